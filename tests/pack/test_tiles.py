"""The pictures of the shipped tutorials' tiles: by them a family that doesn't read tells one from the other."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from annotator.cache import Cache, default_root
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import read_source
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from annotator.pack.products.page import choose_tile_step
from annotator.pages import page_pictures
from tests.helpers import shipped

DIFFERENT = 12
"""Mean difference of two pictures' channels from which people tell them apart at a glance, of 255."""


@pytest.mark.slow
def test_no_two_tiles_look_alike() -> None:
    tiles = {}
    for name in shipped.NAMES:
        source = read_source(shipped.TUTORIALS / name, ("es",))
        steps = source.tutorial.steps
        beginning = steps[: 1 + (steps[0].action is None)]
        first = replace(source, tutorial=replace(source.tutorial, steps=beginning))
        checked = preflight(first, Options(languages=("es",), kinds=("poster",)), Cache(default_root()))
        with FrameRenderer(checked.files) as renderer:
            card = choose_tile_step(checked.editions[0].steps).close
            size = (page_pictures.TILE_DRAWN_PX, page_pictures.TILE_DRAWN_PX)
            data = page_pictures.make_tile(renderer.picture(card, size, for_paper=False))
        assert len(data) <= page_pictures.MAX_TILE_BYTES
        with Image.open(io.BytesIO(data)) as tile:
            tiles[name] = np.asarray(tile.convert("RGB"), np.int16)
    alike = [
        (one, other)
        for one, other in itertools.combinations(tiles, 2)
        if np.abs(tiles[one] - tiles[other]).mean() < DIFFERENT
    ]
    assert alike == []
