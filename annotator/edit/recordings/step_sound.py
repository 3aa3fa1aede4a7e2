"""Speak one step from the very lines and clips of a build, so that a preview sounds as the video will.

It also speaks the opening, the closing, and an answer as a voice message.

Loads heavy libraries: called in `annotator.edit.work.helper_child`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.commands import answer
from annotator.edit.pointing.picture_results import Sound
from annotator.edit.tutorial_list import NotListedError
from annotator.edition import narration
from annotator.edition.tutorial_source import TutorialSource, read_source
from annotator.errors import AnnotatorError, MissingError, ProblemsError
from annotator.model import Clip, Step, TextTarget, Utterance, VoiceChoice
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script.file_names import END, TITLE
from annotator.script.values import GAP
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.edition.edition import Edition
    from annotator.edition.scan.step_view import StepScan

KIND, ANSWER_KIND = "editor-sound", "editor-answer"
"""The kinds of cache entries for sounds."""
SUFFIX, ANSWER_SUFFIX = ".m4a", ".ogg"


class NoVoiceError(MissingError):
    """No voice for a language is installed."""

    code = "no-voice"


class NothingSaidError(AnnotatorError):
    """Neither a sentence nor an action says what is to be said."""

    code = "nothing-said"


@dataclass(frozen=True, slots=True)
class Line:
    """A spoken text, and the file name of the memo that says it, or None: ``Line("Toque Unirse.", "03-unirse.m4a")``."""

    text: str
    memo: str | None


@dataclass(frozen=True, slots=True)
class ItemLines:
    """The spoken lines of an item in a language, at least one; ``edition`` is the tutorial's edition without its steps."""

    source: TutorialSource
    edition: Edition
    matcher: Matcher
    lines: tuple[Line, ...]


def make_now(folder: Path, item: str, lang: str, cache: Cache) -> Sound | None:
    """The sound of an item that is there soonest: the final one if that takes no time, else that of the voice of drafts.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: the cache of clips and sounds.

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
                return Sound(_export_clips(pace.with_pauses(speak(wanted, chosen, cache)), cache), is_final=True)
        except AnnotatorError as error:
            if draft == VoiceChoice(choose.AUTO) or isinstance(error, ProblemsError):
                raise
            problem = error.message, error.remedy
        if draft == VoiceChoice(choose.AUTO):
            return None
        spoken = pace.with_pauses(speak(wanted, draft, cache))
        return Sound(_export_clips(spoken, cache), is_final=False, problem=problem)


def make_final(folder: Path, item: str, lang: str, cache: Cache, ahead: bool = False) -> Sound:
    """The sound of an item as families will hear it; ``ahead``: nobody waits for it. Raises what `make_now` does."""
    with _missing_voices():
        wanted = read_item(folder, item, lang, cache)
        spoken = speak(wanted, choose_voice(wanted, cache), cache, jobs=1 if ahead else None)
        return Sound(_export_clips(pace.with_pauses(spoken), cache), is_final=True)


def make_answer(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step alone, in the cache, in the voice that families will hear.

    Raises ProblemsError for a private sentence, AnnotatorError if it is too long, and what `make_now` does.
    """
    wanted = read_item(folder, str(index), lang, cache)
    step = wanted.source.tutorial.steps[index]
    answer.refuse_private_texts("", step.narration, wanted.matcher.for_step(step))
    parts = answer.join_clips(speak(wanted, choose_voice(wanted, cache), cache))
    return _export_clips(parts, cache, ANSWER_KIND, ANSWER_SUFFIX)


@contextlib.contextmanager
def _missing_voices() -> Iterator[None]:
    try:
        yield
    except MissingError as error:
        raise NoVoiceError(error.message, error.remedy, detail=error.detail) from error


