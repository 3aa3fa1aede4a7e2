"""Join Opus streams packet by packet in one Ogg file, without encoding anything again.

A decoder predicts from the packets before. But an Opus stream that begins with silence decodes to the same samples
whatever silence comes before it: a silent packet sets the prediction of both encoder and decoder to the same state. So
streams that begin with ``LEAD_PACKETS`` of silence can follow each other in any order. RFC 7845, 4.6 has decoders start
80 ms early for the same reason. Headers and pages are those of RFC 7845 and RFC 3533.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

PACKET_SECONDS = 0.02
LEAD_PACKETS = 4
"""Packets of silence with which a stream begins: 80 ms."""
_RATE = 48_000
"""The rate that positions in an Ogg file count in, whatever the sound's own."""
_PACKET_TICKS = round(PACKET_SECONDS * _RATE)
_SILENCE = b"\xf8\xff\xfe"
"""A packet of silence: mono, 20 ms (RFC 6716, 3.1), and the range coder's only symbol says that nothing follows."""
_MAX_SEGMENTS, _PAGE_PACKETS = 255, 50
"""Most segments in a page, and packets: a second, so that players find their place."""
_FIRST, _LAST = 2, 4
"""Flags of the first and last page."""
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


class StreamError(ValueError):
    """The stream is not what the encoder was asked for."""


def split_packets(data: bytes) -> tuple[int, list[bytes]]:
    """The number of samples at 48 kHz that a player skips at the start, and all packets of an Ogg Opus file.

    Raises StreamError unless it is one mono stream of packets of 20 ms.
    """
    head, _tags, *packets = (*_read_packets(data), b"", b"")
    if head[:9] != b"OpusHead\x01" or len(head) < 19 or head[9] != 1:
        raise StreamError("not a mono Opus stream")
    packets = packets[:-2] if len(packets) >= 2 else []
    if not packets or not all(_is_mono_20_ms(packet) for packet in packets):
        raise StreamError("not packets of 20 ms")
    return struct.unpack_from("<H", head, 10)[0], packets


def join(count: int, streams: Iterable[tuple[int, Sequence[bytes]]]) -> list[bytes]:
    """A stream of ``count`` packets, or more if the last one needs them, which is silent but for ``streams``.

    Each of them is the number of the packet that its sound begins with, after ``LEAD_PACKETS`` of silence, and packets. One
    that comes too soon after the one before follows it at once.
    """
    packets: list[bytes] = []
    for number, stream in streams:
        packets += [_SILENCE] * (number - LEAD_PACKETS - len(packets))
        packets += stream
    return packets + [_SILENCE] * (count - len(packets))


def ogg_file(packets: Sequence[bytes], skipped: int, input_rate: int) -> bytes:
    """An Ogg Opus file without metadata. ``skipped`` is what `split_packets` returns of each joined stream."""
    head = b"OpusHead\x01" + struct.pack("<BHIhB", 1, skipped, input_rate, 0, 0)
    pages = [_page([head], 0, 0, _FIRST), _page([b"OpusTags" + bytes(8)], 0, 1, 0)]
    done = 0
    for part in _split_into_pages(packets):
        done += len(part)
        pages.append(_page(part, done * _PACKET_TICKS, len(pages), _LAST if done == len(packets) else 0))
    return b"".join(pages)


def _read_packets(data: bytes) -> Iterator[bytes]:
    at, packet = 0, b""
    while at < len(data):
        if data[at : at + 5] != b"OggS\0" or at + 27 > len(data):
            raise StreamError("not an Ogg file")
        lengths = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(lengths)
        if at + sum(lengths) > len(data):
            raise StreamError("a page is cut off")
        for length in lengths:
            packet += data[at : at + length]
            at += length
            if length < _MAX_SEGMENTS:
                yield packet
                packet = b""


def _is_mono_20_ms(packet: bytes) -> bool:
    """Whether a packet has one mono frame of 20 ms, by its first byte (RFC 6716, 3.1)."""
    if not packet or packet[0] & 7:  # stereo, or several frames
        return False
    config = packet[0] >> 3
    if config < 12:
        return config % 4 == 1
    return config % 2 == 1 if config < 16 else config % 4 == 3


def _split_into_pages(packets: Sequence[bytes]) -> Iterator[list[bytes]]:
    page: list[bytes] = []
    segments = 0
    for packet in packets:
        needed = len(packet) // _MAX_SEGMENTS + 1
        if page and (len(page) == _PAGE_PACKETS or segments + needed > _MAX_SEGMENTS):
            yield page
            page, segments = [], 0
        page.append(packet)
        segments += needed
    if page:
        yield page


def _page(packets: Sequence[bytes], position: int, number: int, flags: int) -> bytes:
    lengths = b"".join(bytes([255] * (len(packet) // 255) + [len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 0, number, 0, len(lengths))
    page = head + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(data: bytes) -> int:
    """Ogg's CRC-32: the polynomial of zlib's, but bits in the other order, and begun and ended with 0."""
    mirrored = ~zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) & 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
