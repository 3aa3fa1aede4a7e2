"""Parse as much of a script as can be read, so that the editor can open one with problems. Opens no file.

A script is a text in Markdown. This one becomes a `Tutorial` with one step::

    # es: Entrar a la clase

    ![](01.png)
    - tap: Join
    - es: Toque Join.

`read` splits it into *blocks* (titles, pictures, list lines), parses the titles, the lines above the first picture (the *top*),
then each step, and attaches the files that belong to its pictures. A faulty line becomes a problem with a remedy.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.model import Phone, Problem, Said, Tutorial, without_warnings
from annotator.script.blocks import Block, ListLine, PictureLine, Title, UnreadableLine, read_blocks, split_lines
from annotator.script.checks.step_order import check_step_order
from annotator.script.files.attach import Attacher
from annotator.script.files.file_index import FileIndex
from annotator.script.files.file_resolver import FileResolver
from annotator.script.language_tags import DeclaredLanguages, guess_tag, parse_tag
from annotator.script.line_values import parse_sentence
from annotator.script.parts.part_reader import split_guess
from annotator.script.parts.step_reader import StepReader
from annotator.script.parts.top_reader import TopReader
from annotator.script.problems import BadValueError, ProblemLog, without_accepted

MAX_SCRIPT_CHARS = 100_000
"""Far more than any real script, which has about three thousand; bounds the time for a file that is none."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters but tabs and line feeds."""
_TITLE_REMEDY = 'Write what the family will be able to do, for instance "# es: Entrar a la clase por Zoom".'


@dataclass(frozen=True, slots=True)
class Reading:
    """A script as far as it can be read, with its problems and warnings.

    With ``- tpa: Join`` in line 7, below the picture in line 6, it is
    ``Reading(tutorial, (Problem("tutorial.md", 7, …),), frozenset({6}), (7,))``.

    Attributes:
        readable: the readable part of the script; None if there is none, or it can't be read at all.
        problems: the problems and warnings, by line.
        unparsed_lines: the line numbers of the pictures of steps (0: the top) in which nothing is reported as missing: something
            in them can't be parsed, so they may lack nothing, or they say nothing, which is a problem already.
        dropped_lines: the numbers of lines with words that ``readable`` doesn't have: they would vanish if it were written
            over the script. A key of one or two words without a value isn't among them.
    """

    readable: Tutorial | None
    problems: tuple[Problem, ...]
    unparsed_lines: frozenset[int] = frozenset()
    dropped_lines: tuple[int, ...] = ()

    @property
    def tutorial(self) -> Tutorial | None:
        """The tutorial, or None if there is any problem; warnings don't count."""
        return None if without_warnings(self.problems) else self.readable


def read(text: str, files: Collection[str], file: str = "tutorial.md", icons: Collection[str] = ()) -> Reading:
    """Parse a script.

    Args:
        text: the whole of ``tutorial.md``; a byte-order mark is dropped.
        files: the names of the files in its folder ("01.png", "01.es.m4a").
        file: the script's name in messages.
        icons: the names of the icons that ship with annotator ("mic.png").

    Returns:
        The tutorial and its problems, by line; those of the script as a whole come last.
    """
    log = ProblemLog(file)
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_SCRIPT_CHARS:
        message = "This is far too long for a script."
        remedy = "A script has at most {max_script_chars} characters."
        log.add_problem(0, message, remedy, max_script_chars=f"{MAX_SCRIPT_CHARS:,}")
        return Reading(None, log.problems())
    lines = split_lines(text)
    for number, line in enumerate(lines, 1):
        if _CONTROL.search(line):
            log.add_problem(number, "This line has a character that no screen can show.", "Type the line again.")
    names = FileIndex(files)
    reader = _ScriptReader(names, FileIndex(icons), log)
    tutorial = reader.read(read_blocks(text, log))
    dropped_lines = (
        number for number, line in enumerate(lines, 1) if number not in reader.kept_lines and _has_words(line)
    )
    return Reading(tutorial, without_accepted(tutorial, log.problems()), reader.unparsed_lines, tuple(dropped_lines))


def _has_words(line: str) -> bool:
    """Whether a line has a letter or digit besides a key of at most two words: ``- why en: ___`` and ``---`` have none."""
    bullet, colon, value = line.partition(":")
    text = value if colon and re.fullmatch(r"[\s>]*[-*+#]\s*[\w-]+( [\w-]+)?\s*", bullet) else line
    return any(char.isalnum() for char in text)


