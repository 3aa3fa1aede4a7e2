"""Build a step of an edition: its sentence, its labels and its cards, from the script and the scan of its picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator import typeface
from annotator.edition.edition import EditionStep
from annotator.edition.named_texts import find_label, find_named_texts
from annotator.edition.opening_and_closing import end_sentence
from annotator.edition.scan.step_view import StepScan
from annotator.model.actions import ACTIONS
from annotator.model.cards import CardSign, OwnThing, StepCard, Theme
from annotator.model.findings import Box, MarkedTarget
from annotator.model.step_number import StepNumber
from annotator.model.targets import TextTarget
from annotator.model.tutorial import Step, Tutorial
from annotator.phrases import Phrasebook, is_link
from annotator.screen import boxes
from annotator.text.folding import fold
from annotator.text.sentence_rules import quoted_texts, split_sentences

_MAX_LABEL_CHARS = 12
"""A longer button word would be unreadably small on the little cards of the closing."""
_MAX_OWN_LABEL_CHARS = 16
"""Maximum length of a sentence on the closing card about a family's own thing, as in "Toque su Wi-Fi"."""
_OWN_THINGS: Mapping[str, OwnThing] = {
    "wi-fi": "wifi",
    "google classroom": "sheet",
    "zoom": "app",
    "google play": "app",
}
"""The things that the lists of each platform hold; in all others they hold people."""
_MAX_OTHER_CHARS = 34
"""More of the other wordings would be unreadably small in the caption band."""


@dataclass(frozen=True)
class StepBuilder:
    """Builds the steps of one edition of a tutorial, in the language of the phrasebook."""

    tutorial: Tutorial
    theme: Theme
    book: Phrasebook

    def build(self, number: StepNumber, step: Step, scan: StepScan, sign: CardSign | None) -> EditionStep:
        """The step with this number; ``sign`` is the one on its cards."""
        book, device = self.book, scan.screen.kind.device
        question = _find_question(step, book)
        sentence = step.said(book.lang)
        if not sentence and book.is_native and step.action is not None:
            sentence = book.sentence(step.action, scan.target_name, device)
        text = " ".join(filter(None, (question, sentence)))
        whole = self._make_card(number, step, scan, sign, text)
        gesture = book.gesture(whole.gesture) if whole.gesture else ""
        return EditionStep(
            number=number,
            step=step,
            scan=scan,
            text=text,
            question=question,
            verb=gesture or book.short_action(step.action, device),
            label=gesture or _choose_label(step, scan, book),
            or_says=book.fixed("or-says"),
            other=_join_other_wordings(step, scan),
            whole=whole,
            close=replace(whole, view="close"),
        )

    def _make_card(self, number: StepNumber, step: Step, scan: StepScan, sign: CardSign | None, text: str) -> StepCard:
        """The card with the whole screen: what is marked, kept and named on it, and the signs beside it."""
        tutorial, book, screen, action = self.tutorial, self.book, scan.screen, step.action
        marks, labels = _mark_targets(scan)
        outlines = [mark.outline for mark in marks]
        lines = _list_uncovered_lines(scan)
        if action and action.kind == "type" and marks and not labels:
            label = find_label(lines, outlines[0])
            labels = [label] if label else []
        if action and ACTIONS[action.kind].takes == "direction" and action.direction is None:
            action = None  # of a draft that doesn't say yet where the finger goes
        context = " ".join(filter(None, (tutorial.title(book.lang), tutorial.why(book.lang), tutorial.platform)))
        card = StepCard(
            view="whole",
            number=number,
            total=tutorial.counted_steps,
            screen=screen,
            theme=replace(self.theme, pointer="arrow") if screen.kind.device == "laptop" else self.theme,
            action=action.kind if action else None,
            direction=action.direction if action else None,
            marks=tuple(marks),
            sign=sign,
            source=step.source,
            sample=_find_typed_word(step, book.lang),
            kept=(*labels, *(found.outline or found.box for found in scan.kept if found.box is not None)),
            named=tuple(find_named_texts(text, context, lines, outlines)),
            question=_find_question(step, book),
            own=_OWN_THINGS.get((tutorial.platform or "").casefold(), "person"),
            guess=book.fixed("draft") if step.is_guess else "",
        )
        # A family that isn't shown what to type is sent to its paper.
        shows_what_to_type = card.source or card.sample or card.examples
        return replace(card, source="paper") if card.action == "type" and not shows_what_to_type else card


