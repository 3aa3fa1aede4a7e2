"""Split a text into sentences, tell conditions and examples among them, and choose the sign of a step by its words.

A film in one language names people by the titles of another ("Mándele un mensaje de voz a Mr. Lee"), so the abbreviations
of all languages count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, cast, get_args

from annotator import assets, languages
from annotator.model import ACTIONS, CardSign, Step
from annotator.phrases import load_phrasebooks
from annotator.text.folding import fold

Press = Literal["delete", "pay", "share", "send", "refuse"]
"""What a press does, as the word on the button tells."""
MAX_BUTTON_WORDS: Final = 5
"""A longer text is a sentence, which says more than a button."""


def choose_signs(steps: Sequence[Step], words: Sequence[str | None]) -> tuple[CardSign | None, ...]:
    """The sign of each step, or None.

    It is the script's, else that of a finger that stays or lifts in a chain of steps that began with a hold, else what the
    word on the button tells.

    Args:
        steps: all steps of a tutorial, in their order.
        words: the text of each step's target, as it is on the screen; None without one.
    """
    held = _held_signs(steps)
    return tuple(
        step.sign or finger or _press_sign(step, word) for step, finger, word in zip(steps, held, words, strict=True)
    )


def press_of(word: str) -> Press | None:
    """What pressing a button with this text does, or None. It must begin with a word or phrase of a language's table."""
    text = fold(word)
    if len(text.split()) > MAX_BUTTON_WORDS:
        return None
    return next((press for phrase, press in _phrases() if re.match(rf"{re.escape(phrase)}(?!\w)", text)), None)


def _press_sign(step: Step, word: str | None) -> Press | None:
    if step.action is None or not ACTIONS[step.action.kind].presses or not word:
        return None
    return press_of(word)


def _held_signs(steps: Sequence[Step]) -> list[CardSign | None]:
    """The signs of fingers that press several buttons at once, stay on the screen, or lift at the end.

    An aside in a chain has none, since not everybody does it.
    """
    signs: list[CardSign | None] = []
    is_down = False
    for step in steps:
        holds = step.action is not None and step.action.kind == "hold"
        if step.is_aside:
            signs.append(None)
            continue
        if holds:
            signs.append("together" if step.marks else None)
            is_down = step.continues
        elif is_down:
            signs.append("stay" if step.continues else "lift")
            is_down = step.continues
        else:
            signs.append(None)
    return signs


@cache
def _phrases() -> tuple[tuple[str, Press], ...]:
    """The folded phrases of all languages, as a screen may be in any of them; the longest first."""
    found: dict[str, Press] = {}
    for book in load_phrasebooks():
        for press in get_args(Press):
            found |= {fold(phrase): cast("Press", press) for phrase in book.table["presses"][press]}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


_OPENING = r"(?:^|[,;:(]\s*)[¿¡\"“«'(]*"


def is_condition(sentence: str, lang: str) -> bool:
    """Whether a sentence says for whom or when the rest holds: a question, or one with a clause such as "If you see …".

    In a language without such words, only questions are recognised.
    """
    found = _begins_clause("conditions", lang)
    return sentence.rstrip('"”’»)').endswith("?") or (
        found is not None and found.search(sentence.casefold()) is not None
    )


def is_example(sentence: str, lang: str) -> bool:
    """Whether a sentence only gives an example: "For example: Luna."."""
    found = _begins_clause("examples", lang)
    return found is not None and found.match(sentence.casefold()) is not None


@cache
def _begins_clause(key: str, lang: str) -> re.Pattern[str] | None:
    """Finds the words of a table at the beginning of a clause."""
    table = languages.load_table(lang, "sentences.toml")
    if table is None:
        return None
    return re.compile(f"{_OPENING}(?:{'|'.join(re.escape(words.casefold()) for words in table[key])})\\b")


_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


def split_sentences(text: str) -> tuple[str, ...]:
    """Split ``text`` into sentences. Joined by spaces they are the same text, except for white space.

    Does not split after abbreviations (Sra., Dr.), times (8:30 a. m.), ordinals (2.º B), initials, or the number of a
    list item, nor within addresses.
    """
    sentences, start = [], 0
    for match in _END.finditer(text):
        before = text[start : match.end()].rstrip()
        after = text[match.end() :]
        if "\n" in match.group() or _is_sentence_end(before, after):
            sentences.append(before)
            start = match.end()
    sentences.append(text[start:])
    return tuple(" ".join(sentence.split()) for sentence in sentences if sentence.strip())


def quoted_texts(text: str) -> tuple[str, ...]:
    """What is in quotation marks in a text, without a stop or comma that ends it: ``('Zoom',)`` of ``Escriba “Zoom.”``."""
    return tuple(word for quoted in _QUOTED.findall(text) if (word := quoted.strip().rstrip(".,;:")))


def _is_sentence_end(before: str, after: str) -> bool:
    """Whether a sentence ends between ``before``, which ends with punctuation, and ``after``."""
    first = after.lstrip('"“«‘(¿¡[—-').strip()[:1]
    if first.islower():
        return False
    if not before.endswith("."):
        return True
    found = _LAST_WORD.search(before)
    if found is None or before.endswith(("...", "…")):
        return True
    word = found.group(1).casefold()
    if word.isdigit() and before == found.group(0):
        return False  # "1. Toque"
    words, before_numbers = _load_abbreviations()
    if word in before_numbers:
        return not first.isdigit()
    if word in words:
        return False
    # An initial ("J. Pérez"), but not the m. in "8:30 a. m. Toque", nor a class ("2.º B. Toque").
    initial = len(word) == 1 and found.group(1).isupper()
    return not (initial and _is_initial_of_name(before[: -len(found.group(0))], first))


@cache
def _load_abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Those of all languages, and those before numbers: a sentence that is too long is better than one that is cut in two."""
    tables = [table for each in assets.languages() if (table := languages.load_table(each, "sentences.toml"))]
    words, before_numbers = (
        frozenset(word for table in tables for word in table[key].split())
        for key in ("abbreviations", "before_numbers")
    )
    return words, before_numbers


def _is_initial_of_name(before: str, first: str) -> bool:
    """Whether an initial after ``before`` abbreviates a name: it follows a given name or title, or starts a sentence."""
    words = before.split()
    last = words[-1] if words else ""
    return first.isupper() and (not last or last.endswith(".") or last.istitle())
