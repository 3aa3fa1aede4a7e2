"""Places for recordings, the consent to them, takes that are kept, and dropped files that are paired."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edit.errors import ChangeError, NotListedError
from annotator.edit.recordings import loose_takes, memos, takes
from annotator.edit.recordings.consents import default_until, known_people, read_entries, read_form
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.take_judge import SILENT, BadTakeError, Judgement
from annotator.edit.recordings.voice_places import Scene, VoicePlace, find_place, find_stale, list_places
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.work import helper
from annotator.model import School
from annotator.script import Consent, Consents
from annotator.script.consent import write_consents
from tests.helpers.recordings import recording

TODAY = datetime.date(2026, 11, 26)
UNTIL = datetime.date(2027, 6, 30)
ROSA = Consent("", "Sra. Rosa", ("chat",), UNTIL)
JOSE = Consent("", "José", ("chat", "website"), UNTIL)
SCRIPT = """# es: Zoom
# en: Zoom
# mix: Kava

![](01.png)
- tap: Unirse
- es: Toque Unirse. Espere.
- en: Tap Join.

![](02.png)
- tap: Entrar | Enter

![](02.png)
- if es: ¿No se oye?
- tap: Sonido
- es: Toque Sonido.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "zoom"
    folder.mkdir()
    for name in ("01.png", "02.png"):
        (folder / name).write_bytes(name.encode())
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return folder


@pytest.fixture
def kept(folder: Path) -> TakeFolder:
    return TakeFolder(folder)


@pytest.fixture
def session(folder: Path) -> Session:
    return Session(folder, History(folder.parent / "history", folder))


@pytest.fixture
def look(session: Session, folder: Path) -> Callable[[], Scene]:
    def say(index: int, lang: str) -> str:
        return {"es": "Toque Entrar.", "en": "Tap Enter."}.get(lang, "") if index == 1 else ""

    def scene() -> Scene:
        session.refresh()
        consents = Consents(tuple(read_entries(folder)))
        return Scene(folder, session.tutorial, session.files, School(), consents, say)

    return scene


@pytest.fixture(autouse=True)
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Judgement | BadTakeError]:
    """What the child would say of takes, one after the other; a good one if nothing is left."""
    answers: list[Judgement | BadTakeError] = []

    def judge(_path: Path, heard: Path, clean: bool) -> Judgement:
        assert clean
        answer = answers.pop(0) if answers else Judgement(2.0)
        if isinstance(answer, BadTakeError):
            raise answer
        heard.write_bytes(b"heard")
        return answer

    monkeypatch.setattr(helper, "ask_once", lambda _name, *args: judge(*args))
    return answers


def record(kept: TakeFolder, place: VoicePlace, data: bytes | None = None) -> Take:
    with kept.incoming() as body:
        body.write_bytes(recording("webm") if data is None else data)
        return kept.change(takes.receive(kept, place, body, clean=True), heard=True)


# Places


def test_a_place_knows_what_is_said_there(look: Callable[[], Scene]) -> None:
    first = find_place(look(), "0", "es")
    assert first.text == "Toque Unirse. Espere."
    assert first.slot.title == "step 1"
    assert len(first.picture) == 16
    assert find_place(look(), "title", "es").text == "Zoom."
    assert find_place(look(), "end", "es").text.startswith("¡Listo!")
    assert find_place(look(), "end", "es").picture == ""
    with pytest.raises(NotListedError):
        find_place(look(), "00", "es")


