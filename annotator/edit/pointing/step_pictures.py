"""Read each step's picture once for all requests of the editor: texts, private data, touch targets.

Touch targets depend on the picture, the device and the action alone, so they are cached.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from annotator import assets, model, script
from annotator.cache import Cache, code_version, key
from annotator.cache.keys import restored
from annotator.edit.errors import PictureError
from annotator.edit.pointing.picture_results import ShownStep
from annotator.edition.scan import scan_problems
from annotator.edition.scan.scanner import MIN_SURE_ICON, Scanner
from annotator.edition.scan.step_view import IconPath, PictureAnalysis, StepView, select_view
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import ProblemsError
from annotator.model import (
    ActionKind,
    Box,
    Found,
    IconTarget,
    PictureKind,
    PointTarget,
    Query,
    Redaction,
    Step,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.points import find_touch_target
from annotator.screen.load import Picture
from annotator.screen.locate import targets as locating
from annotator.screen.locate.icon_meanings import meaning_of
from annotator.screen.locate.passages import span_box
from annotator.screen.names.likely_names import find_likely_names
from annotator.script import Consents, find_school
from annotator.voice import choose

KEPT_BYTES: Final = 120_000_000
"""Maximum size of the decoded pictures in memory, in bytes: fifteen screenshots of phones."""
MIN_PRIVATE_OVERLAP: Final = 0.2
"""Share of a word, or of the private thing, from which on the word belongs to it."""
MAX_ELEMENTS: Final = 40
"""Maximum number of icons and other marks that are listed; a screen with more is a picture full of details."""
SAME_THING: Final = 0.5
"""Overlap (0..1) from which on two marks are one thing."""
_ROLE_OF_ACTION: Final[dict[str, ActionKind]] = {"type": "type", "look": "look"}
"""The actions that a text's touch target depends on; for all others it is that of a tap."""


