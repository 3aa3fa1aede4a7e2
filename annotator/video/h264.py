"""Repeat still pictures in an H.264 stream without encoding them again.

x264 encodes each distinct picture once. A still picture is then repeated by *skip frames*: inter frames whose
macroblocks are all skipped, about twenty bytes each, which decode to an exact copy. x264 makes one such frame itself
(from three flat grey pictures); only its frame number is rewritten here. Section numbers and syntax elements are
those of ITU-T H.264 (08/2021).

Of a segment with the pictures A and B, ``repeat_pictures(segment, [3, 2], skip)`` makes five frames: A, skip, skip, B, skip.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.errors import OutputError

_MAIN_PROFILE = 77
_SLICE, _IDR, _SPS, _PPS = 1, 5, 7, 8
"""The nal_unit_type of a non-IDR slice, an IDR slice and the two parameter sets (table 7-1)."""
_HEADER_BYTES = 24
"""Length of the beginning of a slice to read: more than its header's fields up to frame_num take."""
MAX_SKIP_BYTES = 64
"""Maximum size of a skip frame, which has some twenty bytes; a larger frame codes macroblocks."""


class StreamError(OutputError):
    """The stream is not what the encoder's settings promise; ``detail`` says how it differs."""

    def __init__(self, detail: str) -> None:
        """The same message for all faults, since people can only install ffmpeg again."""
        super().__init__(
            "ffmpeg made a video that annotator cannot use.",
            "Install it again: python -m pip install --force-reinstall imageio-ffmpeg.",
            detail=detail,
        )


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameter sets of a stream as NAL units, and the width of its frame numbers in bits."""

    sps: bytes
    pps: bytes
    frame_num_bits: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A parsed stream: its parameter sets, and its pictures in order, each a NAL unit of one slice, without its start code."""

    parameters: Parameters
    pictures: tuple[bytes, ...]


def parse(data: bytes) -> Stream:
    """Parse a byte stream (Annex B).

    Each slice counts as a picture. Raises StreamError if there is none or a parameter set is missing, or unless these say Main
    profile, one reference, and pictures in coding order.
    """
    sps = pps = b""
    pictures = []
    units = (unit.rstrip(b"\x00") for unit in data.split(b"\x00\x00\x01")[1:])
    for unit in filter(None, units):
        nal_unit_type = unit[0] & 31
        if nal_unit_type == _SPS:
            sps = unit
        elif nal_unit_type == _PPS:
            pps = unit
        elif nal_unit_type in (_SLICE, _IDR):
            pictures.append(unit)
        # Other units (SEI) only describe the encoder, and are dropped.
    if not sps or not pps or not pictures:
        raise StreamError("no pictures")
    return Stream(_parse_parameters(sps, pps), tuple(pictures))


def find_skip(stream: Stream) -> Stream:
    """The last of at least three identical pictures as a stream of one skip frame. Raises StreamError if it is none."""
    last = stream.pictures[-1]
    if len(stream.pictures) < 3 or _is_idr(last) or len(last) > MAX_SKIP_BYTES:
        raise StreamError("the encoder did not skip a picture that repeats")
    return Stream(stream.parameters, (last,))


def repeat_pictures(segment: bytes, counts: Sequence[int], skip: Stream) -> bytes:
    """The stream of a segment with picture k shown for ``counts[k]`` frames, at least one, as bytes.

    Raises StreamError if ``skip`` was coded for other parameter sets, on which its meaning depends.
    """
    stream = parse(segment)
    if skip.parameters != stream.parameters:
        raise StreamError("the skip frame belongs to another stream")
    return _join_units(stream.parameters, _number_frames(stream, counts, skip.pictures[0]))


def to_bytes(stream: Stream) -> bytes:
    """The stream as bytes, each picture once, without SEI units."""
    return _join_units(stream.parameters, stream.pictures)


def _number_frames(stream: Stream, counts: Sequence[int], skip: bytes) -> Iterable[bytes]:
    """All frames, numbered from each IDR picture on, since every frame is a reference (7.4.3)."""
    bits = stream.parameters.frame_num_bits
    skips = [_renumber(skip, number, bits) for number in range(1 << bits)]
    number = 0
    for picture, count in zip(stream.pictures, counts, strict=True):
        number = 0 if _is_idr(picture) else number + 1
        yield _renumber(picture, number, bits)
        for _ in range(count - 1):
            number += 1
            yield skips[number % len(skips)]


def _join_units(parameters: Parameters, pictures: Iterable[bytes]) -> bytes:
    """A byte stream with the parameter sets before each IDR picture."""
    units = []
    for picture in pictures:
        if _is_idr(picture):
            units += [parameters.sps, parameters.pps]
        units.append(picture)
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units)


def _is_idr(picture: bytes) -> bool:
    """Whether decoding can begin at a picture (an IDR picture)."""
    return picture[0] & 31 == _IDR


def _renumber(picture: bytes, number: int, bits: int) -> bytes:
    """The picture with another frame_num. The field has a fixed width, so nothing after it moves (7.3.3)."""
    payload = _unescape(picture[1:])
    header, rest = payload[:_HEADER_BYTES], payload[_HEADER_BYTES:]
    reader = _BitReader(header)
    for _ in range(3):  # first_mb_in_slice, slice_type, pic_parameter_set_id
        reader.read_unsigned()
    value = int.from_bytes(header)
    shift = len(header) * 8 - reader.position - bits
    mask = ((1 << bits) - 1) << shift
    value = value & ~mask | (number % (1 << bits)) << shift
    return picture[:1] + _escape(value.to_bytes(len(header)) + rest)


def _parse_parameters(sps: bytes, pps: bytes) -> Parameters:
    """Read the sequence parameter set up to the number of references (7.3.2.1.1). Raises StreamError."""
    body = _unescape(sps[1:])
    if body[:1] != bytes([_MAIN_PROFILE]):
        raise StreamError(f"profile {body[:1].hex()} instead of Main")
    bits = _BitReader(body[3:])
    bits.read_unsigned()  # seq_parameter_set_id
    frame_num_bits = bits.read_unsigned() + 4
    pic_order_cnt_type, max_num_ref_frames = bits.read_unsigned(), bits.read_unsigned()
    # Output order equals frame order (type 2) and there is one reference: a skip can only mean the previous picture.
    if pic_order_cnt_type != 2 or max_num_ref_frames != 1:
        raise StreamError("pictures are out of order, or have several references")
    return Parameters(sps, pps, frame_num_bits)


class _BitReader:
    """Reads Exp-Golomb numbers, most significant bit first (9.1); ``position`` is that of the next bit."""

    def __init__(self, data: bytes) -> None:
        """Read from the first bit of ``data``."""
        self._bits = "".join(f"{byte:08b}" for byte in data)
        self.position = 0

    def read_unsigned(self) -> int:
        """The next number: as many zeros as bits follow its leading 1. Raises StreamError if the data end within it."""
        leading_one = self._bits.find("1", self.position)
        end = 2 * leading_one - self.position + 1
        if leading_one < 0 or end > len(self._bits):
            raise StreamError("a header ends too early")
        value = int(self._bits[leading_one:end], 2) - 1
        self.position = end
        return value


def _unescape(data: bytes) -> bytes:
    """Remove the emulation prevention bytes, which keep start codes out of a unit (7.4.1.1)."""
    return data.replace(b"\x00\x00\x03", b"\x00\x00")


def _escape(data: bytes) -> bytes:
    """Insert emulation prevention bytes, which `_unescape` removes. Two zeros at the end, where no slice has them, get none."""
    return re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\x00\x00\x03", data)
