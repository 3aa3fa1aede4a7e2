"""The part of a form that asks whose voice it is, and where and until when it may be used."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from annotator.edit.consent_form import MOST_LETTERS, Leave, default_until
from annotator.edit.web.panel import Node, PageText, element
from annotator.script import Use

SOMEBODY_ELSE = ""
"""The value of the choice that asks for another person's consent."""


def draw_consent(
    text: PageText, people: Sequence[Leave], person: str | None, today: datetime.date, change: str
) -> list[Node]:
    """The fields: a choice of the people who are known, and the questions for somebody else.

    Args:
        text: the page's texts.
        people: who gave a voice in this folder before.
        person: who is chosen; ``SOMEBODY_ELSE``, or None for the last of them.
        today: the day from which a consent counts.
        change: where the choice is posted.
    """
    chosen = next((leave for leave in people if leave.who == person), None)
    if chosen is None and person is None and people:
        chosen = people[-1]
    fields: list[Node] = []
    if people:
        options = [element("option", leave.who, value=leave.who, key=leave.who) for leave in people]
        options.append(element("option", text("consent.somebody-else"), value=SOMEBODY_ELSE, key=SOMEBODY_ELSE))
        value = SOMEBODY_ELSE if chosen is None else chosen.who
        choice = element("select", options, id="consent-person", name="person", value=value, change=change)
        fields.append(_field("consent-person", text("consent.person"), choice))
    if chosen is not None:
        return [*fields, element("p", describe_leave(text, chosen.uses, chosen.until), class_="hint", key="leave")]
    until = default_until(today).isoformat()
    return [
        *fields,
        element("p", text("consent.about"), class_="hint", key="about"),
        _field(
            "consent-who",
            text("consent.who"),
            element("input", id="consent-who", name="who", type="text", maxlength=MOST_LETTERS, required=True),
            element("p", text("consent.who-hint"), class_="hint"),
        ),
        element(
            "fieldset",
            element("legend", text("consent.where")),
            _check("chat", text("consent.chat"), checked=True),
            _check("website", text("consent.website"), checked=False),
            key="where",
        ),
        _field(
            "consent-until",
            text("consent.until"),
            element(
                "input",
                id="consent-until",
                name="until",
                type="date",
                value=until,
                min=today.isoformat(),
                required=True,
            ),
        ),
    ]


def describe_leave(text: PageText, uses: Sequence[Use], until: datetime.date) -> str:
    """Where and until when a voice may be used, in a sentence."""
    where = "consent.may-both" if "website" in uses else "consent.may-chat"
    return text(where, date=describe_date(text, until))


def describe_date(text: PageText, day: datetime.date) -> str:
    """A date as one says it."""
    month = text("consent.months").split()[day.month - 1]
    return text("consent.date", day=day.day, month=month, year=day.year)


def _field(name: str, label: str, *inputs: Node) -> Node:
    return element("div", element("label", label, for_=name), *inputs, class_="field", key=name)


def _check(name: str, label: str, *, checked: bool) -> Node:
    return element("label", element("input", type="checkbox", name=name, checked=checked), label, class_="check")
