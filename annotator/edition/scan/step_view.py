"""Separate the findings on a picture from a step's decisions, so that an editor can decide again without a new search.

`PictureFindings` depend on the picture and the queries alone; a `StepScan` adds the script's covers and the roster.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from annotator.cache import Cache
from annotator.model import (
    Box,
    Film,
    Found,
    IconTarget,
    NameQuestion,
    PictureKind,
    Query,
    Redaction,
    Screen,
    Step,
    TargetName,
    TextLine,
)
from annotator.script import RECORDINGS, suffix

if TYPE_CHECKING:
    from annotator.screen.load import Picture
    from annotator.screen.match.looks import Looks
    from annotator.screen.match.reading import Reading

T = TypeVar("T")


@dataclass(frozen=True)
class CoveredScreenshot:
    """A screenshot to be drawn, as in ``CoveredScreenshot(path, "02.png", (Redaction(Box(48, 310, 420, 60), "name"),))``.

    Attributes:
        path: the file; of a recording, that of its last frame.
        name: the name in the tutorial's folder, for messages.
        covers: the areas to cover, in pixels of the upright picture.
        turn: the degrees by which it is turned clockwise to be upright (0, 90, 180, 270).
    """

    path: Path
    name: str
    covers: tuple[Redaction, ...]
    turn: int = 0


@dataclass(frozen=True)
class PictureFiles:
    """The files that cards refer to, by digest: cards have no paths, so that equal cards share a cache entry.

    Attributes:
        screens: the screenshots, by `Screen.digest`: ``{"5d0a…": CoveredScreenshot(…, "03.png", …)}``.
        films: the screen recordings and greetings, by `Film.digest`.
        school: the school's photo and logo, by the digest of the picture.
    """

    screens: Mapping[str, CoveredScreenshot] = field(default_factory=dict)
    films: Mapping[str, Path] = field(default_factory=dict)
    school: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class StepView:
    """The picture of a step, or its part of a recording: from ``begin`` to ``end`` in seconds, -1 for the end.

    ``StepView("03.png")`` is a picture, ``StepView("02.mp4", 1.5, 4.0)`` two and a half seconds of a recording.
    """

    name: str
    begin: float = 0.0
    end: float = -1.0

    @property
    def moves(self) -> bool:
        """Whether it is a recording."""
        return suffix(self.name) in RECORDINGS


def select_view(step: Step, lang: str) -> StepView:
    """The picture or recording that a step shows in ``lang``."""
    view = StepView(step.screenshot(lang))
    if not view.moves:
        return view
    return StepView(view.name, step.from_seconds or 0.0, -1.0 if step.to_seconds is None else step.to_seconds)


@dataclass(frozen=True)
class StepScan:
    """The result of scanning the picture of a step in one language.

    ``- tap: Unirse`` on 03.png: ``file`` is "03.png", ``action.box`` is ``Box(296, 1180, 128, 40)``, the word in pixels,
    ``action.outline`` is ``Box(48, 1144, 624, 112)``, the button, and ``target_name.text`` is "Unirse".
    """

    screen: Screen
    """The picture for cards: its digest, its covers, and the boxes of its texts."""
    file: str
    """The name of the picture in the tutorial's folder."""
    action: Found | None
    """The target of the action."""
    marks: tuple[Found, ...]
    """The targets of ``mark:`` lines."""
    target_name: TargetName
    """The public name of the action's target. ``action.matched`` may be private."""
    kept: tuple[Found, ...] = ()
    """The targets of ``keep:`` lines."""
    also: tuple[str, ...] = ()
    """The other wordings of the target that a family may see ("Join"), without private ones."""
    asks: tuple[NameQuestion, ...] = ()
    """The texts that may be names, for staff to decide on: ``NameQuestion("Luz Marina Soto", "participant")``."""
    texts: tuple[str, ...] = ()
    """All texts on the picture. Private ones among them must not be written to a pack or log."""
    film: Film | None = None
    """The recording, if the picture is its last frame."""
    alike: tuple[Box, ...] = ()
    """The controls that look like that of the action, so that only words tell them apart."""


