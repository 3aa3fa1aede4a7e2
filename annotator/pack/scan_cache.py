"""Remembers what was seen on a picture, so that one that was looked at before isn't even decoded.

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
from annotator.pack.scan import SeenStep
from annotator.privacy.matcher import Privacy

_KIND = "look"


class Looks:
    """What steps saw on their pictures, kept by everything that shapes it: picture, targets, names, and our own code."""

    def __init__(self, folder: Path, privacy: Privacy, icon: Callable[[str], Path | None], cache: Cache) -> None:
        self._folder = folder
        self._private = privacy
        self._icon = icon
        self._cache = cache
        self._digests: dict[str, str] = {}

    def recall(self, step: Step, name: str) -> SeenStep | None:
        """What ``step`` saw on the picture ``name``, or None where nobody looked before."""
        try:
            picture = self._digest(self._folder / name)
        except OSError:  # a picture that can't be read is a problem for whoever opens it
            return None
        return self._cache.get_parsed(_KIND, self._key(step, picture), _seen, secret=picture)

    def keep(self, step: Step, name: str, seen: SeenStep) -> None:
        """Remember what ``step`` saw on the picture ``name``."""
        picture = self._digest(self._folder / name)
        self._cache.put_json(_KIND, self._key(step, picture), plain(seen), secret=picture)

    def _key(self, step: Step, picture: str) -> str:
        looking = dataclasses.replace(step, narration=(), memos=(), pictures=(), oks=())
        icons = [self._digest(path) for icon in _icons(step) if (path := self._icon(icon)) is not None]
        return key(code_version.of(__name__), picture, looking, icons, self._private)

    def _digest(self, path: Path) -> str:
        if str(path) not in self._digests:
            self._digests[str(path)] = digest(path.read_bytes())
        return self._digests[str(path)]


def _icons(step: Step) -> list[str]:
    targets: list[Target | None] = [step.action.target if step.action else None]
    for items in (step.marks, step.hides, step.shows):
        targets += [item.target for item in items]
    return [target.file for target in targets if isinstance(target, IconTarget)]


def plain(value: Any) -> Any:
    """What was seen, as JSON can hold it; each dataclass names its type under ``""``."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **{f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def restored(value: Any) -> Any:
    """The inverse of ``plain``. Raises KeyError, AttributeError or TypeError for what is none of these classes."""
    if isinstance(value, dict):
        made = SeenStep if value[""] == SeenStep.__name__ else getattr(model, value[""])
        if not dataclasses.is_dataclass(made):
            raise TypeError(f"{value['']} is no value that is kept")
        return made(**{name: restored(item) for name, item in value.items() if name})
    return tuple(restored(item) for item in value) if isinstance(value, list) else value


def _seen(value: Any) -> SeenStep:
    seen = restored(value)
    if not isinstance(seen, SeenStep):
        raise TypeError("not what a step saw")
    return seen
