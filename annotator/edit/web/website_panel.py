"""The page that makes the website."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from annotator.edit.web.panel import Node, PageText, banner, button, element
from annotator.edit.web.panel_fields import line

PATH: Final = "/api/panels/website"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Wish:
    """What the website is to be made of: the ids of its tutorials (None: of all that can be), and its address."""

    tutorials: Collection[str] | None = None
    address: str = ""


def draw_website(home: Row, wish: Wish, text: PageText, job: str | None = None, ended: Row | None = None) -> Node:
    """The page.

    Args:
        home: as `annotator.edit.workspace.Workspace.home` has it.
        wish: what is chosen.
        text: the page's texts.
        job: the id of the one that makes it now.
        ended: the state of the one that has ended.
    """
    rows = home["tutorials"]
    again = {"job": job, "id": list(wish.tutorials or ()), "website.address": wish.address}
    make = element("button", text("website.make"), class_="button main", disabled=not rows)
    return element(
        "form",
        element("h1", text("website.title")),
        element("p", text("website.about")),
        ended is not None and _draw_end(ended, text),
        element(
            "fieldset",
            element("legend", text("website.which")),
            (_draw_choice(row, wish.tutorials, text) for row in rows),
            not rows and element("p", text("home.empty")),
            class_="panel",
        ),
        element(
            "div", line(text, "website.address", type="url", value=wish.address, placeholder="https://"), class_="panel"
        ),
        element("job", id=job, ended=(PATH, again), key=job) if job else make,
        class_="wrap narrow",
        submit=PATH,
    )


def _draw_choice(row: Row, chosen: Collection[str] | None, text: PageText) -> Node:
    problem = row["problem"]
    is_chosen = not problem and (chosen is None or row["id"] in chosen)
    box = element("input", type="checkbox", name="id", value=row["id"], checked=is_chosen, disabled=bool(problem))
    why = element("small", text.message(problem)[0]) if problem else None
    return element(
        "label", box, element("span", f"{text.title(row['titles'], row['name'])[1]} ", why, dir="auto"), class_="check"
    )


def _draw_end(ended: Row, text: PageText) -> Node | None:
    """What came of it; of one that was cancelled nothing."""
    if ended["state"] == "failed":
        return banner(text.failure(ended["error"]), kind="problem")
    if ended["state"] != "done":
        return None
    folder = ended["result"]["folder"]
    return banner(
        element("strong", text("website.done")),
        element("p", element("code", folder), " ", button(text("share.copy-folder"), copy=folder)),
        element("p", text("website.next")),
        (element("p", text.message(note)[0], dir="auto") for note in ended["result"]["notes"]),
    )
