"""Find the problems of a tutorial before anything is made, since a build may take minutes.

``check`` shows the result, and ``build`` makes nothing before it passes. One problem doesn't stop the search for others:
what can be read is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.edition import drafting, narration, other_phones, privacy_checks, recording_checks, tutorial_source
from annotator.edition.edition import END, Edition, EditionStep
from annotator.edition.edition_builder import build_edition
from annotator.edition.scan import tutorial_scan
from annotator.edition.scan.scan_problems import describe
from annotator.edition.scan.step_view import PictureFiles
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import MissingError, ProblemsError
from annotator.messages import Message, join, join_words
from annotator.model import Action, Problem, Progress, Step, TextTarget, no_progress, without_warnings
from annotator.pack import catalogue
from annotator.pack.catalogue import Options
from annotator.privacy.codes import announces_word
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import SCRIPT, plain, without_accepted
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE

_FILES: Sequence[str] = (SCRIPT, script_layer.SCHOOL)
"""The files whose problems come first, in this order."""


@dataclass(frozen=True)
class Preflight:
    """The result of checking a tutorial. With a problem in ``problems``, it can't be built.

    If 03.png has no "Unirse", ``problems`` has ``Problem("tutorial.md", 23, "“Unirse” is not on 03.png.", …)``, and the editions
    are complete except for that mark.

    Attributes:
        source: the tutorial as read.
        editions: the tutorial in each of its languages; pictures that can't be opened are left out.
        files: the pictures, recordings, logo and photo that cards refer to, by digest.
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

    def with_problems(self, problems: Iterable[Problem]) -> Preflight:
        """A copy with further problems."""
        return replace(self, problems=tuple(sorted((*self.problems, *problems), key=_sort_key)))

    def passed(self) -> Preflight:
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
    problems = [*_check_names(opened), *_check_lengths(opened), *_check_pictures(opened)]
    missing = []
    if catalogue.are_spoken(options.kinds_for(source.school)):
        for problem, error in _check_voices(opened, options, cache):
            problems.append(problem)
            if isinstance(error, MissingError):
                missing.append(error)
    checked = opened.with_problems(without_accepted(source.tutorial, problems))
    return replace(checked, missing=tuple(missing))


def count_inputs(source: TutorialSource) -> int:
    """The number of pictures that a preflight opens, which is the total of its progress."""
    return len(tutorial_scan.list_views(source))


def _open_and_check(source: TutorialSource, options: Options, cache: Cache, progress: Progress) -> Preflight:
    """Open all pictures and memos, check all text, and build the edition of each language."""
    matcher = match_privacy(source.tutorial, source.school)
    scan = tutorial_scan.scan_tutorial(source, matcher, cache, progress)
    media = tutorial_source.open_attachments(source, cache)
    scans = (scan, *scan.phones.values())
    problems = [
        *(problem for each in scans for problem in each.problems),
        *media.problems,
        *_check_wording(source, scan),
        *_check_privacy(source, matcher, scan),
    ]
    editions = tuple(
        other_phones.add_phones(build_edition(source, lang, scan.steps(lang), media, draft=options.draft), scan)
        for lang in source.languages
    )
    if not any(product.phrases for product in catalogue.select_products(options.kinds_for(source.school))):
        editions = tuple(replace(edition, phrases=()) for edition in editions)
    problems += _check_typing(editions)
    if options.draft:
        problems += drafting.check_guessed_names(source.tutorial, scan.screens())
    elif drafting.count_guesses(source.tutorial):
        problems += drafting.check_guesses(source.tutorial, source.folder, cache)
    problems += [problem for edition in editions for problem in other_phones.find_missing_memos(edition)]
    with_phones = [shown for edition in editions for shown in (edition, *edition.phones)]
    problems += recording_checks.check_recordings(source, with_phones, matcher)
    problems = [*source.problems, *without_accepted(source.tutorial, problems), *media.school_problems]
    problems += _check_closings(editions, matcher)
    return Preflight(
        source=source,
        editions=editions,
        files=PictureFiles(
            {digest: file for each in scans for digest, file in each.scanner.screens.items()},
            scan.scanner.films | media.films,
            media.pictures,
        ),
        matcher=matcher,
        problems=tuple(sorted(problems, key=_sort_key)),
    )


