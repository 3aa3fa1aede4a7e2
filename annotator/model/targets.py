"""The targets of a script's lines as values: a text, an icon, a point or a box on the screenshot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A text on the screen: ``Join | Unirse #2`` is ``TextTarget(("Join", "Unirse"), 2)``.

    Attributes:
        wordings: the texts that may be there; any of them will do.
        occurrence: the n of ``#n``, counted from 1 at the top, or None.
    """

    wordings: tuple[str, ...]
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class IconTarget:
    """An icon to look for: ``mic.png #2`` is ``IconTarget("mic.png", 2)``.

    Attributes:
        file: a file name in the tutorial's folder or in ``assets/icons``.
        occurrence: the n of ``#n``, counted from 1 at the top, or None.
    """

    file: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class PointTarget:
    """A point, in percent of the picture's width and height: ``50% 30%`` is ``PointTarget(50.0, 30.0)``.

    It selects the touch target there.
    """

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class BoxTarget:
    """A box, in percent of the picture's width (left, width) and height (top, height).

    ``10% 40% 80% 7%`` is ``BoxTarget(10.0, 40.0, 80.0, 7.0)``.
    """

    left: float
    top: float
    width: float
    height: float


Target = TextTarget | IconTarget | PointTarget | BoxTarget
