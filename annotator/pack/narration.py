"""Gets everything spoken: memos where a person recorded them, one synthetic voice a language for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.cache import Cache
from annotator.model import Progress, Utterance, VoiceChoice, VoiceUsed
from annotator.pack import edition
from annotator.pack.options import Options
from annotator.pack.survey import Survey


@dataclass(frozen=True)
class Narration:
    """All sounds: ``sounds[lang][section key]``, who spoke, and notes for the report."""

    sounds: Mapping[str, Mapping[str, Sequence[Utterance]]]
    voices: Mapping[str, VoiceUsed]
    notes: tuple[str, ...]


def narrate(survey: Survey, options: Options, cache: Cache, progress: Progress) -> Narration:
    """Get every section of every language spoken.

    Raises MissingError or ServiceError where a voice can't be had; what was spoken until then stays in the cache.
    """
    from annotator.voice import memo, narrate

    sounds: dict[str, dict[str, Sequence[Utterance]]] = {lang: {} for lang in survey.languages}
    memos = dict.fromkeys(survey.languages, 0)
    for lang in survey.languages:
        if lang in survey.greetings:
            file = next(item.file for item in survey.tutorial.greetings if item.lang == lang)
            clip = memo.memo_clip(survey.folder / file, cache, clean=survey.school.memo_clean, film=True)
            sounds[lang][edition.GREETING] = (Utterance("", clip, memo=True),)
        for words in _words(survey, options, lang):
            if words.memo is not None:
                clip = memo.memo_clip(survey.folder / words.memo, cache, clean=survey.school.memo_clean)
                sounds[lang][words.key] = (Utterance(words.text, clip, memo=True),)
                memos[lang] += 1
    texts = synthetic(survey, options)
    lexicons = {lang: dict(entries) for lang, entries in survey.school.lexicons}
    spoken = narrate.narrate(
        [narrate.SayRequest(text.lang, text.text) for text in texts],
        choices(survey, options, cache),
        cache,
        lexicons=lexicons,
        matcher=survey.matcher,
        progress=progress,
        jobs=options.jobs,
    )
    for text, sentences in zip(texts, spoken.spoken, strict=True):
        sounds[text.lang][text.key] = sentences
    voices = {
        lang: replace(spoken.voices.get(lang, VoiceUsed("memo", "", "")), memos=memos[lang])
        for lang in survey.languages
    }
    notes = (f"{spoken.cached} of {spoken.sentences} sentences came from the cache.",) if spoken.sentences else ()
    return Narration(sounds, voices, notes)


@dataclass(frozen=True)
class Text:
    """What a synthetic voice says in one section."""

    lang: str
    key: str
    text: str


def synthetic(survey: Survey, options: Options) -> tuple[Text, ...]:
    """Every text that no memo speaks."""
    return tuple(
        Text(lang, words.key, words.text)
        for lang in survey.languages
        for words in _words(survey, options, lang)
        if words.memo is None and words.text
    )


def _words(survey: Survey, options: Options, lang: str) -> tuple[edition.EditionWords, ...]:
    """All that the files which were asked for say in a language."""
    around = edition.clip_words(survey, lang) if "step" in options.kinds else ()
    return (*edition.words(survey, lang), *around)


def choices(survey: Survey, options: Options, cache: Cache) -> dict[str, VoiceChoice]:
    """Who speaks each language: ``--voice``, else a draft's small voice, else ``school.toml``, else the best that works here."""
    from annotator.voice import choose

    configured = dict(survey.school.voices)
    if options.voice is not None:
        return dict.fromkeys(survey.languages, choose.parse(options.voice))
    if options.draft:
        return {lang: choose.small(lang, choose.engines(cache)) for lang in survey.languages}
    return {lang: configured.get(lang, VoiceChoice(choose.AUTO)) for lang in survey.languages}
