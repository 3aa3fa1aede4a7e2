"""Layouts from rectangles that were recorded, so that the rules can be held to cards that are no longer drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.cards.geometry import Rect, View
from annotator.cards.marks import Pointer
from annotator.cards.plan.contents import Contents
from annotator.cards.plan.framing import Framing
from annotator.cards.plan.layout import Layout
from annotator.cards.plan.outline_rects import Outline


def recorded_layout(row: Mapping[str, Any]) -> Layout:
    """The layout of a row: rectangles are left, top, right and bottom.

    ``size``, ``targets``, ``labels``, ``texts``, ``icons``, ``faces``, ``kept`` and ``part`` are pixels of the screenshot;
    ``area``, ``screen``, ``outlines`` (index, inner and outer edge) and ``pointer`` (tip, degrees, scale) those of the card.
    """
    width, height = row["size"]
    contents = Contents(
        (width, height),
        _rects(row["targets"]),
        tuple(None if label is None else Rect(*label) for label in row["labels"]),
        _rects(row.get("kept", ())),
        _rects(row["texts"]),
        _rects(row["icons"]),
        _rects(row["faces"]),
    )
    area, (scale, dx, dy) = Rect(*row["area"]), row["view"]
    view = View(scale, dx, dy, area)
    framing = Framing(
        area,
        view,
        Rect(*row["part"]),
        Rect(*row["screen"]),
        None,
        tuple(row["shown"]),
        contents,
        Rect(0, 0, width, height),
        enlargement=row["enlargement"],
    )
    outlines = tuple(_outline(framing, *outline) for outline in row["outlines"])
    pointer = row["pointer"]
    pointers = () if pointer is None else (Pointer("arrow", (pointer[0], pointer[1]), pointer[2], pointer[3]),)
    return Layout(framing, outlines, pointers=pointers)


def _outline(framing: Framing, index: int, inner: Sequence[float], outer: Sequence[float]) -> Outline:
    target, label = framing.contents.targets[index], framing.contents.labels[index]
    return Outline(
        index, framing.view.to_card(target), framing.view.to_card(label or target), Rect(*inner), Rect(*outer)
    )


def _rects(values: Sequence[Sequence[float]]) -> tuple[Rect, ...]:
    return tuple(Rect(*value) for value in values)
