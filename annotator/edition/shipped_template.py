"""Adapt a tutorial that ships with annotator (a *model*) to a school's own screenshots; what doesn't fit becomes a gap, ``___``.

A gap may also be an empty line, such as a sentence that the model lacks in a language.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator import assets, script
from annotator.errors import AnnotatorError, ProblemsError
from annotator.messages import Message, join_words
from annotator.model.targets import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.model.tutorial import Hide, Keep, Mark, Said, Step, Tutorial
from annotator.script import SCRIPT
from annotator.script.drafts import draft_step
from annotator.script.line_values import GAP
from annotator.script.writer import write


def shipped_names() -> tuple[str, ...]:
    """The names of the tutorials that ship with annotator."""
    return tuple(sorted(path.parent.name for path in assets.shipped_tutorials().glob(f"*/{SCRIPT}")))


def adapt_shipped(
    name: str, pictures: Sequence[str], languages: Sequence[str], today: datetime.date | None
) -> tuple[str, tuple[str, ...]]:
    """The script of the shipped tutorial ``name`` for a school's own screenshots, and notes for the person who fills it in.

    Args:
        name: one of `shipped_names`.
        pictures: the school's screenshots, in order: the first becomes the picture of the first step.
        languages: the languages to write; one that the tutorial lacks gets empty lines to fill in.
        today: the day on which the school tries the steps; None if nobody has yet.

    Private texts, points, boxes and cut-out icons, which fit only the shipped screenshots, become gaps; ``check`` reports gaps.
    A step without a screenshot gets a gap as its picture, and a screenshot without a step gets an empty step. Lines with
    ``show:`` or ``ok:``, and about other phones or parts of recordings, are left out. Raises AnnotatorError for an unknown name.
    """
    folder = _find_shipped(name)
    reading = script.read_folder(folder)
    if reading.tutorial is None:
        raise ProblemsError(reading.problems)
    model = reading.tutorial
    picture_names = [*pictures, *(_gap_name(number) for number in _steps_without_picture(model, pictures))]
    adapted = [_adapt_step(step, picture, languages) for step, picture in zip(model.steps, picture_names, strict=False)]
    extra = [draft_step(picture, languages) for picture in pictures[len(model.steps) :]]
    draft = Tutorial(
        titles=tuple(Said(lang, _text_in(model.titles, lang)) for lang in languages),
        steps=(*adapted, *extra),
        whys=tuple(Said(lang, _text_in(model.whys, lang)) for lang in languages),
        device=model.device,
        checked=today,
        platform=model.platform,
        hides=tuple(map(_empty_hide, model.hides)),
    )
    return write(draft), tuple(_list_notes(name, model, pictures, languages))


def _find_shipped(name: str) -> Path:
    """The folder of a shipped tutorial. Raises AnnotatorError if there is none of that name."""
    names = shipped_names()
    if name in names:
        return assets.shipped_tutorials() / name
    raise AnnotatorError(
        "annotator has no tutorial “{name}”.", "Use one of {names}.", name=name, names=", ".join(names)
    )


def _text_in(texts: Sequence[Said], lang: str) -> str:
    """The text in a language; empty if there is none."""
    return next((said.text for said in texts if said.lang == lang), "")


def _steps_without_picture(model: Tutorial, pictures: Sequence[str]) -> range:
    """The numbers of the model's steps for which there is no screenshot: 3 and 4 of four steps for two screenshots."""
    return range(len(pictures) + 1, len(model.steps) + 1)


def _gap_name(number: int) -> str:
    """The file name in place of a missing screenshot: ``___03.png``."""
    return f"{GAP}{number:02}.png"


def _adapt_step(step: Step, picture: str, languages: Sequence[str]) -> Step:
    """A step of the model for a school's own screenshot."""
    # Field by field, so that a field that steps get later is copied only if somebody decides so.
    return Step(
        picture=picture,
        action=replace(step.action, target=step.action.target and _adapt_target(step.action.target))
        if step.action
        else None,
        narration=tuple(Said(lang, step.said(lang) or "") for lang in languages),
        marks=tuple(Mark(_adapt_target(mark.target)) for mark in step.marks),
        hides=tuple(map(_empty_hide, step.hides)),
        also=step.also,
        questions=tuple(Said(lang, step.question(lang) or "") for lang in languages) if step.is_aside else (),
        continues=step.continues,
        sign=step.sign,
        source=step.source,
        keeps=tuple(Keep(_adapt_target(keep.target)) for keep in step.keeps),
    )


def _empty_hide(hide: Hide) -> Hide:
    """A ``hide:`` line with a gap for the private text, and the invented example in its place."""
    return Hide(TextTarget((GAP,)), hide.example)


def _adapt_target(target: Target) -> Target:
    """The target for another screenshot; a gap for points, boxes and cut-out icons, which are different there."""
    is_cut_out = isinstance(target, IconTarget) and target.file not in script.shipped_icons()
    return TextTarget((GAP,)) if is_cut_out or isinstance(target, (PointTarget, BoxTarget)) else target


def _list_notes(name: str, model: Tutorial, pictures: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Notes on what to fill in besides the gaps: missing screenshots, more of them than steps, a language, private texts."""
    notes: list[str] = []
    screenshots = Message("there is 1 screenshot")
    if len(pictures) != 1:
        screenshots = Message("there are {count} screenshots", count=len(pictures))
    steps = script.describe_step_count(model)
    summary = Message("{name} has {steps}, and {screenshots}", name=name, steps=steps, screenshots=screenshots)
    if missing_pictures := _steps_without_picture(model, pictures):
        gaps = join_words(map(_gap_name, missing_pictures))
        notes.append(Message("{there}: add pictures in place of {gaps}.", there=summary, gaps=gaps))
    extra = pictures[len(model.steps) :]
    if extra:
        template = "{there}: fill in what to do on {extra}, or take them out."
        notes.append(Message(template, there=summary, extra=join_words(extra)))
    untranslated = [lang for lang in languages if lang not in model.languages]
    notes += [Message('{name} has no words in "{lang}": fill them in.', name=name, lang=lang) for lang in untranslated]
    if model.hides or any(step.hides for step in model.steps):
        template = "Where the script says “hide: {gap}”, write the private words on your own screenshot."
        notes.append(Message(template, gap=GAP))
    return notes
