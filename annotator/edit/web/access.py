"""Who may come in, and the private file by which a second start finds the first.

Each start has a fresh secret, and everything that opens the editor is signed with it: addresses that are good once, the
cookie that one of them buys, and the proof that whoever listens at the port is the editor. The secret is in a file that
only the user can read, in the user's data folder, and is never sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from annotator.edit.data_root import SERVERS, data_root, make_private_folder, write_private
from annotator.edit.not_listed import tutorial_id
from annotator.errors import OutputError
from annotator.script import has_script

HOST = "127.0.0.1"
PROOF_PATH = "/proof"
_NONCE_CHARS = 32
_PATIENCE = 3.0
"""Seconds for an answer of a server that runs on this computer."""


@dataclass(frozen=True)
class Access:
    """The port of one server, and the secret that only it and the user's private file have."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie_name(self) -> str:
        """With the port, since browsers keep one set of cookies for all ports of a host."""
        return f"annotator-{self.port}"

    def sign(self, purpose: str, nonce: str = "") -> str:
        """What only who has the secret can say. What is signed for one purpose is no good for another."""
        return hmac.new(self.secret.encode(), f"{purpose} {nonce}".encode(), hashlib.sha256).hexdigest()

    def new_address(self, language: str | None = None, tutorial: str | None = None) -> str:
        """An address that opens the editor once: in a language, at a tutorial."""
        nonce = secrets.token_hex(_NONCE_CHARS // 2)
        wishes = {"lang": language, "at": tutorial}
        rest = "".join(f"&{name}={value}" for name, value in wishes.items() if value)
        return f"http://{HOST}:{self.port}/?token={nonce}{self.sign('token', nonce)}{rest}"

    def is_token(self, token: str) -> bool:
        """Whether a token was signed with the secret."""
        nonce, signed = token[:_NONCE_CHARS], token[_NONCE_CHARS:]
        return is_same(signed, self.sign("token", nonce))

    def is_answered(self) -> bool:
        """Whether whoever listens at the port has the secret; another program may have taken the port since."""
        nonce = secrets.token_hex()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", f"{PROOF_PATH}?nonce={nonce}")
            said = connection.getresponse().read(200).decode("latin-1")
            return is_same(said, self.sign("proof", nonce))
        return False


def is_same(first: str, second: str) -> bool:
    """Whether two texts are equal, in a time that tells nothing about either."""
    return secrets.compare_digest(first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))


def private_file(folder: Path) -> Path:
    """Where the editor of a folder keeps its port and secret, by whatever path the folder is named."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return data_root() / SERVERS / f"{digest}.json"


def write_access(folder: Path, access: Access) -> None:
    """Let a second start find this one. Raises OutputError."""
    write_for_user(private_file(folder), json.dumps({"port": access.port, "secret": access.secret}))


def write_for_user(path: Path, text: str) -> None:
    """Write a file of the running editors, which only the user can read. Raises OutputError."""
    make_private_folder(SERVERS)
    try:
        write_private(path, text)
    except OSError as error:
        raise OutputError.not_written(path, error, "Make room on the disk.") from error


def read_access(folder: Path) -> Access | None:
    """The port and secret that the last start for a folder left, or None."""
    try:
        held = json.loads(private_file(folder).read_text(encoding="utf-8"))
        return Access(int(held["port"]), str(held["secret"]))
    except (OSError, ValueError, KeyError, TypeError):  # there is none, or it is damaged
        return None


def find_running(folder: Path, language: str | None = None) -> str | None:
    """An address, good once, of the editor that is open for a folder, or for the one that lists it; None if none is."""
    if (access := read_access(folder)) is not None and access.is_answered():
        return access.new_address(language)
    above = folder.resolve().parent
    listed = has_script(folder) and not has_script(above)
    if listed and (access := read_access(above)) is not None and access.is_answered():
        return access.new_address(language, tutorial_id(folder))
    return None
