"""A story: the shipped tutorial, built as the README builds it, and judged by other programs: PyAV, OCR, its own pack.json."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image
from rapidfuzz import fuzz

from annotator import assets
from annotator.screen import ocr
from annotator.screen.locate import text_match
from tests.helpers import practice_walk
from tests.helpers.chromium import running_chromium
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged
from tests.helpers.visits import Visit

pytestmark = pytest.mark.slow

NAME = "join-class-on-zoom"
LANGUAGES = ("es", "en")


def build(out: Path) -> str:
    """Build the tutorial in a process of its own; what it said."""
    command = [sys.executable, "-m", "annotator", "build", str(assets.shipped_tutorials() / NAME), "-o", str(out)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack; where ANNOTATOR_TESTS_PACKS names a folder, the one in it: .ci/run names that of the README's first block."""
    if packs := os.environ.get("ANNOTATOR_TESTS_PACKS"):
        return Path(packs, NAME)
    out = tmp_path_factory.mktemp("shipped")
    build(out)
    return out / NAME


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, Any]:
    """The pack's ``pack.json``."""
    value: dict[str, Any] = json.loads((built / "pack.json").read_text(encoding="utf-8"))
    return value


def video(built: Path, manifest: dict[str, Any], lang: str) -> Path:
    (path,) = [file["path"] for file in manifest["files"] if file["kind"] == "video" and file["lang"] == lang]
    return built / path


def test_it_builds_without_a_warning(manifest: dict[str, Any]) -> None:
    assert manifest["warnings"] == []


def test_the_pack_holds_what_its_manifest_lists_and_no_picture_metadata(built: Path, manifest: dict[str, Any]) -> None:
    there = {path.relative_to(built).as_posix(): path for path in built.rglob("*") if path.is_file()}
    assert there.keys() == {file["path"] for file in manifest["files"]} | {"pack.json"}
    assert {"es/paso-1.jpg", "es/message.txt", "en/step-1.jpg", "en/message.txt", "index.html"} <= there.keys()
    assert {kind for path in there if (kind := Path(path).suffix) in (".mp4", ".ogg", ".pdf")} == {
        ".mp4",
        ".ogg",
        ".pdf",
    }
    assert [file["path"] for file in manifest["files"] if file["bytes"] != there[file["path"]].stat().st_size] == []
    assert manifest["tutorial"] == NAME
    assert not any("phone" in file for file in manifest["files"]), "its pictures are of one phone"
    for name, path in there.items():
        if name.endswith(".jpg"):
            with Image.open(path) as image:
                assert not image.getexif()
                assert not {"icc_profile", "comment", "exif", "xmp"} & set(image.info)


