"""The phrasebook speaks for every action, with and without a target, in every language."""

from __future__ import annotations

import re
import typing

import pytest

from annotator import assets
from annotator.model import (
    ACTIONS,
    Action,
    ActionKind,
    Device,
    Direction,
    Found,
    IconTarget,
    PointTarget,
    Step,
    TargetName,
    TextTarget,
)
from annotator.model.actions import finger_direction
from annotator.phrases import (
    has_phrasebook,
    is_link,
    load_phrasebook,
    load_phrasebooks,
    native_name,
    translate_question,
    visible_wording,
)
from annotator.script import plain

ONES = [
    (kind, direction)
    for kind, traits in ACTIONS.items()
    for direction in (typing.get_args(Direction) if traits.takes == "direction" else (None,))
]


@pytest.mark.parametrize("lang", [book.lang for book in load_phrasebooks()])
@pytest.mark.parametrize(("kind", "direction"), ONES)
def test_every_action_has_its_sentences(lang: str, kind: ActionKind, direction: Direction | None) -> None:
    words = "Presente" if ACTIONS[kind].takes == "words" else None
    named = Action(kind, None if words else TextTarget(("Unirse",)), direction, words)
    bare = Action(kind, None if words else PointTarget(50, 30), direction, words)
    book = load_phrasebook(lang)
    sentence = book.sentence(named, TargetName(visible_wording(named, None)))
    assert ("Presente" if words else "Unirse") in sentence
    private = book.sentence(named, TargetName(None, person=True))
    # It says that a name is there, and not which: the bare sentence doesn't say even that.
    assert words or re.search(r"\b(nombre|name|nome|nom)\b", private) or lang not in ("es", "en", "pt")
    assert words or (private != sentence and "Unirse" not in private)
    for text in (sentence, private, book.sentence(bare, TargetName())):
        assert text.endswith((".", "!"))
        assert "{" not in text
        assert "«" not in text
    assert book.short_action(named)


def test_the_sentence_uses_the_wording_that_was_found() -> None:
    action = Action("tap", TextTarget(("Join", "Unirse")))
    called = TargetName(visible_wording(action, Found(action.target, matched="Unirse")))
    assert load_phrasebook("es").sentence(action, called) == "Toque Unirse."
    assert load_phrasebook("en").sentence(action, TargetName("Join")) == "Tap Join."
    assert visible_wording(Action("tap", PointTarget(1, 2)), None) is None


@pytest.mark.parametrize(
    ("lang", "device", "icon", "sentence"),
    [
        ("en", "phone", "edit.png", "Tap the pencil."),
        ("es", "phone", "edit.png", "Toque el lápiz."),
        ("es", "laptop", "more.png", "Haga clic en los tres puntos."),
        ("en", "laptop", "logo.png", "Click where the arrow points."),
        ("pt", "phone", "edit.png", "Toque em lápis."),
        ("en", "phone", "back.png", "Tap the arrow that points left."),
        ("es", "phone", "check.png", "Toque la palomita."),
    ],
)
def test_an_icon_that_is_tapped_is_called_by_its_name(lang: str, device: Device, icon: str, sentence: str) -> None:
    assert load_phrasebook(lang).sentence(Action("tap", IconTarget(icon)), TargetName(), device) == sentence


@pytest.mark.parametrize("lang", [book.lang for book in load_phrasebooks()])
def test_every_icon_has_a_name_that_is_plain(lang: str) -> None:
    book, icons = load_phrasebook(lang), {path.stem for path in assets.folder("icons").glob("*.png")}
    assert book.table["icons"].keys() == {"photo-camera", *icons}
    for icon in icons:
        action = Action("tap", IconTarget(f"{icon}.png"))
        sentence = book.sentence(action, TargetName())
        assert not plain.check_text(sentence, lang, Step("1.png", action), ()), sentence


@pytest.mark.parametrize(
    ("lang", "sentence", "bare", "link", "label"),
    [
        (
            "es",
            "Haga clic en Unirse.",
            "Haga clic donde señala la flecha.",
            "Haga clic en el link",
            "Haga clic en Unirse",
        ),
        ("en", "Click Unirse.", "Click where the arrow points.", "Click the link", "Click Unirse"),
        ("pt", "Clique em Unirse.", "Clique onde a seta aponta.", "Clique no link", "Clique em Unirse"),
    ],
)
def test_on_a_laptop_one_clicks(lang: str, sentence: str, bare: str, link: str, label: str) -> None:
    tap, book = Action("tap", TextTarget(("Unirse",))), load_phrasebook(lang)
    assert book.sentence(tap, TargetName("Unirse"), "laptop") == sentence
    assert book.sentence(tap, TargetName(), "laptop") == bare
    assert book.label_action(tap, "Unirse", "laptop") == label
    assert book.label_action(tap, "zoom.us/j/", "laptop") == link
    assert book.sentence(tap, TargetName("Unirse"), "tablet") == book.sentence(tap, TargetName("Unirse"))
    assert book.short_action(None, "laptop") == book.short_action(None)


FINGER_OR_PHONE = re.compile(
    r"\b(toque|tap|el dedo|your finger|o dedo|el celular|your phone|the phone|o celular)\b", re.IGNORECASE
)


