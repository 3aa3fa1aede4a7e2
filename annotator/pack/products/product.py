"""The description of a product: a kind of file in a pack, its inputs, and the function that makes it.

Defining a product loads nothing heavy: its ``make`` imports what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.model import Problem, StaffLabel, StepNumber

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext
    from annotator.pack.products.inputs import Input


class Part(NamedTuple):
    """A part of a pack: one kind of file in one language. ``lang`` is empty for files that cover all languages."""

    kind: str
    lang: str = ""

    def __str__(self) -> str:
        return f"{self.kind} ({self.lang})" if self.lang else self.kind


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
        inputs: everything that shapes its files. While they and the code are unchanged, an older file is kept.
        label: how the staff page shows it; None if it doesn't.
        website: whether it is in the folder for the website, where files without consent must not go.
        dependencies: kinds that are always made with it.
        units: the work for each step, in pictures or sentences, for the progress bar.
    """

    kind: str
    inputs: tuple[Input, ...]
    label: StaffLabel | None = None
    website: bool = False
    dependencies: tuple[str, ...] = ()
    units: int = 0


@dataclass(frozen=True, kw_only=True)
class EditionProduct(Product):
    """A product that is made for each language separately.

    ``make`` writes the files of one edition below ``context.folder``, and yields each once it is written.
    """

    make: Callable[[Edition, ProductContext], Iterator[Output]]


@dataclass(frozen=True, kw_only=True)
class PackProduct(Product):
    """A product that is made once, from all editions and from files already in the pack.

    Attributes:
        make: writes the files below ``context.folder``, and yields each once it is written.
        includes: kinds whose files it copies, links to or describes, where the pack has them.
        derived: whether it only summarizes the pack, so that it is made again whenever another part is.
        per_language: whether each of its files belongs to a language, so that ``--lang`` applies to it.
    """

    make: Callable[[Sequence[Edition], ProductContext], Iterator[Output]]
    includes: tuple[str, ...] = ()
    derived: bool = False
    per_language: bool = False
