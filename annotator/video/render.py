"""Write a timeline as an MP4 from cached segments, so that only the sections that changed are encoded.

`write_video` encodes what is missing, repeats each picture for as long as it is shown, joins the clips to one sound, and lets
ffmpeg put both into a file.

The second half (from `Recording`) prepares screen recordings and greetings, whose frames are shown on cards.
"""

from __future__ import annotations

import re
import struct
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, code_version, digest, key
from annotator.errors import OutputError, ProblemsError
from annotator.media import ffmpeg
from annotator.media.ffmpeg import Loudness
from annotator.media.files import (
    WRITE_ELSEWHERE,
    copy_into_place,
    read_recording,
    recording_error,
    refused_recording,
    replacing,
)
from annotator.messages import Message
from annotator.model import FPS, HEIGHT, SAMPLE_RATE, WIDTH, Film, Progress, Timeline, no_progress
from annotator.video import h264
from annotator.video.encoder import DEFAULT_CRF, Encoder, encode_segments, find_skip, segment_key
from annotator.video.h264 import DrawFrame, frames_per_picture


def join_clips(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline in the format `ffmpeg.PCM`, section by section; each clip begins at its sample.

    A clip is cut off at the end of its section; where clips overlap, the later one replaces the earlier.
    """
    for section in timeline.sections:
        section_start = _sample_at(section.start)
        pcm = bytearray(2 * (_sample_at(section.start + section.seconds) - section_start))
        for scheduled in section.sounds:
            offset = 2 * (_sample_at(scheduled.start) - section_start)
            with wave.open(str(scheduled.clip.path), "rb") as reader:
                data = reader.readframes(reader.getnframes())[: max(0, len(pcm) - offset)]
            pcm[offset : offset + len(data)] = data
        yield bytes(pcm)


def has_no_clip(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def write_voice_message(timeline: Timeline, out: Path) -> Loudness | None:
    """Write the whole narration to ``out`` as a voice message: mono Opus without metadata.

    Returns its measured loudness; None if the timeline has no clip. Raises OutputError, and MissingError without ffmpeg.
    """
    try:
        with replacing(out) as temporary:
            loudness = ffmpeg.encode(join_clips(timeline), temporary, ffmpeg.OPUS)
    except OSError as error:
        raise OutputError.not_written(out, error, WRITE_ELSEWHERE) from error
    return None if has_no_clip(timeline) else loudness


def _sample_at(seconds: float) -> int:
    """The sample that is nearest to a time."""
    return round(seconds * SAMPLE_RATE)


_TICKS = FPS * 1024
# ffmpeg's raw H.264 reader rounds times to the microsecond; these are exact, 1,024 ticks a frame.
_EXACT_FRAME_TIMES = (
    "-bsf:v",
    f"setts=pts=N*1024:dts=N*1024:duration=1024:time_base=1/{_TICKS}:prescale=1",
    "-video_track_timescale",
    str(_TICKS),
)
# Interleave by time alone, however fast each input arrives, so that every run writes the same file.
_INTERLEAVED = ("-max_interleave_delta", "0", "-movflags", "+faststart", "-empty_hdlr_name", "1")


def write_video(
    timeline: Timeline,
    draw_frame: DrawFrame,
    out: Path,
    cache: Cache,
    progress: Progress = no_progress,
    jobs: int = 2,
    crf: int | None = None,
    renderer_version: str = "",
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Loudness | None:
    """Write a timeline as an MP4 video, whole or not at all.

    The format is what WhatsApp documents for Android: H.264 Main without B-frames, AAC-LC, ``FPS`` frames a second,
    the index first.

    Args:
        timeline: a timeline with at least one section.
        draw_frame: a function that draws a card with a caption as RGB pixels of ``size``; not called for cached sections.
        out: the final path of the MP4, in an existing folder.
        cache: the cache of segments.
        progress: called with "video", the number of sections done, and their total.
        jobs: the number of encoders at once.
        crf: x264's quality, 0 to 51, lower is better; None for the default.
        renderer_version: any text that changes whenever ``draw_frame`` would draw the same card differently.
        size: width and height in pixels, both even.

    Returns:
        The measured loudness, which may miss the target; None if the timeline has no clip.

    Raises:
        OutputError: the file could not be written, or ffmpeg failed.
        MissingError: ffmpeg is not installed.
    """
    encoder = Encoder(DEFAULT_CRF if crf is None else crf, width=size[0], height=size[1])
    keys = [segment_key(section, encoder, renderer_version) for section in timeline.sections]
    lengths = [frames_per_picture(section) for section in timeline.sections]
    segments = encode_segments(timeline, keys, draw_frame, encoder, cache, progress, jobs)
    skip = find_skip(encoder, cache)
    shown = zip(segments, lengths, strict=True)
    stream = (h264.repeat_pictures(path.read_bytes(), counts, skip) for path, counts in shown)
    with tempfile.TemporaryDirectory(dir=cache.scratch()) as temporary:
        video = Path(temporary, "video.mp4")
        loudness = _mux(timeline, stream, video)
        copy_into_place(video, out)
    return None if has_no_clip(timeline) else loudness


def _mux(timeline: Timeline, stream: Iterator[bytes], path: Path) -> Loudness:
    """Encode the sound, join it with the pictures in a file in a scratch folder, and return its measured loudness."""
    sound_file = path.with_name("sound.pcm")
    sound_file.write_bytes(b"".join(join_clips(timeline)))
    pictures = ("-f", "h264", "-framerate", str(FPS), "-i", "pipe:0")
    sounds = (*ffmpeg.PCM, "-i", ffmpeg.file_url(sound_file))
    codecs = ("-map", "0:v", "-map", "1:a", "-c:v", "copy", *ffmpeg.METERED, *ffmpeg.AAC_VIDEO)
    output = (*codecs, *_EXACT_FRAME_TIMES, *ffmpeg.NO_METADATA, *_INTERLEAVED, "-f", "mp4")
    arguments = (*pictures, *sounds, *output, ffmpeg.file_url(path))
    _, log = ffmpeg.run(arguments, stream, doing="joining picture and sound")
    return ffmpeg.parse_loudness(log)


KIND = "film"
MAX_BYTES = 200_000_000
"""Maximum size of a recording, in bytes: it is read into memory as a whole."""
MAX_SECONDS = 60.0
"""Maximum duration of the part of a recording that is shown: nobody can follow a longer step."""
MAX_GREETING_SECONDS = 15.0
"""Maximum duration of a greeting: families wait for the steps meanwhile."""
FILM_PX = 1280
"""Longest side of a film's frames; a card is that high."""
_FORMATS = ("-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,matroska,webm")


@dataclass(frozen=True)
class Recording:
    """A prepared recording: its ``film``, the MP4 at ``path`` with the frames, and the last frame as a full-size PNG.

    Private data is not covered yet.
    """

    film: Film
    path: Path
    still: Path


def prepare(
    path: Path, cache: Cache, begin: float = 0.0, end: float | None = None, *, max_seconds: float = MAX_SECONDS
) -> Recording:
    """Prepare a screen recording from ``begin`` to ``end``, in seconds; None means its end.

    Raises:
        ProblemsError: it is missing, too long, too large or damaged, or has no frames in that part.
        OutputError: the copy could not be written, or ffmpeg crashed, hung or wrote nothing.
        MissingError: ffmpeg is not installed.
    """
    data = read_recording(path, MAX_BYTES)
    if end is not None and end - begin > max_seconds:
        raise _too_long_error(path, max_seconds)
    cache_key = key(code_version.of(__name__), digest(data), begin, end, max_seconds)
    # Without an end, a second more than allowed is read, to see whether the recording is too long.
    end_to_read = begin + max_seconds + 1 if end is None else end
    part = _Part(path, round(begin * FPS), round(end_to_read * FPS))
    film = cache.get_or_make(KIND, cache_key, ".mp4", part.write_film)
    frames = _count_frames(film)
    if frames > max_seconds * FPS:
        raise _too_long_error(path, max_seconds)
    still = cache.get_or_make(KIND, cache_key, ".png", lambda new: part.write_picture(frames - 1, new))
    with still.open("rb") as file:
        width, height = struct.unpack_from(">II", file.read(24), 16)  # of a PNG's header
    return Recording(Film(cache_key, frames, (width, height)), film, still)


@dataclass(frozen=True)
class _Part:
    """A part of a recording, in frames of ``FPS``; ``end`` is exclusive, and may lie past the last frame."""

    path: Path
    begin: int
    end: int

    def write_film(self, new: Path) -> None:
        """Write the part's frames to ``new``, scaled down."""
        scale = (
            f"scale=w='min(iw,{FILM_PX})':h='min(ih,{FILM_PX})':force_original_aspect_ratio=decrease"
            ":force_divisible_by=2:out_color_matrix=bt709:out_range=tv"
        )
        coding = (
            "-an -sn -dn -c:v libx264 -preset ultrafast -crf 8 -g 1 -pix_fmt yuv420p "
            "-colorspace bt709 -color_range tv -map_metadata -1 -f mp4"
        )
        self._run(scale, (*coding.split(), ffmpeg.file_url(new)))
        if not new.stat().st_size or not _count_frames(new):
            remedy = 'Check how long it is, and correct "from" and "to".'
            raise recording_error(self.path, "has no picture in the part to show.", remedy)

    def write_picture(self, number: int, new: Path) -> None:
        """Write the part's frame ``number``, counted from 0, to ``new`` as a PNG of the recording's own size."""
        coding = "-an -sn -dn -frames:v 1 -pix_fmt rgb24 -c:v png -map_metadata -1 -f image2 -update 1"
        self._run(f"select=eq(n\\,{number})", (*coding.split(), ffmpeg.file_url(new)))

    def _run(self, filters: str, output: tuple[str, ...]) -> None:
        """Run ffmpeg on the part's frames, with its ``filters`` and its ``output`` arguments."""
        # Phones record a frame only when something changes. The frame rate is made constant before cutting, so that a
        # frame still on screen when the part begins is in it.
        cut = f"fps={FPS}:start_time=0,trim=start_frame={self.begin}:end_frame={self.end},setpts=PTS-STARTPTS"
        chain = ",".join((cut, *_choose_hdr_filters(self.path), filters))
        source = (*_FORMATS, "-t", f"{self.end / FPS + 1:.3f}", "-i", ffmpeg.file_url(self.path.absolute()))
        _run_ffmpeg(self.path, (*source, "-map", "0:v:0", "-vf", chain, *output))


def _choose_hdr_filters(path: Path) -> tuple[str, ...]:
    """Filters that map a phone's HDR film to BT.709; none for other films."""
    first_frame = ("-map", "0:v:0", "-frames:v", "1", "-f", "null", "-")
    log = _run_ffmpeg(path, (*_FORMATS, "-i", ffmpeg.file_url(path.absolute()), *first_frame))
    if not re.search(r"Video: .*(arib-std-b67|smpte2084)", log):  # HLG, PQ
        return ()
    return (
        "zscale=t=linear:npl=203",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=tv",
    )


def _run_ffmpeg(path: Path, arguments: tuple[str, ...]) -> str:
    """Run ffmpeg on a recording, and return its log. Raises ProblemsError if the recording is at fault."""
    try:
        return ffmpeg.run(arguments, doing=f"reading {path.name}")[1]
    except ffmpeg.RefusedError as error:
        remedy = "It may be a voice message; record the screen."
        raise refused_recording(path, error.detail, "has no picture.", remedy) from error


def _count_frames(path: Path) -> int:
    """The number of frames in a film of ours; 0 for a file to which ffmpeg wrote no frame."""
    try:
        frames, _ = ffmpeg.run(
            ("-i", ffmpeg.file_url(path), "-map", "0:v", "-c", "copy", "-f", "framecrc", "pipe:1"),
            doing=f"checking {path.name}",
        )
    except ffmpeg.RefusedError:
        return 0
    return sum(not line.startswith(b"#") for line in frames.splitlines())


def _too_long_error(path: Path, max_seconds: float) -> ProblemsError:
    """The error for a recording that takes too long, with how to shorten it."""
    remedy = 'Write which part to show, for instance "- from: 2 s" and "- to: 9 s" under it.'
    if max_seconds == MAX_GREETING_SECONDS:
        remedy = "Trim it on the phone, or record a shorter one."
    message = Message("is longer than {max_seconds} seconds.", max_seconds=f"{max_seconds:.0f}")
    return recording_error(path, message, remedy)
