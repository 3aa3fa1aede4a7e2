"""Choose one voice for each language, the requested or most natural one, so that a tutorial doesn't mix voices.

A choice is what people write after ``--voice`` or in ``school.toml``: ``auto``, an engine (``pico``), or an engine and one of
its voices (``kokoro:ef_dora``). ``auto`` never takes an engine that sends texts to a company.

This module is also the list of engines: a new one gets its entry here.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from annotator.cache import Cache, code_version
from annotator.errors import AnnotatorError, MissingError
from annotator.messages import Message, join
from annotator.model import VoiceChoice
from annotator.voice.engines.engine import Engine
from annotator.voice.engines.espeak import Espeak
from annotator.voice.engines.google import Google
from annotator.voice.engines.kokoro import Kokoro
from annotator.voice.engines.pico import Pico
from annotator.voice.engines.voice_tables import voices_of

_ENGINES: Mapping[str, Callable[[Cache], Engine]] = {
    Kokoro.name: Kokoro,
    Pico.name: lambda _: Pico(),
    Espeak.name: lambda _: Espeak(),
    Google.name: lambda _: Google(),
}
"""How to make each engine, from the most natural to the last resort; only Kokoro keeps a model in the cache."""

AUTO = "auto"
"""The choice of the most natural engine that is installed and works offline."""
NAMES = tuple(_ENGINES)
CHOICES = (AUTO, *NAMES)
"""What ``--voice`` may have before the colon; of these, ``[voices]`` refuses the engine that is online."""


def engines(cache: Cache) -> tuple[Engine, ...]:
    """All engines in the order of ``NAMES``. Constructing them loads no model.

    Calls with the same cache return the same engines, so a batch of tutorials loads each model once.
    """
    return _engines_of_folder(cache.root)


@functools.cache
def _engines_of_folder(cache_root: Path) -> tuple[Engine, ...]:
    """The engines with their models in one cache folder, made once."""
    return tuple(make_engine(Cache(cache_root)) for make_engine in _ENGINES.values())


def parse_choice(choice: str | VoiceChoice) -> VoiceChoice:
    """Parse the value of ``--voice`` or of ``school.toml``: ``auto``, ``pico``, ``kokoro:ef_dora``."""
    if isinstance(choice, VoiceChoice):
        return choice
    engine, _, voice = choice.strip().partition(":")
    return VoiceChoice(engine.strip() or AUTO, voice.strip() or None)


def choose_voice(choice: str | VoiceChoice, lang: str, candidates: Sequence[Engine]) -> tuple[Engine, str]:
    """The engine and the voice that will speak ``lang``.

    Args:
        choice: ``auto``, an engine, or an engine and one of its voices.
        lang: a BCP 47 tag.
        candidates: the engines to choose from, the most natural first (``engines(cache)``).

    Raises:
        AnnotatorError: there is no such engine or voice, or none that speaks the language.
        MissingError: the engine is not installed, or for ``auto`` none that would do. The remedy says what to install or to
            choose, as far as that is known.
    """
    requested = parse_choice(choice)
    if requested.engine == AUTO:
        engine = _choose_most_natural(lang, candidates)
        return engine, engine.voices(lang)[0]
    engine = _find_engine(requested.engine, candidates)
    _check_voice(engine, requested.voice, lang, candidates)
    try:
        engine.require_installed(lang)
    except MissingError as error:
        remedy = suggest_alternative(error.remedy, engine, lang, candidates)
        raise MissingError(error.message, remedy, detail=error.detail) from error
    return engine, requested.voice or engine.voices(lang)[0]


def _check_voice(engine: Engine, voice: str | None, lang: str, candidates: Sequence[Engine]) -> None:
    """Raise AnnotatorError unless an engine speaks a language, and with that ``voice`` if one is named."""
    voices = engine.voices(lang)
    if not voices:
        other_names = [candidate.name for candidate in candidates if candidate.voices(lang)]
        remedy: str = "Record memos for it."
        if other_names:
            remedy = Message("Choose another voice ({others}).", others=", ".join(other_names))
        message = "The voice {name} does not speak the language “{lang}”."
        raise AnnotatorError(message, remedy, name=engine.name, lang=lang)
    if voice and voice not in voices:
        example = {"voices": ", ".join(voices), "name": engine.name, "voice": voices[0]}
        remedy = Message("It has {voices}: write for instance {name}:{voice}.", **example)
        message = "The voice {name} has no “{voice}” for the language “{lang}”."
        raise AnnotatorError(message, remedy, name=engine.name, voice=voice, lang=lang)


def choose_draft_voice(lang: str, candidates: Sequence[Engine]) -> VoiceChoice:
    """The voice for drafts: the first fast engine that speaks the language offline and is installed, else ``auto``."""
    for engine in _offline_engines(lang, candidates):
        if engine.traits.fast and is_installed(engine, lang):
            return VoiceChoice(engine.name)
    return VoiceChoice(AUTO)


def suggest_alternative(remedy: str, failed: Engine, lang: str, candidates: Sequence[Engine]) -> str:
    """``remedy`` for a voice that failed, extended by another installed voice if there is one.

    The suggestion is to use that voice throughout, so that the tutorial doesn't mix two. An empty ``remedy``
    with nothing to suggest becomes how to install another voice, if that is known.
    """
    others = [engine for engine in _offline_engines(lang, candidates) if engine is not failed]
    for engine in others:
        if is_installed(engine, lang):
            if not remedy:
                return Message("Choose another voice for all of it: --voice {name}.", name=engine.name)
            return join(remedy, Message("Or choose another voice for all of it: --voice {name}.", name=engine.name))
    return remedy or _find_install_remedy(others)


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
    all_engines = engines(cache)
    installed = [engine.name for engine in all_engines if is_installed(engine, engine.languages[0])]
    programs = dict.fromkeys(program for engine in all_engines for program in engine.traits.programs)
    return (*installed, *(code_version.program_digest(program) for program in programs))


def _choose_most_natural(lang: str, candidates: Sequence[Engine]) -> Engine:
    """The first offline engine that speaks a language and is installed. Raises MissingError or AnnotatorError without one."""
    offline = _offline_engines(lang, candidates)
    for engine in offline:
        if is_installed(engine, lang):
            return engine
    if offline:
        remedy = _find_install_remedy(offline)
        raise MissingError("No voice that speaks “{lang}” is installed.", remedy, lang=lang)
    online = [engine.name for engine in candidates if engine.voices(lang)]
    message = "No voice of this computer speaks the language “{lang}”."
    if not online:
        raise AnnotatorError(message, "Record a memo for each step, or build another language.", lang=lang)
    remedy = (
        "Record a memo for each step, or run the command with --voice {online} (it sends the text to a company), or "
        "build another language."
    )
    raise AnnotatorError(message, remedy, lang=lang, online=online[0])


def _offline_engines(lang: str, candidates: Sequence[Engine]) -> list[Engine]:
    """The engines that speak a language without sending it anywhere."""
    return [engine for engine in candidates if not engine.online and engine.voices(lang)]


def _find_install_remedy(candidates: Sequence[Engine]) -> str:
    """The remedy that installs the first engine that has one; empty if none has."""
    return next((engine.traits.install for engine in candidates if engine.traits.install), "")


def _find_engine(name: str, candidates: Sequence[Engine]) -> Engine:
    """The engine with that name. Raises AnnotatorError if there is none."""
    for engine in candidates:
        if engine.name == name:
            return engine
    remedy = "Choose one of {names}, or {auto}."
    raise AnnotatorError("There is no voice “{name}”.", remedy, name=name, names=", ".join(NAMES), auto=AUTO)
