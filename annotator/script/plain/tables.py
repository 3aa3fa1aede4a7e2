"""Keep the words and formulas of each language in data, so that a teacher can correct a rule without reading code.

``words = ["credentials?"]`` and ``say = "“your name and password”"`` below ``[[jargon]]`` in
``assets/languages/en/plain.toml`` become a `Replacement`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from rapidfuzz import fuzz

from annotator import assets, languages
from annotator.messages import Message
from annotator.model import Step, TextTarget
from annotator.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOTHING = "(?!)"
BUTTON = "■"
"""Replaces a button's name in a masked sentence. Rules skip it, since the script can't choose the words of a screen."""
_MIN_SIMILARITY = 88
"""Of 100, as rapidfuzz counts: one wrong letter in nine, as OCR makes them."""
_MIN_FUZZY_CHARS = 7
"""In a shorter name, one wrong letter would make another word."""
_MAX_NAME_CHARS = 160
"""Number of characters behind a verb that may be a name: more than any button has."""
_CLOSING = {"“": "”", '"': '"', "«": "»", "‘": "’"}
_PUNCTUATION = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """The reading level of a text: ``ReadingLevel(83.0, formula)`` is easy by the Spanish formula.

    Attributes:
        score: a school grade (5.2), or a score of ease (83.0) if ``formula.ease``.
        formula: the formula by which it was measured.
    """

    score: float
    formula: ReadingFormula

    @property
    def hard(self) -> bool:
        """Whether it is harder than grade 6."""
        return self._beyond(self.formula.hardest)

    @property
    def much_too_hard(self) -> bool:
        """Whether it is harder than grade 6 by more than two grades."""
        return self._beyond(self.formula.much_too_hard)

    def _beyond(self, limit: float) -> bool:
        return self.score < limit if self.formula.ease else self.score > limit

    @property
    def words(self) -> Message:
        """The level in words: ``easy (83 of 100, should be at least 70)``."""
        hardest = f"{self.formula.hardest:.0f}"
        if not self.formula.ease:
            score = f"{max(0.0, self.score):.1f}"
            return Message("grade {score}, should be at most {hardest}", score=score, hardest=hardest)
        band = next((band for lower_bound, band in self.formula.bands if self.score >= lower_bound), "hard")
        score = f"{self.score:.0f}"
        template = "{band} ({score} of 100, should be at least {hardest})"
        return Message(template, band=band, score=score, hardest=hardest)


def find_words(text: str) -> list[str]:
    """The words of a text. Numbers are not counted: the formulas were made for words."""
    return _WORD.findall(text)


def count_syllables(word: str, table: Table) -> int:
    """The number of syllables of a word, at least 1: from the language's table of exceptions, else by its patterns."""
    exception: int | None = table.data["syllables"].get(word.casefold())
    if exception is not None:
        return exception
    rule = table.data["syllable-rule"]
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    counted = (part for part in parts if len(part) > 1 or re.fullmatch(rule.get("alone", r"\w"), part))
    return max(1, sum(_count_in_part(part, rule) for part in counted))


def _count_in_part(part: str, rule: Mapping[str, Any]) -> int:
    """The syllables of a part without hyphens, by a ``[syllable-rule]`` of ``plain.toml``; the English file explains it."""
    for pattern, replacement in rule.get("respelled", ()):
        part = re.sub(pattern, replacement, part)
    count = sum(len(re.findall(rule.get(name, _NOTHING), part)) for name in ("nuclei", "apart"))
    silent = re.search(rule.get("silent", _NOTHING), part) and not re.search(rule.get("spoken", _NOTHING), part)
    return max(1, count - bool(silent))


def measure_level(sentences: Sequence[str], table: Table) -> ReadingLevel | None:
    """The reading level of a text from its sentences (``("Mire.", "Toque ■.")``); None for a text without words."""
    words = [word for sentence in sentences for word in find_words(sentence)]
    if not words:
        return None
    formula = table.reading
    words_term = formula.words_a_sentence * len(words) / len(sentences)
    syllables_term = formula.syllables_a_word * sum(count_syllables(word, table) for word in words) / len(words)
    return ReadingLevel(words_term + syllables_term + formula.constant, formula)


