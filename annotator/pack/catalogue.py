"""The products of a pack, in the order in which they are made, listed in ``pack.json`` and shown to staff.

To add a product, define it in a module of ``annotator.pack.products``, and add it to ``PRODUCTS``.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.pack.products import chat, page, paper, present, video, whole_pack
from annotator.pack.products.product import Product

PRODUCTS: tuple[Product, ...] = (
    video.VIDEO,
    video.VOICE,
    video.STEP,
    chat.CARD,
    chat.MESSAGE,
    paper.PAPER,
    video.CAPTIONS,
    page.POSTER,
    page.PAGE,
    present.PRESENT,
    whole_pack.ZIP,
    whole_pack.REVIEW,
    whole_pack.INDEX,
)
KINDS = tuple(product.kind for product in PRODUCTS)
"""The kinds that ``build`` makes unless ``--only`` selects some. ``pack.json`` is written in any case."""
WEB_KINDS = tuple(product.kind for product in PRODUCTS if product.website)
"""The kinds in the pack's folder for the website."""
LABELS = {product.kind: product.label for product in PRODUCTS if product.label is not None}
"""The labels of the kinds that the staff page shows; kinds that it doesn't show are missing."""


def find_product(kind: str) -> Product | None:
    """The product of a kind, or None if there is none."""
    return next((product for product in PRODUCTS if product.kind == kind), None)


def select_products(kinds: Iterable[str]) -> tuple[Product, ...]:
    """The products of ``kinds`` and of everything they depend on, in the catalogue's order. Unknown kinds are ignored."""
    selected = set(kinds)
    for product in reversed(PRODUCTS):  # dependencies come before the products that depend on them
        if product.kind in selected:
            selected.update(product.dependencies)
    return tuple(product for product in PRODUCTS if product.kind in selected)


def are_spoken(kinds: Iterable[str]) -> bool:
    """Whether somebody speaks in any of these kinds, dependencies included."""
    return any(product.spoken for product in select_products(kinds))
