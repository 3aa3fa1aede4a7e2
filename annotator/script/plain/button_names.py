"""Recognise the names of buttons in a sentence: the script can't choose the words of a screen, so rules skip them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from annotator.model import Step, TextTarget
from annotator.script.plain.tables import Table
from annotator.text.folding import fold

BUTTON = "■"
"""Replaces a button's name in a masked sentence."""
_MIN_SIMILARITY = 88
"""Of 100, as rapidfuzz counts: one wrong letter in nine, as OCR makes them."""
_MIN_FUZZY_CHARS = 7
"""In a shorter name, one wrong letter would make another word."""
_MAX_NAME_CHARS = 160
"""Number of characters behind a verb that may be a name: more than any button has."""
_CLOSING_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’"}
_PUNCTUATION = re.compile(r"[^\w\s]+")


def list_known_wordings(step: Step) -> tuple[str, ...]:
    """The texts that a step's lines put on its screen: targets, marks, ``keep:``, ``also:`` and examples."""
    targets = [step.action.target if step.action else None]
    targets += [*(mark.target for mark in step.marks), *(keep.target for keep in step.keeps)]
    texts = [wording for target in targets if isinstance(target, TextTarget) for wording in target.wordings]
    examples = [hide.example for hide in step.hides if hide.example]
    return tuple(dict.fromkeys((*texts, *step.also, *examples)))


def mask_names(
    sentence: str, table: Table, known: Sequence[str], screen: Sequence[str] | None
) -> tuple[str, list[str], list[str]]:
    """Mask the names of buttons in a sentence with `BUTTON` (■), and list those that are not on the screen, or not marked.

    On a screen with a button "Unirse", ``Toque Unirse.`` is ``("Toque ■.", [], ["Unirse"])`` unless that is ``known``, and
    ``Toque Entrar.`` is ``("Toque Entrar.", ["Entrar"], [])``. A name is not marked if one is told to press it, and it is a
    line of its own on the screen that shares no words with a known text.

    Args:
        sentence: the sentence as typed.
        table: the table of the sentence's language.
        known: the texts on the screen according to the script, from `list_known_wordings`.
        screen: the texts on the screenshot, or None if they are not known; then no name is missing.
    """
    masked = mask_wordings(sentence, known)
    screen_words = _normalize(" ".join((*(screen or ()), *known)))
    lines = set(map(_normalize, screen or ()))
    marked = list(map(_normalize, known))
    missing, unmarked = [], []
    for words, is_pressed in list(_find_names(masked, table)):
        candidates = list(_list_candidates(words, table))
        name = next((candidate for candidate in candidates if _is_on_screen(candidate, screen_words)), None)
        if name is not None:
            masked = masked.replace(name, BUTTON, 1)
            plain = _normalize(name)
            if is_pressed and plain in lines and not any(plain in text or text in plain for text in marked):
                unmarked.append(name)
        elif screen is not None:
            missing.append(candidates[-1])
    return masked, missing, unmarked


def mask_wordings(sentence: str, wordings: Iterable[str]) -> str:
    """The sentence with `BUTTON` in place of each known wording."""
    for wording in sorted(wordings, key=len, reverse=True):
        if wording.strip():
            words = re.sub("['’]", "['’]", re.escape(wording))
            sentence = re.sub(rf"(?<!\w){words}(?!\w)", BUTTON, sentence, flags=re.IGNORECASE)
    return sentence


def _find_names(sentence: str, table: Table) -> Iterator[tuple[str, bool]]:
    """The words after "toque", "tap", "dice", "says" that look like a name, in quotes, or with a capital letter.

    Each with whether one is told to press it: not after "dice", nor after "no toque".
    """
    verb, link = (table.patterns[name].pattern for name in ("tapping", "before_names"))
    taps = re.compile(rf"{verb}(?:\s+{link})*", re.IGNORECASE)  # "toque en el botón"
    for pattern in (taps, table.patterns["naming"]):
        for match in pattern.finditer(sentence):
            if name := _read_name(sentence[match.end() : match.end() + _MAX_NAME_CHARS]):
                negated = re.search(
                    rf"{table.patterns['negations'].pattern}\s+$", sentence[: match.start()], re.IGNORECASE
                )
                yield name, pattern is taps and negated is None


def _read_name(text: str) -> str | None:
    """The name at the beginning of ``text``: the words in quotes, or from a capital up to a punctuation mark; else None."""
    text = text.lstrip(" :,")
    if text[:1] in _CLOSING_QUOTES:
        quoted, closing, _ = text[1:].partition(_CLOSING_QUOTES[text[0]])
        return quoted.strip(" .,;:") if closing and quoted.strip() else None
    if text[:1].isupper():
        return re.split(rf"[,;:.!?()“”«»\"{BUTTON}]", text)[0].strip()
    return None


def _list_candidates(words: str, table: Table) -> Iterator[str]:
    """The possible names: all the words, then ever fewer, each time up to a word that may follow a name.

    "Unirse para entrar" may be the whole, or "Unirse", as "para" may follow a name.
    """
    parts = words.split()
    for end in range(len(parts), 0, -1):
        if end == len(parts) or table.patterns["after_names"].fullmatch(parts[end]):
            yield " ".join(parts[:end])


def _is_on_screen(name: str, screen: str) -> bool:
    """Whether a name is in the normalized text of a screen, a longer one also with an OCR error. Signs alone always are."""
    normalized = _normalize(name)
    if not normalized or f" {normalized} " in f" {screen} ":
        return True
    return len(normalized) >= _MIN_FUZZY_CHARS and fuzz.partial_ratio(normalized, screen) >= _MIN_SIMILARITY


def _normalize(text: str) -> str:
    """The words of a text, folded, without punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())
