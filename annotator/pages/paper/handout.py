"""Write the hand-out as PDF, for families without data: each step as a picture with its sentence, and a QR code for the page.

A sheet hangs on the wall or comes home in the school bag, so a page has as many steps as it can show with large enough pictures.
`sheet_layout` decides where the steps are and how large; here they are drawn, in the order in which a screen reader reads them:
school and title, steps, help. What each page repeats is read once.
"""

import io
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from annotator.cards import palette
from annotator.errors import writing
from annotator.model import School, StepNumber
from annotator.pages.labels import load_strings
from annotator.pages.paper import sheet_layout, text_lines
from annotator.pages.paper.canvas import INK, REGULAR, SOFT, Column, PaperCanvas, register_fonts
from annotator.pages.paper.contact import FOOTER_PT, Contact, draw_footer, draw_panel
from annotator.pages.paper.sheet_layout import MIN_TEXT, TEXT_GAP, Area, SheetLayout
from annotator.pages.paper.text_lines import NO_TEXT, Paragraph

_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
_MARGIN = 30.0
_PICTURE_WIDTH_PX = 720
"""The width for which cards are planned, in pixels."""
_BADGE_RADIUS = 12.5
_BADGE_ROOM = 2 * _BADGE_RADIUS + 6
_ASIDE_PADDING = 6.0
"""Space between an aside and its frame, in points."""
_QUESTION_GAP = 5.0
_SMALL_SHARE = 0.8
"""Size of the second language and of the button's other word, in sizes of the sentences."""
_SECOND_GAP = 2.0
_TITLE_SIZES = ((1, (28, 26, 24, 22, 20)), (2, (23, 21, 19, 17, 15, 13)))
_SUBTITLE_SIZES = (12, 11, 10, 9)
_SCHOOL_WIDTH, _LOGO = 160.0, (60.0, 44.0)


@dataclass(frozen=True)
class HandoutStep:
    """A step on paper.

    Attributes:
        number: the step's number; that of an aside is drawn as ``4?``.
        picture: a function that makes a JPEG of the marked screenshot, from a width and height in pixels.
        text: the narration, without the question of an aside, and with the word of the button.
        second: the narration in a second language, or without words.
        note: the button's word on other phones ("O dice: Join"), or without words.
        question: the question of an aside, or without words.
        alt: what the picture shows and what to do there, for a screen reader, in the language of the labels.
    """

    number: StepNumber
    picture: Callable[[int, int], bytes]
    text: Paragraph
    second: Paragraph = NO_TEXT
    note: Paragraph = NO_TEXT
    question: Paragraph = NO_TEXT
    alt: str = ""


@dataclass(frozen=True)
class Handout:
    """The content of a hand-out.

    Attributes:
        lang: the language of the sentences.
        words_lang: the language of the labels.
        title: the title of the tutorial.
        steps: the steps and asides, in order.
        school: the school, for its name, colours, paper size, and whom to ask.
        second_title: the title in a second language, or empty.
        second_lang: that language, or empty.
        device: the name of the device, or empty.
        logo: the school's logo as a JPEG, or None.
        address: the address of the page, in the QR code and to type beside it; empty: neither.
    """

    lang: str
    words_lang: str
    title: str
    steps: tuple[HandoutStep, ...]
    school: School
    second_title: str = ""
    second_lang: str = ""
    device: str = ""
    logo: bytes | None = None
    address: str = ""


