"""Looks at a tutorial before anything is made of it: reads the script, opens every picture, looks for every target.

All problems are gathered, none is guessed away, and none hides another: what can be read is looked at. Whether the
tutorial can be built is for `annotator.build.preflight` to say.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import script as script_layer
from annotator.build import limits
from annotator.build.looking import Pictures, SeenStep, Shown, View, at_line, view_of
from annotator.build.looks import Looks
from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.model import (
    Film,
    Problem,
    Progress,
    School,
    Screen,
    Tutorial,
    no_progress,
)
from annotator.script import SCRIPT, plain

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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
    school, school_problems, school_file = script_layer.find_school(folder)
    if reading.readable is None:
        raise ProblemsError([*reading.problems, *school_problems])
    tutorial = reading.readable
    problems = list(reading.problems)
    asked = tuple(script_layer.language(lang) or lang for lang in languages)
    wanted = asked or school.languages or tutorial.languages
    problems += script_layer.completeness(tutorial, wanted, asked=bool(languages), unsure=reading.unsure)
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
    problems += script_layer.undrawn(tutorial, declared or tutorial.languages)
    problems = list(script_layer.accepted(tutorial, problems))
    consents, consent_problems = script_layer.find_consents(folder, school_file)
    # An "ok:" line is a word about the tutorial, never one for the school, or for the person whose voice it is.
    problems += school_problems
    problems += consent_problems
    problems += script_layer.consent_problems(tutorial, school, consents, _today())
    return Script(folder, tutorial, school, school_file, declared, tuple(problems), consents)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def survey(script: Script, cache: Cache, progress: Progress = no_progress) -> Survey:
    """Open every picture and memo that is there, and look for every target. What is wrong stands in its ``problems``."""
    tutorial = script.tutorial
    problems: list[Problem] = []
    views = _views(script)
    pictures = Pictures(script.folder, cache)
    looks = Looks(script.folder, script.school, pictures.icon_path, cache)
    done: dict[tuple[int, View], SeenStep | None] = {}
    # Picture by picture, so that each is decoded once; one that was looked at before, not at all.
    for number, view in enumerate(views, start=1):
        progress("pictures", number - 1, len(views))
        users = [
            (index, step)
            for index, step in enumerate(tutorial.steps)
            if any(view_of(step, lang) == view for lang in _shown_in(script))
        ]
        recalled = [looks.recall(step, view.name) for _, step in users]
        if all(recalled):
            for (index, _), row in zip(users, recalled, strict=True):
                done[index, view] = pictures.remember(SeenStep(*(row or ())), view)
            continue
        problems += pictures.open(view, _line_of(tutorial, view.name))
        for index, step in users:
            looked = pictures.look(step, view, script.school)
            problems += looked.problems
            done[index, view] = looked.step
            if looked.step is not None and not looked.problems:
                looks.keep(step, view.name, tuple(getattr(looked.step, part.name) for part in fields(looked.step)))
    progress("pictures", len(views), len(views))
    seen = {
        lang: tuple(
            done.get((index, view := view_of(step, lang))) or _unseen(view) for index, step in enumerate(tutorial.steps)
        )
        for lang in script.languages
    }
    problems += _moving(script)
    greetings, films, greeting_problems = _greetings(script, cache)
    problems += greeting_problems
    problems += _memo_problems(script, cache, progress)
    problems += _plain(script, done)
    problems = list(script_layer.accepted(tutorial, problems))
    own, school_problems = _school_pictures(script)
    problems += school_problems
    named = {path: name for name, path in own.items()}
    return Survey(
        folder=script.folder,
        tutorial=tutorial,
        school=script.school,
        languages=script.languages,
        seen=seen,
        shown=pictures.shown,
        films=pictures.films | films,
        greetings=greetings,
        photo=named.get(script.school.photo) if script.school.photo else None,
        logo=named.get(script.school.logo) if script.school.logo else None,
        school_pictures=own,
        problems=tuple(sorted((*script.problems, *problems), key=_place)),
        consents=script.consents,
    )


def _plain(script: Script, done: Mapping[tuple[int, View], SeenStep | None]) -> tuple[Problem, ...]:
    """What families would not understand in the script's sentences, with the words on each screenshot in mind."""
    from annotator.voice import sentences

    words = {}
    for index, step in enumerate(script.tutorial.steps):
        for lang in script.languages:
            if (seen := done.get((index, view_of(step, lang)))) is not None:
                words[index, lang] = seen.texts
    return plain.review(script.tutorial, script.languages, words, sentences.split)


def pixels_of(survey: Survey, screen: str) -> npt.NDArray[np.uint8]:
    """The RGB pixels (H, W, 3) that a digest of this survey stands for; of a screenshot, with everything private covered."""
    from annotator.picture import hide, load

    if screen in survey.school_pictures:
        return load.load(survey.school_pictures[screen]).pixels
    shown = survey.shown[screen]
    return hide.cover(load.load(shown.path, shown.name).pixels, shown.covers)


