"""Finds faces on a screenshot: in photos, video tiles, and the small round pictures beside names in chats.

The detector is CenterFace, which takes a face for a point with a size (Xu et al., "CenterFace: Joint Face Detection and
Alignment Using Face as Point", 2019). Its network answers for every fourth pixel: how likely it is a face's middle, how
large that face is, and where exactly its middle lies.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cv2
import numpy as np

from annotator import assets, code_version, telemetry
from annotator.cache import Cache, key
from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Picture, Pixels

SURE: Final = 0.2
"""How sure the detector must be (0..1). Low, since a face that is missed leaves the school; on drawn screens without
people it raises up to 0.17."""
CLOSE: Final = 1.5
"""Scale at which faces are looked for in small pictures: round ones of 40 pixels, whose face has 21, are found 96 times
in 100 so; at their own size 89 times."""
SMALL_PIXELS: Final = 2_200_000
"""Pictures of at most so many pixels, such as those of laptops, are small; larger ones are looked at as they are."""
FAR_PX: Final = 768
"""Longer side, in pixels, of the picture in which large faces are looked for."""
TILE_PX: Final = 704
"""Side of a piece in which small faces are looked for, after scaling; a larger one would take too much memory."""
OVERLAP_PX: Final = 192
"""How much pieces overlap: larger faces than this are found in the picture as a whole."""
SAME: Final = 0.35
"""Two finds that share more than this of the smaller one are one face."""
MARGIN: Final = 0.2
"""How much further than the face's features a cover reaches on each side, in sizes of the face: hair, ears and chin."""
_FLAT: Final = 24
"""A piece with less difference between its darkest and its lightest value (0..255) has no face."""
_STRIDE: Final = 4
_MULTIPLE: Final = 32
"""The network halves its picture five times."""


@dataclass(frozen=True, slots=True)
class _Face:
    """A face as the detector sees it, from eyebrows to chin: (left, top, right, bottom) in pixels, and how sure it is."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


def read_faces(picture: Picture, cache: Cache) -> tuple[Box, ...]:
    """As ``faces``; from the cache if this picture was looked at before."""
    entry = key("faces", code_version.of(__name__), picture.digest)
    kept = cache.get_parsed("faces", entry, lambda rows: tuple(Box(*box) for box in rows))
    if kept is not None:
        return kept
    found = faces(picture.pixels)
    cache.put_json("faces", entry, [[box.x, box.y, box.w, box.h] for box in found])
    return found


def faces(pixels: Pixels) -> tuple[Box, ...]:
    """The heads on ``pixels`` (H, W, 3), from top to bottom: boxes to cover, in pixels.

    Faces of 24 pixels and more are found nearly always; of those of 20 pixels, as in a round picture of 40, 19 in 20.
    """
    height, width = pixels.shape[:2]
    found = list(_seen(pixels, min(1.0, FAR_PX / max(width, height))))
    factor = CLOSE if width * height <= SMALL_PIXELS else 1.0
    side, step = (math.ceil(length / factor) for length in (TILE_PX, TILE_PX - OVERLAP_PX))
    for piece in _pieces(width, height, side, step):
        part = pixels[piece.y : piece.bottom, piece.x : piece.right]
        if int(part.max()) - int(part.min()) < _FLAT:
            continue
        whole = (face for face in _seen(part, factor) if not _cut(face, piece, width, height))
        found += [_moved(face, piece.x, piece.y) for face in whole]
    heads = [_head(face, width, height) for face in _distinct(found)]
    return tuple(sorted(heads, key=lambda box: (box.y, box.x)))


def _pieces(width: int, height: int, side: int, step: int) -> Iterator[Box]:
    for y in _starts(height, side, step):
        for x in _starts(width, side, step):
            yield boxes.within(Box(x, y, side, side), width, height)


def _starts(length: int, side: int, step: int) -> Iterator[int]:
    start = 0
    while start == 0 or start + side - step < length:
        yield start
        start += step


def _cut(face: _Face, piece: Box, width: int, height: int) -> bool:
    """Whether the border of a piece, inside the picture, cuts this face; another look has it whole."""
    return (
        (piece.x > 0 and face.left < 1)
        or (piece.y > 0 and face.top < 1)
        or (piece.right < width and face.right > piece.w - 1)
        or (piece.bottom < height and face.bottom > piece.h - 1)
    )


def _moved(face: _Face, x: int, y: int) -> _Face:
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


def _seen(pixels: Pixels, factor: float) -> Iterator[_Face]:
    """The faces on ``pixels``, looked at in ``factor`` times its size."""
    height, width = pixels.shape[:2]
    w, h = (max(1, math.ceil(side * factor / _MULTIPLE)) * _MULTIPLE for side in (width, height))
    method = cv2.INTER_AREA if w <= width and h <= height else cv2.INTER_LINEAR
    image = cv2.resize(np.ascontiguousarray(pixels), (w, h), interpolation=method)
    planes = np.ascontiguousarray(image.transpose(2, 0, 1)[None], dtype=np.float32)
    likely, sizes, offsets, _ = _network().run(None, {"input.1": planes})
    for y, x in np.argwhere(likely[0, 0] > SURE).tolist():
        half_h, half_w = (float(value) * _STRIDE / 2 for value in np.exp(sizes[0, :, y, x]))
        middle_y, middle_x = ((place + float(offsets[0, n, y, x]) + 0.5) * _STRIDE for n, place in enumerate((y, x)))
        yield _Face(
            (middle_x - half_w) * width / w,
            (middle_y - half_h) * height / h,
            (middle_x + half_w) * width / w,
            (middle_y + half_h) * height / h,
            float(likely[0, 0, y, x]),
        )


def _distinct(found: Sequence[_Face]) -> list[_Face]:
    kept: list[_Face] = []
    for face in sorted(found, key=lambda face: -face.score):
        if all(_shared(face, other) < SAME for other in kept):
            kept.append(face)
    return kept


def _shared(one: _Face, other: _Face) -> float:
    w = min(one.right, other.right) - max(one.left, other.left)
    h = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((face.right - face.left) * (face.bottom - face.top) for face in (one, other))
    return max(0.0, w) * max(0.0, h) / max(1.0, smaller)


def _head(face: _Face, width: int, height: int) -> Box:
    margin = MARGIN * max(face.right - face.left, face.bottom - face.top)
    x0, y0 = round(face.left - margin), round(face.top - margin)
    return boxes.within(Box(x0, y0, round(face.right + margin) - x0, round(face.bottom + margin) - y0), width, height)
