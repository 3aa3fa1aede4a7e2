"""The buttons that a sentence names: those that stand on the screenshot, and those that don't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from annotator.model import Step, TextTarget
from annotator.script.keywords import fold
from annotator.script.plain.tables import Table, whole_words

BUTTON = "■"
"""Stands in a masked sentence for a button's name: those words are the screen's, and nobody can choose others."""

_SIMILAR = 88
_LONGEST_NAME = 160
_CLOSING = {"“": "”", '"': '"', "«": "»", "‘": "’"}
_SIGNS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with `BUTTON` in place of what is on the screen, and the names in it that are not there."""

    masked: str
    missing: tuple[str, ...] = ()


def wordings(step: Step) -> tuple[str, ...]:
    """All wordings that the script gives for what is on a step's screen."""
    targets = [step.action.target if step.action else None, *(mark.target for mark in step.marks)]
    texts = [wording for target in targets if isinstance(target, TextTarget) for wording in target.wordings]
    examples = [hide.example for hide in step.hides if hide.example]
    return tuple(dict.fromkeys((*texts, *step.also, *examples)))


def named(sentence: str, table: Table, known: Sequence[str], seen: Sequence[str] | None) -> Named:
    """Look for the names of buttons in a sentence.

    Args:
        sentence: as the script has it.
        table: of its language.
        known: the wordings that the script itself gives for the step's targets.
        seen: the texts on the screenshot, or None where they are not known: then no name is missing.
    """
    masked = mask(sentence, known)
    screen = _plain(" ".join((*(seen or ()), *known)))
    missing = []
    for name in _names(masked, table):
        standing = next((part for part in _parts(name, table) if _stands(part, screen)), None)
        if standing is not None:
            masked = masked.replace(standing, BUTTON, 1)
        elif seen is not None:
            missing.append(_short(name, table))
    return Named(masked, tuple(missing))


def mask(sentence: str, known: Iterable[str]) -> str:
    """The sentence with `BUTTON` in place of each known wording."""
    for wording in sorted(known, key=len, reverse=True):
        if wording.strip():
            sentence = re.sub(rf"(?<!\w){re.escape(wording)}(?!\w)", BUTTON, sentence, flags=re.IGNORECASE)
    return sentence


def _names(sentence: str, table: Table) -> Iterator[str]:
    """What stands like a button's name behind "toque", "tap", "dice", "says": in quotes, or with a capital."""
    for match in _behind(tuple(table.data["tapping"]), tuple(table.data["before_names"])).finditer(sentence):
        yield from _name_at(sentence, match.end())
    for match in table.patterns["naming"].finditer(sentence):
        yield from _name_at(sentence, match.end())


def _name_at(sentence: str, at: int) -> Iterator[str]:
    rest = sentence[at : at + _LONGEST_NAME].lstrip(" :,")
    if rest[:1] in _CLOSING:
        quoted, closing, _ = rest[1:].partition(_CLOSING[rest[0]])
        if closing and quoted.strip():
            yield quoted.strip(" .,;:")
    elif rest[:1].isupper():
        yield re.split(rf"[,;:.!?()“”«»\"{BUTTON}]", rest)[0].strip()


@cache
def _behind(verbs: tuple[str, ...], between: tuple[str, ...]) -> re.Pattern[str]:
    """A word of tapping and what may stand between it and the name."""
    verb, link = whole_words(verbs).pattern, whole_words(between).pattern
    return re.compile(rf"{verb}(?:\s+{link})*", re.IGNORECASE)


def _parts(name: str, table: Table) -> Iterator[str]:
    """The name without what may follow it in the sentence, the longest part first."""
    words = name.split()
    for end in range(len(words), 0, -1):
        if end == len(words) or table.patterns["after_names"].fullmatch(words[end]):
            yield " ".join(words[:end])


def _short(name: str, table: Table) -> str:
    """The part of a missing name up to the first word that probably belongs to the sentence."""
    *_, shortest = _parts(name, table)
    return shortest


def _stands(name: str, screen: str) -> bool:
    plain = _plain(name)
    if not plain:
        return True
    if f" {plain} " in f" {screen} ":
        return True
    # A reader of pictures takes one letter for another now and then; in short words that would be another word.
    return len(plain) >= 7 and fuzz.partial_ratio(plain, screen) >= _SIMILAR


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(text)).split())