def with_problems(seen: Survey, problems: Iterable[Problem]) -> Survey:
    """A survey in which further problems were found."""
    return replace(seen, problems=tuple(sorted((*seen.problems, *problems), key=_place)))


def _shown_in(script: Script) -> tuple[str, ...]:
    """The languages whose pictures are looked at: with no title that could be read, each step's own picture."""
    return script.languages or ("",)


def _views(script: Script) -> list[View]:
    """What the steps show, as far as it is there: a picture that is missing was reported by the script's reader."""
    there = script_layer.file_names(script.folder)
    views = {view_of(step, lang) for step in script.tutorial.steps for lang in _shown_in(script)}
    known = script_layer.PICTURES | script_layer.RECORDINGS
    return sorted(
        (view for view in views if view.name in there and script_layer.suffix(view.name) in known), key=_natural
    )


def _unseen(view: View) -> SeenStep:
    """What is known of a step whose picture can't be opened."""
    return SeenStep(Screen(""), view.name, None, ())


def _natural(view: View) -> tuple[str, View]:
    return view.name.casefold(), view


def _place(problem: Problem) -> tuple[int, bool, int]:
    """Where a problem comes in a list: by file, then by line; those of a whole file come last."""
    files = (SCRIPT, script_layer.SCHOOL)
    number = files.index(problem.file) if problem.file in files else len(files)
    return number, problem.line == 0, problem.line


def _school_pictures(script: Script) -> tuple[dict[str, Path], list[Problem]]:
    """The school's photo and logo by their digests, and what is wrong with them."""
    from annotator.picture import load

    pictures: dict[str, Path] = {}
    problems: list[Problem] = []
    lines = dict(script.school.lines)
    for key, path in (("help.photo", script.school.photo), ("logo", script.school.logo)):
        if path is None:
            continue
        try:
            pictures[load.load(path).digest] = path
        except ProblemsError as error:
            for problem in error.problems:
                message = f"{key}: {problem.file} {problem.message}"
                problems.append(Problem(script_layer.SCHOOL, lines.get(key, 0), message, problem.remedy))
    return pictures, problems


def _moving(script: Script) -> Iterator[Problem]:
    """A warning for each recording: what is private is looked for on its last picture only."""
    for step in script.tutorial.steps:
        names = dict.fromkeys(view.name for lang in script.languages if (view := view_of(step, lang)).moves)
        for name in names:
            yield Problem(
                SCRIPT,
                step.line,
                f"{name} moves: names and numbers can be found only on its last picture.",
                "Watch it to its end before you send it. Cover a place for the whole step with “- hide: 10% 40% 80% 7%”, "
                "then write “- ok: I watched it”.",
                "warning",
            )


def _greetings(script: Script, cache: Cache) -> tuple[dict[str, Film], dict[str, Path], list[Problem]]:
    """The film of each language's greeting, the files of the films, and what is wrong with them."""
    greetings: dict[str, Film] = {}
    films: dict[str, Path] = {}
    problems: list[Problem] = []
    for item in script.tutorial.greetings:
        if item.lang not in script.languages:
            continue
        from annotator.video import recording
        from annotator.voice import memo as voice_memo

        path = script.folder / item.file
        try:
            made = recording.greeting(path, cache)
            voice_memo.memo_clip(path, cache, clean=script.school.memo_clean, film=True)
        except ProblemsError as error:
            problems += [at_line(problem, 1) for problem in error.problems]
        else:
            greetings[item.lang], films[made.film.digest] = made.film, made.path
    return greetings, films, problems


def _line_of(tutorial: Tutorial, name: str) -> int:
    for step in tutorial.steps:
        if step.picture == name or any(picture.file == name for picture in step.pictures):
            return step.line
    return 0


def _memo_problems(script: Script, cache: Cache, progress: Progress) -> Iterator[Problem]:
    """Decode every memo that a build would use."""
    memos = [
        (memo.file, step.line) for step in script.tutorial.steps for memo in step.memos if memo.lang in script.languages
    ]
    memos += [
        (memo.file, 1)
        for memo in (*script.tutorial.title_memos, *script.tutorial.end_memos)
        if memo.lang in script.languages
    ]
    if not memos:
        return
    from annotator.voice import memo as voice_memo

    for number, (file, line) in enumerate(memos, start=1):
        progress("memos", number - 1, len(memos))
        try:
            voice_memo.memo_clip(script.folder / file, cache, clean=script.school.memo_clean)
        except ProblemsError as error:
            yield from (at_line(problem, line) for problem in error.problems)
    progress("memos", len(memos), len(memos))