@dataclass(frozen=True, eq=False)
class StepPicture(ShownStep):
    """The picture of a step in one language, which is read when it is needed."""

    owner: StepPictures
    scanner: Scanner

    @cached_property
    def picture(self) -> Picture:
        """The decoded picture. Raises ProblemsError."""
        return self.scanner.load(self.view)

    @cached_property
    def texts(self) -> tuple[TextLine, ...]:
        """The texts on it."""
        return self.owner.analysis.texts(self.picture)

    @cached_property
    def kind(self) -> PictureKind:
        """Its kind: device and extent."""
        return self.owner.analysis.kind(self.picture, self.tutorial.device)

    @property
    def view(self) -> StepView:
        """The view of the step in this language."""
        return select_view(self.step, self.lang)

    @property
    def matcher(self) -> Matcher:
        """The matcher of the tutorial's private words."""
        return self.scanner.matcher

    @property
    def step(self) -> Step:
        """The step."""
        return self.tutorial.steps[self.index]

    @property
    def action(self) -> ActionKind:
        """The kind of the step's action; a tap as long as none is chosen."""
        return self.step.action.kind if self.step.action else "tap"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.width, self.picture.height

    def pixel_at(self, x: float, y: float) -> Box:
        """The pixel there. Raises PictureError for a place outside of the picture."""
        if not (0 <= x < self.picture.width and 0 <= y < self.picture.height):
            raise PictureError("bad-request", "That place is outside of the picture.")
        return Box(int(x), int(y), 1, 1)

    def find(self, queries: Sequence[Query]) -> tuple[Found, ...]:
        """Locate targets on the picture, as a build does."""
        return self.owner.analysis.find(self.picture, self.tutorial.device, queries, self.scanner.icon_path)

    def recall(self, queries: Sequence[Query]) -> tuple[Found, ...]:
        """The same from the cached scan of this step, which opens no picture; empty if there is none."""
        known = self.scanner.recall(self.step, self.view)
        if known is None:
            return ()
        founds = dict(zip(self.scanner.list_queries(self.step), known.founds, strict=True))
        return tuple(founds[query] for query in queries)

    def find_alike(self, found: Found) -> tuple[Box, ...]:
        """The controls that look like that of the action, which was ``found``."""
        known = self.scanner.recall(self.step, self.view)
        return known.alike if known else self.owner.analysis.find_alike(self.picture, self.tutorial.device, found)

    @cached_property
    def other_screens(self) -> tuple[StepPicture, ...]:
        """The step's pictures in the other languages that have one of their own, and can be read."""
        seen = {self.step.screenshot(self.lang)}
        others = []
        for lang in self.tutorial.languages:
            name = self.step.screenshot(lang)
            if name not in seen:
                seen.add(name)
                other = replace(self, lang=lang)
                with contextlib.suppress(ProblemsError):
                    self.scanner.load(other.view)
                    others.append(other)
        return tuple(others)

    def decide_covers(self, faces: Sequence[Box] = ()) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        """The automatic covers, and those that the script asks for, as a build decides; ``faces`` are those on the picture."""
        inherited = tuple(scan_problems.find_inherited_lines(self.tutorial, self.step))
        lines = (*self.step.hides, *self.step.shows, *inherited)
        queries = [Query(line.target) for line in lines]
        founds = dict(zip(queries, self.find(queries), strict=True)) if queries else {}
        return self.scanner.decide_covers(self.step, founds, self.texts, faces)

    def faces(self) -> tuple[Box, ...]:
        """The faces on the picture."""
        return self.owner.analysis.faces(self.picture)

    @cached_property
    def private(self) -> tuple[Box, ...]:
        """The boxes of texts that must not be written into the script: covered ones and possible names."""
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
    """Opens the pictures of steps; the latest ones stay decoded in memory."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.analysis = PictureAnalysis(cache, KEPT_BYTES, self._recall)

    def read_source(self, folder: Path, tutorial: Tutorial, lang: str) -> TutorialSource:
        """The tutorial as builds have it, without consents; the school is read from its file."""
        school, problems, file = find_school(folder, choose.CHOICES)
        return TutorialSource(folder, tutorial, school, file, (lang,), problems, Consents())

    def begin_scan(self, source: TutorialSource) -> TutorialScan:
        """A scan of a tutorial to which no picture was added yet."""
        matcher = match_privacy(source.tutorial, source.school)
        scanner = Scanner(source.folder, source.tutorial, matcher, self.cache, self.analysis)
        return TutorialScan(source, matcher, scanner)

    def _recall(self, picture: Picture, device: str | None, query: Query, icon_path: IconPath) -> Found | None:
        """The result of a search for a target, if it is cached from the list of items; else None."""
        match query.target:
            case TextTarget() as target:
                action = _ROLE_OF_ACTION.get(query.action, "tap")
                rows = self.cache.get_parsed("places", _key("outlines", picture, device, action), _parse)
                texts = self.analysis.texts(picture)
                found = locating.match_text(texts, target)
                lines = zip(texts, rows or (), strict=False)
                outline = next((outline for line, outline in lines if line.box == found.box), None)
                return None if outline is None else locating.outline_match(picture, found, texts, outline)
            case IconTarget(file):
                path = icon_path(file)
                shipped = path is not None and meaning_of(path) is not None
                known = _recall_places(self, "icons", picture, device) if shipped else ()
            case PointTarget():
                known = tuple(found for _, found in _recall_places(self, "marks", picture, device))
            case _:
                known = ()
        return next((found for found in known if found.target == query.target), None)

    def open(self, shown: ShownStep) -> StepPicture:
        """The picture of a step."""
        scan = self.begin_scan(self.read_source(shown.folder, shown.tutorial, shown.lang))
        return StepPicture(shown.folder, shown.tutorial, shown.index, shown.lang, self, scan.scanner)


def find_text_outlines(seen: StepPicture) -> tuple[Box | None, ...]:
    """The touch target of each text for the step's action; None where OCR read an icon as a letter."""
    action = _ROLE_OF_ACTION.get(seen.action, "tap")
    return _read_text_outlines(seen.owner, seen.picture, seen.tutorial.device, action)


def find_marks(seen: StepPicture) -> tuple[tuple[Box, Found], ...]:
    """The marks that are no text, each with the result for a point at its middle."""
    return _read_marks(seen.owner, seen.picture, seen.tutorial.device)


def find_icons(seen: StepPicture) -> tuple[Found, ...]:
    """The places of annotator's own icons on a step's picture, each with a target that leads there."""
    own = {name.casefold() for name in _names_in(seen)}
    rows = _read_icons(seen.owner, seen.picture, seen.tutorial.device)
    return tuple(found for found in rows if isinstance(found.target, IconTarget) and found.target.file not in own)


