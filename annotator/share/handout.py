"""Writes the hand-out as PDF: a large picture of each step with its sentence, and a QR code for the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from annotator import assets, typeface
from annotator.cards import palette, typesetting
from annotator.errors import OutputError
from annotator.model import StepNumber
from annotator.share import page_pictures
from annotator.share.page_data import shorten_address
from annotator.share.page_strings import PageStrings, load_strings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

_SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
_MARGIN, _GAP = 30.0, 10.0
_HEADER, _FOOTER = 60.0, 86.0
_INK, _SOFT = (0.04, 0.13, 0.17), (0.25, 0.32, 0.37)
_REGULAR, _BOLD = "Andika", "Andika-Bold"
_SIZES_OF_TEXT = (15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
_SECOND_SIZES = (11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_MAX_LINES = 5
_NUMBER_RADIUS = 14.0
_QUIET_ZONE_MODULES = 4
"""White modules around a QR code, as ISO/IEC 18004 requires."""


@dataclass(frozen=True)
class HandoutStep:
    """A step on paper: its picture (height, width, 3) in RGB, its sentence, and that of a second language or ""."""

    number: StepNumber
    picture: Pixels
    text: str
    second: str = ""


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

    _register_fonts()
    size = _SIZES[sheet.paper]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, lang=sheet.lang, initialFontName=_REGULAR)
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


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_REGULAR, _BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            file = "Andika-Bold.ttf" if name == _BOLD else "Andika-Regular.ttf"
            pdfmetrics.registerFont(TTFont(name, str(assets.asset("fonts", file))))


class _Page:
    """Draws one page. Coordinates are points (1/72 inch) from its lower left corner."""

    def __init__(self, canvas: Any, sheet: Handout, size: tuple[float, float]) -> None:
        self.canvas = canvas
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
            drawn = self._image(sheet.logo, right, top, 60, 44, anchor="ne")
            right -= drawn + 10
        notes = [part for part in (sheet.school, self._numbering(number, total)) if part]
        reserved = 0.0
        for index, note in enumerate(notes):
            size, lines = self._fit(note, (11, 10, 9, 8), 150, 2, bold=index == 0)
            for line in lines:
                top -= 13
                self._write(right, top, line, size, _SOFT, bold=index == 0, align="right")
                reserved = max(reserved, self._width(line, size, bold=index == 0))
        room = right - _MARGIN - reserved - 18
        size, lines = self._fit(sheet.title, (28, 25, 22, 19, 16, 14), room, 2, height=46)
        y = self.height - _MARGIN + 2
        for line in lines:
            y -= size * 0.98
            self._write(_MARGIN, y, line, size, _INK, bold=True)
        below = " · ".join(part for part in (sheet.second_title, sheet.device) if part)
        if below and len(lines) < 2:
            small, rest = self._fit(below, (12, 11, 10, 9), room, 1, bold=False)
            self._write(_MARGIN, y - 16, rest[0], small, _SOFT)
        self._rule(self.height - _MARGIN - _HEADER + 10)

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
        tall, across = step.picture.shape[:2]
        drawn_high = min(high - _text_height(high), wide * tall / across)
        drawn_wide = drawn_high * across / tall
        x = left + (wide - drawn_wide) / 2
        canvas = self.canvas
        path = canvas.beginPath()
        path.roundRect(x, top - drawn_high, drawn_wide, drawn_high, 7)
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        self._image(step.picture, x, top, drawn_wide, drawn_high)
        canvas.restoreState()
        canvas.setLineWidth(1.6)
        canvas.setStrokeColorRGB(*_INK)
        canvas.roundRect(x, top - drawn_high, drawn_wide, drawn_high, 7, stroke=1, fill=0)
        self._sentence(step, left, top - drawn_high - 7, wide, high - drawn_high - 7)

    def _sentence(self, step: HandoutStep, left: float, top: float, wide: float, room_high: float) -> None:
        radius = _NUMBER_RADIUS
        accent = palette.parse_rgb(self.sheet.accent)
        canvas = self.canvas
        canvas.setLineWidth(1.6)
        canvas.setStrokeColorRGB(*_INK)
        canvas.setFillColorRGB(*(value / 255 for value in accent))
        canvas.circle(left + radius, top - radius, radius, stroke=1, fill=1)
        ink = palette.choose_ink(accent, palette.BLACK)
        size = 17.0 if len(str(step.number)) < 2 else 13.0
        self._write(
            left + radius,
            top - radius - size * 0.35,
            str(step.number),
            size,
            tuple(value / 255 for value in ink),
            bold=True,
            align="middle",
        )
        x = left + 2 * radius + 7
        room = wide - 2 * radius - 7
        y = top
        _, lines = self._fit(step.text, (self._size,), room, _MAX_LINES, height=room_high)
        for line in lines:
            y -= self._size * 1.16
            self._write(x, y + self._size * 0.12, line, self._size, _INK, bold=True)
        if step.second:
            rest = room_high - (top - y)
            sizes = [size for size in _SECOND_SIZES if size <= self._size * 0.85]
            small, lines = self._fit(step.second, sizes, room, _MAX_LINES, bold=False, height=rest)
            for line in lines:
                y -= small * 1.16
                self._write(x, y, line, small, _SOFT)

    def _common_size(self, wide: float, high: float) -> float:
        """The largest size at which every sentence fits, leaving a third of the room for a second language."""
        room = wide - 2 * _NUMBER_RADIUS - 7
        share = 0.66 if any(step.second for step in self.sheet.steps) else 1.0
        return min(
            self._fit(step.text, _SIZES_OF_TEXT, room, _MAX_LINES, height=high * share)[0] for step in self.sheet.steps
        )

    def footer(self) -> None:
        """Draw the QR code with instructions and the address at the left, and the person to ask at the right."""
        sheet = self.sheet
        top = _MARGIN + _FOOTER - 14
        self._rule(top + 6)
        left = _MARGIN
        if sheet.address:
            left += self._code(sheet.address, _MARGIN, top, 76) + 12
            room = (self.width - 2 * _MARGIN) * 0.62 - (left - _MARGIN)
            y = top - 18
            size, lines = self._fit(self.words("see-video"), (15, 14, 13, 12), room, 1)
            self._write(left, y, lines[0], size, _INK, bold=True)
            size, lines = self._fit(self.words("scan"), (10.5, 10, 9, 8), room, 2, bold=False)
            for line in lines:
                y -= 15
                self._write(left, y, line, size, _SOFT)
            self._write(left, y - 15, self.words("or-type"), 9.5, _SOFT)
            size, lines = self._fit(shorten_address(sheet.short or sheet.address), (12, 11, 10, 9, 8, 7, 6), room, 1)
            self._write(left, y - 29, lines[0], size, _INK, bold=True)
        self._help(top)

    def _help(self, top: float) -> None:
        sheet = self.sheet
        right = self.width - _MARGIN
        room = (self.width - 2 * _MARGIN) * 0.36
        y = top - 18
        if not (sheet.person or sheet.phone):
            return
        size, lines = self._fit(self.words("different"), (11, 10, 9, 8), room, 1, bold=False)
        self._write(right, y, lines[0], size, _SOFT, align="right")
        for text, sizes in ((sheet.person, (17, 15, 13, 11)), (sheet.phone, (19, 17, 15, 13, 11))):
            if text:
                size, lines = self._fit(text, sizes, room, 1)
                y -= size + 5
                self._write(right, y, lines[0], size, _INK, bold=True, align="right")

    def _code(self, address: str, left: float, top: float, side: float) -> float:
        """Draw a QR code ``side`` points wide, quiet zone included; return that width."""
        import segno

        matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        module = side / (len(matrix) + 2 * _QUIET_ZONE_MODULES)
        self.canvas.setFillColorRGB(1, 1, 1)
        self.canvas.rect(left, top - side, side, side, stroke=0, fill=1)
        self.canvas.setFillColorRGB(0, 0, 0)
        path = self.canvas.beginPath()
        for row, cells in enumerate(matrix):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = (
                        left + (column + _QUIET_ZONE_MODULES) * module,
                        top - (row + 1 + _QUIET_ZONE_MODULES) * module,
                    )
                    path.rect(x, y, module, module)
        self.canvas.drawPath(path, stroke=0, fill=1)
        return side

    def _rule(self, y: float) -> None:
        self.canvas.setStrokeColorRGB(*(value / 255 for value in palette.parse_rgb(self.sheet.main)))
        self.canvas.setLineWidth(2.5)
        self.canvas.line(_MARGIN, y, self.width - _MARGIN, y)

    def _image(self, pixels: Pixels, x: float, top: float, wide: float, high: float, anchor: str = "nw") -> float:
        """Draw a picture scaled to fit a box below ``top``, with the corner ``anchor`` at ``x``; return its width."""
        from reportlab.lib.utils import ImageReader

        scale = min(wide / pixels.shape[1], high / pixels.shape[0])
        size = (pixels.shape[1] * scale, pixels.shape[0] * scale)
        reader = ImageReader(io.BytesIO(page_pictures.encode_jpeg(pixels)))
        self.canvas.drawImage(reader, x - (size[0] if anchor == "ne" else 0), top - size[1], *size)
        width: float = size[0]
        return width

    def _write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        ink: Sequence[float],
        *,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        self.canvas.setFont(_BOLD if bold else _REGULAR, size)
        self.canvas.setFillColorRGB(*ink)
        draw = {"left": self.canvas.drawString, "right": self.canvas.drawRightString}.get(
            align, self.canvas.drawCentredString
        )
        draw(x, y, typeface.drawable_text(text, bold))

    def _width(self, text: str, size: float, *, bold: bool) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        measured: float = stringWidth(typeface.drawable_text(text, bold), _BOLD if bold else _REGULAR, size)
        return measured

    def _fit(
        self,
        text: str,
        sizes: Sequence[float],
        room: float,
        max_lines: int,
        *,
        bold: bool = True,
        height: float = 1e9,
    ) -> tuple[float, tuple[str, ...]]:
        """The largest of ``sizes`` that fits, and the lines; measured at ten times the size, as Pillow rounds to pixels."""
        tenfold = [round(size * 10) for size in sizes]
        size, lines = typesetting.fit(text, tenfold, room * 10, max_lines, bold, height * 10)
        return size / 10, lines