@pytest.mark.parametrize("lang", [book.lang for book in load_phrasebooks()])
@pytest.mark.parametrize(("kind", "direction"), ONES)
def test_nothing_speaks_of_touching_a_laptops_screen(lang: str, kind: ActionKind, direction: Direction | None) -> None:
    book = load_phrasebook(lang)
    action = Action(kind, TextTarget(("Unirse",)), direction, "Presente")
    for target in (TargetName("Unirse"), TargetName(person=True), TargetName(), TargetName("zoom.us/j/")):
        for text in (book.sentence(action, target, "laptop"), book.short_action(action, "laptop")):
            assert not FINGER_OR_PHONE.search(text)


WAYS: dict[Direction, re.Pattern[str]] = {
    "up": re.compile(r"\b(suba|arriba|up|cima)\b", re.IGNORECASE),
    "down": re.compile(r"\b(baje|abajo(?! del teclado)|down|desça|baixo(?! do teclado))\b", re.IGNORECASE),
    "left": re.compile(r"\b(izquierda|left|esquerda)\b", re.IGNORECASE),
    "right": re.compile(r"\b(derecha|right|direita)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("lang", [book.lang for book in load_phrasebooks()])
@pytest.mark.parametrize(("kind", "direction"), [each for each in ONES if each[1]])
def test_the_words_of_a_direction_are_the_fingers_own_or_an_arrow_keys(
    lang: str, kind: str, direction: Direction
) -> None:
    action, book = Action(kind, None, direction), load_phrasebook(lang)
    for target in (TargetName("Unirse"), TargetName(person=True), TargetName()):
        for device, way in (("phone", finger_direction(kind, direction)), ("laptop", direction)):
            spoken = book.sentence(action, target, device)
            assert {each for each, words in WAYS.items() if words.search(spoken)} == {way}, spoken


@pytest.mark.parametrize(
    ("wording", "link"),
    [
        ("https://zoom.us/j/1", True),
        ("zoom.us/j/", True),
        ("zoom.us", True),
        ("losrobles.example.org", True),
        ("www.example.org", True),
        ("Unirse", False),
        ("8:00", False),
        ("2.º B", False),
        ("Sra. Rosa", False),
        ("a.m.", False),
    ],
)
def test_links_are_told_from_words(wording: str, link: bool) -> None:
    assert is_link(wording) is link


def test_a_link_is_called_a_link() -> None:
    action = Action("tap", TextTarget(("zoom.us/j/",)))
    assert (
        load_phrasebook("es").sentence(action, TargetName(visible_wording(action, None)))
        == "Toque las letras azules (el link)."
    )


def test_people_get_their_article_inside_a_sentence() -> None:
    assert load_phrasebook("es").person("Sra. Rosa") == "la Sra. Rosa"
    assert load_phrasebook("es").person("Sr. Luis") == "el Sr. Luis"
    assert load_phrasebook("es").person("Rosa") == "Rosa"
    assert load_phrasebook("es").person_after_to("Mtra. Elena") == "a la Mtra. Elena"
    # A title of men and women alike: the given name tells, a family name doesn't.
    assert [load_phrasebook("es").person_after_to(f"Lic. {name}") for name in ("Ana", "Óscar", "García")] == [
        "a la Lic. Ana",
        "al Lic. Óscar",
        "a Lic. García",
    ]
    assert load_phrasebook("es").person("Doña Rosa") == "Doña Rosa"
    assert load_phrasebook("pt-BR").person("Sra. Rosa") == "a Sra. Rosa"
    assert load_phrasebook("en").person("Sra. Rosa") == "Sra. Rosa"


def test_languages_without_a_phrasebook_borrow_one_and_say_so() -> None:
    mixtec = load_phrasebook("mix")
    assert not mixtec.is_native
    assert mixtec.words_lang == "es"
    assert load_phrasebook("mix", "en").words_lang == "en"
    assert mixtec.file_word("step") == "paso"
    assert native_name("mix", {"mix": "Mixteco de San Juan"}) == "Mixteco de San Juan"
    assert native_name("mix", {}) == "mix"
    assert load_phrasebook("es-MX").is_native
    assert has_phrasebook("es-MX")
    assert not has_phrasebook("mix")
    assert (
        load_phrasebook("es").list_or(["en español", "en inglés", "en mixteco"]) == "en español, en inglés o en mixteco"
    )


def test_the_same_questions_are_in_every_language() -> None:
    languages = ("es", "en", "pt")
    questions = {lang: tuple(load_phrasebook(lang).table["questions"].values()) for lang in languages}
    assert {len(set(each)) for each in questions.values()} == {14}
    for lang in languages:
        for other in languages:
            assert tuple(translate_question(text, lang, other) for text in questions[lang]) == questions[other]
    assert questions["es"][0] == "¿Se equivocó?"


def test_a_question_is_known_however_it_is_typed() -> None:
    assert translate_question("se equivoco", "es-MX", "en") == "Did you make a mistake?"
    assert translate_question("¿Llueve?", "es", "en") is None
    assert translate_question("¿Se equivocó?", "es", "mix") is None
    assert translate_question("¿Se equivocó?", "mix", "en") is None


@pytest.mark.parametrize("lang", [book.lang for book in load_phrasebooks()])
def test_of_an_unfinished_action_nothing_is_said_rather_than_half(lang: str) -> None:
    book = load_phrasebook(lang)
    unfinished = [Action("swipe"), Action("scroll", TextTarget(("Unirse",))), Action("say")]
    assert [book.sentence(action, TargetName()) for action in unfinished] == ["", "", ""]
    assert book.sentence(Action("tap"), TargetName())
