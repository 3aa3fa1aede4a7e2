"""The inputs that products are made from. Each can be told without making anything, so that a change is noticed first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.options import Options


@dataclass(frozen=True)
class FingerprintContext:
    """What a fingerprint is taken of: an edition, ``all`` editions of the pack, and the options of the build.

    ``heard`` returns everything that shapes the edition's sounds, without speaking.
    """

    edition: Edition
    all: tuple[Edition, ...]
    options: Options
    heard: Callable[[], object]


@dataclass(frozen=True)
class Input:
    """An input: its ``value``, which ``annotator.cache.key`` can take, and the modules that turn it into files."""

    name: str
    value: Callable[[FingerprintContext], object]
    code: tuple[str, ...] = ()


def _texts(subject: FingerprintContext) -> object:
    edition = subject.edition
    steps = [(step.number, step.text, step.verb, step.chip, step.note) for step in edition.steps]
    names = (edition.name, edition.stem, edition.step_file(0, ""), edition.own_name, edition.device)
    return [edition.lang, edition.words_lang, edition.book.words_lang, edition.title, edition.why, names, steps]


def _cards(subject: FingerprintContext) -> object:
    edition = subject.edition
    steps = [(step.whole, step.close, step.chip, step.note) for step in edition.steps]
    return [edition.sections({}), steps, edition.title, subject.options.draft]


def _others(subject: FingerprintContext) -> object:
    return [(other.lang, other.title, [step.text for step in other.steps]) for other in subject.all]


def _facts(subject: FingerprintContext) -> object:
    tutorial = subject.edition.tutorial
    return [tutorial.platform, tutorial.device, tutorial.checked.isoformat() if tutorial.checked else None]


def school_fields(*names: str) -> Input:
    """Some of what ``school.toml`` says, by the names of the fields of ``annotator.model.School``."""
    return Input(
        f"school: {', '.join(names)}", lambda subject: [getattr(subject.edition.school, name) for name in names]
    )


TEXTS = Input("texts", _texts)
"""Everything that is written for families: title, why, the steps' sentences and buttons; and the names of files."""
CARDS = Input("cards", _cards, ("annotator.pack.renderer", "annotator.cards.card"))
"""Every card, with the screens on it and what is covered there."""
AUDIO = Input("sounds", lambda subject: subject.heard(), ("annotator.voice.narrate", "annotator.voice.memo"))
"""Everything that is heard, from memos or a voice, and so the timeline."""
CLIP_PHRASES = Input("around", lambda subject: subject.edition.clip_phrases)
"""What is said around each step in its own clip; only who needs it gets it spoken."""
OTHER_LANGUAGES = Input("other languages", _others)
"""The sentences of the pack's other languages."""
TUTORIAL_FACTS = Input("facts", _facts)
"""The device and platform of the tutorial, and when it was checked."""
SIZE_BUDGET = Input("budget", lambda subject: subject.options.budget)
"""The most bytes that a video may have."""
