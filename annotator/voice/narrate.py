"""From texts to finished clips: sentence by sentence, each kept in the cache, one engine for each language.

Where every sentence is in the cache, no voice and no NumPy is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache
from annotator.errors import AnnotatorError
from annotator.model import Clip, Progress, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.privacy.matcher import Matcher
from annotator.text.sentences import split
from annotator.voice import choose, clip_files, utterance
from annotator.voice.code_switching import english_names
from annotator.voice.engines.engine import Engine
from annotator.voice.lexicon import Words, respell
from annotator.voice.speech_text import speakable

KIND = "voice"
"""The clips' kind in the cache."""


@dataclass(frozen=True, slots=True)
class SayRequest:
    """A text of one or more sentences to be spoken in one language."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class NarratedTexts:
    """What was spoken, in the order of the requests; who spoke each language; how many sentences; how many were cached."""

    spoken: tuple[tuple[Utterance, ...], ...]
    voices: dict[str, VoiceUsed]
    sentences: int
    cached: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the request of that number can't be spoken."""

    number: int
    error: AnnotatorError


@dataclass(frozen=True, slots=True)
class _Voice:
    engine: Engine
    voice: str
    speed: float
    identity: dict[str, str | float]


@dataclass(frozen=True, slots=True)
class _SentenceToSay:
    """One sentence: as captions show it, as the voice says it, and its key in the cache."""

    lang: str
    text: str
    said: str
    key: str


def narrate(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    cache: Cache,
    *,
    lexicons: Mapping[str, Words] | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
    jobs: int | None = None,
    engines: Sequence[Engine] | None = None,
) -> NarratedTexts:
    """Speak all texts.

    Args:
        requests: what to say; an empty text has no sentences.
        choice: the voice of each language; ``auto`` where a language is not in it.
        cache: where finished sentences are kept.
        lexicons: respellings of ``school.toml``, by language.
        matcher: detects private texts, which are not sent to a service on the network.
        progress: called as ``("voice", done, total)``.
        jobs: how many sentences at a time; as many as there are cores unless said.
        engines: the voices to choose from, for tests.

    Raises:
        AnnotatorError: a voice is not there, or failed; what was done until then stays in the cache.
    """
    among = choose.engines(cache) if engines is None else engines
    for fault in faults(requests, choice, cache, matcher=matcher, engines=among):
        raise fault.error
    voices = {lang: _voice(choice.get(lang, choose.AUTO), lang, among) for lang in _languages(requests)}
    lines = [_lines(request, voices, (lexicons or {}).get(request.lang)) for request in requests]
    flat = [line for part in lines for line in part]
    done = {line.key: path for line in flat if (path := cache.get(KIND, line.key, ".wav"))}
    cached = sum(line.key in done for line in flat)
    missing = list({line.key: line for line in flat if line.key not in done}.values())
    if missing:
        done.update(_speak(missing, voices, cache, progress, jobs or _cores(), among))
    made: dict[str, Clip] = {name: clip_files.clip_of(path) for name, path in done.items()}
    spoken = tuple(tuple(Utterance(line.text, made[line.key]) for line in part) for part in lines)
    used = {
        lang: VoiceUsed(voice.engine.name, voice.voice, str(voice.identity["version"]))
        for lang, voice in voices.items()
    }
    return NarratedTexts(spoken, used, len(flat), cached)


def faults(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    cache: Cache,
    *,
    matcher: Matcher | None = None,
    engines: Sequence[Engine] | None = None,
) -> tuple[Fault, ...]:
    """All that `narrate` would refuse, found without speaking and without a network; the arguments are the same.

    A voice that can't be had is told once, at the language's first text.
    """
    among = choose.engines(cache) if engines is None else engines
    services: dict[str, str | None] = {}
    found: list[Fault] = []
    for number, request in enumerate(requests):
        if not request.text.strip():
            continue
        if request.lang not in services:
            try:
                engine, _ = choose.choose(choice.get(request.lang, choose.AUTO), request.lang, among)
                services[request.lang] = engine.name if engine.online else None
            except AnnotatorError as error:
                services[request.lang] = None
                found.append(Fault(number, error))
        sentences = split(request.text, request.lang)
        if not any(speakable(sentence, request.lang) for sentence in sentences):
            message = f"In “{request.text.strip()}” there is nothing to say."
            found.append(Fault(number, AnnotatorError(message, "Write a sentence with words.")))
        service = services[request.lang]
        if matcher is not None and service is not None:
            private = (sentence for sentence in sentences if matcher.is_private(sentence))
            found += [Fault(number, _refused(sentence, matcher, service)) for sentence in private]
    return tuple(found)


