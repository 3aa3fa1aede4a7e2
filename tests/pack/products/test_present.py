"""The files of a session with families: pictures of both languages, voices, slides and a guide; nothing twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.model import Action, StepNumber, TextTarget
from annotator.pack.products import present, sounds
from annotator.pages import presentation
from annotator.voice import say
from tests.helpers import editions, sessions

ROSA = Path(__file__).parents[3] / "tutorials" / "rosa.png"


@pytest.mark.slow
def test_a_session_has_slides_a_guide_pictures_and_voices(tmp_path: Path) -> None:
    school = replace(editions.SCHOOL, photo=ROSA)
    files = {file.path: file for file in sessions.write(tmp_path, school=school)}
    shared = {path.removeprefix("present/") for path, file in files.items() if file.lang is None}
    assert shared == {
        "index.html",
        "guide.html",
        "five-es.html",
        "five-en.html",
        "person.webp",
        "tap.webp",
        "look.webp",
    }
    spanish = {path.removeprefix("present/es/") for path, file in files.items() if file.lang == "es"}
    sounds = {"title.m4a", "end.m4a", "raise-hand.m4a", "paso-1.m4a", "paso-1-si.m4a", "paso-2.m4a"}
    assert {name for name in spanish if name.endswith(".m4a")} == sounds
    assert {"paso-1.webp", "paso-1-close.webp", "paso-1-si.webp", "paso-2.webp"} <= spanish
    english = {path.removeprefix("present/en/") for path, file in files.items() if file.lang == "en"}
    drawn = {path for path in english if path.endswith(".webp")}
    assert drawn == {"step-1-if.webp", "step-1-if-close.webp"}, "the same screens, but an aside shows its question"
    assert files["present/es/paso-1-si-close.webp"].step == StepNumber(1, 1)
    assert all(file.kind == "present" for file in files.values())
    text = (tmp_path / "pack" / "present" / "index.html").read_text(encoding="utf-8")
    for path, file in files.items():
        inside = path.removeprefix("present/")
        assert inside == "index.html" or "practice" in inside or f'"{inside}"' in text, "everything is shown"
        assert (tmp_path / "pack" / path).stat().st_size == file.bytes > 0


@pytest.mark.slow
def test_pictures_are_drawn_for_a_slide_1080_high_and_voices_are_as_long_as_they_say(tmp_path: Path) -> None:
    files = {file.path: file for file in sessions.write(tmp_path)}
    folder = tmp_path / "pack"
    sizes = {}
    for name in ("paso-1", "paso-1-close"):
        with Image.open(folder / "present" / "es" / f"{name}.webp") as image:
            sizes[name] = image.size
    assert sizes == {"paso-1": presentation.TALL_WHOLE, "paso-1-close": presentation.TALL_CLOSE}
    said = files["present/es/paso-1.m4a"].seconds
    assert said is not None
    with av.open(str(folder / "present" / "es" / "paso-1.m4a")) as container:
        assert container.duration is not None
        assert container.duration / 1_000_000 == pytest.approx(said, abs=0.1)
        assert container.streams.audio[0].codec_context.name == "aac"


@pytest.mark.slow
def test_a_draft_shows_the_whole_screen_alone(tmp_path: Path) -> None:
    paths = [file.path for file in sessions.write(tmp_path, languages=("es",), draft=True)]
    assert not [path for path in paths if "close" in path]
    with Image.open(tmp_path / "pack" / "present" / "es" / "paso-1.webp") as image:
        assert image.size == presentation.TALL_ALONE


def test_the_turn_of_the_families_comes_where_clips_say_now_you() -> None:
    tap, look = editions.TUTORIAL.steps
    chain = replace(editions.TUTORIAL, steps=(replace(tap, continues=True), replace(tap, picture="2.png"), look))
    assert editions.edition().pauses == {StepNumber(1)}
    assert editions.edition(chain).pauses == {StepNumber(2)}, "a chain can't be left"
    assert editions.edition(sessions.TUTORIAL).pauses == {StepNumber(1)}, "an aside isn't for everybody"
    waiting = replace(tap, action=Action("wait", TextTarget(("Espere",))))
    assert editions.edition(replace(editions.TUTORIAL, steps=(waiting,))).pauses == set()


def test_a_voice_lasts_as_long_as_its_sentences_and_the_pauses_between_them(tmp_path: Path) -> None:
    spoken = editions.spoken(editions.edition(), tmp_path).sounds["step-1"]
    assert sounds.voice_seconds(spoken) == pytest.approx(spoken[0].clip.seconds)
    assert sounds.voice_seconds((*spoken, *spoken)) > 2 * spoken[0].clip.seconds
    assert sounds.voice_seconds(()) == 0
    assert sounds.write_voice((), tmp_path / "nothing.m4a", Cache(tmp_path / "cache")) is None
    assert not (tmp_path / "nothing.m4a").exists()


def test_a_voice_is_encoded_once_for_all_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = editions.spoken(editions.edition(), tmp_path).sounds["step-1"]
    cache = Cache(tmp_path / "cache")
    first, second, third = (tmp_path / school / "paso-1.m4a" for school in ("robles", "palmas", "pinos"))
    measured = sounds.write_voice(spoken, first, cache)
    with monkeypatch.context() as patch:
        patch.setattr(say, "write_sound", lambda *_: pytest.fail("it was encoded again"))
        assert sounds.write_voice(spoken, second, cache) == measured
        assert second.read_bytes() == first.read_bytes()
        assert second.stat().st_nlink == 1, "who edits a pack edits no other"
        with pytest.raises(pytest.fail.Exception):
            sounds.write_voice((*spoken, *spoken), third, cache)
    for kept in (tmp_path / "cache" / "said").rglob("*.m4a"):
        kept.unlink()
    assert sounds.write_voice(spoken, third, cache) == measured
    assert third.read_bytes() == first.read_bytes()


def test_a_wide_screen_is_one_that_is_wider_than_high() -> None:
    tall = editions.edition().steps[0]
    assert not present._is_wide(tall)
    wide = replace(tall, whole=replace(tall.whole, screen=replace(tall.whole.screen, size=(1366, 768))))
    assert present._is_wide(wide)
