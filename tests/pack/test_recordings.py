"""A story: a tutorial with a screen recording and a person's greeting, built whole and looked at frame by frame."""

from __future__ import annotations

import datetime
import itertools
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest

from annotator import assets
from annotator.cache import Cache
from annotator.commands import find, new
from annotator.edition import located_targets
from annotator.media import ffmpeg
from annotator.model import FPS
from annotator.pack.build import BuildResult, build
from annotator.pack.catalogue import Options
from annotator.screen import ocr

pytestmark = pytest.mark.slow

SCRIPT = """# es: Entrar

- why es: Así ve a la maestra.

![](1-entrar.mp4)
- from: 1 s
- to: 3 s
- tap: Unirse
- hide: 4% 49% 92% 36%
- es: Toque Unirse.

![](2.png)
- done: Maestra Elena
- es: ¡Listo!
"""
SOUND = 440.0


def make(path: Path, *arguments: str) -> None:
    subprocess.run([ffmpeg.executable(), "-loglevel", "error", "-y", *arguments, str(path)], check=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("película") / "Mi Zoom"
    place.mkdir()
    source = assets.shipped_tutorials() / "join-class-on-zoom"
    shutil.copy(source / "06-en-clase.png", place / "2.png")
    first, second = (str(source / name) for name in ("02-nombre.png", "03-unirse.png"))
    stills = [part for path in (first, second) for part in ("-loop", "1", "-t", "2", "-i", path)]
    noise = ("-f", "lavfi", "-i", "anoisesrc=duration=4")
    coding = ("-map", "2:a", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    joined = ("-filter_complex", "[0][1]concat=n=2:v=1,fps=30[v]", "-map", "[v]")
    make(place / "1-entrar.mp4", *stills, *noise, *joined, *coding)
    red = ("-f", "lavfi", "-i", "color=red:size=360x640:rate=30:duration=2")
    tone = ("-f", "lavfi", "-i", f"sine=frequency={SOUND}:duration=2")
    make(place / "saludo.es.mp4", *red, *tone, "-pix_fmt", "yuv420p", "-shortest")
    until = datetime.datetime.now().astimezone().date() + datetime.timedelta(days=30)
    consent = f'["saludo.es.mp4"]\nwho = "Sra. Rosa"\nuse = ["chat"]\nuntil = {until.isoformat()}\n'
    (place / "consent.toml").write_text(consent, encoding="utf-8")
    (place / "school.toml").write_text('name = "Escuela Los Robles"\n', encoding="utf-8")
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def built(folder: Path, tmp_path_factory: pytest.TempPathFactory, warm: Cache) -> BuildResult:
    out = tmp_path_factory.mktemp("packs")
    return build(folder, Options(out, voice="pico", kinds=("video", "step", "card")), cache=warm)


def decoded(path: Path) -> tuple[list[np.ndarray], np.ndarray]:
    """All frames of a film, and its sound at 24,000 samples a second."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=24_000)
        parts = [part.to_ndarray()[0] for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return frames, np.concatenate(parts)


@pytest.fixture(scope="module")
def video(built: BuildResult) -> tuple[list[np.ndarray], np.ndarray]:
    (path,) = (built.pack / "es").glob("entrar*.mp4")
    return decoded(path)


def start_of(built: BuildResult, step: int) -> int:
    (row,) = [row for row in built.manifest["steps"]["es"] if row["number"] == step]
    return round(row["start"] * FPS)


def loudness(part: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(part.astype(float) ** 2)) + 1e-9))


def test_the_greeting_opens_the_video_with_its_own_sound(
    built: BuildResult, video: tuple[list[np.ndarray], np.ndarray]
) -> None:
    frames, sound = video
    for number in (0, 2 * FPS - 1):
        r, g, b = frames[number][700, 360].astype(int)
        assert r > 200
        assert max(g, b) < 40
    assert frames[2 * FPS][700, 360, 0] < 200, "then comes the title"
    heard = sound[12_000:36_000]
    spectrum = np.abs(np.fft.rfft(heard))
    assert np.argmax(spectrum) * 24_000 / len(heard) == pytest.approx(SOUND, abs=3)
    assert -24 < loudness(heard) < -12
    assert start_of(built, 1) > 2 * FPS


def test_the_recording_moves_then_stands_marked_on_its_last_picture(
    built: BuildResult, video: tuple[list[np.ndarray], np.ndarray]
) -> None:
    frames, _ = video
    begin = start_of(built, 1)
    film = frames[begin : begin + 2 * FPS]
    body = [frame[200:1000].astype(int) for frame in film]
    changes = [float(np.abs(a - b).mean()) for a, b in itertools.pairwise(body)]
    # From 1 s to 3 s of a recording whose picture changes after 2 s.
    assert int(np.argmax(changes)) == FPS - 1
    assert max(changes) > 5 * sorted(changes)[-2]
    marked = frames[begin + 2 * FPS].astype(int)
    red = (marked[:, :, 0] > 200) & (marked[:, :, 1] < 40) & (marked[:, :, 2] < 90)
    assert red[200:1050].sum() > 3000, "outline and arrow"
    assert not any(
        ((f[200:1050, :, 0] > 200) & (f[200:1050, :, 1] < 40) & (f[200:1050, :, 2] < 90)).sum() > 300 for f in film
    )


def test_what_is_covered_is_covered_from_the_first_moment_on(
    built: BuildResult, video: tuple[list[np.ndarray], np.ndarray]
) -> None:
    frames, _ = video
    begin = start_of(built, 1)
    seen = [" ".join(line.text for line in ocr.recognize(frames[begin + n])) for n in (0, 2 * FPS - 1)]
    # "Ana García" and "Luna" were typed in the field between the camera and the button.
    assert "Unirse" in seen[1]
    assert not [text for text in seen if "Ana" in text or "Garc" in text or "Luna" in text]


def test_its_own_sound_is_dropped(built: BuildResult, video: tuple[list[np.ndarray], np.ndarray]) -> None:
    _, sound = video
    begin = round(start_of(built, 1) / FPS * 24_000)
    before_the_voice = sound[begin + 2_400 : begin + 14_400]
    assert loudness(before_the_voice) < -60


def test_a_step_by_itself_has_the_film_and_is_short(built: BuildResult) -> None:
    frames, _ = decoded(built.pack / "es" / "paso-1.mp4")
    assert len(frames) <= 15 * FPS
    assert (built.pack / "es" / "paso-1.jpg").exists()


def test_a_recording_warns_of_what_it_may_show(built: BuildResult) -> None:
    (warning,) = [text for text in built.manifest["warnings"] if "1-entrar.mp4 is a recording" in text]
    assert warning.startswith("tutorial.md:5: step 1: warning:")
    (hidden,) = [row for row in built.manifest["hidden"] if row["kind"] == "chosen"]
    assert hidden["step"] == 1


def test_nothing_of_the_recording_itself_is_in_the_pack(built: BuildResult) -> None:
    names = {path.name for path in built.pack.rglob("*") if path.is_file()}
    assert not names & {"1-entrar.mp4", "saludo.es.mp4"}
    assert not [path for path in built.pack.rglob("*.mp4") if b"anoisesrc" in path.read_bytes()]


def test_new_and_find_take_its_last_picture(folder: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "nueva"
    fresh.mkdir()
    shutil.copy(folder / "1-entrar.mp4", fresh)
    new.start_script(fresh)
    assert "![](1-entrar.mp4)" in (fresh / "tutorial.md").read_text(encoding="utf-8")
    (found,) = located_targets.require_founds(find.find(fresh / "1-entrar.mp4", ["Unirse"]).answers)
    assert found.box is not None
    assert found.box.y > 1900, "on the last picture the keyboard is gone, and the button stands lower"
