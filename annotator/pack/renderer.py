"""Draws the frames of a tutorial: each card once, its captions over it."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from annotator.cache import key
from annotator.errors import ProblemsError
from annotator.model import HEIGHT, WIDTH, Box, Caption, Card, FilmCard, Problem, Redaction

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from annotator.pack.scan.picture_files import PictureFiles
    from annotator.video.clip import FilmFrames

    Pixels = npt.NDArray[np.uint8]

_KEPT = 3


class FrameRenderer:
    """Draws the cards of one tutorial; the last few stay in memory, since captions change over the same card.

    Close it at the end, or use it in a ``with`` block: it keeps the film open that it showed last. ``half``: frames have
    half the width and height.
    """

    def __init__(self, files: PictureFiles, *, half: bool = False) -> None:
        self._files = files
        self._half = half
        self._cards: OrderedDict[Card, Pixels] = OrderedDict()
        self._screens: OrderedDict[str, Pixels] = OrderedDict()
        self._film: tuple[str, FilmFrames] | None = None

    def card(self, card: Card) -> Pixels:
        """A card without a caption: (1280, 720, 3) RGB, for a chat (900, 720, 3)."""
        from annotator.cards import card as drawing

        if card not in self._cards:
            self._cards[card] = drawing.draw_card(card, self._pixels)
            _trim(self._cards)
        self._cards.move_to_end(card)
        return self._cards[card]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the video's frames in pixels; half of each for a draft."""
        return (WIDTH // 2, HEIGHT // 2) if self._half else (WIDTH, HEIGHT)

    def frame(self, card: Card, caption: Caption | None) -> Pixels:
        """A card with a caption in its band, as large as the video's frames."""
        from annotator.cards import card as drawing
        from annotator.cards import contact_sheet

        drawn = self._moment(card) if isinstance(card, FilmCard) else self.card(card)
        return contact_sheet.make_thumbnail(drawing.add_caption(drawn, caption, card), self.size[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the film that is open."""
        if self._film is not None:
            self._film[1].close()
            self._film = None

    def _moment(self, card: FilmCard) -> Pixels:
        """A card at one moment of its film; what is covered on the screen where it ends is covered all the time."""
        from annotator.cards import card as drawing
        from annotator.screen import redact

        frame = self._opened(card.film.digest).read_frame(card.first_frame)
        screen = card.card.screen
        if isinstance(screen, str):
            name = screen
        else:
            name = screen.digest
            frame = redact.draw_redactions(frame, [_scaled(hidden, card.film.size, frame) for hidden in screen.hidden])
        return drawing.draw_card(card.card, lambda wanted: frame if wanted == name else self._pixels(wanted))

    def _opened(self, film: str) -> FilmFrames:
        from annotator.video.clip import FilmFrames

        if self._film is None or self._film[0] != film:
            self.close()
            self._film = film, FilmFrames(self._files.films[film])
        return self._film[1]

    def _pixels(self, screen: str) -> Pixels:
        if screen not in self._screens:
            self._screens[screen] = self._opened_screen(screen)
            _trim(self._screens)
        self._screens.move_to_end(screen)
        return self._screens[screen]

    def _opened_screen(self, screen: str) -> Pixels:
        """The picture behind a digest, as RGB; of a screenshot, with everything private covered.

        Raises ProblemsError where the file is no longer the one that was scanned: its covers would be in the wrong places.
        """
        from annotator.screen import load, redact

        if screen in self._files.school:
            picture = load.load(self._files.school[screen])
            _check_unchanged(picture.name, picture.digest, screen)
            return picture.pixels
        shown = self._files.screens[screen]
        picture = load.load(shown.path, shown.name)
        _check_unchanged(picture.name, key(picture.digest, shown.covers), screen)
        return redact.draw_redactions(picture.pixels, shown.covers)


def _check_unchanged(name: str, now: str, before: str) -> None:
    if now != before:
        message = "was changed while the tutorial was being made."
        raise ProblemsError([Problem(name, 0, message, "Run the same command again.")])


def _scaled(hidden: Redaction, size: tuple[int, int], frame: Pixels) -> Redaction:
    """What is covered on a picture of ``size`` (width, height), on a smaller ``frame`` of the same film."""
    across, down = frame.shape[1] / size[0], frame.shape[0] / size[1]
    box = hidden.box
    left, top = int(box.x * across), int(box.y * down)
    right, bottom = math.ceil(box.right * across), math.ceil(box.bottom * down)
    return replace(hidden, box=Box(left, top, max(1, right - left), max(1, bottom - top)))


def _trim(kept: OrderedDict[Card, Pixels] | OrderedDict[str, Pixels]) -> None:
    while len(kept) > _KEPT:
        kept.popitem(last=False)
