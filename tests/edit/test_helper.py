"""A child that does one thing after the other: what comes first, what is dropped, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cli import lines
from annotator.edit.errors import NotListedError, PictureError, StalePreviewError
from annotator.edit.work import helper_child
from annotator.edit.work.child import wait_for_input
from annotator.edit.work.helper import Helper

ECHO = "tests.helpers.echo_child"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def helper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Helper]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    opened = Helper(30, ECHO, 30)
    yield opened
    opened.close()


def until(condition: Callable[[], bool], seconds: float = 120) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_requests_are_answered_by_one_process(helper: Helper) -> None:
    assert helper.pid is None
    first, second = (helper.ask("echo", number) for number in (1, 2))
    assert (first[1:], second[1:]) == (("echo", (1,)), ("echo", (2,)))
    assert first[0] == second[0] == helper.pid


def test_an_error_stays_what_it_is_and_does_not_end_the_process(helper: Helper) -> None:
    with pytest.raises(NotListedError) as caught:
        helper.ask("fail")
    assert (caught.value.code, caught.value.message, caught.value.remedy) == ("unknown", "No 1.", "Ask again.")
    pid = helper.pid
    assert helper.ask("echo")[0] == pid


def test_people_come_before_background_work_and_the_newest_first(helper: Helper, tmp_path: Path) -> None:
    running = helper.submit("wait for", str(tmp_path / "go"))
    assert until(lambda: running.begun)
    ranked = [helper.submit("echo", name, rank=rank) for name, rank in (("b1", 1), ("b2", 2), ("b0", 3))]
    people = [helper.submit("echo", name) for name in ("i1", "i2")]
    helper.reorder(ranked[2], 0)
    (tmp_path / "go").touch()
    assert all(task.done.wait(120) for task in (running, *ranked, *people))
    order = sorted((*ranked, *people), key=lambda task: int(helper.ask("number", task.args[0])))
    assert [task.args[0] for task in order] == ["i2", "i1", "b0", "b1", "b2"]


def test_what_is_stale_when_its_turn_comes_is_not_done(helper: Helper) -> None:
    blocking = helper.submit("wait", 0.3)
    with pytest.raises(StalePreviewError):
        helper.ask("echo", "stale", is_stale=lambda: True)
    assert blocking.done.wait(120)


def test_a_crash_takes_only_the_request_at_hand(helper: Helper) -> None:
    pid = helper.ask("echo")[0]
    with pytest.raises(PictureError, match="could not finish this") as caught:
        helper.ask("die")
    assert caught.value.code == "internal"
    again = helper.ask("echo")[0]
    assert again != pid and not is_alive(pid)


def test_an_interrupted_request_writes_nothing_more_and_the_next_is_answered(helper: Helper) -> None:
    helper.interrupt()
    running = helper.submit("wait", 60)
    assert until(lambda: running.begun and helper.pid is not None)
    pid = helper.pid
    helper.interrupt()
    assert pid is not None and not is_alive(pid)
    with pytest.raises(PictureError, match="could not finish this"):
        helper.wait(running)
    assert helper.ask("echo")[0] != pid


def test_a_request_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    helper = Helper(30, ECHO, 5)
    with pytest.raises(PictureError, match="could not finish this"):
        helper.ask("wait", 60)
    assert helper.ask("echo")
    helper.close()


def test_it_ends_when_idle_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    helper = Helper(0.3, ECHO)
    pid = helper.ask("echo")[0]
    assert until(lambda: helper.pid is None and not is_alive(pid))
    assert helper.ask("echo")[0] != pid
    helper.close()


def test_closing_ends_it_and_answers_all(helper: Helper) -> None:
    pid = helper.ask("echo")[0]
    failed: list[Exception] = []

    def ask() -> None:
        try:
            helper.ask("wait", 60)
        except PictureError as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert until(lambda: helper.is_busy)
    helper.close()
    for thread in threads:
        thread.join(120)
    assert len(failed) == 3 and not is_alive(pid)
    with pytest.raises(PictureError):
        helper.ask("echo")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_it_ends_with_its_parent_also_in_the_middle_of_work() -> None:
    code = (
        "import time\n"
        "from annotator.edit.work.helper import Helper\n"
        f"helper = Helper(30, {ECHO!r})\n"
        "helper.ask('echo')\n"
        "helper.submit('wait', 60)\n"
        "print(helper.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
    assert until(lambda: not is_alive(pid))


def test_on_windows_no_read_waits_for_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """As NumPy would wait for that, too: https://github.com/numpy/numpy/issues/24290."""
    looks = [(0, 0), (0, 0), (5, 0), BrokenPipeError()]

    def peek(handle: int) -> tuple[int, int]:
        assert handle == 40
        if isinstance(look := looks.pop(0), OSError):
            raise look
        return look

    monkeypatch.setitem(sys.modules, "_winapi", SimpleNamespace(PeekNamedPipe=peek))
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda number: number + 40))
    monkeypatch.setattr(sys, "platform", "win32")
    for left in (1, 0):
        wait_for_input()
        assert len(looks) == left
    monkeypatch.undo()

    def refuse() -> None:
        raise LookupError

    monkeypatch.setattr(helper_child, "wait_for_input", refuse)
    for reader in (helper_child._listen, lines._end_with_input):
        with pytest.raises(LookupError):  # before it reads
            reader(refuse)  # type: ignore[operator]