@dataclass(frozen=True, slots=True)
class ReadingFormula:
    """A readability formula and its limits, from ``[reading]`` of ``plain.toml``.

    score = ``constant`` + ``syllables_a_word`` × syllables per word + ``words_a_sentence`` × words per sentence

    Spanish has ``ReadingFormula(206.84, -60.0, -1.02, 70.0, 60.0, ((90.0, "very easy"), …))``: two syllables
    a word and ten words a sentence score 206.84 - 60 × 2 - 1.02 × 10 = 76.64, which is easy enough.

    Attributes:
        constant: the score without words.
        syllables_a_word: the factor of syllables per word. If it is negative, the score is one of ease, else a school grade.
        words_a_sentence: the factor of words per sentence.
        hardest: the score of grade 6.
        much_too_hard: the score of two grades more.
        bands: the lower bounds of ease with their names, the easiest first; empty for a formula of grades.
    """

    constant: float
    syllables_a_word: float
    words_a_sentence: float
    hardest: float
    much_too_hard: float
    bands: Sequence[tuple[float, str]]

    @property
    def ease(self) -> bool:
        """Whether a higher score means an easier text."""
        return self.syllables_a_word < 0


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to avoid or to explain, and the better words or the explanation.

    ``Replacement(whole_words(["credentials?"]), "“your name and password”")`` is a row of ``[[jargon]]``.

    Attributes:
        pattern: a pattern for the words.
        say: the words to say in their place; for words that frighten, a sentence to add.
        what: the subject as messages quote it ("a password", "record audio").
        begins: whether the words count only at the beginning of a sentence.
        explained: for words on a screen, a pattern for an explanation in the narration; None for other words.
        about: the key of the subject, the same in all languages ("audio"), since a phone may be set to another one.
        asks: for words on a screen, a pattern for what tells that a question is about them ("hear"); None for other words.
    """

    pattern: re.Pattern[str]
    say: str
    what: str = ""
    begins: bool = False
    explained: re.Pattern[str] | None = None
    about: str = ""
    asks: re.Pattern[str] | None = None


class _Patterns(dict[str, re.Pattern[str]]):
    """Word lists by name as patterns of whole words; each is compiled when it is first asked for."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._lists = lists

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = whole_words(self._lists[name])
        return self[name]


@dataclass(frozen=True)
class Table:
    """The ``plain.toml`` of one language: ``load_table("es").patterns["actions"]`` matches "toque" and "escriba".

    Attributes:
        lang: the name of the language's folder ("es").
        data: the contents of the file, unchanged.
        patterns: a pattern of whole words for each word list, by the list's name.
        reading: the readability formula.
    """

    lang: str
    data: Mapping[str, Any]
    patterns: Mapping[str, re.Pattern[str]]
    reading: ReadingFormula

    @cached_property
    def rows(self) -> Mapping[str, tuple[Replacement, ...]]:
        """Words to avoid or to explain, by the list of the file.

        ``jargon`` are words that families don't know, ``fear`` those that frighten, ``explain`` those on a permission dialogue
        that do unless somebody explains them; ``better`` are those for which the editor offers others: the first row that matches
        counts.
        """
        return {name: tuple(map(_read_row, self.data[name])) for name in ("jargon", "fear", "explain", "better")}

    @cached_property
    def pressing(self) -> Mapping[str, Replacement]:
        """The words for pressing a button, by ``touch`` ("tap") or ``click``, and the one to write."""
        return {way: _read_row(row) for way, row in self.data["pressing"].items()}


