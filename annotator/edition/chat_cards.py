"""Plan the pictures that are sent by themselves: a step in a chat, and the answer to a family."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.cards import caption_band
from annotator.edition.edition import Edition, EditionStep
from annotator.model import ChatCard
from annotator.phrases import Phrasebook
from annotator.text import sentence_rules
from annotator.timeline import captions

MAX_LINES = 3
"""Lines that a caption may have, at 40 px or larger, before sentences are left out."""


def make_chat_card(edition: Edition, step: EditionStep) -> ChatCard:
    """The chat picture of a step."""
    lines = choose_caption(step, edition.book)
    caption = captions.make_caption(lines, step.chip, or_says=step.or_says, other=step.other)
    return ChatCard(edition.title, step.close, caption)


def make_answer_card(edition: Edition, text: str) -> ChatCard:
    """The picture of an answer: that of a step in a chat, without a number, and with all targets; several are A, B, C."""
    first = edition.steps[0]
    marks = [mark for step in edition.steps for mark in step.whole.marks]
    if len(marks) > 1:
        marks = [replace(mark, number=chr(ord("A") + index)) for index, mark in enumerate(marks)]
    whole = replace(first.whole, total=0, marks=tuple(marks))
    step = replace(first, text=text, whole=whole, close=replace(whole, view="close"))
    titled = edition.school.name or step.verb
    if len(edition.steps) == 1:
        return replace(make_chat_card(edition, step), title=titled)
    # All sentences are needed, so none is left out.
    lines = captions.wrap(text, step.chip, edition.lang)
    return ChatCard(titled, step.close, captions.make_caption(lines, step.chip))


def choose_caption(step: EditionStep, book: Phrasebook) -> tuple[str, ...]:
    """Wrap the caption of a chat picture, which is often read without its neighbours, to three lines if possible.

    It is the whole narration if that fits. Else sentences are left out, in this order: examples; those after the action,
    from the last; those before it, from the last, so that none stays without the one that it follows from. Conditions (also an
    aside's question) and other sentences with the action stay, and before one of these that begins with "Por eso …" its reason.
    If they alone are too long, they are set in more lines, and therefore smaller.
    """

    def wrap(sentences: Sequence[str]) -> tuple[str, ...] | None:
        """The lines of sentences; None if they need more than three."""
        return captions.wrap_block(
            " ".join(sentences),
            step.chip,
            book.lang,
            max_lines=MAX_LINES,
            fits=lambda line: caption_band.fits_in_band(line, step.chip),
        )

    sentences = list(sentence_rules.split_sentences(step.text))
    lines = wrap(sentences)
    for dispensable in _list_dispensable(sentences, step, book):
        if lines is not None:
            break
        sentences.remove(dispensable)
        lines = wrap(sentences)
    return lines if lines is not None else captions.wrap(" ".join(sentences), step.chip, book.lang)


def _list_dispensable(sentences: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences that may be left out, the first to go first."""
    conditions = [sentence for sentence in sentences if sentence_rules.is_condition(sentence, book.lang)]
    examples = [sentence for sentence in sentences if sentence_rules.is_example(sentence, book.lang)]
    others = [sentence for sentence in sentences if sentence not in examples]
    actions = _find_action(others, step, book)
    first_action = others.index(actions[0]) if actions else 0
    kept = {*conditions, *actions}
    for reason, sentence in reversed(list(pairwise(sentences))):
        if sentence in kept and sentence_rules.is_consequence(sentence, book.lang):
            kept.add(reason)
    order = [*reversed(examples), *reversed(others[first_action:]), *reversed(others[:first_action])]
    return [sentence for sentence in order if sentence not in kept]


def _find_action(sentences: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences with the action's verb; if there are none, the first with the button's word, or the first of all."""
    verbs = [step.verb.strip("¡!"), *(book.action_keywords(step.step.action.kind) if step.step.action else ())]
    with_verb = [sentence for sentence in sentences if any(captions.find_chip(sentence, verb) for verb in verbs)]
    with_button = [sentence for sentence in sentences if step.chip and captions.find_chip(sentence, step.chip)]
    return with_verb or [*with_button, *sentences][:1]
