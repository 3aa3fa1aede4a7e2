"""Makes the content of a pack in the build's staging folder: copies the parts to keep, and makes the rest.

If files are barred from the website, its products are made from a second preflight without them, in a folder of their
own, and moved into the pack at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.cache import Cache
from annotator.errors import MissingError, OutputError, ProblemsError
from annotator.model import PackFile, Problem
from annotator.pack import catalogue, fingerprint, kept_parts, manifest, privacy_checks
from annotator.pack import preflight as preflights
from annotator.pack.job_progress import JobProgress, estimate_units, estimate_voice_units
from annotator.pack.kept_parts import BuildPlan, PreviousPack
from annotator.pack.options import Options
from annotator.pack.preflight import WEB, Preflight, preflight
from annotator.pack.product_context import ProductContext
from annotator.pack.product_runner import make_edition_products, make_pack_products, make_website, prepare
from annotator.pack.products.product import PackProduct, Part
from annotator.pack.renderer import FrameRenderer
from annotator.pack.shared_files import SharedFiles
from annotator.pack.tutorial_source import TutorialSource
from annotator.share.page_data import Publishing


@dataclass(frozen=True)
class BuildTask:
    """Everything that one build needs.

    Attributes:
        requested: the tutorial in the requested languages.
        source: the tutorial in all languages of the pack.
        website: the tutorial as it may be on the website; ``source`` itself if nothing is barred.
        options: as requested.
        plan: what to make and what to keep.
        previous: the pack that will be replaced.
        staging: the build's private folder.
    """

    requested: TutorialSource
    source: TutorialSource
    website: TutorialSource
    options: Options
    plan: BuildPlan
    previous: PreviousPack
    staging: Path
    cache: Cache
    job: JobProgress

    @property
    def pack_options(self) -> Options:
        """The options with the kinds and languages of the whole pack."""
        return replace(self.options, kinds=self.plan.kinds, languages=self.source.languages)

    @property
    def separate_website(self) -> bool:
        """Whether the website's products are made separately, since something is barred from them."""
        has_web_parts = any(part.kind in catalogue.WEB_KINDS for part in self.plan.parts)
        return has_web_parts and self.website is not self.source and bool(self.website.languages)

    def stale_parts_error(self, parts: Iterable[Part]) -> OutputError:
        """The error for parts that can't be kept."""
        return kept_parts.stale_parts_error(parts, self.previous.place, self.requested.folder, self.options)


@dataclass(frozen=True)
class PackFolder:
    """A finished pack but for ``pack.json``: its folder, the content of ``pack.json``, notes, and records of its parts."""

    folder: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    records: dict[Part, fingerprint.PartRecord] = field(default_factory=dict)


def estimate_job_units(source: TutorialSource, website: TutorialSource, plan: BuildPlan) -> int:
    """Estimate the work of a build in pictures, sentences, segments and files, for the progress bar."""
    steps = len(source.tutorial.steps)
    total = preflights.count_inputs(source) + estimate_voice_units(plan.make, steps) + estimate_units(plan.make, steps)
    if website is not source:
        included = _included_in_pages(plan)
        web_parts = _web_parts(plan) | included
        total += preflights.count_inputs(website)
        total += estimate_voice_units(web_parts, steps) + estimate_units(included, steps)
    return total


def run_preflight(task: BuildTask) -> Preflight:
    """Check the tutorial in all languages of the pack.

    Raises:
        ProblemsError: the requested languages have problems.
        MissingError: a voice for them is not installed.
        OutputError: only languages of parts to keep have problems; these can't be kept.
    """
    with task.job.stage("pictures", preflights.count_inputs(task.source)) as progress:
        checked = preflight(task.source, task.pack_options, task.cache, progress)
    try:
        return checked.passed()
    except (ProblemsError, MissingError):
        other_languages = [part for part in task.plan.keep if part.lang not in task.requested.languages]
        if not other_languages:
            raise
        preflight(task.requested, task.options, task.cache).passed()
        raise task.stale_parts_error(other_languages) from None