@pytest.mark.browser
@pytest.mark.enable_socket
def test_a_family_practises_it_to_its_end(built: Path, need: Callable[[str], str]) -> None:
    """By touch, and in English without a script; the bench walks the others, in each way."""
    with running_chromium(need) as browser:
        for lang, hand in zip(LANGUAGES, ("touch", "no script"), strict=True):
            scripted = hand == "touch"
            page = built.resolve() / "web" / lang / "practice.html"
            with Visit(browser, "about:blank", 360, has_touch=scripted, java_script_enabled=scripted) as visit:
                assert practice_walk.walk(visit.page, page.as_uri(), hand, misses=4) == [*"123456"]
                assert visit.said == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_video_plays_everywhere(built: Path, manifest: dict[str, Any], lang: str) -> None:
    path = video(built, manifest, lang)
    with av.open(str(path)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert picture.codec_context.name == "h264"
        assert picture.profile == "Main"
        assert picture.codec_context.has_b_frames in (0, False)
        assert (picture.width, picture.height, picture.pix_fmt) == (720, 1280, "yuv420p")
        assert picture.average_rate == 15
        assert (sound.codec_context.name, sound.profile, sound.channels) == ("aac", "LC", 1)
        times = [packet.pts for packet in container.demux(picture) if packet.pts is not None]
        assert len({after - before for before, after in itertools.pairwise(times)}) == 1
        assert picture.duration is not None
        assert sound.duration is not None
        assert abs(picture.duration * picture.time_base - sound.duration * sound.time_base) <= 1 / 15
        seconds = float(picture.duration * picture.time_base)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert len(data) / 1_000_000 / (seconds / 60) <= 1.1
    assert seconds <= 90


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sound_is_at_the_common_loudness(built: Path, manifest: dict[str, Any], lang: str) -> None:
    loudness, peak = judged(video(built, manifest, lang))
    assert abs(loudness + 16) <= 1.5
    assert peak <= MAX_PEAK_DBTP


def test_at_360_px_caption_and_target_can_be_read(built: Path, manifest: dict[str, Any]) -> None:
    wordings = (
        "zoom.us",
        "Su nombre",
        "Unirse",
        "Mientras la app está en uso",
        "lo dejará entrar pronto",
        "Maestra Elena",
    )
    ends = [step["start"] + step["seconds"] - 0.5 for step in manifest["steps"]["es"]]
    frames = frames_at(video(built, manifest, "es"), *ends)
    for step, wording, last in zip(manifest["steps"]["es"], wordings, frames, strict=True):
        small = np.asarray(Image.fromarray(last).resize((360, 640), Image.Resampling.LANCZOS))
        texts = ocr.recognize(small)
        # The last cue of the step: the end of its caption.
        words = step["caption"].rstrip(".!").split()[-3:]
        read = text_match.fold(" ".join(line.text for line in texts))
        # OCR of small pictures doubles a letter now and then.
        assert fuzz.partial_ratio(text_match.fold(" ".join(words)), read) >= 85, (step, [line.text for line in texts])
        picture_part = [line for line in texts if line.box.bottom < 526]
        assert text_match.find_wordings([wording], picture_part), (wording, [line.text for line in picture_part])


@pytest.mark.parametrize(("lang", "word"), [("es", "paso"), ("en", "step")])
def test_each_step_is_a_short_clip_of_its_own(built: Path, manifest: dict[str, Any], lang: str, word: str) -> None:
    clips = [file for file in manifest["files"] if file["kind"] == "step" and file["lang"] == lang]
    assert [file["path"] for file in clips] == [f"{lang}/{word}-{number}.mp4" for number in range(1, 7)]
    assert [file["step"] for file in clips] == list(range(1, 7))
    for file, step in zip(clips, manifest["steps"][lang], strict=True):
        with av.open(str(built / file["path"])) as container:
            (picture,) = container.streams.video
            assert picture.duration is not None
            seconds = float(picture.duration * picture.time_base)
        assert seconds == pytest.approx(file["seconds"], abs=0.01)
        assert step["seconds"] < seconds <= 20
    if lang == "es":
        frames = frames_at(built / clips[2]["path"], *(clips[2]["seconds"] - before for before in (2.0, 0.5)))
        for frame, words in zip(frames, ("regrese aquí", "Así se ve después"), strict=True):
            read = text_match.fold(" ".join(line.text for line in ocr.recognize(frame)))
            assert text_match.fold(words) in read


@pytest.mark.parametrize("lang", LANGUAGES)
def test_most_of_the_video_is_steps(manifest: dict[str, Any], lang: str) -> None:
    (seconds,) = [file["seconds"] for file in manifest["files"] if file["kind"] == "video" and file["lang"] == lang]
    steps = manifest["steps"][lang]
    closing = seconds - steps[-1]["start"] - steps[-1]["seconds"]
    assert steps[0]["start"] <= 14, "this voice is slower than the natural one"
    assert closing <= 10
    assert sum(step["seconds"] for step in steps) >= 0.65 * seconds


def frames_at(path: Path, *moments: float) -> list[Any]:
    """The frames at some moments, in order."""
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        found = [next(frame for frame in frames if (frame.time or 0) >= seconds) for seconds in moments]
        return [frame.to_ndarray(format="rgb24") for frame in found]


def test_building_again_makes_nothing(built: Path) -> None:
    files = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    assert "nothing has changed" in build(built.parent)
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == files


def test_nothing_private_stands_in_the_manifest(built: Path, manifest: dict[str, Any]) -> None:
    assert "Ana García" not in (built / "pack.json").read_text(encoding="utf-8")
    assert {row["step"] for row in manifest["hidden"]} >= {2}
