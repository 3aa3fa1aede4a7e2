"""One table of the lines of a script, so that the reader and the writer can't disagree about a line.

``- from: 2 s`` is row ``from`` of `LINE_KINDS`: it is parsed to ``from_seconds=2.0`` of a `Step`, and written from it. Parsers
raise BadValueError, which says what to write instead. The module is long, since the table has its remedies and its parsers.
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from annotator.messages import Message
from annotator.model import ACTIONS, Action, ActionKind, Direction, Hide, Keep, Mark, Phone, Query, Show, Target
from annotator.script import keywords
from annotator.script.file_names import PICTURES, RECORDINGS, SOUNDS
from annotator.script.problems import BadValueError, suggest
from annotator.script.target import (
    format_number,
    parse_hide,
    parse_number,
    parse_target,
    parse_wordings,
    write_target,
    write_wording,
)

Choice = TypeVar("Choice")
Place = Literal["step", "variant", "tutorial"]
"""A part of a script: below a picture, there with a phone's word, or above the first picture."""
GAP = "___"
"""Placeholder in a draft for what a person must write."""
ResolveTarget = Callable[[Target], Target]
"""Replaces an icon's name by its file's real name, or raises BadValueError; returns other targets as they are."""
_SECONDS = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,20})?)\s*(?:s|secs?|seconds?|segs?|segundos?)?\.?", re.ASCII | re.IGNORECASE
)
_TOP: tuple[Place, ...] = ("tutorial",)
_BOTH: tuple[Place, ...] = ("step", "tutorial")
_STEP: tuple[Place, ...] = ("step", "variant")
_PAGES = ("index", "embed", "practice")
"""The names of pages in the folder in which a phone's page gets its word as its name."""
PHONE_WORD = re.compile(r"[a-z]{4,20}[0-9]{0,4}")
"""The word of a phone in file names and lines. A shorter one would be read as a language."""
_DEVICE = 'Write what the pictures show, for instance "- device: Android phone".'
_CHECKED = 'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".'
_PLATFORM = 'Write the program or website, for instance "- platform: Zoom".'
_PHONE = (
    'Write a word for the names of its files, and its name, for instance "- phone: iphone = iPhone". '
    'What the pictures show is "- device: Android phone".'
)
_WHY = "Write in one or two sentences what the family gains, and what it costs, or take the line away."
_IF = 'Write for whom this step is, as a question, for instance "- if es: ¿Se equivocó?", or take the line away.'
_SENTENCE = "Write what to do in one short sentence, or take the line away if there is an action."
_MARK = 'Write the word to mark, for instance "- mark: Mute".'
_KEEP = 'Write what the enlarged picture must show besides, for instance "- keep: Zoom Workplace".'
_HIDE = 'Write the private text, for instance "- hide: Ana García = Luna".'
_SHOW = 'Write the text that stays to be seen, for instance "- show: 410-555-0100".'
_ALSO = 'Write the other wording, for instance "- also: Unirse ahora".'
_SIGN = 'Write delete, pay, share, send, refuse, lift, yours or together, for instance "- sign: delete".'
_SOURCE = 'Write where the words come from: paper, name, sticker or message, for instance "- source: paper".'
_CONTINUES = 'Write "- continues: yes" if nobody can stop after this step, or take the line away.'
_FROM = 'Write the second where the part begins, for instance "- from: 2 s".'
_TO = 'Write the second where the part ends, for instance "- to: 9 s".'
_OK = 'Write the reason, for instance "- ok: the family knows this word".'


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


