"""How long an answer may take, and what is told of one that has no script."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.edition import answering, proposed_answer
from annotator.edition.matched_steps import MatchedStep, PictureMatch
from annotator.errors import AnnotatorError, ProblemsError
from annotator.media.audio import Loudness
from annotator.model import (
    Action,
    Box,
    Clip,
    Decision,
    Device,
    Mark,
    Problem,
    Said,
    Show,
    Step,
    StepNumber,
    TextLine,
    TextTarget,
    Utterance,
)
from annotator.phrases import load_phrasebook
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy


def test_a_short_sound_is_filled_up_and_only_a_recording_may_be_long() -> None:
    def clip(seconds: float) -> Clip:
        return Clip(Path("clip.wav"), seconds, str(seconds))

    assert answering.list_clips([Utterance("Sí.", clip(0.4))]) == [(clip(0.4), pytest.approx(0.6))]
    (first, last) = answering.list_clips([Utterance("Toque Unirse.", clip(1.5)), Utterance("Espere.", clip(2.0))])
    assert first[1] > 0.3
    assert last == (clip(2.0), 0.0)
    with pytest.raises(AnnotatorError, match="takes 11 s to say; an answer may have 10"):
        answering.list_clips([Utterance("Toque.", clip(11.0))])
    assert answering.list_clips([Utterance("Toque.", clip(11.0), memo=True)]) == [(clip(11.0), 0.0)]


def test_remedies_need_no_script() -> None:
    show = Decision(Show(TextTarget(("Marta",))))
    shown = Problem("tutorial.md", 4, "“Marta” on 1.png looks private.", "Add “- show: Marta”.", decisions=(show,))
    told = [str(problem) for problem in answering.reword([shown, shown], "1.png")]
    assert told == [
        "1.png: “Marta” on 1.png looks private. Mark something else, or send a picture on which it is not private."
    ]
    assert answering.list_sound_warnings(Loudness(-16.0), 4.0, recorded=False) == []
    answering.refuse_private_texts("1.png", (Said("es", "Toque."),), Matcher(Privacy(("Marta Ruiz Soto",))))
    for name in ("Marta Ruiz.png", "Marta Ruiz"):
        with pytest.raises(ProblemsError):
            answering.refuse_private_texts(name, (), Matcher(Privacy(("Marta Ruiz Soto",))))


@pytest.mark.parametrize(("said", "text"), [((), "Toque Unirse. Toque Guardar."), ((Said("es", "Mire."),), "Mire.")])
def test_a_further_mark_is_said_unless_somebody_typed_the_sentence(said: tuple[Said, ...], text: str) -> None:
    step = Step(
        "1.png", Action("tap", TextTarget(("Unirse",))), narration=said, marks=(Mark(TextTarget(("Guardar",))),)
    )
    first = said[0].text if said else "Toque Unirse."
    assert answering.say_marks(first, step, (), Matcher(Privacy()), load_phrasebook("es"), "phone") == text


@pytest.mark.parametrize(
    ("device", "sentences"), [("phone", {"es": "Toque Unirse."}), (None, {"es": "Toque Unirse."}), ("laptop", {})]
)
def test_a_tablets_sentence_fits_every_screen_that_is_touched(
    tmp_path: Path, device: Device | None, sentences: dict[str, str]
) -> None:
    script = "# es: Entrar\n\n- device: tablet\n\n![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n"
    (tmp_path / "tutorial.md").write_text(script, encoding="utf-8")
    step = MatchedStep(tmp_path.name, 1, 0.9, StepNumber(1), tmp_path, "1.png")
    match = PictureMatch((step,), target=Box(1, 1, 9, 9))
    proposed = proposed_answer.propose(match, ["es"], device, lambda _box, _old: TextTarget(("Unirse",)))
    assert proposed is not None
    assert proposed.sentences == sentences


@pytest.mark.parametrize(
    ("sign", "sentences"), [("- sign: yours\n", {"es": "Toque su Wi-Fi. Por ejemplo: Casa-Luna."}), ("", {})]
)
def test_where_the_target_is_missing_only_what_each_family_has_its_own_is_said(
    tmp_path: Path, sign: str, sentences: dict[str, str]
) -> None:
    script = f"# es: Wi-Fi\n\n![](1.png)\n- tap: Casa-Luna\n- es: Toque su Wi-Fi. Por ejemplo: Casa-Luna.\n{sign}"
    (tmp_path / "tutorial.md").write_text(script, encoding="utf-8")
    match = PictureMatch((MatchedStep(tmp_path.name, 1, 0.9, StepNumber(1), tmp_path, "1.png"),), absent=True)
    proposed = proposed_answer.propose(match, ["es"], "phone", lambda _box, old: old)
    assert proposed is not None
    assert (proposed.action, proposed.sentences) == (None, sentences)


@pytest.mark.parametrize(("second", "asked"), [(0.45, 2), (0.3, 0)])
def test_a_person_is_asked_between_two_steps_that_are_about_as_likely(second: float, asked: int) -> None:
    steps = tuple(MatchedStep("t", 1, certainty, StepNumber(1), Path("t"), "1.png") for certainty in (0.52, second))
    assert len(PictureMatch(steps).list_doubts()) == asked


def test_a_sign_read_with_a_button_on_a_photo_does_not_hide_its_text() -> None:
    line, target = (
        TextLine("+ Agregar archivo", Box(196, 1069, 316, 112), 1.0),
        TextTarget(("Agregar archivo", "Add file")),
    )
    assert proposed_answer.aim_at(
        (line,), (692, 1500), Box(221, 1069, 291, 112), target, lambda _: False
    ) == TextTarget(("Agregar archivo",))
