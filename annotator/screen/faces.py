"""Detect faces on a screenshot: in photos, video tiles, and the small round profile pictures of chats.

The detector is CenterFace (Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", 2019). For
every fourth pixel in both directions, its network returns the probability that a face is centred there, the size of that
face, and the exact position of its centre.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cv2
import numpy as np

from annotator import assets, telemetry
from annotator.cache import Cache, code_version, key
from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Picture, Pixels

MIN_SCORE: Final = 0.2
"""Minimum probability (0..1) of a face. Low, since a face that is missed leaves the school; screens without people, as
drawn for the tests, reach 0.17."""
ZOOM: Final = 1.5
"""Scale at which faces are searched for in small pictures: of round pictures of 40 pixels, whose face has 21, 96 in 100
are found so, and 89 at their own size."""
MAX_SMALL_PIXELS: Final = 2_200_000
"""Maximum number of pixels of a small picture, such as a laptop's screen; larger ones are looked at in their own size."""
OVERVIEW_PX: Final = 768
"""Longer side, in pixels, of the whole picture when large faces are searched for."""
TILE_PX: Final = 704
"""Side of a tile in which small faces are searched for, after scaling; a larger one would take too much memory."""
OVERLAP_PX: Final = 192
"""How much tiles overlap: faces larger than that are found on the whole picture."""
NMS_OVERLAP: Final = 0.35
"""Overlap (0..1) above which the less probable of two faces is suppressed."""
MARGIN: Final = 0.2
"""Added on each side of a face for hair, ears and chin, in sizes of the face."""
_MIN_CONTRAST: Final = 24
"""Minimum difference between the darkest and the lightest value (0..255) of a tile that may contain a face."""
_STRIDE: Final = 4
"""Distance in pixels between the points for which the network has an output."""
_MULTIPLE: Final = 32
"""Sides of the network's input are multiples of this: it halves its picture five times."""


@dataclass(frozen=True, slots=True)
class _Face:
    """A face from eyebrows to chin, in pixels, and its probability (0..1)."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


def read_faces(picture: Picture, cache: Cache) -> tuple[Box, ...]:
    """Like ``detect_faces``, but cached by the picture's digest."""
    entry = key("faces", code_version.of(__name__), picture.digest)
    kept = cache.get_parsed("faces", entry, lambda rows: tuple(Box(*box) for box in rows))
    if kept is not None:
        return kept
    found = detect_faces(picture.pixels)
    cache.put_json("faces", entry, [box.numbers for box in found])
    return found


def detect_faces(pixels: Pixels) -> tuple[Box, ...]:
    """The boxes of all faces on ``pixels`` (H, W, 3), including hair, ears and chin, from top to bottom.

    Faces of at least 24 pixels are nearly always found; of those of 20 pixels, as in a round picture of 40, 19 in 20.
    """
    height, width = pixels.shape[:2]
    found = list(_detect(pixels, min(1.0, OVERVIEW_PX / max(width, height))))
    factor = ZOOM if width * height <= MAX_SMALL_PIXELS else 1.0
    side, step = (math.ceil(length / factor) for length in (TILE_PX, TILE_PX - OVERLAP_PX))
    for tile in _tiles(width, height, side, step):
        part = pixels[tile.y : tile.bottom, tile.x : tile.right]
        if int(part.max()) - int(part.min()) < _MIN_CONTRAST:
            continue
        whole = (face for face in _detect(part, factor) if not _is_cut_by_tile(face, tile, width, height))
        found += [_offset_face(face, tile.x, tile.y) for face in whole]
    heads = [_with_margin(face, width, height) for face in _non_maximum_suppression(found)]
    return tuple(sorted(heads, key=lambda box: (box.y, box.x)))


def _tiles(width: int, height: int, side: int, step: int) -> Iterator[Box]:
    for y in range(0, max(1, height - side + step), step):
        for x in range(0, max(1, width - side + step), step):
            yield boxes.clipped(Box(x, y, side, side), width, height)


def _is_cut_by_tile(face: _Face, tile: Box, width: int, height: int) -> bool:
    """Whether the border of a tile cuts this face, unless it is also the picture's border. Another tile has all of it."""
    return (
        (tile.x > 0 and face.left < 1)
        or (tile.y > 0 and face.top < 1)
        or (tile.right < width and face.right > tile.w - 1)
        or (tile.bottom < height and face.bottom > tile.h - 1)
    )


def _offset_face(face: _Face, x: int, y: int) -> _Face:
    return _Face(face.left + x, face.top + y, face.right + x, face.bottom + y, face.score)


@cache
def _network() -> Any:
    import onnxruntime

    telemetry.stop_events(onnxruntime)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    path = str(assets.asset("faces", "centerface.onnx"))
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _detect(pixels: Pixels, factor: float) -> Iterator[_Face]:
    """Run the network on ``pixels`` scaled by ``factor``, and return faces in the original coordinates."""
    height, width = pixels.shape[:2]
    w, h = (max(1, math.ceil(side * factor / _MULTIPLE)) * _MULTIPLE for side in (width, height))
    method = cv2.INTER_AREA if w <= width and h <= height else cv2.INTER_LINEAR
    image = cv2.resize(np.ascontiguousarray(pixels), (w, h), interpolation=method)
    planes = np.ascontiguousarray(image.transpose(2, 0, 1)[None], dtype=np.float32)
    probabilities, sizes, offsets, _ = _network().run(None, {"input.1": planes})
    for y, x in np.argwhere(probabilities[0, 0] > MIN_SCORE).tolist():
        half_h, half_w = (float(value) * _STRIDE / 2 for value in np.exp(sizes[0, :, y, x]))
        middle_y, middle_x = ((place + float(offsets[0, n, y, x]) + 0.5) * _STRIDE for n, place in enumerate((y, x)))
        yield _Face(
            (middle_x - half_w) * width / w,
            (middle_y - half_h) * height / h,
            (middle_x + half_w) * width / w,
            (middle_y + half_h) * height / h,
            float(probabilities[0, 0, y, x]),
        )


def _non_maximum_suppression(found: Sequence[_Face]) -> list[_Face]:
    kept: list[_Face] = []
    for face in sorted(found, key=lambda face: -face.score):
        if all(_overlap(face, other) < NMS_OVERLAP for other in kept):
            kept.append(face)
    return kept


def _overlap(one: _Face, other: _Face) -> float:
    w = min(one.right, other.right) - max(one.left, other.left)
    h = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((face.right - face.left) * (face.bottom - face.top) for face in (one, other))
    return max(0.0, w) * max(0.0, h) / max(1.0, smaller)


def _with_margin(face: _Face, width: int, height: int) -> Box:
    margin = MARGIN * max(face.right - face.left, face.bottom - face.top)
    x0, y0 = round(face.left - margin), round(face.top - margin)
    return boxes.clipped(Box(x0, y0, round(face.right + margin) - x0, round(face.bottom + margin) - y0), width, height)
