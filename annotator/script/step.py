"""Parse the lines of one step: its picture, action and sentences, and what to mark, hide and show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator import phrases
from annotator.messages import Message
from annotator.model import ACTIONS, Action, Said, Step
from annotator.script import keywords
from annotator.script.blocks import ListLine, PictureLine
from annotator.script.checks.step_order import check_step_lines
from annotator.script.file_resolver import FileResolver
from annotator.script.keywords import DeclaredLanguages, guess_tag, parse_tag
from annotator.script.line_kinds import FACT_KEYS, LINE_KINDS, STEP_KEYS, Line
from annotator.script.problems import BadValueError, ProblemLog
from annotator.script.values import parse_action, parse_sentence, parse_unfinished_action

_KNOWN_KEYS = Message(
    "Use {actions}, mark, hide, show, keep, also, if es (or another language), continues, "
    "sign, source, ok or a language.",
    actions=", ".join(ACTIONS),
)

_EXAMPLES = 3
"""How many questions are suggested for an empty ``if LANG:``."""


def split_key(item: ListLine) -> tuple[str, str]:
    """The key before the first colon and the value after it, without superfluous spaces. Raises BadValueError."""
    key, colon, value = item.text.partition(":")
    if not colon and item.text:
        first, _, rest = item.text.partition(" ")
        corrected = f"- {first}: {rest}".rstrip()
        raise BadValueError(
            "This line has no colon.", 'Write one after its first word: "{corrected}".', corrected=corrected
        )
    if not key.strip():
        raise BadValueError("This line has no word before a colon.", 'Write it like "- tap: Join".')
    return " ".join(key.split()), value.strip()


class StepReader:
    """Builds one step from its lines. Problems go to the log.

    A line with a problem adds nothing to the step, but for drafts: an action without what it takes, and a sentence with a gap.
    """

    def __init__(
        self, picture: PictureLine, languages: DeclaredLanguages, files: FileResolver, log: ProblemLog
    ) -> None:
        self._line = picture.line
        self._languages = languages
        self._files = files
        self._log = log
        self._picture = picture.link.names[0]
        self.incomplete = False
        """Whether a line couldn't be parsed; what the step seems to lack may be in that line."""
        self.kept_lines = {picture.line}
        self._first_lines: dict[str, int] = {}
        self._action: Action | None = None
        self._action_is_unfinished = False
        self._said: dict[str, Said] = {}
        self._questions: dict[str, Said] = {}
        self._fields: dict[str, Any] = {}
        if picture.link.alt_text:
            log.add_warning(
                picture.line,
                'Nobody sees the words "{alt}" in the brackets.',
                "Leave them empty: ![](…).",
                alt=picture.link.alt_text,
            )
        try:
            self._picture = files.resolve_picture(picture)
        except BadValueError as bad:
            log.add_error(picture.line, bad)

    def parse_line(self, item: ListLine) -> None:
        """Parse one list line."""
        try:
            word, value = split_key(item)
            if self._parse_entry(word, value, item.line):
                self.kept_lines.add(item.line)
        except BadValueError as bad:
            self.incomplete = True
            self._log.add_error(item.line, bad)

    def build(self) -> Step:
        """The step so far, without memos and pictures for one language (see `attach`); reports lines that don't fit."""
        step = Step(
            picture=self._picture,
            action=self._action,
            narration=tuple(self._said[lang] for lang in self._languages.tags if lang in self._said),
            questions=tuple(self._questions[lang] for lang in self._languages.tags if lang in self._questions),
            line=self._line,
            also_line=self._first_lines.get("also", self._line),
            continues_line=self._first_lines.get("continues", self._line),
            **self._fields,
        )
        check_step_lines(
            step,
            self._first_lines,
            self._log,
            incomplete=self.incomplete,
            action_is_unfinished=self._action_is_unfinished,
        )
        return step

    def _parse_entry(self, word: str, value: str, line: int) -> bool:
        """Parse a line; whether the step has what it says. Raises BadValueError."""
        lang = self._languages.find(word)
        key = keywords.fold_key(word)
        if lang:
            self._refuse_second(
                f"in-{lang}",
                Message('There is already a line "{lang}:" in this step', lang=lang),
                "Write all of it in one line.",
                line,
            )
            if value:  # also one with a gap, which is a problem
                self._said[lang] = Said(lang, value, line)
                self.kept_lines.add(line)
            parse_sentence(
                value,
                Message('"{word}:"', word=word),
                "Write what to do in one short sentence, or take the line away if there is an action.",
            )
        elif key in keywords.ACTION_WORDS:
            self._refuse_second(
                "action",
                "A step has one action, and this one has it already",
                "Make a step of its own for this line: the same picture may be used twice. To mark a second place, write mark:.",
                line,
            )
            self._parse_action(key, word, value, line)
        elif key in keywords.IF or key.rpartition(" ")[0] in keywords.IF:
            return self._parse_question(word, value, line)
        elif key in STEP_KEYS:
            self._parse_detail(STEP_KEYS[key], word, value, line)
        elif self._languages.may_be_undeclared(word) and not (len(word) == 3 and _find_similar_key(word, ())):
            # Probably the language of the title that was reported as unreadable: a second message would only confuse.
            # Three letters close to a keyword ("typ") are taken for a slip instead, though they look like a tag.
            self.incomplete = True
            return False
        else:
            raise self._unknown_key_error(word)
        return True

    def _parse_action(self, key: str, word: str, value: str, line: int) -> None:
        unfinished = parse_unfinished_action(key, value, line)
        if unfinished is not None:
            self._action, self._action_is_unfinished = unfinished, True
            self.kept_lines.add(line)
        self._action = parse_action(key, word, value, line, self._files.resolve_target)

    def _parse_question(self, word: str, value: str, line: int) -> bool:
        """Parse a line ``if LANG: question``, which makes the step an aside.

        Returns False if its language may be that of a title which could not be read.
        """
        lang = self._languages.find_in(word, keywords.IF, "if ")
        if not lang:
            self.incomplete = True
            return False
        self._refuse_second(
            f"if-{lang}",
            Message('There is already a line "if {lang}:" in this step', lang=lang),
            "Write one question.",
            line,
        )
        translated = phrases.translate_first(self._questions.values(), lang)
        examples = (translated,) if translated else phrases.common_questions(lang)[:_EXAMPLES]
        remedy: str = "Write for whom this step is, as a question, or take the line away."
        if examples:
            remedy = Message(
                "Write for whom this step is, as a question, for instance {examples}, or take the line away.",
                examples=keywords.join_quoted(examples),
            )
        self._questions[lang] = Said(lang, parse_sentence(value, Message('"{word}:"', word=word), remedy), line)
        return True

    def _refuse_second(self, key: str, message: str, remedy: str, line: int) -> None:
        """Remember the line of ``key``. Raises BadValueError if an earlier line has it."""
        first = self._first_lines.setdefault(key, line)
        if first != line:
            raise BadValueError(Message("{message} (line {first}).", message=message, first=first), remedy)

    def _parse_detail(self, name: str, word: str, value: str, line: int) -> None:
        """Parse a line that is neither the action nor a sentence."""
        kind = LINE_KINDS[name]
        if value and kind.repeats:
            self._first_lines.setdefault(name, line)
        elif value:
            self._refuse_second(
                name,
                Message('There is already a line "{lang}:" in this step', lang=name),
                "Take one of them away.",
                line,
            )
        kind.read(Line(word, value, line, self._files.resolve_target), self._fields)

    def _unknown_key_error(self, word: str) -> BadValueError:
        key = keywords.fold_key(word)
        if key in FACT_KEYS or key.startswith(keywords.WHY):
            return BadValueError(
                '"{word}" is about the whole tutorial.', "Move this line up, above the first picture.", word=word
            )
        similar = _find_similar_key(word, self._languages.tags)
        tag = parse_tag(word) or guess_tag(word)
        # Any three letters may be a tag, so one that resembles a keyword is taken for a slip.
        if tag and (tag in self._languages.tags or len(tag) == 2 or "-" in tag or not similar):
            return self._languages.undeclared_error(word)
        remedy = Message('Did you mean "{near}"?', near=similar) if similar else _KNOWN_KEYS
        return BadValueError(Message('"{word}" is not a word for a step.', word=word), remedy)


def _find_similar_key(word: str, languages: Sequence[str]) -> str | None:
    """The keyword, or one of ``languages``, that ``word`` probably means in a step, or None."""
    return keywords.MEANT.get(keywords.fold_key(word)) or keywords.find_nearest(
        word, [*keywords.ACTION_WORDS, *STEP_KEYS, *languages]
    )
