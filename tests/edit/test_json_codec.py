"""A document says all that a script does, and whatever is odd in its JSON is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.edit.errors import BadFieldError
from annotator.edit.json_codec import from_json, to_json
from annotator.edit.tutorial.changes import without_files
from annotator.model import BoxTarget, Said, Target, Tutorial
from annotator.script import read_folder
from tests.helpers.random_tutorials import tutorials

FIXTURE = Path(__file__).parents[1] / "fixtures" / "every-feature"


def as_page_has(tutorial: Tutorial) -> Tutorial:
    """Without files, and with all texts as no guesses: the page has the words alone, and `judge` knows which were some."""

    def plain(texts: tuple[Said, ...]) -> tuple[Said, ...]:
        return tuple(replace(said, guess=False) for said in texts)

    bare = without_files(tutorial)
    steps = tuple(
        replace(
            step,
            narration=plain(step.narration),
            variants=tuple(replace(variant, narration=plain(variant.narration)) for variant in step.variants),
        )
        for step in bare.steps
    )
    return replace(bare, titles=plain(bare.titles), whys=plain(bare.whys), steps=steps)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(tutorials())
def test_a_document_is_the_tutorial_without_its_files(tutorial: Tutorial) -> None:
    document = json.loads(json.dumps(to_json(tutorial, Tutorial)))
    assert from_json(document, Tutorial) == as_page_has(tutorial)


def test_every_feature_is_in_a_document() -> None:
    tutorial = read_folder(FIXTURE).readable
    assert tutorial is not None
    document = to_json(tutorial, Tutorial)
    assert from_json(document, Tutorial) == as_page_has(tutorial)
    assert {"line", "memos", "pictures", "title_memos", "fact_lines"} & {*document, *document["steps"][0]} == set()


def test_a_target_says_its_kind_and_a_line_its_target() -> None:
    assert to_json(BoxTarget(1, 2, 3, 4.5), Target) == {"kind": "box", "left": 1, "top": 2, "width": 3, "height": 4.5}


def small() -> dict[str, Any]:
    document: dict[str, Any] = to_json(read_folder(FIXTURE).readable, Tutorial)
    return document | {"steps": document["steps"][:1]}


def step(**fields: object) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["steps"][0].update(fields)


def action(kind: object, target: object = None) -> Callable[[dict[str, Any]], object]:
    return step(action={"kind": kind, "target": target, "direction": None, "words": None, "guess": False})


def text(**fields: object) -> Callable[[dict[str, Any]], object]:
    return action("tap", {"kind": "text", "wordings": ["a"], "occurrence": None} | fields)


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "unknown": lambda document: document.update(extra=1),
    "unknown in a step": step(memos=[]),
    "missing": lambda document: document.pop("device"),
    "missing in a step": lambda document: document["steps"][0].pop("oks"),
    "no list": lambda document: document.update(steps={}),
    "no step": lambda document: document.update(steps=[None]),
    "no texts": lambda document: document.update(titles=[["es", "a"]]),
    "no text": lambda document: document["titles"].update(es=1),
    "null": step(picture=None),
    "no truth": step(continues=1),
    "no choice": step(sign="explode"),
    "a choice's type": step(sign=["delete"]),
    "no date": lambda document: document.update(checked="2026-02-30"),
    "a date's type": lambda document: document.update(checked=20261124),
    "no number": step(from_seconds="1"),
    "a truth for a number": step(from_seconds=True),
    "not a number": step(from_seconds=float("nan")),
    "infinite": step(from_seconds=float("inf")),
    "huge": step(from_seconds=10**400),
    "no target": step(marks=[{"target": None}]),
    "a target of no kind": text(kind="circle"),
    "a kind's type": text(kind=["text"]),
    "members of another kind": text(kind="icon"),
    "an unknown action": action("explode"),
    "an action's Spanish word": action("toque"),
    "an action without a name": action(""),
    "an action's type": action(["tap"]),
    "no whole number": text(occurrence=1.0),
    "a label": text(label="a"),
}


@pytest.mark.parametrize("name", WRONG)
def test_whatever_is_odd_is_refused(name: str) -> None:
    document = small()
    from_json(document, Tutorial)
    WRONG[name](document)
    with pytest.raises(BadFieldError):
        from_json(document, Tutorial)


@pytest.mark.parametrize("row", [None, [], 1, "x", {}, [[]]], ids=str)
def test_what_is_no_document_is_refused(row: object) -> None:
    with pytest.raises(BadFieldError):
        from_json(row, Tutorial)
