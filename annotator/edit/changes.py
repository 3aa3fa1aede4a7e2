"""What a person can change in a tutorial's titles, facts and steps, as pure functions from tutorial to tutorial.

Texts come without outer spaces; an empty one takes the text away. ``arrangement`` has the changes of the steps' order,
``cover_changes`` those of what is covered.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from annotator.errors import AnnotatorError
from annotator.messages import fill
from annotator.model import (
    ACTIONS,
    Action,
    ActionKind,
    Direction,
    Mark,
    Said,
    Sign,
    Source,
    Step,
    Target,
    Tutorial,
)
from annotator.script import parse_tag
from annotator.script.reader import MAX_LANGUAGES
from annotator.script.values import GAP

ErrorCode = Literal["refused", "bad-request", "lost-lines"]


class ChangeError(AnnotatorError):
    """A change makes no sense here (``code`` "refused"), or the request for it is malformed ("bad-request").

    "lost-lines" means that the script has lines that could not be read, and would vanish when it is written.
    """

    def __init__(self, message: str, remedy: str = "", *, code: ErrorCode = "refused", **parts: object) -> None:
        super().__init__(fill(message, parts), fill(remedy, parts))
        self.code = code


def step_at(tutorial: Tutorial, index: int) -> Step:
    """The step at ``index``, from 0. Raises ChangeError if there is none."""
    if not 0 <= index < len(tutorial.steps):
        raise ChangeError("There is no step {index}.", "Look at the newest state of the tutorial.", index=index + 1)
    return tutorial.steps[index]


def set_title(tutorial: Tutorial, lang: str, text: str) -> Tutorial:
    """Set the title in a declared language; it may be empty, which is a problem to solve later."""
    _require_declared(tutorial, lang)
    titles = tuple(replace(said, text=text) if said.lang == lang else said for said in tutorial.titles)
    return replace(tutorial, titles=titles)


def set_why(tutorial: Tutorial, lang: str, text: str) -> Tutorial:
    """Set the reason to watch the tutorial."""
    return replace(tutorial, whys=_set_text(tutorial, tutorial.whys, lang, text))


def set_device(tutorial: Tutorial, text: str) -> Tutorial:
    """Set what the pictures show, for instance ``Android phone``."""
    return replace(tutorial, device=text or None)


def set_platform(tutorial: Tutorial, text: str) -> Tutorial:
    """Set the program or website, for instance ``Zoom``."""
    return replace(tutorial, platform=text or None)


def set_checked(tutorial: Tutorial, date: datetime.date | None) -> Tutorial:
    """Set the day on which somebody tried the steps."""
    return replace(tutorial, checked=date)


def add_language(tutorial: Tutorial, lang: str) -> Tutorial:
    """Declare one more language, after the others, with an empty title."""
    tag = parse_tag(lang)
    if tag is None:
        raise ChangeError(
            '"{text}" is not how a language is written.', 'Write its short code, for instance "es".', text=lang
        )
    if tag.lower() in (declared.lower() for declared in tutorial.languages):
        raise ChangeError('The tutorial has "{tag}" already.', "Choose another language.", tag=tag)
    if len(tutorial.titles) >= MAX_LANGUAGES:
        raise ChangeError(
            "The tutorial has {max_languages} languages already.", "Make another tutorial.", max_languages=MAX_LANGUAGES
        )
    return replace(tutorial, titles=(*tutorial.titles, Said(tag, "")))


def set_action(tutorial: Tutorial, step: int, kind: ActionKind) -> Tutorial:
    """Set what the viewer does. A target and a direction are kept where the new action takes them.

    The source of words to type goes with the action ``type``.
    """
    if kind not in ACTIONS:
        raise ChangeError(
            '"{kind}" is not an action.', "Choose {actions}.", code="bad-request", kind=kind, actions=", ".join(ACTIONS)
        )
    old = step_at(tutorial, step).action or Action(kind)
    takes = ACTIONS[kind].takes
    action = Action(
        kind,
        target=None if takes == "words" else old.target,
        direction=(old.direction or "up") if takes == "direction" else None,
        words=old.words if takes == "words" else None,
    )
    changed = set_step(tutorial, step, action=action)
    return changed if kind == "type" else set_step(changed, step, source=None)


def set_direction(tutorial: Tutorial, step: int, direction: Direction) -> Tutorial:
    """Set where the finger goes, in a step that swipes or scrolls."""
    action = step_at(tutorial, step).action
    if action is None or ACTIONS[action.kind].takes != "direction":
        raise ChangeError("This step has no direction.", "Choose the action swipe or scroll first.")
    return set_step(tutorial, step, action=replace(action, direction=direction))


def set_words(tutorial: Tutorial, step: int, words: str) -> Tutorial:
    """Set what the viewer says, in a step of the action ``say``."""
    action = step_at(tutorial, step).action
    if action is None or ACTIONS[action.kind].takes != "words":
        raise ChangeError("In this step nothing is said by the person.", "Choose the action say first.")
    return set_step(tutorial, step, action=replace(action, words=words or None))


def set_target(tutorial: Tutorial, step: int, target: Target | None) -> Tutorial:
    """Set what the action points at. A step without an action gets ``tap``."""
    action = step_at(tutorial, step).action
    if action is None:
        return tutorial if target is None else set_step(tutorial, step, action=Action("tap", target))
    takes = ACTIONS[action.kind].takes
    if takes == "words":
        raise ChangeError("This step points at nothing: its action is to say words.", "Choose another action first.")
    # A direction precedes a target in the script.
    direction = action.direction or ("up" if takes == "direction" else None)
    return set_step(tutorial, step, action=replace(action, target=target, direction=direction))


def add_mark(tutorial: Tutorial, step: int, target: Target) -> Tutorial:
    """Add a further mark, after the others."""
    return set_step(tutorial, step, marks=(*step_at(tutorial, step).marks, Mark(target)))


def set_mark(tutorial: Tutorial, step: int, mark: int, target: Target) -> Tutorial:
    """Set what a further mark points at."""
    marks = _marks_with(tutorial, step, mark)
    return set_step(tutorial, step, marks=(*marks[:mark], Mark(target), *marks[mark + 1 :]))


def remove_mark(tutorial: Tutorial, step: int, mark: int) -> Tutorial:
    """Take a further mark away."""
    marks = _marks_with(tutorial, step, mark)
    return set_step(tutorial, step, marks=(*marks[:mark], *marks[mark + 1 :]))


def set_sentence(tutorial: Tutorial, step: int, lang: str, text: str) -> Tutorial:
    """Set what is said in a step in one language; without a text the phrasebook speaks."""
    return set_step(tutorial, step, narration=_set_text(tutorial, step_at(tutorial, step).narration, lang, text))


def set_sentences(tutorial: Tutorial, step: int, texts: Mapping[str, str]) -> Tutorial:
    """Set what is said in a step in several languages; the others keep their sentences."""
    for lang, text in texts.items():
        tutorial = set_sentence(tutorial, step, lang, text)
    return tutorial


def set_question(tutorial: Tutorial, step: int, lang: str, text: str) -> Tutorial:
    """Set the question of an aside in one language. One question must be left."""
    old = step_at(tutorial, step)
    if not old.is_aside:
        raise ChangeError("This step is for everybody, so it has no question.", "Make it an aside first.")
    refuse_gaps([text])
    questions = _set_text(tutorial, old.questions, lang, text)
    if not questions:
        raise ChangeError(
            "Without a question it would be a step for everybody.",
            "Write for whom it is, as a question, or make it a step for everybody.",
        )
    return set_step(tutorial, step, questions=questions)


def set_continues(tutorial: Tutorial, step: int, yes: bool) -> Tutorial:
    """Set whether nobody can stop after a step, so that it shares a clip with the next one."""
    if yes and step_at(tutorial, step).is_aside:
        raise ChangeError("An aside can't be continued, since most people skip it.", "Continue the step before it.")
    return set_step(tutorial, step, continues=yes)


def set_sign(tutorial: Tutorial, step: int, sign: Sign | None) -> Tutorial:
    """Set what a press does, where the words on the button don't tell."""
    return set_step(tutorial, step, sign=sign)


