"""Makes the content of a pack in the build's staging folder: copies the files to keep, makes the rest, and lists them.

If files are barred from the website, its products are made from a second preflight without them, in a folder of their
own, and moved into the pack at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import annotator
from annotator import timeline as timelines
from annotator.cache import Cache
from annotator.messages import change_parts
from annotator.model import PackFile, Problem
from annotator.pack import catalogue, privacy_checks
from annotator.pack import preflight as preflights
from annotator.pack.edition import SpokenEdition
from annotator.pack.options import Options
from annotator.pack.plan import BuildPlan, Kept
from annotator.pack.preflight import Preflight, preflight
from annotator.pack.product_runner import (
    JobProgress,
    estimate_units,
    estimate_voice_units,
    make_edition_products,
    make_pack_products,
    make_website,
    prepare,
)
from annotator.pack.products.product import WEB, PackProduct, ProductContext
from annotator.pack.renderer import FrameRenderer
from annotator.pack.stamp import Parts
from annotator.pack.tutorial_source import TutorialSource
from annotator.privacy.matcher import Matcher
from annotator.script import SCHOOL, without_accepted
from annotator.share.page_data import Publishing


@dataclass(frozen=True)
class BuildTask:
    """Everything that one build needs.

    Attributes:
        plan: what the pack will have.
        place: the folder of the pack that is replaced.
        kept: the files of it that stay.
        options: as requested.
        staging: the build's private folder.
    """

    plan: BuildPlan
    place: Path
    kept: Kept
    options: Options
    staging: Path
    cache: Cache

    @property
    def make(self) -> Parts:
        """The parts to make."""
        return self.kept.remaining(self.plan.parts)

    @property
    def pack_options(self) -> Options:
        """The options with the kinds and languages of the whole pack."""
        return replace(self.options, kinds=tuple(self.plan.parts), languages=self.plan.source.languages)

    @property
    def web_make(self) -> Parts:
        """The parts to make in the folder for the website."""
        return {kind: langs for kind, langs in self.make.items() if kind in catalogue.WEB_KINDS}

    @property
    def separate_website(self) -> bool:
        """Whether the website's products are made separately, since something is barred from them."""
        return self.plan.website is not self.plan.source and bool(self.web_make)

    @property
    def included(self) -> Parts:
        """The parts outside the folder for the website that its pages include, such as the video."""
        return {
            kind: tuple(lang for lang in self.plan.parts[kind] if lang in self.make[page.kind])
            for page in catalogue.PRODUCTS
            if isinstance(page, PackProduct) and page.kind in self.make
            for kind in page.includes
            if kind in self.plan.parts
        }

    @property
    def units(self) -> int:
        """An estimate of the work in pictures, sentences, segments and files, for the progress bar."""
        steps = len(self.plan.source.tutorial.steps)
        total = preflights.count_inputs(self.plan.source)
        total += estimate_voice_units(self.make, steps) + estimate_units(self.make, steps)
        if self.separate_website:
            total += preflights.count_inputs(self.plan.website) + estimate_units(self.included, steps)
            total += estimate_voice_units({**self.included, **self.web_make}, steps)
        return total


@dataclass(frozen=True)
class PackFolder:
    """A finished pack but for ``pack.json``: its folder, the content of ``pack.json``, and notes, private words masked.

    ``matcher`` masks them in further notes.
    """

    folder: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    matcher: Matcher


def make_pack(task: BuildTask, job: JobProgress) -> PackFolder:
    """Make the content of the pack in ``task.staging``.

    Raises:
        ProblemsError: the tutorial has problems, in any language of the pack.
        MissingError: a voice is not installed.
        ServiceError: a voice on the network can't be reached.
        OutputError: a disk is full, or a file can't be written.
    """
    plan, make = task.plan, task.make
    checked = _run_preflight(task, plan.source, job)
    website = _run_preflight(task, plan.website, job) if task.separate_website else checked
    with ExitStack() as renderers:
        context = _prepare(task, checked, make, "pack", renderers, job)
        for edition in context.editions:
            (context.folder / edition.lang).mkdir()
        site = context
        if task.separate_website:
            site = _prepare(task, website, {**task.included, **task.web_make}, "website", renderers, job)
            make_edition_products(site, task.included, job, website=False)
        _make_parts(task, context, site, job)
    warnings = [warning for kind in catalogue.KINDS for warning in context.warnings.get(kind, ())]
    manifest = build_manifest(checked, context.files, context.narrated, warnings, task.kept.manifest)
    notes = tuple(change_parts(note, checked.matcher.mask) for note in (*context.notes, *plan.barred))
    return PackFolder(context.folder, manifest, notes, checked.matcher)


