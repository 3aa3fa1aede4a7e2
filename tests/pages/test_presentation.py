"""The slides of a session and its guide as text: what they say, what they may load, and that nothing of it is believed."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace

import markupsafe
import pytest

from annotator.model import School, StepNumber
from annotator.pages import presentation
from annotator.pages.page_data import TutorialPages
from annotator.pages.presentation import Presentation, PresentationLanguage, SlidePicture, SlideStep
from tests.helpers.sites import HOSTILE, NASTY, ORDINARY

HANDS = {"es": ("Ahora usted.", "Levante la mano cuando lo vea."), "en": ("Now you.", "Raise your hand.")}


def make(tutorial: TutorialPages = ORDINARY, count: int = 2) -> Presentation:
    languages = []
    for page in tutorial.pages[:count]:
        steps = tuple(
            SlideStep(
                facts,
                (SlidePicture(f"{page.lang}/{facts.stem}.webp", (480, 1080)), SlidePicture("close.webp", (720, 920))),
                f"{page.lang}/{facts.stem}.m4a",
            )
            for facts in page.steps
        )
        hands = HANDS.get(page.lang, HANDS["es"])
        languages.append(
            PresentationLanguage(page, steps, hands, page.words_lang, f"{page.lang}/title.m4a", seconds=50)
        )
    return Presentation(tutorial, tuple(languages), pauses=frozenset({StepNumber(1), StepNumber(2)}))


def slide(text: str, name: str) -> str:
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_there_is_an_opening_a_slide_for_each_step_the_families_turn_and_a_closing() -> None:
    text = presentation.render_slides(make())
    names = re.findall(r'<section class="slide [^"]*" id="([^"]+)"', text)
    assert names == ["start", "step-1", "step-1-now", "step-2", "step-2-if", "step-2-now", "step-3", "step-4", "end"]
    assert "<h2>Entrar a la clase por Zoom</h2>" in slide(text, "start")
    assert "Toque <mark>Unirse</mark>." in slide(text, "step-1")
    assert "<h2>Ahora usted.</h2>\n<p>Levante la mano cuando lo vea.</p>" in slide(text, "step-1-now")
    assert "<h2>Now you.</h2>" in slide(text, "step-1-now")
    assert "¿Su pantalla se ve diferente?" in slide(text, "end")
    assert "Le contesta la Sra. Rosa." in slide(text, "end")
    assert "410-555-0100" in slide(text, "end")


def test_an_aside_has_its_question_and_its_step_leads_to_it() -> None:
    text = presentation.render_slides(make())
    aside = slide(text, "step-2-if")
    assert 'data-of="step-2"' in aside
    assert '<p class="question">¿Se equivocó?</p>' in aside
    assert '<p class="question">Did you make a mistake?</p>' in aside
    assert 'class="dots"' not in aside
    for name in ("step-2", "step-2-now"):
        assert 'data-to="step-2-if"' in slide(text, name)
    assert "data-to" not in slide(text, "step-1")


def test_each_language_has_its_own_words_pictures_and_voice() -> None:
    step = slide(presentation.render_slides(make()), "step-1")
    for lang in ("es", "en"):
        assert f'src="{lang}/paso-1.webp"' in step
        assert f'data-lang="{lang}" data-sound="{lang}/paso-1.m4a" dir="auto" lang="{lang}"' in step


def test_no_line_breaks_inside_a_word() -> None:
    page = ORDINARY.pages[0]
    words = replace(page.steps[0], text="Toque su Wi-Fi - ahora.", chip=None)
    text = presentation.render_slides(make(replace(ORDINARY, pages=(replace(page, steps=(words,)),)), 1))
    assert "<p>Toque su Wi\N{NON-BREAKING HYPHEN}Fi - ahora.</p>" in text


def test_one_language_has_no_key_for_another() -> None:
    assert 'data-do="language"' in presentation.render_slides(make())
    assert 'data-do="language"' not in presentation.render_slides(make(count=1))
    assert "<kbd>L</kbd>" not in presentation.render_guide(make(count=1))


def test_a_memo_without_words_has_no_text() -> None:
    mixtec = replace(ORDINARY, pages=ORDINARY.pages[2:])
    text = presentation.render_slides(make(mixtec, 1))
    assert re.search(r'lang="mix">\s*<p></p>\s*<p class="note">', slide(text, "step-1"))
    assert "<h2>Ahora usted.</h2>" in slide(text, "step-1-now"), "in the words that the language borrows"
    assert 'data-to="step-2-if"><kbd>↓</kbd><span data-lang="mix" lang="mix" dir="auto">2?</span>' in text


@pytest.mark.parametrize("render", [presentation.render_slides, presentation.render_guide])
@pytest.mark.parametrize("tutorial", [ORDINARY, NASTY])
def test_nothing_runs_or_is_loaded_but_the_pages_own(
    render: Callable[[Presentation], str], tutorial: TutorialPages
) -> None:
    text = render(make(tutorial))
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found is not None
    policy = dict(part.split(" ", 1) for part in html.unescape(found[1]).split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inside]
        assert policy[f"{tag}-src"] == (" ".join(f"'sha256-{each}'" for each in hashes) or "'none'")
    assert policy["img-src"] == policy["media-src"] == "'self' file: data:"
    assert not re.search(r"<[^>]+\s(on\w+|style)=", text.replace(str(markupsafe.escape(HOSTILE)), ""))
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_hostile_words_stay_words() -> None:
    for text in (presentation.render_slides(make(NASTY)), presentation.render_guide(make(NASTY))):
        assert "<img src=x" not in text
        assert "&lt;/script&gt;&lt;img src=x" in text


def test_the_guide_says_when_to_wait_and_what_to_ask() -> None:
    text = presentation.render_guide(make())
    steps = text.partition('<ol class="steps-of')[2].partition("</ol>")[0].split("<li>")[1:]
    assert ["Espere a que levanten la mano." in step for step in steps] == [True, True, False, False]
    assert "¿Se equivocó?" in steps[1]
    assert "¿Lo ven igual?" in steps[2]
    assert "Cuente con unos 5 minutos." in text, "two times two minutes, and what is said"
    assert '<strong class="person-to-ask" dir="auto">Sra. Rosa · 410-555-0100</strong>' in text
    assert 'href="index.html"' in text


def test_a_chain_goes_on_at_once() -> None:
    page = ORDINARY.pages[0]
    chained = replace(page, steps=tuple(replace(step, continues=step.number.number == 3) for step in page.steps))
    text = presentation.render_guide(make(replace(ORDINARY, pages=(chained,)), 1))
    assert text.count("Siga sin pausa:") == 1


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_guide_is_as_large_as_the_schools_paper(paper: str) -> None:
    tutorial = replace(ORDINARY, school=School(name="Los Robles", paper=paper))  # type: ignore[arg-type]
    text = presentation.render_guide(make(tutorial))
    assert f"@page {{ size: {paper}; margin: 11mm; }}" in text
    assert "Después pueden preguntarle" not in text, "nobody is named"


def test_pages_are_in_the_staffs_language_as_the_index_is() -> None:
    english = replace(ORDINARY, pages=ORDINARY.pages[1:])
    assert '<html lang="en">' in presentation.render_slides(make(english, 1))
    assert '<html lang="es">' in presentation.render_slides(make())
    for text in (presentation.render_slides(make()), presentation.render_guide(make(english, 1))):
        assert text.count('type="radio"') == 2
