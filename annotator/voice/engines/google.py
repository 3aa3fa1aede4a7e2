"""gTTS: the online voice of Google Translate. Never chosen automatically, since the text is sent to Google.

It is here for languages that no offline engine speaks, such as Vietnamese or Tagalog.

The service is undocumented and may refuse requests at any time; a 429 blocks the address for hours. Texts over 100
characters are sent in pieces. The library does not verify TLS certificates, so the answer is only trusted to be audio.
"""

# ruff: noqa: ARG002 - the methods of Engine have these arguments
import io
from importlib.util import find_spec
from time import sleep
from typing import ClassVar

from annotator.errors import INSTALL_AGAIN, MissingError, ServiceError
from annotator.media import ffmpeg
from annotator.messages import Message
from annotator.voice.engines.engine import Engine, Sound, Traits

TIMEOUT_SECONDS = (3.0, 10.0)
"""Connect and read timeouts."""
_REQUEST_GAP_SECONDS = 0.5
"""Pause after a request: the service blocks addresses that send many, and a school shares one address."""
_SAMPLE_RATE = 24_000
_MAX_CHARACTERS_PER_SECOND = 40
"""Nobody speaks faster; shorter audio was cut off."""

_RETRY_LATER = "Run the same command again later; finished sentences are kept."
_NOT_AUDIO = "The voice gtts sent back something that is not audio."


class Google(Engine):
    """The Google Translate engine. `narrate` uses it in one thread, so it sends one request at a time."""

    name = "gtts"
    package = "gtts"  # whose version says nothing of voices that Google changes
    online = True
    traits = Traits(install=INSTALL_AGAIN, company="Google")
    other_voices: ClassVar = {
        lang: (lang,) for lang in ("fr", "de", "it", "vi", "ar", "tl", "ru", "ko", "hi", "pl", "uk")
    }

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless the gtts package is installed."""
        if find_spec("gtts") is None:
            raise MissingError("The voice gtts is not installed.", self.traits.install)

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Request one sentence, which comes at the service's own speed. Raises ServiceError."""
        try:
            return _decode(_request_speech(text, voice), text)
        finally:
            sleep(_REQUEST_GAP_SECONDS)


def _request_speech(text: str, voice: str) -> bytes:
    """The service's answer, which should be an MP3 file. Raises ServiceError."""
    import logging  # only for the messages of its library

    import requests  # slow to load, and only for this engine
    from gtts import gTTS, gTTSError

    logging.getLogger("gtts").setLevel(logging.CRITICAL)
    language, _, region = voice.partition("-")
    speech = gTTS(text, lang=language, tld="us" if region == "US" else "com", lang_check=False, timeout=TIMEOUT_SECONDS)
    answer = io.BytesIO()
    try:
        speech.write_to_fp(answer)
    except (gTTSError, requests.RequestException, OSError) as error:
        message = "The voice gtts cannot be reached: this computer is offline, or the service does not answer."
        if (refusal := getattr(error, "rsp", None)) is not None:
            message = Message("The voice gtts failed (the service answered {status}).", status=refusal.status_code)
        raise ServiceError(message, _RETRY_LATER, detail=str(error)) from error
    except (TypeError, ValueError) as error:
        # gTTS could not parse the answer: it was no text, or no base64.
        raise ServiceError(_NOT_AUDIO, _RETRY_LATER, detail=str(error)) from error
    return answer.getvalue()


def _decode(data: bytes, text: str) -> Sound:
    """Decode an MP3 answer. Raises ServiceError if it is empty, a web page, or cut off."""
    import numpy as np  # no NumPy where all sentences are cached

    source = ("-loglevel", "error", *ffmpeg.SAFE_INPUT, "-f", "mp3", "-i", "pipe:0")
    output = ("-ac", "1", "-ar", str(_SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        raw, _ = ffmpeg.run((*source, *output), [data], doing="reading the voice's answer")
    except ffmpeg.RefusedError as error:
        raise ServiceError(_NOT_AUDIO, _RETRY_LATER, detail=error.detail) from error
    sound = Sound(np.frombuffer(raw, dtype="<f4"), _SAMPLE_RATE)
    if sound.seconds < len(text) / _MAX_CHARACTERS_PER_SECOND:
        raise ServiceError("The voice gtts broke off in the middle of a sentence.", _RETRY_LATER)
    return sound
