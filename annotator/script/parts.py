"""Parse the top of a script and its steps by one set of rules, so that a keyword means the same above and below a picture.

``- hide: Ana Luz = Luna`` above the first picture becomes a `Hide` of the `Tutorial`, below a picture a `Hide` of the `Step`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from annotator.messages import Message
from annotator.model import ACTIONS, Action, Phone, Said, Step, Target, TextTarget, Variant
from annotator.script import keywords
from annotator.script.action_lines import parse_action, stands_alone
from annotator.script.blocks import ListLine, PictureLine
from annotator.script.checks.step_lines import check_step_lines
from annotator.script.files.file_resolver import FileResolver
from annotator.script.language_tags import DeclaredLanguages, guess_tag, parse_tag
from annotator.script.line_kinds import (
    FACT_KEYS,
    HINTS,
    LINE_KINDS,
    PHONE_WORD,
    STEP_KEYS,
    VARIANT_KEYS,
    Line,
    find_kind,
    list_alone,
)
from annotator.script.line_values import GAP, parse_sentence
from annotator.script.problems import BadValueError, ProblemLog, suggest

GUESSED = ("hide", "why", "")
"""The lines, besides actions and titles, that a question mark before the colon makes a guess."""

_KNOWN_KEYS = Message(
    "Use {actions}, mark, hide, show, keep, also, if es (or another language), continues, "
    "sign, source, ok or a language.",
    actions=", ".join(ACTIONS),
)

_KNOWN_FACTS = (
    "Above the first picture you may write device, checked, platform, phone, why es (or another language), "
    "hide, show and ok."
)


def split_key(item: ListLine) -> tuple[str, str]:
    """The key before the first colon and the value after it, without superfluous spaces. Raises BadValueError.

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
    """Reads the lines of one part into the fields of `Tutorial` or `Step`. Problems go to the log.

    A line with a problem adds nothing, but for drafts: an action without what it takes, and a sentence with a gap.
    """

    _keys: ClassVar[Mapping[str, str]]
    """Folded word → its row in `LINE_KINDS`."""

    def __init__(self, languages: DeclaredLanguages, log: ProblemLog) -> None:
        self.incomplete = False
        """Whether a line couldn't be parsed; what the part seems to lack may be in that line."""
        self.kept_lines: set[int] = set()
        self.first_lines: dict[str, int] = {}
        """The first line with each keyword; where there is one for each language, with a space and the language."""
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
        typed = Line(word, value, line, lambda target: self._resolve(target, word), self._guess)
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
        """The error for an unknown word, with the word to write in its place."""


class TopReader(PartReader):
    """Reads the lines above the first picture."""

    _keys = FACT_KEYS

    def _resolve(self, target: Target, word: str) -> Target:
        if isinstance(target, TextTarget) and target.occurrence is None:
            return target
        message = 'Above the first picture "{word}:" takes a text, which it looks for on every picture.'
        remedy = "Move this line below the picture that it is about, or write the text alone."
        raise BadValueError(message, remedy, word=word)

    def _unknown_key_error(self, key: str, word: str, value: str) -> BadValueError:
        lang = self._languages.find(word)
        if lang:
            message = 'A sentence in "{lang}" is above the first picture.'
            remedy = (
                'Move it below its picture, or write "- why {lang}: {value}" if it is the reason to watch the tutorial.'
            )
            return BadValueError(message, remedy, lang=lang, value=value)
        if key in keywords.ACTION_WORDS or find_kind(STEP_KEYS, key):
            return BadValueError(
                '"{word}" is above the first picture.', "Move this line below the picture of its step.", word=word
            )
        whys = [f"why {lang}" for lang in self._languages.tags]
        near = keywords.INSTEAD.get(key) or keywords.find_nearest(word, [*list_alone(FACT_KEYS), *whys])
        return BadValueError(
            Message('"{word}" is not a word for the tutorial.', word=word), suggest(near, _KNOWN_FACTS)
        )


class LineReader(PartReader):
    """Reads lines below a picture: sentences, an action, and those of ``_keys``."""

    def __init__(self, languages: DeclaredLanguages, files: FileResolver, log: ProblemLog) -> None:
        super().__init__(languages, log)
        self._files = files

    def _parse_entry(self, key: str, word: str, value: str, line: int) -> bool:
        lang = self._languages.find(word)
        if lang:
            self._parse_text("", lang, word, value, line)
        elif key in keywords.ACTION_WORDS:
            self._parse_action(key, word, value, line)
        else:
            return super()._parse_entry(key, word, value, line)
        return True

    def _parse_action(self, key: str, word: str, value: str, line: int) -> None:
        """Parse the step's action. Raises BadValueError for a second one."""
        first = self.first_lines.setdefault("action", line)
        if first != line:
            raise BadValueError(
                "A step has one action, and this one has it already (line {first}).",
                "Make a step of its own for this line: the same picture may be used twice. To mark a second place, write mark:.",
                first=first,
            )
        if not (value or stands_alone(key)):  # a problem, but an editor must be able to keep ``- tap:``
            self._fields["action"] = Action(keywords.ACTION_WORDS[key], line=line, guess=self._guess)
            self.kept_lines.add(line)
        action = parse_action(key, word, value, line, self._files.resolve_target)
        self._fields["action"] = replace(action, guess=self._guess)

    def _resolve(self, target: Target, _word: str) -> Target:
        return self._files.resolve_target(target)


