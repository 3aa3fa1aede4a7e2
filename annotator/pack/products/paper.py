"""Makes the hand-out to print, for the wall or the school bag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import CARDS, OTHER_LANGUAGES, TEXTS, school_fields
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import handout, page_pictures

    second = _choose_second_language(edition, context)
    steps = tuple(
        handout.HandoutStep(
            step.number,
            page_pictures.crop_screen(context.renderer.card(step.close), header=False),
            step.instruction,
            second.step(step.number).text if second else "",
            step.question,
        )
        for step in edition.steps
    )
    school = edition.school
    sheet = handout.Handout(
        lang=edition.lang,
        words_lang=edition.words_lang,
        title=edition.title,
        steps=steps,
        second_title=second.title if second else "",
        device=edition.device,
        school=school.name,
        logo=page_pictures.load_logo(school.logo) if school.logo else None,
        person=school.person,
        phone=school.phone,
        address=context.publishing.page(edition.name, edition.lang),
        short=context.publishing.base_url,
        paper=school.paper,
        main=school.colors.main,
        accent=school.colors.accent,
    )
    path = f"{edition.lang}/{edition.stem}.pdf"
    handout.write_handout(context.folder / path, sheet)
    yield Output(path)


def _choose_second_language(edition: Edition, context: ProductContext) -> Edition | None:
    """The first other language with sentences, to be printed small below those of ``edition``; None if there is none."""
    others = (other for other in context.editions if other.lang != edition.lang)
    return next((other for other in others if any(step.text for step in other.steps)), None)


PRODUCT = EditionProduct(
    "paper",
    (TEXTS, CARDS, OTHER_LANGUAGES, school_fields("name", "person", "phone", "website", "paper", "colors")),
    StaffLabel(
        "more",
        "La hoja para imprimir: para la pared o la mochila.",
        "The hand-out to print: for the wall or the school bag.",
        "Abrir la hoja",
        "Open the hand-out",
    ),
    units=1,
    make=_make,
)
