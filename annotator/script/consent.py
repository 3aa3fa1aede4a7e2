"""Read, write and check ``consent.toml``: whose voice or face each file has, where it may be used, and until when."""

from __future__ import annotations

import datetime
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from annotator.model import Problem, School, Tutorial
from annotator.script.folder import read_text
from annotator.script.keywords import nearest, quoted
from annotator.script.problem_log import ProblemLog
from annotator.script.target import BadValueError
from annotator.script.toml_lines import find_error_line, find_key_lines
from annotator.script.values import parse_date

CONSENT = "consent.toml"
Use = Literal["chat", "website"]
USES: tuple[Use, ...] = ("chat", "website")
_KEYS = ("who", "use", "until")
_EXAMPLE = 'three lines: who = "a label", use = ["chat"] and until = 2027-06-30'
_HEADING = "# Who gave each voice and face, where it may be used (chat, website), and until when.\n"
_HEADER = re.compile(r"[ \t]*\[")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's consent for one file. ``until`` is the last day."""

    file: str
    who: str
    uses: tuple[Use, ...]
    until: datetime.date
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Consents:
    """All consents for the files of a tutorial."""

    entries: tuple[Consent, ...] = ()

    def of(self, file: str) -> Consent | None:
        """The consent for a file name, or None."""
        name = unicodedata.normalize("NFC", file)
        return next((entry for entry in self.entries if unicodedata.normalize("NFC", entry.file) == name), None)

    def allowed(self, file: str, use: Use, today: datetime.date) -> bool:
        """Whether a memo, greeting or photo may be used for ``use`` today; not without a consent."""
        consent = self.of(file)
        return consent is not None and use in consent.uses and today <= consent.until


def find_consents(folder: Path, school_file: Path | None = None) -> tuple[Consents, tuple[Problem, ...]]:
    """The consents of a tutorial's folder, then those beside ``school.toml``, where the photo is."""
    places = dict.fromkeys([folder.resolve(), *([school_file.resolve().parent] if school_file else [])])
    entries: list[Consent] = []
    problems: list[Problem] = []
    for place in places:
        path = place / CONSENT
        if not os.path.lexists(path):
            continue
        name = CONSENT if place == folder.resolve() else f"{place.name}/{CONSENT}"
        try:
            read, wrong = read_consents(read_text(path), name)
        except BadValueError as bad:
            problems.append(Problem(name, 0, bad.message, bad.remedy))
            continue
        entries += read.entries
        problems += wrong
    return Consents(tuple(entries)), tuple(problems)


