"""Prepare screen recordings and greetings, whose frames are shown on cards."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, code_version, digest, key
from annotator.errors import ProblemsError
from annotator.media import ffmpeg
from annotator.media.files import read_recording, recording_error, refused_recording
from annotator.messages import Message
from annotator.model import FPS, Film

KIND = "film"
MAX_BYTES = 200_000_000
"""Maximum size of a recording, in bytes: it is read into memory as a whole."""
MAX_SECONDS = 60.0
"""Maximum duration of the part of a recording that is shown: nobody can follow a longer step."""
MAX_GREETING_SECONDS = 15.0
"""Maximum duration of a greeting: families wait for the steps meanwhile."""
FILM_PX = 1280
"""Maximum length of the longer side of a film's frames, in pixels; a portrait card is that high."""
_TO_BT709 = "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv"
"""Filters that map a film with a high dynamic range to BT.709."""
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
        ProblemsError: it is missing, empty, too long, too large or damaged, or has no frames in that part.
        OutputError: the copy could not be written, or ffmpeg crashed or hung.
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
        """Write the part's frames to ``new``, scaled down to `FILM_PX` where they are larger."""
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
        hdr_filters = (_TO_BT709,) if _is_hdr(self.path) else ()
        chain = ",".join((cut, *hdr_filters, filters))
        source = (*_FORMATS, "-t", f"{self.end / FPS + 1:.3f}", "-i", ffmpeg.file_url(self.path.absolute()))
        _run_ffmpeg(self.path, (*source, "-map", "0:v:0", "-vf", chain, *output))


def _is_hdr(path: Path) -> bool:
    """Whether a film has a high dynamic range, as phones record it."""
    first_frame = ("-map", "0:v:0", "-frames:v", "1", "-f", "null", "-")
    log = _run_ffmpeg(path, (*_FORMATS, "-i", ffmpeg.file_url(path.absolute()), *first_frame))
    return re.search(r"Video: .*(arib-std-b67|smpte2084)", log) is not None  # HLG, PQ


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
