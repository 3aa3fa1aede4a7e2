"""Respell brand names and words of the screen for a voice that would mispronounce them. Captions are not affected.

Respellings come from ``assets/languages/XX/lexicon.toml`` and ``school.toml``. For engines that speak English too, the
words in the lexicon's table ``[english]`` are put between ``<en>`` and ``</en>`` instead; `find_english_names` finds more.

With the line ``Zoom = "Sum"`` in the table ``[all]``, "Abra Zoom." becomes "Abra Sum.". With *Join* among the English
buttons, "Toque Join." becomes "Toque, <en>Join</en>.": a pause before a foreign word makes it easier to understand.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from annotator import languages
from annotator.voice.engines.engine import ENGLISH_END, ENGLISH_START, EnglishHandling

Respellings = Mapping[str, str]
"""Words as written, each with its spelling for the voice."""
_QUOTED = re.compile(r"[“\"«‘]([^“”\"«»‘’]{1,60})[”\"»’]")
"""A short quoted text: “Join now”."""
_CAPITALS = re.compile(r"(?<=[\w,;:] )((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*))*)")
"""Capitalised words in a row within a sentence: "Google Meet" in "Abra Google Meet."."""


def respell(
    text: str,
    lang: str,
    engine: str,
    school_words: Respellings | None = None,
    english_names: Sequence[str] = (),
    handling: EnglishHandling = "plain",
) -> str:
    """``text`` with every word of the lexicon respelt for ``engine``: "Abra Zoom." becomes "Abra Sum." for espeak.

    Matches whole words in any case, longer entries first. Replacements are not searched again, but words within the English
    names that get pauses are respelt, too.

    Args:
        text: a sentence, already normalised for speech (`speech_text.to_speech_text`).
        lang: its BCP 47 tag.
        engine: the engine's name.
        school_words: the respellings of ``school.toml``, which override annotator's own.
        english_names: more English names in the sentence (`find_english_names`).
        handling: the form in which the engine wants English names (`Traits.english`).
    """
    words: dict[str, str] = {}
    # Where a word is in several tables, the last one counts.
    if handling == "tagged":
        words |= {_fold_word(name): f", {_mark_english(name)}," for name in english_names}
    words |= _shipped_respellings(lang, engine, handling)
    words |= {_fold_word(word): spelling for word, spelling in (school_words or {}).items()}
    if handling == "paused":
        # An English name read by Spanish rules is hard to recognise without pauses around it: in 108 sentences with such
        # buttons, Whisper-base recognised 48 buttons with pauses and 40 without.
        paused = {_fold_word(name): f", {name}," for name in english_names if _fold_word(name) not in words}
        text = _replace_words(text, paused)
    return _tidy_commas(_replace_words(text, words))


def find_english_names(sentence: str, lang: str) -> tuple[str, ...]:
    """The English names in a sentence, each once.

    Short quoted text counts if it has letters that suggest English (the pattern ``letters``), other capitalised words only
    if one is certainly English (``sure``). Pass the sentence as typed, before it is normalised for speech.
    """
    table = (languages.load_table(lang, "lexicon.toml") or {}).get("code-switching")
    if table is None:
        return ()
    quoted = [name.strip(" .,;:!?") for name in _QUOTED.findall(sentence)]
    names = [name for name in quoted if _looks_english(name, "letters", table)]
    names += [name for name in _CAPITALS.findall(sentence) if _looks_english(name, "sure", table)]
    return tuple(dict.fromkeys(names))


def _looks_english(name: str, pattern: str, table: Mapping[str, str]) -> bool:
    """Whether a word of ``name`` matches ``table[pattern]``, and nothing in it belongs to the sentence's language."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    if not words or re.search(table["never"], name.lower()) or not set(words).isdisjoint(table["small_words"].split()):
        return False
    return any(re.search(table[pattern], word) for word in words)


def _replace_words(text: str, words: Respellings) -> str:
    """``text`` with each of ``words`` replaced; longer ones first, so that "Google Meet" wins over "Google"."""
    if not words:
        return text
    pattern = _words_pattern(tuple(sorted(words, key=lambda word: (-len(word), word))))
    return pattern.sub(lambda match: words[_fold_word(match.group())], text)


@cache
def _shipped_respellings(lang: str, engine: str, handling: EnglishHandling) -> dict[str, str]:
    """The respellings of a language, by folded word; those for the engine override those for all."""
    tables = languages.load_table(lang, "lexicon.toml") or {}
    words = {_fold_word(word): str(spelling) for word, spelling in tables.get("all", {}).items()}
    if handling == "tagged":
        english = tables.get("english", {})
        words |= {_fold_word(word): _mark_english(word) for word in english.get("names", ())}
        words |= {_fold_word(word): f", {_mark_english(word)}," for word in english.get("buttons", ())}
    return words | {_fold_word(word): str(spelling) for word, spelling in tables.get(engine, {}).items()}


@cache
def _words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds whole words in any case, whatever spaces are within them."""
    alternatives = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _fold_word(word: str) -> str:
    """The form in which words are compared: lower case, single spaces."""
    return " ".join(word.casefold().split())


def _mark_english(name: str) -> str:
    """``name`` between the English tags: "ClassDojo" becomes ``<en>Class Dojo</en>``."""
    # ClassDojo; not McGraw or iPad.
    spaced = re.sub(r"(?<=[a-z]{3})(?=[A-Z])", " ", name)
    return f"{ENGLISH_START}{spaced}{ENGLISH_END}"


def _tidy_commas(text: str) -> str:
    """Drop the commas that respelling leaves doubled, at either end, after ¿ and ¡, or before other punctuation.

    "Toque, Join,." becomes "Toque, Join."; such commas of the author go, too.
    """
    text = re.sub(r"\s+,", ",", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*([.;:!?…])", r"\1", text)
    return re.sub(r"([¿¡])\s*,\s*", r"\1", text).strip(" ,")
