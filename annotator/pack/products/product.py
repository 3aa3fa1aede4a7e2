"""What a kind of file says about itself. Importing a product loads nothing heavy: what makes its files is imported then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.model import Problem, StaffLabel

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext
    from annotator.pack.products.inputs import Input


class Part(NamedTuple):
    """A part of a pack: one kind of file in one language (empty: in all of them at once)."""

    kind: str
    lang: str = ""

    def __str__(self) -> str:
        return f"{self.kind} ({self.lang})" if self.lang else self.kind


@dataclass(frozen=True)
class Output:
    """A file that a product has written: its path in the pack, with forward slashes, and what is to be told of it.

    ``lang`` matters only of what is made of all editions at once: the language that a file belongs to, or None.
    """

    path: str
    seconds: float | None = None
    step: int | None = None
    warnings: tuple[Problem, ...] = ()
    lang: str | None = None


@dataclass(frozen=True)
class Product:
    """A kind of file.

    ``kind`` is its word in ``--only`` and ``pack.json``. ``inputs`` are the inputs that shape its files: as long as they
    and the code are the same, a build would make the same files again. ``label`` says how the staff page shows it; None:
    it doesn't. A ``website`` product lies in the folder for the website, made only from what may be there. ``dependencies``
    are kinds that are made along with it. ``units`` is its share of the whole job, for each step, in pictures or
    sentences: what the progress bar counts.
    """

    kind: str
    inputs: tuple[Input, ...]
    label: StaffLabel | None = None
    website: bool = False
    dependencies: tuple[str, ...] = ()
    units: int = 0


@dataclass(frozen=True, kw_only=True)
class EditionProduct(Product):
    """A kind of file that each language has by itself.

    ``make`` writes the files of one edition into ``context.folder`` and yields each as it is finished.
    """

    make: Callable[[Edition, ProductContext], Iterator[Output]]


@dataclass(frozen=True, kw_only=True)
class PackProduct(Product):
    """A kind of file that is made once, from all editions and from what the pack holds by then.

    ``includes`` are the kinds that go into it. With ``derived`` it only tells what the pack holds, so it is made anew with
    any other part. ``per_language`` says that its files belong to languages, for each of which it may be asked.
    """

    make: Callable[[Sequence[Edition], ProductContext], Iterator[Output]]
    includes: tuple[str, ...] = ()
    derived: bool = False
    per_language: bool = False