def make_pack(task: BuildTask, checked: Preflight) -> PackFolder:
    """Make the content of the pack in ``task.staging``.

    Raises OutputError if a part can't be kept, and what the products raise.
    """
    website = _run_website_preflight(task) if task.separate_website else checked
    fingerprints = fingerprint.compute_fingerprints(task.plan.parts, checked, website, task.pack_options, task.cache)
    if changed := kept_parts.find_changed_parts(task.plan, task.previous, fingerprints):
        raise task.stale_parts_error(changed)
    with ExitStack() as renderers:
        context = _prepare(task, checked, task.plan.make, "pack", renderers)
        for edition in context.editions:
            (context.folder / edition.lang).mkdir()
        site = context
        if task.separate_website:
            included = _included_in_pages(task.plan)
            site = _prepare(task, website, _web_parts(task.plan) | included, "website", renderers)
            make_edition_products(site, included, {}, task.job, website=False)
        _make_parts(task, context, site)
    records, warnings = _collect_records(task, checked, context, fingerprints)
    content = manifest.build_manifest(
        checked, context.files, context.narration.editions, warnings, task.previous.manifest
    )
    return PackFolder(context.folder, content, context.narration.notes, records)


def _make_parts(task: BuildTask, context: ProductContext, site: ProductContext) -> None:
    """Make all parts. Those of the website are made in ``site``, which is ``context`` itself if nothing is barred."""
    plan, job = task.plan, task.job
    kept = {
        part: _copy_kept(task, part, site if part.kind in catalogue.WEB_KINDS else context)
        for part in _sort_parts(plan.keep)
    }
    make_edition_products(context, plan.make, kept, job, website=False)
    if site is not context:
        # Pages list the files of the pack, not the ones made again for the website.
        site.files, site.warnings = [*context.files], {}
    make_website(site, plan.make, kept, job)
    if site is not context:
        context.files = site.files
        context.warnings |= site.warnings
        if site.web.exists():
            site.web.rename(context.web)
    context.files = _sort_files(context.files)
    make_pack_products(context, plan.make, kept, job, website=False)


def _copy_kept(task: BuildTask, part: Part, context: ProductContext) -> tuple[PackFile, ...]:
    files = kept_parts.copy_part(part, task.previous, context.folder)
    if files is None:
        raise task.stale_parts_error([part])
    return files


def _prepare(
    task: BuildTask, checked: Preflight, make: Collection[Part], name: str, renderers: ExitStack
) -> ProductContext:
    renderer = renderers.enter_context(
        FrameRenderer(checked.files, half=task.options.draft, shared=SharedFiles(task.cache))
    )
    folder = task.staging / name
    publishing = Publishing(checked.source.school.website)
    return prepare(
        checked, make, task.plan.parts, task.pack_options, folder, renderer, task.cache, task.job, publishing
    )


def _collect_records(
    task: BuildTask, checked: Preflight, context: ProductContext, fingerprints: Mapping[Part, str]
) -> tuple[dict[Part, fingerprint.PartRecord], list[Problem]]:
    """The records of all parts for the next build, and all warnings about the files of the pack."""
    warnings: list[Problem] = []
    records: dict[Part, fingerprint.PartRecord] = {}
    for part in _sort_parts(task.plan.parts):
        if part in task.plan.keep:
            records[part] = task.previous.records[part]
            warnings += records[part].problems(checked.edition(part.lang))
        else:
            own = context.warnings.get(part, [])
            warnings += own
            masked = [privacy_checks.mask_problem(problem, checked.matcher) for problem in own]
            rows = tuple((problem.step, problem.message, problem.remedy) for problem in masked)
            records[part] = fingerprint.PartRecord(fingerprints.get(part, ""), rows)
    return records, warnings


def _run_website_preflight(task: BuildTask) -> Preflight:
    with task.job.stage("pictures", preflights.count_inputs(task.website)) as progress:
        return preflight(task.website, task.pack_options, task.cache, progress).passed()


def _web_parts(plan: BuildPlan) -> frozenset[Part]:
    """The parts to make in the folder for the website."""
    return frozenset(part for part in plan.make if part.kind in catalogue.WEB_KINDS)


def _included_in_pages(plan: BuildPlan) -> frozenset[Part]:
    """The parts outside the folder for the website that the pages to be made include, such as the video."""
    included: set[Part] = set()
    for page in catalogue.PRODUCTS:
        if isinstance(page, PackProduct) and page.website:
            for part in plan.parts:
                outside = part.kind in page.includes and part.kind not in catalogue.WEB_KINDS
                if outside and Part(page.kind, part.lang) in plan.make:
                    included.add(part)
    return frozenset(included)


def _sort_parts(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (part.lang, catalogue.KINDS.index(part.kind)))


def _sort_files(files: Iterable[PackFile]) -> list[PackFile]:
    """The files of each language in the order in which they were made, then those for the website by name."""
    files = list(files)
    web = [file for file in files if file.path.startswith(f"{WEB}/")]
    return [file for file in files if file not in web] + sorted(web, key=lambda file: file.path.split("/"))
