"""Every fault of the voice on the network ends soon, in plain words, with code 4."""

from __future__ import annotations

import base64
import threading
from typing import Any

import pytest
import requests

from annotator.cache import Cache
from annotator.errors import ServiceError
from annotator.media import ffmpeg
from annotator.voice.engines import google
from annotator.voice.engines.google import TIMEOUT_SECONDS, Google
from annotator.voice.narrate import SayRequest, narrate
from tests.helpers.voices import tone

TEXT = "Toque las letras azules que le mandó la maestra."


def mp3(seconds: float) -> bytes:
    raw = tone(seconds).samples.astype("<f4").tobytes()
    arguments = ("-f", "f32le", "-ar", "16000", "-ac", "1", "-i", "pipe:0", "-f", "mp3", "pipe:1")
    return ffmpeg.run(arguments, [raw], doing="testing")[0]


def answer(status: int, body: bytes = b"", **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body
    response._content_consumed = True  # type: ignore[attr-defined]
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    response.request = requests.Request("POST", "https://translate.example.org/").prepare()
    return response


def spoken(data: bytes) -> requests.Response:
    return answer(200, b'[["wrb.fr","jQ1olc","[\\"' + base64.b64encode(data) + b'\\"]",null]]')


class Service:
    """Answers in order (the last one again and again), or raises."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: requests.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.slept: list[float] = []
        self.timeouts: list[Any] = []
        self.threads: set[int] = set()
        monkeypatch.setattr(google, "sleep", self.slept.append)
        monkeypatch.setattr(requests.Session, "send", lambda session, **given: self.send(**given))
        self.voice = Google()

    def send(self, **given: Any) -> requests.Response:
        self.timeouts.append(given["timeout"])
        self.threads.add(threading.get_ident())
        found = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(found, Exception):
            raise found
        return found

    def say(self) -> float:
        return self.voice.synthesize(TEXT, "es", "es-US", 1.0).seconds

    def fails(self, words: str) -> None:
        with pytest.raises(ServiceError, match=words) as raised:
            self.say()
        assert raised.value.exit_code == 4
        assert "finished sentences are kept" in raised.value.remedy


def test_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(monkeypatch, spoken(mp3(3)))
    assert service.say() == pytest.approx(3, abs=0.1)
    assert service.timeouts == [TIMEOUT_SECONDS]
    service.say()
    assert max(service.slept) >= 0.5


@pytest.mark.parametrize("error", [requests.ConnectionError("no network"), requests.Timeout("too slow")])
def test_no_network_and_timeout_are_errors(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    Service(monkeypatch, error).fails("cannot be reached")


def test_sentences_are_asked_for_one_at_a_time(monkeypatch: pytest.MonkeyPatch, cache: Cache) -> None:
    service = Service(monkeypatch, spoken(mp3(3)))
    texts = [SayRequest("es", "Toque las letras. Espere un momento. Diga su nombre. Cuelgue.")]
    narrate(texts, {"es": "gtts"}, cache, engines=[service.voice])
    assert service.asked == 4
    assert len(service.threads) == 1


@pytest.mark.parametrize(("status", "words"), [(429, "answered 429"), (500, "answered 500"), (403, "answered 403")])
def test_a_refusal_is_told(monkeypatch: pytest.MonkeyPatch, status: int, words: str) -> None:
    Service(monkeypatch, answer(status)).fails(words)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(answer(200, b"<!DOCTYPE html><title>Sorry</title>"), id="page"),
        pytest.param(answer(200), id="empty"),
        pytest.param(spoken(b""), id="empty sound"),
        pytest.param(spoken(b"<html>" * 100), id="page as sound"),
        pytest.param(spoken(b"ID3" + b"\x00" * 500), id="damaged sound"),
    ],
)
def test_what_is_no_sound_is_refused(monkeypatch: pytest.MonkeyPatch, body: requests.Response) -> None:
    Service(monkeypatch, body).fails("gtts")


def test_half_a_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    Service(monkeypatch, spoken(mp3(0.6))).fails("broke off")
