"""Gets everything spoken: memos where a person recorded them, one synthetic voice a language for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.build import sections
from annotator.build.options import Options
from annotator.build.survey import Survey
from annotator.cache import Cache
from annotator.model import Progress, Spoken, VoiceChoice, VoiceUsed


@dataclass(frozen=True)
class Narration:
    """All sounds: ``sounds[lang][section key]``, who spoke, and notes for the report."""

    sounds: Mapping[str, Mapping[str, Sequence[Spoken]]]
    voices: Mapping[str, VoiceUsed]
    notes: tuple[str, ...]


def narrate(survey: Survey, options: Options, cache: Cache, progress: Progress) -> Narration:
    """Get every section of every language spoken.

    Raises MissingError or ServiceError where a voice can't be had; what was spoken until then stays in the cache.
    """
    from annotator.voice import memo, narrate

    sounds: dict[str, dict[str, Sequence[Spoken]]] = {lang: {} for lang in survey.languages}
    memos = dict.fromkeys(survey.languages, 0)
    places: list[tuple[str, str]] = []
    requests = []
    for lang in survey.languages:
        if lang in survey.greetings:
            file = next(item.file for item in survey.tutorial.greetings if item.lang == lang)
            clip = memo.memo_clip(survey.folder / file, cache, clean=survey.school.memo_clean, film=True)
            sounds[lang][sections.GREETING] = (Spoken("", clip, memo=True),)
        for words in _words(survey, options, lang):
            if words.memo is not None:
                clip = memo.memo_clip(survey.folder / words.memo, cache, clean=survey.school.memo_clean)
                sounds[lang][words.key] = (Spoken(words.text, clip, memo=True),)
                memos[lang] += 1
            elif words.text:
                places.append((lang, words.key))
                requests.append(narrate.SayRequest(lang, words.text))
    lexicons = {lang: dict(entries) for lang, entries in survey.school.lexicons}
    spoken = narrate.narrate(
        requests,
        choices(survey, options),
        cache,
        lexicons=lexicons,
        matcher=survey.matcher,
        progress=progress,
        jobs=options.jobs,
    )
    for (lang, section), sentences in zip(places, spoken.spoken, strict=True):
        sounds[lang][section] = sentences
    voices = {
        lang: replace(spoken.voices.get(lang, VoiceUsed("memo", "", "")), memos=memos[lang])
        for lang in survey.languages
    }
    notes = (f"{spoken.cached} of {spoken.sentences} sentences came from the cache.",) if spoken.sentences else ()
    return Narration(sounds, voices, notes)


def _words(survey: Survey, options: Options, lang: str) -> tuple[sections.Words, ...]:
    """All that the files which were asked for say in a language."""
    around = sections.clip_words(survey, lang) if "step" in options.kinds else ()
    return (*sections.words(survey, lang), *around)


def choices(survey: Survey, options: Options) -> dict[str, VoiceChoice]:
    """Who speaks each language: ``--draft`` pico, else ``--voice``, else ``school.toml``, else the best that works here."""
    from annotator.voice import choose

    configured = dict(survey.school.voices)
    if options.voice is not None:
        asked = choose.parse(options.voice)
    elif options.draft:
        asked = VoiceChoice("pico")
    else:
        return {lang: configured.get(lang, VoiceChoice("auto")) for lang in survey.languages}
    return dict.fromkeys(survey.languages, asked)
