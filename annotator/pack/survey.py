"""Looks at a tutorial before anything is made of it: reads the script, opens every picture, looks for every target.

All problems are gathered, none is guessed away, and none hides another: what can be read is looked at. Whether the
tutorial can be built is for `annotator.pack.preflight` to say.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.model import (
    Film,
    Problem,
    Progress,
    School,
    Screen,
    Step,
    Tutorial,
    no_progress,
)
from annotator.pack import belongings, covering, discretion, limits
from annotator.pack.scan import Pictures, SeenStep, Shown, StepView, view_of
from annotator.pack.scan_cache import Looks
from annotator.phrases import wording_of
from annotator.privacy.matcher import Matcher, privacy_of
from annotator.script import SCRIPT, plain
from annotator.voice import choose

_Done = dict[tuple[int, StepView], SeenStep]
"""What was seen: by the index of the step, and what it shows."""


@dataclass(frozen=True)
class Survey:
    """A tutorial with what was seen on its pictures. ``seen[lang]`` has one entry a step.

    With a problem in ``problems`` it can't be built, and what could not be opened was not seen.
    """

    folder: Path
    tutorial: Tutorial
    school: School
    languages: tuple[str, ...]
    seen: dict[str, tuple[SeenStep, ...]]
    shown: dict[str, Shown]
    """What a screen's digest stands for."""
    films: dict[str, Path]
    """The files of the films, by their digests."""
    greetings: dict[str, Film]
    """The film with a person's greeting, by language."""
    photo: str | None
    logo: str | None
    school_pictures: dict[str, Path]
    """What the digests of ``photo`` and ``logo`` stand for."""
    problems: tuple[Problem, ...]
    consents: script_layer.Consents
    """Where each memo, greeting and photo may be used."""
    matcher: Matcher
    """What is private in the tutorial."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be thought about, and stops nothing."""
        return tuple(problem for problem in self.problems if problem.level == "warning")


@dataclass(frozen=True)
class Script:
    """A tutorial as far as it could be read, before any picture is opened; ``problems`` has its warnings, too."""

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
    asked = tuple(script_layer.language(lang) or lang for lang in languages)
    wanted = asked or school.languages or tutorial.languages
    problems += script_layer.check_completeness(tutorial, wanted, asked=bool(languages), unsure=reading.unsure)
    declared = tuple(lang for lang in tutorial.languages if lang in wanted)
    if not declared and 0 not in reading.unsure and not languages:
        problems.append(
            Problem(
                SCRIPT,
                1,
                f"None of the languages that school.toml asks for ({', '.join(wanted)}) has a title here.",
                f"Add a line such as “# {wanted[0]}: …” at the top, or build with --lang {tutorial.languages[0]}.",
            )
        )
    problems += limits.of_script(tutorial, declared)
    problems += script_layer.check_glyphs(tutorial, declared or tutorial.languages)
    problems = list(script_layer.without_accepted(tutorial, problems))
    consents, consent_problems = script_layer.find_consents(folder, school_file)
    # An "ok:" line is a word about the tutorial, never one for the school, or for the person whose voice it is.
    problems += school_problems
    problems += consent_problems
    problems += script_layer.check_consents(tutorial, school, consents, _today())
    return Script(folder, tutorial, school, school_file, declared, tuple(problems), consents)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def survey(script: Script, cache: Cache, progress: Progress = no_progress) -> Survey:
    """Open every picture and memo that is there, and look for every target. What is wrong is in its ``problems``."""
    tutorial = script.tutorial
    matcher = Matcher(privacy_of(tutorial, script.school))
    pictures = Pictures(script.folder, tutorial, matcher, cache)
    looks = Looks(script.folder, matcher.privacy, pictures.icon_path, cache)
    done, problems = _look(script, pictures, looks, progress)
    seen = {
        lang: tuple(
            done.get((index, view := view_of(step, lang))) or _unseen(step, view, matcher)
            for index, step in enumerate(tutorial.steps)
        )
        for lang in script.languages
    }
    greetings, films, greeting_problems = belongings.greetings(script, cache)
    problems += belongings.moving(script)
    problems += greeting_problems
    problems += belongings.memo_problems(script, cache, progress)
    problems += _plain(script, done)
    problems += _private(script, matcher, done)
    problems = list(script_layer.without_accepted(tutorial, problems))
    digests, school_problems = belongings.school_pictures(script)
    problems += school_problems
    return Survey(
        folder=script.folder,
        tutorial=tutorial,
        school=script.school,
        languages=script.languages,
        seen=seen,
        shown=pictures.shown,
        films=pictures.films | films,
        greetings=greetings,
        photo=digests.get(script.school.photo) if script.school.photo else None,
        logo=digests.get(script.school.logo) if script.school.logo else None,
        school_pictures={digest: path for path, digest in digests.items()},
        problems=tuple(sorted((*script.problems, *problems), key=_place)),
        consents=script.consents,
        matcher=matcher,
    )


