"""A story: the cards of shipped tutorials obey the rules for crops, outlines, light, arrows and signs.

Those of the first one that the README builds, in the first language: reading all pictures takes minutes. Where
``ANNOTATOR_TESTS_WHOLE`` is set, those of all tutorials.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.cards import card as cards
from annotator.cards import shapes
from annotator.cards.geometry import Rect
from annotator.cards.plan import framing, layout
from annotator.cards.plan.layout import Layout
from annotator.edition.chat_cards import make_chat_card
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import read_source
from annotator.model import StepCard
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from tests.helpers.layout_rules import crop_faults, look_faults, pointer_faults, sign_faults
from tests.helpers.shipped import LANGUAGES, NAMES, TUTORIALS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", NAMES if os.environ.get("ANNOTATOR_TESTS_WHOLE") else ["join-class-on-zoom"])
def test_cards_obey_the_rules(name: str, warm: Cache) -> None:
    faults = {where: found for where, card, planned in _layouts(name, warm) if (found := _faults(card, planned))}
    assert faults == {}


def _faults(card: StepCard, planned: Layout) -> list[str]:
    return [*crop_faults(planned), *pointer_faults(planned), *sign_faults(planned), *look_faults(planned, card)]


def _layouts(name: str, warm: Cache) -> Iterator[tuple[str, StepCard, Layout]]:
    checked = preflight(read_source(TUTORIALS / name, LANGUAGES[:1]), Options(kinds=("card",)), warm).passed()
    with FrameRenderer(checked.files) as renderer:
        for edition in checked.editions:
            for step in edition.steps:
                pixels = renderer.screenshot(step.whole.screen.digest)
                chat = make_chat_card(edition, step)
                areas = {
                    "whole": (step.whole, framing.FILM_AREA),
                    "close": (step.close, framing.FILM_AREA),
                    "chat": (chat.step, cards.chat_picture_area(chat)),
                }
                for view, (card, area) in areas.items():
                    yield f"{edition.lang} {step.number} {view}", card, _plan(card, area, pixels)


def _plan(card: StepCard, area: Rect, pixels: shapes.Pixels) -> Layout:
    framed = framing.frame(card, framing.picture_area(card, area), (pixels.shape[1], pixels.shape[0]))
    left, top, right, bottom = framed.screen.rounded()
    picture = shapes.crop_pixels(pixels, framed.part, (max(1, right - left), max(1, bottom - top)))
    return layout.plan_layout(card, framed, np.asarray(picture))
