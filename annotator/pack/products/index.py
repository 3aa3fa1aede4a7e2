"""Makes the page for staff: what to send, in which order, and how much data it costs the family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.pack.products.inputs import TEXTS, school_fields
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator.pack.products import page_content
    from annotator.share import staff_index, tutorial_pages

    pages = page_content.collect_pages(editions, context.files)
    messages = page_content.read_messages(editions, context.folder)
    text = staff_index.render(pages, context.files, messages, context.labels)
    (context.folder / tutorial_pages.INDEX).write_text(text, encoding="utf-8", newline="\n")
    yield Output(tutorial_pages.INDEX)


PRODUCT = PackProduct("index", (TEXTS, school_fields("name", "colors")), make=_make, derived=True)
