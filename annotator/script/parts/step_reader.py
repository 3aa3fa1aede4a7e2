"""Read a picture and the lines below it, which are a step."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.messages import Message
from annotator.model import ACTIONS, Action, Phone, Step, Target, Variant
from annotator.script import keywords
from annotator.script.action_lines import parse_action, stands_alone
from annotator.script.blocks import PictureLine
from annotator.script.checks.step_lines import check_step_lines
from annotator.script.files.file_resolver import FileResolver
from annotator.script.language_tags import DeclaredLanguages, guess_tag, parse_tag
from annotator.script.line_kinds import FACT_KEYS, PHONE_WORD, STEP_KEYS, VARIANT_KEYS, find_kind, list_languageless
from annotator.script.parts.part_reader import PartReader
from annotator.script.problems import BadValueError, ProblemLog, suggest

_KNOWN_KEYS = Message(
    "Use {actions}, mark, hide, show, keep, also, if es (or another language), continues, "
    "sign, source, ok or a language.",
    actions=", ".join(ACTIONS),
)


class StepLineReader(PartReader):
    """Reads lines below a picture: sentences, an action, and those of ``_keys``; the step's own, or another phone's."""

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
        """Parse the step's action. Raises BadValueError, also for a second one."""
        first = self.first_lines.setdefault("action", line)
        if first != line:
            message = "A step has one action, and this one has it already (line {first})."
            remedy = (
                "Make a step of its own for this line: the same picture may be used twice. "
                "To mark a second place, write mark:."
            )
            raise BadValueError(message, remedy, first=first)
        if not (value or stands_alone(key)):  # a problem, but an editor must be able to keep ``- tap:``
            self._fields["action"] = Action(keywords.ACTION_WORDS[key], line=line, guess=self._guess)
            self.kept_lines.add(line)
        action = parse_action(key, word, value, line, self._files.resolve_target)
        self._fields["action"] = replace(action, guess=self._guess)

    def _resolve(self, target: Target, _word: str) -> Target:
        return self._files.resolve_target(target)


class VariantReader(StepLineReader):
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


class StepReader(StepLineReader):
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
        """The step without the files that `Attacher` finds by name; reports lines that don't fit the rest of the step."""
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
        template = '"{word}" is not a word for a step.'
        return BadValueError(Message(template, word=word), suggest(similar_key, _KNOWN_KEYS))


def _find_similar_key(word: str, languages: Sequence[str]) -> str | None:
    """The keyword, or one of ``languages``, that ``word`` probably means in a step, or None."""
    return keywords.INSTEAD.get(keywords.fold_key(word)) or keywords.find_nearest(
        word, [*keywords.ACTION_WORDS, *list_languageless(STEP_KEYS), *languages]
    )