IconPath = Callable[[str], Path | None]
Recall = Callable[["Picture", str | None, Query, IconPath], Found | None]


@dataclass(frozen=True)
class PictureFindings:
    """The texts, icons, faces and targets on a picture, the same for every school.

    03.png of a phone: ``size`` ``(720, 1280)``, ``texts`` ``(TextLine("Unirse", Box(296, 1180, 128, 40), 0.99),)``, no faces, and
    one `Found` for the query "Unirse".

    Attributes:
        digest: the digest of the picture; of a recording, of its last frame.
        size: its width and height in pixels.
        texts: its lines of text, in reading order, private ones among them.
        kind: the device, and whether the picture is a whole screen, a part of one or a photo.
        icons: the boxes of its icons, switches and ticks.
        faces: the boxes of the faces on it.
        looks: how it looks, so that a family's picture can be matched with it.
        founds: the results for the step's queries, in the order of `Scanner.list_queries`.
        alike: the controls that look like that of the first query, which is the action's if it has a target.
        turn: the degrees by which it was turned clockwise to be upright; all boxes are of the turned picture.
        unsure: whether a person should say which way is up.
        halved: whether its file has twice its width and height.
    """

    digest: str
    size: tuple[int, int]
    texts: tuple[TextLine, ...]
    kind: PictureKind
    icons: tuple[Box, ...]
    faces: tuple[Box, ...]
    looks: Looks
    founds: tuple[Found, ...]
    alike: tuple[Box, ...] = ()
    turn: int = 0
    unsure: bool = False
    halved: bool = False

    @property
    def reading(self) -> Reading:
        """What a match compares."""
        from annotator.screen.match.reading import Reading

        return Reading.of(self.texts, self.size, self.icons, self.looks, self.kind.screen)


