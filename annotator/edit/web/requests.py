"""Read every request by name and type, so that a route sees only checked values.

The second half makes the answer: JSON in the language of the page, a file, or an error by its code.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sized
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from inspect import iscoroutinefunction
from math import inf
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, cast

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from annotator import errors
from annotator.errors import AnnotatorError
from annotator.languages import has_wording, put_into_words
from annotator.messages import Message
from annotator.model import FILE_TYPES

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

Handler = Callable[[Request], Awaitable[Response]]
"""A handler that reads the body of a request itself."""
Work = Callable[[Request, "Fields"], Any]
"""The work of a route, done in a thread with the parts of an address or a JSON body. It returns JSON, or a response."""
P = ParamSpec("P")
T = TypeVar("T")
MOST_TEXT = 5_000
"""Maximum length of a text in a request: more characters than any field of a script takes."""
MOST_STEPS = 9_999
MOST_REVISION = 99_999_999_999
"""Maximum revision: after a damaged history, a tutorial counts from the seconds of the clock."""
_MOST_NUMBER = 1e6
_IN_MEMORY = 4_000_000
_PIECE = 1 << 20


def get(path: str, work: Work | Handler) -> Route:
    """A route that reads."""
    return Route(path, _handler(work, _read_query), methods=["GET"])


def post(path: str, work: Work | Handler) -> Route:
    """A route that changes something, or asks with more than an address can say."""
    return Route(path, _handler(work, read_fields), methods=["POST"])


def put(path: str, work: Work) -> Route:
    """A route that takes the whole of what it names."""
    return Route(path, _handler(work, read_fields), methods=["PUT"])


def _handler(work: Work | Handler, read: Callable[[Request], Awaitable[Fields]]) -> Handler:
    if iscoroutinefunction(work):
        return work

    async def answer(request: Request) -> Response:
        made = await in_thread(cast("Work", work), request, await read(request))
        return made if isinstance(made, Response) else JsonResponse(made)

    return answer


def upload(path: str, work: Callable[[Request, Iterator[bytes]], Any]) -> Route:
    """A route that takes a file: its content is given in pieces, once all of it is there."""

    async def answer(request: Request) -> Response:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
            async for part in request.stream():
                await in_thread(body.write, part)
            body.seek(0)
            made = await in_thread(work, request, iter(lambda: body.read(_PIECE), b""))
        return made if isinstance(made, Response) else JsonResponse(made)

    return Route(path, answer, methods=["POST"])


async def respond_to_error(request: Request, error: Exception) -> Response:
    """The answer to a request that failed."""
    if code_of(error) == "internal":
        log.error("%s %s", request.method, request.url.path, exc_info=error)
    return error_response(error)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do something that blocks. It goes on to its end if the browser goes away, so that nothing is left half done."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), abandon_on_cancel=True)


async def read_fields(request: Request) -> Fields:
    """The members of a request's JSON object. Raises RequestError for anything else."""
    try:
        document = json.loads((await request.body()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise RequestError("bad-request", "The request is not JSON.") from None
    if not isinstance(document, dict):
        raise RequestError("bad-request", "The request is not a JSON object.")
    return Fields(document)


async def _read_query(request: Request) -> Fields:
    return query(request)


@dataclass
class Fields:
    """Members of a JSON object, or of an address, by name and type. Raises RequestError for anything else."""

    _members: Mapping[str, Any]

    def raw_or_none(self, name: str) -> Any:
        """A member of whatever type, or None where it is null or missing."""
        return self._members.get(name)

    def members(self, name: str) -> dict[str, Any]:
        """An object, with members of whatever types."""
        return self._of(dict, name)

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """A text."""
        return self._of(str, name, most)

    def text_or_none(self, name: str, most: int = MOST_TEXT) -> str | None:
        """A text, or None where it is null or missing."""
        return None if self._members.get(name) is None else self.text(name, most)

    def integer(self, name: str) -> int:
        """A whole number."""
        return self._of(int, name)

    def integer_or_none(self, name: str) -> int | None:
        """A whole number, or None where it is null or missing."""
        return None if self._members.get(name) is None else self.integer(name)

    def number(self, name: str) -> float:
        """A number."""
        return _finite(self._members.get(name), name)

    def yes(self, name: str) -> bool:
        """Whether a member is true; missing is false."""
        return name in self._members and self._of(bool, name)

    def texts(self, name: str, most: int = 50) -> tuple[str, ...]:
        """A list of texts; null or missing is empty."""
        value = self._of(list, name, most) if self._members.get(name) else []
        return tuple(Fields({name: each}).text(name) for each in value)

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """A list of that many numbers."""
        value = self._of(list, name, count)
        if len(value) != count:
            raise _bad(name)
        return tuple(_finite(each, name) for each in value)

    def texts_by_language(self, name: str) -> dict[str, str]:
        """A text for each language."""
        value = self._of(dict, name, 50)
        return {lang: Fields(value).text(lang) for lang in value}

    def _of(self, kind: type[T], name: str, most: float = inf) -> T:
        """A member of a type; ``most`` is how long it may be."""
        value = self._members.get(name)
        if type(value) is not kind or (isinstance(value, Sized) and len(value) > most):
            raise _bad(name)
        return value


def query(request: Request) -> Fields:
    """The parts of a request's address behind the question mark; of one that is there twice the last."""
    return Fields(dict(request.query_params))


def whole(text: str, name: str, most: int) -> int:
    """A whole number from 0 to ``most`` in an address."""
    if not (text.isascii() and text.isdigit() and len(text) < 13 and int(text) <= most):
        raise _bad(name)
    return int(text)


def _finite(value: Any, name: str) -> float:
    """A number that a picture could have; JSON has none that is infinite, but ``1e999`` becomes it."""
    if type(value) not in (int, float) or not -_MOST_NUMBER <= value <= _MOST_NUMBER:
        raise _bad(name)
    return float(value)


def _bad(name: str) -> RequestError:
    return RequestError("bad-request", Message("The request's “{name}” is missing or wrong.", name=name))


STATUS = {
    "bad-request": 400,
    "signed-out": 401,
    "forbidden": 403,
    "unknown": 404,
    "stale": 409,
    "busy": 409,
    "too-large": 413,
    "media-type": 415,
    "refused": 422,
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


class RequestError(AnnotatorError):
    """A request that the server refuses, by one of the codes of `STATUS`."""

    def __init__(self, code: str, message: str, remedy: str = "", *, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(message, remedy)
        self.code = code
        self.more = more or {}


class JsonResponse(Response):
    """One JSON document in UTF-8, with its messages in the words of the page that asked."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The document's bytes. A lone surrogate, as in a file name that isn't valid text, becomes a JSON escape."""
        text = json.dumps(put_into_page_words(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")


class SafeFileResponse(FileResponse):
    """A file, also in parts, as players ask for it. A page of a pack would run in the editor's name: it is saved instead."""

    def __init__(self, path: Path) -> None:
        shown = path.suffix.lower() in FILE_TYPES
        super().__init__(
            path,
            media_type=FILE_TYPES[path.suffix.lower()] if shown else "application/octet-stream",
            filename=path.name,
            content_disposition_type="inline" if shown else "attachment",
        )


def code_of(error: BaseException) -> str:
    """The code of an error, one of `STATUS`."""
    code = errors.tell(error).code
    return code if code in STATUS else "refused"


def describe_error(error: BaseException) -> dict[str, Any]:
    """An error as code, message and remedy."""
    return {**errors.describe(error), "code": code_of(error), **getattr(error, "more", {})}


def error_response(error: BaseException) -> JsonResponse:
    """The answer to a request that failed."""
    described = describe_error(error)
    return JsonResponse(described, STATUS[described["code"]])


LANGUAGE_HEADER: Final = "x-editor-language"
"""The header with the language of the page, whose switch may differ from the browser's language."""

_language: ContextVar[str] = ContextVar("language", default="en")
_language_names: ContextVar[Callable[[], Mapping[str, str]]] = ContextVar("language_names", default=dict)


def remember_language(scope: Scope, names: Callable[[], Mapping[str, str]] = dict) -> None:
    """Note for the answer to a request in which language the page is, and what its school calls languages."""
    asked = [value.decode("latin-1") for name, value in scope["headers"] if name == LANGUAGE_HEADER.encode()]
    _language.set(asked[0] if len(asked) == 1 and has_wording(asked[0]) else "en")
    _language_names.set(names)


def page_language() -> str:
    """The language of the page that asks."""
    return _language.get()


def put_into_page_words(content: Any) -> Any:
    """An answer with its messages in the words of the page; nothing else of it is changed."""
    if isinstance(content, list | tuple):
        return [put_into_page_words(each) for each in content]
    if isinstance(content, Mapping):
        return {name: put_into_page_words(value) for name, value in content.items()}
    if isinstance(content, Message):
        return put_into_words(content, _language.get(), "editor", _language_names.get())
    return content
