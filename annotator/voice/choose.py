"""Which voice speaks: by name, or the most natural one that works on this computer without a network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache as once
from pathlib import Path

from annotator.cache import Cache
from annotator.errors import AnnotatorError, MissingError
from annotator.model import VoiceChoice
from annotator.voice.engine import Engine
from annotator.voice.espeak import Espeak
from annotator.voice.google import Google
from annotator.voice.kokoro import Kokoro
from annotator.voice.pico import Pico

AUTO = "auto"
NAMES = ("kokoro", "pico", "espeak", "gtts")
"""The engines from the most natural to the last resort; the one on the network is taken only by name."""
_SMALL = ("pico", "espeak")
"""What speaks a draft: fast, and nothing to wait for."""
_INSTALL = "Install one: python -m pip install “annotator[natural]”."
_HOW = f"Choose one of {', '.join(NAMES)}, or auto."


def engines(cache: Cache) -> tuple[Engine, ...]:
    """All engines in the order of ``NAMES``; making them loads nothing.

    They are the same for the whole process, so that a batch of tutorials loads a voice's model once.
    """
    return _engines(cache.root)


@once
def _engines(cache_root: Path) -> tuple[Engine, ...]:
    return (Kokoro(Cache(cache_root)), Pico(), Espeak(), Google())


def parse(choice: str | VoiceChoice) -> VoiceChoice:
    """A choice from the word of ``--voice`` or ``school.toml``: ``auto``, ``pico``, ``kokoro:ef_dora``."""
    if isinstance(choice, VoiceChoice):
        return choice
    engine, _, voice = choice.strip().partition(":")
    return VoiceChoice(engine.strip() or AUTO, voice.strip() or None)


def choose(choice: str | VoiceChoice, lang: str, among: Sequence[Engine]) -> tuple[Engine, str]:
    """The engine that speaks ``lang``, and its voice.

    Args:
        choice: ``auto``, an engine, or an engine and one of its voices.
        lang: a BCP 47 tag.
        among: the engines to choose from, the most natural first (``engines(cache)``).

    Raises:
        AnnotatorError: there is no such engine or voice, or none that speaks the language.
        MissingError: the engine is not installed; the error says what to install, and which voice is here.
    """
    wanted = parse(choice)
    if wanted.engine == AUTO:
        engine = _best(lang, among)
        return engine, engine.voices(lang)[0]
    engine = _named(wanted.engine, among)
    voices = engine.voices(lang)
    if not voices:
        speaking = [other.name for other in among if other.voices(lang)]
        others = f"Choose another voice ({', '.join(speaking)})" if speaking else "Record memos for it"
        raise AnnotatorError(f"The voice {engine.name} does not speak the language “{lang}”.", f"{others}.")
    if wanted.voice and wanted.voice not in voices:
        raise AnnotatorError(
            f"The voice {engine.name} has no “{wanted.voice}” for the language “{lang}”.",
            f"It has {', '.join(voices)}: write for instance {engine.name}:{voices[0]}.",
        )
    try:
        engine.check(lang)
    except MissingError as error:
        raise MissingError(error.message, otherwise(error.remedy, engine, lang, among), detail=error.detail) from error
    return engine, wanted.voice or voices[0]


def small(lang: str, among: Sequence[Engine]) -> VoiceChoice:
    """Who speaks a draft: the small voice of this computer; what ``auto`` would take where there is none."""
    for engine in among:
        if engine.name in _SMALL and engine.voices(lang) and works(engine, lang):
            return VoiceChoice(engine.name)
    return VoiceChoice(AUTO)


def otherwise(remedy: str, failed: Engine, lang: str, among: Sequence[Engine]) -> str:
    """The remedy for a voice that is missing or failed, with another one that works on this computer, if there is one."""
    for engine in among:
        if engine is not failed and not engine.online and engine.voices(lang) and works(engine, lang):
            other = f"hoose another voice for all of it: --voice {engine.name}."
            return f"{remedy.removesuffix('.')}, or c{other}" if remedy else f"C{other}"
    return remedy or _INSTALL


def _best(lang: str, among: Sequence[Engine]) -> Engine:
    speaking = [engine for engine in among if engine.voices(lang)]
    for engine in speaking:
        if not engine.online and works(engine, lang):
            return engine
    offline = [engine for engine in speaking if not engine.online]
    if offline:
        raise MissingError(f"No voice that speaks “{lang}” is installed.", _INSTALL)
    named = f" or choose {speaking[0].name} by name (it sends the text to a company)," if speaking else ""
    raise AnnotatorError(
        f"No voice of this computer speaks the language “{lang}”.",
        f"Record a memo for each step,{named} or build another language.",
    )


def _named(name: str, among: Sequence[Engine]) -> Engine:
    for engine in among:
        if engine.name == name:
            return engine
    import difflib

    near = difflib.get_close_matches(name, NAMES, 1)
    raise AnnotatorError(f"There is no voice “{name}”.", f"Did you mean {near[0]}?" if near else _HOW)


def works(engine: Engine, lang: str) -> bool:
    """Whether what an engine needs is installed here."""
    try:
        engine.check(lang)
    except MissingError:
        return False
    return True
