"""Makes the narration of a tutorial: recorded memos, and one synthetic voice for the rest of each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.cache import Cache
from annotator.model import Progress, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.pack.edition import GREETING, Edition, SpokenEdition, SpokenText
from annotator.pack.options import Options
from annotator.pack.tutorial_source import TutorialSource
from annotator.privacy.matcher import Matcher


@dataclass(frozen=True)
class Narration:
    """The spoken edition and the voice choice of each language, and notes for the report."""

    editions: Mapping[str, SpokenEdition]
    choices: Mapping[str, VoiceChoice]
    notes: tuple[str, ...] = ()


def narrate(
    source: TutorialSource,
    editions: Sequence[Edition],
    options: Options,
    matcher: Matcher,
    cache: Cache,
    progress: Progress = no_progress,
) -> Narration:
    """Decode the memos of ``editions``, and speak all other text that the requested products need.

    Raises MissingError if a voice isn't installed, and ServiceError if one on the network can't be reached. The
    sentences spoken so far stay in the cache.
    """
    if not editions:
        return Narration({}, {})
    from annotator.voice import narrate

    sounds = {edition.lang: _decode_recorded(source, edition, cache) for edition in editions}
    memo_counts = {lang: sum(key != GREETING for key in recorded) for lang, recorded in sounds.items()}
    texts = [(edition, text) for edition in editions for text in list_synthetic_texts(edition, options)]
    choices = choose_voices(editions, options, cache)
    spoken = narrate.narrate(
        [narrate.SayRequest(edition.lang, text.text) for edition, text in texts],
        choices,
        cache,
        lexicons={lang: dict(entries) for lang, entries in source.school.lexicons},
        matcher=matcher,
        progress=progress,
        jobs=options.jobs,
    )
    for (edition, text), sentences in zip(texts, spoken.spoken, strict=True):
        sounds[edition.lang][text.key] = sentences
    voices = {
        edition.lang: replace(
            spoken.voices.get(edition.lang, VoiceUsed("memo", "", "")), memos=memo_counts[edition.lang]
        )
        for edition in editions
    }
    notes = (f"{spoken.cached} of {spoken.sentences} sentences came from the cache.",) if spoken.sentences else ()
    return Narration({e.lang: SpokenEdition(e, sounds[e.lang], voices[e.lang]) for e in editions}, choices, notes)


def list_synthetic_texts(edition: Edition, options: Options) -> tuple[SpokenText, ...]:
    """The texts without a memo, with those phrases that the products of ``options`` need."""
    texts = (
        *edition.texts,
        *(edition.clip_phrases if options.requires_clip_phrases else ()),
        *(edition.session_phrases if options.requires_session_phrases else ()),
    )
    return tuple(text for text in texts if text.memo is None and text.text)


def choose_voices(editions: Sequence[Edition], options: Options, cache: Cache) -> dict[str, VoiceChoice]:
    """The voice choice of each language: ``--voice``, else a draft's small voice, else ``school.toml``, else ``auto``."""
    from annotator.voice import choose

    languages = [edition.lang for edition in editions]
    if options.voice is not None:
        return dict.fromkeys(languages, choose.parse_choice(options.voice))
    if options.draft:
        return {lang: choose.choose_draft_voice(lang, choose.engines(cache)) for lang in languages}
    configured = dict(editions[0].school.voices) if editions else {}
    return {lang: configured.get(lang, VoiceChoice(choose.AUTO)) for lang in languages}


def _decode_recorded(source: TutorialSource, edition: Edition, cache: Cache) -> dict[str, Sequence[Utterance]]:
    """The greeting and the memos of an edition, by the key of their text."""
    from annotator.voice import memo

    sounds: dict[str, Sequence[Utterance]] = {}
    clean = source.school.memo_clean
    if edition.greeting_file is not None:
        clip = memo.memo_clip(source.folder / edition.greeting_file, cache, clean=clean, film=True)
        sounds[GREETING] = (Utterance("", clip, memo=True),)
    for text in edition.texts:
        if text.memo is not None:
            clip = memo.memo_clip(source.folder / text.memo, cache, clean=clean)
            sounds[text.key] = (Utterance(text.text, clip, memo=True),)
    return sounds