def stands_alone(key: str) -> bool:
    """Whether a folded word is an action that needs no value: ``wait``, and ``baje``, which has its direction."""
    kind = keywords.ACTION_WORDS.get(key)
    return kind is not None and (key in keywords.IMPLIED_DIRECTIONS or ACTIONS[kind].takes == "target or nothing")


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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a script: ``- mark: mic.png`` in line 8 is ``Line("mark", "mic.png", 8, resolve)``.

    Attributes:
        word: the word before the colon as typed.
        value: the text behind the colon.
        number: the line number.
        resolve: the function that completes a parsed target, or refuses it.
        guess: whether a question mark is behind the word.
    """

    word: str
    value: str
    number: int
    resolve: ResolveTarget
    guess: bool = False


@dataclass(frozen=True, slots=True)
class LineKind:
    """A kind of line: ``LineKind("platform", _PLATFORM, places=("tutorial",))`` is ``- platform: Zoom``.

    Attributes:
        field: the name of the field of `Step` or `Tutorial` with the value ("from_seconds").
        hint: the remedy for an empty line: ``Write the second where the part begins, for instance "- from: 2 s".``
        parse: the function from a line that isn't empty to its value, or to a tuple of values for a kind that repeats;
            raises BadValueError.
        write: the function from one value to the text behind the colon.
        places: the parts of a script with such lines.
        repeats: whether a part may have several such lines.
        by_language: whether each language has a line, with its tag behind the word (``why es``); a sentence has only the tag.
        second: the remedy for a second line of a kind that doesn't repeat.
    """

    field: str
    hint: str
    parse: Callable[[Line], Any] = lambda line: line.value
    write: Callable[[Any], str] = str
    places: tuple[Place, ...] = ("step",)
    repeats: bool = False
    by_language: bool = False
    second: str = "Take one of them away."

    def read(self, line: Line, fields: dict[str, Any]) -> None:
        """Add the value of a line to ``fields``. Raises BadValueError, also for an empty line."""
        require_value(line.value, line.word, self.hint)
        parsed = self.parse(line)
        fields[self.field] = (*fields.get(self.field, ()), *parsed) if self.repeats else parsed


def _parse_hide(line: Line) -> tuple[Hide]:
    target, example = parse_hide(line.value)
    return (Hide(line.resolve(target), example, line.number, line.guess),)


def _write_hide(hide: Hide) -> str:
    return write_target(hide.target) + ("" if hide.example is None else f" = {hide.example}")


def _parse_phone(line: Line) -> tuple[Phone]:
    word, equals, name = (part.strip() for part in line.value.partition("="))
    word = word.casefold()
    if not (equals and name):
        raise BadValueError(Message('"{value}" is not a word and a name.', value=line.value), _PHONE)
    if not PHONE_WORD.fullmatch(word) or f".{word}" in PICTURES | RECORDINGS | SOUNDS or word in _PAGES:
        raise BadValueError(
            "\"{word}\" can't be a phone's word.",
            "Take a word of at least four plain letters, perhaps with digits behind them, that is neither the name of a page "
            '({pages}) nor the ending of a file, for instance "- phone: iphone = iPhone".',
            word=word,
            pages=", ".join(_PAGES),
        )
    return (Phone(word, name, line.number),)


def _of_targets(field: str, hint: str, kind: type[Mark | Keep | Show], places: tuple[Place, ...]) -> LineKind:
    def parse(line: Line) -> tuple[Mark | Keep | Show]:
        return (kind(line.resolve(parse_target(line.value)), line.number),)

    return LineKind(field, hint, parse, lambda item: write_target(item.target), places, repeats=True)


def _of_texts(field: str, hint: str, places: tuple[Place, ...], second: str) -> LineKind:
    write = operator.attrgetter("text")
    return LineKind(field, hint, write=write, places=places, repeats=True, by_language=True, second=second)


def _of_choices(field: str, hint: str, choices: dict[str, Any]) -> LineKind:
    return LineKind(field, hint, lambda line: parse_choice(line.value, line.word, choices, hint))


def _parse_yes(line: Line) -> bool:
    if keywords.fold_key(line.value) not in keywords.YES:
        raise BadValueError(
            Message('"{word}:" takes yes, not "{value}".', word=line.word, value=line.value),
            LINE_KINDS["continues"].hint,
        )
    return True


def _by_value(parse: Callable[[str], Any]) -> Callable[[Line], Any]:
    return lambda line: parse(line.value)


LINE_KINDS: dict[str, LineKind] = {
    "device": LineKind("device", _DEVICE, places=_TOP),
    "checked": LineKind("checked", _CHECKED, _by_value(parse_date), datetime.date.isoformat, _TOP),
    "platform": LineKind("platform", _PLATFORM, places=_TOP),
    "phone": LineKind("phones", _PHONE, _parse_phone, lambda phone: f"{phone.word} = {phone.name}", _TOP, repeats=True),
    "why": _of_texts("whys", _WHY, _TOP, "Take one of them away."),
    "if": _of_texts("questions", _IF, ("step",), "Write one question."),
    "": _of_texts("narration", _SENTENCE, _STEP, "Write all of it in one line."),
    "mark": _of_targets("marks", _MARK, Mark, _STEP),
    "keep": _of_targets("keeps", _KEEP, Keep, _STEP),
    "hide": LineKind("hides", _HIDE, _parse_hide, _write_hide, (*_BOTH, "variant"), repeats=True),
    "show": _of_targets("shows", _SHOW, Show, (*_BOTH, "variant")),
    "also": LineKind("also", _ALSO, _by_value(parse_wordings), write_wording, _STEP, repeats=True),
    "sign": _of_choices("sign", _SIGN, keywords.SIGNS),
    "source": _of_choices("source", _SOURCE, keywords.SOURCES),
    "continues": LineKind("continues", _CONTINUES, _parse_yes, lambda _: "yes"),
    "from": LineKind("from_seconds", _FROM, _by_value(parse_seconds), write_seconds),
    "to": LineKind("to_seconds", _TO, _by_value(parse_seconds), write_seconds),
    "ok": LineKind("oks", _OK, lambda line: (line.value,), places=_BOTH, repeats=True),
}
"""The format's word → the kind of line (``"hide"`` → ``- hide: Ana Luz = Luna``), in the order in which lines are written."""


