"""Everything that may be wrong with a tutorial, found before anything is made.

``check`` shows what is found here, and ``build`` begins with it, so that what ``check`` lets pass can be built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.cache import Cache
from annotator.errors import MissingError, ProblemsError
from annotator.model import Problem, Progress, no_progress
from annotator.pack import discretion, edition, narration, survey
from annotator.pack.options import Options
from annotator.pack.survey import Script, Survey
from annotator.phrases import speaks
from annotator.script import SCRIPT, without_accepted
from annotator.text.slugs import RESERVED, slug

_WEB = "web"
"""The folder of a pack that isn't a language's."""


@dataclass(frozen=True)
class Preflight:
    """A tutorial as it was seen, with all that is wrong in ``survey.problems``.

    ``missing`` has what is not installed: each is among the problems, too.
    """

    survey: Survey
    missing: tuple[MissingError, ...]

    def passed(self) -> Survey:
        """The survey of a tutorial that can be built.

        Raises ProblemsError with everything that is wrong, in words that others may read, or MissingError where only a
        voice is not installed.
        """
        wrong = [problem for problem in self.survey.problems if problem.level == "problem"]
        if wrong and len(wrong) == len(self.missing):
            raise self.missing[0]
        if wrong:
            matcher = self.survey.matcher
            raise ProblemsError(discretion.for_logs(problem, matcher) for problem in self.survey.problems)
        return self.survey


def preflight(script: Script, options: Options, cache: Cache, progress: Progress = no_progress) -> Preflight:
    """Look at all that a build with ``options`` would need. Nothing goes over a network."""
    seen = survey.survey(script, cache, progress)
    problems = list(_names(seen))
    missing = []
    if options.spoken:
        for problem, error in _voices(seen, options, cache):
            problems.append(problem)
            missing += [error] if isinstance(error, MissingError) else []
    return Preflight(survey.with_problems(seen, without_accepted(seen.tutorial, problems)), tuple(missing))


def _names(seen: Survey) -> Iterator[Problem]:
    """Names of files and folders that would meet others in a pack."""
    for said in seen.tutorial.titles:
        if said.lang not in seen.languages:
            continue
        if said.lang.lower() in {_WEB, *RESERVED}:
            yield Problem(
                SCRIPT,
                said.line,
                f"A folder of a pack can't be named “{said.lang}”.",
                f"Write the language with a mark of your own, for instance “# {said.lang}-x-local: {said.text}”.",
            )
        word, stem = edition.book_for(seen, said.lang).step_word, slug(said.text, seen.folder.resolve().name)
        for number in range(1, len(seen.tutorial.steps) + 1):
            if stem == f"{word}-{number}":
                yield Problem(
                    SCRIPT,
                    said.line,
                    f"With this title the whole video gets the name of a step's: {stem}.mp4.",
                    "Write in the title what the family will be able to do.",
                )


def _voices(seen: Survey, options: Options, cache: Cache) -> Iterator[tuple[Problem, Exception]]:
    """What can't be spoken, and why."""
    from annotator.voice import narrate

    texts = narration.synthetic(seen, options)
    requests = [narrate.SayRequest(text.lang, text.text) for text in texts]
    for fault in narrate.faults(requests, narration.choices(seen, options, cache), cache, matcher=seen.matcher):
        text = texts[fault.number]
        remedy = fault.error.remedy
        if not speaks(text.lang):  # then only what a step says is spoken
            picture = seen.tutorial.steps[int(text.key.removeprefix("step-")) - 1].picture
            remedy += f" The memo of this step is named “{picture.rpartition('.')[0]}.{text.lang}.m4a”."
        yield Problem(SCRIPT, _line_of(seen, text), fault.error.message, remedy), fault.error


def _line_of(seen: Survey, text: narration.Text) -> int:
    """The line that a section's text comes from, or that calls for it."""
    for number, step in enumerate(seen.tutorial.steps, start=1):
        if text.key == f"step-{number}":
            typed = next((said.line for said in step.narration if said.lang == text.lang), 0)
            return typed or (step.action.line if step.action else step.line)
    return next(said.line for said in seen.tutorial.titles if said.lang == text.lang)
