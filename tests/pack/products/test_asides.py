"""Asides in products: the question before what to do, the name of their files, and rows that say what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model import Action, PackFile, Said, Step, StepNumber, TextTarget
from annotator.pack.products import chat, paper
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import ProductContext
from annotator.pages.paper import handout
from annotator.pages.paper.text_lines import NO_TEXT, Paragraph
from tests.helpers import editions

ASIDE = Step(
    "3.png",
    Action("tap", TextTarget(("Borrar",)), line=16),
    (Said("es", "Toque Borrar.", 17),),
    questions=(Said("es", "¿Se equivocó?", 18), Said("en", "Did you make a mistake?", 19)),
    line=15,
)
TUTORIAL = replace(editions.TUTORIAL, steps=(editions.TUTORIAL.steps[0], ASIDE, editions.TUTORIAL.steps[1]))


@pytest.fixture
def context(tmp_path: Path) -> Iterator[ProductContext]:
    seen, files = editions.drawn(tmp_path, TUTORIAL)
    worked = [editions.edition(TUTORIAL, lang, seen=seen) for lang in ("es", "en")]
    context = editions.product_context(tmp_path, worked, files)
    yield context
    context.renderer.close()


def test_the_message_has_the_aside_in_brackets(context: ProductContext) -> None:
    list(chat.MESSAGE.make(context.editions[0], context))
    text = (context.folder / "es" / "message.txt").read_text(encoding="utf-8")
    assert "1. Toque “Unirse”.\n    (¿Se equivocó? Toque “Borrar”.)\n2. Fíjese en “Salir”.\n" in text


def test_paper_has_the_question_apart_and_the_other_language_whole(
    context: ProductContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[handout.Handout] = []
    monkeypatch.setattr(handout, "write_handout", lambda path, sheet: written.append(sheet))
    list(paper.PAPER.make(context.editions[0], context))
    aside = written[0].steps[1]
    assert (str(aside.number), aside.question.text) == ("1?", "¿Se equivocó?")
    assert aside.text == Paragraph("Toque Borrar.", "Borrar", "es")
    assert aside.second == Paragraph("Did you make a mistake? Tap Borrar.", "Borrar", "en")
    assert [step.question.text for step in written[0].steps] == ["", "¿Se equivocó?", ""]


def test_pages_know_the_question_and_the_files_of_an_aside(context: ProductContext) -> None:
    spanish, english = collect_pages(context.editions).pages
    assert [(step.stem, step.question, step.narration) for step in spanish.steps] == [
        ("paso-1", "", "Toque Unirse."),
        ("paso-1-si", "¿Se equivocó?", "¿Se equivocó? Toque Borrar."),
        ("paso-2", "", "Fíjese en Salir."),
    ]
    assert [step.stem for step in english.steps] == ["step-1", "step-1-if", "step-2"]


def test_another_word_is_told_only_with_the_buttons_own(context: ProductContext) -> None:
    spanish = context.editions[0]
    first, aside, last = (replace(step, other="Join") for step in spanish.steps)
    elsewhere = replace(aside, text="¿Se equivocó? Toque lo rojo.")
    (spoken,) = collect_pages([replace(spanish, steps=(first, elsewhere, last))]).pages
    assert [step.note for step in spoken.steps] == ["O dice: Join", None, "O dice: Join"]


def test_another_word_is_on_paper_only_with_the_buttons_own(
    context: ProductContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[handout.Handout] = []
    monkeypatch.setattr(handout, "write_handout", lambda path, sheet: written.append(sheet))
    spanish = context.editions[0]
    first, aside, last = (replace(step, other="Join") for step in spanish.steps)
    elsewhere = replace(aside, text="¿Se equivocó? Toque lo rojo.")
    list(paper.PAPER.make(replace(spanish, steps=(first, elsewhere, last)), context))
    noted = Paragraph("O dice: Join", "Join", "es")
    assert [step.note for step in written[0].steps] == [noted, NO_TEXT, noted]


def test_an_aside_has_a_picture_whose_row_says_what_it_is(context: ProductContext) -> None:
    outputs = list(chat.CARD.make(context.editions[0], context))
    assert [output.path for output in outputs] == ["es/paso-1.jpg", "es/paso-1-si.jpg", "es/paso-2.jpg"]
    row = PackFile(outputs[1].path, "card", "es", 5, step=outputs[1].step).row()
    assert row == {"path": "es/paso-1-si.jpg", "kind": "card", "lang": "es", "bytes": 5, "step": 1, "aside": True}
    assert outputs[1].step == StepNumber(1, 1)
