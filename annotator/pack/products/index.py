"""The staff's page of a pack: what to send, in which order, and what it costs the family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.pack.products.inputs import TEXTS, school
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import Making


def _make(editions: Sequence[Edition], making: Making) -> Iterator[Output]:
    from annotator.pack.products import page_content
    from annotator.share import staff_index, tutorial_pages

    told = page_content.messages(editions, making.folder)
    text = staff_index.render(page_content.facts(editions, making.files), making.files, told, making.labels)
    (making.folder / tutorial_pages.INDEX).write_text(text, encoding="utf-8", newline="\n")
    yield Output(tutorial_pages.INDEX)


PRODUCT = PackProduct("index", (TEXTS, school("name", "colors")), make=_make, derived=True)
