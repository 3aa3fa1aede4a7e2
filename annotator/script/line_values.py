"""Parse the text behind a colon: a sentence, a choice, a time in seconds, a date.

``parse_seconds("1:05")`` is 65.0. A text that can't be read raises BadValueError, which says what to write instead.
"""

import datetime
import re
from collections.abc import Mapping
from typing import TypeVar

from annotator.messages import Message
from annotator.script import keywords
from annotator.script.problems import BadValueError, suggest
from annotator.script.target import format_number, parse_number

Choice = TypeVar("Choice")
GAP = "___"
"""Placeholder in a draft for what a person must write."""
_SECONDS = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,20})?)\s*(?:s|secs?|seconds?|segs?|segundos?)?\.?", re.ASCII | re.IGNORECASE
)
"""Perhaps minutes, then seconds: ``2 s``, ``2,5 segundos``, ``1:05``."""


def require_value(value: str, word: str, hint: str) -> str:
    """The value itself. Raises BadValueError if it is empty.

    Args:
        value: the text behind the colon.
        word: the word before the colon as typed ("toque"), for the message.
        hint: the remedy, such as ``Write the word on the button, for instance "- tap: Join".``
    """
    if not value:
        raise BadValueError(Message('"{word}:" is empty.', word=word), hint)
    return value


def parse_sentence(value: str, what: str, remedy: str) -> str:
    """A text to show and speak. Raises BadValueError if it is empty, or has the gap of a draft.

    Args:
        value: the text.
        what: the subject of the message ("The title").
        remedy: the remedy for an empty text.
    """
    if not value:
        raise BadValueError(Message("{what} is empty.", what=what), remedy)
    if GAP in value:
        raise BadValueError(
            "{what} has a gap ({gap}) to fill in.", "Write the words that belong there.", what=what, gap=GAP
        )
    return value


def parse_choice(value: str, word: str, choices: Mapping[str, Choice], hint: str) -> Choice:
    """The choice that a value names: "delete" for ``borra``.

    Args:
        value: the text behind the colon.
        word: the word before the colon as typed ("sign"), for the message.
        choices: a table of `keywords`: a folded word → the choice it means.
        hint: the remedy for a word that is like none of them.
    """
    folded = keywords.fold_key(value)
    if folded in choices:
        return choices[folded]
    remedy = suggest(keywords.find_nearest(value, choices), hint)
    raise BadValueError(Message('"{value}" is not something that "{word}:" takes.', value=value, word=word), remedy)


def parse_seconds(value: str) -> float:
    """The seconds in ``2 s``, ``2.5``, ``2,5 segundos`` or ``1:05``."""
    match = _SECONDS.fullmatch(value)
    if not match or (match[1] and parse_number(match[2]) >= 60):
        raise BadValueError('"{value}" is not a time in seconds.', 'Write it like "2 s" or "1:05".', value=value)
    return 60 * int(match[1] or 0) + parse_number(match[2])


def write_seconds(seconds: float) -> str:
    """A time as `parse_seconds` reads it back: ``2.5 s``."""
    return f"{format_number(seconds)} s"


def parse_date(value: str) -> datetime.date:
    """A date such as ``2026-11-24``; the order of day and month is never guessed."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise BadValueError('"{value}" is not a date.', "Write year, month and day like 2026-11-24.", value=value)
