"""Draw on a PDF page: text with the chips and line breaks of captions, pictures, and QR codes.

`text_lines` measures and breaks the text; here reportlab draws it. All is tagged here but what ``write`` and ``draw_image``
draw, which their caller tags.

Coordinates are points (1/72 inch) from the lower left corner of the page.
"""

import io
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, Self

from annotator import assets, typeface
from annotator.cards import palette, typesetting
from annotator.cards.caption_lines import Piece
from annotator.pages.paper.tags import PaperTags
from annotator.pages.paper.text_lines import CHIP_PADDING, LINE_HEIGHT, Paragraph, line_ends, piece_width, set_lines

Ink = tuple[float, ...]
"""A colour as shares of red, green and blue (0..1), as PDF has them."""
INK: Ink = (0.04, 0.13, 0.17)
SOFT: Ink = (0.25, 0.32, 0.37)
"""The colours of text, and of text of less weight."""
Align = Literal["left", "middle", "right"]
"""The point of a line's baseline that is placed."""
REGULAR, BOLD = "Andika", "Andika-Bold"
_PANEL_LINE_PT, _RULE_PT = 2.0, 2.5
_IMAGE_RADIUS_PT, _FRAME_RADIUS_PT = 7, 9
_MEASURED_TIMES = 10
"""How many times as large texts are measured, since Pillow rounds to pixels."""


class Column(NamedTuple):
    """The place of a text: its left edge, or the point that its ``align`` names; the top of its first line; its width."""

    x: float
    top: float
    width: float

    def below(self, gap: float) -> Self:
        """The column from ``gap`` points further down on."""
        return self._replace(top=self.top - gap)


class _PlacedPiece(NamedTuple):
    """A piece of a paragraph's line, what is written of it, and where: its left edge, its baseline and its width."""

    piece: Piece
    text: str
    x: float
    baseline: float
    width: float


def register_fonts() -> None:
    """Make the typeface known to reportlab."""
    from reportlab.pdfbase import pdfmetrics  # slow to load, and only for paper
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            file = "Andika-Bold.ttf" if name == BOLD else "Andika-Regular.ttf"
            pdfmetrics.registerFont(TTFont(name, str(assets.asset("fonts", file))))


