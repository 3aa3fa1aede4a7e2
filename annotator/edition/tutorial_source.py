"""Read the text files of a tutorial (script, school, consents) as far as that is possible, so that a report has all problems."""

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator import script as script_layer
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model import Problem, School, Tutorial, without_warnings
from annotator.script import SCRIPT
from annotator.voice import choose


@dataclass(frozen=True)
class TutorialSource:
    """A tutorial as read from its files, even if parts of it have problems.

    That of ``tutorials/join-class-on-zoom`` has a `Tutorial` of six steps in three languages, and the two of ``school.toml`` as
    ``languages``; a line that can't be read adds ``Problem("tutorial.md", 7, …)`` and leaves the rest as it is.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the parts of the script that could be read.
        school: the settings of ``school.toml``; defaults where there is none.
        school_file: the path of the ``school.toml`` that was found, or None.
        languages: the tags of the languages to make, out of those that the script declares: ``("es", "en")``.
        problems: all problems and warnings so far.
        consents: the entries of ``consent.toml``: who allowed which use of a voice or face, and until when.
        given: the school that the caller passed in place of a ``school.toml``, or None.
    """

    folder: Path
    tutorial: Tutorial
    school: School
    school_file: Path | None
    languages: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    consents: script_layer.Consents = field(default_factory=script_layer.Consents)
    given: script_layer.GivenSchool | None = None

    @property
    def has_problems(self) -> bool:
        """Whether it can't be built; warnings alone don't prevent that."""
        return bool(without_warnings(self.problems))

    @property
    def name(self) -> str:
        """The name of the tutorial's folder, and of its pack."""
        return self.folder.resolve().name


def read_source(
    folder: Path, languages: Sequence[str] = (), given: script_layer.GivenSchool | None = None
) -> TutorialSource:
    """Read ``tutorial.md``, ``school.toml`` and ``consent.toml``.

    Args:
        folder: the tutorial's folder.
        languages: the tags requested, such as ``("es", "en")``; empty: those of ``school.toml``, else all of the script.
        given: the school in place of the ``school.toml`` around the folder, which then isn't read.

    Raises ProblemsError only if there is no readable script; all other problems are in the result.
    """
    reading = script_layer.read_folder(folder)
    if given is None:
        school, school_problems, school_file = script_layer.find_school(folder, choose.CHOICES)
        school_consents = school_file and Path(os.path.realpath(school_file)).with_name(script_layer.CONSENT)
    else:
        school, school_problems, school_file = given.school, given.problems, None
        school_consents = given.consent_file
    if reading.readable is None:
        raise ProblemsError([*reading.problems, *school_problems])
    tutorial = reading.readable
    problems = list(reading.problems)
    requested = tuple(script_layer.parse_tag(lang) or lang for lang in languages)
    expected = requested or school.languages or tutorial.languages
    problems += script_layer.check_completeness(
        tutorial, expected, required=bool(languages), unparsed_lines=reading.unparsed_lines
    )
    declared = tuple(lang for lang in tutorial.languages if lang in expected)
    if not declared and 0 not in reading.unparsed_lines and not languages:
        problems.append(_missing_title(expected, tutorial))
    problems += script_layer.check_glyphs(tutorial, declared or tutorial.languages)
    problems = list(script_layer.without_accepted(tutorial, problems))
    consents, consent_problems = script_layer.find_consents(folder, school_consents)
    # Added last: an "ok:" line in the script accepts nothing about the school, or on behalf of a speaker.
    problems += school_problems
    problems += consent_problems
    problems += script_layer.check_consents(tutorial, school, consents, today())
    return TutorialSource(
        folder, tutorial, school, school_file, declared, problems=tuple(problems), consents=consents, given=given
    )


def lend_titles(source: TutorialSource) -> TutorialSource:
    """The source with the first title that has words in place of those that are empty, which are no problem then."""
    titles = source.tutorial.titles
    lent = next((said.text for said in titles if said.text), None)
    empty = [(SCRIPT, said.line) for said in titles if not said.text]
    if lent is None or not empty:
        return source
    filled = tuple(said if said.text else replace(said, text=lent) for said in titles)
    problems = tuple(
        problem
        for problem in source.problems
        if (problem.file, problem.line) not in empty or problem.level == "warning"
    )
    return replace(source, tutorial=replace(source.tutorial, titles=filled), problems=problems)


def add_languages(source: TutorialSource, languages: Iterable[str]) -> TutorialSource:
    """The tutorial in further languages, as far as its script declares them: read again, unless it has them all."""
    declared = tuple(lang for lang in source.tutorial.languages if lang in {*source.languages, *languages})
    return source if declared == source.languages else read_source(source.folder, declared, source.given)


def today() -> datetime.date:
    """The current date in the computer's time zone."""
    return datetime.datetime.now().astimezone().date()


def _missing_title(expected: Sequence[str], tutorial: Tutorial) -> Problem:
    missing = "The script has no title in a language that school.toml asks for ({expected})."
    remedy = "Add a line such as “# {expected}: …” at the top, or build with --lang {languages}."
    advice = Message(remedy, expected=expected[0], languages=tutorial.languages[0])
    return Problem(SCRIPT, 1, Message(missing, expected=", ".join(expected)), advice)
