"""Write a timeline as an MP4 from cached segments, so that only the sections that changed are encoded; or its sound alone.

`write_video` encodes what is missing, repeats each picture for as long as it is shown, joins the clips to one sound, and lets
ffmpeg put both into a file.
"""

import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

from annotator.cache import Cache
from annotator.errors import writing
from annotator.media import audio, ffmpeg
from annotator.media.audio import Loudness
from annotator.media.files import WRITE_ELSEWHERE, copy_into_place, replacing
from annotator.model import FPS, HEIGHT, SAMPLE_RATE, WIDTH, Progress, Timeline, no_progress
from annotator.video import h264
from annotator.video.encoder import DEFAULT_CRF, Encoder, encode_segments, find_skip, segment_key
from annotator.video.frames import DrawFrame, frames_per_picture

_TICKS = FPS * 1024
# ffmpeg's raw H.264 reader rounds times to the microsecond; these are exact, 1,024 ticks a frame.
_EXACT_FRAME_TIMES = (
    "-bsf:v",
    f"setts=pts=N*1024:dts=N*1024:duration=1024:time_base=1/{_TICKS}:prescale=1",
    "-video_track_timescale",
    str(_TICKS),
)
# Interleave by time alone, however fast each input arrives, so that two runs write the same file.
_INTERLEAVED = ("-max_interleave_delta", "0", "-movflags", "+faststart", "-empty_hdlr_name", "1")


def join_clips(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline in the format `audio.PCM`, section by section; each clip begins at its sample.

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
    with writing(out, WRITE_ELSEWHERE), replacing(out) as temporary:
        loudness = audio.encode(join_clips(timeline), temporary, audio.OPUS)
    return None if has_no_clip(timeline) else loudness


def _sample_at(seconds: float) -> int:
    """The sample that is nearest to a time."""
    return round(seconds * SAMPLE_RATE)


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
        jobs: the maximum number of ffmpegs that encode at once.
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
    sounds = (*audio.PCM, "-i", ffmpeg.file_url(sound_file))
    codecs = ("-map", "0:v", "-map", "1:a", "-c:v", "copy", *audio.METERED, *audio.AAC_VIDEO)
    output = (*codecs, *_EXACT_FRAME_TIMES, *audio.NO_METADATA, *_INTERLEAVED, "-f", "mp4")
    arguments = (*pictures, *sounds, *output, ffmpeg.file_url(path))
    _, log = ffmpeg.run(arguments, stream, doing="joining picture and sound")
    return audio.parse_loudness(log)
