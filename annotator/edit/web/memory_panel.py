"""What the editor remembers, with what throws it away: asked once more before that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.edit.memory import Remembered
from annotator.edit.web.panel import Node, PageText, Press, banner, button, element

PATH: Final = "/api/panels/memory"
ALL: Final = "all"


def draw_memory(rows: Sequence[Remembered], folder: str, asked: str | None, text: PageText) -> Node:
    """The page. ``asked`` is what the user wants to throw away and must confirm; `ALL` for everything."""
    full = any(row.count for row in rows)
    return element(
        "div",
        element("h1", text("memory.title")),
        element("p", text("memory.about"), " ", element("code", folder)),
        element("ul", [_draw_row(row, asked, text) for row in rows], class_="memory"),
        full and _draw_choice(ALL, asked, text),
        class_="wrap narrow",
    )


def _draw_row(row: Remembered, asked: str | None, text: PageText) -> Node:
    size = f" ({_say_size(row.bytes, text)})" if row.count else ""
    return element(
        "li",
        element("h2", text(f"memory.{row.kind}")),
        element("p", text(f"memory.{row.kind}-{'some' if row.count else 'none'}", n=row.count) + size),
        row.count > 0 and _draw_choice(row.kind, asked, text),
        class_="panel",
        key=row.kind,
    )


def _draw_choice(what: str, asked: str | None, text: PageText) -> Node:
    if what != asked:
        label = text("memory.throw_all" if what == ALL else "memory.throw")
        named = None if what == ALL else f"{label}: {text(f'memory.{what}')}"
        return element("p", button(label, (PATH, {"ask": what}), aria_label=named))
    return confirm_throwing(what, (PATH, {"throw": what}), (PATH, {}), text)


def confirm_throwing(what: str, sure: Press, keep: Press, text: PageText) -> Node:
    """The question whether a kind of what is remembered is really to be thrown away."""
    buttons = button(text("memory.sure"), sure, "main"), button(text("memory.keep"), keep)
    return banner(element("p", text(f"memory.{what}-sure")), element("p", buttons, class_="row"), kind="warning")


def _say_size(size: int, text: PageText) -> str:
    """A size in kilobytes or megabytes."""
    if size < 100_000:
        return f"{max(1, round(size / 1000))} KB"
    amount = f"{size / 1e6:.1f} MB"
    return amount.replace(".", text("memory.decimal"))
