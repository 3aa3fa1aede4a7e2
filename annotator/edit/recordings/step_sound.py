"""Speak one step of a tutorial, its opening or its closing, for the editor's *Listen*, and a step as an answer to a family.

A natural voice takes seconds for a sentence. So `make_now` returns what is there soonest, often in the robotic voice of drafts,
and `make_final` the sound that families will hear. The first step of a tutorial in Spanish::

    make_now(Path("tutorials/join-class"), "0", "es", cache)      Sound(Path("….m4a"), is_final=False)
    make_final(Path("tutorials/join-class"), "0", "es", cache)    Sound(Path("….m4a"), is_final=True)

The voices' libraries are heavy, so the server calls these functions in a child process (`annotator.edit.work.helper_child`).
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.edit.recordings.sounds import Sound
from annotator.edit.recordings.spoken_item import SpokenItem, read_item
from annotator.edition import answering, narration
from annotator.edition.scan import tutorial_scan
from annotator.errors import AnnotatorError, MissingError
from annotator.model import Clip, Utterance, VoiceChoice
from annotator.voice import choose, memo, narrate, say

KIND, SUFFIX = "editor-sound", ".m4a"
ANSWER_KIND, ANSWER_SUFFIX = "editor-answer", ".ogg"
"""The kinds of cache entries, and their file types: for sounds of the page, and for voice messages that answer families."""


class NoVoiceError(MissingError):
    """Something that a sound needs is not installed, most often a voice for its language."""

    code = "no-voice"


def make_now(folder: Path, item: str, lang: str, cache: Cache) -> Sound | None:
    """The sound of an item that is there soonest: the final one if that takes no time, else that of the voice of drafts.

    Args:
        folder: the tutorial's folder.
        item: the index of a step (``"0"``), ``"title"`` for the opening, or ``"end"`` for the closing.
        lang: one of the tutorial's languages.
        cache: the cache of clips and sounds.

    Returns None if no voice for drafts speaks the language, so that there is only the final sound to wait for.
    Raises NotListedError for an unknown item or language, ProblemsError for a memo that can't be used, NoVoiceError,
    NothingSaidError, and AnnotatorError if no voice can say it.
    """
    with _naming_missing_voices():
        spoken_item = read_item(folder, item, lang, cache)
        final_voice = _choose_voice(spoken_item, cache)
        fault = _find_fault(spoken_item, final_voice, cache)
        if fault is None and _takes_no_time(spoken_item, final_voice, cache):
            return Sound(_make_sound(spoken_item, final_voice, cache), is_final=True)

        draft_voice = choose.choose_draft_voice(lang, choose.engines(cache))
        if draft_voice != VoiceChoice(choose.AUTO):  # there is one
            problem = (fault.message, fault.remedy) if fault else None
            return Sound(_make_sound(spoken_item, draft_voice, cache), is_final=False, problem=problem)
        if fault:
            raise fault
        return None


def make_final(folder: Path, item: str, lang: str, cache: Cache, in_advance: bool = False) -> Sound:
    """The sound of an item as families will hear it. Raises what `make_now` does.

    If it is made ``in_advance``, before anybody presses *Listen*, only one processor is used: the others stay free.
    """
    with _naming_missing_voices():
        spoken_item = read_item(folder, item, lang, cache)
        voice = _choose_voice(spoken_item, cache)
        return Sound(_make_sound(spoken_item, voice, cache, jobs=1 if in_advance else None), is_final=True)


def make_answer(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step as a voice message (Ogg) for one family, in the cache, in the voice that families will hear.

    Raises ProblemsError for a private sentence or a memo that can't be used, AnnotatorError if a text takes too long to say,
    MissingError if something is not installed, NotListedError for an unknown step or language, and NothingSaidError.
    """
    spoken_item = read_item(folder, str(index), lang, cache)
    step = spoken_item.source.tutorial.steps[index]
    answering.refuse_private_texts("", step.narration, spoken_item.matcher.for_step(step))
    if step.marks:
        source, matcher, book = spoken_item.source, spoken_item.matcher, spoken_item.edition.book
        scan = tutorial_scan.scan_alone(source, step, lang, matcher, cache)
        [line] = spoken_item.lines
        text = answering.say_marks(line.text, step, scan.marks, matcher, book, scan.screen.kind.device)
        spoken_item = replace(spoken_item, lines=(replace(line, text=text),))
    utterances = speak(spoken_item, _choose_voice(spoken_item, cache), cache)
    return _write_to_cache(answering.list_clips(utterances), cache, ANSWER_KIND, ANSWER_SUFFIX)


@contextlib.contextmanager
def _naming_missing_voices() -> Iterator[None]:
    """Raise NoVoiceError in place of MissingError, so that the page can offer to install a voice."""
    try:
        yield
    except MissingError as error:
        raise NoVoiceError(error.message, error.remedy, detail=error.detail) from error


def _choose_voice(spoken_item: SpokenItem, cache: Cache) -> VoiceChoice:
    """The voice that a build chooses: that of ``school.toml``, or the most natural one installed."""
    return narration.choose_voices([spoken_item.edition], cache)[spoken_item.lang]


def _find_fault(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache) -> AnnotatorError | None:
    """Why a voice can't say an item, such as that it isn't installed; None if it can."""
    voices = {spoken_item.lang: voice}
    faults = narrate.find_faults(spoken_item.unrecorded, voices, cache, matcher=spoken_item.matcher)
    return next((fault.error for fault in faults), None)


def _takes_no_time(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache) -> bool:
    """Whether nothing has to be spoken, or the voice is fast, or has said it before. It must be able to say the item."""
    requests, lang = spoken_item.unrecorded, spoken_item.lang
    if not requests:
        return True
    engine, _ = choose.choose_voice(voice, lang, choose.engines(cache))
    return engine.traits.fast or narrate.is_spoken(requests, {lang: voice}, cache, lexicons=spoken_item.lexicons)


def _make_sound(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache, jobs: int | None = None) -> Path:
    """The sound of an item, with the pauses that the video has, as a file in the cache."""
    utterances = speak(spoken_item, voice, cache, jobs)
    return _write_to_cache(pace.with_pauses(utterances), cache)


def speak(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache, jobs: int | None = None) -> list[Utterance]:
    """The clips of an item's lines: its memos as a build cleans them, everything else in ``voice``."""
    source, lang = spoken_item.source, spoken_item.lang
    lexicons, matcher = spoken_item.lexicons, spoken_item.matcher
    utterances: list[Utterance] = []
    for line in spoken_item.lines:
        if line.memo is not None:
            clip = memo.memo_clip(source.folder / line.memo, cache, clean=source.school.memo_clean)
            utterances.append(Utterance(line.text, clip, memo=True))
        else:
            request = narrate.SayRequest(lang, line.text)
            narrated = narrate.narrate([request], {lang: voice}, cache, lexicons=lexicons, matcher=matcher, jobs=jobs)
            utterances += narrated.spoken[0]
    return utterances


def _write_to_cache(clips: list[tuple[Clip, float]], cache: Cache, kind: str = KIND, suffix: str = SUFFIX) -> Path:
    """Join clips to one file in the cache; each comes with the seconds of silence after it."""
    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in clips])
    return cache.get_or_make(kind, name, suffix, lambda path: say.write_sound(clips, path))
