"""The draft of bare screenshots: what is written as a guess, what is asked of it later, and what is doubted."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.edition import drafting
from annotator.edition.drafting import GuessedPicture, draft_tutorial, find_doubts
from annotator.messages import Message
from annotator.model import Box, Said, TextLine, TextTarget, Tutorial
from annotator.screen.propose.proposals import Proposal
from annotator.script import read, write

DAY = datetime.date(2026, 11, 24)
UNIRSE = Proposal("tap", TextTarget(("Unirse",)), Box(40, 200, 80, 20), 0.8, Message("It is a button that stands out."))
OMITIR = Proposal("tap", TextTarget(("Omitir",)), Box(40, 300, 80, 20), 0.3, Message("It is a button."))
NOWHERE = Proposal("tap", None, None, 0.2, Message("The next picture is another screen."))
DONE = Proposal("done", None, None, 0.5, Message("It is the last picture."))


def picture(name: str, *proposals: Proposal, texts: tuple[str, ...] = (), **more: object) -> GuessedPicture:
    lines = tuple(TextLine(text, Box(40, 10 + 100 * at, 80, 20), 0.99) for at, text in enumerate(texts))
    made = GuessedPicture(name, (400, 800), name, lines, "phone", (), proposals)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_guess_has_a_question_mark_and_what_is_not_known_is_a_gap() -> None:
    pictures = [picture("1.png", UNIRSE, texts=("9:41", "Zoom")), picture("2.png", NOWHERE, texts=("Zoom",))]
    pictures.append(picture("3.png", DONE))
    text = write(draft_tutorial(pictures, ("es", "en"), DAY))
    assert "# es?: Entrar a la clase por Zoom\n# en?: Join class on Zoom\n" in text
    assert "- why es?: " in text
    assert "- device: phone\n" in text
    assert "![](1.png)\n- tap?: Unirse\n\n![](2.png)\n- tap:\n- es:\n- en:\n\n![](3.png)\n- done?:\n" in text


def test_a_platform_that_few_pictures_mention_is_no_title() -> None:
    pictures = [picture("1.png", UNIRSE, texts=("Pinch to zoom",)), picture("2.png", NOWHERE), picture("3.png", DONE)]
    assert draft_tutorial(pictures, ("es",), DAY).titles == (Said("es", ""),)


def test_a_likely_name_is_to_be_hidden_and_no_guess_names_it() -> None:
    targets = (("Ana García",), ("Escribir a Ana García",), ("Unirse", "ANA GARCIA"))
    named = [picture("2.png", replace(UNIRSE, target=TextTarget(target)), names=("Ana García",)) for target in targets]
    text = write(draft_tutorial([picture("1.png", UNIRSE, names=("Ana",)), *named], ("es",), DAY))
    assert text.count("- tap?: ") == 1, "the one that names nobody"
    assert text.count("- hide?: Ana García\n") == 3
    mañana = replace(UNIRSE, target=TextTarget(("Mañana",)))
    assert "- tap?: Mañana\n" in write(draft_tutorial([picture("1.png", mañana, names=("Ana",))], ("es",), DAY))


def test_a_draft_without_gaps_asks_what_is_done_where_nothing_is_known() -> None:
    tutorial = draft_tutorial([picture("1.png"), picture("2.png", DONE)], ("es",), DAY, fill_gaps=True)
    reading = read(write(tutorial), {"1.png", "2.png"})
    assert reading.problems == ()
    assert reading.tutorial == tutorial
    assert tutorial.steps[0].said("es") == "¿Qué hay que hacer aquí?"
    assert [said.text for said in tutorial.titles] == ["Borrador"]


def guesses_of(monkeypatch: pytest.MonkeyPatch, script: str, *proposals: Proposal) -> tuple[str, ...]:
    found = (picture("1.png", *proposals),)
    monkeypatch.setattr(drafting, "guess_pictures", lambda *_: found)
    tutorial: Tutorial | None = read(script, {"1.png"}).readable
    assert tutorial is not None
    return tuple(map(str, drafting.check_guesses(tutorial, Path("x"), Cache(Path("x")))))


def test_a_guess_is_told_with_its_reason_and_the_next_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "# es?: Entrar\n\n![](1.png)\n- tap?: Unirse\n- hide?: Ana\n"
    assert guesses_of(monkeypatch, script, UNIRSE, OMITIR, replace(OMITIR, target=TextTarget(("Salir",)))) == (
        "tutorial.md:1: “Entrar” is a guess. It follows from the platform. "
        "Take the question mark away if that is right.",
        "tutorial.md:4: step 1: “tap?: Unirse” is a guess. It is a button that stands out. "
        "Take the question mark away if that is right. Else write “- tap: Omitir” or “- tap: Salir”.",
        "tutorial.md:5: step 1: “- hide?: Ana” is a guess. It may be a name. "
        "Take the question mark away if that is right.",
    )


def test_no_candidate_that_may_name_somebody_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = replace(OMITIR, target=TextTarget(("Ana García",)))
    found = picture("1.png", UNIRSE, ana, OMITIR, names=("Ana García",))
    monkeypatch.setattr(drafting, "guess_pictures", lambda *_: (found,))
    tutorial = read("# es: Entrar\n\n![](1.png)\n- tap?: Unirse\n", {"1.png"}).readable
    assert tutorial is not None
    (told,) = drafting.check_guesses(tutorial, Path("x"), Cache(Path("x")))
    assert told.remedy.endswith("Else write “- tap: Omitir”.")


def test_a_reason_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = guesses_of(monkeypatch, "# es: Entrar\n\n![](1.png)\n- tap?: Unirse\n", OMITIR)
    assert "Nothing on the pictures says so any more." in told


def test_a_guess_about_another_phone_is_judged_by_its_own_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    of_picture = {"1.png": UNIRSE, "1.iphone.png": replace(OMITIR, target=TextTarget(("Entrar",)))}
    monkeypatch.setattr(
        drafting, "guess_pictures", lambda paths, _: [picture(path.name, of_picture[path.name]) for path in paths]
    )
    phones = "- phone: android = Android\n- phone: iphone = iPhone\n"
    lines = "- tap: Unirse\n- tap iphone?: Salir\n- hide iphone?: Ana\n- es iphone?: Toque Entrar.\n"
    tutorial = read(f"# es: Entrar\n\n{phones}\n![](1.png)\n{lines}", set(of_picture)).readable
    assert tutorial is not None
    assert [str(problem) for problem in drafting.check_guesses(tutorial, Path("x"), Cache(Path("x")))] == [
        "tutorial.md:8: step 1: “tap iphone?: Salir” is a guess. Nothing on the pictures says so any more. "
        "Take the question mark away if that is right. Else write “- tap iphone: Entrar”.",
        "tutorial.md:9: step 1: “- hide iphone?: Ana” is a guess. It may be a name. "
        "Take the question mark away if that is right.",
        "tutorial.md:10: step 1: “Toque Entrar.” is a guess. Nothing on the pictures says what is done here. "
        "Take the question mark away if that is right.",
    ]


def test_a_script_without_question_marks_has_no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    assert guesses_of(monkeypatch, "# es: Entrar\n\n![](1.png)\n- tap: Unirse\n", UNIRSE) == ()


ES = ("9:41", "Cancelar", "Siguiente", "Su nombre", "Contraseña")
EN = ("9:41", "Cancel", "Next", "Your name", "Password")


def test_doubts_name_doubles_languages_and_clocks_that_run_back() -> None:
    one = picture("a.png", texts=ES)
    assert list(find_doubts([one, picture("b.png", texts=EN)])) == [
        "a.png and b.png look like one screen in two languages: to pair them, rename the second one to a.en.png."
    ]
    assert list(find_doubts([one, replace(one, name="c.png")])) == ["a.png and c.png are the same picture: keep one."]
    early = picture("d.png", texts=("9:05", "Listo"))
    assert list(find_doubts([one, early])) == [
        "By the clocks on them, d.png (9:05) was taken before a.png (9:41): are they in order?"
    ]
    assert list(find_doubts([early, one])) == []
    afternoon = picture("e.png", texts=("2:05", "Listo"))
    assert list(find_doubts([one, afternoon])) == [], "a clock of twelve hours begins anew"


def test_pictures_of_two_apps_are_doubted() -> None:
    zoom = [picture(f"{name}.png", texts=("Zoom", f"Paso {name}")) for name in "ac"]
    chat = [picture(f"{name}.png", texts=("WhatsApp", f"Paso {name}")) for name in "bd"]
    doubt = "a.png and b.png are of different apps: if they belong to different tasks, give each a folder of its own."
    assert list(find_doubts([*zoom, *chat])) == [doubt]
    assert list(find_doubts([zoom[0], chat[0], zoom[1]])) == [doubt]
    assert list(find_doubts([*zoom, chat[0]])) == [], "a link in a message leads to another app"
