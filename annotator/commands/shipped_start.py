"""Starts a script from a tutorial that annotator brings along, with a school's own screenshots put in by order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import assets, script
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Action, BoxTarget, Hide, IconTarget, PointTarget, Said, Step, Target, TextTarget, Tutorial
from annotator.script.file_names import write_link
from annotator.script.keywords import listed, nearest
from annotator.script.values import GAP


@dataclass(frozen=True, slots=True)
class Adapted:
    """A script to fill in, and what a person should know about it."""

    text: str
    notes: tuple[str, ...]


def shipped_names() -> tuple[str, ...]:
    """The names of the tutorials that annotator brings along."""
    return tuple(sorted(path.parent.name for path in assets.shipped_tutorials().glob(f"*/{script.SCRIPT}")))


def adapt_shipped(name: str, pictures: Sequence[str], languages: Sequence[str], today: datetime.date) -> Adapted:
    """The script of the shipped tutorial ``name`` for a school's own screenshots.

    Args:
        name: one of `shipped_names`.
        pictures: the school's screenshots, in order; the first becomes the picture of the first step.
        languages: those to write; one that the tutorial doesn't have gets empty lines to fill in.
        today: the day on which the school tries the steps.

    Whatever belongs to the shipped drawings alone (what they hide, points, boxes) becomes a gap, which ``check`` asks for.
    Raises AnnotatorError for an unknown name.
    """
    folder = _folder(name)
    reading = script.read_folder(folder)
    if reading.tutorial is None:
        raise ProblemsError(reading.problems)
    model = reading.tutorial
    steps = [_step(step, picture, languages) for step, picture in zip(model.steps, pictures, strict=False)]
    steps += [_step(step, _gap_name(number), languages) for number, step in _rest(model, len(pictures))]
    ours = replace(
        model,
        titles=tuple(Said(lang, _text(model.titles, lang)) for lang in languages),
        whys=tuple(Said(lang, _text(model.whys, lang)) for lang in languages),
        checked=today,
        hides=tuple(map(_gap, model.hides)),
        shows=(),
        oks=(),
        steps=tuple(steps),
    )
    text = "\n".join(line.rstrip() for line in script.write(ours).splitlines()) + "\n"
    for picture in pictures[len(model.steps) :]:
        text += f"\n{write_link(picture)}\n- tap:\n" + "".join(f"- {lang}:\n" for lang in languages)
    return Adapted(text, tuple(_notes(name, model, pictures, languages)))


def _folder(name: str) -> Path:
    names = shipped_names()
    if name in names:
        return assets.shipped_tutorials() / name
    guess = nearest(name, names)
    hint = f" Did you mean {guess}?" if guess else ""
    raise AnnotatorError(f"annotator brings no tutorial “{name}” along.{hint}", f"There are: {', '.join(names)}.")


def _text(texts: Sequence[Said], lang: str) -> str:
    return next((said.text for said in texts if said.lang == lang), "")


def _rest(model: Tutorial, count: int) -> list[tuple[int, Step]]:
    return list(enumerate(model.steps, 1))[count:]


def _gap_name(number: int) -> str:
    return f"{GAP}{number:02}.png"


def _step(step: Step, picture: str, languages: Sequence[str]) -> Step:
    return replace(
        step,
        picture=picture,
        action=replace(step.action, target=_target(step.action)) if step.action else None,
        narration=tuple(Said(lang, step.said(lang) or "") for lang in languages),
        marks=tuple(replace(mark, target=_own(mark.target)) for mark in step.marks),
        hides=tuple(map(_gap, step.hides)),
        shows=(),
        oks=(),
        from_seconds=None,
        to_seconds=None,
        pictures=(),
        memos=(),
    )


def _gap(hide: Hide) -> Hide:
    return Hide(TextTarget((GAP,)), hide.example)


def _target(action: Action) -> Target | None:
    return None if action.target is None else _own(action.target)


def _own(target: Target) -> Target:
    """A target for another screenshot: points and boxes lie elsewhere there, and small pictures look different."""
    if isinstance(target, (PointTarget, BoxTarget)):
        return TextTarget((GAP,))
    if isinstance(target, IconTarget) and target.file not in script.shipped_icons():
        return TextTarget((GAP,))
    return target


def _notes(name: str, model: Tutorial, pictures: Sequence[str], languages: Sequence[str]) -> list[str]:
    notes = []
    rest = _rest(model, len(pictures))
    if rest:
        gaps = listed(_gap_name(number) for number, _ in rest)
        notes.append(
            f"{name} has {len(model.steps)} steps, and there are {len(pictures)} screenshots: add pictures in place of {gaps}."
        )
    extra = pictures[len(model.steps) :]
    if extra:
        notes.append(
            f"{name} has {len(model.steps)} steps, and there are {len(pictures)} screenshots: fill in what to do on "
            f"{listed(extra)}, or take them out."
        )
    missing = [lang for lang in languages if lang not in model.languages]
    notes += [f'{name} has no words in "{lang}": fill them in.' for lang in missing]
    if model.hides or any(step.hides for step in model.steps):
        notes.append(f"Where the script says “hide: {GAP}”, write the private words on your own screenshot.")
    return notes
