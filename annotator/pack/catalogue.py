"""The products of a pack, in the order in which those of one language or of the whole pack are made, and the options of a build.

Some need others: ``annotator build … --only zip`` also makes the pages and practice pages in the archive, posters and captions.

To add a product, define it in a module of ``annotator.pack.products``, and add it to ``PRODUCTS``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model import School
from annotator.pack.products import call, chat, page, paper, poster, practice, present, video, whole_pack
from annotator.pack.products.product import Product

Parts = Mapping[str, tuple[str, ...]]
"""The languages of each kind of product in a pack: ``{"video": ("es", "en"), "zip": ("es", "en")}``."""
PRODUCTS: tuple[Product, ...] = (
    video.VIDEO,
    video.VOICE,
    video.STEP,
    chat.CARD,
    chat.MESSAGE,
    paper.PAPER,
    video.WIDE,
    call.CALL,
    video.CAPTIONS,
    poster.POSTER,
    practice.PRACTICE,
    page.PAGE,
    present.PRESENT,
    whole_pack.ZIP,
    whole_pack.REVIEW,
    whole_pack.INDEX,
)
KINDS = tuple(product.kind for product in PRODUCTS)
"""All kinds, as ``--only`` names them. ``pack.json`` is written in any case."""
WEB_KINDS = tuple(product.kind for product in PRODUCTS if product.website)
"""The kinds that are public, most of them in the pack's folder for the website."""
LABELS = {product.kind: product.label for product in PRODUCTS if product.label is not None}
"""The labels of the kinds that the staff page shows; kinds that it doesn't show are missing."""


def find_product(kind: str) -> Product | None:
    """The product of a kind, or None if there is none."""
    return next((product for product in PRODUCTS if product.kind == kind), None)


def select_products(kinds: Iterable[str]) -> tuple[Product, ...]:
    """The products of ``kinds`` and of everything they depend on, in the catalogue's order. Unknown kinds are ignored."""
    selected = set(kinds)
    # From last to first, since dependencies come before the products that depend on them.
    for product in reversed(PRODUCTS):
        if product.kind in selected:
            selected.update(product.dependencies)
    return tuple(product for product in PRODUCTS if product.kind in selected)


def are_spoken(kinds: Iterable[str]) -> bool:
    """Whether any of these kinds, dependencies included, has speech."""
    return any(product.spoken for product in select_products(kinds))


@dataclass(frozen=True)
class Options:
    """The options of a build.

    ``annotator build … --lang es --only video --draft`` is ``Options(languages=("es",), kinds=("video",), draft=True)``.

    Attributes:
        output: the folder in which each pack gets its folder.
        languages: the tags of the languages to make; empty: those of ``school.toml``, else all of the tutorial.
        kinds: the kinds of product to make, besides their dependencies: ``("video", "paper")``; empty: the usual ones.
        voice: an engine or engine:voice ("kokoro:ef_dora"); None: that of ``school.toml``, else ``auto``.
        draft: whether to make it small and fast: half the size, whole screens only, and unless ``voice`` is given, the voice of
            drafts.
        jobs: the number of cores to use; None: all, but at most four for voices.
        budget: the maximum size of each whole video, in bytes; None: no maximum, and the default quality.
    """

    output: Path = Path("packs")
    languages: tuple[str, ...] = ()
    kinds: Sequence[str] = ()
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    budget: int | None = None

    def kinds_for(self, school: School) -> tuple[str, ...]:
        """The kinds to make for a school: those that were named, else the usual ones."""
        return tuple(self.kinds) or tuple(product.kind for product in PRODUCTS if product.usual(school))
