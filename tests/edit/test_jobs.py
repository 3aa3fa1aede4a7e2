"""Jobs in real child processes: what they tell, and that they end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import check as checking
from annotator.edit import job_protocol, job_worker, jobs, worker_process
from annotator.edit.job_protocol import Request
from annotator.edit.jobs import BusyError, Jobs
from annotator.edit.not_listed import NotListedError, tutorial_id
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.model import Problem
from tests.helpers.shipped import TUTORIALS

SCRIPT = (
    "# es: Entrar a la clase\n\n- why es: La maestra lo espera.\n\n![](01.png)\n- tap: Unirse\n- es: Toca Unirse.\n"
)
TEST_SECONDS = 120


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))


@pytest.fixture
def all_jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that puts a module of our own in the worker's place; it has ``request`` and ``tell``."""

    def put(body: str) -> None:
        (tmp_path / "own").mkdir(exist_ok=True)
        head = (
            "import os, pickle, signal, sys, time\n"
            "request = pickle.load(sys.stdin.buffer)\n"
            "def tell(kind, value):\n    pickle.dump((kind, value), sys.stdout.buffer)\n    sys.stdout.flush()\n"
        )
        (tmp_path / "own" / "own_worker.py").write_text(head + body, encoding="utf-8")
        monkeypatch.setattr(worker_process, "MODULE", "own_worker")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "own"))

    return put


def put(root: Path, name: str = "zoom", text: str = SCRIPT) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def wait(all_jobs: Jobs, job: str, until: Callable[[dict[str, Any]], bool] | None = None) -> dict[str, Any]:
    done = until or (lambda row: row["state"] != "running")
    end = time.monotonic() + TEST_SECONDS
    while time.monotonic() < end:
        row = all_jobs.status(job)
        if done(row):
            return row
        time.sleep(0.02)
    raise AssertionError(f"the job takes too long: {all_jobs.status(job)}")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return Path("/proc/self").exists() is False


def test_check_says_exactly_what_the_command_says(tmp_path: Path, all_jobs: Jobs) -> None:
    folder = put(tmp_path)
    row = wait(all_jobs, all_jobs.start("check", [folder]))
    assert row["state"] == "done"
    assert row["tutorial"] == tutorial_id(folder)
    told = [(each["line"], each["level"], each["message"], each["remedy"]) for each in row["result"]["problems"]]
    assert told == [(p.line, p.level, p.message, p.remedy) for p in checking.check(folder).problems]
    assert {each["step"] for each in row["result"]["problems"]} == {0}
    assert row["result"]["summary"] is None


def test_a_build_of_a_tutorial_with_problems_fails_with_their_list(tmp_path: Path, all_jobs: Jobs) -> None:
    folder = put(tmp_path)
    row = wait(all_jobs, all_jobs.start("build", [folder]))
    assert row["state"] == "failed"
    assert row["error"]["code"] == "problems"
    (problem,) = [each for each in row["error"]["problems"] if each["level"] == "problem"]
    assert problem["step"] == 0
    assert "01.png" in problem["message"]
    assert not (tmp_path / "packs").exists() or not list((tmp_path / "packs").iterdir())


def test_progress_and_the_time_that_is_left(tmp_path: Path, worker: Callable[[str], None]) -> None:
    worker(
        "tell('progress', ('voice', 10, 40))\n"
        f"while not os.path.exists({str(tmp_path / 'go')!r}): time.sleep(0.01)\n"
        "tell('result', {'fine': True})"
    )
    now = [100.0]
    all_jobs = Jobs(clock=lambda: now[0])
    job = all_jobs.start("check", [put(tmp_path)])
    row = wait(all_jobs, job, lambda row: row["done"] == 10)
    assert (row["what"], row["total"], row["seconds_left"]) == ("voice", 40, None)
    now[0] = 110.0
    assert all_jobs.status(job)["seconds_left"] == 30
    (tmp_path / "go").touch()
    row = wait(all_jobs, job)
    assert (row["state"], row["result"], row["seconds_left"]) == ("done", {"fine": True}, None)


