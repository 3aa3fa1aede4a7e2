"""Detect private names, and codes by their form or label, so that pictures, sentences and online voices agree on them.

The common names here are evidence, never a requirement: a name on none of these lists may be recognised by its place. The lists
are in ``assets/names.toml``, folded; in that of abbreviations each has its name beside it: ``ma=maria gpe=guadalupe``.
"""

import tomllib
from typing import Any, Final

from annotator import assets

_TABLE: Final[dict[str, Any]] = tomllib.loads(assets.asset("names.toml").read_text("utf-8"))


def load_words(*path: str) -> frozenset[str]:
    """The words of one list of the file, by its path: ``load_words("list", "grades")``."""
    table: Any = _TABLE
    for key in path:
        table = table[key]
    return frozenset(table.split())


PARTICLES: Final = load_words("particles")
ORDINARY_WORD_NAMES: Final = load_words("ordinary_words")
"""Names that are also ordinary words: within a sentence, only a capital letter distinguishes them."""
ADDRESS_WORDS: Final = load_words("address_words")
"""Words next to which a word of a name is a person: greetings, roles, relatives."""
TITLES: Final = load_words("titles")
"""Words after which a word of a name is a person in any sentence."""
SHORT_FORMS: Final[dict[str, str]] = dict(pair.split("=") for pair in load_words("short_forms"))
"""Written abbreviations of names."""
GIVEN_NAMES: Final = load_words("given")
"""Given names of which a single one is a person, though a few are also words or surnames."""
GIVEN_NAMES_AND_WORDS: Final = load_words("given_and_words")
"""Given names that are also words or places: a person only in the right place."""
DISTINCTIVE_SURNAMES: Final = load_words("distinctive_surnames")
"""Family names of which one is a person with another word before or after it, though a few are also given names."""
SURNAMES: Final = DISTINCTIVE_SURNAMES | load_words("other_surnames")
"""Those, and family names that are also words or given names: weak evidence when alone."""
