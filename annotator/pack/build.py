"""Builds the pack of one tutorial: reads and checks it, makes its products, and puts the new pack in place."""

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
"""Older temporary files in the cache were left by a run that died, even if that can't be told from their process."""


@dataclass(frozen=True)
class BuildResult:
    """A finished pack.

    Attributes:
        folder: the tutorial's folder.
        pack: the pack's folder.
        manifest: the content of its ``pack.json``.
        notes: messages for staff about this build, with private words masked.
        unchanged: whether the pack was up to date, so that nothing was made.
    """

    folder: Path
    pack: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    unchanged: bool = False

    def report(self) -> Iterator[str]:
        """The lines to print for the person who ran the build."""
        return report.format_lines(self.pack, self.manifest, self.notes, self.unchanged)


def build(
    folder: Path,
    options: Options,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    other_folders: Sequence[Path] = (),
) -> BuildResult:
    """Build the pack of the tutorial in ``folder``, or leave it where nothing has changed.

    The requested parts are made. Other parts of an older pack are kept, provided that a build would make the same files
    now. Files in it that annotator did not make are kept in any case.

    Args:
        folder: the tutorial's folder.
        options: what to make, and where.
        progress: called with one total for the whole job.
        cache: keeps intermediate results and the record of the build; None for the usual folder.
        other_folders: the other tutorials of the same command; their packs must not collide with this one.

    Raises:
        ProblemsError: the tutorial has problems.
        MissingError: a voice or a program is not installed.
        ServiceError: a voice on the network can't be reached.
        OutputError: the pack can't be written, its place is taken, or a part of an older pack can't be kept.

    After an error, an older pack is as it was.
    """
    from annotator.share import atomic_folder

    cache = cache or Cache(default_root())
    place = options.output / (folder.resolve().name + ("-draft" if options.draft else ""))
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    requested = tutorial_source.read_source(folder, options.languages)
    if requested.has_problems:  # the preflight adds the problems of its pictures to the list, and raises
        preflight(requested, options, cache, progress).passed()
    atomic_folder.check_writable(options.output)
    with atomic_folder.staging_dir(place, cache.root) as staging:
        source = tutorial_source.add_languages(requested, previous.languages) if options.languages else requested
        website, barred = website_consent.restrict_to_consent(source, tutorial_source.today())
        plan = kept_parts.plan_build(requested, website, previous, options)
        stamp = fingerprint.compute_stamp(source, plan.parts, options, cache, barred)
        if (known := fingerprint.load_unchanged_record(cache, place, stamp)) is not None:
            return BuildResult(folder, place, known["manifest"], tuple(known["notes"]), unchanged=True)
        # Slow to import, so only if there is something to make.
        from annotator.pack import pack_folder

        cache.sweep(_STALE_SECONDS, time.time())
        job = JobProgress(pack_folder.estimate_job_units(source, website, plan), progress)
        task = pack_folder.BuildTask(requested, source, website, options, plan, previous, staging, cache, job)
        checked = pack_folder.run_preflight(task)
        pack = pack_folder.make_pack(task, checked)
        manifest = places.ownership.seal_content(pack.manifest, pack.folder, pack.manifest["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (pack.folder / PACK_JSON).write_text(text, encoding="utf-8")
        foreign = atomic_folder.swap_in(pack.folder, place)
        notes = tuple(map(checked.matcher.mask, (*pack.notes, *barred)))
        fingerprint.save_record(cache, place, stamp, manifest, notes, pack.records)
    job.finish("pack")
    foreign_notes = map(checked.matcher.mask, places.carry_over.describe(foreign, place))
    return BuildResult(folder, place, manifest, (*notes, *foreign_notes))
