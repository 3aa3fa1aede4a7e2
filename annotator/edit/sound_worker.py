"""The child process that speaks what the editor plays. The model of a natural voice is in here, and goes with it."""

from __future__ import annotations

import sys
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

    def answer(self, name: str, folder: Path, item: str, lang: str) -> Sound | None:
        """The sound, or None where there is none to be had so."""
        if name == "now":
            return step_sound.make_now(folder, item, lang, self._cache)
        return step_sound.make_final(folder, item, lang, self._cache, ahead=name == "ahead")


def describe(error: Exception) -> dict[str, Any]:
    """The code, message and remedy of an error."""
    row = describe_error(error)
    row["code"] = NO_VOICE if isinstance(error, MissingError) else row["code"]
    return row | {"code": "refused"} if row.pop("problems", None) else row


def main() -> None:
    """Run as ``python -m annotator.edit.sound_worker CACHE_FOLDER``."""
    serve_parent(Requests(Cache(Path(sys.argv[1]))).answer, describe)


if __name__ == "__main__":
    main()
