"""Make the files for staff who review a pack and pass it on: the review sheet, the start page and the archive.

They are ``review.jpg``, all cards of all languages on one sheet; ``index.html``, with instructions what to send to whom; and
``web.zip``, the folder for the website.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import Caption, Card, Section, StaffLabel
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import Output, PackProduct, ProductContext
from annotator.pack.products.shared_files import draw_once

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.edition.edition import Edition

_REVIEW_NAME = "review.jpg"
_WIDTH = 360
"""Width of a card on the sheet in pixels: that of a small phone, so that the sheet shows whether text is legible there."""
_HEADING = (
    "Look at every card before you send it: names and small faces can be missed. · "
    "Vea cada imagen antes de mandarla: se nos puede pasar un nombre o una cara pequeña."
)
_FRAME_NAMES = {"greeting": "Saludo · Greeting", "title": "Título · Title", "end": "Final · End"}
"""The names of the sections without a step, by their keys, in the languages of staff."""


def _make_review(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the sheet with every card, on which staff look for names and faces."""
    from annotator.cards import image_files, sheets

    pictures, labels = [], []
    for edition in editions:
        others = {(other.word, step.number) for other, step in edition.list_cards() if other.phone}
        for shown in (edition, *edition.phones):
            for section in shown.sections({}):
                if shown.phone and (shown.word, section.step) not in others:
                    continue
                frames = list_frames(section, shown)
                for number, (card, caption) in enumerate(frames, start=1):
                    pictures.append(_make_thumbnail(card, caption, section.step is not None, context))
                    part = f"{number}/{len(frames)}" if len(frames) > 1 else ""
                    labels.append(" · ".join(filter(None, (edition.lang, shown.word, name_section(section), part))))
    sheet = sheets.make_contact_sheet(pictures, labels, columns=4, heading=_HEADING)
    image_files.save_jpeg(sheet, context.folder / _REVIEW_NAME, max_bytes=None)
    yield Output(_REVIEW_NAME)


def name_section(section: Section) -> str:
    """A section's name in the languages of staff: ``Paso 3 · Step 3``; with a further aside's number: ``Paso 3? (2) · …``."""
    if section.step is None:
        return _FRAME_NAMES[section.key]
    number = f"{section.step} ({section.step.aside})" if section.step.aside > 1 else section.step
    return f"Paso {number} · Step {number}"


def _make_thumbnail(card: Card, caption: Caption | None, of_step: bool, context: ProductContext) -> Pixels:
    """A frame as wide as on the sheet. Those of steps are shared with other packs; others show the school."""
    from annotator.cards import sheets

    def draw() -> Pixels:
        """The frame, drawn and scaled down."""
        return sheets.make_thumbnail(context.renderer.frame(card, caption), _WIDTH)

    if not of_step:
        return draw()
    return draw_once(context.cache, draw, "review", card, caption, context.renderer.size)


def list_frames(section: Section, edition: Edition) -> list[tuple[Card, Caption | None]]:
    """The cards of a section with the captions that the video shows, each card and each caption at least once.

    In the video, the voice decides at which caption a card changes; here the cards share the captions evenly. The closing has
    its person and number.
    """
    from annotator.timeline import captions  # only when made

    shown_captions: list[Caption | None] = [
        captions.make_caption(lines, section.chip, or_says=section.or_says, other=section.other)
        for lines in _split_into_cues(section, edition)
    ]
    shown_captions = shown_captions or [Caption((), note=section.note) if section.note else None]
    cards, count = section.cards, max(len(section.cards), len(shown_captions))
    frames: list[tuple[Card, Caption | None]] = []
    for index in range(count):
        caption = shown_captions[index * len(shown_captions) // count]
        frames.append((cards[index * len(cards) // count], caption))
    return frames


def _split_into_cues(section: Section, edition: Edition) -> Iterator[tuple[str, ...]]:
    """The lines of each caption of a step; none of other sections, whose cards have their own text."""
    from annotator import timeline  # only when made
    from annotator.text import sentence_rules

    if section.step is None:
        return
    step = edition.step(section.step)
    # A memo is one sound, whose words are split as a whole.
    parts = (step.text,) if step.step.memo(edition.lang) else sentence_rules.split_sentences(step.text)
    for part in parts:
        yield from timeline.split_into_cues(part, section)


def _make_index(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the start page, with all that can be sent."""
    from annotator.pages import staff_index, tutorial_pages

    pages = collect_pages(editions, context.files, context.folder)
    text = staff_index.render_staff_index(pages, context.files, context.labels)
    (context.folder / tutorial_pages.INDEX).write_text(text, encoding="utf-8", newline="\n")
    yield Output(tutorial_pages.INDEX)


def _make_zip(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the archive of the folder for the website."""
    from annotator.pages import web_archive
    from annotator.text.slugs import plain_name

    if not context.web.is_dir():  # nothing may be on the website
        return
    web_archive.write_archive(context.web, context.folder / web_archive.WEB_ZIP, plain_name(editions[0].name))
    yield Output(web_archive.WEB_ZIP)


REVIEW = PackProduct("review", units=1, make=_make_review)
INDEX = PackProduct("index", make=_make_index)
ZIP = PackProduct(
    "zip",
    StaffLabel(
        "more",
        "Solo este tutorial, para la página de la escuela: un archivo para subir.",
        "This tutorial alone, for the school's website: one file to upload.",
        "Abrir web.zip",
        "Open web.zip",
    ),
    dependencies=("page",),
    make=_make_zip,
)
