"""Suggestions from the sentences of tutorials: which come first, what is put in, and what never comes out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.edit.phrase_memory import MAX_PAIRS, Pair, PhraseMemory, PhraseShelf, collect_phrases
from annotator.model import Action, IconTarget, PointTarget, Said, School, Step, Target, TextTarget, Tutorial
from annotator.model.tutorial import Hide
from annotator.privacy.matcher import Matcher, Privacy, collect_privacy
from annotator.text.folding import fold

ES, EN = "es", "en"
BOTH = (ES, EN)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> PhraseMemory:
    return PhraseShelf(tmp_path_factory.mktemp("empty")).load()


def step(kind: str = "tap", target: Target | None = None, **more: object) -> Step:
    return Step("01.png", Action(kind, target), **more)  # type: ignore[arg-type]


def button(*wordings: str) -> TextTarget:
    return TextTarget(wordings)


def said(**texts: str) -> tuple[Said, ...]:
    return tuple(Said(lang, text) for lang, text in texts.items())


def memory(
    *steps: Step, names: tuple[str, ...] = (), hides: tuple[Hide, ...] = (), device: str | None = None
) -> PhraseMemory:
    tutorial = Tutorial(said(es="Uno", en="One"), steps, device=device, hides=hides)
    matcher = Matcher(collect_privacy(tutorial, School(names=names)))
    return PhraseMemory(collect_phrases(tutorial, matcher, "own"))


def texts(pairs: tuple[Pair, ...], lang: str = ES) -> list[str]:
    return [pair.texts[lang] for pair in pairs]


def test_empty_it_suggests_by_the_action(shipped: PhraseMemory) -> None:
    pairs = shipped.suggest(step("wait"), ES, "", BOTH)
    assert "Espere un momento. La maestra le va a abrir." in texts(pairs)
    assert pairs[0].texts.keys() == {ES, EN}
    assert pairs[0].source
    assert all("spere" in text for text in texts(pairs))


def test_the_steps_own_button_takes_the_place_of_the_stored_one(shipped: PhraseMemory) -> None:
    pairs = shipped.suggest(step(target=button("Submit", "Entregar")), ES, "", BOTH)
    assert {ES: "Toque Entregar.", EN: "Tap Submit."} in [dict(pair.texts) for pair in pairs]
    assert "Unirse" not in " ".join(texts(pairs))


@pytest.mark.parametrize(
    "typed", ["Toque el", "TOQUE EL BOTON", "toqe el boton", "el botón azul", "Toque el botón azul que dice S"]
)
def test_words_typed_so_far_lead(shipped: PhraseMemory, typed: str) -> None:
    pairs = shipped.suggest(step(target=button("Salir", "Leave")), ES, typed, BOTH)
    assert {ES: "Toque el botón azul que dice Salir.", EN: "Tap the blue button that says Leave."} in [
        dict(pair.texts) for pair in pairs
    ]
    assert len(pairs) <= MAX_PAIRS


def test_what_begins_as_typed_comes_first(shipped: PhraseMemory) -> None:
    first = shipped.suggest(step(), ES, "la maestra le man", BOTH)[0]
    assert first.texts[ES].startswith("La maestra le mandó")
    assert first.texts[EN].startswith("The teacher sent you")


@pytest.mark.parametrize(
    ("typed", "word"), [("mande la foto", "foto"), ("escirba su nom", "nombre"), ("y espere", "spere")]
)
def test_what_is_suggested_has_what_was_typed(shipped: PhraseMemory, typed: str, word: str) -> None:
    found = texts(shipped.suggest(step("tap", button("Unirse", "Join")), ES, typed, BOTH))
    assert found
    assert all(word in text for text in found), found


def test_nothing_fits_nonsense(shipped: PhraseMemory) -> None:
    assert shipped.suggest(step("wait"), ES, "xyzzy qwfp", BOTH) == ()


def test_an_empty_language_gets_what_is_nearest_to_the_other(shipped: PhraseMemory) -> None:
    own = step(target=button("Unirse", "Join"), narration=said(es="Toque el botón azul que dice Unirse."))
    assert shipped.suggest(own, EN, "", BOTH)[0].texts[EN] == "Tap the blue button that says Join."
    own = step("wait", narration=said(es="Espere. La maestra va a abrirle."))
    assert shipped.suggest(own, EN, "", BOTH)[0].texts[EN] == "Wait a moment. The teacher will let you in."


def test_a_word_in_small_letters_is_no_button() -> None:
    own = memory(
        step("type", button("Contraseña", "Password"), narration=said(es="Escriba la contraseña.", en="Type it."))
    )
    assert texts(own.suggest(step("type", button("Nombre", "Name")), ES, "", BOTH)) == ["Escriba la contraseña."]


def test_a_sentence_with_a_button_is_none_for_a_step_without_a_word() -> None:
    own = memory(step(target=button("Join"), narration=said(es="Toque Join.", en="Tap Join.")))
    for target in (PointTarget(1, 2), IconTarget("mic.png"), None):
        assert own.suggest(step(target=target), ES, "", BOTH) == ()
    assert texts(own.suggest(step(target=PointTarget(1, 2)), ES, "Toque J", BOTH)) == ["Toque Join."]


def test_the_same_button_comes_first() -> None:
    own = memory(
        step(target=button("Send"), narration=said(es="Toque Send.", en="Tap Send.")),
        step(target=button("Join", "Unirse"), narration=said(es="Ahora toque Unirse, por favor.", en="Now tap Join.")),
    )
    assert texts(own.suggest(step(target=button("Unirse")), ES, "", BOTH))[0] == "Ahora toque Unirse, por favor."


def test_sentences_of_a_pair_are_suggested_alone_while_somebody_types() -> None:
    own = memory(step("wait", narration=said(es="Espere. La maestra abre.", en="Wait. The teacher opens.")))
    assert texts(own.suggest(step("wait"), ES, "la maes", BOTH)) == ["La maestra abre.", "Espere. La maestra abre."]
    assert own.suggest(step("wait"), ES, "la maes", BOTH)[0].texts[EN] == "The teacher opens."


def test_a_direction_is_said_for_that_direction_alone() -> None:
    up = Step("1.png", Action("swipe", direction="up"), said(es="Suba la pantalla.", en="Slide up."))
    own = memory(up)
    assert own.suggest(Step("1.png", Action("swipe", direction="down")), ES, "", BOTH) == ()
    assert texts(own.suggest(Step("1.png", Action("swipe", direction="up")), ES, "", BOTH)) == ["Suba la pantalla."]


def test_no_clicks_on_a_phone_and_no_taps_on_a_laptop(shipped: PhraseMemory) -> None:
    target = button("Salir", "Leave")
    for device, word in (("phone", "clic"), ("laptop", "toque")):
        pairs = shipped.suggest(step(target=target), ES, "", BOTH, device=device)  # type: ignore[arg-type]
        assert pairs
        assert not any(word in text.lower() for text in texts(pairs))


def test_private_words_never_come_out() -> None:
    one = step(narration=said(es="Salude a Marta Ruiz.", en="Greet her."))
    two = step(narration=said(es="Toque la foto.", en="Tap Sofía López."))
    three = step(narration=said(es="Escriba a Marta.", en="Write to her."))
    four = step(narration=said(es="Toque la pantalla.", en="Tap the screen."))
    hides = (Hide(button("Marta Ruiz")),)
    own = memory(one, two, three, four, names=("Sofía López",), hides=hides)
    for typed in ("", "Salude", "Toque", "Escriba", "Marta"):
        assert set(texts(own.suggest(step(), ES, typed, BOTH))) <= {"Toque la pantalla."}
    # What another tutorial hides is private there, too.
    assert (
        memory(step(narration=said(es="Escriba Luna Sol.", en="Type it."))).suggest(
            step(), ES, "", BOTH, Matcher(Privacy(names=("Luna Sol",)))
        )
        == ()
    )


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Unirse", "Join"),
        ("Permitir", "Allow"),
        ("Mientras la app está en uso", "While using the app"),
        ("Entendido", "Got it"),
        ("Cámara", "Camera"),
        ("Entregar", "Turn in"),
    ],
)
def test_each_language_has_its_own_wording(shipped: PhraseMemory, spanish: str, english: str) -> None:
    for wordings in ((spanish, english), (english, spanish)):
        assert [shipped.choose_wording(wordings, lang, BOTH) for lang in BOTH] == [spanish, english]


def test_words_that_no_sentence_has_are_taken_in_the_order_of_the_languages(shipped: PhraseMemory) -> None:
    assert [shipped.choose_wording(("Xylo", "Qwert"), lang, BOTH) for lang in BOTH] == ["Xylo", "Qwert"]


def write(root: Path, name: str, sentence: str, hide: str = "") -> Path:
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tutorial.md").write_text(
        f"# es: Uno\n{hide}\n![](1.png)\n- listen:\n- es: {sentence}\n", encoding="utf-8"
    )
    return folder


def find(shelf: PhraseShelf, besides: Path | None = None, typed: str = "oiga") -> list[str]:
    pairs = shelf.load(besides).suggest(step("listen"), ES, typed, (ES,))
    return [pair.texts[ES] for pair in pairs if pair.source in ("a", "b", "link")]


def test_the_schools_own_tutorials_are_read_again_when_they_change(tmp_path: Path) -> None:
    folder = write(tmp_path, "a", "Oiga la campana.")
    shelf = PhraseShelf(tmp_path)
    assert find(shelf) == ["Oiga la campana."]
    assert find(shelf, folder) == []
    write(tmp_path, "a", "Oiga la canción.")
    os.utime(folder / "tutorial.md", (5, 5))
    write(tmp_path, "b", "Oiga el timbre.")
    assert set(find(shelf)) == {"Oiga la canción.", "Oiga el timbre."}
    (tmp_path / "link").symlink_to(folder)
    assert len(find(shelf)) == 2


def test_the_list_of_names_counts_and_without_it_nothing_is_suggested(tmp_path: Path) -> None:
    write(tmp_path, "a", "Oiga a Sofía López.")
    write(tmp_path, "b", "Oiga el timbre.")
    (tmp_path / "school.toml").write_text('names = "names.txt"\n')
    shelf = PhraseShelf(tmp_path)
    assert find(shelf) == []
    (tmp_path / "names.txt").write_text("Sofía López\n", encoding="utf-8")
    os.utime(tmp_path / "school.toml", (5, 5))
    assert find(shelf) == ["Oiga el timbre."]


def test_no_sentence_of_a_shipped_tutorial_has_a_mask(shipped: PhraseMemory) -> None:
    for typed in ("toque", "escriba", "mire", "la maestra"):
        for pair in shipped.suggest(step(target=button("A", "B")), ES, typed, BOTH):
            assert "■" not in "".join(pair.texts.values())
            assert fold(pair.texts[ES])
