"""The weights that a model of the OCR is loaded with."""

import numpy as np

from annotator.screen.ocr_weights import drop_denormals


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, 0x80 | len(content) & 0x7F, len(content) >> 7]) + content


def test_denormal_floats_become_zero_and_all_else_stays() -> None:
    def model(floats: list[float]) -> bytes:
        tensors = [(1, np.array(floats * 40, "<f4")), (7, np.array([1, -1, 2**40], "<i8"))]
        rows = (bytes([2 << 3, kind]) + _field(8, b"name") + _field(9, numbers.tobytes()) for kind, numbers in tensors)
        return _field(2, b"maker") + _field(7, _field(1, b"node") + b"".join(_field(5, row) for row in rows))

    changed = bytearray(model([1.5, 1e-40, -1e-40, 0.0, -2e-38]))
    drop_denormals(changed)
    assert changed == model([1.5, 0.0, 0.0, 0.0, -2e-38])
