"""Draw cards and video frames, and keep the last cards, since several captions follow on the same card."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from annotator.cache import key
from annotator.errors import ProblemsError
from annotator.model import HEIGHT, WIDTH, Box, Caption, Card, EndCard, FilmCard, Problem, Redaction, StepCard

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from annotator.edition.scan.step_view import PictureFiles
    from annotator.video.film_frames import FilmFrames

    Pixels = npt.NDArray[np.uint8]

_MAX_CARDS = 9
"""Cards to keep in memory; each takes 2.8 MB. A closing whose steps are marked one after the other is made of two."""
_MAX_SCREEN_BYTES = 64_000_000
"""Memory for screenshots: eight of a phone, so that the closing of most tutorials finds those of all steps."""


@dataclass
class FrameRenderer:
    """Draws the cards of one tutorial. Use it in a ``with`` block, or close it: it keeps a film open.

    Attributes:
        files: the files that its cards refer to.
        half: whether frames have half the width and height.
    """

    files: PictureFiles
    half: bool = field(default=False, kw_only=True)
    _cards: OrderedDict[tuple[Card, bool], Pixels] = field(default_factory=OrderedDict)
    _screens: OrderedDict[str, Pixels] = field(default_factory=OrderedDict)
    _film: tuple[str, FilmFrames] | None = None

    def card(self, card: Card, *, wide: bool = False) -> Pixels:
        """Draw a card without a caption: (1280, 720, 3) RGB, or (720, 1280, 3) if ``wide``; a chat card is (900, 720, 3)."""
        if (card, wide) not in self._cards:
            self._cards[card, wide] = self._draw(card, wide=wide)
            if len(self._cards) > _MAX_CARDS:
                self._cards.popitem(last=False)
        self._cards.move_to_end((card, wide))
        return self._cards[card, wide]

    def _draw(self, card: Card, *, wide: bool) -> Pixels:
        from annotator.cards import card as drawing  # loads OpenCV
        from annotator.cards import closing, wide_frame

        if isinstance(card, EndCard) and card.shown:
            bare, marked = (self.card(replace(card, shown=shown), wide=wide) for shown in (0, None))
            return closing.mark_first(bare, marked, card)
        return wide_frame.draw_card(card, self.screenshot) if wide else drawing.draw_card(card, self.screenshot)

    def picture(self, card: StepCard, size: tuple[int, int], *, for_paper: bool) -> Pixels:
        """Draw a step's marked screenshot alone, for paper or a slide: ``size`` (width, height) in pixels.

        On paper nothing is dimmed around an outline.
        """
        from annotator.cards import card as drawing  # loads OpenCV

        return drawing.draw_picture(card, size, self.screenshot, for_paper=for_paper)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the video's frames in pixels; half of each for a draft."""
        return (WIDTH // 2, HEIGHT // 2) if self.half else (WIDTH, HEIGHT)

    def frame(self, card: Card, caption: Caption | None) -> Pixels:
        """Draw a card with a caption in its band, in the size of the video's frames."""
        from annotator.cards import caption_band, sheets

        drawn = self._draw_film_card(card) if isinstance(card, FilmCard) else self.card(card)
        frame = caption_band.add_caption(drawn, caption, card)
        return sheets.make_thumbnail(frame, self.size[0]) if self.half else frame

    def wide_frame(self, card: Card, caption: Caption | None) -> Pixels:
        """Draw a card with a caption beside it, in the size of the wide video's frames: ``size`` turned."""
        from annotator.cards import sheets, wide_frame

        shown = card.card if isinstance(card, FilmCard) else card
        drawn = self._draw_film_card(card, wide=True) if isinstance(card, FilmCard) else self.card(card, wide=True)
        frame = wide_frame.add_caption(drawn, caption, shown)
        return sheets.make_thumbnail(frame, self.size[1]) if self.half else frame

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the film that is open, if any."""
        if self._film is not None:
            self._film[1].close()
            self._film = None

    def _draw_film_card(self, card: FilmCard, *, wide: bool = False) -> Pixels:
        """Draw a card at one moment of its film. The covers of the film's last screen cover all of its frames."""
        from annotator.cards import card as drawing  # loads OpenCV
        from annotator.cards import wide_frame
        from annotator.screen import covers

        frame = self._open_film(card.film.digest).read_frame(card.first_frame)
        screen = card.card.screen
        if isinstance(screen, str):
            name = screen
        else:
            name = screen.digest
            frame = covers.draw_redactions(
                frame, [_scale_cover(hidden, card.film.size, frame) for hidden in screen.hidden]
            )
        draw = wide_frame.draw_card if wide else drawing.draw_card
        return draw(card.card, lambda wanted: frame if wanted == name else self.screenshot(wanted))

    def _open_film(self, film: str) -> FilmFrames:
        from annotator.video.film_frames import FilmFrames

        if self._film is None or self._film[0] != film:
            self.close()
            self._film = film, FilmFrames(self.files.films[film])
        return self._film[1]

    def screenshot(self, screen: str) -> Pixels:
        """The screenshot, photo or logo (H, W, 3) with this digest as cards show it, read-only: a screenshot with its covers.

        Raises ProblemsError if it changed since the scan.
        """
        if screen not in self._screens:
            self._screens[screen] = self._load_screen(screen)
            self._screens[screen].setflags(write=False)
            while len(self._screens) > 1 and sum(kept.nbytes for kept in self._screens.values()) > _MAX_SCREEN_BYTES:
                self._screens.popitem(last=False)
        self._screens.move_to_end(screen)
        return self._screens[screen]

    def _load_screen(self, screen: str) -> Pixels:
        """Load the picture with this digest, as RGB, with its covers drawn.

        Raises ProblemsError if the file has changed since the scan, since the covers would be in the wrong places.
        """
        from annotator.screen import covers, load

        if screen in self.files.school:
            picture = load.load(self.files.school[screen])
            _check_unchanged(picture.name, picture.digest, screen)
            return picture.pixels
        shown = self.files.screens[screen]
        picture = load.load(shown.path, shown.name).turned(shown.turn)
        _check_unchanged(picture.name, key(picture.digest, shown.covers), screen)
        return covers.draw_redactions(picture.pixels, shown.covers)


def _check_unchanged(name: str, current: str, scanned: str) -> None:
    if current != scanned:
        message = "was changed while the tutorial was being made."
        raise ProblemsError([Problem(name, 0, message, "Run the same command again.")])


def _scale_cover(hidden: Redaction, size: tuple[int, int], frame: Pixels) -> Redaction:
    """Scale a cover from a picture of ``size`` (width, height) to a ``frame`` of the same film, rounding outwards."""
    across, down = frame.shape[1] / size[0], frame.shape[0] / size[1]
    box = hidden.box
    left, top = int(box.x * across), int(box.y * down)
    right, bottom = math.ceil(box.right * across), math.ceil(box.bottom * down)
    return replace(hidden, box=Box(left, top, max(1, right - left), max(1, bottom - top)))
