"""Everything that may be wrong with a tutorial, found before anything is made.

``check`` shows what is found here, and ``build`` begins with it, so that what ``check`` lets pass can be built. All
problems are gathered, none is guessed away, and none hides another: what can be read is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.errors import MissingError, ProblemsError
from annotator.model import Problem, Progress, no_progress
from annotator.pack import belongings, discretion, narration
from annotator.pack.edition import Edition, SpokenText
from annotator.pack.options import Options
from annotator.pack.reading import Script
from annotator.pack.scan import tutorial_scan
from annotator.pack.scan.picture_files import PictureFiles
from annotator.pack.scan.tutorial_scan import TutorialScan
from annotator.pack.work_out import work_out
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script import SCRIPT, plain, without_accepted
from annotator.text.slugs import RESERVED

WEB = "web"
"""The folder of a pack that isn't a language's: the webmaster uploads it."""


@dataclass(frozen=True)
class Preflight:
    """A tutorial as it was looked at: an edition for each language, and all that is wrong.

    With a problem in ``problems`` it can't be built, and what could not be opened was not seen. ``missing`` has what is
    not installed: each is among the problems, too.
    """

    script: Script
    editions: tuple[Edition, ...]
    files: PictureFiles
    matcher: Matcher
    """What is private in the tutorial."""
    problems: tuple[Problem, ...]
    missing: tuple[MissingError, ...] = ()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be thought about, and stops nothing."""
        return tuple(problem for problem in self.problems if problem.level == "warning")

    def edition(self, lang: str) -> Edition:
        """The edition of one language. Raises KeyError."""
        for edition in self.editions:
            if edition.lang == lang:
                return edition
        raise KeyError(lang)

    def with_problems(self, problems: Iterable[Problem]) -> Preflight:
        """The same with further problems."""
        return replace(self, problems=tuple(sorted((*self.problems, *problems), key=_place)))

    def passed(self) -> Preflight:
        """Itself, where the tutorial can be built.

        Raises ProblemsError with everything that is wrong, in words that others may read, or MissingError where only a
        voice is not installed.
        """
        wrong = [problem for problem in self.problems if problem.level == "problem"]
        if wrong and len(wrong) == len(self.missing):
            raise self.missing[0]
        if wrong:
            raise ProblemsError(discretion.for_logs(problem, self.matcher) for problem in self.problems)
        return self


def preflight(script: Script, options: Options, cache: Cache, progress: Progress = no_progress) -> Preflight:
    """Look at all that a build with ``options`` would need. Nothing goes over a network."""
    seen = _look(script, options, cache, progress)
    problems = list(_names(seen))
    missing = []
    if options.spoken:
        for problem, error in _voices(seen, options, cache):
            problems.append(problem)
            missing += [error] if isinstance(error, MissingError) else []
    checked = seen.with_problems(without_accepted(script.tutorial, problems))
    return replace(checked, missing=tuple(missing))


def units(script: Script) -> int:
    """How many pictures and memos a preflight opens: what it counts as progress."""
    return len(tutorial_scan.views(script)) + len(belongings.memos(script))


def _look(script: Script, options: Options, cache: Cache, progress: Progress) -> Preflight:
    """Open every picture and memo, and work out what each language would see and hear."""
    matcher = Matcher(collect_privacy(script.tutorial, script.school))
    opened = _counter(progress, units(script))
    scan = tutorial_scan.scan(script, matcher, cache, lambda: opened("pictures"))
    found = belongings.opened(script, cache, lambda: opened("memos"))
    problems = [*scan.problems, *found.problems, *_plain(script, scan), *_private(script, matcher, scan)]
    problems = [*script.problems, *without_accepted(script.tutorial, problems), *found.school_problems]
    return Preflight(
        script=script,
        editions=tuple(
            work_out(script, lang, scan.steps(lang), found, draft=options.draft) for lang in script.languages
        ),
        files=PictureFiles(scan.scanner.shown, scan.scanner.films | found.films, found.pictures),
        matcher=matcher,
        problems=tuple(sorted(problems, key=_place)),
    )


def _counter(progress: Progress, total: int) -> Callable[[str], None]:
    """A function that counts what was done, whatever it was."""
    done = 0

    def count(what: str) -> None:
        nonlocal done
        done += 1
        progress(what, done, total)

    progress("pictures", 0, total)
    return count


def _plain(script: Script, scan: TutorialScan) -> tuple[Problem, ...]:
    """What families would not understand in the script's sentences, with the words on each screenshot in mind."""
    from annotator.text import sentences

    words = {
        (index, lang): seen.texts
        for index in range(len(script.tutorial.steps))
        for lang in script.languages
        if (seen := scan.there(index, lang)) is not None
    }
    return plain.review(script.tutorial, script.languages, words, sentences.split_sentences)


def _private(script: Script, matcher: Matcher, scan: TutorialScan) -> Iterator[Problem]:
    """What a family would read or hear of somebody, and what may be a name."""
    screens = scan.screens()
    yield from discretion.typed(script.tutorial, script.school, matcher, script.name)
    yield from discretion.asked(script.tutorial, matcher, screens)
    if all(len(found) == len(script.languages) for found in screens.values()):
        yield from discretion.unused(script.tutorial, matcher, screens)


def _names(seen: Preflight) -> Iterator[Problem]:
    """Names of files and folders that would meet others in a pack."""
    for edition in seen.editions:
        if edition.lang.lower() in {WEB, *RESERVED}:
            yield Problem(
                SCRIPT,
                edition.line(),
                f"A folder of a pack can't be named “{edition.lang}”.",
                f"Write the language with a mark of your own, for instance “# {edition.lang}-x-local: {edition.title}”.",
            )
        if any(edition.stem == edition.step_file(step.number, "") for step in edition.steps):
            yield Problem(
                SCRIPT,
                edition.line(),
                f"With this title the whole video gets the name of a step's: {edition.stem}.mp4.",
                "Write in the title what the family will be able to do.",
            )


def _voices(seen: Preflight, options: Options, cache: Cache) -> Iterator[tuple[Problem, Exception]]:
    """What can't be spoken, and why."""
    from annotator.voice import narrate

    texts = [
        (edition, text)
        for edition in seen.editions
        for text in narration.synthetic(edition, around=options.wants_clips)
    ]
    requests = [narrate.SayRequest(edition.lang, text.text) for edition, text in texts]
    choices = narration.choices(seen.editions, options, cache)
    for fault in narrate.find_faults(requests, choices, cache, matcher=seen.matcher):
        edition, text = texts[fault.number]
        remedy = fault.error.remedy
        if not edition.book.is_native and text.step is not None:  # then only what a step says is spoken
            picture = edition.steps[text.step - 1].step.picture
            remedy += f" The memo of this step is named “{picture.rpartition('.')[0]}.{edition.lang}.m4a”."
        yield Problem(SCRIPT, _line_of(edition, text), fault.error.message, remedy), fault.error


def _line_of(edition: Edition, text: SpokenText) -> int:
    """The line that a text comes from, or that calls for it."""
    if text.step is None:
        return edition.line()
    step = edition.steps[text.step - 1].step
    typed = next((said.line for said in step.narration if said.lang == edition.lang), 0)
    return typed or (step.action.line if step.action else step.line)


_FILES: Sequence[str] = (SCRIPT, script_layer.SCHOOL)


def _place(problem: Problem) -> tuple[int, bool, int]:
    """Where a problem comes in a list: by file, then by line; those of a whole file come last."""
    number = _FILES.index(problem.file) if problem.file in _FILES else len(_FILES)
    return number, problem.line == 0, problem.line
