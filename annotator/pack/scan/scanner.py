"""Scans what a step shows: opens the picture, looks for its targets, and for what must not leave the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import assets
from annotator.cache import Cache, key
from annotator.errors import ProblemsError
from annotator.model import Found, IconTarget, Problem, Redaction, Screen, Step, Target, TextLine, Tutorial
from annotator.pack.scan import covering, scan_problems
from annotator.pack.scan.picture_files import Shown
from annotator.pack.scan.scan_problems import at_line
from annotator.pack.scan.step_view import SeenStep, StepView
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher
from annotator.script import SCRIPT

if TYPE_CHECKING:
    from annotator.screen.load import Picture
    from annotator.video.recording import Recording


WIDEST = 40
"""How many times as wide as high a screenshot may be; nothing is left of a wider one on a phone."""


@dataclass(frozen=True)
class ScannedStep:
    """What a step saw, or None, and what is wrong there."""

    step: SeenStep | None
    problems: tuple[Problem, ...]


class Scanner:
    """The screenshots of a tutorial, each opened and read once."""

    def __init__(self, folder: Path, tutorial: Tutorial, matcher: Matcher, cache: Cache) -> None:
        self.folder = folder
        self.tutorial = tutorial
        self.matcher = matcher
        self.cache = cache
        self.shown: dict[str, Shown] = {}
        self.films: dict[str, Path] = {}
        """The files of the films, by their digests."""
        self._texts: dict[StepView, tuple[TextLine, ...]] = {}
        self._recordings: dict[StepView, Recording] = {}
        self._last: tuple[StepView, Picture] | None = None

    def open(self, view: StepView, line: int) -> tuple[Problem, ...]:
        """Read the texts of a picture, or say why it can't be opened."""
        from annotator.screen import ocr

        try:
            picture = self._load(view)
            if picture.width > WIDEST * picture.height:
                message = (
                    f"{view.name} is {picture.width // picture.height} times as wide as high: on a card it is a line."
                )
                return (Problem(SCRIPT, line, message, "Take a screenshot of the whole screen."),)
            self._texts[view] = ocr.read_texts(picture, self.cache)
        except ProblemsError as error:
            return tuple(at_line(problem, line) for problem in error.problems)
        return ()

    def scan(self, step: Step, view: StepView) -> ScannedStep:
        """Look for all targets of a step on what it shows; of a recording, on its last picture."""
        if view not in self._texts:
            return ScannedStep(None, ())
        picture, texts = self._load(view), self._texts[view]
        sought = tuple(scan_problems.wanted(step))
        elsewhere = tuple(covering.elsewhere(self.tutorial, step))
        try:
            founds = self._find(
                picture, texts, [*(each.target for each in sought), *(item.target for item in elsewhere)]
            )
        except ProblemsError as error:  # an icon that can't be opened
            lines = {each.target.file: each.line for each in sought if isinstance(each.target, IconTarget)}
            problems = [at_line(problem, lines.get(problem.file, step.line)) for problem in error.problems]
            return ScannedStep(None, tuple(problems))
        hidden, chosen = self._covers(step, elsewhere, founds, picture, texts)
        marked = [founds[each.target] for each in scan_problems.marked(step)]
        problems = [
            problem
            for each in sought
            for problem in scan_problems.target_problems(founds[each.target], view.name, each)
        ]
        problems += scan_problems.covered_problems(step, marked, hidden, chosen, view.name)
        covers = (*hidden, *chosen)
        screen = Screen(key(picture.digest, covers), covers, tuple(text.box for text in texts))
        self.shown[screen.digest] = Shown(self._path(view), view.name, covers)
        asks = covering.asks(texts, (picture.width, picture.height), covers, self.matcher.for_step(step))
        matcher = self.matcher.for_step(step)
        action = step.action
        found = founds[action.target] if action and action.target else None
        seen = SeenStep(
            screen,
            view.name,
            found,
            tuple(founds[mark.target] for mark in step.marks),
            called=covering.called(visible_wording(action, found), matcher),
            also=tuple(word for word in covering.other_wordings(step, found) if not matcher.is_private(word)),
            asks=tuple(asks),
            texts=tuple(text.text for text in texts),
            film=self._recording(view).film if view.moves else None,
        )
        return ScannedStep(seen, tuple(problems))

    def remember(self, seen: SeenStep, view: StepView) -> SeenStep:
        """Take what was seen in an earlier run."""
        self.shown[seen.screen.digest] = Shown(self._path(view), seen.file, seen.screen.hidden)
        return seen

    def icon_path(self, name: str) -> Path | None:
        """An icon of the tutorial's folder, else of annotator's own."""
        for path in (self.folder / name, assets.folder("icons") / name):
            if path.is_file():
                return path
        return None

    def _find(self, picture: Picture, texts: Sequence[TextLine], targets: Sequence[Target]) -> dict[Target, Found]:
        """Each target located: equal ones are found at the same place. Raises ProblemsError."""
        from annotator.screen.locate import targets as locating

        return dict(zip(targets, locating.find(picture, texts, targets, self.icon_path), strict=True))

    def _covers(
        self,
        step: Step,
        elsewhere: Sequence[covering.Decided],
        founds: dict[Target, Found],
        picture: Picture,
        texts: Sequence[TextLine],
    ) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        """What is covered by itself, and what the script's lines cover."""
        from annotator.screen import faces
        from annotator.screen.pii import find_pii

        seen = tuple(Redaction(box, "face") for box in faces.read_faces(picture, self.cache))
        return covering.covers(step, elsewhere, founds, (*find_pii(texts, self.matcher.for_picture(step)), *seen))

    def _load(self, view: StepView) -> Picture:
        # One picture is kept, so that memory does not grow with the number of steps.
        from annotator.screen import load

        if self._last is None or self._last[0] != view:
            self._last = view, load.load(self._path(view), view.name)
        return self._last[1]

    def _path(self, view: StepView) -> Path:
        return self._recording(view).still if view.moves else self.folder / view.name

    def _recording(self, view: StepView) -> Recording:
        from annotator.video import recording

        if view not in self._recordings:
            end = None if view.end < 0 else view.end
            made = recording.prepare(self.folder / view.name, self.cache, view.begin, end)
            self._recordings[view] = made
            self.films[made.film.digest] = made.path
        return self._recordings[view]
