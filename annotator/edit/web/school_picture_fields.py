"""The fields for the school's two pictures, and the consent to show the face on one of them, as nodes."""

from __future__ import annotations

import datetime
from typing import Final

from annotator.edit import school_form, school_pictures
from annotator.edit.school_store import SchoolFile
from annotator.edit.web.panel import Node, element
from annotator.edit.web.school_fields import PATH, FieldWriter, stamp
from annotator.model import Problem
from annotator.pack.tutorial_source import today
from annotator.script import CONSENT

_CONSENT_DAYS: Final = 365
"""How long a photo may be shown unless another day is chosen."""


def draw_picture(file: SchoolFile, writer: FieldWriter, name: str) -> Node:
    """The logo or the photo: seen, chosen among the pictures beside the file, or sent from this computer."""
    text, key = writer.text, school_form.PICTURES[name]
    path = getattr(file.school, name)
    named = file.find(key)
    value = named if isinstance(named, str) else ""
    offered = school_pictures.list_pictures(file.path.parent)
    rows = [("", text("school.no-picture")), *((each, each) for each in offered)]
    problem = None if path is None else school_pictures.check_picture(path)
    shown = None
    if path is not None and problem is None:
        address = f"{PATH}/pictures/{name}?v={stamp(path)}-{file.version[:12]}"
        shown = element("img", src=address, alt=text(f"school.{name}-alt"), key=address)
    send = element(
        "input", type="file", accept="image/*", take=f"{PATH}/{name}", aria_label=text(f"school.{name}-send")
    )
    return element(
        "div",
        element("div", shown, key="shown", class_="shown"),
        element(
            "div",
            writer.choice(name, key, value, rows),
            element("label", element("span", text(f"school.{name}-send")), send, class_="button"),
            element("p", text(f"school.{name}-hint"), class_="hint"),
            _warning(writer, problem) if problem else None,
        ),
        class_="picture-field",
        key=f"{name}-picture",
    )


def draw_consent(file: SchoolFile, writer: FieldWriter, photo: str) -> Node:
    """Who allowed the photo to be shown, where and until when; asked if that isn't noted yet, or is over."""
    text = writer.text
    consent, problems = school_pictures.find_consent(file.path.parent, photo)
    if consent is not None and today() <= consent.until:
        places = " · ".join(text(f"school.use-{use}") for use in consent.uses)
        known = text("school.consent-known", who=consent.who, uses=places, until=consent.until.isoformat())
        return element("p", known, key="consent")
    until = today() + datetime.timedelta(days=_CONSENT_DAYS)
    who = consent.who if consent else file.school.person
    fields = (
        _field(text("school.consent-who"), "who", type="text", value=who, autocomplete="off"),
        element(
            "div",
            _tick(text("school.use-chat"), "chat", checked=True),
            _tick(text("school.use-website"), "website", checked=False),
            class_="row",
        ),
        _field(text("school.consent-until"), "until", type="date", value=until.isoformat()),
        element("button", text("school.consent-note"), type="submit", class_="button"),
    )
    return element(
        "form",
        element("h3", text("school.consent")),
        element("p", text("school.consent-about")),
        (_warning(writer, problem) for problem in problems),
        writer.problem("consent", ()) if "consent" in writer.typed else None,
        *fields,
        submit=f"{PATH}/consent",
        class_="consent",
        key=f"consent-{photo}",
    )


def _field(label: str, name: str, **attributes: str) -> Node:
    own = f"consent-{name}"
    inputs = element("input", id=own, name=name, **attributes)
    return element("div", element("label", label, for_=own), inputs, class_="field")


def _tick(label: str, name: str, *, checked: bool) -> Node:
    box = element("input", type="checkbox", name=name, checked=checked or None)
    return element("label", box, element("span", label), class_="check")


def _warning(writer: FieldWriter, problem: Problem) -> Node:
    before = f"{CONSENT}, {writer.text('school.line', line=problem.line)} " if problem.line else ""
    return element("p", before + writer.words(problem), class_="step-problem problem")
