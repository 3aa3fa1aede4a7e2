"""Bodies of requests: no larger, no slower and no deeper nested than a page of the editor sends them."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive

from annotator.edit.web.answers import RequestError

CHUNK_SECONDS = 10.0
"""How long the next part of a body may take."""
BODY_SECONDS = 120.0
"""How long a whole body may take."""
MOST_NESTED = 12
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""Also one without an end; possessive, so that a hostile text costs no more than its length."""
_TOO_LARGE = "This is too large."


class LimitedBody:
    """The body of one request. Raises RequestError where it is larger than ``most`` bytes, or comes too slowly."""

    def __init__(self, receive: Receive, headers: Iterable[tuple[bytes, bytes]], most: int) -> None:
        self._receive = receive
        self._most = most
        self._seen = 0
        self._ended = False
        self._until = time.monotonic() + BODY_SECONDS
        for name, value in headers:
            if name.lower() == b"content-length" and (not value.isdigit() or int(value[:20]) > most):
                raise RequestError("too-large", _TOO_LARGE)

    async def receive(self) -> Message:
        """The next message of the request."""
        if self._ended:
            return await self._receive()  # waits for the browser to go
        patience = min(CHUNK_SECONDS, self._until - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(patience, 0))
        except TimeoutError:
            raise RequestError("too-slow", "The request came too slowly.") from None
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            self._ended = not message.get("more_body", False)
            if self._seen > self._most:
                raise RequestError("too-large", _TOO_LARGE)
        return message


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises RequestError for anything else, and for one nested too deeply."""
    body = await request.body()
    try:
        text = body.decode("utf-8")
        if _depth(text) > MOST_NESTED:
            raise RequestError("bad-request", "The request is nested too deeply.")
        document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise RequestError("bad-request", "The request is not JSON.") from None
    if not isinstance(document, dict):
        raise RequestError("bad-request", "The request is not a JSON object.")
    return document


def _depth(text: str) -> int:
    """How deeply the brackets of a JSON text are nested."""
    deepest = depth = 0
    for char in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members. Two of one name would be read differently by different readers."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name twice")
    return members
