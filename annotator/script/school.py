"""``school.toml`` → School: every key is optional, an unknown one is a problem."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from annotator.model import Colors, Problem, School, VoiceChoice
from annotator.script.files import PICTURES, suffix
from annotator.script.folder import decode
from annotator.script.languages import language, meant
from annotator.script.log import Log
from annotator.script.target import BadValueError
from annotator.script.toml_lines import error_line, key_lines
from annotator.script.words import nearest, quoted

SCHOOL = "school.toml"
LEVELS_UP = 3
"""So many folders above a tutorial are searched for ``school.toml``."""
ENGINES = ("auto", "kokoro", "pico", "gtts", "espeak")
"""The engines that ``[voices]`` and ``--voice`` may name."""

T = TypeVar("T")
_TABLES: dict[str, tuple[str, ...]] = {
    "help": ("person", "languages", "photo"),
    "colors": ("main", "accent", "mark"),
}
_KEYS = (
    "name",
    "logo",
    "phone",
    "website",
    "languages",
    "names",
    "pointer",
    "paper",
    "memo-clean",
    *_TABLES,
    "language-names",
    "voices",
    "lexicon",
)


def find_school(folder: Path) -> tuple[School, tuple[Problem, ...], Path | None]:
    """The school of a tutorial's folder: the nearest ``school.toml`` in it or up to three folders above.

    Without one, or where it has problems, the School is that of the defaults; the path says which file was read.
    """
    try:
        start = folder.resolve()
        start.stat()
    except (OSError, RuntimeError):  # no folder, or links in a circle: whoever reads the folder says so
        return School(), (), None
    for place in (start, *list(start.parents)[:LEVELS_UP]):
        path = place / SCHOOL
        try:
            if not path.is_file():
                continue
            text = decode(path.read_bytes())
        except BadValueError as bad:
            return School(), (Problem(SCHOOL, 0, bad.message, bad.remedy),), path
        except OSError as error:
            message = f"It cannot be read: {error.strerror or error}."
            return School(), (Problem(SCHOOL, 0, message, "Ask for the right to read it, or move it away."),), path
        school, problems = read_school(text, SCHOOL, place)
        return school or School(), problems, path
    return School(), (), None


def read_school(text: str, file: str, folder: Path) -> tuple[School | None, tuple[Problem, ...]]:
    """Read ``school.toml``; ``folder`` is where its paths begin. Every problem at once; with any there is no School."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = Log(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = error_line(error, text)
        log.problem(line, *_syntax(str(error), text.split("\n")[line - 1]))
        return None, log.problems()
    school = _SchoolReader(table, key_lines(text), folder, log).read()
    return (None if log.bad else school), log.problems()


def _syntax(error: str, line: str) -> tuple[str, str]:
    if "overwrite" in error or "twice" in error or "redefine" in error or "already" in error:
        return "This stands twice.", "Take one of the two away."
    if "\\" in line:
        return "This line has a \\, which has a meaning of its own here.", "Write / in its place, also on Windows."
    return (
        "This line cannot be read.",
        'Write it like name = "Escuela Los Robles", with straight quotes around the text.',
    )


class _SchoolReader:
    def __init__(self, table: dict[str, Any], lines: Mapping[tuple[str, ...], int], folder: Path, log: Log) -> None:
        self._table = table
        self._lines = lines
        self._folder = folder
        self._log = log

    def read(self) -> School:
        self._unknown(self._table, (), _KEYS)
        for name, keys in _TABLES.items():
            self._unknown(self._sub(name), (name,), keys)
        colors = Colors()
        return School(
            name=self._get(("name",), _text, ""),
            logo=self._get(("logo",), self._picture, None),
            phone=self._get(("phone",), _text, ""),
            website=self._get(("website",), _website, ""),
            languages=self._get(("languages",), _languages, ()),
            names=self._get(("names",), self._names, ()),
            pointer=self._get(("pointer",), _pointer, "arrow"),
            paper=self._get(("paper",), _paper, "letter"),
            memo_clean=self._get(("memo-clean",), _yes_or_no, True),
            person=self._get(("help", "person"), _text, ""),
            person_languages=self._get(("help", "languages"), _languages, ()),
            photo=self._get(("help", "photo"), self._picture, None),
            language_names=self._by_language("language-names", _text),
            colors=Colors(
                main=self._get(("colors", "main"), _color, colors.main),
                accent=self._get(("colors", "accent"), _color, colors.accent),
                mark=self._get(("colors", "mark"), _color, colors.mark),
            ),
            voices=self._by_language("voices", _voice),
            lexicons=self._by_language("lexicon", _lexicon),
        )

    def _line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 0)

    def _unknown(self, table: Mapping[str, Any], path: tuple[str, ...], known: tuple[str, ...]) -> None:
        for key in table:
            if key in known:
                continue
            near = nearest(key, known)
            where = f"[{path[0]}] has" if path else "A school has"
            self._log.problem(
                self._line((*path, key)),
                f'"{key}" is not a key here.',
                f'Did you mean "{near}"?' if near else f"{where} {', '.join(known)}.",
            )

    def _sub(self, name: str) -> dict[str, Any]:
        value = self._table.get(name, {})
        if isinstance(value, dict):
            return value
        self._log.problem(
            self._line((name,)),
            f'"{name}" is not a value but a part.',
            f"Write [{name}] on a line, and its keys below.",
        )
        self._table[name] = {}
        return {}

    def _get(self, path: tuple[str, ...], parse: Callable[[Any], T], default: T) -> T:
        """The value at ``path`` as ``parse`` gives it, or the default; what it can't read goes to the log."""
        value: Any = self._table
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            return default
        try:
            return parse(value)
        except BadValueError as bad:
            self._log.problem(self._line(path), f"{'.'.join(path)}: {bad.message}", bad.remedy)
            return default

    def _by_language(self, name: str, parse: Callable[[Any], T]) -> tuple[tuple[str, T], ...]:
        found: list[tuple[str, T]] = []
        for key in self._sub(name):
            lang = self._get((name, key), lambda _, key=key: _language(key), None)  # type: ignore[misc]
            value = self._get((name, key), parse, None)
            if lang is not None and value is not None:
                found.append((lang, value))
        return tuple(found)

    def _path(self, value: Any) -> Path:
        text = _text(value)
        for spelling in (text, text.replace("\\", "/")):
            path = (self._folder / spelling).resolve()
            if path.is_file():
                return path
        raise BadValueError(
            f'there is no file "{text}".', f"Put it into the folder {self._folder}, or correct its name."
        )

    def _picture(self, value: Any) -> Path | None:
        path = self._path(value)
        if suffix(path.name) not in PICTURES:
            raise BadValueError(f'"{path.name}" is not a picture.', "Take one that ends in .png, .jpg, .webp or .heic.")
        return path

    def _names(self, value: Any) -> tuple[str, ...]:
        path = self._path(value)
        try:
            text = decode(path.read_bytes())
        except BadValueError as bad:
            raise BadValueError(f'"{path.name}": {bad.message}', bad.remedy) from bad
        except OSError as error:
            raise BadValueError(
                f'"{path.name}" cannot be read: {error.strerror or error}.', "Ask for the right to."
            ) from error
        names = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if not names:
            raise BadValueError(f'"{path.name}" is empty.', "Write one name a line, or take this line away.")
        return names


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("this is not a text.", 'Put it in quotes, for instance "410-555-0100".')
    if not value.strip():
        raise BadValueError("this is empty.", "Write something between the quotes, or take the line away.")
    return value.strip()


