"""Run the application on uvicorn, at 127.0.0.1, with nothing of its own to say."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from annotator.edit.web.patience import ImpatientProtocol
from annotator.errors import OutputError

HOST = "127.0.0.1"
_MOST_CONNECTIONS = 64
_GRACE_SECONDS = 2
_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if (number := getattr(signal, name, None))
)


def listen(port: int | None, remembered: int = 0) -> socket.socket:
    """A socket that listens at 127.0.0.1: at ``port``, else at the one that is remembered, else at a free one.

    Raises OutputError where ``port`` is taken.
    """
    for wanted in (port,) if port else (remembered, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows another program could listen at the same port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, wanted))
            listener.listen(_MOST_CONNECTIONS)
        except OSError as error:
            listener.close()
            if port or wanted == 0:
                raise OutputError(
                    "The editor can't use port {wanted}: {strerror}.",
                    "Choose another one with --port, or leave it out.",
                    wanted=wanted,
                    strerror=error.strerror,
                ) from error
            continue
        return listener
    raise AssertionError("port 0 is always tried")


class Server(uvicorn.Server):
    """A server of one application on one socket. ``run_until_asked`` returns when it has ended."""

    def __init__(self, app: ASGIApp, listener: socket.socket, is_over: Callable[[], bool]) -> None:
        # Each setting that uvicorn would else take from the environment is given.
        config = uvicorn.Config(
            app,
            http=ImpatientProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            forwarded_allow_ips="",
            workers=1,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            h11_max_incomplete_event_size=32_768,
        )
        super().__init__(config)
        self._listener = listener
        self._is_over = is_over
        self._asked: list[int] = []

    def run_until_asked(self) -> None:
        """Serve until a signal, ``end`` or the clock says so. A signal is raised again for the handlers of before."""
        asyncio.run(self.serve([self._listener]))
        for number in self._asked[:1]:
            signal.raise_signal(number)

    def end(self) -> None:
        """End soon: what is being answered is finished."""
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """What uvicorn does ten times a second, and a look at the clock once a second."""
        if counter % 10 == 0 and self._is_over():
            self.should_exit = True
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, _frame: FrameType | None) -> None:
        """End in order; at the second signal at once."""
        self.force_exit = self.should_exit and bool(self._asked)
        self.should_exit = True
        self._asked.append(sig)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while the server runs; one that is ignored (``nohup``) stays ignored."""
        before = {}
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                with contextlib.suppress(ValueError):  # not in the main thread, as in tests
                    before[number] = signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
