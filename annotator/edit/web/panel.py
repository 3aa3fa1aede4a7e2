"""Panels: parts of the page that the server draws, as JSON nodes. A text in them is always text, never markup.

A node is a text, or ``[tag, attributes, *children]``. Besides those of HTML, the page knows these attributes:

- ``press=(path, body)``: a button posts the body;
- ``change=path``: a field posts ``{its name: its value}``;
- ``submit=path``: a form posts its named fields as one object: a list for a repeated name, for ``multiple``, and for checkboxes
  with a value; true or false for a checkbox without one;
- ``ended=(path, body)``: a job that has ended posts the body;
- ``take=path``: a file field sends each of its files to ``path?name=…``;
- ``copy=text``: a button copies the text, ``copy_picture=address`` a picture;
- ``drag=name``: a link's file can be dragged to other programs, under this name;
- ``icon=name``: a symbol stands first.

A field keeps what a person wrote or chose until the server sends another ``value`` or ``checked`` for it, or its form was posted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from annotator.edit.web.answers import JsonAnswer
from annotator.edit.web.page_words import page_language
from annotator.edit.web.static_files import strings
from annotator.phrases import native_name
from annotator.wordings import put_into_words

Node: TypeAlias = "str | list[Any]"
Children: TypeAlias = "Node | Iterable[Children] | bool | None"
Press: TypeAlias = tuple[str, Mapping[str, Any]]


class PageText:
    """The page's texts in one language: ``text("home.steps", n=3)``."""

    def __init__(self, lang: str | None = None) -> None:
        self.lang = lang or page_language()
        self._tables = strings(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text with its ``{placeholders}`` filled in; with ``n=1``, ``key-one`` if there is one. Raises KeyError."""
        text = self.find(f"{key}-one") if values.get("n") == 1 else None
        text = text or self.find(key)
        if text is None:
            raise KeyError(key)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def title(self, titles: Mapping[str, str], fallback: str) -> tuple[str, str]:
        """The language of a tutorial's title, and the title: the one in the page's language, else its first one."""
        lang = next((lang for lang in (self.lang, *titles) if titles.get(lang)), self.lang)
        return lang, titles.get(lang) or fallback

    def language(self, lang: str) -> str:
        """The name of a language in the page's language, else in its own."""
        return self.find(f"language.{lang}") or native_name(lang, {})

    def icon(self, file: str) -> str:
        """What an icon's picture shows; of one that isn't ours its file's name."""
        stem = file.rpartition(".")[0] or file
        return self.find(f"icons.{stem}") or stem

    def message(self, message: str, remedy: str = "") -> tuple[str, str]:
        """A message of ours and its remedy in the words of the page."""
        return put_into_words(message, self.lang, "editor"), put_into_words(remedy, self.lang, "editor")

    def failure(self, error: Mapping[str, Any]) -> str:
        """What a failure says: the page's own words for its code, else its message and remedy."""
        own = self.find(f"error.{error['code']}")
        return own or " ".join(self.message(error["message"], error.get("remedy") or "")).strip()

    def find(self, key: str) -> str | None:
        """The text of a key as it stands in the table, or None."""
        table: Any = self._tables
        for part in key.split("."):
            table = table.get(part) if isinstance(table, Mapping) else None
        return table if isinstance(table, str) else None


def element(tag: str, *children: Children, **attributes: Any) -> Node:
    """One node. ``class_`` and ``for_`` lose their underscore, ``aria_label`` gets a hyphen; None and False are left out."""
    named = {
        name.rstrip("_").replace("_", "-"): list(value) if isinstance(value, tuple) else value
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    return [tag, named, *_flatten(children)]


def button(text: str, press: Press | None = None, kind: str = "", icon: str | None = None, **attributes: Any) -> Node:
    """A button that posts. ``kind`` is "main", "quiet" or "small"."""
    return element("button", text, type="button", class_=f"button {kind}".strip(), press=press, icon=icon, **attributes)


def banner(*children: Children, kind: str = "info") -> Node:
    """News in a frame. ``kind`` is "info", "warning" or "problem"."""
    is_news = kind == "info"
    symbol = (
        None
        if is_news
        else element("svg", element("use", href="/symbols.svg#warning"), class_="symbol", aria_hidden="true")
    )
    return element(
        "div", symbol, element("div", children), class_=f"banner {kind}", role="status" if is_news else "alert"
    )


def panel_answer(
    view: Node | None = None, notice: str | None = None, go: str | None = None, changed: bool = False
) -> JsonAnswer:
    """The answer to a panel's request.

    Args:
        view: what is shown now.
        notice: said in the bar below.
        go: the address of the page that is opened.
        changed: whether the tutorial in view is another one now, so that the page fetches it again.
    """
    parts = {"view": view, "notice": notice, "go": go, "changed": changed or None}
    return JsonAnswer({name: value for name, value in parts.items() if value is not None})


def _flatten(children: Iterable[Children]) -> Iterable[Node]:
    for child in children:
        if child is None or isinstance(child, bool):
            continue
        if isinstance(child, str) or (isinstance(child, list) and len(child) > 1 and isinstance(child[1], dict)):
            yield child
        else:
            yield from _flatten(child)
