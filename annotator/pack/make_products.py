"""Make the products of a pack: after the narration those of each language, then those for the website, then of the whole pack.

Each of these groups is made in the catalogue's order, since some need others.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.cache import Cache
from annotator.edition import narration
from annotator.edition.renderer import FrameRenderer
from annotator.model import PackFile
from annotator.pack import catalogue
from annotator.pack.catalogue import Options, Parts
from annotator.pack.job_progress import JobProgress, count_units, estimate_voice_units, spoken_languages
from annotator.pack.preflight import Preflight
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
        publishing: where the pages are published.
        gallery: whether there is a gallery one folder above the pages.

    Raises what `narration.narrate` raises, and FileExistsError.
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

    ``kept`` are the files that are in the folder already; those of these products are listed, too.
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
        make_edition_products(context, make, job, website=True, kept=kept)
        make_pack_products(context, make, job, website=True)
    else:
        # Its pages list the files of the pack, not the ones made again for the website.
        site.files, site.warnings = [*context.files], {}
        make_edition_products(site, make, job, website=True, kept=kept)
        make_pack_products(site, make, job, website=True)
        _move_website(site, context)
    context.files = _sort_files(context.files)
    make_pack_products(context, make, job, website=False)


def _move_website(site: ProductContext, context: ProductContext) -> None:
    """Move the products for the website from a folder of their own into that of the pack."""
    context.files = site.files
    context.warnings |= site.warnings
    if site.web.exists():
        site.web.rename(context.web)
    for file in context.files:
        if file.kind in catalogue.WEB_KINDS and not file.path.startswith(f"{WEB}/"):
            (context.folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            (site.folder / file.path).rename(context.folder / file.path)


@contextmanager
def _product_stage(context: ProductContext, kind: str, langs: Sequence[str], job: JobProgress) -> Iterator[None]:
    """Report progress within the block as that of making a kind, as a stage of the job."""
    with job.stage(kind, count_units(kind, langs, len(context.editions[0].steps))) as context.progress:
        yield


def _sort_files(files: Iterable[PackFile]) -> list[PackFile]:
    """The files of each language in the order in which they were made, then those for the website by name."""
    files = list(files)
    web_files = [file for file in files if file.path.startswith(f"{WEB}/")]
    others = [file for file in files if file not in web_files]
    return others + sorted(web_files, key=lambda file: file.path.split("/"))
