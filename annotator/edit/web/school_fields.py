"""Fields of the form of the school, as nodes: each with its label, its hint, and what is wrong with it beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator.edit.school_form import PICK
from annotator.edit.school_page import Typed
from annotator.edit.web.panel import Node, PageText, button, element
from annotator.model import Colors, Problem
from annotator.script.school_edit import Key
from annotator.wordings import put_into_words

PATH: Final = "/api/panels/school"
_KINDS: Final = {"phone": "tel", "whatsapp": "tel", "website": "url"}


@dataclass(frozen=True)
class FieldWriter:
    """Draws fields in the words of a page.

    Attributes:
        text: the page's texts.
        typed: what fields hold that isn't in the file.
        problems: what is wrong with the file, by key.
        path: where fields post.
    """

    text: PageText
    typed: Mapping[str, Typed]
    problems: Mapping[Key, Problem]
    path: str = PATH

    def line(
        self, name: str, key: Key, value: object, *, hint: bool = True, label: str = "", in_form: bool = False
    ) -> Node:
        """A field for one line of text. ``label`` stands in for the text ``school.NAME``; one ``in_form`` posts with that."""
        typed = self.typed.get(name)
        shown = typed.text if typed else value
        typing = element(
            "input",
            id=_id(name),
            name=name,
            type=_KINDS.get(name, "text"),
            value=shown if isinstance(shown, str) else "",
            dir="auto",
            autocomplete="off",
            change=None if in_form else self.path,
            **self._about(name, key, hint),
        )
        told = element("p", self.text(f"school.{name}-hint"), class_="hint", id=f"{_id(name)}-hint") if hint else None
        return self._labelled(name, key, label, typing, told)

    def color(self, name: str, key: Key, value: str, chosen: str, told: str) -> Node:
        """A colour: picked, or typed, and what its contrast means.

        ``value`` is what the file says, ``chosen`` the colour that is used, and ``told`` its contrast in words.
        """
        typed = self.typed.get(name)
        shown = typed.text if typed else value
        inside = f"{_id(name)}-told"
        about = self._about(name, key, hint=False)
        about["aria_describedby"] = f"{inside} {about.get('aria_describedby') or ''}".strip()
        picking = element(
            "input",
            type="color",
            name=f"{name}{PICK}",
            value=chosen.lower(),
            aria_label=self.text("school.pick", name=self.text(f"school.{name}")),
            change=self.path,
        )
        typing = element(
            "input",
            id=_id(name),
            name=name,
            type="text",
            value=shown if isinstance(shown, str) else "",
            placeholder=chosen,
            autocomplete="off",
            spellcheck="false",
            change=self.path,
            **about,
        )
        both = element("div", picking, typing, class_="row color")
        return self._labelled(name, key, "", both, element("p", told, class_="hint", id=inside))

    def choice(self, name: str, key: Key, value: str, rows: Sequence[tuple[str, str]], label: str = "") -> Node:
        """A list to choose from: rows of a value and its words."""
        typed = self.typed.get(name)
        shown = str(typed.text) if typed else value
        offered = rows if shown in (row[0] for row in rows) else [*rows, (shown, shown)]
        choosing = element(
            "select",
            (element("option", words, value=each) for each, words in offered),
            id=_id(name),
            name=name,
            value=shown,
            change=self.path,
            **self._about(name, key, hint=False),
        )
        return self._labelled(name, key, label, choosing)

    def _labelled(self, name: str, key: Key, label: str, *parts: Node | None) -> Node:
        """The parts of a field below its label, and above what is wrong with it."""
        named = element("label", label or self.text(f"school.{name}"), for_=_id(name))
        return element("div", named, parts, self.problem(name, key), class_="field", key=name)

    def check(self, name: str, checked: bool, label: str) -> Node:
        """A box to tick."""
        return element(
            "label",
            element("input", type="checkbox", name=name, checked=checked or None, change=self.path),
            element("span", label),
            class_="check",
            key=name,
        )

    def problem(self, name: str, key: Key) -> Node | None:
        """What is wrong with a field, with a button where it can be written all the same."""
        typed = self.typed.get(name)
        found = typed.problem if typed else self.problems.get(key)
        if found is None:
            return None
        words, again = self.words(found), None
        if typed is not None and typed.again:
            again = button(self.text("school.again"), (self.path, {name: typed.text}), "small")
        return element(
            "p", words, " ", again, class_=f"step-problem {found.level}", id=f"{_id(name)}-problem", role="alert"
        )

    def words(self, problem: Problem) -> str:
        """A problem in the words of the page."""
        words = put_into_words(problem.sentences, self.text.lang, "editor")
        if "." not in words.split(" ", 1)[0]:  # unless it begins with the name of a file
            words = f"{words[:1].upper()}{words[1:]}"
        return words

    def _about(self, name: str, key: Key, hint: bool) -> dict[str, Any]:
        """What tells a screen reader of the hint and the problem of a field."""
        wrong = name in self.typed or key in self.problems
        ids = [f"{_id(name)}-hint"] * hint + [f"{_id(name)}-problem"] * wrong
        invalid = name in self.typed or (wrong and self.problems[key].level == "problem")
        return {"aria_describedby": " ".join(ids) or None, "aria_invalid": "true" if invalid else None}


def describe_contrasts(colors: Colors, text: PageText) -> dict[str, str]:
    """What the contrast of each of a school's colours means, as a number and in words."""
    from annotator.cards.palette import MIN_MARK_CONTRAST, MIN_TEXT_CONTRAST, WHITE, contrast_ratio, derive_palette

    palette = derive_palette(colors)
    on_main = contrast_ratio(palette.on_main, palette.main)
    accent = contrast_ratio(palette.accent, palette.main)
    mark = contrast_ratio(palette.mark, WHITE)
    accent_words = "good" if accent >= MIN_TEXT_CONTRAST else "fair" if accent >= MIN_MARK_CONTRAST else "poor"
    ink = "white" if palette.on_main == WHITE else "dark"
    return {
        "main": text(f"school.contrast-main-{ink}", ratio=f"{on_main:.1f}"),
        "accent": text(f"school.contrast-accent-{accent_words}", ratio=f"{accent:.1f}"),
        "mark": text(f"school.contrast-mark-{'good' if mark >= MIN_MARK_CONTRAST else 'poor'}", ratio=f"{mark:.1f}"),
    }


def draw_sample(colors: Colors, text: PageText) -> Node:
    """A small card in the school's colours."""
    from annotator.cards.palette import derive_palette

    palette = derive_palette(colors)
    number = element("span", "1", style=f"background:{_css(palette.accent)};color:{_css(palette.on_accent)}")
    words = element("span", text("school.sample"), style=f"color:{_css(palette.on_main)}")
    marked = element("span", text("school.sample-button"), style=f"border-color:{_css(palette.mark)}")
    return element(
        "div",
        element("div", number, words, style=f"background:{_css(palette.main)}"),
        element("div", marked),
        class_="sample",
        aria_hidden="true",
        key="sample",
    )


def stamp(path: Path | None) -> int:
    """When a file was changed, for addresses of what is made from it; 0 if there is none."""
    try:
        return path.stat().st_mtime_ns if path is not None else 0
    except OSError:
        return 0


def _css(color: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _id(name: str) -> str:
    return f"school-{name}".replace(" ", "-")
