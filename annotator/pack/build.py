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
from annotator.pack import fingerprint, kept_parts, report, tutorial_source, website_consent
from annotator.pack.job_progress import JobProgress
from annotator.pack.options import Options
from annotator.pack.preflight import preflight

PACK_JSON = places.ownership.PACK_JSON
_STALE_SECONDS = 3600.0


@dataclass(frozen=True)
class BuildResult:
    """A finished pack: its folder, its manifest (``pack.json``), and whether all of it was there already."""

    folder: Path
    pack: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    unchanged: bool = False

    def report(self) -> Iterator[str]:
        """What to tell the person who asked for it, a line at a time."""
        return report.format_lines(self.pack, self.manifest, self.notes, self.unchanged)


def build(
    folder: Path,
    options: Options,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    beside: Sequence[Path] = (),
) -> BuildResult:
    """Make the pack of one tutorial; ``beside`` are all that the same command builds.

    What is asked for is made, and what else an older pack holds stays, if a build would make it the same now.
    ``progress`` counts once for the whole job. Raises the errors of ``annotator.errors``; an older pack then stays as it
    was. What in it is not annotator's stays in any case.
    """
    from annotator.share import atomic_folder

    cache = cache or Cache(default_root())
    place = options.output / (folder.resolve().name + ("-draft" if options.draft else ""))
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=beside)
    older = kept_parts.read_previous_pack(mark, place, cache, options)
    asked = tutorial_source.read_source(folder, options.languages)
    if asked.wrong:  # what is wrong on its pictures belongs to the same list
        preflight(asked, options, cache, progress).passed()
    atomic_folder.check_writable(options.output)
    with atomic_folder.staging_dir(place, cache.root) as work:
        source = tutorial_source.add_languages(asked, older.languages) if options.languages else asked
        public, barred = website_consent.restrict_to_consent(source, tutorial_source.today())
        plan = kept_parts.plan_build(asked, public, older, options)
        stamp = fingerprint.compute_stamp(source, plan.parts, options, cache, barred)
        if (known := fingerprint.load_unchanged_record(cache, place, stamp)) is not None:
            return BuildResult(folder, place, known["manifest"], tuple(known["notes"]), unchanged=True)
        # What draws and writes is heavy, and is not needed where nothing has changed.
        from annotator.pack import pack_folder

        cache.sweep(_STALE_SECONDS, time.time())
        job = JobProgress(pack_folder.estimate_job_units(source, public, plan), progress)
        task = pack_folder.BuildTask(asked, source, public, options, plan, older, work, cache, job)
        checked = pack_folder.run_preflight(task)
        pack = pack_folder.make_pack(task, checked)
        manifest = places.ownership.seal_content(pack.manifest, pack.folder, pack.manifest["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (pack.folder / PACK_JSON).write_text(text, encoding="utf-8")
        kept = atomic_folder.swap_in(pack.folder, place)
        notes = tuple(map(checked.matcher.masked, (*pack.notes, *barred)))
        fingerprint.save_record(cache, place, stamp, manifest, notes, pack.records)
    job.finish("pack")
    told = map(checked.matcher.masked, places.carry_over.describe(kept, place))
    return BuildResult(folder, place, manifest, (*notes, *told))
