"""Frame a screenshot on a card without its pixels, so that the plan of a video needs no pictures.

A framing is the shown part of the screenshot, its place on the card, and its scale. There are four: the whole screen in its
device (`frame_whole`), a close-up of the targets (`frame_close`), a small close-up for the closing card (`frame_recap`), and
the screenshot in its original size (`frame_original`). `frame` takes the close-up where the card has one and it helps.

On a video's card, a phone's screenshot of 1080×2340 pixels is drawn at a scale of 0.38 as a whole. A close-up is at least 1.6
times as large, or 1.25 times where a larger one would cut what must be shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from annotator.cards import devices, outlines
from annotator.cards.caption_band import BAND_TOP
from annotator.cards.geometry import Rect, View, clip_to_screenshot, rect_of, whole_pixels
from annotator.cards.plan import crop
from annotator.cards.plan.contents import Contents
from annotator.cards.plan.crop import Legibility
from annotator.model import WIDTH, Box, StepCard

FILM_AREA: Final = Rect(0, 124, WIDTH, BAND_TOP)
"""The area of the screenshot on a video's card, between its header and its caption band."""
STRIP_PX: Final = 84
"""Height of each strip above a picture, of a guess and of an aside, and of the one with a family's own row below it."""
POINTER_ROOM_PX: Final = 40
"""Additional space at either side of an upright tablet, for the pointer."""
RIM_PX: Final = 6
"""Width of the device's rim beside an enlarged picture that is smaller than the area."""
SMALL_GOALS: Final = Legibility(min_text=18, text=21, target=48, control=0, pointer=0)
"""Goals for the small picture of a step on the closing card."""


@dataclass(frozen=True)
class Framing:
    """The place of a screenshot on a card. Rectangles are in pixels of the card if nothing else is said.

    Of a phone's screenshot as a whole, ``part`` may be ``Rect(0, 0, 1080, 2340)`` and ``screen`` ``Rect(154, 142, 566, 1034)``.

    Attributes:
        area: the area in which marks may be.
        view: the mapping from the screenshot to the card.
        part: the part of the screenshot that is shown, in its own pixels.
        screen: the place of that part, in whole pixels.
        form: the device around that part; None where none is drawn around all of it.
        shown: the indices of the shown targets among the card's marks.
        contents: the contents of the screenshot, in its own pixels.
        whole: the part that would be shown as the whole screen, in pixels of the screenshot.
        rim: the visible part of the device where an enlarged picture doesn't fill the area; None if it does.
        scale: the scale of the lines of marks.
        enlargement: the scale of the screenshot in scales of the whole screen in the same area (1: not enlarged).
        has_deck: whether a laptop is drawn with its keyboard.
    """

    area: Rect
    view: View
    part: Rect
    screen: Rect
    form: devices.DeviceForm | None
    shown: tuple[int, ...]
    contents: Contents
    whole: Rect
    rim: Rect | None = None
    scale: float = 1.0
    enlargement: float = 1.0
    has_deck: bool = True

    def on_card(self, rects: Iterable[Rect]) -> list[Rect]:
        """Rectangles of the screenshot, in pixels of the card."""
        return [self.view.to_card(rect) for rect in rects]


def frame(card: StepCard, area: Rect, size: tuple[int, int]) -> Framing:
    """Frame a step's screenshot of ``size`` (width, height) in ``area``: enlarged if its card says so, and if that helps."""
    close = frame_close(card, area, size) if card.view == "close" else None
    return close or frame_whole(card, area, size)


def enlarges(card: StepCard, area: Rect = FILM_AREA) -> bool:
    """Whether a step's enlarged card in ``area`` shows anything larger than the whole screen does."""
    return frame_close(card, picture_area(card, area), card.screen.size) is not None


def find_unseen(card: StepCard, area: Rect) -> list[Box]:
    """The marked targets and the texts named in the sentence that a card in ``area`` doesn't show as a whole.

    Of a card that isn't enlarged, and that nobody could read, that is the first target.
    """
    framed = frame(card, picture_area(card, area), card.screen.size)
    targets = [mark.outline for mark in card.marks]
    if framed.enlargement <= 1 and framed.contents.em * framed.view.scale < crop.READABLE_PX:
        return targets[:1]
    shown, size = framed.part.inflated(1), card.screen.size
    return [box for box in (*targets, *card.named) if not shown.contains(clip_to_screenshot(rect_of(box), size))]


def picture_area(card: StepCard, area: Rect) -> Rect:
    """The area of the screenshot in a card's ``area``: all of it, or the rest between the strips above and below."""
    above, below = bool(card.guess) + bool(card.number.aside), card.sign == "yours"
    return replace(area, top=area.top + STRIP_PX * above, bottom=area.bottom - STRIP_PX * below)


