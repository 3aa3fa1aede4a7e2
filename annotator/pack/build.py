"""Makes the pack of one tutorial: script, pictures, voice, timeline, video, and the exchange at the end."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator import places
from annotator.cache import Cache, default_root
from annotator.errors import AnnotatorError
from annotator.model import Progress, no_progress
from annotator.pack import fingerprint, parts, report, survey, website_consent
from annotator.pack.options import WEB_KINDS, Options
from annotator.pack.preflight import preflight
from annotator.pack.survey import Script

PACK_JSON = places.ownership.PACK_JSON
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


def build(
    folder: Path,
    options: Options,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    beside: Sequence[Path] = (),
) -> Built:
    """Make the pack of one tutorial; ``beside`` are all that the same command builds.

    Raises the errors of ``annotator.errors``; an older pack then stays as it was. What in it is not annotator's stays
    in any case.
    """
    from annotator.share import exchange

    cache = cache or Cache(default_root())
    name = folder.resolve().name + ("-draft" if options.draft else "")
    place = options.output / name
    if not options.website:  # these packs lie in the cache folder
        older = places.claim(place, "pack", cache.root, tutorial=folder, beside=beside)
        parts.check(older, place, folder, options)
    script = survey.read(folder, options.languages)
    if script.wrong:  # what is wrong on its pictures belongs to the same list
        preflight(script, options, cache, progress).passed()
    exchange.check_writable(options.output)
    with exchange.staging_dir(place, cache.root) as work:
        public, barred = website_consent.permitted(script, _today())
        if options.website:
            script = _for_website(public)
        stamp = fingerprint.of(script, options, cache, barred)
        if (known := fingerprint.recall(cache, place, stamp)) is not None:
            return Built(folder, place, known["manifest"], tuple(known["notes"]), unchanged=True)
        # What draws and writes is heavy, and is not needed where nothing has changed.
        from annotator.pack.maker import Maker

        cache.sweep(_STALE_SECONDS, time.time())
        made = work / "pack"
        made.mkdir()
        wanted = kinds_apart(options) if barred and not options.website else options
        maker = Maker(preflight(script, options, cache, progress).passed(), wanted, made, cache, progress)
        if wanted is not options:
            maker.take_web(_web_apart(public, options, work, cache, progress), barred)
        manifest = maker.make(folder.resolve().name)
        manifest = places.ownership.seal_content(manifest, made, manifest["files"])
        (made / PACK_JSON).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        kept = exchange.swap_in(made, place)
        fingerprint.remember(cache, place, stamp, manifest, maker.notes)
    told = map(maker.survey.matcher.masked, places.carry_over.describe(kept, place))
    return Built(folder, place, manifest, (*maker.notes, *told))


def kinds_apart(options: Options) -> Options:
    """What is asked for without the website's folder, which is made apart where something may not be in it."""
    return replace(options, kinds=tuple(kind for kind in options.kinds if kind not in WEB_KINDS))


def _web_apart(public: Script, options: Options, work: Path, cache: Cache, progress: Progress) -> Path | None:
    """The website's folder made from what may be in it; None where none was asked for or no language is left."""
    from annotator.pack.maker import Maker

    wanted = tuple(kind for kind in options.kinds if kind in WEB_KINDS)
    if not wanted or not public.languages:
        return None
    made = work / "website"
    made.mkdir()
    kinds = (*wanted, *(kind for kind in ("video", "message", "paper") if kind in options.kinds))
    parts = replace(options, kinds=kinds)
    Maker(preflight(public, parts, cache, progress).passed(), parts, made, cache, progress).make("")
    return made / "web"


def _for_website(public: Script) -> Script:
    if not public.languages:
        raise AnnotatorError(
            f"Nothing of {public.folder} may be on the website: no language is left.",
            "Ask the people whose voices these are, and write down their consent in consent.toml.",
        )
    return public


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()
