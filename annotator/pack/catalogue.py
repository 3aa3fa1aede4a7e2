"""The products of a pack, in the order in which they are made, listed in ``pack.json`` and shown to staff.

To add a product, write a module in ``annotator.pack.products``, import it here and add its ``PRODUCT`` to ``PRODUCTS``.
The list is kept out of ``products/__init__.py``, which every product imports: there, a change to one product would
change the fingerprints of all.
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
    present,
    review,
    step,
    video,
    voice,
)
from annotator.pack.products import zip as zip_file
from annotator.pack.products.inputs import AUDIO, CLIPS, SESSION
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
    present.PRODUCT,
    zip_file.PRODUCT,
    review.PRODUCT,
    index.PRODUCT,
)
KINDS = tuple(product.kind for product in PRODUCTS)
"""The kinds that ``build`` makes unless ``--only`` selects some. ``pack.json`` is written in any case."""
WEB_KINDS = tuple(product.kind for product in PRODUCTS if product.website)
"""The kinds in the pack's folder for the website."""
LABELS = {product.kind: product.label for product in PRODUCTS if product.label is not None}
"""The labels of the kinds that the staff page shows; kinds that it doesn't show are missing."""


def select_products(kinds: Iterable[str]) -> tuple[Product, ...]:
    """The products of ``kinds`` and of everything they depend on, in the catalogue's order. Unknown kinds are ignored."""
    selected = set(kinds)
    for product in reversed(PRODUCTS):  # dependencies come before the products that depend on them
        if product.kind in selected:
            selected.update(product.dependencies)
    return tuple(product for product in PRODUCTS if product.kind in selected)


def requires_audio(kinds: Iterable[str]) -> bool:
    """Whether making these kinds, dependencies included, needs narration."""
    return any(AUDIO in product.inputs for product in select_products(kinds))


def requires_clip_phrases(kinds: Iterable[str]) -> bool:
    """Whether making these kinds needs the phrases spoken before and after a step's own clip ("Step 3 of 4.")."""
    return any(CLIPS in product.inputs for product in select_products(kinds))


def requires_session_phrases(kinds: Iterable[str]) -> bool:
    """Whether making these kinds needs the phrases of a session with families ("Raise your hand …")."""
    return any(SESSION in product.inputs for product in select_products(kinds))
