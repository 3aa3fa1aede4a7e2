"""The checker: passes what we make, and names the reason for each file that was broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.media import ffmpeg
from annotator.model import FPS, Caption, Card, Timeline
from annotator.video import probe
from annotator.video.render import write_video
from annotator.video.verify import Expected, check_video, find_faults

_X264 = "-c:v libx264 -preset superfast -profile:v main -bf 0 -pix_fmt yuv420p -x264-params " \
    "colorprim=bt709:transfer=bt709:colormatrix=bt709"  # fmt: skip
_AAC = "-c:a aac -ac 1"
_FRONT = "-movflags +faststart"

# Name, ffmpeg's arguments from the good file to a broken one, and what the checker must say.
BROKEN = [
    ("other codec", f"-c:v mpeg4 -c:a copy {_FRONT}", "the codec is mpeg4, not H.264"),
    ("high profile", f"{_X264.replace('main', 'high')} -c:a copy {_FRONT}", "the profile is High, not Main"),
    ("b-frames", f"{_X264.replace('-bf 0', '-bf 3')} -c:a copy {_FRONT}", "it has B-frames"),
    ("30 frames", f"-r 30 {_X264} -c:a copy {_FRONT}", "frames instead of"),
    ("no sound", f"-map 0:v -c copy {_FRONT}", "0 sound tracks instead of one"),
    ("mp3", f"-c:v copy -c:a libmp3lame {_FRONT}", "not AAC-LC"),
    ("short sound", f"-c:v copy -af atrim=end=6 {_AAC} {_FRONT}", "s after the picture"),
    ("index last", "-c copy", "the index does not come first (faststart)"),
]  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> dict[str, Path]:
    return {}


@pytest.fixture
def good(
    make_timeline: Callable[..., Timeline],
    painter: Callable[[Card, Caption | None], object],
    cache: Cache,
    tmp_path_factory: pytest.TempPathFactory,
    kept: dict[str, Path],
) -> tuple[Path, Expected]:
    timeline = make_timeline()
    if "good" not in kept:
        kept["good"] = tmp_path_factory.mktemp("good") / "good.mp4"
        write_video(timeline, painter, kept["good"], cache)  # type: ignore[arg-type]
    return kept["good"], Expected(round(timeline.seconds * FPS))


def test_what_we_make_passes(good: tuple[Path, Expected]) -> None:
    check_video(*good)


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "reason"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_named(good: tuple[Path, Expected], arguments: str, reason: str, tmp_path: Path) -> None:
    source, expected = good
    broken = tmp_path / "broken.mp4"
    command = ["-i", str(source), *arguments.split(), str(broken)]
    ffmpeg.run(command, doing="breaking it")
    found = list(find_faults(probe.media_info(broken), expected))
    assert any(reason in fault for fault in found), found
    with pytest.raises(OutputError, match="may not play on every phone"):
        check_video(broken, expected)


def test_what_is_no_video_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_bytes(b"this is a text")
    with pytest.raises(OutputError, match=r"while checking no\.mp4"):
        check_video(tmp_path / "no.mp4", Expected(15))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("volume=0", "is almost silent"),
        ("volume=-6dB", "too quiet"),
        ("volume=12dB", "may crackle where it is loudest"),
    ],
)
def test_no_decibel_is_a_fault(good: tuple[Path, Expected], tmp_path: Path, change: str, told: str) -> None:
    source, expected = good
    changed = tmp_path / "changed.mp4"
    ffmpeg.run(
        ["-i", str(source), *f"-c:v copy -af {change} {_AAC} {_FRONT}".split(), str(changed)], doing="changing it"
    )
    assert any(told in miss for miss in check_video(changed, expected).misses)
