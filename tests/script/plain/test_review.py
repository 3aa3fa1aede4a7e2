"""The review of a whole tutorial: lines, exact words, what is accepted, and what is asked of the whole."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import assets
from annotator.model import Device, Said, School, Tutorial
from annotator.phrases import load_phrasebook
from annotator.script import plain, read, read_folder, without_accepted
from annotator.script.plain.reading_level import ReadingFormula, ReadingLevel
from annotator.script.plain.tables import load_table
from tests.helpers.counting import calls
from tests.helpers.hostile_scripts import ENDLESS

TUTORIALS = sorted(assets.shipped_tutorials().glob("*/tutorial.md"))
HEAD = "# es: Entrar a la clase\n# en: Join class\n\n- why es: Así ve a la maestra.\n- why en: You see the teacher.\n"


def tutorial(text: str) -> Tutorial:
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def step(*lines: str, head: str = HEAD) -> Tutorial:
    return tutorial("\n".join((head, "![](01.png)", *lines)) + "\n")


def found(one: Tutorial, *seen: str) -> list[str]:
    words = {(0, lang): seen for lang in one.languages} if seen else {}
    return [str(problem) for problem in without_accepted(one, plain.review(one, one.languages, words))]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.parent.name)
def test_the_sentences_of_the_shipped_tutorials_give_none(path: Path) -> None:
    reading = read_folder(path.parent)
    assert reading.tutorial, reading.problems
    assert found(reading.tutorial) == []


def test_findings_have_their_lines_and_say_what_to_write_instead() -> None:
    one = step("- tap: Join | Unirse", "- es: Abra el navegador.", "- en: Tap Continue and wait.")
    assert found(one, "Join") == [
        "tutorial.md:9: step 1: warning: Many families don't know “navegador”. Say instead: the name of the program that the "
        "family sees, for instance “Chrome”. If it is the word on a button, write it as it is there.",
        "tutorial.md:10: step 1: warning: “Tap Continue and wait.” asks for 2 things: “tap” and “wait”. "
        "Write a sentence for each, or better a step with its own picture for each.",
        "tutorial.md:10: step 1: warning: “Continue” is not on this screenshot. Write the word as it is there; "
        "if some families see another one, add it as “- also: …”.",
    ]


@pytest.mark.parametrize(
    ("sentence", "jargon"),
    [
        ("Tap the plus sign in the bottom right corner.", False),
        ("Tap the sign in the corner.", False),
        ("Sign in with your name.", True),
        ("Go to the sign in page.", True),
    ],
)
def test_a_sign_in_a_corner_is_no_sign_in(sentence: str, jargon: bool) -> None:
    assert any("don't know" in each for each in found(step("- tap: 50% 30%", f"- en: {sentence}"))) == jargon


@pytest.mark.parametrize(
    ("sentence", "unmarked"),
    [
        ("Escriba su correo. Después toque Ingresar.", True),
        ("Toque Ingresar.", True),
        ("Toque “Ingresar” abajo.", True),
        ("Escriba su correo. No toque Ingresar.", False),
        ("Escriba su correo. Abajo dice Ingresar.", False),
        ("Escriba donde dice Correo electrónico.", False),
        ("Toque Correo.", False),
        ("Toque Registro.", False),
    ],
)
def test_a_button_that_is_pressed_but_not_marked_is_told(sentence: str, unmarked: bool) -> None:
    screen = ("Correo electrónico", "Correo", "Ingresar", "Registro de familias")
    told = " ".join(found(step("- type: Correo electrónico", f"- es: {sentence}"), *screen))
    assert ("says to press “Ingresar”, but the mark is on “Correo electrónico”" in told) == unmarked
    assert ("says to press" in told) == unmarked


def test_what_is_marked_too_or_by_its_place_is_not_told() -> None:
    sentence = "- es: Escriba su correo. Después toque Ingresar."
    assert not any(
        "says to press" in each
        for each in found(step("- type: Correo", "- mark: Ingresar", sentence), "Correo", "Ingresar")
    )
    assert not any("says to press" in each for each in found(step("- type: 50% 30%", sentence), "Correo", "Ingresar"))


@pytest.mark.parametrize(
    ("title", "why", "platform", "warned"),
    [
        ("Entrar por Zoom", "Puede ver a la maestra.", None, True),
        ("Entrar a clase", "Puede ver a la maestra.", "Google Meet", True),
        ("Hacer una videollamada", "Puede ver a la maestra.", None, True),
        ("Entrar por Zoom", "Zoom no cobra, pero gasta datos.", None, False),
        ("Entrar por Zoom", "Si puede, use Wi-Fi.", None, False),
        ("Ver las tareas", "Sabe qué dejó la maestra.", "Classroom", False),
    ],
)
def test_a_video_call_whose_why_is_silent_about_data_is_warned_of(
    title: str, why: str, platform: str | None, warned: bool
) -> None:
    one = replace(step("- tap: Join"), titles=(Said("es", title, 1),), whys=(Said("es", why, 4),), platform=platform)
    expected = ["tutorial.md:4: warning: A video call uses a lot of data"] if warned else []
    assert [line.partition(",")[0] for line in found(one)] == expected


def test_a_title_is_reviewed_and_named_by_its_line() -> None:
    one = step("- tap: Join", head=HEAD.replace("Entrar a la clase", "Iniciar sesión en la plataforma"))
    assert [problem.split(".", 2)[1] for problem in found(one)] == [
        "md:1: warning: Many families don't know “Iniciar sesión”",
        "md:1: warning: Many families don't know “plataforma”",
    ]


def test_a_long_title_gets_words_of_its_own_and_nobody_reads_of_formulas() -> None:
    long = "Entrar a la clase de la maestra por Zoom con el celular de la familia"
    said = found(step("- tap: Join", head=HEAD.replace("Entrar a la clase", long)))
    assert any(
        "The title has 15 words. Write at most 12: only what the family will be able to do." in one for one in said
    )
    assert not any("two sentences" in one for one in said)
    for lang in ("es", "en", "pt"):
        table = load_table(lang)
        assert table is not None
        assert not re.search(
            "Flesch|Kincaid|Huerta|Martins", ReadingLevel(9, ReadingFormula(**table.data["reading"])).words
        )


TAPS = ("- es: Toque Join.", "- en: Tap Join.")
CLICKS = ("- es: Haga clic en Join.", "- en: Click Join.")


@pytest.mark.parametrize(
    ("device", "lines", "message"),
    [
        ("Chromebook", TAPS, "“Toque” is for a screen that feels a finger; most Chromebooks and laptops have none."),
        ("Windows laptop", TAPS, "“Toque” is for a screen"),
        ("Android phone", CLICKS, "Many families don't know “Haga clic”. Say instead: “toque”."),
        ("iPad", CLICKS, "Many families don't know “Haga clic”. Say instead: “toque”."),
    ],
)
def test_one_clicks_on_laptops_and_taps_elsewhere(device: str, lines: tuple[str, ...], message: str) -> None:
    spanish, english = found(step("- tap: Join", *lines, head=f"{HEAD}- device: {device}\n"))
    assert spanish.startswith(f"tutorial.md:10: step 1: warning: {message}")
    assert ("“click”" if lines == TAPS else "“tap”") in english


@pytest.mark.parametrize(
    ("device", "lines"),
    [
        ("Chromebook", CLICKS),
        ("Chromebook", ("- es: Toque la tecla Intro.", "- en: Press the Enter key.")),
        ("Chromebook", ("- es: No toque la pantalla.", "- en: Do not tap the screen.")),
        ("Chromebook", ("- es: Nunca toque la pantalla.", "- en: Never tap the screen.")),
        ("Chromebook", ("- es: No toque la pantalla.", "- en: Don’t tap the screen.")),
        ("Chromebook", ("- es: Ahora le toca a usted.", "- en: Now it is your turn.")),
        ("Android phone", ("- es: Empuje el enchufe hasta que haga clic.", "- en: Push the plug until it clicks.")),
        ("Android phone", TAPS),
        ("television", TAPS),
        ("television", CLICKS),
    ],
)
def test_the_right_word_for_a_press_gives_none(device: str, lines: tuple[str, ...]) -> None:
    assert found(step("- tap: Join", *lines, head=f"{HEAD}- device: {device}\n")) == []


def test_the_word_on_a_button_is_right_on_every_device() -> None:
    one = step(
        "- tap: Tap to join",
        "- es: Haga clic en Tap to join.",
        "- en: Click Tap to join.",
        head=f"{HEAD}- device: PC\n",
    )
    assert found(one) == []


def test_in_portuguese_too() -> None:
    def kinds(text: str, device: Device) -> list[str]:
        return [finding.kind for finding in plain.check_text(text, "pt-BR", device=device)]

    assert kinds("Toque em Entrar.", "laptop") == kinds("Clique em Entrar.", "phone") == ["pressing"]
    assert kinds("O celular toca.", "laptop") == kinds("Ouça o toque.", "laptop") == []
    assert kinds("Nunca toque na tela.", "laptop") == []
    assert kinds("Clique em Entrar.", "laptop") == kinds("Toque em Entrar.", "tablet") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("- tap: Iniciar sesión | Log in", "- es: Toque Iniciar sesión.", "- en: Tap Log in."),
        ("- look: Zoom", "- es: Toque Iniciar sesión.", "- en: Tap “Log in” to go on."),
        ("- tap: 50% 50%", "- keep: Iniciar sesión | Log in", "- es: Toque Iniciar sesión.", "- en: Tap Log in."),
        (
            "- tap: 50% 50%",
            "- also: Iniciar sesión",
            "- also: Log in",
            "- es: Toque Iniciar sesión.",
            "- en: Tap Log in.",
        ),
    ],
)
def test_jargon_that_is_the_buttons_word_is_right(lines: tuple[str, ...]) -> None:
    told = found(step(*lines), "Zoom", "Iniciar sesión", "Log", "in")
    assert not [each for each in told if "don't know" in each or "not on this screenshot" in each]


def test_without_the_words_of_the_screen_no_button_is_missing() -> None:
    one = step("- tap: 50% 50%", "- es: Toque Continuar.", "- en: Tap Continue.")
    assert found(one) == []
    assert len(found(one, "Zoom")) == 2


def test_what_the_reader_of_pictures_misread_is_still_there() -> None:
    one = step("- tap: 50% 50%", "- es: Toque Continuar.", "- en: Tap Continuar.")
    assert found(one, "Continuor") == []


def test_a_password_needs_a_sentence_that_helps() -> None:
    one = step("- type: Password", "- es: Escriba la contraseña.", "- en: Type the password.")
    assert found(one) == [
        'tutorial.md:9: step 1: warning: This step asks for a password: families may be afraid. Add a sentence in "es" that '
        "reassures them, if it is true, for instance “La escuela le dio esta contraseña. No la comparta con nadie más.”",
        'tutorial.md:10: step 1: warning: This step asks for a password: families may be afraid. Add a sentence in "en" that '
        "reassures them, if it is true, for instance “The school gave you this password. Do not share it with anybody else.”",
    ]
    helped = step(
        "- type: Password",
        "- es: Escriba la contraseña. La escuela se la dio.",
        "- en: Type the password. The school gave it to you.",
    )
    assert found(helped) == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Escriba el número de su tarjeta de crédito.", "money"),
        ("Tome una foto de su pasaporte.", "an immigration paper"),
    ],
)
def test_fees_and_papers_make_families_afraid(sentence: str, what: str) -> None:
    one = step("- look: Zoom", f"- es: {sentence}", "- en: Look at Zoom.")
    assert [problem for problem in found(one) if f"asks for {what}" in problem]


def test_a_whole_tutorial_that_is_hard_to_read() -> None:
    hard = "La secretaría administrativa comunicará oportunamente determinadas particularidades. " * 5
    one = step("- look: Zoom", head=f"# es: Entrar\n\n- why es: {hard}\n")
    assert any(
        problem.startswith('tutorial.md:1: warning: The whole tutorial is hard to read in "es": hard')
        for problem in found(one)
    )


def test_ok_lines_accept_the_findings_of_their_place() -> None:
    lines = ("- tap: Join", "- es: Abra el navegador.", "- en: Open the browser.")
    assert len(found(step(*lines))) == 2
    assert found(step(*lines, "- ok: all families here know the word")) == []
    assert len(found(step(*lines, head=HEAD + "- ok: only the top\n"))) == 2


def test_the_four_questions() -> None:
    clear = [
        answer.words
        for answer in plain.answer_questions(step("- tap: Join"), School(phone="410-555-0100"), ("es", "en"))
    ]
    assert clear == ["One message? yes", "Why first? yes", "Is each step an action? yes", "Whom to call? yes"]
    shown = plain.answer_questions(step("- mark: Join", "- en: Hold it up."), School(), ("en",))[2]
    assert shown.words == "Is each step an action? yes", "its own sentence says what to do where the mark is"
    bad = tutorial("# es: Uno. Dos.\n" + 8 * "\n![](01.png)\n- es: Mire.\n")
    assert [answer.words for answer in plain.answer_questions(bad, School(), ("es",))] == [
        "One message? no: make 2 tutorials of at most 7 steps, each with a title of one short sentence.",
        "Why first? no: write a line “- why …” for each language above the first picture.",
        "Is each step an action? no: write a line such as “- tap: …” or “- look: …” below every picture.",
        "Whom to call? no: write person and phone into school.toml.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ENDLESS if os.environ.get("ANNOTATOR_TESTS_WHOLE") else ENDLESS[1:2], ids=lambda text: text[:12]
)
def test_a_text_of_twice_the_length_costs_twice_as_much(text: str) -> None:
    def reviewed(length: int) -> int:
        one = step("- tap: Join", f"- es: {text[:length]}", "- en: Tap Join.")
        return calls(lambda: plain.review(one, one.languages, {(0, "es"): ("Join",)}))

    reviewed(100)  # compiles the patterns, once
    assert reviewed(len(text) // 2) <= 3 * reviewed(len(text) // 4)


def aside(*lines: str, head: str = HEAD) -> Tutorial:
    """A step, then an aside; its lines begin at 13, the picture is on line 11."""
    return step(
        "- tap: Join", "- es: Toque Join.", "- en: Tap Join.", "", "![](01.png)", "- tap: Undo", *lines, head=head
    )


def test_the_question_of_an_aside_is_read_as_every_sentence_is() -> None:
    asked = aside("- if es: ¿No ve el navegador?", "- if en: Did you tap and wait?")
    assert found(asked) == [
        "tutorial.md:14: step 1?: warning: Many families don't know “navegador”. Say instead: the name of the program that "
        "the family sees, for instance “Chrome”. If it is the word on a button, write it as it is there."
    ]
    assert found(aside("- if es: ¿No ve Unirse?", "- if en: Can't you see Join now?"), "Undo", "Join") == [], (
        "a button that is not there is what it asks about"
    )


def test_a_question_is_written_as_one() -> None:
    assert found(aside("- if es: Se equivocó?", "- if en: You made a mistake.")) == [
        "tutorial.md:14: step 1?: warning: “Se equivocó?” is not written as a question. Write it with ¿…?.",
        "tutorial.md:15: step 1?: warning: “You made a mistake.” is not written as a question. Write it with …?.",
    ]
    assert found(aside("- if es: Y ahora, ¿se equivocó?", "- if en: And now, a mistake?")) == []
    assert found(aside("- if es: Se equivocó", "- if en: A mistake?", "- ok: they say it so")) == []


def test_a_question_about_a_password_is_calmed_by_the_sentence_after_it() -> None:
    asked = ("- if es: ¿Le pide una contraseña?", "- if en: Does it ask for a password?")
    assert [problem.partition(" families")[0] for problem in found(aside(*asked))] == [
        "tutorial.md:14: step 1?: warning: This step asks for a password:",
        "tutorial.md:15: step 1?: warning: This step asks for a password:",
    ]
    assert found(aside(*asked, "- es: La escuela se la dio.", "- en: The school gave it to you.")) == []


def test_questions_count_in_the_reading_level() -> None:
    hard = "¿Comunicará oportunamente la secretaría administrativa determinadas particularidades?"
    one = aside(f"- if es: {hard}", "- if en: Is it hard?", head="# es: Entrar\n# en: Join\n")
    easy = aside("- if es: ¿Sí?", "- if en: Yes?", head="# es: Entrar\n# en: Join\n")
    levels = [plain.measure_level(each, "es") for each in (one, easy)]
    assert levels[0] is not None
    assert levels[1] is not None
    assert levels[0].score < levels[1].score


@pytest.mark.parametrize("lang", ["es", "en", "pt"])
def test_the_questions_of_the_phrasebook_give_none_but_fears(lang: str) -> None:
    for question in load_phrasebook(lang).table["questions"].values():
        one = tutorial(
            f"# {lang}: a\n\n- why {lang}: b\n\n![](01.png)\n- wait:\n\n![](01.png)\n- wait:\n- if {lang}: {question}\n"
        )
        assert [problem for problem in found(one) if "families may be afraid" not in problem] == []
