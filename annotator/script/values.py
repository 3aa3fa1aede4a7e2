"""Parse the values of script lines: actions, seconds, dates, sentences; and collect the problems of one file.

Parsers raise BadValueError, which says what to write instead.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from annotator.messages import Message
from annotator.model import ACTIONS, Action, ActionKind, Direction, Query, Target
from annotator.script import keywords
from annotator.script.problems import BadValueError, suggest
from annotator.script.target import format_number, parse_number, parse_target

Choice = TypeVar("Choice")

GAP = "___"
"""Placeholder in a draft for what a person must write."""

ResolveTarget = Callable[[Target], Target]
"""Replaces an icon's name by its file's real name, or raises BadValueError; returns other targets as they are."""

_SECONDS = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,20})?)\s*(?:s|secs?|seconds?|segs?|segundos?)?\.?", re.ASCII | re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def require_value(value: str, word: str, hint: str) -> str:
    """``value``, unless it is empty. The error quotes ``word`` as it was typed, and ``hint`` says what it takes."""
    if not value:
        raise BadValueError(Message('"{word}:" is empty.', word=word), hint)
    return value


def parse_sentence(value: str, what: str, remedy: str) -> str:
    """Words that are shown and spoken: not empty, and without the gap of a draft. ``what`` is the subject of the error."""
    if not value:
        raise BadValueError(Message("{what} is empty.", what=what), remedy)
    if GAP in value:
        raise BadValueError(
            "{what} has a gap ({gap}) to fill in.", "Write the words that belong there.", what=what, gap=GAP
        )
    return value


def parse_unfinished_action(key: str, value: str, line: int) -> Action | None:
    """The action of a line that names one and says nothing more (``tap:``), although it takes something.

    None for any other line. It is a problem, but an editor must be able to keep it.
    """
    kind = keywords.ACTION_WORDS[key]
    if value or key in keywords.IMPLIED or ACTIONS[kind].takes == "target or nothing":
        return None
    return Action(kind, line=line)


def parse_action(key: str, word: str, value: str, line: int, resolve_target: ResolveTarget) -> Action:
    """The action of a line ``word: value``; ``key`` is ``word`` folded, one of `keywords.ACTION_WORDS`."""
    kind = keywords.ACTION_WORDS[key]
    takes = ACTIONS[kind].takes
    if takes == "words":
        return Action(kind, words=require_value(value, word, ACTIONS[kind].hint), line=line)
    if takes == "direction":
        direction, rest = _direction(kind, key, word, value)
        return Action(kind, resolve_target(parse_target(rest)) if rest else None, direction, line=line)
    if not value and takes == "target or nothing":
        return Action(kind, line=line)
    return Action(kind, resolve_target(parse_target(require_value(value, word, ACTIONS[kind].hint))), line=line)


def parse_query(text: str) -> Query:
    """The query of an action line (``type: Usuario``), or of a target alone, which is meant to be tapped.

    Doesn't check that an icon's file exists. Raises BadValueError, also for an action without a target.
    """
    action = parse_pointing(text)
    assert action.target is not None
    return Query(action.target, action.kind)


def parse_pointing(text: str) -> Action:
    """The action of a line (``swipe: up 50% 70%``), which must have a target; a target alone is meant to be tapped.

    Raises what `parse_query` raises.
    """
    word, colon, value = text.partition(":")
    key = keywords.fold_key(word)
    if not colon or key not in keywords.ACTION_WORDS:
        return Action("tap", parse_target(text))
    action = parse_action(key, word.strip(), value.strip(), 0, lambda target: target)
    if action.target is None:
        raise BadValueError(
            '"{text}" has no target.',
            'Write what to look for on the picture, for instance "tap: Join"; if the screen shows '
            "these words, put quotes around them: «{text}».",
            text=text.strip(),
        )
    return action


def _direction(kind: ActionKind, key: str, word: str, value: str) -> tuple[Direction, str]:
    """The direction, which comes first or is implied by the word (``baje``), and the rest of the value."""
    implied = keywords.IMPLIED.get(key)
    first, _, rest = value.partition(" ")
    direction = keywords.DIRECTIONS.get(keywords.fold_key(first.rstrip(",;")))
    if implied:
        if direction and direction != implied:
            raise BadValueError(
                '"{word}" and "{first}" are different directions.',
                'Write "{kind}: {direction}".',
                word=word,
                first=first,
                kind=kind,
                direction=direction,
            )
        return implied, rest.strip() if direction else value
    if direction:
        return direction, rest.strip()
    require_value(value, word, ACTIONS[kind].hint)
    hint = Message('Write up, down, left or right first, for instance "{kind}: up {value}".', kind=kind, value=value)
    near = keywords.find_nearest(first, keywords.DIRECTIONS)
    raise BadValueError(Message('"{first}" is not a direction.', first=first), suggest(near, hint))


def parse_choice(value: str, word: str, choices: Mapping[str, Choice], hint: str) -> Choice:
    """The choice that a value names. ``choices`` is one of the tables of `keywords`; ``hint`` says what to write."""
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
    """The inverse of `parse_seconds`."""
    return f"{format_number(seconds)} s"


def parse_date(value: str) -> datetime.date:
    """A date such as ``2026-11-24``; the order of day and month is never guessed."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise BadValueError('"{value}" is not a date.', "Write year, month and day like 2026-11-24.", value=value)


def has_control_character(text: str) -> bool:
    """Whether the text has a character that no screen can show."""
    return bool(_CONTROL.search(text))