def frame_whole(card: StepCard, area: Rect, size: tuple[int, int]) -> Framing:
    """Frame the whole screenshot of ``size`` (width, height) in its device, centred in ``area``."""
    part = crop.choose_visible_part(size, card.marks, card.screen.kind)
    form = devices.form_of(card.screen.kind)
    view, has_deck = _fit_device(part, area, form, bool(card.marks))
    return Framing(
        area=area.inflated(-4),
        view=view,
        part=part,
        screen=whole_pixels(view.to_card(part)),
        form=form,
        shown=_marks_on(card, part),
        contents=Contents.of(card, size),
        whole=part,
        has_deck=has_deck,
    )


def _marks_on(card: StepCard, part: Rect) -> tuple[int, ...]:
    """The indices of the marks on a part of the screenshot."""
    return tuple(index for index, mark in enumerate(card.marks) if rect_of(mark.outline).overlaps(part))


def frame_close(card: StepCard, area: Rect, size: tuple[int, int]) -> Framing | None:
    """Frame the targets on a screenshot of ``size`` (width, height), enlarged, in all of ``area``.

    None for a step without targets, and where the whole screen would be hardly smaller.
    """
    whole = frame_whole(card, area, size)
    return _frame_targets(whole, area, Legibility(), crop.MIN_ENLARGEMENT * whole.view.scale)


def frame_recap(card: StepCard, area: Rect, size: tuple[int, int], scale: float) -> Framing:
    """Frame the targets for the closing card, else the whole screen, with lines at ``scale``."""
    part = crop.choose_visible_part(size, card.marks, card.screen.kind)
    view = crop.fit_whole(part, area.inflated(-2 * RIM_PX))
    shown = _marks_on(card, part)
    screen = whole_pixels(view.to_card(part))
    contents = replace(Contents.of(card, size), named=())
    whole = Framing(area, view, part, screen, None, shown, contents, part, screen.inflated(RIM_PX / 2))
    goals = replace(SMALL_GOALS, margin=math.ceil(outlines.OUTLINE_PX * scale) + 8)
    return replace(_frame_targets(whole, area, goals, view.scale) or whole, scale=scale)


def frame_original(card: StepCard, size: tuple[int, int]) -> Framing:
    """Frame a whole screenshot of ``size`` (width, height) that is marked in its original size.

    Marks are scaled as on a card as wide as the screenshot's shorter side, or half its width if that is more: visible on a phone
    360 pixels wide, but not so large that they hide the small rows of a laptop's screen. The view maps to such a card.
    """
    width, height = size
    scale = max(min(width, height), width / 2) / WIDTH
    screen = Rect(0, 0, width / scale, height / scale)
    whole, shown = Rect(0, 0, width, height), tuple(range(len(card.marks)))
    return Framing(screen, View(1 / scale, 0, 0), whole, screen, None, shown, Contents.of(card, size), whole)


def _frame_targets(whole: Framing, area: Rect, goals: Legibility, min_scale: float) -> Framing | None:
    """Frame the targets of a screenshot that is framed as a ``whole``; None where that shows as much, or nothing is marked."""
    contents = whole.contents
    close = crop.plan_close_up(contents, area, goals, whole.view.scale, min_scale) if contents.targets else None
    if close is None:
        return None
    everything = close.view.to_card(Rect(0, 0, *contents.size))
    screen, rim = whole_pixels(everything.clipped(area)), whole_pixels(everything.inflated(RIM_PX).clipped(area))
    return Framing(
        area=area,
        view=close.view,
        part=close.view.to_screenshot(screen),
        screen=screen,
        form=None,
        shown=close.targets,
        contents=contents,
        whole=whole.part,
        rim=rim if rim != screen else None,
        enlargement=close.view.scale / whole.view.scale,
    )


def _fit_device(part: Rect, area: Rect, form: devices.DeviceForm, marked: bool) -> tuple[View, bool]:
    """The view of a whole screen in ``area``, with room for the device around it, and whether a laptop's keyboard fits below."""
    inner = area.inflated(-devices.rim_px(form) - 10)
    if form == "tablet" and marked and part.height > part.width:
        inner = replace(inner, left=inner.left + POINTER_ROOM_PX, right=inner.right - POINTER_ROOM_PX)
    view = crop.fit_whole(part, inner)
    keyboard_height = devices.deck_height(part.width * view.scale)
    if form != "laptop" or part.height * view.scale + keyboard_height > inner.height:
        return view, False
    # Screen and keyboard are centred as one.
    return replace(view, dy=round(view.dy - keyboard_height / 2)), True