def test_what_does_not_fit_any_more_is_found(
    look: Callable[[], Scene], session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_stale(look()) == {}
    old = find_place(look(), "1", "es").picture
    rows = [
        Consent("01.es.ogg", "x", ("chat",), UNTIL, says="Toque Unirse. Espere."),
        Consent("02.es.ogg", "x", ("chat",), UNTIL, says="Toque Entrar.", picture=old),
        Consent("01.mix.ogg", "x", ("chat",), UNTIL, says="Toque Unirse. Espere."),
        Consent("title.es.ogg", "x", ("chat",), UNTIL, says="Adiós."),
    ]
    for row in rows:
        (folder / row.file).write_bytes(b"sound")
    (folder / "consent.toml").write_text(write_consents(rows), encoding="utf-8")
    session.refresh()
    assert find_stale(look()) == {"title": {"es": "sentence"}}
    (folder / "02.png").write_bytes(b"another picture")
    script = SCRIPT.replace("Espere.", "Espere a la maestra.")
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    session.refresh()
    changed = {"es": "sentence", "mix": "sentence"}
    assert find_stale(look()) == {
        "title": {"es": "sentence"},
        "0": changed,
        "1": {"es": "picture"},
    }
    (folder / "02.png").write_bytes(b"02.png")
    other = replace(look(), make_sentence=lambda _index, _lang: "Toque Enter.")
    assert find_stale(other)["1"] == {"es": "sentence"}
    assert "1" not in find_stale(replace(other, is_unread=lambda index, _lang: index == 1)), "nobody knows yet"


# Consent


def test_a_form_is_read() -> None:
    assert read_form("  Sra.  Rosa ", ["website", "chat"], "2027-06-30", TODAY) == Consent(
        "", "Sra. Rosa", ("chat", "website"), UNTIL
    )
    assert default_until(TODAY) == datetime.date(2027, 11, 26)


@pytest.mark.parametrize(
    ("who", "places", "until"),
    [
        ("", ["chat"], "2027-06-30"),
        ("x" * 101, ["chat"], "2027-06-30"),
        ("x", ["website"], "2027-06-30"),
        ("x", [], "2027-06-30"),
        ("x", ["chat"], "30.6.2027"),
        ("x", ["chat"], ""),
        ("x", ["chat"], "2026-11-25"),
    ],
)
def test_a_form_that_allows_nothing_is_refused(who: str, places: list[str], until: str) -> None:
    with pytest.raises(ChangeError):
        read_form(who, places, until, TODAY, voice=True)


def test_known_people_are_those_whose_consent_counts() -> None:
    entries = [
        Consent("1", "Rosa", ("chat",), UNTIL),
        Consent("2", "José", ("chat",), datetime.date(2026, 1, 1)),
        Consent("3", "Ana", ("website",), UNTIL),
        Consent("4", "Luz", ("chat", "website"), UNTIL),
        Consent("5", "Rosa", ("chat", "website"), UNTIL),
    ]
    assert [leave.who for leave in known_people(entries, TODAY)] == ["Luz", "Rosa"]
    assert known_people(entries, TODAY)[-1].uses == ("chat", "website")


# Takes


def test_a_take_is_kept_and_the_one_before_can_be_used_again(
    look: Callable[[], Scene], session: Session, kept: TakeFolder, folder: Path
) -> None:
    place = find_place(look(), "0", "es")
    first = record(kept, place)
    memos.keep(kept, place, first, ROSA)
    again = find_place(look(), "0", "es")
    assert session.tutorial.steps[0].memo("es") == "01.es.ogg"
    (entry,) = read_entries(folder)
    assert (entry.who, entry.says, entry.picture) == ("Sra. Rosa", place.text, place.picture)
    assert (again.memos, again.staleness, again.consent) == (("01.es.ogg",), None, entry)
    assert takes.list_earlier(kept, look(), again) == ()
    memos.keep(kept, again, record(kept, again, data=recording("aac.mp4")), JOSE)
    there = find_place(look(), "0", "es")
    assert (there.memos, [row.who for row in read_entries(folder)]) == (("01.es.m4a",), ["José"])
    (earlier,) = takes.list_earlier(kept, look(), there)
    assert earlier.id == first.id
    assert memos.use(kept, there, earlier)
    assert find_place(look(), "0", "es").memos == ("01.es.ogg",)
    assert [(row.file, row.who) for row in read_entries(folder)] == [("01.es.ogg", "Sra. Rosa")]
    assert session.undo_name is None, "recordings are not in undo"


def test_a_take_must_be_heard_first(look: Callable[[], Scene], kept: TakeFolder) -> None:
    place = find_place(look(), "0", "es")
    waiting = kept.change(record(kept, place), heard=False)
    with pytest.raises(ChangeError, match="Listen"):
        memos.keep(kept, place, waiting, ROSA)
    assert kept.list() == (waiting,)


def test_a_bad_take_leaves_nothing_and_the_one_before_waits(
    look: Callable[[], Scene], kept: TakeFolder, judged: list[Judgement | BadTakeError]
) -> None:
    place = find_place(look(), "0", "es")
    before = record(kept, place)
    judged.append(BadTakeError(SILENT))
    for data in (b"silence", b""):
        with pytest.raises(BadTakeError):
            record(kept, place, data=data)
        assert takes.find_waiting(kept, place) == before
        assert len(list(kept.folder.iterdir())) == 3
    after = record(kept, place)
    assert takes.find_waiting(kept, place) == after
    (earlier,) = takes.list_earlier(kept, look(), place)
    assert earlier.id == before.id


def test_one_that_was_set_aside_waits_again_for_a_consent(look: Callable[[], Scene], kept: TakeFolder) -> None:
    place = find_place(look(), "0", "es")
    aside = kept.change(record(kept, place), waiting=False)
    assert (takes.find_waiting(kept, place), takes.list_earlier(kept, look(), place)) == (None, (aside,))
    assert not memos.use(kept, place, aside)
    assert find_place(look(), "0", "es").memos == ()
    assert takes.find_waiting(kept, place) is not None


def test_a_recording_is_taken_away_or_said_to_fit(
    look: Callable[[], Scene], session: Session, kept: TakeFolder, folder: Path
) -> None:
    place = find_place(look(), "0", "es")
    memos.keep(kept, place, record(kept, place), ROSA)
    (folder / "tutorial.md").write_text(SCRIPT.replace("Espere.", "Espere ahí."), encoding="utf-8")
    stale = find_place(look(), "0", "es")
    assert stale.staleness == "sentence"
    memos.say_it_fits(kept, stale)
    there = find_place(look(), "0", "es")
    assert there.staleness is None
    memos.take_away(kept, there)
    look()
    assert session.tutorial.steps[0].memo("es") is None
    assert not (folder / "consent.toml").exists()
    assert len(takes.list_earlier(kept, look(), find_place(look(), "0", "es"))) == 1
    with pytest.raises(ChangeError):
        memos.say_it_fits(kept, find_place(look(), "0", "es"))


def test_a_memo_that_was_put_there_by_hand_becomes_a_take_and_a_damaged_list_of_consents_is_left(
    look: Callable[[], Scene], kept: TakeFolder, folder: Path
) -> None:
    (folder / "01.es.mp3").write_bytes(b"by hand")
    (folder / "consent.toml").write_text("[x\n", encoding="utf-8")
    place = find_place(look(), "0", "es")
    with pytest.raises(ChangeError, match=r"consent\.toml has a problem"):
        memos.keep(kept, place, record(kept, place), ROSA)
    assert (folder / "01.es.mp3").read_bytes() == b"by hand"
    assert (folder / "consent.toml").read_text(encoding="utf-8") == "[x\n"
    (folder / "consent.toml").unlink()
    memos.keep(kept, place, record(kept, place), ROSA)
    there = find_place(look(), "0", "es")
    assert there.memos == ("01.es.ogg",)
    assert b"by hand" in [kept.path(take).read_bytes() for take in takes.list_earlier(kept, look(), there)]


def test_takes_of_a_step_that_is_gone_are_offered_at_the_others(
    look: Callable[[], Scene], session: Session, kept: TakeFolder, folder: Path
) -> None:
    place = find_place(look(), "0", "es")
    take = record(kept, place)
    memos.keep(kept, place, take, ROSA)
    assert takes.list_earlier(kept, look(), find_place(look(), "1", "es")) == ()
    (folder / "tutorial.md").write_text(SCRIPT.replace("![](01.png)", "![](03.png)"), encoding="utf-8")
    for item in ("0", "1"):
        place = find_place(look(), item, "es")
        assert [each.id for each in takes.list_earlier(kept, look(), place)] == [take.id]
    memos.use(kept, place, takes.list_earlier(kept, look(), place)[0])
    assert session.files >= {"01.es.ogg"} and find_place(look(), "1", "es").memos == ("02.es.ogg",)


# Dropped files


def drop(kept: TakeFolder, name: str, data: bytes = b"sound", modified: int = 0) -> Take:
    with kept.incoming() as body:
        body.write_bytes(data)
        return loose_takes.receive_loose(kept, name, "es", body, modified, clean=True)


def places_of(pairing: loose_takes.Pairing) -> dict[str, str]:
    return {sound.name: sound.slot for sound in pairing.sounds}


def test_files_are_paired_by_name_then_by_time(look: Callable[[], Scene], kept: TakeFolder) -> None:
    for name, modified in (("b.ogg", 3), ("end.m4a", 0), ("a.ogg", 5), ("../../01.es.opus", 1)):
        drop(kept, name, modified=modified)
    pairing = loose_takes.pair(kept, list_places(look(), "es"), "es")
    assert places_of(pairing) == {"01.es.opus": "01", "b.ogg": "02", "a.ogg": "02.2", "end.m4a": "end"}
    assert [sound.name for sound in pairing.sounds] == ["01.es.opus", "b.ogg", "a.ogg", "end.m4a"]
    assert all(map(pairing.place, pairing.sounds))


def test_another_number_of_files_than_of_places_goes_in_order(look: Callable[[], Scene], kept: TakeFolder) -> None:
    """There are five places, three of them steps: three files are for these, and of six one is too many."""

    def pair() -> loose_takes.Pairing:
        return loose_takes.pair(kept, list_places(look(), "es"), "es")

    drop(kept, "PTT-20261124-WA0001.ogg")
    assert places_of(pair()) == {"PTT-20261124-WA0001.ogg": "01"}
    for number in (5, 3, 4, 6, 2):
        drop(kept, f"PTT-20261124-WA000{number}.ogg")
    found = {name[-5]: slot for name, slot in places_of(pair()).items()}
    assert found == {"1": "title", "2": "01", "3": "02", "4": "02.2", "5": "end", "6": ""}
    first, second, third, *_ = pair().sounds
    for sound in (first, third):
        kept.change(sound, heard=True, heard_for=sound.slot)
    kept.change(second, waiting=False)
    found = {name[-5]: slot for name, slot in places_of(pair()).items()}
    assert found == {"1": "title", "3": "01", "4": "02", "5": "02.2", "6": "end"}
    heard = [loose_takes.is_heard(sound) for sound in pair().sounds]
    assert heard == [True, False, False, False, False], "beside another picture it is listened to again"
    loose_takes.begin_at(kept, pair(), "01")
    found = {name[-5]: slot for name, slot in places_of(pair()).items()}
    assert found == {"1": "01", "3": "02", "4": "02.2", "5": "end", "6": ""}


def test_all_are_kept_byte_for_byte(look: Callable[[], Scene], kept: TakeFolder, folder: Path) -> None:
    (folder / "01.es.m4a").write_bytes(b"the old one")
    for name in ("01.ogg", "2.mp3"):
        drop(kept, name, name.encode())
    pairing = loose_takes.pair(kept, list_places(look(), "es"), "es")
    assert places_of(pairing) == {"01.ogg": "01", "2.mp3": "02"}
    with pytest.raises(ChangeError, match="Listen"):
        loose_takes.keep_loose(kept, pairing, ROSA)
    for sound in pairing.sounds:
        kept.change(sound, heard=True, heard_for=sound.slot)
    pairing = loose_takes.pair(kept, list_places(look(), "es"), "es")
    assert loose_takes.keep_loose(kept, pairing, ROSA) == 2
    assert (folder / "01.es.ogg").read_bytes() == b"01.ogg"
    assert (folder / "02.es.mp3").read_bytes() == b"2.mp3"
    assert {entry.file: entry.who for entry in read_entries(folder)} == {"01.es.ogg": ROSA.who, "02.es.mp3": ROSA.who}
    place = find_place(look(), "0", "es")
    assert [kept.path(take).read_bytes() for take in takes.list_earlier(kept, look(), place)] == [b"the old one"]
    assert loose_takes.pair(kept, list_places(look(), "es"), "es").sounds == ()
    with pytest.raises(ChangeError):
        loose_takes.keep_loose(kept, loose_takes.Pairing("es", (), ()), ROSA)
