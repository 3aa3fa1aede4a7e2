"""Write a Tutorial as the text of a ``tutorial.md``; the inverse of ``reader``."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model import ACTIONS, Action, Hide, Show, Step, Tutorial
from annotator.script.file_names import write_link
from annotator.script.line_kinds import LINE_KINDS, Place, choose_word
from annotator.script.target import write_target


def write(tutorial: Tutorial) -> str:
    """The script of a tutorial.

    ``read(write(tutorial), files).readable`` is the same tutorial if its files exist, also if it is a draft: with titles that
    are empty, and actions without what they take.
    """
    paragraphs = [
        [f"# {title.lang}: {title.text}".rstrip() for title in tutorial.titles],
        list(_write_facts(tutorial)),
        *(list(_write_step(step, tutorial.languages)) for step in tutorial.steps),
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def _write_facts(tutorial: Tutorial) -> Iterator[str]:
    yield from _write_lines(tutorial, "tutorial", tutorial.languages, repeats=False)
    for why in tutorial.whys:
        yield f"- why {why.lang}: {why.text}"
    yield from _write_lines(tutorial, "tutorial", tutorial.languages, repeats=True)


def _write_step(step: Step, languages: tuple[str, ...]) -> Iterator[str]:
    yield write_link(step.picture)
    if step.action:
        yield f"- {choose_word(step.action.kind, languages)}: {_write_action_value(step.action)}".rstrip()
    for question in step.questions:
        yield f"- if {question.lang}: {question.text}"
    for said in step.narration:
        yield f"- {said.lang}: {said.text}"
    yield from _write_lines(step, "step", languages)


def _write_lines(
    part: Step | Tutorial, place: Place, languages: tuple[str, ...], *, repeats: bool | None = None
) -> Iterator[str]:
    """The lines of `LINE_KINDS`; only those that may repeat, or may not, unless ``repeats`` is None."""
    for name, kind in LINE_KINDS.items():
        if place in kind.places and repeats in (None, kind.repeats):
            value = getattr(part, kind.field)
            for each in value if kind.repeats else () if value in (None, False) else (value,):
                yield f"- {choose_word(name, languages)}: {kind.write(each)}"


def write_hide(hide: Hide) -> str:
    """A ``hide:`` line, for instance ``- hide: Ana García = Luna``."""
    return f"- hide: {LINE_KINDS['hide'].write(hide)}"


def write_show(show: Show) -> str:
    """A ``show:`` line, for instance ``- show: 410-555-0100``."""
    return f"- show: {LINE_KINDS['show'].write(show)}"


def _write_action_value(action: Action) -> str:
    if ACTIONS[action.kind].takes == "words":
        return action.words or ""
    target = write_target(action.target) if action.target else ""
    return f"{action.direction} {target}".rstrip() if action.direction else target
