"""What a tutorial is to become is judged by what its script would say, and refused with a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial.changes import MAX_TEXT, judge, parse
from annotator.model import Action, BoxTarget, Hide, Mark, PointTarget, Said, Step, Target, TextTarget, Tutorial

SCRIPT = "# es: Entrar\n# en: Join\n\n![](01.png)\n- tap: Join\n- es: Toque.\n\n![](01.png)\n- if es: ¿Sí?\n- done:\n"
FILES = frozenset({"01.png", "a\nb.png"})


def before(script: str = SCRIPT) -> Tutorial:
    tutorial = parse(script, FILES).readable
    assert tutorial is not None
    return tutorial


def with_step(index: int = 0, /, **fields: object) -> Tutorial:
    tutorial = before()
    step = replace(tutorial.steps[index], **fields)  # type: ignore[arg-type]
    return replace(tutorial, steps=(*tutorial.steps[:index], step, *tutorial.steps[index + 1 :]))


def say(text: str, lang: str = "es") -> Tutorial:
    return with_step(narration=(Said(lang, text),))


def test_what_a_script_can_hold_is_written_and_read() -> None:
    script, reading = judge(before(), say("Toque aquí."), FILES)
    assert "- es: Toque aquí.\n" in script
    assert reading.readable == say("Toque aquí.")


def test_a_guess_that_nobody_changed_stays_one() -> None:
    guessed = before(SCRIPT.replace("# es:", "# es?:").replace("# en:", "# en?:"))
    sent = replace(guessed, titles=(Said("es", "Entrar"), Said("en", "Join class")))
    script, _ = judge(guessed, sent, FILES)
    assert script.startswith("# es?: Entrar\n# en: Join class\n")


def test_whoever_takes_the_last_guess_of_a_step_takes_the_title() -> None:
    guessed = before("# es?: Entrar\n\n![](01.png)\n- tap?: Join\n\n![](a%0Ab.png)\n- done?:\n")
    told = before("# es?: Entrar\n\n![](01.png)\n- tap: Join\n- es?: Toque.\n")
    sent = replace(told, device="phone", steps=(replace(told.steps[0], narration=(Said("es", "Toque."),)),))
    assert judge(told, sent, FILES)[0].count("es?:") == 2, "another change takes no guess"
    one, other = (replace(step, action=step.action and replace(step.action, guess=False)) for step in guessed.steps)
    assert "# es?: Entrar" in judge(guessed, replace(guessed, steps=(one, guessed.steps[1])), FILES)[0]
    assert "?:" not in judge(guessed, replace(guessed, steps=(one, other)), FILES)[0]


REFUSED: dict[str, tuple[Tutorial, str]] = {
    "long": (say("x" * (MAX_TEXT + 1)), "too long"),
    "two lines": (say("a\nb"), "line break"),
    "no character": (say("\ud800"), "line break"),
    "outer spaces": (say(" a "), "can't hold"),
    "nothing": (say(""), "can't hold"),
    "another language": (say("x", "fr"), "No title declares"),
    "no language": (say("x", "a: b"), "not a word"),
    "twice a language": (with_step(narration=(Said("es", "a"), Said("es", "b"))), "can't hold|Write all of it"),
    "no direction": (with_step(action=Action("swipe", TextTarget(("a",)))), "not a direction"),
    "words at a place": (with_step(action=Action("say", TextTarget(("a",)), words="Hola")), "can't hold"),
    "no wording": (with_step(marks=(Mark(TextTarget(())),)), "can't hold|Write the word"),
    "outside": (with_step(marks=(Mark(PointTarget(5, 101)),)), "is not within the picture"),
    "beyond": (with_step(marks=(Mark(BoxTarget(50, 0, 51, 9)),)), "is not within the picture"),
    "a place on every picture": (replace(before(), hides=(Hide(PointTarget(1, 2)),)), "picture"),
    "no question": (with_step(1, questions=(Said("es", ""),)), "Without a question"),
    "an aside first": (replace(before(), steps=before().steps[::-1]), "no step before it"),
    "no title": (replace(before(), titles=()), "can't hold"),
    "far too long": (replace(before(), steps=before().steps[:1] * 4000), "can't hold"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused_with_a_sentence(name: str) -> None:
    after, said = REFUSED[name]
    with pytest.raises(ChangeError, match=said):
        judge(before(), after, FILES)


@pytest.mark.parametrize("row", ["- es: a\x07b", f"- es: {'x' * 1500}", "- if es: ¿___?"])
def test_what_was_odd_before_may_stay(row: str) -> None:
    odd = before(SCRIPT.replace("- if es: ¿Sí?", "- if es: ¿Sí?\n- en: a").replace("- es: Toque.", row))
    after = replace(odd, titles=(Said("es", "Otro"), *odd.titles[1:]))
    assert judge(odd, after, FILES)[1].readable == after


def test_a_file_may_have_any_name() -> None:
    after = replace(before(), steps=(Step("a\nb.png"), *before().steps))
    assert judge(before(), after, FILES)[1].readable == after


@pytest.mark.parametrize(
    "target", [TextTarget(("Ana", "Luna"), 2), PointTarget(1.0, 2.5), BoxTarget(1.0, 2.0, 3.0, 4.5)], ids=str
)
def test_a_target_is_read_as_it_was_written(target: Target) -> None:
    after = with_step(marks=(Mark(target),))
    assert judge(before(), after, FILES)[1].readable == after
