"""Split texts into sentences, find what they quote, and recognise those with a condition, an example or a consequence."""

import re
from functools import cache

from annotator import assets, languages

_OPENING = r"(?:^|[,;:(]\s*)[¿¡\"“«'(]*"
_POSSIBLE_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


def is_condition(sentence: str, lang: str) -> bool:
    """Whether a sentence says for whom or when the rest holds: a question, or one with a clause that begins as "If you see …".

    The clause is first, or follows a comma, a semicolon, a colon or a parenthesis.

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
    """A pattern for a language's "conditions", "examples" or "consequences" at the beginning of a clause; None if it has none."""
    table = languages.load_table(lang, "sentences.toml")
    if table is None:
        return None
    return re.compile(f"{_OPENING}(?:{'|'.join(re.escape(words.casefold()) for words in table[key])})\\b")


def split_sentences(text: str) -> tuple[str, ...]:
    """Split ``text`` into sentences. Joined by spaces they are the same text, except for white space.

    Splits at each line break. Else, does not split after abbreviations (Sra., Dr.), ordinals (2.º B), what may be the initial
    of a name, or the number of a list item, nor within times (8:30 a. m.) and addresses, nor before a small letter.
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
    """The texts in quotation marks, without full stops, commas and (semi)colons at their ends: "Zoom" of ``Escriba “Zoom.”``."""
    return tuple(word for quoted in _QUOTED.findall(text) if (word := quoted.strip().rstrip(".,;:")))


def _is_sentence_end(before: str, after: str) -> bool:
    """Whether a sentence ends between ``before``, which ends with punctuation, and ``after``."""
    next_character = after.lstrip('"“«‘(¿¡[—-').strip()[:1]
    if next_character.islower():
        return False
    if not before.endswith("."):
        return True
    last_word = _LAST_WORD.search(before)
    if last_word is None or before.endswith("..."):
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

    All languages count, since two sentences in one are better than one that is cut in two.
    """
    loaded = [languages.load_table(lang, "sentences.toml") for lang in assets.languages()]
    tables = [table for table in loaded if table]
    words, before_numbers = (
        frozenset(word for table in tables for word in table[key].split())
        for key in ("abbreviations", "before_numbers")
    )
    return words, before_numbers


def _is_initial_of_name(before: str, next_character: str) -> bool:
    """Whether an initial after ``before`` may abbreviate a name: it is first, or follows a capitalised word or a full stop.

    A capital letter follows it, too.
    """
    words = before.split()
    last = words[-1] if words else ""
    return next_character.isupper() and (not last or last.endswith(".") or last.istitle())
