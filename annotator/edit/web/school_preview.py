"""The preview beside the form of the school: the opening and the closing of a tutorial, as nodes."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlencode

from annotator.edit.picture_answers import Frame
from annotator.edit.school_choices import SchoolTutorial
from annotator.edit.school_page import SchoolPage
from annotator.edit.school_store import SchoolFile
from annotator.edit.web.panel import Node, PageText, element
from annotator.edit.web.school_fields import PATH, stamp
from annotator.model import School
from annotator.pack.edition_builder import closing_text
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import SCRIPT, find_school
from annotator.voice import choose

FRAMES: tuple[Frame, ...] = get_args(Frame)


def draw_preview(page: SchoolPage, file: SchoolFile, text: PageText) -> Node:
    """The two cards, with the tutorial and the language to choose. Their address changes with all that is on them."""
    drawable = page.drawable(file.school.order)
    one, lang = page.shown(drawable, text.lang)
    other = one.own_school and one.folder != file.path.parent
    said = _find_closing(one, find_school(one.folder, choose.CHOICES)[0] if other else file.school, lang)
    names = dict(file.school.language_names)
    titles = [(each.id, each.title(text.lang)[0]) for each in drawable]
    languages = [(each, names.get(each) or text.language(each)) for each in one.tutorial.languages]
    watched = (file.school.logo, file.school.photo, one.folder / SCRIPT, one.folder / file.path.name)
    version = "-".join([file.version[:12], *(str(stamp(path)) for path in watched)])

    def card(frame: Frame) -> Node:
        address = f"{PATH}/cards/{frame}?{urlencode({'tutorial': one.id, 'lang': lang, 'v': version})}"
        alt = text(f"school.{frame}-alt", title=one.title(lang)[0])
        return element(
            "figure",
            element("small", text("school.drawing"), aria_hidden="true"),
            element("img", src=address, alt=alt),
            element("figcaption", text(f"school.{frame}")),
            key=frame,
        )

    return element(
        "section",
        element("h2", text("school.preview"), id="preview"),
        _choice(text("school.preview-tutorial"), "tutorial", titles, one.id),
        _choice(text("school.preview-language"), "lang", languages, lang),
        element("p", text("school.preview-own"), class_="hint") if other else None,
        element("div", *map(card, FRAMES), class_="frames"),
        element("p", text("school.closing-said"), " ", element("span", said, lang=lang, dir="auto")) if said else None,
        class_="panel preview",
        aria_labelledby="preview",
        key="preview",
    )


def _find_closing(one: SchoolTutorial, school: School, lang: str) -> str:
    """What annotator says at the end; empty in a language that only memos speak, and where a memo does."""
    if not has_phrasebook(lang) or any(memo.lang == lang for memo in one.tutorial.end_memos):
        return ""
    return closing_text(one.tutorial, school, load_phrasebook(lang))


def _choice(label: str, name: str, rows: list[tuple[str, str]], value: str) -> Node:
    own = f"preview-{name}"
    options = (element("option", words, value=each) for each, words in rows)
    select = element("select", options, id=own, name=name, value=value, change=f"{PATH}/preview")
    return element("div", element("label", label, for_=own), select, class_="field", key=name)
