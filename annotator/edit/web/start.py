"""Start the editor for a folder, and keep its token off every command line that others on the computer could read."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from annotator.edit.data_root import SERVERS, data_root, keep
from annotator.edit.web.access import Access, end_running, find_running, private_file, read_access, write_access
from annotator.edit.web.desk import Desk
from annotator.edit.web.security import Guard
from annotator.edit.web.server import Server, listen, make_app

__all__ = ["Editor", "end_running", "find_running", "open_browser"]
_OPENING = """<!doctype html>
<meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>annotator</title>
<meta http-equiv="refresh" content="0; url={address}"><p><a href="{address}">annotator</a></p>
"""


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


@dataclass
class Editor:
    """The editor of one folder, which listens from its opening: a browser that connects before ``serve`` waits.

    ``address`` opens it once.
    """

    address: str
    _folder: Path
    _access: Access
    _listener: socket.socket
    _server: Server
    _desk: Desk

    @classmethod
    def open(cls, folder: Path, port: int | None = None, language: str | None = None) -> Editor:
        """Listen for a folder of tutorials, or for a tutorial. Raises OutputError if the port is taken.

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
