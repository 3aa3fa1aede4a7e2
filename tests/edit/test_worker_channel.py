"""A child that does one thing after the other: what comes first, what is dropped, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.edit.picture_answers import PictureError, StalePreviewError
from annotator.edit.worker_channel import BACKGROUND, INTERACTIVE, Job, WorkerChannel

ECHO = "tests.helpers.echo_worker"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def channel() -> Iterator[WorkerChannel]:
    opened = WorkerChannel(ECHO, [], idle_seconds=30, job_seconds=30)
    yield opened
    opened.close()


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_requests_are_answered_by_one_process(channel: WorkerChannel) -> None:
    assert channel.pid is None
    first, second = (channel.ask("echo", (number,), 20) for number in (1, 2))
    assert (first[1:], second[1:]) == (("echo", (1,)), ("echo", (2,)))
    assert first[0] == second[0] == channel.pid


def test_an_error_has_its_code_and_does_not_end_the_process(channel: WorkerChannel) -> None:
    with pytest.raises(PictureError) as caught:
        channel.ask("fail", (), 20)
    assert (caught.value.code, caught.value.message, caught.value.remedy) == ("refused", "No.", "Ask again.")
    pid = channel.pid
    assert channel.ask("echo", (), 20)[0] == pid


def test_people_come_before_background_work_and_the_newest_first(channel: WorkerChannel) -> None:
    order: list[str] = []

    def note(job: Job) -> None:
        order.append(str(job.args[-1]))

    jobs = [channel.submit("wait", (0.5, "running"), on_end=note)]
    until(lambda: channel.pid is not None)
    for name, priority in (("b1", BACKGROUND), ("b2", BACKGROUND), ("i1", INTERACTIVE), ("i2", INTERACTIVE)):
        jobs.append(channel.submit("echo", (name,), priority, on_end=note))
    assert all(job.done.wait(20) for job in jobs)
    assert order[-4:] == ["i2", "i1", "b1", "b2"] or order == ["i2", "i1", "running", "b1", "b2"]


def test_what_is_stale_when_its_turn_comes_is_not_done(channel: WorkerChannel) -> None:
    blocking = channel.submit("wait", (0.3,))
    with pytest.raises(StalePreviewError):
        channel.ask("echo", (), 20, is_stale=lambda: True)
    assert blocking.done.wait(20)


def test_a_crash_takes_only_the_request_at_hand(channel: WorkerChannel) -> None:
    pid = channel.ask("echo", (), 20)[0]
    with pytest.raises(PictureError, match="ended unexpectedly") as caught:
        channel.ask("die", (), 20)
    assert caught.value.code == "internal"
    again = channel.ask("echo", (), 20)[0]
    assert again != pid and not is_alive(pid)


def test_a_request_that_hangs_is_ended() -> None:
    channel = WorkerChannel(ECHO, [], job_seconds=5)
    with pytest.raises(PictureError, match="ended unexpectedly"):
        channel.ask("wait", (60,), 30)
    assert channel.ask("echo", (), 20)
    channel.close()


def test_it_ends_when_idle_and_comes_back() -> None:
    channel = WorkerChannel(ECHO, [], idle_seconds=0.3)
    pid = channel.ask("echo", (), 20)[0]
    assert until(lambda: channel.pid is None and not is_alive(pid))
    assert channel.ask("echo", (), 20)[0] != pid
    channel.close()


def test_closing_ends_it_and_answers_all() -> None:
    channel = WorkerChannel(ECHO, [])
    pid = channel.ask("echo", (), 20)[0]
    failed: list[Exception] = []

    def ask() -> None:
        try:
            channel.ask("wait", (60,), 60)
        except PictureError as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    channel.close()
    for thread in threads:
        thread.join(20)
    assert len(failed) == 3 and not is_alive(pid)
    with pytest.raises(PictureError):
        channel.ask("echo", (), 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_it_ends_with_its_parent_also_in_the_middle_of_work(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from annotator.edit.worker_channel import WorkerChannel\n"
        f"channel = WorkerChannel('annotator.edit.reading_worker', [{str(tmp_path)!r}])\n"
        "channel.ask('start', (), 60)\n"
        "print(channel.pid, flush=True)\n"
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
