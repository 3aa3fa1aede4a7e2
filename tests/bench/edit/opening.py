"""How long it takes to open a tutorial whose texts are known, against ``annotator check`` of it.

    python -m tests.bench.edit.opening [TUTORIAL…]

Both sides have the same warm cache, and take turns. Opening is what the page asks for: the state, all small pictures, and
the marks, the picture, the card and the findings of the first step, at once, from an editor that was just started and has
shown its list of tutorials for some seconds, which is when its children load their libraries. (The list of items is asked
for when a person opens it.) Printed are the seconds on the clock and the CPU seconds of each, with those of the editor's
start and its list by themselves, and their ratios, without and with those.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from annotator import assets
from tests.helpers.editor_program import EditorProgram, cpu_seconds, is_reading, running_program
from tests.helpers.live_editor import Client

TURNS = 3
LOOKING = 4.0
"""Seconds for which a person looks at the list."""
MAX_RATIO = 1.2


def check(folder: Path, cache: Path) -> tuple[float, float]:
    """Seconds and CPU seconds of one check."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "annotator", "check", str(folder)]
    environment = os.environ | {"ANNOTATOR_CACHE": str(cache)}
    subprocess.run(command, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begin, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def first_view(page: Client, path: str) -> None:
    """Ask for all that the page shows of a tutorial's first step."""
    state = page.get(path)
    lang, picture = next(iter(state["tutorial"]["titles"])), state["steps"][0]["picture"]

    def find(lang: str, text: str) -> None:
        page.post(f"{path}/findings", {"step": 0, "field": "sentence", "lang": lang, "text": text})

    pictures = dict.fromkeys(step["picture"] for step in state["steps"])
    files = [f"{path}/pictures/{each}/image?w=120" for each in pictures]
    files.append(f"{path}/pictures/{picture}/image?w=1080")
    files.append(f"{path}/cards/0?lang={lang}&view=whole&revision={state['revision']}")
    with ThreadPoolExecutor() as pool:
        asked: list[Future[Any]] = [pool.submit(page.get, f"{path}/steps/0/marks?lang={lang}")]
        asked += [pool.submit(page.request, "GET", file) for file in files]
        asked += [pool.submit(find, *each) for each in state["tutorial"]["steps"][0]["narration"].items()]
        for each in asked:
            each.result()


def open_once(program: EditorProgram, page: Client, path: str) -> tuple[float, float]:
    """Seconds and CPU seconds of the first view."""
    spent, begin = cpu_seconds(program.pids()), time.perf_counter()
    first_view(page, path)
    return time.perf_counter() - begin, cpu_seconds(program.pids()) - spent


def main() -> None:
    """Measure and print."""
    wanted = sys.argv[1:]
    ours, theirs, started = [0.0, 0.0], [0.0, 0.0], 0.0
    with tempfile.TemporaryDirectory() as place:
        cache = Path(place) / "cache"
        for folder in sorted(path.parent for path in assets.shipped_tutorials().glob("*/tutorial.md")):
            if wanted and folder.name not in wanted:
                continue
            check(folder, cache)
            for turn in range(TURNS + 1):
                with running_program(folder, Path(place) / "data", cache=cache) as program:
                    page = program.client()
                    row = page.get("/api/home")["tutorials"][0]
                    page.request("GET", row["picture"])
                    time.sleep(LOOKING)
                    path = f"/api/tutorials/{row['id']}"
                    listed = cpu_seconds(program.pids())
                    opened = open_once(program, page, path)
                    while is_reading(page, path):
                        time.sleep(0.2)
                checked = check(folder, cache)
                if turn:  # at the first opening touch targets are looked for
                    ours = [one + more for one, more in zip(ours, opened, strict=True)]
                    theirs = [one + more for one, more in zip(theirs, checked, strict=True)]
                    started += listed
                    print(
                        f"{folder.name}: opened {opened[0]:.2f} s ({opened[1]:.2f} CPU, list {listed:.2f}), "
                        f"check {checked[0]:.2f} s ({checked[1]:.2f} CPU)",
                        flush=True,
                    )
                else:
                    print(f"{folder.name}, never opened before: {opened[0]:.2f} s ({opened[1]:.2f} CPU)", flush=True)
    ratio, cpu_ratio = (one / other for one, other in zip(ours, theirs, strict=True))
    print(f"ratio of opening to check: {ratio:.2f} on the clock, {cpu_ratio:.2f} in CPU seconds")
    print(f"with the editor's start and its list: {(ours[1] + started) / theirs[1]:.2f} in CPU seconds")
    sys.exit(cpu_ratio > MAX_RATIO)


if __name__ == "__main__":
    main()
