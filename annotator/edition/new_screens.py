"""Compare a tutorial with screenshots of today, in any order: which steps look as before, which changed, and which are gone.

With a tutorial of three steps and three screenshots of a newer version of the app::

    1  as before    IMG_3.png
    2  changed      IMG_1.png    The button is called “Entrar” here.
       new          IMG_2.png
    3  gone
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from annotator import script
from annotator.cache import Cache
from annotator.edition import matching
from annotator.edition.matching import MIN_NAMED, PictureMatch, StepLibrary, StepPicture
from annotator.errors import AnnotatorError
from annotator.messages import Message, key_and_parts
from annotator.model import Box, Progress, Query, StepNumber
from annotator.screen.match.likeness import compare, count_texts, weigh_signs
from annotator.screen.match.reading import Reading

State = Literal["same", "changed", "lost", "gone"]
"""Whether a step looks as before, changed, changed so that its target isn't found, or is on none of the screenshots."""
MIN_KEPT: Final = 0.7
"""Share of a screen's words, by what they say, that are on the new one if it is to look as before."""


@dataclass(frozen=True, slots=True)
class StepToday:
    """A step beside the screenshot of today that shows it.

    Attributes:
        index: its index in the script, from 0.
        number: its number as families see it.
        state: how it compares.
        picture: the file name of the step's picture that is most like the screenshot.
        screen: the name of that screenshot; None if none shows the step.
        changes: what differs.
        place: where the step's target is on its own picture.
        called: how that is called there; empty if it has no name.
        match: the step on the screenshot; None if none shows it.
    """

    index: int
    number: StepNumber
    state: State
    picture: str
    screen: str | None = None
    changes: tuple[Message, ...] = ()
    place: Box | None = None
    called: str = ""
    match: PictureMatch | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """A tutorial beside the screenshots of today.

    Attributes:
        steps: all its steps.
        others: the screenshots that show none of them or one that another shows better, each with the index of the step
            before it in the order of their names; -1 before the first.
    """

    steps: tuple[StepToday, ...]
    others: tuple[tuple[str, int], ...] = ()

    @property
    def is_lost(self) -> bool:
        """Whether a step is gone, or its target is not found any more."""
        return any(step.state in ("lost", "gone") for step in self.steps)


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
    for number, name in enumerate(pictures):
        progress(Message("Reading {name}", name=name), number, len(pictures))
        readings[name] = matching.read_picture(*ocr.open_upright(folder / name, cache, name))
    return readings


def compare_with(library: StepLibrary, screens: Mapping[str, Reading]) -> Today:
    """Compare the one tutorial of a library with screenshots by their names.

    Raises ProblemsError for ``school.toml``, and AnnotatorError if a picture of a step can't be opened, unless no step is shown.
    """
    owner = _assign(library, screens)
    steps: dict[int, StepToday] = {}
    for picture in library.readings:
        screen = owner.get(picture.view.name)
        if picture.index not in steps or (steps[picture.index].screen is None and screen is not None):
            steps[picture.index] = _compare_step(picture, screen, library, screens)
    if library.unread and (not steps or any(step.screen for step in steps.values())):
        message = "These pictures of steps can't be opened: {names}."
        remedy = "Put them back or replace them, then compare again."
        raise AnnotatorError(message, remedy, names=", ".join(library.unread))
    shown = {step.screen: step.index for step in reversed(steps.values())}
    others, before = [], -1
    for name in screens:
        before = shown.get(name, before)
        if name not in shown:
            others.append((name, before))
    return Today(tuple(steps[index] for index in sorted(steps)), tuple(others))


def _assign(library: StepLibrary, screens: Mapping[str, Reading]) -> dict[str, str]:
    """The screenshot that shows each picture of the steps, by their names: the surest pairs first, each once."""
    chances: dict[tuple[str, str], float] = defaultdict(float)
    for name, here in screens.items():
        for match in matching.match_reading(here, library).steps:
            chances[name, match.picture] += match.certainty  # steps with one picture share it
    owner: dict[str, str] = {}
    for (name, picture), chance in sorted(chances.items(), key=lambda pair: -pair[1]):
        if chance >= MIN_NAMED and picture not in owner and name not in owner.values():
            owner[picture] = name
    return owner


def _compare_step(
    picture: StepPicture, screen: str | None, library: StepLibrary, screens: Mapping[str, Reading]
) -> StepToday:
    """One of a step's pictures beside the screenshot that shows it, if there is one."""
    index, scanner, action = picture.index, picture.scanner, picture.step.action
    number = scanner.tutorial.numbers[index]
    if screen is None:
        return StepToday(index, number, "gone", picture.view.name)
    here = screens[screen]
    match = matching.match_reading(here, library, chosen=(scanner.folder, index))
    changes = (*match.differences, *_describe_texts(here, library.readings[picture], library))
    today = StepToday(index, number, "changed" if changes else "same", picture.view.name, screen, changes, match=match)
    if action is None or action.target is None:
        return today
    query = scanner.list_queries(picture.step).index(Query(action.target, action.kind))
    found = scanner.analyse(picture.step, picture.view).founds[query]
    today = replace(today, place=found.outline or found.box, called=found.matched or "")
    return replace(today, state="lost") if match.target is None else today


def _describe_texts(here: Reading, there: Reading, library: StepLibrary) -> Iterator[Message]:
    """Say that many of the step's texts are not on the new screen."""
    readings = library.readings.values()
    like = compare(here, there, count_texts(readings), weigh_signs(here, readings))
    kept = like.words.max(axis=0, initial=0) > 0
    said = like.weights_there.sum()
    if said and (kept * like.weights_there).sum() < MIN_KEPT * said and like.speaks_alike is not False:
        missing, all_texts = int((~kept).sum()), len(kept)
        yield Message("{missing} of its {count} texts are not there any more.", missing=missing, count=all_texts)


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
