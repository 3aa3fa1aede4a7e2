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
from annotator.pack.job_progress import WholeJob, units, voice_units
from annotator.pack.kept_parts import OlderPack, Plan
from annotator.pack.options import Options
from annotator.pack.preflight import WEB, Preflight, preflight
from annotator.pack.product_context import Making, begin, make_by_language, make_website, make_whole
from annotator.pack.products.product import PackProduct, Part
from annotator.pack.renderer import FrameRenderer
from annotator.pack.tutorial_source import Script
from annotator.share.page_data import Publishing


@dataclass(frozen=True)
class Task:
    """What a build has to do.

    ``asked`` is the script in the languages asked for, ``script`` in all those of the pack, ``public`` as it may be on
    the website: the same object where nothing is barred. ``work`` is the build's own folder.
    """

    asked: Script
    script: Script
    public: Script
    options: Options
    plan: Plan
    older: OlderPack
    work: Path
    cache: Cache
    job: WholeJob

    @property
    def wanted(self) -> Options:
        """The options with the kinds and languages of the whole pack."""
        return replace(self.options, kinds=self.plan.kinds, languages=self.script.languages)

    @property
    def apart(self) -> bool:
        """Whether the website's folder is made apart, since something of the tutorial may not be in it."""
        web = any(part.kind in catalogue.WEB_KINDS for part in self.plan.parts)
        return web and self.public is not self.script and bool(self.public.languages)

    def refusal(self, parts: Iterable[Part]) -> OutputError:
        """Why the pack is not made, where these parts could not stay."""
        return kept_parts.refusal(parts, self.older.place, self.asked.folder, self.options)


@dataclass(frozen=True)
class PackFolder:
    """A folder with everything of a pack but ``pack.json``, whose content is ``manifest``; and what to note of its parts."""

    folder: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    records: dict[Part, fingerprint.PartRecord] = field(default_factory=dict)


def job_units(script: Script, public: Script, plan: Plan) -> int:
    """About how much a build will do: pictures, sentences, segments, files."""
    steps, made = len(script.tutorial.steps), plan.make
    total = preflights.units(script) + voice_units(made, steps) + units(made, steps)
    if public is not script:
        web = {part for part in made if part.kind in catalogue.WEB_KINDS} | _for_page(plan)
        total += preflights.units(public) + voice_units(web, steps) + units(_for_page(plan), steps)
    return total


def look(task: Task) -> Preflight:
    """The tutorial in all languages of the pack, looked at. Raises ProblemsError, MissingError, and OutputError.

    Where only the languages that should stay have problems, these are not told: their parts can't stay.
    """
    with task.job.stage("pictures", preflights.units(task.script)) as progress:
        seen = preflight(task.script, task.wanted, task.cache, progress)
    try:
        return seen.passed()
    except (ProblemsError, MissingError):
        staying = [part for part in task.plan.keep if part.lang not in task.asked.languages]
        if not staying:
            raise
        preflight(task.asked, task.options, task.cache).passed()
        raise task.refusal(staying) from None


def fill(task: Task, checked: Preflight) -> PackFolder:
    """Make a pack of a tutorial that can be built. Raises OutputError where a part can't stay that isn't asked for."""
    web = _look_for_website(task) if task.apart else checked
    prints = fingerprint.of_parts(task.plan.parts, checked, web, task.wanted, task.cache)
    if changed := kept_parts.changed(task.plan, task.older, prints):
        raise task.refusal(changed)
    with ExitStack() as renderers:
        making = _begin(task, checked, task.plan.make, "pack", renderers)
        for edition in making.editions:
            (making.folder / edition.lang).mkdir()
        site = making
        if task.apart:
            taken = _for_page(task.plan)
            web_parts = {part for part in task.plan.make if part.kind in catalogue.WEB_KINDS}
            site = _begin(task, web, web_parts | taken, "website", renderers)
            make_by_language(site, taken, {}, task.job, website=False)
        _make(task, making, site)
    return _described(task, checked, making, prints)


def _make(task: Task, making: Making, site: Making) -> None:
    """Make all parts; those of the website from ``site``, which is ``making`` where nothing is barred."""
    plan, job = task.plan, task.job
    kept = {
        part: _kept(task, part, site if part.kind in catalogue.WEB_KINDS else making) for part in _sorted(plan.keep)
    }
    make_by_language(making, plan.make, kept, job, website=False)
    if site is not making:
        site.files, site.warnings = [*making.files], {}
    make_website(site, plan.make, kept, job)
    if site is not making:
        making.files = site.files
        making.warnings |= site.warnings
        if site.web.exists():
            site.web.rename(making.web)
    making.files = _in_order(making.files)
    make_whole(making, plan.make, kept, job, website=False)


def _kept(task: Task, part: Part, making: Making) -> tuple[PackFile, ...]:
    files = kept_parts.take_over(part, task.older, making.folder)
    if files is None:
        raise task.refusal([part])
    return files


def _begin(task: Task, looked: Preflight, make: Collection[Part], name: str, renderers: ExitStack) -> Making:
    renderer = renderers.enter_context(FrameRenderer(looked.files, half=task.options.draft))
    folder = task.work / name
    publishing = Publishing(looked.script.school.website)
    return begin(looked, make, task.plan.parts, task.wanted, folder, renderer, task.cache, task.job, publishing)


def _described(task: Task, checked: Preflight, making: Making, prints: Mapping[Part, str]) -> PackFolder:
    """The finished folder with its manifest, and what the next build needs to know of each part."""
    warnings: list[Problem] = []
    records: dict[Part, fingerprint.PartRecord] = {}
    for part in _sorted(task.plan.parts):
        if part in task.plan.keep:
            records[part] = task.older.recorded[part]
            warnings += records[part].problems(checked.edition(part.lang))
        else:
            found = making.warnings.get(part, [])
            warnings += found
            masked = [privacy_checks.for_logs(problem, checked.matcher) for problem in found]
            told = tuple((problem.step or 0, problem.message, problem.remedy) for problem in masked)
            records[part] = fingerprint.PartRecord(prints.get(part, ""), told)
    content = manifest.manifest(checked, making.files, making.narration.editions, warnings, task.older.manifest)
    return PackFolder(making.folder, content, making.narration.notes, records)


def _look_for_website(task: Task) -> Preflight:
    with task.job.stage("pictures", preflights.units(task.public)) as progress:
        return preflight(task.public, task.wanted, task.cache, progress).passed()


def _for_page(plan: Plan) -> frozenset[Part]:
    """What a page that is to be made takes along, besides what is in the website's folder itself."""
    pages = [product for product in catalogue.PRODUCTS if isinstance(product, PackProduct) and product.website]
    return frozenset(
        part
        for page in pages
        for part in plan.parts
        if part.kind in page.takes and part.kind not in catalogue.WEB_KINDS and Part(page.kind, part.lang) in plan.make
    )


def _sorted(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (part.lang, catalogue.KINDS.index(part.kind)))


def _in_order(files: Iterable[PackFile]) -> list[PackFile]:
    """A pack's files: those of each language as they were made, then the website's by their names."""
    files = list(files)
    web = [file for file in files if file.path.startswith(f"{WEB}/")]
    return [file for file in files if file not in web] + sorted(web, key=lambda file: file.path.split("/"))
