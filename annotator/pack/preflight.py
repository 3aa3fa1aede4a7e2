"""Find the problems of a tutorial before anything is made, since a build may take minutes.

``check`` shows the result, and ``build`` makes nothing before it passes. One problem doesn't stop the search for others:
what can be read is checked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.edition import drafting, narration, other_phones, privacy_checks
from annotator.edition.attachments import Attachments, open_attachments
from annotator.edition.edition import Edition
from annotator.edition.edition_builder import build_edition
from annotator.edition.memos import recording_checks
from annotator.edition.scan import name_questions, tutorial_scan
from annotator.edition.scan.step_view import PictureFiles, StepScan
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import MissingError, ProblemsError
from annotator.messages import Message, join
from annotator.model import Problem, Progress, no_progress, without_warnings
from annotator.pack import catalogue, edition_checks
from annotator.pack.catalogue import Options
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import SCRIPT, plain, without_accepted

_FILES: Sequence[str] = (SCRIPT, script_layer.SCHOOL)
"""The files whose problems come first, in this order."""


@dataclass(frozen=True)
class Preflight:
    """The result of checking a tutorial. With a problem in ``problems``, it can't be built.

    If 03.png has no "Unirse", ``problems`` has ``Problem("tutorial.md", 23, "“Unirse” is not on 03.png.", …)``, and the editions
    are complete except for that mark.

    Attributes:
        source: the tutorial as read.
        editions: the tutorial in each of its languages; a step whose picture can't be opened has an empty scan.
        files: the pictures, recordings, greetings, logo and photo that cards refer to, by digest.
        matcher: the matcher of the tutorial's private words.
        problems: all problems and warnings, by file and line.
        missing: the voices that aren't installed, which are in ``problems``, too.
    """

    source: TutorialSource
    editions: tuple[Edition, ...]
    files: PictureFiles
    matcher: Matcher
    problems: tuple[Problem, ...]
    missing: tuple[MissingError, ...] = ()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that don't prevent a build."""
        return tuple(problem for problem in self.problems if problem.level == "warning")

    @property
    def undecided(self) -> int:
        """The number of possible names on which nobody has decided."""
        return sum(warning.secret for warning in self.warnings)

    def edition(self, lang: str) -> Edition:
        """The edition of one language. Raises KeyError."""
        return {edition.lang: edition for edition in self.editions}[lang]

    def with_problems(self, problems: Iterable[Problem]) -> Self:
        """A copy with further problems."""
        return replace(self, problems=tuple(sorted((*self.problems, *problems), key=_sort_key)))

    def passed(self) -> Self:
        """Return itself if the tutorial can be built.

        Raises:
            ProblemsError: with all problems and warnings, private words masked.
            MissingError: the only problems are voices that aren't installed.
        """
        blocking = without_warnings(self.problems)
        if blocking and len(blocking) == len(self.missing):
            raise self.missing[0]
        if blocking:
            raise ProblemsError(privacy_checks.mask_problem(problem, self.matcher) for problem in self.problems)
        return self


def preflight(source: TutorialSource, options: Options, cache: Cache, progress: Progress = no_progress) -> Preflight:
    """Check everything that a build with ``options`` needs. Uses no network, and writes only to the cache."""
    opened = _open_and_check(source, options, cache, progress)
    problems: list[Problem] = []
    for check in (edition_checks.check_names, edition_checks.check_lengths, edition_checks.check_pictures):
        problems += check(opened.editions)
    missing = []
    if catalogue.are_spoken(options.kinds_for(source.school)):
        for problem, error in _check_voices(opened, options, cache):
            problems.append(problem)
            if isinstance(error, MissingError):
                missing.append(error)
    checked = opened.with_problems(without_accepted(source.tutorial, problems))
    return replace(checked, missing=tuple(missing))


def count_inputs(source: TutorialSource) -> int:
    """The number of pictures that a preflight opens, those of other phones aside."""
    return len(tutorial_scan.list_views(source))


def _open_and_check(source: TutorialSource, options: Options, cache: Cache, progress: Progress) -> Preflight:
    """Open all pictures and memos, check all text, and build the edition of each language."""
    matcher = match_privacy(source.tutorial, source.school)
    scan = tutorial_scan.scan_tutorial(source, matcher, cache, progress)
    attachments = open_attachments(source, cache)
    scans = (scan, *scan.phones.values())
    editions = _build_editions(source, options, scan, attachments)
    problems = [
        *(problem for phone_scan in scans for problem in phone_scan.problems),
        *attachments.problems,
        *_check_wording(source, scan),
        *_check_privacy(source, matcher, scan),
        *edition_checks.check_typing(editions),
        *_check_guesses(source, options, scan, cache),
    ]
    with_phones: list[Edition] = []
    for edition in editions:
        problems += other_phones.find_missing_memos(edition)
        with_phones += (edition, *edition.phones)
    problems += recording_checks.check_recordings(source, with_phones, matcher)
    # An "ok:" line accepts nothing about the school.
    problems = [*source.problems, *without_accepted(source.tutorial, problems), *attachments.school_problems]
    problems += edition_checks.check_closings(editions, matcher)
    screenshots = {digest: file for phone_scan in scans for digest, file in phone_scan.scanner.screens.items()}
    return Preflight(
        source=source,
        editions=editions,
        files=PictureFiles(screenshots, scan.scanner.films | attachments.films, attachments.pictures),
        matcher=matcher,
        problems=tuple(sorted(problems, key=_sort_key)),
    )


