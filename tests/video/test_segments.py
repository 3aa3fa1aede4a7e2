"""Each segment is encoded once, and again only if something in its pictures changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.cache import Cache
from annotator.model import Timeline
from annotator.video import h264
from annotator.video.encoder import Encoder, encode_segments, segment_key
from annotator.video.frames import picture_inputs

FAST = Encoder(crf=40, preset="veryfast")


def encode(timeline: Timeline, painter: Any, cache: Cache, told: list[tuple[str, int, int]]) -> list[Path]:
    keys = [segment_key(section, FAST, "") for section in timeline.sections]
    return encode_segments(timeline, keys, painter, FAST, cache, lambda *news: told.append(news), jobs=2)


def test_a_segment_has_each_distinct_picture_once_and_is_encoded_once(
    make_timeline: Callable[..., Timeline], painter: Any, cache: Cache
) -> None:
    timeline = make_timeline()
    told: list[tuple[str, int, int]] = []
    paths = encode(timeline, painter, cache, told)
    assert [len(h264.parse(path.read_bytes()).pictures) for path in paths] == [
        len(picture_inputs(section)) for section in timeline.sections
    ]
    assert told[0] == ("video", 0, 3)
    assert told[-1] == ("video", 3, 3)
    drawn = len(painter.drawn)
    assert encode(timeline, painter, cache, told) == paths
    assert len(painter.drawn) == drawn


def test_how_long_a_still_picture_lasts_is_not_in_its_key_but_how_it_is_drawn_is(
    make_timeline: Callable[..., Timeline],
) -> None:
    section = make_timeline().sections[0]
    longer = replace(section, shots=tuple(replace(shot, seconds=shot.seconds + 1) for shot in section.shots))
    assert segment_key(section, FAST, "") == segment_key(longer, FAST, "")
    assert segment_key(section, FAST, "") != segment_key(section, FAST, "drawn anew")
    assert segment_key(section, FAST, "") != segment_key(section, Encoder(), "")
