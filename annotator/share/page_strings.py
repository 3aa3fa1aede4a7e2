"""The words of pages and hand-outs, from ``assets/languages/XX/pages.toml``, and numbers as families read them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets, languages


@dataclass(frozen=True)
class PageStrings:
    """The words of one language."""

    lang: str
    table: dict[str, Any]

    def __call__(self, name: str, /, **values: object) -> str:
        """One phrase with its gaps filled."""
        return str(self.table[name]).format(**values)

    def date(self, day: datetime.date) -> str:
        """A date in words: ``24 de noviembre de 2026``."""
        month = self.table["months"][day.month - 1]
        return self("date", day=day.day, month=month, year=day.year)

    def length(self, seconds: float) -> str:
        """A length in words: seconds below a minute and a half of them, else whole minutes."""
        if seconds < 55:
            return self("seconds", number=max(1, round(seconds)))
        minutes = max(1, round(seconds / 60))
        return self("one-minute") if minutes == 1 else self("minutes", number=minutes)


@cache
def words(lang: str) -> PageStrings:
    """The words of a BCP 47 tag, or of its language. Raises LookupError: whose words a page borrows is decided before."""
    name = languages.find_folder(lang)
    table = assets.table("languages", name, "pages.toml") if name else None
    if name is None or table is None:
        raise LookupError(f"annotator has no words for pages in {lang}")
    return PageStrings(name, table)


def megabytes(size: int) -> str:
    """A size as families know it from their plan: ``0.8 MB``; of small files two digits that count."""
    value = size / 1_000_000
    return f"{value:.1f} MB" if value >= 0.1 else f"{max(0.01, value):.2f} MB"
