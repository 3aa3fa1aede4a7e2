"""gTTS: Google Translate's voice, on the network. Used only where it is named: the text goes to a company.

Limits: the service is not documented and may refuse at any time (429 is a block of some hours); texts over 100
characters are sent in pieces; the library does not check certificates, so that what comes back is checked to be sound.
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from annotator import code_version
from annotator.errors import MissingError, ServiceError
from annotator.languages import base
from annotator.media import ffmpeg
from annotator.voice.engines.engine import Sound, Traits, installed_version
from annotator.voice.engines.voice_table import languages_of, voices_of

TIMEOUT_SECONDS = (3.0, 10.0)
"""For the connection, and for an answer."""
_GAP_SECONDS = 0.5
"""Between two requests: a service that is asked too fast blocks the whole school."""
_WAITS_SECONDS = (1.0, 3.0)
"""Before the second and the third try, where trying again can help."""
_LONGEST_WAIT_SECONDS = 20.0
_RATE = 24_000
_FURTHER = ("fr", "de", "it", "vi", "ar", "tl", "ru", "ko", "hi", "pl", "uk")
"""Languages of the service without a folder in ``assets/languages``."""
_LATER = "Run the same command again later (what is done is kept)."

_NO_SOUND = "The voice gtts answered with something that is not sound."


class Google:
    """The voice of Google Translate, one request after the other.

    Args:
        sleep: waits for some seconds; for tests.
        clock: monotonic seconds; for tests.
    """

    name = "gtts"
    online = True
    traits = Traits(install="python -m pip install gtts", company="Google")

    def __init__(
        self, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0
        self._gone: ServiceError | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Those whose ``voices.toml`` names it, and some more."""
        return tuple(dict.fromkeys((*languages_of(self.name), *_FURTHER)))

    def voices(self, lang: str) -> tuple[str, ...]:
        """The service's name of the language: it has one voice each."""
        language = base(lang)
        return voices_of(self.name, lang).voices or ((language,) if language in _FURTHER else ())

    def check(self, lang: str) -> None:
        """Whether the library is installed. Raises MissingError."""
        if find_spec("gtts") is None:
            raise MissingError("The voice gtts is not installed.", f"Install it: {self.traits.install}.")

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text, as far as anybody but the company knows."""
        version, code = installed_version("gtts"), code_version.of(__name__)
        return {"engine": self.name, "version": version, "voice": voice, "speed": speed, "code": code}

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Ask the service for one sentence, up to three times. Raises ServiceError within seconds."""
        with self._lock:
            if self._gone is not None:
                # What waited behind the sentence that found no service need not wait for the same.
                raise self._gone
            for wait in (*_WAITS_SECONDS, None):
                self._sleep(max(0.0, self._next - self._clock()))
                try:
                    return _decoded(_asked(text, voice), text, speed)
                except _TryAgain as again:
                    pause = again.after if again.after is not None else wait
                    if wait is None or pause is None or pause > _LONGEST_WAIT_SECONDS:
                        self._gone = again.error
                        raise again.error from again
                    self._sleep(pause)
                except ServiceError as error:
                    self._gone = error
                    raise
                finally:
                    self._next = self._clock() + _GAP_SECONDS
        raise AssertionError("the last try returns or raises")


class _TryAgain(Exception):  # noqa: N818 - it is no error yet
    """A failure that may pass; ``after`` is the wait in seconds that the service asked for."""

    def __init__(self, error: ServiceError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


def _asked(text: str, voice: str) -> bytes:
    import logging

    import requests
    from gtts import gTTS, gTTSError

    logging.getLogger("gtts").setLevel(logging.CRITICAL)
    language, _, region = voice.partition("-")
    speech = gTTS(text, lang=language, tld="us" if region == "US" else "com", lang_check=False, timeout=TIMEOUT_SECONDS)
    answer = io.BytesIO()
    try:
        speech.write_to_fp(answer)
    except gTTSError as error:
        raise _refused(getattr(error, "rsp", None), error) from error
    except (requests.RequestException, OSError) as error:
        raise _unreachable(error) from error
    except (TypeError, ValueError) as error:
        # What it took for an answer is none: no text, no base64.
        raise _TryAgain(ServiceError(_NO_SOUND, _LATER, detail=str(error))) from error
    except AssertionError as error:
        raise ServiceError(f"The voice gtts has nothing to say in “{text}”.", detail=str(error)) from error
    return answer.getvalue()


def _unreachable(error: Exception) -> ServiceError:
    return ServiceError(
        "The voice gtts cannot be reached: this computer has no way to the internet, or the service does not answer.",
        _LATER,
        detail=str(error),
    )


def _refused(response: Any, error: Exception) -> Exception:
    """What a failed request means: whether to try again, and when."""
    if response is None:
        # No connection or no answer in time. Asking thrice would keep staff waiting for the same.
        return _unreachable(error)
    status = int(response.status_code)
    if status == 429:
        after = _retry_after(response.headers.get("Retry-After"))
        refused = ServiceError(
            "The voice gtts refuses: too many requests from here (429)."
            + (f" It asks to wait {round(after)} seconds." if after is not None else ""),
            _LATER,
            detail=str(error),
        )
        # Without a word from the service, a block lasts for hours.
        return _TryAgain(refused, after) if after is not None else refused
    failed = ServiceError(f"The voice gtts fails (the service answered {status}).", _LATER, detail=str(error))
    return _TryAgain(failed) if status >= 500 else failed


def _retry_after(value: str | None) -> float | None:
    return float(value) if value is not None and value.strip().isdigit() else None


def _decoded(data: bytes, text: str, speed: float) -> Sound:
    """The answer as sound. Raises _TryAgain where it is empty, a page, or cut off."""
    import numpy as np

    wrong = ServiceError(_NO_SOUND, _LATER)
    if len(data) < 200 or not (data[:3] == b"ID3" or data[0] == 0xFF):
        raise _TryAgain(wrong)
    tempo = ("-af", f"atempo={min(2.0, max(0.5, speed)):.3f}") if speed != 1 else ()
    arguments = ("-loglevel", "error", *ffmpeg.SAFE_INPUT, "-f", "mp3", "-i", "pipe:0", *tempo)
    try:
        plain = ("-ac", "1", "-ar", str(_RATE), "-f", "f32le", "pipe:1")
        raw, _ = ffmpeg.run((*arguments, *plain), [data], doing="reading the voice's answer")
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        raise _TryAgain(ServiceError(wrong.message, wrong.remedy, detail=error.detail)) from error
    sound = Sound(np.frombuffer(raw, dtype="<f4"), _RATE)
    # Nobody says 40 letters in a second: half a file has come.
    if sound.seconds < len(text) / 40 / max(speed, 0.5):
        raise _TryAgain(ServiceError("The voice gtts broke off in the middle of a sentence.", _LATER))
    return sound
