"""Read a tutorial's files as far as they can be read, so that one report lists every problem.

Text files (script, school, consents) are read without opening any media; `open_attachments` opens memos, greetings, photo and
logo.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator import languages
from annotator import script as script_layer
from annotator.cache import Cache
from annotator.edition.scan.scan_problems import move_to_script
from annotator.edition.scan.step_view import select_view
from annotator.errors import ProblemsError
from annotator.messages import Message, join
from annotator.model import Film, LangFile, Problem, School, Step, Tutorial, without_warnings
from annotator.phrases import native_name
from annotator.script import SCHOOL, SCRIPT
from annotator.script.consent import files_needing_consent
from annotator.voice import choose


def restrict_to_consent(source: TutorialSource, today: datetime.date) -> tuple[TutorialSource, tuple[str, ...]]:
    """The tutorial without the memos, greetings and photo that may not be on the website, and notes about them.

    If nothing is barred, ``source`` itself is returned. A synthetic voice takes the place of a memo; a language that
    has no voice is left out, so the result may have no languages.
    """
    barred = find_barred_files(source, today)
    if not barred:
        return source, ()

    def without_barred(files: tuple[LangFile, ...]) -> tuple[LangFile, ...]:
        return tuple(file for file in files if file.file not in barred)

    tutorial = source.tutorial

    def restrict(step: Step) -> Step:
        phone_files = tuple(replace(each, memos=without_barred(each.memos)) for each in step.phone_files)
        return replace(step, memos=without_barred(step.memos), phone_files=phone_files)

    steps = tuple(map(restrict, tutorial.steps))
    tutorial = replace(
        tutorial,
        steps=steps,
        title_memos=without_barred(tutorial.title_memos),
        end_memos=without_barred(tutorial.end_memos),
        greetings=without_barred(tutorial.greetings),
    )
    school = source.school
    if school.photo is not None and school.photo.name in barred:
        school = replace(school, photo=None)
    has_memos = {lang: all(step.memo(lang) is not None for step in steps) for lang in source.languages}
    spoken = tuple(lang for lang in source.languages if has_memos[lang] or languages.has_table(lang, "voices.toml"))
    notes = [
        Message("Not on the website, since there is no consent for it: {barred}.", barred=", ".join(sorted(barred)))
    ]
    names = dict(source.school.language_names)
    left_out = [native_name(lang, names) for lang in source.languages if lang not in spoken]
    if left_out:
        notes.append(
            Message(
                "So there is no page in {left_out}: no synthetic voice speaks that language.",
                left_out=", ".join(left_out),
            )
        )
    return replace(source, tutorial=tutorial, school=school, languages=spoken), tuple(notes)


def find_barred_files(source: TutorialSource, today: datetime.date) -> frozenset[str]:
    """The names of files with a voice or a face that may not be on the website on the day ``today``."""
    files = set(files_needing_consent(source.tutorial, source.school))
    return frozenset(file for file in files if not source.consents.is_allowed(file, "website", today))


@dataclass(frozen=True)
class TutorialSource:
    """A tutorial as read from its files, even if parts of it have problems.

    That of ``tutorials/join-class-on-zoom`` has the languages ``("es", "en", "pt")`` and a `Tutorial` of six steps; a line
    that can't be read adds ``Problem("tutorial.md", 7, …)`` and leaves the rest as it is.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the parts of the script that could be read.
        school: the settings of ``school.toml``; defaults where there is none.
        school_file: the path of the ``school.toml`` that was found, or None.
        languages: the tags of the languages to make, out of those that the script declares: ``("es", "en")``.
        problems: all problems and warnings so far.
        consents: the permissions in ``consent.toml``: who allowed which use of a voice or face, and until when.
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
    return TutorialSource(folder, tutorial, school, school_file, declared, tuple(problems), consents, given)


