"""Makes the products of a pack in its staging folder, in the order of the catalogue.

First `prepare` speaks what is needed; then come the products of each language, those for the website, and those made
from the whole pack. Files that are kept from the older pack are listed where they would have been made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from annotator.cache import Cache
from annotator.model import PackFile
from annotator.pack import catalogue, narration
from annotator.pack.job_progress import JobProgress, estimate_voice_units
from annotator.pack.options import Options
from annotator.pack.preflight import Preflight
from annotator.pack.product_context import ProductContext
from annotator.pack.products.product import EditionProduct, PackProduct, Part
from annotator.pack.renderer import FrameRenderer
from annotator.share.page_data import Publishing

KeptFiles = Mapping[Part, tuple[PackFile, ...]]
"""Files of the older pack that were copied into the new one, by part."""


def prepare(
    checked: Preflight,
    make: Collection[Part],
    parts: frozenset[Part],
    options: Options,
    folder: Path,
    renderer: FrameRenderer,
    cache: Cache,
    job: JobProgress,
    publishing: Publishing,
    *,
    gallery: bool = False,
) -> ProductContext:
    """Create ``folder`` and a scratch folder beside it, and speak the narration that ``make`` needs.

    Args:
        checked: a tutorial that passed its preflight.
        make: the parts to be made.
        parts: all parts that the pack will contain.
        options: the options of the build.
        folder: the new folder of the pack; must not exist.
        renderer: draws the cards; the caller closes it.
        cache: keeps spoken sentences and encoded segments.
        job: counts the narration as a stage.
        publishing: the address of the pages.
        gallery: whether there is a gallery one folder above the pages.

    Raises:
        MissingError: a voice is not installed.
        ServiceError: a voice on the network can't be reached.
    """
    folder.mkdir()
    scratch = folder.with_name(f"{folder.name}-scratch")
    scratch.mkdir()
    spoken_langs = {part.lang for part in make if catalogue.requires_audio([part.kind])}
    editions = [edition for edition in checked.editions if edition.lang in spoken_langs]
    made_options = replace(options, kinds=sorted({part.kind for part in make}))
    with job.stage("voice", estimate_voice_units(make, len(checked.source.tutorial.steps))) as progress:
        narrated = narration.narrate(checked.source, editions, made_options, checked.matcher, cache, progress)
    return ProductContext(
        folder, scratch, checked.editions, parts, options, cache, renderer, narrated, publishing, gallery=gallery
    )


def make_edition_products(
    context: ProductContext, parts: Collection[Part], kept: KeptFiles, job: JobProgress, *, website: bool
) -> None:
    """Make those of ``parts`` that each language has separately; ``website`` selects products for the website or others."""
    for edition in context.editions:
        for product in catalogue.PRODUCTS:
            if isinstance(product, EditionProduct) and product.website == website:
                part = Part(product.kind, edition.lang)
                context.files += kept.get(part, ())
                if part in parts:
                    (context.folder / edition.lang).mkdir(exist_ok=True)
                    with context.stage(part, job=job):
                        context.record_outputs(product, product.make(edition, context), edition.lang)


def make_pack_products(
    context: ProductContext, parts: Collection[Part], kept: KeptFiles, job: JobProgress, *, website: bool
) -> None:
    """Make those of ``parts`` that are made once, from all editions and from the files that are in the pack by now."""
    for product in catalogue.PRODUCTS:
        if isinstance(product, PackProduct) and product.website == website:
            context.files += [file for part, files in kept.items() if part.kind == product.kind for file in files]
            own = [part for part in parts if part.kind == product.kind]
            langs = {part.lang for part in own}
            editions = [edition for edition in context.editions if not product.per_language or edition.lang in langs]
            if own and editions:
                with context.stage(*own, job=job):
                    context.record_outputs(product, product.make(editions, context))


def make_website(context: ProductContext, parts: Collection[Part], kept: KeptFiles, job: JobProgress) -> None:
    """Make the folder for the website. Files of the pack that its pages include must be there already."""
    make_edition_products(context, parts, kept, job, website=True)
    make_pack_products(context, parts, kept, job, website=True)
