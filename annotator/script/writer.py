"""Write a Tutorial as the text of a ``tutorial.md``; the inverse of ``reader``."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model import ACTIONS, Action, Hide, Show, Step, Tutorial
from annotator.script.file_names import write_link
from annotator.script.keywords import choose_word
from annotator.script.target import write_target, write_wording
from annotator.script.values import write_seconds


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
    if tutorial.device is not None:
        yield f"- device: {tutorial.device}"
    if tutorial.checked is not None:
        yield f"- checked: {tutorial.checked.isoformat()}"
    if tutorial.platform is not None:
        yield f"- platform: {tutorial.platform}"
    for why in tutorial.whys:
        yield f"- why {why.lang}: {why.text}"
    yield from _write_hides_and_shows(tutorial.hides, tutorial.shows)
    for reason in tutorial.oks:
        yield f"- ok: {reason}"


def _write_step(step: Step, languages: tuple[str, ...]) -> Iterator[str]:
    yield write_link(step.picture)
    if step.action:
        yield f"- {choose_word(step.action.kind, languages)}: {_write_action_value(step.action)}".rstrip()
    for question in step.questions:
        yield f"- if {question.lang}: {question.text}"
    for said in step.narration:
        yield f"- {said.lang}: {said.text}"
    for mark in step.marks:
        yield f"- mark: {write_target(mark.target)}"
    for keep in step.keeps:
        yield f"- keep: {write_target(keep.target)}"
    yield from _write_hides_and_shows(step.hides, step.shows)
    for wording in step.also:
        yield f"- also: {write_wording(wording)}"
    if step.sign is not None:
        yield f"- sign: {step.sign}"
    if step.source is not None:
        yield f"- source: {step.source}"
    if step.continues:
        yield "- continues: yes"
    if step.from_seconds is not None:
        yield f"- from: {write_seconds(step.from_seconds)}"
    if step.to_seconds is not None:
        yield f"- {choose_word('to', languages)}: {write_seconds(step.to_seconds)}"
    for reason in step.oks:
        yield f"- ok: {reason}"


def _write_hides_and_shows(hides: tuple[Hide, ...], shows: tuple[Show, ...]) -> Iterator[str]:
    for hide in hides:
        yield write_hide(hide)
    for show in shows:
        yield write_show(show)


def write_hide(hide: Hide) -> str:
    """A ``hide:`` line, for instance ``- hide: Ana García = Luna``."""
    example = "" if hide.example is None else f" = {hide.example}"
    return f"- hide: {write_target(hide.target)}{example}"


def write_show(show: Show) -> str:
    """A ``show:`` line, for instance ``- show: 410-555-0100``."""
    return f"- show: {write_target(show.target)}"


def _write_action_value(action: Action) -> str:
    if ACTIONS[action.kind].takes == "words":
        return action.words or ""
    target = write_target(action.target) if action.target else ""
    return f"{action.direction} {target}".rstrip() if action.direction else target
