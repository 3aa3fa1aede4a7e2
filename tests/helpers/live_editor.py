"""An editor that runs in this process, on a real socket, and a client that is signed in."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.edit.web.server import Editor


@dataclass
class Reply:
    """What the server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """A browser's page, as far as the server can tell."""

    port: int
    cookie: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @classmethod
    def signed_in(cls, address: str) -> Client:
        """Follow the address with the token."""
        port = int(address.split(":")[2].partition("/")[0])
        reply = cls(port).request("GET", address.partition(str(port))[2])
        assert reply.status == 200, reply.body
        return cls(port, reply.headers["set-cookie"].partition(";")[0])

    def request(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, timeout: float = 60
    ) -> Reply:
        """One request on a connection of its own. Other bodies than bytes are sent as JSON."""
        own = {"Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            own["Cookie"] = self.cookie
        if body is not None:
            own["Content-Type"] = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, raw, own | self.extra | (headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Any:
        """The JSON of an answer that must be good."""
        reply = self.request("GET", path)
        assert reply.status == 200, reply.body
        return reply.json

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        """The JSON of an answer to JSON, or to bytes."""
        reply = self.request("POST", path, body)
        assert reply.status == status, (reply.status, reply.body)
        return reply.json

    def put(self, path: str, body: Any, status: int = 200) -> Any:
        """The JSON of an answer to a whole document."""
        reply = self.request("PUT", path, body)
        assert reply.status == status, (reply.status, reply.body)
        return reply.json


@contextmanager
def running(folder: Path) -> Iterator[tuple[Editor, Client]]:
    """An editor in a thread, and a page of it; it has ended afterwards."""
    editor = Editor.open(folder)
    thread = threading.Thread(target=editor.serve, daemon=True)
    thread.start()
    try:
        yield editor, Client.signed_in(editor.address)
    finally:
        editor.end()
        thread.join(120)
        assert not thread.is_alive()
