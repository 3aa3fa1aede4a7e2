"""Reads a tutorial's script and its school, before any picture is opened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script as script_layer
from annotator.errors import ProblemsError
from annotator.model import Problem, School, Tutorial
from annotator.pack import limits
from annotator.script import SCRIPT
from annotator.voice import choose


@dataclass(frozen=True)
class Script:
    """A tutorial as far as it could be read; ``problems`` has its warnings, too."""

    folder: Path
    tutorial: Tutorial
    school: School
    school_file: Path | None
    languages: tuple[str, ...]
    problems: tuple[Problem, ...]
    consents: script_layer.Consents

    @property
    def wrong(self) -> bool:
        """Whether it can't be built as it is."""
        return any(problem.level == "problem" for problem in self.problems)

    @property
    def name(self) -> str:
        """The name of the tutorial's folder, which its pack bears."""
        return self.folder.resolve().name


def read(folder: Path, languages: Sequence[str] = ()) -> Script:
    """Read ``tutorial.md`` and ``school.toml``; ``languages`` are those asked for (none: the school's, or all).

    Raises ProblemsError only where there is no script to read.
    """
    reading = script_layer.read_folder(folder)
    school, school_problems, school_file = script_layer.find_school(folder, choose.CHOICES)
    if reading.readable is None:
        raise ProblemsError([*reading.problems, *school_problems])
    tutorial = reading.readable
    problems = list(reading.problems)
    asked = tuple(script_layer.parse_tag(lang) or lang for lang in languages)
    wanted = asked or school.languages or tutorial.languages
    problems += script_layer.check_completeness(
        tutorial, wanted, required=bool(languages), unparsed_lines=reading.unparsed_lines
    )
    declared = tuple(lang for lang in tutorial.languages if lang in wanted)
    if not declared and 0 not in reading.unparsed_lines and not languages:
        problems.append(_no_title(wanted, tutorial))
    problems += limits.of_script(tutorial, declared)
    problems += script_layer.check_glyphs(tutorial, declared or tutorial.languages)
    problems = list(script_layer.without_accepted(tutorial, problems))
    consents, consent_problems = script_layer.find_consents(folder, school_file)
    # An "ok:" line is a word about the tutorial, never one for the school, or for the person whose voice it is.
    problems += school_problems
    problems += consent_problems
    problems += script_layer.check_consents(tutorial, school, consents, today())
    return Script(folder, tutorial, school, school_file, declared, tuple(problems), consents)


def widened(script: Script, more: Iterable[str]) -> Script:
    """A script of which some languages were asked for, with further ones that it declares.

    Where these are all that are usually made, it is as if nobody had named any.
    """
    usual = read(script.folder)
    wanted = {*script.languages, *more}
    if wanted == set(usual.languages):
        return usual
    declared = tuple(lang for lang in script.tutorial.languages if lang in wanted)
    return script if declared == script.languages else read(script.folder, declared)


def today() -> datetime.date:
    """The day on the computer's calendar."""
    return datetime.datetime.now().astimezone().date()


def _no_title(wanted: Sequence[str], tutorial: Tutorial) -> Problem:
    return Problem(
        SCRIPT,
        1,
        f"None of the languages that school.toml asks for ({', '.join(wanted)}) has a title here.",
        f"Add a line such as “# {wanted[0]}: …” at the top, or build with --lang {tutorial.languages[0]}.",
    )
