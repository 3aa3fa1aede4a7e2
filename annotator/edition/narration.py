"""Speak a tutorial's editions: a person's memo where there is one, and one synthetic voice for each language's other texts.

An *edition* is a tutorial in one language, with its texts by key (``title``, ``step-1``, ``end``). A *memo* is a recording
beside the script, such as ``03-unirse.es.m4a``. `narrate` returns the sounds::

    narrated["es"].sounds["step-3"]    (Utterance("Toque Unirse.", clip),)
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.cache import Cache
from annotator.edition.edition import GREETING, Edition, SpokenText
from annotator.edition.spoken_edition import SpokenEdition
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import Progress, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.privacy.matcher import Matcher


def narrate(
    source: TutorialSource,
    editions: Sequence[Edition],
    choices: Mapping[str, VoiceChoice],
    matcher: Matcher,
    cache: Cache,
    progress: Progress = no_progress,
    jobs: int | None = None,
) -> dict[str, SpokenEdition]:
    """The ``editions`` by language, with decoded memos, and their other texts spoken by the voices chosen, on ``jobs`` cores.

    Raises what `voice.narrate.narrate` and `memo.memo_clip` raise: for instance MissingError if a voice isn't installed, and
    ServiceError if one on the network can't be reached. The sentences spoken so far stay in the cache.
    """
    if not editions:
        return {}
    from annotator.voice import narrate as speech  # slow to import

    sounds = {edition.lang: _decode_recordings(source, edition, cache) for edition in editions}
    texts = [(edition, text) for edition in editions for text in list_synthetic_texts(edition)]
    spoken = speech.narrate(
        [speech.SayRequest(edition.lang, text.text) for edition, text in texts],
        choices,
        cache,
        lexicons={lang: dict(entries) for lang, entries in source.school.lexicons},
        matcher=matcher,
        progress=progress,
        jobs=jobs,
    )

    memo_counts = {lang: sum(key != GREETING for key in memos) for lang, memos in sounds.items()}
    for (edition, text), utterances in zip(texts, spoken.spoken, strict=True):
        sounds[edition.lang][text.key] = utterances
    spoken_editions = {}
    for edition in editions:
        voice = replace(spoken.voices.get(edition.lang, VoiceUsed("memo", "", "")), memos=memo_counts[edition.lang])
        spoken_editions[edition.lang] = SpokenEdition(edition, sounds[edition.lang], voice)
    return spoken_editions


def list_synthetic_texts(edition: Edition) -> tuple[SpokenText, ...]:
    """The texts and phrases that have words and no memo."""
    return tuple(text for text in (*_list_texts(edition), *edition.phrases) if text.memo is None and text.text)


def _list_texts(edition: Edition) -> tuple[SpokenText, ...]:
    """The narration, with what is said on other phones alone."""
    return (*edition.texts, *(text for other in edition.phones for text in other.texts))


def choose_voices(
    editions: Sequence[Edition], cache: Cache, voice: str | None = None, *, draft: bool = False
) -> dict[str, VoiceChoice]:
    """The voice choice of each language: ``--voice``, else a draft's small voice, else ``school.toml``, else ``auto``."""
    from annotator.voice import choose

    languages = [edition.lang for edition in editions]
    if voice is not None:
        return dict.fromkeys(languages, choose.parse_choice(voice))
    if draft:
        return {lang: choose.choose_draft_voice(lang, choose.engines(cache)) for lang in languages}
    configured = dict(editions[0].school.voices) if editions else {}
    return {lang: configured.get(lang, VoiceChoice(choose.AUTO)) for lang in languages}


def _decode_recordings(source: TutorialSource, edition: Edition, cache: Cache) -> dict[str, Sequence[Utterance]]:
    """The greeting and the memos of an edition, by the key of their text."""
    from annotator.voice import memo

    sounds: dict[str, Sequence[Utterance]] = {}
    clean = source.school.memo_clean
    if edition.greeting_file is not None:
        clip = memo.memo_clip(source.folder / edition.greeting_file, cache, clean=clean, film=True)
        sounds[GREETING] = (Utterance("", clip, memo=True),)
    for text in _list_texts(edition):
        if text.memo is not None:
            clip = memo.memo_clip(source.folder / text.memo, cache, clean=clean)
            sounds[text.key] = (Utterance(text.text, clip, memo=True),)
    return sounds
