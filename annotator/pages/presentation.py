"""Render slides for showing a tutorial to many families at once, one step each, and a guide for whoever leads.

A slide has the pictures of a step and its sentence in each language; after a step that families do themselves, it says "Now
you. Raise your hand …" and waits. Slides and guide can be opened from disk, without a network: their style and script are
inside them, and they may load only pictures and sounds, none of another site.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

from annotator.model import StepNumber
from annotator.pages import chat_links, templates
from annotator.pages.labels import load_strings
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.pages.practice import PracticeStep, place_rules
from annotator.pages.tutorial_pages import group_asides

FOLDER, GUIDE = "present", "guide.html"
"""The folder in a pack, or beside a tutorial's pages, and the guide in it."""
TALL_WHOLE, TALL_CLOSE, TALL_ALONE = (480, 1080), (720, 920), (1200, 1080)
"""Sizes of the pictures of an upright screen on a slide of 1920×1080: both beside the text, or one if nothing is enlarged."""
WIDE_BOTH, WIDE_ALONE = (960, 600), (1920, 600)
"""Sizes of the pictures of a wide screen, above the text."""
_HYPHEN, _FIRM_HYPHEN = re.compile(r"(?<=\w)-(?=\w)"), "\N{NON-BREAKING HYPHEN}"
"""A hyphen within a word, and the one that replaces it: in large letters, lines would often break inside "Wi-Fi"."""
_WAITING_SECONDS = 120
"""Typical time until the last hand in a group is up."""


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A picture of a slide, its address and its width and height in pixels: ``SlidePicture("es/paso-3.webp", (540, 960))``."""

    href: str
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class SlideStep:
    """A step in one language: its texts, its pictures (the whole screen, then the enlarged part, if there is one) and voice.

    ``sound`` is the address of the voice, or empty.
    """

    facts: StepData
    pictures: tuple[SlidePicture, ...]
    sound: str = ""


@dataclass(frozen=True, slots=True)
class PresentationLanguage:
    """A tutorial in one language, for a presentation.

    Attributes:
        page: the texts of the tutorial.
        steps: the steps in order, including asides.
        hands: the sentences after a step that families do ("Now you. Raise your hand …").
        hands_lang: the language of these sentences.
        title_sound: the address of the voice of the opening, or empty.
        hands_sound: the address of the voice of ``hands``, or empty.
        closing_sound: the address of the voice of the closing, or empty.
        seconds: the duration of all voices.
        practice: the steps to try, each on its screen without marks.
    """

    page: PageData
    steps: tuple[SlideStep, ...]
    hands: tuple[str, ...]
    hands_lang: str
    title_sound: str = ""
    hands_sound: str = ""
    closing_sound: str = ""
    seconds: float = 0.0
    practice: tuple[PracticeStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Presentation:
    """The content of slides and guide.

    Attributes:
        tutorial: the texts in all languages.
        languages: the tutorial in each language, at least one.
        wide: the steps whose screen is wide.
        pauses: the steps after which families do what they saw.
        signs: the addresses of the pictograms of steps.
        photo: the address of the face of the person to ask, or empty.
    """

    tutorial: TutorialPages
    languages: tuple[PresentationLanguage, ...]
    wide: frozenset[StepNumber] = frozenset()
    pauses: frozenset[StepNumber] = frozenset()
    signs: dict[StepNumber, str] = field(default_factory=dict)
    photo: str = ""


def render_slides(presentation: Presentation) -> str:
    """Render the page with the slides."""
    tried = _list_tried(presentation)
    style = templates.render_slide_stylesheet(presentation.tutorial.school.colors) + "".join(
        rule
        for row in tried
        for tried_step in row["tried"]
        for rule in place_rules(f".{row['id']} .in-{tried_step['lang']}", tried_step["step"])
    )
    script = templates.load_text("present.js")
    return templates.render(
        "present.html",
        **_common_values(presentation),
        policy=templates.security_policy(style, script),
        style=style,
        script=script,
        languages=[_describe_language(presentation, language) for language in presentation.languages],
        tried=tried,
        t_keys="Teclas · Keys",
        photo=presentation.photo,
    )


def render_guide(presentation: Presentation) -> str:
    """Render the guide: what to prepare, when to wait, what to ask, and the keys, on one sheet."""
    paper = templates.load_text("guide.css").replace("{{ paper }}", presentation.tutorial.school.paper)
    style = templates.render_stylesheet(presentation.tutorial.school.colors) + paper
    values = _common_values(presentation)
    spoken = max(language.seconds for language in presentation.languages)
    return templates.render(
        "guide.html",
        **values,
        policy=templates.security_policy(style),
        style=style,
        languages=[{"lang": language.page.lang, "page": language.page} for language in presentation.languages],
        minutes=max(1, math.ceil((spoken + _WAITING_SECONDS * len(presentation.pauses)) / 60)),
        asides=sum(len(row["asides"]) for row in values["steps"]),
    )


def _common_values(presentation: Presentation) -> dict[str, Any]:
    """The values that both pages show."""
    rows = [_describe_step(presentation, index) for index in range(len(presentation.languages[0].steps))]
    return {
        "html_lang": presentation.tutorial.staff_language,
        "title": presentation.languages[0].page.title,
        "school": presentation.tutorial.school,
        "steps": group_asides(rows),
        "count": sum(not row["number"].aside for row in rows),
    }


def _list_tried(presentation: Presentation) -> list[dict[str, Any]]:
    """The values of the slides on which everybody points: one for each step with something to press or to move."""
    say = load_strings(presentation.languages[0].page.words_lang)
    rows, numbers = [], [step.facts.number for step in presentation.languages[0].steps]
    for index, step in enumerate(presentation.languages[0].practice):
        if step.kind != "next":
            row = _describe_step(presentation, numbers.index(step.facts.number))
            tried = [
                {"lang": language.page.lang, "step": language.practice[index]} for language in presentation.languages
            ]
            label = f"{say('practice-over')}: {row['label']}"
            rows.append(row | {"id": f"try-{step.facts.number.number}", "label": label, "tried": tried})
    return rows


def _describe_language(presentation: Presentation, language: PresentationLanguage) -> dict[str, Any]:
    """The values of a language in the template: the voices of title and closing, and whom to ask."""
    page = language.page
    say = load_strings(page.words_lang)
    contact = chat_links.describe_help(presentation.tutorial.school, page.words_lang)
    return {
        "lang": page.lang,
        "page": page,
        "title_sound": language.title_sound,
        "closing_sound": language.closing_sound,
        "different": say("different"),
        "answers": say("answers", person=contact["person"]) if contact["named"] else "",
        "help": contact,
    }


def _describe_step(presentation: Presentation, index: int) -> dict[str, Any]:
    """The values of a step in all languages; the label of its slide is in the first one."""
    facts = presentation.languages[0].steps[index].facts
    number = facts.number
    say = load_strings(presentation.languages[0].page.words_lang)
    label = facts.narration if number.aside else say("picture", number=number, text=facts.narration).rstrip(": ")
    return {
        "id": number.name(),
        "number": number,
        "label": label or str(number),
        "wide": number in presentation.wide,
        "pauses": number in presentation.pauses,
        "goes_on": facts.continues,
        "sign": presentation.signs.get(number, ""),
        "languages": [_describe_step_text(language, language.steps[index]) for language in presentation.languages],
    }


def _describe_step_text(language: PresentationLanguage, step: SlideStep) -> dict[str, Any]:
    """The values of a step in one language."""
    parts = templates.split_at_chip(step.facts.text, step.facts.chip)
    return {
        "lang": language.page.lang,
        "facts": step.facts,
        "parts": [(_HYPHEN.sub(_FIRM_HYPHEN, part), is_chip) for part, is_chip in parts],
        "pictures": step.pictures,
        "sound": step.sound,
        "hands": (language.hands[0], " ".join(language.hands[1:])),
        "hands_lang": language.hands_lang,
        "hands_sound": language.hands_sound,
    }
