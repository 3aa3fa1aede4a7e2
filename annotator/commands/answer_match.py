"""The command ``answer`` without a target: find the step that a family's picture shows, and propose its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator.cache import Cache, default_root
from annotator.commands.answer import AnswerRequest, choose_language, read_school
from annotator.edition import proposed_answer
from annotator.edition.matching import MatchedStep, PictureMatch
from annotator.edition.proposed_answer import ProposedAnswer
from annotator.messages import Message, key_and_parts
from annotator.model import Box, Progress, Target, Tutorial, no_progress
from annotator.privacy.matcher import match_privacy
from annotator.script.writer import write_action

MIN_CANDIDATE: Final = 0.2
"""Certainty (0..1) under which a picture is foreign rather than in question."""


@dataclass(frozen=True, slots=True)
class MatchedAnswer:
    """The step that a family's picture shows, and the request for the answer that it proposes; None where that isn't sure."""

    match: PictureMatch
    proposed: ProposedAnswer | None
    request: AnswerRequest | None


def propose(request: AnswerRequest, folder: Path, message: str = "", progress: Progress = no_progress) -> MatchedAnswer:
    """Look for the step of the tutorials in ``folder`` that the picture shows, and propose its answer; nothing is kept.

    Args:
        request: the request, without targets.
        folder: the folder of the tutorials, or of one.
        message: what the family wrote, which may name a step: "Zoom, paso 4".
        progress: called as ``progress(what, done, total)``.

    Raises:
        ProblemsError: the picture can't be opened, or ``school.toml`` has problems.
        AnnotatorError: there is no tutorial, or the language is unknown.
    """
    from annotator.edition import matching
    from annotator.screen import ocr, picture_kind
    from annotator.screen.names.likely_names import find_likely_names

    school = read_school(request.picture.parent)
    lang = choose_language(request, school)
    picture, texts = ocr.open_upright(request.picture, None)
    size = (picture.width, picture.height)
    library = matching.open_library(folder, Cache(default_root()), progress)
    match = matching.match_reading(matching.read_picture(picture, texts), library, message)
    matcher = match_privacy(Tutorial((), ()), school)
    likely = {found.text for found in find_likely_names(texts, *size)}

    def aim(box: Box, old: Target) -> Target:
        return proposed_answer.aim_at(texts, size, box, old, lambda text: text in likely or matcher.is_private(text))

    device = picture_kind.classify(picture.pixels, texts).device
    proposed = proposed_answer.propose(match, (lang,), device, aim)
    if proposed is None or proposed.action is None:
        return MatchedAnswer(match, proposed, None)
    say = request.say or proposed.sentences.get(lang)
    return MatchedAnswer(match, proposed, replace(request, actions=(proposed.action,), say=say, lang=lang))


def match_to_json(match: PictureMatch) -> dict[str, Any]:
    """The match in the object that ``annotator answer --json`` prints."""

    def rows(steps: Sequence[MatchedStep]) -> list[dict[str, Any]]:
        return [
            {"tutorial": each.tutorial, "step": each.step, "number": str(each.number), "certainty": each.certainty}
            for each in steps
        ]

    return {
        "steps": rows(match.steps),
        "candidates": rows(match.candidates),
        "target": None if match.target is None else match.target.numbers,
        "absent": match.absent,
        "differences": [{"text": str(each), **key_and_parts(each)} for each in match.differences],
    }


def describe_match(answer: MatchedAnswer) -> list[Message]:
    """What is known of a picture, and the answer that is proposed, in lines for the terminal."""
    match = answer.match
    if answer.proposed is None:
        if not match.candidates or match.candidates[0].certainty < MIN_CANDIDATE:
            return [Message("This picture shows no step of your tutorials.")]
        names = ", ".join(f"{each.tutorial} {each.number}" for each in match.candidates)
        return [Message("It isn't sure which step this picture shows. The most similar ones: {steps}.", steps=names)]
    lines = [answer.proposed.shows, *match.differences]
    if answer.request is not None:
        action = write_action(answer.request.actions[0])
        lines.append(Message("Answer: {action}", action=action))
        lines += [Message("Sentence: “{sentence}”", sentence=text) for text in [answer.request.say] if text]
    return lines
