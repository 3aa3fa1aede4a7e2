"""Gets everything spoken: memos where a person recorded them, one synthetic voice a language for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.cache import Cache, digest
from annotator.model import Progress, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.pack.edition import GREETING, Edition, SpokenEdition, SpokenText
from annotator.pack.options import Options
from annotator.pack.reading import Script
from annotator.privacy.matcher import Matcher


@dataclass(frozen=True)
class Narration:
    """What was spoken, by language, and by which choice; and notes for the report."""

    editions: Mapping[str, SpokenEdition]
    choices: Mapping[str, VoiceChoice]
    notes: tuple[str, ...] = ()


def narrate(
    script: Script,
    editions: Sequence[Edition],
    options: Options,
    matcher: Matcher,
    cache: Cache,
    progress: Progress = no_progress,
) -> Narration:
    """Get every section of every edition spoken; ``options`` also say whether each step's own clip is wanted.

    Raises MissingError or ServiceError where a voice can't be had; what was spoken until then stays in the cache.
    """
    if not editions:
        return Narration({}, {})
    from annotator.voice import narrate

    sounds = {edition.lang: _recorded(script, edition, cache) for edition in editions}
    memos = {lang: sum(key != GREETING for key in recorded) for lang, recorded in sounds.items()}
    texts = [(e, text) for e in editions for text in synthetic(e, around=options.wants_clips)]
    chosen = choices(editions, options, cache)
    spoken = narrate.narrate(
        [narrate.SayRequest(edition.lang, text.text) for edition, text in texts],
        chosen,
        cache,
        lexicons={lang: dict(entries) for lang, entries in script.school.lexicons},
        matcher=matcher,
        progress=progress,
        jobs=options.jobs,
    )
    for (edition, text), sentences in zip(texts, spoken.spoken, strict=True):
        sounds[edition.lang][text.key] = sentences
    voices = {
        edition.lang: replace(spoken.voices.get(edition.lang, VoiceUsed("memo", "", "")), memos=memos[edition.lang])
        for edition in editions
    }
    notes = (f"{spoken.cached} of {spoken.sentences} sentences came from the cache.",) if spoken.sentences else ()
    return Narration({e.lang: SpokenEdition(e, sounds[e.lang], voices[e.lang]) for e in editions}, chosen, notes)


def synthetic(edition: Edition, *, around: bool) -> tuple[SpokenText, ...]:
    """Every text that no memo speaks; ``around``: also what is said around each step in its own clip."""
    texts = (*edition.texts, *(edition.around if around else ()))
    return tuple(text for text in texts if text.memo is None and text.text)


def choices(editions: Sequence[Edition], options: Options, cache: Cache) -> dict[str, VoiceChoice]:
    """Who speaks each language: ``--voice``, else a draft's small voice, else ``school.toml``, else the best that works here."""
    from annotator.voice import choose

    languages = [edition.lang for edition in editions]
    if options.voice is not None:
        return dict.fromkeys(languages, choose.parse_choice(options.voice))
    if options.draft:
        return {lang: choose.choose_draft_voice(lang, choose.engines(cache)) for lang in languages}
    configured = dict(editions[0].school.voices) if editions else {}
    return {lang: configured.get(lang, VoiceChoice(choose.AUTO)) for lang in languages}


def heard(script: Script, edition: Edition, options: Options, cache: Cache) -> list[object]:
    """Everything that shapes an edition's sounds, known without speaking: texts, memos, the voice, and respellings."""
    from annotator.voice import choose

    said = synthetic(edition, around=True)
    memos = [*(text.memo for text in edition.texts), edition.greeting_file]
    recorded = [digest((script.folder / memo).read_bytes()) for memo in memos if memo is not None]
    value: list[object] = [edition.texts, edition.around, recorded, script.school.memo_clean]
    if said:
        choice = choices([edition], options, cache)[edition.lang]
        engine, voice = choose.choose_voice(choice, edition.lang, choose.engines(cache))
        speed = choose.parse_choice(choice).speed or choose.default_speed(engine, edition.lang)
        value += [engine.identity(edition.lang, voice, speed), dict(script.school.lexicons).get(edition.lang, ())]
    return value


def _recorded(script: Script, edition: Edition, cache: Cache) -> dict[str, Sequence[Utterance]]:
    """The sounds of an edition that a person recorded."""
    from annotator.voice import memo

    sounds: dict[str, Sequence[Utterance]] = {}
    clean = script.school.memo_clean
    if edition.greeting_file is not None:
        clip = memo.memo_clip(script.folder / edition.greeting_file, cache, clean=clean, film=True)
        sounds[GREETING] = (Utterance("", clip, memo=True),)
    for text in edition.texts:
        if text.memo is not None:
            clip = memo.memo_clip(script.folder / text.memo, cache, clean=clean)
            sounds[text.key] = (Utterance(text.text, clip, memo=True),)
    return sounds