def _website(value: Any) -> str:
    text = _text(value)
    if not re.match(r"https?://[^\s/.]+\.\S+", text):
        raise BadValueError(f'"{text}" is not a web address.', 'Write it whole, as in "https://losrobles.example.org".')
    return text


def _language(value: Any) -> str:
    text = _text(value)
    tag = language(text)
    if tag is None:
        other = meant(text)
        remedy = f'Did you mean "{other}"?' if other else 'Write it like "es", "en" or "mix".'
        raise BadValueError(f'"{text}" is not how a language is written.', remedy)
    return tag


def _languages(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadValueError("this is not a list.", 'Write it like ["es", "en"].')
    return tuple(dict.fromkeys(_language(item) for item in value))


def _choice(value: Any, choices: tuple[str, ...]) -> str:
    text = _text(value)
    if text in choices:
        return text
    near = nearest(text, choices)
    remedy = f'Did you mean "{near}"?' if near else f"Write {quoted(choices)}."
    raise BadValueError(f'"{text}" is not possible.', remedy)


def _pointer(value: Any) -> Literal["arrow", "hand"]:
    return "hand" if _choice(value, ("arrow", "hand")) == "hand" else "arrow"


def _paper(value: Any) -> Literal["letter", "a4"]:
    return "a4" if _choice(value, ("letter", "a4")) == "a4" else "letter"


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("this is neither yes nor no.", "Write true or false, without quotes.")
    return value


def _color(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise BadValueError(f'"{text}" is not a colour.', 'Write # and six digits or letters a to f, as in "#0B4F6C".')
    return text.upper()


def parse_voice(text: str) -> VoiceChoice:
    """The choice of ``engine`` or ``engine:voice``. Raises BadValueError for an engine that doesn't exist."""
    engine, colon, voice = text.strip().partition(":")
    if engine not in ENGINES:
        near = nearest(engine, ENGINES)
        remedy = f'Did you mean "{near}"?' if near else f"Write {quoted(ENGINES)}."
        raise BadValueError(f'there is no voice engine "{engine}".', remedy)
    if colon and not voice.strip():
        raise BadValueError(f'after "{engine}:" the voice is missing.', f'Write "{engine}" alone, or "{engine}:VOICE".')
    return VoiceChoice(engine, voice.strip() or None)


def _voice(value: Any) -> VoiceChoice:
    if not isinstance(value, dict):
        return parse_voice(_text(value))
    extra = next((key for key in value if key not in ("voice", "speed")), None)
    if extra is not None or "voice" not in value:
        raise BadValueError(
            f'"{extra}" is not a key here.' if extra is not None else "the voice is missing.",
            'Write it like { voice = "kokoro:ef_dora", speed = 0.9 }.',
        )
    choice, speed = parse_voice(_text(value["voice"])), value.get("speed")
    if speed is None:
        return choice
    if isinstance(speed, bool) or not isinstance(speed, (int, float)) or not 0.5 <= speed <= 2:
        raise BadValueError(
            "the speed is not possible.", "Write a number from 0.5 (slow) to 2 (fast); 1 is the voice's own."
        )
    return VoiceChoice(choice.engine, choice.voice, float(speed))


def _lexicon(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise BadValueError("this is not a list of words.", 'Write [lexicon.es] on a line, and below Zoom = "Sum".')
    for word, spelt in value.items():
        if not isinstance(spelt, str) or not spelt.strip():
            raise BadValueError(f'"{word}" says nothing.', f'Write how it sounds, as in {word} = "Sum".')
    return tuple((word, spelt.strip()) for word, spelt in value.items())
