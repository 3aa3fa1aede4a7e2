"""read(write(t)) == t, for generated tutorials; and reading answers everything, fast."""

from __future__ import annotations

import datetime
import os
import unicodedata
from collections.abc import Iterator
from typing import get_args
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.model import (
    Action,
    BoxTarget,
    Hide,
    IconTarget,
    Keep,
    LangFile,
    Mark,
    PointTarget,
    Said,
    Show,
    Source,
    Step,
    Target,
    TextTarget,
    Tutorial,
)
from annotator.script.file_names import write_link
from annotator.script.reader import read
from annotator.script.values import GAP
from annotator.script.writer import write
from tests.helpers.counting import calls
from tests.helpers.hostile_scripts import HOSTILE

ICONS = ("mic.png", "own icon.png", "Ícono (2).JPG")
LANGUAGES = ("es", "en", "mix", "es-MX", "zh-Hant-TW", "to", "tap", "say", "qu-x-ayacucho")

# Words that mean something to the format, so that they are met inside of texts often.
TRICKY = [
    "|",
    '"',
    "“",
    "”",
    "«",
    "»",
    "#2",
    " #2",
    "=",
    " = ",
    "50% 30%",
    "50%",
    ".png",
    "up",
    ":",
    "- ",
    "# ",
    "![](",
    "<",
    "\\",
    "*",
    "&amp;",
    "ñ",
]


def is_text(value: str) -> bool:
    return bool(value) and value == value.strip() and GAP not in value


_anything = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), st.sampled_from('|"“”«»#=%:-*.<>()[]\\ ')),
    min_size=1,
    max_size=12,
)
texts = st.one_of(_anything, st.lists(st.one_of(st.sampled_from(TRICKY), _anything), max_size=5).map("".join)).filter(
    is_text
)
percent = st.one_of(
    st.integers(0, 100).map(float), st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 3))
)


@st.composite
def boxes(draw: st.DrawFn) -> BoxTarget:
    left, top = draw(st.integers(0, 99)), draw(st.integers(0, 99))
    width, height = draw(st.integers(1, 100 - left)), draw(st.integers(1, 100 - top))
    return BoxTarget(left / 2, top / 2, width / 4, height / 4)


targets: st.SearchStrategy[Target] = st.one_of(
    st.builds(
        TextTarget,
        st.lists(texts, min_size=1, max_size=3).map(tuple),
        st.one_of(st.none(), st.integers(1, 9999)),
    ),
    st.sampled_from(ICONS).map(IconTarget),
    st.builds(PointTarget, percent, percent),
    boxes(),
)
everywhere = st.builds(TextTarget, st.lists(texts, min_size=1, max_size=3).map(tuple))
actions = st.one_of(
    st.builds(Action, st.sampled_from(["tap", "hold", "type", "look"]), targets),
    st.builds(
        Action,
        st.sampled_from(["swipe", "scroll"]),
        st.one_of(st.none(), targets),
        st.sampled_from(["up", "down", "left", "right"]),
    ),
    st.builds(Action, st.sampled_from(["wait", "listen", "done"]), st.one_of(st.none(), targets)),
    st.builds(Action, st.just("say"), words=texts),
)
_name_characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="/")
stems = st.one_of(
    st.text(st.one_of(_name_characters, st.sampled_from("%()<>#?&`\\[]! .")), min_size=1, max_size=12),
    st.sampled_from(["WhatsApp Image 2026-11-24 at 10.12.34 (1)", "50%25", "a%20b", "captura de pantalla", "n\u0303"]),
).filter(lambda stem: not stem.startswith(".") and stem.lower() not in ("title", "end", "saludo", "greeting"))


