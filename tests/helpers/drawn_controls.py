"""Icons and switches drawn on a screen, each with its upper left corner at a place; each function returns the ink's box."""

from __future__ import annotations

from annotator.model import Box
from tests.helpers.screens import Drawn

PHONE = (400, 860)
"""Width and height of a phone's whole screen, in pixels."""
DP = 400 / 390
"""How many pixels are one dp on it."""


def mic(screen: Drawn, x: int, y: int) -> Box:
    screen.draw.rounded_rectangle((x + 5, y, x + 13, y + 15), 4, fill="#303030")
    screen.draw.arc((x, y + 6, x + 18, y + 22), 0, 180, fill="#303030", width=2)
    screen.draw.line((x + 9, y + 22, x + 9, y + 26), fill="#303030", width=2)
    return Box(x, y, 19, 27)


def clip(screen: Drawn, x: int, y: int) -> Box:
    screen.draw.rounded_rectangle((x, y, x + 12, y + 26), 6, outline="#303030", width=2)
    screen.draw.line((x + 6, y + 8, x + 6, y + 20), fill="#303030", width=2)
    return Box(x, y, 13, 27)


def dots(screen: Drawn, x: int, y: int) -> Box:
    for n in range(3):
        screen.draw.ellipse((x, y + 7 * n, x + 4, y + 4 + 7 * n), fill="#303030")
    return Box(x, y, 5, 19)


def pencil(screen: Drawn, x: int, y: int) -> Box:
    screen.draw.polygon(((x, y + 20), (x + 15, y + 5), (x + 20, y + 10), (x + 5, y + 25), (x, y + 25)), fill="#303030")
    return Box(x, y + 5, 21, 21)


def arrow(screen: Drawn, x: int, y: int) -> Box:
    screen.draw.line((x, y + 9, x + 20, y + 9), fill="#303030", width=2)
    screen.draw.line((x + 9, y, x, y + 9, x + 9, y + 18), fill="#303030", width=2)
    return Box(x, y, 21, 19)


def switch(screen: Drawn, x: int, y: int) -> Box:
    screen.draw.rounded_rectangle((x, y, x + 49, y + 28), 14, fill="#34c759")
    screen.draw.ellipse((x + 22, y + 2, x + 47, y + 26), fill="#ffffff")
    return Box(x, y, 50, 29)
