"""Make the sound of one step, of the opening or of the closing: the very clips of a build, or those of the voice of drafts.

Loads heavy libraries: called in the children of `annotator.edit.sounds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.edit.item_lines import ItemLines, read_item
from annotator.edit.sound_answers import Sound
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Clip, Utterance, VoiceChoice
from annotator.pack import narration
from annotator.pack.options import Options
from annotator.voice import choose

KIND = "editor-sound"
"""The sounds' kind in the cache."""
SUFFIX = ".m4a"


def make_now(folder: Path, item: str, lang: str, cache: Cache) -> Sound | None:
    """The sound of an item that is there soonest: the final one if that takes no time, else that of the voice of drafts.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: where clips and sounds are kept.

    Returns None if no voice for drafts speaks the language, so that there is only the final one to wait for.
    Raises NotListedError for an unknown item, ProblemsError for a memo that can't be used, MissingError without any voice,
    and NothingSaidError.
    """
    wanted = read_item(folder, item, lang, cache)
    chosen = choose_voice(wanted, cache)
    draft = choose.choose_draft_voice(lang, choose.engines(cache))
    try:
        if _takes_no_time(wanted, chosen, cache):
            return Sound(_export(speak(wanted, chosen, cache), cache), is_final=True)
        problem = None
    except AnnotatorError as error:
        if draft == VoiceChoice(choose.AUTO) or isinstance(error, ProblemsError):
            raise
        problem = error.message, error.remedy
    if draft == VoiceChoice(choose.AUTO):
        return None
    return Sound(_export(speak(wanted, draft, cache), cache), is_final=False, problem=problem)


def make_final(folder: Path, item: str, lang: str, cache: Cache, *, ahead: bool = False) -> Sound:
    """The sound of an item as families will hear it; ``ahead``: nobody waits for it. Raises what `make_now` does."""
    wanted = read_item(folder, item, lang, cache)
    chosen = choose_voice(wanted, cache)
    return Sound(_export(speak(wanted, chosen, cache, jobs=1 if ahead else None), cache), is_final=True)


def speak(wanted: ItemLines, choice: VoiceChoice, cache: Cache, jobs: int | None = None) -> list[Utterance]:
    """The clips of an item's lines: its memos as a build cleans them, everything else in the voice ``choice``."""
    from annotator.voice import memo, narrate

    source, lang = wanted.source, wanted.edition.lang
    lexicons = {name: dict(entries) for name, entries in source.school.lexicons}
    spoken: list[Utterance] = []
    for line in wanted.lines:
        if line.memo is not None:
            path = source.folder / line.memo
            spoken.append(Utterance(line.text, memo.memo_clip(path, cache, clean=source.school.memo_clean), memo=True))
            continue
        requests = [narrate.SayRequest(lang, line.text)]
        narrated = narrate.narrate(
            requests, {lang: choice}, cache, lexicons=lexicons, matcher=wanted.matcher, jobs=jobs
        )
        spoken += narrated.spoken[0]
    return spoken


def choose_voice(wanted: ItemLines, cache: Cache) -> VoiceChoice:
    """The voice that a build chooses."""
    return narration.choose_voices([wanted.edition], Options(), cache)[wanted.edition.lang]


def _takes_no_time(wanted: ItemLines, choice: VoiceChoice, cache: Cache) -> bool:
    """Whether a voice is fast, or has spoken all lines before. Raises AnnotatorError if it can't speak them."""
    from annotator.voice import narrate

    source, lang = wanted.source, wanted.edition.lang
    requests = [narrate.SayRequest(lang, line.text) for line in wanted.lines if line.memo is None]
    if not requests:
        return True
    for fault in narrate.find_faults(requests, {lang: choice}, cache, matcher=wanted.matcher):
        raise fault.error
    engine, _ = choose.choose_voice(choice, lang, choose.engines(cache))
    lexicons = {name: dict(entries) for name, entries in source.school.lexicons}
    return engine.traits.fast or narrate.is_spoken(requests, {lang: choice}, cache, lexicons=lexicons)


def _export(spoken: list[Utterance], cache: Cache) -> Path:
    return export_clips(pace.with_pauses(spoken), KIND, SUFFIX, cache)


def export_clips(parts: Sequence[tuple[Clip, float]], kind: str, suffix: str, cache: Cache) -> Path:
    """One file of clips, each with the silence after it, in the cache."""
    from annotator.voice import export

    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return cache.get_or_make(kind, name, suffix, lambda path: export.write_sound(parts, path))
