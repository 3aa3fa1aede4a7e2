"""Fold text in one place, so that two texts that look the same to a reader are the same to every comparison.

``fold("  Unírse ")`` is ``"unirse"``; `visible` also keeps the place of each character, to locate matches in the original.

Below are the other readings of plain text: names of files (`plain_name`), kinds of devices (`device_of`), effects of buttons
(`press_of`), conditions and examples, and sentences (`split_sentences`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, cast, get_args

from annotator import assets, languages
from annotator.model import ACTIONS, CardSign, Device, Step
from annotator.phrases import load_phrasebooks

DROPPED: Final = frozenset('¿¡“”"«»')
"""Punctuation that is ignored: OCR misses it, and people leave it out when they type."""
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point."""
_UNSEEN: Final = ("Cc", "Cf", "Me")
"""Unicode categories without visible characters: control and format characters, and marks that enclose a letter."""
_ORDINARY: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f]*")
"""Texts of characters that are visible as they are; a text in the form NFKC needs no further work."""
_KEPT_UNCHANGED: Final = frozenset("ªº´¨¯¸˘˙˚˛˜˝")
"""Characters that stay, since their compatibility form is a letter or has a space."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` in lower case without accents, invisible characters and `DROPPED` punctuation, with single spaces.

    ñ becomes n; ligatures, full-width and other styled letters become plain ones; apostrophes and hyphens the straight ones.
    """
    return " ".join("".join(fold_character(character) for character in text).split())


@lru_cache(maxsize=1024)  # a build folds tens of thousands of them, of a hundred different ones
def fold_character(character: str) -> str:
    """Fold one character, to zero, one or several characters."""
    if character in "’‘´`":
        return "'"
    if character in "‐‑–—−":
        return "-"
    if character in DROPPED or is_invisible(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))


