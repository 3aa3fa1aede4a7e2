"""Detect faces on a screenshot, down to the small round profile pictures of chats, so that they can be covered.

The detector is CenterFace (Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", 2019). For
every fourth pixel in both directions, its network returns the probability that a face is centred there, the size of that
face, and the exact position of its centre.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import cv2
import numpy as np

from annotator import assets, telemetry
from annotator.cache import Cache, code_version, key
from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.load import Picture, Pixels

MIN_SCORE: Final = 0.2
"""Minimum probability (0..1) of a face. Low, since a missed face gets published; screens without people, as
drawn for the tests, reach 0.17."""
ZOOM: Final = 1.5
"""Scale at which faces are searched for in small pictures: in round ones of 40 pixels, a face has 21, and 96 in 100 are found
at this scale, 89 at their own size."""
MAX_SMALL_PIXELS: Final = 2_200_000
"""Maximum number of pixels of a small picture, such as a laptop's screen; larger ones are searched at their own size."""
OVERVIEW_PX: Final = 768
"""Maximum longer side, in pixels, of the whole picture when large faces are searched for."""
TILE_PX: Final = 704
"""Side of a tile in which small faces are searched for, after scaling; a larger one would take too much memory."""
OVERLAP_PX: Final = 192
"""How much tiles overlap, after scaling: faces larger than that are found on the whole picture."""
NMS_OVERLAP: Final = 0.35
"""Overlap (0..1) from which the less probable of two faces is suppressed."""
MARGIN: Final = 0.2
"""Added on each side of a face for hair, ears and chin, in sizes of the face."""
_MIN_CONTRAST: Final = 24
"""Minimum difference between the darkest and the lightest value (0..255) of a tile that may contain a face."""
_STRIDE: Final = 4
"""Distance in pixels between the points for which the network has an output."""
_MULTIPLE: Final = 32
"""Sides of the network's input are multiples of this: it halves its picture five times."""


def read_faces(picture: Picture, cache: Cache) -> tuple[Box, ...]:
    """Like ``detect_faces``, but cached by the picture's digest."""
    entry = key("faces", code_version.of(__name__), picture.digest)
    faces = cache.get_parsed("faces", entry, lambda rows: tuple(Box(*box) for box in rows))
    if faces is None:
        faces = detect_faces(picture.pixels)
        cache.put_json("faces", entry, [box.numbers for box in faces])
    return faces


def detect_faces(pixels: Pixels) -> tuple[Box, ...]:
    """The boxes of the faces found on ``pixels`` (H, W, 3), including hair, ears and chin, from top to bottom.

    Faces of at least 24 pixels are nearly always found; `ZOOM` tells how many of smaller ones.
    """
    height, width = pixels.shape[:2]
    found = list(_detect(pixels, min(1.0, OVERVIEW_PX / max(width, height))))
    factor = ZOOM if width * height <= MAX_SMALL_PIXELS else 1.0
    side, step = (math.ceil(length / factor) for length in (TILE_PX, TILE_PX - OVERLAP_PX))
    for tile in _tiles(width, height, side, step):
        part = pixels[tile.y : tile.bottom, tile.x : tile.right]
        if int(part.max()) - int(part.min()) < _MIN_CONTRAST:
            continue
        whole_faces = (face for face in _detect(part, factor) if not _is_cut_by_tile(face.box, tile, width, height))
        found += [Detection(boxes.shifted(face.box, tile.x, tile.y), face.score) for face in whole_faces]
    faces = boxes.non_maximum_suppression(found, NMS_OVERLAP)
    heads = [_with_margin(face.box, width, height) for face in faces]
    return tuple(sorted(heads, key=lambda box: (box.y, box.x)))


def _tiles(width: int, height: int, side: int, step: int) -> Iterator[Box]:
    """The squares of a picture, row by row, one every ``step`` pixels; what reaches beyond its edges is cut off."""
    for y in range(0, max(1, height - side + step), step):
        for x in range(0, max(1, width - side + step), step):
            yield boxes.clipped(Box(x, y, side, side), width, height)


def _is_cut_by_tile(face: Box, tile: Box, width: int, height: int) -> bool:
    """Whether the border of a tile cuts this face, unless it is also the picture's: another tile or the overview has it."""
    return (
        (tile.x > 0 and face.x < 1)
        or (tile.y > 0 and face.y < 1)
        or (tile.right < width and face.right > tile.w - 1)
        or (tile.bottom < height and face.bottom > tile.h - 1)
    )


@cache
def _network() -> Any:
    """The network that detects faces, loaded once."""
    import onnxruntime  # slow to load; faces are cached

    telemetry.stop_events(onnxruntime)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    path = str(assets.asset("faces", "centerface.onnx"))
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _detect(pixels: Pixels, factor: float) -> Iterator[Detection]:
    """The faces, from eyebrows to chin, that the network finds on ``pixels``, scaled by about ``factor``."""
    height, width = pixels.shape[:2]
    w, h = (max(1, math.ceil(side * factor / _MULTIPLE)) * _MULTIPLE for side in (width, height))
    method = cv2.INTER_AREA if w <= width and h <= height else cv2.INTER_LINEAR
    image = cv2.resize(np.ascontiguousarray(pixels), (w, h), interpolation=method)
    planes = np.ascontiguousarray(image.transpose(2, 0, 1)[None], dtype=np.float32)
    probabilities, sizes, offsets, _ = _network().run(None, {"input.1": planes})
    for row, column in np.argwhere(probabilities[0, 0] > MIN_SCORE).tolist():
        offset_y, offset_x = offsets[0, 0, row, column], offsets[0, 1, row, column]
        center_x, center_y = (column + float(offset_x) + 0.5) * _STRIDE, (row + float(offset_y) + 0.5) * _STRIDE
        half_h, half_w = (float(value) * _STRIDE / 2 for value in np.exp(sizes[0, :, row, column]))
        # From pixels of the network's input to those of the picture.
        left, right = round((center_x - half_w) * width / w), round((center_x + half_w) * width / w)
        top, bottom = round((center_y - half_h) * height / h), round((center_y + half_h) * height / h)
        box = Box(left, top, right - left, bottom - top)
        yield Detection(box, float(probabilities[0, 0, row, column]))


def _with_margin(face: Box, width: int, height: int) -> Box:
    """A face with its hair, ears and chin, on a picture of that size."""
    return boxes.clipped(boxes.inflated(face, MARGIN * max(face.w, face.h)), width, height)
