"""Remembers what was seen on a picture, so that one that was scanned before isn't even decoded.

What is kept can be read only by who has the picture, since it tells the private words that are covered there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator import code_version, model
from annotator.cache import Cache, digest, key
from annotator.model import IconTarget, Step, Target
from annotator.pack.scan.scanner import StepScanResult  # its code shapes what is kept, so it belongs to the key
from annotator.pack.scan.step_view import StepScan
from annotator.plain_data import plain, restored
from annotator.privacy.matcher import Privacy

_KIND = "look"


class ScanCache:
    """Scan results, cached by everything they depend on: picture, targets, names, and our own code."""

    def __init__(self, folder: Path, privacy: Privacy, icon: Callable[[str], Path | None], cache: Cache) -> None:
        self._folder = folder
        self._private = privacy
        self._icon = icon
        self._cache = cache
        self._digests: dict[str, str] = {}

    def recall(self, step: Step, name: str) -> StepScan | None:
        """What ``step`` saw on the picture ``name``, or None where nobody scanned it before."""
        try:
            picture = self._digest(self._folder / name)
        except OSError:  # a picture that can't be read is a problem for whoever opens it
            return None
        return self._cache.get_parsed(_KIND, self._key(step, picture), _seen, secret=picture)

    def keep(self, step: Step, name: str, scanned: StepScanResult) -> None:
        """Remember what ``step`` saw on the picture ``name``, unless something is wrong there."""
        if scanned.step is None or scanned.problems:
            return
        picture = self._digest(self._folder / name)
        self._cache.put_json(_KIND, self._key(step, picture), plain(scanned.step), secret=picture)

    def _key(self, step: Step, picture: str) -> str:
        scanned = dataclasses.replace(step, narration=(), memos=(), pictures=(), oks=())
        icons = [self._digest(path) for icon in _icons(step) if (path := self._icon(icon)) is not None]
        return key(code_version.of(__name__), picture, scanned, icons, self._private)

    def _digest(self, path: Path) -> str:
        if str(path) not in self._digests:
            self._digests[str(path)] = digest(path.read_bytes())
        return self._digests[str(path)]


def _icons(step: Step) -> list[str]:
    targets: list[Target | None] = [step.action.target if step.action else None]
    for items in (step.marks, step.hides, step.shows):
        targets += [item.target for item in items]
    return [target.file for target in targets if isinstance(target, IconTarget)]


_CLASSES = {**vars(model), StepScan.__name__: StepScan}


def _seen(value: Any) -> StepScan:
    seen = restored(value, _CLASSES)
    if not isinstance(seen, StepScan):
        raise TypeError("not what a step saw")
    return seen
