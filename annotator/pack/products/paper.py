"""Makes the hand-out to print, for the wall or the school bag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.renderer import encode_once

if TYPE_CHECKING:
    from annotator.pack.edition import Edition, EditionStep
    from annotator.share.handout import HandoutStep


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import handout, page_pictures

    second = _choose_second_language(edition, context)
    logo = edition.school.logo
    sheet = handout.Handout(
        lang=edition.lang,
        words_lang=edition.words_lang,
        title=edition.title,
        steps=tuple(_make_step(step, edition, second, context) for step in edition.steps),
        school=edition.school,
        second_title=second.title if second else "",
        device=edition.device,
        logo=page_pictures.encode_jpeg(page_pictures.load_logo(logo)) if logo else None,
        address=context.publishing.page(edition.name, edition.lang),
        short=context.publishing.base_url,
    )
    path = f"{edition.lang}/{edition.stem}.pdf"
    handout.write_handout(context.folder / path, sheet)
    yield Output(path)


def _make_step(step: EditionStep, edition: Edition, second: Edition | None, context: ProductContext) -> HandoutStep:
    from annotator.share import page_pictures
    from annotator.share.handout import HandoutStep
    from annotator.share.paper_canvas import NO_TEXT, Paragraph

    def encode(width: int, height: int) -> bytes:
        size = (width, height)

        def draw() -> bytes:
            return page_pictures.encode_jpeg(context.renderer.picture(step.close, size, for_paper=True))

        return encode_once(context.cache, ".jpg", draw, "paper", step.close, size)

    text = Paragraph(step.instruction, step.chip, edition.lang, bold=not step.step.is_aside)
    other = second.step(step.number) if second else None
    return HandoutStep(
        step.number,
        encode,
        text,
        Paragraph(other.text, other.chip, second.lang) if second and other else NO_TEXT,
        Paragraph(step.note, step.other, edition.lang) if step.note else NO_TEXT,
        Paragraph(step.question, lang=edition.lang, bold=True),
    )


def _choose_second_language(edition: Edition, context: ProductContext) -> Edition | None:
    """The first other language with sentences, to be printed small below those of ``edition``; None if there is none."""
    others = (other for other in context.editions if other.lang != edition.lang)
    return next((other for other in others if any(step.text for step in other.steps)), None)


PAPER = EditionProduct(
    "paper",
    StaffLabel(
        "more",
        "La hoja para imprimir: para la pared o la mochila.",
        "The hand-out to print: for the wall or the school bag.",
        "Abrir la hoja",
        "Open the hand-out",
    ),
    units=1,
    make=_make,
    shows_other_languages=True,
)
