"""Opens what belongs to a tutorial besides its screenshots: memos, greetings, the school's photo and logo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.model import Film, Problem
from annotator.pack.scan.scan_problems import move_to_script
from annotator.pack.scan.step_view import select_view
from annotator.pack.tutorial_source import TutorialSource
from annotator.script import SCHOOL, SCRIPT


@dataclass
class Attachments:
    """The digests of the school's ``photo`` and ``logo``, each language's greeting, and what is wrong with any of it.

    ``pictures`` and ``films`` map digests to files.
    """

    photo: str | None = None
    logo: str | None = None
    greetings: dict[str, Film] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    films: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    school_problems: list[Problem] = field(default_factory=list)
    """Those of ``school.toml``, which no line of the script accepts."""


def open_attachments(source: TutorialSource, cache: Cache, decoded: Callable[[], None] = lambda: None) -> Attachments:
    """Open all that belongs to a tutorial; ``decoded`` is called after each memo."""
    found = Attachments()
    found.problems += _moving(source)
    _open_greetings(source, cache, found)
    for file, line in list_memos(source):
        found.problems += _memo_problems(source, file, line, cache)
        decoded()
    _open_school_pictures(source, found)
    return found


def list_memos(source: TutorialSource) -> tuple[tuple[str, int], ...]:
    """Every memo that a build would use, with the line that it belongs to."""
    tutorial = source.tutorial
    found = [(memo, step.line) for step in tutorial.steps for memo in step.memos]
    found += [(memo, 1) for memo in (*tutorial.title_memos, *tutorial.end_memos)]
    return tuple((memo.file, line) for memo, line in found if memo.lang in source.languages)


def _memo_problems(source: TutorialSource, file: str, line: int, cache: Cache) -> Iterator[Problem]:
    from annotator.voice import memo as voice_memo

    try:
        voice_memo.memo_clip(source.folder / file, cache, clean=source.school.memo_clean)
    except ProblemsError as error:
        yield from (move_to_script(problem, line) for problem in error.problems)


def _open_school_pictures(source: TutorialSource, found: Attachments) -> None:
    found.photo = _school_picture(source, "help.photo", source.school.photo, found)
    found.logo = _school_picture(source, "logo", source.school.logo, found)


def _school_picture(source: TutorialSource, key: str, path: Path | None, found: Attachments) -> str | None:
    """The digest of a picture that ``school.toml`` names, or None."""
    from annotator.screen import load

    if path is None:
        return None
    try:
        digest = load.load(path).digest
    except ProblemsError as error:
        for problem in error.problems:
            message = f"{key}: {problem.file} {problem.message}"
            line = dict(source.school.lines).get(key, 0)
            found.school_problems.append(Problem(SCHOOL, line, message, problem.remedy))
        return None
    found.pictures[digest] = path
    return digest


def _open_greetings(source: TutorialSource, cache: Cache, found: Attachments) -> None:
    for item in source.tutorial.greetings:
        if item.lang not in source.languages:
            continue
        from annotator.video import recording
        from annotator.voice import memo as voice_memo

        path = source.folder / item.file
        try:
            made = recording.prepare_greeting(path, cache)
            voice_memo.memo_clip(path, cache, clean=source.school.memo_clean, film=True)
        except ProblemsError as error:
            found.problems += [move_to_script(problem, 1) for problem in error.problems]
        else:
            found.greetings[item.lang], found.films[made.film.digest] = made.film, made.path


def _moving(source: TutorialSource) -> Iterator[Problem]:
    """A warning for each recording: private data is looked for on its last picture only."""
    for step in source.tutorial.steps:
        names = dict.fromkeys(view.name for lang in source.languages if (view := select_view(step, lang)).moves)
        for name in names:
            yield Problem(
                SCRIPT,
                step.line,
                f"{name} moves: names and numbers can be found only on its last picture.",
                "Watch it to its end before you send it. Cover a place for the whole step with “- hide: 10% 40% 80% 7%”, "
                "then write “- ok: I watched it”.",
                "warning",
            )
