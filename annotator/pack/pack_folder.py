"""Fills the folder of a pack: what is kept is copied, the rest is made; the website only from what may be there."""

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
from annotator.pack.product_context import ProductContext, begin, make_by_language, make_website, make_whole
from annotator.pack.products.product import PackProduct, Part
from annotator.pack.renderer import FrameRenderer
from annotator.pack.tutorial_source import TutorialSource
from annotator.share.page_data import Publishing


@dataclass(frozen=True)
class BuildTask:
    """What a build has to do.

    ``asked`` is the script in the languages asked for, ``source`` in all those of the pack, ``public`` as it may be on
    the website: the same object where nothing is barred. ``work`` is the build's own folder.
    """

    asked: TutorialSource
    source: TutorialSource
    public: TutorialSource
    options: Options
    plan: BuildPlan
    older: PreviousPack
    work: Path
    cache: Cache
    job: JobProgress

    @property
    def wanted(self) -> Options:
        """The options with the kinds and languages of the whole pack."""
        return replace(self.options, kinds=self.plan.kinds, languages=self.source.languages)

    @property
    def apart(self) -> bool:
        """Whether the website's folder is made apart, since something of the tutorial may not be in it."""
        web = any(part.kind in catalogue.WEB_KINDS for part in self.plan.parts)
        return web and self.public is not self.source and bool(self.public.languages)

    def refusal(self, parts: Iterable[Part]) -> OutputError:
        """Why the pack is not made, where these parts could not stay."""
        return kept_parts.stale_parts_error(parts, self.older.place, self.asked.folder, self.options)


@dataclass(frozen=True)
class PackFolder:
    """A folder with everything of a pack but ``pack.json``, whose content is ``manifest``; and what to note of its parts."""

    folder: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    records: dict[Part, fingerprint.PartRecord] = field(default_factory=dict)


def estimate_job_units(source: TutorialSource, public: TutorialSource, plan: BuildPlan) -> int:
    """About how much a build will do: pictures, sentences, segments, files."""
    steps, made = len(source.tutorial.steps), plan.make
    total = preflights.count_inputs(source) + estimate_voice_units(made, steps) + estimate_units(made, steps)
    if public is not source:
        web = {part for part in made if part.kind in catalogue.WEB_KINDS} | _for_page(plan)
        total += (
            preflights.count_inputs(public) + estimate_voice_units(web, steps) + estimate_units(_for_page(plan), steps)
        )
    return total


def run_preflight(task: BuildTask) -> Preflight:
    """The tutorial in all languages of the pack, looked at. Raises ProblemsError, MissingError, and OutputError.

    Where only the languages that should stay have problems, these are not told: their parts can't stay.
    """
    with task.job.stage("pictures", preflights.count_inputs(task.source)) as progress:
        seen = preflight(task.source, task.wanted, task.cache, progress)
    try:
        return seen.passed()
    except (ProblemsError, MissingError):
        staying = [part for part in task.plan.keep if part.lang not in task.asked.languages]
        if not staying:
            raise
        preflight(task.asked, task.options, task.cache).passed()
        raise task.refusal(staying) from None


def make_pack(task: BuildTask, checked: Preflight) -> PackFolder:
    """Make a pack of a tutorial that can be built. Raises OutputError where a part can't stay that isn't asked for."""
    web = _look_for_website(task) if task.apart else checked
    prints = fingerprint.compute_fingerprints(task.plan.parts, checked, web, task.wanted, task.cache)
    if changed := kept_parts.find_changed_parts(task.plan, task.older, prints):
        raise task.refusal(changed)
    with ExitStack() as renderers:
        context = _begin(task, checked, task.plan.make, "pack", renderers)
        for edition in context.editions:
            (context.folder / edition.lang).mkdir()
        site = context
        if task.apart:
            taken = _for_page(task.plan)
            web_parts = {part for part in task.plan.make if part.kind in catalogue.WEB_KINDS}
            site = _begin(task, web, web_parts | taken, "website", renderers)
            make_by_language(site, taken, {}, task.job, website=False)
        _make(task, context, site)
    return _described(task, checked, context, prints)


def _make(task: BuildTask, context: ProductContext, site: ProductContext) -> None:
    """Make all parts; those of the website from ``site``, which is ``context`` where nothing is barred."""
    plan, job = task.plan, task.job
    kept = {
        part: _kept(task, part, site if part.kind in catalogue.WEB_KINDS else context) for part in _sorted(plan.keep)
    }
    make_by_language(context, plan.make, kept, job, website=False)
    if site is not context:
        site.files, site.warnings = [*context.files], {}
    make_website(site, plan.make, kept, job)
    if site is not context:
        context.files = site.files
        context.warnings |= site.warnings
        if site.web.exists():
            site.web.rename(context.web)
    context.files = _in_order(context.files)
    make_whole(context, plan.make, kept, job, website=False)


def _kept(task: BuildTask, part: Part, context: ProductContext) -> tuple[PackFile, ...]:
    files = kept_parts.copy_part(part, task.older, context.folder)
    if files is None:
        raise task.refusal([part])
    return files


def _begin(
    task: BuildTask, looked: Preflight, make: Collection[Part], name: str, renderers: ExitStack
) -> ProductContext:
    renderer = renderers.enter_context(FrameRenderer(looked.files, half=task.options.draft))
    folder = task.work / name
    publishing = Publishing(looked.source.school.website)
    return begin(looked, make, task.plan.parts, task.wanted, folder, renderer, task.cache, task.job, publishing)


def _described(task: BuildTask, checked: Preflight, context: ProductContext, prints: Mapping[Part, str]) -> PackFolder:
    """The finished folder with its manifest, and what the next build needs to know of each part."""
    warnings: list[Problem] = []
    records: dict[Part, fingerprint.PartRecord] = {}
    for part in _sorted(task.plan.parts):
        if part in task.plan.keep:
            records[part] = task.older.recorded[part]
            warnings += records[part].problems(checked.edition(part.lang))
        else:
            found = context.warnings.get(part, [])
            warnings += found
            masked = [privacy_checks.mask_problem(problem, checked.matcher) for problem in found]
            told = tuple((problem.step or 0, problem.message, problem.remedy) for problem in masked)
            records[part] = fingerprint.PartRecord(prints.get(part, ""), told)
    content = manifest.build_manifest(checked, context.files, context.narration.editions, warnings, task.older.manifest)
    return PackFolder(context.folder, content, context.narration.notes, records)


def _look_for_website(task: BuildTask) -> Preflight:
    with task.job.stage("pictures", preflights.count_inputs(task.public)) as progress:
        return preflight(task.public, task.wanted, task.cache, progress).passed()


def _for_page(plan: BuildPlan) -> frozenset[Part]:
    """What a page that is to be made takes along, besides what is in the website's folder itself."""
    pages = [product for product in catalogue.PRODUCTS if isinstance(product, PackProduct) and product.website]
    return frozenset(
        part
        for page in pages
        for part in plan.parts
        if part.kind in page.includes
        and part.kind not in catalogue.WEB_KINDS
        and Part(page.kind, part.lang) in plan.make
    )


def _sorted(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (part.lang, catalogue.KINDS.index(part.kind)))


def _in_order(files: Iterable[PackFile]) -> list[PackFile]:
    """A pack's files: those of each language as they were made, then the website's by their names."""
    files = list(files)
    web = [file for file in files if file.path.startswith(f"{WEB}/")]
    return [file for file in files if file not in web] + sorted(web, key=lambda file: file.path.split("/"))
