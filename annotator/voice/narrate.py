"""Speak texts sentence by sentence into cached clips, so that a changed word costs one sentence.

``narrate([SayRequest("es", "Abra Zoom. Toque Unirse.")], {"es": "auto"}, cache)`` speaks two sentences, a clip each. The key of
a clip has the text as the engine gets it, its language, the voice, its speed, and the versions of the engine and of our code.

If all sentences are cached, neither a voice model nor NumPy is loaded.
"""

import os
import re
import wave
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.cache import Cache, code_version, digest, key
from annotator.errors import INSTALL_AGAIN, AnnotatorError
from annotator.messages import Message, join
from annotator.model import Clip, Progress, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.privacy.matcher import Matcher
from annotator.text.sentence_rules import split_sentences
from annotator.voice import choose
from annotator.voice.engines.engine import Engine, EngineError
from annotator.voice.lexicon import Respellings, find_english_names, respell
from annotator.voice.speech_text import to_speech_text

_TAGS = re.compile(r"<[^<>]*>")
_MIN_LETTER_SECONDS = 0.02
"""Half of what the fastest of all measured sentences took for each of its letters."""
_MAX_LETTER_SECONDS, _MORE_SECONDS = 1.0, 2.0
"""Three times what the slowest one took, a telephone number; and what any sentence may take besides."""
KIND = "voice"
"""The kind of cache entry for clips."""


def read_clip(path: Path) -> Clip:
    """The `Clip` of a finished WAV file in the cache: its path, duration and digest."""
    with wave.open(str(path), "rb") as reader:
        seconds = reader.getnframes() / reader.getframerate()
    return Clip(path, seconds, digest(path.read_bytes()))


def cache_key(spoken_text: str, lang: str, identity: Sequence[str | float]) -> str:
    """The cache key of a sentence, from its text as passed to the engine and from `Engine.identity`."""
    return key("clip", code_version.of(__name__), spoken_text, lang, identity)


def speak(engine: Engine, spoken_text: str, lang: str, voice: str, speed: float) -> bytes:
    """The finished clip of a sentence, as the bytes of a WAV file.

    Raises what `Engine.synthesize` raises, and EngineError if nothing is heard, or too little or too much for the words.
    """
    from annotator.voice import mastering  # loads NumPy

    sound = engine.synthesize(spoken_text, lang, voice, speed)
    heard = mastering.heard_seconds(sound)
    letters = sum(map(str.isalnum, _TAGS.sub("", spoken_text)))
    problem = None
    if not heard:
        problem = "The voice {name} returned no sound for “{said}”."
    elif heard <= letters * _MIN_LETTER_SECONDS:
        problem = "The voice {name} said only {seconds} s of “{said}”."
    elif heard > letters * _MAX_LETTER_SECONDS + _MORE_SECONDS:
        problem = "The voice {name} went on for {seconds} s at “{said}”."
    if problem:
        remedy = "" if engine.online else INSTALL_AGAIN
        raise EngineError(problem, remedy, name=engine.name, seconds=f"{heard:.1f}", said=spoken_text)
    return mastering.wav_bytes(mastering.finish_speech(sound))


@dataclass(frozen=True, slots=True)
class SayRequest:
    """A text of one or more sentences to be spoken in one language."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class NarratedTexts:
    """The result of `narrate`.

    Attributes:
        spoken: the sentences of each request, in the order of the requests.
        voices: the voice of each language.
        sentences: the number of all sentences.
        cached: the number of them that were in the cache.
    """

    spoken: tuple[tuple[Utterance, ...], ...]
    voices: dict[str, VoiceUsed]
    sentences: int
    cached: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A request that can't be spoken: its index among the requests, and the reason."""

    index: int
    error: AnnotatorError


