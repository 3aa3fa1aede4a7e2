"""Makes the products of a pack in its staging folder, in the order of the catalogue, and counts the work.

First `prepare` speaks what is needed; then come the products of each language, those for the website, and those made
from the whole pack. Files that are kept from the older pack are listed where they would have been made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotator.cache import Cache
from annotator.model import PackFile, Progress, no_progress
from annotator.pack import catalogue, narration
from annotator.pack.options import Options
from annotator.pack.plan import Parts
from annotator.pack.preflight import Preflight
from annotator.pack.products.product import EditionProduct, PackProduct, ProductContext
from annotator.pack.renderer import FrameRenderer
from annotator.share.page_data import Publishing


class JobProgress:
    """Reports the progress of all stages of a job to one callback, as one count that never falls and ends at its total.

    ``total`` is the estimated work in units (pictures, sentences, segments, files), at least 1.
    """

    def __init__(self, total: int, progress: Progress = no_progress) -> None:
        self.total = max(1, total)
        self._progress = progress
        self._done = 0
        self._stage_end = 0

    @contextmanager
    def stage(self, what: str, units: int) -> Iterator[Progress]:
        """Yield the callback for a stage of ``units``, and report the end of the stage as ``what``.

        The callback's own total may be any: its progress is scaled to the stage's units.
        """
        begin = self._stage_end
        self._stage_end = min(self.total, begin + units)

        def progress(name: str, done: int, total: int) -> None:
            self._report(name, begin + (self._stage_end - begin) * min(done, total) // max(1, total))

        yield progress
        self._report(what, self._stage_end)

    def finish(self, what: str) -> None:
        """Report the total, whatever was estimated."""
        self._report(what, self.total)

    def _report(self, what: str, done: int) -> None:
        self._done = max(self._done, done)
        self._progress(what, self._done, self.total)


def estimate_units(make: Parts, steps: int) -> int:
    """Estimate the work of making parts of a tutorial with that many steps, without the narration."""
    return sum(_count_units(kind, langs, steps) for kind, langs in make.items())


def estimate_voice_units(make: Parts, steps: int) -> int:
    """Estimate the number of sentences to speak for parts: two for each step, six for the opening and closing."""
    return len(_spoken_languages(make)) * (2 * steps + 6)


def _count_units(kind: str, langs: Sequence[str], steps: int) -> int:
    product = catalogue.find_product(kind)
    return 0 if product is None else len(langs) * (1 + product.units * steps)


def _spoken_languages(make: Parts) -> set[str]:
    return {lang for kind, langs in make.items() if catalogue.list_speech([kind]) for lang in langs}


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
        make: the parts to be made.
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
    editions = [edition for edition in checked.editions if edition.lang in _spoken_languages(make)]
    made_options = replace(options, kinds=tuple(make))
    with job.stage("voice", estimate_voice_units(make, len(checked.source.tutorial.steps))) as progress:
        narrated = narration.narrate(checked.source, editions, made_options, checked.matcher, cache, progress)
    return ProductContext(
        folder=folder,
        editions=checked.editions,
        cache=cache,
        renderer=renderer,
        narrated=narrated.editions,
        voice_choices=narrated.choices,
        publishing=publishing,
        gallery=gallery,
        labels=catalogue.LABELS,
        budget=options.budget,
        jobs=options.jobs,
        notes=narrated.notes,
    )


def make_edition_products(
    context: ProductContext, make: Parts, job: JobProgress, *, website: bool, kept: Sequence[PackFile] = ()
) -> None:
    """Make what each language has separately; ``website`` selects products for the website or others.

    ``kept`` are files that are in the folder already.
    """
    for edition in context.editions:
        for product in catalogue.PRODUCTS:
            if isinstance(product, EditionProduct) and product.website == website:
                context.files += [file for file in kept if (file.kind, file.lang) == (product.kind, edition.lang)]
                if edition.lang in make.get(product.kind, ()):
                    (context.folder / edition.lang).mkdir(exist_ok=True)
                    with _stage(context, product.kind, [edition.lang], job):
                        context.record_outputs(product, product.make(edition, context), edition.lang)


def make_pack_products(context: ProductContext, make: Parts, job: JobProgress, *, website: bool) -> None:
    """Make what is made once, from all editions and from the files that are in the pack by now."""
    for product in catalogue.PRODUCTS:
        if isinstance(product, PackProduct) and product.website == website and product.kind in make:
            with _stage(context, product.kind, make[product.kind], job):
                context.record_outputs(product, product.make(context.editions, context))


def make_website(context: ProductContext, make: Parts, job: JobProgress, kept: Sequence[PackFile] = ()) -> None:
    """Make the folder for the website. Files of the pack that its pages include must be there already."""
    make_edition_products(context, make, job, website=True, kept=kept)
    make_pack_products(context, make, job, website=True)


@contextmanager
def _stage(context: ProductContext, kind: str, langs: Sequence[str], job: JobProgress) -> Iterator[None]:
    """Report progress within the block as that of making a kind, as a stage of the job."""
    with job.stage(kind, _count_units(kind, langs, len(context.editions[0].steps))) as context.progress:
        yield
