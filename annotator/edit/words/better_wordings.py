"""Propose better wordings for a finding. `field_findings` offers one only if the finding is gone in it."""

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
from annotator.script.plain.tables import Table, load_table
from annotator.script.plain.worries import REASSURE, SAY_WHY
from annotator.text.sentence_rules import split_sentences

_SPACE_BEFORE_SIGN: Final = re.compile(r"\s+([.,;:!?])")
_MIN_WORDS_BEFORE_CUT: Final = 2


def propose(text: str, lang: str, message: str, remedy: str, known: Sequence[str], *, private: bool) -> Iterator[str]:
    """Texts in which a finding may be gone, the likeliest first.

    Args:
        text: the text as typed.
        lang: its language.
        message: the finding's message, which quotes the wrong words.
        remedy: the finding's remedy.
        known: the words on buttons, which stay as they are.
        private: whether the finding is about a private word: then its remedy has the whole text.
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
        yield _SPACE_BEFORE_SIGN.sub(r"\1", typeface.drawable_text(text))
    say = find_part(remedy, "say")
    if say and kind_of(remedy) in (SAY_WHY, REASSURE):
        for words in (say, split_sentences(say)[0]):
            yield f"{words} {text}" if kind_of(remedy) == SAY_WHY else f"{text} {words}"
        return
    masked = mask_wordings(text, known)
    buttons = re.fullmatch("(.+)".join(map(re.escape, masked.split(BUTTON))), text, re.DOTALL)
    # Another word for an order leaves as many of them, and so does a question mark.
    right, quoted = find_part(remedy, "accented"), quoted_parts(message)
    changes = (
        _cut(masked, table) if kind_of(message) == ASKS_FOR_MORE else _list_changes(masked, lang, table, quoted, right)
    )
    for changed in changes:
        for button in buttons.groups() if buttons else ():
            changed = changed.replace(BUTTON, button, 1)
        yield changed


def _list_changes(text: str, lang: str, table: Table, quoted: Sequence[str], right: str | None) -> Iterator[str]:
    """The proposals for a text with `BUTTON` in place of the words on buttons; ``right`` is a word of the remedy."""
    for wrong in reversed(quoted):  # the word comes after the sentence that has it
        yield from _replace_word(text, wrong, lang, table)
        if right is not None:
            yield from _put_accent(text, wrong, right)
    yield from _cut(text, table)
    yield from _ask(text, lang, table)


def _replace_word(text: str, wrong: str, lang: str, table: Table) -> Iterator[str]:
    """The text with each of these words replaced by the first row of the table that fits: "a la notificación", "al aviso"."""
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)]
    if not spans:
        return
    for row in table.rows["better"]:
        matches = [
            match
            for match in row.pattern.finditer(text)
            if any(match.start() < end and start < match.end() for start, end in spans)
            and (not row.begins or _begins_sentence(text[: match.start()], table))
            and not _is_button(text, match, table)
        ]
        if matches:
            for match in reversed(matches):
                say = _like(row.say, match.group()) if _is_start(text[: match.start()]) else row.say
                text = text[: match.start()] + say + text[match.end() :]
            yield contract(text, lang)
            return


def _like(words: str, model: str) -> str:
    """The words with a capital letter if the model has one."""
    return words[0].upper() + words[1:] if model[0].isupper() else words


def _is_button(text: str, match: re.Match[str], table: Table) -> bool:
    """Whether words are pressed and have a capital letter ("Toque Iniciar sesión"): a button's, and never in other words."""
    pressed = re.search(rf"(?<!\w){table.patterns['tapping'].pattern}\s+[“«\"]?$", text[: match.start()], re.IGNORECASE)
    return match.group()[0].isupper() and pressed is not None


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


def _put_accent(text: str, wrong: str, right: str) -> Iterator[str]:
    """The text with an accent on a question word, once for each place where it is."""
    for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text):
        yield text[: match.start()] + _like(right, wrong) + text[match.end() :]


def _cut(text: str, table: Table) -> Iterator[str]:
    """The text cut in two where a second order, or another thought, begins; the most even cut first."""
    cuts = table.data["cuts"]
    places = []
    for word, keep in [(word, kind == "with") for kind in ("without", "with") for word in cuts[kind]]:
        for match in re.finditer(rf",?\s+({re.escape(word)})\s+(?=[\w■“«\"¿¡])", text):
            before, after = text[: match.start()], text[match.end() :]
            orders = [] if keep else find_orders(f"{match[1]} {after}", table)
            is_order = table.patterns["actions"].match(after) is not None
            begins = keep or is_order or any(order.start() == len(match[1]) + 1 for order in orders)
            words = before.lower().split()
            if begins and len(words) >= _MIN_WORDS_BEFORE_CUT and words[-1] not in table.data["joining"]:
                second = f"{match[1]} {after}" if keep else after
                places.append((abs(len(before) - len(after)), f"{before}. {second[0].upper()}{second[1:]}"))
    yield from (changed for _, changed in sorted(places))


def _ask(text: str, lang: str, table: Table) -> Iterator[str]:
    """The text as a question."""
    same = translate_question(text, lang, lang)
    if same is not None:
        yield same
    marks = table.data["question_marks"]
    yield marks["begin"] + text.strip().lstrip("¿¡").rstrip(".!?¡¿ ") + marks["end"]
