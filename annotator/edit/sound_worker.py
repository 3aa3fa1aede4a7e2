"""The child process that speaks what the editor plays. The model of a natural voice is in here, and goes with it."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Any

from annotator.cache import Cache
from annotator.edit import step_sound
from annotator.edit.job_protocol import describe_error
from annotator.edit.sound_answers import Sound
from annotator.edit.worker_child import serve_parent
from annotator.errors import MissingError

NO_VOICE = "no-voice"


class Requests:
    """What the child can do, by the names of requests."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def answer(self, name: str, args: tuple[Any, ...]) -> tuple[str, object]:
        """The sound, or None where there is none to be had so; or the description of the error."""
        try:
            return "answer", self._make(name, *args)
        except Exception as error:  # noqa: BLE001 - the child lives on, and the server says what is wrong
            return "error", describe(error)

    def _make(self, name: str, folder: Path, item: str, lang: str) -> Sound | None:
        if name == "now":
            return step_sound.make_now(folder, item, lang, self._cache)
        return step_sound.make_final(folder, item, lang, self._cache, ahead=name == "ahead")


def describe(error: Exception) -> tuple[str, str, str, str]:
    """The code, message, remedy and detail of an error."""
    row = describe_error(error)
    code = NO_VOICE if isinstance(error, MissingError) else row["code"]
    detail = "".join(traceback.format_exception(error))
    return "refused" if code == "problems" else code, row["message"], row["remedy"], detail


def main() -> None:
    """Run as ``python -m annotator.edit.sound_worker CACHE_FOLDER``."""
    serve_parent(Requests(Cache(Path(sys.argv[1]))).answer)


if __name__ == "__main__":
    main()
