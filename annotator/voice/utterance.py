"""Speak one sentence as a finished clip, and compute its cache key."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.cache import code_version, key
from annotator.voice.engines.engine import Engine, EngineError


def cache_key(said: str, lang: str, identity: Sequence[str | float]) -> str:
    """The cache key of a sentence; ``said`` is its text as passed to the engine, ``identity`` is `Engine.identity`."""
    return key("clip", code_version.of(__name__), said, lang, identity)


def speak(engine: Engine, said: str, lang: str, voice: str, speed: float) -> bytes:
    """The finished clip of a sentence, as the bytes of a WAV file.

    Raises what `Engine.synthesize` raises, and EngineError if the audio is silent.
    """
    from annotator.voice import waveform

    samples = waveform.finish_speech(engine.synthesize(said, lang, voice, speed))
    if not len(samples):
        raise EngineError(f"The voice {engine.name} returned no sound for “{said}”.")
    return waveform.wav_bytes(samples)
