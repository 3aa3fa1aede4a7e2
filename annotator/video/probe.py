"""Read a finished media file back with ffmpeg: tracks, packet times, loudness, and the order of MP4 boxes."""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from annotator.loudness import Loudness
from annotator.media import ffmpeg

_VIDEO = re.compile(
    r"Stream #0:\d+.*?: Video: (?P<codec>\w+)(?: \((?P<profile>[^)]*)\))?.*?, (?P<pixels>\w+)(?:\((?P<color>[^)]*)\))?, "
    r"(?P<width>\d+)x(?P<height>\d+)"
)
_AUDIO = re.compile(
    r"Stream #0:\d+.*?: Audio: (?P<codec>\w+)(?: \((?P<profile>[^)]*)\))?.*?, (?P<rate>\d+) Hz, (?P<layout>[\w.() ]+),"
)
_INTEGRATED = re.compile(r"Integrated loudness:\s+I:\s+(\S+) LUFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(\S+) dBFS")


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
    stream: int
    decoded: float
    shown: float
    seconds: float


def media_info(path: Path) -> MediaInfo:
    """Read a whole media file in one pass: tracks, packet times, loudness. Raises OutputError if it can't be read."""
    listen = ("-map", "0:a?", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    copy = ("-map", "0", "-c", "copy", "-f", "framecrc", "pipe:1")
    doing = f"checking {path.name}"
    answer, said = ffmpeg.run(("-i", ffmpeg.file_url(path), *copy, *listen), doing=doing)
    if "Input #0" not in said:
        raise ffmpeg.no_output_error(doing, said)
    # Only the lines before the first output describe the file; the same lines follow for the output.
    source = said.split("Output #0")[0].split("Stream mapping")[0]
    packets = _packets(answer.decode("ascii", errors="replace"))
    streams = [line for line in source.splitlines() if "Stream #0:" in line]
    pictures, sounds = [], []
    for number, line in enumerate(streams):
        own = [packet for packet in packets if packet.stream == number]
        if video := _VIDEO.search(line):
            pictures.append(_picture(video, own))
        elif audio := _AUDIO.search(line):
            seconds = max((packet.shown + packet.seconds for packet in own), default=0.0)
            sounds.append(
                AudioStream(
                    audio["codec"], audio["profile"] or "", int(audio["rate"]), audio["layout"].strip(), seconds
                )
            )
    return MediaInfo(tuple(pictures), tuple(sounds), _loudness(said), path.stat().st_size, box_names(path))


def measure_loudness(path: Path) -> Loudness:
    """The loudness of a sound file. Raises OutputError if it can't be read."""
    listen = ("-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    doing = "measuring the sound"
    _, said = ffmpeg.run(("-i", ffmpeg.file_url(path), "-vn", *listen), doing=doing)
    if not _INTEGRATED.search(said):
        raise ffmpeg.no_output_error(doing, said)
    return _loudness(said)


def box_names(path: Path) -> tuple[str, ...]:
    """The names of an MP4's top-level boxes in order. Meaningless for other files, but never an error."""
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


def _picture(match: re.Match[str], packets: list[_Packet]) -> VideoStream:
    return VideoStream(
        codec=match["codec"],
        profile=match["profile"] or "",
        pixels=match["pixels"],
        color=tuple(part.strip() for part in (match["color"] or "").split(",")),
        width=int(match["width"]),
        height=int(match["height"]),
        times=tuple(packet.shown for packet in packets),
        ordered=all(packet.shown == packet.decoded for packet in packets),
        seconds=max((packet.shown + packet.seconds for packet in packets), default=0.0),
    )


def _packets(text: str) -> list[_Packet]:
    """Parse ffmpeg's framecrc format: stream, decoding time, presentation time, duration, size, checksum."""
    bases: dict[int, float] = {}
    packets = []
    for line in text.splitlines():
        if base := re.match(r"#tb (\d+): (\d+)/(\d+)", line):
            bases[int(base[1])] = int(base[2]) / int(base[3])
        elif line and not line.startswith("#"):
            stream, decoded, shown, length = (int(part) for part in line.split(",")[:4])
            unit = bases[stream]
            packets.append(_Packet(stream, decoded * unit, shown * unit, length * unit))
    return packets


def _loudness(said: str) -> Loudness:
    integrated, peak = _INTEGRATED.search(said), _PEAK.search(said)
    return Loudness(float(integrated[1]) if integrated else -math.inf, float(peak[1]) if peak else -math.inf)