@lru_cache(maxsize=1024)
def is_invisible(character: str) -> bool:
    """Whether nobody sees a character: soft hyphens, joiners, marks of direction, fillers, control characters."""
    return bool(_IGNORABLE.match(character)) or (unicodedata.category(character) in _UNSEEN and not character.isspace())


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text as readers see it, to search in.

    ``Zo`` with a soft hyphen between is ``VisibleText("Zo", ((0, 2), (2, 3)))``.

    Attributes:
        text: the visible characters.
        places: the (start, end) in the original of each of them; None if the text is the original.
    """

    text: str
    places: Sequence[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) in the original of a part of the text, which must not be empty."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])


def visible(text: str) -> VisibleText:
    """``text`` in the form NFKC with its accents composed, and without invisible characters."""
    if _ORDINARY.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return VisibleText(text)
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _split_clusters(text):
        cluster = "".join(character for character in text[start:end] if not is_invisible(character))
        normalized = cluster if cluster in _KEPT_UNCHANGED else unicodedata.normalize("NFKC", cluster)
        for part in normalized:
            if not (unicodedata.combining(part) or is_invisible(part)):
                characters.append(part)
                places.append((start, end))
    return VisibleText("".join(characters), places)


def readings(text: str) -> tuple[VisibleText, ...]:
    """The ways to read a text: without its invisible characters, and with a space for each, which some of them replace."""
    with_spaces = "".join(" " if is_invisible(character) else character for character in text)
    return (visible(text),) if with_spaces == text else (visible(text), visible(with_spaces))


def _split_clusters(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each character with the invisible characters and accents behind it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (unicodedata.combining(text[end]) or is_invisible(text[end])):
            yield start, end
            start = end


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_FALLBACK = "tutorial"


def plain_name(name: str) -> str:
    """``Tarea en Classroom`` → ``tarea-en-classroom``; a name that is plain already stays as it is.

    A name without Latin letters (another script, only emoji) becomes ``tutorial-`` and six characters of its digest.
    """
    if _PLAIN.fullmatch(name):
        return name
    plain = slugify(name, _FALLBACK)
    if plain != _FALLBACK or name.casefold().strip() == _FALLBACK:
        return plain
    return f"{_FALLBACK}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


_MAX_CHARACTERS = 60
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
"""Names that Windows reserves for devices."""


def slugify(title: str, fallback: str = "tutorial") -> str:
    """``Entrar a la clase por Zoom`` → ``entrar-a-la-clase-por-zoom``: a–z, 0–9 and hyphens, at most 60 characters.

    Accents are dropped. ``fallback`` is used if nothing of the title is left (another script, only emoji).
    """
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(name) > _MAX_CHARACTERS:
        name = name[: _MAX_CHARACTERS + 1].rsplit("-", 1)[0][:_MAX_CHARACTERS].strip("-")
    if not name:
        return slugify(fallback) if fallback != title and fallback != "tutorial" else "tutorial"
    return f"{name}-1" if name in RESERVED else name


_DEVICES: Final[tuple[tuple[Device, str], ...]] = (
    ("tablet", r"tablet\w*|galaxy tab|ipads?"),
    ("laptop", r"laptops?|chromebooks?|galaxy book|computer|computador\w*|pc|mac\w*|notebook|windows|desktop|portatil"),
    (
        "phone",
        r"phones?|smartphones?|iphones?|android|cel|cell|celular\w*|movil\w*|telefono\w*|telemovel|mobile"
        r"|samsung|galaxy|moto|motorola|xiaomi|redmi|huawei|pixel",
    ),
)
"""Words of ``device:``, without accents; the first that is named counts, as in "Android tablet"."""
_JOINING: Final = re.compile(r"\b(?:or|and|o|u|y|e|ou)\b|[/,;+&]")
"""Words and marks that join devices: "celular o computadora"."""


def device_of(fact: str) -> Device | None:
    """The kind of device that a ``device:`` fact names, such as "Android tablet"; None if it names none or several."""
    named: set[Device] = set()
    for part in _JOINING.split(fold(fact)):
        matching = [device for device, words in _DEVICES if re.search(rf"\b(?:{words})\b", part)]
        named.update(matching[:1])
    return named.pop() if len(named) == 1 else None


Press = Literal["delete", "pay", "share", "send", "refuse"]
"""The effect of a press by the word on the button: "Borrar" means delete."""
MAX_BUTTON_WORDS: Final = 5
"""A longer text is a sentence, which says more than a button."""


def choose_signs(steps: Sequence[Step], words: Sequence[str | None]) -> tuple[CardSign | None, ...]:
    """The sign of each step, or None.

    The first of these that exists: the sign in the script; the sign of a finger that stays or lifts, in a chain of steps that
    began with a hold; the effect by the word on the button (``Borrar``: delete).

    Args:
        steps: all steps of a tutorial, in their order.
        words: the text of each step's target, as it is on the screen ("Borrar"); None for a step without a text.
    """
    held = _held_signs(steps)
    return tuple(
        step.sign or finger or _press_of_step(step, word) for step, finger, word in zip(steps, held, words, strict=True)
    )


def press_of(word: str) -> Press | None:
    """The effect of pressing a button with this text, or None. It must begin with a word or phrase of a language's table."""
    text = fold(word)
    if len(text.split()) > MAX_BUTTON_WORDS:
        return None
    return next((press for phrase, press in _press_phrases() if re.match(rf"{re.escape(phrase)}(?!\w)", text)), None)


def _press_of_step(step: Step, word: str | None) -> Press | None:
    """The effect of a step's press by the word on its button; None for a step without a press or a word."""
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
def _press_phrases() -> tuple[tuple[str, Press], ...]:
    """The folded phrases of all languages, as a screen may be in any of them; the longest first."""
    presses: dict[str, Press] = {}
    for phrasebook in load_phrasebooks():
        for press in get_args(Press):
            presses |= {fold(phrase): cast("Press", press) for phrase in phrasebook.table["presses"][press]}
    return tuple(sorted(presses.items(), key=lambda item: (-len(item[0]), item[0])))


_OPENING = r"(?:^|[,;:(]\s*)[¿¡\"“«'(]*"


