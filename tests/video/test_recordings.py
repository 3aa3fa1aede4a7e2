"""Recordings as phones make them become films: the part that is asked for, in constant time, or a clear problem."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.media import ffmpeg
from annotator.model import FPS
from annotator.video import recordings
from annotator.video.film_frames import FilmFrames

COLORS = {"red": (230, 20, 20), "green": (20, 160, 40), "blue": (20, 40, 230)}


def make(path: Path, *arguments: str) -> Path:
    subprocess.run([ffmpeg.executable(), "-loglevel", "error", "-y", *arguments, str(path)], check=True)
    return path


def colors(*parts: tuple[str, float], size: str = "360x640") -> list[str]:
    """Arguments for a film of flat colours, each for some seconds."""
    sources: list[str] = []
    for name, seconds in parts:
        r, g, b = COLORS[name]
        sources += ["-f", "lavfi", "-i", f"color=0x{r:02x}{g:02x}{b:02x}:size={size}:rate=30:duration={seconds}"]
    joined = "".join(f"[{n}]" for n in range(len(parts)))
    return [*sources, "-filter_complex", f"{joined}concat=n={len(parts)}:v=1"]


def name_of(pixels: np.ndarray) -> str:
    middle = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].astype(int)
    return min(COLORS, key=lambda name: int(np.abs(middle - COLORS[name]).sum()))


def still_of(made: recordings.Recording) -> np.ndarray:
    return cv2.imdecode(np.fromfile(made.still, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]


def runs(made: recordings.Recording) -> list[tuple[str, int]]:
    """The colours that a film shows, each with its number of frames."""
    found: list[tuple[str, int]] = []
    with closing(FilmFrames(made.path)) as film:
        for number in range(made.film.frames):
            name = name_of(film.read_frame(number))
            found = [*found[:-1], (name, found[-1][1] + 1)] if found and found[-1][0] == name else [*found, (name, 1)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["mov", "webm"])
def test_the_part_that_is_asked_for_in_every_format(suffix: str, cache: Cache, tmp_path: Path) -> None:
    codec = (
        ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"]
        if suffix == "webm"
        else ["-c:v", "libx264", "-pix_fmt", "yuv420p"]
    )
    path = make(tmp_path / f"Grabación 1.{suffix}", *colors(("red", 1), ("green", 2), ("blue", 1)), *codec)
    made = recordings.prepare(path, cache, 0.6, 3.4)
    assert runs(made) == [("red", 6), ("green", 30), ("blue", 6)]
    assert made.film.frames == 42
    assert made.film.size == (360, 640)
    assert name_of(still_of(made)) == "blue"


@pytest.mark.slow
def test_a_phone_that_records_only_what_changes(cache: Cache, tmp_path: Path) -> None:
    path = make(
        tmp_path / "quieta.mp4",
        *colors(("red", 2), ("green", 2), ("blue", 0.2)),
        *("-vf", "null", "-fps_mode", "vfr")[2:],
        *("-c:v", "libx264", "-bsf:v", "null"),
    )
    thin = make(
        tmp_path / "thin.mp4", "-i", str(path), "-vf", "mpdecimate=max=0", "-fps_mode", "vfr", "-c:v", "libx264"
    )
    assert runs(recordings.prepare(thin, cache, 1.0, 3.0)) == [("red", 15), ("green", 15)]


@pytest.mark.slow
def test_a_phone_held_sideways_gives_an_upright_film_with_its_last_picture_in_full_size(
    cache: Cache, tmp_path: Path
) -> None:
    flat = make(tmp_path / "flat.mp4", *colors(("red", 0.5), ("green", 0.5), size="2340x1080"), "-pix_fmt", "yuv420p")
    turned = make(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")
    made = recordings.prepare(turned, cache)
    assert made.film.size == (1080, 2340)
    assert still_of(made).shape[:2] == (2340, 1080)
    with closing(FilmFrames(made.path)) as film:
        assert max(film.read_frame(0).shape) <= recordings.FILM_PX
        assert film.read_frame(0).shape[0] > film.read_frame(0).shape[1]


def _long(path: Path) -> Path:
    return make(path, "-f", "lavfi", "-i", "color=red:size=32x32:rate=2:duration=70", "-pix_fmt", "yuv420p")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.mp4", "cannot be read"),
        ("empty.mp4", "is empty"),
        ("text.mp4", "is damaged"),
        ("half.mp4", "is damaged"),
        ("sound.mp4", "has no picture"),
        ("list.mp4", "is damaged"),
        ("long.mp4", "is longer than 60 seconds"),
        ("short.mp4", "has no picture in the part"),
    ],
)
def test_what_cannot_be_shown_is_one_clear_line(name: str, says: str, cache: Cache, tmp_path: Path) -> None:
    path = tmp_path / name
    begin = 0.0
    if name == "empty.mp4":
        path.touch()
    elif name == "text.mp4":
        path.write_text("hola", encoding="utf-8")
    elif name == "list.mp4":
        _long(tmp_path / "other.mp4")
        path.write_text("ffconcat version 1.0\nfile other.mp4\n", encoding="utf-8")
    elif name == "half.mp4":
        whole = make(tmp_path / "whole.mp4", *colors(("red", 1)), "-pix_fmt", "yuv420p").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif name == "sound.mp4":
        make(path, "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac")
    elif name == "long.mp4":
        _long(path)
    elif name == "short.mp4":
        make(path, *colors(("red", 1)), "-pix_fmt", "yuv420p")
        begin = 5.0
    with pytest.raises(ProblemsError) as raised:
        recordings.prepare(path, cache, begin)
    (problem,) = raised.value.problems
    assert problem.file == name
    assert says in problem.message
    assert problem.remedy


@pytest.mark.slow
def test_a_greeting_takes_fifteen_seconds(cache: Cache, tmp_path: Path) -> None:
    film = make(tmp_path / "a.mp4", *colors(("red", 1)), "-pix_fmt", "yuv420p")
    made = recordings.prepare(film, cache, max_seconds=recordings.MAX_GREETING_SECONDS)
    assert made.film.frames == FPS
    with pytest.raises(ProblemsError, match="longer than 15 seconds"):
        recordings.prepare(_long(tmp_path / "b.mp4"), cache, max_seconds=recordings.MAX_GREETING_SECONDS)
