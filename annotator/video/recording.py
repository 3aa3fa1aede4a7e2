"""Convert the part of a phone's recording that is shown: constant ``FPS``, upright, scaled down, without sound.

ffmpeg may open that one file and no other, and only in formats that phones make. Everything downstream reads our own
clean copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from annotator import code_version
from annotator.cache import Cache, digest, key
from annotator.errors import ProblemsError
from annotator.media import ffmpeg
from annotator.media.source_file import file_size, is_unchanged
from annotator.model import FPS, Film, Problem
from annotator.video.probe import media_info

KIND = "film"
LARGEST_BYTES = 200_000_000
LONGEST_SECONDS = 60.0
"""Nobody can follow a longer step."""
GREETING_SECONDS = 15.0
FILM_PX = 1280
"""Longest side of a film's frames; a card is that high."""
_FORMATS = ("-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,matroska,webm")
_TOO_LONG = {
    "recording": 'Write which part to show, for instance "- from: 2 s" and "- to: 9 s" under it.',
    "greeting": "Cut it on the phone, or record a shorter one.",
}


@dataclass(frozen=True)
class Recording:
    """A prepared recording: the ``film``, the file with its frames, and its last frame as a full-size PNG.

    Private data is not covered yet, so both are sealed in the cache; these clear copies last as long as this process.
    """

    film: Film
    path: Path
    still: Path


def prepare(path: Path, cache: Cache, begin: float | None = None, end: float | None = None) -> Recording:
    """Prepare a screen recording from ``begin`` to ``end``, in seconds; None means its beginning or its end.

    Raises:
        ProblemsError: it is missing, too long, too large or damaged, or has no frames in that part.
        OutputError: the copy could not be written, or ffmpeg crashed, hung or wrote nothing.
        MissingError: ffmpeg is not installed.
    """
    return _prepare(path, cache, begin or 0.0, end, "recording", LONGEST_SECONDS)


def last_picture(path: Path, cache: Cache) -> Path:
    """The last frame of a recording's first minute, as a PNG file. Raises what ``prepare`` raises."""
    return prepare(path, cache, 0.0, LONGEST_SECONDS).still


def prepare_greeting(path: Path, cache: Cache) -> Recording:
    """Prepare a person's greeting of at most 15 seconds. Raises what ``prepare`` raises."""
    return _prepare(path, cache, 0.0, None, "greeting", GREETING_SECONDS)


def _prepare(path: Path, cache: Cache, begin: float, end: float | None, what: str, longest: float) -> Recording:
    try:
        size = file_size(path)
        data = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise _problem(path, f"cannot be read ({error.strerror or error}).", "Copy the file here again.") from error
    if size > LARGEST_BYTES:
        raise _problem(path, f"has {size / 1e6:.0f} MB; at most 200 MB are read.", "Cut it on the phone first.")
    if not data:
        raise _problem(path, "is empty.", "Copy the file here again, or record it again.")
    if end is not None and end - begin > longest:
        raise _too_long(path, what, longest)
    secret = digest(data)
    name = key(code_version.of(__name__), secret, begin, end, longest)
    part = _Part(path, round(begin * FPS), round((begin + longest + 1 if end is None else end) * FPS))
    made = cache.get_parsed(KIND, name, lambda row: Film(name, int(row[0]), (int(row[1]), int(row[2]))))
    film, still = (cache.open_sealed(KIND, name, suffix, secret) for suffix in (".mp4", ".png"))
    if made is None or film is None or still is None:
        film = cache.make_sealed(KIND, name, ".mp4", secret, lambda new: part.write_film(new, data))
        frames = _count(film)
        if frames > longest * FPS:
            raise _too_long(path, what, longest)
        still = cache.make_sealed(KIND, name, ".png", secret, lambda new: part.write_picture(frames - 1, new))
        last = media_info(still).pictures[0]
        made = Film(name, frames, (last.width, last.height))
        cache.put_json(KIND, name, [frames, *made.size])
    return Recording(made, film, still)


