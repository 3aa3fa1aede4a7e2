"""Fields of panels' forms with their labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.edit.web.panel import Node, PageText, element


def line(text: PageText, name: str, **attributes: Any) -> Node:
    """A line to fill in. Its label is the text of its name, its hint that of ``name-hint``."""
    hint = f"{name}-hint"
    return element(
        "div",
        element("label", text(name), for_=name),
        element("input", id=name, name=name, dir="auto", aria_describedby=hint, **attributes),
        element("p", text(hint), class_="hint", id=hint),
        class_="field",
    )


def choice(text: PageText, name: str, rows: Iterable[tuple[str, str]], none: str, **attributes: Any) -> Node:
    """A choice among ``rows`` of values and texts; ``none`` is the key of what stands for no value."""
    options = (element("option", label, value=value) for value, label in [("", text(none)), *rows])
    select = element("select", options, id=name, name=name, **attributes)
    return element("div", element("label", text(name), for_=name), select, class_="field")
