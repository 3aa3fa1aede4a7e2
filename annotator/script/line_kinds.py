"""One table of the lines of a script, so that the reader and the writer can't disagree about a line.

``- from: 2 s`` is row ``from`` of `LINE_KINDS`: it is parsed to ``from_seconds=2.0`` of a `Step`, and written from it. Actions,
titles and pictures aren't in the table.
"""

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from annotator.messages import Message
from annotator.model import ACTIONS, Hide, Keep, Mark, Phone, Show
from annotator.script import keywords
from annotator.script.action_lines import ResolveTarget
from annotator.script.file_names import PICTURES, RECORDINGS, SOUNDS
from annotator.script.line_values import parse_choice, parse_date, parse_seconds, require_value, write_seconds
from annotator.script.problems import BadValueError
from annotator.script.target import parse_hide, parse_target, parse_wordings, write_target, write_wording

ScriptPart = Literal["step", "variant", "tutorial"]
"""A part of a script: below a picture, there with a phone's word, or above the first picture."""
_TOP: Final[tuple[ScriptPart, ...]] = ("tutorial",)
_STEP: Final[tuple[ScriptPart, ...]] = ("step", "variant")
_EVERYWHERE: Final[tuple[ScriptPart, ...]] = ("step", "variant", "tutorial")
PHONE_WORD = re.compile(r"[a-z]{4,20}[0-9]{0,4}")
"""The word of a phone in file names and lines. One of three letters could be a language."""
HINTS: Final[Mapping[str, str]] = {
    "device": 'Write what the pictures show, for instance "- device: Android phone".',
    "checked": 'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".',
    "platform": 'Write the program or website, for instance "- platform: Zoom".',
    "phone": 'Write a word for the names of its files, and its name, for instance "- phone: iphone = iPhone". '
    'What the pictures show is "- device: Android phone".',
    "why": "Write in one or two sentences what the family gains, and what it costs, or take the line away.",
    "if": 'Write for whom this step is, as a question, for instance "- if es: ¿Se equivocó?", or take the line away.',
    "": "Write what to do in one short sentence, or take the line away if there is an action.",
    "mark": 'Write the word to mark, for instance "- mark: Mute".',
    "keep": 'Write what the enlarged picture must show besides, for instance "- keep: Zoom Workplace".',
    "hide": 'Write the private text, for instance "- hide: Ana García = Luna".',
    "show": 'Write the text that stays to be seen, for instance "- show: 410-555-0100".',
    "also": 'Write the other wording, for instance "- also: Unirse ahora".',
    "sign": 'Write delete, pay, share, send, refuse, lift, yours or together, for instance "- sign: delete".',
    "source": 'Write where the words come from: paper, name, sticker or message, for instance "- source: paper".',
    "continues": 'Write "- continues: yes" if nobody can stop after this step, or take the line away.',
    "from": 'Write the second where the part begins, for instance "- from: 2 s".',
    "to": 'Write the second where the part ends, for instance "- to: 9 s".',
    "ok": 'Write the reason, for instance "- ok: the family knows this word".',
}
"""The remedy for an empty line of each kind of `LINE_KINDS`."""


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
    """A kind of line: ``LineKind("platform", parts=("tutorial",))`` is ``- platform: Zoom``.

    Attributes:
        field: the name of the field of `Step`, `Variant` or `Tutorial` with the value ("from_seconds").
        parse: the function from a line that isn't empty to its value, or to a tuple of values for a kind that repeats;
            raises BadValueError. A text in a language isn't parsed by it.
        write: the function from one value to the text behind the colon.
        parts: the parts of a script with such lines.
        repeats: whether a part may have several such lines.
        by_language: whether each language has a line, with its tag behind the word (``why es``); a sentence has only the tag.
        second: the remedy for a second line of a kind that doesn't repeat, or in the same language.
    """

    field: str
    parse: Callable[[Line], Any] = lambda line: line.value
    write: Callable[[Any], str] = str
    parts: tuple[ScriptPart, ...] = ("step",)
    repeats: bool = False
    by_language: bool = False
    second: str = "Take one of them away."

    def read(self, line: Line, hint: str, fields: dict[str, Any]) -> None:
        """Add the value of a line to ``fields``. Raises BadValueError, with ``hint`` as the remedy for an empty line."""
        require_value(line.value, line.word, hint)
        parsed = self.parse(line)
        fields[self.field] = (*fields.get(self.field, ()), *parsed) if self.repeats else parsed


