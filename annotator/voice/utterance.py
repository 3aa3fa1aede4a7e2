"""One sentence as a finished clip: how it is spoken, and the key of all that shapes it."""

from __future__ import annotations

from collections.abc import Mapping

from annotator import code_version
from annotator.cache import key
from annotator.voice.engines.engine import Engine, EngineError


def key_of(said: str, lang: str, identity: Mapping[str, str | float]) -> str:
    """The key of a sentence as the voice says it; ``identity`` is the engine's own part."""
    return key("clip", code_version.of(__name__), said, lang, dict(identity))


def speak(engine: Engine, said: str, lang: str, voice: str, speed: float) -> bytes:
    """The finished clip as a WAV file. Raises what the engine raises, and EngineError where nothing is to be heard."""
    from annotator.voice import waveform

    samples = waveform.finish(engine.synthesize(said, lang, voice, speed))
    if not len(samples):
        raise EngineError(f"The voice {engine.name} returned no sound for “{said}”.")
    return waveform.wav_bytes(samples)
