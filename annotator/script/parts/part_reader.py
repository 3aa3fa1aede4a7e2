"""Read the lines of one part of a script into the fields of its value, by the table `LINE_KINDS`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from annotator.messages import Message
from annotator.model import Said, Target
from annotator.script import keywords
from annotator.script.action_lines import stands_alone
from annotator.script.blocks import ListLine
from annotator.script.language_tags import DeclaredLanguages
from annotator.script.line_kinds import HINTS, LINE_KINDS, Line, find_kind
from annotator.script.line_values import GAP, parse_sentence
from annotator.script.problems import BadValueError, ProblemLog

GUESSED = ("hide", "why", "")
"""The lines, besides actions and titles, that a question mark before the colon makes a guess."""


def split_key(item: ListLine) -> tuple[str, str]:
    """The key before the first colon, with single spaces, and the value after it. Raises BadValueError.

    The word of an action that needs no value may stand alone: ``- wait``.
    """
    key, colon, value = item.text.partition(":")
    if not colon and item.text and not stands_alone(keywords.fold_key(split_guess(key.strip())[0])):
        first, _, rest = item.text.partition(" ")
        corrected = f"- {first}: {rest}".rstrip()
        raise BadValueError(
            "This line has no colon.", 'Write one after its first word: "{corrected}".', corrected=corrected
        )
    if not key.strip():
        raise BadValueError("This line has no word before a colon.", 'Write it like "- tap: Join".')
    return " ".join(key.split()), value.strip()


def split_guess(key: str) -> tuple[str, bool]:
    """A key without the question mark behind it, and whether it has one: ``tap?`` marks a guess."""
    return (key[:-1].rstrip(), True) if key.endswith("?") else (key, False)


class PartReader(ABC):
    """Reads the lines of one part into the fields of `Tutorial`, `Step` or `Variant`. Problems go to the log.

    A line with a problem adds nothing, but for drafts: an action without what it takes, and a sentence with a gap.
    """

    _keys: ClassVar[Mapping[str, str]]
    """Folded word → its row in `LINE_KINDS`."""

    def __init__(self, languages: DeclaredLanguages, log: ProblemLog) -> None:
        self.incomplete = False
        """Whether a line couldn't be parsed; what the part seems to lack may be in that line."""
        self.kept_lines: set[int] = set()
        """The numbers of the lines whose text is in the fields, and would be written again."""
        self.first_lines: dict[str, int] = {}
        """The number of the first line of each row of `LINE_KINDS` (``"hide"``), language (``"why es"``, ``" es"``) and action
        (``"action"``). An empty line counts for the last two alone."""
        self._languages = languages
        self._log = log
        self._fields: dict[str, Any] = {}
        self._texts: dict[str, dict[str, Said]] = {}
        """The texts of each field, by language."""
        self._guess = False
        """Whether the line that is being parsed is a guess."""

    def parse_line(self, item: ListLine) -> None:
        """Parse one list line."""
        try:
            key, value = split_key(item)
            word, self._guess = split_guess(key)
            if self._parse_entry(keywords.fold_key(word), word, value, item.line):
                self.kept_lines.add(item.line)
        except BadValueError as bad:
            self.incomplete = True
            self._log.add_error(item.line, bad)

    def fields(self) -> dict[str, Any]:
        """The values of the lines, by the names of the fields (``{"platform": "Zoom"}``); texts in the order of the titles."""
        ordered = {
            field: tuple(by_language[lang] for lang in self._languages.tags if lang in by_language)
            for field, by_language in self._texts.items()
        }
        return self._fields | ordered

    def _parse_entry(self, key: str, word: str, value: str, line: int) -> bool:
        """Parse a line ``word: value``; ``key`` is ``word`` folded. Raises BadValueError.

        Returns False if its language may be that of a title which could not be read.
        """
        name = find_kind(self._keys, key)
        if name is None:
            raise self._unknown_key_error(key, word, value)
        kind = LINE_KINDS[name]
        if self._guess and name not in GUESSED:
            raise BadValueError('"{word}" can\'t be a guess.', "Take the question mark away.", word=word)
        if kind.by_language:
            lang = self._languages.find_in(word, self._keys, f"{name} ")
            if not lang:
                self.incomplete = True
                return False
            self._parse_text(name, lang, word, value, line)
            return True
        if value and kind.repeats:
            self.first_lines.setdefault(name, line)
        elif value:
            self._refuse_second(name, name, word, line)
        typed = Line(word, value, line, resolve=lambda target: self._resolve(target, word), guess=self._guess)
        kind.read(typed, HINTS[name], self._fields)
        return True

    def _parse_text(self, name: str, lang: str, word: str, value: str, line: int) -> None:
        """Parse a text in a declared language."""
        kind = LINE_KINDS[name]
        line_key = f"{name} {lang}"
        self._refuse_second(name, line_key, line_key.strip(), line)
        # A question makes its step an aside, so the gap of a draft is none.
        if value and not (name == "if" and GAP in value):
            self._texts.setdefault(kind.field, {})[lang] = Said(lang, value, line, self._guess)
            self.kept_lines.add(line)
        parse_sentence(value, Message('"{word}:"', word=word), HINTS[name])

    def _refuse_second(self, name: str, key: str, word: str, line: int) -> None:
        """Remember the line of ``key``. Raises BadValueError if an earlier line has it."""
        first = self.first_lines.setdefault(key, line)
        if first != line:
            message = 'There is already a line "{word}:" (line {first}).'
            raise BadValueError(message, LINE_KINDS[name].second, word=word, first=first)

    @abstractmethod
    def _resolve(self, target: Target, word: str) -> Target:
        """The target with the real name of its file. Raises BadValueError for one that this part of a script can't have."""

    @abstractmethod
    def _unknown_key_error(self, key: str, word: str, value: str) -> BadValueError:
        """The error for an unknown word, with what to write in its place."""
