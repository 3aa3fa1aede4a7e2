"""Convert RGB pictures to I420 frames in BT.709, limited range, which every phone expects of a 720p video.

Not done by ffmpeg, since each distinct picture is converted once however long it lasts; and not by
``cv2.COLOR_RGB2YUV_I420``, which is BT.601.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RgbFrame = NDArray[np.uint8]
"""Shape (height, width, 3), both sides even."""

# ITU-R BT.709: luma weights, and the scale of the colour differences; limited range has 219 and 224 steps.
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB], dtype=np.float32) * np.float32(219 / 255)
_BLUE = np.array([-_KR, -(1 - _KR - _KB), 1 - _KB], dtype=np.float32) * np.float32(224 / 255 / 2 / (1 - _KB))
_RED = np.array([1 - _KR, -(1 - _KR - _KB), -_KB], dtype=np.float32) * np.float32(224 / 255 / 2 / (1 - _KR))


def to_i420(rgb: RgbFrame) -> bytes:
    """The planes Y, U and V of a picture, one after the other: 1.5 bytes a pixel.

    Chroma is sited where H.264 expects it by default: on the left pixel of each pair, between the two rows.
    Raises ValueError for a picture that is not 8-bit RGB with even sides.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.shape[0] % 2 or rgb.shape[1] % 2:
        raise ValueError(f"expected an RGB picture with even sides, not {rgb.dtype} {rgb.shape}")
    exact = rgb.astype(np.float32)
    luma = exact @ _LUMA + np.float32(16.5)
    rows = exact[0::2] + exact[1::2]
    left = np.concatenate((rows[:, :1], rows[:, 1:-1:2]), axis=1)
    small = (left + 2 * rows[:, 0::2] + rows[:, 1::2]) * np.float32(1 / 8)
    planes = (luma, small @ _BLUE + np.float32(128.5), small @ _RED + np.float32(128.5))
    return b"".join(plane.astype(np.uint8).tobytes() for plane in planes)
