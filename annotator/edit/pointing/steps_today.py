"""Compare the steps of a tutorial with pictures of today, and adapt those that are shown there to their new pictures."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from annotator.edit.pointing import places
from annotator.edit.pointing.matched_answer import READ_AT_ONCE
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.step_pictures import StepPicture, StepPictures
from annotator.edition import matching, new_screens
from annotator.edition.matched_steps import StepToday, Today
from annotator.edition.proposed_answer import carry_over, fit_sentence
from annotator.model import Action, Box, Query, Step, Target, TextTarget, Tutorial
from annotator.text.folding import fold


def compare_today(pictures: StepPictures, folder: Path, tutorial: Tutorial, names: Sequence[str]) -> Today:
    """The steps of a tutorial beside the pictures of its folder that have these names, or how many have to be read before."""
    library = matching.open_library(folder, pictures.cache, most=READ_AT_ONCE)
    if library.left:
        return Today((), left=library.left)
    lang = tutorial.languages[0]
    screens = {
        name: pictures.open(ShownStep(folder, replace(tutorial, steps=(Step(name),)), 0, lang)) for name in names
    }
    today = new_screens.compare_with(library, {name: screen.reading for name, screen in screens.items()})
    steps = []
    for step in today.steps:
        old_step = tutorial.steps[step.index]
        if step.screen is not None and old_step.action is not None:
            action = carry_over(old_step.action, step.found, partial(_aim_again, screens[step.screen], old_step))
            action, texts = rename(old_step, step, action)
            step = replace(step, action=action, texts=texts)
        steps.append(step)
    return replace(today, steps=tuple(steps))


def rename(old_step: Step, today: StepToday, action: Action | None) -> tuple[Action | None, dict[str, str]]:
    """A step's ``action`` for its new picture, and its sentences that change there: only the name on the old one is replaced.

    The wordings of other languages stay, which may have pictures of their own.
    """
    old = old_step.action.target if old_step.action else None
    new = action.target if action else None
    if action is None or new == old or not (isinstance(old, TextTarget) and isinstance(new, TextTarget)):
        return action, {}
    names = new.wordings[:1]
    kept = [word for word in old.wordings if fold(word) != fold(today.called) and word not in names]
    as_called = replace(old_step, action=replace(action, target=TextTarget((today.called,))))
    texts = {}
    for said in old_step.narration:
        text = fit_sentence(as_called, said.lang, new) if old_step.screenshot(said.lang) == today.picture else ""
        if text and text != old_step.said(said.lang):
            texts[said.lang] = text
    return replace(action, target=replace(new, wordings=(*names, *kept))), texts


def _aim_again(screen: StepPicture, old_step: Step, box: Box, old: Target) -> Target:
    """The target of a step for its new picture: the old one if that leads to ``box``, else what is there."""
    (found,) = screen.find([Query(old, old_step.action.kind if old_step.action else "tap")])
    leads_there = found.box is not None and found.box.contains(box.x + box.w / 2, box.y + box.h / 2)
    return old if leads_there and not found.others else places.target_at(screen, box)
