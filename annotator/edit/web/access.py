"""The secret of a running editor, and the private file by which a second start finds it, or ends it."""

import contextlib
import hashlib
import hmac
import http.client
import json
import os
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from annotator.edit.data_root import SERVERS, data_root, keep
from annotator.edit.tutorial_list import tutorial_id
from annotator.errors import AnnotatorError
from annotator.script import has_script

JSON = "application/json"
HOST = "127.0.0.1"
PROOF_PATH = "/proof"
_NONCE_CHARS = 32
_TIMEOUT_SECONDS = 3.0
"""Seconds for an answer of a server that runs on this computer."""
_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Access:
    """The port of one server, and its secret, which the user's private file has, too."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie_name(self) -> str:
        """With the port, since browsers keep one set of cookies for all ports of a host."""
        return f"annotator-{self.port}"

    def sign(self, purpose: str, nonce: str = "") -> str:
        """A signature that needs the secret. One for a purpose is not valid for another."""
        return hmac.new(self.secret.encode(), f"{purpose} {nonce}".encode(), hashlib.sha256).hexdigest()

    def new_address(self, language: str | None = None, tutorial: str | None = None) -> str:
        """An address that opens the editor once, in a language or at a tutorial if they are given."""
        nonce = secrets.token_hex(_NONCE_CHARS // 2)
        parameters = {"token": nonce + self.sign("token", nonce), "lang": language, "at": tutorial}
        query = "&".join(f"{name}={value}" for name, value in parameters.items() if value)
        return f"http://{HOST}:{self.port}/?{query}"

    def is_token(self, token: str) -> bool:
        """Whether a token was signed with the secret."""
        nonce, signed = token[:_NONCE_CHARS], token[_NONCE_CHARS:]
        return is_same(signed, self.sign("token", nonce))

    def is_answered(self) -> bool:
        """Whether whoever listens at the port has the secret; another program may have taken the port since."""
        nonce = secrets.token_hex()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_TIMEOUT_SECONDS)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", f"{PROOF_PATH}?nonce={nonce}")
            proof = connection.getresponse().read(200).decode("latin-1")
            return is_same(proof, self.sign("proof", nonce))
        return False


def is_same(first: str, second: str) -> bool:
    """Whether two texts are equal, compared in a time that reveals neither."""
    return secrets.compare_digest(first.encode("utf-8", "replace"), second.encode("utf-8", "replace"))


def private_file(folder: Path) -> Path:
    """The file with the port and secret of a folder's editor, the same for every path to the folder."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return data_root() / SERVERS / f"{digest}.json"


def write_access(folder: Path, access: Access) -> None:
    """Let a second start find this one. Raises OutputError."""
    keep(json.dumps({"port": access.port, "secret": access.secret}), SERVERS, private_file(folder).name)


def read_access(path: Path) -> Access | None:
    """The port and secret that an editor left in its `private_file`, or None."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # there is none, or it is damaged
        content = json.loads(path.read_text(encoding="utf-8"))
        return Access(int(content["port"]), str(content["secret"]))
    return None


def find_running(folder: Path, language: str | None = None) -> str | None:
    """An address, good once, of the editor that is open for a folder, or for the one that lists it; None if none is."""
    editors: dict[Path, str | None] = {folder: None}
    above = folder.resolve().parent
    if has_script(folder) and not has_script(above):
        editors[above] = tutorial_id(folder)
    for edited, tutorial in editors.items():
        access = read_access(private_file(edited))
        if access is not None and access.is_answered():
            return access.new_address(language, tutorial)
    return None


def end_running() -> None:
    """End all editors of this user, of any folder and version, as their pages would, and wait for them.

    Raises AnnotatorError while one makes something.
    """
    for path in sorted((data_root() / SERVERS).glob("*.json")):
        access = read_access(path)
        if access is None or not access.is_answered():
            continue
        connection = http.client.HTTPConnection(HOST, access.port, timeout=_TIMEOUT_SECONDS)
        headers = {
            "Cookie": f"{access.cookie_name}={access.sign('cookie')}",
            "Origin": f"http://{HOST}:{access.port}",
            "Content-Type": JSON,
        }
        with contextlib.closing(connection):
            connection.request("POST", "/api/quit", '{"if_free": true}', headers)
            if connection.getresponse().status != http.HTTPStatus.OK:
                remedy = "Wait until it is finished, then try again."
                raise AnnotatorError("The editor is making something at this moment.", remedy)
        while access.is_answered():
            time.sleep(_POLL_SECONDS)
