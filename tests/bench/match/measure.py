"""Measures matches: `python -m tests.bench.match.measure OUT`, where `tests.bench.match.pairs` has drawn its pairs.

For each kind: how many pictures are matched to their step, to it among the first three, to another, and to none; and how many
are matched although the tutorials that have their screen are left out (foreign).
"""
# ruff: noqa: T201 - a program to be run by hand

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.edition.matching import StepLibrary, match_reading, open_library, read_in_memory


def main(out: Path) -> None:
    """Print a row for each kind of pair."""
    library = open_library(out / "tutorials", Cache(default_root()), lambda *what: print(*what, file=sys.stderr))
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label in json.loads((out / "labels.json").read_text("utf-8")):
        here, right = read_in_memory(out / "queries" / label["file"]), {tuple(step) for step in label["right"]}
        steps = [(step.tutorial, step.step) for step in match_reading(here, library).steps]
        owners = {name for name, _ in right}
        others = {one: there for one, there in library.readings.items() if one.scanner.folder.name not in owners}
        for row in (rows[label["kind"]], rows["all"]):
            row["pictures"] += 1
            row["first"] += bool(steps) and steps[0] in right
            row["three"] += bool(right.intersection(steps[:3]))
            row["wrong"] += bool(steps) and steps[0] not in right
            row["none"] += not steps
            row["foreign"] += bool(match_reading(here, StepLibrary(others)).steps)
        if not steps or steps[0] not in right:
            print(label["file"], steps[:2])
    for kind, row in rows.items():
        print(
            kind.ljust(10),
            *(f"{name} {row[name]:4}" for name in ("pictures", "first", "three", "wrong", "none", "foreign")),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
