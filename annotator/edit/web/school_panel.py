"""The page of the school as a panel: its file as a form, and the opening and closing that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.edit import school_choices, school_form
from annotator.edit.school_page import SchoolPage
from annotator.edit.web.panel import Node, PageText, button, element
from annotator.edit.web.school_fields import PATH, FieldWriter, describe_contrasts, draw_sample
from annotator.edit.web.school_lists import draw_order, draw_pair_form, draw_voice, draw_words
from annotator.edit.web.school_picture_fields import draw_consent, draw_picture
from annotator.edit.web.school_preview import draw_preview
from annotator.model import Problem
from annotator.phrases import native_name


class SchoolPanel:
    """Draws the page once, in the words of the page that asked."""

    def __init__(self, page: SchoolPage, text: PageText, saved: bool = False) -> None:
        self._page = page
        self._text = text
        self._saved = saved
        self._file = page.store.read()
        self._problems = dict(school_form.find_problems(self._file))
        self._writer = FieldWriter(text, page.typed, self._problems)
        self._tutorials = school_choices.list_tutorials(page.workspace)
        named = self._table("language-names")
        self._languages = school_choices.list_languages(
            self._tutorials, self._file.school.languages, self._file.school.person_languages, named
        )

    def draw(self) -> Node:
        """The whole page."""
        text = self._text
        head = element("h1", text("school.title")), element("p", text("school.about"))
        preview = draw_preview(self._page, self._file, text)
        if self._file.broken:
            return element("div", head, element("div", self._broken(), preview, class_="school"), class_="wrap")
        parts = (
            *self._who_we_are(),
            self._help(),
            self._colors(),
            self._languages_part(),
            self._order(),
            self._voices(),
            self._words(),
            self._drawing(),
        )
        form = element("div", self._state(), self._unknown(), (part for part in parts if part), key="form")
        return element("div", head, element("div", form, preview, class_="school"), class_="wrap")

    def _state(self) -> Node:
        text, file = self._text, self._file
        told = text("school.saved") if self._saved else text("school.file" if file.exists else "school.no-file")
        undo = self._page.store.can_undo
        return element(
            "div",
            element("p", told, " ", element("code", str(file.path)), role="status"),
            button(text("school.undo"), (f"{PATH}/undo", {}), icon="undo", disabled=not undo or None),
            class_="panel row spread",
            key="state",
        )

    def _broken(self) -> Node:
        return element(
            "div",
            element("h2", self._text("school.broken")),
            self._lines(self._file.problems),
            element("p", self._text("school.broken-about"), " ", element("code", str(self._file.path))),
            button(self._text("school.reload"), (f"{PATH}/reload", {}), "main"),
            class_="panel",
            key="broken",
            role="alert",
        )

    def _unknown(self) -> Node | None:
        """What is wrong with lines that are no field here."""
        shown = self._problems.get(())
        if shown is None:
            return None
        others = [one for one in self._file.problems if one.line and self._is_unshown(one)]
        return element(
            "div", element("h2", self._text("school.others")), self._lines(others or [shown]), class_="panel"
        )

    def _is_unshown(self, problem: Problem) -> bool:
        return all(problem.line != known.line for key, known in self._problems.items() if key)

    def _lines(self, problems: Any) -> Node:
        def say(problem: Problem) -> str:
            words = self._writer.words(problem)
            return f"{self._text('school.line', line=problem.line)} {words}" if problem.line else words

        return element("ul", (element("li", say(each), class_=each.level) for each in problems), class_="problems")

    # ------------------------------------------------------------ sections

    def _who_we_are(self) -> Iterator[Node]:
        yield self._section("school", self._line("name"), self._picture("logo"))
        yield self._section("reach", *(self._line(name) for name in ("phone", "whatsapp", "website")))

    def _help(self) -> Node:
        speaks = self._ticks("person-languages", self._file.school.person_languages)
        return self._section("help", self._line("person"), speaks, self._picture("photo"), self._consent())

    def _colors(self) -> Node:
        colors = self._file.school.colors
        told = describe_contrasts(colors, self._text)
        fields = (
            self._writer.color(name, key, self._file.find(key), getattr(colors, name), told[name])
            for name, key in school_form.COLORS.items()
        )
        return self._section("colors", draw_sample(colors, self._text), *fields)

    def _languages_part(self) -> Node:
        names = self._table("language-names")
        known = (lang for lang in self._languages if native_name(lang, {}) == lang or lang in names)
        lines = (
            self._writer.line(
                f"called.{lang}",
                ("language-names", lang),
                names.get(lang, ""),
                hint=False,
                label=self._text("school.called", lang=lang),
            )
            for lang in known
        )
        return self._section(
            "languages-part",
            self._ticks("languages", self._file.school.languages),
            lines,
            draw_pair_form(self._writer, "add-language", "new-language", ("lang", "called")),
        )

    def _order(self) -> Node | None:
        ordered = school_choices.in_order(self._tutorials, self._file.school.order)
        if len(ordered) < 2:
            return None
        return self._section("order", draw_order(self._writer, ordered), self._writer.problem("order", ("order",)))

    def _voices(self) -> Node:
        fields = (self._voice(lang) for lang in self._languages)
        clean = self._file.school.memo_clean
        tick = self._writer.check(school_form.MEMO_CLEAN, clean, self._text("school.memo-clean"))
        return self._section("voices", *fields, tick, element("p", self._text("school.memo-clean-hint"), class_="hint"))

    def _voice(self, lang: str) -> Node:
        key = ("voices", school_form.spelling_of(self._file, "voices", lang))
        choice = dict(self._file.school.voices).get(lang)
        if choice is not None and key not in self._problems:
            error = school_choices.check_voice(choice, lang, self._page.cache)
            if error is not None:
                self._problems[key] = Problem("", 0, error.message, error.remedy)
        offered = school_choices.list_voices(lang, self._page.cache)
        return draw_voice(self._writer, lang, self._name(lang), key, self._file.find(key), offered)

    def _words(self) -> Node:
        return self._section("lexicon", *(self._words_in(lang) for lang in self._languages))

    def _words_in(self, lang: str) -> Node:
        spelt = school_form.spelling_of(self._file, "lexicon", lang)
        rows = self._table("lexicon").get(spelt)
        return draw_words(self._writer, lang, self._name(lang), spelt, rows if isinstance(rows, Mapping) else {})

    def _drawing(self) -> Node:
        school = self._file.school
        chosen = {"pointer": school.pointer, "paper": school.paper}
        fields = (
            self._writer.choice(
                name, (name,), chosen[name], [(each, self._text(f"school.{name}-{each}")) for each in choices]
            )
            for name, choices in school_form.CHOICES.items()
        )
        return self._section("drawing", *fields)

    # ------------------------------------------------------------ parts

    def _section(self, name: str, *children: Any) -> Node:
        return element(
            "section",
            element("h2", self._text(f"school.part-{name}"), id=f"part-{name}"),
            *children,
            class_="panel",
            aria_labelledby=f"part-{name}",
            key=name,
        )

    def _line(self, name: str) -> Node:
        key = school_form.TEXTS[name]
        return self._writer.line(name, key, self._file.find(key))

    def _ticks(self, name: str, chosen: tuple[str, ...]) -> Node:
        key = school_form.LISTS[name]
        boxes = (self._writer.check(f"{name}.{lang}", lang in chosen, self._name(lang)) for lang in self._languages)
        return element(
            "fieldset",
            element("legend", self._text(f"school.{name}")),
            element("div", boxes, class_="row"),
            element("p", self._text(f"school.{name}-hint"), class_="hint"),
            self._writer.problem(name, key),
            class_="field plain",
            key=name,
        )

    def _picture(self, name: str) -> Node:
        return draw_picture(self._file, self._writer, name)

    def _consent(self) -> Node | None:
        photo = self._file.school.photo
        return None if photo is None else draw_consent(self._file, self._writer, photo.name)

    def _name(self, lang: str) -> str:
        return dict(self._file.school.language_names).get(lang) or self._text.language(lang)

    def _table(self, name: str) -> Mapping[str, Any]:
        found = self._file.find((name,))
        return found if isinstance(found, Mapping) else {}
