"""What is on a page of a PDF that reportlab wrote, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pypdf
from reportlab.pdfbase.pdfmetrics import stringWidth

Kind = Literal["text", "picture", "chip", "badge", "code"]
_NUMBER = r"(-?[\d.]+)"


@dataclass(frozen=True)
class Placed:
    """A text, picture, chip, badge or code on a page, in points from its lower left corner."""

    kind: Kind
    left: float
    bottom: float
    right: float
    top: float
    text: str = ""
    size: float = 0.0

    def overlaps(self, other: Placed) -> bool:
        """Whether the two share more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > 0.5 and down > 0.5

    def contains(self, other: Placed) -> bool:
        """Whether the middle of the other is in it."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def list_placed(page: pypdf.PageObject) -> list[Placed]:
    """Everything on a page but rules and frames, in the order in which it is drawn."""
    contents = page.get_contents()
    assert contents is not None
    return [*_list_texts(page), *_list_shapes(contents.get_data().decode("latin-1"))]


def _list_texts(page: pypdf.PageObject) -> list[Placed]:
    texts: list[Placed] = []

    def visit(text: str, _cm: object, matrix: list[float], font: dict[str, str] | None, size: float) -> None:
        words = text.strip("\n")
        if words.strip() and font is not None:
            name = font["/BaseFont"].split("+")[1]
            x, y = matrix[4:]
            wide = stringWidth(words, name, size)
            texts.append(Placed("text", x, y - 0.22 * size, x + wide, y + 0.72 * size, words.strip(), size))

    page.extract_text(visitor_text=visit)
    return texts


def _list_shapes(stream: str) -> list[Placed]:
    """Pictures by their matrix; filled and stroked paths of four curves, a chip with lines between them; a code's square."""
    shapes: list[Placed] = []
    operands: list[float] = []
    points: list[tuple[float, float]] = []
    drawn = ""
    for token in re.sub(r"\(.*?\) Tj", "", stream).split():
        if _is_number(token):
            operands.append(float(token))
            continue
        if token in ("m", "l", "c"):
            points += zip(operands[::2], operands[1::2], strict=True)
            drawn += token
        elif token == "re":
            x, y, wide, high = operands
            points += [(x, y), (x + wide, y + high)]
            drawn += token
        elif token == "cm" and operands[0] > 1:
            wide, _, _, high, x, y = operands
            shapes.append(Placed("picture", x, y, x + wide, y + high))
        elif token in ("B", "B*") and drawn.count("c") == 4:
            shapes.append(_bounds("chip" if "l" in drawn else "badge", points))
        elif token in ("f", "f*") and drawn == "re":
            shapes.append(_bounds("code", points))
        if token in ("n", "S", "B", "B*", "f", "f*"):
            points, drawn = [], ""
        operands = []
    return shapes


def _is_number(token: str) -> bool:
    return re.fullmatch(_NUMBER, token) is not None


def _bounds(kind: Kind, points: list[tuple[float, float]]) -> Placed:
    across, up = [x for x, _ in points], [y for _, y in points]
    return Placed(kind, min(across), min(up), max(across), max(up))


def list_tags(element: pypdf.generic.DictionaryObject) -> list[tuple[str, str, str]]:
    """An element of the structure tree and those within, in reading order: role, own language, alternative text."""
    kids = element.get("/K", [])
    below = [tag for kid in kids for tag in list_tags(kid.get_object())] if isinstance(kids, list) else []
    return [(str(element["/S"])[1:], str(element.get("/Lang", "")), str(element.get("/Alt", ""))), *below]
