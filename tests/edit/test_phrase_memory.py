"""Suggestions from the sentences of tutorials: those about the same button or icon, and nothing private."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.edit.words.phrase_memory import MAX_PHRASES, Phrase, collect_phrases, load, suggest
from annotator.model import (
    Action,
    ActionKind,
    IconTarget,
    PointTarget,
    Said,
    School,
    Step,
    Target,
    TextTarget,
    Tutorial,
)
from annotator.model.tutorial import Hide
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy, collect_privacy

JOIN = TextTarget(("Unirse", "Join"))
NOBODY = Matcher(Privacy())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Phrase, ...]:
    return load(tmp_path_factory.mktemp("empty"))


def step(target: Target | None = JOIN, kind: ActionKind = "tap", **texts: str) -> Step:
    return Step("01.png", Action(kind, target), tuple(Said(lang, text) for lang, text in texts.items()))


def tutorial(*steps: Step, device: str | None = None, hides: tuple[Hide, ...] = ()) -> Tutorial:
    return Tutorial((Said("es", "Uno"), Said("en", "One")), steps, device=device, hides=hides)


def remember(*steps: Step, names: tuple[str, ...] = (), hides: tuple[Hide, ...] = ()) -> tuple[Phrase, ...]:
    known = tutorial(*steps, hides=hides)
    return collect_phrases(known, Matcher(collect_privacy(known, School(names=names))))


def ask(phrases: tuple[Phrase, ...], own: Step, matcher: Matcher = NOBODY, device: str | None = None) -> list[str]:
    found: tuple[Mapping[str, str], ...] = suggest(phrases, tutorial(own, device=device), 0, matcher)
    return [texts.get("es", "") for texts in found]


def test_the_same_button_brings_all_languages(shipped: tuple[Phrase, ...]) -> None:
    found = suggest(shipped, tutorial(step(TextTarget(("Join",)))), 0, NOBODY)
    assert 0 < len(found) <= MAX_PHRASES
    assert {"es": "Toque el botón azul que dice Unirse.", "en": "Tap the blue button that says Join."} in found


@pytest.mark.parametrize(
    ("screen", "own", "foreign"),
    [
        ("Allow Zoom to record audio?", "Do you want them to hear your child?", "see"),
        ("Allow Zoom to take pictures and record video?", "", "hear"),
        ("¿Permitir que Zoom tome fotos y grabe videos?", "", "hear"),
        ("Allow Maps to access this device's location?", "", "hear"),
        ("", "", "hear"),
    ],
)
def test_a_question_is_about_what_the_screen_asks(
    shipped: tuple[Phrase, ...], screen: str, own: str, foreign: str
) -> None:
    asked = tutorial(step(TextTarget(("While using the app",))))
    found = [texts["en"] for texts in suggest(shipped, asked, 0, NOBODY, [screen]) if "en" in texts]
    assert any("Tap where it says: While using the app." in text for text in found)
    assert any(own in text for text in found)
    assert not any("?" in text and foreign in text for text in found)


def test_no_sentence_about_another_button_action_or_place() -> None:
    phrases = remember(
        step(es="Toque Unirse.", en="Tap Join."), step(IconTarget("mic.png"), es="Toque el micrófono.", en="Tap it.")
    )
    assert ask(phrases, step()) == ["Toque Unirse."]
    assert ask(phrases, step(IconTarget("mic.png"))) == ["Toque el micrófono."]
    for other in (step(TextTarget(("Salir",))), step(kind="hold"), step(PointTarget(1, 2)), step(None, "wait")):
        assert ask(phrases, other) == []


def test_a_screen_of_settings_gets_nothing_about_zoom(shipped: tuple[Phrase, ...]) -> None:
    """Once a step on such a screen was offered six sentences about Zoom."""
    for words in ("Wi-Fi", "Traccar Client", "Ajustes", "Aplicaciones"):
        assert not any("Zoom" in text for text in ask(shipped, step(TextTarget((words,))), device="Android phone"))
    assert ask(shipped, step(TextTarget(("Traccar Client",)))) == []
    assert ask(shipped, step(IconTarget("traccar.png"))) == []


def test_what_the_step_says_already_is_not_suggested() -> None:
    phrases = remember(step(es="Toque Unirse.", en="Tap Join."), step(es="TOQUE Unirse.", en="tap Join."))
    assert ask(phrases, step()) == ["Toque Unirse."], "once"
    assert ask(phrases, step(es="Toque Unirse.")) == ["Toque Unirse."], "the other language"
    assert ask(phrases, step(es="Toque Unirse.", en="Tap Join.")) == []


def test_no_clicks_on_a_phone_and_no_taps_on_a_laptop(shipped: tuple[Phrase, ...]) -> None:
    for device, word in (("Android phone", "clic"), ("laptop", "toque")):
        for name in ("Join", "Leave", "Unmute"):
            found = ask(shipped, step(TextTarget((name,))), device=device)
            assert not any(word in text.casefold() for text in found)


def test_private_words_never_come_out() -> None:
    phrases = remember(
        step(es="Salude a Marta Ruiz.", en="Greet her."),
        step(es="Toque la foto.", en="Tap Sofía López."),
        step(es="Escriba a Marta.", en="Write to her."),
        step(es="Toque la pantalla.", en="Tap the screen."),
        step(es="Llame a Luna Sol.", en="Call her."),
        names=("Sofía López",),
        hides=(Hide(TextTarget(("Marta Ruiz",))),),
    )
    # What the tutorial that is written hides is private there, too.
    assert ask(phrases, step(), Matcher(Privacy(names=("Luna Sol",)))) == ["Toque la pantalla."]


def write(root: Path, name: str, sentence: str) -> Path:
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    script = f"# es: Uno\n\n![](1.png)\n- tap: Xylo\n- es: {sentence}\n"
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    return folder


def find(root: Path, besides: Path | None = None) -> list[str]:
    return ask(load(root, besides), step(TextTarget(("Xylo",))))


def test_the_schools_own_tutorials_are_read_again_when_they_change(tmp_path: Path) -> None:
    folder = write(tmp_path, "a", "Toque la campana.")
    assert find(tmp_path) == ["Toque la campana."]
    assert find(tmp_path, folder) == []
    write(tmp_path, "a", "Toque la canción.")
    os.utime(folder / "tutorial.md", (5, 5))
    write(tmp_path, "b", "Toque el timbre.")
    (tmp_path / "link").symlink_to(folder)
    assert find(tmp_path) == ["Toque la canción.", "Toque el timbre."]


def test_the_list_of_names_counts_and_without_it_nothing_is_suggested(tmp_path: Path) -> None:
    write(tmp_path, "a", "Toque a Sofía López.")
    write(tmp_path, "b", "Toque el timbre.")
    (tmp_path / "school.toml").write_text('names = "names.txt"\n')
    assert find(tmp_path) == []
    (tmp_path / "names.txt").write_text("Sofía López\n", encoding="utf-8")
    os.utime(tmp_path / "school.toml", (5, 5))
    assert find(tmp_path) == ["Toque el timbre."]
