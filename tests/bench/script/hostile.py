"""CPU seconds of the longest hostile scripts and sentences: `python -m tests.bench.script.hostile`. Each is to stay below 5."""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import time

from annotator.script import plain, read
from annotator.script.reader import MAX_SCRIPT_CHARS
from tests.helpers.hostile_scripts import ENDLESS, HOSTILE


def main() -> None:
    files = {"01.png", *(f"{number}.png" for number in range(40))}
    for name, text in HOSTILE.items():
        began = time.process_time()
        read(text[:MAX_SCRIPT_CHARS], files)
        print(f"{time.process_time() - began:6.2f} s  read    {name}")
    for text in ENDLESS:
        script = f"# es: a\n# en: b\n\n![](01.png)\n- tap: Join\n- es: {text}\n- en: Tap Join.\n"
        tutorial = read(script, {"01.png"}).tutorial
        assert tutorial
        began = time.process_time()
        plain.review(tutorial, tutorial.languages, {(0, "es"): ("Join",)})
        print(f"{time.process_time() - began:6.2f} s  review  {text[:12]}…")


if __name__ == "__main__":
    main()
