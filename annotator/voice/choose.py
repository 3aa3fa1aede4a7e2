"""Which voice speaks: the named one, or the most natural one that works on this computer without a network.

The door to the engines: what others need of the registry is here, too.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from annotator import code_version
from annotator.cache import Cache
from annotator.errors import AnnotatorError, MissingError
from annotator.model import VoiceChoice
from annotator.voice.engines.engine import Engine
from annotator.voice.engines.registry import AUTO, CHOICES, NAMES, engines
from annotator.voice.engines.voice_table import voices_of

__all__ = [
    "AUTO",
    "CHOICES",
    "NAMES",
    "choose",
    "engines",
    "on_this_computer",
    "otherwise",
    "parse",
    "small",
    "usual_speed",
    "works",
]


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
        among: the engines to choose from, the most natural first (``registry.engines(cache)``).

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
    for engine in _offline(lang, among):
        if engine.traits.small and works(engine, lang):
            return VoiceChoice(engine.name)
    return VoiceChoice(AUTO)


def otherwise(remedy: str, failed: Engine, lang: str, among: Sequence[Engine]) -> str:
    """The remedy for a voice that is missing or failed, with another one that works on this computer, if there is one."""
    for engine in _offline(lang, among):
        if engine is not failed and works(engine, lang):
            other = f"hoose another voice for all of it: --voice {engine.name}."
            return f"{remedy.removesuffix('.')}, or c{other}" if remedy else f"C{other}"
    return remedy or _install_one([engine for engine in _offline(lang, among) if engine is not failed])


def usual_speed(engine: Engine, lang: str) -> float:
    """The speed at which an engine speaks a language unless another is asked for; 1 is the engine's own."""
    return voices_of(engine.name, lang).speed or engine.traits.speed


def works(engine: Engine, lang: str) -> bool:
    """Whether what an engine needs is installed here."""
    try:
        engine.check(lang)
    except MissingError:
        return False
    return True


def on_this_computer(cache: Cache) -> tuple[str, ...]:
    """What decides here who speaks, and how, besides annotator's code and libraries.

    The engines that work, of which ``auto`` takes the first, and digests of the system's programs that engines run.
    """
    known = engines(cache)
    working = [engine.name for engine in known if works(engine, engine.languages[0])]
    programs = dict.fromkeys(program for engine in known for program in engine.traits.programs)
    return (*working, *(code_version.program_digest(program) for program in programs))


def _best(lang: str, among: Sequence[Engine]) -> Engine:
    offline = _offline(lang, among)
    for engine in offline:
        if works(engine, lang):
            return engine
    if offline:
        raise MissingError(f"No voice that speaks “{lang}” is installed.", _install_one(offline))
    online = next((engine.name for engine in among if engine.voices(lang)), None)
    named = f" or choose {online} by name (it sends the text to a company)," if online else ""
    raise AnnotatorError(
        f"No voice of this computer speaks the language “{lang}”.",
        f"Record a memo for each step,{named} or build another language.",
    )


def _offline(lang: str, among: Sequence[Engine]) -> list[Engine]:
    return [engine for engine in among if not engine.online and engine.voices(lang)]


def _install_one(among: Sequence[Engine]) -> str:
    command = next((engine.traits.install for engine in among if engine.traits.install), None)
    return f"Install one: {command}." if command else ""


def _named(name: str, among: Sequence[Engine]) -> Engine:
    for engine in among:
        if engine.name == name:
            return engine
    near = difflib.get_close_matches(name, NAMES, 1)
    remedy = f"Did you mean {near[0]}?" if near else f"Choose one of {', '.join(NAMES)}, or {AUTO}."
    raise AnnotatorError(f"There is no voice “{name}”.", remedy)
