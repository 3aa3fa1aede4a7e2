"""What a process holds, and how many jobs fit into what is free."""

from __future__ import annotations

import subprocess
import sys

import pytest

from annotator.district import memory

OF_A_CHILD = """
import subprocess, sys
from annotator.district import memory
held = bytearray(300_000_000)
for _ in range(2):
    subprocess.run([sys.executable, "-c", ""], check=True)
print(memory.peak(), memory.resident())
del held
print(memory.peak(), memory.resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="another system may not say")
def test_the_peak_is_that_of_the_process_and_stays() -> None:
    large = bytearray(b"x" * 500_000_000)
    ran = subprocess.run([sys.executable, "-c", OF_A_CHILD], capture_output=True, text=True, check=True)
    del large
    (peak, held), (peak_then, held_then) = (map(int, line.split()) for line in ran.stdout.splitlines())
    # A child counts as large as its parent until it is another program: neither may be added to the other.
    assert 300_000_000 < held < 400_000_000
    assert 300_000_000 < peak < 400_000_000
    assert peak_then == pytest.approx(peak, abs=5_000_000)  # Linux counts in lots
    assert held_then < held - 250_000_000


@pytest.mark.skipif(sys.platform == "darwin", reason="it doesn't say")
def test_the_system_says_how_much_is_free() -> None:
    free = memory.free()
    assert free is not None
    assert 1_000_000 < free < 1 << 50


@pytest.mark.parametrize(
    ("wanted", "free_gb", "count", "note"),
    [
        (None, 10.0, 8, ""),
        (None, 9.9, 7, "Packs at once: 7, since 9.9 GB of memory are free. Use --jobs 8 for more."),
        (None, None, 8, ""),
        (4, None, 4, ""),
        (4, 5.0, 4, ""),
        (
            4,
            3.1,
            4,
            "4 jobs may need 5.0 GB of memory, and 3.1 GB are free: use --jobs 2, or close other programs.",
        ),
        (
            2,
            0.4,
            2,
            "2 jobs may need 2.5 GB of memory, and 0.4 GB are free: use --jobs 1, or close other programs.",
        ),
        (1, 0.4, 1, "1 job may need 1.2 GB of memory, and 0.4 GB are free: close other programs."),
        (None, 0.4, 1, "1 job may need 1.2 GB of memory, and 0.4 GB are free: close other programs."),
    ],
)
def test_jobs_are_no_more_than_fit(wanted: int | None, free_gb: float | None, count: int, note: str) -> None:
    free = None if free_gb is None else int(free_gb * 1e9)
    assert memory.choose_jobs(wanted, 100, 8, free) == memory.Jobs(count, note)


def test_there_are_no_more_jobs_than_packs() -> None:
    assert memory.choose_jobs(60, 2, 8, 3_000_000_000) == memory.Jobs(2)
    assert memory.choose_jobs(None, 2, 8, 3_000_000_000) == memory.Jobs(2)
