"""What belongs to a picture goes along when a step gets another one, and no file is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial import changes, picture_changes
from annotator.edit.tutorial.changes import judge
from annotator.edit.tutorial.session_state import Change, State
from annotator.model import Said, Tutorial

FILES = {
    *("01.png", "01.es.m4a", "01.en.png", "02.png", "02.es.ogg", "03.jpg", "free.png", "film.mp4", "film.es.mp4"),
    *("___01.es.m4a", "gone.en.m4a", "v1.2 x.png", "v1.2 x.es.webp", "notes.txt"),
}
HEAD = "# es: a\n# en: b\n"


def tutorial_of(*pictures: str, files: set[str] = FILES) -> Tutorial:
    text = HEAD + "".join(f"\n![](<{picture}>)\n- tap: a\n" for picture in pictures)
    tutorial = changes.parse(text, frozenset(files)).readable
    assert tutorial
    return tutorial


def moves(change: Change) -> tuple[dict[str, str], dict[str, str]]:
    renames, copies = ({each.old: each.new for each in change.moves if each.copy == copy} for copy in (False, True))
    return renames, copies


def test_memos_and_language_pictures_go_along() -> None:
    start = tutorial_of("01.png", "02.png")
    change = picture_changes.replace_picture(start, FILES, 0, "free.png")
    assert moves(change) == ({"01.es.m4a": "free.es.m4a", "01.en.png": "free.en.png"}, {})
    assert change.tutorial.steps[0].picture == "free.png"


def test_a_picture_of_another_phone_comes_goes_and_goes_along() -> None:
    start = tutorial_of("01.png", "02.png")
    first = picture_changes.set_phone_picture(start, FILES, 0, " iPhone ", "free.png")
    assert moves(first) == ({"free.png": "01.iphone.png"}, {})
    assert [phone.name for phone in first.tutorial.phones] == ["Android", "iPhone"]
    files = FILES - {"free.png"} | {"01.iphone.png", "new.png"}
    script, _ = judge(start, first.tutorial, frozenset(files))
    there = changes.parse(script.replace("- tap: a\n", "- tap: a\n- tap iphone: b\n", 1), frozenset(files)).readable
    assert there
    assert [each.picture for each in there.steps[0].phone_files] == ["01.iphone.png"]
    along = picture_changes.replace_picture(there, files, 0, "new.png")
    assert moves(along)[0]["01.iphone.png"] == "new.iphone.png"
    away = picture_changes.set_phone_picture(there, files, 0, "iPhone", None)
    assert moves(away) == ({"01.iphone.png": "01-iphone.png"}, {})
    assert away.tutorial.steps[0].variants == ()
    for name in ("Android", "LG"):
        with pytest.raises(ChangeError):
            picture_changes.set_phone_picture(start, FILES, 0, name, "free.png")


def test_they_are_copied_where_another_step_needs_them() -> None:
    change = picture_changes.replace_picture(tutorial_of("02.png", "02.png"), FILES, 0, "free.png")
    assert moves(change) == ({}, {"02.es.ogg": "free.es.ogg"})


def test_they_stay_where_they_are_not_wanted() -> None:
    start = tutorial_of("01.png", "02.png")
    assert moves(picture_changes.replace_picture(start, FILES, 0, "02.png")) == ({}, {})  # else step 2 would say it
    assert moves(picture_changes.replace_picture(start, FILES, 0, "01.png")) == ({}, {})
    own = FILES | {"free.es.m4a"}
    change = picture_changes.replace_picture(tutorial_of("01.png", files=own), own, 0, "free.png")
    assert moves(change) == ({"01.en.png": "free.en.png"}, {})


def test_an_mp4_is_a_memo_beside_a_picture_and_a_recording_beside_a_recording() -> None:
    files = {"01.png", "01.es.mp4", "film.mp4", "film.es.mp4", "free.png", "free.mov", "01.en.m4a"}
    to_film = picture_changes.replace_picture(tutorial_of("01.png", files=files), files, 0, "free.mov")
    assert moves(to_film) == ({"01.en.m4a": "free.en.m4a"}, {})
    to_picture = picture_changes.replace_picture(tutorial_of("film.mp4", files=files), files, 0, "free.png")
    assert moves(to_picture) == ({}, {})


def test_a_waiting_step_takes_its_memo_along() -> None:
    change = picture_changes.add_pictures(tutorial_of("___01.png", "gone.png"), FILES, ["free.png", "03.jpg"])
    assert moves(change) == ({"___01.es.m4a": "03.es.m4a", "gone.en.m4a": "free.en.m4a"}, {})


def test_a_picture_for_one_language_gets_its_name() -> None:
    start = tutorial_of("01.png", "v1.2 x.png")
    one = picture_changes.set_language_picture(start, FILES, 0, "es", "free.png")
    assert moves(one) == ({"free.png": "01.es.png"}, {})
    assert one.tutorial == start
    other = picture_changes.set_language_picture(start, FILES, 0, "en", "03.jpg")
    assert moves(other) == ({"01.en.png": "01-en.png", "03.jpg": "01.en.jpg"}, {})
    away = picture_changes.set_language_picture(start, FILES, 1, "es", None)
    assert moves(away) == ({"v1.2 x.es.webp": "v1-2 x-es.webp"}, {})
    taken = FILES | {"01-en.png", "01-en-2.png"}
    again = picture_changes.set_language_picture(start, taken, 0, "en", None)
    assert moves(again) == ({"01.en.png": "01-en-3.png"}, {})


def test_a_picture_that_a_step_shows_is_copied_for_one_language() -> None:
    start = tutorial_of("01.png", "02.png")
    assert moves(picture_changes.set_language_picture(start, FILES, 0, "es", "02.png")) == ({}, {"02.png": "01.es.png"})
    assert moves(picture_changes.set_language_picture(start, FILES, 0, "en", "01.en.png")) == ({}, {})
    assert moves(picture_changes.set_language_picture(start, FILES, 0, "es", None)) == ({}, {})
    swapped = picture_changes.set_language_picture(start, FILES, 1, "en", "01.en.png")
    assert moves(swapped) == ({}, {"01.en.png": "02.en.png"})


def test_refused() -> None:
    start = tutorial_of("01.png", "02.png")
    for picture in ("notes.txt", "01.es.m4a", "nothing.png", "../x.png", ""):
        with pytest.raises(ChangeError):
            picture_changes.replace_picture(start, FILES, 0, picture)
        with pytest.raises(ChangeError):
            picture_changes.set_language_picture(start, FILES, 0, "es", picture)
        with pytest.raises(ChangeError):
            picture_changes.add_pictures(start, FILES, [picture])
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES, 0, "es", "film.mp4")  # it would be a memo
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES, 0, "fr", "free.png")
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES | {"01.es.png"}, 0, "es", "free.png")
    with pytest.raises(ChangeError):
        picture_changes.replace_picture(start, FILES, 2, "free.png")


def order(change: Change) -> str:
    return " ".join(step.picture for step in change.tutorial.steps)


def test_pictures_fill_waiting_steps_first_as_people_count() -> None:
    files = {"HERE.png", "9.png", "10.png", "11.png"}
    start = tutorial_of("___01.png", "HERE.png", "GONE.png", "___01.png", files=files)
    pictures = ["10.png", "9.png", "11.png", "9.png"]
    add = picture_changes.add_pictures
    assert order(add(start, files, pictures)) == "9.png HERE.png 10.png 9.png 11.png"
    assert order(add(start, files, pictures, 0)) == "11.png 9.png HERE.png 10.png 9.png"
    assert order(add(start, files, ["9.png"])) == "9.png HERE.png GONE.png 9.png"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, "free.png 01.png 02.png 01.png"),
        (1, "01.png 02.png free.png 01.png"),
        (2, "01.png 02.png free.png 01.png"),
        (3, "01.png 02.png 01.png free.png"),
    ],
)
def test_a_new_step_never_comes_between_another_and_its_asides(at: int, expected: str) -> None:
    first, second, third = tutorial_of("01.png", "02.png", "01.png").steps
    steps = (first, replace(second, questions=(Said("es", "¿?"),)), third)
    start = replace(tutorial_of("01.png"), steps=steps)
    assert order(picture_changes.add_pictures(start, FILES, ["free.png"], at)) == expected
    with pytest.raises(ChangeError):
        picture_changes.add_pictures(start, FILES, ["free.png"], 4)


@pytest.mark.parametrize(
    "name",
    [
        "a \"b\" 'c' «d».png",
        "🙂 \u202eהתמונה\u202c \u200f1.png",
        "x" * 200 + ".png",
        "50%25 <b>&amp; (1) [2] `#?.png",
        "Captura de pantalla 10.12.34 p.\u00a0m..JPG",
        "n\u0303.webp",
        " a .png",
        "-.png",
    ],
)
def test_pictures_of_any_name(name: str) -> None:
    files = frozenset({"01.png", name, f"other {name}"})
    added = picture_changes.add_pictures(tutorial_of("01.png", files=set(files)), files, [name])
    state = State(*judge(tutorial_of("01.png"), added.tutorial, files), files, 1)
    assert state.tutorial.steps[1].picture == name
    own = state.changed(picture_changes.set_language_picture(state.tutorial, files, 1, "es", f"other {name}"), 0)
    other = own.changed(picture_changes.replace_picture(own.tutorial, own.files, 1, "01.png"), 0)
    assert other.tutorial.steps[1].picture == "01.png"
    assert other.undone().undone().files == files
