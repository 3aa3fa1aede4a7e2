"""Run the editor's server for a folder: uvicorn with all routes, ended by the page, the clock or the terminal.

Its token is on no command line that others on the computer could read (`open_browser`).
"""

import contextlib
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from annotator.edit.data_root import SERVERS, data_root, keep
from annotator.edit.web import (
    answer_routes,
    guide_pages,
    inbox_routes,
    job_routes,
    picture_routes,
    play_routes,
    school_routes,
    sound_routes,
    static_files,
    tutorial_routes,
    voice_routes,
)
from annotator.edit.web.access import HOST, Access, private_file, read_access, write_access
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, get, post, respond_to_error
from annotator.edit.web.responses import JsonResponse
from annotator.edit.web.security import Guard
from annotator.errors import AnnotatorError, refusing

MOST_SILENT = 64
"""Maximum number of open connections that have sent no request yet."""
_OPENING = """<!doctype html>
<meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>annotator</title>
<meta http-equiv="refresh" content="0; url={address}"><p><a href="{address}">annotator</a></p>
"""


@dataclass
class Editor:
    """The editor of one folder, which listens from its opening: a browser that connects before ``serve`` waits.

    ``address`` opens it once.
    """

    address: str
    _folder: Path
    _access: Access
    _listener: socket.socket
    _server: "Server"
    _desk: Desk

    @classmethod
    def open(cls, folder: Path, port: int | None = None, language: str | None = None) -> "Editor":
        """Listen for a folder of tutorials, or for a tutorial. Raises OutputError if the port can't be used or the disk refuses.

        Args:
            folder: the folder or tutorial to edit.
            port: the port to listen at; else a free one.
            language: the language of the page; else the browser's.
        """
        listener = listen(port)
        try:
            access = Access(listener.getsockname()[1])
            desk = Desk(folder)
            server = Server(Guard(make_app(desk), access, desk.language_names), desk.clock.is_over)
            desk.on_quit = server.end
            desk.made_key = access.sign("made")
            write_access(folder, access)
        except BaseException:
            listener.close()
            raise
        return cls(access.new_address(language), folder, access, listener, server, desk)

    def serve(self) -> None:
        """Answer browsers until the user, the page or the clock ends it."""
        try:
            self._server.run(sockets=[self._listener])
        finally:
            with contextlib.suppress(OSError):
                opening_file(self._access.port).unlink(missing_ok=True)
                if read_access(private_file(self._folder)) == self._access:
                    private_file(self._folder).unlink()
            self._desk.close()

    def end(self) -> None:
        """Let ``serve`` return soon; from any thread."""
        self._server.end()


def opening_file(port: int) -> Path:
    """The page that leads a browser to the editor at a port."""
    return data_root() / SERVERS / f"{port}.html"


def open_browser(address: str) -> None:
    """Show an address in the user's browser, if there is one. A browser that blocks the terminal blocks only a thread.

    The browser is given a private file that leads there: on its command line everybody on this computer would see the
    token. Raises OutputError.
    """
    page = opening_file(urlsplit(address).port or 0)
    keep(_OPENING.format(address=escape(address)), SERVERS, page.name)

    def show() -> None:
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(page.as_uri())

    threading.Thread(target=show, name="browser", daemon=True).start()


def listen(port: int | None) -> socket.socket:
    """A socket that listens at 127.0.0.1: at ``port``, else at a free one. Raises OutputError if it can't be used."""
    remedy = "Choose another one with --port, or leave it out."
    with refusing("The editor can't use port {wanted}: {strerror}.", remedy, wanted=port or 0):
        return socket.create_server((HOST, port or 0))


class Protocol(H11Protocol):
    """uvicorn's HTTP/1.1. Strangers who connect and say nothing don't keep the editor from its own page."""

    def connection_made(self, transport: Any) -> None:
        """Take a connection; if too many are silent, drop one of them."""
        silent = [known for known in self.connections if isinstance(known, Protocol) and known.cycle is None]
        if len(silent) >= MOST_SILENT:
            silent[0].transport.abort()
        super().connection_made(transport)


class Server(uvicorn.Server):
    """A server of one application, which ends when the clock says so."""

    def __init__(self, app: ASGIApp, is_over: Callable[[], bool]) -> None:
        # Settings are given here so that uvicorn takes none from the environment.
        config = uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            forwarded_allow_ips="",
            workers=1,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._is_over = is_over

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle uvicorn's signals, and the one of a closed terminal, by an orderly end; restore the old handlers."""
        hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
        with super().capture_signals():
            if hang_up is None or threading.current_thread() is not threading.main_thread():
                yield
                return
            before = signal.getsignal(hang_up)
            if before is not signal.SIG_IGN:
                signal.signal(hang_up, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(hang_up, before)

    def end(self) -> None:
        """End soon, after the running requests."""
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """Do uvicorn's work of ten times a second, and check the clock once a second."""
        if counter % 10 == 0 and self._is_over():
            self.should_exit = True
        return await super().on_tick(counter)


def make_app(desk: Desk) -> Starlette:
    """The whole application without its guard."""
    errors = dict.fromkeys((AnnotatorError, OSError, Exception), respond_to_error)
    return Starlette(routes=list_routes(desk), exception_handlers=errors)


def list_routes(desk: Desk) -> list[Route]:
    """All routes; that of the editor's own files is last, for addresses that no other route has."""

    def alive(_request: Request, _fields: Fields) -> dict[str, Any]:
        desk.clock.touch()
        return {}

    def end(_request: Request, fields: Fields) -> Response:
        if fields.yes("if_free"):
            desk.check_free()
        return JsonResponse({}, background=BackgroundTask(desk.on_quit))

    def texts(_request: Request, fields: Fields) -> dict[str, Any]:
        texts = static_files.strings(fields.text("lang", 20))
        return {**texts, "language": {**texts["language"], **desk.language_names()}}

    def remembered(_request: Request, _fields: Fields) -> dict[str, Any]:
        return {"folder": str(data_root())}

    def forget(request: Request, fields: Fields) -> dict[str, Any]:
        desk.forget_everything()
        return remembered(request, fields) | {"said": "memory.gone"}

    return [
        post("/api/alive", alive),
        post("/api/quit", end),
        get("/api/strings", texts),
        get("/api/memory", remembered),
        post("/api/memory/forget", forget),
        *answer_routes.routes(desk),
        *tutorial_routes.routes(desk),
        *inbox_routes.routes(desk),
        *picture_routes.routes(desk),
        *play_routes.routes(desk),
        *guide_pages.routes(),
        *job_routes.routes(desk),
        *voice_routes.routes(desk),
        *sound_routes.routes(desk),
        *school_routes.routes(desk),
        *static_files.routes(),
    ]
