"""Write a timeline as an MP4. Each section is encoded as a segment only if it changed; joining encodes nothing again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, key
from annotator.loudness import Loudness
from annotator.media import ffmpeg, sound
from annotator.media.atomic_write import copy_into_place
from annotator.model import FPS, HEIGHT, WIDTH, Caption, Card, Progress, Timeline, no_progress
from annotator.video import soundtrack
from annotator.video.encoder import DEFAULT_CRF, Encoder, find_skip, repeat_pictures
from annotator.video.frame_counts import frames_per_picture
from annotator.video.segments import encode_segments, segment_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TICKS = FPS * 1024
# ffmpeg's raw H.264 reader rounds times to the microsecond; these are exact, 1,024 ticks a frame.
_EXACT_TIMES = (
    "-bsf:v",
    f"setts=pts=N*1024:dts=N*1024:duration=1024:time_base=1/{_TICKS}:prescale=1",
    "-video_track_timescale",
    str(_TICKS),
)
# Interleave by time alone, however fast each input arrives, so that every run writes the same file.
_INTERLEAVED = ("-max_interleave_delta", "0", "-movflags", "+faststart", "-empty_hdlr_name", "1")


def write_video(
    timeline: Timeline,
    draw_frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
    out: Path,
    cache: Cache,
    progress: Progress = no_progress,
    jobs: int = 2,
    crf: int | None = None,
    renderer_version: str = "",
    size: tuple[int, int] = (WIDTH, HEIGHT),
    *,
    keep: bool = True,
) -> Loudness | None:
    """Write a timeline as an MP4 video, whole or not at all.

    The format is what WhatsApp documents for Android: H.264 Main without B-frames, AAC-LC, ``FPS`` frames a second,
    the index first.

    Args:
        timeline: at least one section.
        draw_frame: draws a card with a caption as RGB pixels of ``size``; called only for what is not cached.
        out: the MP4's final path; its folder exists.
        cache: holds segments and finished videos.
        progress: called with "video", the number of sections done, and their total.
        jobs: how many encoders run at once.
        crf: x264's quality, 0 to 51, lower is better; None for the default.
        renderer_version: any text that changes whenever ``draw_frame`` would draw the same card differently.
        size: width and height in pixels, both even.
        keep: whether to cache the finished video. Joining it again costs little; the whole videos of thousands of schools
            would push everything out of the cache that they have in common.

    Returns:
        The measured loudness, which may miss the target; None if the timeline has no clip.

    Raises:
        OutputError: the file could not be written, or ffmpeg failed.
        MissingError: ffmpeg is not installed.
    """
    encoder = Encoder(DEFAULT_CRF if crf is None else crf, width=size[0], height=size[1])
    keys = [segment_key(section, encoder, renderer_version) for section in timeline.sections]
    lengths = [frames_per_picture(section) for section in timeline.sections]
    video_key = key(code_version.of(__name__), keys, lengths, soundtrack.sound_inputs(timeline))

    def encode() -> Callable[[Path], Loudness]:
        segments = encode_segments(timeline, keys, draw_frame, encoder, cache, progress, jobs)
        skip = find_skip(encoder, cache)
        stream = (
            repeat_pictures(path.read_bytes(), counts, skip) for path, counts in zip(segments, lengths, strict=True)
        )
        return lambda new: _mux(timeline, stream, new)

    if keep:
        loudness = _copy_or_make(video_key, out, cache, encode)
    else:
        with tempfile.TemporaryDirectory(dir=cache.scratch()) as temporary:
            video = Path(temporary, "video.mp4")
            loudness = encode()(video)
            copy_into_place(video, out)
    return None if soundtrack.has_no_clip(timeline) else loudness


def _copy_or_make(
    video_key: str, out: Path, cache: Cache, encode: Callable[[], Callable[[Path], Loudness]]
) -> Loudness:
    """Write the cached video to ``out``; return its loudness. If there is none, ``encode`` returns what joins it."""
    video = cache.get("video", video_key, ".mp4")
    loudness = cache.get_parsed("video", video_key, lambda row: Loudness(*row))
    if video is None or loudness is None:
        join = encode()
        measured: list[Loudness] = []
        video = cache.put("video", video_key, ".mp4", lambda new: measured.append(join(new)))
        loudness = measured[0]
        cache.put_json("video", video_key, [loudness.lufs, loudness.peak_dbtp])
    copy_into_place(video, out)
    return loudness


def _mux(timeline: Timeline, stream: Iterator[bytes], path: Path) -> Loudness:
    """Encode the sound, join it with the pictures in one file, and return its measured loudness."""
    sound_file = path.with_name(path.name + ".pcm")
    try:
        sound_file.write_bytes(b"".join(soundtrack.join_clips(timeline)))
        pictures = ("-f", "h264", "-framerate", str(FPS), "-i", "pipe:0")
        sounds = (*sound.PCM, "-i", ffmpeg.file_url(sound_file))
        codecs = ("-map", "0:v", "-map", "1:a", "-c:v", "copy", *sound.AAC_VIDEO)
        output = (*codecs, *_EXACT_TIMES, *sound.NO_METADATA, *_INTERLEAVED, "-f", "mp4")
        arguments = ("-loglevel", "error", *pictures, *sounds, *output, ffmpeg.file_url(path))
        ffmpeg.run(arguments, stream, doing="joining picture and sound")
    finally:
        sound_file.unlink(missing_ok=True)
    return sound.measure(path)
