"""Looks at what a step shows: opens the picture, looks for its targets, and for what must not leave the school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import assets
from annotator.cache import Cache, key
from annotator.errors import ProblemsError
from annotator.model import (
    Action,
    Ask,
    Box,
    Film,
    Found,
    Hidden,
    IconTarget,
    PointTarget,
    Problem,
    Screen,
    Step,
    Target,
    TargetName,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.pack import covering
from annotator.phrases import wording_of
from annotator.privacy.matcher import Matcher
from annotator.script import RECORDINGS, SCRIPT, suffix

if TYPE_CHECKING:
    from annotator.screen.load import Picture
    from annotator.video.recording import Recording


WIDEST = 40
"""How many times as wide as high a screenshot may be; nothing is left of a wider one on a phone."""


@dataclass(frozen=True, order=True)
class StepView:
    """What a step shows: a picture, or the part of a recording from ``begin`` to ``end`` (seconds; -1: to its end)."""

    name: str
    begin: float = 0.0
    end: float = -1.0

    @property
    def moves(self) -> bool:
        """Whether it is a recording."""
        return suffix(self.name) in RECORDINGS


def view_of(step: Step, lang: str) -> StepView:
    """What ``lang`` sees in a step."""
    view = StepView(step.screenshot(lang))
    if not view.moves:
        return view
    return StepView(view.name, step.from_seconds or 0.0, -1.0 if step.to_seconds is None else step.to_seconds)


@dataclass(frozen=True)
class SeenStep:
    """A step on the screen of one language: what was found there, and what is covered."""

    screen: Screen
    file: str
    action: Found | None
    marks: tuple[Found, ...]
    called: TargetName
    """How the action's target is called in everything that leaves; ``action.matched`` may be private."""
    also: tuple[str, ...] = ()
    """Other wordings of it that a family may see, without private ones."""
    asks: tuple[Ask, ...] = ()
    texts: tuple[str, ...] = ()
    """All words on the screen. What is private among them leaves this process in nothing that is written."""
    film: Film | None = None
    """What runs before the screen stands, where it is the last picture of a recording."""


@dataclass(frozen=True)
class Shown:
    """What a screen's digest stands for: a picture's file, the name that staff know it by, and what is covered on it."""

    path: Path
    name: str
    covers: tuple[Hidden, ...]


@dataclass(frozen=True)
class Looked:
    """What a step saw, or None, and what is wrong there."""

    step: SeenStep | None
    problems: tuple[Problem, ...]


class Pictures:
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

    def look(self, step: Step, view: StepView) -> Looked:
        """Look for all targets of a step on what it shows; of a recording, on its last picture."""
        from annotator.screen import faces
        from annotator.screen.locate import targets as locating
        from annotator.screen.pii import find_pii

        if view not in self._texts:
            return Looked(None, ())
        name = view.name
        picture = self._load(view)
        texts = self._texts[view]
        wanted = list(_targets(step))
        elsewhere = list(covering.elsewhere(self.tutorial, step))
        targets = [target for target, _ in wanted] + [item.target for item in elsewhere]
        try:
            founds = dict(zip(map(id, targets), locating.find(picture, texts, targets, self.icon_path), strict=True))
        except ProblemsError as error:  # an icon that can't be opened
            lines = {target.file: line for target, line in wanted if isinstance(target, IconTarget)}
            problems = [at_line(problem, lines.get(problem.file, step.line)) for problem in error.problems]
            return Looked(None, tuple(problems))
        problems = [
            problem
            for target, line in wanted
            for problem in _target_problems(founds[id(target)], name, line, several_allowed=_is_cover(step, target))
        ]
        matcher = self.matcher.for_step(step)
        faces_seen = tuple(Hidden(box, "face") for box in faces.read_faces(picture, self.cache))
        hidden, chosen = covering.covers(
            step, elsewhere, founds, (*find_pii(texts, self.matcher.for_picture(step)), *faces_seen)
        )
        covers = (*hidden, *chosen)
        marked = [founds[id(target)] for target, _ in _marked(step)]
        problems += _covered_problems(step, marked, hidden, chosen, name)
        screen_digest = key(picture.digest, covers)
        self.shown[screen_digest] = Shown(self._path(view), name, covers)
        screen = Screen(screen_digest, covers, tuple(text.box for text in texts))
        action = step.action
        found = founds[id(action.target)] if action and action.target else None
        step_seen = SeenStep(
            screen,
            name,
            found,
            tuple(founds[id(mark.target)] for mark in step.marks),
            called=covering.called(wording_of(action, found), matcher),
            also=tuple(word for word in covering.other_wordings(step, found) if not matcher.is_private(word)),
            asks=tuple(covering.asks(texts, (picture.width, picture.height), covers, matcher)),
            texts=tuple(text.text for text in texts),
            film=self._recording(view).film if view.moves else None,
        )
        return Looked(step_seen, tuple(problems))

    def remember(self, seen: SeenStep, view: StepView) -> SeenStep:
        """Take what was seen in an earlier run."""
        self.shown[seen.screen.digest] = Shown(self._path(view), seen.file, seen.screen.hidden)
        return seen

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

    def icon_path(self, name: str) -> Path | None:
        """An icon of the tutorial's folder, else of annotator's own."""
        for path in (self.folder / name, assets.folder("icons") / name):
            if path.is_file():
                return path
        return None