def set_source(tutorial: Tutorial, step: int, source: Source | None) -> Tutorial:
    """Set where the words to type come from."""
    action = step_at(tutorial, step).action
    if source is not None and (action is None or action.kind != "type"):
        raise ChangeError("In this step nothing is typed.", "Choose the action type first.")
    return set_step(tutorial, step, source=source)


def set_step(tutorial: Tutorial, index: int, **fields: object) -> Tutorial:
    """The tutorial with other values of some fields of a step. Raises ChangeError if there is no such step."""
    step = replace(step_at(tutorial, index), **fields)  # type: ignore[arg-type]  # checked by the callers' tests
    return replace(tutorial, steps=(*tutorial.steps[:index], step, *tutorial.steps[index + 1 :]))


def refuse_gaps(questions: Iterable[str]) -> None:
    """Raise ChangeError for a question with a gap."""
    if any(GAP in text for text in questions):
        raise ChangeError("A question can't have a gap ({gap}).", "Write the words that belong there.", gap=GAP)


def texts_in_order(tutorial: Tutorial, texts: Mapping[str, str]) -> tuple[Said, ...]:
    """Those texts that aren't empty, in the order of the tutorial's languages. Raises ChangeError for any other language."""
    for lang in texts:
        _require_declared(tutorial, lang)
    return tuple(Said(lang, texts[lang]) for lang in tutorial.languages if texts.get(lang))


def _set_text(tutorial: Tutorial, texts: tuple[Said, ...], lang: str, text: str) -> tuple[Said, ...]:
    return texts_in_order(tutorial, {**{said.lang: said.text for said in texts}, lang: text})


def _marks_with(tutorial: Tutorial, step: int, mark: int) -> tuple[Mark, ...]:
    """The further marks of a step. Raises ChangeError if there is none at index ``mark``."""
    marks = step_at(tutorial, step).marks
    if not 0 <= mark < len(marks):
        raise ChangeError("The step has no mark {mark}.", "Look at the newest state of the tutorial.", mark=mark + 1)
    return marks


def _require_declared(tutorial: Tutorial, lang: str) -> None:
    if lang not in tutorial.languages:
        raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=lang)
