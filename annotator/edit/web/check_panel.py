"""The page that checks a tutorial and makes its video."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.edit.web.panel import Node, PageText, Press, banner, button, element

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Working:
    """A job that runs: its id, whether it makes the video, and what is posted when it has ended."""

    id: str
    makes: bool
    ended: Press


def draw_check(
    path: str,
    state: Row,
    rows: Sequence[Row],
    text: PageText,
    *,
    working: Working | None = None,
    checked: bool = False,
    failure: str | None = None,
    cancelled: bool = False,
) -> Node:
    """The page.

    Args:
        path: the address of the tutorial in the API.
        state: as `annotator.edit.state_json.describe` has it.
        rows: as `annotator.edit.web.problem_list.list_problems` has them.
        text: the page's texts.
        working: the job that is waited for.
        checked: whether the rows are those of a whole check.
        failure: why the last job failed.
        cancelled: whether making the video was cancelled.
    """
    places: list[int | None] = [None, *range(len(state["steps"]))]
    by_place = [(place, [row for row in rows if row["step"] == place]) for place in places]
    return element(
        "div",
        element("h2", text("check.title")),
        failure is not None and banner(failure, kind="problem"),
        cancelled and banner(text("check.cancelled")),
        _draw_work(working, text) if working else _draw_verdict(path, rows, checked, text),
        (_draw_place(path, state, place, found, text) for place, found in by_place if found),
        class_="wrap narrow",
    )


def _draw_work(working: Working, text: PageText) -> list[Node]:
    job = element("job", id=working.id, ended=working.ended, key=working.id)
    return [element("p", working.makes and text("check.making")), job]


def _draw_verdict(path: str, rows: Sequence[Row], checked: bool, text: PageText) -> Node:
    n = sum(row["level"] == "problem" for row in rows)
    ready = checked and not n
    otherwise = "check.unknown" if not checked else "check.warnings" if rows else "check.fine"
    buttons = (
        button(text("check.again"), (f"{path}/check", {"do": "check"}), "" if ready else "main"),
        ready and button(text("check.make"), (f"{path}/check", {"do": "build"}), "main", "play"),
    )
    verdict = element("p", text("check.problems", n=n) if n else text(otherwise), class_="verdict")
    return element("div", verdict, element("div", buttons, class_="row"), class_="row spread panel")


def _draw_place(path: str, state: Row, step: int | None, rows: Sequence[Row], text: PageText) -> Node:
    heading = text("check.whole") if step is None else text("check.step", number=state["steps"][step]["number"])
    address = f"#/t/{path.rpartition('/')[2]}/step/{'about' if step is None else step + 1}"
    return element(
        "section",
        element("h3", heading),
        element("ul", (_draw_row(path, address, row, text) for row in rows), class_="problems"),
        class_="panel",
        key=str(step),
    )


def _draw_row(path: str, address: str, row: Row, text: PageText) -> Node:
    level = row["level"]
    message, remedy = text.message(row["message"], row["remedy"])
    said = element(
        "span",
        element("span", f"{text(f'check.{level}')}: ", class_="unseen"),
        element("strong", message),
        f" {remedy}",
        dir="auto",
    )
    offers = (
        element(
            "button",
            text(f"check.{offer['do']}", example=offer["example"]),
            class_="small",
            press=(f"{path}/check", {"do": "change", "change": offer["change"]}),
        )
        for offer in row.get("offers") or ()
    )
    return element("li", element("a", said, href=address, icon="warning"), offers, class_=level)
