"""The form that starts a tutorial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from annotator.edit.web.panel import Node, PageText, element
from annotator.edit.web.panel_fields import choice, line

PATH: Final = "/api/panels/new"
DEVICES: Final = ("Android phone", "Android tablet", "iPhone", "iPad", "Chromebook", "laptop")
"""As scripts name them."""
LANGUAGES: Final = ("es", "en")
"""A new tutorial is in these."""


def draw_new(home: Mapping[str, Any], beginning: str | None, text: PageText, created: str | None = None) -> Node:
    """The page.

    Args:
        home: as `annotator.edit.workspace.Workspace.home` has it.
        beginning: the id of the folder whose pictures the tutorial gets, or None.
        text: the page's texts.
        created: the id of the tutorial that was just started: the page sends its pictures there.
    """
    titles = (
        line(text, f"new.title-{lang}", type="text", lang=lang, maxlength="120", autocomplete="off")
        for lang in sorted(LANGUAGES, key=lambda lang: lang != text.lang)
    )
    devices = [(name, text.find(f"device.{name}") or name) for name in DEVICES]
    return element(
        "form",
        element("h1", text("new.heading")),
        _draw_section("1", text("new.what"), titles),
        _draw_section(
            "2",
            text("new.pictures"),
            text("new.stay") if beginning else element("pictures", text("new.drop"), tid=created),
            choice(text, "new.device", devices, "new.any-device"),
        ),
        not beginning and _draw_shipped(home["shipped"], text),
        element(
            "div",
            element("button", text("new.create"), class_="button main", icon="done"),
            element("a", text("shell.cancel"), class_="button", href="#/"),
            class_="row",
        ),
        element("input", type="hidden", name="from", value=beginning) if beginning else None,
        class_="wrap narrow",
        submit=PATH,
    )


def _draw_section(number: str, heading: str, *children: Any) -> Node:
    title = element("h2", element("span", number, class_="number"), heading)
    return element("section", title, children, class_="panel")


def _draw_shipped(shipped: list[Mapping[str, Any]], text: PageText) -> Node | None:
    """The tutorials that a new one can begin like."""
    if not shipped:
        return None

    def describe(row: Mapping[str, Any]) -> str:
        return f"{text.title(row['titles'], row['name'])[1]} ({text('home.steps', n=row['steps'])})"

    return element(
        "details",
        element("summary", text("new.like")),
        element("p", text("new.like-about")),
        choice(text, "new.like-which", [(row["name"], describe(row)) for row in shipped], "new.like-none"),
        class_="panel",
    )
