"""Propose better wordings for a finding. `field_findings` offers the first that has no new finding, and lacks this one."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator import typeface
from annotator.languages import contract
from annotator.messages import find_part, kind_of, quoted_parts
from annotator.phrases import translate_question
from annotator.script.checks.glyphs import NOT_DRAWN
from annotator.script.plain.button_names import BUTTON, mask_wordings
from annotator.script.plain.orders import find_orders
from annotator.script.plain.rules import ASKS_FOR_MORE
from annotator.script.plain.tables import Replacement, Table, load_table
from annotator.script.plain.worries import REASSURE, SAY_WHY
from annotator.text.sentence_rules import split_sentences

_SPACE_BEFORE_PUNCTUATION: Final = re.compile(r"\s+([.,;:!?])")
_MIN_WORDS_BEFORE_CUT: Final = 2


def propose(text: str, lang: str, message: str, remedy: str, buttons: Sequence[str], *, private: bool) -> Iterator[str]:
    """Texts in which a finding may be gone, the likeliest first.

    Args:
        text: the text as typed.
        lang: its language.
        message: the finding's message, which quotes the wrong words.
        remedy: the finding's remedy.
        buttons: the words on buttons, which stay as they are where a word is replaced or a sentence is cut.
        private: whether the finding is about a private word: then nothing but a text in its remedy is proposed.
    """
    if private:
        public_text = find_part(remedy, "sentence")
        if public_text and "…" not in public_text:
            yield public_text
        return
    table = load_table(lang)
    if table is None:
        return
    if kind_of(message) == NOT_DRAWN:
        yield _SPACE_BEFORE_PUNCTUATION.sub(r"\1", typeface.drawable_text(text))
    added_words = find_part(remedy, "say")
    if added_words and kind_of(remedy) in (SAY_WHY, REASSURE):
        for words in (added_words, split_sentences(added_words)[0]):
            yield f"{words} {text}" if kind_of(remedy) == SAY_WHY else f"{text} {words}"
        return
    masked = mask_wordings(text, buttons)
    masked_words = _find_masked_words(text, masked)
    for proposal in _list_changes(masked, message, remedy, lang, table):
        for words in masked_words:
            proposal = proposal.replace(BUTTON, words, 1)
        yield proposal


def _find_masked_words(text: str, masked: str) -> Sequence[str]:
    """The words that have `BUTTON` in their place in a masked text, in order."""
    parts = map(re.escape, masked.split(BUTTON))
    match = re.fullmatch("(.+)".join(parts), text, re.DOTALL)
    return match.groups() if match else ()


def _list_changes(text: str, message: str, remedy: str, lang: str, table: Table) -> Iterator[str]:
    """The proposals for a text with `BUTTON` in place of the words on buttons."""
    if kind_of(message) == ASKS_FOR_MORE:
        # Neither another word for an order nor a question mark leaves fewer orders.
        yield from _cut(text, table)
        return
    accented = find_part(remedy, "accented")
    for wrong in reversed(quoted_parts(message)):  # the word comes after the sentence that has it
        yield from _replace_word(text, wrong, lang, table)
        if accented is not None:
            yield from _put_accent(text, wrong, accented)
    yield from _cut(text, table)
    yield from _ask(text, lang, table)


def _replace_word(text: str, wrong: str, lang: str, table: Table) -> Iterator[str]:
    """The text with the words replaced by the first row of the table that fits: "a la notificación", "al aviso"."""
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)]
    for row in table.rows["better"]:
        matches = []
        for match in row.pattern.finditer(text):
            is_at_words = any(match.start() < end and start < match.end() for start, end in places)
            if is_at_words and _may_replace(match, row, table):
                matches.append(match)
        if matches:
            for match in reversed(matches):
                before = text[: match.start()]
                new_words = _capitalize_like(row.say, match.group()) if _is_start(before) else row.say
                text = before + new_words + text[match.end() :]
            yield contract(text, lang)
            return


def _may_replace(match: re.Match[str], row: Replacement, table: Table) -> bool:
    """Whether a row's words may replace these: they are no button's, and at the beginning of a sentence if the row says so."""
    before = match.string[: match.start()]
    is_pressed = re.search(rf"(?<!\w){table.patterns['tapping'].pattern}\s+[“«\"]?$", before, re.IGNORECASE) is not None
    is_button = is_pressed and match.group()[0].isupper()  # "Toque Iniciar sesión"
    return not is_button and (not row.begins or _begins_sentence(before, table))


def _capitalize_like(words: str, model: str) -> str:
    """The words, with a capital letter if the model begins with one."""
    return words[0].upper() + words[1:] if model[0].isupper() else words


def _is_start(before: str) -> bool:
    """Whether a sentence begins after this text."""
    bare = before.rstrip(" ¡¿“«\"'")
    return not bare or bare[-1] in ".!?:"


def _begins_sentence(before: str, table: Table) -> bool:
    """Whether a sentence, or an order after an opening word ("Ahora toca"), begins after this text."""
    if _is_start(before):
        return True
    bare = before.rstrip(" ¡¿“«\"'")
    opener = re.search(rf"{table.patterns['first_words'].pattern},?$", bare, re.IGNORECASE)
    return opener is not None and _begins_sentence(bare[: opener.start()], table)


def _put_accent(text: str, wrong: str, accented: str) -> Iterator[str]:
    """The text with an accent on a question word, once for each place where it is."""
    for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text):
        yield text[: match.start()] + _capitalize_like(accented, wrong) + text[match.end() :]


def _cut(text: str, table: Table) -> Iterator[str]:
    """The text cut in two at a conjunction before a second order or another thought; the most even cut first."""
    for _, proposal in sorted(_list_cuts(text, table)):
        yield proposal


def _list_cuts(text: str, table: Table) -> Iterator[tuple[int, str]]:
    """The texts that are cut in two, "Toque Unirse. Espere.", each with how much longer one side of the conjunction is."""
    for conjunction, is_kept in _list_conjunctions(table):
        for match in re.finditer(rf",?\s+({re.escape(conjunction)})\s+(?=[\w■“«\"¿¡])", text):
            before, after = text[: match.start()], text[match.end() :]
            with_conjunction = f"{match[1]} {after}"
            second = with_conjunction if is_kept else after
            if _can_end(before, table) and (is_kept or _is_order(after, with_conjunction, table)):
                yield abs(len(before) - len(after)), f"{before}. {second[0].upper()}{second[1:]}"


def _list_conjunctions(table: Table) -> list[tuple[str, bool]]:
    """The conjunctions at which a sentence is cut, and whether each stays: "y" is left out before an order, "pero" stays."""
    cuts = table.data["cuts"]
    return [*((word, False) for word in cuts["without"]), *((word, True) for word in cuts["with"])]


def _can_end(sentence: str, table: Table) -> bool:
    """Whether a sentence may end here: it has a few words, of which the last doesn't lead on."""
    words = sentence.lower().split()
    return len(words) >= _MIN_WORDS_BEFORE_CUT and words[-1] not in table.data["joining"]


def _is_order(after: str, with_conjunction: str, table: Table) -> bool:
    """Whether what comes ``after`` a conjunction begins with an order."""
    if table.patterns["actions"].match(after):
        return True
    start = len(with_conjunction) - len(after)
    return any(order.start() == start for order in find_orders(with_conjunction, table))


def _ask(text: str, lang: str, table: Table) -> Iterator[str]:
    """The text as a question: a common one in its usual wording, then the text with question marks."""
    common_question = translate_question(text, lang, lang)
    if common_question is not None:
        yield common_question
    marks = table.data["question_marks"]
    yield marks["begin"] + text.strip().lstrip("¿¡").rstrip(".!?¡¿ ") + marks["end"]
