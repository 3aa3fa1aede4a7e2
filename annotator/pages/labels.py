"""The labels of pages in each language, with dates, durations and sizes in words."""

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets, languages

_MIN_MINUTE_SECONDS = 55
"""A shorter duration is told in seconds."""


@dataclass(frozen=True)
class PageStrings:
    """The labels of one language; call it with the name of a label to get its text."""

    lang: str
    table: dict[str, Any]

    def __call__(self, name: str, /, **values: object) -> str:
        """The label ``name`` with its placeholders filled. Raises KeyError."""
        return str(self.table[name]).format(**values)

    def date(self, day: datetime.date) -> str:
        """A date in words: ``24 de noviembre de 2026``."""
        month = self.table["months"][day.month - 1]
        return self("date", day=day.day, month=month, year=day.year)

    def length(self, seconds: float) -> str:
        """A duration in words, in seconds or in whole minutes: 50 is "50 segundos", 80 is "1 minuto"."""
        if seconds < _MIN_MINUTE_SECONDS:
            return self("seconds", number=max(1, round(seconds)))
        minutes = max(1, round(seconds / 60))
        return self("one-minute") if minutes == 1 else self("minutes", number=minutes)


@cache
def load_strings(lang: str) -> PageStrings:
    """Load the labels for a BCP 47 tag, or for its base language.

    Raises LookupError if there are none: the caller chooses another language first (``languages.lending_language``).
    """
    name = languages.find_folder(lang)
    table = assets.table("languages", name, "pages.toml") if name else None
    if name is None or table is None:
        raise LookupError(f"annotator has no words for pages in {lang}")
    return PageStrings(name, table)


def format_megabytes(size: int) -> str:
    """Format a size in bytes as data plans do: ``0.8 MB``; below 0.1 MB, with two decimals and at least 0.01."""
    value = size / 1_000_000
    return f"{value:.1f} MB" if value >= 0.1 else f"{max(0.01, value):.2f} MB"
