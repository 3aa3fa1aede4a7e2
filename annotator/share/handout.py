"""Writes the hand-out as PDF: a large picture of each step with its sentence, and a QR code for the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from annotator.errors import OutputError
from annotator.model import StepNumber
from annotator.share.page_data import shorten_address
from annotator.share.page_strings import PageStrings, load_strings
from annotator.share.paper_canvas import INK, REGULAR, SOFT, PaperCanvas, register_fonts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
_MARGIN, _GAP = 30.0, 10.0
_HEADER, _FOOTER = 60.0, 86.0
_SIZES_OF_TEXT = (15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
_SECOND_SIZES = (11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_MAX_LINES = 5
_NUMBER_RADIUS = 14.0
_PADDING = 5.0
"""Between an aside and its frame."""
_BADGE_ROOM = 2 * _NUMBER_RADIUS + 7
_MAX_QUESTION_LINES = 2
_LINE_HEIGHT = 1.16


@dataclass(frozen=True)
class HandoutStep:
    """A step on paper.

    Attributes:
        number: that of an aside is drawn as ``4?``.
        picture: (height, width, 3) in RGB.
        text: the narration, without the question of an aside.
        second: the narration in a second language, or "".
        question: that of an aside, or "".
    """

    number: StepNumber
    picture: Pixels
    text: str
    second: str = ""
    question: str = ""


@dataclass(frozen=True)
class Handout:
    """The content of a hand-out.

    ``address`` is the one in the QR code (empty: no code), ``short`` the one to type, written beside it. ``main`` and
    ``accent`` are the school's colours as ``#RRGGBB``.
    """

    lang: str
    words_lang: str
    title: str
    steps: tuple[HandoutStep, ...]
    second_title: str = ""
    device: str = ""
    school: str = ""
    logo: Pixels | None = None
    person: str = ""
    phone: str = ""
    address: str = ""
    short: str = ""
    paper: Literal["letter", "a4"] = "letter"
    main: str = "#0B4F6C"
    accent: str = "#FFD23F"


def write_handout(path: Path, sheet: Handout) -> None:
    """Write a hand-out to ``path``, with four or six steps on a page. The same content makes the same bytes.

    Raises OutputError.
    """
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    size = _SIZES[sheet.paper]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, lang=sheet.lang, initialFontName=REGULAR)
    canvas.setTitle(sheet.title)
    for setter in (canvas.setAuthor, canvas.setSubject, canvas.setCreator, canvas.setProducer, canvas.setKeywords):
        setter("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    columns, rows = choose_layout(len(sheet.steps))
    each = columns * rows
    pages = [sheet.steps[at : at + each] for at in range(0, len(sheet.steps), each)]
    for number, steps in enumerate(pages, start=1):
        page = _Page(canvas, sheet, size)
        page.header(number, len(pages))
        page.steps(steps, columns, rows)
        page.footer()
        canvas.showPage()
    canvas.save()
    try:
        path.write_bytes(buffer.getvalue())
    except OSError as error:
        raise OutputError(
            f"{path} could not be written: {error.strerror or error}.",
            "Close the programs that show it, make room on the disk, or choose another folder.",
        ) from error


def choose_layout(steps: int) -> tuple[int, int]:
    """Choose the columns and rows of a page for that many steps: large pictures, but two pages for up to twelve steps."""
    return (2, 2) if steps <= 4 or steps in (7, 8) else (3, 2)


def _text_height(cell: float) -> float:
    """The height of the text below a picture in a cell of height ``cell``, in points."""
    return max(62.0, min(cell * 0.34, 98.0))


class _Page:
    """Draws one page. Coordinates are points (1/72 inch) from its lower left corner."""

    def __init__(self, canvas: Any, sheet: Handout, size: tuple[float, float]) -> None:
        self._paper = PaperCanvas(canvas)
        self.sheet = sheet
        self.width, self.height = size
        self.words: PageStrings = load_strings(sheet.words_lang)
        self._size = _SIZES_OF_TEXT[-1]

    def header(self, number: int, total: int) -> None:
        """Draw the titles and device at the left, school and logo at the right, and a rule below."""
        sheet = self.sheet
        right = self.width - _MARGIN
        top = self.height - _MARGIN
        if sheet.logo is not None:
            drawn = self._paper.image(sheet.logo, right, top, 60, 44, anchor="ne")
            right -= drawn + 10
        notes = [part for part in (sheet.school, self._numbering(number, total)) if part]
        reserved = 0.0
        for index, note in enumerate(notes):
            size, lines = self._paper.fit(note, (11, 10, 9, 8), 150, 2, bold=index == 0)
            for line in lines:
                top -= 13
                self._paper.write(right, top, line, size, SOFT, bold=index == 0, align="right")
                reserved = max(reserved, self._paper.text_width(line, size, bold=index == 0))
        room = right - _MARGIN - reserved - 18
        size, lines = self._paper.fit(sheet.title, (28, 25, 22, 19, 16, 14), room, 2, height=46)
        y = self.height - _MARGIN + 2
        for line in lines:
            y -= size * 0.98
            self._paper.write(_MARGIN, y, line, size, INK, bold=True)
        below = " · ".join(part for part in (sheet.second_title, sheet.device) if part)
        if below and len(lines) < 2:
            small, rest = self._paper.fit(below, (12, 11, 10, 9), room, 1, bold=False)
            self._paper.write(_MARGIN, y - 16, rest[0], small, SOFT)
        self._paper.rule(_MARGIN, self.width - _MARGIN, self.height - _MARGIN - _HEADER + 10, sheet.main)

    def _numbering(self, number: int, total: int) -> str:
        return self.words("page-of", number=number, total=total) if total > 1 else ""

    def steps(self, steps: Sequence[HandoutStep], columns: int, rows: int) -> None:
        """Draw the pictures in rows, each with its number and sentence below."""
        high = self.height - 2 * _MARGIN - _HEADER - _FOOTER
        wide = (self.width - 2 * _MARGIN - (columns - 1) * _GAP) / columns
        cell = (high - (rows - 1) * _GAP) / rows
        self._size = self._common_size(wide, _text_height(cell) - 7)
        for index, step in enumerate(steps):
            column, row = index % columns, index // columns
            left = _MARGIN + column * (wide + _GAP)
            top = self.height - _MARGIN - _HEADER - row * (cell + _GAP)
            self._step(step, left, top, wide, cell)

    def _step(self, step: HandoutStep, left: float, top: float, wide: float, high: float) -> None:
        if step.number.aside:
            self._paper.dashed_frame(left, top, wide, high)
            left, top, wide, high = left + _PADDING, top - _PADDING, wide - 2 * _PADDING, high - 2 * _PADDING
            question_high = self._question(step, left, top, wide)
            top, high = top - question_high, high - question_high
        tall, across = step.picture.shape[:2]
        drawn_high = min(high - _text_height(high), wide * tall / across)
        drawn_wide = drawn_high * across / tall
        x = left + (wide - drawn_wide) / 2
        # The picture of an aside has its own dashed frame.
        self._paper.framed_image(step.picture, x, top, drawn_wide, drawn_high, line=not step.number.aside)
        top, high = top - drawn_high - 7, high - drawn_high - 7
        if not step.number.aside:
            self._paper.badge(left, top, _NUMBER_RADIUS, str(step.number), self.sheet.accent)
            left, wide = left + _BADGE_ROOM, wide - _BADGE_ROOM
        self._sentences(step, left, top, wide, high)

    def _question(self, step: HandoutStep, left: float, top: float, wide: float) -> float:
        """Draw the badge of an aside with its question beside it; return their height."""
        self._paper.badge(left, top, _NUMBER_RADIUS, str(step.number), None)
        _, lines = self._paper.fit(step.question, (self._size,), wide - _BADGE_ROOM, _MAX_QUESTION_LINES)
        text_high = len(lines) * self._size * _LINE_HEIGHT
        high = max(2 * _NUMBER_RADIUS, text_high)
        y = top - (high - text_high) / 2
        for line in lines:
            y -= self._size * _LINE_HEIGHT
            self._paper.write(left + _BADGE_ROOM, y + self._size * 0.2, line, self._size, INK, bold=True)
        return high + 5

    def _sentences(self, step: HandoutStep, x: float, top: float, room: float, room_high: float) -> None:
        """Write the sentences of a step, bold, or of an aside, whose question alone is bold."""
        y, bold = top, not step.number.aside
        _, lines = self._paper.fit(step.text, (self._size,), room, _MAX_LINES, bold=bold, height=room_high)
        for line in lines:
            y -= self._size * _LINE_HEIGHT
            self._paper.write(x, y + self._size * 0.12, line, self._size, INK, bold=bold)
        if step.second:
            rest = room_high - (top - y)
            sizes = [size for size in _SECOND_SIZES if size <= self._size * 0.85]
            small, lines = self._paper.fit(step.second, sizes, room, _MAX_LINES, bold=False, height=rest)
            for line in lines:
                y -= small * _LINE_HEIGHT
                self._paper.write(x, y, line, small, SOFT)

    def _common_size(self, wide: float, high: float) -> float:
        """The largest size at which every sentence fits, leaving a third of the room for a second language."""
        share = 0.66 if any(step.second for step in self.sheet.steps) else 1.0
        return min(self._find_size(step, wide, high * share) for step in self.sheet.steps)

    def _find_size(self, step: HandoutStep, wide: float, high: float) -> float:
        if not step.number.aside:
            return self._paper.fit(step.text, _SIZES_OF_TEXT, wide - _BADGE_ROOM, _MAX_LINES, height=high)[0]
        room = wide - 2 * _PADDING
        asked = self._paper.fit(step.question, _SIZES_OF_TEXT, room - _BADGE_ROOM, _MAX_QUESTION_LINES)[0]
        return min(asked, self._paper.fit(step.text, _SIZES_OF_TEXT, room, _MAX_LINES, bold=False, height=high)[0])

    def footer(self) -> None:
        """Draw the QR code with instructions and the address at the left, and the person to ask at the right."""
        sheet = self.sheet
        top = _MARGIN + _FOOTER - 14
        self._paper.rule(_MARGIN, self.width - _MARGIN, top + 6, sheet.main)
        left = _MARGIN
        if sheet.address:
            left += self._paper.qr_code(sheet.address, _MARGIN, top, 76) + 12
            room = (self.width - 2 * _MARGIN) * 0.62 - (left - _MARGIN)
            y = top - 18
            size, lines = self._paper.fit(self.words("see-video"), (15, 14, 13, 12), room, 1)
            self._paper.write(left, y, lines[0], size, INK, bold=True)
            size, lines = self._paper.fit(self.words("scan"), (10.5, 10, 9, 8), room, 2, bold=False)
            for line in lines:
                y -= 15
                self._paper.write(left, y, line, size, SOFT)
            self._paper.write(left, y - 15, self.words("or-type"), 9.5, SOFT)
            size, lines = self._paper.fit(
                shorten_address(sheet.short or sheet.address), (12, 11, 10, 9, 8, 7, 6), room, 1
            )
            self._paper.write(left, y - 29, lines[0], size, INK, bold=True)
        self._help(top)

    def _help(self, top: float) -> None:
        sheet = self.sheet
        right = self.width - _MARGIN
        room = (self.width - 2 * _MARGIN) * 0.36
        y = top - 18
        if not (sheet.person or sheet.phone):
            return
        size, lines = self._paper.fit(self.words("different"), (11, 10, 9, 8), room, 1, bold=False)
        self._paper.write(right, y, lines[0], size, SOFT, align="right")
        for text, sizes in ((sheet.person, (17, 15, 13, 11)), (sheet.phone, (19, 17, 15, 13, 11))):
            if text:
                size, lines = self._paper.fit(text, sizes, room, 1)
                y -= size + 5
                self._paper.write(right, y, lines[0], size, INK, bold=True, align="right")
