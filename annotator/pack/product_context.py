"""Makes the files of a pack in a private folder: runs the products, in the catalogue's order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.cache import Cache
from annotator.model import PackFile, Problem, Progress, StaffLabel, VoiceChoice, no_progress
from annotator.pack import catalogue, narration
from annotator.pack.edition import Edition, SpokenEdition
from annotator.pack.job_progress import JobProgress, estimate_units, estimate_voice_units
from annotator.pack.narration import Narration
from annotator.pack.options import Options
from annotator.pack.preflight import WEB, Preflight
from annotator.pack.products.product import EditionProduct, Output, PackProduct, Part, Product
from annotator.pack.renderer import FrameRenderer
from annotator.share.page_data import Publishing


@dataclass
class ProductContext:
    """What products are made with, and what is made so far. ``folder`` receives the pack; ``scratch`` is thrown away.

    ``parts`` are all that the pack will hold. ``publishing`` says where its pages will be, ``gallery`` whether they are
    below a gallery. ``crf`` is the quality that each language's video has got from the budget.
    """

    folder: Path
    scratch: Path
    editions: tuple[Edition, ...]
    parts: frozenset[Part]
    options: Options
    cache: Cache
    renderer: FrameRenderer
    narration: Narration
    publishing: Publishing
    gallery: bool = False
    progress: Progress = no_progress
    files: list[PackFile] = field(default_factory=list)
    warnings: dict[Part, list[Problem]] = field(default_factory=dict)
    crf: dict[str, int] = field(default_factory=dict)

    @property
    def web(self) -> Path:
        """The pack's folder for the website."""
        return self.folder / WEB

    @property
    def choices(self) -> Mapping[str, VoiceChoice]:
        """Who was chosen to speak each language."""
        return self.narration.choices

    @property
    def labels(self) -> Mapping[str, StaffLabel]:
        """How the staff page shows each kind."""
        return catalogue.LABELS

    def spoken(self, edition: Edition) -> SpokenEdition:
        """An edition with its sounds; only for products that say they need them."""
        return self.narration.editions[edition.lang]

    def holds(self, kind: str, lang: str) -> bool:
        """Whether the pack will hold that."""
        return Part(kind, lang) in self.parts

    @contextmanager
    def share(self, number: int, count: int) -> Iterator[None]:
        """Count what is done inside as the ``number``-th of ``count`` equal shares of the product."""
        whole = self.progress

        def progress(what: str, done: int, total: int) -> None:
            whole(what, (number - 1) * total + done, count * total)

        self.progress = progress
        try:
            yield
        finally:
            self.progress = whole

    @contextmanager
    def stage(self, *parts: Part, job: JobProgress) -> Iterator[None]:
        """Count what is done inside as these parts of the whole job."""
        with job.stage(parts[0].kind, estimate_units(parts, len(self.editions[0].steps))) as self.progress:
            yield

    def enter(self, product: Product, outputs: Iterable[Output], lang: str = "") -> None:
        """Enter what a product makes in the list of files, with all that is to be told of it."""
        for output in outputs:
            whose = lang or output.lang
            size = (self.folder / output.path).stat().st_size
            self.files.append(PackFile(output.path, product.kind, whose, size, output.seconds, output.step))
            self.warnings.setdefault(Part(product.kind, whose or ""), []).extend(output.warnings)


Kept = Mapping[Part, tuple[PackFile, ...]]
"""The files of parts that were taken over from the older pack, and are in the new one's folder."""


def begin(
    looked: Preflight,
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
    """Speak what the parts in ``make`` say, and get everything ready to make them in the new ``folder``."""
    folder.mkdir()
    scratch = folder.with_name(f"{folder.name}-scratch")
    scratch.mkdir()
    spoken = {part.lang for part in make if catalogue.requires_audio([part.kind])}
    editions = [edition for edition in looked.editions if edition.lang in spoken]
    wanted = replace(options, kinds=sorted({part.kind for part in make}))
    with job.stage("voice", estimate_voice_units(make, len(looked.source.tutorial.steps))) as progress:
        narrated = narration.narrate(looked.source, editions, wanted, looked.matcher, cache, progress)
    return ProductContext(
        folder, scratch, looked.editions, parts, options, cache, renderer, narrated, publishing, gallery=gallery
    )


def make_by_language(
    context: ProductContext, parts: Collection[Part], kept: Kept, job: JobProgress, *, website: bool
) -> None:
    """Make what each language has by itself, in the order of the catalogue."""
    for edition in context.editions:
        for product in catalogue.PRODUCTS:
            if isinstance(product, EditionProduct) and product.website == website:
                part = Part(product.kind, edition.lang)
                context.files += kept.get(part, ())
                if part in parts:
                    (context.folder / edition.lang).mkdir(exist_ok=True)
                    with context.stage(part, job=job):
                        context.enter(product, product.make(edition, context), edition.lang)


def make_whole(
    context: ProductContext, parts: Collection[Part], kept: Kept, job: JobProgress, *, website: bool
) -> None:
    """Make what is made once from all editions, and from the files that are there by now."""
    for product in catalogue.PRODUCTS:
        if isinstance(product, PackProduct) and product.website == website:
            context.files += [file for part, files in kept.items() if part.kind == product.kind for file in files]
            mine = [part for part in parts if part.kind == product.kind]
            langs = {part.lang for part in mine}
            editions = [edition for edition in context.editions if not product.per_language or edition.lang in langs]
            if mine and editions:
                with context.stage(*mine, job=job):
                    context.enter(product, product.make(editions, context))


def make_website(context: ProductContext, parts: Collection[Part], kept: Kept, job: JobProgress) -> None:
    """Make the folder for the website; what its pages take along of the pack is there."""
    make_by_language(context, parts, kept, job, website=True)
    make_whole(context, parts, kept, job, website=True)
