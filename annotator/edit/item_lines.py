"""What is said in one step, in the opening or in the closing: exactly what a build says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.edit.not_listed import NotListedError
from annotator.errors import AnnotatorError
from annotator.model import Step, TextTarget
from annotator.pack.tutorial_source import TutorialSource, read_source
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script.values import GAP

if TYPE_CHECKING:
    from annotator.cache import Cache
    from annotator.pack.edition import Edition
    from annotator.pack.scan.step_view import StepScan


TITLE, END = "title", "end"
"""The items of a tutorial besides its steps, which go by their indices: the opening and the closing."""


class NothingSaidError(AnnotatorError):
    """Neither a sentence nor an action says what is to be said."""

    code = "nothing-said"


@dataclass(frozen=True, slots=True)
class Line:
    """What is said, and the file name of the memo that says it, or None."""

    text: str
    memo: str | None


@dataclass(frozen=True, slots=True)
class ItemLines:
    """What is said for an item in a language, at least one line; ``edition`` is the tutorial's without its steps."""

    source: TutorialSource
    edition: Edition
    matcher: Matcher
    lines: tuple[Line, ...]


def read_item(folder: Path, item: str, lang: str, cache: Cache) -> ItemLines:
    """What is said for an item.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: knows what was found on pictures, where a sentence names it.

    Raises NotListedError for an unknown item or language, and NothingSaidError.
    """
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    matcher = match_privacy(source.tutorial, source.school)
    bare = _edition(replace(source, tutorial=replace(source.tutorial, steps=())), lang, [])
    found = _find_lines(source, bare, item, matcher, cache)
    lines = tuple(line for line in found if line.memo or line.text.strip())
    if not lines:
        raise NothingSaidError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    return ItemLines(source, bare, matcher, lines)


def _find_lines(source: TutorialSource, bare: Edition, item: str, matcher: Matcher, cache: Cache) -> Sequence[Line]:
    tutorial, lang = source.tutorial, bare.lang
    if item == TITLE:
        opening = bare.texts[0]
        return (Line(opening.text, opening.memo),)
    if item == END:
        return _find_closing(source, bare)
    if not item.isdecimal() or int(item) >= len(tutorial.steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = tutorial.steps[int(item)]
    alone = replace(source, tutorial=replace(tutorial, steps=(step,)))
    found = _edition(alone, lang, [_scan(source, step, lang, matcher, cache)]).steps[0]
    return (Line(found.text, step.memo(lang)),)


def _scan(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence names what was found; for any other, an empty one, which costs nothing."""
    from annotator.pack import narration

    waits = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or waits:
        return narration.empty_scan(step, lang)
    return narration.scan_alone(source, step, lang, matcher, cache)


def _edition(source: TutorialSource, lang: str, scans: Sequence[StepScan]) -> Edition:
    from annotator.pack.attachments import Attachments
    from annotator.pack.edition_builder import build_edition

    return build_edition(source, lang, scans, Attachments())


def _find_closing(source: TutorialSource, bare: Edition) -> Sequence[Line]:
    from annotator.pack.edition import END as CLOSING
    from annotator.pack.edition import PHONE
    from annotator.pack.edition_builder import closing_text

    texts = {text.key: text for text in bare.texts}
    closing = texts[CLOSING]
    if closing.memo is None and bare.book.is_native:
        closing = replace(closing, text=closing_text(source.tutorial, source.school, bare.book))
    phone = texts.get(PHONE)
    return [Line(text.text, text.memo) for text in (closing, phone) if text is not None]