def _parse_hide(line: Line) -> tuple[Hide]:
    target, example = parse_hide(line.value)
    return (Hide(line.resolve(target), example, line.number, line.guess),)


def _write_hide(hide: Hide) -> str:
    return write_target(hide.target) if hide.example is None else f"{write_target(hide.target)} = {hide.example}"


def _parse_phone(line: Line) -> tuple[Phone]:
    word, equals, name = (part.strip() for part in line.value.partition("="))
    word = word.casefold()
    if not (equals and name):
        raise BadValueError(Message('"{value}" is not a word and a name.', value=line.value), HINTS["phone"])
    pages = ("index", "embed", "practice")  # a phone's page has its word as its name, beside these
    if not PHONE_WORD.fullmatch(word) or f".{word}" in PICTURES | RECORDINGS | SOUNDS or word in pages:
        message = "\"{word}\" can't be a phone's word."
        remedy = (
            "Take a word of at least four plain letters, perhaps with digits behind them, that is neither the name of a page "
            '({pages}) nor the ending of a file, for instance "- phone: iphone = iPhone".'
        )
        raise BadValueError(message, remedy, word=word, pages=", ".join(pages))
    return (Phone(word, name, line.number),)


def _of_targets(field: str, kind: type[Mark | Keep | Show], parts: tuple[ScriptPart, ...]) -> LineKind:
    def parse(line: Line) -> tuple[Mark | Keep | Show]:
        return (kind(line.resolve(parse_target(line.value)), line.number),)

    return LineKind(field, parse, lambda item: write_target(item.target), parts, repeats=True)


def _of_texts(field: str, parts: tuple[ScriptPart, ...], second: str) -> LineKind:
    write = operator.attrgetter("text")
    return LineKind(field, write=write, parts=parts, repeats=True, by_language=True, second=second)


def _of_choices(field: str, choices: dict[str, Any]) -> LineKind:
    return LineKind(field, lambda line: parse_choice(line.value, line.word, choices, HINTS[field]))


def _parse_yes(line: Line) -> bool:
    if keywords.fold_key(line.value) not in keywords.YES:
        template = '"{word}:" takes yes, not "{value}".'
        raise BadValueError(Message(template, word=line.word, value=line.value), HINTS["continues"])
    return True


def _by_value(parse: Callable[[str], Any]) -> Callable[[Line], Any]:
    return lambda line: parse(line.value)


LINE_KINDS: dict[str, LineKind] = {
    "device": LineKind("device", parts=_TOP),
    "checked": LineKind("checked", _by_value(parse_date), datetime.date.isoformat, _TOP),
    "platform": LineKind("platform", parts=_TOP),
    "phone": LineKind("phones", _parse_phone, lambda phone: f"{phone.word} = {phone.name}", _TOP, repeats=True),
    "why": _of_texts("whys", _TOP, "Take one of them away."),
    "if": _of_texts("questions", ("step",), "Write one question."),
    "": _of_texts("narration", _STEP, "Write all of it in one line."),
    "mark": _of_targets("marks", Mark, _STEP),
    "keep": _of_targets("keeps", Keep, _STEP),
    "hide": LineKind("hides", _parse_hide, _write_hide, _EVERYWHERE, repeats=True),
    "show": _of_targets("shows", Show, _EVERYWHERE),
    "also": LineKind("also", _by_value(parse_wordings), write_wording, _STEP, repeats=True),
    "sign": _of_choices("sign", keywords.SIGNS),
    "source": _of_choices("source", keywords.SOURCES),
    "continues": LineKind("continues", _parse_yes, lambda _: "yes"),
    "from": LineKind("from_seconds", _by_value(parse_seconds), write_seconds),
    "to": LineKind("to_seconds", _by_value(parse_seconds), write_seconds),
    "ok": LineKind("oks", lambda line: (line.value,), parts=("step", "tutorial"), repeats=True),
}
"""The format's word → the kind of line (``"hide"`` → ``- hide: Ana Luz = Luna``), in the order in which lines are written."""


def _collect_keys(part: ScriptPart) -> dict[str, str]:
    """Folded word → the row of `LINE_KINDS` that it means there."""
    return keywords.collect_words("lines", [name for name, kind in LINE_KINDS.items() if part in kind.parts])


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


def list_languageless(keys: Mapping[str, str]) -> list[str]:
    """The words of ``keys`` behind which no language is written: ``hide``, but not ``why``."""
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
