"""Find the touch targets of the texts, icons and marks on a picture, and cache them.

They depend on the picture, the device and the action, not on the tutorial.
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
"""Maximum number of marks for which a touch target is sought; a screen with more is a picture full of details."""
SAME_THING: Final = 0.5
"""Overlap (0..1) of two boxes above which they are one thing."""


class TouchTargets:
    """Finds touch targets on pictures, and keeps them in a ``cache``; ``analysis`` has the pictures' texts, kinds and marks."""

    def __init__(self, cache: Cache, analysis: PictureAnalysis) -> None:
        self._cache = cache
        self._analysis = analysis

    def read(self, picture: Picture, device: str | None) -> None:
        """Find and cache the touch targets of texts for a tap, and those of icons and marks."""
        self.of_texts(picture, device, "tap")
        self.of_icons(picture, device)
        self.of_marks(picture, device)

    def of_texts(self, picture: Picture, device: str | None, action: ActionKind) -> tuple[Box | None, ...]:
        """The touch target of each text for an action; None where OCR has read an icon as a letter."""

        def find() -> tuple[Box | None, ...]:
            texts, kind = self._analysis.texts(picture), self._analysis.kind(picture, device)
            return tuple(
                find_touch_target(picture.pixels, line.box, texts, "text", action, kind) if is_word(line) else None
                for line in texts
            )

        return self._cache.get_or_find("places", _key_of_texts(picture, device, action), _parse, find)

    def of_marks(self, picture: Picture, device: str | None) -> tuple[tuple[Box, Found], ...]:
        """The first marks that are no text, each with the result for a point at its middle."""

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
        """The result of `of_marks` from the cache; empty if it isn't there."""
        return self._cache.get_parsed("places", _key("marks", picture, device), _parse) or ()

    def recall(self, picture: Picture, device: str | None, query: Query, icon_path: IconPath) -> Found | None:
        """The result for a target from the cached texts, icons and marks; None if it isn't among them."""
        cached: Sequence[Found] = ()
        match query.target:
            case TextTarget() as target:
                return self._recall_text(picture, device, query.action, target)
            case IconTarget(file):
                path = icon_path(file)
                if path is not None and meaning_of(path) is not None:
                    cached = self._cache.get_parsed("places", _key("icons", picture, device), _parse) or ()
            case PointTarget():
                cached = [found for _, found in self.recall_marks(picture, device)]
        return next((found for found in cached if found.target == query.target), None)

    def _recall_text(self, picture: Picture, device: str | None, action: str, target: TextTarget) -> Found | None:
        """The result for a text whose touch target is cached; else None."""
        outlines = self._cache.get_parsed("places", _key_of_texts(picture, device, action), _parse) or ()
        texts = self._analysis.texts(picture)
        found = locating.match_text(texts, target)
        for line, outline in zip(texts, outlines, strict=False):
            if line.box == found.box and outline is not None:
                return locating.outline_match(picture, found, texts, outline)
        return None


def _find_icons(picture: Picture, texts: Sequence[TextLine], kind: PictureKind) -> tuple[Found, ...]:
    """The places of annotator's icons that are sure, the likeliest first."""
    folder = assets.folder("icons")

    def locate(icons: Sequence[IconTarget]) -> tuple[Found, ...]:
        return locating.find(picture, texts, [Query(icon) for icon in icons], lambda name: folder / name, kind)

    names = sorted(script.shipped_icons())
    results = locate([IconTarget(name) for name in names])
    numbered_icons: list[IconTarget] = []
    for name, found in zip(names, results, strict=True):
        if found.others:  # the icon is there several times: each is located by its number
            numbered_icons += [IconTarget(name, number) for number in range(1, len(found.others) + 2)]
    unique = [found for found in results if not found.others]
    numbered = locate(numbered_icons) if numbered_icons else ()
    sure: dict[Box, Found] = {}
    # "camera" and "video-call" are one drawing: the likelier, then the first, names it.
    for found in sorted((*unique, *numbered), key=lambda found: -found.score):
        if not found.box or not found.outline or found.score < MIN_SURE_ICON:
            continue
        if not any(boxes.overlap_coefficient(box, found.box) > SAME_THING for box in sure):
            sure[found.box] = found
    return tuple(sure.values())


def _key_of_texts(picture: Picture, device: str | None, action: str) -> str:
    # For any other action a text's touch target is that of a tap.
    return _key("outlines", picture, device, action if action in ("type", "look") else "tap")


def _key(subject: str, picture: Picture, *conditions: object) -> str:
    return key(subject, code_version.of(__name__), picture.digest, *conditions)


def _parse(rows: Any) -> Any:
    return restored(rows, vars(model))
