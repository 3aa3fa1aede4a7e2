"""A story: a pack whose sound can't be brought to the common loudness is made all the same, and says so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.media.audio import Loudness
from annotator.model import SAMPLE_RATE, Said, Step, StepNumber, Tutorial
from annotator.pack import file_checks
from annotator.pack.build import BuildResult, build
from annotator.pack.catalogue import Options
from annotator.voice import mastering
from tests.helpers import editions

SCRIPT = "# mix: Kii yo\n\n- device: Android phone\n\n![](1.png)\n- tap: 20% 20% 30% 10%\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tutorial whose only memo is a phone that was switched on and off: a click, and nothing else."""
    place = tmp_path_factory.mktemp("clic") / "clase"
    place.mkdir()
    Image.new("RGB", (360, 640), "white").save(place / "1.png")
    click = np.zeros(2 * SAMPLE_RATE, dtype=np.float32)
    click[SAMPLE_RATE : SAMPLE_RATE + 72] = 0.9 * np.sin(np.arange(72))
    (place / "1.mix.wav").write_bytes(mastering.wav_bytes(click))
    (place / "consent.toml").write_text(
        '["1.mix.wav"]\nwho = "the mother of Luna"\nuse = ["chat", "website"]\nuntil = 2999-12-31\n', encoding="utf-8"
    )
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return place


def made(folder: Path, cache: Cache, out: Path) -> BuildResult:
    return build(folder, Options(output=out, kinds=("video", "voice", "step", "page")), cache=cache)


@pytest.mark.slow
def test_no_decibel_stops_a_pack(folder: Path, warm: Cache, tmp_path: Path) -> None:
    built = made(folder, warm, tmp_path)
    files = {file["path"] for file in built.manifest["files"]}
    told = json.loads((built.pack / "pack.json").read_text(encoding="utf-8"))["warnings"]
    # Everything that is heard is there, and each of it is named.
    for name in ("mix/kii-yo.mp4", "mix/kii-yo.ogg", "mix/paso-1.mp4", "web/mix/paso-1.m4a"):
        assert name in files
        (about,) = [warning for warning in told if f"The sound of {name} " in warning]
        assert "dB too quiet" in about
        assert "Record that one again" in about
        assert any(about in line for line in built.report())


@pytest.mark.slow
def test_what_comes_from_the_cache_is_told_again(folder: Path, warm: Cache, tmp_path: Path) -> None:
    first = made(folder, warm, tmp_path / "first").manifest["warnings"]
    assert made(folder, warm, tmp_path / "second").manifest["warnings"] == first != []


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (None, []),
        (Loudness(-17.5), []),
        (Loudness(-14.5), []),
        (Loudness(-19.2), ["The sound of es/entrar.ogg is 3.2 dB too quiet (-19.2 LUFS instead of -16)."]),
        (Loudness(-13.0), ["The sound of es/entrar.ogg is 3.0 dB too loud (-13.0 LUFS instead of -16)."]),
        (Loudness(-70.0), ["The sound of es/entrar.ogg is almost silent."]),
        (Loudness(float("-inf")), ["The sound of es/entrar.ogg is almost silent."]),
    ],
)
def test_a_warning_says_what_was_missed(heard: Loudness | None, told: list[str]) -> None:
    edition = editions.edition(Tutorial((Said("es", "Entrar", 3),), (Step("1.png", line=9),)))
    found = list(file_checks.check_loudness(edition, "es/entrar.ogg", heard))
    assert [problem.message for problem in found] == told
    assert {(problem.line, problem.level) for problem in found} <= {(3, "warning")}
    assert all(
        problem.line == 9 for problem in file_checks.check_loudness(edition, "es/paso-1.mp4", heard, StepNumber(1))
    )
    assert not any("ecord" in problem.remedy for problem in found), "a synthetic voice can't record anything again"
