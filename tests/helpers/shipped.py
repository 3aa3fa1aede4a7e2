"""The shipped tutorials as editions, without opening a picture or speaking a word."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from annotator.edition.attachments import Attachments
from annotator.edition.edition import Edition, SpokenText
from annotator.edition.edition_builder import build_edition
from annotator.edition.scan.step_view import StepScan
from annotator.edition.spoken_edition import SpokenEdition
from annotator.edition.tutorial_source import read_source
from annotator.model import Box, Clip, Found, Screen, Step, TargetName, TextTarget, Tutorial, Utterance, VoiceUsed
from annotator.phrases import visible_wording
from annotator.text.sentence_rules import split_sentences

TUTORIALS = Path(__file__).resolve().parents[2] / "tutorials"
NAMES = tuple(sorted(path.parent.name for path in TUTORIALS.glob("*/tutorial.md")))
LANGUAGES = ("es", "en")
"""The languages of all of them, in the order of a target's wordings."""
FURTHER_LANGUAGES = {"join-class-on-zoom": ("pt",)}
"""Those that a tutorial has besides."""
EDITIONS = tuple((name, lang) for name in NAMES for lang in (*LANGUAGES, *FURTHER_LANGUAGES.get(name, ())))
SPOKEN_SECONDS = Path(__file__).resolve().parents[1] / "fixtures" / "spoken-seconds.json"
"""How long Kokoro takes for each sentence: measured by tests/bench/voice/seconds.py."""


@functools.cache
def shipped_edition(name: str, lang: str) -> Edition:
    """A shipped tutorial in a language. Every target is found, and named by the wording in its place."""
    source = read_source(TUTORIALS / name, (lang,))
    return build_edition(source, lang, _scans(source.tutorial, lang), Attachments())


@functools.cache
def shipped_film(name: str, lang: str) -> SpokenEdition:
    """The same, with sentences as long as the natural voice takes: as `SPOKEN_SECONDS` has them, else estimated."""
    edition = shipped_edition(name, lang)
    sounds = {
        text.key: tuple(
            Utterance(said, Clip(Path("said.wav"), _seconds(said, lang), said)) for said in split_sentences(text.text)
        )
        for text in list_texts(edition)
    }
    return SpokenEdition(edition, sounds, VoiceUsed("measured", "", ""))


def list_texts(edition: Edition) -> tuple[SpokenText, ...]:
    """All that is said in the film and the clips of a tutorial."""
    return (*edition.texts, *edition.phrases)


def _seconds(sentence: str, lang: str) -> float:
    digits = sum(character.isdigit() for character in sentence)
    return _load_seconds().get(lang, {}).get(sentence, 0.45 + 0.057 * (len(sentence) + 4 * digits))


@functools.cache
def _load_seconds() -> dict[str, dict[str, float]]:
    measured: dict[str, dict[str, float]] = json.loads(SPOKEN_SECONDS.read_text(encoding="utf-8"))
    return measured


def _scans(tutorial: Tutorial, lang: str) -> list[StepScan]:
    return [_scan(step, lang) for step in tutorial.steps]


def _scan(step: Step, lang: str) -> StepScan:
    target = step.action.target if step.action else None
    found = Found(target, Box(60, 605, 140, 44), Box(40, 590, 180, 70), score=1.0) if target else None
    name, also = visible_wording(step.action, None), step.also
    if isinstance(target, TextTarget):
        wordings = target.wordings
        order = ("es", "en", "pt").index(lang)
        name = wordings[min(order, len(wordings) - 1)]
        also = tuple(wording for wording in (*wordings, *step.also) if wording != name)
    file = step.screenshot(lang)
    return StepScan(Screen(file), file, found, (), TargetName(name), also=also)