def _mark_targets(scan: StepScan) -> tuple[list[MarkedTarget], list[Box]]:
    """The marks on the targets that were found, and the labels of fields that lie outside of their fields."""
    targets = [found for found in (scan.action, *scan.marks) if found is not None]
    marks: list[MarkedTarget] = []
    labels: list[Box] = []
    for position, found in enumerate(targets, start=1):
        if found.box is not None:
            mark_number = position if len(targets) > 1 else None
            mark = MarkedTarget.at(found.outline or found.box, found.box, mark_number)
            marks.append(mark)
            if mark.box != found.box:
                labels.append(found.box)
    return marks, labels


def _list_uncovered_lines(scan: StepScan) -> list[tuple[str, Box]]:
    """The lines of text on the picture with their boxes, without those that a cover hides."""
    return [
        (text, box)
        for text, box in zip(scan.texts, scan.screen.texts, strict=False)
        if not any(boxes.center_in(box, cover.box) for cover in scan.screen.hidden)
    ]


def _find_question(step: Step, book: Phrasebook) -> str:
    """The question of an aside in the phrasebook's language; empty if it has none."""
    question = step.question(book.lang)
    return end_sentence(question) if question else ""


def _find_typed_word(step: Step, lang: str) -> str | None:
    """The word that everybody types in a step: the first in quotation marks in its sentence that isn't the field's label.

    One that can't be drawn by hand doesn't count. Where no sentence is typed in ``lang``, those of the other languages are
    searched.
    """
    action = step.action
    if action is None or action.kind != "type":
        return None
    label = action.target.wordings if isinstance(action.target, TextTarget) else ()
    label_words = set(map(fold, label))
    for word in quoted_texts(step.said(lang) or "\n".join(said.text for said in step.narration)):
        if fold(word) not in label_words and typeface.is_handwritable(word):
            return word
    return None


def _choose_label(step: Step, scan: StepScan, book: Phrasebook) -> str:
    """The short name of a step on the closing card ("Toque Unirse").

    Where a family has a name of its own there, it is the first sentence if that is short ("Toque su Wi-Fi"), else the action; for
    an invented example the action alone.
    """
    action, device = step.action, scan.screen.kind.device
    wording = None if scan.target_name.is_example else scan.target_name.text
    if step.sign == "yours":
        first = next(iter(split_sentences(step.said(book.lang) or "")), "").rstrip(".")
        return first if 0 < len(first) <= _MAX_OWN_LABEL_CHARS else book.short_action(action, device)
    if not wording or action is None or not ACTIONS[action.kind].label_names_target:
        return book.short_action(action, device)
    if len(wording) > _MAX_LABEL_CHARS and not is_link(wording):
        return book.short_action(action, device)
    return book.label_action(action, wording, device)


def _join_other_wordings(step: Step, scan: StepScan) -> str | None:
    """The wordings of a button that a family may see in place of the one on the screenshot, those that fit, or None.

    Only buttons that the script names by a text have any: texts to type or to look at, and a family's own names, have no
    translation.
    """
    action = step.action
    if action is None or not ACTIONS[action.kind].presses or step.sign == "yours":
        return None
    if not isinstance(action.target, TextTarget):
        return None
    text = ""
    for wording in dict.fromkeys(scan.also):
        longer = f"{text}, {wording}" if text else wording
        if len(longer) <= _MAX_OTHER_CHARS and not typeface.undrawable(wording):
            text = longer
    return text or None
