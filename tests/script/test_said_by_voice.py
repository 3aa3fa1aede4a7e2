"""Whether a recording still says what is written, and what ``consent.toml`` keeps of it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from annotator.script.consent import (
    Consent,
    add_consents,
    digest_picture,
    find_staleness,
    has_same_words,
    read_consents,
    remove_consents,
    write_consents,
)

UNTIL = datetime.date(2027, 6, 30)
SAID = Consent("03.es.ogg", "Sra. Rosa", ("chat",), UNTIL, says="Toque “Unirse”.", picture="0123456789abcdef")


@pytest.mark.parametrize(
    ("sentences", "picture", "stale"),
    [
        (["Toque Unirse."], "0123456789abcdef", None),
        (["toque UNIRSE"], "", None),
        (["Tap Join.", "Toque Unirse"], "", None),
        (["Toque Entrar."], "0123456789abcdef", "sentence"),
        (["Toque Entrar."], "ffff", "sentence"),
        (["Toque Unirse."], "ffff", "picture"),
        ([], "", None),
        ([""], "", None),
    ],
)
def test_a_changed_sentence_or_picture_is_noticed(sentences: list[str], picture: str, stale: str | None) -> None:
    assert find_staleness(SAID, sentences, picture) == stale


def test_a_sentence_that_somebody_found_it_right_for_is_no_change() -> None:
    right = dataclasses.replace(SAID, fits="Toque el botón.")
    assert find_staleness(right, ["Toque el botón"]) is None
    assert find_staleness(right, ["Toque Unirse."]) is None
    assert find_staleness(right, ["Toque Entrar."]) == "sentence"
    assert read_consents(write_consents([right]))[0].entries == (right,)


def test_where_nothing_was_written_down_nothing_is_noticed() -> None:
    bare = Consent("03.es.ogg", "Sra. Rosa", ("chat",), UNTIL)
    assert find_staleness(bare, ["Toque Entrar."], "ffff") is None
    assert find_staleness(None, ["Toque Entrar."], "ffff") is None


def test_composed_letters_are_the_same() -> None:
    assert has_same_words("Sen\u0303al", "Se\u00f1al")
    assert not has_same_words("si", "sí")


def test_a_digest_is_short_and_of_the_content(tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        (tmp_path / name).write_bytes(b"the same")
    assert digest_picture(tmp_path / "1.png") == digest_picture(tmp_path / "2.png") != ""
    assert len(digest_picture(tmp_path / "1.png")) == 16
    assert digest_picture(tmp_path / "none.png") == digest_picture(tmp_path) == ""


def test_what_is_said_is_written_and_read_again() -> None:
    text = write_consents([SAID])
    assert 'says = "Toque “Unirse”."' in text
    assert read_consents(text)[0].entries == (SAID,)


@pytest.mark.parametrize(("key", "near"), [("say", "says"), ("pictures", "picture")])
def test_a_misspelt_key_is_a_problem(key: str, near: str) -> None:
    (problem,) = read_consents(write_consents([SAID]).replace(f"{near} =", f"{key} ="))[1]
    assert problem.remedy == f'Did you mean "{near}"?'


def test_what_is_said_must_be_a_text() -> None:
    consents, (problem,) = read_consents(write_consents([SAID]).replace('"Toque “Unirse”."', "12"))
    assert "not a text" in problem.message
    assert consents.entries == ()


def test_removing_keeps_the_others_and_notes_of_people() -> None:
    other = Consent("n\u0303.ogg", "x", ("chat",), UNTIL)
    text = "# asked by phone\n" + add_consents(write_consents([SAID]), [other])
    left = remove_consents(text, ["03.es.ogg"])
    assert read_consents(left) == (read_consents(write_consents([other]))[0], ())
    assert "# asked by phone" in left
    assert read_consents(remove_consents(left, ["\u00f1.ogg"]))[0].entries == ()
    assert remove_consents(text, ["none.ogg"]).strip() == text.strip()
