"""Make the hand-out of a tutorial, for the wall or the school bag: ``es/entrar-a-la-clase-por-zoom.pdf``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.products.shared_files import encode_once

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.pages.paper.handout import HandoutStep


def _make_handout(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the hand-out as a PDF; the first other language with sentences is printed small below the edition's own."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.pages.paper import handout

    with_sentences = (other for other in context.editions if any(step.text for step in other.steps))
    second = next((other for other in with_sentences if other.lang != edition.lang), None)
    logo = edition.school.logo
    sheet = handout.Handout(
        lang=edition.lang,
        words_lang=edition.words_lang,
        title=edition.title,
        steps=tuple(_make_handout_step(step, edition, second, context) for step in edition.steps),
        school=edition.school,
        second_title=second.title if second else "",
        second_lang=second.lang if second else "",
        device=edition.device,
        logo=page_pictures.encode_jpeg(page_pictures.load_picture(logo)) if logo else None,
        address=context.publishing.page(edition.name, edition.lang),
    )
    path = f"{edition.lang}/{edition.stem}.pdf"
    handout.write_handout(context.folder / path, sheet)
    yield Output(path)


def _make_handout_step(
    step: EditionStep, edition: Edition, second: Edition | None, context: ProductContext
) -> HandoutStep:
    """A step of the hand-out, with its text in a second language below if there is one."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.pages.labels import load_strings
    from annotator.pages.paper.handout import HandoutStep
    from annotator.pages.paper.text_lines import NO_TEXT, Paragraph

    def encode(width: int, height: int) -> bytes:
        """The picture as a JPEG of that size, from the cache or drawn now."""
        size = (width, height)

        def draw() -> bytes:
            """The picture as a JPEG, drawn now."""
            return page_pictures.encode_jpeg(context.renderer.picture(step.close, size, for_paper=True))

        return encode_once(context.cache, ".jpg", draw, "paper", step.close, size)

    say = load_strings(edition.words_lang)
    text = Paragraph(step.instruction, step.chip, edition.lang, bold=not step.step.is_aside)
    second_text = NO_TEXT
    if second is not None:
        second_step = second.step(step.number)
        second_text = Paragraph(second_step.text, second_step.chip, second.lang)
    return HandoutStep(
        number=step.number,
        picture=encode,
        text=text,
        second=second_text,
        note=Paragraph(step.note, step.other, edition.lang) if step.note else NO_TEXT,
        question=Paragraph(step.question, lang=edition.lang, bold=True),
        alt=say("screen-marked" if step.close.marks else "screen", label=step.label).strip(),
    )


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
    make=_make_handout,
    shows_other_languages=True,
)
