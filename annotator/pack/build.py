"""Makes the pack of one tutorial: read, looked at, spoken, drawn, filmed, and put in its place at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import places
from annotator.cache import Cache, default_root
from annotator.model import Progress, no_progress
from annotator.pack import fingerprint, held, reading, report, website_consent
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.pack.whole_job import WholeJob

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

    What is asked for is made, and what else an older pack holds stays, if a build would make it the same now.
    ``progress`` counts once for the whole job. Raises the errors of ``annotator.errors``; an older pack then stays as it
    was. What in it is not annotator's stays in any case.
    """
    from annotator.share import exchange

    cache = cache or Cache(default_root())
    place = options.output / (folder.resolve().name + ("-draft" if options.draft else ""))
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=beside)
    older = held.older_pack(mark, place, cache, options)
    asked = reading.read(folder, options.languages)
    if asked.wrong:  # what is wrong on its pictures belongs to the same list
        preflight(asked, options, cache, progress).passed()
    exchange.check_writable(options.output)
    with exchange.staging_dir(place, cache.root) as work:
        script = reading.widened(asked, older.languages) if options.languages else asked
        public, barred = website_consent.permitted(script, reading.today())
        plan = held.plan(asked, public, older, options)
        stamp = fingerprint.stamp(script, plan.parts, options, cache, barred)
        if (known := fingerprint.recall(cache, place, stamp)) is not None:
            return Built(folder, place, known["manifest"], tuple(known["notes"]), unchanged=True)
        # What draws and writes is heavy, and is not needed where nothing has changed.
        from annotator.pack import pack_folder

        cache.sweep(_STALE_SECONDS, time.time())
        job = WholeJob(pack_folder.job_units(script, public, plan), progress)
        task = pack_folder.Task(asked, script, public, options, plan, older, work, cache, job)
        checked = pack_folder.look(task)
        pack = pack_folder.fill(task, checked)
        manifest = places.ownership.seal_content(pack.manifest, pack.folder, pack.manifest["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (pack.folder / PACK_JSON).write_text(text, encoding="utf-8")
        kept = exchange.swap_in(pack.folder, place)
        notes = tuple(map(checked.matcher.mask, (*pack.notes, *barred)))
        fingerprint.remember(cache, place, stamp, manifest, notes, pack.records)
    job.finish("pack")
    told = map(checked.matcher.mask, places.carry_over.describe(kept, place))
    return Built(folder, place, manifest, (*notes, *told))
