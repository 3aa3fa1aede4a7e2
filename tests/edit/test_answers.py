"""Answers: which stay, with the school's own list of names; and tutorials made of them."""

from __future__ import annotations

import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator import script
from annotator.cache import Cache
from annotator.edit import answers
from annotator.edit.data_root import make_private_folder
from annotator.edit.errors import NotListedError
from annotator.edit.recordings import step_sound
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.web import desk
from annotator.edit.web.desk import Desk
from annotator.edit.work.helper import Helper
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.voice import choose
from tests.helpers.screens import draw_buttons

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
NAME = "Marta Ruiz Soto"
TITLES = {"es": "Respuesta"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "school.toml").write_text(
        f'# ours\nname = "Los Robles"\nnames = "lists/names.txt"\n[voices]\nes = "{SMALL}"\n', encoding="utf-8"
    )
    (folder / "lists").mkdir()
    (folder / "lists" / "names.txt").write_text(f"{NAME}\n", encoding="utf-8")
    return folder


def kept(school: Path, words: str = "") -> Path:
    return filled(answers.create(TITLES, school), words)


def filled(folder: Path, words: str = "") -> Path:
    draw_buttons(folder / "foto.png", "Unirse")
    said = f"- es: {words}\n" if words else ""
    (folder / "tutorial.md").write_text(f"# es: Respuesta\n\n![](foto.png)\n- tap: Unirse\n{said}", encoding="utf-8")
    return folder


def test_only_what_somebody_kept_stays_when_the_next_one_begins(school: Path) -> None:
    left = kept(school)
    with closing(Desk(school)) as other:
        assert not left.exists(), "at the next start"
        first = filled(answers.find(other.begin_answer(TITLES)))
        answers.keep(first)
        second = filled(answers.find(other.begin_answer(TITLES)))
        stray = first.with_name("20260101-000000-000000") / ".cache"
        stray.mkdir(parents=True)  # of a picture that was still being read
        with closing(Desk(school)) as mine:
            assert not stray.exists()
            assert [(one, answers.is_kept(one)) for one in answers.list_answers()] == [(second, False), (first, True)]
            third = answers.find(mine.begin_answer(TITLES))
        assert not third.exists(), "at its end"
        assert second.exists(), "it is open in another editor"
        other.begin_answer(TITLES)
        with pytest.raises(NotListedError):
            other.open(tutorial_id(second))
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_no_helper_writes_in_an_answer_that_goes(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    helpers: list[Helper] = []

    class Noted(Helper):
        def __init__(self) -> None:
            super().__init__()
            helpers.append(self)

    monkeypatch.setattr(desk, "Helper", Noted)
    pids: list[int | None] = []
    remove = answers.remove
    with closing(Desk(school)) as ours:
        filled(answers.find(ours.begin_answer(TITLES)))
        ours.reader.warm_up()
        end = time.monotonic() + 60
        while not all(helper.pid for helper in helpers):
            assert time.monotonic() < end, "they start"
            time.sleep(0.01)
        monkeypatch.setattr(
            answers, "remove", lambda folder: (pids.extend(each.pid for each in helpers), remove(folder))
        )
        ours.begin_answer(TITLES)
        monkeypatch.setattr(answers, "remove", remove)
    assert len(helpers) == 2 and pids == [None, None]


def test_an_answer_is_the_newest_also_after_a_clock_that_was_ahead(school: Path) -> None:
    folder = kept(school)
    ahead = folder.rename(folder.with_name("20991231-235959-999999"))
    assert [*reversed(answers.list_answers())] == [ahead]
    folders = [ahead, kept(school), kept(school)]
    assert [*answers.list_answers()] == folders[::-1]


def test_the_school_s_names_and_voices_count_there_too(school: Path) -> None:
    folder = answers.create(TITLES, school)
    found, problems, file = script.find_school(folder, choose.CHOICES)
    assert problems == ()
    assert file == folder / "school.toml"
    assert found.names == (NAME,)
    assert str(dict(found.voices)["es"]) == SMALL
    before = (folder / "school.toml").stat().st_mtime_ns
    answers.adopt_school(folder, school)
    assert (folder / "school.toml").stat().st_mtime_ns == before, "what is the same is not written again"
    (school.parent / "school.toml").write_text('names = "more.txt"\n', encoding="utf-8")
    (school.parent / "more.txt").write_text("Zoé Luna\n", encoding="utf-8")
    answers.adopt_school(folder, school)
    assert script.find_school(folder, choose.CHOICES)[0].names == (NAME, "Zoé Luna"), "and that of the school above it"
    (school.parent / "more.txt").unlink()
    with pytest.raises(OutputError, match="more"):
        answers.adopt_school(folder, school)
    (school.parent / "school.toml").unlink()
    (school / "school.toml").write_text('name = "La Loma"\n', encoding="utf-8")
    answers.adopt_school(folder, school)
    found, problems, _ = script.find_school(folder, choose.CHOICES)
    assert (found.name, found.names, problems) == ("La Loma", (), ())
    (school / "school.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(OutputError):
        answers.adopt_school(folder, school)


def test_nothing_of_an_answer_that_was_thrown_away_stays(school: Path, data: Path) -> None:
    folder = kept(school)
    session = Session(folder, History(make_private_folder("history"), folder))
    session.history.path.write_text("{}", encoding="utf-8")
    answers.empty()
    assert answers.list_answers() == {}
    assert not folder.exists()
    assert not session.history.path.exists()


def test_a_tutorial_made_of_an_answer_has_its_picture_and_no_school_of_its_own(school: Path, tmp_path: Path) -> None:
    folder = kept(school)
    answers.keep(folder)
    (school / "respuesta").mkdir()
    made = answers.make_tutorial(folder, school, TITLES)
    assert made == school / "respuesta-2"
    assert sorted(path.name for path in made.iterdir()) == ["foto.png", "tutorial.md"]
    assert (made / "foto.png").read_bytes() == (folder / "foto.png").read_bytes()
    with pytest.raises(OutputError):
        answers.make_tutorial(folder, tmp_path / "school" / "school.toml", TITLES)


@pytest.mark.slow
def test_the_voice_is_one_message_and_never_says_a_private_name(school: Path, cache: Cache) -> None:
    made = step_sound.make_answer(kept(school), 0, "es", cache)
    assert made.suffix == ".ogg"
    assert made.read_bytes()[:4] == b"OggS"
    assert step_sound.make_answer(kept(school, "Toque Unirse."), 0, "es", cache) == made
    with pytest.raises(ProblemsError, match="hidden or on your list"):
        step_sound.make_answer(kept(school, f"Toque con {NAME}."), 0, "es", cache)
    with pytest.raises(AnnotatorError, match="an answer may have 10"):
        step_sound.make_answer(kept(school, "Toque el botón azul y espere un momento. " * 6), 0, "es", cache)
