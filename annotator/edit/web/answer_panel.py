"""Answers to families: the page that starts one, and beside each picture what takes it into a chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.edit.answers import KeptAnswer
from annotator.edit.state_json import picture_id
from annotator.edit.web.panel import Node, PageText, button, element

PATH: Final = "/api/panels/answer"


def draw_answers(
    kept: Sequence[KeptAnswer], text: PageText, created: str | None = None, *, asked: bool = False
) -> Node:
    """The page.

    Args:
        kept: the last answers.
        text: the page's texts.
        created: the id of the answer that was just started: the page sends its pictures there.
        asked: whether the user wants to throw all of them away, and must confirm.
    """
    return element(
        "div",
        element("h1", text("answer.title")),
        element("pictures", text("answer.drop"), tid=created, start=(PATH, {"do": "start"})),
        bool(kept) and _draw_kept(kept, text, asked=asked),
        class_="wrap",
    )


def draw_sending(path: str, index: int, revision: int, languages: Sequence[str], text: PageText) -> Node:
    """What takes the picture and the sentence of a step into a chat, in each language, and what comes then."""
    return element(
        "div",
        (_draw_language(path, index, revision, lang, text) for lang in languages),
        element(
            "p",
            element("a", text("answer.next"), class_="button", href="#/answer", icon="plus"),
            button(text("answer.tutorial"), (f"{path}/answer", {"do": "tutorial"}), "quiet"),
            class_="row",
        ),
        class_="panel",
    )


def _draw_language(path: str, index: int, revision: int, lang: str, text: PageText) -> Node:
    picture = f"{path}/cards/{index}?lang={lang}&view=answer&revision={revision}"
    sound = f"{path}/answer/{index}.ogg?lang={lang}&revision={revision}"
    name = f"{text('answer.file')}-{lang}.ogg"
    own = text.language(lang)
    return element(
        "div",
        element("h3", own),
        element(
            "img", src=picture, alt=f"{text('answer.picture')}: {own}", draggable="true", width="240", height="300"
        ),
        element(
            "p",
            button(text("answer.copy"), None, "main", copy_picture=picture, aria_label=f"{text('answer.copy')}: {own}"),
            element(
                "a",
                text("answer.save"),
                class_="button",
                href=sound,
                download=name,
                drag=name,
                icon="save",
                title=text("answer.drag"),
                aria_label=f"{text('answer.save')}: {own}",
            ),
            class_="row",
        ),
        key=lang,
    )


def _draw_kept(kept: Sequence[KeptAnswer], text: PageText, *, asked: bool) -> Node:
    cards = (
        element(
            "li",
            element(
                "img",
                src=f"/api/tutorials/{one.id}/pictures/{picture_id(one.picture)}/image?w=360",
                alt="",
                loading="lazy",
            ),
            element("div", element("h3", element("a", f"{one.started:%Y-%m-%d %H:%M}", href=f"#/t/{one.id}"))),
            class_="card",
            key=one.id,
        )
        for one in kept
    )
    return element(
        "section",
        element("h2", text("answer.last")),
        element("p", text("answer.last-about"), class_="soft"),
        element("ul", cards, class_="cards"),
        _draw_throw(text, asked=asked),
    )


def _draw_throw(text: PageText, *, asked: bool) -> Node:
    if not asked:
        return element("p", button(text("answer.throw"), (PATH, {"do": "ask"})))
    return element(
        "div",
        element("p", text("memory.answers-sure")),
        element(
            "p",
            button(text("memory.sure"), (PATH, {"do": "empty"}), "main"),
            button(text("memory.keep"), (PATH, {"do": "keep"})),
            class_="row",
        ),
        class_="banner warning",
        role="alert",
    )
