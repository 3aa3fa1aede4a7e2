"""Opens what belongs to a tutorial besides its screenshots: memos, greetings, recordings, the school's photo and logo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.errors import ProblemsError
from annotator.model import Film, Problem, Progress
from annotator.pack.scan import at_line, view_of
from annotator.script import SCHOOL, SCRIPT

if TYPE_CHECKING:
    from annotator.pack.survey import Script


def school_pictures(script: Script) -> tuple[dict[Path, str], list[Problem]]:
    """The digests of the school's photo and logo, and what is wrong with them."""
    from annotator.screen import load

    digests: dict[Path, str] = {}
    problems: list[Problem] = []
    lines = dict(script.school.lines)
    for key, path in (("help.photo", script.school.photo), ("logo", script.school.logo)):
        if path is None:
            continue
        try:
            digests[path] = load.load(path).digest
        except ProblemsError as error:
            for problem in error.problems:
                message = f"{key}: {problem.file} {problem.message}"
                problems.append(Problem(SCHOOL, lines.get(key, 0), message, problem.remedy))
    return digests, problems


def moving(script: Script) -> Iterator[Problem]:
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


def greetings(script: Script, cache: Cache) -> tuple[dict[str, Film], dict[str, Path], list[Problem]]:
    """The film of each language's greeting, the files of the films, and what is wrong with them."""
    found: dict[str, Film] = {}
    films: dict[str, Path] = {}
    problems: list[Problem] = []
    for item in script.tutorial.greetings:
        if item.lang not in script.languages:
            continue
        from annotator.video import recording
        from annotator.voice import memo as voice_memo

        path = script.folder / item.file
        try:
            made = recording.prepare_greeting(path, cache)
            voice_memo.memo_clip(path, cache, clean=script.school.memo_clean, film=True)
        except ProblemsError as error:
            problems += [at_line(problem, 1) for problem in error.problems]
        else:
            found[item.lang], films[made.film.digest] = made.film, made.path
    return found, films, problems


def memo_problems(script: Script, cache: Cache, progress: Progress) -> Iterator[Problem]:
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
