"""Make zeros of an ONNX model's denormal weights: numbers so small that processors multiply them many times slower.

In one of the last layers of the model that locates texts two thirds of the weights are such numbers, in another a quarter. They
took two thirds of its time, and change no sum with other weights.
"""

from collections.abc import Iterator

import numpy as np

_GRAPH, _TENSOR, _TYPE, _NUMBERS = 7, 5, 2, 9
"""Fields of ONNX's messages: a model's graph, a tensor of weights in it, the type of its numbers, and their bytes."""
_FLOAT = 1
_VARINT = 0


def drop_denormals(model: bytearray) -> None:
    """Replace the denormal weights in the bytes of an ONNX model, of those that it has as raw 32-bit floats, by zeros."""
    for graph in _fields(model, range(len(model)), _GRAPH):
        for tensor in _fields(model, graph, _TENSOR):
            if any(model[kind.start] != _FLOAT for kind in _fields(model, tensor, _TYPE)):
                continue
            for numbers in _fields(model, tensor, _NUMBERS):
                weights = np.frombuffer(model, "<f4", len(numbers) // 4, numbers.start)
                weights[np.abs(weights) < np.finfo(np.float32).tiny] = 0


def _fields(message: bytearray, span: range, field: int) -> Iterator[range]:
    """The spans of the contents of a message's fields with the number ``field``; ``span`` is the message's.

    In models, graphs and tensors each is a varint or tells its length.
    """
    at = span.start
    while at < span.stop:
        key, at = _varint(message, at)
        if key & 7 == _VARINT:
            length = _varint(message, at)[1] - at
        else:
            length, at = _varint(message, at)
        if key >> 3 == field:
            yield range(at, at + length)
        at += length


def _varint(message: bytearray, at: int) -> tuple[int, int]:
    """The number that begins at ``at``, seven bits to a byte, and where it ends."""
    value = shift = 0
    while message[at] >= 0x80:
        value |= (message[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | message[at] << shift, at + 1
