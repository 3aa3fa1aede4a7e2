"""Choose one voice for each language, asked for or the most natural one installed, since a tutorial never mixes voices.

This module is also the list of engines: a new one gets its entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache as once
from pathlib import Path

from annotator.cache import Cache, code_version
from annotator.errors import AnnotatorError, MissingError
from annotator.messages import Message, join
from annotator.model import VoiceChoice
from annotator.voice.engines.engine import Engine, voices_of
from annotator.voice.engines.espeak import Espeak
from annotator.voice.engines.google import Google
from annotator.voice.engines.kokoro import Kokoro
from annotator.voice.engines.pico import Pico

_ENGINES: Mapping[str, Callable[[Cache], Engine]] = {
    Kokoro.name: Kokoro,
    Pico.name: lambda _: Pico(),
    Espeak.name: lambda _: Espeak(),
    Google.name: lambda _: Google(),
}

AUTO = "auto"
"""The choice of the most natural engine that is installed and works offline."""
NAMES = tuple(_ENGINES)
CHOICES = (AUTO, *NAMES)
"""The engines that ``--voice`` and ``[voices]`` may name."""


def engines(cache: Cache) -> tuple[Engine, ...]:
    """All engines in the order of ``NAMES``. Constructing them loads no model.

    Calls with the same cache return the same engines, so a batch of tutorials loads each model once.
    """
    return _engines(cache.root)


@once
def _engines(cache_root: Path) -> tuple[Engine, ...]:
    return tuple(make(Cache(cache_root)) for make in _ENGINES.values())


def parse_choice(choice: str | VoiceChoice) -> VoiceChoice:
    """Parse the value of ``--voice`` or of ``school.toml``: ``auto``, ``pico``, ``kokoro:ef_dora``."""
    if isinstance(choice, VoiceChoice):
        return choice
    engine, _, voice = choice.strip().partition(":")
    return VoiceChoice(engine.strip() or AUTO, voice.strip() or None)


def choose_voice(choice: str | VoiceChoice, lang: str, among: Sequence[Engine]) -> tuple[Engine, str]:
    """The engine and the voice that will speak ``lang``.

    Args:
        choice: ``auto``, an engine, or an engine and one of its voices.
        lang: a BCP 47 tag.
        among: the engines to choose from, the most natural first (``engines(cache)``).

    Raises:
        AnnotatorError: there is no such engine or voice, or none that speaks the language.
        MissingError: the engine is not installed. The remedy says what to install, or suggests an installed voice.
    """
    requested = parse_choice(choice)
    if requested.engine == AUTO:
        engine = _most_natural(lang, among)
        return engine, engine.voices(lang)[0]
    engine = _engine_by_name(requested.engine, among)
    voices = engine.voices(lang)
    if not voices:
        others = [other.name for other in among if other.voices(lang)]
        remedy = (
            Message("Choose another voice ({others}).", others=", ".join(others)) if others else "Record memos for it."
        )
        raise AnnotatorError(
            Message("The voice {name} does not speak the language “{lang}”.", name=engine.name, lang=lang), remedy
        )
    if requested.voice and requested.voice not in voices:
        raise AnnotatorError(
            Message(
                "The voice {name} has no “{voice}” for the language “{lang}”.",
                name=engine.name,
                voice=requested.voice,
                lang=lang,
            ),
            Message(
                "It has {voices}: write for instance {name}:{voice}.",
                voices=", ".join(voices),
                name=engine.name,
                voice=voices[0],
            ),
        )
    try:
        engine.require_installed(lang)
    except MissingError as error:
        raise MissingError(
            error.message, suggest_alternative(error.remedy, engine, lang, among), detail=error.detail
        ) from error
    return engine, requested.voice or voices[0]


def choose_draft_voice(lang: str, among: Sequence[Engine]) -> VoiceChoice:
    """The voice for drafts: the first fast engine that is installed, else ``auto``."""
    for engine in _offline_engines(lang, among):
        if engine.traits.fast and is_installed(engine, lang):
            return VoiceChoice(engine.name)
    return VoiceChoice(AUTO)


def suggest_alternative(remedy: str, failed: Engine, lang: str, among: Sequence[Engine]) -> str:
    """``remedy`` for a voice that failed, extended by another installed voice if there is one.

    The suggestion is to use that voice throughout: a tutorial never mixes voices in one language. An empty ``remedy``
    with nothing to suggest becomes a command that installs another voice.
    """
    others = [engine for engine in _offline_engines(lang, among) if engine is not failed]
    for engine in others:
        if is_installed(engine, lang):
            if not remedy:
                return Message("Choose another voice for all of it: --voice {name}.", name=engine.name)
            return join(remedy, Message("Or choose another voice for all of it: --voice {name}.", name=engine.name))
    return remedy or _install_remedy(others)


def default_speed(engine: Engine, lang: str) -> float:
    """The speed at which an engine speaks a language unless another is requested; 1 is the engine's own."""
    return voices_of(engine.name, lang).speed or engine.traits.default_speed


def is_installed(engine: Engine, lang: str) -> bool:
    """Whether an engine is installed, as far as it needs to be for a language."""
    try:
        engine.require_installed(lang)
    except MissingError:
        return False
    return True


def list_installation(cache: Cache) -> tuple[str, ...]:
    """The parts of this computer that affect speech, for cache keys: installed engines, and digests of their programs.

    ``auto`` depends on which engines are installed. Annotator's own code and Python packages are not included.
    """
    known = engines(cache)
    installed = [engine.name for engine in known if is_installed(engine, engine.languages[0])]
    programs = dict.fromkeys(program for engine in known for program in engine.traits.programs)
    return (*installed, *(code_version.program_digest(program) for program in programs))


def _most_natural(lang: str, among: Sequence[Engine]) -> Engine:
    offline = _offline_engines(lang, among)
    for engine in offline:
        if is_installed(engine, lang):
            return engine
    if offline:
        raise MissingError(Message("No voice that speaks “{lang}” is installed.", lang=lang), _install_remedy(offline))
    online = next((engine.name for engine in among if engine.voices(lang)), None)
    remedy: str = "Record a memo for each step, or build another language."
    if online:
        remedy = Message(
            "Record a memo for each step, or run the command with --voice {online} (it sends the text to a company), or "
            "build another language.",
            online=online,
        )
    raise AnnotatorError(
        Message("No voice of this computer speaks the language “{lang}”.", lang=lang),
        remedy,
    )


def _offline_engines(lang: str, among: Sequence[Engine]) -> list[Engine]:
    return [engine for engine in among if not engine.online and engine.voices(lang)]


def _install_remedy(among: Sequence[Engine]) -> str:
    command = next((engine.traits.install for engine in among if engine.traits.install), None)
    return Message("Install one: {command}.", command=command) if command else ""


def _engine_by_name(name: str, among: Sequence[Engine]) -> Engine:
    for engine in among:
        if engine.name == name:
            return engine
    remedy = Message("Choose one of {names}, or {auto}.", names=", ".join(NAMES), auto=AUTO)
    raise AnnotatorError(Message("There is no voice “{name}”.", name=name), remedy)