def _look(script: Script, pictures: Pictures, looks: Looks, progress: Progress) -> tuple[_Done, list[Problem]]:
    """What each step saw on each picture that is there, and what is wrong with it."""
    done: _Done = {}
    problems: list[Problem] = []
    views = _views(script)
    # Picture by picture, so that each is decoded once; one that was looked at before, not at all.
    for number, view in enumerate(views, start=1):
        progress("pictures", number - 1, len(views))
        users = [
            (index, step)
            for index, step in enumerate(script.tutorial.steps)
            if any(view_of(step, lang) == view for lang in _shown_in(script))
        ]
        recalled = [looks.recall(step, view.name) for _, step in users]
        if all(recalled):
            for (index, _), row in zip(users, recalled, strict=True):
                assert row is not None
                done[index, view] = pictures.remember(row, view)
            continue
        problems += pictures.open(view, _line_of(script.tutorial, view.name))
        for index, step in users:
            looked = pictures.look(step, view)
            problems += looked.problems
            if looked.step is not None:
                done[index, view] = looked.step
            if looked.step is not None and not looked.problems:
                looks.keep(step, view.name, looked.step)
    progress("pictures", len(views), len(views))
    return done, problems


def _private(script: Script, matcher: Matcher, done: _Done) -> Iterator[Problem]:
    """What a family would read or hear of somebody, and what may be a name."""
    screens = {
        index: [found for lang in script.languages if (found := done.get((index, view_of(step, lang))))]
        for index, step in enumerate(script.tutorial.steps)
    }
    yield from discretion.typed(script.tutorial, script.school, matcher, script.folder.resolve().name)
    yield from discretion.asked(script.tutorial, matcher, screens)
    if all(len(found) == len(script.languages) for found in screens.values()):
        yield from discretion.unused(script.tutorial, matcher, screens)


def _plain(script: Script, done: _Done) -> tuple[Problem, ...]:
    """What families would not understand in the script's sentences, with the words on each screenshot in mind."""
    from annotator.text import sentences

    words = {}
    for index, step in enumerate(script.tutorial.steps):
        for lang in script.languages:
            if (seen := done.get((index, view_of(step, lang)))) is not None:
                words[index, lang] = seen.texts
    return plain.review(script.tutorial, script.languages, words, sentences.split)


def with_problems(seen: Survey, problems: Iterable[Problem]) -> Survey:
    """A survey in which further problems were found."""
    return replace(seen, problems=tuple(sorted((*seen.problems, *problems), key=_place)))


def _shown_in(script: Script) -> tuple[str, ...]:
    """The languages whose pictures are looked at: with no title that could be read, each step's own picture."""
    return script.languages or ("",)


def _views(script: Script) -> list[StepView]:
    """What the steps show, as far as it is there: a picture that is missing was reported by the script's reader."""
    there = script_layer.list_files(script.folder)
    views = {view_of(step, lang) for step in script.tutorial.steps for lang in _shown_in(script)}
    known = script_layer.PICTURES | script_layer.RECORDINGS
    return sorted(
        (view for view in views if view.name in there and script_layer.suffix(view.name) in known), key=_natural
    )


def _unseen(step: Step, view: StepView, matcher: Matcher) -> SeenStep:
    """What is known of a step whose picture can't be opened."""
    called = covering.called(wording_of(step.action, None), matcher.for_step(step))
    return SeenStep(Screen(""), view.name, None, (), called)


def _natural(view: StepView) -> tuple[str, StepView]:
    return view.name.casefold(), view


def _place(problem: Problem) -> tuple[int, bool, int]:
    """Where a problem comes in a list: by file, then by line; those of a whole file come last."""
    files = (SCRIPT, script_layer.SCHOOL)
    number = files.index(problem.file) if problem.file in files else len(files)
    return number, problem.line == 0, problem.line


def _line_of(tutorial: Tutorial, name: str) -> int:
    for step in tutorial.steps:
        if step.picture == name or any(picture.file == name for picture in step.pictures):
            return step.line
    return 0
