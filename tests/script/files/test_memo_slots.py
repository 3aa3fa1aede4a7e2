"""Where memos belong, also in a language without a heading."""

from __future__ import annotations

from annotator.model import Said, Step, Tutorial
from annotator.script.files.memo_slots import find_memo_slots

TUTORIAL = Tutorial((Said("es", "a"),), (Step("1.png"), Step("2.mp4"), Step("1.png")))


def test_steps_of_one_picture_share_a_place() -> None:
    places = find_memo_slots(TUTORIAL, {"1.png", "2.mp4"}, "mix")
    assert [(place.key, place.stem, place.title) for place in places] == [
        ("title", "title", "the opening"),
        ("step-1", "1", "steps 1 and 3"),
        ("step-2", "2", "step 2"),
        ("end", "end", "the closing"),
    ]


def test_an_aside_has_a_place_after_its_step() -> None:
    aside = Step("3.png", questions=(Said("es", "¿Sí?"),))
    asked = Tutorial((Said("es", "a"),), (Step("1.png"), aside, Step("2.png")))
    places = find_memo_slots(asked, {"1.png", "2.png", "3.png"}, "mix")
    assert [(place.key, place.title) for place in places[1:-1]] == [
        ("step-1", "step 1"),
        ("step-1-if", "step 1?"),
        ("step-2", "step 2"),
    ]


def test_memos_are_found_without_a_heading_for_their_language() -> None:
    files = {"1.png", "2.mp4", "1.mix.opus", "1.es.ogg", "2.mix.mp4", "Title.mix.m4a", "end.mix.txt"}
    found = {place.key: place.memo for place in find_memo_slots(TUTORIAL, files, "mix")}
    # Beside a screen recording a film in the language is another recording, not a memo.
    assert found == {"title": "Title.mix.m4a", "step-1": "1.mix.opus", "step-2": None, "end": None}


def test_a_memo_keeps_its_ending_unless_the_script_would_take_it_for_something_else() -> None:
    _, still, moving, _ = find_memo_slots(TUTORIAL, {"1.png", "2.mp4"}, "mix")
    assert [still.file_name("mix", end) for end in (".opus", ".mp4", ".mov")] == [
        "1.mix.opus",
        "1.mix.mp4",
        "1.mix.mp4",
    ]
    assert [moving.file_name("mix", end) for end in (".amr", ".mp4", ".3gp")] == ["2.mix.amr", "2.mix.m4a", "2.mix.3ga"]
