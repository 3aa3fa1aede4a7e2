"""Children are out of reach of the terminal's Ctrl-C, and none outlives an interrupted start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from annotator.media.ffmpeg import OWN_GROUP, Process


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX systems")
def test_a_child_has_a_process_group_of_its_own() -> None:
    code = "import os; print(os.getpgid(0))"
    with Process([sys.executable, "-c", code], stdout=subprocess.PIPE, **OWN_GROUP) as child:
        assert child.stdout
        assert int(child.stdout.read()) == child.pid != os.getpgid(0)


def test_a_child_whose_start_is_interrupted_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Process] = []
    start = subprocess.Popen.__init__

    def interrupted(self: Process, *args: object, **options: object) -> None:
        start(self, *args, **options)  # type: ignore[call-overload]
        started.append(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "__init__", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Process([sys.executable, "-c", "import time; time.sleep(60)"])
    assert started[0].poll() is not None
