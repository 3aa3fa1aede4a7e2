"""Show ``school.toml`` as a form, and change only the keys whose field was edited, so that comments and spelling stay.

A field is a row of ``script.school_fields.FIELDS``; some have a value for each language. With the lines ::

    [voices]
    es = "kokoro:ef_dora"

`SchoolForm.show` returns ``{"es": "kokoro:ef_dora", "en": ""}`` for the field "voices". If the page sends it back with
"pico:en-US" for "en", `SchoolForm.fill` returns the key to set, ``{("voices", "en"): "pico:en-US"}``, or a problem with the
field "voices.en".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from annotator.cache import Cache
from annotator.edit.errors import BadFieldError
from annotator.edit.school import school_pictures
from annotator.edit.school.school_store import SchoolFile
from annotator.messages import fill
from annotator.model import Problem
from annotator.script import SCHOOL, BadValueError, parse_tag
from annotator.script.school_edit import Key, Value
from annotator.script.school_fields import FIELDS, SchoolField
from annotator.script.school_reader import KEY_FAULT
from annotator.script.school_values import parse_language
from annotator.voice import choose

SHOWN: Final = {field.name: field for field in FIELDS if field.kind != "file"}
"""The fields of the form, by name. A list of private names has a page of its own."""
MAX_CHARS: Final = 300
"""Maximum length of a text in the form."""
_MIN_PHONE_DIGITS: Final = 3
"""Minimum number of digits of a phone number: short ones such as 311 have three."""
_BARE_COLOR: Final = re.compile(r"[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class OfferedVoice:
    """A voice of this computer."""

    engine: str
    voice: str

    @property
    def value(self) -> str:
        """How ``school.toml`` and ``--voice`` name it."""
        return f"{self.engine}:{self.voice}"


def list_voices(lang: str, cache: Cache) -> tuple[OfferedVoice, ...]:
    """The voices of this computer that speak a language without a network, the most natural first."""
    offline = [engine for engine in choose.engines(cache) if not engine.online and engine.voices(lang)]
    installed = [engine for engine in offline if choose.is_installed(engine, lang)]
    return tuple(OfferedVoice(engine.name, voice) for engine in installed for voice in engine.voices(lang))


def in_order(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """The names of folders as the website shows them: those of ``order`` first, the others as they are."""
    ranks = {name: rank for rank, name in enumerate(order)}
    return sorted(names, key=lambda name: ranks.get(name, len(ranks)))


@dataclass
class Filled:
    """The result of a filled form: the keys to set, and the problems of the others by the name of their field (``voices.es``)."""

    keys: dict[Key, Value]
    refused: dict[str, Problem]


@dataclass(frozen=True)
class SchoolForm:
    """The form of one file.

    Attributes:
        file: the ``school.toml`` to edit.
        tutorials: the folder names of the tutorials that the form can put in order.
        languages: the language tags that the form offers.
        voices: the voices of this computer, by language.
    """

    file: SchoolFile
    tutorials: Sequence[str]
    languages: Sequence[str]
    voices: Mapping[str, Sequence[OfferedVoice]]

    def show(self, field: SchoolField) -> Any:
        """A field's value: a text, a choice, yes or no, a list of languages or folders, or by language a text or a table."""
        typed = self.file.find(field.key)
        if field.by_language:
            return {lang: self._show_in(field, lang) for lang in self.languages}
        if field.kind in ("choice", "yes"):
            return getattr(self.file.school, field.attribute)
        if field.kind == "order":
            return in_order(self.tutorials, self.file.school.order)
        if field.kind == "languages":
            texts = [item for item in typed if isinstance(item, str)] if isinstance(typed, list) else []
            return list(dict.fromkeys(filter(None, map(parse_tag, texts))))
        return typed if isinstance(typed, str) else ""

    def _show_in(self, field: SchoolField, lang: str) -> Any:
        """A field's value in one language: a table of words, the name of a voice, or a text."""
        typed = self.file.find(self.key_of(field, lang))
        if field.kind == "words":
            return dict(typed) if isinstance(typed, Mapping) else {}
        if isinstance(typed, Mapping):
            typed = typed.get("voice")
        for voice in self.voices.get(lang, ()):
            if voice.engine == typed:
                return voice.value  # an engine alone is its first voice
        return typed if isinstance(typed, str) else ""

    def key_of(self, field: SchoolField, lang: str) -> Key:
        """The key of a language in a table, as the file spells it: ``ES``."""
        rows = self.file.find(field.key)
        spellings = {parse_tag(key): key for key in reversed(rows)} if isinstance(rows, Mapping) else {}
        return (*field.key, spellings.get(lang, lang))

    def fill(self, values: Mapping[str, Any]) -> Filled:
        """The changes of the fields whose ``values`` the page sent, by their names. An emptied field removes its key.

        Raises BadFieldError for a field that the form doesn't have, and for a value that none can have.
        """
        filled = Filled({}, {})
        for name, value in values.items():
            field = SHOWN.get(name)
            if field is None:
                raise BadFieldError(name)
            shown = self.show(field)
            if type(value) is not type(shown):
                raise BadFieldError(name)
            for path, new_value in _find_changes(shown, value):
                try:
                    filled.keys |= self._set(field, path, new_value)
                except BadValueError as bad:
                    filled.refused[".".join((name, *path))] = Problem(SCHOOL, 0, bad.message, bad.remedy)
        return filled

    def _set(self, field: SchoolField, path: tuple[str, ...], value: Any) -> dict[Key, Value]:
        """The key to set for a field's value, or for that at a ``path``, as `_find_changes` yields it.

        Raises BadValueError for a value that ``school.toml`` can't have, BadFieldError for one that the page never sends.
        """
        if path:
            return self._set_in(field, path, _read_text(field, value))
        if field.kind == "yes":
            return {field.key: value}
        if field.kind == "order":
            shown = [name for name in value if name in self.show(field)]
            elsewhere = [name for name in self.file.school.order if name not in shown]
            return {field.key: [*dict.fromkeys(shown), *elsewhere]}
        if field.kind == "languages":
            return {field.key: [parse_language(tag) for tag in value] or None}
        text = _clean(field, _read_text(field, value))
        if field.kind == "picture":
            if text and text not in school_pictures.list_pictures(self.file.path.parent):
                raise BadFieldError(field.name)  # a path, or no picture of this folder
        elif text:
            field.parse(text)
        return {field.key: text or None}

    def _set_in(self, field: SchoolField, path: tuple[str, ...], text: str) -> dict[Key, Value]:
        """The key to set for a text in one language; of a word in one language, for a field of words."""
        lang = parse_language(path[0])
        key = self.key_of(field, lang)
        wanted_parts = 2 if field.kind == "words" else 1
        if len(path) != wanted_parts or len(path[-1]) > MAX_CHARS:
            raise BadFieldError(field.name)
        if field.kind == "words":
            key = (*key, path[1])
            if text:
                field.parse({path[1]: text})
        elif field.kind == "voice" and text:
            if text not in (voice.value for voice in self.voices.get(lang, ())):
                remedy = "Pick one from the list."
                raise BadValueError("There is no voice “{value}” on this computer.", remedy, value=text)
            if isinstance(self.file.find(key), Mapping):
                key = (*key, "voice")  # one that has a speed beside it keeps that
        elif text:
            field.parse(text)
        return {key: text or None}

    def problems(self) -> tuple[dict[str, Problem], tuple[Problem, ...]]:
        """The first problem of each field by its name, and all other problems of the file."""
        keys = {line: tuple(key.split(".")) for key, line in self.file.school.lines}
        by_field: dict[str, Problem] = {}
        others: list[Problem] = []
        for problem in self.file.problems:
            message, key = fill(problem.message, {}), keys.get(problem.line, ())
            while key and not (message.template == KEY_FAULT and message.parts["key"] == ".".join(key)):
                key = key[:-1]
            name = self._name_of(key)
            if name is None or name in by_field:
                others.append(problem)
            else:
                by_field[name] = replace(problem, message=str(message.parts["message"]))
        return by_field, tuple(others)

    def _name_of(self, key: Key) -> str | None:
        """The name of the field that a key is in; None if the form has none for it."""
        for name, shown in SHOWN.items():
            if key[: len(shown.key)] == shown.key:
                if not shown.by_language:
                    return name
                lang_and_word = key[len(shown.key) :]
                lang = (lang_and_word and parse_tag(lang_and_word[0])) or ""
                return ".".join((name, lang, *lang_and_word[1:])) if lang in self.languages else None
        return None


