"""Parse the changes that the page asks for, strictly: whatever is odd in them is refused before anything is changed.

A change is the function of its name; the page's values are read as that function's arguments say.
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from annotator.edit import arrangement, changes, cover_changes, picture_changes
from annotator.edit.change import ACCEPT_LOSS, Change, moves_of
from annotator.edit.changes import ChangeError
from annotator.edit.file_moves import names_after
from annotator.edit.script_file import parse
from annotator.edit.session import Session
from annotator.edit.target_json import check_text, malformed, parse_target_row
from annotator.messages import Message
from annotator.model import TextTarget, Tutorial
from annotator.script import BadValueError, write
from annotator.script.reader import MAX_LANGUAGES
from annotator.script.values import parse_date

MAX_CHANGES = 200
"""In one request; also the most pictures that a change may name."""
FileOf = Callable[[str], str]


def _by_name(*functions: Callable[..., object]) -> dict[str, Callable[..., object]]:
    return {function.__name__.replace("_", "-"): function for function in functions}


_PLAIN: Mapping[str, Callable[..., Any]] = {
    ACCEPT_LOSS: lambda tutorial: tutorial,
    **_by_name(changes.set_title, changes.set_why, changes.set_device, changes.set_platform, changes.set_checked),
    **_by_name(changes.add_language, changes.set_action, changes.set_direction, changes.set_words),
    **_by_name(changes.set_target, changes.add_mark, changes.set_mark, changes.remove_mark),
    **_by_name(changes.set_sentence, changes.set_sentences, changes.set_question),
    **_by_name(changes.set_continues, changes.set_sign, changes.set_source),
    **_by_name(cover_changes.add_hide, cover_changes.remove_hide, cover_changes.add_show, cover_changes.remove_show),
    **_by_name(cover_changes.move_hide, cover_changes.set_hide_example),
    **_by_name(arrangement.make_aside, arrangement.make_step, arrangement.move_step),
    **_by_name(arrangement.duplicate_step, arrangement.delete_step),
}
_WITH_FILES: Mapping[str, Callable[..., Any]] = _by_name(
    picture_changes.insert_step,
    picture_changes.add_pictures,
    picture_changes.replace_picture,
    picture_changes.set_language_picture,
)
_TYPED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("set-title", "set-why", "set-device", "set-platform", "set-words"), ("step", "lang")),
    **dict.fromkeys(("set-sentence", "set-question"), ("step", "lang")),
    "move-hide": ("step",),
    "set-hide-example": ("step", "target"),
}
"""For what is typed: the arguments that tell one field from others of its kind."""


def parse_changes(rows: object, session: Session, file_of: FileOf) -> tuple[Change, ...]:
    """The changes of a request; each is meant for the tutorial as those before it leave it.

    Args:
        rows: the request's list.
        session: the tutorial. Check its revision first.
        file_of: the file name of a picture's id; it may raise KeyError.

    Raises ChangeError, with code "bad-request" for what the page never sends.
    """
    if not isinstance(rows, list) or not 0 < len(rows) <= MAX_CHANGES:
        raise malformed(Message("A request has 1 to {max_changes} changes.", max_changes=MAX_CHANGES))
    with session.lock:
        tutorial, files = session.tutorial, session.files
    found = []
    for row in rows:
        change = _parse_change(row, tutorial, files, file_of)
        changed = change.apply(tutorial)
        found.append(change)
        if len(rows) > 1:
            files = names_after(files, moves_of(change))
            # Attach the files anew, as later changes depend on them.
            tutorial = parse(write(changed), files).readable or tutorial
    return tuple(found)


def _parse_change(row: object, tutorial: Tutorial, files: frozenset[str], file_of: FileOf) -> Change:
    if not isinstance(row, dict) or not isinstance(row.get("do"), str):
        raise malformed('A change is an object with "do".')
    name = row["do"]
    fields = {key: value for key, value in row.items() if key != "do"}
    plain, with_files = _PLAIN.get(name), _WITH_FILES.get(name)
    if with_files is not None:
        return cast("Change", with_files(tutorial, files, **_read_fields(name, with_files, fields, file_of)))
    if plain is None:
        raise malformed(Message('There is no change "{name}".', name=name[:40]))
    field = ":".join(str(fields.get(key)) for key in _TYPED.get(name, ()))
    return Change(name, partial(plain, **_read_fields(name, plain, fields, file_of)), field=field)


def _read_fields(
    name: str, function: Callable[..., object], fields: Mapping[str, object], file_of: FileOf
) -> dict[str, Any]:
    """The arguments of a change, without the tutorial and its files."""
    taken = inspect.signature(function, eval_str=True).parameters
    known = {key: one for key, one in taken.items() if key not in ("tutorial", "files")}
    required = {key for key, one in known.items() if one.default is one.empty}
    if not required <= fields.keys() <= known.keys():
        values = ", ".join(known) or "no values"
        raise malformed(Message('The change "{name}" has {values}.', name=name, values=values))
    return {key: _read(key, known[key].annotation, value, file_of) for key, value in fields.items()}


def _read(name: str, kind: Any, value: object, file_of: FileOf) -> object:
    """A value as an argument of this name and type. Raises ChangeError for another type, or one that is out of range."""
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    if value is None and NoneType in kinds:
        return None
    if TextTarget in kinds:
        return parse_target_row(value)
    first = kinds[0]
    if get_origin(first) is Literal:
        return _choice(value, get_args(first))
    if name == "picture":
        return _picture(value, file_of)
    if name == "pictures":
        return _pictures(value, file_of)
    text = _READERS[get_origin(first) or first](value)
    return text or None if NoneType in kinds and text == "" else text


def _index(value: object) -> int:
    if type(value) is not int or not 0 <= value < 100_000:
        raise malformed("An index is a whole number from 0.")
    return value


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise malformed("This is true or false.")
    return value


def _text(value: object) -> str:
    return check_text(value, "text")


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MAX_LANGUAGES:
        raise malformed("Texts are an object by language.")
    return {_text(lang): _text(text) for lang, text in value.items()}


def _date(value: object) -> datetime.date:
    if value == "today":
        return _today()
    try:
        return parse_date(value if isinstance(value, str) else "")
    except BadValueError as bad:
        raise malformed("A date is written like 2026-11-24.") from bad


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


_READERS: Mapping[Any, Callable[[object], object]] = {
    int: _index,
    bool: _yes,
    str: _text,
    Mapping: _texts,
    datetime.date: _date,
}


def _picture(value: object, file_of: FileOf) -> str:
    if not isinstance(value, str):
        raise malformed("A picture is named by its id.")
    try:
        return file_of(value)
    except KeyError as error:
        raise ChangeError("There is no such picture in the folder.", "Look at the newest state.") from error


def _pictures(value: object, file_of: FileOf) -> list[str]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_CHANGES:
        raise malformed(Message("Pictures are a list of 1 to {max_changes} ids.", max_changes=MAX_CHANGES))
    return [_picture(each, file_of) for each in value]


def _choice(value: object, choices: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise malformed(Message("Choose one of {choices}.", choices=", ".join(choices)))
    return value
