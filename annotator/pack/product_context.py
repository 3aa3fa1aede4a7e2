"""The context in which products are made: where files go, what they are made from, and what is made so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from annotator.cache import Cache
from annotator.model import PackFile, Problem, Progress, StaffLabel, VoiceChoice, no_progress
from annotator.pack import catalogue
from annotator.pack.edition import Edition, SpokenEdition
from annotator.pack.job_progress import JobProgress, estimate_units
from annotator.pack.narration import Narration
from annotator.pack.options import Options
from annotator.pack.preflight import WEB
from annotator.pack.products.product import Output, Part, Product
from annotator.pack.renderer import FrameRenderer
from annotator.pack.shared_files import SharedFiles
from annotator.share.page_data import Publishing


@dataclass
class ProductContext:
    """Everything that the ``make`` function of a product reads and updates.

    Attributes:
        folder: receives the pack.
        scratch: for temporary files; removed with the build's staging folder.
        editions: the tutorial in each language of the pack.
        parts: all parts that the finished pack will contain, kept ones included.
        publishing: the address of the pages.
        gallery: whether there is a gallery one folder above the pages, to link to.
        progress: the callback of the stage that is running.
        files: the files that are in ``folder`` so far.
        warnings: the warnings about them, by part.
        crf: the quality of each language's video, once it was chosen to fit a size budget.
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
    def shared(self) -> SharedFiles:
        """The files that this pack has in common with others."""
        return SharedFiles(self.cache)

    @property
    def voice_choices(self) -> Mapping[str, VoiceChoice]:
        """The voice that was selected for each language."""
        return self.narration.choices

    @property
    def labels(self) -> Mapping[str, StaffLabel]:
        """The labels of the kinds that the staff page shows."""
        return catalogue.LABELS

    def spoken(self, edition: Edition) -> SpokenEdition:
        """An edition with its audio. Raises KeyError unless the product being made has the input ``AUDIO``."""
        return self.narration.editions[edition.lang]

    def will_contain(self, kind: str, lang: str) -> bool:
        """Whether the finished pack will contain this part."""
        return Part(kind, lang) in self.parts

    @contextmanager
    def progress_share(self, number: int, count: int) -> Iterator[None]:
        """Report progress within the block as the ``number``-th (from 1) of ``count`` equal shares of the stage."""
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
        """Report progress within the block as that of making ``parts``, as a stage of ``job``."""
        with job.stage(parts[0].kind, estimate_units(parts, len(self.editions[0].steps))) as self.progress:
            yield

    def record_outputs(self, product: Product, outputs: Iterable[Output], lang: str = "") -> None:
        """Run through ``outputs``, which makes the product, and add each file and its warnings to the context.

        ``lang`` is the language of all of them; empty: each output names its own.
        """
        for output in outputs:
            output_lang = lang or output.lang
            size = (self.folder / output.path).stat().st_size
            self.files.append(PackFile(output.path, product.kind, output_lang, size, output.seconds, output.step))
            self.warnings.setdefault(Part(product.kind, output_lang or ""), []).extend(output.warnings)
