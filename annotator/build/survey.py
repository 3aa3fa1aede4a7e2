"""Looks at a tutorial before anything is made of it: reads the script, opens every picture, looks for every target.

``check`` shows what a survey says; ``build`` starts from one. All problems are gathered, none is guessed away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import script as script_layer
from annotator.build import discretion, limits
from annotator.build.looking import Pictures, SeenStep, Shown, View, at_line, view_of
from annotator.build.looks import Looks
from annotator.cache import Cache, digest, key
from annotator.errors import ProblemsError
from annotator.model import (
    Film,
    Problem,
    Progress,
    School,
    Tutorial,
    no_progress,
)
from annotator.privacy.matcher import Matcher, privacy_of
from annotator.script import SCRIPT, plain

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True)
class Survey:
    """A tutorial that can be built: no problems, perhaps warnings. ``seen[lang]`` has one entry a step."""

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
    warnings: tuple[Problem, ...]
    consents: script_layer.Consents
    """Where each memo, greeting and photo may be used."""
    matcher: Matcher
    """What is private in the tutorial."""


@dataclass(frozen=True)
class Script:
    """A tutorial as it was read, before any picture is opened."""

    folder: Path
    tutorial: Tutorial
    school: School
    school_file: Path | None
    languages: tuple[str, ...]
    warnings: tuple[Problem, ...]
    consents: script_layer.Consents


def read(folder: Path, languages: Sequence[str] = ()) -> Script:
    """Read ``tutorial.md`` and ``school.toml``; ``languages`` are those asked for (none: the school's, or all).

    Raises ProblemsError with everything that is wrong in either.
    """
    reading = script_layer.read_folder(folder)
    school, school_problems, school_file = script_layer.find_school(folder)
    problems = [*reading.problems, *school_problems]
    if reading.tutorial is None:
        raise ProblemsError(problems)
    tutorial = reading.tutorial
    asked = tuple(script_layer.language(lang) or lang for lang in languages)
    wanted = asked or school.languages or tutorial.languages
    problems += script_layer.completeness(tutorial, wanted, asked=bool(languages))
    declared = tuple(lang for lang in tutorial.languages if lang in wanted)
    if not declared and all(problem.level != "problem" for problem in problems):
        problems.append(
            Problem(
                SCRIPT,
                1,
                f"None of the languages that school.toml asks for ({', '.join(wanted)}) has a title here.",
                f"Add a line such as “# {wanted[0]}: …” at the top, or build with --lang {tutorial.languages[0]}.",
            )
        )
    problems += script_layer.accepted(tutorial, limits.of_script(tutorial, declared))
    consents, consent_problems = script_layer.find_consents(folder, school_file)
    # An "ok:" line is a word about the tutorial, never one for the person whose voice it is.
    problems += consent_problems
    problems += script_layer.consent_problems(tutorial, school, consents, _today())
    if any(problem.level == "problem" for problem in problems):
        raise ProblemsError(problems)
    return Script(folder, tutorial, school, school_file, declared, tuple(problems), consents)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def survey(script: Script, cache: Cache, progress: Progress = no_progress) -> Survey:
    """Open every picture and memo, and look for every target. Raises ProblemsError with all that is wrong."""
    tutorial = script.tutorial
    problems: list[Problem] = []
    views = sorted({view_of(step, lang) for step in tutorial.steps for lang in script.languages}, key=_natural)
    matcher = Matcher(privacy_of(tutorial, script.school))
    pictures = Pictures(script.folder, tutorial, matcher, cache)
    looks = Looks(script.folder, matcher.privacy, pictures.icon_path, cache)
    done: dict[tuple[int, View], SeenStep | None] = {}
    # Picture by picture, so that each is decoded once; one that was looked at before, not at all.
    for number, view in enumerate(views, start=1):
        progress("pictures", number - 1, len(views))
        users = [
            (index, step)
            for index, step in enumerate(tutorial.steps)
            if any(view_of(step, lang) == view for lang in script.languages)
        ]
        recalled = [looks.recall(step, view.name) for _, step in users]
        if all(recalled):
            for (index, _), row in zip(users, recalled, strict=True):
                done[index, view] = pictures.remember(SeenStep(*(row or ())), view)
            continue
        problems += pictures.open(view, _line_of(tutorial, view.name))
        for index, step in users:
            looked = pictures.look(step, view)
            problems += looked.problems
            done[index, view] = looked.step
            if looked.step is not None and not looked.problems:
                looks.keep(step, view.name, tuple(getattr(looked.step, part.name) for part in fields(looked.step)))
    progress("pictures", len(views), len(views))
    seen = {
        lang: tuple(found for index, step in enumerate(tutorial.steps) if (found := done[index, view_of(step, lang)]))
        for lang in script.languages
    }
    problems += _moving(script)
    greetings, films, greeting_problems = _greetings(script, cache)
    problems += greeting_problems
    problems += _memo_problems(script, cache, progress)
    problems += _unspoken(script, cache)
    problems += _plain(script, done)
    screens = {
        index: [found for lang in script.languages if (found := done[index, view_of(step, lang)])]
        for index, step in enumerate(tutorial.steps)
    }
    problems += discretion.typed(tutorial, script.school, matcher, script.folder.resolve().name)
    problems += discretion.asked(tutorial, matcher, screens)
    problems += discretion.unused(tutorial, matcher, screens)
    problems = list(script_layer.accepted(tutorial, sorted(problems, key=lambda problem: problem.line)))
    if any(problem.level == "problem" for problem in problems):
        raise ProblemsError([*script.warnings, *problems])
    own = {digest(path.read_bytes()): path for path in (script.school.photo, script.school.logo) if path}
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
        warnings=(*script.warnings, *problems),
        consents=script.consents,
        matcher=matcher,
    )


def for_build(script: Script, cache: Cache, progress: Progress = no_progress) -> Survey:
    """A survey whose problems may be printed where others read them: no private word is in their messages."""
    try:
        return survey(script, cache, progress)
    except ProblemsError as error:
        matcher = Matcher(privacy_of(script.tutorial, script.school))
        raise ProblemsError(discretion.for_logs(problem, matcher) for problem in error.problems) from error


def _plain(script: Script, done: Mapping[tuple[int, View], SeenStep | None]) -> tuple[Problem, ...]:
    """What families would not understand in the script's sentences, with the words on each screenshot in mind."""
    from annotator.voice import sentences

    words = {}
    for index, step in enumerate(script.tutorial.steps):
        for lang in script.languages:
            if (seen := done[index, view_of(step, lang)]) is not None:
                words[index, lang] = seen.texts
    return plain.review(script.tutorial, script.languages, words, sentences.split)


def pixels_of(survey: Survey, screen: str) -> npt.NDArray[np.uint8]:
    """The RGB pixels (H, W, 3) that a digest of this survey stands for; of a screenshot, with everything private covered.

    Raises ProblemsError where the file is no longer the one that was looked at: its covers would be in the wrong places.
    """
    from annotator.picture import hide, load

    if screen in survey.school_pictures:
        picture = load.load(survey.school_pictures[screen])
        _check_unchanged(picture.name, picture.digest, screen)
        return picture.pixels
    shown = survey.shown[screen]
    picture = load.load(shown.path, shown.name)
    _check_unchanged(picture.name, key(picture.digest, shown.covers), screen)
    return hide.cover(picture.pixels, shown.covers)


def _check_unchanged(name: str, now: str, before: str) -> None:
    if now != before:
        message = "was changed while the tutorial was being made."
        raise ProblemsError([Problem(name, 0, message, "Run the same command again.")])


def _natural(view: View) -> tuple[str, View]:
    return view.name.casefold(), view


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


def _unspoken(script: Script, cache: Cache) -> Iterator[Problem]:
    """Words without a memo in a language that no voice speaks, whatever is installed or asked for."""
    from annotator.voice import choose

    for lang in script.languages:
        if any(engine.voices(lang) for engine in choose.engines(cache)):
            continue
        for number, step in enumerate(script.tutorial.steps, start=1):
            if step.said(lang) and not step.memo(lang):
                name = f"{step.picture.rpartition('.')[0]}.{lang}.m4a"
                yield Problem(
                    SCRIPT,
                    step.line,
                    f'Step {number} has words in "{lang}", but no voice speaks that language.',
                    f'Put a memo beside the picture, for instance "{name}"; the words then stand below it.',
                )


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
