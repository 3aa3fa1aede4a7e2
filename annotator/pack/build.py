"""Builds the pack of one tutorial: reads and checks it, makes its products, and puts the new pack in place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.errors import OutputError, ProblemsError
from annotator.model import Progress, no_progress
from annotator.pack import fingerprint, kept_parts, planned_build, tutorial_source
from annotator.pack.job_progress import JobProgress
from annotator.pack.options import Options
from annotator.pack.planned_build import BuildResult, PlannedBuild
from annotator.pack.preflight import Preflight, preflight
from annotator.pack.products.product import Part
from annotator.script import GivenSchool

if TYPE_CHECKING:
    from annotator.pack.pack_folder import PackFolder

PACK_JSON = outputs.ownership.PACK_JSON


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
    mark = outputs.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    requested = tutorial_source.read_source(folder, options.languages, given)
    if requested.has_problems:  # the preflight adds the problems of its pictures to the list, and raises
        preflight(requested, options, cache, progress).passed()
    with planned_build.plan_in_place(requested, options, previous, cache) as planned:
        if (unchanged := planned.find_unchanged()) is not None:
            return unchanged
        made = _make(planned, options, previous, progress)
        pack, checked = made.pack, made.checked
        manifest = outputs.ownership.seal_content(pack.manifest, pack.folder, pack.manifest["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (pack.folder / PACK_JSON).write_text(text, encoding="utf-8")
        notes = tuple(map(checked.matcher.mask, (*pack.notes, *planned.barred)))
        foreign = planned.put_in_place(pack.folder, manifest, notes, pack.records)
    made.job.finish("pack")
    foreign_notes = map(checked.matcher.mask, foreign)
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
    mark = outputs.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    if mark is None:
        return None
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    try:
        requested = tutorial_source.read_source(folder, options.languages, given)
    except ProblemsError:
        return None
    if requested.has_problems:
        return None
    with planned_build.plan_in_place(requested, options, previous, cache) as planned:
        return planned.find_unchanged()


def install(
    made: Path | None,
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
        made: a folder with the whole pack, ``pack.json`` included; None if it is in its place already, since the
            computers share that folder.
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
    mark = outputs.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    new = outputs.ownership.read(made or place)
    # Others may have put files of their own into a pack that is in its place.
    if new is None or new.kind != "pack" or (made and not outputs.ownership.is_whole(made, new)):
        raise OutputError(f"The pack that was received for {place} is not whole.", "Run the same command again.")
    previous = kept_parts.read_previous_pack(mark, place, cache, options)
    requested = tutorial_source.read_source(folder, options.languages, given)
    with planned_build.plan_in_place(requested, options, previous, cache) as planned:
        if made is None:
            planned.record(dict(new.content), notes, records or {})
        else:
            received = Path(shutil.copytree(made, planned.staging / "pack"))
            planned.put_in_place(received, dict(new.content), notes, records or {})
    return BuildResult(folder, place, dict(new.content), notes)


def place_of(folder: Path, options: Options) -> Path:
    """The folder of the pack of the tutorial in ``folder``."""
    return options.output / (folder.resolve().name + ("-draft" if options.draft else ""))


@dataclass(frozen=True)
class _Made:
    """The content of a pack in the build's staging folder, the tutorial as it was checked, and the job's progress."""

    pack: PackFolder
    checked: Preflight
    job: JobProgress


def _make(planned: PlannedBuild, options: Options, previous: kept_parts.PreviousPack, progress: Progress) -> _Made:
    # Slow to import, so only if there is something to make.
    from annotator.pack import pack_folder

    source, website, plan = planned.source, planned.website, planned.plan
    job = JobProgress(pack_folder.estimate_job_units(source, website, plan), progress)
    task = pack_folder.BuildTask(
        planned.requested, source, website, options, plan, previous, planned.staging, planned.cache, job
    )
    checked = pack_folder.run_preflight(task)
    return _Made(pack_folder.make_pack(task, checked), checked, job)