class PaperCanvas:
    """Draws on a reportlab canvas; of its state, the font, colours and line width change, and dashes end after each piece."""

    def __init__(self, canvas: Any) -> None:
        """Draw on ``canvas``."""
        self._canvas = canvas
        self.tags = PaperTags(canvas)

    def draw_rule(self, left: float, right: float, y: float, color: str) -> None:
        """Draw a horizontal rule in a colour (``#RRGGBB``)."""
        self._canvas.setStrokeColorRGB(*_color_shares(palette.parse_rgb(color)))
        self._canvas.setLineWidth(_RULE_PT)
        with self.tags.artifact():
            self._canvas.line(left, y, right, y)

    def draw_framed_image(
        self, jpeg: bytes, x: float, top: float, width: float, height: float, alt: str, lang: str = ""
    ) -> None:
        """Draw a JPEG with round corners and a line around it; ``alt`` says it in words, in that language."""
        path = self._canvas.beginPath()
        path.roundRect(x, top - height, width, height, _IMAGE_RADIUS_PT)
        with self.tags.content("Figure", lang, alt, (x, top - height, x + width, top)):
            self._canvas.saveState()
            self._canvas.clipPath(path, stroke=0, fill=0)
            self.draw_image(jpeg, x, top, width, height)
            self._canvas.restoreState()
            self._set_pen()
            self._canvas.roundRect(x, top - height, width, height, _IMAGE_RADIUS_PT, stroke=1, fill=0)

    def draw_dashed_frame(self, x: float, top: float, width: float, height: float) -> None:
        """Draw a dashed frame with round corners."""
        self._set_pen(dashed=True)
        with self.tags.artifact():
            self._canvas.roundRect(x, top - height, width, height, _FRAME_RADIUS_PT, stroke=1, fill=0)
        self._canvas.setDash()

    def draw_panel(self, x: float, top: float, width: float, height: float, color: str) -> None:
        """Draw a frame with round corners in a colour (``#RRGGBB``)."""
        self._canvas.setLineWidth(_PANEL_LINE_PT)
        self._canvas.setStrokeColorRGB(*_color_shares(palette.parse_rgb(color)))
        with self.tags.artifact():
            self._canvas.roundRect(x, top - height, width, height, _FRAME_RADIUS_PT, stroke=1, fill=0)

    def draw_badge(self, x: float, top: float, radius: float, text: str, color: str | None) -> None:
        """Draw a disc with a number in a colour (``#RRGGBB``); without one a dashed ring, for an aside."""
        fill = palette.WHITE if color is None else palette.parse_rgb(color)
        self._set_pen(dashed=color is None)
        self._canvas.setFillColorRGB(*_color_shares(fill))
        with self.tags.artifact():
            self._canvas.circle(x + radius, top - radius, radius, stroke=1, fill=1)
        self._canvas.setDash()
        size = 17.0 if len(text) == 1 else 13.0
        ink = _color_shares(palette.choose_ink(fill, palette.BLACK))
        with self.tags.content("Lbl"):
            self.write(x + radius, top - radius - size * 0.35, text, size, ink, bold=True, align="middle")

    def _set_pen(self, *, dashed: bool = False) -> None:
        """Set the width and colour of lines, and dashes, which the caller ends."""
        self._canvas.setLineWidth(1.6)
        self._canvas.setStrokeColorRGB(*INK)
        if dashed:
            self._canvas.setDash(5.0, 3.5)

    def draw_image(
        self, jpeg: bytes, x: float, top: float, max_width: float, max_height: float, anchor: str = "nw"
    ) -> float:
        """Draw a JPEG scaled to fit a box below ``top``, with the corner ``anchor`` at ``x``; return its width."""
        from reportlab.lib.utils import ImageReader  # slow to load, and only for paper

        reader = ImageReader(io.BytesIO(jpeg))
        pixel_width, pixel_height = reader.getSize()
        scale = min(max_width / pixel_width, max_height / pixel_height)
        size = (pixel_width * scale, pixel_height * scale)
        self._canvas.drawImage(reader, x - (size[0] if anchor == "ne" else 0), top - size[1], *size)
        width: float = size[0]
        return width

    def draw_qr_code(self, address: str, left: float, top: float, side: float) -> None:
        """Draw a QR code ``side`` points wide, quiet zone included; in words it is "QR:" and the address."""
        import segno  # only for hand-outs with an address

        # ISO/IEC 18004 requires four white modules around the code.
        rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=4))
        module = side / len(rows)
        path = self._canvas.beginPath()
        for row, cells in enumerate(rows, start=1):
            for column in (column for column, dark in enumerate(cells) if dark):
                path.rect(left + column * module, top - row * module, module, module)
        with self.tags.content("Figure", alt=f"QR: {address}", box=(left, top - side, left + side, top)):
            self._canvas.setFillColorRGB(1, 1, 1)
            self._canvas.rect(left, top - side, side, side, stroke=0, fill=1)
            self._canvas.setFillColorRGB(0, 0, 0)
            self._canvas.drawPath(path, stroke=0, fill=1)

    def write(
        self, x: float, y: float, text: str, size: float, ink: Ink, *, bold: bool = False, align: Align = "left"
    ) -> None:
        """Write a line, with the point ``align`` of its baseline at ``x`` and ``y``."""
        font, drawn = BOLD if bold else REGULAR, _drawable(text)
        x -= {"left": 0.0, "middle": 0.5, "right": 1.0}[align] * self._canvas.stringWidth(drawn.rstrip(), font, size)
        self._canvas.setFont(font, size)
        self._canvas.setFillColorRGB(*ink)
        self._canvas.drawString(x, y, drawn)

    def write_parts(self, x: float, y: float, parts: Sequence[tuple[str, str]], size: float, ink: Ink) -> None:
        """Write a line whose parts, each a text and its language, follow one another without a space."""
        for text, lang in parts:
            if text.strip():
                with self.tags.content("Span", lang):
                    self.write(x, y, text, size, ink)
            x += self._canvas.stringWidth(_drawable(text), REGULAR, size)

    def write_paragraph(self, paragraph: Paragraph, column: Column, size: float, ink: Ink, chip: palette.Rgb) -> float:
        """Write a paragraph; return its lower edge. Chips have the colour ``chip`` and a rim that copiers keep."""
        placed, bottom_edge = _place_pieces(paragraph, column, size)
        for item in placed:
            if item.piece.chip:
                self._draw_chip(item, size, chip)
        with self.tags.content(lang=paragraph.lang):
            for item in placed:
                # Spaces at the ends of a piece count; it is drawable already.
                self._canvas.setFont(BOLD if paragraph.bold else REGULAR, size)
                self._canvas.setFillColorRGB(*(INK if item.piece.chip else ink))
                left = item.x + (CHIP_PADDING * size if item.piece.chip else 0)
                self._canvas.drawString(left, item.baseline, item.text)
        return bottom_edge

    def _draw_chip(self, item: _PlacedPiece, size: float, color: palette.Rgb) -> None:
        """Draw the box of a chip, with a rim."""
        self._canvas.setLineWidth(0.9)
        self._canvas.setStrokeColorRGB(*INK)
        self._canvas.setFillColorRGB(*_color_shares(color))
        # From below the baseline to above the capitals.
        bottom, height = item.baseline - 0.29 * size, (0.29 + 0.86) * size
        with self.tags.artifact():
            self._canvas.roundRect(item.x, bottom, item.width, height, size * 0.24, fill=1)

    def fit(
        self, text: str, sizes: Sequence[float], max_width: float, max_lines: int, *, bold: bool = True
    ) -> tuple[float, tuple[str, ...]]:
        """The largest of ``sizes`` that fits, to a tenth of a point, and the lines, with the spaces between them."""
        measured_sizes = [round(size * _MEASURED_TIMES) for size in sizes]
        size, lines = typesetting.fit(text, measured_sizes, max_width * _MEASURED_TIMES, max_lines, bold)
        return size / _MEASURED_TIMES, tuple(map(str.__add__, lines, line_ends(text, lines)))

    def write_lines(
        self,
        text: str,
        column: Column,
        sizes: Sequence[float],
        max_lines: int,
        *,
        bold: bool = False,
        align: Align = "left",
        role: str = "P",
    ) -> Column:
        """Write a text in the largest of ``sizes`` that fits; return the column below it."""
        if not text:
            return column
        size, lines = self.fit(text, sizes, column.width, max_lines, bold=bold)
        with self.tags.content(role):
            for line in lines:
                self.write(column.x, column.top - size, line, size, INK if bold else SOFT, bold=bold, align=align)
                column = column.below(size * 1.25)
        return column


def _place_pieces(paragraph: Paragraph, column: Column, size: float) -> tuple[list[_PlacedPiece], float]:
    """The pieces of a paragraph's lines, and its lower edge. The last of a line ends with the space that readers need, if any."""
    placed = []
    top = column.top
    lines = set_lines(paragraph, size, column.width)
    ends = line_ends(paragraph.text, ["".join(piece.text for piece in line) for line in lines])
    for line, end in zip(lines, ends, strict=True):
        x = column.x
        for number, piece in enumerate(line, start=1):
            width = piece_width(piece, size, paragraph.bold)
            text = piece.text + (end if number == len(line) else "")
            placed.append(_PlacedPiece(piece, text, x, top - size * 0.96, width))
            x += width
        top -= size * LINE_HEIGHT
    return placed, top


def _drawable(text: str) -> str:
    """A part of a line as it is drawn, with a space at each end that has one."""
    if not text.strip():
        return text
    drawn = typeface.drawable_text(text)
    if text.startswith(" "):
        drawn = f" {drawn}"
    return f"{drawn} " if text.endswith(" ") else drawn


def _color_shares(color: palette.Rgb) -> Ink:
    """A colour as PDF has it."""
    return tuple(value / 255 for value in color)
