"""Convert pictures to I420 in BT.709, limited range, the colours that phones expect of a film."""

import numpy as np
from numpy.typing import NDArray

# ITU-R BT.709: luma weights, and the scale of the colour differences; limited range has 219 and 224 steps.
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB]) * (219 / 255)
_BLUE = np.array([-_KR, -(1 - _KR - _KB), 1 - _KB]) * (224 / 255 / 2 / (1 - _KB))
_RED = np.array([1 - _KR, -(1 - _KR - _KB), -_KB]) * (224 / 255 / 2 / (1 - _KR))
_TO_LUMA = np.array([[*_LUMA, 16]], dtype=np.float32)
_TO_CHROMA = np.array([[*_BLUE / 8, 128], [*_RED / 8, 128]], dtype=np.float32)
"""From the sum of two rows with weights of 1, 2 and 1 across."""
_ACROSS, _DOWN = np.array([1, 2, 1], dtype=np.float32), np.array([1], dtype=np.float32)


def to_i420(rgb: NDArray[np.uint8]) -> bytes:
    """A picture (H, W, 3) with even sides as an I420 frame: the planes Y, U and V, 1.5 bytes a pixel.

    Not done by ``cv2.COLOR_RGB2YUV_I420``, which is BT.601. Chroma is sited where H.264 expects it by default: on the left
    pixel of each pair, between the two rows.
    """
    import cv2  # slow to load; cached segments need no picture

    # OpenCV rounds to the nearest whole number, and computes in 32-bit floats.
    luma = cv2.transform(rgb, _TO_LUMA)
    rows = cv2.add(rgb[0::2], rgb[1::2], dtype=cv2.CV_16S)
    sums = cv2.sepFilter2D(rows, cv2.CV_16S, _ACROSS, _DOWN, borderType=cv2.BORDER_REPLICATE)
    chroma = cv2.split(cv2.transform(np.ascontiguousarray(sums[:, 0::2]), _TO_CHROMA))
    return b"".join((luma.tobytes(), *(plane.astype(np.uint8).tobytes() for plane in chroma)))
