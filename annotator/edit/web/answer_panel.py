"""Answers to families: the page that starts one, and beside each picture what takes it into a chat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from annotator.edit.answers import KeptAnswer
from annotator.edit.state_json import picture_id
from annotator.edit.web.panel import Node, PageText, banner, button, element
from annotator.errors import AnnotatorError

PATH: Final = "/api/panels/answer"
Shown: TypeAlias = "str | list[Any] | AnnotatorError"
"""The address of a picture or sound, a node that asks something before there is one, or why there is none."""


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


def draw_pictures(shown: Mapping[str, Shown], text: PageText) -> Node:
    """The picture of a step in each language, to be copied: its address, or why there is none, or what is asked first."""

    def draw(lang: str, address: str) -> Iterator[Node]:
        own = text.language(lang)
        yield element(
            "img", src=address, alt=f"{text('answer.picture')}: {own}", draggable="true", width="240", height="300"
        )
        yield button(
            text("answer.copy"), None, "main", copy_picture=address, aria_label=f"{text('answer.copy')}: {own}"
        )

    return _draw_languages(shown, draw, text)


def draw_voices(path: str, shown: Mapping[str, Shown], text: PageText) -> Node:
    """The voice of a step in each language, to be heard and saved: its address, or why there is none; then what comes next."""

    def draw(lang: str, address: str) -> Iterator[Node]:
        own, name = text.language(lang), f"{text('answer.file')}-{lang}.ogg"
        yield element("audio", controls=True, preload="none", src=address, aria_label=f"{text('answer.voice')}: {own}")
        yield element(
            "a",
            text("answer.save"),
            class_="button",
            href=address,
            download=name,
            drag=name,
            icon="save",
            title=text("answer.drag"),
            aria_label=f"{text('answer.save')}: {own}",
        )

    return element(
        "div",
        _draw_languages(shown, draw, text),
        element(
            "p",
            element("a", text("answer.next"), class_="button", href="#/answer", icon="plus"),
            button(text("answer.tutorial"), (f"{path}/answer", {"do": "tutorial"}), "quiet"),
            class_="row",
        ),
    )


def _draw_languages(shown: Mapping[str, Shown], draw: Callable[[str, str], Iterable[Node]], text: PageText) -> Node:
    asked: list[list[Any]] = []

    def draw_one(lang: str, found: Shown) -> Node | None:
        if isinstance(found, list):  # of a picture for several languages it is asked once
            new = found not in asked
            asked.append(found)
            return element("div", found, key=lang) if new else None
        heading = element("h3", text.language(lang)) if len(shown) > 1 else None
        if isinstance(found, AnnotatorError):
            why = text.failure({"code": "refused", "message": found.message, "remedy": found.remedy})
            return element("div", heading, element("p", why, class_="step-problem problem", role="alert"), key=lang)
        return element("div", heading, element("div", draw(lang, found), class_="row"), key=lang)

    return element("div", (draw_one(lang, found) for lang, found in shown.items()), class_="panel")


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
    sure = button(text("memory.sure"), (PATH, {"do": "empty"}), "main")
    buttons = sure, button(text("memory.keep"), (PATH, {"do": "keep"}))
    asks = element("p", text("memory.answers-sure"))
    return banner(asks, element("p", buttons, class_="row"), kind="warning")
