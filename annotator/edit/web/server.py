"""Run the editor's server: uvicorn with all routes, ended by the page, the clock or the terminal."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from annotator.edit.data_root import data_root
from annotator.edit.web import (
    answer_routes,
    guide_pages,
    job_routes,
    picture_routes,
    school_routes,
    sound_routes,
    static_files,
    tutorial_routes,
    voice_routes,
)
from annotator.edit.web.access import HOST
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, get, post, respond_to_error
from annotator.edit.web.responses import JsonResponse
from annotator.errors import AnnotatorError, OutputError

MOST_SILENT = 64
"""Maximum number of open connections that have sent no request yet."""


def listen(port: int | None) -> socket.socket:
    """A socket that listens at 127.0.0.1: at ``port``, else at a free one. Raises OutputError if it can't be used."""
    try:
        return socket.create_server((HOST, port or 0))
    except OSError as error:
        raise OutputError(
            "The editor can't use port {wanted}: {strerror}.",
            "Choose another one with --port, or leave it out.",
            wanted=port or 0,
            strerror=error.strerror,
        ) from error


class Protocol(H11Protocol):
    """uvicorn's HTTP/1.1. Strangers who connect and say nothing don't keep the editor from its own page."""

    def connection_made(self, transport: Any) -> None:
        """Take a connection; if too many are silent, drop one of them."""
        silent = [each for each in self.connections if isinstance(each, Protocol) and each.cycle is None]
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

    def alive(_request: Request, _asked: Fields) -> dict[str, Any]:
        desk.clock.touch()
        return {}

    def end(_request: Request, asked: Fields) -> Response:
        if asked.yes("if_free"):
            desk.check_free()
        return JsonResponse({}, background=BackgroundTask(desk.on_quit))

    def texts(_request: Request, asked: Fields) -> dict[str, Any]:
        texts = static_files.strings(asked.text("lang", 20))
        return {**texts, "language": {**texts["language"], **desk.language_names()}}

    def remembered(_request: Request, _asked: Fields) -> dict[str, Any]:
        return {"folder": str(data_root())}

    def forget(request: Request, asked: Fields) -> dict[str, Any]:
        desk.forget_everything()
        return remembered(request, asked) | {"said": "memory.gone"}

    return [
        post("/api/alive", alive),
        post("/api/quit", end),
        get("/api/strings", texts),
        get("/api/memory", remembered),
        post("/api/memory/forget", forget),
        *answer_routes.routes(desk),
        *tutorial_routes.routes(desk),
        *picture_routes.routes(desk),
        *picture_routes.card_routes(desk),
        *guide_pages.guide_routes(),
        *job_routes.job_routes(desk),
        *voice_routes.routes(desk),
        *sound_routes.routes(desk),
        *school_routes.routes(desk),
        *static_files.routes(),
    ]