def test_two_run_at_once_and_the_third_waits(tmp_path: Path, worker: Callable[[str], None]) -> None:
    worker(
        "name = os.path.basename(request.folders[0])\n"
        f"while not os.path.exists(os.path.join({str(tmp_path)!r}, 'go-' + name)): time.sleep(0.01)\n"
        "tell('result', {})"
    )
    all_jobs = Jobs()
    folders = [put(tmp_path, name) for name in "abc"]
    first, second, third = (all_jobs.start("build", [folder]) for folder in folders)
    wait(all_jobs, second, lambda row: row["what"] != jobs.WAITING)
    time.sleep(0.1)
    assert all_jobs.status(third)["what"] == jobs.WAITING
    (tmp_path / "go-a").touch()
    assert wait(all_jobs, first)["state"] == "done"
    wait(all_jobs, third, lambda row: row["what"] != jobs.WAITING)
    all_jobs.cancel(third)
    assert wait(all_jobs, third)["state"] == "cancelled"
    all_jobs.close()
    assert all_jobs.status(second)["state"] == "cancelled"
    with pytest.raises(BusyError):
        all_jobs.start("check", folders[:1])


def test_a_child_that_does_not_listen_is_killed(
    tmp_path: Path, worker: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "_POLITE_SECONDS", 0.2)
    worker("signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntell('progress', ('x', os.getpid(), 10**9))\ntime.sleep(60)")
    all_jobs = Jobs()
    job = all_jobs.start("check", [put(tmp_path)])
    pid = wait(all_jobs, job, lambda row: row["done"] > 0)["done"]
    all_jobs.cancel(job)
    assert wait(all_jobs, job)["state"] == "cancelled"
    assert not is_alive(pid)


def test_a_child_that_dies_without_a_word_is_a_failure(tmp_path: Path, worker: Callable[[str], None]) -> None:
    worker("print('not a value', flush=True)\nos._exit(9)")
    all_jobs = Jobs()
    row = wait(all_jobs, all_jobs.start("check", [put(tmp_path)]))
    assert (row["state"], row["error"]["code"]) == ("failed", "internal")


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from annotator.edit.worker_process import WorkerProcess\n"
        "from annotator.edit.job_protocol import Request\n"
        "child = WorkerProcess(Request('check', (sys.argv[1],)))\n"
        "print(child._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    folder = tmp_path / "zoom"
    shutil.copytree(TUTORIALS / "join-class-on-zoom", folder)
    env = {**os.environ, "PYTHONPATH": str(Path(job_worker.__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, env=env) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 30
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(pid)


def test_what_libraries_print_does_not_mix_with_the_answer(tmp_path: Path) -> None:
    child = worker_process.WorkerProcess(Request("check", (str(put(tmp_path)),)))
    outcome = child.run(lambda *_: None)
    assert set(outcome) == {"result"}
    assert child.pid is None
    child.stop()


def test_each_error_has_its_code() -> None:
    full = OutputError("x")
    full.__cause__ = OSError(28, "No space left on device")
    problem = Problem("tutorial.md", 7, "This is wrong.", "Do that.")
    expected = {
        "problems": ProblemsError([problem]),
        "missing": MissingError("x"),
        "service": ServiceError("x"),
        "not-writable": OutputError("x"),
        "disk-full": full,
        "unknown": NotListedError("x"),
        "busy": BusyError("x"),
        "refused": AnnotatorError("x"),
        "internal": ZeroDivisionError("x"),
    }
    assert {code: job_protocol.describe_error(error)["code"] for code, error in expected.items()} == dict(
        zip(expected, expected, strict=True)
    )
    assert job_protocol.describe_error(OSError(28, "No space left on device"))["code"] == "disk-full"
    row = job_protocol.describe_error(expected["problems"])
    assert (row["message"], row["remedy"]) == ("This is wrong.", "Do that.")


def test_problems_belong_to_the_step_above_their_line() -> None:
    def step(line: int, file: str = "tutorial.md") -> int | None:
        found: int | None = job_protocol.describe_problem(Problem(file, line, "", ""), (5, 9))["step"]
        return found

    assert [step(line) for line in (0, 1, 5, 8, 9, 20)] == [None, None, 0, 0, 1, 1]
    assert step(6, "school.toml") is None
