"""The sound of an answer, as a voice message: that of one step alone, in the voice that families will hear.

Loads heavy libraries: `make` is called in the children of `AnswerSounds`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from annotator.cache import Cache
from annotator.commands import answer_parts
from annotator.edit.item_lines import read_item
from annotator.edit.job_protocol import ERROR, RESULT, Request
from annotator.edit.picture_answers import StalePreviewError
from annotator.edit.step_sound import choose_voice, export_clips, speak
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError
from annotator.model import no_progress
from annotator.script import SCHOOL

KIND = "editor-answer"
"""The sounds' kind in the cache."""
SUFFIX = ".ogg"


class AnswerSounds:
    """The sounds of answers that were made for the pages that are open. Thread-safe."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._made: dict[tuple[object, ...], Path] = {}

    def fetch(self, folder: Path, index: int, lang: str, revision: int, is_stale: Callable[[], bool]) -> Path:
        """The sound of a step, made in a child unless it is there.

        ``is_stale`` says whether the answer was changed since; then nothing is made. Raises StalePreviewError, and
        AnnotatorError if it can't be made.
        """
        with self._turn:
            wanted = folder, index, lang, revision, _stamp(folder / SCHOOL)
            known = self._made.get(wanted)
            if known is not None and known.is_file():  # the cache may have been tidied up
                return known
            if is_stale():
                raise StalePreviewError
            self._made[wanted] = _make_in_child(folder, index, lang)
            return self._made[wanted]


def _make_in_child(folder: Path, index: int, lang: str) -> Path:
    outcome = WorkerProcess(Request("answer", (str(folder),), languages=(lang,), item=str(index))).run(no_progress)
    if RESULT in outcome:
        return Path(outcome[RESULT]["path"])
    row = outcome.get(ERROR) or {}
    raise AnnotatorError(row.get("message", "The sound could not be made."), row.get("remedy", "Try again."))


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def make(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step, in the cache. Raises ProblemsError for a private sentence, and AnnotatorError if it is too long."""
    wanted = read_item(folder, str(index), lang, cache)
    step = wanted.source.tutorial.steps[index]
    answer_parts.refuse_private_texts("", step.narration, wanted.matcher.for_step(step))
    parts = answer_parts.join_clips(speak(wanted, choose_voice(wanted, cache), cache))
    return export_clips(parts, KIND, SUFFIX, cache)
