"""Draw the panel below a picture: what is covered on it and why, what staff covered, and which names are to be decided on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from annotator.edit.json_codec import target_row
from annotator.edit.picture_answers import AutomaticCover, Candidate, CoverLine, Covers, PossibleName
from annotator.edit.web.panel import Node, PageText, Press, button, element
from annotator.model import Box, BoxTarget, Decision, Hide, IconTarget, Show, Target, TextTarget
from annotator.script import write_target

MOVES: Final[Mapping[str, tuple[float, float, float, float]]] = {
    "left": (-1, 0, 0, 0),
    "right": (1, 0, 0, 0),
    "up": (0, -1, 0, 0),
    "down": (0, 1, 0, 0),
    "wider": (-1, 0, 2, 0),
    "narrower": (1, 0, -2, 0),
    "taller": (0, -1, 0, 2),
    "shorter": (0, 1, 0, -2),
}
"""What the buttons beside a box do to its left, top, width and height, in percent."""
CENTRE: Final = BoxTarget(30, 45, 40, 10)
"""The box that people start from who draw none."""
_LEAST: Final = 1.0
"""Smallest width and height of a box, in percent."""


class HidePanel:
    """Draws the panel of one step.

    Args:
        text: the texts of the page.
        path: the address that takes its changes.
        picture: the id of the step's picture, so that no change is made to another one.
        step: the index of the step.
        problems: what is wrong with lines of the script, by their number.
        shown: whether places can be seen above the panel; a recording can't.
    """

    def __init__(
        self,
        text: PageText,
        path: str,
        picture: str,
        step: int,
        problems: Mapping[int, Sequence[str]],
        *,
        shown: bool = True,
    ) -> None:
        self._text = text
        self._path = path
        self._picture = picture
        self._step = step
        self._problems = problems
        self._shown = shown

    def draw(self, covers: Covers) -> Node:
        """The whole panel."""
        return element(
            "section",
            self._section("asks", (self._ask(ask) for ask in covers.asks)),
            self._section("yours", (self._hide(line) for line in covers.hides), "yours_none"),
            self._section("automatic", (self._automatic(cover) for cover in covers.automatic), "automatic_none"),
            self._section("shows", (self._show(line) for line in covers.shows)),
            self._choose(covers.others) if self._shown else None,
            element("p", element("button", self._text("hide.roster"), type="button", class_="button", data_list="1")),
            class_="hiding",
            aria_label=self._text("hide.list"),
        )

    def draw_asks(self, covers: Covers) -> Node | None:
        """The names to be decided on by themselves; None if there are none."""
        asks = list(self._section("asks", (self._ask(ask) for ask in covers.asks)))
        return element("section", asks, class_="hiding", aria_label=self._text("hide.list")) if asks else None

    def _section(self, name: str, rows: Iterable[Node], none: str = "") -> Iterator[Node]:
        found = list(rows)
        if found or none:
            yield element("h3", self._text(f"hide.{name}"), key=name)
            about = f"hide.{name}_about"
            if found and self._text.find(about):
                yield element("p", self._text(about), class_="note", key=about)
            yield (
                element("ul", found, key=f"{name} list")
                if found
                else element("p", self._text(f"hide.{none}"), key=none)
            )

    def _ask(self, ask: PossibleName) -> Node:
        assert isinstance(ask.hide.line, Hide)
        cover = self._text("check.hide", example=ask.hide.line.example or "")
        return element(
            "li",
            element("div", element("b", f"“{ask.text}”"), " ", self._text(f"hide.because.{ask.why}"), dir="auto"),
            element(
                "div",
                self._where(ask.text, (ask.box,)),
                self._press(cover, self._add(ask.hide), ask.text),
                self._press(self._text("check.show"), self._add(ask.show), ask.text),
                class_="row",
            ),
            key=f"ask {ask.text}",
        )

    def _automatic(self, cover: AutomaticCover) -> Node:
        kind = self._text(f"hide.kind.{cover.kind}")
        name = cover.text or kind
        return element(
            "li",
            element("div", element("b", kind), *((" ", f"“{cover.text}”") if cover.text else ()), dir="auto"),
            element("div", self._text(f"hide.why.{cover.kind}"), class_="note"),
            element(
                "div",
                self._where(name, (cover.box,)),
                self._press(self._text("hide.show"), self._add(cover.show), name),
                class_="row",
            ),
            key=f"{cover.kind} {cover.box}",
        )

    def _hide(self, line: CoverLine) -> Node:
        assert isinstance(line.line, Hide)
        hide, name = line.line, self._name(line.line.target)
        row = line_id(line.step, hide)
        field = f"example-{row}"
        everywhere = isinstance(hide.target, TextTarget) and hide.target.occurrence is None
        return element(
            "li",
            element(
                "div", element("b", name), " ", self._text("hide.everywhere" if everywhere else "hide.here"), dir="auto"
            ),
            None if line.boxes else element("div", self._text("hide.not_here"), class_="note"),
            element(
                "label",
                self._text("hide.instead"),
                element(
                    "input",
                    name=field,
                    value=hide.example or "",
                    placeholder=self._text("hide.plain"),
                    dir="auto",
                    maxlength=200,
                    change=f"{self._path}/example",
                ),
                class_="field",
            ),
            [element("p", problem, class_="step-problem problem") for problem in self._problems.get(hide.line, ())],
            element(
                "div",
                self._where(name, line.boxes),
                self._press(self._text("hide.unhide"), self._remove("remove-hide", line), name),
                class_="row",
            ),
            self._moves(line.step, hide.target, name) if isinstance(hide.target, BoxTarget) else None,
            key=row,
        )

    def _show(self, line: CoverLine) -> Node:
        name = self._name(line.line.target)
        return element(
            "li",
            element("div", element("b", name), dir="auto"),
            element(
                "div",
                self._where(name, line.boxes),
                self._press(self._text("hide.unshow"), self._remove("remove-show", line), name),
                class_="row",
            ),
            key=f"show {line_id(line.step, line.line)}",
        )

    def _moves(self, step: int | None, box: BoxTarget, name: str) -> Node:
        def move(way: str) -> Node:
            body = {"do": "move-hide", "step": step, "target": target_row(box), "to": target_row(moved(box, way))}
            label = f"{self._text(f'hide.move.{way}')}: {name}"
            return button(self._text(f"hide.arrow.{way}"), self._changes(body), "small", aria_label=label, title=label)

        return element(
            "details", element("summary", self._text("hide.moves")), element("div", map(move, MOVES), class_="row")
        )

    def _choose(self, others: Sequence[Candidate]) -> Node:
        """Everything that can be covered as a button, for those who press keys."""
        rows = [
            element(
                "li",
                element(
                    "button",
                    one.label if one.everywhere else self._text("hide.part", n=number),
                    type="button",
                    class_="word",
                    press=self._changes(_add_hide(one.target, one.example, None if one.everywhere else self._step)),
                ),
                key=one.label,
            )
            for number, one in enumerate(others, 1)
        ]
        box = self._changes(_add_hide(CENTRE, None, self._step))
        return element(
            "details",
            element("summary", self._text("hide.choose")),
            element("ul", rows, class_="words"),
            button(self._text("hide.by_hand"), box, "small"),
            class_="items",
            key="choose",
        )

    def _where(self, name: str, boxes: Sequence[Box]) -> Node | None:
        """A button that shows places on the picture."""
        if not boxes or not self._shown:
            return None
        text = self._text("hide.where")
        places = json.dumps([box.numbers for box in boxes], separators=(",", ":"))
        return element(
            "button", text, type="button", class_="button small", data_box=places, aria_label=f"{text} {name}"
        )

    def _press(self, text: str, press: Press, name: str) -> Node:
        return button(text, press, "small", aria_label=f"{text}: {name}")

    def _name(self, target: Target) -> str:
        match target:
            case TextTarget():
                number = f" ({target.occurrence})" if target.occurrence else ""
                return " / ".join(f"“{wording}”" for wording in target.wordings) + number
            case IconTarget():
                return self._text("point.icon", name=target.file.rpartition(".")[0])
        return self._text("point.a_box" if isinstance(target, BoxTarget) else "point.a_point")

    def _add(self, decision: Decision) -> Press:
        line, step = decision.line, None if decision.everywhere else self._step
        if isinstance(line, Hide):
            return self._changes(_add_hide(line.target, line.example, step))
        return self._changes({"do": "add-show", "step": step, "target": target_row(line.target)})

    def _remove(self, name: str, line: CoverLine) -> Press:
        return self._changes({"do": name, "step": line.step, "target": target_row(line.line.target)})

    def _changes(self, row: Mapping[str, Any]) -> Press:
        return self._path, {"picture": self._picture, "change": row}


def line_id(step: int | None, line: Hide | Show) -> str:
    """The name of a line for the page: it says nothing of what is covered."""
    return hashlib.sha256(f"{step} {write_target(line.target)}".encode()).hexdigest()[:12]


def moved(box: BoxTarget, way: str) -> BoxTarget:
    """A box after one press of a button beside it, kept within the picture."""
    left, top, width, height = MOVES[way]
    width, height = (min(100.0, max(_LEAST, size)) for size in (box.width + width, box.height + height))
    left = min(100 - width, max(0.0, box.left + left))
    top = min(100 - height, max(0.0, box.top + top))
    return BoxTarget(*(round(value, 2) for value in (left, top, width, height)))


def _add_hide(target: Target, example: str | None, step: int | None) -> dict[str, Any]:
    return {"do": "add-hide", "step": step, "target": target_row(target), "example": example}