def _targets(step: Step) -> Iterator[tuple[Target, int]]:
    yield from _marked(step)
    for hide in step.hides:
        yield hide.target, hide.line
    for show in step.shows:
        yield show.target, show.line


def _marked(step: Step) -> Iterator[tuple[Target, int]]:
    action: Action | None = step.action
    if action is not None and action.target is not None:
        yield action.target, action.line
    for mark in step.marks:
        yield mark.target, mark.line


def _is_cover(step: Step, target: Target) -> bool:
    # Covering too much is safe, so a hidden text is covered wherever it stands.
    return any(target is covered for covered in (*(i.target for i in step.hides), *(i.target for i in step.shows)))


def _target_problems(found: Found, name: str, line: int, *, several_allowed: bool) -> Iterator[Problem]:
    words = describe(found.query)
    if found.box is None:
        yield Problem(SCRIPT, line, f"{words} is not on {name}.", _nearest_remedy(found))
    elif found.others and not several_allowed and _occurrence(found.query) is None:
        places = ", ".join(f"#{number} at {_place(box)}" for number, box in enumerate(found.numbered, start=1))
        wording = found.matched or words
        yield Problem(
            SCRIPT,
            line,
            f"{words} appears {len(found.numbered)} times on {name}: {places}.",
            f"Write which one, for instance “{wording} #1”; the command annotator find shows them in a picture.",
        )


def describe(target: Target) -> str:
    """A target in the words of a message: “Join” or “Unirse”, the icon mic.png, the point 50% 30%."""
    if isinstance(target, TextTarget):
        words = " or ".join(f"“{wording}”" for wording in target.wordings)
        return f"{words} #{target.occurrence}" if target.occurrence else words
    if isinstance(target, IconTarget):
        return f"The icon {target.file}"
    if isinstance(target, PointTarget):
        return f"The point {target.x:g}% {target.y:g}%"
    return f"The box {target.left:g}% {target.top:g}% {target.width:g}% {target.height:g}%"


def _nearest_remedy(found: Found) -> str:
    if isinstance(found.query, IconTarget):
        return "Cut the icon out of this screenshot and save it beside tutorial.md, or write a point such as 50% 30%."
    if found.nearest:
        texts = ", ".join(f"“{text}”" for text in found.nearest)
        return f"The nearest texts there are {texts}. Write one of them, or a point such as 50% 30%."
    return "No text is like it there. Write a word that stands on the picture, or a point such as 50% 30%."


def _occurrence(target: Target) -> int | None:
    return target.occurrence if isinstance(target, TextTarget) else None


def _place(box: Box) -> str:
    return f"{box.x},{box.y} px"


def _covered_problems(
    step: Step, marked: Sequence[Found], hidden: Sequence[Hidden], chosen: Sequence[Hidden], name: str
) -> Iterator[Problem]:
    for found, (target, line) in zip(marked, _marked(step), strict=True):
        if found.box is None or any(covering.overlap(item.box, found.box) for item in chosen):
            continue  # what a "hide:" line covers there was decided by somebody
        for item in hidden:
            if covering.overlap(item.box, found.box):
                yield Problem(
                    SCRIPT,
                    line,
                    f"{describe(target)} on {name} looks private ({item.kind}): covered, the mark would point at nothing.",
                    "Add “- show: …” with the same words to keep it, or “- hide: … = example” to write an invented one.",
                )
                break


def at_line(problem: Problem, line: int) -> Problem:
    """A problem of a picture or memo, told at the line of the script that names it."""
    return replace(problem, file=SCRIPT, line=line, message=f"{problem.file} {problem.message}")
