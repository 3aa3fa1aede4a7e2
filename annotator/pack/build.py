"""Builds the pack of one tutorial: reads and checks it, makes its products, and puts the new pack in place."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import places
from annotator.cache import Cache, default_root
from annotator.errors import OutputError, ProblemsError
from annotator.model import Progress, no_progress
from annotator.pack import fingerprint, kept_parts, report, tutorial_source, website_consent
from annotator.pack.job_progress import JobProgress
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.pack.products.product import Part
from annotator.pack.tutorial_source import TutorialSource
from annotator.script import GivenSchool

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
    given: GivenSchool | None = None,
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
        given: the school in place of the ``school.toml`` around the folder.

    Raises:
        ProblemsError: the tutorial has problems.
        MissingError: a voice or a program is not installed.
        ServiceError: a voice on the network can't be reached.
        OutputError: the pack can't be written, its place is taken, or a part of an older pack can't be kept.

    After an error, an older pack is as it was.
    """
    cache = cache or Cache(default_root())
    place = place_of(folder, options)
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    requested = tutorial_source.read_source(folder, options.languages, given)
    if requested.has_problems:  # the preflight adds the problems of its pictures to the list, and raises
        preflight(requested, options, cache, progress).passed()
    with _plan(requested, options, previous, cache) as planned:
        if (unchanged := planned.find_unchanged()) is not None:
            return unchanged
        # Slow to import, so only if there is something to make.
        from annotator.pack import pack_folder

        cache.sweep(_STALE_SECONDS, time.time())
        source, website, plan = planned.source, planned.website, planned.plan
        job = JobProgress(pack_folder.estimate_job_units(source, website, plan), progress)
        task = pack_folder.BuildTask(requested, source, website, options, plan, previous, planned.staging, cache, job)
        checked = pack_folder.run_preflight(task)
        pack = pack_folder.make_pack(task, checked)
        manifest = places.ownership.seal_content(pack.manifest, pack.folder, pack.manifest["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (pack.folder / PACK_JSON).write_text(text, encoding="utf-8")
        notes = tuple(map(checked.matcher.mask, (*pack.notes, *planned.barred)))
        foreign = planned.put_in_place(pack.folder, manifest, notes, pack.records)
    job.finish("pack")
    foreign_notes = map(checked.matcher.mask, places.carry_over.describe(foreign, place))
    return BuildResult(folder, place, manifest, (*notes, *foreign_notes))


def find_unchanged(
    folder: Path,
    options: Options,
    cache: Cache,
    other_folders: Sequence[Path] = (),
    given: GivenSchool | None = None,
) -> BuildResult | None:
    """The pack of the tutorial in ``folder``, if a build would leave it as it is; nothing is made.

    None also if a build would fail. Raises OutputError if the pack's place is taken or can't be written.
    """
    place = place_of(folder, options)
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    if mark is None:
        return None
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    try:
        requested = tutorial_source.read_source(folder, options.languages, given)
    except ProblemsError:
        return None
    if requested.has_problems:
        return None
    with _plan(requested, options, previous, cache) as planned:
        return planned.find_unchanged()


def install(
    made: Path,
    folder: Path,
    options: Options,
    cache: Cache,
    other_folders: Sequence[Path] = (),
    given: GivenSchool | None = None,
    notes: tuple[str, ...] = (),
    records: Mapping[Part, fingerprint.PartRecord] | None = None,
) -> BuildResult:
    """Put a pack of the tutorial in ``folder`` that another computer made with the same arguments in its place.

    Args:
        made: a folder with the whole pack, ``pack.json`` included.
        folder: the tutorial's folder.
        options: those that the pack was made with; ``output`` is the folder here.
        cache: receives the record of the build, so that the next one leaves the pack as it is.
        other_folders: as for `build`.
        given: as for `build`.
        notes: messages for staff about the build.
        records: the records of its parts.

    Raises OutputError as `build` does, and if ``made`` holds no whole pack of this tutorial.
    """
    place = place_of(folder, options)
    mark = places.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    new = places.ownership.read(made)
    if new is None or new.kind != "pack" or places.ownership.foreign_entries(made, new):
        raise OutputError(f"The pack that was received for {place} is not whole.", "Run the same command again.")
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    requested = tutorial_source.read_source(folder, options.languages, given)
    with _plan(requested, options, previous, cache) as planned:
        planned.put_in_place(made, dict(new.content), notes, records or {})
    return BuildResult(folder, place, dict(new.content), notes)


def place_of(folder: Path, options: Options) -> Path:
    """The folder of the pack of the tutorial in ``folder``."""
    return options.output / (folder.resolve().name + ("-draft" if options.draft else ""))


@dataclass(frozen=True)
class _Planned:
    """A build whose parts are planned, while its place is locked.

    Attributes:
        requested: the tutorial in the requested languages.
        source: the tutorial in all languages of the pack.
        website: the tutorial as it may be on the website.
        barred: notes about files that may not be there.
        plan: what to make and what to keep.
        stamp: what `fingerprint.load_unchanged_record` compares.
        place: the pack's folder.
        staging: an empty private folder.
    """

    requested: TutorialSource
    source: TutorialSource
    website: TutorialSource
    barred: tuple[str, ...]
    plan: kept_parts.BuildPlan
    stamp: str
    place: Path
    staging: Path
    cache: Cache

    def find_unchanged(self) -> BuildResult | None:
        """The pack as it is, if nothing has changed."""
        known = fingerprint.load_unchanged_record(self.cache, self.place, self.stamp)
        if known is None:
            return None
        return BuildResult(self.requested.folder, self.place, known["manifest"], tuple(known["notes"]), unchanged=True)

    def put_in_place(
        self,
        made: Path,
        manifest: dict[str, Any],
        notes: tuple[str, ...],
        records: Mapping[Part, fingerprint.PartRecord],
    ) -> tuple[places.carry_over.KeptEntry, ...]:
        """Replace the older pack by a copy of ``made``, and record the build; return what annotator did not make."""
        from annotator.share import atomic_folder

        foreign = atomic_folder.swap_in(made, self.place)
        fingerprint.save_record(self.cache, self.place, self.stamp, manifest, notes, records)
        return foreign


@contextmanager
def _plan(
    requested: TutorialSource, options: Options, previous: kept_parts.PreviousPack, cache: Cache
) -> Iterator[_Planned]:
    """Lock the place of a pack, and plan what to make of it."""
    from annotator.share import atomic_folder

    atomic_folder.check_writable(options.output)
    place = previous.place
    with atomic_folder.staging_dir(place, cache.root) as staging:
        source = tutorial_source.add_languages(requested, previous.languages) if options.languages else requested
        website, barred = website_consent.restrict_to_consent(source, tutorial_source.today())
        plan = kept_parts.plan_build(requested, website, previous, options)
        stamp = fingerprint.compute_stamp(source, plan.parts, options, cache, barred)
        yield _Planned(requested, source, website, barred, plan, stamp, place, staging, cache)
