"""Decide what may be said and shown in an answer to a family, and reword its problems for somebody without a script.

An *answer* is one marked picture and what to do there, in at most ten seconds if a voice engine says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from annotator import pace
from annotator.edition import privacy_checks
from annotator.edition.scan import name_questions
from annotator.edition.scan.cover_decisions import choose_public_name
from annotator.edition.scan.step_view import StepScan
from annotator.errors import AnnotatorError, refuse_problems
from annotator.media.audio import Loudness
from annotator.messages import Message, join
from annotator.model import Clip, Device, Found, Problem, Said, Step, Utterance
from annotator.phrases import Phrasebook, visible_wording
from annotator.privacy.matcher import Matcher
from annotator.script.file_names import stem

MIN_SECONDS: Final = 1.0
"""Minimum duration; silence fills up a shorter sound, which chats would show as 0:00."""
MAX_SECONDS: Final = 10.0
"""Maximum duration of a text that a voice engine speaks; of a longer recording there is a warning."""


def list_clips(spoken: Sequence[Utterance]) -> list[tuple[Clip, float]]:
    """The clips of an answer, each with the seconds of silence after it.

    Raises AnnotatorError if they take too long. With a recording among them they may: whoever made it knows for whom.
    """
    seconds = sum(clip.seconds + pause for clip, pause in pace.with_pauses(spoken))
    if seconds > MAX_SECONDS and not any(utterance.memo for utterance in spoken):
        message = "The text takes {seconds} s to say; an answer may have {most}."
        remedy = "A family does one thing at a time: say only what to do now, and send the next thing in an answer of its own."
        raise AnnotatorError(message, remedy, seconds=f"{seconds:.0f}", most=f"{MAX_SECONDS:.0f}")
    return pace.with_pauses(spoken, max(0.0, MIN_SECONDS - seconds))


def say_marks(
    text: str, step: Step, located: Sequence[Found | None], matcher: Matcher, book: Phrasebook, device: Device | None
) -> str:
    """The text of an answer with a sentence for each further mark, drawn as B, C and so on.

    None is added where somebody typed the text, without an action that has a target, or without a phrasebook of the language.

    Args:
        text: the text of the step's action.
        step: the step.
        located: its marks as found on the picture; empty if nobody looked.
        matcher: finds private words, which aren't said.
        book: the phrasebook.
        device: the device of the picture.
    """
    action = step.action
    if action is None or action.target is None or step.said(book.lang) or not book.is_native:
        return text
    sentences = [text]
    for mark, found in zip_longest(step.marks, located):
        if mark is not None:
            marked = replace(action, target=mark.target)
            name = choose_public_name(visible_wording(marked, found), matcher.for_step(step))
            sentences.append(book.sentence(marked, name, device))
    return " ".join(sentences)


def refuse_private_texts(picture: str, typed: Sequence[Said], matcher: Matcher) -> None:
    """Raise ProblemsError if the picture's name, or a sentence that somebody typed, has a private word."""
    problems = []
    if matcher.is_private(stem(picture)):
        problems.append(
            Problem(
                file="PICTURE",
                line=0,
                message="The picture is named after somebody whose name is hidden or on your list, and so would the answer be.",
                remedy="Rename the picture.",
            )
        )
    problems += [
        Problem(
            file="--say",
            line=0,
            message="The sentence has a name or a text that is hidden or on your list, and everybody would read and hear it.",
            remedy=Message("Write “{sentence}”", sentence=privacy_checks.suggest_public_text(sentence, matcher)),
        )
        for sentence in typed
        if matcher.is_private(sentence.text)
    ]
    refuse_problems(problems)


def reword(problems: Sequence[Problem], picture: str) -> list[Problem]:
    """Problems of a scan, each once, for the picture rather than a line of a script; none asks for a line that shows or hides."""
    remedy = "Mark something else, or send a picture on which it is not private."
    # Decisions are lines of a script that show or hide the target.
    reworded = (replace(problem, remedy=remedy, decisions=()) if problem.decisions else problem for problem in problems)
    return list(dict.fromkeys(replace(problem, file=picture, line=0, step=None) for problem in reworded))


def warn_of_names(scan: StepScan) -> Iterator[Problem]:
    """A warning for each text on the picture that may be a name, and is neither covered nor decided on."""
    for question in scan.asks:
        why = name_questions.explain_question(question)
        message = Message("“{text}” may be somebody's name ({why}).", text=question.text, why=why)
        remedy = join("Look at the picture before you send it.", "What is on the school's list of names is covered.")
        yield Problem(file=scan.file, line=0, message=message, remedy=remedy, level="warning", secret=True)


def list_sound_warnings(loudness: Loudness, seconds: float, *, recorded: bool) -> list[str]:
    """Warnings about the finished sound; only one with a recording can be too long."""
    warnings = loudness.warnings(recorded=recorded)
    if seconds > MAX_SECONDS:
        message = "Warning: the recording takes {seconds} s. A family remembers {most}: say only what to do now."
        warnings.append(Message(message, seconds=f"{seconds:.0f}", most=f"{MAX_SECONDS:.0f}"))
    return warnings