def _collect_keys(place: Place) -> dict[str, str]:
    return keywords.collect_words("lines", [name for name, kind in LINE_KINDS.items() if place in kind.places])


STEP_KEYS = _collect_keys("step")
"""Folded word → the line of a step it means, apart from actions and languages."""

VARIANT_KEYS = _collect_keys("variant")
"""Folded word → the line of a step that a phone's word may follow, apart from actions and languages."""

FACT_KEYS = _collect_keys("tutorial")
"""Folded word → the line about the whole tutorial it means."""


def find_kind(keys: Mapping[str, str], key: str) -> str | None:
    """The name of the row that a folded key means, by itself or with a language behind it; None if ``keys`` has none."""
    name = keys.get(key.rpartition(" ")[0])
    return keys.get(key) or (name if name and LINE_KINDS[name].by_language else None)


def list_alone(keys: Mapping[str, str]) -> list[str]:
    """The words that no language follows."""
    return [word for word, name in keys.items() if not LINE_KINDS[name].by_language]


def write_key(name: str, item: Any, languages: tuple[str, ...], phone: str = "") -> str:
    """The words before the colon of a line with the value ``item``: ``why es``, ``hide``, ``hide?`` for a guess.

    The line of a phone has its word behind them: ``hide iphone``.
    """
    key = f"{name} {item.lang}".strip() if LINE_KINDS[name].by_language else choose_word(name, languages)
    key = f"{key} {phone}".rstrip()
    return f"{key}?" if getattr(item, "guess", False) else key


def choose_word(name: str, languages: tuple[str, ...]) -> str:
    """The word with which the writer begins the line ``name``: the format's own, unless that is a declared language.

    ``tap``, ``say`` and ``to`` are language tags, too.
    """
    words = keywords.ACTION_WORDS if name in ACTIONS else {**FACT_KEYS, **STEP_KEYS}
    return next(word for word, meaning in words.items() if meaning == name and word not in languages)