def _find_changes(old: Any, new: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The new values of a field that differ from the old ones, each with its path: none, its language, or language and word.

    A language that is missing in ``new`` stays as it is; a missing word is taken away.
    """
    if not isinstance(old, Mapping):
        if old != new:
            yield (), new
        return
    for lang, new_value in new.items():
        old_value = old.get(lang, "")
        if isinstance(new_value, Mapping):
            old_words = old_value if isinstance(old_value, Mapping) else {}
            for word in dict.fromkeys((*old_words, *new_value)):
                if old_words.get(word, "") != new_value.get(word, ""):
                    yield (lang, word), new_value.get(word, "")
        elif old_value != new_value:
            yield (lang,), new_value


def _read_text(field: SchoolField, value: Any) -> str:
    """A text that the page sent. Raises BadFieldError for any other value, and for a text that is far too long."""
    if not isinstance(value, str) or len(value) > MAX_CHARS:
        raise BadFieldError(field.name)
    return value.strip()


def _clean(field: SchoolField, text: str) -> str:
    """A typed text, as the file will have it. Raises BadValueError for a phone number with too few digits."""
    if field.kind == "color" and _BARE_COLOR.fullmatch(text):
        return f"#{text}"
    if field.kind == "phone" and text and sum(map(str.isdigit, text)) < _MIN_PHONE_DIGITS:
        raise BadValueError('"{text}" is not a phone number.', 'Write it as in "410-555-0100".', text=text)
    return text
