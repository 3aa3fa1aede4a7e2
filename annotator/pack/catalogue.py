"""All kinds of files that a pack may hold, in the order in which they are made, listed and shown to staff.

A new kind is a module of ``annotator.pack.products`` and its name here, twice. The list is not in the package's own
``__init__``: that counts as code of every module below it, and each product's fingerprint would change with any other's.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.pack.products import (
    captions,
    card,
    index,
    message,
    page,
    paper,
    poster,
    review,
    step,
    video,
    voice,
)
from annotator.pack.products.inputs import AUDIO, CLIP_PHRASES
from annotator.pack.products.product import Product

PRODUCTS: tuple[Product, ...] = (
    video.PRODUCT,
    voice.PRODUCT,
    step.PRODUCT,
    card.PRODUCT,
    message.PRODUCT,
    paper.PRODUCT,
    captions.PRODUCT,
    poster.PRODUCT,
    page.PRODUCT,
    review.PRODUCT,
    index.PRODUCT,
)
KINDS = tuple(product.kind for product in PRODUCTS)
"""The kinds that ``build`` makes unless ``--only`` chooses among them; ``pack.json`` is always there."""
WEB_KINDS = tuple(product.kind for product in PRODUCTS if product.website)
"""The kinds in a pack's folder for the website."""
LABELS = {product.kind: product.label for product in PRODUCTS if product.label is not None}
"""How the staff page shows each kind, in its order."""


def select_products(kinds: Iterable[str]) -> tuple[Product, ...]:
    """The products of some kinds and of those that they bring along, in the catalogue's order."""
    kinds = set(kinds)
    kinds |= {also for product in PRODUCTS if product.kind in kinds for also in product.dependencies}
    return tuple(product for product in PRODUCTS if product.kind in kinds)


def requires_audio(kinds: Iterable[str]) -> bool:
    """Whether anything of some kinds has a voice."""
    return any(AUDIO in product.inputs for product in select_products(kinds))


def requires_clip_phrases(kinds: Iterable[str]) -> bool:
    """Whether anything of some kinds says more around each step."""
    return any(CLIP_PHRASES in product.inputs for product in select_products(kinds))
