"""Open the media of a tutorial besides its pictures, so that one that is damaged is known before anything is made.

They are memos, greetings, the photo of the person to ask, and the school's logo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.edition.scan.scan_problems import move_to_script
from annotator.edition.scan.step_view import select_view
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import ProblemsError
from annotator.messages import Message, join
from annotator.model import Film, Problem
from annotator.script import SCHOOL, SCRIPT

if TYPE_CHECKING:
    from annotator.video.recordings import Recording


@dataclass
class Attachments:
    """The opened media of a tutorial, and all problems with them.

    With a photo and a Spanish greeting: ``photo`` "9f2c…", ``pictures`` ``{"9f2c…": Path("…/photo.jpg")}``, ``greetings``
    ``{"es": Film("41be…", 120, (720, 1280))}`` and ``films`` ``{"41be…": Path("…")}``.

    Attributes:
        photo: the digest of the photo of the person to ask, or None.
        logo: the digest of the school's logo, or None.
        greetings: the filmed greeting of each language that has one.
        pictures: the paths of the photo and logo, by digest.
        films: the paths of the prepared greetings, by digest.
        problems: problems at lines of the script.
        school_problems: problems at lines of ``school.toml``, which an "ok:" line can't accept.
    """

    photo: str | None = None
    logo: str | None = None
    greetings: dict[str, Film] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    films: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    school_problems: list[Problem] = field(default_factory=list)


def open_attachments(source: TutorialSource, cache: Cache) -> Attachments:
    """Open the media of a tutorial in its languages. Damaged files become problems in the result.

    A screen recording is opened with the pictures; here there is a warning for it alone.
    """
    attachments = Attachments(problems=[*_warn_of_recordings(source)])
    for greeting in source.tutorial.greetings:
        if greeting.lang in source.languages:
            try:
                recording = _open_greeting(source, greeting.file, cache)
                attachments.greetings[greeting.lang] = recording.film
                attachments.films[recording.film.digest] = recording.path
            except ProblemsError as error:
                attachments.problems += [move_to_script(problem, 1) for problem in error.problems]
    for file, line in _list_memos(source):
        from annotator.voice import memo as voice_memo  # only for tutorials with memos

        try:
            voice_memo.memo_clip(source.folder / file, cache, clean=source.school.memo_clean)
        except ProblemsError as error:
            attachments.problems += [move_to_script(problem, line) for problem in error.problems]
    attachments.photo = _open_school_picture(source, "help.photo", source.school.photo, attachments)
    attachments.logo = _open_school_picture(source, "logo", source.school.logo, attachments)
    return attachments


def _list_memos(source: TutorialSource) -> tuple[tuple[str, int], ...]:
    """The file name of each memo in a language to make, with the line of its step; line 1 for title and closing."""
    tutorial = source.tutorial
    memos = [(memo, step.line) for step in tutorial.steps for memo in step.all_memos]
    memos += [(memo, 1) for memo in (*tutorial.title_memos, *tutorial.end_memos)]
    return tuple((memo.file, line) for memo, line in memos if memo.lang in source.languages)


def _open_school_picture(source: TutorialSource, key: str, path: Path | None, attachments: Attachments) -> str | None:
    """The digest of the picture at ``path``; None if there is none or it can't be opened, which becomes a problem."""
    from annotator.screen import load  # loads Pillow

    if path is None:
        return None
    try:
        digest = load.load(path).digest
    except ProblemsError as error:
        for problem in error.problems:
            message = join(f"{key}:", problem.file, problem.message)
            line = dict(source.school.lines).get(key, 0)
            attachments.school_problems.append(Problem(SCHOOL, line, message, problem.remedy))
        return None
    attachments.pictures[digest] = path
    return digest


def _open_greeting(source: TutorialSource, file: str, cache: Cache) -> Recording:
    """The film of a greeting, whose sound is opened, too. Raises ProblemsError."""
    from annotator.video import recordings
    from annotator.voice import memo as voice_memo

    path = source.folder / file
    recording = recordings.prepare(path, cache, max_seconds=recordings.MAX_GREETING_SECONDS)
    voice_memo.memo_clip(path, cache, clean=source.school.memo_clean, film=True)
    return recording


def _warn_of_recordings(source: TutorialSource) -> Iterator[Problem]:
    """A warning for each screen recording, since only its last frame is searched for private data."""
    for step in source.tutorial.steps:
        views = [select_view(step, lang) for lang in source.languages]
        for name in dict.fromkeys(view.name for view in views if view.moves):
            searched = "{name} is a recording: only its last picture is searched for names and numbers."
            remedy = (
                "Watch all of it before you send it. To cover an area during the whole step, write “- hide: 10% 40% 80% 7%”. "
                "Then write “- ok: I watched it”."
            )
            yield Problem(SCRIPT, step.line, Message(searched, name=name), remedy, "warning")
