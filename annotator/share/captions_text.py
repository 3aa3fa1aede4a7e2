"""The words of a WebVTT file as a transcript."""

from __future__ import annotations

import html
import re

_TIMES = re.compile(r"^[\d:.]+ --> [\d:.]+")


def lines(vtt: str) -> tuple[str, ...]:
    """The sentences that captions hold, one after the other, without times: a paragraph ends where a sentence does."""
    words: list[str] = []
    result = []
    for block in vtt.replace("\r\n", "\n").split("\n\n")[1:]:
        rows = [row for row in block.split("\n") if row]
        if not rows or not _TIMES.match(rows[0]):
            continue
        words += [html.unescape(row) for row in rows[1:]]
        if words and words[-1].rstrip("\"'»”’)").endswith((".", "!", "?", "…")):
            result.append(" ".join(words))
            words = []
    if words:
        result.append(" ".join(words))
    return tuple(result)
