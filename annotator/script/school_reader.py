"""Turn the table of a ``school.toml`` into a `School`: every key is optional, and an unknown one is a problem."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.messages import Message
from annotator.model import Colors, School
from annotator.script import school_values
from annotator.script.keywords import find_nearest
from annotator.script.problems import BadValueError, ProblemLog, suggest
from annotator.script.school_fields import FIELDS, SchoolField
from annotator.script.toml_lines import find_value

KEY_FAULT = "{key}: {message}"
"""The template of a problem with a value: its key, then the fault."""
_MOVE_UP = 'Move this line up, above the first line in brackets, such as "[help]".'


@dataclass(frozen=True)
class SchoolReader:
    """Turns the table of one ``school.toml`` into a School.

    With the table ``{"help": {"person": "Rosa"}}`` and the lines ``{("help",): 3, ("help", "person"): 4}``, ``read()`` returns
    ``School(person="Rosa", …)``.

    Attributes:
        table: the keys and tables of the file. It may be changed.
        lines: the line number of each key and table, by its path.
        folder: the folder that paths in the file are relative to.
        engines: the names that ``[voices]`` may have before a colon, but for the engine that no school may name.
        log: the receiver of the problems.
        labels: the names of keys in messages, by their paths, for keys that aren't called there as in the file.
    """

    table: dict[str, Any]
    lines: Mapping[tuple[str, ...], int]
    folder: Path
    engines: Sequence[str]
    log: ProblemLog
    labels: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def read(self) -> School:
        """The School; a key with a problem has its default."""
        self._report_unknown_keys(self.table, (), list(dict.fromkeys(row.key[0] for row in FIELDS)))
        for name in ("help", "colors"):
            known = [row.key[1] for row in FIELDS if row.key[0] == name]
            self._report_unknown_keys(self._get_table(name), (name,), known)
        attributes: dict[str, Any] = {}
        for row in FIELDS:
            value = self._parse_table(row) if row.by_language else self._parse_key(row)
            if value is not None:
                attributes[row.attribute] = value
        colors = Colors(**{name: attributes.pop(name) for name in ("main", "accent", "mark") if name in attributes})
        lines = tuple((".".join(path), line) for path, line in self.lines.items())
        return School(**attributes, colors=colors, lines=lines)

    def _find_line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it; 0 if there is none."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0

    def _report_unknown_keys(self, table: Mapping[str, Any], path: tuple[str, ...], known: Sequence[str]) -> None:
        for key in table:
            if key in known:
                continue
            near = find_nearest(key, known)
            keys = Message("A school has {known}.", known=", ".join(known))
            if path:
                keys = Message("[{table}] has {known}.", table=path[0], known=", ".join(known))
            message = Message('"{key}" is not a key here.', key=key)
            remedy = _find_table(key, path) or suggest(near, keys)
            self.log.add_problem(self._find_line((*path, key)), message, remedy)

    def _get_table(self, name: str) -> dict[str, Any]:
        """The table ``[name]``; an empty one if it is missing or isn't a table, which is reported."""
        value = self.table.get(name, {})
        if isinstance(value, dict):
            return value
        message = '"{name}" has no value of its own.'
        remedy = "Write [{name}] on a line, and its keys below."
        self.log.add_problem(self._find_line((name,)), message, remedy, name=name)
        self.table[name] = {}  # so that it is reported once
        return {}

    def _parse_key(self, row: SchoolField) -> Any:
        """The parsed value of a key; None for one that is missing or can't be parsed."""
        value = find_value(self.table, row.key)
        return None if value is None else self._parse(row, row.key, value)

    def _parse(self, row: SchoolField, path: tuple[str, ...], value: Any) -> Any:
        """A parsed value of a field, or None for one that can't be parsed, which goes to the log."""
        context: dict[str, tuple[Any, ...]] = {"": (), "folder": (self.folder,), "engines": (self.engines,)}
        return self._parse_or_report(path, row.parse, value, *context[row.needs])

    def _parse_or_report(self, path: tuple[str, ...], parse: Callable[..., Any], *arguments: Any) -> Any:
        """What ``parse`` returns, or None if it refuses the value, which is reported at the line of ``path``."""
        try:
            return parse(*arguments)
        except BadValueError as bad:
            message = Message(KEY_FAULT, key=self.labels.get(path, ".".join(path)), message=bad.message)
            self.log.add_problem(self._find_line(path), message, bad.remedy)
            return None

    def _parse_table(self, row: SchoolField) -> tuple[tuple[str, Any], ...]:
        """A table whose keys are language tags, as pairs of a tag and a parsed value."""
        pairs: list[tuple[str, Any]] = []
        for key, value in self._get_table(row.key[0]).items():
            path = (*row.key, key)
            lang = self._parse_or_report(path, school_values.parse_language, key)
            parsed = self._parse(row, path, value)
            if lang is not None and parsed is not None:
                pairs.append((lang, parsed))
        return tuple(pairs)


def _find_table(key: str, path: tuple[str, ...]) -> Message | None:
    """The remedy for a key below the wrong header (``Write it below a line "[help]".``); None if no header is right."""
    for row in FIELDS:
        if row.key[-1] == key and row.key[:-1] != path:
            template = 'Write it below a line "[{table}]".'
            return Message(template, table=row.key[0]) if row.key[:-1] else Message(_MOVE_UP)
    return None
