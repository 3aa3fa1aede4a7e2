"""Tell which sentences of a step are conditions or examples, with the words of ``assets/languages/XX/sentences.toml``."""

from __future__ import annotations

import re
from functools import cache

from annotator import languages

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
