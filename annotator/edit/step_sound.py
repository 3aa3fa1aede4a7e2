"""The sound of one step, of the opening or of the closing: the memo as a build cleans it, else the voice of drafts."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import code_version, pace, script
from annotator.cache import Cache, default_root, key
from annotator.edit.job_protocol import ERROR, RESULT, Request
from annotator.edit.not_listed import NotListedError
from annotator.edit.tutorial_list import list_quietly
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError, MissingError, ProblemsError, ServiceError
from annotator.model import Clip, Progress, Step, TextTarget, Utterance, no_progress
from annotator.pack.tutorial_source import TutorialSource, read_source
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script.values import GAP
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.scan.step_view import StepScan

TITLE, END = "title", "end"
MEDIA_TYPE = "audio/mp4"
"""Of ``.m4a`` with AAC, which every browser plays."""
_SUFFIX = ".m4a"
_KIND = "editor-sound"
_MAX_KNOWN = 64
_made: dict[tuple[object, ...], Path] = {}
"""Sounds by what they were made of, the oldest first."""
_turns = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is said, and the file name of the memo that says it, or None."""

    text: str
    memo: str | None


def fetch_sound(folder: Path, item: str, lang: str) -> bytes:
    """The sound of one item as an ``.m4a``, made in a child process unless it is in the cache.

    Args:
        folder: the tutorial's folder.
        item: the index of a step, from 0, or ``title`` or ``end``.
        lang: one of the tutorial's languages.

    Raises NotListedError for an unknown item, ProblemsError for a memo that can't be used, MissingError without a
    voice, and AnnotatorError if there is nothing to say.
    """
    wanted = (folder, item, lang, _stamp(folder))
    known = _made.get(wanted)
    if known is not None:
        with contextlib.suppress(OSError):  # the cache was tidied up
            return known.read_bytes()
    with _turns:
        outcome = WorkerProcess(Request("sound", (str(folder),), languages=(lang,), item=item)).run(no_progress)
    if RESULT not in outcome:
        raise _read_error(outcome.get(ERROR) or {})
    path = Path(outcome[RESULT]["path"])
    while len(_made) >= _MAX_KNOWN:
        with contextlib.suppress(KeyError, StopIteration):  # another thread was faster
            del _made[next(iter(_made))]
    _made[wanted] = path
    return path.read_bytes()


def _stamp(folder: Path) -> tuple[object, ...]:
    """What changes with everything that may shape a sound: cheap, so that a sound that is heard again is there at once."""
    _, _, school_file = script.find_school(folder, choose.CHOICES)
    files = [*sorted(list_quietly(folder)), *([school_file] if school_file else [])]
    stamps: list[object] = []
    for path in files:
        with contextlib.suppress(OSError):
            state = path.stat()
            stamps.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(stamps)


def _read_error(row: Mapping[str, Any]) -> AnnotatorError:
    """The error that a child described."""
    kinds: Mapping[str, type[AnnotatorError]] = {
        "unknown": NotListedError,
        "missing": MissingError,
        "service": ServiceError,
    }
    message = row.get("message", "The sound could not be made.")
    return kinds.get(row.get("code", ""), AnnotatorError)(message, row.get("remedy", "Try again."))


def make(folder: Path, item: str, lang: str, progress: Progress = no_progress, cache: Cache | None = None) -> Path:
    """Make the sound of one item and return its path in the cache. Loads heavy libraries; see `fetch_sound`."""
    from annotator.voice import export

    cache = cache or Cache(default_root())
    source = read_source(folder, (lang,))
    if lang not in source.languages:
        raise NotListedError(f"The tutorial has no title in “{lang}”.", "Add the language first.")
    matcher = Matcher(collect_privacy(source.tutorial, source.school))
    lines = [line for line in _find_lines(source, item, lang, matcher, cache) if line.memo or line.text.strip()]
    if not lines:
        raise AnnotatorError("Nothing is said here yet.", "Write a sentence, or choose an action.")
    spoken = _speak(source, lines, lang, matcher, cache, progress)
    pauses = [pace.pause_after(said.text, said.clip.seconds) for said in spoken[:-1]]
    parts = [(said.clip, pause) for said, pause in zip(spoken, (*pauses, 0.0), strict=True)]
    name = _key(parts)

    def write(path: Path) -> None:
        export.write_sound(parts, path)

    return cache.get_or_make(_KIND, name, _SUFFIX, write)