class _ScriptReader:
    """Builds the tutorial from the blocks of one script; used once. Problems go to the log."""

    def __init__(self, names: FileIndex, icons: FileIndex, log: ProblemLog) -> None:
        self._names = names
        self._files = FileResolver(names, icons)
        self._log = log
        self.unparsed_lines: frozenset[int] = frozenset()
        self.kept_lines: set[int] = set()

    def read(self, blocks: list[Block]) -> Tutorial:
        """The tutorial of all blocks; problems with them are logged."""
        pictures = [index for index, block in enumerate(blocks) if isinstance(block, PictureLine)]
        first_step = pictures[0] if pictures else len(blocks)
        first_picture = blocks[first_step].line if pictures else None
        title_lines = [block for block in blocks if isinstance(block, Title)]
        titles = self._parse_titles(title_lines, first_picture)
        is_complete = bool(titles) and len(titles) == len(title_lines)
        languages = DeclaredLanguages(tuple(title.lang for title in titles), is_complete)
        top = TopReader(languages, self._log)
        for block in blocks[:first_step]:
            if isinstance(block, ListLine):
                top.parse_line(block)
        phones: tuple[Phone, ...] = top.fields().get("phones", ())
        self._check_phones(phones)
        readers = self._read_steps(blocks[first_step:], languages, phones)
        self.kept_lines.update(*(part.kept_lines for part in (top, *readers)))
        tutorial = Tutorial(
            titles=titles,
            steps=tuple(reader.build() for reader in readers),
            fact_lines=tuple(top.first_lines.items()),
            **top.fields(),
        )
        attached = Attacher(self._names, languages.tags, self._log).attach(tutorial)
        unparsed = self._find_unparsed_steps(attached, readers)
        if not is_complete or self._has_problem_above(first_picture):
            unparsed.add(0)
        self.unparsed_lines = frozenset(unparsed)
        check_step_order(attached, self._log, self.unparsed_lines)
        return attached

    def _has_problem_above(self, first_picture: int | None) -> bool:
        """Whether a line above the first picture has a problem; if there is no picture, whether any line has one."""
        faulty_lines = [problem.line for problem in without_warnings(self._log.problems()) if problem.line]
        return any(first_picture is None or line < first_picture for line in faulty_lines)

    def _find_unparsed_steps(self, tutorial: Tutorial, readers: Sequence[StepReader]) -> set[int]:
        """The picture lines of the steps with something that can't be parsed, or that say nothing, which is reported."""
        unparsed = set()
        for step, reader in zip(tutorial.steps, readers, strict=True):
            is_empty = not (step.action or step.narration or step.memos)
            if reader.incomplete or is_empty:
                unparsed.add(step.line)
            if is_empty and not reader.incomplete:
                message = "This step says nothing."
                remedy = 'Write below it what to do, for instance "- tap: Join".'
                self._log.add_problem(step.line, message, remedy)
        return unparsed

    def _parse_titles(self, titles: list[Title], first_picture: int | None) -> tuple[Said, ...]:
        """The titles in order, one for each language. One with an empty text counts, though it is a problem."""
        by_language: dict[str, Said] = {}
        for title in titles:
            try:
                parsed = _parse_title(title, self._log)
                if parsed.lang in by_language:
                    message = 'There is already a title in "{lang}" (line {line}).'
                    remedy = "Take one of them away."
                    raise BadValueError(message, remedy, lang=parsed.lang, line=by_language[parsed.lang].line)
                if first_picture and title.line > first_picture:
                    raise BadValueError("A title is below a picture.", "Move it to the top, above the first picture.")
                by_language[parsed.lang] = parsed
                self.kept_lines.add(title.line)
                parse_sentence(parsed.text, "The title", _TITLE_REMEDY)
            except BadValueError as bad:
                self._log.add_error(title.line, bad)
        if not titles:
            self._log.add_problem(
                1, "There is no title.", 'Write one for each language, for instance "# es: Entrar a la clase por Zoom".'
            )
        return tuple(by_language.values())

    def _check_phones(self, phones: Sequence[Phone]) -> None:
        """Report a second line for a phone."""
        first = {phone.word: phone.line for phone in reversed(phones)}
        for phone in phones:
            if phone.line != first[phone.word]:
                message = 'There is already a phone "{word}" (line {first}).'
                remedy = "Take one of them away."
                self._log.add_problem(phone.line, message, remedy, word=phone.word, first=first[phone.word])

    def _read_steps(
        self, blocks: list[Block], languages: DeclaredLanguages, phones: Sequence[Phone]
    ) -> list[StepReader]:
        """A reader for each step, which has parsed its lines; ``blocks`` begin with a picture, or are empty."""
        readers: list[StepReader] = []
        for block in blocks:
            if isinstance(block, PictureLine):
                readers.append(StepReader(block, languages, self._files, self._log, phones))
            elif isinstance(block, ListLine):
                readers[-1].parse_line(block)
            elif isinstance(block, UnreadableLine):
                readers[-1].incomplete = True  # reported already
        if not readers:
            message = "There is no step."
            remedy = 'Write a line with the name of a screenshot, "![](01.png)", and its action below.'
            self._log.add_problem(0, message, remedy)
        return readers


def _parse_title(title: Title, log: ProblemLog) -> Said:
    """The language and text of a title. A misspelt language is reported and still read. Raises BadValueError."""
    tag, colon, text = title.text.partition(":")
    (tag, guess), text = split_guess(tag.strip()), text.strip()
    lang = parse_tag(tag)
    if colon and lang:
        return Said(lang, text, title.line, guess)
    guessed = guess_tag(tag) if colon else None
    if guessed:
        message = '"{tag}" is not how a language is written here.'
        remedy = 'Write "# {guessed}: {text}".'
        log.add_problem(title.line, message, remedy, tag=tag, guessed=guessed, text=text)
        return Said(guessed, text, title.line, guess)
    message = "This title says no language."
    remedy = 'Write the language before it, for instance "# es: {text}".'
    raise BadValueError(message, remedy, text=title.text or "…")
