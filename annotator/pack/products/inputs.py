"""The inputs of products: named values from which a product's fingerprint is computed before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model import StepNumber

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.options import Options


@dataclass(frozen=True)
class FingerprintContext:
    """What inputs are read from: one edition, all editions of the pack, and the options of the build.

    ``audio`` returns everything that shapes the edition's audio, without speaking any of it.
    """

    edition: Edition
    editions: tuple[Edition, ...]
    options: Options
    audio: Callable[[], object]


@dataclass(frozen=True)
class Input:
    """One input of products.

    Attributes:
        name: unique; for error messages and tests.
        value: reads it; returns what ``annotator.cache.key`` can digest.
    """

    name: str
    value: Callable[[FingerprintContext], object]


def school_fields(*names: str) -> Input:
    """An input with some fields of ``annotator.model.School``."""
    return Input(
        f"school: {', '.join(names)}", lambda context: [getattr(context.edition.school, name) for name in names]
    )


def _read_texts(context: FingerprintContext) -> object:
    edition = context.edition
    steps = [(step.number, step.question, step.text, step.verb, step.chip, step.note) for step in edition.steps]
    names = (edition.name, edition.stem, edition.step_file(StepNumber(0), ""), edition.own_name, edition.device)
    return [edition.lang, edition.words_lang, edition.book.words_lang, edition.title, edition.why, names, steps]


def _read_cards(context: FingerprintContext) -> object:
    edition = context.edition
    steps = [(step.whole, step.close, step.chip, step.note) for step in edition.steps]
    return [edition.sections({}), steps, edition.title, context.options.draft]


def _read_clips(context: FingerprintContext) -> object:
    edition = context.edition
    clips = [([step.number for step in steps], edition.next_screen(steps[-1])) for steps in edition.clips]
    return [edition.clip_phrases, clips]


def _read_session(context: FingerprintContext) -> object:
    edition = context.edition
    return [edition.session_phrases, sorted(edition.pauses)]


def _read_other_languages(context: FingerprintContext) -> object:
    return [(other.lang, other.title, [step.text for step in other.steps]) for other in context.editions]


def _read_facts(context: FingerprintContext) -> object:
    tutorial = context.edition.tutorial
    return [tutorial.platform, tutorial.device, tutorial.checked.isoformat() if tutorial.checked else None]


TEXTS = Input("texts", _read_texts)
"""All text for families (title, reason, sentences, button words), and the names of files."""
CARDS = Input("cards", _read_cards)
"""Every card, with its screenshot and what is covered there."""
AUDIO = Input("audio", lambda context: context.audio())
"""The narration, from memos or a voice, and therefore the timeline."""
CLIPS = Input("clips", _read_clips)
"""The steps of each clip, and the phrases and screens around them. The phrases are spoken only if a product needs them."""
SESSION = Input("session", _read_session)
"""The phrases of a session with families, and the steps after which it waits for them."""
OTHER_LANGUAGES = Input("other languages", _read_other_languages)
"""The sentences of all languages of the pack."""
TUTORIAL_FACTS = Input("facts", _read_facts)
"""The tutorial's device and platform, and the day on which it was checked."""
HELP_PHOTO = Input("help photo", lambda context: context.edition.opening.photo)
"""The digest of the photo of the person to ask, or None."""
SIZE_BUDGET = Input("budget", lambda context: context.options.budget)
"""The maximum size of a video in bytes, or None."""
