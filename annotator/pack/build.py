"""Build a pack as a whole or not at all: everything is checked and made in a staging folder before the older pack goes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.edition import tutorial_source
from annotator.errors import OutputError, ProblemsError
from annotator.messages import change_parts
from annotator.model import Progress, no_progress
from annotator.outputs import replacement
from annotator.pack import plan as plans
from annotator.pack.catalogue import Options
from annotator.pack.plan import BuildPlan
from annotator.pack.report import BuildResult
from annotator.privacy.matcher import match_privacy
from annotator.script import GivenSchool

PACK_JSON = outputs.claims.PACK_JSON
_MADE_ANEW = (
    "The pack's other files were made anew, too, since the tutorial, the school, an option or a file may have changed."
)


def build(
    folder: Path,
    options: Options,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    other_folders: Sequence[Path] = (),
    given: GivenSchool | None = None,
) -> BuildResult:
    """Build the pack of the tutorial in ``folder``, or leave it where nothing has changed.

    What the older pack has besides stays if the tutorial, the school and the other options are still the same. Else all of
    it is made anew, and a note says so. Files in it that annotator did not make are kept in any case.

    Args:
        folder: the tutorial's folder.
        options: the languages and kinds to make, and the folder for packs.
        progress: the callback, which gets one total for the whole job.
        cache: the cache of intermediate results and of the record of the build; None for the usual folder.
        other_folders: the other tutorials of the same command; their packs must not collide with this one.
        given: the school in place of the ``school.toml`` around the folder.

    Raises:
        ProblemsError: the tutorial has problems.
        MissingError: a voice or a program is not installed.
        ServiceError: a voice on the network can't be reached.
        OutputError: the pack can't be written, or its place is taken.

    After an error, an older pack is as it was.
    """
    cache = cache or Cache(default_root())
    if (done := find_unchanged(folder, options, cache, other_folders, given)) is not None:
        return done
    requested = tutorial_source.read_source(folder, options.languages, given)
    if requested.has_problems:
        from annotator.pack.preflight import preflight  # slow to import

        # It adds the problems of the pictures to the list, and raises.
        preflight(requested, options, cache, progress).passed()
    from annotator.pack import pack_folder  # slow to import

    place = place_of(folder, options)
    with replacement.staging_dir(place) as staging:
        plan = plans.plan_build(requested, options, place, cache)
        task = pack_folder.BuildTask(plan, place, options, staging, cache)
        content = pack_folder.make_pack(task, progress)
        manifest = outputs.claims.seal_content(content, task.folder, content["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (task.folder / PACK_JSON).write_text(text, encoding="utf-8")
        foreign = replacement.swap_in(task.folder, place)
        plans.save_record(cache, place, plan.digest, plan.parts)
    more = plan.parts != plans.list_parts(requested, plan.website, options.kinds)
    anew = (_MADE_ANEW,) if plan.older and plan.left is None and more else ()
    return BuildResult(folder, place, manifest, (*anew, *_mask(plan, (*plan.barred, *foreign))))


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
    if outputs.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders) is None:
        return None
    try:
        requested = tutorial_source.read_source(folder, options.languages, given)
    except ProblemsError:
        return None
    plan = None if requested.has_problems else plans.plan_build(requested, options, place, cache)
    if plan is None or not plan.is_done:
        return None
    return BuildResult(folder, place, dict(plan.older), _mask(plan, plan.barred), unchanged=True)


def install(
    made: Path | None,
    folder: Path,
    options: Options,
    cache: Cache,
    other_folders: Sequence[Path] = (),
    given: GivenSchool | None = None,
) -> BuildResult:
    """Put a pack of the tutorial in ``folder`` that another computer made with the same arguments in its place.

    Args:
        made: a folder with the whole pack, ``pack.json`` included; None if it is in its place already, since the
            computers share that folder.
        folder: the tutorial's folder.
        options: the options that the pack was made with, with the ``output`` folder of this computer.
        cache: the cache for the record of the build, so that the next one leaves the pack as it is.
        other_folders: the other tutorials of the same command, as for `build`.
        given: the school in place of the ``school.toml`` around the folder, as for `build`.

    Raises OutputError as `build` does, and if ``made`` holds no whole pack of this tutorial.
    """
    place = place_of(folder, options)
    outputs.claim(place, "pack", cache.root, tutorial=folder, beside=other_folders)
    new = outputs.claims.read(made or place)
    # Others may have put files of their own into a pack that is in its place.
    if new is None or new.kind != "pack" or (made and not outputs.claims.is_whole(made, new)):
        raise OutputError(
            "The pack that was received for {place} is not whole.", "Run the same command again.", place=place
        )
    requested = tutorial_source.read_source(folder, options.languages, given)
    with replacement.staging_dir(place) as staging:
        if made is not None:
            replacement.swap_in(Path(shutil.copytree(made, staging / "pack")), place)
        plan = plans.plan_build(requested, options, place, cache)
        plans.save_record(cache, place, plan.digest, plan.parts)
    return BuildResult(folder, place, plans.read_messages(new.content), _mask(plan, plan.barred))


def place_of(folder: Path, options: Options) -> Path:
    """The folder of the pack of the tutorial in ``folder``."""
    return options.output / (folder.resolve().name + ("-draft" if options.draft else ""))


def _mask(plan: BuildPlan, notes: Sequence[str]) -> tuple[str, ...]:
    """Notes for staff with private words masked: they name files."""
    if not notes:
        return ()
    matcher = match_privacy(plan.source.tutorial, plan.source.school)
    return tuple(change_parts(note, matcher.mask) for note in notes)
