"""The question for whom a step is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.edit.web.panel import Node, PageText, element


def draw_questions(path: str, languages: Sequence[str], common: Sequence[Mapping[str, str]], text: PageText) -> Node:
    """The common questions as buttons, and fields for one's own.

    Args:
        path: where the question is posted, by language.
        languages: the tutorial's.
        common: each a question by language.
        text: the page's texts.
    """
    buttons = (
        element(
            "button",
            (element("span", said, lang=lang) for lang, said in texts.items()),
            type="button",
            class_="small",
            press=(path, dict(texts)),
        )
        for texts in common
    )
    fields = (
        element("label", f"{text.language(lang)} ", element("input", type="text", lang=lang, name=lang, required=True))
        for lang in languages
    )
    return element(
        "form",
        element("b", text("arrange.for_whom")),
        buttons,
        element("p", text("arrange.own_question")),
        fields,
        element("button", text("arrange.ask_it"), class_="small ask_it"),
        class_="ask-whom",
        aria_label=text("arrange.for_whom"),
        submit=path,
    )