def forget_recording(path: Path, cache: Cache | None = None) -> None:
    """Remove from the cache what was made of a recording to hear it in the editor, and its finished clips."""
    from annotator.voice import memo

    cache = cache or Cache(default_root())
    for clip in memo.forget_clips(path, cache):
        cache.remove(_KIND, _key([(clip, 0.0)]), _SUFFIX)


def _key(parts: Sequence[tuple[Clip, float]]) -> str:
    return key(_KIND, code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])


def _find_lines(source: TutorialSource, item: str, lang: str, matcher: Matcher, cache: Cache) -> Sequence[_Line]:
    """What is said for an item, exactly as in a build."""
    tutorial = source.tutorial
    if item == TITLE:
        opening = _edition(replace(source, tutorial=replace(tutorial, steps=())), lang, []).texts[0]
        return (_Line(opening.text, opening.memo),)
    if item == END:
        return _find_closing(source, lang)
    if not item.isdecimal() or int(item) >= len(tutorial.steps):
        raise NotListedError("There is no such step any more.", "Look at the list of steps.")
    step = tutorial.steps[int(item)]
    alone = replace(source, tutorial=replace(tutorial, steps=(step,)))
    found = _edition(alone, lang, [_scan(source, step, lang, matcher, cache)]).steps[0]
    return (_Line(found.text, step.memo(lang)),)


def _scan(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of a step whose sentence names what was found; for any other, an empty one, which costs nothing."""
    from annotator.pack import memo_texts

    waits = step.action is not None and step.action.target == TextTarget((GAP,))
    if step.said(lang) or step.memo(lang) or waits:
        return memo_texts.empty_scan(step, lang)
    return memo_texts.scan_alone(source, step, lang, matcher, cache)


def _edition(source: TutorialSource, lang: str, scans: Sequence[StepScan]) -> Edition:
    from annotator.pack.attachments import Attachments
    from annotator.pack.edition_builder import build_edition

    return build_edition(source, lang, scans, Attachments())


def _find_closing(source: TutorialSource, lang: str) -> Sequence[_Line]:
    from annotator.pack.edition import END as CLOSING
    from annotator.pack.edition import PHONE
    from annotator.pack.edition_builder import closing_text

    bare = _edition(replace(source, tutorial=replace(source.tutorial, steps=())), lang, [])
    texts = {text.key: text for text in bare.texts}
    closing = texts[CLOSING]
    if closing.memo is None and bare.book.is_native:
        done = any(
            step.action is not None and step.action.kind == "done"
            for step in source.tutorial.steps
            if not step.is_aside
        )
        closing = replace(closing, text=closing_text(source.school, bare.book, done=done))
    phone = texts.get(PHONE)
    return [_Line(text.text, text.memo) for text in (closing, phone) if text is not None]


def _speak(
    source: TutorialSource, lines: Sequence[_Line], lang: str, matcher: Matcher, cache: Cache, progress: Progress
) -> list[Utterance]:
    from annotator.voice import memo, narrate

    spoken: list[Utterance] = []
    for line in lines:
        if line.memo is not None:
            path = _inside(source.folder, line.memo)
            spoken.append(Utterance(line.text, memo.memo_clip(path, cache, clean=source.school.memo_clean), memo=True))
            continue
        voice = choose.choose_draft_voice(lang, choose.engines(cache))
        lexicons = {name: dict(entries) for name, entries in source.school.lexicons}
        requests = [narrate.SayRequest(lang, line.text)]
        spoken += narrate.narrate(
            requests, {lang: voice}, cache, lexicons=lexicons, matcher=matcher, progress=progress
        ).spoken[0]
    return spoken


def _inside(folder: Path, name: str) -> Path:
    """The path of a memo. Raises ProblemsError for a link that leads out of the tutorial's folder."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        from annotator.model import Problem

        message = f"{name} is a link that leads out of the tutorial's folder."
        raise ProblemsError([Problem(script.SCRIPT, 0, message, "Copy the recording itself into the folder.")])
    return path
