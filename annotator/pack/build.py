"""Build a pack as a whole or not at all: everything is checked and made in a staging folder before the older pack goes.

``build(Path("tutorials/join-class-on-zoom"), Options())`` makes the folder ``packs/join-class-on-zoom``. Staff build after
each correction, so most builds have little to do: `find_unchanged` finds a pack that can stay, without making anything, and
`plan_build` keeps single files. `install` puts a pack into place that another computer of a district made.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.edition import tutorial_source
from annotator.errors import OutputError, ProblemsError
from annotator.messages import change_parts
from annotator.model import Progress, no_progress
from annotator.outputs import replacement
from annotator.pack.build_record import save_record
from annotator.pack.catalogue import Options
from annotator.pack.plan import BuildPlan, list_parts, plan_build, read_messages
from annotator.pack.report import BuildResult
from annotator.privacy.matcher import match_privacy
from annotator.script import GivenSchool, has_script

PACK_JSON = outputs.marks.PACK_JSON
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

    Files of the older pack stay if the tutorial, the school and the other options are still the same; those of the whole pack,
    such as its start page, are made again. Else all are made anew; a note says so if that is more than was requested. Files in
    it that annotator did not make are kept in any case.

    Args:
        folder: the tutorial's folder; for a draft, one of screenshots without a script will do.
        options: the languages and kinds to make, and the folder for packs.
        progress: the callback, which gets one total for the whole job.
        cache: the cache of intermediate results and of the record of the build; None for the usual folder.
        other_folders: the other tutorials of the same command; their packs must not collide with this one.
        given: the school in place of the ``school.toml`` found from the folder.

    Raises:
        ProblemsError: the tutorial has problems.
        MissingError: a voice or a program is not installed.
        ServiceError: a voice on the network can't be reached.
        AnnotatorError: a video can't be made as small as the budget, or a folder without a script has no screenshot.
        OutputError: the pack can't be written, or its place is taken.

    After an error, an older pack is as it was.
    """
    cache = cache or Cache(default_root())
    if options.draft and given is None and folder.is_dir() and not has_script(folder):
        from annotator.edition import drafting

        with drafting.staged_draft(folder, options.languages, cache) as (staged, school):
            others = [other for other in other_folders if other.resolve() != folder.resolve()]
            return replace(build(staged, options, progress, cache, other_folders=others, given=school), folder=folder)
    unchanged = find_unchanged(folder, options, cache, other_folders, given)
    if unchanged is not None:
        return unchanged
    requested = _read_tutorial(folder, options, given)
    if requested.has_problems:
        from annotator.pack.preflight import preflight  # slow to import

        # It adds the problems of the pictures, and raises.
        preflight(requested, options, cache, progress).passed()
    from annotator.pack import pack_folder  # slow to import

    pack = pack_path(folder, options)
    with replacement.staging_dir(pack) as staging:
        plan = plan_build(requested, options, pack, cache)
        task = pack_folder.BuildTask(plan, older_pack=pack, options=options, staging=staging, cache=cache)
        content = pack_folder.make_pack(task, progress)
        manifest = outputs.marks.seal_content(content, task.folder, content["files"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (task.folder / PACK_JSON).write_text(text, encoding="utf-8")
        foreign = replacement.swap_in(task.folder, pack)
        save_record(cache, pack, plan.digest, plan.parts)
    notes = list(_mask_private_words(plan, (*plan.barred, *foreign)))
    has_more_than_requested = plan.parts != list_parts(requested, plan.website, options.kinds_for(requested.school))
    if plan.older and plan.left is None and has_more_than_requested:
        notes.insert(0, _MADE_ANEW)
    return BuildResult(folder, pack, manifest, tuple(notes))


def find_unchanged(
    folder: Path, options: Options, cache: Cache, other_folders: Sequence[Path] = (), given: GivenSchool | None = None
) -> BuildResult | None:
    """The pack of the tutorial in ``folder``, if a build would leave it as it is; nothing is made.

    None also if the script or the school has problems. Raises OutputError if the pack's place is taken.
    """
    pack = pack_path(folder, options)
    if outputs.claim(pack, "pack", cache.root, tutorial=folder, beside=other_folders) is None:
        return None
    try:
        requested = _read_tutorial(folder, options, given)
    except ProblemsError:
        return None
    plan = None if requested.has_problems else plan_build(requested, options, pack, cache)
    if plan is None or plan.left != plan.parts:
        return None
    return BuildResult(folder, pack, dict(plan.older), _mask_private_words(plan, plan.barred), unchanged=True)


def install(
    received: Path | None,
    folder: Path,
    options: Options,
    cache: Cache,
    other_folders: Sequence[Path] = (),
    given: GivenSchool | None = None,
) -> BuildResult:
    """Put a pack of the tutorial in ``folder`` that another computer made with the same arguments in its place.

    Args:
        received: a folder with the whole pack, ``pack.json`` included; None if it is in its place already, since the
            computers share that folder.
        folder: the tutorial's folder.
        options: the options that the pack was made with, with the ``output`` folder of this computer.
        cache: the cache for the record of the build, so that the next one leaves the pack as it is.
        other_folders: the other tutorials of the same command, as for `build`.
        given: the school in place of the ``school.toml`` found from the folder, as for `build`.

    Raises ProblemsError and OutputError as `build` does, and OutputError if ``received`` holds no whole pack.
    """
    pack = pack_path(folder, options)
    outputs.claim(pack, "pack", cache.root, tutorial=folder, beside=other_folders)
    mark = outputs.marks.read(received or pack)
    # Others may have put files of their own into a pack that is in its place.
    if mark is None or mark.kind != "pack" or (received and not outputs.marks.is_untouched(received, mark)):
        raise OutputError(
            "The pack that was received for {place} is not whole.", "Run the same command again.", place=pack
        )
    requested = _read_tutorial(folder, options, given)
    with replacement.staging_dir(pack) as staging:
        if received is not None:
            replacement.swap_in(Path(shutil.copytree(received, staging / "pack")), pack)
        plan = plan_build(requested, options, pack, cache)
        save_record(cache, pack, plan.digest, plan.parts)
    return BuildResult(folder, pack, read_messages(mark.content), _mask_private_words(plan, plan.barred))


def _read_tutorial(folder: Path, options: Options, given: GivenSchool | None) -> tutorial_source.TutorialSource:
    """The tutorial; in a draft, empty titles are replaced by that of another language. Raises ProblemsError."""
    source = tutorial_source.read_source(folder, options.languages, given)
    return tutorial_source.lend_titles(source) if options.draft else source


def pack_path(folder: Path, options: Options) -> Path:
    """The folder of the pack of the tutorial in ``folder``."""
    return options.output / (folder.resolve().name + ("-draft" if options.draft else ""))


def _mask_private_words(plan: BuildPlan, notes: Sequence[str]) -> tuple[str, ...]:
    """Notes for staff with private words masked, since they name files."""
    if not notes:
        return ()
    matcher = match_privacy(plan.source.tutorial, plan.source.school)
    return tuple(change_parts(note, matcher.mask) for note in notes)
