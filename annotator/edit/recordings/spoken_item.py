"""Read what is said in one step of a tutorial, its opening or its closing, as a build says it.

An *item* is named as in the addresses of the page: the index of a step (``"0"``), ``"title"`` for the opening, or ``"end"`` for
the closing. A *memo* is a person's recording, which is heard in place of a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.cache import Cache
from annotator.edit.errors import NotListedError
from annotator.edition.attachments import Attachments
from annotator.edition.edition import END, PHONE, TITLE, Edition, SpokenText
from annotator.edition.edition_builder import build_edition
from annotator.edition.opening_and_closing import closing_text
from annotator.edition.scan import tutorial_scan
from annotator.edition.scan.step_view import StepScan
from annotator.edition.tutorial_source import TutorialSource, read_source
from annotator.errors import AnnotatorError
from annotator.model import Step, TextTarget
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script.line_values import GAP
from annotator.voice import narrate


class NothingSaidError(AnnotatorError):
    """Nothing is said in an item, such as a step with neither a sentence nor an action."""

    code = "nothing-said"


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """The spoken texts of an item, in one language.

    Attributes:
        source: the tutorial as read from its folder, and its school.
        edition: the tutorial in that language, without steps.
        matcher: finds the private words that no voice may say.
        lines: the texts, at least one: ``SpokenText("step-3", "Toque Unirse.", memo=None)``. The closing may have two.
    """

    source: TutorialSource
    edition: Edition
    matcher: Matcher
    lines: tuple[SpokenText, ...]

    @property
    def lang(self) -> str:
        """The language, a BCP 47 tag."""
        return self.edition.lang

    @property
    def unrecorded(self) -> list[narrate.SayRequest]:
        """The lines that a synthetic voice has to say, since no person recorded them."""
        return [narrate.SayRequest(self.lang, line.text) for line in self.lines if line.memo is None]

    @property
    def lexicons(self) -> dict[str, dict[str, str]]:
        """How the school wants words to be said, by language: ``{"es": {"Zoom": "Sum"}}``."""
        return {lang: dict(entries) for lang, entries in self.source.school.lexicons}


def read_item(folder: Path, item: str, lang: str, cache: Cache) -> SpokenItem:
    """The spoken texts of an item.

    A step whose sentence annotator makes is scanned, if that isn't in the cache. Raises NotListedError for an unknown
    item or language, and NothingSaidError.
    """
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    matcher = match_privacy(source.tutorial, source.school)
    edition = _build_edition(source, lang)
    lines = _find_lines(source, edition, item, matcher, cache)
    spoken_lines = tuple(line for line in lines if line.memo or line.text.strip())
    if not spoken_lines:
        raise NothingSaidError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    return SpokenItem(source, edition, matcher, spoken_lines)


def _find_lines(
    source: TutorialSource, edition: Edition, item: str, matcher: Matcher, cache: Cache
) -> Sequence[SpokenText]:
    """The lines of an item, some perhaps empty. Raises NotListedError for an unknown item."""
    steps, lang = source.tutorial.steps, edition.lang
    if item == TITLE:
        return edition.texts[:1]
    if item == END:
        return _find_closing_lines(source, edition)
    if not item.isdecimal() or int(item) >= len(steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = steps[int(item)]
    scan = _scan_step(source, step, lang, matcher, cache)
    return [text for text in _build_edition(source, lang, [step], [scan]).texts if text.step is not None]


def _build_edition(
    source: TutorialSource, lang: str, steps: Sequence[Step] = (), scans: Sequence[StepScan] = ()
) -> Edition:
    """The tutorial in one language with only some of its steps; building one with all would scan every picture."""
    tutorial = replace(source.tutorial, steps=tuple(steps))
    return build_edition(replace(source, tutorial=tutorial), lang, scans, Attachments())


def _scan_step(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence annotator makes, with its target's name; an empty one for others, and for a gap."""
    lacks_target = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or lacks_target:
        return tutorial_scan.empty_scan(step, lang)
    return tutorial_scan.scan_alone(source, step, lang, matcher, cache)


def _find_closing_lines(source: TutorialSource, edition: Edition) -> list[SpokenText]:
    """The closing, and if the school has a phone, how to call or write to it."""
    texts = {text.key: text for text in edition.texts}
    closing = texts[END]
    if closing.memo is None and edition.book.is_native:
        # The edition has no steps, but how the closing begins depends on them.
        closing = replace(closing, text=closing_text(source.tutorial, source.school, edition.book))
    return [closing, texts[PHONE]] if PHONE in texts else [closing]
