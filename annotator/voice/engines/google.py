"""gTTS: the online voice of Google Translate. Never chosen automatically, since the text is sent to Google.

The service is undocumented and may refuse requests at any time; a 429 blocks the address for hours. Texts over 100
characters are sent in pieces. The library does not verify TLS certificates, so the answer is only trusted to be audio.
"""

# ruff: noqa: ARG002 - the Engine protocol has these arguments
from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from annotator.cache import code_version
from annotator.errors import MissingError, ServiceError
from annotator.languages import base_language
from annotator.media import ffmpeg
from annotator.voice.engines.engine import Sound, Traits, installed_version
from annotator.voice.engines.voice_table import languages_of, voices_of

TIMEOUT_SECONDS = (3.0, 10.0)
"""Connect and read timeouts."""
_REQUEST_GAP_SECONDS = 0.5
"""Pause between two requests: the service blocks addresses that send many, and a school shares one address."""
_RETRY_WAITS_SECONDS = (1.0, 3.0)
"""Waits before the second and third attempts."""
_MAX_WAIT_SECONDS = 20.0
"""If the service asks for a longer wait, give up instead of keeping staff waiting."""
_SAMPLE_RATE = 24_000
_OTHER_LANGUAGES = ("fr", "de", "it", "vi", "ar", "tl", "ru", "ko", "hi", "pl", "uk")
"""Languages of the service whose ``voices.toml`` does not name gtts, or that have no folder in ``assets/languages``."""
_MIN_MP3_BYTES = 200
"""Shorter answers hold no speech."""
_MAX_CHARACTERS_PER_SECOND = 40
"""Nobody speaks faster; shorter audio was cut off."""
_MIN_TEMPO, _MAX_TEMPO = 0.5, 2.0
"""Range of ffmpeg's ``atempo`` filter: it takes no less, and drops samples instead of blending them above."""

_RETRY_LATER = "Run the same command again later; finished sentences are kept."
_NOT_AUDIO = "The voice gtts sent back something that is not audio."


class Google:
    """The Google Translate engine. Sends one request at a time, even if several threads use it.

    After a failure that retries cannot fix, every later call raises the same error without a request.

    Args:
        sleep: replaces ``time.sleep`` in tests.
        clock: replaces ``time.monotonic`` in tests.
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
        self._next_request = 0.0
        self._failure: ServiceError | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose ``voices.toml`` lists this engine, and others without data of their own here."""
        return tuple(dict.fromkeys((*languages_of(self.name), *_OTHER_LANGUAGES)))

    def voices(self, lang: str) -> tuple[str, ...]:
        """The service's one voice for a language, named by its language code."""
        language = base_language(lang)
        return voices_of(self.name, lang).voices or ((language,) if language in _OTHER_LANGUAGES else ())

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless the gtts package is installed."""
        if find_spec("gtts") is None:
            raise MissingError("The voice gtts is not installed.", f"Install it: {self.traits.install}.")

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """Everything except the text that determines the audio, as far as known: Google may change its voices."""
        version, code = installed_version("gtts"), code_version.of(__name__)
        return {"engine": self.name, "version": version, "voice": voice, "speed": speed, "code": code}

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Request one sentence, with up to three attempts. Raises ServiceError."""
        with self._lock:
            if self._failure is not None:
                raise self._failure
            for wait in (*_RETRY_WAITS_SECONDS, None):
                self._sleep(max(0.0, self._next_request - self._clock()))
                try:
                    return _decode(_request_speech(text, voice), text, speed)
                except _TryAgain as again:
                    pause = again.after if again.after is not None else wait
                    if wait is None or pause is None or pause > _MAX_WAIT_SECONDS:
                        self._failure = again.error
                        raise again.error from again
                    self._sleep(pause)
                except ServiceError as error:
                    self._failure = error
                    raise
                finally:
                    self._next_request = self._clock() + _REQUEST_GAP_SECONDS
        raise AssertionError("the last attempt returns or raises")


class _TryAgain(Exception):  # noqa: N818 - not an error until the last attempt
    """A failure that may be temporary. ``after``: the wait in seconds that the service asked for, if it did."""

    def __init__(self, error: ServiceError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


def _request_speech(text: str, voice: str) -> bytes:
    """The service's answer, which should be an MP3 file. Raises ServiceError or _TryAgain."""
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
        raise _refusal_error(getattr(error, "rsp", None), error) from error
    except (requests.RequestException, OSError) as error:
        raise _unreachable_error(error) from error
    except (TypeError, ValueError) as error:
        # gTTS could not parse the answer: it was no text, or no base64.
        raise _TryAgain(ServiceError(_NOT_AUDIO, _RETRY_LATER, detail=str(error))) from error
    except AssertionError as error:
        raise ServiceError(f"The voice gtts found nothing to speak in “{text}”.", detail=str(error)) from error
    return answer.getvalue()


def _unreachable_error(error: Exception) -> ServiceError:
    return ServiceError(
        "The voice gtts cannot be reached: this computer is offline, or the service does not answer.",
        _RETRY_LATER,
        detail=str(error),
    )


def _refusal_error(response: Any, error: Exception) -> Exception:
    """The error for a failed request: a _TryAgain if another attempt may help, else a ServiceError."""
    if response is None:
        # No connection, or a timeout: three attempts would only keep staff waiting.
        return _unreachable_error(error)
    status = int(response.status_code)
    if status == 429:
        after = _retry_after(response.headers.get("Retry-After"))
        refused = ServiceError(
            "The voice gtts refused: too many requests from this network (429)."
            + (f" It asks to wait {round(after)} seconds." if after is not None else ""),
            _RETRY_LATER,
            detail=str(error),
        )
        # A block without a Retry-After header lasts for hours.
        return _TryAgain(refused, after) if after is not None else refused
    failed = ServiceError(f"The voice gtts failed (the service answered {status}).", _RETRY_LATER, detail=str(error))
    return _TryAgain(failed) if status >= 500 else failed


def _retry_after(value: str | None) -> float | None:
    return float(value) if value is not None and value.strip().isdigit() else None


def _decode(data: bytes, text: str, speed: float) -> Sound:
    """Decode an MP3 answer, sped up or slowed down. Raises _TryAgain if it is empty, a web page, or cut off."""
    import numpy as np

    not_audio = ServiceError(_NOT_AUDIO, _RETRY_LATER)
    # An MP3 file begins with an ID3 tag or with the sync bits of its first frame.
    if len(data) < _MIN_MP3_BYTES or not (data[:3] == b"ID3" or data[0] == 0xFF):
        raise _TryAgain(not_audio)
    tempo = ("-af", f"atempo={min(_MAX_TEMPO, max(_MIN_TEMPO, speed)):.3f}") if speed != 1 else ()
    source = ("-loglevel", "error", *ffmpeg.SAFE_INPUT, "-f", "mp3", "-i", "pipe:0", *tempo)
    output = ("-ac", "1", "-ar", str(_SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        raw, _ = ffmpeg.run((*source, *output), [data], doing="reading the voice's answer")
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        raise _TryAgain(ServiceError(not_audio.message, not_audio.remedy, detail=error.detail)) from error
    sound = Sound(np.frombuffer(raw, dtype="<f4"), _SAMPLE_RATE)
    if sound.seconds < len(text) / _MAX_CHARACTERS_PER_SECOND / max(speed, _MIN_TEMPO):
        raise _TryAgain(ServiceError("The voice gtts broke off in the middle of a sentence.", _RETRY_LATER))
    return sound
