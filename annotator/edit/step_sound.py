"""Make the sound of one step, of the opening or of the closing: the very clips of a build, or those of the voice of drafts.

And that of an answer, as a voice message. Loads heavy libraries: called in `annotator.edit.helper_child`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.commands import answer_parts
from annotator.edit.item_lines import ItemLines, read_item
from annotator.edit.picture_answers import Sound
from annotator.errors import AnnotatorError, MissingError, ProblemsError
from annotator.model import Clip, Utterance, VoiceChoice
from annotator.pack import narration
from annotator.pack.options import Options
from annotator.voice import choose

KIND, ANSWER_KIND = "editor-sound", "editor-answer"
"""The sounds' kinds in the cache."""
SUFFIX, ANSWER_SUFFIX = ".m4a", ".ogg"


class NoVoiceError(MissingError):
    """No voice for a language is installed."""

    code = "no-voice"


def make_now(folder: Path, item: str, lang: str, cache: Cache) -> Sound | None:
    """The sound of an item that is there soonest: the final one if that takes no time, else that of the voice of drafts.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: where clips and sounds are kept.

    Returns None if no voice for drafts speaks the language, so that there is only the final one to wait for.
    Raises NotListedError for an unknown item, ProblemsError for a memo that can't be used, NoVoiceError, and
    NothingSaidError.
    """
    with _missing_voices():
        wanted = read_item(folder, item, lang, cache)
        chosen = choose_voice(wanted, cache)
        draft = choose.choose_draft_voice(lang, choose.engines(cache))
        problem = None
        try:
            if _takes_no_time(wanted, chosen, cache):
                return Sound(_export(speak(wanted, chosen, cache), cache), is_final=True)
        except AnnotatorError as error:
            if draft == VoiceChoice(choose.AUTO) or isinstance(error, ProblemsError):
                raise
            problem = error.message, error.remedy
        if draft == VoiceChoice(choose.AUTO):
            return None
        return Sound(_export(speak(wanted, draft, cache), cache), is_final=False, problem=problem)


def make_final(folder: Path, item: str, lang: str, cache: Cache, ahead: bool = False) -> Sound:
    """The sound of an item as families will hear it; ``ahead``: nobody waits for it. Raises what `make_now` does."""
    with _missing_voices():
        wanted = read_item(folder, item, lang, cache)
        spoken = speak(wanted, choose_voice(wanted, cache), cache, jobs=1 if ahead else None)
        return Sound(_export(spoken, cache), is_final=True)


def make_answer(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step alone, in the cache, in the voice that families will hear.

    Raises ProblemsError for a private sentence, AnnotatorError if it is too long, and what `make_now` does.
    """
    wanted = read_item(folder, str(index), lang, cache)
    step = wanted.source.tutorial.steps[index]
    answer_parts.refuse_private_texts("", step.narration, wanted.matcher.for_step(step))
    parts = answer_parts.join_clips(speak(wanted, choose_voice(wanted, cache), cache))
    return _export_clips(parts, ANSWER_KIND, ANSWER_SUFFIX, cache)


@contextlib.contextmanager
def _missing_voices() -> Iterator[None]:
    try:
        yield
    except MissingError as error:
        raise NoVoiceError(error.message, error.remedy, detail=error.detail) from error


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
    return _export_clips(pace.with_pauses(spoken), KIND, SUFFIX, cache)


def _export_clips(parts: list[tuple[Clip, float]], kind: str, suffix: str, cache: Cache) -> Path:
    """One file of clips, each with the silence after it, in the cache."""
    from annotator.voice import export

    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return cache.get_or_make(kind, name, suffix, lambda path: export.write_sound(parts, path))
