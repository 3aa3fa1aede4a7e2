"""What a new screen changes in its step."""

from __future__ import annotations

import pytest

from annotator.edit.pointing.steps_today import rename
from annotator.edition.matched_steps import StepToday
from annotator.edition.matching import StepLibrary
from annotator.edition.new_screens import compare_with
from annotator.errors import AnnotatorError
from annotator.model import Action, LangFile, Said, Step, StepNumber, TextTarget


def test_only_the_language_whose_screen_changed_gets_the_new_name() -> None:
    said = (Said("es", "Toque Tomar foto, abajo."), Said("en", "Tap Take photo, below."))
    old, new = (Action("tap", TextTarget(words)) for words in (("Tomar foto", "Take photo"), ("Usar cámara",)))
    step = Step("03.png", old, said, pictures=(LangFile("en", "03.en.png"),))
    today = StepToday(2, StepNumber(3), "changed", "03.png", "IMG_2.png", called="Tomar foto")
    action, texts = rename(step, today, new)
    assert action == Action("tap", TextTarget(("Usar cámara", "Take photo")))
    assert texts == {"es": "Toque Usar cámara, abajo."}
    assert rename(step, today, old) == (old, {}), "still found by its name"


def test_a_tutorial_whose_pictures_cannot_be_opened_is_not_said_to_be_as_before() -> None:
    with pytest.raises(AnnotatorError, match=r"zoom/1\.png"):
        compare_with(StepLibrary({}, ("zoom/1.png",)), {})
