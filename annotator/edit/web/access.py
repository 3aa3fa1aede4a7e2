"""Who may come in: a token that is good once, the cookie that it buys, and the file by which a second start finds the first.

The file is in the user's data folder, and only the user can read it. It holds the port of the server that is open for a
folder, and a secret for which the server gives a new token.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import secrets
import stat
import threading
from dataclasses import dataclass, field
from pathlib import Path

from annotator.edit.data_root import SERVERS, data_root, make_private_folder, write_private

SECRET_HEADER = "x-annotator-secret"  # noqa: S105 - the name of a header
_PATIENCE = 3.0
"""Seconds for an answer of a server that runs on this computer."""
_MOST_TOKENS = 20


@dataclass
class Access:
    """The tokens, the cookie and the secret of one server. Nothing of it outlives the server."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _tokens: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie_name(self) -> str:
        """With the port, since browsers keep one set of cookies for all ports of a host."""
        return f"annotator-{self.port}"

    @property
    def cookie(self) -> str:
        """The header that signs a browser in, until it is closed."""
        return f"{self.cookie_name}={self._session}; HttpOnly; SameSite=Strict; Path=/"

    def new_address(self) -> str:
        """An address that opens the editor once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens = [*self._tokens, token][-_MOST_TOKENS:]
        return f"http://127.0.0.1:{self.port}/?token={token}"

    def redeem(self, token: str) -> bool:
        """Whether a token is good; it is not good again."""
        with self._lock:
            known = [each for each in self._tokens if _same(each, token)]
            self._tokens = [each for each in self._tokens if each not in known]
        return bool(known)

    def is_signed_in(self, cookies: list[str]) -> bool:
        """Whether one of the ``Cookie`` headers holds this server's cookie."""
        pairs = [pair.strip().partition("=") for header in cookies for pair in header.split(";")]
        return any(name == self.cookie_name and _same(value, self._session) for name, _, value in pairs)

    def knows_secret(self, secret: str) -> bool:
        """Whether this is the secret of the state file."""
        return _same(secret, self.secret)


def _same(first: str, second: str) -> bool:
    return secrets.compare_digest(first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))


@dataclass(frozen=True)
class StateFile:
    """Where the server that is open for a folder says its port and secret."""

    path: Path

    @classmethod
    def of(cls, folder: Path) -> StateFile:
        """The state file of a folder, by whatever name the folder is called."""
        digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
        return cls(data_root() / SERVERS / f"{digest}.json")

    def write(self, access: Access) -> None:
        """Write it for the user alone. An older one is replaced as a whole, and no link is followed."""
        make_private_folder(SERVERS)
        write_private(self.path, json.dumps({"port": access.port, "secret": access.secret, "process": os.getpid()}))

    def read(self) -> tuple[int, str] | None:
        """The port and secret that are written there, or None. A file that others could have written is not believed."""
        try:
            handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, encoding="utf-8") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode) or not _is_private(status):
                    return None
                held = json.loads(file.read(4096))
            port, secret = held["port"], held["secret"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if type(port) is not int or not 0 < port < 65536 or not isinstance(secret, str) or not secret.isascii():
            return None
        return port, secret

    def remove(self, access: Access) -> None:
        """Remove it, unless another server has written its own since."""
        if self.read() == (access.port, access.secret):
            self.path.unlink(missing_ok=True)

    def remember_port(self, port: int) -> None:
        """Keep a port for the next start: a page that is still open then finds its server again."""
        with contextlib.suppress(OSError):
            write_private(self.path.with_suffix(".port"), str(port))

    def last_port(self) -> int:
        """The port of the last start; 0, which lets the system choose, where there is none."""
        try:
            port = int(self.path.with_suffix(".port").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0
        return port if 1024 <= port < 65536 else 0


def with_language(address: str, language: str | None) -> str:
    """The address that opens the page in a language."""
    return f"{address}&lang={language}" if language else address


def _is_private(status: os.stat_result) -> bool:
    if os.name != "posix":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o077


def address_of_running(state: StateFile) -> str | None:
    """A new address of the server that is open for the folder, or None if none answers."""
    held = state.read()
    if held is None:
        return None
    port, secret = held
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        headers = {"Content-Type": "application/json", SECRET_HEADER: secret}
        connection.request("POST", "/api/access", b"{}", headers)
        answer = connection.getresponse()
        if answer.status != 200:
            return None
        address = json.loads(answer.read(4096))["address"]
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
    # Another program may have taken the port since.
    return address if isinstance(address, str) and address.startswith(f"http://127.0.0.1:{port}/?token=") else None
