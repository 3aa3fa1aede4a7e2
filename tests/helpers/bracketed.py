"""Texts of which a part is meant, as tests list them: ``"Hola, [Ana]|Cuenta de [Ana]"``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


def read_brackets(rows: str) -> Iterator[tuple[str, str]]:
    """Each text without its brackets, and what stood in them."""
    for row in rows.split("|"):
        before, part, after = re.split(r"[\[\]]", row)
        yield before + part + after, part


def read_kinds(table: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Each text, its part, and the kind under which it is listed."""
    return [(*found, kind) for kind, rows in table.items() for found in read_brackets(rows)]
