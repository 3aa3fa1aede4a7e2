"""Cache what is on each picture, so that a picture that was read before isn't even decoded.

What a school keeps private is decided anew each time, so all schools share the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from annotator import model
from annotator.cache import Cache, code_version, digest, key
from annotator.cache.keys import plain, restored
from annotator.model import IconTarget, Query
from annotator.pack.scan.picture_analysis import PictureFindings
from annotator.pack.scan.step_view import StepView

_KIND = "look"
"""The cache's folder for findings."""


class ScanCache:
    """What is on pictures, cached by everything that it depends on: the picture, targets, icons, device, and the code."""

    def __init__(
        self, folder: Path, icon: Callable[[str], Path | None], cache: Cache, device: str | None = None
    ) -> None:
        self._folder = folder
        self._icon = icon
        self._cache = cache
        self._device = device
        self._digests: dict[str, str] = {}

    def load(self, queries: Sequence[Query], view: StepView) -> PictureFindings | None:
        """What is on the picture of ``view``, with the answers to ``queries``; None if it isn't cached or can't be read."""
        try:
            picture = self._digest(self._folder / view.name)
        except OSError:  # reported when the picture is opened
            return None
        return self._cache.get_parsed(_KIND, self._key(queries, view, picture), _parse_findings)

    def save(self, queries: Sequence[Query], view: StepView, findings: PictureFindings) -> None:
        """Save what is on the picture of ``view``."""
        picture = self._digest(self._folder / view.name)
        self._cache.put_json(_KIND, self._key(queries, view, picture), plain(findings))

    def _key(self, queries: Sequence[Query], view: StepView, picture: str) -> str:
        targets = [query.target for query in queries]
        icons = [
            self._digest(path)
            for target in targets
            if isinstance(target, IconTarget) and (path := self._icon(target.file)) is not None
        ]
        part = (view.begin, view.end)
        return key(code_version.of(__name__), picture, part, list(queries), icons, self._device)

    def _digest(self, path: Path) -> str:
        if str(path) not in self._digests:
            self._digests[str(path)] = digest(path.read_bytes())
        return self._digests[str(path)]


_CLASSES = {**vars(model), PictureFindings.__name__: PictureFindings}


def _parse_findings(value: Any) -> PictureFindings:
    findings = restored(value, _CLASSES)
    if not isinstance(findings, PictureFindings):
        raise TypeError("not what is on a picture")
    return findings
