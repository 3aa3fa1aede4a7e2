"""Define products, the kinds of file in a pack, which a build makes in any combination.

Each has a function ``make``, which writes files and yields an `Output` for each. That of an `EditionProduct` is called once for
each language, that of a `PackProduct` once for all of them. In short, the chat message::

    def _make_message(edition: Edition, context: ProductContext) -> Iterator[Output]:
        path = f"{edition.lang}/message.txt"
        (context.folder / path).write_text(compose_message(edition), encoding="utf-8")
        yield Output(path)

    MESSAGE = EditionProduct("message", StaffLabel("film"), make=_make_message)

Defining a product loads nothing heavy: its ``make`` imports what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.model import PackFile, Problem, Progress, School, StaffLabel, StepNumber, VoiceChoice, no_progress

if TYPE_CHECKING:
    from annotator.edition.edition import Edition
    from annotator.edition.renderer import FrameRenderer
    from annotator.edition.spoken_edition import SpokenEdition
    from annotator.pages.page_data import Publishing

WEB = "web"
"""The folder of a pack for the website."""


@dataclass(frozen=True)
class Output:
    """A file that a product has written: the clip of the third step is ``Output("es/paso-3.mp4", 9.5, StepNumber(3))``.

    Attributes:
        path: the path in the pack, with forward slashes.
        seconds: the duration of a sound or video, or None.
        step: the number of the step that it shows, or None.
        warnings: the warnings about it.
        lang: the language that it belongs to, or None; read only for a `PackProduct`.
        phone: the word of the other phone that it is for, or None.
    """

    path: str
    seconds: float | None = None
    step: StepNumber | None = None
    warnings: tuple[Problem, ...] = ()
    lang: str | None = None
    phone: str | None = None


def always(_: School) -> bool:
    """That a kind is usual for every school."""
    return True


@dataclass(frozen=True)
class Product:
    """What is known of each kind of file in a pack; how it is made, the subclasses know.

    The clip of each step is ``EditionProduct("step", StaffLabel("clips"), spoken=True, units=3, make=…)``.

    Attributes:
        kind: the word for it in ``--only`` and in ``pack.json`` ("video").
        label: the label on the staff page; None for a kind that isn't shown there.
        spoken: whether it needs the spoken narration.
        phrases: whether the edition's `phrases` are spoken in it, too, such as "Now you".
        website: whether its files become public, so that nothing without the consent for the website may be in them. Most of
            them are in the pack's folder for the website.
        dependencies: the kinds that are always made with it.
        units: the work for each step, for the progress bar.
        usual: whether a build without ``--only`` makes it for a school; else it does so only where the pack has it already, or
            another kind depends on it.
    """

    kind: str
    label: StaffLabel | None = None
    spoken: bool = False
    phrases: bool = False
    website: bool = False
    dependencies: tuple[str, ...] = ()
    units: int = 0
    usual: Callable[[School], bool] = always


@dataclass(frozen=True, kw_only=True)
class EditionProduct(Product):
    """A product that is made for each language separately, such as the video: ``es/entrar.mp4``, ``en/join.mp4``.

    Attributes:
        make: the function that writes the files of one edition below ``context.folder``, and yields each once it is written.
        shows_other_languages: whether the files depend on the pack's other languages.
    """

    make: Callable[[Edition, ProductContext], Iterator[Output]]
    shows_other_languages: bool = False


@dataclass(frozen=True, kw_only=True)
class PackProduct(Product):
    """A product of the whole pack, such as the start page: a build keeps no older file of it, as it may of an `EditionProduct`.

    Attributes:
        make: the function that writes the files of all editions below ``context.folder``, and yields each once it is written.
    """

    make: Callable[[Sequence[Edition], ProductContext], Iterator[Output]]


@dataclass
class ProductContext:
    """What the ``make`` function of a product reads, and in the last three attributes what the products have made so far.

    After the video of one language, ``files`` is ``[PackFile("es/entrar.mp4", "video", "es", 1_500_000, 65.5)]``.

    Attributes:
        folder: the folder of the new pack.
        editions: the tutorial in each language of the pack.
        cache: the cache of drawn pictures and encoded segments.
        renderer: the renderer of its cards.
        narrated: the spoken editions, by language.
        voice_choices: the voice choices, by language: ``{"es": VoiceChoice("auto")}``.
        publishing: where the pages are published.
        gallery: whether there is a gallery one folder above the pages, to link to.
        labels: the labels of the kinds that the staff page shows, by kind.
        budget: the maximum size of each whole video, in bytes; None: no maximum.
        jobs: the number of cores to use; None: all.
        progress: the callback of the stage that is running.
        files: the files that are in ``folder`` so far.
        warnings: the warnings about these files, by kind.
        crf: the x264 quality of each language's video, once chosen to fit a size budget: ``{"es": 32}``.
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
        """An edition with its audio. Raises KeyError for one that isn't narrated, since none of its products is ``spoken``."""
        return self.narrated[edition.lang]

    def record_outputs(self, product: Product, outputs: Iterable[Output], lang: str = "") -> None:
        """Run through ``outputs``, which makes the product, and add each file and its warnings to the context.

        ``lang`` is the language of all of them; empty: each output names its own.
        """
        for output in outputs:
            output_lang = lang or output.lang
            size = (self.folder / output.path).stat().st_size
            facts = output.seconds, output.step, output.phone
            self.files.append(PackFile(output.path, product.kind, output_lang, size, *facts))
            self.warnings.setdefault(product.kind, []).extend(output.warnings)