def _languages(requests: Sequence[SayRequest]) -> list[str]:
    return list(dict.fromkeys(request.lang for request in requests if request.text.strip()))


def _refused(sentence: str, matcher: Matcher, engine: str) -> AnnotatorError:
    return AnnotatorError(
        f"The sentence “{matcher.masked(sentence)}” has a name that is hidden or on your list, and the voice {engine} "
        "sends what it says to a company.",
        "Leave the name out, or choose a voice of this computer: --voice auto.",
    )


def _voice(choice: VoiceChoice | str, lang: str, among: Sequence[Engine]) -> _Voice:
    engine, voice = choose.choose(choice, lang, among)
    speed = choose.parse(choice).speed or choose.usual_speed(engine, lang)
    return _Voice(engine, voice, speed, engine.identity(lang, voice, speed))


def _lines(request: SayRequest, voices: Mapping[str, _Voice], extra: Words | None) -> tuple[_SentenceToSay, ...]:
    """The sentences of a text; what can't be said by itself (an emoji) joins the sentence before it."""
    lines: list[_SentenceToSay] = []
    waiting = ""
    for sentence in split(request.text, request.lang):
        voice = voices[request.lang]
        english = english_names(sentence, request.lang)
        spelt = speakable(sentence, request.lang)
        said = respell(spelt, request.lang, voice.engine.name, extra, english, voice.engine.traits.english)
        if said:
            text = f"{waiting} {sentence}".strip()
            lines.append(_SentenceToSay(request.lang, text, said, utterance.key_of(said, request.lang, voice.identity)))
            waiting = ""
        elif lines:
            last = lines.pop()
            lines.append(_SentenceToSay(last.lang, f"{last.text} {sentence}", last.said, last.key))
        else:
            waiting = sentence
    return tuple(lines)


def _speak(
    missing: Sequence[_SentenceToSay],
    voices: Mapping[str, _Voice],
    cache: Cache,
    progress: Progress,
    jobs: int,
    among: Sequence[Engine],
) -> dict[str, Path]:
    """Speak the missing sentences, several at a time. After a failure no further one is started."""
    done: dict[str, Path] = {}
    progress("voice", 0, len(missing))
    pool = ThreadPoolExecutor(min(jobs, len(missing)), "voice")
    try:
        # Longest first, so that the cores finish together.
        order = sorted(missing, key=lambda line: -len(line.said))
        waiting: dict[Future[Path], _SentenceToSay] = {
            pool.submit(_made, line, voices[line.lang], cache): line for line in order
        }
        for future in as_completed(waiting):
            line = waiting[future]
            try:
                done[line.key] = future.result()
            except AnnotatorError as error:
                for other in waiting:
                    other.cancel()
                left = len(missing) - len(done)
                raise _stopped(error, line, voices[line.lang].engine, left, among) from error
            progress("voice", len(done), len(missing))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return done


def _made(line: _SentenceToSay, voice: _Voice, cache: Cache) -> Path:
    """Speak one sentence into the cache."""
    data = utterance.speak(voice.engine, line.said, line.lang, voice.voice, voice.speed)
    return cache.put(KIND, line.key, ".wav", lambda path: _write(path, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _stopped(
    error: AnnotatorError, line: _SentenceToSay, engine: Engine, left: int, among: Sequence[Engine]
) -> AnnotatorError:
    """The error with the sentence, and how to go on without mixing voices."""
    remedy = choose.otherwise(error.remedy or "Run the same command again.", engine, line.lang, among)
    message = (
        f"{error.message} Stopped at “{line.text}” ({line.lang}): still to be spoken are {left}, the rest is kept."
    )
    return type(error)(message, remedy, detail=error.detail)


def _cores() -> int:
    """The cores that this process may use, at most four: each more takes memory for a sentence."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(4, len(affinity(0)) if affinity else os.cpu_count() or 1)
