"""The question who answers families, as a panel: asked once, where a tutorial is about to be built without an answer."""

from __future__ import annotations

from pathlib import Path

from annotator.edit import help_question, school_choices
from annotator.edit.school_page import SchoolPage
from annotator.edit.web.panel import Node, PageText, button, element
from annotator.edit.web.school_fields import FieldWriter


def draw_question(page: SchoolPage, folder: Path, address: str, text: PageText) -> Node:
    """The question for a tutorial's school; an empty node if it is answered, or was put off for good."""
    file = page.store.read()
    if file.school.person or file.broken or help_question.was_declined(file.path):
        return element("div")
    writer = FieldWriter(text, page.typed, {})
    tutorials = [one for one in school_choices.list_tutorials(page.workspace) if one.folder == folder]
    languages = school_choices.list_languages(tutorials, file.school.languages)
    names = dict(file.school.language_names)
    ticks = (
        element(
            "label",
            element("input", type="checkbox", name="languages", value=lang),
            element("span", names.get(lang) or text.language(lang)),
            class_="check",
        )
        for lang in languages
    )
    form = element(
        "form",
        element("h2", text("school.question")),
        element("p", text("school.question-about")),
        writer.line("person", (), "", in_form=True),
        writer.line("phone", (), file.school.phone, in_form=True),
        element(
            "fieldset",
            element("legend", text("school.person-languages")),
            element("div", ticks, class_="row"),
            class_="plain",
        ),
        element(
            "div",
            element("button", text("school.question-save"), type="submit", class_="button main"),
            button(text("school.not-now"), (f"{address}/not-now", {})),
            class_="row",
        ),
        submit=address,
        class_="panel",
    )
    return element("div", form, class_="wrap narrow")
