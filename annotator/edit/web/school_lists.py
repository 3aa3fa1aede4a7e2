"""Lists on the page of the school, as nodes: tutorials in their order, a language's voices, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from annotator.edit.school_choices import OfferedVoice, SchoolTutorial
from annotator.edit.web.panel import Node, button, element
from annotator.edit.web.school_fields import PATH, FieldWriter
from annotator.script.school_edit import Key


def draw_order(writer: FieldWriter, ordered: Sequence[SchoolTutorial]) -> Node:
    """The tutorials as the website shows them, each with buttons that move it."""
    text, last = writer.text, len(ordered) - 1

    def draw_row(at: int, one: SchoolTutorial) -> Node:
        title, lang = one.title(text.lang)

        def draw_arrow(way: str, by: int) -> Node:
            said = text(f"school.{way}", title=title)
            press = (f"{PATH}/move", {"tutorial": one.id, "by": by})
            at_end = not 0 <= at + by <= last
            return button("", press, "quiet", icon=way, aria_label=said, title=said, disabled=at_end or None)

        name = element("span", title, lang=lang or None, dir="auto")
        return element("li", name, draw_arrow("up", -1), draw_arrow("down", 1), key=one.id)

    return element("ol", (draw_row(at, one) for at, one in enumerate(ordered)), class_="order")


def draw_voice(
    writer: FieldWriter, lang: str, language: str, key: Key, value: object, offered: Sequence[OfferedVoice]
) -> Node:
    """The voice for a language: what the file says, chosen among those of this computer."""
    text = writer.text
    rows = [("", text("school.voice-auto" if offered else "school.voice-none"))]
    for one in offered:
        kind = text.find(f"school.engine-{one.engine}") or one.engine
        rows.append((one.value, f"{kind} ({one.voice})"))
    named = value.get("voice") if isinstance(value, Mapping) else value
    named = named if isinstance(named, str) else ""
    whole = next((one.value for one in offered if one.engine == named), named)  # an engine alone is its first voice
    return writer.choice(f"voices.{lang}", key, whole, rows, text("school.voice", lang=language))


def draw_words(writer: FieldWriter, lang: str, language: str, table: str, words: Mapping[str, Any]) -> Node:
    """The words of a language and how they sound; ``table`` is the language as the file spells it."""
    text = writer.text

    def draw_row(word: str, value: object) -> Node:
        name = f"lexicon.{lang}.{word}"
        label = text("school.word", word=word)
        field = writer.line(name, ("lexicon", table, word), value, hint=False, label=label)
        remove = button(text("school.remove", word=word), (PATH, {name: ""}), "small")
        return element("div", field, remove, class_="row", key=name)

    return element(
        "details",
        element("summary", f"{language} ({len(words)})"),
        (draw_row(word, value) for word, value in words.items()),
        draw_pair_form(writer, "add-word", f"new-word.{lang}", ("word", "spelt"), {"lang": lang}),
        key=lang,
    )


def draw_pair_form(
    writer: FieldWriter, action: str, name: str, fields: tuple[str, str], asked: Mapping[str, str] | None = None
) -> Node:
    """Two fields and a button that adds them: posted to ``action`` with what is ``asked`` in its address."""
    text, typed = writer.text, writer.typed.get(name)
    texts = typed.text if typed is not None and isinstance(typed.text, tuple) else ("", "")
    address = f"{PATH}/{action}" + (f"?{urlencode(asked)}" if asked else "")
    inputs = (
        element(
            "div",
            element("label", text(f"school.{action}-{field}"), for_=f"{name}-{field}"),
            element("input", id=f"{name}-{field}", name=field, type="text", value=said, autocomplete="off"),
            class_="field",
        )
        for field, said in zip(fields, texts, strict=True)
    )
    add = element("button", text(f"school.{action}"), type="submit", class_="button")
    problem = writer.problem(name, ()) if typed else None
    return element("form", element("div", inputs, add, class_="row bottom"), problem, submit=address, key=name)