@dataclass(frozen=True, slots=True)
class _ChosenVoice:
    """The voice of a language: the engine, its name of the voice, the speed, and what its clips depend on."""

    engine: Engine
    voice: str
    speed: float
    identity: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as captions show it (``text``), as passed to the engine (``spoken_text``), and its cache key."""

    lang: str
    text: str
    spoken_text: str
    key: str


def narrate(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    cache: Cache,
    *,
    lexicons: Mapping[str, Respellings] | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
    jobs: int | None = None,
    engines: Sequence[Engine] | None = None,
) -> NarratedTexts:
    """Speak all texts.

    Args:
        requests: the texts; an empty one has no sentences.
        choice: the voice of each language; ``auto`` if a language is missing.
        cache: the cache of clips.
        lexicons: the respellings of ``school.toml``, by language: ``{"es": {"Zoom": "Sum"}}``.
        matcher: detects private texts, which are never sent to an online engine.
        progress: called as ``progress("voice", done, total)``; the total is the number of different sentences not cached.
        jobs: the number of sentences to speak in parallel; None: one per core, at most four. With an online engine it is one.
        engines: the engines to use in place of all registered ones, for tests.

    Raises:
        AnnotatorError: the first of `find_faults`, or the error of an engine. Finished sentences stay in the cache.
    """
    candidates = choose.engines(cache) if engines is None else engines
    for fault in find_faults(requests, choice, cache, matcher=matcher, engines=candidates):
        raise fault.error
    voices, prepared = _choose_and_split(requests, choice, lexicons or {}, candidates)
    sentences = [sentence for group in prepared for sentence in group]
    paths = {sentence.key: path for sentence in sentences if (path := cache.get(KIND, sentence.key, ".wav"))}
    cached = sum(sentence.key in paths for sentence in sentences)
    missing = list({sentence.key: sentence for sentence in sentences if sentence.key not in paths}.values())
    if missing:
        paths.update(_speak_missing(missing, voices, cache, progress, jobs or min(4, os.cpu_count() or 1), candidates))
    clips: dict[str, Clip] = {sentence_key: read_clip(path) for sentence_key, path in paths.items()}
    spoken = tuple(tuple(Utterance(sentence.text, clips[sentence.key]) for sentence in group) for group in prepared)
    used = {lang: VoiceUsed(voice.engine.name, voice.voice, voice.engine.version()) for lang, voice in voices.items()}
    return NarratedTexts(spoken, used, len(sentences), cached)


def is_spoken(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    cache: Cache,
    *,
    lexicons: Mapping[str, Respellings] | None = None,
) -> bool:
    """Whether `narrate` would find every sentence in the cache. The arguments are those of `narrate`.

    Raises AnnotatorError, MissingError where a voice can't be chosen.
    """
    _, prepared = _choose_and_split(requests, choice, lexicons or {}, choose.engines(cache))
    return all(cache.get(KIND, sentence.key, ".wav") for group in prepared for sentence in group)


def find_faults(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    cache: Cache,
    *,
    matcher: Matcher | None = None,
    engines: Sequence[Engine] | None = None,
) -> tuple[Fault, ...]:
    """The faults for which `narrate` would speak nothing, found without speaking. The arguments are those of `narrate`.

    A voice that is missing is reported once, for the first text of its language.
    """
    candidates = choose.engines(cache) if engines is None else engines
    languages_without_voice: set[str] = set()
    faults: list[Fault] = []
    for index, request in enumerate(requests):
        sentences = split_sentences(request.text)
        if sentences and not any(to_speech_text(sentence, request.lang) for sentence in sentences):
            message = Message("“{text}” has no words to speak.", text=request.text.strip())
            faults.append(Fault(index, AnnotatorError(message, "Write a sentence with words.")))
        if not sentences or request.lang in languages_without_voice:
            continue
        try:
            engine, _ = choose.choose_voice(choice.get(request.lang, choose.AUTO), request.lang, candidates)
        except AnnotatorError as error:
            languages_without_voice.add(request.lang)
            faults.append(Fault(index, error))
            continue
        if matcher is not None and engine.online:
            private = (sentence for sentence in sentences if matcher.is_private(sentence))
            faults += [Fault(index, _private_text_error(sentence, matcher, engine.name)) for sentence in private]
    return tuple(faults)


def _choose_and_split(
    requests: Sequence[SayRequest],
    choice: Mapping[str, VoiceChoice | str],
    lexicons: Mapping[str, Respellings],
    candidates: Sequence[Engine],
) -> tuple[dict[str, _ChosenVoice], list[tuple[_Sentence, ...]]]:
    """The voice of each language, and the sentences of each request."""
    voices: dict[str, _ChosenVoice] = {}
    for lang in dict.fromkeys(request.lang for request in requests if request.text.strip()):
        chosen = choice.get(lang, choose.AUTO)
        engine, voice = choose.choose_voice(chosen, lang, candidates)
        speed = choose.parse_choice(chosen).speed or choose.default_speed(engine, lang)
        voices[lang] = _ChosenVoice(engine, voice, speed, engine.identity(voice, speed))
    return voices, [_prepare_sentences(request, voices, lexicons.get(request.lang)) for request in requests]


def _private_text_error(sentence: str, matcher: Matcher, engine: str) -> AnnotatorError:
    """The error for a private sentence that an online voice would send away, with the private words masked."""
    message = (
        "The sentence “{sentence}” has a name that is hidden or on your list, and the voice "
        "{engine} sends its text to a company."
    )
    remedy = "Leave the name out, or choose a voice of this computer: --voice auto."
    return AnnotatorError(message, remedy, sentence=matcher.mask(sentence), engine=engine)


def _prepare_sentences(
    request: SayRequest, voices: Mapping[str, _ChosenVoice], school_words: Respellings | None
) -> tuple[_Sentence, ...]:
    """The sentences of a text. One without words, such as an emoji, joins the caption before it; at the start, that after it."""
    lang = request.lang
    sentences: list[_Sentence] = []
    wordless_start = ""
    for text in split_sentences(request.text):
        voice = voices[lang]
        english_names = find_english_names(text, lang)
        speech_text = to_speech_text(text, lang)
        handling = voice.engine.traits.english
        spoken_text = respell(speech_text, lang, voice.engine.name, school_words, english_names, handling)
        caption = f"{wordless_start} {text}".strip()
        if spoken_text:
            sentences.append(_Sentence(lang, caption, spoken_text, cache_key(spoken_text, lang, voice.identity)))
            wordless_start = ""
        elif sentences:
            sentences[-1] = replace(sentences[-1], text=f"{sentences[-1].text} {text}")
        else:
            wordless_start = caption
    return tuple(sentences)


def _speak_missing(
    missing: Sequence[_Sentence],
    voices: Mapping[str, _ChosenVoice],
    cache: Cache,
    progress: Progress,
    jobs: int,
    candidates: Sequence[Engine],
) -> dict[str, Path]:
    """Speak sentences into the cache, several in parallel. After a failure no further one is started.

    Returns the clip of each key. Raises the first error, extended by the sentence and how to continue.
    """
    paths: dict[str, Path] = {}
    progress("voice", 0, len(missing))
    # A service blocks addresses that send many requests at once.
    is_online = any(voices[sentence.lang].engine.online for sentence in missing)
    pool = ThreadPoolExecutor(1 if is_online else min(jobs, len(missing)), "voice")
    try:
        # Longest first, so that all cores finish at about the same time.
        longest_first = sorted(missing, key=lambda sentence: -len(sentence.spoken_text))
        futures: dict[Future[Path], _Sentence] = {
            pool.submit(_speak_into_cache, sentence, voices[sentence.lang], cache): sentence
            for sentence in longest_first
        }
        for future in as_completed(futures):
            sentence = futures[future]
            try:
                paths[sentence.key] = future.result()
            except AnnotatorError as error:
                for pending in futures:
                    pending.cancel()
                remaining = len(missing) - len(paths)
                engine = voices[sentence.lang].engine
                raise _interrupted_error(error, sentence, engine, remaining, candidates) from error
            progress("voice", len(paths), len(missing))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return paths


def _speak_into_cache(sentence: _Sentence, voice: _ChosenVoice, cache: Cache) -> Path:
    """Speak one sentence, and return the path of its clip in the cache."""
    data = speak(voice.engine, sentence.spoken_text, sentence.lang, voice.voice, voice.speed)
    return cache.put(KIND, sentence.key, ".wav", lambda path: path.write_bytes(data))


def _interrupted_error(
    error: AnnotatorError, sentence: _Sentence, engine: Engine, remaining: int, candidates: Sequence[Engine]
) -> AnnotatorError:
    """The same error with the sentence in its message, and a remedy that does not mix voices."""
    remedy = error.remedy or "Run the same command again."
    remedy = choose.suggest_alternative(remedy, engine, sentence.lang, candidates)
    template = "Stopped at “{text}” ({lang}). Sentences left: {left}; the rest are kept."
    progress = Message(template, text=sentence.text, lang=sentence.lang, left=remaining)
    return type(error)(join(error.message, progress), remedy, detail=error.detail)
