"""Read and write ``consent.toml``, the file beside the recordings that says who allowed which use of a voice or face.

An entry of ``consent.toml``::

    ["03-unirse.es.m4a"]
    who = "Rosa"
    use = ["chat", "website"]
    until = 2027-06-30
    says = "Toque Unirse."

The entry of a recording may also have the sentence and picture that it was made for, so that one that no longer fits is found.
"""

import datetime
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from annotator.messages import Message
from annotator.model import Problem
from annotator.script.files.text_files import read_text
from annotator.script.keywords import find_nearest
from annotator.script.line_values import parse_date
from annotator.script.problems import BadValueError, ProblemLog, suggest
from annotator.script.school_values import parse_choice, parse_list, parse_text
from annotator.script.toml_lines import find_error_line, find_key_lines

CONSENT = "consent.toml"
Use = Literal["chat", "website"]
USES: tuple[Use, ...] = ("chat", "website")
_KEYS = ("who", "use", "until")
"""The keys that an entry must have."""
EXAMPLE = 'three lines: who = "a label", use = ["chat"] and until = 2027-06-30'
"""The lines of an entry below its header, as remedies show them."""
_HEADING = "# Who gave each voice and face, where it may be used (chat, website), and until when.\n"
_TABLE_HEADER = re.compile(r"[ \t]*\[")


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's consent to the use of one file.

    ``Consent("03-unirse.es.m4a", "Rosa", ("chat",), datetime.date(2027, 6, 30), says="Toque Unirse.")``

    Attributes:
        file: the name of the recording or photo.
        who: the person, as staff call them.
        uses: the places where the file may be used.
        until: the last day of the consent.
        line: the line number in ``consent.toml``; not compared.
        says: the sentence that was recorded; empty if it isn't known.
        picture: the digest of the picture that it was recorded for; empty if it isn't known.
        fits: a later sentence for which somebody found the recording still right; empty for none.
    """

    file: str
    who: str
    uses: tuple[Use, ...]
    until: datetime.date
    line: int = field(default=0, compare=False)
    says: str = ""
    picture: str = ""
    fits: str = ""


@dataclass(frozen=True, slots=True)
class Consents:
    """The consents for the files of a tutorial: ``consents.is_allowed("03-unirse.es.m4a", "chat", today)``."""

    entries: tuple[Consent, ...] = ()

    def find(self, file: str) -> Consent | None:
        """The first consent for a file name in any Unicode form, or None."""
        return next((entry for entry in self.entries if _normal(entry.file) == _normal(file)), None)

    def is_allowed(self, file: str, use: Use, today: datetime.date) -> bool:
        """Whether a memo, greeting or photo may be used for ``use`` today; False without a consent."""
        consent = self.find(file)
        return consent is not None and use in consent.uses and today <= consent.until


def find_consents(folder: Path, school_consents: Path | None = None) -> tuple[Consents, tuple[Problem, ...]]:
    """The consents in a tutorial's folder, then those in the school's own file (for the photo), and all problems of both."""
    files = [folder.resolve() / CONSENT]
    if school_consents is not None and (real := Path(os.path.realpath(school_consents))) not in files:
        files.append(real)
    entries: list[Consent] = []
    problems: list[Problem] = []
    for path in files:
        if not os.path.lexists(path):
            continue
        name = CONSENT if path == files[0] else f"{path.parent.name}/{path.name}"
        try:
            consents, found_problems = read_consents(read_text(path), name)
        except BadValueError as bad:
            problems.append(Problem(name, 0, bad.message, bad.remedy))
            continue
        entries += consents.entries
        problems += found_problems
    return Consents(tuple(entries)), tuple(problems)


def read_consents(text: str, file: str = CONSENT) -> tuple[Consents, tuple[Problem, ...]]:
    """Parse ``consent.toml``: the entries, and the problems.

    An entry that lacks a key, or has a value that can't be read, is left out, and so allows nothing.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = ProblemLog(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = "This line cannot be read, or appears twice."
        remedy = 'Write ["03-unirse.mix.ogg"] on a line of its own, and below it {example}.'
        log.add_problem(find_error_line(error, text), message, remedy, example=EXAMPLE)
        return Consents(), log.problems()
    lines = find_key_lines(text)
    entries = [_parse_entry(name, value, lines, log) for name, value in table.items()]
    return Consents(tuple(entry for entry in entries if entry)), log.problems()


def write_consents(consents: Iterable[Consent]) -> str:
    """The text of a ``consent.toml``; `read_consents` reads it back."""
    return _HEADING + "".join(f"\n{_write_entry(consent)}" for consent in consents)


