"""Characters that nobody sees, as they come along from PDFs, web pages and chats."""

from __future__ import annotations

from typing import Final

INVISIBLE: Final = {
    "soft hyphen": "\u00ad",
    "combining grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "zero-width space": "\u200b",
    "zero-width non-joiner": "\u200c",
    "zero-width joiner": "\u200d",
    "left-to-right mark": "\u200e",
    "right-to-left embedding": "\u202b",
    "word joiner": "\u2060",
    "variation selector": "\ufe0f",
    "byte-order mark": "\ufeff",
    "tag": "\U000e0041",
    "control character": "\u0002",
}
