"""A Dask scheduler and workers as people start them by hand: real programs, each worker at a loopback address of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import cluster
from annotator.district.packs import PackReport, PackTask, Plan, Settings

_SECONDS = 60.0
"""When to give up on a program that doesn't start."""


@dataclass
class Programs:
    """The programs of a cluster. ``folder`` receives their logs and temporary files; the workers' cache is that of all tests."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    environment: Mapping[str, str] = field(default_factory=dict)
    _workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, host: str, **environment: str) -> int:
        """Start a worker at ``host``, and wait until the scheduler knows it; return the pid of its nanny."""
        number = len(self._workers) + 1
        command = ["worker", self.address, "--host", host, "--nthreads", "1", "--no-dashboard"]
        command += ["--resources", "annotator=1", "--local-directory", str(self.folder / f"local {number}")]
        own = {**self.environment, **environment}
        log = self.folder / f"worker {number}.log"
        self._workers.append(_start(command, log, own))
        _wait_for(log, "Registered to", self._workers[-1])
        return self._workers[-1].pid

    def kill_worker(self, nanny: int) -> None:
        """Kill the worker process that a nanny looks after; it starts another one."""
        tasks = Path(f"/proc/{nanny}/task").iterdir()
        children = [pid for task in tasks for pid in (task / "children").read_text(encoding="ascii").split()]
        (pid,) = [each for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]
        os.kill(int(pid), signal.SIGKILL)

    def kill_scheduler(self) -> None:
        """Kill the scheduler."""
        self.scheduler.kill()
        self.scheduler.wait()

    def stop(self) -> None:
        """End all programs."""
        for program in (*self._workers, self.scheduler):  # Dask takes its time where it is asked
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()


@contextlib.contextmanager
def programs(folder: Path, *, scheme: str = "tcp", environment: Mapping[str, str] | None = None) -> Iterator[Programs]:
    """Start a scheduler at a free port of 127.0.0.1; ended with its workers at the end of the block."""
    if sys.platform != "linux":
        pytest.skip("workers at 127.0.0.2 and further, looked up in /proc")
    folder.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = dict(environment or {})
    log, address = folder / "scheduler.log", f"{scheme}://127.0.0.1:{port}"
    command = ["scheduler", "--host", f"{scheme}://127.0.0.1", "--port", str(port), "--no-dashboard"]
    started = Programs(folder, address, _start(command, log, environment), environment)
    try:
        _wait_for(log, "Scheduler at:", started.scheduler)
        yield started
    finally:
        started.stop()


def _start(command: list[str], log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", f"distributed.cli.dask_{command[0]}", *command[1:]]
    with log.open("wb") as output:
        # Python looks for modules in the current folder first, where annotator's own source may be.
        place = log.parent
        own = {**os.environ, **environment}
        return subprocess.Popen(program, stdout=output, stderr=output, cwd=place, env=own, start_new_session=True)


def _wait_for(log: Path, text: str, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS
    while text not in (said := log.read_text(encoding="utf-8", errors="replace")):
        assert program.poll() is None, said
        assert time.monotonic() < end, said
        time.sleep(0.05)


@dataclass
class Told:
    """What a run told, pack by pack."""

    reports: dict[str, PackReport] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    counts: list[tuple[int, int]] = field(default_factory=list)

    def done(self, task: PackTask, report: PackReport) -> None:
        """Note the end of a pack, which must be the first one."""
        assert task.name not in self.reports
        self.reports[task.name] = report

    @property
    def callbacks(self) -> cluster.Callbacks:
        """What to give to a run."""
        return cluster.Callbacks(
            self.done, self.notes.append, lambda _, ended, total: self.counts.append((ended, total))
        )

    def statuses(self) -> set[str]:
        """What came of the packs."""
        return {report.status for report in self.reports.values()}


def run_on(plan: Plan, settings: Settings, cache: Cache, address: str, *, shared_output: bool = False) -> Told:
    """Make the packs of a plan on the workers of a scheduler."""
    told = Told()
    cluster.run(plan, settings, cache, address, told.callbacks, shared_output=shared_output)
    return told