class VariantReader(LineReader):
    """Reads the lines of a step about its picture on another phone, without that phone's word."""

    _keys = VARIANT_KEYS

    def parse_variant_line(self, key: str, value: str, line: int, *, guess: bool) -> bool:
        """Parse a line of which the phone's word has been taken off. Raises BadValueError."""
        self.first_lines.setdefault("", line)
        self._guess = guess
        return self._parse_entry(keywords.fold_key(key), key, value, line)

    def _unknown_key_error(self, key: str, word: str, _value: str) -> BadValueError:
        if find_kind(STEP_KEYS, key):
            return BadValueError(
                '"{word}" is the same on every phone.', "Take the phone's word behind it away.", word=word
            )
        return BadValueError(Message('"{word}" is not a word for a step.', word=word), _KNOWN_KEYS)


class StepReader(LineReader):
    """Builds one step from its picture and the lines below it."""

    _keys = STEP_KEYS

    def __init__(
        self,
        picture: PictureLine,
        languages: DeclaredLanguages,
        files: FileResolver,
        log: ProblemLog,
        phones: Sequence[Phone] = (),
    ) -> None:
        super().__init__(languages, files, log)
        self.kept_lines.add(picture.line)
        self._line = picture.line
        self._phones = [phone.word for phone in phones]
        self._variants = {word: VariantReader(languages, files, log) for word in self._phones[1:]}
        self._picture = picture.link.names[0]
        if picture.link.alt_text:
            message = 'Nobody sees the words "{alt}" in the brackets.'
            remedy = "Leave them empty: ![](…)."
            log.add_warning(picture.line, message, remedy, alt=picture.link.alt_text)
        try:
            self._picture = files.resolve_picture(picture)
        except BadValueError as bad:
            log.add_error(picture.line, bad)

    def build(self) -> Step:
        """The step so far, without memos and pictures for one language (see `attach`); reports lines that don't fit."""
        variants = [
            Variant(word, line=reader.first_lines[""], **reader.fields())
            for word, reader in self._variants.items()
            if reader.fields()
        ]
        step = Step(
            picture=self._picture,
            variants=tuple(variants),
            line=self._line,
            also_line=self.first_lines.get("also", self._line),
            continues_line=self.first_lines.get("continues", self._line),
            **self.fields(),
        )
        check_step_lines(step, self.first_lines, self._log, incomplete=self.incomplete)
        return step

    def _parse_entry(self, key: str, word: str, value: str, line: int) -> bool:
        base, _, last = word.rpartition(" ")
        phone = last.casefold()
        if base and phone in self._variants:
            return self._parse_variant_line(self._variants[phone], base, value, line)
        if key in keywords.ACTION_WORDS or find_kind(STEP_KEYS, key) or self._languages.find(word):
            return super()._parse_entry(key, word, value, line)
        if self._may_precede_phone(base) and PHONE_WORD.fullmatch(phone):
            raise self._phone_error(base, phone)
        is_slip = len(word) == 3 and _find_similar_key(word, ())  # "typ" looks like a tag
        if is_slip or not self._languages.may_be_undeclared(word):
            raise self._unknown_key_error(key, word, value)
        # Probably the language of the title that was reported as unreadable: a second message would only confuse.
        self.incomplete = True
        return False

    def _parse_variant_line(self, reader: VariantReader, base: str, value: str, line: int) -> bool:
        """Parse a line of another phone; ``base`` is its key without the phone's word. Raises BadValueError."""
        try:
            return reader.parse_variant_line(base, value, line, guess=self._guess)
        finally:
            self.kept_lines |= reader.kept_lines
            self.incomplete |= reader.incomplete

    def _may_precede_phone(self, word: str) -> bool:
        """Whether a phone's word may follow this one in a line."""
        key = keywords.fold_key(word)
        return bool(self._languages.find(word)) or key in keywords.ACTION_WORDS or key in VARIANT_KEYS

    def _phone_error(self, word: str, phone: str) -> BadValueError:
        """The error for a line of a phone that isn't declared, or is the first one."""
        if phone in self._phones:
            message = 'The lines of the first phone have no word: this one has "{phone}".'
            remedy = 'Write "{word}:".'
            return BadValueError(message, remedy, phone=phone, word=word)
        near = keywords.find_nearest(phone, self._variants)
        remedy = Message('Write a line "- phone: {phone} = …" above the first picture.', phone=phone)
        return BadValueError(Message('No line declares the phone "{phone}".', phone=phone), suggest(near, remedy))

    def _unknown_key_error(self, key: str, word: str, _value: str) -> BadValueError:
        if find_kind(FACT_KEYS, key):
            return BadValueError(
                '"{word}" is about the whole tutorial.', "Move this line up, above the first picture.", word=word
            )
        similar_key = _find_similar_key(word, self._languages.tags)
        tag = parse_tag(word) or guess_tag(word)
        # Any three letters may be a tag, so one that resembles a keyword is taken for a slip.
        if tag and (tag in self._languages.tags or len(tag) == 2 or "-" in tag or not similar_key):
            return self._languages.undeclared_error(word)
        return BadValueError(
            Message('"{word}" is not a word for a step.', word=word), suggest(similar_key, _KNOWN_KEYS)
        )


def _find_similar_key(word: str, languages: Sequence[str]) -> str | None:
    """The keyword, or one of ``languages``, that ``word`` probably means in a step, or None."""
    return keywords.INSTEAD.get(keywords.fold_key(word)) or keywords.find_nearest(
        word, [*keywords.ACTION_WORDS, *list_alone(STEP_KEYS), *languages]
    )
