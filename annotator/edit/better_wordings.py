"""Rewrite a text so that a finding of the plain-language rules no longer holds: propose texts, and leave the proof to others.

Pure. Every proposal is only a guess by tables of words; `field_findings` shows one only if the rules find less in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator import typeface
from annotator.phrases import translate_question
from annotator.script.plain.button_names import BUTTON, mask_wordings
from annotator.script.plain.rules import find_orders
from annotator.script.plain.tables import Replacement, Table, load_table

_QUOTED: Final = re.compile(r"“([^“”]+)”")
_WHOLE_SENTENCE: Final = re.compile(r"Write “(.+?)”\.(?: |$)", re.DOTALL)
_NOT_DRAWN: Final = "is drawn on no card"
_SPACE_BEFORE_SIGN: Final = re.compile(r"\s+([.,;:!?])")
_MIN_WORDS_BEFORE_CUT: Final = 2


def propose(text: str, lang: str, message: str, remedy: str, known: Sequence[str], *, private: bool) -> Iterator[str]:
    """Texts in which a finding may be gone, the likeliest first.

    Args:
        text: as it is typed.
        lang: its language.
        message: of the finding; what it quotes is what is wrong.
        remedy: of the finding.
        known: the words on buttons, which stay as they are.
        private: whether the finding is about a private word: then its remedy has the whole text.
    """
    whole = _WHOLE_SENTENCE.match(remedy)
    if private:
        if whole and "…" not in whole[1]:
            yield whole[1]
        return
    table = load_table(lang)
    if table is None:
        return
    masked = _Masked(text, known)
    quoted = _QUOTED.findall(message)
    for wrong in reversed(quoted):  # the word comes after the sentence that has it
        yield from _replace_word(masked, wrong, table)
        if whole:
            yield from _put_accent(masked, wrong, whole[1])
    if _NOT_DRAWN in message:
        yield _SPACE_BEFORE_SIGN.sub(r"\1", typeface.drawable_text(text))
    yield from _cut(masked, table)
    yield from _ask(text, lang, table)


class _Masked:
    """A text with `BUTTON` in place of the words on buttons, which can be put back."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        self.text = mask_wordings(text, known)
        parts = [re.escape(part) for part in self.text.split(BUTTON)]
        match = re.fullmatch("(.+)".join(parts), text, re.DOTALL)
        self._buttons = match.groups() if match else ()

    def restore(self, text: str) -> str:
        """A changed text with the words on buttons in it."""
        for button in self._buttons:
            text = text.replace(BUTTON, button, 1)
        return text


def _replace_word(masked: _Masked, wrong: str, table: Table) -> Iterator[str]:
    """The text with each of these words replaced by the first row of the table that fits."""
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", masked.text, re.IGNORECASE)]
    if not spans:
        return
    for row in table.better:
        matches = [
            match
            for match in row.pattern.finditer(masked.text)
            if any(match.start() < end and start < match.end() for start, end in spans)
            and (not row.begins or _begins_sentence(masked.text[: match.start()], table))
            and not _is_button(masked.text, match, table)
        ]
        if matches:
            yield masked.restore(_put_in(masked.text, matches, row))
            return


def _put_in(text: str, matches: Sequence[re.Match[str]], row: Replacement) -> str:
    parts, at = [], 0
    for match in matches:
        begins = _is_start(text[: match.start()])
        parts += [text[at : match.start()], _like(row.say, match.group()) if begins else row.say]
        at = match.end()
    return "".join((*parts, text[at:]))


def _like(words: str, model: str) -> str:
    """The words with a capital letter where the model has one."""
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


def _put_accent(masked: _Masked, wrong: str, right: str) -> Iterator[str]:
    """The text with an accent on a question word, once for each place where it is."""
    for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", masked.text):
        changed = masked.text[: match.start()] + _like(right, wrong) + masked.text[match.end() :]
        yield masked.restore(changed)


def _cut(masked: _Masked, table: Table) -> Iterator[str]:
    """The text cut in two where a second order, or another thought, begins; the most even cut first."""
    text, cuts = masked.text, table.data["cuts"]
    places = []
    for word, keep in [(word, kind == "with") for kind in ("without", "with") for word in cuts[kind]]:
        for match in re.finditer(rf",?\s+({re.escape(word)})\s+(?=[\w■“«\"¿¡])", text):
            before, after = text[: match.start()], text[match.end() :]
            orders = find_orders(f"{match[1]} {after}", table) if not keep else []
            begins = any(order.start() == len(match[1]) + 1 for order in orders) or table.patterns["actions"].match(
                after
            )
            if (keep or begins) and len(before.split()) >= _MIN_WORDS_BEFORE_CUT:
                second = f"{match[1]} {after}" if keep else after
                places.append((abs(len(before) - len(after)), f"{before}. {second[0].upper()}{second[1:]}"))
    for _, changed in sorted(places):
        yield masked.restore(changed)


def _ask(text: str, lang: str, table: Table) -> Iterator[str]:
    """The text as a question."""
    same = translate_question(text, lang, lang)
    if same is not None:
        yield same
    marks = table.data["question_marks"]
    yield marks["begin"] + text.strip().lstrip("¿¡").rstrip(".!?¡¿ ") + marks["end"]
