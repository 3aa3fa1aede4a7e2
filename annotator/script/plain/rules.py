"""The rules that a sentence for families keeps: each rule looks at one sentence and gives what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from annotator.languages import algorithms_of
from annotator.script.keywords import fold, listed
from annotator.script.plain import readability
from annotator.script.plain.button_names import BUTTON
from annotator.script.plain.tables import Table

MOST_WORDS: Final = 12
_SHOWN_CHARS = 48
_NEAR_CHARS = 160
"""How far a rule looks before or behind a word: enough for any clause, and quick in a text without an end."""
_ENOUGH_WORDS = 8
"""Fewer words are too few for a formula of reading level to mean anything."""
_TOKEN = re.compile(r"[^\s]*\w[^\s]*")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the rule's ``kind``, what is wrong, and what to write instead."""

    kind: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as typed, the same with `BUTTON` for the screen's own words, and the whole text around it."""

    text: str
    masked: str
    whole: str

    @property
    def shown(self) -> str:
        """The sentence in quotes, shortened, for a message."""
        return f"“{shortened(self.text)}”"


Rule = Callable[[Sentence, Table], Iterator[Finding]]


def shortened(text: str) -> str:
    """At most 48 characters of a sentence, cut between words."""
    if len(text) <= _SHOWN_CHARS:
        return text
    return text[: _SHOWN_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def long_sentence(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """More than 12 words."""
    words = _TOKEN.findall(sentence.text)
    if len(words) <= MOST_WORDS:
        return
    middle = len(words) / 2
    places = [at for at, word in enumerate(words) if fold(word) in map(fold, table.data["breaks"]) and at >= 3]
    where = min(places, key=lambda at: abs(at - middle), default=None)
    hint = f", for instance one that ends before “{words[where]}”" if where else ""
    yield Finding(
        "long",
        f"{sentence.shown} has {len(words)} words.",
        f"Write two sentences of at most {MOST_WORDS} words{hint}.",
    )


def several_actions(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """More than one thing to do."""
    found = [match.group().lower() for match in orders(sentence.masked, table)]
    if len(found) > 1:
        yield Finding(
            "actions",
            f"{sentence.shown} asks for {len(found)} things: {listed(f'“{word}”' for word in found)}.",
            "Write a sentence for each, or better a step with its own picture for each.",
        )


def orders(text: str, table: Table) -> list[re.Match[str]]:
    """The words of a masked sentence that ask somebody to do something."""
    found: list[re.Match[str]] = []
    for match in table.patterns["actions"].finditer(text):
        before = text[max(0, match.start() - _NEAR_CHARS) : match.start()].rstrip()
        if _ORDERS[algorithms_of(table.lang).orders](before, table, follows=bool(found)):
            found.append(match)
    return found


def _by_words(before: str, table: Table, *, follows: bool) -> bool:  # noqa: ARG001 - as the other algorithm
    """Whether an order can be here: not after "que" ("hasta que vea"), nor in place of a noun or a preposition."""
    last = _last_word(before)
    if last in table.data["joining"] or not last:
        return True
    determiners = "|".join(table.data["determiners"])
    return last not in table.data["not_before_actions"] and not re.search(
        rf"\b(?:{determiners}) (?:\w+ )?$", before + " ", re.IGNORECASE
    )


def _by_clauses(before: str, table: Table, *, follows: bool) -> bool:  # noqa: ARG001 - as the other algorithm
    """Whether a clause begins here; after "and" only one that goes on with what another order began."""
    if not before or before[-1] in ",;:—–(":
        # "If you want, tap": after a comma only what begins a clause; "Hi, teacher" has no verb of the list.
        return True
    last = _last_word(before)
    if last in ("and", "or"):
        clause = before.rsplit(" ", 1)[0]
        can = re.search(r"\b(?:to|can|will|may|could|should|must|you) \w+(?: \S+){0,3}$", clause, re.IGNORECASE)
        return follows and not can
    return last in ("now", "then", "first", "next", "please", "don't", "always", "never", "just") or (
        before.lower().endswith("do not")
    )


_ORDERS: Mapping[str, Callable[..., bool]] = MappingProxyType({"words": _by_words, "clauses": _by_clauses})
"""The algorithms that `languages.ALGORITHMS` names."""


def _last_word(text: str) -> str:
    """The last word in lower case; empty at the beginning and after a sign."""
    match = re.search(r"([\w'’]+)$", text)
    return match[1].lower() if match else ""


def passive(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """Nobody does what is done."""
    match = table.patterns["passive"].search(sentence.masked)
    if match:
        yield Finding(
            "passive", f"{sentence.shown} doesn't say who does it: “{match.group()}”.", str(table.data["passive_say"])
        )


def jargon(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """A word that only people know who use computers."""
    for entry in table.jargon:
        match = entry.pattern.search(sentence.masked)
        if match:
            yield Finding(
                "jargon",
                f"Many families don't know “{match.group()}”.",
                f"Say instead: {entry.say}. If it is the word on a button, write it as it is there.",
            )


def hard_to_read(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """A sentence above grade 6."""
    words = readability.words(sentence.masked)
    level = readability.level([sentence.masked], table) if len(words) >= _ENOUGH_WORDS else None
    # One sentence scatters more than a text does: it has to be plainly too hard.
    if level is not None and level.much_too_hard:
        longest = readability.long_words(sentence.masked, table)[:3]
        named = f" than {listed((f'“{word}”' for word in longest), 'or')}" if longest else ""
        yield Finding("level", f"{sentence.shown} is hard to read: {level}.", f"Take shorter words{named}.")


def place_alone(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """A thing to press that is told by its colour or place only."""
    for match in table.patterns["pointing"].finditer(sentence.masked):
        clause = re.split(
            rf"[,;:.!?()]|{table.patterns['until'].pattern}", sentence.masked[match.end() : match.end() + _NEAR_CHARS]
        )[0]
        words = re.findall(rf"\w+|{BUTTON}", clause.lower())
        by_look = [word for word in words if _is(word, table, "colours") or _is(word, table, "places")]
        rest = [word for word in words if not any(_is(word, table, key) for key in _VAGUE)]
        if by_look and not rest:
            yield Finding(
                "place",
                f"{sentence.shown} tells by colour or place alone what to look for.",
                "Say the word on it, or what it shows; not everybody sees colours, and phones differ.",
            )
            return


_VAGUE = ("colours", "places", "generic", "filler")


def _is(word: str, table: Table, key: str) -> bool:
    return table.patterns[key].fullmatch(word) is not None


def promises(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """“It is safe” or “free” with nothing beside it."""
    for kind in ("safe", "free"):
        match = table.patterns[kind].search(sentence.masked)
        if match and not table.patterns[f"{kind}_unless"].search(sentence.whole):
            yield Finding(kind, f"“{match.group()}” alone sounds like a trick.", str(table.data[f"{kind}_say"]))


def familiar(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """“Tú” to a parent, or what a language has like it."""
    match = table.patterns["familiar"].search(sentence.masked)
    found = match.group() if match else _familiar_order(sentence.masked, table)
    if found:
        yield Finding(
            "familiar",
            f"{sentence.shown} says “{table.data['familiar_word']}” to the family: “{found}”.",
            str(table.data["familiar_say"]),
        )


def _familiar_order(text: str, table: Table) -> str | None:
    start = text.lstrip('¡¿"“« ')
    for _ in range(2):
        word = re.match(r"\w+", start)
        if word and table.patterns["familiar_orders"].fullmatch(word.group()):
            # "Espera de la maestra", "Mira la maestra" are no orders; "Toca el botón" is one.
            return word.group()
        opener = table.patterns["first_words"].match(start)
        if not opener:
            return None
        start = start[opener.end() :].lstrip(" ,")
    return None


def question_accents(sentence: Sentence, table: Table) -> Iterator[Finding]:
    """A question word without its accent."""
    for wrong, right in _unaccented(sentence.masked, table):
        yield Finding("accent", f"“{wrong}” asks something here, so it has an accent.", f"Write “{right}”.")


def _unaccented(text: str, table: Table) -> Iterator[tuple[str, str]]:
    words: Mapping[str, str] = table.data["question_words"]
    if not words:
        return
    if not re.search(rf"\b(?:{'|'.join(words.values())})\b", text, re.IGNORECASE):
        openers = "|".join(table.data["question_openers"])
        asked = re.search(rf"(?:¿|^)\s*(?:(?:{openers})\s+)?({'|'.join(words)})\b", text, re.IGNORECASE)
        if asked and "?" in text:
            yield asked[1], words[asked[1].lower()]
            return
    asking = "|".join(table.data["asking"])
    asked_for = "|".join(table.data["asked_words"])
    indirect = re.search(rf"\b(?:{asking})\s+(?:a\s+)?({asked_for})\b", text, re.IGNORECASE)
    if indirect:
        yield indirect[1], words[indirect[1].lower()]


ALWAYS: tuple[Rule, ...] = (long_sentence, passive, jargon, hard_to_read, promises, familiar, question_accents)
"""The rules for every sentence."""
STEPS: tuple[Rule, ...] = (several_actions, place_alone)
"""Those for sentences that say what to do."""
