"""The lines that a script may have besides actions, sentences and questions: one table, which readers and writer walk."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from annotator.model import ACTIONS, Hide, Keep, Mark, Show
from annotator.script import keywords
from annotator.script.bad_value import BadValueError
from annotator.script.target import parse_hide, parse_target, parse_wordings, write_target, write_wording
from annotator.script.values import ResolveTarget, parse_choice, parse_date, parse_seconds, require_value, write_seconds

Place = Literal["step", "tutorial"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line ``word: value``, with its number; ``resolve`` takes its targets as they are parsed, or refuses them."""

    word: str
    value: str
    number: int
    resolve: ResolveTarget


@dataclass(frozen=True, slots=True)
class LineKind:
    """A kind of line.

    Attributes:
        field: where `Step` or `Tutorial` has what it says.
        hint: what to write after the colon, with an example, for a line that is empty.
        parse: the value, or of a kind that repeats the values, in a line that isn't empty; raises BadValueError.
        write: the inverse, for one value.
        places: whether it is below a picture, above the first one, or both.
        repeats: whether there may be several.
    """

    field: str
    hint: str
    parse: Callable[[Line], Any] = lambda line: line.value
    write: Callable[[Any], str] = str
    places: tuple[Place, ...] = ("step",)
    repeats: bool = False

    def read(self, line: Line, fields: dict[str, Any]) -> None:
        """Add what a line says to ``fields``. Raises BadValueError, also for an empty line."""
        require_value(line.value, line.word, self.hint)
        parsed = self.parse(line)
        fields[self.field] = (*fields.get(self.field, ()), *parsed) if self.repeats else parsed


def _parse_hide(line: Line) -> tuple[Hide]:
    target, example = parse_hide(line.value)
    return (Hide(line.resolve(target), example, line.number),)


def _write_hide(hide: Hide) -> str:
    return write_target(hide.target) + ("" if hide.example is None else f" = {hide.example}")


def _of_targets(field: str, kind: type[Mark | Keep | Show], hint: str, *places: Place) -> LineKind:
    return LineKind(
        field,
        hint,
        lambda line: (kind(line.resolve(parse_target(line.value)), line.number),),
        lambda item: write_target(item.target),
        places,
        repeats=True,
    )


def _of_choices(field: str, choices: dict[str, Any], hint: str) -> LineKind:
    return LineKind(field, hint, lambda line: parse_choice(line.value, line.word, choices, hint))


def _parse_yes(line: Line) -> bool:
    if keywords.fold_key(line.value) not in keywords.YES:
        raise BadValueError(f'"{line.word}:" takes yes, not "{line.value}".', LINE_KINDS["continues"].hint)
    return True


def _of_seconds(field: str, hint: str) -> LineKind:
    return LineKind(field, hint, lambda line: parse_seconds(line.value), write_seconds)


LINE_KINDS: dict[str, LineKind] = {
    "device": LineKind(
        "device", 'Write what the pictures show, for instance "- device: Android phone".', places=("tutorial",)
    ),
    "checked": LineKind(
        "checked",
        'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".',
        lambda line: parse_date(line.value),
        datetime.date.isoformat,
        ("tutorial",),
    ),
    "platform": LineKind(
        "platform", 'Write the program or website, for instance "- platform: Zoom".', places=("tutorial",)
    ),
    "mark": _of_targets("marks", Mark, 'Write the word to mark, for instance "- mark: Mute".', "step"),
    "keep": _of_targets(
        "keeps",
        Keep,
        'Write what the enlarged picture must show besides, for instance "- keep: Zoom Workplace".',
        "step",
    ),
    "hide": LineKind(
        "hides",
        'Write the private text, for instance "- hide: Ana García = Luna".',
        _parse_hide,
        _write_hide,
        ("step", "tutorial"),
        repeats=True,
    ),
    "show": _of_targets(
        "shows", Show, 'Write the text that stays to be seen, for instance "- show: 410-555-0100".', "step", "tutorial"
    ),
    "also": LineKind(
        "also",
        'Write the other wording, for instance "- also: Unirse ahora".',
        lambda line: parse_wordings(line.value),
        write_wording,
        repeats=True,
    ),
    "sign": _of_choices(
        "sign",
        keywords.SIGNS,
        'Write delete, pay, share, send, refuse, lift, yours or together, for instance "- sign: delete".',
    ),
    "source": _of_choices(
        "source",
        keywords.SOURCES,
        'Write where the words come from: paper, name, sticker or message, for instance "- source: paper".',
    ),
    "continues": LineKind(
        "continues",
        'Write "- continues: yes" if nobody can stop after this step, or take the line away.',
        _parse_yes,
        lambda _: "yes",
    ),
    "from": _of_seconds("from_seconds", 'Write the second where the part begins, for instance "- from: 2 s".'),
    "to": _of_seconds("to_seconds", 'Write the second where the part ends, for instance "- to: 9 s".'),
    "ok": LineKind(
        "oks",
        'Write the reason, for instance "- ok: the family knows this word".',
        lambda line: (line.value,),
        places=("step", "tutorial"),
        repeats=True,
    ),
}
"""The format's own word → the kind of line, in the order in which they are written."""


def _words(place: Place) -> dict[str, str]:
    return keywords.collect_words("lines", [name for name, kind in LINE_KINDS.items() if place in kind.places])


STEP_KEYS: dict[str, str] = _words("step")
"""Folded word → the line of a step it means, apart from actions and languages."""

FACT_KEYS: dict[str, str] = _words("tutorial")
"""Folded word → the line about the whole tutorial it means, apart from ``why LANG``."""


def choose_word(name: str, languages: tuple[str, ...]) -> str:
    """The word with which the writer begins the line ``name``: the format's own, unless that is a declared language.

    ``tap``, ``say`` and ``to`` are language tags, too.
    """
    words = keywords.ACTION_WORDS if name in ACTIONS else {**FACT_KEYS, **STEP_KEYS}
    return next(word for word, meaning in words.items() if meaning == name and word not in languages)
