"""Attach to a tutorial the files that belong to it by name: screenshots, memos and greetings in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.model import LangFile, Step, Tutorial
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, SOUNDS, Names, Tagged, stem, suffix, tagged
from annotator.script.keywords import GREETINGS, quoted
from annotator.script.problem_log import ProblemLog

_FRAMES = ("title", "end")


class Attacher:
    """Matches the files of a folder to a tutorial; files that look like memos but aren't go to the log."""

    def __init__(self, names: Names, languages: Sequence[str], log: ProblemLog) -> None:
        self._names = names
        self._languages = languages
        self._log = log
        self._used: set[str] = set()

    def attach(self, tutorial: Tutorial) -> Tutorial:
        """The tutorial with its files. Two files for one place are a problem, stray ones a warning."""
        found: dict[str, Step] = {}
        steps = []
        for step in tutorial.steps:
            if step.picture not in found:
                found[step.picture] = self._step(step)
            known = found[step.picture]
            steps.append(replace(step, pictures=known.pictures, memos=known.memos))
        attached = replace(
            tutorial,
            steps=tuple(steps),
            title_memos=self._one_each(self._framed("title", MEMOS), "memo for the opening", 0),
            end_memos=self._one_each(self._framed("end", MEMOS), "memo for the closing", 0),
            greetings=self._one_each(
                [file for word in GREETINGS for file in self._framed(word, RECORDINGS)], "greeting", 0
            ),
        )
        self._strays(attached)
        return attached

    def _step(self, step: Step) -> Step:
        moving = suffix(step.picture) in RECORDINGS
        # Messengers save voice messages as .mp4, too: beside a still picture an .mp4 is a memo, beside a recording it is
        # another recording.
        memo_suffixes = SOUNDS if moving else MEMOS
        beside = self._names.beside(step.picture)
        memos = [file for file in beside if file.suffix in memo_suffixes]
        pictures = [file for file in beside if file.suffix in (PICTURES | RECORDINGS) - memo_suffixes]
        name = stem(step.picture)
        if name in _FRAMES and any(file.lang in self._languages for file in memos):
            self._log.problem(
                step.line,
                f'"{memos[0].file}" could be the memo of this picture or of the {"opening" if name == "title" else "closing"}.',
                f'Give the picture another name than "{step.picture}".',
            )
        return replace(
            step,
            pictures=self._one_each(pictures, f'picture for "{step.picture}"', step.line),
            memos=self._one_each(memos, f'memo for "{step.picture}"', step.line),
        )

    def _framed(self, word: str, suffixes: frozenset[str]) -> list[Tagged]:
        spellings = (word, word.capitalize())  # phones begin a name with a capital
        return [file for name in spellings for file in self._names.beside(f"{name}.m4a") if file.suffix in suffixes]

    def _one_each(self, files: Iterable[Tagged], what: str, line: int) -> tuple[LangFile, ...]:
        """At most one file for each declared language, in the order of the titles."""
        found: dict[str, list[str]] = {lang: [] for lang in self._languages}
        for file in files:
            if file.lang in found:
                found[file.lang].append(file.file)
                self._used.add(file.file)
        for lang, several in found.items():
            if len(several) > 1:
                self._log.problem(
                    line,
                    f'There is more than one {what} in "{lang}": {quoted(several, "and")}.',
                    "Keep one of them in the folder.",
                )
        return tuple(LangFile(lang, several[0]) for lang, several in found.items() if several)

    def _strays(self, tutorial: Tutorial) -> None:
        """Report files that were meant as a memo or a picture but would be left out silently."""
        lines = {stem(step.picture): step.line for step in reversed(tutorial.steps)}
        pictures = {step.picture for step in tutorial.steps}
        for name in self._names:
            if name in self._used | pictures or not self._is_ours(name, lines):
                continue
            parts = tagged(name)
            first, last = stem(name), suffix(name)
            if suffix(first) in SOUNDS | RECORDINGS:
                base = tagged(first)
                self._log.problem(
                    lines.get(base.stem if base else stem(first), 0),
                    f'"{name}" has two endings, {suffix(first)} and {last}: Windows hides the last one.',
                    f'Rename it to "{_renamed(first, lines, self._languages)}".',
                )
            elif parts and parts.stem in {*lines, *_FRAMES, *GREETINGS} and parts.lang not in self._languages:
                self._log.warning(
                    lines.get(parts.stem, 0),
                    f'"{name}" is left out: no title declares the language "{parts.lang}".',
                    f'Write a line "# {parts.lang}: …" at the top, or move the file to another folder.',
                )
            elif first in {*lines, *_FRAMES}:
                self._log.warning(
                    lines.get(first, 0),
                    f'"{name}" is left out: its name says no language.',
                    f'Rename it to "{first}.{next(iter(self._languages), "es")}{last}".',
                )
            elif last in SOUNDS:
                example = f"{stem(tutorial.steps[0].picture)}.es{last}" if tutorial.steps else f"01.es{last}"
                self._log.warning(
                    0,
                    f'"{name}" is left out: it has the name of no picture.',
                    f'Name it after its picture and language, for instance "{example}", or move it to another folder.',
                )

    def _is_ours(self, name: str, lines: dict[str, int]) -> bool:
        """Whether a file looks like part of the tutorial: any sound, or a picture named after a step's picture."""
        parts = tagged(name)
        return suffix(name) in SOUNDS or (
            suffix(name) in PICTURES | RECORDINGS and parts is not None and parts.stem in {*lines, *_FRAMES, *GREETINGS}
        )


def _renamed(name: str, lines: dict[str, int], languages: Sequence[str]) -> str:
    """``name`` with a language: ``03.ogg`` → ``03.es.ogg`` if 03 is a step's picture; else unchanged."""
    return f"{stem(name)}.{next(iter(languages), 'es')}{suffix(name)}" if stem(name) in lines else name
