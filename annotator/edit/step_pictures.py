"""Open the picture of a step for the editor: its texts, what is private on it, and where targets are."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.model import ActionKind, Box, Found, PictureKind, Query, Redaction, Step, TextLine, TextTarget, Tutorial
from annotator.pack.scan import cover_decisions
from annotator.pack.scan.picture_analysis import PictureAnalysis
from annotator.pack.scan.scanner import Scanner
from annotator.pack.scan.step_view import StepView, select_view
from annotator.pack.scan.tutorial_scan import TutorialScan
from annotator.pack.tutorial_source import TutorialSource
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.screen import boxes
from annotator.screen.load import Picture
from annotator.screen.locate.text_match import span_box
from annotator.screen.names.likely_names import find_likely_names
from annotator.script import Consents, find_school
from annotator.voice import choose

KEPT_BYTES: Final = 120_000_000
"""Decoded pictures that are kept, in bytes: fifteen screenshots of phones."""
MIN_PRIVATE_OVERLAP: Final = 0.2
"""Share of a word, or of the private thing, from which on the word belongs to it."""


@dataclass(frozen=True, eq=False)
class StepPicture:
    """The picture of a step in one language, read."""

    owner: StepPictures
    folder: Path
    tutorial: Tutorial
    index: int
    lang: str
    picture: Picture
    texts: tuple[TextLine, ...]
    kind: PictureKind
    scanner: Scanner
    matcher: Matcher

    @property
    def step(self) -> Step:
        """The step."""
        return self.tutorial.steps[self.index]

    @property
    def action(self) -> ActionKind:
        """What the step does; a tap as long as nothing is chosen."""
        return self.step.action.kind if self.step.action else "tap"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.width, self.picture.height

    def find(self, queries: Sequence[Query]) -> tuple[Found, ...]:
        """Locate targets on the picture, as a build does."""
        return self.owner.analysis.find(self.picture, self.tutorial.device, queries, self.scanner.icon_path)

    def other_screens(self) -> tuple[StepPicture, ...]:
        """The step's pictures in the other languages that have one of their own, and can be read."""
        seen = {self.step.screenshot(self.lang)}
        others = []
        for lang in self.tutorial.languages:
            name = self.step.screenshot(lang)
            if name not in seen:
                seen.add(name)
                with contextlib.suppress(ProblemsError):
                    others.append(self.owner.open(self.folder, self.tutorial, self.index, lang))
        return tuple(others)

    def decide_covers(self, faces: Sequence[Box] = ()) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        """The automatic covers, and those that the script asks for, as a build decides; ``faces`` are those on the picture."""
        inherited = tuple(cover_decisions.find_inherited_lines(self.tutorial, self.step))
        lines = (*self.step.hides, *self.step.shows, *inherited)
        queries = [Query(line.target) for line in lines]
        founds = dict(zip(queries, self.find(queries), strict=True)) if queries else {}
        return self.scanner.decide_covers(self.step, founds, self.texts, faces)

    def faces(self) -> tuple[Box, ...]:
        """The faces on the picture."""
        return self.owner.analysis.faces(self.picture)

    @cached_property
    def private(self) -> tuple[Box, ...]:
        """The boxes of what must not be written into the script as a text: names, numbers, and whatever is hidden."""
        automatic, requested = self.decide_covers()
        matcher = self.matcher.for_step(self.step)
        names = [name for name in find_likely_names(self.texts, *self.size) if not matcher.is_public(name.text)]
        return (*(cover.box for cover in (*automatic, *requested)), *(name.box for name in names))

    def is_private(self, line: TextLine, start: int = 0, end: int | None = None) -> bool:
        """Whether a part of a line is private, or would be if it were written."""
        until = len(line.text) if end is None else end
        box = span_box(line, start, until)
        if any(boxes.overlap_coefficient(box, one) > MIN_PRIVATE_OVERLAP for one in self.private):
            return True
        return self.matcher.for_step(self.step).is_private(line.text[start:until])

    def is_hidden_text(self, target: TextTarget) -> bool:
        """Whether a wording is private."""
        matcher = self.matcher.for_step(self.step)
        return any(matcher.is_private(wording) for wording in target.wordings)


class StepPictures:
    """Opens the pictures of steps, and keeps what was read from the last ones."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.analysis = PictureAnalysis(cache, KEPT_BYTES)

    def read_source(self, folder: Path, tutorial: Tutorial, lang: str) -> TutorialSource:
        """The tutorial as the pack's parts take it; the school is read from its file."""
        school, problems, file = find_school(folder, choose.CHOICES)
        return TutorialSource(folder, tutorial, school, file, (lang,), problems, Consents())

    def begin_scan(self, source: TutorialSource) -> TutorialScan:
        """A scan of a tutorial to which no picture was added yet."""
        matcher = match_privacy(source.tutorial, source.school)
        scanner = Scanner(source.folder, source.tutorial, matcher, self.cache, self.analysis)
        return TutorialScan(source, matcher, scanner)

    def open(self, folder: Path, tutorial: Tutorial, index: int, lang: str) -> StepPicture:
        """The picture of a step, read. Raises ProblemsError."""
        source = self.read_source(folder, tutorial, lang)
        matcher = match_privacy(source.tutorial, source.school)
        scanner = Scanner(folder, tutorial, matcher, self.cache, self.analysis)
        view: StepView = select_view(tutorial.steps[index], lang)
        picture = scanner.load(view)
        texts = self.analysis.texts(picture)
        kind = self.analysis.kind(picture, tutorial.device)
        return StepPicture(self, folder, tutorial, index, lang, picture, texts, kind, scanner, matcher)
