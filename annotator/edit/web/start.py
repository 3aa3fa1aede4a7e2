"""Start the editor for a folder, or find the one that is open for it already."""

from __future__ import annotations

import contextlib
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from annotator.edit.web.access import Access, StateFile, address_of_running, with_language
from annotator.edit.web.app import make_app
from annotator.edit.web.desk import Desk
from annotator.edit.web.security import Guard
from annotator.edit.web.server import Server, listen

__all__ = ["Editor", "find_running", "open_browser"]


def find_running(folder: Path, language: str | None = None) -> str | None:
    """An address, good once, of the editor that is open for a folder; None if none is."""
    address = address_of_running(StateFile.of(folder))
    return address and with_language(address, language)


def open_browser(address: str) -> None:
    """Show an address in the user's browser, if there is one. A browser that takes the terminal keeps nobody waiting."""

    def show() -> None:
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(address)

    threading.Thread(target=show, name="browser", daemon=True).start()


@dataclass
class Editor:
    """The editor of one folder, which listens from the beginning: a browser that comes before ``serve`` waits.

    ``address`` opens it once.
    """

    address: str
    _server: Server
    _state: StateFile
    _access: Access
    _desk: Desk

    @classmethod
    def open(cls, folder: Path, port: int | None = None, language: str | None = None) -> Editor:
        """Listen for a folder of tutorials, or for a tutorial. Raises OutputError if the port is taken.

        Args:
            folder: what to edit.
            port: the port to listen at; else the one of last time, or a free one.
            language: the language of the page; else the browser's.
        """
        state = StateFile.of(folder)
        listener = listen(port, state.last_port())
        try:
            access = Access(listener.getsockname()[1])
            desk = Desk(folder, access)
            server = Server(Guard(make_app(desk), access), listener, desk.clock.is_over)
            desk.on_quit = server.end
            state.write(access)
            state.remember_port(access.port)
        except BaseException:
            listener.close()
            raise
        return cls(with_language(access.new_address(), language), server, state, access, desk)

    def serve(self) -> None:
        """Answer browsers until the user, the page or the clock ends it."""
        try:
            self._server.run_until_asked()
        finally:
            with contextlib.suppress(OSError):
                self._state.remove(self._access)
            self._desk.close()

    def end(self) -> None:
        """Let ``serve`` return soon; from any thread."""
        self._server.end()
