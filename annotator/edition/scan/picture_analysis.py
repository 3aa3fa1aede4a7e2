"""Find what is on a picture, and remember it, so that an editor can decide again without a new search.

`PictureFindings` depend on the picture, its device and the queries, not on the school's settings. Modules that load OpenCV are
imported where they are used: a scan whose findings are cached needs none of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from annotator.cache import Cache
from annotator.model import Box, Found, IconTarget, PictureKind, Query, TextLine

if TYPE_CHECKING:
    from annotator.screen.load import Picture
    from annotator.screen.match.looks import Looks
    from annotator.screen.match.reading import Reading
Fact = TypeVar("Fact")
IconPath = Callable[[str], Path | None]
"""Returns the file of an icon by its name, or None."""
Recall = Callable[["Picture", str | None, Query, IconPath], Found | None]


@dataclass(frozen=True)
class PictureFindings:
    """The texts, icons, faces and targets on a picture.

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
        drawn: the boxes of the arrows and rings that somebody drew on it.
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
    drawn: tuple[Box, ...] = ()

    @property
    def reading(self) -> Reading:
        """What a match compares."""
        from annotator.screen.match.reading import Reading

        return Reading.of(self.texts, self.size, self.icons, self.looks, self.kind.screen)


class PictureAnalysis:
    """Analyses pictures. It keeps what it finds on them, and the last decoded ones.

    Args:
        cache: the cache of texts and faces.
        kept_bytes: the maximum size of the decoded pictures in memory, in bytes; the last one is kept in any case. A build goes
            through them one by one, and needs no other; an editor comes back to the same ones.
        recall: the function that returns a target that was found on a picture before, or None; it gets the picture, the device,
            the query, and the function that returns the path of an icon.
    """

    def __init__(self, cache: Cache, kept_bytes: int = 0, recall: Recall = lambda *_: None) -> None:
        self._cache = cache
        self._kept_bytes = kept_bytes
        self._recall = recall
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
                self._once(picture, "texts", lambda: texts)
            self._pictures[entry] = picture
            size = sum(kept.pixels.nbytes for kept in self._pictures.values())
            while len(self._pictures) > 1 and size > self._kept_bytes:
                size -= self._pictures.popitem(last=False)[1].pixels.nbytes
        self._pictures.move_to_end(entry)
        return self._pictures[entry]

    def texts(self, picture: Picture) -> tuple[TextLine, ...]:
        """The texts on a picture."""
        from annotator.screen import ocr

        return self._once(picture, "texts", lambda: ocr.read_texts(picture, self._cache))

    def kind(self, picture: Picture, device: str | None) -> PictureKind:
        """The kind of a picture: device and extent. ``device`` is the script's fact, such as "Android phone"."""
        from annotator.screen import picture_kind

        texts = self.texts(picture)
        return self._once(picture, ("kind", device), lambda: picture_kind.classify(picture.pixels, texts, device))

    def icons(self, picture: Picture, device: str | None) -> tuple[Box, ...]:
        """The boxes of the icons, switches and ticks on a picture."""
        from annotator.screen.element import compact_marks

        texts, kind = self.texts(picture), self.kind(picture, device)
        return self._once(picture, ("icons", device), lambda: compact_marks.find_all(picture.pixels, texts, kind))

    def faces(self, picture: Picture) -> tuple[Box, ...]:
        """The boxes of the faces on a picture."""
        from annotator.screen import faces

        return self._once(picture, "faces", lambda: faces.read_faces(picture, self._cache))

    def drawn(self, picture: Picture) -> tuple[Box, ...]:
        """The boxes of the rings that somebody drew on a picture, and of the arrows before a text: an app's art has others."""
        from annotator.screen import boxes
        from annotator.screen.propose.read_screen import ReadScreen
        from annotator.screen.propose.strokes import find_strokes

        def find() -> tuple[Box, ...]:
            texts = self.texts(picture)
            return tuple(
                stroke.box
                for stroke in find_strokes(ReadScreen(picture.pixels, texts))
                if stroke.shape == "ring"
                or any(boxes.intersection(to, text.box) for to in stroke.along for text in texts)
            )

        return self._once(picture, "drawn", find)

    def looks(self, picture: Picture, device: str | None) -> Looks:
        """How a picture looks."""
        from annotator.screen.match import looks

        icons, texts, kind = self.icons(picture, device), self.texts(picture), self.kind(picture, device)
        return self._once(picture, ("looks", device), lambda: looks.describe(picture.pixels, icons, texts, kind.screen))

    def find(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: IconPath
    ) -> tuple[Found, ...]:
        """Locate targets on a picture: those that aren't remembered, or recalled, are searched for in one pass.

        Raises ProblemsError for an icon that can't be opened.
        """
        from annotator.screen.locate import targets as locating

        facts = {query: ("found", device, query, _icon_stamp(query, icon_path)) for query in queries}
        new = [query for query, fact in facts.items() if (picture.name, picture.digest, fact) not in self._facts]
        recalled = {query: self._recall(picture, device, query, icon_path) for query in new}
        results = {query: found for query, found in recalled.items() if found is not None}
        unknown = [query for query in new if query not in results]
        if unknown:
            texts, kind = self.texts(picture), self.kind(picture, device)
            results |= zip(unknown, locating.find(picture, texts, unknown, icon_path, kind), strict=True)
        return tuple(self._once(picture, facts[query], partial(results.__getitem__, query)) for query in queries)

    def find_alike(self, picture: Picture, device: str | None, found: Found) -> tuple[Box, ...]:
        """The controls that look like that of a target."""
        from annotator.screen.element.alike import find_alike

        texts, kind = self.texts(picture), self.kind(picture, device)
        return self._once(picture, ("alike", device, found), lambda: find_alike(picture.pixels, texts, found, kind))

    def analyse(
        self, picture: Picture, device: str | None, queries: Sequence[Query], icon_path: IconPath
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
            drawn=self.drawn(picture),
        )

    def _once(self, picture: Picture, fact: Hashable, make: Callable[[], Fact]) -> Fact:
        """A fact about a picture, found out by ``make`` unless it is remembered."""
        entry = (picture.name, picture.digest, fact)
        if entry not in self._facts:
            self._facts[entry] = make()
        return cast("Fact", self._facts[entry])


def _icon_stamp(query: Query, icon_path: IconPath) -> Hashable:
    """The path, time and size of an icon's file, to notice that it changed, or "missing"; None for other targets."""
    if not isinstance(query.target, IconTarget):
        return None
    path = icon_path(query.target.file)
    if path is None:
        return "missing"
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size
