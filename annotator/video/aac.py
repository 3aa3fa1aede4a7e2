"""Join AAC-LC streams packet by packet, and lower the gain of single packets, without encoding anything again.

A decoder turns packet k of a stream into 1,024 samples: the overlap of the windows of packets k-1 and k. So a stream may
begin anywhere in another one, as long as both are silent where they overlap. A packet's ``global_gain`` scales all that
it codes, in steps of 1.5 dB. Syntax elements are those of ISO/IEC 14496-3, part 4; packets are kept as ADTS frames.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.model import SAMPLE_RATE

PACKET_SAMPLES = 1024
"""Samples per packet. The first packet of an encoded stream comes this much before its first sample."""
GAIN_STEP_DB = 1.505
"""What one step of ``global_gain`` changes: a factor of 2 ** 0.25."""
_FREQUENCIES = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350)
_HEADER_BYTES = 7
_SYNC = b"\xff\xf1"
"""How each ADTS header begins: syncword, MPEG-4, no checksum."""
_SINGLE_CHANNEL, _SINGLE_CHANNEL_BITS, _GAIN_BITS = 0, 7, 8
"""The id of a mono element, and the widths of the fields before the gain (id and tag) and of the gain."""


class StreamError(ValueError):
    """The stream is not what the encoder was asked for."""


def split_packets(stream: bytes) -> list[bytes]:
    """The packets of an ADTS stream, each with its header. Raises StreamError unless it is mono AAC-LC at ``SAMPLE_RATE``."""
    packets = []
    at = 0
    expected = _header(0)
    while at < len(stream):
        header = stream[at : at + _HEADER_BYTES]
        # All fields but the length and the fullness of the buffer.
        if len(header) < _HEADER_BYTES or header[:3] != expected[:3] or (header[3] ^ expected[3]) & 0xFC:
            raise StreamError("not a stream of mono AAC-LC packets")
        length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
        packet = stream[at : at + length]
        if length <= _HEADER_BYTES + 1 or len(packet) < length:
            raise StreamError("a packet is cut off")
        packets.append(packet)
        at += length
    return packets


def silent_packet() -> bytes:
    """A packet in which nothing is coded: a mono element without scale factor bands (max_sfb 0), and the end."""
    # id 0, tag 0, any global_gain, one long window with the shape of ffmpeg's, nothing else.
    return _header(4) + b"\x01\x18\x20\x07"


def place(count: int, streams: Iterable[tuple[int, list[bytes]]]) -> list[bytes]:
    """A stream of ``count`` packets, or more if the last one needs them, which is silent but for ``streams``.

    Each of them is a packet number and packets; its second packet, which decodes to its first samples, gets the number.
    The first packet codes what comes before; a stream at number 0 is moved by one packet, to have it.

    Raises StreamError if two overlap.
    """
    silent = silent_packet()
    packets: list[bytes] = []
    for number, stream in streams:
        first = max(1, number) - 1
        if first < len(packets):
            raise StreamError("two sounds overlap")
        packets += [silent] * (first - len(packets)) + stream
    return packets + [silent] * (count - len(packets))


def lower_gain(packet: bytes, steps: int) -> bytes:
    """The packet, quieter by ``steps`` of ``GAIN_STEP_DB``. Raises StreamError if it isn't a mono element with so much gain."""
    data = bytearray(packet)
    at = _HEADER_BYTES
    first_bits = int.from_bytes(data[at : at + 2])
    shift = 16 - _SINGLE_CHANNEL_BITS - _GAIN_BITS
    gain = first_bits >> shift & 0xFF
    if first_bits >> 13 != _SINGLE_CHANNEL or gain < steps:
        raise StreamError("a packet's gain cannot be lowered")
    data[at : at + 2] = (first_bits & ~(0xFF << shift) | (gain - steps) << shift).to_bytes(2)
    return bytes(data)


def _header(payload_bytes: int) -> bytes:
    """The ADTS header of a packet: AAC-LC (object type 2), mono, any fullness of the buffer."""
    length = _HEADER_BYTES + payload_bytes
    frequency = _FREQUENCIES.index(SAMPLE_RATE)
    fields = 1 << 38 | frequency << 34 | 1 << 30 | length << 13 | 0x7FF << 2
    return _SYNC + fields.to_bytes(5)
