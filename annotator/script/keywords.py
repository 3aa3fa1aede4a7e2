"""Take keywords from the languages' tables, so that a teacher writes a script in her language without a setting for it.

A language that has words of its own has them in ``assets/languages/XX/script.toml``, but those for actions in
``phrases.toml``. If the word for an action says its direction, too, ``script.toml`` tells which. In Spanish::

    [implied]
    baje = "down"

makes ``- baje: Ajustes`` a line of any script, the same as ``- scroll: down Ajustes``. A script may mix languages, and a misspelt
keyword is guessed. *Folded* words are compared: in lower case, without accents (``Señal`` is ``senal``); but a word with quotes
or ¿¡ in it stays as it is, and so is no keyword.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

from annotator import assets, languages
from annotator.model import ACTIONS, ActionKind, Direction, Sign, Source
from annotator.phrases import load_phrasebooks
from annotator.text.folding import IGNORED_PUNCTUATION, fold

ACTION_WORDS: dict[str, ActionKind] = {
    word: kind
    for kind in ACTIONS
    for word in (kind, *(fold(word) for book in load_phrasebooks() for word in book.action_keywords(kind)))
}
"""Folded word → the action it means: ``{"tap": "tap", "toque": "tap"}``. Of each action, the format's own word comes first."""
_MAX_COMPARED_CHARS = 80
"""Enough to tell any keyword; bounds the time for a line that is all text."""
_MIN_SIMILARITY = 0.6
"""One wrong letter of three, or two of five, are a slip; more are another word."""


@cache
def _load_tables() -> tuple[dict[str, Any], ...]:
    """The ``script.toml`` of every language that has one; English first, whose words the writer uses."""
    ordered = sorted(assets.languages(), key=lambda lang: lang != "en")
    tables = (languages.load_table(lang, "script.toml") for lang in ordered)
    return tuple(table for table in tables if table is not None)


def collect_words(section: str, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Folded word → the name it means, from one section of all tables: ``{"arriba": "up"}`` from "directions".

    Args:
        section: the name of the section in ``script.toml``.
        names: the names to collect words for; None for all.
    """
    meanings: dict[str, Any] = {}
    for table in _load_tables():
        for name, words in table[section].items():
            if names is None or name in names:
                meanings |= dict.fromkeys(map(fold, words), name)
    return meanings


IMPLIED_DIRECTIONS: dict[str, Direction] = {
    fold(word): direction for table in _load_tables() for word, direction in table["implied"].items()
}
"""Folded word for an action that includes a direction (``baje``) → that direction."""
DIRECTIONS: dict[str, Direction] = collect_words("directions")
"""Folded word → the direction it means."""
SIGNS: dict[str, Sign] = collect_words("signs", get_args(Sign))
"""Folded word → the sign it means."""
SOURCES: dict[str, Source] = collect_words("sources", get_args(Source))
"""Folded word → the source of the words to type that it means."""
YES: tuple[str, ...] = tuple(collect_words("answers", ("yes",)))
"""Folded words for yes."""
GREETINGS: tuple[str, ...] = tuple(table["greeting"] for table in _load_tables())
"""Names of the film in which a person greets the families, without language and suffix: ``saludo`` of ``saludo.es.mp4``."""
INSTEAD: dict[str, str] = {fold(word): meant for table in _load_tables() for word, meant in table["meant"].items()}
"""Folded word that people try although it is not a keyword → the keyword to write instead."""


def fold_key(word: str) -> str:
    """A possible keyword, folded (``Señal`` → ``senal``).

    A text with quotes or other `IGNORED_PUNCTUATION` stays as it is, since it is one on the screen.
    """
    return word if IGNORED_PUNCTUATION.intersection(word) else fold(word)


def find_nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` is probably meant to be, or None; case, accents and Markdown emphasis around it don't count."""
    from rapidfuzz import process  # slow to import
    from rapidfuzz.distance import OSA  # slow to import

    by_folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:_MAX_COMPARED_CHARS].strip("*_` ")),
        by_folded.keys(),
        scorer=OSA.normalized_similarity,
        score_cutoff=_MIN_SIMILARITY,
    )
    return by_folded[best[0]] if best else None
