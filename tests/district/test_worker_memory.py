"""A worker's memory is kept for the next picture, unless its user wants it otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from annotator.district.cluster import worker_memory

FAULTS = """
import resource
from annotator.district.cluster.worker_memory import keep_freed_memory
print(keep_freed_memory())
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
bytearray(2_000_000)
before = faults()
for _ in range(50):
    bytearray(2_000_000)
print(faults() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a setting of glibc's")
def test_memory_is_reused_in_a_process_that_a_nanny_has_started() -> None:
    counted: dict[str, int] = {}
    # The nanny's value, and the same in another spelling, as if it were a user's.
    for value, undone in (("65536", "True"), ("0065536", "False")):
        environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": value}
        ran = subprocess.run(
            [sys.executable, "-c", FAULTS], env=environment, capture_output=True, text=True, check=True
        )
        said, faults = ran.stdout.split()
        assert said == undone
        counted[value] = int(faults)
    assert counted["0065536"] > 1000
    assert counted["65536"] < counted["0065536"] / 10


def test_elsewhere_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    worker_memory.keep_freed_memory.cache_clear()
    monkeypatch.delenv("MALLOC_TRIM_THRESHOLD_", raising=False)
    assert not worker_memory.keep_freed_memory()
    worker_memory.keep_freed_memory.cache_clear()
