"""What a script hides and what is on the roster is found in any text, and nothing else."""

from __future__ import annotations

import pytest

from annotator.model import Hide, School, Show, Step, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher, is_name_like
from annotator.privacy.private_texts import HiddenText, Privacy, collect_privacy
from tests.helpers.invisible import INVISIBLE

PRIVACY = Privacy(
    names=("García López, Ana", "Rosa Hernández"),
    hidden=(
        HiddenText("Marta Ruiz", "Luna García", 7),
        HiddenText("Beto Pérez Luz", None, 9),
        HiddenText("410-555-0123", None, 10),
        HiddenText("Clase de 2.º B", None, 11),
        HiddenText("Noé Li", None, 12),
    ),
    public=("Sra. Rosa", "Luna García"),
)
MATCHER = Matcher(PRIVACY)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Toque Marta Ruiz.", "Toque Luna García."),
        ("TOQUE RUIZ, MARTA.", "TOQUE Luna García."),
        ("marta-ruiz", "Luna García"),
        ("marta_ruiz.png", "Luna García"),
        ("Marta R.", "Luna García"),
        ("R., Marta", "Luna García"),
        ("LI, NOE", "•••"),
        ("Noé L.", "•••"),
        ("Li toca", "Li toca"),
        ("Beto L.", "•••"),
        # an initial that isn't the surname's
        ("Sra. Marta M.", "Sra. Marta M."),
        ("MARTA M.", "MARTA M."),
        ("Beto B. toca", "Beto B. toca"),
        ("Rosa R. toca Unirse", "Rosa R. toca Unirse"),
        ("Rosa H. toca Unirse", "••• toca Unirse"),
        ("Escriba a martaruiz7", "Escriba a Luna García"),
        ("Ma\u0301rta Ruíz", "Luna García"),
        ("Llame al 410 555 0123", "Llame al •••"),
        ("la clase de 2º B", "la clase de 2º B"),
        ("la CLASE DE 2.º B", "la •••"),
        ("Clase de 3.º B", "Clase de 3.º B"),
        ("¡Bienvenida, Ana!", "¡Bienvenida, •••!"),
        ("Ana García López y Marta Ruiz", "••• y Luna García"),
        ("Un mensaje a la Sra. Rosa", "Un mensaje a la Sra. Rosa"),
        ("la Sra. Rosa Hernández", "la Sra. •••"),
        ("Marta toca Unirse", "Marta toca Unirse"),
        ("", ""),
    ],
)
def test_private_texts_are_masked_and_others_stay(text: str, masked: str) -> None:
    assert MATCHER.mask(text) == masked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("¡Bienvenida, Marta!", ["Marta"]),
        ("Hola Pérez", ["Pérez"]),
        ("Marta Ruiz", []),
        ("marta", []),
        ("Hola Luz", ["Luz"]),
        ("Apague la Luz del cuarto", []),
        ("Luna García", []),
    ],
)
def test_single_words_of_hidden_names_are_asked_about(text: str, words: list[str]) -> None:
    assert [text[word.start : word.end] for word in MATCHER.single_words(text)] == words


def test_a_step_may_show_what_others_may_not() -> None:
    step = Step("1.png", shows=(Show(TextTarget(("Ana",))), Show(TextTarget(("Rosa",), 2))))
    assert not MATCHER.for_step(step).is_private("Hola, Ana")
    assert MATCHER.for_step(step).is_private("Rosa Hernández")
    assert MATCHER.is_private("Hola, Ana")


def test_of_a_numbered_place_only_that_is_covered_on_its_picture_but_the_text_stays_private() -> None:
    step = Step("1.png", hides=(Hide(TextTarget(("Marta Ruiz",), 2)),))
    matcher = Matcher(collect_privacy(Tutorial((), (step,)), School()))
    assert not matcher.for_picture(step).is_private("Marta Ruiz")
    assert matcher.for_step(step).is_private("Marta Ruiz")
    everywhere = Tutorial((), (step,), hides=(Hide(TextTarget(("Marta Ruiz",))),))
    assert Matcher(collect_privacy(everywhere, School())).for_picture(step).is_private("RUIZ, MARTA")
    assert [MATCHER.is_public(text) for text in ("la Sra. Rosa", "Sra. Rosa", "Rosa")] == [False, True, False]
    listed = "Ana, RUIZ,MARTA y @ana.garcia"
    assert [listed[match.start : match.end] for match in MATCHER.full_names(listed)] == ["@ana.garcia"]


def test_all_lines_of_a_tutorial_hide_in_all_of_it() -> None:
    steps = (
        Step("1.png", hides=(Hide(TextTarget(("Ana", "Anita")), "Luna"),)),
        Step("2.png", shows=(Show(TextTarget(("Beto",))),)),
    )
    tutorial = Tutorial((), steps, hides=(Hide(TextTarget(("Marta",))),), shows=(Show(TextTarget(("Los Robles",))),))
    privacy = collect_privacy(
        tutorial,
        School(
            name="Escuela", person="Sra. Rosa", phone="410-555-0100", whatsapp="+1 410 555 0101", names=("Ana Ríos",)
        ),
    )
    assert [text.text for text in privacy.hidden] == ["Marta", "Ana", "Anita"]
    assert privacy.public == ("Sra. Rosa", "Escuela", "Luna", "Los Robles")
    assert privacy.phones == ("410-555-0100", "+1 410 555 0101")
    assert privacy.names == ("Ana Ríos",)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Ana", True),
        ("De la Cruz, María", True),
        ("Juan O'Neal-Ruiz", True),
        ("204", False),
        ("Sala 204", False),
        ("hola", False),
        ("Toque el botón rojo", False),
        ("", False),
    ],
)
def test_names_are_told_by_their_look(text: str, is_name: bool) -> None:
    assert is_name_like(text) is is_name


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
@pytest.mark.parametrize("name", ["Mateo", "Mat\u00e9o Cruz", "Sof\u00eda Mora"])
def test_invisible_characters_hide_no_name(character: str, name: str) -> None:
    inside = f"{name[:2]}{character}{name[2:]}"
    for listed, shown in ((name, inside), (inside, name), (inside, inside)):
        for privacy in (Privacy(names=(listed,)), Privacy(hidden=(HiddenText(listed),))):
            masked = Matcher(privacy).mask(f"Toque {shown}, por favor.")
            assert masked == "Toque •••, por favor."
    assert Matcher(Privacy(names=(name,))).is_private(f"hola{character}{name}"), "it stands between words"
    assert not Matcher(Privacy(names=(name,), public=(inside,))).is_private(f"Hola {name}")


@pytest.mark.parametrize(
    "shown", ["Ｍａｔｅｏ", "ⓂⓐⓣⒺⓞ", "Ma\u0337teo", "𝐌𝐚𝐭𝐞𝐨", "Mate\u034f\u0301o", "Hola\u00a0Mateo"]
)
def test_letters_in_another_style_are_letters(shown: str) -> None:
    assert Matcher(Privacy(names=("Mateo",))).is_private(shown)


def test_a_number_with_invisible_characters_is_covered_whole() -> None:
    text = "Llame al 410\u2011555\u20600123."
    assert Matcher(Privacy(hidden=(HiddenText("410-555-0123"),))).mask(text) == "Llame al •••."
