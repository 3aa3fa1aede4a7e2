"""What an answer costs, as a whole process: ``annotator answer`` against reading the picture and speaking the sentence.

    python -m tests.bench.answer.cost [--voice pico] [--runs 5]

Seen: 1.15 with the voice of `auto`, 1.2 with pico, which speaks at almost no cost.

Both begin with an empty cache. The second is one process that reads the texts and the faces, as for every picture, with
the program's own functions, and writes the sentence as Opus. CPU seconds of the process and its children; the
best of the runs after the first, since other programs only add. The command may cost 1.3 times as much.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from annotator import assets

PICTURE = assets.shipped_tutorials() / "join-class-on-zoom" / "03-unirse.png"
SENTENCE = "Toque Unirse."
MOST = 1.3
ALONE = """
import sys
from pathlib import Path
from annotator.cache import Cache, default_root
from annotator.screen import faces, load, ocr
from annotator.voice import export
picture, cache = load.load(Path(sys.argv[1])), Cache(default_root())
ocr.read_texts(picture, cache)
faces.read_faces(picture, cache)
export.say(sys.argv[2], "es", sys.argv[3], Path(sys.argv[4]), cache)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", default="auto")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    command = ["-m", "annotator", "answer", str(PICTURE), "Unirse", "--voice", options.voice, "--lang", "es"]
    alone = ["-c", ALONE, str(PICTURE), SENTENCE, options.voice, "said.ogg"]
    # By turns, so that a busy minute costs both.
    costs = [(measure(command), measure(alone)) for _ in range(1 + options.runs)][1:]
    answer, floor = (min(column) for column in zip(*costs, strict=True))
    print(f"annotator answer: {answer:.2f} CPU s")
    print(f"reading the picture and speaking the sentence: {floor:.2f} CPU s")
    print(f"{answer / floor:.2f} times as much; at most {MOST}")
    sys.exit(answer > MOST * floor)


def measure(arguments: list[str]) -> float:
    """The CPU seconds of a Python process with an empty cache and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        repository = str(Path(__file__).parents[3])
        environment = {**os.environ, "ANNOTATOR_CACHE": str(Path(folder, "cache")), "PYTHONPATH": repository}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir(), "annotator-bench-compiled"))
        subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
