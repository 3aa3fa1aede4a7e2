"""Speak one step of a tutorial, its opening or its closing, for the editor's button *Listen* and as an answer to a family.

The texts and clips are those of a build, so that the video will sound the same. A natural voice takes seconds for a sentence,
so there are two functions: `make_now` returns a sound at once, most often in the quick, robotic voice of drafts; `make_final`
takes its time and returns the sound that families will hear. The first step of a tutorial in Spanish::

    make_now(Path("tutorials/join-class"), "0", "es", cache)      Sound(Path("….m4a"), is_final=False)
    make_final(Path("tutorials/join-class"), "0", "es", cache)    Sound(Path("….m4a"), is_final=True)

An *item* is named as in the addresses of the page: the index of a step (``"0"``), ``"title"`` for the opening, or
``"end"`` for the closing. A *memo* is a person's recording, which is heard in place of a text.

The voices' libraries are heavy, so the server calls these functions in a child process (`annotator.edit.work.helper_child`).
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.edit.errors import NotListedError
from annotator.edit.recordings.sounds import Sound
from annotator.edition import answering, narration
from annotator.edition.attachments import Attachments
from annotator.edition.edition import END, PHONE, TITLE, Edition, SpokenText
from annotator.edition.edition_builder import build_edition
from annotator.edition.opening_and_closing import closing_text
from annotator.edition.scan import tutorial_scan
from annotator.edition.scan.step_view import StepScan
from annotator.edition.tutorial_source import TutorialSource, read_source
from annotator.errors import AnnotatorError, MissingError
from annotator.model import Clip, Step, TextTarget, Utterance, VoiceChoice
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script.line_values import GAP
from annotator.voice import choose, memo, narrate, say

KIND, SUFFIX = "editor-sound", ".m4a"
ANSWER_KIND, ANSWER_SUFFIX = "editor-answer", ".ogg"
"""The kinds of cache entries, and their file types: for sounds of the page, and for voice messages that answer a family."""


class NoVoiceError(MissingError):
    """No voice for a language is installed."""

    code = "no-voice"


class NothingSaidError(AnnotatorError):
    """An item has nothing to say: neither a sentence nor an action."""

    code = "nothing-said"


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """The spoken texts of an item, in one language.

    Attributes:
        source: the tutorial as read from its folder, and its school.
        edition: the tutorial in that language, without steps.
        matcher: finds the private words that no voice may say.
        lines: the texts, at least one: ``SpokenText("step-3", "Toque Unirse.", memo=None)``. The closing may have two.
    """

    source: TutorialSource
    edition: Edition
    matcher: Matcher
    lines: tuple[SpokenText, ...]

    @property
    def lang(self) -> str:
        """The language, a BCP 47 tag."""
        return self.edition.lang

    @property
    def unrecorded(self) -> list[narrate.SayRequest]:
        """The lines that a synthetic voice has to say, since no person recorded them."""
        return [narrate.SayRequest(self.lang, line.text) for line in self.lines if line.memo is None]

    @property
    def lexicons(self) -> dict[str, dict[str, str]]:
        """How the school wants words to be said, by language: ``{"es": {"Zoom": "Sum"}}``."""
        return {lang: dict(entries) for lang, entries in self.source.school.lexicons}


def make_now(folder: Path, item: str, lang: str, cache: Cache) -> Sound | None:
    """The sound of an item that is there soonest: the final one if that takes no time, else that of the voice of drafts.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.
        cache: the cache of clips and sounds.

    Returns None if no voice for drafts speaks the language, so that there is only the final sound to wait for.
    Raises NotListedError for an unknown item, ProblemsError for a memo that can't be used, NoVoiceError, NothingSaidError, and
    AnnotatorError if no voice can say it.
    """
    with _naming_missing_voices():
        spoken_item = read_item(folder, item, lang, cache)
        final_voice = _choose_voice(spoken_item, cache)
        fault = _find_fault(spoken_item, final_voice, cache)
        if fault is None and _takes_no_time(spoken_item, final_voice, cache):
            return Sound(_make_sound(spoken_item, final_voice, cache), is_final=True)

        draft_voice = choose.choose_draft_voice(lang, choose.engines(cache))
        has_draft_voice = draft_voice != VoiceChoice(choose.AUTO)
        if has_draft_voice:
            problem = (fault.message, fault.remedy) if fault else None
            return Sound(_make_sound(spoken_item, draft_voice, cache), is_final=False, problem=problem)
        if fault:
            raise fault
        return None


def make_final(folder: Path, item: str, lang: str, cache: Cache, in_advance: bool = False) -> Sound:
    """The sound of an item as families will hear it. Raises what `make_now` does.

    ``in_advance``, before anybody presses Play, it is made on one processor, so that the others are free for the editor.
    """
    with _naming_missing_voices():
        spoken_item = read_item(folder, item, lang, cache)
        voice = _choose_voice(spoken_item, cache)
        return Sound(_make_sound(spoken_item, voice, cache, jobs=1 if in_advance else None), is_final=True)


def make_answer(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step as a voice message (Ogg) for one family, in the cache, in the voice that families will hear.

    Raises ProblemsError for a private sentence or a memo that can't be used, AnnotatorError if the sound is too long,
    MissingError if no voice is installed, NotListedError for an unknown step or language, and NothingSaidError.
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


def read_item(folder: Path, item: str, lang: str, cache: Cache) -> SpokenItem:
    """The spoken texts of an item.

    The scan of its picture may come from the cache, for a sentence that names a target. Raises NotListedError for an unknown
    item or language, and NothingSaidError.
    """
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError("The tutorial has no title in “{lang}”.", "Add the language first.", lang=lang)
    matcher = match_privacy(source.tutorial, source.school)
    edition = _build_edition(source, lang)
    lines = _find_lines(source, edition, item, matcher, cache)
    said = tuple(line for line in lines if line.memo or line.text.strip())
    if not said:
        raise NothingSaidError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    return SpokenItem(source, edition, matcher, said)


def _find_lines(
    source: TutorialSource, edition: Edition, item: str, matcher: Matcher, cache: Cache
) -> Sequence[SpokenText]:
    """The lines of an item, some perhaps empty. Raises NotListedError for an unknown item."""
    steps, lang = source.tutorial.steps, edition.lang
    if item == TITLE:
        return edition.texts[:1]
    if item == END:
        return _find_closing_lines(source, edition)
    if not item.isdecimal() or int(item) >= len(steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = steps[int(item)]
    scan = _scan_step(source, step, lang, matcher, cache)
    return [text for text in _build_edition(source, lang, [step], [scan]).texts if text.step is not None]


def _build_edition(
    source: TutorialSource, lang: str, steps: Sequence[Step] = (), scans: Sequence[StepScan] = ()
) -> Edition:
    """The tutorial in one language with only some of its steps; building one with all would scan every picture."""
    tutorial = replace(source.tutorial, steps=tuple(steps))
    return build_edition(replace(source, tutorial=tutorial), lang, scans, Attachments())


def _scan_step(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence annotator makes, with its target's name; for any other, an empty one."""
    lacks_target = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or lacks_target:
        return tutorial_scan.empty_scan(step, lang)
    return tutorial_scan.scan_alone(source, step, lang, matcher, cache)


