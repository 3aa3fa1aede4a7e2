"""Speak one step of a tutorial, its opening or its closing, for the button *Listen* of the editor.

The texts and clips are those of a build, so that what one hears is what the video will say. A natural voice takes seconds for
a sentence. So ``make_now(folder, "0", "es", cache)`` speaks the first step in the quick voice of drafts,
``Sound(path, is_final=False)``, unless the natural one has said it before; `make_final` takes its time and speaks it as families
will hear it. In place of ``"0"``, ``"title"`` is the opening and ``"end"`` the closing, as in the addresses of the page.

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
from annotator.edition.edition import END, PHONE, TITLE, Edition
from annotator.edition.edition_builder import build_edition, closing_text
from annotator.edition.tutorial_source import Attachments, TutorialSource, read_source
from annotator.errors import AnnotatorError, MissingError
from annotator.model import Clip, Step, TextTarget, Utterance, VoiceChoice
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script.values import GAP
from annotator.voice import choose, memo, narrate

if TYPE_CHECKING:
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
    """What is said of an item in one language.

    Attributes:
        edition: the tutorial's edition in that language, without its steps.
        matcher: finds the private words that no voice may say.
        lines: at least one; a step has one, the closing two where the school has a phone.
    """

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
    with _naming_missing_voices():
        item_lines = read_item(folder, item, lang, cache)
        final_voice = choose_voice(item_lines, cache)
        fault = _find_fault(item_lines, final_voice, cache)
        if fault is None and _takes_no_time(item_lines, final_voice, cache):
            return Sound(_make_sound(item_lines, final_voice, cache), is_final=True)
        draft_voice = choose.choose_draft_voice(lang, choose.engines(cache))
        if draft_voice != VoiceChoice(choose.AUTO):
            problem = (fault.message, fault.remedy) if fault else None
            return Sound(_make_sound(item_lines, draft_voice, cache), is_final=False, problem=problem)
        if fault:
            raise fault
        return None


def make_final(folder: Path, item: str, lang: str, cache: Cache, ahead: bool = False) -> Sound:
    """The sound of an item as families will hear it. Raises what `make_now` does.

    With ``ahead``, it is made before anybody asks for it, on one processor, so that the others are free for the editor.
    """
    with _naming_missing_voices():
        item_lines = read_item(folder, item, lang, cache)
        sound = _make_sound(item_lines, choose_voice(item_lines, cache), cache, jobs=1 if ahead else None)
        return Sound(sound, is_final=True)


def make_answer(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step as a voice message (Ogg) for one family, in the cache, in the voice that families will hear.

    Raises ProblemsError for a private sentence, AnnotatorError if it is too long, and what `make_now` does.
    """
    item_lines = read_item(folder, str(index), lang, cache)
    step = item_lines.source.tutorial.steps[index]
    answer.refuse_private_texts("", step.narration, item_lines.matcher.for_step(step))
    utterances = speak(item_lines, choose_voice(item_lines, cache), cache)
    return _export_clips(answer.join_clips(utterances), cache, ANSWER_KIND, ANSWER_SUFFIX)


@contextlib.contextmanager
def _naming_missing_voices() -> Iterator[None]:
    """Raise NoVoiceError in place of MissingError, so that the page can offer to install a voice."""
    try:
        yield
    except MissingError as error:
        raise NoVoiceError(error.message, error.remedy, detail=error.detail) from error


def speak(item_lines: ItemLines, voice: VoiceChoice, cache: Cache, jobs: int | None = None) -> list[Utterance]:
    """The clips of an item's lines: its memos as a build cleans them, everything else in ``voice``."""
    source, lang = item_lines.source, item_lines.edition.lang
    utterances: list[Utterance] = []
    for line in item_lines.lines:
        if line.memo is not None:
            clip = memo.memo_clip(source.folder / line.memo, cache, clean=source.school.memo_clean)
            utterances.append(Utterance(line.text, clip, memo=True))
            continue
        request = narrate.SayRequest(lang, line.text)
        lexicons, matcher = _lexicons(source), item_lines.matcher
        narrated = narrate.narrate([request], {lang: voice}, cache, lexicons=lexicons, matcher=matcher, jobs=jobs)
        utterances += narrated.spoken[0]
    return utterances


def choose_voice(item_lines: ItemLines, cache: Cache) -> VoiceChoice:
    """The voice that a build chooses: that of ``school.toml``, or the most natural one installed."""
    edition = item_lines.edition
    return narration.choose_voices([edition], cache)[edition.lang]


