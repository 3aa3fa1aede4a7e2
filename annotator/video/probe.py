"""Read the properties of a media file with ffmpeg: tracks, packet times, loudness, and the order of MP4 boxes."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from annotator.loudness import Loudness
from annotator.media import ffmpeg, sound

_VIDEO = re.compile(
    r"Stream #0:\d+.*?: Video: (?P<codec>\w+)(?: \((?P<profile>[^)]*)\))?.*?, (?P<pixels>\w+)(?:\((?P<color>[^)]*)\))?, "
    r"(?P<width>\d+)x(?P<height>\d+)"
)
_AUDIO = re.compile(
    r"Stream #0:\d+.*?: Audio: (?P<codec>\w+)(?: \((?P<profile>[^)]*)\))?.*?, (?P<rate>\d+) Hz, (?P<layout>[\w.() ]+),"
)


@dataclass(frozen=True, slots=True)
class VideoStream:
    """A video track.

    ``color`` is as ffmpeg prints it: range, and matrix (or matrix/primaries/transfer if they differ). ``times`` are
    presentation times in seconds; ``ordered`` is False if the track has B-frames.
    """

    codec: str
    profile: str
    pixels: str
    color: tuple[str, ...]
    width: int
    height: int
    times: tuple[float, ...]
    ordered: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class AudioStream:
    """An audio track. ``seconds`` is its end on the file's timeline."""

    codec: str
    profile: str
    rate: int
    layout: str
    seconds: float


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A media file: its tracks, loudness, size in bytes, and (for MP4) its top-level boxes in order."""

    pictures: tuple[VideoStream, ...]
    sounds: tuple[AudioStream, ...]
    loudness: Loudness
    bytes: int
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Packet:
    """A packet of a stream: its decoding time, presentation time and duration, in seconds."""

    stream: int
    decoded: float
    shown: float
    seconds: float


def media_info(path: Path) -> MediaInfo:
    """Read a whole media file in one pass: tracks, packet times, loudness. Raises OutputError if it can't be read."""
    listen = ("-map", "0:a?", "-af", sound.METER, "-f", "null", "-")
    copy = ("-map", "0", "-c", "copy", "-f", "framecrc", "pipe:1")
    doing = f"checking {path.name}"
    packet_list, log = ffmpeg.run(("-i", ffmpeg.file_url(path), *copy, *listen), doing=doing)
    if "Input #0" not in log:
        raise ffmpeg.no_output_error(doing, log)
    # Only the lines before the first output describe the file; the same lines follow for the output.
    input_log = log.split("Output #0")[0].split("Stream mapping")[0]
    packets = _parse_packets(packet_list.decode("ascii", errors="replace"))
    stream_lines = [line for line in input_log.splitlines() if "Stream #0:" in line]
    pictures, sounds = [], []
    for number, line in enumerate(stream_lines):
        own_packets = [packet for packet in packets if packet.stream == number]
        if video := _VIDEO.search(line):
            pictures.append(_video_stream(video, own_packets))
        elif audio := _AUDIO.search(line):
            sounds.append(_audio_stream(audio, own_packets))
    return MediaInfo(tuple(pictures), tuple(sounds), sound.parse_loudness(log), path.stat().st_size, box_names(path))


def box_names(path: Path) -> tuple[str, ...]:
    """The names of an MP4's top-level boxes in order; meaningless names for other files. Raises OSError."""
    names = []
    with path.open("rb") as file:
        end = path.stat().st_size
        at = 0
        while at + 8 <= end:
            file.seek(at)
            size, name = struct.unpack(">I4s", file.read(8))
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0]
            names.append(name.decode("latin-1"))
            if size < 8:
                break
            at += size
    return tuple(names)


def _end_seconds(packets: list[_Packet]) -> float:
    return max((packet.shown + packet.seconds for packet in packets), default=0.0)


def _audio_stream(match: re.Match[str], packets: list[_Packet]) -> AudioStream:
    return AudioStream(
        codec=match["codec"],
        profile=match["profile"] or "",
        rate=int(match["rate"]),
        layout=match["layout"].strip(),
        seconds=_end_seconds(packets),
    )


def _video_stream(match: re.Match[str], packets: list[_Packet]) -> VideoStream:
    return VideoStream(
        codec=match["codec"],
        profile=match["profile"] or "",
        pixels=match["pixels"],
        color=tuple(part.strip() for part in (match["color"] or "").split(",")),
        width=int(match["width"]),
        height=int(match["height"]),
        times=tuple(packet.shown for packet in packets),
        ordered=all(packet.shown == packet.decoded for packet in packets),
        seconds=_end_seconds(packets),
    )


def _parse_packets(text: str) -> list[_Packet]:
    """Parse ffmpeg's framecrc format: stream, decoding time, presentation time, duration, size, checksum."""
    time_bases: dict[int, float] = {}  # stream → seconds per unit of time
    packets = []
    for line in text.splitlines():
        if header := re.match(r"#tb (\d+): (\d+)/(\d+)", line):
            time_bases[int(header[1])] = int(header[2]) / int(header[3])
        elif line and not line.startswith("#"):
            stream, decoded, shown, duration = (int(part) for part in line.split(",")[:4])
            unit = time_bases[stream]
            packets.append(_Packet(stream, decoded * unit, shown * unit, duration * unit))
    return packets
