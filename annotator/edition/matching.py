"""Match a family's picture with the steps of a folder's tutorials, from what was read on their pictures before.

The family's picture is read in memory alone. Those of the steps come from the cache of scans (`annotator.edition.scan`), and are
opened only where that lacks them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from annotator import script
from annotator.cache import Cache
from annotator.edition.matched_steps import MatchedStep, PictureMatch
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import StepView, select_view
from annotator.errors import AnnotatorError, ProblemsError, refuse_problems
from annotator.messages import Message
from annotator.model import ACTIONS, Box, Found, Progress, Query, Step, TextLine, no_progress
from annotator.phrases import load_phrasebook
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.privacy.private_texts import Privacy
from annotator.screen import boxes
from annotator.screen.match.counterpart import find_target
from annotator.screen.match.differences import describe_differences
from annotator.screen.match.likeness import Likeness, compare
from annotator.screen.match.rarity import count_texts, weigh_icons
from annotator.screen.match.reading import Reading
from annotator.text.folding import fold
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.screen.load import Picture

MIN_CERTAINTY: Final = 0.5
"""Certainty (0..1) from which a picture is taken to show a step."""
MIN_NAMED: Final = 0.2
"""The same where the family's message names the step, or where each step looks for its screenshot (`new_screens`)."""
SECONDS_A_PICTURE: Final = 2
"""About how long it takes to read a step's picture for the first time."""
MAX_STEPS: Final = 5
"""Maximum number of steps that a match names."""


@dataclass(frozen=True, eq=False)
class StepPicture:
    """A picture of a step: the step's index in the tutorial of ``scanner``, and one of the pictures that it shows."""

    scanner: Scanner
    index: int
    view: StepView

    @property
    def step(self) -> Step:
        """The step."""
        return self.scanner.tutorial.steps[self.index]

    @property
    def name(self) -> str:
        """The names of its folder and file."""
        return f"{self.scanner.folder.name}/{self.view.name}"

    def find_target(self) -> Found | None:
        """The target of the step's action on the picture; None if it has none."""
        action = self.step.action
        if action is None or action.target is None:
            return None
        query = self.scanner.list_queries(self.step).index(Query(action.target, action.kind))
        return self.scanner.analyse(self.step, self.view).founds[query]

    def is_named_in(self, message: str) -> bool:
        """Whether a message names the step as pages and cards do, in any language of the tutorial."""
        tutorial, written = self.scanner.tutorial, fold(message)
        number, titles = tutorial.numbers[self.index], tutorial.titles if written else ()
        names = (load_phrasebook(title.lang).name_step(tutorial.platform or title.text, number) for title in titles)
        patterns = (re.escape(fold(name)).replace(",", ",?") for name in names)  # few type the comma
        return any(re.search(rf"(?<!\w){pattern}(?!\w)", written) for pattern in patterns)


@dataclass(frozen=True, eq=False)
class StepLibrary:
    """What was read on the pictures of all steps of a folder's tutorials.

    Attributes:
        readings: the readings.
        unread: the names of the pictures that can't be read.
        left: how many others are still to be read; 0 if none of those tried now could be.
    """

    readings: Mapping[StepPicture, Reading]
    unread: tuple[str, ...] = ()
    left: int = 0

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many of the readings have each text, as `count_texts` counts."""
        return count_texts(self.readings.values())


def match(picture: Path, folder: Path, cache: Cache, progress: Progress = no_progress) -> PictureMatch:
    """Find the step that the picture at ``picture`` shows, among those of the tutorials in ``folder``, or of the one that it is.

    Raises ProblemsError if the picture can't be opened or the school's settings have problems, and AnnotatorError if there is no
    tutorial.
    """
    return match_reading(read_in_memory(picture), open_library(folder, cache, progress))


def match_reading(
    here: Reading, library: StepLibrary, message: str = "", chosen: tuple[Path, int] | None = None
) -> PictureMatch:
    """Find the step that a picture shows, of which ``here`` was read. Raises ProblemsError for problems of ``school.toml``.

    A step that the family's ``message`` names ("Zoom, paso 4") comes first if the picture is a little like it; the one of the
    library that a person has ``chosen``, by its folder and index, always.
    """
    ranked = _rank(here, library)
    first_certainty = ranked[0][1].certainty if ranked else 0.0
    named = _find_named(ranked, message, chosen)
    best = [*named, *(pair for pair in ranked if pair not in named)][:MAX_STEPS]
    odds = np.exp([like.score - max(other.score for _, other in best) for _, like in best])
    certainties = first_certainty * odds / odds.sum()
    steps = tuple(_to_step(pair[0], float(certainty)) for pair, certainty in zip(best, certainties, strict=True))
    if not named and first_certainty < MIN_CERTAINTY:
        return PictureMatch(candidates=steps, unread=library.unread)
    target, absent, differences = compare_target(*best[0])
    return PictureMatch(
        steps, target=target, absent=absent, differences=differences, unread=library.unread, is_chosen=bool(named)
    )


RankedPicture = tuple[StepPicture, Likeness]
"""A picture of a step, and how alike the family's picture is to it."""


def _rank(here: Reading, library: StepLibrary) -> list[RankedPicture]:
    """All steps, each by its picture that is most like ``here``, the most similar first."""
    icon_weights = weigh_icons(here, library.readings.values())
    best_of: dict[tuple[Path, int], RankedPicture] = {}
    for picture, there in library.readings.items():
        like, step = compare(here, there, library.counts, icon_weights), (picture.scanner.folder, picture.index)
        if step not in best_of or like.score > best_of[step][1].score:
            best_of[step] = picture, like
    return sorted(best_of.values(), key=lambda pair: -pair[1].score)