def _check_wording(source: TutorialSource, scan: TutorialScan) -> tuple[Problem, ...]:
    """Warnings about sentences that families may not understand, that leave open which button, or that differ by language.

    Words on the step's own screenshot are accepted.
    """
    scans = {
        (index, lang): step_scan
        for index in range(len(source.tutorial.steps))
        for lang in source.languages
        if (step_scan := scan.find(index, lang)) is not None
    }
    screen_texts = {key: step_scan.texts for key, step_scan in scans.items()}
    places = {
        key: plain.place_among(step_scan.action.outline, step_scan.alike)
        for key, step_scan in scans.items()
        if step_scan.alike and step_scan.action and step_scan.action.outline
    }
    differences = plain.compare(source.tutorial, source.languages)
    reviewed = plain.review(source.tutorial, source.languages, screen_texts)
    return (
        *reviewed,
        *plain.find_unplaced(source.tutorial, places),
        *(difference.problem for difference in differences),
        *_check_wording_of_phones(source, scan),
    )


def _check_wording_of_phones(source: TutorialSource, scan: TutorialScan) -> Iterator[Problem]:
    """The warnings about sentences that are said on other phones alone."""
    for other in scan.phones.values():
        lines = {said.line for step in source.tutorial.steps for part in step.variants for said in part.narration}
        yield from (problem for problem in _check_wording(other.source, other) if problem.line in lines)


def _check_closings(editions: Sequence[Edition], matcher: Matcher) -> Iterator[Problem]:
    """Problems and warnings of the closing sentences from ``school.toml``, at the line of the person's name."""
    for edition in editions:
        line = dict(edition.school.lines).get("help.person", 0)
        text = next((text.text for text in edition.texts if text.key == END and not text.memo), "")
        for finding in plain.check_text(text, edition.lang):
            remedy = "This is said at the end: write the name and the languages below [help] shorter or plainer."
            yield Problem(script_layer.SCHOOL, line, finding.message, remedy, "warning")
        if matcher.is_private(text):
            yield Problem(
                script_layer.SCHOOL,
                line,
                "What is said at the end has a name or a text that is hidden or on your list.",
                "Write another name below [help] or [language-names].",
            )


def _check_privacy(source: TutorialSource, matcher: Matcher, scan: TutorialScan) -> Iterator[Problem]:
    """Problems with private words in typed text, and warnings about possible names on the screenshots."""
    screens = scan.screens()
    is_whole = all(len(scans) == len(source.languages) for scans in screens.values())
    for other in scan.phones.values():
        for index, scans in other.screens().items():
            screens[index] += scans
    yield from privacy_checks.check_typed_texts(source.tutorial, source.school, matcher, source.name)
    yield from privacy_checks.find_undecided_names(source.tutorial, matcher, screens)
    # If a picture can't be opened, the hidden text may be on it.
    if is_whole:
        yield from privacy_checks.find_unmatched_hides(source.tutorial, matcher, screens)


def _check_typing(editions: Sequence[Edition]) -> Iterator[Problem]:
    """Warnings about steps that type something, but show neither the word nor its source."""
    languages_by_action: dict[Action, dict[str, None]] = {}
    for edition, step in _list_cards(editions):
        action = step.step.action
        if action is not None and step.whole.marks and step.whole.source != step.step.source:
            languages_by_action.setdefault(action, {})[edition.lang] = None
    for action, languages in languages_by_action.items():
        message = Message(SHOWS_NOTHING_TO_TYPE, languages=join_words(languages))
        wordings = action.target.wordings if isinstance(action.target, TextTarget) else ()
        if any(map(announces_word, wordings)):
            remedy = 'Write where it comes from, for instance "- source: paper"; a password is shown in no sentence.'
        else:
            remedy = (
                'Put the word into quotes in the sentence, or write where it comes from, for instance "- source: paper", '
                'or an invented example, "- hide: … = Luna".'
            )
        yield Problem(SCRIPT, action.line, message, remedy, "warning")


