"""``annotator edit`` as a program of its own, which can be killed, and what it takes of the computer (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.helpers.live_editor import Client

_ROOT = Path(__file__).parent.parent.parent


@dataclass
class EditorProgram:
    """An editor that runs, and the folder of its own data."""

    process: subprocess.Popen[str]
    address: str
    data: Path

    def client(self) -> Client:
        """A page that is signed in; works once, as the address does."""
        return Client.signed_in(self.address)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()

    def pids(self) -> list[int]:
        """The processes of the editor, itself and its children."""
        return list(tree(self.process.pid))


def start(
    folder: Path | None, data: Path, *arguments: str, cache: Path | None = None, **environment: str
) -> EditorProgram:
    """Start the editor for a folder, with the cache of all tests or another one."""
    command = [
        sys.executable,
        "-m",
        "annotator",
        "edit",
        "--no-browser",
        *([str(folder)] if folder else []),
        *arguments,
    ]
    own = {"ANNOTATOR_DATA": str(data), "PYTHONPATH": str(_ROOT)}
    if cache is not None:
        own["ANNOTATOR_CACHE"] = str(cache)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | own | environment
    )
    assert process.stdout is not None
    return EditorProgram(process, process.stdout.readline().strip(), data)


@contextmanager
def running_program(folder: Path | None, data: Path, *, cache: Path | None = None) -> Iterator[EditorProgram]:
    """An editor that is ended afterwards, if it hasn't ended."""
    program = start(folder, data, cache=cache)
    try:
        yield program
    finally:
        if program.process.poll() is None:
            program.process.terminate()
        program.process.communicate(timeout=30)


def wait_until(true: Callable[[], Any], seconds: float = 120, pause: float = 0.05) -> Any:
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(pause)
    return value


def begin(page: Client, **titles: str) -> str:
    """Start a tutorial, and return the path of its addresses."""
    wish = {"titles": titles or {"es": "Clase"}, "languages": list(titles or ["es"]), "like": None}
    tid = page.post("/api/tutorials", wish | {"device": "Android phone"})["id"]
    return f"/api/tutorials/{tid}"


def is_reading(page: Client, path: str) -> bool:
    """Whether some picture of a tutorial's steps is still to be read."""
    rows = page.get(path)["pictures"].values()
    return any(row["state"] in ("waiting", "reading") for row in rows if row["used"])


def upload(page: Client, path: str, pictures: Iterable[Path]) -> list[str]:
    """Send pictures to a tutorial, and return their ids."""
    return [page.post(f"{path}/pictures?name={quote(each.name)}", each.read_bytes())["picture"] for each in pictures]


def edit(page: Client, path: str, name: str, alter: Callable[[Any], object], status: int = 200) -> Any:
    """Alter the newest document, under the name of a change, and return the answer."""
    state = page.get(path)
    alter(state["tutorial"])
    body = {"revision": state["revision"], "change": name, "tutorial": state["tutorial"]}
    return page.put(path, body, status)


def say(page: Client, path: str, text: str, step: int = 0, lang: str = "es") -> Any:
    """Write the sentence of a step, and return the state after it."""
    return edit(page, path, "set-sentence", lambda now: now["steps"][step]["narration"].update({lang: text}))


def act(page: Client, path: str, kind: str, target: Any = None, step: int = 0) -> Any:
    """Set what is done in a step, and return the state after it."""
    action = {"kind": kind, "target": target, "direction": None, "words": None, "guess": False}
    return edit(page, path, "set-action", lambda now: now["steps"][step].update(action=action))


def attach(page: Client, path: str, do: str, status: int = 200, **values: Any) -> Any:
    """Give steps pictures, and return the answer."""
    return page.post(f"{path}/attach", {"revision": page.get(path)["revision"], "do": do, **values}, status)


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        others = [path for path in Path(f"/proc/{pid}/task").iterdir() if path.name != str(pid)]
        for other in others:
            children += (other / "children").read_text(encoding="utf-8").split()
    except OSError:
        return
    for child in children:
        yield from tree(int(child))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Seconds of CPU that processes have taken, and those of their children that have ended."""
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    return total


def memory_mb(pids: Iterable[int]) -> float:
    """The memory of processes in MB, shared pages counted once (PSS)."""
    total = 0
    for pid in pids:
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1000