def _find_closing_lines(source: TutorialSource, edition: Edition) -> list[SpokenText]:
    """The closing, and if the school has a phone, how to call or write to it."""
    texts = {text.key: text for text in edition.texts}
    closing = texts[END]
    if closing.memo is None and edition.book.is_native:
        # The edition has no steps, but the closing repeats them.
        closing = replace(closing, text=closing_text(source.tutorial, source.school, edition.book))
    return [closing, texts[PHONE]] if PHONE in texts else [closing]


def _choose_voice(spoken_item: SpokenItem, cache: Cache) -> VoiceChoice:
    """The voice that a build chooses: that of ``school.toml``, or the most natural one installed."""
    return narration.choose_voices([spoken_item.edition], cache)[spoken_item.lang]


def _find_fault(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache) -> AnnotatorError | None:
    """Why a voice can't say an item: it isn't installed, or has no sound for a word; None if it can."""
    voices = {spoken_item.lang: voice}
    faults = narrate.find_faults(spoken_item.unrecorded, voices, cache, matcher=spoken_item.matcher)
    return next((fault.error for fault in faults), None)


def _takes_no_time(spoken_item: SpokenItem, voice: VoiceChoice, cache: Cache) -> bool:
    """Whether nothing has to be spoken, or a voice that can say an item is fast, or has said it before."""
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
    utterances: list[Utterance] = []
    for line in spoken_item.lines:
        if line.memo is not None:
            clip = memo.memo_clip(source.folder / line.memo, cache, clean=source.school.memo_clean)
            utterances.append(Utterance(line.text, clip, memo=True))
        else:
            request, lexicons, matcher = narrate.SayRequest(lang, line.text), spoken_item.lexicons, spoken_item.matcher
            narrated = narrate.narrate([request], {lang: voice}, cache, lexicons=lexicons, matcher=matcher, jobs=jobs)
            utterances += narrated.spoken[0]
    return utterances


def _write_to_cache(clips: list[tuple[Clip, float]], cache: Cache, kind: str = KIND, suffix: str = SUFFIX) -> Path:
    """Join clips to one file in the cache; each comes with the seconds of silence after it."""
    name = key(kind, code_version.of(__name__), [(clip.digest, pause) for clip, pause in clips])
    return cache.get_or_make(kind, name, suffix, lambda path: say.write_sound(clips, path))