def _check_names(checked: Preflight) -> Iterator[Problem]:
    """Problems with titles that would give two files of the pack the same name."""
    for edition in checked.editions:
        if any(edition.stem == edition.step_file(step.number, "") for step in edition.steps):
            yield Problem(
                SCRIPT,
                edition.line(),
                Message(
                    "With this title, the video gets the same file name as the clip of a step: {stem}.mp4.",
                    stem=edition.stem,
                ),
                "Write a title that says what the family will be able to do.",
            )


def _list_cards(editions: Sequence[Edition]) -> Iterator[tuple[Edition, EditionStep]]:
    """The steps that differ, with their editions, also those for other phones."""
    for edition in editions:
        yield from edition.list_cards()


def _check_lengths(checked: Preflight) -> Iterator[Problem]:
    """Problems with sentences that are too long for the picture of their step, however small its letters."""
    from annotator.cards.caption_band import MAX_CHAT_LINES  # loads Pillow
    from annotator.edition.chat_cards import choose_caption

    for edition, step in _list_cards(checked.editions):
        lines = choose_caption(step, edition.book)
        if len(lines) > MAX_CHAT_LINES:
            characters = len(" ".join(lines))
            message = Message(
                "This sentence is too long for a picture ({lang}): {characters} characters.",
                lang=edition.lang,
                characters=characters,
            )
            remedy = Message(
                "{most} lines fit, about 250 characters: use fewer words, or make two steps of it.",
                most=MAX_CHAT_LINES,
            )
            yield Problem(SCRIPT, _line_of_step(edition, step.step), message, remedy)


def _check_pictures(checked: Preflight) -> Iterator[Problem]:
    """Warnings about pictures for a chat with no room for all marks and texts of their step at a legible size."""
    from annotator.cards.card import chat_picture_area  # loads OpenCV
    from annotator.cards.plan.framing import find_unseen
    from annotator.edition.chat_cards import make_chat_card

    for edition, step in _list_cards(checked.editions):
        unseen = find_unseen(step.close, chat_picture_area(make_chat_card(edition, step)))
        if unseen:
            names = {box: f"“{text}”" for text, box in zip(step.scan.texts, step.scan.screen.texts, strict=False)}
            for found in filter(None, (step.scan.action, *step.scan.marks)):
                if outline := found.outline or found.box:
                    names[outline] = describe(found.target)
            message = Message(
                "The picture of this step for a chat ({lang}) has no room to show {things} large enough.",
                lang=edition.lang,
                things=join_words([names[box] for box in unseen]),
            )
            remedy = "Make two steps of it, or take the screenshot again, in a narrower window or enlarged."
            yield Problem(SCRIPT, _line_of_step(edition, step.step), message, remedy, "warning")


def _check_voices(checked: Preflight, options: Options, cache: Cache) -> Iterator[tuple[Problem, Exception]]:
    """A problem for each text that can't be spoken, with its cause."""
    from annotator.voice import narrate

    texts = [(edition, text) for edition in checked.editions for text in narration.list_synthetic_texts(edition)]
    requests = [narrate.SayRequest(edition.lang, text.text) for edition, text in texts]
    choices = narration.choose_voices(checked.editions, cache, options.voice, draft=options.draft)
    for fault in narrate.find_faults(requests, choices, cache, matcher=checked.matcher):
        edition, text = texts[fault.number]
        remedy = fault.error.remedy
        if not edition.book.is_native and text.step is not None:  # no voice for the language, so it takes a memo
            picture = edition.step(text.step).step.picture
            name = f"{picture.rpartition('.')[0]}.{edition.lang}.m4a"
            remedy = join(remedy, Message("The memo of this step is named “{name}”.", name=name))
        line = edition.line() if text.step is None else _line_of_step(edition, edition.step(text.step).step)
        yield Problem(SCRIPT, line, fault.error.message, remedy), fault.error


def _line_of_step(edition: Edition, step: Step) -> int:
    """The line of a step's sentence or question in the edition's language, else of its action or picture."""
    typed = [sentence.line for sentence in (*step.narration, *step.questions) if sentence.lang == edition.lang]
    if typed and typed[0]:
        return typed[0]
    return step.action.line if step.action else step.line


def _sort_key(problem: Problem) -> tuple[int, bool, int]:
    """Sorts problems by file, then by line, with those of a whole file last."""
    number = _FILES.index(problem.file) if problem.file in _FILES else len(_FILES)
    return number, problem.line == 0, problem.line
