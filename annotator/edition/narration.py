"""Say everything in a tutorial's editions: a person's memo where there is one, and one synthetic voice for all else.

An *edition* is a tutorial in one language, with its texts by key (``title``, ``step-1``, ``end``). A *memo* is a recording
beside the script, such as ``03-unirse.es.m4a``; ``consent.toml`` has the sentence that it says. `narrate` returns the sounds::

    narrated["es"].sounds["step-3"]    (Utterance("Toque Unirse.", clip),)
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator import languages
from annotator.cache import Cache
from annotator.edition.attachments import Attachments
from annotator.edition.edition import GREETING, TITLE, Edition, SpokenEdition, SpokenText, step_key
from annotator.edition.edition_builder import build_edition, opening_text
from annotator.edition.scan import tutorial_scan
from annotator.edition.scan.step_view import StepScan
from annotator.edition.tutorial_source import TutorialSource, read_source
from annotator.model import Progress, Screen, Step, TargetName, Utterance, VoiceChoice, VoiceUsed, no_progress
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import MemoSlot
from annotator.script.checks.staleness import digest_picture


def find_memo_texts(folder: Path, lang: str, slots: Sequence[MemoSlot], cache: Cache) -> Mapping[str, tuple[str, str]]:
    """The text to record for each slot in ``lang``, and the digest of its picture, by the slot's key.

    The result has entries such as ``"step-3": ("Toque el botón azul que dice Unirse.", "5d0a…")``. In a language without
    words, the text is that of the first language that has some, Spanish before others.
    """
    tutorial = read_source(folder).tutorial
    order = [lang] if lang in tutorial.languages else []
    order += [other for other in tutorial.languages if languages.base_language(other) == languages.DEFAULT_LANGUAGE]
    order += tutorial.languages
    texts: dict[str, str] = {}
    for other in dict.fromkeys(order):
        without_text = [slot for slot in slots if slot.key not in texts]
        if not without_text:
            break
        source = read_source(folder, (other,))
        scan = tutorial_scan.scan_tutorial(source, match_privacy(source.tutorial, source.school), cache)
        edition = build_edition(source, other, scan.steps(other), Attachments())
        for slot in without_text:
            text = _text_of(edition, slot)
            if text:
                texts[slot.key] = text

    steps = dict(zip(tutorial.numbers, tutorial.steps, strict=True))
    pictures = {slot.key: folder / steps[slot.steps[0]].screenshot(lang) for slot in slots if slot.steps}
    digests = {key: digest_picture(picture) for key, picture in pictures.items()}
    return {slot.key: (texts.get(slot.key, ""), digests.get(slot.key, "")) for slot in slots}


def _text_of(edition: Edition, slot: MemoSlot) -> str:
    """The text of a slot; the steps that share it have the same."""
    if slot.key == TITLE:
        return opening_text(edition.tutorial, edition.lang)
    key = step_key(slot.steps[0]) if slot.steps else slot.key
    return " ".join(text.text for text in edition.texts if text.key == key and text.text)


def scan_alone(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of one step without the others, for the word on its button."""
    alone = replace(source, tutorial=replace(source.tutorial, steps=(step,)))
    return tutorial_scan.scan_tutorial(alone, matcher, cache).steps(lang)[0]


def empty_scan(step: Step, lang: str) -> StepScan:
    """The scan of a step whose words don't depend on its picture."""
    return StepScan(Screen(""), step.screenshot(lang), None, (), TargetName(None))


def narrate(
    source: TutorialSource,
    editions: Sequence[Edition],
    choices: Mapping[str, VoiceChoice],
    matcher: Matcher,
    cache: Cache,
    progress: Progress = no_progress,
    jobs: int | None = None,
) -> dict[str, SpokenEdition]:
    """The ``editions`` by language, with decoded memos, and all other text spoken by the voice chosen, on ``jobs`` cores.

    Raises MissingError if a voice isn't installed, ServiceError if one on the network can't be reached, and what
    `memo.memo_clip` raises. The sentences spoken so far stay in the cache.
    """
    if not editions:
        return {}
    from annotator.voice import narrate as speech  # slow to import

    recorded = {edition.lang: _decode_recorded(source, edition, cache) for edition in editions}
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

    sounds = {lang: dict(memos) for lang, memos in recorded.items()}
    for (edition, text), sentences in zip(texts, spoken.spoken, strict=True):
        sounds[edition.lang][text.key] = sentences
    spoken_editions = {}
    for edition in editions:
        memo_count = sum(key != GREETING for key in recorded[edition.lang])
        voice = replace(spoken.voices.get(edition.lang, VoiceUsed("memo", "", "")), memos=memo_count)
        spoken_editions[edition.lang] = SpokenEdition(edition, sounds[edition.lang], voice)
    return spoken_editions


def list_synthetic_texts(edition: Edition) -> tuple[SpokenText, ...]:
    """The texts without a memo."""
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


def _decode_recorded(source: TutorialSource, edition: Edition, cache: Cache) -> dict[str, Sequence[Utterance]]:
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
