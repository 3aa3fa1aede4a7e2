"""Values for the picture of a step in one language, and for the result of scanning it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class CoveredScreenshot:
    """A screenshot to be drawn: its file, its name in the tutorial's folder, its covers, and how it is turned to be upright."""

    path: Path
    name: str
    covers: tuple[Redaction, ...]
    turn: int = 0


@dataclass(frozen=True)
class PictureFiles:
    """The files of screenshots, films, and the school's photo and logo, by the digests that cards use."""

    screens: Mapping[str, CoveredScreenshot] = field(default_factory=dict)
    films: Mapping[str, Path] = field(default_factory=dict)
    school: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class StepView:
    """The picture of a step, or its part of a recording: from ``begin`` to ``end`` in seconds, -1 for the end."""

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
    """The result of scanning the picture of a step in one language."""

    screen: Screen
    """The picture's digest and covers, and the boxes of its texts."""
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
    """Other wordings of the target that a family may see, without private ones."""
    asks: tuple[NameQuestion, ...] = ()
    """Texts that may be names, for staff to decide on."""
    texts: tuple[str, ...] = ()
    """All texts on the picture. Private ones among them must not be written to a pack or log."""
    film: Film | None = None
    """The recording, if the picture is its last frame."""


T = TypeVar("T")


@dataclass(frozen=True)
class PictureFindings:
    """What is on a picture, before anybody decides what to cover: no school shapes it.

    Attributes:
        digest: the digest of the picture; of a recording, of its last frame.
        size: its width and height in pixels.
        texts: its texts, in reading order, private ones among them.
        kind: what it shows.
        icons: the boxes of its icons, switches and ticks.
        faces: the boxes of the faces on it.
        founds: where the targets are that were looked for, in that order.
        turn: by how many degrees it was turned clockwise to be upright; all boxes are of the turned picture.
        unsure: whether a person should say which way is up.
    """

    digest: str
    size: tuple[int, int]
    texts: tuple[TextLine, ...]
    kind: PictureKind
    icons: tuple[Box, ...]
    faces: tuple[Box, ...]
    founds: tuple[Found, ...]
    turn: int = 0
    unsure: bool = False


class PictureAnalysis:
    """Analyses pictures, and remembers the last ones.

    Args:
        cache: keeps texts and faces.
        kept_bytes: how many bytes of decoded pictures to keep. A build goes through them one by one, so the last one is
            enough, and memory use does not grow with the number of steps; an editor comes back to the same ones.
    """

    def __init__(self, cache: Cache, kept_bytes: int = 0) -> None:
        self._cache = cache
        self._kept_bytes = kept_bytes
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()
        self._facts: dict[Hashable, object] = {}  # they are small

    def load(self, path: Path, name: str, *, film: bool = False) -> Picture:
        """The decoded picture at ``path``, upright, again if its file changed; of a ``film``, as it is. Raises ProblemsError."""
        from annotator.screen import load
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
                self._once(_texts_entry(picture), lambda: texts)
            self._pictures[entry] = picture
            size = sum(each.pixels.nbytes for each in self._pictures.values())
            while len(self._pictures) > 1 and size > self._kept_bytes:
                size -= self._pictures.popitem(last=False)[1].pixels.nbytes
        self._pictures.move_to_end(entry)
        return self._pictures[entry]

    def texts(self, picture: Picture) -> tuple[TextLine, ...]:
        """The texts on a picture."""
        from annotator.screen import ocr

        return self._once(_texts_entry(picture), lambda: ocr.read_texts(picture, self._cache))

    def kind(self, picture: Picture, device: str | None) -> PictureKind:
        """What a picture shows; ``device`` as in the script."""
        from annotator.screen import picture_kind

        texts = self.texts(picture)
        return self._once(
            ("kind", picture.name, picture.digest, device), lambda: picture_kind.classify(picture.pixels, texts, device)
        )

    def icons(self, picture: Picture, device: str | None) -> tuple[Box, ...]:
        """The boxes of the icons, switches and ticks on a picture."""
        from annotator.screen.element import compact_marks

        texts, kind = self.texts(picture), self.kind(picture, device)
        return self._once(
            ("icons", picture.name, picture.digest, device), lambda: compact_marks.find_all(picture.pixels, texts, kind)
        )

    def faces(self, picture: Picture) -> tuple[Box, ...]:
        """The boxes of the faces on a picture."""
        from annotator.screen import faces

        return self._once(("faces", picture.name, picture.digest), lambda: faces.read_faces(picture, self._cache))

    def find(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: Callable[[str], Path | None]
    ) -> tuple[Found, ...]:
        """Locate targets on a picture, those together that are looked for the first time.

        Raises ProblemsError for an icon that can't be opened.
        """
        from annotator.screen.locate import targets as locating

        entries = [_found_entry(picture, device, query, icon_path) for query in queries]
        new = {entry: query for entry, query in zip(entries, queries, strict=True) if entry not in self._facts}
        if new:
            texts, kind = self.texts(picture), self.kind(picture, device)
            located = locating.find(picture, texts, list(new.values()), icon_path, kind)
            known = dict(zip(new, located, strict=True))
        else:
            known = {}
        return tuple(self._once(entry, lambda entry=entry: known[entry]) for entry in entries)  # type: ignore[misc]

    def analyse(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: Callable[[str], Path | None]
    ) -> PictureFindings:
        """Everything about a picture that a step needs. Raises ProblemsError for an icon that can't be opened."""
        return PictureFindings(
            digest=picture.digest,
            size=(picture.width, picture.height),
            texts=self.texts(picture),
            kind=self.kind(picture, device),
            icons=self.icons(picture, device),
            faces=self.faces(picture),
            founds=self.find(picture, device, queries, icon_path),
            turn=picture.turn,
            unsure=picture.unsure,
        )

    def _once(self, entry: Hashable, make: Callable[[], T]) -> T:
        if entry not in self._facts:
            self._facts[entry] = make()
        return cast("T", self._facts[entry])


def _texts_entry(picture: Picture) -> Hashable:
    return "texts", picture.name, picture.digest


def _found_entry(
    picture: Picture, device: str | None, query: Query, icon_path: Callable[[str], Path | None]
) -> Hashable:
    return "found", picture.name, picture.digest, device, query, _icon_stamp(query, icon_path)


def _icon_stamp(query: Query, icon_path: Callable[[str], Path | None]) -> Hashable:
    """Which file an icon is, and in which state; None for other targets."""
    if not isinstance(query.target, IconTarget):
        return None
    path = icon_path(query.target.file)
    if path is None:
        return "missing"
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size