def recall_mark_outlines(seen: StepPicture) -> tuple[Box, ...]:
    """The touch targets of the marks that are no text, if they were found before; else none."""
    rows = _recall_places(seen.owner, "marks", seen.picture, seen.tutorial.device)
    return tuple(found.outline for _, found in rows if found.outline)


def _recall_places(pictures: StepPictures, what: str, picture: Picture, device: str | None) -> Any:
    """The ``marks`` or ``icons`` of a picture, if they were found before; else none."""
    return pictures.cache.get_parsed("places", _key(what, picture, device), _parse) or ()


def middle_of(box: Box, size: tuple[int, int]) -> PointTarget:
    """The middle of a box, as exactly as a script writes it."""
    x, y = (box.x + box.w / 2) / size[0], (box.y + box.h / 2) / size[1]
    return PointTarget(round(100 * x, 1), round(100 * y, 1))


def read_places(pictures: StepPictures, picture: Picture, device: str | None) -> None:
    """Find and cache all touch targets of a picture for a tap."""
    _read_text_outlines(pictures, picture, device, "tap")
    _read_icons(pictures, picture, device)
    _read_marks(pictures, picture, device)


def _read_text_outlines(
    pictures: StepPictures, picture: Picture, device: str | None, action: ActionKind
) -> tuple[Box | None, ...]:
    """The touch target of each text; None where OCR read an icon as a letter."""

    def find() -> tuple[Box | None, ...]:
        texts, kind = pictures.analysis.texts(picture), pictures.analysis.kind(picture, device)
        return tuple(
            find_touch_target(picture.pixels, line.box, texts, "text", action, kind) if is_word(line) else None
            for line in texts
        )

    return pictures.cache.get_or_find("places", _key("outlines", picture, device, action), _parse, find)


def _read_marks(pictures: StepPictures, picture: Picture, device: str | None) -> tuple[tuple[Box, Found], ...]:
    def find() -> tuple[tuple[Box, Found], ...]:
        texts, kind = pictures.analysis.texts(picture), pictures.analysis.kind(picture, device)
        marks = pictures.analysis.icons(picture, device)[:MAX_ELEMENTS]
        points = [Query(middle_of(mark, (picture.width, picture.height))) for mark in marks]
        return tuple(zip(marks, locating.find(picture, texts, points, lambda _: None, kind), strict=True))

    return pictures.cache.get_or_find("places", _key("marks", picture, device), _parse, find)


def _read_icons(pictures: StepPictures, picture: Picture, device: str | None) -> tuple[Found, ...]:
    def find() -> tuple[Found, ...]:
        return _find_icons(picture, pictures.analysis.texts(picture), pictures.analysis.kind(picture, device))

    return pictures.cache.get_or_find("places", _key("icons", picture, device), _parse, find)


def _find_icons(picture: Picture, texts: Sequence[TextLine], kind: PictureKind) -> tuple[Found, ...]:
    folder = assets.folder("icons")
    names = sorted(script.shipped_icons())
    first = locating.find(picture, texts, [Query(IconTarget(name)) for name in names], lambda name: folder / name, kind)
    # Several places of one icon: each is searched for by its number.
    several = [
        Query(IconTarget(name, number))
        for name, found in zip(names, first, strict=True)
        if found.others
        for number in range(1, len(found.others) + 2)
    ]
    more = locating.find(picture, texts, several, lambda name: folder / name, kind) if several else ()
    sure = [
        found
        for found in (*(one for one in first if not one.others), *more)
        if found.box and found.outline and found.score >= MIN_SURE_ICON
    ]
    sure.sort(key=lambda found: -found.score)
    kept: list[Found] = []
    for found in sure:  # "camera" and "video-call" are one drawing: the likelier, then the first, names it
        assert found.box is not None
        if not any(one.box and boxes.overlap_coefficient(one.box, found.box) > SAME_THING for one in kept):
            kept.append(found)
    return tuple(kept)


# ---------------------------------------------------------------- the cache


def _key(what: str, picture: Picture, *more: object) -> str:
    return key(what, code_version.of(__name__), picture.digest, *more)


def _parse(rows: Any) -> Any:
    return restored(rows, vars(model))


def _names_in(seen: StepPicture) -> frozenset[str]:
    """The files of the tutorial's folder, which hide annotator's icons of the same name."""
    try:
        return script.list_files(seen.folder)
    except OSError:
        return frozenset()
