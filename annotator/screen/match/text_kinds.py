"""What a text shares with its translations: the beginnings of words, and kinds such as a size, a date or "Next"."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from annotator.screen.propose.screen_words import find_meanings
from annotator.text.folding import fold

STEM_LETTERS: Final = 4
"""Number of letters by which words of a stem are the same: "aplicación" and "applications"."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_DOUBLED_LETTER: Final = re.compile(r"(.)\1")
_SOUNDS: Final = str.maketrans("cqzywj", "kksivi")
"""Letters that related languages write for one another, to one of them: "Kategorien" and "categorías"."""
_FORMS: Final = re.compile(
    r"(?P<size>\d+ ?[kmgt]i?b\b)|(?P<share>\d+ ?%)|(?P<time>\b\d?\d:\d\d)|(?P<money>[$€£¥₹])|(?P<date>\b\d+[./-]\d+[./-]\d+\b)"
    r"|(?P<mail>\w@\w)|(?P<path>\w/\w+/|^/\w)|(?P<package>^\w+\.\w+\.\w)|(?P<page>://|\bwww\.|\.(?:com|org|net)\b)"
    r"|(?P<amount>\d+ ?(?:g|kg|ml|km|cm|kcal|cal)\b)|(?P<count>^\d+ [^\W\d]+$)"
)
"""What is written alike in many languages, by the name of its group: "12 MB" is a size, "3 archivos" a count."""
_PUNCTUATION: Final = re.compile(r"^\W+|\W+$")


def fold_words(text: str) -> str:
    """A text in lower case without accents, and without punctuation around it: "< Settings" is "settings"."""
    return _PUNCTUATION.sub("", fold(text))


def find_stems(texts: Iterable[str]) -> frozenset[str]:
    """The first `STEM_LETTERS` letters of each word of at least four, spelled by `_SOUNDS`: "kate".

    Doubled letters are one. ``texts`` are folded.
    """
    words = (word.translate(_SOUNDS) for text in texts for word in _WORD.findall(text))
    return frozenset(_DOUBLED_LETTER.sub(r"\1", word)[:STEM_LETTERS] for word in words)


def count_kinds(texts: Iterable[str]) -> Counter[str]:
    """How many of the texts are of each kind: a form such as ``size``, or a meaning such as ``go``."""
    kinds: Counter[str] = Counter()
    for text in texts:
        kinds.update({form.lastgroup for form in _FORMS.finditer(fold(text)) if form.lastgroup})
        kinds.update(find_meanings(fold_words(text)))
    return kinds
