"""The list of tutorials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotator.edit.web.panel import Node, PageText, element

_OLD_DAYS: Final = 180
"""After so many days screens may look different."""
_SYMBOLS: Final = {"none": "play", "current": "done"}

Row = Mapping[str, Any]


def draw_home(home: Row, text: PageText) -> Node:
    """The page of `annotator.edit.workspace.Workspace.home`."""
    tutorials, beginnings = home["tutorials"], home["beginnings"]
    links = (
        element("a", text("home.new"), class_="button main", href="#/new", icon="plus"),
        element("a", text("answer.title"), class_="button", href="#/answer", icon="picture"),
        element("a", text("home.website"), class_="button", href="#/website"),
        element("a", text("home.school"), class_="button", href="#/school"),
    )
    first_steps = element(
        "div",
        element("h2", text("home.empty")),
        element("ol", (element("li", text(f"home.{key}")) for key in ("first", "second", "third"))),
        class_="panel",
    )
    return element(
        "div",
        element("div", element("h1", text("home.title")), element("div", links, class_="row"), class_="row spread"),
        not tutorials and not beginnings and first_steps,
        bool(beginnings) and _draw_beginnings(beginnings, text),
        element("ul", (_draw_card(row, text) for row in tutorials), class_="cards"),
        element(
            "p",
            f"{text('home.folder')} ",
            element("code", home["folder"]),
            " · ",
            element("a", text("memory.title"), href="#/memory"),
            class_="soft",
        ),
        class_="wrap",
    )


def _draw_beginnings(beginnings: list[Row], text: PageText) -> Node:
    links = (
        element(
            "a",
            f"{row['name']}: {text('home.pictures', n=row['pictures'])}",
            class_="button",
            href=f"#/new/{row['id']}",
        )
        for row in beginnings
    )
    return element(
        "div", element("h2", text("home.beginnings")), (element("p", link) for link in links), class_="panel"
    )


def _draw_card(row: Row, text: PageText) -> Node:
    lang, title = text.title(row["titles"], row["name"])
    address = f"#/t/{row['id']}"
    picture = element("img", src=row["picture"], alt="", loading="lazy") if row["picture"] else None
    share = element(
        "a",
        text("tabs.share"),
        class_="over",
        href=f"{address}/share",
        aria_label=f"{text('tabs.share')}: {title}",
        icon="send",
    )
    return element(
        "li",
        picture or element("div", class_="blank", icon="picture"),
        element(
            "div",
            element("h2", element("a", title, href=address, lang=lang, dir="auto")),
            element("p", text("home.steps", n=row["steps"]), class_="soft"),
            element("ul", _draw_states(row, text), class_="states"),
            row["pack"] != "none" and share,
        ),
        class_="card",
        key=row["id"],
    )


def _draw_states(row: Row, text: PageText) -> Iterator[Node]:
    missing, pack, problem, days = row["missing"], row["pack"], row["problem"], row["checked_days"]
    if problem:
        yield element("li", text.message(problem)[0], class_="warning", icon="warning")
    states = {
        "missing": missing,
        "old": pack == "old",
        "none": pack == "none" and not missing and not problem,
        "current": pack == "current",
        "checked": days if days is not None and days > _OLD_DAYS else 0,
    }
    for name, n in states.items():
        if n:
            symbol = _SYMBOLS.get(name, "warning")
            yield element("li", text(f"home.{name}", n=int(n)), class_=symbol, icon=symbol)
