"""The whole way with a voice: one video a language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import BUDGET, CARDS, SOUNDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import Making


def _make(edition: Edition, making: Making) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.pack.products import video_rendering

    path = f"{edition.lang}/{edition.stem}.mp4"
    timeline = making.spoken(edition).timeline
    film = video_rendering.whole(edition, making, making.folder / path)
    warnings = [*limits.of_sound(edition, path, film.heard)]
    if film.soft and making.options.budget is not None:
        warnings.append(limits.soft(edition, making.options.budget))
    warnings += limits.of_video(edition, timeline, (making.folder / path).stat().st_size)
    yield Output(path, timeline.seconds, warnings=tuple(warnings))


PRODUCT = EditionProduct("video", (TEXTS, CARDS, SOUNDS, BUDGET), StaffLabel("film"), units=3, make=_make)
