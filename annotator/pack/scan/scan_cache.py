"""Caches the scan of each picture, so that a picture that was scanned before isn't even decoded.

Entries contain the private words on a picture, so they are encrypted with a key that only its bytes give.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator import code_version, model
from annotator.cache import Cache, digest, key
from annotator.model import IconTarget, Step, Target
from annotator.pack.scan.scanner import StepScanResult  # so that its code belongs to the cache key
from annotator.pack.scan.step_view import StepScan
from annotator.plain_data import plain, restored
from annotator.privacy.matcher import Privacy

_KIND = "look"
"""The cache's folder for scans."""


class ScanCache:
    """Scan results, cached by everything they depend on: picture, targets, icons, names, device, and the code."""

    def __init__(
        self,
        folder: Path,
        privacy: Privacy,
        icon: Callable[[str], Path | None],
        cache: Cache,
        device: str | None = None,
    ) -> None:
        self._folder = folder
        self._privacy = privacy
        self._icon = icon
        self._cache = cache
        self._device = device
        self._digests: dict[str, str] = {}

    def load(self, step: Step, name: str) -> StepScan | None:
        """The scan of the picture ``name`` for ``step``; None if there is none, or the picture can't be read."""
        try:
            picture = self._digest(self._folder / name)
        except OSError:  # reported when the picture is opened
            return None
        return self._cache.get_parsed(_KIND, self._key(step, picture), _parse_scan, secret=picture)

    def save(self, step: Step, name: str, result: StepScanResult) -> None:
        """Save the scan of the picture ``name`` for ``step``, unless it has problems or warnings, to report them again."""
        if result.scan is None or result.problems:
            return
        picture = self._digest(self._folder / name)
        self._cache.put_json(_KIND, self._key(step, picture), plain(result.scan), secret=picture)

    def _key(self, step: Step, picture: str) -> str:
        relevant = dataclasses.replace(step, narration=(), memos=(), pictures=(), oks=())
        icons = [self._digest(path) for icon in _list_icons(step) if (path := self._icon(icon)) is not None]
        return key(code_version.of(__name__), picture, relevant, icons, self._privacy, self._device)

    def _digest(self, path: Path) -> str:
        if str(path) not in self._digests:
            self._digests[str(path)] = digest(path.read_bytes())
        return self._digests[str(path)]


def _list_icons(step: Step) -> list[str]:
    targets: list[Target | None] = [step.action.target if step.action else None]
    for items in (step.marks, step.keeps, step.hides, step.shows):
        targets += [item.target for item in items]
    return [target.file for target in targets if isinstance(target, IconTarget)]


_CLASSES = {**vars(model), StepScan.__name__: StepScan}


def _parse_scan(value: Any) -> StepScan:
    scan = restored(value, _CLASSES)
    if not isinstance(scan, StepScan):
        raise TypeError("not a scan of a step")
    return scan
