"""Make zeros of an ONNX model's denormal weights: numbers so small that processors multiply them many times slower.

Two thirds of the weights in the last layers of the model that locates texts are such numbers: three quarters of the time that
a screen took to be read, and nothing that a sum of them with other weights could show.
"""

from collections.abc import Iterator

import numpy as np

_GRAPH, _WEIGHTS, _TYPE, _NUMBERS = 7, 5, 2, 9
"""Fields of ONNX's messages: a model's graph, the tensors in a graph, a tensor's type and the bytes of its numbers."""
_FLOAT = 1
"""The type of 32-bit floats."""
_VARINT, _LENGTH_DELIMITED = 0, 2
_FIXED_BYTES = {1: 8, 5: 4}


def drop_denormals(model: bytearray) -> None:
    """Replace the denormal weights in the bytes of an ONNX model by zeros."""
    for graph in _fields(model, range(len(model)), _GRAPH):
        for tensor in _fields(model, graph, _WEIGHTS):
            if not any(model[kind.start] == _FLOAT for kind in _fields(model, tensor, _TYPE)):
                continue
            for numbers in _fields(model, tensor, _NUMBERS):
                weights = np.frombuffer(model, "<f4", len(numbers) // 4, numbers.start)
                weights[np.abs(weights) < np.finfo(np.float32).tiny] = 0


def _fields(message: bytearray, place: range, number: int) -> Iterator[range]:
    """The places of a message's fields with a ``number``, as Protocol Buffers write them."""
    at = place.start
    while at < place.stop:
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            length = _varint(message, at)[1] - at
        elif kind == _LENGTH_DELIMITED:
            length, at = _varint(message, at)
        else:
            length = _FIXED_BYTES[kind]
        if key >> 3 == number:
            yield range(at, at + length)
        at += length


def _varint(message: bytearray, at: int) -> tuple[int, int]:
    """The number that begins at ``at``, seven bits to a byte, and where it ends."""
    value = shift = 0
    while message[at] >= 0x80:
        value |= (message[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | message[at] << shift, at + 1