def is_condition(sentence: str, lang: str) -> bool:
    """Whether a sentence says for whom or when the rest holds: a question, or one with a clause such as "If you see …".

    In a language without such words, only questions are recognised.
    """
    if sentence.rstrip('"”’»)').endswith("?"):
        return True
    conditions = _clause_pattern("conditions", lang)
    return conditions is not None and conditions.search(sentence.casefold()) is not None


def is_example(sentence: str, lang: str) -> bool:
    """Whether a sentence begins as an example: "For example: Luna."."""
    examples = _clause_pattern("examples", lang)
    return examples is not None and examples.match(sentence.casefold()) is not None


def is_consequence(sentence: str, lang: str) -> bool:
    """Whether a sentence says what follows from the one before it: "That is why it says …"."""
    consequences = _clause_pattern("consequences", lang)
    return consequences is not None and consequences.match(sentence.casefold()) is not None


@cache
def _clause_pattern(key: str, lang: str) -> re.Pattern[str] | None:
    """A pattern for the words of a table ("conditions", "examples" or "consequences") at the beginning of a clause."""
    table = languages.load_table(lang, "sentences.toml")
    if table is None:
        return None
    return re.compile(f"{_OPENING}(?:{'|'.join(re.escape(words.casefold()) for words in table[key])})\\b")


_POSSIBLE_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


def split_sentences(text: str) -> tuple[str, ...]:
    """Split ``text`` into sentences. Joined by spaces they are the same text, except for white space.

    Does not split after abbreviations (Sra., Dr.), times (8:30 a. m.), ordinals (2.º B), initials, or the number of a
    list item, nor within addresses.
    """
    sentences, start = [], 0
    for match in _POSSIBLE_END.finditer(text):
        before = text[start : match.end()].rstrip()
        after = text[match.end() :]
        if "\n" in match.group() or _is_sentence_end(before, after):
            sentences.append(before)
            start = match.end()
    sentences.append(text[start:])
    return tuple(" ".join(sentence.split()) for sentence in sentences if sentence.strip())


def quoted_texts(text: str) -> tuple[str, ...]:
    """The texts in quotation marks, without a stop or comma at their ends: ``('Zoom',)`` in ``Escriba “Zoom.”``."""
    return tuple(word for quoted in _QUOTED.findall(text) if (word := quoted.strip().rstrip(".,;:")))


def _is_sentence_end(before: str, after: str) -> bool:
    """Whether a sentence ends between ``before``, which ends with punctuation, and ``after``."""
    next_character = after.lstrip('"“«‘(¿¡[—-').strip()[:1]
    if next_character.islower():
        return False
    if not before.endswith("."):
        return True
    last_word = _LAST_WORD.search(before)
    if last_word is None or before.endswith(("...", "…")):
        return True
    word = last_word.group(1).casefold()
    if word.isdigit() and before == last_word.group(0):
        return False  # "1. Toque"
    words, before_numbers = _load_abbreviations()
    if word in before_numbers:
        return not next_character.isdigit()
    if word in words:
        return False
    # An initial ("J. Pérez"), but not the m. in "8:30 a. m. Toque", nor a class ("2.º B. Toque").
    is_initial = len(word) == 1 and last_word.group(1).isupper()
    return not (is_initial and _is_initial_of_name(before[: -len(last_word.group(0))], next_character))


@cache
def _load_abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations of all languages ("sra", "dr"), and those before numbers ("núm").

    All languages count, since a sentence that is too long is better than one that is cut in two.
    """
    loaded = [languages.load_table(lang, "sentences.toml") for lang in assets.languages()]
    tables = [table for table in loaded if table]
    words, before_numbers = (
        frozenset(word for table in tables for word in table[key].split())
        for key in ("abbreviations", "before_numbers")
    )
    return words, before_numbers


def _is_initial_of_name(before: str, next_character: str) -> bool:
    """Whether an initial after ``before`` abbreviates a name: it follows a given name or title, or starts a sentence."""
    words = before.split()
    last = words[-1] if words else ""
    return next_character.isupper() and (not last or last.endswith(".") or last.istitle())
