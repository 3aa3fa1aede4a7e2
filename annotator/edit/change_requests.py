"""Parse the changes that the page asks for, strictly: whatever is odd in them is refused before anything is changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast, get_args

from annotator.edit import arrangement, changes, cover_changes, picture_changes
from annotator.edit.change import ACCEPT_LOSS, Change, moves_of
from annotator.edit.changes import ChangeError
from annotator.edit.file_moves import names_after
from annotator.edit.script_file import parse
from annotator.edit.session import Session
from annotator.edit.target_json import check_text, parse_target_row
from annotator.messages import Message
from annotator.model import ACTIONS, Direction, Sign, Source, Tutorial
from annotator.script import BadValueError, write
from annotator.script.reader import MAX_LANGUAGES
from annotator.script.values import GAP, parse_date

MAX_CHANGES = 200
"""In one request; also the most pictures that a change may name."""


def parse_changes(
    rows: object,
    session: Session,
    file_of: Callable[[str], str],
    today: Callable[[], datetime.date] = lambda: datetime.datetime.now().astimezone().date(),
) -> tuple[Change, ...]:
    """The changes of a request; each is meant for the tutorial as those before it leave it.

    Args:
        rows: the request's list.
        session: the tutorial. Check its revision first.
        file_of: the file name of a picture's id; it may raise KeyError.
        today: the day for ``set-checked`` "today".

    Raises ChangeError, with code "bad-request" for what the page never sends.
    """
    if not isinstance(rows, list) or not 0 < len(rows) <= MAX_CHANGES:
        raise _malformed(Message("A request has 1 to {max_changes} changes.", max_changes=MAX_CHANGES))
    with session.lock:
        tutorial, files = session.tutorial, session.files
    found = []
    for row in rows:
        change = _parse_change(row, tutorial, files, _Values(file_of, today))
        found.append(change)
        if len(rows) > 1:
            files = names_after(files, moves_of(change))
            # Attach the files anew, as later changes depend on them.
            tutorial = parse(write(change.apply(tutorial)), files).readable or tutorial
    return tuple(found)


def _parse_change(row: object, tutorial: Tutorial, files: frozenset[str], values: _Values) -> Change:
    if not isinstance(row, dict) or not isinstance(row.get("do"), str):
        raise _malformed('A change is an object with "do".')
    name = row["do"]
    fields = {key: value for key, value in row.items() if key != "do"}
    if name == ACCEPT_LOSS:
        _require_fields(name, fields, {}, frozenset())
        return Change(name, lambda now: now)
    plain, with_files = _PLAIN.get(name), _WITH_FILES.get(name)
    if plain is not None:
        _require_fields(name, fields, plain.fields, frozenset())
        arguments = {key: parse(values, fields[key]) for key, parse in plain.fields.items()}
        change = Change(name, partial(plain.function, **arguments), field=_typing_field(plain, fields))
        change.apply(tutorial)
        return change
    if with_files is not None:
        _require_fields(name, fields, with_files.fields, with_files.optional)
        arguments = {key: parse(values, fields[key]) for key, parse in with_files.fields.items() if key in fields}
        change = cast("Change", with_files.function(tutorial, files, **arguments))
        change.apply(tutorial)
        return change
    raise _malformed(Message('There is no change "{name}".', name=name[:40]))


class _Values:
    """Parsers of the values of fields. Each raises ChangeError for another type, or a value that is out of range."""

    def __init__(self, file_of: Callable[[str], str], today: Callable[[], datetime.date]) -> None:
        self._file_of = file_of
        self._today = today

    def index(self, value: object) -> int:
        if type(value) is not int or not 0 <= value < 100_000:
            raise _malformed("An index is a whole number from 0.")
        return value

    def maybe_index(self, value: object) -> int | None:
        return None if value is None else self.index(value)

    def yes(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise _malformed("This is true or false.")
        return value

    def text(self, value: object) -> str:
        return check_text(value, "text")

    def texts(self, value: object) -> dict[str, str]:
        if not isinstance(value, dict) or len(value) > MAX_LANGUAGES:
            raise _malformed("Texts are an object by language.")
        return {self.text(lang): self.text(text) for lang, text in value.items()}

    def question(self, value: object) -> str:
        text = self.text(value)
        if GAP in text:
            raise ChangeError("A question can't have a gap ({gap}).", "Write the words that belong there.", gap=GAP)
        return text

    def questions(self, value: object) -> dict[str, str]:
        return {lang: self.question(text) for lang, text in self.texts(value).items()}

    def date(self, value: object) -> datetime.date | None:
        if value is None:
            return None
        if value == "today":
            return self._today()
        try:
            return parse_date(value if isinstance(value, str) else "")
        except BadValueError as bad:
            raise _malformed("A date is written like 2026-11-24.") from bad

    def target(self, value: object) -> object:
        return parse_target_row(value)

    def maybe_target(self, value: object) -> object:
        return None if value is None else parse_target_row(value)

    def example(self, value: object) -> str | None:
        return None if value is None else self.text(value) or None

    def kind(self, value: object) -> str:
        return _choice(value, tuple(ACTIONS))

    def direction(self, value: object) -> str:
        return _choice(value, get_args(Direction))

    def maybe_sign(self, value: object) -> str | None:
        return None if value is None else _choice(value, get_args(Sign))

    def maybe_source(self, value: object) -> str | None:
        return None if value is None else _choice(value, get_args(Source))

    def picture(self, value: object) -> str:
        if not isinstance(value, str):
            raise _malformed("A picture is named by its id.")
        try:
            return self._file_of(value)
        except KeyError as error:
            raise ChangeError("There is no such picture in the folder.", "Look at the newest state.") from error

    def maybe_picture(self, value: object) -> str | None:
        return None if value is None else self.picture(value)

    def pictures(self, value: object) -> list[str]:
        if not isinstance(value, list) or not 0 < len(value) <= MAX_CHANGES:
            raise _malformed(Message("Pictures are a list of 1 to {max_changes} ids.", max_changes=MAX_CHANGES))
        return [self.picture(each) for each in value]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of change: the function that makes it, and the parser of each of its arguments."""

    function: Callable[..., Any]
    fields: Mapping[str, Callable[[_Values, object], Any]]
    optional: frozenset[str] = frozenset()
    typed: tuple[str, ...] = ()
    """For what is typed: the arguments that tell one field from others of its kind."""