def add_consents(text: str, new: Iterable[Consent]) -> str:
    """``text`` with ``new`` consents, which replace older ones for the same files.

    Comments on lines of their own are kept, unless the file isn't written with one header for each entry: then all of it is
    written anew. ``text`` is empty, or a ``consent.toml`` without problems.
    """
    return _replace_entries(text, (), tuple(new))


def remove_consents(text: str, files: Iterable[str]) -> str:
    """``text``, a ``consent.toml`` without problems, without the entries of ``files``. Comments are kept as in `add_consents`."""
    return _replace_entries(text, files, ())


def _replace_entries(text: str, old_files: Iterable[str], new: Sequence[Consent]) -> str:
    """``text`` without the entries of ``old_files`` and of the files of ``new``, then ``new``."""
    files = {_normal(file) for file in (*old_files, *(consent.file for consent in new))}
    old, _ = read_consents(text)
    expected = (*(entry for entry in old.entries if _normal(entry.file) not in files), *new)
    added_text = "".join(f"\n{_write_entry(consent)}" for consent in new)
    kept_text = _remove_entries(text, files)
    merged = f"{kept_text}\n{added_text}" if kept_text else _HEADING + added_text
    read, problems = read_consents(merged)
    return merged if not problems and read.entries == expected else write_consents(expected)


def _remove_entries(text: str, files: Collection[str]) -> str:
    """``text`` without the tables of ``files``, but with the lines of comments in them."""
    kept: list[str] = []
    in_removed_table = False
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").splitlines():
        if _TABLE_HEADER.match(line):
            in_removed_table = any(_normal(path[0]) in files for path in find_key_lines(line))
        if not in_removed_table or line.lstrip().startswith("#"):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _normal(file: str) -> str:
    """A file name in the Unicode form in which names are compared."""
    return unicodedata.normalize("NFC", file)


def _write_entry(consent: Consent) -> str:
    uses = ", ".join(f'"{use}"' for use in consent.uses)
    optional = (("says", consent.says), ("fits", consent.fits), ("picture", consent.picture))
    return (
        f"[{_write_string(consent.file)}]\nwho = {_write_string(consent.who)}\n"
        f"use = [{uses}]\nuntil = {consent.until.isoformat()}\n"
        + "".join(f"{key} = {_write_string(text)}\n" for key, text in optional if text)
    )


def _write_string(text: str) -> str:
    """A TOML string. Its escapes are JSON's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _parse_entry(name: str, value: Any, lines: Mapping[tuple[str, ...], int], log: ProblemLog) -> Consent | None:
    """The consent of a table ``[name]``; None if it lacks a key or has a value that can't be read. Problems go to the log."""
    line = lines.get((name,), 0)
    if not isinstance(value, dict):
        message = '"{key}" is not a key here.'
        remedy = 'Write ["{name}"] if that is a file, and below it {example}.'
        log.add_problem(line, message, remedy, key=name, name=name, example=EXAMPLE)
        return None
    for key in value:
        if key not in _PARSERS:
            remedy = suggest(find_nearest(key, _PARSERS), Message("A consent has {keys}.", keys=", ".join(_KEYS)))
            log.add_problem(lines.get((name, key), line), Message('"{key}" is not a key here.', key=key), remedy)

    values: dict[str, Any] = {}
    for key, parse in _PARSERS.items():
        key_line = lines.get((name, key), line)
        try:
            if key in value:
                values[key] = parse(value[key])
            elif key in _KEYS:
                log.add_problem(
                    key_line, '"{name}" does not say "{key}".', "Write {example}.", name=name, key=key, example=EXAMPLE
                )
        except BadValueError as bad:
            log.add_problem(key_line, Message("{key}: {message}", key=key, message=bad.message), bad.remedy)
    if not {*_KEYS, *_PARSERS.keys() & value.keys()} <= values.keys():  # reported above
        return None
    return Consent(name, uses=values.pop("use"), line=line, **values)


def _parse_uses(value: Any) -> tuple[Use, ...]:
    """The uses in a list, or in a text with one of them, in the order of `USES`."""
    uses = parse_list(
        [value] if isinstance(value, str) else value, partial(parse_choice, choices=USES), '["chat", "website"]'
    )
    return tuple(use for use in USES if use in uses)


def _parse_until(value: Any) -> datetime.date:
    """The date of a TOML date, date-time or text."""
    return parse_date(str(value.date() if isinstance(value, datetime.datetime) else value))


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "who": parse_text,
    "use": _parse_uses,
    "until": _parse_until,
    **dict.fromkeys(("says", "fits", "picture"), parse_text),
}
"""The keys of an entry with their parsers: the three that each entry needs, and three that only recordings have."""
