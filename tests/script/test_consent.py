"""``consent.toml``: who gave each voice and face, where it may be used, until when, and what it said."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from annotator.model import LangFile, Said, School, Step, Tutorial
from annotator.script.checks.consents import check_consents
from annotator.script.checks.staleness import digest_picture, find_staleness
from annotator.script.consent import (
    Consent,
    Consents,
    add_consents,
    find_consents,
    read_consents,
    remove_consents,
    write_consents,
)
from annotator.script.consent import write_consents as write

DAY = datetime.date(2026, 11, 25)
UNTIL = datetime.date(2027, 6, 30)
ENTRY = '["03.mix.ogg"]\nwho = "mother, room 12"\nuse = ["website", "chat"]\nuntil = 2027-06-30\n'
CONSENT = Consent("03.mix.ogg", "mother, room 12", ("chat", "website"), UNTIL)
SAID = Consent("03.es.ogg", "Sra. Rosa", ("chat",), UNTIL, says="Toque “Unirse”.", picture="0123456789abcdef")


def found(text: str) -> list[str]:
    return [str(problem) for problem in read_consents(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        "\ufeff# note\r\n" + ENTRY.replace("\n", "\r\n"),
        ENTRY.replace("2027-06-30", '"2027-06-30"'),
        '"03.mix.ogg" = { who = " mother, room 12 ", use = ["chat", "website"], until = 2027-06-30 }\n',
    ],
)
def test_an_entry_is_read(text: str) -> None:
    assert read_consents(text) == (Consents((CONSENT,)), ())


def test_unknown_keys_and_missing_ones_have_their_line_and_remedy() -> None:
    assert found('["a.ogg"]\nwhom = "x"\nuse = "chat"\nuntil = "30.6.2027"\n') == [
        'consent.toml:1: "a.ogg" does not say "who". '
        'Write three lines: who = "a label", use = ["chat"] and until = 2027-06-30.',
        'consent.toml:2: "whom" is not a key here. Did you mean "who"?',
        'consent.toml:4: until: "30.6.2027" is not a date. Write year, month and day like 2026-11-24.',
    ]
    assert found(ENTRY.replace('"website"', '"web site"')) == [
        'consent.toml:3: use: "web site" is not possible. Did you mean "website"?'
    ]
    assert found(ENTRY.replace('"mother, room 12"', "12")) == [
        'consent.toml:2: who: this is not a text. Put it in quotes, for instance "Sra. Rosa".'
    ]
    assert found('who = "x"\n')[0].startswith('consent.toml:1: "who" is not a key here.')
    assert found("[03.mix.ogg\n")[0].startswith("consent.toml:1: This line cannot be read")
    assert found(ENTRY + ENTRY)[0].startswith("consent.toml:")


def test_what_has_a_problem_allows_nothing() -> None:
    consents, _ = read_consents(ENTRY.replace("until", "untill"))
    assert not consents.is_allowed("03.mix.ogg", "chat", DAY)


def test_allowed_needs_the_use_and_the_day() -> None:
    consents = Consents((Consent("a.ogg", "x", ("chat",), UNTIL),))
    assert consents.is_allowed("a.ogg", "chat", UNTIL)
    assert not consents.is_allowed("a.ogg", "chat", UNTIL + datetime.timedelta(days=1))
    assert not consents.is_allowed("a.ogg", "website", DAY)
    assert not consents.is_allowed("b.ogg", "chat", DAY)
    composed = Consents((Consent("unirse-\u00f1.ogg", "x", ("chat",), UNTIL),))
    assert composed.is_allowed("unirse-n\u0303.ogg", "chat", DAY)


def test_what_is_written_is_read_again() -> None:
    odd = Consent('a "b" \\ ñ.ogg', 'Sra. "M"\n', (), UNTIL)
    assert read_consents(write([CONSENT, odd]))[0].entries == (CONSENT, Consent(odd.file, 'Sra. "M"', (), UNTIL))


def test_adding_replaces_the_same_file_and_keeps_notes_of_people() -> None:
    text = "# asked by phone\n" + ENTRY + '# another\n["b.ogg"]\nwho = "y"\nuse = []\nuntil = 2027-01-01\n'
    new = Consent("03.mix.ogg", "aunt", ("chat",), UNTIL)
    result = add_consents(text, [new])
    assert "# asked by phone" in result
    assert "# another" in result
    assert "mother" not in result
    assert [entry.who for entry in read_consents(result)[0].entries] == ["y", "aunt"]
    inline = '"03.mix.ogg" = { who = "x", use = [], until = 2027-01-01 }\n'
    assert read_consents(add_consents(inline, [new])) == (Consents((new,)), ())
    assert read_consents(add_consents("", [new])) == (Consents((new,)), ())


def test_check_warns_of_what_nobody_allowed_or_no_longer_allows() -> None:
    tutorial = Tutorial(
        (Said("es", "a", 1),),
        (Step("1.png", memos=(LangFile("es", "1.es.ogg"),)), Step("2.png", memos=(LangFile("es", "2.es.ogg"),))),
        title_memos=(LangFile("es", "title.es.m4a"),),
        greetings=(LangFile("es", "saludo.es.mp4"),),
    )
    school = School(photo=Path("/school/rosa.jpg"))
    old = Consent("1.es.ogg", "aunt", ("chat",), DAY - datetime.timedelta(days=1), 4)
    elsewhere = Consent("2.es.ogg", "uncle", ("website",), UNTIL, 9)
    lines = [str(problem) for problem in check_consents(tutorial, school, Consents((old, elsewhere)), DAY)]
    assert lines == [
        'consent.toml:4: warning: The consent for "1.es.ogg" ended on 2026-11-24. '
        'Ask "aunt" again and write the new date, or take the file away.',
        'consent.toml:9: warning: "2.es.ogg" may not be used in chats, but that is where videos are sent. '
        'Ask "uncle" for that, too, or take the file away.',
        'consent.toml: warning: No consent is recorded for "title.es.m4a", "saludo.es.mp4" and "rosa.jpg". '
        "Ask whose voice or face it is, then write in consent.toml: "
        '["title.es.m4a"] and below it three lines: who = "a label", use = ["chat"] and until = 2027-06-30.',
    ]
    names = ("1.es.ogg", "2.es.ogg", "title.es.m4a", "saludo.es.mp4", "rosa.jpg")
    whole = Consents(tuple(Consent(name, "x", ("chat",), UNTIL) for name in names))
    assert check_consents(tutorial, school, whole, DAY) == ()


def test_the_consents_beside_school_toml_count_too(tmp_path: Path) -> None:
    folder = tmp_path / "school" / "zoom"
    folder.mkdir(parents=True)
    (folder / "consent.toml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "school" / "consent.toml").write_text(ENTRY.replace("03.mix.ogg", "rosa.jpg"), encoding="utf-8")
    consents, problems = find_consents(folder, tmp_path / "school" / "consent.toml")
    assert problems == ()
    assert consents.find("rosa.jpg")
    assert consents.find("03.mix.ogg")
    (tmp_path / "school" / "consent.toml").write_bytes(b"\xff\xfea\0")
    (problem,) = find_consents(folder, tmp_path / "school" / "consent.toml")[1]
    assert problem.file == "school/consent.toml"


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "consent.toml").mkdir()
    (problem,) = find_consents(tmp_path)[1]
    assert str(problem) == "consent.toml: It is a folder, not a file. Give the folder another name."


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
    accented = dataclasses.replace(SAID, says="Sen\u0303al")
    assert find_staleness(accented, ["Se\u00f1al"]) is None
    assert find_staleness(accented, ["Senal"]) == "sentence"


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
