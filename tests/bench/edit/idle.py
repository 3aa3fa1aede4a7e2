"""What the editor takes of the computer a minute after its last work.

    python -m tests.bench.edit.idle

The real editor reads six pictures, answers clicks, draws cards and makes a draft's sound; one page stays open, and asks as
the page does. A minute later: CPU of all its processes over half a minute, and their memory, shared pages counted once.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

from annotator import assets
from tests.helpers.editor_program import act, attach, begin, cpu_seconds, is_reading, memory_mb, running_program, upload

TUTORIAL = "mute-and-unmute"
MINUTE, WATCHED = 60.0, 30.0
MAX_CPU, MAX_MB = 0.01, 80


def main() -> None:
    """Measure and print."""
    pictures = sorted((assets.shipped_tutorials() / TUTORIAL).glob("*.png"))[:6]
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "tutorials"
        folder.mkdir()
        with running_program(folder, Path(root) / "data", cache=Path(root) / "cache") as program:
            page = program.client()
            path = begin(page, es="Encender el micrófono", en="Unmute")
            attach(page, path, "add-pictures", pictures=upload(page, path, pictures))
            at = {"lang": "es", "x": 300, "y": 700}
            for step in range(len(pictures)):
                found = page.post(f"{path}/point", at | {"step": step})
                target = found["candidates"][found["chosen"]]["target"]
                state = act(page, path, "tap", target, step)
                page.request("GET", f"{path}/cards/{step}?lang=es&view=close&revision={state['revision']}")
                page.request("GET", f"{path}/sounds/{step}?lang=es")
            while is_reading(page, path):
                time.sleep(0.2)
            busy = memory_mb(program.pids())
            ended = threading.Event()

            def stay() -> None:
                while not ended.wait(3.0):
                    page.get(f"{path}/revision")
                    page.post("/api/alive", {"visible": True})

            threading.Thread(target=stay, daemon=True).start()
            time.sleep(MINUTE)
            before = cpu_seconds(program.pids())
            time.sleep(WATCHED)
            pids = program.pids()
            cpu, memory = (cpu_seconds(pids) - before) / WATCHED, memory_mb(pids)
            ended.set()
            print(f"right after the work {busy:.0f} MB; a minute later {memory:.0f} MB in {len(pids)} processes")
            print(f"CPU {100 * cpu:.2f} %, with a page that is open")
    sys.exit(cpu >= MAX_CPU or memory > MAX_MB)


if __name__ == "__main__":
    main()