def _make_parts(task: BuildTask, context: ProductContext, site: ProductContext, job: JobProgress) -> None:
    """Make all parts. Those of the website are made in ``site``, which is ``context`` itself if nothing is barred."""
    make, kept = task.make, task.kept.files
    for file in kept:
        folder = site.folder if file.kind in catalogue.WEB_KINDS else context.folder
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(task.place / file.path, folder / file.path)
    make_edition_products(context, make, job, website=False, kept=kept)
    if site is not context:
        # Pages list the files of the pack, not the ones made again for the website.
        site.files, site.warnings = [*context.files], {}
    make_website(site, make, job, kept)
    if site is not context:
        context.files = site.files
        context.warnings |= site.warnings
        if site.web.exists():
            site.web.rename(context.web)
    context.files = _sort_files(context.files)
    make_pack_products(context, make, job, website=False)


def _run_preflight(task: BuildTask, source: TutorialSource, job: JobProgress) -> Preflight:
    with job.stage("pictures", preflights.count_inputs(source)) as progress:
        return preflight(source, task.pack_options, task.cache, progress).passed()


def _prepare(
    task: BuildTask, checked: Preflight, make: Parts, name: str, renderers: ExitStack, job: JobProgress
) -> ProductContext:
    renderer = renderers.enter_context(FrameRenderer(checked.files, half=task.options.draft))
    publishing = Publishing(checked.source.school.website)
    return prepare(checked, make, task.pack_options, task.staging / name, renderer, task.cache, job, publishing)


def _sort_files(files: Iterable[PackFile]) -> list[PackFile]:
    """The files of each language in the order in which they were made, then those for the website by name."""
    files = list(files)
    web = [file for file in files if file.path.startswith(f"{WEB}/")]
    return [file for file in files if file not in web] + sorted(web, key=lambda file: file.path.split("/"))


def build_manifest(
    checked: Preflight,
    files: Sequence[PackFile],
    spoken: Mapping[str, SpokenEdition],
    warnings: Iterable[Problem],
    previous: Mapping[str, Any],
) -> dict[str, Any]:
    """The content of ``pack.json``, with private words masked.

    Args:
        checked: the tutorial in all languages of the pack.
        files: all files of the pack.
        spoken: the editions that were spoken in this build, by language.
        warnings: the warnings about the files.
        previous: the ``pack.json`` of the pack whose files stay: it has the voices and times of languages that weren't
            spoken again, and the warnings about those files.
    """
    voices, steps = dict(previous.get("voices", {})), dict(previous.get("steps", {}))
    for lang, edition in spoken.items():
        voice = edition.voice
        voices[lang] = {
            "engine": voice.engine,
            "voice": voice.voice,
            "version": voice.version,
            "memos": voice.memos,
        }
        steps[lang] = timelines.steps_table(edition.timeline)
    # A line of school.toml says nothing about the pack, and a school may come from elsewhere.
    school = [replace(warning, line=0) if warning.file == SCHOOL else warning for warning in checked.warnings]
    new = (*school, *without_accepted(checked.source.tutorial, warnings))
    masked = [privacy_checks.mask_problem(warning, checked.matcher).line_of_text for warning in new]
    return {
        "tutorial": checked.source.name,
        "made_with": f"annotator {annotator.__version__}",
        "files": [file.row() for file in files],
        "voices": {lang: voices[lang] for lang in checked.source.languages if lang in voices},
        "steps": {lang: steps[lang] for lang in checked.source.languages if lang in steps},
        "hidden": list(_list_covers(checked)),
        "warnings": list(dict.fromkeys((*masked, *previous.get("warnings", ())))),
    }


def _list_covers(checked: Preflight) -> Iterable[dict[str, Any]]:
    """The covers of each step in each language. File names are left out, since they may contain private words."""
    for edition in checked.editions:
        for step in edition.steps:
            for hidden in step.scan.screen.hidden:
                yield {**step.number.row("step"), "lang": edition.lang, "kind": hidden.kind, "box": hidden.box.numbers}