_V = _Values
_TYPED = ("step", "lang")
_STEP = {"step": _V.index}
_COVER = {"step": _V.maybe_index, "target": _V.target}
_PLAIN: Mapping[str, _Kind] = {
    "set-title": _Kind(changes.set_title, {"lang": _V.text, "text": _V.text}, typed=_TYPED),
    "set-why": _Kind(changes.set_why, {"lang": _V.text, "text": _V.text}, typed=_TYPED),
    "set-device": _Kind(changes.set_device, {"text": _V.text}, typed=_TYPED),
    "set-platform": _Kind(changes.set_platform, {"text": _V.text}, typed=_TYPED),
    "set-checked": _Kind(changes.set_checked, {"date": _V.date}),
    "add-language": _Kind(changes.add_language, {"lang": _V.text}),
    "set-action": _Kind(changes.set_action, {**_STEP, "kind": _V.kind}),
    "set-direction": _Kind(changes.set_direction, {**_STEP, "direction": _V.direction}),
    "set-words": _Kind(changes.set_words, {**_STEP, "words": _V.text}, typed=_TYPED),
    "set-target": _Kind(changes.set_target, {**_STEP, "target": _V.maybe_target}),
    "add-mark": _Kind(changes.add_mark, {**_STEP, "target": _V.target}),
    "set-mark": _Kind(changes.set_mark, {**_STEP, "mark": _V.index, "target": _V.target}),
    "remove-mark": _Kind(changes.remove_mark, {**_STEP, "mark": _V.index}),
    "set-sentence": _Kind(changes.set_sentence, {**_STEP, "lang": _V.text, "text": _V.text}, typed=_TYPED),
    "set-sentences": _Kind(changes.set_sentences, {**_STEP, "texts": _V.texts}),
    "set-question": _Kind(changes.set_question, {**_STEP, "lang": _V.text, "text": _V.question}, typed=_TYPED),
    "set-continues": _Kind(changes.set_continues, {**_STEP, "yes": _V.yes}),
    "set-sign": _Kind(changes.set_sign, {**_STEP, "sign": _V.maybe_sign}),
    "set-source": _Kind(changes.set_source, {**_STEP, "source": _V.maybe_source}),
    "add-hide": _Kind(cover_changes.add_hide, {**_COVER, "example": _V.example}),
    "add-show": _Kind(cover_changes.add_show, _COVER),
    "remove-hide": _Kind(cover_changes.remove_hide, _COVER),
    "remove-show": _Kind(cover_changes.remove_show, _COVER),
    "move-hide": _Kind(cover_changes.move_hide, {**_COVER, "to": _V.target}, typed=("step",)),
    "set-hide-example": _Kind(
        cover_changes.set_hide_example, {**_COVER, "example": _V.example}, typed=("step", "target")
    ),
    "make-aside": _Kind(arrangement.make_aside, {**_STEP, "questions": _V.questions}),
    "make-step": _Kind(arrangement.make_step, _STEP),
    "move-step": _Kind(arrangement.move_step, {**_STEP, "to": _V.index}),
    "duplicate-step": _Kind(arrangement.duplicate_step, _STEP),
    "delete-step": _Kind(arrangement.delete_step, _STEP),
}
_WITH_FILES: Mapping[str, _Kind] = {
    "insert-step": _Kind(picture_changes.insert_step, {"at": _V.index, "picture": _V.maybe_picture}),
    "add-pictures": _Kind(
        picture_changes.add_pictures, {"pictures": _V.pictures, "at": _V.maybe_index}, frozenset({"at"})
    ),
    "replace-picture": _Kind(
        picture_changes.replace_picture,
        {**_STEP, "picture": _V.picture, "keep_files": _V.yes},
        frozenset({"keep_files"}),
    ),
    "set-language-picture": _Kind(
        picture_changes.set_language_picture, {**_STEP, "lang": _V.text, "picture": _V.maybe_picture}
    ),
}


def _require_fields(
    name: str, fields: Mapping[str, object], known: Mapping[str, object], optional: frozenset[str]
) -> None:
    if not known.keys() - optional <= fields.keys() <= known.keys():
        raise _malformed(
            Message('The change "{name}" has {values}.', name=name, values=", ".join(known) or "no values")
        )


def _typing_field(kind: _Kind, fields: Mapping[str, object]) -> str:
    """What distinguishes the field that is typed in from others of its kind; "" for what isn't typed."""
    return ":".join(str(fields.get(name)) for name in kind.typed)


def _choice(value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise _malformed(Message("Choose one of {choices}.", choices=", ".join(choices)))
    return value


def _malformed(message: str) -> ChangeError:
    return ChangeError(message, code="bad-request")
