"""Measures finding on real screenshots: `python -m tests.bench.real.measure FOLDER`, with the pictures of the sources.

README.md beside this file says how to get the pictures, and what the boxes of a label mean. Each picture is one call of
the command ``find``, with an action line for each label: ``type`` for a field, ``look`` for a number, else ``tap``; and
with three icons that are not on it. Of each answer is judged:

- hit: the centre of the outline is where a finger must go; of a number, half of it or more is in the outline. The
  others are wrong (found somewhere else) or missed (not found);
- IoU: of the outline with the right box that is nearest to it, where several are right; 0 without a hit;
- swallows: the outline covers half of another control, or more.

Prints what failed, a table, and the same as one line of JSON. Exits with 1 if a call had no usable answer.
"""
# ruff: noqa: T201 - a program to be run by hand

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from annotator.model import Box
from annotator.screen import boxes

HERE = Path(__file__).parent
ACTIONS = {"field": "type", "field-placeholder": "type", "number-beside-label": "look"}
"""What a script would do there; what is not here is tapped."""
SLACK = 3
"""Pixels by which a centre may lie outside: labels are drawn by hand."""
TIME_LIMIT = 300
"""Seconds for a picture."""

Verdict: TypeAlias = Literal["hit", "wrong", "missed"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finger must go: any box that holds ``least`` and stays within ``most`` is right."""

    least: Box
    most: Box


@dataclass(frozen=True, slots=True)
class Label:
    """A target on a picture, the places that are right for it, and the other controls on the picture."""

    file: str
    target: str
    kind: str
    places: tuple[Place, ...]
    neighbours: tuple[Box, ...]

    @property
    def line(self) -> str:
        """The action line of the target."""
        return f"{ACTIONS.get(self.kind, 'tap')}: {self.target}"

    @property
    def icon(self) -> str | None:
        """The name of a bundled icon, if the target is one."""
        match = re.fullmatch(r"([\w-]+)\.png(?: #\d+)?", self.target)
        return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an outline compares with its label."""

    label: Label
    outline: Box | None
    verdict: Verdict
    iou: float = 0.0
    swallowed: int = 0


@dataclass
class Run:
    """All answers, in the order of the pictures."""

    judgements: list[Judgement] = field(default_factory=list)
    absent: list[tuple[str, str, Box | None]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)


def read_label(entry: dict[str, Any]) -> Label:
    element = Box(*entry["element_box"])
    also = [Box(*box) for box in entry.get("also", ())]
    wide = [Box(*box) for box in entry.get("also_touch", ())] or also
    first = Place(element, Box(*entry["touch_box"]) if "touch_box" in entry else element)
    neighbours = tuple(Box(*box) for box in entry.get("others", ()))
    places = (first, *(Place(*pair) for pair in zip(also, wide, strict=True)))
    return Label(entry["file"], entry["target"], entry["kind"], places, neighbours)


def read_set(folder: Path) -> tuple[dict[str, list[Label]], dict[str, list[str]]]:
    """The labels of each picture, and the icons that are not on it, from all parts of the set."""
    labels: dict[str, list[Label]] = {}
    absent: dict[str, list[str]] = {}
    for path in sorted(folder.glob("absent-*.json")):
        absent |= json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(folder.glob("labels-*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            labels.setdefault(entry["file"], []).append(read_label(entry))
    return labels, absent


def ask(picture: Path, queries: Sequence[str]) -> tuple[list[dict[str, Any]] | None, str, float]:
    """The answers of the command to ``queries``, or None; its last words; its CPU seconds."""
    command = [sys.executable, "-m", "annotator", "find", str(picture), *queries, "--json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None, f"no answer in {TIME_LIMIT} s", 0.0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    try:
        answers = json.loads(done.stdout)
    except ValueError:
        answers = None
    usable = isinstance(answers, list) and len(answers) == len(queries)
    return (answers if usable else None), f"exit {done.returncode}: {' '.join(done.stderr.split())[-200:]}", seconds


def outline_of(answer: dict[str, Any]) -> Box | None:
    return Box(*(answer["outline"] or answer["box"])) if answer["found"] else None


def is_centred_in(outline: Box, area: Box) -> bool:
    x, y = outline.x + outline.w / 2, outline.y + outline.h / 2
    return area.x - SLACK <= x <= area.right + SLACK and area.y - SLACK <= y <= area.bottom + SLACK


def nearest_right(outline: Box, place: Place) -> Box:
    """The box nearest to ``outline`` that holds ``place.least`` and stays within ``place.most``."""
    least, most = place.least, place.most
    x, y = min(max(outline.x, most.x), least.x), min(max(outline.y, most.y), least.y)
    right = max(min(outline.right, most.right), least.right)
    bottom = max(min(outline.bottom, most.bottom), least.bottom)
    return Box(x, y, right - x, bottom - y)


def covers_half(outline: Box, control: Box) -> bool:
    return 2 * boxes.intersection(outline, control) >= control.w * control.h


def judge(label: Label, outline: Box | None) -> Judgement:
    if outline is None:
        return Judgement(label, None, "missed")
    first = label.places[0]
    if label.kind == "number-beside-label":
        is_hit = covers_half(outline, first.least)
    elif label.kind == "field":  # its label is within `most`, and no hit
        is_hit = is_centred_in(outline, first.least)
    else:
        is_hit = any(is_centred_in(outline, area) for place in label.places for area in (place.least, place.most))
    iou = max(boxes.iou(outline, nearest_right(outline, place)) for place in label.places) if is_hit else 0.0
    swallowed = sum(covers_half(outline, control) for control in label.neighbours)
    return Judgement(label, outline, "hit" if is_hit else "wrong", iou, swallowed)


def measure(pictures: Path, only: re.Pattern[str]) -> Run:
    labels, absent = read_set(HERE)
    run = Run()
    for file in sorted(labels, key=str.lower):
        if not only.search(file):
            continue
        mine, icons = labels[file], absent[file]
        answers, words, seconds = ask(pictures / file, [*(label.line for label in mine), *icons])
        if answers is None:
            run.failed.append(f"{file}: {words}")
            continue
        run.cpu_seconds.append(seconds)
        outlines = [outline_of(answer) for answer in answers]
        run.judgements += [judge(label, outline) for label, outline in zip(mine, outlines, strict=False)]
        run.absent += [(file, icon, box) for icon, box in zip(icons, outlines[len(mine) :], strict=True)]
    return run


def share(rows: Iterable[Judgement], holds: Callable[[Judgement], bool]) -> float | None:
    marks = [holds(row) for row in rows]
    return round(sum(marks) / len(marks), 3) if marks else None


def summary(rows: Sequence[Judgement]) -> dict[str, float | None]:
    return {
        "n": len(rows),
        "hit": share(rows, lambda row: row.verdict == "hit"),
        "wrong": share(rows, lambda row: row.verdict == "wrong"),
        "missed": share(rows, lambda row: row.verdict == "missed"),
        "iou": round(sum(row.iou for row in rows) / len(rows), 3) if rows else None,
        "iou_half": share(rows, lambda row: row.iou >= 0.5),
        "swallows": share((row for row in rows if row.outline), lambda row: row.swallowed > 0),
    }


def tables(rows: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """The rows of the table: all, by kind, bundled icons together and by name, and points."""
    found = {"all": list(rows)}
    for kind in sorted({row.label.kind for row in rows}):
        found[kind] = [row for row in rows if row.label.kind == kind]
    found["bundled icons"] = [row for row in rows if row.label.icon]
    found["points"] = [row for row in rows if row.label.target.endswith("%")]
    for icon in sorted({row.label.icon for row in rows if row.label.icon}):
        found[f"  {icon}"] = [row for row in rows if row.label.icon == icon]
    return found


def print_failures(run: Run) -> None:
    for problem in run.failed:
        print("failed  ", problem)
    for row in run.judgements:
        if row.verdict == "hit" and row.iou >= 0.5 and not row.swallowed:
            continue
        what = row.verdict if row.verdict != "hit" else f"IoU {row.iou:.2f}"
        more = f"; swallows {row.swallowed}" if row.swallowed else ""
        label, right = row.label, row.label.places[0].least
        print(
            f"{what:8s} {label.file} {label.kind} {label.target!r}: {numbers(row.outline)}, right {numbers(right)}{more}"
        )
    for file, icon, outline in run.absent:
        if outline:
            print(f"false    {file} {icon} is not on it: {numbers(outline)}")


def numbers(box: Box | None) -> list[int] | None:
    return None if box is None else [box.x, box.y, box.w, box.h]


def print_tables(run: Run) -> None:
    result: dict[str, Any] = {"pictures": len(run.cpu_seconds), "failed_calls": len(run.failed)}
    print(f"\n{'':22s}{'n':>5s}{'hit':>7s}{'wrong':>7s}{'missed':>8s}{'IoU':>7s}{'>=.5':>7s}{'swallows':>10s}")
    for name, rows in tables(run.judgements).items():
        figures = result[name.strip()] = summary(rows)
        cells = ["-" if value is None else f"{value:.2f}" for key, value in figures.items() if key != "n"]
        widths = (7, 7, 8, 7, 7, 10)
        print(f"{name:22s}{len(rows):5d}" + "".join(f"{c:>{w}s}" for c, w in zip(cells, widths, strict=True)))
    false = sum(outline is not None for _, _, outline in run.absent)
    cpu = round(sum(run.cpu_seconds) / len(run.cpu_seconds), 2) if run.cpu_seconds else None
    print(f"icons that are not there: {len(run.absent)}, found nevertheless: {false}; CPU s a picture: {cpu}")
    print(json.dumps(result | {"absent": len(run.absent), "false": false, "cpu_s_a_picture": cpu}))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure finding on real screenshots.")
    parser.add_argument("pictures", type=Path, help="the folder with the pictures named in sources-*.csv")
    parser.add_argument("--only", type=re.compile, default=re.compile(""), help="pictures whose name has this pattern")
    options = parser.parse_args()
    run = measure(options.pictures, options.only)
    print_failures(run)
    print_tables(run)
    return 1 if run.failed or not run.judgements else 0


if __name__ == "__main__":
    sys.exit(main())
