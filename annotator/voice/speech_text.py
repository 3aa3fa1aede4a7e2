"""Normalise a sentence for speech, since engines misread times, money, phone numbers, codes and symbols that aren't in words.

"Toque “Unirse” a las 8:30." becomes "Toque Unirse a las ocho y media."

The words are those of the language's `Verbalizer`; where it has none, only emoji, quotes, separators and capitals are changed.
Captions are not affected.
"""

import re
import unicodedata

from annotator.voice.spoken_codes import verbalize_addresses, verbalize_codes, verbalize_phones
from annotator.voice.spoken_numbers import verbalize_money, verbalize_numbers, verbalize_ordinals
from annotator.voice.spoken_times import verbalize_dates, verbalize_times
from annotator.voice.verbalizer import Verbalizer, verbalizer

_SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
"""A slash between letters: "correo/contraseña"."""
_QUOTES = re.compile(r"[\"“”„«»‹›*_`]|(?<!\w)['‘’]|['‘’](?!\w)")
"""A quote or a mark of emphasis, but no apostrophe within a word, as in "don't"."""
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
"""A word of four letters or more."""
_UNSPOKEN_CATEGORIES = frozenset(["So", "Sk", "Cf", "Co", "Cn", "Cs", "Mn", "Me"])
"""Unicode categories of symbols, modifiers and invisible characters."""
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?…])")
_DOUBLED_STOP = re.compile(r",\s*([.,;:!?…])")
"""A comma before another mark: "Toque Unirse,."."""


def to_speech_text(text: str, lang: str) -> str:
    """Normalise a sentence for a speech engine. Returns an empty string for one without letters and digits."""
    speech = verbalizer(lang)
    text = unicodedata.normalize("NFC", text)
    if speech is not None:
        for verbalize in _STEPS:
            text = verbalize(text, speech)
    return _drop_unspoken(text)


def _expand_abbreviations(text: str, speech: Verbalizer) -> str:
    """Write abbreviations out: "Sra." as "señora"."""
    for pattern, words in speech["abbreviations"]:
        text = re.sub(rf"(?<![\w.])(?:{pattern})(?!\w)", words, text, flags=re.IGNORECASE)
    return text


def _verbalize_symbols(text: str, speech: Verbalizer) -> str:
    """Say "&" as "y", "/" between letters as "o", "+" between figures as "más", "@" between words as "arroba"."""
    for pattern, words in speech["rewritten"]:
        text = re.sub(pattern, words, text)
    text = _SLASH.sub(f" {speech['or']} ", text)
    text = re.sub(r"\s&\s|&", f" {speech['and']} ", text)
    text = re.sub(r"(?<=\d)\s?\+\s?(?=\d)", f" {speech['plus']} ", text)
    return re.sub(r"(?<=\w)\s*@\s*(?=\w)", f" {speech['at']} ", text)


def _drop_unspoken(text: str) -> str:
    """Remove emoji and quotes; turn arrows, bullets, dashes, brackets into pauses; set words of four capitals or more small."""
    text = _QUOTES.sub("", text)
    # Separators become pauses, as in a path through menus: "Menú > Ajustes".
    text = re.sub(r"\s*[>→←↑↓⇒➜➔▶►•·|]+\s*|\s+[–—-]\s+|\s*—\s*", ", ", text)
    text = re.sub(r"[()\[\]{}]+", ", ", text)
    text = "".join(" " if unicodedata.category(character) in _UNSPOKEN_CATEGORIES else character for character in text)
    text = _LONG_WORD.sub(lambda match: match.group().lower() if match.group().isupper() else match.group(), text)
    text = _SPACE_BEFORE_STOP.sub(r"\1", " ".join(text.split()))
    text = _DOUBLED_STOP.sub(r"\1", text).strip(" ,")
    return text if any(character.isalnum() for character in text) else ""


_STEPS = (
    verbalize_addresses,
    verbalize_dates,
    verbalize_codes,
    verbalize_phones,
    verbalize_times,
    verbalize_money,
    verbalize_ordinals,
    verbalize_numbers,
    _expand_abbreviations,
    _verbalize_symbols,
)
"""The steps in their order: most kinds contain plain numbers, so a later step would take an earlier one's texts apart."""
