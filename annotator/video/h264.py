"""Repeat the still pictures of an H.264 stream without encoding them again.

x264 encodes each distinct picture once. A still picture is then repeated by *skip frames*: inter frames whose
macroblocks are all skipped, about twenty bytes each, which decode to an exact copy. x264 makes one such frame itself
(from a flat grey picture shown twice); only its frame number is rewritten here. Section numbers and syntax elements are
those of ITU-T H.264 (08/2021).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_MAIN = 77
_SLICE, _IDR, _SPS, _PPS = 1, 5, 7, 8
_P_SLICES = (0, 5)
SKIP_BYTES = 64
"""A frame of skipped macroblocks is far smaller; one that codes any of the 3,600 macroblocks is larger, or rejected."""


class StreamError(ValueError):
    """The stream is not what the encoder was asked for."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameter sets of a stream, and the width of its frame numbers in bits."""

    sps: bytes
    pps: bytes
    frame_num_bits: int


@dataclass(frozen=True, slots=True)
class CodedPicture:
    """A coded picture of one slice, without its start code."""

    unit: bytes

    @property
    def key(self) -> bool:
        """Whether decoding can begin here (an IDR picture)."""
        return self.unit[0] & 31 == _IDR

    @property
    def predicted(self) -> bool:
        """Whether it is a P picture."""
        bits = _Bits(_unescape(self.unit[1:24]))
        bits.unsigned()  # first_mb_in_slice
        return bits.unsigned() in _P_SLICES


@dataclass(frozen=True, slots=True)
class Stream:
    """A parsed stream: its parameter sets, and its pictures in order."""

    parameters: Parameters
    pictures: tuple[CodedPicture, ...]


def parse(data: bytes) -> Stream:
    """Parse a byte stream (Annex B). Raises StreamError unless it is Main profile without B-frames."""
    sps = pps = b""
    pictures = []
    for unit in _units(data):
        kind = unit[0] & 31
        if kind == _SPS:
            sps = unit
        elif kind == _PPS:
            pps = unit
        elif kind in (_SLICE, _IDR):
            pictures.append(CodedPicture(unit))
        # All others (SEI) only describe the encoder, and are dropped.
    if not sps or not pps or not pictures:
        raise StreamError("no pictures")
    if any(_Bits(_unescape(picture.unit[1:24])).unsigned() for picture in pictures):
        raise StreamError("a picture has several slices")
    return Stream(_parameters(sps, pps), tuple(pictures))


def skip_frame(stream: Stream) -> CodedPicture:
    """The last picture of a stream of flat grey pictures, which repeats the one before. Raises StreamError if it doesn't."""
    last = stream.pictures[-1]
    if len(stream.pictures) < 3 or last.key or not last.predicted or len(last.unit) > SKIP_BYTES:
        raise StreamError("the encoder did not skip a picture that repeats")
    return last


def repeat_pictures(stream: Stream, counts: Sequence[int], skip: CodedPicture, skip_parameters: Parameters) -> bytes:
    """The stream with picture k shown for ``counts[k]`` frames, as bytes.

    Raises StreamError if ``skip`` was coded for other parameter sets, on which its meaning depends.
    """
    if skip_parameters != stream.parameters:
        raise StreamError("the skip frame belongs to another stream")
    if len(counts) != len(stream.pictures) or min(counts) < 1 or not stream.pictures[0].key:
        raise StreamError(f"{len(stream.pictures)} pictures instead of {len(counts)}")
    return _bytes(stream.parameters, _numbered(stream, counts, skip))


def to_bytes(stream: Stream) -> bytes:
    """The stream as bytes, each picture once, without SEI units."""
    return _bytes(stream.parameters, stream.pictures)


def count_pictures(data: bytes) -> int:
    """The number of pictures in a byte stream."""
    return sum(unit[0] & 31 in (_SLICE, _IDR) for unit in _units(data))


def _numbered(stream: Stream, counts: Sequence[int], skip: CodedPicture) -> Iterable[CodedPicture]:
    """All frames with their numbers, counted from each IDR picture since every frame is a reference (7.4.3)."""
    bits = stream.parameters.frame_num_bits
    skips = [_with_number(skip, number, bits) for number in range(1 << bits)]
    number = 0
    for picture, count in zip(stream.pictures, counts, strict=True):
        number = 0 if picture.key else number + 1
        yield _with_number(picture, number, bits)
        for _ in range(count - 1):
            number += 1
            yield skips[number % len(skips)]


def _bytes(parameters: Parameters, pictures: Iterable[CodedPicture]) -> bytes:
    units = []
    for picture in pictures:
        if picture.key:
            units += [parameters.sps, parameters.pps]
        units.append(picture.unit)
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units)


def _with_number(picture: CodedPicture, number: int, bits: int) -> CodedPicture:
    """The picture with another frame_num. The field has a fixed width, so nothing after it moves (7.3.3)."""
    payload = _unescape(picture.unit[1:])
    head = _Bits(payload[:24])
    for _ in range(3):  # first_mb_in_slice, slice_type, pic_parameter_set_id
        head.unsigned()
    length = len(payload[:24])
    value = int.from_bytes(payload[:24])
    shift = length * 8 - head.at - bits
    value = value & ~(((1 << bits) - 1) << shift) | (number % (1 << bits)) << shift
    return replace(picture, unit=picture.unit[:1] + _escape(value.to_bytes(length) + payload[24:]))


def _parameters(sps: bytes, pps: bytes) -> Parameters:
    """Read the sequence parameter set as far as frame numbers depend on it (7.3.2.1.1)."""
    body = _unescape(sps[1:])
    if body[0] != _MAIN:
        raise StreamError(f"profile {body[0]} instead of Main")
    bits = _Bits(body[3:])
    bits.unsigned()  # seq_parameter_set_id
    frame_num_bits = bits.unsigned() + 4
    # Output order equals frame order (type 2) and there is one reference: a skip can only mean the previous picture.
    if bits.unsigned() != 2 or bits.unsigned() != 1:
        raise StreamError("pictures are out of order, or have several references")
    return Parameters(sps, pps, frame_num_bits)


class _Bits:
    """Reads Exp-Golomb numbers, most significant bit first (9.1)."""

    def __init__(self, data: bytes) -> None:
        self._text = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def unsigned(self) -> int:
        one = self._text.find("1", self.at)
        if one < 0:
            raise StreamError("a header ends too early")
        end = 2 * one - self.at + 1
        value = int(self._text[one:end], 2) - 1
        self.at = end
        return value


def _units(data: bytes) -> list[bytes]:
    """The NAL units of a byte stream (Annex B)."""
    return [unit.rstrip(b"\x00") for unit in re.split(rb"\x00\x00\x01", data)[1:] if unit.rstrip(b"\x00")]


def _unescape(data: bytes) -> bytes:
    """Remove the emulation prevention bytes, which keep start codes out of a unit (7.4.1.1)."""
    return data.replace(b"\x00\x00\x03", b"\x00\x00")


def _escape(data: bytes) -> bytes:
    return re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\x00\x00\x03", data)
