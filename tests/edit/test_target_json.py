"""Targets of the page and of the script are the same, and nothing else passes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edit.changes import ChangeError
from annotator.edit.target_json import check_text, parse_target_row, target_row
from annotator.model import BoxTarget, IconTarget, PointTarget, Target, TextTarget


@pytest.mark.parametrize(
    ("target", "label"),
    [
        (TextTarget(("Join", "Unirse")), "Join | Unirse"),
        (TextTarget(("Join",), 2), "Join #2"),
        (TextTarget(("50% 30%",)), '"50% 30%"'),
        (TextTarget(("mic.png", "a | b", '"x"')), '"mic.png" | "a | b" | “"x"”'),
        (IconTarget("mic.png"), "mic.png"),
        (IconTarget("mic.png", 3), "mic.png #3"),
        (PointTarget(50, 30.25), "50% 30.25%"),
        (BoxTarget(0, 0, 100, 100), "0% 0% 100% 100%"),
    ],
)
def test_there_and_back(target: Target, label: str) -> None:
    row = target_row(target)
    assert row["label"] == label
    assert parse_target_row(row) == target
    del row["label"]
    assert parse_target_row(row) == target


def test_places_are_rounded_and_numbers_may_be_missing() -> None:
    assert parse_target_row({"kind": "point", "x": 33.33333333, "y": 1}) == PointTarget(33.33, 1)
    assert parse_target_row({"kind": "text", "wordings": [" Join "]}) == TextTarget(("Join",))


@pytest.mark.parametrize(
    "row",
    [
        *(None, [], "Join", {}, {"kind": "other"}, {"kind": ["text"]}, {"kind": "text", "wordings": []}),
        *({"kind": "text", "wordings": "Join"}, {"kind": "text", "wordings": [1]}, {"kind": "text", "wordings": [""]}),
        *({"kind": "text", "wordings": ["a"] * 21}, {"kind": "text", "wordings": ["a\nb"]}, {"kind": "text"}),
        *({"kind": "text", "wordings": ["a"], "occurrence": n} for n in (0, -1, 10_000, True, "2", 1.0)),
        {"kind": "text", "wordings": ["x" * 600, "y" * 600]},
        {"kind": "text", "wordings": ["a"], "more": 1},
        *({"kind": "icon", "file": file} for file in ("", None, "mic", '"mic.png"', "mic.png #2")),
        *({"kind": "point", "x": x, "y": 1} for x in (-1, 101, math.nan, math.inf, 10**400, True, "1", None)),
        *({"kind": "box", "left": 50, "top": 1, "width": width, "height": 5} for width in (0, 51, 0.001, -5)),
        {"kind": "box", "left": 1, "top": 1, "width": 1},
    ],
    ids=lambda row: str(row)[:50],
)
def test_anything_else_is_refused(row: object) -> None:
    with pytest.raises(ChangeError):
        parse_target_row(row)


def test_texts_lose_outer_spaces_only() -> None:
    assert check_text("  a  b\u00a0", "x") == "a  b"
    assert check_text("🙂 \u200fא", "x") == "🙂 \u200fא"
    for text in ("a\tb", "\x7f", "\u2029"):
        with pytest.raises(ChangeError):
            check_text(text, "x")


@given(st.floats(0, 99.9), st.floats(0, 99.9))
def test_a_box_up_to_the_edge_of_the_picture_is_not_refused_for_its_rounding(left: float, top: float) -> None:
    row = {"kind": "box", "left": left, "top": top, "width": 100 - left, "height": 100 - top}
    target = parse_target_row(row)
    assert isinstance(target, BoxTarget)
    assert 99.98 <= target.left + target.width <= 100
    assert 99.98 <= target.top + target.height <= 100
