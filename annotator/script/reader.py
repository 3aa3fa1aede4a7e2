"""Parse ``tutorial.md`` into a Tutorial. Pure: needs only the text and the names of the files beside it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from annotator.model import Hide, Problem, Said, Show, Target, TextTarget, Tutorial
from annotator.script import keywords
from annotator.script.attach import Attacher
from annotator.script.blocks import Block, Broken, Item, PictureLine, Title, read_blocks, split_lines
from annotator.script.completeness import without_accepted
from annotator.script.file_names import Names
from annotator.script.language_tags import Languages, guess_tag, language
from annotator.script.problem_log import ProblemLog
from annotator.script.step import Folder, StepReader, split_item
from annotator.script.target import BadValueError, parse_hide, parse_target
from annotator.script.values import control_character, filled, parse_date, parse_sentence

LONGEST = 100_000
"""Most characters in a script; a real one has about three thousand."""
MOST_LANGUAGES = 40

_TITLE_REMEDY = 'Write what the family will be able to do, for instance "# es: Entrar a la clase por Zoom".'
_WHY_REMEDY = "Write in one or two sentences what the family gains, and what it costs, or take the line away."


@dataclass(frozen=True, slots=True)
class Reading:
    """A script as far as it can be read, with every problem and warning.

    ``readable`` is None only if there is no script at all. ``unsure`` has the lines of the steps (0: the top) in which
    something can't be read, so that it isn't known what they lack.
    """

    readable: Tutorial | None
    problems: tuple[Problem, ...]
    unsure: frozenset[int] = frozenset()

    @property
    def tutorial(self) -> Tutorial | None:
        """The tutorial, or None if there is any problem; warnings don't count."""
        return None if any(problem.level == "problem" for problem in self.problems) else self.readable


def read(text: str, files: Collection[str], file: str = "tutorial.md", icons: Collection[str] = ()) -> Reading:
    """Parse a script.

    Args:
        text: the whole of ``tutorial.md``; a byte-order mark is dropped.
        files: names of the files in its folder.
        file: the script's name in messages.
        icons: names of the icons that ship with annotator.

    Returns:
        The tutorial and every problem, by line; problems of the script as a whole come last.
    """
    log = ProblemLog(file)
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        log.problem(0, "This is far too long for a script.", f"A script has at most {LONGEST:,} characters.")
        return Reading(None, log.problems())
    for number, line in enumerate(split_lines(text), 1):
        if control_character(line):
            log.problem(number, "This line has a character that no screen can show.", "Type the line anew.")
    names = Names(files)
    reader = _Reader(names, Names(icons), log)
    tutorial = reader.read(read_blocks(text, log))
    return Reading(tutorial, without_accepted(tutorial, log.problems()), reader.unsure)


