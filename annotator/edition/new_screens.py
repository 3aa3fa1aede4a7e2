"""Compare a tutorial with screenshots of today, in any order: whether each step is as before, changed, not found, or gone.

With a tutorial of four steps and four screenshots of a newer version of the app::

    1  as before    IMG_3.png
    2  changed      IMG_1.png    The button is called “Entrar” here.
       new          IMG_2.png
    3  not found    IMG_4.png    (the screen is there, its target isn't)
    4  gone
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotator import script
from annotator.cache import Cache
from annotator.edition import matching
from annotator.edition.matched_steps import State, StepToday, Today
from annotator.edition.matching import MIN_NAMED, StepLibrary, StepPicture
from annotator.errors import AnnotatorError
from annotator.messages import Message, key_and_parts
from annotator.model import Progress
from annotator.screen.match.likeness import Likeness, compare
from annotator.screen.match.rarity import weigh_icons
from annotator.screen.match.reading import Reading

MIN_KEPT: Final = 0.7
"""Minimum share of a step's texts, by their weights, that are on the new screen; if fewer are, the screen has changed."""


def read_screens(folder: Path, cache: Cache, progress: Progress) -> dict[str, Reading]:
    """Read the screenshots in a folder, in natural order. Raises AnnotatorError if there are none or one can't be opened."""
    from annotator.screen import ocr

    names = script.find_screenshots(os.listdir(folder))  # noqa: PTH208 - names alone
    pictures = [name for name in names if script.suffix(name) in script.PICTURES]
    if not pictures:
        raise AnnotatorError(
            "There is no screenshot in {folder}.", "Name the folder of today's screenshots.", folder=folder
        )
    readings = {}
    for index, name in enumerate(pictures):
        progress(Message("Reading {name}", name=name), index, len(pictures))
        readings[name] = matching.read_picture(*ocr.open_upright(folder / name, cache, name))
    return readings


def compare_with(library: StepLibrary, screens: Mapping[str, Reading]) -> Today:
    """Compare the one tutorial of a library with screenshots by their names.

    Raises ProblemsError for ``school.toml``, and AnnotatorError if a picture of a step can't be opened, unless others can and no
    screenshot shows one of their steps.
    """
    screen_of = _assign_screens(library, screens)
    steps: dict[int, StepToday] = {}
    for picture in library.readings:
        screen = screen_of.get(picture.view.name)
        if picture.index not in steps or (steps[picture.index].screen is None and screen is not None):
            steps[picture.index] = _compare_step(picture, screen, library, screens)
    if library.unread and (not steps or any(step.screen for step in steps.values())):
        message = "These pictures of steps can't be opened: {names}."
        remedy = "Put them back or replace them, then compare again."
        raise AnnotatorError(message, remedy, names=", ".join(library.unread))
    step_of = {step.screen: step.index for step in reversed(steps.values())}
    others = []
    last_step = -1  # a new screenshot comes after the step of the one before it; -1 before the first
    for name in screens:
        last_step = step_of.get(name, last_step)
        if name not in step_of:
            others.append((name, last_step))
    return Today(tuple(steps[index] for index in sorted(steps)), tuple(others))


def _assign_screens(library: StepLibrary, screens: Mapping[str, Reading]) -> dict[str, str]:
    """The screenshot that shows each picture of the steps, both by name: the surest pairs first, each name in one pair."""
    chances: dict[tuple[str, str], float] = defaultdict(float)
    for name, here in screens.items():
        for match in matching.match_reading(here, library).steps:
            chances[name, match.picture] += match.certainty  # steps with one picture share it
    screen_of: dict[str, str] = {}
    for (name, picture), chance in sorted(chances.items(), key=lambda pair: -pair[1]):
        if chance >= MIN_NAMED and picture not in screen_of and name not in screen_of.values():
            screen_of[picture] = name
    return screen_of


def _compare_step(
    picture: StepPicture, screen: str | None, library: StepLibrary, screens: Mapping[str, Reading]
) -> StepToday:
    """One of a step's pictures beside the screenshot that shows it, if there is one."""
    index, number, name = picture.index, picture.scanner.tutorial.numbers[picture.index], picture.view.name
    if screen is None:
        return StepToday(index, number, "gone", name)
    here, there = screens[screen], library.readings[picture]
    like = compare(here, there, library.counts, weigh_icons(here, library.readings.values()))
    found, _, differences = matching.compare_target(picture, like)
    changes = (*differences, *_describe_texts(like))
    state: State = "changed" if changes else "same"
    compared = StepToday(index, number, state, name, screen, changes=changes)
    old = picture.find_target()
    if old is None:
        return compared
    place = old.outline or old.box
    return replace(compared, state=state if found else "lost", place=place, called=old.matched or "", found=found)


def _describe_texts(like: Likeness) -> Iterator[Message]:
    """A message if less than `MIN_KEPT` of the step's texts is on the new screen; none for screens in two languages."""
    if like.speaks_alike is False:
        return
    is_kept = like.words.max(axis=0, initial=0) > 0
    kept_weight, total_weight = (is_kept * like.weights_there).sum(), like.weights_there.sum()
    if total_weight and kept_weight < MIN_KEPT * total_weight:
        missing = int((~is_kept).sum())
        yield Message("{missing} of its {count} texts are not there any more.", missing=missing, count=len(is_kept))


def to_json(today: Today) -> dict[str, Any]:
    """The comparison in the object that ``annotator check --against --json`` prints."""
    steps = [
        {
            "step": step.index + 1,
            "number": str(step.number),
            "state": step.state,
            "picture": step.picture,
            "screen": step.screen,
            "changes": [{"text": str(change), **key_and_parts(change)} for change in step.changes],
        }
        for step in today.steps
    ]
    return {"steps": steps, "new": [{"screen": name, "after": after + 1} for name, after in today.others]}
