"""A product: a kind of file in a pack, the function that makes it, and what that is given.

Defining a product loads nothing heavy: its ``make`` imports what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.model import PackFile, Problem, Progress, StaffLabel, StepNumber, VoiceChoice, no_progress

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, SpokenEdition
    from annotator.edition.renderer import FrameRenderer
    from annotator.pages.page_data import Publishing

WEB = "web"
"""The folder of a pack for the website. All other folders in a pack are named after a language."""


@dataclass(frozen=True)
class Output:
    """A file that a product has written. ``path`` is relative to the pack, with forward slashes.

    ``seconds`` is the duration of a sound or video, ``step`` the number of the step it shows. ``lang`` is read only for
    a `PackProduct`: the language that this file belongs to, or None.
    """

    path: str
    seconds: float | None = None
    step: StepNumber | None = None
    warnings: tuple[Problem, ...] = ()
    lang: str | None = None


@dataclass(frozen=True)
class Product:
    """A kind of file in a pack.

    Attributes:
        kind: its word in ``--only`` and in ``pack.json``.
        label: how the staff page shows it; None if it doesn't.
        spoken: whether somebody speaks in it.
        website: whether it is in the folder for the website, where files without consent must not go.
        dependencies: kinds that are always made with it.
        units: the work for each step, in pictures or sentences, for the progress bar.
    """

    kind: str
    label: StaffLabel | None = None
    spoken: bool = False
    website: bool = False
    dependencies: tuple[str, ...] = ()
    units: int = 0


@dataclass(frozen=True, kw_only=True)
class EditionProduct(Product):
    """A product that is made for each language separately.

    Attributes:
        make: writes the files of one edition below ``context.folder``, and yields each once it is written.
        shows_other_languages: whether they depend on which languages the pack has.
    """

    make: Callable[[Edition, ProductContext], Iterator[Output]]
    shows_other_languages: bool = False


@dataclass(frozen=True, kw_only=True)
class PackProduct(Product):
    """A product that shows the pack as a whole: made once from all editions and files, and again when any is made.

    Attributes:
        make: writes the files below ``context.folder``, and yields each once it is written.
    """

    make: Callable[[Sequence[Edition], ProductContext], Iterator[Output]]


@dataclass
class ProductContext:
    """Everything that the ``make`` function of a product reads and updates.

    Attributes:
        folder: receives the pack.
        editions: the tutorial in each language of the pack.
        narrated: those that were spoken, by language.
        voice_choices: the voice that was selected for each language.
        publishing: the address of the pages.
        gallery: whether there is a gallery one folder above the pages, to link to.
        labels: the labels of the kinds that the staff page shows.
        budget: the maximum size of each whole video, in bytes; None: no maximum.
        jobs: the number of cores to use; None: all.
        progress: the callback of the stage that is running.
        files: the files that are in ``folder`` so far.
        warnings: the warnings about them, by kind.
        crf: the quality of each language's video, once it was chosen to fit a size budget.
    """

    folder: Path
    editions: tuple[Edition, ...]
    cache: Cache
    renderer: FrameRenderer
    narrated: Mapping[str, SpokenEdition]
    voice_choices: Mapping[str, VoiceChoice]
    publishing: Publishing
    gallery: bool = False
    labels: Mapping[str, StaffLabel] = field(default_factory=dict)
    budget: int | None = None
    jobs: int | None = None
    progress: Progress = no_progress
    files: list[PackFile] = field(default_factory=list)
    warnings: dict[str, list[Problem]] = field(default_factory=dict)
    crf: dict[str, int] = field(default_factory=dict)

    @property
    def web(self) -> Path:
        """The pack's folder for the website."""
        return self.folder / WEB

    def spoken(self, edition: Edition) -> SpokenEdition:
        """An edition with its audio. Raises KeyError unless the product being made is ``spoken``."""
        return self.narrated[edition.lang]

    def record_outputs(self, product: Product, outputs: Iterable[Output], lang: str = "") -> None:
        """Run through ``outputs``, which makes the product, and add each file and its warnings to the context.

        ``lang`` is the language of all of them; empty: each output names its own.
        """
        for output in outputs:
            output_lang = lang or output.lang
            size = (self.folder / output.path).stat().st_size
            self.files.append(PackFile(output.path, product.kind, output_lang, size, output.seconds, output.step))
            self.warnings.setdefault(product.kind, []).extend(output.warnings)
