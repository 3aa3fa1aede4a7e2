"""Runs programs under strace on a computer that looks untouched, and tells whom they asked and where they wrote.

No packet leaves: strace lets every call that would send one fail, after writing it down.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 240
"""Seconds after which a program that should have ended, or spoken, has failed."""

_WRITES = (
    *("creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("mknod", "mknodat", "truncate", "unlink", "unlinkat", "rmdir"),
)
_OPENS = ("open", "openat", "openat2")
_SENDS = "connect,sendto,sendmsg,sendmmsg"
# The question mark: not every processor has every call.
_WATCHED = ",".join(f"?{call}" for call in ["%network", *_WRITES, *_OPENS])
_WRITE = re.compile(rf"({'|'.join(_WRITES)})\(|({'|'.join(_OPENS)})\(.*\bO_(WRONLY|RDWR|CREAT)\b")
_IN_VAIN = re.compile(r"= -1 (EEXIST|ENOENT) ")
_PLACE = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_ADDRESSED = re.compile(r'sa_family=AF_INET6?,.*port=htons\((\d+)\).*?"?([0-9a-f:.]+)"')
_NAME_SERVICE = re.compile(r'sa_family=AF_UNIX, sun_path="[^"]*resolve')
_NAME_SERVER_PORT = "53"

# Keeps a process that has loaded onnxruntime alive until the file exists: what it would report comes seconds later.
_STAY = """
import atexit, os, pathlib, sys, time

def stay():
    if "onnxruntime" in sys.modules:
        pathlib.Path(os.environ["STAY"] + f".{os.getpid()}").touch()
        while not pathlib.Path(os.environ["STAY"]).exists():
            time.sleep(0.1)

if "STAY" in os.environ:
    atexit.register(stay)
"""


@dataclass(frozen=True)
class Seen:
    """What a program did: its exit code, what it printed, whom it asked (calls as strace writes them), where it wrote."""

    code: int
    output: str
    asked: list[str]
    written: list[Path]


@dataclass
class Computer:
    """A computer below ``root`` on which nothing was ever run; one program starts in its folder ``work``."""

    root: Path
    strace: str
    _running: subprocess.Popen[str] | None = None

    def __post_init__(self) -> None:
        for name in ("home", "cache", "config", "data", "state", "run", "tmp", "work", "out", "watch"):
            (self.root / name).mkdir()
        (self.root / "watch" / "sitecustomize.py").write_text(_STAY, encoding="utf-8")

    def start(self, *arguments: str | Path, stay: bool = False) -> None:
        """Start Python with ``arguments``; with ``stay``, it remains after its work until :meth:`end` is called."""
        command: list[str | Path] = [self.strace, "-ff", "-y", "-s", "400", "--seccomp-bpf", "-e", f"trace={_WATCHED}"]
        command += ["-e", f"inject={_SENDS}:error=ENETUNREACH", "-o", self.root / "watch" / "calls"]
        self._running = subprocess.Popen(
            [*command, sys.executable, *arguments],
            cwd=self.root / "work",
            env=self._environment() | ({"STAY": str(self._stay)} if stay else {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def wait_until_done(self) -> None:
        """Wait until the program, started with ``stay``, has nothing left to do but to report."""
        self._wait(lambda: any(self._stay.parent.glob(f"{self._stay.name}.*")))

    def wait_until_it_asks(self) -> None:
        """Wait until the program has asked somebody beyond this computer."""
        self._wait(lambda: bool(self._asked()))

    def end(self) -> Seen:
        """Let the program end, and tell what it did."""
        assert self._running is not None
        self._stay.touch()
        output, _ = self._running.communicate(timeout=PATIENCE)
        return Seen(self._running.returncode, output, self._asked(), self._written())

    def stop(self) -> None:
        """End what still runs; a watched program whose watcher is killed would go on."""
        if self._running is not None and self._running.poll() is None:
            self._stay.touch()
            self._running.terminate()
            self._running.communicate()

    def left(self) -> list[Path]:
        """The files and folders of the person's own places, apart from annotator's cache folder."""
        places = [self.root / name for name in ("home", "cache", "config", "data", "state", "run", "tmp")]
        found = (path for place in places for path in place.rglob("*"))
        own = self.root / "cache" / "annotator"
        return sorted(path for path in found if path != own and own not in path.parents)

    @property
    def _stay(self) -> Path:
        return self.root / "watch" / "stay"

    def _environment(self) -> dict[str, str]:
        """What a login on a bare Linux sets; above all no ``CI``, under which onnxruntime keeps silent."""
        place = {name.upper(): str(self.root / name) for name in ("cache", "config", "data", "state", "run")}
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            **{f"XDG_{name}_HOME": place[name] for name in ("CACHE", "CONFIG", "DATA", "STATE")},
            "XDG_RUNTIME_DIR": place["RUN"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(self.root / "watch"),
        }

    def _wait(self, happened: Callable[[], bool]) -> None:
        assert self._running is not None
        end = time.monotonic() + PATIENCE
        while not happened():
            assert self._running.poll() is None, f"it has ended: {self._running.communicate()[0]}"
            assert time.monotonic() < end, "nothing happened"
            time.sleep(0.1)

    def _calls(self) -> list[str]:
        paths = sorted((self.root / "watch").glob("calls.*"))
        return [line for path in paths for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]

    def _asked(self) -> list[str]:
        return [line for line in self._calls() if _is_beyond(line)]

    def _written(self) -> list[Path]:
        lines = [line for line in self._calls() if _WRITE.match(line) and not _IN_VAIN.search(line)]
        places = {self.root / "work" / folder / path for line in lines for folder, path in _PLACE.findall(line)}
        return sorted(Path(os.path.normpath(place)) for place in places)


def _is_beyond(line: str) -> bool:
    """Whether a call has an address beyond this computer, or asks for one: a name server may be this computer."""
    if _NAME_SERVICE.search(line):
        return True
    addressed = _ADDRESSED.search(line)
    if addressed is None:
        return False
    port, address = addressed.groups()
    return port == _NAME_SERVER_PORT or not (address == "::1" or address.startswith("127."))
