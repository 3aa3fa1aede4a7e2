"""Parse the action of a line, such as ``tap: Join`` or ``swipe: left Inbox``, in a script or typed for a picture alone."""

from collections.abc import Callable

from annotator.messages import Message
from annotator.model import ACTIONS, Action, ActionKind, Direction, Query, Target
from annotator.script import keywords
from annotator.script.line_values import require_value
from annotator.script.problems import BadValueError, suggest
from annotator.script.target import parse_target

ResolveTarget = Callable[[Target], Target]
"""Completes a parsed target, such as an icon by its file's real name, or raises BadValueError."""


def stands_alone(key: str) -> bool:
    """Whether a folded word is an action that needs no value: ``wait``, and ``baje``, which has its direction."""
    kind = keywords.ACTION_WORDS.get(key)
    return kind is not None and (key in keywords.IMPLIED_DIRECTIONS or ACTIONS[kind].takes == "target or nothing")


def parse_action(key: str, word: str, value: str, line: int, resolve_target: ResolveTarget) -> Action:
    """The action of a line ``word: value``; ``key`` is ``word`` folded, one of `keywords.ACTION_WORDS`. Raises BadValueError."""
    kind = keywords.ACTION_WORDS[key]
    takes = ACTIONS[kind].takes
    if takes == "words":
        return Action(kind, words=require_value(value, word, ACTIONS[kind].hint), line=line)
    if takes == "direction":
        direction, rest = _parse_direction(kind, key, word, value)
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


def _parse_direction(kind: ActionKind, key: str, word: str, value: str) -> tuple[Direction, str]:
    """The direction, which comes first or is implied by the word (``baje``), and the rest of the value."""
    implied = keywords.IMPLIED_DIRECTIONS.get(key)
    first, _, rest = value.partition(" ")
    direction = keywords.DIRECTIONS.get(keywords.fold_key(first.rstrip(",;")))
    if implied:
        if direction and direction != implied:
            message = '"{word}" and "{first}" are different directions.'
            remedy = 'Write "{kind}: {direction}".'
            raise BadValueError(message, remedy, word=word, first=first, kind=kind, direction=direction)
        return implied, rest.strip() if direction else value
    if direction:
        return direction, rest.strip()
    require_value(value, word, ACTIONS[kind].hint)
    hint = Message('Write up, down, left or right first, for instance "{kind}: up {value}".', kind=kind, value=value)
    near = keywords.find_nearest(first, keywords.DIRECTIONS)
    raise BadValueError(Message('"{first}" is not a direction.', first=first), suggest(near, hint))
