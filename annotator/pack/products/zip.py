"""Packs the folder for the website into one file to upload, under the name that its links have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import TEXTS
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator.share import web_archive
    from annotator.text.web_names import plain_name

    if not context.web.is_dir():  # nothing may be on the website
        return
    web_archive.write(context.web, context.folder / web_archive.NAME, plain_name(editions[0].name))
    yield Output(web_archive.NAME)


PRODUCT = PackProduct(
    "zip",
    (TEXTS,),
    StaffLabel(
        "more",
        "Todo para el sitio de la escuela en un solo archivo, para subirlo. Cómo: abra web/embed.html.",
        "All of it for the school's website, in one file to upload. How: open web/embed.html.",
        "Abrir web.zip",
        "Open web.zip",
    ),
    dependencies=("page",),
    make=_make,
    includes=("page",),
    derived=True,
)
