"""How long a pause is."""

from __future__ import annotations

import pytest

from annotator import pace


@pytest.mark.parametrize(
    ("text", "seconds", "pause"),
    [("Toque Unirse.", 1.9, 0.35), ("Toque Unirse.", 1.0, 1.0), ("x" * 39, 2.5, 0.5), ("x" * 39, 4.0, 0.35)],
)
def test_a_pause_lasts_until_the_caption_is_read(text: str, seconds: float, pause: float) -> None:
    assert pace.pause_after(text, seconds) == pytest.approx(pause)
