"""Answer the page: JSON in its language, a file, or an error by its code."""

import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from starlette.responses import FileResponse, Response
from starlette.types import Scope

from annotator import errors
from annotator.edit.errors import CodedError
from annotator.messages import Message
from annotator.model import FILE_TYPES
from annotator.wordings import has_wording, put_into_words

_CODES: Final = {
    400: ("bad-request",),
    401: ("signed-out",),
    403: ("forbidden",),
    404: ("unknown",),
    409: ("stale", "busy"),
    413: ("too-large",),
    415: ("media-type",),
    422: ("refused", "unreadable-picture", "bad-take", "not-found-on-picture"),
    424: ("missing", "no-voice"),
    500: ("internal",),
    502: ("service",),
    507: ("disk-full", "not-writable"),
}
STATUS: Final = {code: status for status, codes in _CODES.items() for code in codes}
"""The HTTP status of each code of an error."""
LANGUAGE_HEADER: Final = "x-editor-language"
"""The header with the language chosen on the page, which may differ from the browser's."""

_language: ContextVar[str] = ContextVar("language", default="en")
_language_names: ContextVar[Callable[[], Mapping[str, str]]] = ContextVar("language_names", default=dict)


class RequestError(CodedError):
    """A request that the server refuses, by one of the codes of `STATUS`."""


class JsonResponse(Response):
    """A JSON document in UTF-8, with its messages in the language of the page that asked."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The document's bytes. A lone surrogate, as in a file name that isn't valid text, becomes a JSON escape."""
        text = json.dumps(put_into_page_words(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")


class SafeFileResponse(FileResponse):
    """A file, also in parts, as players request it. A page of a pack would have the editor's origin, so it is downloaded."""

    def __init__(self, path: Path) -> None:
        kind = FILE_TYPES.get(path.suffix.lower())
        disposition = "inline" if kind else "attachment"
        kind = kind or "application/octet-stream"
        super().__init__(path, media_type=kind, filename=path.name, content_disposition_type=disposition)


def code_of(error: BaseException) -> str:
    """The code of an error, one of `STATUS`."""
    code = errors.as_annotator_error(error).code
    return code if code in STATUS else "refused"


def describe_error(error: BaseException) -> dict[str, Any]:
    """An error as code, message and remedy."""
    return {**errors.describe(error), "code": code_of(error)}


def error_response(error: BaseException) -> JsonResponse:
    """The answer to a request that failed."""
    described = describe_error(error)
    return JsonResponse(described, STATUS[described["code"]])


def remember_language(scope: Scope, names: Callable[[], Mapping[str, str]] = dict) -> None:
    """Note the language of the page and its school's names of languages, for the answer to its request."""
    sent = [value.decode("latin-1") for name, value in scope["headers"] if name == LANGUAGE_HEADER.encode()]
    _language.set(sent[0] if len(sent) == 1 and has_wording(sent[0]) else "en")
    _language_names.set(names)


def page_language() -> str:
    """The language of the page whose request is being answered."""
    return _language.get()


def put_into_page_words(content: Any) -> Any:
    """An answer with its messages in the language of the page, and tuples as lists."""
    if isinstance(content, list | tuple):
        return [put_into_page_words(item) for item in content]
    if isinstance(content, Mapping):
        return {name: put_into_page_words(value) for name, value in content.items()}
    if isinstance(content, Message):
        return put_into_words(content, _language.get(), "editor", _language_names.get())
    return content
