"""Say what is wrong with an answer, or to be looked at: in words for somebody who has a picture and no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.errors import ProblemsError
from annotator.loudness import Loudness
from annotator.model import Problem, Tutorial
from annotator.pack import privacy_checks
from annotator.pack.scan.step_view import StepScan
from annotator.privacy.matcher import Matcher

_LOOK_FIRST = "Look at the picture before you send it."


def refuse_private_texts(picture: str, tutorial: Tutorial, matcher: Matcher) -> None:
    """Raise ProblemsError if the picture's name, or a sentence that somebody typed, has a private word."""
    problems = []
    if matcher.is_private(picture.rpartition(".")[0]):
        problems.append(
            Problem(
                "PICTURE",
                0,
                "The picture is named after somebody whose name is hidden or on your list, and so would the answer be.",
                "Rename the picture.",
            )
        )
    problems += [
        Problem(
            "--say",
            0,
            "The sentence has a name or a text that is hidden or on your list, and everybody would read and hear it.",
            f"Write “{privacy_checks.suggest_public_text(said, matcher)}”",
        )
        for said in tutorial.steps[0].narration
        if matcher.is_private(said.text)
    ]
    if problems:
        raise ProblemsError(problems)


def reword(problems: Sequence[Problem], picture: str) -> list[Problem]:
    """Problems of a scan, each once, with remedies that need no script; the picture stands for the script's line."""
    told = dict.fromkeys(_reword(problem, picture) for problem in problems)
    return list(told)


def _reword(problem: Problem, picture: str) -> Problem:
    message = problem.message.removeprefix(f"{picture} ")
    remedy = problem.remedy
    if problem.decisions:  # offers lines of a script that show or hide the target
        remedy = "Mark something else, or send a picture on which it is not private."
    remedy = remedy.replace("beside tutorial.md", "beside the picture")
    remedy = remedy.replace("Look at it with annotator check --preview.", _LOOK_FIRST)
    return replace(problem, file=picture, line=0, message=message, remedy=remedy, step=None, decisions=())


def list_possible_names(scan: StepScan) -> Iterator[Problem]:
    """A warning for each text on the picture that may be a name and isn't covered."""
    for ask in scan.asks:
        yield Problem(
            scan.file,
            0,
            f"“{ask.text}” may be somebody's name ({privacy_checks.explain_question(ask)}).",
            f"{_LOOK_FIRST} What is on the school's list of names is covered.",
            "warning",
            secret=True,
        )


def list_sound_warnings(loudness: Loudness, seconds: float, most_seconds: float, *, recorded: bool) -> list[str]:
    """Warnings about the finished sound; only a recording can be longer than ``most_seconds``."""
    from annotator.commands.say import loudness_warnings

    warnings = loudness_warnings(loudness, recorded=recorded)
    if seconds > most_seconds:
        warnings.append(
            f"Warning: the recording takes {seconds:.0f} s. A family remembers {most_seconds:.0f}: say only what to do now."
        )
    return warnings
