"""Tell what will be said in a step: its own words, or the phrasebook's sentence. Opens no picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from annotator.model import Tutorial
from annotator.pack.edition_builder import end_sentence
from annotator.pack.scan.cover_decisions import choose_public_name
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.privacy.matcher import Matcher
from annotator.text.names import device_of

Say: TypeAlias = Callable[[int, str], str]
"""What is said in a step (index, language) that has no sentence of its own."""


def full_text(tutorial: Tutorial, index: int, lang: str, say: Say) -> str:
    """All that is said in a step, as in a build: the question of an aside, then its sentences, else ``say``'s."""
    step = tutorial.steps[index]
    question = step.question(lang)
    parts = (end_sentence(question) if question else "", step.said(lang) or say(index, lang))
    return " ".join(part for part in parts if part)


def spoken(tutorial: Tutorial, index: int, lang: str, matcher: Matcher, wording: str | None = None) -> str:
    """The sentence as a build would say it; empty without an action, and in a language without phrases.

    Args:
        tutorial: the tutorial.
        index: the index of the step, from 0.
        lang: the language.
        matcher: finds the tutorial's private words, which are never said.
        wording: the button's word as it was found on the screen (`PictureReader.wording`); None if that isn't known yet,
            then it is the first one that the script has.
    """
    step = tutorial.steps[index]
    if step.action is None or not has_phrasebook(lang):
        return ""
    known = wording or visible_wording(step.action, None)
    name = choose_public_name(known, matcher.for_step(step))
    return load_phrasebook(lang).sentence(step.action, name, device_of(tutorial.device or ""))