def speak(wanted: ItemLines, choice: VoiceChoice, cache: Cache, jobs: int | None = None) -> list[Utterance]:
    """The clips of an item's lines: its memos as a build cleans them, everything else in the voice ``choice``."""
    from annotator.voice import memo, narrate  # only for speaking

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
    return narration.choose_voices([wanted.edition], cache)[wanted.edition.lang]


def _takes_no_time(wanted: ItemLines, choice: VoiceChoice, cache: Cache) -> bool:
    """Whether a voice is fast, or has spoken all lines before. Raises AnnotatorError if it can't speak them."""
    from annotator.voice import narrate  # only for speaking

    source, lang = wanted.source, wanted.edition.lang
    requests = [narrate.SayRequest(lang, line.text) for line in wanted.lines if line.memo is None]
    if not requests:
        return True
    for fault in narrate.find_faults(requests, {lang: choice}, cache, matcher=wanted.matcher):
        raise fault.error
    engine, _ = choose.choose_voice(choice, lang, choose.engines(cache))
    lexicons = {name: dict(entries) for name, entries in source.school.lexicons}
    return engine.traits.fast or narrate.is_spoken(requests, {lang: choice}, cache, lexicons=lexicons)


def _export_clips(parts: list[tuple[Clip, float]], cache: Cache, kind: str = KIND, suffix: str = SUFFIX) -> Path:
    """One file of clips, each with the silence after it, in the cache."""
    from annotator.voice import memo  # only for speaking

    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return cache.get_or_make(kind, name, suffix, lambda path: memo.write_sound(parts, path))


# ---------------------------------------------------------------- what is said


def read_item(folder: Path, item: str, lang: str, cache: Cache) -> ItemLines:
    """The spoken lines of an item.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: the cache of scans, for sentences that name what was found on a picture.

    Raises NotListedError for an unknown item or language, and NothingSaidError.
    """
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    matcher = match_privacy(source.tutorial, source.school)
    bare = _edition(replace(source, tutorial=replace(source.tutorial, steps=())), lang, [])
    found = _find_lines(source, bare, item, matcher, cache)
    lines = tuple(line for line in found if line.memo or line.text.strip())
    if not lines:
        raise NothingSaidError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    return ItemLines(source, bare, matcher, lines)


def _find_lines(source: TutorialSource, bare: Edition, item: str, matcher: Matcher, cache: Cache) -> Sequence[Line]:
    tutorial, lang = source.tutorial, bare.lang
    if item == TITLE:
        opening = bare.texts[0]
        return (Line(opening.text, opening.memo),)
    if item == END:
        return _find_closing(source, bare)
    if not item.isdecimal() or int(item) >= len(tutorial.steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = tutorial.steps[int(item)]
    alone = replace(source, tutorial=replace(tutorial, steps=(step,)))
    found = _edition(alone, lang, [_scan(source, step, lang, matcher, cache)]).steps[0]
    return (Line(found.text, step.memo(lang)),)


def _scan(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence names what was found; for any other, an empty one, which costs nothing."""
    waits = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or waits:
        return narration.empty_scan(step, lang)
    return narration.scan_alone(source, step, lang, matcher, cache)


def _edition(source: TutorialSource, lang: str, scans: Sequence[StepScan]) -> Edition:
    from annotator.edition.edition_builder import build_edition  # only for speaking
    from annotator.edition.tutorial_source import Attachments

    return build_edition(source, lang, scans, Attachments())


def _find_closing(source: TutorialSource, bare: Edition) -> Sequence[Line]:
    from annotator.edition.edition import END as CLOSING  # only for speaking
    from annotator.edition.edition import PHONE  # only for speaking
    from annotator.edition.edition_builder import closing_text  # only for speaking

    texts = {text.key: text for text in bare.texts}
    closing = texts[CLOSING]
    if closing.memo is None and bare.book.is_native:
        closing = replace(closing, text=closing_text(source.tutorial, source.school, bare.book))
    phone = texts.get(PHONE)
    return [Line(text.text, text.memo) for text in (closing, phone) if text is not None]
