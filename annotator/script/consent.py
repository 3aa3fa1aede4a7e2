"""Read, write and check ``consent.toml``: who consented to the use of each recording or photo, where, and until when."""

from __future__ import annotations

import datetime
import os
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from annotator.model import Problem, School, Tutorial
from annotator.script.bad_value import BadValueError
from annotator.script.folder import read_text
from annotator.script.keywords import find_nearest, join_quoted
from annotator.script.problem_log import ProblemLog
from annotator.script.toml_lines import find_error_line, find_key_lines
from annotator.script.values import parse_date

CONSENT = "consent.toml"
Use = Literal["chat", "website"]
USES: tuple[Use, ...] = ("chat", "website")
_KEYS = ("who", "use", "until")
_EXAMPLE = 'three lines: who = "a label", use = ["chat"] and until = 2027-06-30'


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's consent to the use of one file; ``until`` is the last day. Entries that differ in ``line`` are equal.

    ``says`` is the sentence that was recorded, ``fits`` a later one for which somebody found it still right, ``picture`` the
    digest of the picture that it was recorded for; each is empty where that isn't known.
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
    """The consents for the files of a tutorial."""

    entries: tuple[Consent, ...] = ()

    def find(self, file: str) -> Consent | None:
        """The consent for a file name in any Unicode form, or None."""
        name = unicodedata.normalize("NFC", file)
        return next((entry for entry in self.entries if unicodedata.normalize("NFC", entry.file) == name), None)

    def is_allowed(self, file: str, use: Use, today: datetime.date) -> bool:
        """Whether a memo, greeting or photo may be used there today; False without a consent."""
        consent = self.find(file)
        return consent is not None and use in consent.uses and today <= consent.until


def find_consents(folder: Path, school_consents: Path | None = None) -> tuple[Consents, tuple[Problem, ...]]:
    """The consents in a tutorial's folder, then those in the school's own file (for the photo), and all problems of both."""
    files = [folder.resolve() / CONSENT]
    if school_consents is not None and school_consents.resolve() not in files:
        files.append(school_consents.resolve())
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
    """Parse ``consent.toml``: the valid entries, and every problem. An entry with a problem allows nothing."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = ProblemLog(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        log.add_problem(
            find_error_line(error, text),
            "This line cannot be read, or appears twice.",
            f'Write ["03-unirse.mix.ogg"] on a line of its own, and below it {_EXAMPLE}.',
        )
        return Consents(), log.problems()
    lines = find_key_lines(text)
    entries = [_parse_entry(name, value, lines, log) for name, value in table.items()]
    return Consents(tuple(entry for entry in entries if entry)), log.problems()


def _parse_entry(name: str, value: Any, lines: Mapping[tuple[str, ...], int], log: ProblemLog) -> Consent | None:
    line = lines.get((name,), 0)
    if not isinstance(value, dict):
        log.add_problem(
            line, f'"{name}" is not a key here.', f'Write ["{name}"] if that is a file, and below it {_EXAMPLE}.'
        )
        return None
    for key in value:
        if key not in _PARSERS:
            near = find_nearest(key, _PARSERS)
            remedy = f'Did you mean "{near}"?' if near else f"A consent has {', '.join(_KEYS)}."
            log.add_problem(lines.get((name, key), line), f'"{key}" is not a key here.', remedy)

    read: dict[str, Any] = {}
    for key, parse in _PARSERS.items():
        key_line = lines.get((name, key), line)
        try:
            if key in value:
                read[key] = parse(value[key])
            elif key in _KEYS:
                log.add_problem(key_line, f'"{name}" does not say "{key}".', f"Write {_EXAMPLE}.")
        except BadValueError as bad:
            log.add_problem(key_line, f"{key}: {bad.message}", bad.remedy)
    if not {*_KEYS, *_PARSERS.keys() & value.keys()} <= read.keys():
        return None
    return Consent(name, uses=read.pop("use"), line=line, **read)


def _parse_text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("this is not a text.", 'Write it in quotes, for instance says = "Toque Unirse.".')
    return value.strip()


def _parse_who(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValueError("this is not a text.", 'Write a label in quotes, for instance "mother from room 12".')
    return value.strip()


def _parse_uses(value: Any) -> tuple[Use, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        raise BadValueError("this is not a list.", 'Write it like ["chat", "website"].')
    for item in items:
        if item not in USES:
            near = find_nearest(item, USES) if isinstance(item, str) else None
            remedy = f'Did you mean "{near}"?' if near else f"Write {join_quoted(USES, 'and')}, or one of them."
            raise BadValueError(f'"{item}" is not a place of use.', remedy)
    return tuple(use for use in USES if use in items)


def _parse_until(value: Any) -> datetime.date:
    """The date of a TOML date, time or text."""
    return parse_date(str(value.date() if isinstance(value, datetime.datetime) else value))


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "who": _parse_who,
    "use": _parse_uses,
    "until": _parse_until,
    **dict.fromkeys(("says", "fits", "picture"), _parse_text),
}
"""The keys of an entry. Recordings may say what was said, what it may stand for, and the digest of the picture shown."""


def check_consents(tutorial: Tutorial, school: School, consents: Consents, today: datetime.date) -> tuple[Problem, ...]:
    """Warn about each memo, greeting and photo whose consent is missing, has ended, or doesn't include chats."""
    log = ProblemLog(CONSENT)
    files = list(dict.fromkeys(files_needing_consent(tutorial, school)))
    missing = [file for file in files if consents.find(file) is None]
    if missing:
        log.add_warning(
            0,
            f"No consent is recorded for {join_quoted(missing, 'and')}.",
            f'Ask whose voice or face it is, then write in {CONSENT}: ["{missing[0]}"] and below it {_EXAMPLE}.',
        )
    for file in files:
        consent = consents.find(file)
        if consent is None:  # reported above
            continue
        if today > consent.until:
            log.add_warning(
                consent.line,
                f'The consent for "{file}" ended on {consent.until.isoformat()}.',
                f'Ask "{consent.who}" again and write the new date, or take the file away.',
            )
        elif "chat" not in consent.uses:
            log.add_warning(
                consent.line,
                f'"{file}" may not be used in chats, but that is where videos are sent.',
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