def _build_editions(
    source: TutorialSource, options: Options, scan: TutorialScan, attachments: Attachments
) -> tuple[Edition, ...]:
    """The edition of each language, with those for other phones; without phrases where no product speaks them."""
    has_phrases = any(kind.phrases for kind in catalogue.select_products(options.kinds_for(source.school)))
    editions = []
    for lang in source.languages:
        edition = build_edition(source, lang, scan.steps(lang), attachments, draft=options.draft)
        edition = other_phones.add_phones(edition, scan)
        editions.append(edition if has_phrases else replace(edition, phrases=()))
    return tuple(editions)


def _check_guesses(source: TutorialSource, options: Options, scan: TutorialScan, cache: Cache) -> Iterable[Problem]:
    """The problems with guesses that nobody has looked at: in a draft only those with names."""
    if options.draft:
        return drafting.check_guessed_names(source.tutorial, _list_screens(scan))
    if drafting.count_guesses(source.tutorial):
        return drafting.check_guesses(source.tutorial, source.folder, cache)
    return ()


def _check_wording(source: TutorialSource, scan: TutorialScan) -> tuple[Problem, ...]:
    """Warnings about sentences that families may not understand, that leave open which button, or that differ by language.

    Words on the step's own screenshot are accepted.
    """
    screen_texts, places = {}, {}
    for index, lang in product(range(len(source.tutorial.steps)), source.languages):
        step_scan = scan.find(index, lang)
        if step_scan is None:
            continue
        screen_texts[index, lang] = step_scan.texts
        if step_scan.alike and step_scan.action and step_scan.action.outline:
            places[index, lang] = plain.place_among(step_scan.action.outline, step_scan.alike)
    return (
        *plain.review(source.tutorial, source.languages, screen_texts),
        *plain.find_unplaced(source.tutorial, places),
        *(difference.problem for difference in plain.compare(source.tutorial, source.languages)),
        *_check_wording_of_phones(source, scan),
    )


def _check_wording_of_phones(source: TutorialSource, scan: TutorialScan) -> Iterator[Problem]:
    """The warnings about sentences that are said on other phones alone."""
    lines = {said.line for step in source.tutorial.steps for part in step.variants for said in part.narration}
    for other in scan.phones.values():
        yield from (problem for problem in _check_wording(other.source, other) if problem.line in lines)


def _check_privacy(source: TutorialSource, matcher: Matcher, scan: TutorialScan) -> Iterator[Problem]:
    """Problems with private words in typed text, and warnings about possible names on the screenshots."""
    screens = _list_screens(scan)
    yield from privacy_checks.check_typed_texts(source.tutorial, source.school, matcher, source.name)
    yield from name_questions.warn_of_undecided_names(source.tutorial, matcher, screens)
    # If a picture can't be opened, the hidden text may be on it.
    if all(len(scans) == len(source.languages) for scans in scan.screens().values()):
        yield from privacy_checks.find_unmatched_hides(source.tutorial, matcher, screens)


def _list_screens(scan: TutorialScan) -> dict[int, list[StepScan]]:
    """The scans of each step, by its index from 0, in all languages and on all phones."""
    screens = scan.screens()
    for other in scan.phones.values():
        for index, scans in other.screens().items():
            screens[index] += scans
    return screens


def _check_voices(checked: Preflight, options: Options, cache: Cache) -> Iterator[tuple[Problem, Exception]]:
    """A problem for each text that can't be spoken, with its cause; a language without its voice is reported once."""
    from annotator.voice import narrate

    texts = [(edition, text) for edition in checked.editions for text in narration.list_synthetic_texts(edition)]
    requests = [narrate.SayRequest(edition.lang, text.text) for edition, text in texts]
    choices = narration.choose_voices(checked.editions, cache, options.voice, draft=options.draft)
    for fault in narrate.find_faults(requests, choices, cache, matcher=checked.matcher):
        edition, text = texts[fault.index]
        remedy = fault.error.remedy
        if not edition.book.is_native and text.step is not None:  # no voice for the language, so it takes a memo
            picture = edition.step(text.step).step.picture
            name = f"{picture.rpartition('.')[0]}.{edition.lang}.m4a"
            remedy = join(remedy, Message("The memo of this step is named “{name}”.", name=name))
        line = (
            edition.line() if text.step is None else edition_checks.line_of_step(edition, edition.step(text.step).step)
        )
        yield Problem(SCRIPT, line, fault.error.message, remedy), fault.error


def _sort_key(problem: Problem) -> tuple[int, bool, int]:
    """Sorts problems by file, then by line, with those of a whole file last."""
    number = _FILES.index(problem.file) if problem.file in _FILES else len(_FILES)
    return number, problem.line == 0, problem.line
