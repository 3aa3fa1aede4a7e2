"""Random screens for hypothesis: rows of texts, icons and buttons, one of which is the target."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from annotator.model import Box, MarkedTarget, PictureKind, Screen, StepCard, StepNumber, Theme

DEVICES = {
    "phone": ((1080, 2340), 42, PictureKind("phone")),
    "small phone": ((720, 1280), 30, PictureKind("phone")),
    "tablet": ((1200, 1920), 27, PictureKind("tablet")),
    "laptop": ((1440, 900), 16, PictureKind("laptop")),
    "large laptop": ((2049, 1152), 21, PictureKind("laptop")),
}
"""Sizes of screenshots, with the usual height of a text on them, and what they are."""


@dataclass(frozen=True)
class RandomScreen:
    """A card of a random screen, and the size of its screenshot."""

    card: StepCard
    size: tuple[int, int]


@st.composite
def random_screens(draw: st.DrawFn, *, action: str = "tap", view: str = "close") -> RandomScreen:
    """Cards of screens with rows of texts and icons. The target is a thing of a row with air around it, or a whole row."""
    size, em, kind = DEVICES[draw(st.sampled_from(sorted(DEVICES)))]
    width, height = size
    rows: list[list[Box]] = []
    y = draw(st.integers(0, 3 * em))
    while y < height - 3 * em and len(rows) < 24:
        tall = draw(st.sampled_from((em, em, 2 * em)))
        row, x = [], draw(st.integers(em // 2, 3 * em))
        while x < width - 3 * em and len(row) < 5:
            wide = draw(st.sampled_from((tall, 4 * em, 9 * em, 16 * em)))
            if x + wide > width - em // 2:
                break
            row.append(Box(x, y, wide, tall))
            x += wide + draw(st.integers(em, 12 * em))
        rows.append(row)
        y += tall + draw(st.integers(em, 9 * em))
    filled = [row for row in rows if row] or [[Box(em, em, 4 * em, em)]]
    own = draw(st.sampled_from(filled))
    label = draw(st.sampled_from(own))
    whole_row = draw(st.booleans())
    air = draw(st.integers(0, em // 2))
    left, right = (0, width) if whole_row else (max(0, label.x - air), min(width, label.right + air))
    outline = Box(left, max(0, label.y - air), right - left, 0)
    outline = Box(outline.x, outline.y, outline.w, min(height, label.bottom + air) - outline.y)
    things = [thing for row in filled for thing in row]
    texts = tuple(thing for thing in things if thing.w > thing.h)
    icons = tuple(thing for thing in things if thing.w == thing.h)
    faces = tuple(
        Box(x, y, side, side)
        for x, y, side in draw(
            st.lists(
                st.tuples(st.integers(0, width - 1), st.integers(0, height - 1), st.integers(em, 5 * em)), max_size=2
            )
        )
        if x + side <= width and y + side <= height
    )
    screen = Screen("s", (), texts, kind, size, icons, faces)
    card = StepCard(view, StepNumber(1), 4, screen, Theme(), action, None, (MarkedTarget(outline, label),))
    return RandomScreen(card, size)
