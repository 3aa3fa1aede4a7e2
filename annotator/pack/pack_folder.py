"""Make a pack's files in a staging folder, so that a build that fails leaves the older pack as it is.

First the narration is spoken; then come the products of each language, those for the website, and those made from the whole
pack, each in the catalogue's order. If files are barred from the website, its products are made from a second preflight without
them, in a folder of their own, and moved into the pack at the end.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import Any

from annotator.cache import Cache
from annotator.edition import narration
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import PackFile, Progress
from annotator.pack import catalogue
from annotator.pack.catalogue import Options
from annotator.pack.job_progress import (
    JobProgress,
    count_units,
    estimate_units,
    estimate_voice_units,
    spoken_languages,
)
from annotator.pack.manifest import build_manifest
from annotator.pack.plan import BuildPlan, Parts
from annotator.pack.preflight import Preflight, count_inputs, preflight
from annotator.pack.products.product import WEB, EditionProduct, PackProduct, ProductContext
from annotator.pages.page_data import Publishing


def prepare(
    checked: Preflight,
    make: Parts,
    options: Options,
    folder: Path,
    renderer: FrameRenderer,
    cache: Cache,
    job: JobProgress,
    publishing: Publishing,
    *,
    gallery: bool = False,
) -> ProductContext:
    """Create ``folder``, and speak the narration that ``make`` needs.

    Args:
        checked: a tutorial that passed its preflight.
        make: the parts to be made: ``{"video": ("es",), "card": ("es", "en")}``.
        options: the options of the build.
        folder: the new folder of the pack; must not exist.
        renderer: the renderer of its cards; the caller closes it.
        cache: the cache of spoken sentences and encoded segments.
        job: the progress of the build, in which the narration is a stage.
        publishing: the address of the pages.
        gallery: whether there is a gallery one folder above the pages.

    Raises:
        MissingError: a voice is not installed.
        ServiceError: a voice on the network can't be reached.
    """
    folder.mkdir()
    editions = [edition for edition in checked.editions if edition.lang in spoken_languages(make)]
    with job.stage("voice", estimate_voice_units(make, len(checked.source.tutorial.steps))) as progress:
        choices = narration.choose_voices(editions, cache, options.voice, draft=options.draft)
        narrated = narration.narrate(checked.source, editions, choices, checked.matcher, cache, progress, options.jobs)
    return ProductContext(
        folder=folder,
        editions=checked.editions,
        cache=cache,
        renderer=renderer,
        narrated=narrated,
        voice_choices=choices,
        publishing=publishing,
        gallery=gallery,
        labels=catalogue.LABELS,
        budget=options.budget,
        jobs=options.jobs,
    )


def make_edition_products(
    context: ProductContext, make: Parts, job: JobProgress, *, website: bool, kept: Sequence[PackFile] = ()
) -> None:
    """Make the products of each language; ``website`` selects those for the website, or the others.

    ``kept`` are the files that are in the folder already.
    """
    products = [product for product in catalogue.PRODUCTS if isinstance(product, EditionProduct)]
    for edition, product in itertools.product(context.editions, products):
        if product.website != website:
            continue
        context.files += [file for file in kept if (file.kind, file.lang) == (product.kind, edition.lang)]
        if edition.lang in make.get(product.kind, ()):
            (context.folder / edition.lang).mkdir(exist_ok=True)
            with _product_stage(context, product.kind, [edition.lang], job):
                context.record_outputs(product, product.make(edition, context), edition.lang)


def make_pack_products(context: ProductContext, make: Parts, job: JobProgress, *, website: bool) -> None:
    """Make the products of the whole pack, from all editions and from the files already in the folder."""
    for product in catalogue.PRODUCTS:
        if isinstance(product, PackProduct) and product.website == website and product.kind in make:
            with _product_stage(context, product.kind, make[product.kind], job):
                context.record_outputs(product, product.make(context.editions, context))


def make_products(
    context: ProductContext,
    make: Parts,
    job: JobProgress,
    kept: Sequence[PackFile] = (),
    site: ProductContext | None = None,
) -> None:
    """Make all parts in ``context``, but those for the website in ``site``, if it is given."""
    make_edition_products(context, make, job, website=False, kept=kept)
    if site is None:
        site = context
    else:  # its pages list the files of the pack, not the ones made again for the website
        site.files, site.warnings = [*context.files], {}
    make_edition_products(site, make, job, website=True, kept=kept)
    make_pack_products(site, make, job, website=True)
    if site is not context:
        context.files = site.files
        context.warnings |= site.warnings
        if site.web.exists():
            site.web.rename(context.web)
        for file in context.files:
            if file.kind in catalogue.WEB_KINDS and not file.path.startswith(f"{WEB}/"):
                (context.folder / file.path).parent.mkdir(parents=True, exist_ok=True)
                (site.folder / file.path).rename(context.folder / file.path)
    context.files = _sort_files(context.files)
    make_pack_products(context, make, job, website=False)


@contextmanager
def _product_stage(context: ProductContext, kind: str, langs: Sequence[str], job: JobProgress) -> Iterator[None]:
    """Report progress within the block as that of making a kind, as a stage of the job."""
    with job.stage(kind, count_units(kind, langs, len(context.editions[0].steps))) as context.progress:
        yield


@dataclass(frozen=True)
class BuildTask:
    """Everything that one build needs.

    A build of ``join-class-on-zoom`` has the ``place`` ``packs/join-class-on-zoom``, and a ``staging`` folder beside that.

    Attributes:
        plan: the parts to make and the files to keep.
        place: the folder of the pack that is replaced.
        options: the options as requested.
        staging: the build's private folder.
        cache: the cache of intermediate results.
    """

    plan: BuildPlan
    place: Path
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
        """The parts to make in the folder for the website."""
        return {kind: langs for kind, langs in self.plan.make.items() if kind in catalogue.WEB_KINDS}

    @property
    def separate_website(self) -> bool:
        """Whether the website's products are made separately, since something is barred from them."""
        return self.plan.website is not self.plan.source and bool(self.web_make)

    @property
    def included(self) -> Parts:
        """The parts outside the website's folder that its pages get a copy of."""
        pages = self.plan.make.get("page", ())
        parts: dict[str, tuple[str, ...]] = {}
        for kind in ("video", "message", "paper"):
            if langs := tuple(lang for lang in self.plan.parts.get(kind, ()) if lang in pages):
                parts[kind] = langs
        return parts

    @property
    def units(self) -> int:
        """An estimate of the work in pictures, sentences, segments and files, for the progress bar."""
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
            copyfile(task.place / file.path, folder / file.path)
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
    return prepare(checked, make, task.pack_options, folder, renderer, task.cache, job, publishing)


def _sort_files(files: Iterable[PackFile]) -> list[PackFile]:
    """The files of each language in the order in which they were made, then those for the website by name."""
    files = list(files)
    web_files = [file for file in files if file.path.startswith(f"{WEB}/")]
    others = [file for file in files if file not in web_files]
    return others + sorted(web_files, key=lambda file: file.path.split("/"))
