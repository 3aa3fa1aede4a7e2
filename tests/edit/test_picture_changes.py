"""What belongs to a picture goes along when a step gets another one, and no file is lost."""

from __future__ import annotations

import pytest

from annotator.edit import picture_changes, script_file
from annotator.edit.change import Change, Rename
from annotator.edit.changes import ChangeError
from annotator.model import Tutorial

FILES = {
    *("01.png", "01.es.m4a", "01.en.png", "02.png", "02.es.ogg", "03.jpg", "free.png", "film.mp4", "film.es.mp4"),
    *("___01.es.m4a", "gone.en.m4a", "v1.2 x.png", "v1.2 x.es.webp", "notes.txt"),
}
HEAD = "# es: a\n# en: b\n"


def tutorial_of(*pictures: str, files: set[str] = FILES) -> Tutorial:
    text = HEAD + "".join(f"\n![](<{picture}>)\n- tap: a\n" for picture in pictures)
    tutorial = script_file.parse(text, frozenset(files)).readable
    assert tutorial
    return tutorial


def moves(change: Change) -> tuple[dict[str, str], dict[str, str]]:
    return {each.old: each.new for each in change.renames}, {each.old: each.new for each in change.copies}


def test_memos_and_language_pictures_go_along() -> None:
    start = tutorial_of("01.png", "02.png")
    change = picture_changes.replace_picture(start, FILES, 0, "free.png")
    assert moves(change) == ({"01.es.m4a": "free.es.m4a", "01.en.png": "free.en.png"}, {})
    assert change.apply(start).steps[0].picture == "free.png"


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
    assert one.apply(start) == start
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
            picture_changes.insert_step(start, FILES, 0, picture)
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES, 0, "es", "film.mp4")  # it would be a memo
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES, 0, "fr", "free.png")
    with pytest.raises(ChangeError):
        picture_changes.set_language_picture(start, FILES | {"01.es.png"}, 0, "es", "free.png")
    with pytest.raises(ChangeError):
        picture_changes.replace_picture(start, FILES, 2, "free.png")


def test_a_new_step_waits_under_a_free_name() -> None:
    start = tutorial_of("01.png")
    change = picture_changes.insert_step(start, FILES | {"___01.png"}, 1, None)
    assert change.apply(start).steps[1].picture == "___02.png"
    assert Rename("a", "b") == Rename("a", "b")
