"""Propose an answer to a family from the step that its picture shows: the step's action, and its sentence in their language.

The step of a tutorial has "Toque Unirse." and ``tap: Join | Unirse``; on the family's picture the button is called *Entrar*. So
the answer has ``tap: Entrar`` and "Toque Entrar."
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator import script
from annotator.edition.matched_steps import MatchedStep, PictureMatch
from annotator.edition.memos.recording_checks import find_memos
from annotator.messages import Message, key_and_parts
from annotator.model import ACTIONS, Action, Box, Device, Step, Target, TextLine, TextTarget, Tutorial
from annotator.screen import boxes
from annotator.screen.match.text_kinds import fold_words
from annotator.script.writer import write_action
from annotator.text.devices import device_of

MIN_CANDIDATE: Final = 0.1
"""Certainty (0..1) under which a picture is foreign rather than in question."""

SAME_PLACE: Final = 0.5
"""Overlap (0..1) over which two boxes of a text are the same place: on a photo of a screen they differ by a sign before it."""

Aim = Callable[[Box, Target], Target]
"""A function of a place on a picture and the tutorial's target for it, which returns the target to write."""


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """What may be sent to a family.

    Attributes:
        shows: which step the picture shows, as a sentence.
        action: the step's action, with its target as it is on the family's picture; None where that has no such target, or
            the step has no action.
        sentences: the step's sentences by language, as they fit there; annotator's own is to be said where one is missing.
        memos: the step's recordings by language, where its sentence needs no change, and that may be sent.
    """

    shows: Message
    action: Action | None
    sentences: Mapping[str, str]
    memos: Mapping[str, Path]


def propose(match: PictureMatch, langs: Iterable[str], device: Device | None, aim: Aim) -> ProposedAnswer | None:
    """The answer for a match; None where it has no step, or none that can be read any more.

    Args:
        match: the match.
        langs: the languages that the family may be answered in.
        device: the device of the family's picture.
        aim: chooses the target.
    """
    tutorial = script.read_folder(match.steps[0].folder).readable if match.steps else None
    if tutorial is None:
        return None
    matched = match.steps[0]
    step = tutorial.steps[matched.step - 1]
    shows = Message("This is step {step} of “{tutorial}”.", step=matched.number, tutorial=find_title(tutorial, langs))
    is_sample = step.sign == "yours"  # each family has its own there, so the tutorial's is on no other picture
    if match.absent and not is_sample:
        return ProposedAnswer(shows, None, {}, {})
    action = carry_over(step.action, match.target, aim) if step.action else None
    target = action.target if action else None
    # "Toque" is wrong on a computer, and "Haga clic" on a phone or a tablet.
    fits = device is None or (device == "laptop") == (device_of(tutorial.device or "") == "laptop")
    fitting = {lang: fit_sentence(step, lang, target) for lang in langs} if fits else {}
    sentences = {lang: text for lang, text in fitting.items() if text}
    return ProposedAnswer(shows, action, sentences, find_memos(matched.folder, step, sentences))


def carry_over(action: Action, found: Box | None, aim: Aim) -> Action | None:
    """A step's action with its target as it is in the box ``found`` on another picture; None if one is needed and missing."""
    target = aim(found, action.target) if action.target and found else None
    if action.target and not target and ACTIONS[action.kind].takes != "target or nothing":
        return None
    return replace(action, target=target, line=0, guess=False)


def describe(match: PictureMatch, proposed: ProposedAnswer | None, lang: str) -> list[Message]:
    """What is known of a picture, and the answer that is proposed, in lines for the terminal."""
    if proposed is None:
        if not match.candidates or match.candidates[0].certainty < MIN_CANDIDATE:
            return [Message("This picture shows no step of your tutorials.")]
        names = ", ".join(f"{step.tutorial} {step.number}" for step in match.candidates)
        return [Message("It isn't sure which step this picture shows. The most similar ones: {steps}.", steps=names)]
    lines = [proposed.shows, *match.differences]
    if proposed.action is not None:
        lines.append(Message("Answer: {action}", action=write_action(proposed.action)))
    if sentence := proposed.sentences.get(lang):
        lines.append(Message("Sentence: “{sentence}”", sentence=sentence))
    return lines


def match_to_json(match: PictureMatch) -> dict[str, Any]:
    """The match in the object that ``annotator answer --json`` prints."""

    def rows(steps: Sequence[MatchedStep]) -> list[dict[str, Any]]:
        return [
            {"tutorial": step.tutorial, "step": step.step, "number": str(step.number), "certainty": step.certainty}
            for step in steps
        ]

    return {
        "steps": rows(match.steps),
        "candidates": rows(match.candidates),
        "target": None if match.target is None else match.target.numbers,
        "absent": match.absent,
        "differences": [{"text": str(message), **key_and_parts(message)} for message in match.differences],
    }


def fit_sentence(step: Step, lang: str, target: Target | None) -> str:
    """The sentence of a step with its button named as on another picture; empty if there is none that fits."""
    said = step.said(lang) or ""
    old = step.action.target if step.action is not None else None
    if not isinstance(old, TextTarget) or step.sign == "yours":  # the name in it is an example
        return said
    named = [word for word in old.wordings if _word_pattern(word).search(said)]
    if not named:
        return said
    if len(named) > 1 or not isinstance(target, TextTarget):
        return ""
    new = target.wordings[0]
    return said if fold_words(new) == fold_words(named[0]) else _word_pattern(named[0]).sub(lambda _: new, said)


def aim_at(
    texts: tuple[TextLine, ...], size: tuple[int, int], box: Box, old: Target, is_private: Callable[[str], bool]
) -> Target:
    """The target to write for a place on a picture: a text that leads there and nowhere else, or the middle of the place.

    Args:
        texts: the texts on the picture.
        size: its width and height.
        box: the place.
        old: the target of the tutorial's step, whose wordings are tried where a whole line doesn't do.
        is_private: whether a text may not be written.
    """
    from annotator.screen.locate.targets import match_text

    there = [line.text for line in texts if line.box == box]
    for wording in (*there, *(old.wordings if isinstance(old, TextTarget) else ())):
        found = match_text(texts, target := TextTarget((wording,)))
        is_there = found.box is not None and boxes.iou(found.box, box) > SAME_PLACE
        if is_there and not found.others and not is_private(wording):
            return target
    return boxes.middle_of(box, size)


def find_title(tutorial: Tutorial, langs: Iterable[str]) -> str:
    """The title of a tutorial in the first of some languages that it has, else in its own first."""
    titles = {title.lang: title.text for title in tutorial.titles}
    return next((titles[lang] for lang in langs if lang in titles), next(iter(titles.values()), ""))


def _word_pattern(word: str) -> re.Pattern[str]:
    """A pattern that finds a wording as whole words."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
