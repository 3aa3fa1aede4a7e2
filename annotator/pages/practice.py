"""Render the practice page: the screens of a tutorial without marks, one at a time, to try with one's own finger.

A fragment of its address is its state, so that it works without a script: ``#3`` shows the screen of step 3, ``#3-again``
after one press beside the place, ``#3-light`` after two, ``#3-mark`` after three. The place itself is a link to ``#4``,
above a link over the whole picture. The script adds sound, gestures, and a pause for the tick.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from annotator.model import Direction
from annotator.pages import chat_links, templates
from annotator.pages.labels import load_strings
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.pages.templates import security_policy

Share = tuple[float, float, float, float]
"""Left, top, width and height of a place, in percent of the picture."""
Kind = Literal["press", "hold", "type", "move", "next"]
"""How a viewer does a step: a press on a place, a longer one, one on a field, a path of the finger, or only an arrow to go on."""
BEGIN, END = "practice-begin.m4a", "practice-end.m4a"
"""The sounds of its first and last screen, which say what to press there."""
_LOW_PERCENT = 62
"""A place whose middle is below has its arrow above it."""
_LONG_SCREEN = 2.6
"""Height in widths above which a screen is long."""


@dataclass(frozen=True, slots=True)
class PracticeStep:
    """A step to try: ``PracticeStep(facts, "paso-3-practice.jpg", (640, 1422), "press", ((6.7, 48.9, 86.7, 4.8),))``.

    Attributes:
        facts: the texts of the step.
        picture: the address of its screen without marks.
        size: the width and height of that picture in pixels.
        kind: how it is done.
        places: where it is done: any of them is right.
        harms: where a press would delete, pay, refuse, share or leave.
        direction: where the finger goes (or the key), for ``move``.
        typed: what appears in the field, for ``type``; empty if everybody types something else.
        sound: the address of its voice, or empty.
    """

    facts: StepData
    picture: str
    size: tuple[int, int]
    kind: Kind
    places: tuple[Share, ...] = ()
    harms: tuple[Share, ...] = ()
    direction: Direction | None = None
    typed: str = ""
    sound: str = ""


def render(
    tutorial: TutorialPages, page: PageData, steps: Sequence[PracticeStep], begin_sound: str, end_sound: str
) -> str:
    """Render the practice page that belongs to ``page``; it has at least one step. An address of a sound may be empty."""
    script = templates.load_text("practice.js")
    values = describe(tutorial, page, steps)
    style = templates.render_stylesheet(tutorial.school.colors, "practice.css") + values["places"]
    return templates.render(
        "practice.html",
        **values,
        html_lang=page.words_lang,
        title=f"{values['say']('practice')}: {page.title}",
        begin_sound=begin_sound,
        end_sound=end_sound,
        style=style,
        script=script,
        policy=security_policy(style, script),
    )


def render_five(tutorial: TutorialPages, page: PageData, steps: Sequence[PracticeStep]) -> str:
    """Render the page on which staff try the practice page with five people, and count on that device alone."""
    scripts = templates.load_text("practice.js"), templates.load_text("five.js")
    values = describe(tutorial, page, steps)
    style = templates.render_stylesheet(tutorial.school.colors, "practice.css") + values["places"]
    style += templates.load_text("five.css").replace("{{ paper }}", tutorial.school.paper)
    # A tutorial whose steps have changed is counted anew.
    version = f"{zlib.crc32(repr(steps).encode()):08x}"
    return templates.render(
        "five.html",
        **values,
        html_lang=tutorial.staff_language,
        title=page.title,
        style=style,
        scripts=scripts,
        policy=security_policy(style, *scripts),
        tally=f"{tutorial.name}:{page.lang}:{version}",
        counted=[row for row in values["rows"] if row["step"].kind != "next"],
    )


def describe(tutorial: TutorialPages, page: PageData, steps: Sequence[PracticeStep]) -> dict[str, Any]:
    """The values of the template; ``places`` is the part of the stylesheet that is each tutorial's own."""
    say = load_strings(page.words_lang)
    numbers = [step.facts.number.number for step in steps]
    rows: list[dict[str, Any]] = []
    for step, following in zip(steps, [*numbers[1:], "done"], strict=True):
        place = chat_links.name_place(page, step.facts, tutorial.platform)
        rows.append(
            {
                "number": step.facts.number.number,
                "step": step,
                "next": following,
                "wide": step.size[0] > step.size[1],
                "long": step.size[1] > _LONG_SCREEN * step.size[0],
                "low": [top + height / 2 > _LOW_PERCENT for _, top, _, height in step.places],
                "harms": ";".join(" ".join(f"{value:.1f}" for value in harm) for harm in step.harms),
                "parts": templates.split_at_chip(step.facts.text, step.facts.chip),
                "unable": chat_links.school_chat_link(tutorial.school, f"{say('practice-unable')}: {place}"),
            }
        )
    return {
        "say": say,
        "page": page,
        "rows": rows,
        "help": chat_links.describe_help(tutorial.school, page.words_lang),
        "able": chat_links.school_chat_link(tutorial.school, f"{say('practice-able')}: {page.title}"),
        "unable": chat_links.school_chat_link(tutorial.school, f"{say('practice-unable')}: {page.title}"),
        "places": "\n".join(rule for row in rows for rule in _style_rules(row["number"], row["step"])),
    }


def _style_rules(number: int, step: PracticeStep) -> list[str]:
    """The rules of one step: when it shows, the form of its picture, and its places."""
    name = f".s{number}"
    return [
        f".t{number}:target ~ {name} {{ display: grid; }}",
        f"{name} .screen {{ width: calc(var(--room) * {step.size[0] / step.size[1]:.4f}); }}",
        *place_rules(name, step),
    ]


def place_rules(name: str, step: PracticeStep) -> list[str]:
    """The rules of the places of a step on its picture, inside the element with this selector."""
    return [
        f"{name} .p{index} {{ left: {left:.2f}%; top: {top:.2f}%; width: {width:.2f}%; height: {height:.2f}%; }}"
        for index, (left, top, width, height) in enumerate(step.places, start=1)
    ]