class PictureAnalysis:
    """Analyses pictures, and remembers the last ones.

    Args:
        cache: the cache of texts and faces.
        kept_bytes: the maximum size of decoded pictures in memory, in bytes. A build goes through them one by one, so the last
            one is enough, and memory use does not grow with the number of steps; an editor comes back to the same ones.
        recall: the function that returns a target that was found on a picture before; it gets the picture, the device, the
            query, and the function that returns the path of an icon.
    """

    def __init__(self, cache: Cache, kept_bytes: int = 0, recall: Recall = lambda *_: None) -> None:
        self._cache = cache
        self._kept_bytes = kept_bytes
        self._recall = recall
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()
        self._facts: dict[Hashable, object] = {}  # they are small

    def load(self, path: Path, name: str, *, film: bool = False) -> Picture:
        """The decoded picture at ``path``, upright, again if its file changed; of a ``film``, as it is. Raises ProblemsError."""
        from annotator.screen import load  # loads OpenCV
        from annotator.screen.ocr import open_upright

        try:
            status = path.stat()
        except OSError:  # reported when it is opened
            return load.load(path, name)
        entry = (path, name, status.st_mtime_ns, status.st_size, status.st_ino)
        if entry not in self._pictures:
            if film:
                picture = load.load(path, name)
            else:
                picture, texts = open_upright(path, self._cache, name)
                self._once(picture, "texts", lambda: texts)
            self._pictures[entry] = picture
            size = sum(each.pixels.nbytes for each in self._pictures.values())
            while len(self._pictures) > 1 and size > self._kept_bytes:
                size -= self._pictures.popitem(last=False)[1].pixels.nbytes
        self._pictures.move_to_end(entry)
        return self._pictures[entry]

    def texts(self, picture: Picture) -> tuple[TextLine, ...]:
        """The texts on a picture."""
        from annotator.screen import ocr  # loads OpenCV

        return self._once(picture, "texts", lambda: ocr.read_texts(picture, self._cache))

    def kind(self, picture: Picture, device: str | None) -> PictureKind:
        """The kind of a picture: device and extent. ``device`` is the script's fact, such as "Android phone"."""
        from annotator.screen import picture_kind  # loads OpenCV

        texts = self.texts(picture)
        return self._once(picture, ("kind", device), lambda: picture_kind.classify(picture.pixels, texts, device))

    def icons(self, picture: Picture, device: str | None) -> tuple[Box, ...]:
        """The boxes of the icons, switches and ticks on a picture."""
        from annotator.screen.element import compact_marks  # loads OpenCV

        texts, kind = self.texts(picture), self.kind(picture, device)
        return self._once(picture, ("icons", device), lambda: compact_marks.find_all(picture.pixels, texts, kind))

    def faces(self, picture: Picture) -> tuple[Box, ...]:
        """The boxes of the faces on a picture."""
        from annotator.screen import faces  # loads OpenCV

        return self._once(picture, "faces", lambda: faces.read_faces(picture, self._cache))

    def looks(self, picture: Picture, device: str | None) -> Looks:
        """How a picture looks."""
        from annotator.screen.match import looks  # loads OpenCV

        icons, texts, kind = self.icons(picture, device), self.texts(picture), self.kind(picture, device)
        return self._once(picture, ("looks", device), lambda: looks.describe(picture.pixels, icons, texts, kind.screen))

    def find(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: Callable[[str], Path | None]
    ) -> tuple[Found, ...]:
        """Locate targets on a picture; new ones are searched for in one pass, the others are remembered.

        Raises ProblemsError for an icon that can't be opened.
        """
        from annotator.screen.locate import targets as locating  # loads OpenCV

        facts = {query: ("found", device, query, _icon_stamp(query, icon_path)) for query in queries}
        new = [query for query, fact in facts.items() if (picture.name, picture.digest, fact) not in self._facts]
        recalled = {query: self._recall(picture, device, query, icon_path) for query in new}
        known = {query: found for query, found in recalled.items() if found is not None}
        rest = [query for query in new if query not in known]
        if rest:
            texts, kind = self.texts(picture), self.kind(picture, device)
            known |= zip(rest, locating.find(picture, texts, rest, icon_path, kind), strict=True)
        return tuple(self._once(picture, facts[query], partial(known.__getitem__, query)) for query in queries)

    def find_alike(self, picture: Picture, device: str | None, found: Found) -> tuple[Box, ...]:
        """The controls that look like that of a target."""
        from annotator.screen.element import alike  # loads OpenCV

        texts, kind = self.texts(picture), self.kind(picture, device)
        return self._once(
            picture, ("alike", device, found), lambda: alike.find_alike(picture.pixels, texts, found, kind)
        )

    def analyse(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: Callable[[str], Path | None]
    ) -> PictureFindings:
        """The findings on a picture for a step. Raises ProblemsError for an icon that can't be opened."""
        founds, kind = self.find(picture, device, queries, icon_path), self.kind(picture, device)
        return PictureFindings(
            digest=picture.digest,
            size=(picture.width, picture.height),
            texts=self.texts(picture),
            kind=kind,
            icons=self.icons(picture, device),
            faces=self.faces(picture),
            looks=self.looks(picture, device),
            founds=founds,
            alike=self.find_alike(picture, device, founds[0]) if founds else (),
            turn=picture.turn,
            unsure=picture.unsure,
            halved=picture.halved,
        )

    def _once(self, picture: Picture, fact: Hashable, make: Callable[[], T]) -> T:
        """A fact about a picture, found out by ``make`` unless it is remembered."""
        entry = (picture.name, picture.digest, fact)
        if entry not in self._facts:
            self._facts[entry] = make()
        return cast("T", self._facts[entry])


def _icon_stamp(query: Query, icon_path: Callable[[str], Path | None]) -> Hashable:
    """The path, time and size of an icon's file, which change with it; None for other targets."""
    if not isinstance(query.target, IconTarget):
        return None
    path = icon_path(query.target.file)
    if path is None:
        return "missing"
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size