def _lexicons(source: TutorialSource) -> dict[str, dict[str, str]]:
    """How the school wants words to be said, by language: ``{"es": {"Zoom": "Sum"}}``."""
    return {lang: dict(entries) for lang, entries in source.school.lexicons}


def _find_fault(item_lines: ItemLines, voice: VoiceChoice, cache: Cache) -> AnnotatorError | None:
    """Why a voice can't speak the lines of an item: it isn't installed, or has no sound for a word; None if it can."""
    requests = _list_requests(item_lines)
    faults = narrate.find_faults(requests, {item_lines.edition.lang: voice}, cache, matcher=item_lines.matcher)
    return next((fault.error for fault in faults), None)


def _takes_no_time(item_lines: ItemLines, voice: VoiceChoice, cache: Cache) -> bool:
    """Whether a voice that can speak the lines of an item is fast, or has spoken them before."""
    lang, requests = item_lines.edition.lang, _list_requests(item_lines)
    if not requests:
        return True
    engine, _ = choose.choose_voice(voice, lang, choose.engines(cache))
    lexicons = _lexicons(item_lines.source)
    return engine.traits.fast or narrate.is_spoken(requests, {lang: voice}, cache, lexicons=lexicons)


def _list_requests(item_lines: ItemLines) -> list[narrate.SayRequest]:
    """What a voice has to say: the lines that nobody recorded."""
    return [narrate.SayRequest(item_lines.edition.lang, line.text) for line in item_lines.lines if line.memo is None]


def _make_sound(item_lines: ItemLines, voice: VoiceChoice, cache: Cache, jobs: int | None = None) -> Path:
    """The sound of an item, with the pauses that the video has, as a file in the cache."""
    return _export_clips(pace.with_pauses(speak(item_lines, voice, cache, jobs)), cache)


def _export_clips(clips: list[tuple[Clip, float]], cache: Cache, kind: str = KIND, suffix: str = SUFFIX) -> Path:
    """Join clips to one file in the cache; each comes with the seconds of silence after it."""
    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in clips])
    return cache.get_or_make(kind, name, suffix, lambda path: memo.write_sound(clips, path))


def read_item(folder: Path, item: str, lang: str, cache: Cache) -> ItemLines:
    """The spoken lines of an item.

    The cache has the scans of pictures, for sentences that name what was found there. Raises NotListedError for an unknown
    item or language, and NothingSaidError.
    """
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    matcher = match_privacy(source.tutorial, source.school)
    edition = _build_edition(source, (), lang, [])
    lines = _find_lines(source, edition, item, matcher, cache)
    said = tuple(line for line in lines if line.memo or line.text.strip())
    if not said:
        raise NothingSaidError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    return ItemLines(source, edition, matcher, said)


def _find_lines(source: TutorialSource, edition: Edition, item: str, matcher: Matcher, cache: Cache) -> Sequence[Line]:
    """The lines of an item, some perhaps empty. Raises NotListedError for an unknown item."""
    steps, lang = source.tutorial.steps, edition.lang
    if item == TITLE:
        opening = edition.texts[0]
        return (Line(opening.text, opening.memo),)
    if item == END:
        return _find_closing_lines(source, edition)
    if not item.isdecimal() or int(item) >= len(steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = steps[int(item)]
    scan = _scan_step(source, step, lang, matcher, cache)
    worded_step = _build_edition(source, (step,), lang, [scan]).steps[0]
    return (Line(worded_step.text, step.memo(lang)),)


def _scan_step(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence names what was found; for any other, an empty one, which costs nothing."""
    lacks_target = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or lacks_target:
        return narration.empty_scan(step, lang)
    return narration.scan_alone(source, step, lang, matcher, cache)


def _build_edition(source: TutorialSource, steps: tuple[Step, ...], lang: str, scans: Sequence[StepScan]) -> Edition:
    """The tutorial in one language with only some of its steps; building one with all would scan every picture."""
    return build_edition(replace(source, tutorial=replace(source.tutorial, steps=steps)), lang, scans, Attachments())


def _find_closing_lines(source: TutorialSource, edition: Edition) -> Sequence[Line]:
    """What is said at the end, and where the school has a phone, how to call or write to it."""
    texts = {text.key: text for text in edition.texts}
    closing = texts[END]
    if closing.memo is None and edition.book.is_native:
        # The edition lacks the steps that the closing goes through once more.
        closing = replace(closing, text=closing_text(source.tutorial, source.school, edition.book))
    phone = texts.get(PHONE)
    return [Line(text.text, text.memo) for text in (closing, phone) if text is not None]
