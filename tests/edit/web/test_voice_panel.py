"""What the panels of recordings show, drawn without a server."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.consent_form import Leave
from annotator.edit.loose_recordings import Pairing
from annotator.edit.shelf import Recording
from annotator.edit.voice_places import VoicePlace
from annotator.edit.web import sound_routes, voice_routes
from annotator.edit.web.access import Access
from annotator.edit.web.desk import Desk
from annotator.edit.web.panel import PageText
from annotator.edit.web.place_names import name_place
from annotator.edit.web.sounds_panel import SoundsPanel
from annotator.edit.web.voice_desk import NEXT, VoiceDesk
from annotator.edit.web.voice_panel import RECORD, VoicePanel
from annotator.model import StepNumber
from annotator.script import Consent, MemoSlot

TODAY = datetime.date(2026, 11, 26)
UNTIL = datetime.date(2027, 6, 30)
ROSA = Leave("Sra. Rosa", ("chat",), UNTIL)
SLOT = MemoSlot("step-3", "03", (StepNumber(3),))
PLACE = VoicePlace("2", "es", SLOT, "Toque Unirse. Espere.", {"en": "Tap Join."}, "ab", (), None, None)
TAKE = Recording("0123456789ab.take", "take", "es", "03", "all", PLACE.text, "ab", 2.0)
TEXT = PageText("es")


def panel(**facts: Any) -> list[Any]:
    usual: dict[str, Any] = {
        "path": "/t",
        "place": PLACE,
        "part": "all",
        "take": None,
        "parts": {},
        "people": (),
        "person": None,
        "names": {"mix": "Mixteco de San Juan"},
        "waiting": 0,
        "stamp": "1",
        "today": TODAY,
    }
    drawn = VoicePanel(**(usual | facts)).draw(TEXT)
    assert isinstance(drawn, list)
    return drawn


def find(node: Any, tag: str) -> list[Any]:
    if not isinstance(node, list):
        return []
    return [*([node] if node[0] == tag else []), *(each for child in node[2:] for each in find(child, tag))]


def words(node: Any) -> str:
    return node if isinstance(node, str) else " ".join(map(words, node[2:]))


def test_a_place_has_the_names_of_its_steps() -> None:
    two = MemoSlot("step-3", "03", (StepNumber(3), StepNumber(3, aside=1)))
    named = [SLOT, two, MemoSlot("title", "title"), MemoSlot("end", "end")]
    said = [name_place(TEXT, replace(PLACE, slot=slot)) for slot in named]
    assert said == ["Paso 3", "Pasos 3, 3?", "Comienzo", "Final"]


def test_one_thing_is_to_be_done_at_a_time() -> None:
    assert find(panel(), RECORD)[0][1]["label"] == PLACE.text
    waiting = panel(take=TAKE)
    assert find(waiting, RECORD) == []
    keep, again = (each for each in find(waiting, "button") if "aria-pressed" not in each[1])
    assert (keep[1]["type"], keep[1]["disabled"], again[1]["press"]) == (
        "submit",
        True,
        ["/t/takes/0123456789ab/drop", {}],
    )
    heard = panel(take=replace(TAKE, heard=True))
    assert [each[1].get("disabled") for each in find(heard, "button") if each[1]["type"] == "submit"] == [None]


@pytest.mark.parametrize("fault", ["quiet", "clipped"])
def test_what_is_wrong_with_a_take_is_said(fault: str) -> None:
    assert TEXT(f"voice.fault-{fault}") in words(panel(take=replace(TAKE, faults=(fault,))))


def test_what_changed_since_is_said() -> None:
    consent = Consent("03.es.ogg", "Sra. Rosa", ("chat", "website"), UNTIL, says="Toque Entrar.")
    old = replace(PLACE, memos=("03.es.ogg",), consent=consent, staleness="sentence")
    said = words(panel(place=old))
    assert "La voz todavía dice «Toque Entrar.»." in said
    assert "Sra. Rosa. Se puede usar en los chats y en el sitio web hasta el 30 de junio de 2027." in said
    assert "otra que cuando se grabó" in words(panel(place=replace(old, staleness="picture")))
    assert "No está anotado" in words(panel(place=replace(old, consent=None, staleness=None)))


def test_a_voice_that_says_something_private_is_not_quoted_and_cannot_pass_as_right() -> None:
    consent = Consent("03.es.ogg", "Sra. Rosa", ("chat",), UNTIL, says="Toque Ximena.")
    old = replace(PLACE, memos=("03.es.ogg",), consent=consent, staleness="sentence", says_private=True)
    drawn = panel(place=old)
    assert TEXT("voice.says-private") in words(drawn)
    assert "Ximena" not in words(drawn)
    assert not any("/fits" in str(each[1].get("press")) for each in find(drawn, "button"))


def test_without_words_the_other_languages_are_shown() -> None:
    mute = replace(PLACE, lang="mix", text="", others={"es": "Toque Unirse."})
    drawn = panel(place=mute)
    assert "Mixteco de San Juan" in words(drawn)
    assert find(drawn, RECORD)[0][1]["label"] == "Toque Unirse."
    assert find(panel(place=replace(mute, others={})), RECORD) == []


def test_the_shelf_is_mentioned_where_something_is_on_it() -> None:
    (empty,) = [each for each in find(panel(waiting=2), "button") if "recordings/empty" in str(each[1])]
    assert empty[1]["press"] == ["/t/recordings/empty", {"item": "2", "lang": "es"}]
    assert "recordings/empty" not in str(panel())


def test_dropped_files_can_be_heard_placed_and_left_out() -> None:
    sound = Recording("0123456789ab.ogg", "sound", "es", "03", name="<b>.ogg", seconds=1.0, faults=("quiet",))
    other = Recording("ffffffffffff.ogg", "sound", "es", name="x.ogg", seconds=3.4)
    taken = replace(PLACE, memos=("03.es.m4a",))
    shown = SoundsPanel("/t", Pairing("es", (sound, other), (taken,)), ("es", "en"), (ROSA,), None, {}, TODAY)
    drawn = shown.draw(TEXT)
    values = [each[1]["value"] for each in find(drawn, "select")]
    assert values == ["es", "03", "", "Sra. Rosa"]
    assert TEXT("sounds.replaces") in words(drawn) and TEXT("sounds.unclear") in words(drawn)
    assert "<b>.ogg" in words(drawn) and "1 segundo" in words(drawn) and "3 segundos" in words(drawn)
    assert TEXT("sounds.none") in words(replace(shown, pairing=Pairing("es", (), ())).draw(TEXT))


def test_the_desk_goes_from_sentence_to_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text(
        "# es: Zoom\n\n![](1.png)\n- tap: Uno\n- es: Toque Uno. Espere.\n", encoding="utf-8"
    )
    desk = Desk(folder, Access(1234))
    try:
        opened = desk.open(desk.home()["tutorials"][0]["id"])
        voices = VoiceDesk(opened, lambda: TODAY)
        place = voices.place("0", "es")
        for part in (NEXT, "1", "all"):
            voices.choose_part(place, part)
            ((_, facts),) = find(voices.draw(place), RECORD)
            assert facts["part"] == {NEXT: "0"}.get(part, part)
        assert sound_routes.batch_language(voices, "es") == "es"
        assert sound_routes.pairing_of(voices, "es").sounds == ()
        addresses = {route.path for route in (*voice_routes.routes(desk), *sound_routes.routes(desk))}
        assert all(address.startswith("/api/tutorials/{tid}/") for address in addresses)
    finally:
        desk.close()
