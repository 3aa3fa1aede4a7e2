"""Find the touch targets of the texts, icons and marks on a picture, and cache them.

They depend on the picture, the device and the action alone, not on the tutorial.
"""

from collections.abc import Sequence
from typing import Any, Final

from annotator import assets, model, script
from annotator.cache import Cache, code_version, key
from annotator.cache.keys import restored
from annotator.edition.scan.certainty import MIN_SURE_ICON
from annotator.edition.scan.picture_analysis import IconPath, PictureAnalysis
from annotator.model import ActionKind, Box, Found, IconTarget, PictureKind, PointTarget, Query, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.points import find_touch_target
from annotator.screen.load import Picture
from annotator.screen.locate import targets as locating
from annotator.screen.locate.icon_meanings import meaning_of

MAX_MARKS: Final = 40
"""Maximum number of marks that are looked at; a screen with more is a picture full of details."""
SAME_THING: Final = 0.5
"""Overlap (0..1) of two boxes above which they are one thing."""
_KINDS_OF_PRESSING: Final[dict[str, ActionKind]] = {"type": "type", "look": "look"}
"""The actions that a text's touch target depends on; for all others it is that of a tap."""


class TouchTargets:
    """Finds touch targets on pictures, and keeps them in a ``cache``; ``analysis`` has the pictures' texts, kinds and marks."""

    def __init__(self, cache: Cache, analysis: PictureAnalysis) -> None:
        self._cache = cache
        self._analysis = analysis

    def read(self, picture: Picture, device: str | None) -> None:
        """Find and cache the touch targets for a tap."""
        self.of_texts(picture, device, "tap")
        self.of_icons(picture, device)
        self.of_marks(picture, device)

    def of_texts(self, picture: Picture, device: str | None, action: ActionKind) -> tuple[Box | None, ...]:
        """The touch target of each text for an action; None where OCR read an icon as a letter."""

        def find() -> tuple[Box | None, ...]:
            texts, kind = self._analysis.texts(picture), self._analysis.kind(picture, device)
            return tuple(
                find_touch_target(picture.pixels, line.box, texts, "text", action, kind) if is_word(line) else None
                for line in texts
            )

        return self._cache.get_or_find("places", _key_of_texts(picture, device, action), _parse, find)

    def of_marks(self, picture: Picture, device: str | None) -> tuple[tuple[Box, Found], ...]:
        """The marks that are no text, each with the result for a point at its middle."""

        def find() -> tuple[tuple[Box, Found], ...]:
            texts, kind = self._analysis.texts(picture), self._analysis.kind(picture, device)
            marks = self._analysis.icons(picture, device)[:MAX_MARKS]
            points = [Query(boxes.middle_of(mark, (picture.width, picture.height))) for mark in marks]
            return tuple(zip(marks, locating.find(picture, texts, points, lambda _: None, kind), strict=True))

        return self._cache.get_or_find("places", _key("marks", picture, device), _parse, find)

    def of_icons(self, picture: Picture, device: str | None) -> tuple[Found, ...]:
        """The places of annotator's icons that are sure, each with a target that leads there."""

        def find() -> tuple[Found, ...]:
            return _find_icons(picture, self._analysis.texts(picture), self._analysis.kind(picture, device))

        return self._cache.get_or_find("places", _key("icons", picture, device), _parse, find)

    def recall_marks(self, picture: Picture, device: str | None) -> tuple[tuple[Box, Found], ...]:
        """What `of_marks` found before; else nothing."""
        return self._cache.get_parsed("places", _key("marks", picture, device), _parse) or ()

    def recall(self, picture: Picture, device: str | None, query: Query, icon_path: IconPath) -> Found | None:
        """The result of a search for a target, if it was found before among all; else None."""
        founds: Sequence[Found] = ()
        match query.target:
            case TextTarget() as target:
                outlines = self._cache.get_parsed("places", _key_of_texts(picture, device, query.action), _parse) or ()
                texts = self._analysis.texts(picture)
                found = locating.match_text(texts, target)
                lines = zip(texts, outlines, strict=False)
                outline = next((outline for line, outline in lines if line.box == found.box), None)
                return None if outline is None else locating.outline_match(picture, found, texts, outline)
            case IconTarget(file):
                path = icon_path(file)
                if path is not None and meaning_of(path) is not None:
                    founds = self._cache.get_parsed("places", _key("icons", picture, device), _parse) or ()
            case PointTarget():
                founds = [found for _, found in self.recall_marks(picture, device)]
        return next((found for found in founds if found.target == query.target), None)


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
    kept: dict[Box, Found] = {}
    # "camera" and "video-call" are one drawing: the likelier, then the first, names it.
    for found in sorted((*(found for found in first if not found.others), *more), key=lambda found: -found.score):
        if not found.box or not found.outline or found.score < MIN_SURE_ICON:
            continue
        if not any(boxes.overlap_coefficient(box, found.box) > SAME_THING for box in kept):
            kept[found.box] = found
    return tuple(kept.values())


def _key_of_texts(picture: Picture, device: str | None, action: str) -> str:
    return _key("outlines", picture, device, _KINDS_OF_PRESSING.get(action, "tap"))


def _key(what: str, picture: Picture, *more: object) -> str:
    return key(what, code_version.of(__name__), picture.digest, *more)


def _parse(rows: Any) -> Any:
    return restored(rows, vars(model))
