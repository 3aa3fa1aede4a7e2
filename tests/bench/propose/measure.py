"""Measures what the draft guesses: `python -m tests.bench.propose.measure FOLDER [--without-each-rule]`.

FOLDER has the pictures of the sources, in a folder for each sequence; README.md beside this file says how to get them.
The ten tutorials in ``tutorials/`` are measured, too: their scripts are the labels. Of each picture is judged:

- action: whether the first proposal has one of the right actions;
- first, three: whether the place of the first, or of one of the first three, is right: it overlaps the label's box by an
  IoU of 0.3, or its middle is inside and it is at most four times as large. `wait` and `done` have no place;
- marked, marked first: the same for the pictures on which somebody drew;
- shown: first proposals that have a place; right: those whose place is right.

Prints what isn't right, then a row of counts for each set; with ``--without-each-rule`` a row for each rule of the
evidence, with the differences that it makes to be without it.
"""
# ruff: noqa: T201 - a program to be run by hand

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unittest import mock

from annotator import assets, script
from annotator.cache import Cache, default_root
from annotator.model import Action, Box, BoxTarget, Query, TextLine
from annotator.screen import boxes, ocr
from annotator.screen.load import Picture
from annotator.screen.locate.targets import find
from annotator.screen.propose import proposals
from annotator.screen.propose.evidence import RULES, Evidence, Rule, Scene, gather
from annotator.screen.propose.proposals import Proposal
from annotator.screen.propose.read_screen import ReadScreen

HERE: Final = Path(__file__).parent
TUTORIALS: Final = HERE.parents[2] / "tutorials"
COUNTS: Final = ("pictures", "action", "places", "first", "three", "marked", "marked first", "shown", "right")
PLACELESS: Final = ("wait", "done")


@dataclass
class Label:
    """What is right on a picture, and whether somebody drew on it."""

    path: Path
    actions: set[str] = field(default_factory=set)
    places: list[Box] = field(default_factory=list)
    marked: bool = False


def read_sequences(pictures: Path) -> Iterator[list[Label]]:
    """The labels of each sequence whose folder is there."""
    with (HERE / "sources.csv").open(newline="", encoding="utf-8") as file:
        drawn = {(row["sequence"], row["file"]) for row in csv.DictReader(file) if row["drawn_here"] == "true"}
    sequences: defaultdict[str, list[Label]] = defaultdict(list)
    for row in json.loads((HERE / "labels.json").read_text(encoding="utf-8")):
        places = [Box(*box) for box in (row["box"], *row["also"]) if box]
        actions = {row["action"], *row.get("also_action", ())}
        path = pictures / row["sequence"] / row["file"]
        sequences[row["sequence"]].append(Label(path, actions, places, (row["sequence"], row["file"]) in drawn))
    yield from (labels for name, labels in sequences.items() if (pictures / name).is_dir())


def read_tutorials(cache: Cache) -> Iterator[list[Label]]:
    """The labels of each shipped tutorial: of a picture with several steps, each step is right."""
    for path in sorted(TUTORIALS.glob("*/tutorial.md")):
        tutorial = script.read_folder(path.parent).tutorial
        assert tutorial is not None
        labels: dict[str, Label] = {}
        for step in tutorial.steps:
            label = labels.setdefault(step.picture, Label(path.parent / step.picture))
            if step.action is not None:
                label.actions.add(step.action.kind)
                label.places += _places_of(step.action, *ocr.open_upright(label.path, cache))
        yield list(labels.values())


def _places_of(action: Action, picture: Picture, texts: tuple[TextLine, ...]) -> Iterator[Box]:
    if action.target is not None and action.kind not in PLACELESS:
        query = Query(action.target, action.kind)
        (found,) = find(picture, texts, [query], lambda name: assets.asset("icons", name))
        own = found.box if isinstance(action.target, BoxTarget) else found.outline
        yield from (box for box in (own, found.box) if box is not None)


def read_scenes(labels: Iterable[Label], cache: Cache) -> list[Scene]:
    opened = (ocr.open_upright(label.path, cache) for label in labels)
    screens = [ReadScreen(picture.pixels, tuple(texts)) for picture, texts in opened]
    following = (*screens[1:], None)
    return [Scene(here, there, alone=len(screens) == 1) for here, there in zip(screens, following, strict=True)]


def is_right(box: Box | None, place: Box) -> bool:
    if box is None:
        return False
    return box.w * box.h <= 4 * place.w * place.h if boxes.center_in(box, place) else boxes.iou(box, place) >= 0.3


def judge(label: Label, guesses: tuple[Proposal, ...]) -> Counter[str]:
    hits = [any(is_right(guess.box, place) for place in label.places) for guess in guesses]
    counts = Counter({"pictures": 1, "action": int(bool(guesses) and guesses[0].action in label.actions)})
    if label.places:
        first = hits[:1] == [True]
        shown = bool(guesses) and guesses[0].box is not None
        counts.update({"places": 1, "first": first, "three": any(hits), "shown": shown, "right": shown and first})
        counts.update({"marked": label.marked, "marked first": label.marked and first})
    return counts


def rules_without(name: str) -> Mapping[str, Rule]:
    """All rules, but one that weighs next to nothing."""
    return {**RULES, name: RULES[name]._replace(weight=1e-6)} if name else RULES


def measure(sequences: Iterable[list[Label]], without: Iterable[str], cache: Cache) -> dict[str, Counter[str]]:
    """The counts with all rules, as ``""``, and without each of the rules named in ``without``."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("", *without)}
    for labels in sequences:
        for label, scene in zip(labels, read_scenes(labels, cache), strict=True):
            evidence: list[Evidence] = list(gather(scene))
            for name, total in counts.items():
                changed = {"RULES": rules_without(name), "gather": lambda _, kept=evidence: kept}
                with mock.patch.multiple(proposals, _target_of=lambda place, _: place, **changed):  # targets take long
                    guesses = proposals.propose_step(scene)
                judged = judge(label, guesses)
                total.update(judged)
                if not name and (not judged["action"] or judged["first"] < judged["places"]):
                    shown = [(guess.action, guess.box, guess.score, guess.reason) for guess in guesses]
                    print(f"{label.path.parent.name}/{label.path.name}: {sorted(label.actions)}; {shown}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the draft guesses.")
    parser.add_argument("pictures", type=Path, help="the folder with the pictures named in sources.csv")
    parser.add_argument("--without-each-rule", action="store_true", help="also say what each rule wins")
    options = parser.parse_args()
    cache, without = Cache(default_root()), list(RULES) if options.without_each_rule else []
    sets = {"sequences": list(read_sequences(options.pictures)), "tutorials": list(read_tutorials(cache))}
    measured = {name: measure(sequences, without, cache) for name, sequences in sets.items()}
    for name, counts in measured.items():
        print(f"{name:12s}", *(f"{key} {counts[''][key]}" for key in COUNTS), sep="  ")
    for rule in without:
        lost = (
            f"{key} {difference:+d}"
            for counts in measured.values()
            for key in COUNTS
            if (difference := counts[rule][key] - counts[""][key])
        )
        print(f"without {rule:12s}", *lost, sep="  ")


if __name__ == "__main__":
    main()
