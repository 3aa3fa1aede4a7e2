"""Make a pack's files in a staging folder, so that a build that fails leaves the older pack as it is.

If files are barred from the website, its products are made from a second preflight without them, in a folder of their own, and
then moved into the pack.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import Any

from annotator.cache import Cache
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import Progress
from annotator.pack import catalogue
from annotator.pack.catalogue import Options, Parts
from annotator.pack.job_progress import JobProgress, estimate_units
from annotator.pack.make_products import make_edition_products, make_products, prepare
from annotator.pack.manifest import build_manifest
from annotator.pack.plan import BuildPlan
from annotator.pack.preflight import Preflight, count_inputs, preflight
from annotator.pack.products.product import ProductContext
from annotator.pages.page_data import Publishing


@dataclass(frozen=True)
class BuildTask:
    """Everything that one build needs.

    A build of ``join-class-on-zoom`` has the ``older_pack`` ``packs/join-class-on-zoom``, and a ``staging`` folder beside that.

    Attributes:
        plan: the parts to make and the files to keep.
        older_pack: the folder of the pack that is replaced.
        options: the options as requested.
        staging: the build's private folder.
        cache: the cache of intermediate results.
    """

    plan: BuildPlan
    older_pack: Path
    options: Options
    staging: Path
    cache: Cache

    @property
    def folder(self) -> Path:
        """The folder for the new pack, in the staging folder."""
        return self.staging / "pack"

    @property
    def pack_options(self) -> Options:
        """The options with the kinds and languages of the whole pack."""
        return replace(self.options, kinds=tuple(self.plan.parts), languages=self.plan.source.languages)

    @property
    def web_make(self) -> Parts:
        """The parts to make whose files become public."""
        return {kind: langs for kind, langs in self.plan.make.items() if kind in catalogue.WEB_KINDS}

    @property
    def separate_website(self) -> bool:
        """Whether the website's products are made separately, since something is barred from them."""
        return self.plan.website is not self.plan.source and bool(self.web_make)

    @property
    def included(self) -> Parts:
        """The parts outside the website's folder whose files its pages copy or quote."""
        pages = self.plan.make.get("page", ())
        parts: dict[str, tuple[str, ...]] = {}
        for kind in ("video", "message", "paper"):
            if langs := tuple(lang for lang in self.plan.parts.get(kind, ()) if lang in pages):
                parts[kind] = langs
        return parts

    @property
    def units(self) -> int:
        """An estimate of the work, in pictures, sentences, segments and files."""
        steps = len(self.plan.source.tutorial.steps)
        total = count_inputs(self.plan.source) + estimate_units(self.plan.make, steps)
        if self.separate_website:
            total += count_inputs(self.plan.website) + estimate_units(self.included, steps)
        return total


def make_pack(task: BuildTask, progress: Progress) -> dict[str, Any]:
    """Make the content of the pack in ``task.folder``, and return that of its ``pack.json``.

    Raises:
        ProblemsError: the tutorial has problems, in any language of the pack.
        MissingError: a voice is not installed.
        ServiceError: a voice on the network can't be reached.
        AnnotatorError: a video can't be made as small as the budget.
        OutputError: a disk is full, or a file can't be written.
    """
    plan, make = task.plan, task.plan.make
    job = JobProgress(task.units, progress)
    checked = _run_preflight(task, plan.source, job)
    website = _run_preflight(task, plan.website, job) if task.separate_website else checked
    with ExitStack() as renderers:
        context = _prepare_context(task, checked, make, task.folder, renderers, job)
        for edition in context.editions:
            (context.folder / edition.lang).mkdir()
        site = None
        if task.separate_website:
            site_parts = {**task.included, **task.web_make}
            site = _prepare_context(task, website, site_parts, task.staging / "website", renderers, job)
            make_edition_products(site, task.included, job, website=False)
        for file in plan.kept:
            folder = (site or context).folder if file.kind in catalogue.WEB_KINDS else context.folder
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            copyfile(task.older_pack / file.path, folder / file.path)
        make_products(context, make, job, plan.kept, site)
    warnings = [warning for kind in catalogue.KINDS for warning in context.warnings.get(kind, ())]
    previous = plan.older if plan.left is not None else {}
    manifest = build_manifest(checked, context.files, context.narrated, warnings, previous)
    job.finish("pack")
    return manifest


def _run_preflight(task: BuildTask, source: TutorialSource, job: JobProgress) -> Preflight:
    """Check a tutorial as a stage of the job, and return the result. Raises what `Preflight.passed` raises."""
    with job.stage("pictures", count_inputs(source)) as progress:
        return preflight(source, task.pack_options, task.cache, progress).passed()


def _prepare_context(
    task: BuildTask, checked: Preflight, make: Parts, folder: Path, renderers: ExitStack, job: JobProgress
) -> ProductContext:
    """The context of the products that are made in ``folder``, with their narration spoken."""
    renderer = renderers.enter_context(FrameRenderer(checked.files, half=task.options.draft))
    publishing = Publishing(checked.source.school.website, languages=task.plan.website.languages)
    options, cache = task.pack_options, task.cache
    return prepare(checked, make, options, folder, renderer=renderer, cache=cache, job=job, publishing=publishing)
