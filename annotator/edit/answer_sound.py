"""The sound of an answer, as a voice message: that of one step alone, in the voice that families will hear.

Loads heavy libraries: `make` is called in a child, by `fetch`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator import code_version
from annotator.cache import Cache, key
from annotator.commands import answer_problems, answer_sound
from annotator.edit.item_lines import read_item
from annotator.edit.job_protocol import ERROR, RESULT, Request
from annotator.edit.step_sound import choose_voice, speak
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError, MissingError, OutputError, ServiceError
from annotator.model import Tutorial, no_progress

KIND = "editor-answer"
"""The sounds' kind in the cache."""
SUFFIX = ".ogg"
_KINDS: Mapping[str, type[AnnotatorError]] = {
    "missing": MissingError,
    "service": ServiceError,
    "not-writable": OutputError,
    "disk-full": OutputError,
}


def fetch(folder: Path, index: int, lang: str) -> Path:
    """The sound of a step, made in a child. Raises AnnotatorError."""
    outcome = WorkerProcess(Request("answer", (str(folder),), languages=(lang,), item=str(index))).run(no_progress)
    if RESULT in outcome:
        return Path(outcome[RESULT]["path"])
    row = outcome.get(ERROR) or {}
    error = _KINDS.get(row.get("code", ""), AnnotatorError)
    raise error(row.get("message", "The sound could not be made."), row.get("remedy", "Try again."))


def make(folder: Path, index: int, lang: str, cache: Cache) -> Path:
    """The sound of a step, in the cache. Raises ProblemsError for a private sentence, and AnnotatorError if it is too long."""
    from annotator.voice import export

    wanted = read_item(folder, str(index), lang, cache)
    step = wanted.source.tutorial.steps[index]
    answer_problems.refuse_private_texts("", Tutorial((), (step,)), wanted.matcher.for_step(step))
    parts = answer_sound.join(speak(wanted, choose_voice(wanted, cache), cache))
    name = key(KIND, code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])

    def write(path: Path) -> None:
        export.write_sound(parts, path)

    return cache.get_or_make(KIND, name, SUFFIX, write)