def read_consents(text: str, file: str = CONSENT) -> tuple[Consents, tuple[Problem, ...]]:
    """Parse ``consent.toml``: the valid entries, and every problem. An entry with a problem allows nothing."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = ProblemLog(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        log.problem(
            find_error_line(error, text),
            "This line cannot be read, or appears twice.",
            f'Write ["03-unirse.mix.ogg"] on a line of its own, and below it {_EXAMPLE}.',
        )
        return Consents(), log.problems()
    lines = find_key_lines(text)
    entries = [_entry(name, value, lines, log) for name, value in table.items()]
    return Consents(tuple(entry for entry in entries if entry)), log.problems()


def _entry(name: str, value: Any, lines: Mapping[tuple[str, ...], int], log: ProblemLog) -> Consent | None:
    line = lines.get((name,), 0)
    if not isinstance(value, dict):
        log.problem(
            line, f'"{name}" is not a key here.', f'Write ["{name}"] if that is a file, and below it {_EXAMPLE}.'
        )
        return None
    for key in value:
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            remedy = f'Did you mean "{near}"?' if near else f"A consent has {', '.join(_KEYS)}."
            log.problem(lines.get((name, key), line), f'"{key}" is not a key here.', remedy)

    def get(key: str, parse: Callable[[Any], T]) -> T | None:
        place = lines.get((name, key), line)
        if key not in value:
            log.problem(place, f'"{name}" does not say "{key}".', f"Write {_EXAMPLE}.")
            return None
        try:
            return parse(value[key])
        except BadValueError as bad:
            log.problem(place, f"{key}: {bad.message}", bad.remedy)
            return None

    who, uses, until = get("who", _who), get("use", _uses), get("until", _until)
    return None if who is None or uses is None or until is None else Consent(name, who, uses, until, line)


def _who(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValueError("this is not a text.", 'Write a label in quotes, for instance "mother from room 12".')
    return value.strip()


def _uses(value: Any) -> tuple[Use, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise BadValueError("this is not a list.", 'Write it like ["chat", "website"].')
    for item in given:
        if item not in USES:
            near = nearest(item, USES) if isinstance(item, str) else None
            remedy = f'Did you mean "{near}"?' if near else f"Write {quoted(USES, 'and')}, or one of them."
            raise BadValueError(f'"{item}" is not a place of use.', remedy)
    return tuple(use for use in USES if use in given)


def _until(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return parse_date(value if isinstance(value, str) else str(value))


def write_consents(consents: Iterable[Consent]) -> str:
    """The text of a ``consent.toml``; the inverse of `read_consents`."""
    return _HEADING + "".join(f"\n{_block(consent)}" for consent in consents)


def _block(consent: Consent) -> str:
    uses = ", ".join(f'"{use}"' for use in consent.uses)
    return (
        f"[{_quoted(consent.file)}]\nwho = {_quoted(consent.who)}\n"
        f"use = [{uses}]\nuntil = {consent.until.isoformat()}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def add_consents(text: str, new: Iterable[Consent]) -> str:
    """``text`` with ``new`` consents, replacing older ones for the same files; people's comments stay.

    ``text`` is an empty or whole ``consent.toml`` without problems.
    """
    new = tuple(new)
    files = {consent.file for consent in new}
    kept: list[str] = []
    dropping = False
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").splitlines():
        if _HEADER.match(line):
            dropping = any(path[0] in files for path in find_key_lines(line))
        if not dropping or line.lstrip().startswith("#"):
            kept.append(line)
    old, _ = read_consents(text)
    wanted = (*(entry for entry in old.entries if entry.file not in files), *new)
    blocks = "".join(f"\n{_block(consent)}" for consent in new)
    body = "\n".join(kept).strip("\n")
    merged = f"{body}\n{blocks}" if body else _HEADING + blocks
    read, problems = read_consents(merged)
    # A file that isn't written with one header for each entry is rewritten.
    return merged if not problems and read.entries == wanted else write_consents(wanted)


def check_consents(tutorial: Tutorial, school: School, consents: Consents, today: datetime.date) -> tuple[Problem, ...]:
    """Warnings for each memo, greeting and photo without a consent, past its date, or not meant for chats."""
    log = ProblemLog(CONSENT)
    files = list(dict.fromkeys(files_needing_consent(tutorial, school)))
    missing = [file for file in files if consents.of(file) is None]
    if missing:
        log.warning(
            0,
            f"Nobody's consent is written down for {quoted(missing, 'and')}.",
            f'Ask whose voice or face it is, then write in {CONSENT}: ["{missing[0]}"] and below it {_EXAMPLE}.',
        )
    for file in files:
        consent = consents.of(file)
        if consent is None:
            continue
        if today > consent.until:
            log.warning(
                consent.line,
                f'The consent for "{file}" ended on {consent.until.isoformat()}.',
                f'Ask "{consent.who}" again and write the new date, or take the file away.',
            )
        elif "chat" not in consent.uses:
            log.warning(
                consent.line,
                f'"{file}" may not be used in chats, but videos are sent there.',
                f'Ask "{consent.who}" for that, too, or take the file away.',
            )
    return log.problems()


def files_needing_consent(tutorial: Tutorial, school: School) -> Iterator[str]:
    """The names of files with somebody's voice or face: memos, greetings, the photo."""
    for files in (tutorial.title_memos, *(step.memos for step in tutorial.steps), tutorial.end_memos):
        yield from (memo.file for memo in files)
    yield from (greeting.file for greeting in tutorial.greetings)
    if school.photo is not None:
        yield school.photo.name
