"""Convert dataclasses to JSON and back, by the types of their fields.

Fields that comparisons ignore, and files that are found by their names, are left out.
"""

import contextlib
import datetime
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from annotator.edit.errors import BadFieldError
from annotator.model import ACTIONS, Action, Box, LangFile, PhoneFiles, Said

TEXTS = tuple[Said, ...]
_FOUND_BY_NAME = (tuple[LangFile, ...], tuple[PhoneFiles, ...])
_MAX_FLOAT = 1e9
"""Upper limit of a float's magnitude; the comparison also refuses ``NaN``, which Python's JSON accepts."""


def to_json(value: Any, kind: Any) -> Any:
    """A value of a type as plain JSON: ``[24, 96, 48, 48]`` for a box, ``{"es": "Toque Unirse."}`` for texts by language."""
    if kind == TEXTS:
        return {said.lang: said.text for said in value}
    if isinstance(value, Box):
        return value.numbers
    if isinstance(value, tuple):
        return [to_json(item, get_args(kind)[0]) for item in value]
    if is_dataclass(value):
        value_class: Any = type(value)
        row = {name: to_json(getattr(value, name), field) for name, field in fields_of(value_class).items()}
        return row if len(classes_of(kind)) == 1 else {"kind": kind_of(value_class), **row}
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_json(row: object, kind: Any) -> Any:
    """The value of a type whose JSON is ``row``, but for the fields that `to_json` leaves out. Boxes and mappings can't be read.

    Raises BadFieldError for a wrong type or value, and for members that are unknown or missing.
    """
    if kind == TEXTS:
        return tuple(Said(_read_plain(lang, str), _read_plain(text, str)) for lang, text in _members(row).items())
    if get_origin(kind) is tuple:
        if not isinstance(row, list):
            raise BadFieldError(row)
        return tuple(from_json(item, get_args(kind)[0]) for item in row)
    if row is None and NoneType in choices_of(kind):
        return None
    if classes := classes_of(kind):
        return _read_object(_members(row), classes)
    return _read_plain(row, kind)


@cache
def fields_of(kind: type) -> Mapping[str, Any]:
    """The fields of a dataclass that are in its JSON, and their types."""
    hints = get_type_hints(kind)
    names = (field.name for field in fields(kind) if field.compare)
    return {name: hints[name] for name in names if hints[name] not in _FOUND_BY_NAME}


def choices_of(kind: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def classes_of(kind: Any) -> dict[str, Any]:
    """The dataclasses that a type allows, by their ``kind``."""
    return {kind_of(choice): choice for choice in choices_of(kind) if is_dataclass(choice)}


def kind_of(kind: Any) -> str:
    """The JSON tag that distinguishes a class from the others of its union: ``text`` for ``TextTarget``."""
    return str(kind.__name__).removesuffix("Target").lower()


def _read_object(members: Mapping[str, object], classes: Mapping[str, Any]) -> Any:
    """An instance of one of ``classes``; if there are several, the member ``kind`` names the one."""
    members = dict(members)
    name = next(iter(classes)) if len(classes) == 1 else members.pop("kind", None)
    if not isinstance(name, str) or name not in classes:
        raise BadFieldError(name)
    known = fields_of(classes[name])
    if members.keys() != known.keys():
        raise BadFieldError(", ".join(sorted(members.keys() ^ known.keys())))
    instance = classes[name](**{field: from_json(value, known[field]) for field, value in members.items()})
    if isinstance(instance, Action) and instance.kind not in ACTIONS:
        raise BadFieldError(instance.kind)
    return instance


def _read_plain(row: object, kind: Any) -> Any:
    """A text, number, truth value or date of one of the types that ``kind`` allows. Raises BadFieldError."""
    for choice in choices_of(kind):
        if get_origin(choice) is Literal:
            if isinstance(row, str) and row in get_args(choice):
                return row
        elif choice is float:
            if isinstance(row, int | float) and not isinstance(row, bool) and abs(row) < _MAX_FLOAT:
                return float(row)
        elif choice is datetime.date:
            with contextlib.suppress(ValueError):
                return datetime.date.fromisoformat(row if isinstance(row, str) else "")
        elif type(row) is choice:
            return row
    raise BadFieldError(row)


def _members(row: object) -> Mapping[str, object]:
    """The members of a JSON object. Raises BadFieldError for anything else."""
    if not isinstance(row, dict):
        raise BadFieldError(row)
    return row
