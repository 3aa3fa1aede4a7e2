"""Makes the pack of one tutorial: script, pictures, voice, timeline, video, and the exchange at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.build import fingerprint, report, survey
from annotator.build.maker import Maker
from annotator.build.options import Options
from annotator.cache import Cache, default_root
from annotator.model import Progress, no_progress

PACK_JSON = "pack.json"
_STALE_SECONDS = 3600.0


@dataclass(frozen=True)
class Built:
    """A finished pack: its folder, its manifest (``pack.json``), and whether all of it was there already."""

    folder: Path
    pack: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    unchanged: bool = False

    def report(self) -> Iterator[str]:
        """What to tell the person who asked for it, a line at a time."""
        return report.lines(self.pack, self.manifest, self.notes, self.unchanged)


def build(folder: Path, options: Options, progress: Progress = no_progress, cache: Cache | None = None) -> Built:
    """Make the pack of one tutorial. Raises the errors of ``annotator.errors``; an older pack then stays as it was."""
    from annotator.share import exchange

    cache = cache or Cache(default_root())
    script = survey.read(folder, options.languages)
    name = folder.resolve().name + ("-draft" if options.draft else "")
    place = options.output / name
    exchange.check_writable(options.output)
    with exchange.workplace(place, cache.root) as work:
        stamp = fingerprint.of(script, options)
        if (known := fingerprint.recall(cache, place, stamp)) is not None:
            return Built(folder, place, known["manifest"], tuple(known["notes"]), unchanged=True)
        cache.sweep(_STALE_SECONDS, time.time())
        made = work / "pack"
        made.mkdir()
        maker = Maker(survey.survey(script, cache, progress), options, made, cache, progress)
        manifest = maker.make(folder.resolve().name)
        (made / PACK_JSON).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        exchange.put(made, place)
        fingerprint.remember(cache, place, stamp, manifest, maker.notes)
    return Built(folder, place, manifest, maker.notes)