def several(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


@st.composite
def tutorials(draw: st.DrawFn) -> Tutorial:
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True))

    def by_language(strategy: st.SearchStrategy[str]) -> tuple[Said, ...]:
        return tuple(Said(lang, draw(strategy)) for lang in languages if draw(st.booleans()))

    composed = draw(st.lists(stems, min_size=1, max_size=3, unique_by=lambda name: unicodedata.normalize("NFC", name)))
    pictures = [name + draw(st.sampled_from([".png", ".JPG", ".jpeg", ".webp", ".mp4"])) for name in composed]
    # A name such as "a.es" beside "a" would belong to it: those are tested by hand.
    pictures = [name for name in pictures if name.count(".") == 1] or ["01.png"]
    files = {
        name: (
            tuple(
                LangFile(lang, f"{name[: name.rindex('.')]}.{lang}.png") for lang in languages if draw(st.booleans())
            ),
            tuple(
                LangFile(lang, f"{name[: name.rindex('.')]}.{lang}.m4a") for lang in languages if draw(st.booleans())
            ),
        )
        for name in pictures
    }

    def step(name: str, *, aside: bool, continues: bool) -> Step:
        moving = name.endswith(".mp4") and draw(st.booleans())
        action = draw(actions)
        asked = draw(st.lists(st.sampled_from(languages), min_size=1, unique=True)) if aside else []
        return Step(
            picture=name,
            action=action,
            narration=by_language(texts),
            marks=draw(several(st.builds(Mark, targets))),  # type: ignore[arg-type]
            hides=draw(several(st.builds(Hide, targets, st.one_of(st.none(), texts)))),  # type: ignore[arg-type]
            shows=draw(several(st.builds(Show, targets))),  # type: ignore[arg-type]
            also=draw(several(texts)),  # type: ignore[arg-type]
            questions=tuple(Said(lang, draw(texts)) for lang in languages if lang in asked),
            continues=continues,
            sign=draw(st.sampled_from([None, "delete", "refuse", "send", *(["yours"] if action.target else [])])),
            source=draw(st.sampled_from([None, *get_args(Source)])) if action.kind == "type" else None,
            keeps=draw(several(st.builds(Keep, targets))),  # type: ignore[arg-type]
            oks=draw(several(texts)),  # type: ignore[arg-type]
            from_seconds=draw(st.integers(0, 400)) / 8 if moving else None,
            to_seconds=draw(st.integers(401, 800)) / 8 if moving else None,
            pictures=files[name][0],
            memos=files[name][1],
        )

    def steps() -> Iterator[Step]:
        """Up to three steps, with asides after any of them: on pictures of their own, so that no memo is heard twice."""
        last = draw(st.integers(1, 3))
        names = [draw(st.sampled_from(pictures)) for _ in range(last)]
        free = [name for name in pictures if name not in names]
        for position, name in enumerate(names, start=1):
            yield step(name, aside=False, continues=position < last and draw(st.booleans()))
            if free and draw(st.booleans()):
                yield step(free.pop(), aside=True, continues=False)

    return Tutorial(
        titles=tuple(Said(lang, draw(texts)) for lang in languages),
        steps=tuple(steps()),
        whys=by_language(texts),
        device=draw(st.one_of(st.none(), texts)),
        checked=draw(st.one_of(st.none(), st.dates(datetime.date(1000, 1, 1)))),
        platform=draw(st.one_of(st.none(), texts)),
        hides=draw(several(st.builds(Hide, everywhere, st.one_of(st.none(), texts)))),  # type: ignore[arg-type]
        shows=draw(several(st.builds(Show, everywhere))),  # type: ignore[arg-type]
        oks=draw(several(texts)),  # type: ignore[arg-type]
        title_memos=tuple(LangFile(lang, f"title.{lang}.ogg") for lang in languages if draw(st.booleans())),
        end_memos=tuple(LangFile(lang, f"end.{lang}.ogg") for lang in languages if draw(st.booleans())),
        greetings=tuple(LangFile(lang, f"saludo.{lang}.mp4") for lang in languages if draw(st.booleans())),
    )


def files_of(tutorial: Tutorial) -> set[str]:
    belonging = [*tutorial.title_memos, *tutorial.end_memos, *tutorial.greetings]
    for step in tutorial.steps:
        belonging += [*step.pictures, *step.memos]
    return {step.picture for step in tutorial.steps} | {file.file for file in belonging}


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tutorials())
def test_reading_is_the_inverse_of_writing(tutorial: Tutorial) -> None:
    text = write(tutorial)
    reading = read(text, files_of(tutorial), icons=ICONS)
    assert reading.problems == (), text
    assert reading.tutorial == tutorial
    assert write(reading.tutorial) == text


_pieces = [
    *(
        "# es: Hola",
        "# en: Hi",
        "#",
        "##",
        "![](01.png)",
        "![](<01.png>)",
        "![",
        "- ![](01.png)",
        "- tap: A",
        "- es: b",
    ),
    *("- hide: A = b", "  - x: y", "> q", "1. n", "", "---", "```", "\t", "<!--", "- ", "-", "* a", "[a]: b", "==="),
    *("\x00", "\u2028", "\r", "– tap: x", "tap: x", "- - a", "- # a"),
]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(_pieces), st.text(max_size=12)), max_size=12).map("\n".join))
def test_reading_answers_whatever_it_is_given(text: str) -> None:
    reading = read(text, {"01.png"})
    assert (reading.tutorial is None) == any(problem.level == "problem" for problem in reading.problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= problem.line <= lines for problem in reading.problems)
    assert all(problem.message.endswith((".", "?")) and problem.remedy for problem in reading.problems)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE if os.environ.get("ANNOTATOR_TESTS_WHOLE") else ["asides", "nested", "bars"])
def test_a_hostile_script_of_twice_the_length_costs_twice_as_much(name: str) -> None:
    """Counted in calls; seconds, at the greatest length, are measured by tests/bench/script/hostile.py."""
    files = {"01.png", *(f"{number}.png" for number in range(40))}
    short, long = (calls(lambda size=size: read(HOSTILE[name][:size], files)) for size in (5_000, 10_000))
    assert long <= 3 * short


def test_a_script_that_is_far_too_long_is_not_read() -> None:
    (problem,) = read("a" * 100_001, ()).problems
    assert str(problem) == "tutorial.md: This is far too long for a script. A script has at most 100,000 characters."


@given(stems)
def test_any_markdown_viewer_shows_the_picture_of_a_written_link(stem: str) -> None:
    name = f"{stem}.png"
    (inline,) = MarkdownIt("commonmark").parseInline(write_link(name))
    assert inline.children
    (image,) = inline.children
    assert image.type == "image"
    assert unquote(str(image.attrs["src"])) == name
