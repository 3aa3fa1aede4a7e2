"""Random tutorials that a script can hold, with all that it can say."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from annotator.model import (
    Action,
    BoxTarget,
    Hide,
    IconTarget,
    Keep,
    LangFile,
    Mark,
    Phone,
    PhoneFiles,
    PointTarget,
    Said,
    Show,
    Source,
    Step,
    Target,
    TextTarget,
    Tutorial,
    Variant,
)
from annotator.script.line_values import GAP

ICONS = ("mic.png", "own icon.png", "Ícono (2).JPG")
LANGUAGES = ("es", "en", "mix", "es-MX", "zh-Hant-TW", "to", "tap", "say", "qu-x-ayacucho")

# Words that mean something to the format, so that they are met inside of texts often.
TRICKY = [*'|"“”«»=:<\\*ñ', "#2", " #2", " = ", "50% 30%", "50%", ".png", "up", "- ", "# ", "![](", "&amp;"]


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
        TextTarget, st.lists(texts, min_size=1, max_size=3).map(tuple), st.one_of(st.none(), st.integers(1, 9999))
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
).flatmap(lambda action: st.booleans().map(lambda guess: replace(action, guess=guess)))
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
        return tuple(Said(lang, draw(strategy), guess=draw(st.booleans())) for lang in languages if draw(st.booleans()))

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

    phones = draw(st.booleans()) and (Phone("android", draw(texts)), Phone("iphone", draw(texts)))
    worded = {
        name: PhoneFiles(
            "iphone",
            f"{stem}.iphone.png",
            tuple(LangFile(lang, f"{stem}.iphone.{lang}.png") for lang in languages if draw(st.booleans())),
            tuple(LangFile(lang, f"{stem}.iphone.{lang}.m4a") for lang in languages if draw(st.booleans())),
        )
        for name in pictures
        if draw(st.booleans())
        for stem in [unicodedata.normalize("NFC", name[: name.rindex(".")])]
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
            hides=draw(several(st.builds(Hide, targets, st.one_of(st.none(), texts), guess=st.booleans()))),  # type: ignore[arg-type]
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
            variants=(variant(),) if phones and name in worded else (),
            pictures=files[name][0],
            memos=files[name][1],
            phone_files=(worded[name],) if phones and name in worded else (),
        )

    def variant() -> Variant:
        """Lines of a step about an iPhone, its action among them: a place of the step's own picture has no use there."""
        return Variant(
            "iphone",
            action=draw(actions),
            narration=by_language(texts),
            marks=draw(st.lists(st.builds(Mark, targets), min_size=1, max_size=2).map(tuple)),
            hides=draw(st.lists(st.builds(Hide, targets, guess=st.booleans()), min_size=1, max_size=2).map(tuple)),
            shows=draw(st.lists(st.builds(Show, targets), min_size=1, max_size=2).map(tuple)),
            also=draw(several(texts)),  # type: ignore[arg-type]
            keeps=draw(st.lists(st.builds(Keep, targets), min_size=1, max_size=2).map(tuple)),
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
        titles=tuple(Said(lang, draw(texts), guess=draw(st.booleans())) for lang in languages),
        steps=tuple(steps()),
        whys=by_language(texts),
        device=draw(st.one_of(st.none(), texts)),
        checked=draw(st.one_of(st.none(), st.dates(datetime.date(1000, 1, 1)))),
        platform=draw(st.one_of(st.none(), texts)),
        phones=phones or (),
        hides=draw(several(st.builds(Hide, everywhere, st.one_of(st.none(), texts), guess=st.booleans()))),  # type: ignore[arg-type]
        shows=draw(several(st.builds(Show, everywhere))),  # type: ignore[arg-type]
        oks=draw(several(texts)),  # type: ignore[arg-type]
        title_memos=tuple(LangFile(lang, f"title.{lang}.ogg") for lang in languages if draw(st.booleans())),
        end_memos=tuple(LangFile(lang, f"end.{lang}.ogg") for lang in languages if draw(st.booleans())),
        greetings=tuple(LangFile(lang, f"saludo.{lang}.mp4") for lang in languages if draw(st.booleans())),
    )


def files_of(tutorial: Tutorial) -> set[str]:
    belonging = [*tutorial.title_memos, *tutorial.end_memos, *tutorial.greetings]
    for step in tutorial.steps:
        belonging += step.all_memos
    return {name for step in tutorial.steps for name in step.all_pictures} | {file.file for file in belonging}
