"""How long it takes from dropping six pictures until the first can be pointed at, with nothing in the cache.

    python -m tests.bench.edit.first_picture

The real editor runs as a program of its own. Six pictures are sent and become steps, as the page does it; then the first is
looked at, and pointed at again and again, as a mouse that moves over it does, until all six are read.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from annotator import assets
from tests.helpers.editor_program import attach, begin, cpu_seconds, is_reading, memory_mb, running_program, upload

TUTORIAL = "join-class-on-zoom"
PLACES = ((0.5, 0.3), (0.5, 0.5), (0.5, 0.7), (0.2, 0.9), (0.8, 0.1))


def main() -> None:
    """Measure and print."""
    pictures = sorted((assets.shipped_tutorials() / TUTORIAL).glob("*.png"))[:6]
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "tutorials"
        folder.mkdir()
        with running_program(folder, Path(root) / "data", cache=Path(root) / "cache") as program:
            page = program.client()
            path = begin(page, es="Entrar a la clase", en="Join class")
            dropped = time.monotonic()
            ids = upload(page, path, pictures)
            state = attach(page, path, "add-pictures", pictures=ids)
            steps = time.monotonic() - dropped
            width, height = 720, 1600
            waits: list[float] = []
            first = spent = 0.0
            while True:
                x, y = PLACES[len(waits) % len(PLACES)]
                asked = time.monotonic()
                page.post(f"{path}/point", {"step": 0, "lang": "es", "x": round(x * width), "y": round(y * height)})
                waits.append(time.monotonic() - asked)
                if len(waits) == 1:
                    first, spent = time.monotonic() - dropped, cpu_seconds(program.pids())
                if not is_reading(page, path):
                    break
                time.sleep(0.2)
            texts = time.monotonic() - dropped
            pid = state["steps"][0]["picture"]
            while page.get(f"{path}/pictures/{pid}/items?step=0&lang=es")["state"] == "reading":
                time.sleep(0.1)
            listed = time.monotonic() - dropped
            pids = program.pids()
            print(f"{len(ids)} pictures are steps after {steps:.1f} s")
            print(f"the first answer to a pointing {first:.1f} s after the drop, {spent:.1f} CPU seconds in all")
            later = waits[1:] or waits
            print(
                f"{len(later)} answers while others were read: median {statistics.median(later):.2f} s, worst {max(later):.2f} s"
            )
            print(f"all texts are read after {texts:.1f} s, the first picture's items listed after {listed:.1f} s")
            print(f"CPU seconds {cpu_seconds(pids):.1f}, memory of all processes {memory_mb(pids):.0f} MB")


if __name__ == "__main__":
    main()
