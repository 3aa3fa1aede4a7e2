"""What is said in a step whose sentence is empty."""

from __future__ import annotations

import pytest

from annotator.edit.recordings.voice_places import spoken
from annotator.model import Action, Hide, PointTarget, Said, School, Step, Target, TextTarget, Tutorial
from annotator.privacy.matcher import Matcher, collect_privacy


def say(target: Target | None, lang: str, wording: str | None = None, device: str | None = None) -> str:
    step = Step("1.png", Action("tap", target))
    hides = (Hide(TextTarget(("Lupita Rojas",))),)
    tutorial = Tutorial((Said("es", "Entrar"), Said("en", "Join")), (step,), hides=hides, device=device)
    return spoken(tutorial, 0, lang, Matcher(collect_privacy(tutorial, School())), wording)


@pytest.mark.parametrize(
    ("target", "lang", "wording", "sentence"),
    [
        (TextTarget(("Unirse", "Join")), "es", None, "Toque Unirse."),
        (TextTarget(("Unirse", "Join")), "en", "Join", "Tap Join."),
        (PointTarget(50, 50), "en", None, "Tap here."),
        (TextTarget(("Unirse",)), "mix", None, ""),
    ],
)
def test_the_phrasebook_speaks(target: Target, lang: str, wording: str | None, sentence: str) -> None:
    said = say(target, lang, wording)
    assert said == sentence or (isinstance(target, PointTarget) and said and "Join" not in said)


def test_a_private_word_is_not_said() -> None:
    assert "Lupita" not in say(TextTarget(("Lupita Rojas",)), "es")
    assert "Lupita" not in say(TextTarget(("Unirse",)), "es", "Lupita Rojas")


def test_on_a_laptop_one_clicks() -> None:
    assert say(TextTarget(("Unirse",)), "es", device="Windows laptop").startswith("Haga clic")


def test_without_an_action_nothing_is_said() -> None:
    tutorial = Tutorial((Said("es", "Entrar"),), (Step("1.png"),))
    assert spoken(tutorial, 0, "es", Matcher(collect_privacy(tutorial, School()))) == ""