@dataclass(frozen=True)
class _Part:
    """A part of a recording, in frames of ``FPS``; ``end`` is exclusive, and may lie past the last frame."""

    path: Path
    begin: int
    end: int

    def write_film(self, new: Path, data: bytes) -> None:
        fitted = (
            f"scale=w='min(iw,{FILM_PX})':h='min(ih,{FILM_PX})':force_original_aspect_ratio=decrease"
            ":force_divisible_by=2:out_color_matrix=bt709:out_range=tv"
        )
        coding = (
            "-an -sn -dn -c:v libx264 -preset ultrafast -crf 8 -g 1 -pix_fmt yuv420p "
            "-colorspace bt709 -color_range tv -map_metadata -1 -f mp4"
        )
        self._run(fitted, (*coding.split(), ffmpeg.file_url(new)))
        if not new.stat().st_size or not _count(new):
            ffmpeg.check()
            remedy = 'Check how long it is, and correct "from" and "to".'
            raise _problem(self.path, "shows nothing in the part that is asked for.", remedy)
        if not is_unchanged(self.path, data):  # ffmpeg may have read a newer file
            raise _problem(self.path, "was changed while it was read.", "Run the same command again.")

    def write_picture(self, number: int, new: Path) -> None:
        coding = "-an -sn -dn -frames:v 1 -pix_fmt rgb24 -c:v png -map_metadata -1 -f image2 -update 1"
        self._run(f"select=eq(n\\,{number})", (*coding.split(), ffmpeg.file_url(new)))

    def _run(self, filters: str, output: tuple[str, ...]) -> None:
        # Phones record a frame only when something changes. The frame rate is made constant before cutting, so that a
        # frame still on screen when the part begins is in it.
        steady = f"fps={FPS}:start_time=0,trim=start_frame={self.begin}:end_frame={self.end},setpts=PTS-STARTPTS"
        chain = ",".join((steady, *_sdr(self.path), filters))
        source = (*_FORMATS, "-t", f"{self.end / FPS + 1:.3f}", "-i", ffmpeg.file_url(self.path.absolute()))
        _ffmpeg(self.path, (*source, "-map", "0:v:0", "-vf", chain, *output))


def _sdr(path: Path) -> tuple[str, ...]:
    """Filters that map a phone's HDR film to BT.709; none for other films."""
    said = _ffmpeg(
        path, (*_FORMATS, "-i", ffmpeg.file_url(path.absolute()), "-map", "0:v:0", "-frames:v", "1", "-f", "null", "-")
    )
    if not re.search(r"Video: .*(arib-std-b67|smpte2084)", said):
        return ()
    return (
        "zscale=t=linear:npl=203",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=tv",
    )


def _ffmpeg(path: Path, arguments: tuple[str, ...]) -> str:
    # Progress reports show that it is alive while it writes to a file.
    try:
        return ffmpeg.run(("-stats", *arguments), doing=f"reading {path.name}")[1]
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        if "matches no streams" in error.detail:
            remedy = "It may be a voice message; record the screen."
            raise _problem(path, "has no picture.", remedy, error.detail) from error
        remedy = "Ask for the file once more: it may have been cut off on the way. Or record it again."
        raise _problem(path, "is damaged, or is not a film that phones make.", remedy, error.detail) from error


def _count(path: Path) -> int:
    """The number of frames in a film of ours; 0 for one that ffmpeg opened and had nothing to write to."""
    try:
        pictures = media_info(path).pictures
    except ffmpeg.RefusedError:
        return 0
    return len(pictures[0].times) if pictures else 0


def _too_long(path: Path, what: str, longest: float) -> ProblemsError:
    return _problem(path, f"is longer than {longest:.0f} seconds.", _TOO_LONG[what])


def _problem(path: Path, message: str, remedy: str, detail: str = "") -> ProblemsError:
    error = ProblemsError([Problem(path.name, 0, message, remedy)])
    error.detail = detail
    return error
