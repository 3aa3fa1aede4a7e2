"""Answers of the server: JSON, and errors as a code with a message and a remedy."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from annotator.edit.session import StaleError
from annotator.edit.web.page_words import put_into_page_words
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.messages import Message

STATUS = {
    "bad-request": 400,
    "signed-out": 401,
    "forbidden": 403,
    "unknown": 404,
    "method": 405,
    "stale": 409,
    "busy": 409,
    "too-large": 413,
    "media-type": 415,
    "refused": 422,
    "lost-lines": 422,
    "unreadable-picture": 422,
    "bad-take": 422,
    "not-found-on-picture": 422,
    "missing": 424,
    "no-voice": 424,
    "internal": 500,
    "service": 502,
    "disk-full": 507,
    "not-writable": 507,
}
"""The HTTP status of each code; the page translates by the code."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED_BY_DISK = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.EIO, errno.ESTALE, errno.ENAMETOOLONG)


class RequestError(AnnotatorError):
    """A request that the server refuses, by one of the codes of `STATUS`."""

    def __init__(self, code: str, message: str, remedy: str = "", *, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(message, remedy)
        self.code = code
        self.more = more or {}


class JsonAnswer(Response):
    """One JSON document in UTF-8, with its messages in the words of the page that asked."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The document's bytes. A lone surrogate, as in a file name that isn't valid text, becomes a JSON escape."""
        text = json.dumps(put_into_page_words(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")


def code_of(error: BaseException) -> str:
    """The code of an error. One that brings a ``code`` of `STATUS` keeps it."""
    own = getattr(error, "code", None)
    if isinstance(own, str) and own in STATUS:
        return own
    if isinstance(error, StaleError):
        return "stale"
    if isinstance(error, MissingError):
        return "missing"
    if isinstance(error, ServiceError):
        return "service"
    if isinstance(error, OutputError):
        return "disk-full" if _errno(error) in _FULL else "not-writable"
    if isinstance(error, AnnotatorError):
        return "refused"
    if isinstance(error, OSError) and error.errno in (*_FULL, *_REFUSED_BY_DISK):
        return "disk-full" if error.errno in _FULL else "not-writable"
    return "internal"


def describe_error(error: BaseException) -> dict[str, Any]:
    """An error as code, message and remedy. What a bug says is not shown: it may hold private words."""
    code = code_of(error)
    if isinstance(error, ProblemsError) and error.problems:
        first = error.problems[0]
        return {"code": code, "message": first.message, "remedy": first.remedy}
    if isinstance(error, AnnotatorError):
        return {"code": code, "message": error.message, "remedy": error.remedy, **getattr(error, "more", {})}
    if isinstance(error, OSError) and code != "internal":
        return {
            "code": code,
            "message": Message("{strerror}.", strerror=error.strerror or error),
            "remedy": "Make room on the disk, or choose another folder.",
        }
    return {
        "code": "internal",
        "message": Message("Something went wrong inside annotator: {reason}.", reason=type(error).__name__),
        "remedy": "Start the editor with --debug, and send what it prints to whoever looks after annotator.",
    }


def error_answer(error: BaseException) -> JsonAnswer:
    """The answer to a request that failed."""
    described = describe_error(error)
    return JsonAnswer(described, STATUS[described["code"]])


def _errno(error: BaseException | None) -> int | None:
    """The system's number of an error, or of what caused it."""
    while error is not None:
        if isinstance(error, OSError):
            return error.errno
        error = error.__cause__ or error.__context__
    return None