def _read_row(row: Mapping[str, Any]) -> Replacement:
    values: dict[str, Any] = {
        key: whole_words(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Replacement(values.pop("words"), **values)


def whole_words(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of these expressions as whole words, in any case; without expressions, nothing.

    A straight apostrophe in them also matches the typographic one, so they have it nowhere between square brackets.
    """
    ordered = sorted(alternatives, key=len, reverse=True)
    words = "|".join(ordered).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if ordered else r"(?!)", re.IGNORECASE)


@cache
def load_table(lang: str) -> Table | None:
    """The table of a BCP 47 tag's language, or None if the language has no ``plain.toml``, and so isn't reviewed."""
    name = languages.find_folder(lang)
    data = assets.table("languages", name, "plain.toml") if name else None
    if name is None or data is None:
        return None
    return Table(name, data, _Patterns(data), ReadingFormula(**data["reading"]))


def list_known_wordings(step: Step) -> tuple[str, ...]:
    """All texts that are on a step's screen according to the script: targets, marks, ``keep:``, ``also:`` and examples."""
    targets = [step.action.target if step.action else None]
    targets += [*(mark.target for mark in step.marks), *(keep.target for keep in step.keeps)]
    texts = [wording for target in targets if isinstance(target, TextTarget) for wording in target.wordings]
    examples = [hide.example for hide in step.hides if hide.example]
    return tuple(dict.fromkeys((*texts, *step.also, *examples)))


def mask_names(sentence: str, table: Table, known: Sequence[str], seen: Sequence[str] | None) -> tuple[str, list[str]]:
    """Mask the names of buttons in a sentence with `BUTTON` (■), and list those that are not on the screen.

    On a screen with a button "Unirse", ``Toque Unirse.`` is ``("Toque ■.", [])``, and ``Toque Entrar.`` is
    ``("Toque Entrar.", ["Entrar"])``.

    Args:
        sentence: the sentence as typed.
        table: the table of the sentence's language.
        known: the texts on the screen according to the script, from `list_known_wordings`.
        seen: the texts on the screenshot, or None if they are not known; then no name is missing.
    """
    masked = mask_wordings(sentence, known)
    screen = _normalize(" ".join((*(seen or ()), *known)))
    missing = []
    for words in _find_names(masked, table):
        candidates = list(_list_candidates(words, table))
        name = next((candidate for candidate in candidates if _is_on_screen(candidate, screen)), None)
        if name is not None:
            masked = masked.replace(name, BUTTON, 1)
        elif seen is not None:
            missing.append(candidates[-1])
    return masked, missing


def mask_wordings(sentence: str, known: Iterable[str]) -> str:
    """The sentence with `BUTTON` in place of each known wording."""
    for wording in sorted(known, key=len, reverse=True):
        if wording.strip():
            words = re.sub("['’]", "['’]", re.escape(wording))
            sentence = re.sub(rf"(?<!\w){words}(?!\w)", BUTTON, sentence, flags=re.IGNORECASE)
    return sentence


def _find_names(sentence: str, table: Table) -> Iterator[str]:
    """The words after "toque", "tap", "dice", "says" that look like a name: in quotes, or with a capital letter."""
    verb, link = (table.patterns[name].pattern for name in ("tapping", "before_names"))
    taps = re.compile(rf"{verb}(?:\s+{link})*", re.IGNORECASE)  # "toque en el botón"
    for pattern in (taps, table.patterns["naming"]):
        ends = (match.end() for match in pattern.finditer(sentence))
        yield from filter(None, (_read_name(sentence[end : end + _MAX_NAME_CHARS]) for end in ends))


def _read_name(text: str) -> str | None:
    """The name at the beginning of ``text``: the words in quotes, or from a capital up to a punctuation mark; else None."""
    text = text.lstrip(" :,")
    if text[:1] in _CLOSING:
        quoted, closing, _ = text[1:].partition(_CLOSING[text[0]])
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
    """Whether a name is in the normalized text of a screen, also with an OCR error; a name of signs alone always is."""
    normalized = _normalize(name)
    if not normalized or f" {normalized} " in f" {screen} ":
        return True
    return len(normalized) >= _MIN_FUZZY_CHARS and fuzz.partial_ratio(normalized, screen) >= _MIN_SIMILARITY


def _normalize(text: str) -> str:
    """The words of a text, folded, without punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())
