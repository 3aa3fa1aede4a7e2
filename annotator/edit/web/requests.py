"""Make routes, and read the fields of their requests by name and type."""

import json
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sized
from dataclasses import dataclass
from functools import partial
from inspect import iscoroutinefunction
from math import inf
from typing import Any, ParamSpec, TypeVar, cast

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.errors import BadFieldError
from annotator.edit.web.responses import JsonResponse, RequestError, code_of, error_response

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())
Handler = Callable[[Request], Awaitable[Response]]
"""A handler that reads the body of a request itself."""
Work = Callable[[Request, "Fields"], Any]
"""The work of a route, done in a thread with the fields of the address or JSON body. It returns JSON data or a response."""
P = ParamSpec("P")
T = TypeVar("T")
MAX_CHARS = 5_000
"""Maximum length of a text in a request: more characters than any field of a script takes."""
_MAX_STEPS = 9_999
_MAX_REVISION = 99_999_999_999
"""Maximum revision: after a damaged history, a tutorial counts from the seconds of the clock."""
_MAX_NUMBER = 1e6
_MAX_DIGITS = 12
_MAX_IN_MEMORY_BYTES = 4_000_000
_PIECE_BYTES = 1 << 20


def get(path: str, work: Work | Handler) -> Route:
    """A route that reads."""
    return Route(path, _handler(work), methods=["GET"])


def post(path: str, work: Work | Handler) -> Route:
    """A route that changes something, or whose question doesn't fit into an address."""
    return Route(path, _handler(work), methods=["POST"])


def put(path: str, work: Work) -> Route:
    """A route that replaces the whole of what its address names."""
    return Route(path, _handler(work), methods=["PUT"])


def _handler(work: Work | Handler) -> Handler:
    """The handler that does a route's work, or ``work`` itself if it is one."""
    if iscoroutinefunction(work):
        return work

    async def answer(request: Request) -> Response:
        fields = query(request) if request.method in ("GET", "HEAD") else await read_fields(request)
        result = await in_thread(cast("Work", work), request, fields)
        return result if isinstance(result, Response) else JsonResponse(result)

    return answer


def upload(path: str, work: Callable[[Request, Iterator[bytes]], Any]) -> Route:
    """A route that takes a file: ``work`` gets its content in pieces, once all of it has arrived, and returns JSON data."""

    async def answer(request: Request) -> Response:
        with tempfile.SpooledTemporaryFile(_MAX_IN_MEMORY_BYTES) as body:
            async for part in request.stream():
                await in_thread(body.write, part)
            body.seek(0)
            result = await in_thread(work, request, iter(lambda: body.read(_PIECE_BYTES), b""))
        return JsonResponse(result)

    return Route(path, answer, methods=["POST"])


async def respond_to_error(request: Request, error: Exception) -> Response:
    """The answer to a request that failed."""
    if code_of(error) == "internal":
        log.error("%s %s", request.method, request.url.path, exc_info=error)
    return error_response(error)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work in a thread. It runs to its end even if the browser goes away, so that nothing is left half done."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), abandon_on_cancel=True)


async def read_fields(request: Request) -> "Fields":
    """The members of a request's JSON object. Raises RequestError for anything else."""
    try:
        document = json.loads((await request.body()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise RequestError("bad-request", "The request is not JSON.") from None
    if not isinstance(document, dict):
        raise RequestError("bad-request", "The request is not a JSON object.")
    return Fields(document)


@dataclass
class Fields:
    """Members of a JSON object, or of an address, by name and type. Raises BadFieldError for anything else."""

    _members: Mapping[str, Any]

    def raw_or_none(self, name: str) -> Any:
        """A member of whatever type, or None where it is null or missing."""
        return self._members.get(name)

    def members(self, name: str) -> dict[str, Any]:
        """An object, with members of whatever types."""
        return self._read(dict, name)

    def text(self, name: str, limit: int = MAX_CHARS) -> str:
        """A text."""
        return self._read(str, name, limit)

    def text_or_none(self, name: str, limit: int = MAX_CHARS) -> str | None:
        """A text, or None where it is null or missing."""
        return None if self._members.get(name) is None else self.text(name, limit)

    def integer(self, name: str) -> int:
        """A whole number."""
        return self._read(int, name)

    def integer_or_none(self, name: str) -> int | None:
        """A whole number, or None where it is null or missing."""
        return None if self._members.get(name) is None else self.integer(name)

    def number(self, name: str) -> float:
        """A number."""
        return _finite(self._members.get(name), name)

    def yes(self, name: str) -> bool:
        """Whether a member is true; missing is false."""
        return name in self._members and self._read(bool, name)

    def revision(self) -> int:
        """The revision in an address."""
        return whole_number(self.text("revision", 12), "revision", _MAX_REVISION)

    def texts(self, name: str, limit: int = 50) -> tuple[str, ...]:
        """A list of texts; empty where it is missing, null or any other empty value."""
        value = self._read(list, name, limit) if self._members.get(name) else []
        return tuple(Fields({name: item}).text(name) for item in value)

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """A list of that many numbers."""
        value = self._read(list, name, count)
        if len(value) != count:
            raise BadFieldError(name)
        return tuple(_finite(item, name) for item in value)

    def texts_by_language(self, name: str) -> dict[str, str]:
        """A text for each language."""
        value = self._read(dict, name, 50)
        return {lang: Fields(value).text(lang) for lang in value}

    def _read(self, kind: type[T], name: str, limit: float = inf) -> T:
        """A member of a type, of at most ``limit`` characters or items."""
        value = self._members.get(name)
        if type(value) is not kind or (isinstance(value, Sized) and len(value) > limit):
            raise BadFieldError(name)
        return value


def query(request: Request) -> "Fields":
    """The query parameters of a request; of one that is repeated, the last."""
    return Fields(dict(request.query_params))


def step_index(text: str) -> int:
    """The index of a step in an address."""
    return whole_number(text, "step", _MAX_STEPS)


def whole_number(text: str, name: str, limit: int) -> int:
    """A whole number from 0 to ``limit`` in an address; ``name`` is its field, for the error."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and int(text) <= limit):
        raise BadFieldError(name)
    return int(text)


def _finite(value: Any, name: str) -> float:
    """A number between minus and plus a million; in JSON, ``1e999`` becomes infinite."""
    if type(value) not in (int, float) or not -_MAX_NUMBER <= value <= _MAX_NUMBER:
        raise BadFieldError(name)
    return float(value)