def write_handout(path: Path, sheet: Handout) -> None:
    """Write a hand-out to ``path``. The same content makes the same bytes.

    Raises OutputError.
    """
    from reportlab import rl_config  # slow to load, and only for paper
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # as text, pictures and fonts take a quarter more bytes, and half of the time
    register_fonts()
    size = _SIZES[sheet.school.paper]
    buffer = io.BytesIO()
    # Tags, and the language of a part, are in PDF 1.5.
    canvas = Canvas(
        buffer,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        lang=sheet.lang,
        initialFontName=REGULAR,
        pdfVersion=(1, 5),
    )
    canvas.setTitle(sheet.title)
    for setter in (canvas.setAuthor, canvas.setSubject, canvas.setCreator, canvas.setProducer, canvas.setKeywords):
        setter("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    paper = PaperCanvas(canvas)
    page = _Page(paper, sheet, size)
    texts = [partial(page.text_height, step) for step in sheet.steps]
    # Whether there is a page number, too, makes no difference to the header's height.
    area = page.area_below_header()
    counts = sheet_layout.split_pages(texts, [step.number.aside > 0 for step in sheet.steps], area, FOOTER_PT)
    first = 0
    for number, count in enumerate(counts, start=1):
        layout = sheet_layout.choose_layout(texts[first : first + count], area, FOOTER_PT)
        page.draw(sheet.steps[first : first + count], layout, number, len(counts))
        paper.tags.end_page()
        first += count
    paper.tags.finish()
    canvas.save()
    with writing(path, "Close the programs that show it, make room on the disk, or choose another folder."):
        path.write_bytes(buffer.getvalue())


class _Page:
    """Draws pages. Coordinates are points (1/72 inch) from their lower left corner; areas are measured from their top."""

    def __init__(self, paper: PaperCanvas, sheet: Handout, size: tuple[float, float]) -> None:
        """Draw on ``paper``, whose pages have that size."""
        self._paper = paper
        self.sheet = sheet
        self._contact = Contact(sheet.words_lang, sheet.school, sheet.address)
        self.width, self.height = size
        self._chip = palette.blend(palette.WHITE, palette.parse_rgb(sheet.school.colors.accent), 0.35)

    def draw(self, steps: Sequence[HandoutStep], layout: SheetLayout, number: int, total: int) -> None:
        """Draw a page with its steps."""
        numbering = load_strings(self.sheet.words_lang)("page-of", number=number, total=total) if total > 1 else ""
        tags = self._paper.tags
        with nullcontext() if number == 1 else tags.artifact():
            self._draw_header(numbering)
        with tags.group("L"):
            for step, cell in zip(steps, layout.cells, strict=True):
                with tags.group("LI"):
                    self._draw_step(step, cell, layout)
        with tags.group("Div", self.sheet.words_lang) if number == total else tags.artifact():
            if layout.panel is not None:
                panel = layout.panel
                draw_panel(self._paper, self._contact, panel.left, self.height - panel.top, panel.width, panel.height)
            else:
                draw_footer(self._paper, self._contact, _MARGIN, _MARGIN, self.width - 2 * _MARGIN)

    def area_below_header(self) -> Area:
        """The page within its margins, below the header."""
        top = _MARGIN + self._header_height() + 14
        return Area(_MARGIN, top, self.width - 2 * _MARGIN, self.height - _MARGIN - top)

    # ------------------------------------------------------------ header

    def _fit_titles(self) -> tuple[float, tuple[str, ...], tuple[float, tuple[str, ...]]]:
        """Size and lines of the title, and of the line below it: the title in a second language, and the device."""
        sheet = self.sheet
        width = self.width - 2 * _MARGIN
        if sheet.school.name or sheet.logo is not None:
            width -= _SCHOOL_WIDTH + 18
        for max_lines, sizes in _TITLE_SIZES:
            size, lines = self._paper.fit(sheet.title, sizes, width, max_lines)
            if not lines[-1].endswith("…"):
                break
        below = " · ".join(part for part in (sheet.second_title, sheet.device) if part)
        subtitle = self._paper.fit(below, _SUBTITLE_SIZES, width, 2, bold=False) if below else (0.0, ())
        return size, lines, subtitle

    def _header_height(self) -> float:
        """The height of the titles, or of the logo (28 points without one) beside them if that is more."""
        size, lines, (small, below) = self._fit_titles()
        titles = len(lines) * size * 1.05 + len(below) * small * 1.25
        return max(titles, _LOGO[1] if self.sheet.logo is not None else 28.0)

    def _draw_header(self, numbering: str) -> None:
        """Draw the titles and device at the left, logo, school and page number at the right, and a rule below."""
        sheet = self.sheet
        right, top = self.width - _MARGIN, self.height - _MARGIN
        if sheet.logo is not None:
            with self._paper.tags.artifact():
                right -= self._paper.draw_image(sheet.logo, right, top, *_LOGO, anchor="ne") + 10
        width = _SCHOOL_WIDTH - (self.width - _MARGIN - right)
        y = top + 1
        for index, note in enumerate(part for part in (sheet.school.name, numbering) if part):
            size, lines = self._paper.fit(note, (11, 10, 9), width, 2 if index == 0 else 1, bold=index == 0)
            with self._paper.tags.artifact() if note == numbering else self._paper.tags.content():
                for line in lines:
                    y -= size * 1.2
                    self._paper.write(right, y, line, size, SOFT, bold=index == 0, align="right")
        size, lines, (small, below) = self._fit_titles()
        y = top + 0.12 * size
        with self._paper.tags.content("H1"):
            for line in lines:
                y -= size * 1.05
                self._paper.write(_MARGIN, y + 0.1 * size, line, size, INK, bold=True)
        second = sheet.second_title
        with self._paper.tags.group("P"):
            for line in below:
                y -= small * 1.25
                # The second title ends anywhere in a line, and the device goes on.
                shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(second, line, strict=False)))
                parts = ((line[:shared], sheet.second_lang), (line[shared:], sheet.words_lang))
                self._paper.write_parts(_MARGIN, y, parts, small, SOFT)
                second = second[shared:].lstrip()
        self._paper.draw_rule(_MARGIN, self.width - _MARGIN, top - self._header_height() - 5, sheet.school.colors.main)

    # ------------------------------------------------------------ steps

    def text_height(self, step: HandoutStep, size: float, width: float) -> float:
        """The height of all of a step but its picture, at a font size and a width."""
        if not step.number.aside:
            return max(2 * _BADGE_RADIUS, _body_height(step, size, width - _BADGE_ROOM))
        inner = width - 2 * _ASIDE_PADDING
        return self._question_height(step, size, inner) + _body_height(step, size, inner) + 2 * _ASIDE_PADDING

    def _question_height(self, step: HandoutStep, size: float, width: float) -> float:
        """The height of an aside's question beside its number, with the gap below."""
        text_height = text_lines.block_height(step.question, size, width - _BADGE_ROOM)
        return max(2 * _BADGE_RADIUS, text_height) + _QUESTION_GAP

    def _draw_step(self, step: HandoutStep, cell: Area, layout: SheetLayout) -> None:
        """Draw a picture with its number and sentences below; an aside in a frame, with its number and question above."""
        size = layout.text_size
        column = Column(cell.left, self.height - cell.top, cell.width)
        picture_width, picture_height = layout.picture
        if step.number.aside:
            frame_height = picture_height + TEXT_GAP + self.text_height(step, size, column.width)
            self._paper.draw_dashed_frame(column.x, column.top, column.width, frame_height)
            inner_width = column.width - 2 * _ASIDE_PADDING
            column = Column(column.x + _ASIDE_PADDING, column.top - _ASIDE_PADDING, inner_width)
            column = self._draw_question(step, column, size)
            picture_width = min(picture_width, column.width)
        text_column = Column(column.x, column.top - picture_height - TEXT_GAP, column.width)
        if not step.number.aside:
            accent = self.sheet.school.colors.accent
            self._paper.draw_badge(column.x, text_column.top, _BADGE_RADIUS, str(step.number), accent)
            text_column = _beside_badge(text_column)
        picture = step.picture(_PICTURE_WIDTH_PX, round(_PICTURE_WIDTH_PX * picture_height / picture_width))
        with self._paper.tags.group("LBody"):
            left, top = column.x, column.top
            self._paper.draw_framed_image(
                picture, left, top, picture_width, picture_height, step.alt, self.sheet.words_lang
            )
            for paragraph, text_size, gap in _list_paragraphs(step, size):
                ink = SOFT if gap else INK
                bottom = self._paper.write_paragraph(paragraph, text_column.below(gap), text_size, ink, self._chip)
                text_column = text_column._replace(top=bottom)

    def _draw_question(self, step: HandoutStep, column: Column, size: float) -> Column:
        """Draw the question of an aside beside its number; return the column below."""
        self._paper.draw_badge(column.x, column.top, _BADGE_RADIUS, str(step.number), None)
        height = self._question_height(step, size, column.width)
        beside = _beside_badge(column)
        text_height = text_lines.block_height(step.question, size, beside.width)
        centred = beside.below((height - _QUESTION_GAP - text_height) / 2)
        with self._paper.tags.group("LBody"):
            self._paper.write_paragraph(step.question, centred, size, INK, self._chip)
        return column.below(height)


def _beside_badge(column: Column) -> Column:
    """A column without the room for a number at its left."""
    return Column(column.x + _BADGE_ROOM, column.top, column.width - _BADGE_ROOM)


def _list_paragraphs(step: HandoutStep, size: float) -> list[tuple[Paragraph, float, float]]:
    """The paragraphs below a step's picture, each with its font size and the gap above it."""
    small = max(MIN_TEXT, round(2 * size * _SMALL_SHARE) / 2)
    smaller = (paragraph for paragraph in (step.note, step.second) if paragraph.text)
    return [(step.text, size, 0.0), *((paragraph, small, _SECOND_GAP) for paragraph in smaller)]


def _body_height(step: HandoutStep, size: float, width: float) -> float:
    """The height of the paragraphs below a step's picture."""
    paragraphs = _list_paragraphs(step, size)
    return sum(gap + text_lines.block_height(text, text_size, width) for text, text_size, gap in paragraphs)