def lend_titles(source: TutorialSource) -> TutorialSource:
    """The source with the first title in place of those that are empty, which are no problem then."""
    titles = source.tutorial.titles
    lent = next((said.text for said in titles if said.text), None)
    empty = [(SCRIPT, said.line) for said in titles if not said.text]
    if lent is None or not empty:
        return source
    filled = tuple(said if said.text else replace(said, text=lent) for said in titles)
    problems = tuple(one for one in source.problems if (one.file, one.line) not in empty or one.level == "warning")
    return replace(source, tutorial=replace(source.tutorial, titles=filled), problems=problems)


def add_languages(source: TutorialSource, languages: Iterable[str]) -> TutorialSource:
    """Read a tutorial again in further languages, as far as its script declares them."""
    declared = tuple(lang for lang in source.tutorial.languages if lang in {*source.languages, *languages})
    return source if declared == source.languages else read_source(source.folder, declared, source.given)


def today() -> datetime.date:
    """The current date in the computer's time zone."""
    return datetime.datetime.now().astimezone().date()


def _missing_title(expected: Sequence[str], tutorial: Tutorial) -> Problem:
    return Problem(
        SCRIPT,
        1,
        Message(
            "The script has no title in a language that school.toml asks for ({expected}).",
            expected=", ".join(expected),
        ),
        Message(
            "Add a line such as “# {expected}: …” at the top, or build with --lang {languages}.",
            expected=expected[0],
            languages=tutorial.languages[0],
        ),
    )


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
    """Open all media of a tutorial. Files that can't be opened become problems in the result."""
    found = Attachments()
    found.problems += _warn_of_recordings(source)
    _open_greetings(source, cache, found)
    for file, line in _list_memos(source):
        from annotator.voice import memo as voice_memo  # only for tutorials with memos

        try:
            voice_memo.memo_clip(source.folder / file, cache, clean=source.school.memo_clean)
        except ProblemsError as error:
            found.problems += [move_to_script(problem, line) for problem in error.problems]
    found.photo = _open_school_picture(source, "help.photo", source.school.photo, found)
    found.logo = _open_school_picture(source, "logo", source.school.logo, found)
    return found


def _list_memos(source: TutorialSource) -> tuple[tuple[str, int], ...]:
    """The file name of each memo in a language to make, with the line of its step; line 1 for title and closing."""
    tutorial = source.tutorial
    found = [(memo, step.line) for step in tutorial.steps for memo in step.all_memos]
    found += [(memo, 1) for memo in (*tutorial.title_memos, *tutorial.end_memos)]
    return tuple((memo.file, line) for memo, line in found if memo.lang in source.languages)


def _open_school_picture(source: TutorialSource, key: str, path: Path | None, found: Attachments) -> str | None:
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
            found.school_problems.append(Problem(SCHOOL, line, message, problem.remedy))
        return None
    found.pictures[digest] = path
    return digest


def _open_greetings(source: TutorialSource, cache: Cache, found: Attachments) -> None:
    for item in source.tutorial.greetings:
        if item.lang not in source.languages:
            continue
        from annotator.video import recordings
        from annotator.voice import memo as voice_memo

        path = source.folder / item.file
        try:
            greeting = recordings.prepare(path, cache, max_seconds=recordings.MAX_GREETING_SECONDS)
            voice_memo.memo_clip(path, cache, clean=source.school.memo_clean, film=True)
        except ProblemsError as error:
            found.problems += [move_to_script(problem, 1) for problem in error.problems]
        else:
            found.greetings[item.lang] = greeting.film
            found.films[greeting.film.digest] = greeting.path


def _warn_of_recordings(source: TutorialSource) -> Iterator[Problem]:
    """A warning for each screen recording, since only its last frame is searched for private data."""
    for step in source.tutorial.steps:
        names = dict.fromkeys(view.name for lang in source.languages if (view := select_view(step, lang)).moves)
        for name in names:
            yield Problem(
                SCRIPT,
                step.line,
                Message("{name} is a recording: only its last picture is searched for names and numbers.", name=name),
                "Watch all of it before you send it. To cover an area during the whole step, write “- hide: 10% 40% 80% 7%”. "
                "Then write “- ok: I watched it”.",
                "warning",
            )