class _Reader:
    def __init__(self, names: Names, icons: Names, log: ProblemLog) -> None:
        self._names = names
        self._folder = Folder(names, icons)
        self._log = log
        self._first_lines: dict[str, int] = {}
        self._facts: dict[str, str] = {}
        self._checked: datetime.date | None = None
        self._whys: dict[str, Said] = {}
        self._hides: list[Hide] = []
        self._shows: list[Show] = []
        self._oks: list[str] = []
        self.unsure: frozenset[int] = frozenset()

    def read(self, found: list[Block]) -> Tutorial:
        first = next((index for index, block in enumerate(found) if isinstance(block, PictureLine)), len(found))
        first_picture = found[first].line if first < len(found) else None
        titles = self._titles([block for block in found if isinstance(block, Title)], first_picture)
        complete = bool(titles) and len(titles) == sum(isinstance(block, Title) for block in found)
        self._languages = Languages(tuple(title.lang for title in titles), complete)
        for block in found[:first]:
            if isinstance(block, Item):
                self._fact(block)
        readers = self._steps(found[first:])
        if not readers:
            self._log.problem(
                0,
                "There is no step.",
                'Write a line with the name of a screenshot, "![](01.png)", and its action below.',
            )
        tutorial = Tutorial(
            titles=titles,
            steps=tuple(reader.step() for reader in readers),
            whys=tuple(self._whys[lang] for lang in self._languages.tags if lang in self._whys),
            device=self._facts.get("device"),
            checked=self._checked,
            platform=self._facts.get("platform"),
            hides=tuple(self._hides),
            shows=tuple(self._shows),
            oks=tuple(self._oks),
            fact_lines=tuple(self._first_lines.items()),
        )
        attached = Attacher(self._names, self._languages.tags, self._log).attach(tutorial)
        unsure = set() if complete and not self._bad_above(first_picture) else {0}
        for step, reader in zip(attached.steps, readers, strict=True):
            if reader.unsure:
                unsure.add(step.line)
            elif not (step.action or step.narration or step.memos):
                unsure.add(step.line)
                self._log.problem(
                    step.line, "This step says nothing.", 'Write below it what to do, for instance "- tap: Join".'
                )
        self.unsure = frozenset(unsure)
        return attached

    def _bad_above(self, first_picture: int | None) -> bool:
        lines = [problem.line for problem in self._log.problems() if problem.level == "problem"]
        return any(line > 0 and (first_picture is None or line < first_picture) for line in lines)

    def _titles(self, titles: list[Title], first_picture: int | None) -> tuple[Said, ...]:
        said: dict[str, Said] = {}
        for title in titles:
            try:
                one = _title(title, self._log)
                if one.lang in said:
                    raise BadValueError(
                        f'There is already a title in "{one.lang}" (line {said[one.lang].line}).',
                        "Take one of them away.",
                    )
                if first_picture and title.line > first_picture:
                    raise BadValueError("A title is below a picture.", "Move it to the top, above the first picture.")
                if len(said) == MOST_LANGUAGES:
                    raise BadValueError(
                        f"The tutorial has more than {MOST_LANGUAGES} languages.", "Take this title away."
                    )
                said[one.lang] = one
                parse_sentence(one.text, "The title", _TITLE_REMEDY)
            except BadValueError as bad:
                self._log.problem(title.line, bad.message, bad.remedy)
        if not titles:
            self._log.problem(
                1,
                "There is no title.",
                'Write one for each language, for instance "# es: Entrar a la clase por Zoom".',
            )
        return tuple(said.values())

    def _fact(self, item: Item) -> None:
        try:
            word, value = split_item(item)
            self._take_fact(word, value, item.line)
        except BadValueError as bad:
            self._log.problem(item.line, bad.message, bad.remedy)

    def _take_fact(self, word: str, value: str, line: int) -> None:
        key = keywords.fold(word)
        if key.startswith(keywords.WHY) and (key in keywords.WHY or key.rpartition(" ")[0] in keywords.WHY):
            self._why(word, value, line)
            return
        if key not in keywords.FACT_KEYS:
            raise BadValueError(*self._unknown(word, value))
        known = keywords.FACT_KEYS[key]
        filled(value, known, word)
        if known in ("hide", "show", "ok"):
            self._everywhere(known, word, value, line)
            return
        self._once(known, f'"{word}" appears twice', line)
        if known == "checked":
            self._checked = parse_date(value)
        else:
            self._facts[known] = value

    def _everywhere(self, known: str, word: str, value: str, line: int) -> None:
        """Take a line that applies to all steps and may be repeated."""
        match known:
            case "hide":
                target, example = parse_hide(value)
                self._hides.append(Hide(_on_every_picture(target, word), example, line))
            case "show":
                self._shows.append(Show(_on_every_picture(parse_target(value), word), line))
            case _:
                self._oks.append(value)

    def _why(self, word: str, value: str, line: int) -> None:
        tag = word.rpartition(" ")[2] if keywords.fold(word) not in keywords.WHY else ""
        lang = self._languages.find(tag)
        if not tag:
            example = next(iter(self._languages.tags), "es")
            raise BadValueError(f'"{word}:" says no language.', f'Write "- {word} {example}: …".')
        if not lang:
            if self._languages.may_be(tag):
                return
            raise BadValueError(*self._languages.unknown(tag, "why "))
        self._once(f"why {lang}", f'"why {lang}" appears twice', line)
        self._whys[lang] = Said(lang, parse_sentence(value, f'"{word}:"', _WHY_REMEDY), line)

    def _once(self, key: str, message: str, line: int) -> None:
        first = self._first_lines.setdefault(key, line)
        if first != line:
            raise BadValueError(f"{message} (first in line {first}).", "Take one of them away.")

    def _unknown(self, word: str, value: str) -> tuple[str, str]:
        key = keywords.fold(word)
        lang = self._languages.find(word)
        if lang:
            return (
                f'A sentence in "{lang}" is above the first picture.',
                f'Move it below its picture, or write "- why {lang}: {value}" if it tells what the tutorial is good for.',
            )
        if key in keywords.ACTION_WORDS or key in keywords.STEP_KEYS:
            return f'"{word}" is above the first picture.', "Move this line below the picture of its step."
        whys = [f"why {lang}" for lang in self._languages.tags]
        near = keywords.MEANT.get(key) or keywords.nearest(word, [*keywords.FACT_KEYS, *whys])
        if near:
            return f'"{word}" is not a word for the tutorial.', f'Did you mean "{near}"?'
        return (
            f'"{word}" is not a word for the tutorial.',
            "Above the first picture you may write device, checked, platform, why es (or another language), hide, show and ok.",
        )

    def _steps(self, found: list[Block]) -> list[StepReader]:
        readers: list[StepReader] = []
        for block in found:
            if isinstance(block, PictureLine):
                readers.append(StepReader(block, self._languages, self._folder, self._log))
            elif isinstance(block, Item):
                readers[-1].take(block)
            elif isinstance(block, Broken):
                readers[-1].note_broken()
        return readers


def _on_every_picture(target: Target, word: str) -> Target:
    if isinstance(target, TextTarget) and target.occurrence is None:
        return target
    raise BadValueError(
        f'Above the first picture "{word}:" takes a text, which it looks for on every picture.',
        "Move this line below the picture that it is about, or write the text alone.",
    )


def _title(title: Title, log: ProblemLog) -> Said:
    tag, colon, text = title.text.partition(":")
    tag, text = tag.strip(), text.strip()
    lang = language(tag)
    if colon and lang:
        return Said(lang, text, title.line)
    other = guess_tag(tag) if colon else None
    if other:
        log.problem(title.line, f'"{tag}" is not how a language is written here.', f'Write "# {other}: {text}".')
        return Said(other, text, title.line)
    raise BadValueError(
        "This title says no language.", f'Write the language before it, for instance "# es: {title.text or "…"}".'
    )