def _find_named(
    ranked: Sequence[RankedPicture], message: str, chosen: tuple[Path, int] | None
) -> Sequence[RankedPicture]:
    """The step that a person has chosen, or if nobody has, the most similar that the family's message names; one or none."""
    if chosen is not None:
        return [pair for pair in ranked if (pair[0].scanner.folder, pair[0].index) == chosen]
    return [pair for pair in ranked if pair[1].certainty >= MIN_NAMED and pair[0].is_named_in(message)][:1]


def read_in_memory(path: Path) -> Reading:
    """What is read on a family's picture, of which nothing is kept. Raises ProblemsError if it can't be opened."""
    from annotator.screen import ocr

    return read_picture(*ocr.open_upright(path, None))


def read_picture(picture: Picture, texts: tuple[TextLine, ...]) -> Reading:
    """What a match needs of an upright picture with these texts."""
    from annotator.screen import picture_kind
    from annotator.screen.element import compact_marks
    from annotator.screen.match import looks

    kind = picture_kind.classify(picture.pixels, texts)
    icons = compact_marks.find_all(picture.pixels, texts, kind)
    described = looks.describe(picture.pixels, icons, texts, kind.screen)
    return Reading.of(texts, (picture.width, picture.height), icons, described, kind.screen)


def _list_pictures(folder: Path, cache: Cache) -> Iterator[StepPicture]:
    """The steps' own pictures in all languages, of the tutorials in a folder; scripts that can't be read have none."""
    folders = [folder] if script.has_script(folder) else sorted(path for path in folder.iterdir() if path.is_dir())
    for tutorial_folder in folders:
        tutorial = script.read_folder(tutorial_folder).readable if script.has_script(tutorial_folder) else None
        if tutorial is not None:
            scanner = Scanner(tutorial_folder, tutorial, Matcher(Privacy()), cache)
            for index, step in enumerate(tutorial.steps):
                for view in dict.fromkeys(select_view(step, lang) for lang in tutorial.languages):
                    yield StepPicture(scanner, index, view)


def open_library(folder: Path, cache: Cache, progress: Progress = no_progress, most: int | None = None) -> StepLibrary:
    """Read the pictures of all steps in a folder, those that were scanned before from the cache; say first how long others take.

    Of those that were never read, at most ``most`` are read now. Raises AnnotatorError if there is no tutorial.
    """
    pictures = [*_list_pictures(folder, cache)] if folder.is_dir() else []
    if not pictures:
        raise AnnotatorError(
            "There is no tutorial in {folder}.", "Name the folder that your tutorials are in.", folder=folder
        )
    known = {picture: picture.scanner.recall_reading(picture.step, picture.view) for picture in pictures}
    readings = {picture: reading for picture, reading in known.items() if reading is not None}
    new, unread = [picture for picture in pictures if picture not in readings], []
    for index, picture in enumerate(new[:most]):
        if not index:
            seconds = SECONDS_A_PICTURE * len(new)
            news = "{count} pictures are read for the first time: about {seconds} s."
            progress(Message(news, count=len(new), seconds=seconds), 0, len(new))
        progress(Message("Reading {name}", name=picture.name), index, len(new))
        try:
            readings[picture] = picture.scanner.analyse(picture.step, picture.view).reading
        except ProblemsError:
            unread.append(picture.name)
    left = len(new[most:]) if most is not None and len(unread) < most else 0
    return StepLibrary({picture: readings[picture] for picture in pictures if picture in readings}, tuple(unread), left)


def _to_step(picture: StepPicture, certainty: float) -> MatchedStep:
    folder, number = picture.scanner.folder, picture.scanner.tutorial.numbers[picture.index]
    return MatchedStep(folder.resolve().name, picture.index + 1, round(certainty, 3), number, folder, picture.view.name)


def compare_target(picture: StepPicture, like: Likeness) -> tuple[Box | None, bool, tuple[Message, ...]]:
    """The place of a step's target on the picture, whether it is not there, and what differs.

    Raises ProblemsError if the picture of the step can't be opened, or the school's settings have problems.
    """
    action, found = picture.step.action, picture.find_target()
    counterpart, there = None, None
    if found is not None and action is not None and action.target is not None:
        there = like.there.to_screen(found.box) if found.box is not None else None
        counterpart = find_target(like, action.target, there)
        if counterpart and not counterpart.box and ACTIONS[action.kind].takes == "target or nothing":
            counterpart = None  # where nothing is pressed, nothing is missing
    differences = tuple(describe_differences(like, there, counterpart, _make_public_filter(picture, like.here)))
    if counterpart is None or counterpart.box is None:
        return None, counterpart is not None, differences
    return boxes.shifted(counterpart.box, *like.here.corner), False, differences


def _make_public_filter(picture: StepPicture, here: Reading) -> Callable[[str], str]:
    """A function that returns a text of the family's picture, or "" for one that is private or may be a name.

    Raises ProblemsError if the school's settings have problems: its list of names may be missing.
    """
    from annotator.screen.names.likely_names import find_likely_names

    school, problems, _ = script.find_school(picture.scanner.folder, choose.CHOICES)
    refuse_problems(problems)
    matcher = match_privacy(picture.scanner.tutorial, school)
    likely = {found.text for found in find_likely_names(here.texts, here.height)}
    return lambda text: "" if matcher.is_private(text) or text in likely else text
