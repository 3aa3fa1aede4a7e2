"""The work of a district that any process can do: make one pack, or what several packs share."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace
from typing import Literal

from annotator import system_errors
from annotator.cache import Cache
from annotator.district.plan import PackTask, Settings, SharedTask
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Progress, no_progress
from annotator.pack import build
from annotator.pack.planned_build import BuildResult

_QUOTED = re.compile(r"“[^”]*”")

Status = Literal["made", "unchanged", "failed"]


@dataclass(frozen=True)
class PackReport:
    """What came of a pack.

    Attributes:
        status: what was done.
        bytes: the size of its files; 0 if it failed.
        message: what is wrong and what to do, for the screen of whoever runs the command; empty unless it failed.
        record: the same for a file, without what might be private.
        code: the exit code of the error, or 0.
        warnings: what its build warns of, private words masked.
    """

    status: Status
    bytes: int = 0
    message: str = ""
    record: str = ""
    code: int = 0
    warnings: tuple[str, ...] = ()


def make_pack(task: PackTask, settings: Settings, cache: Cache, progress: Progress = no_progress) -> PackReport:
    """Make a pack, or leave it where nothing has changed; errors are reported, not raised."""
    try:
        built = build.build(
            task.tutorial, settings.options(task.school), progress, cache, settings.tutorials, task.school.given
        )
    except Exception as error:  # noqa: BLE001 - one pack must not stop the others
        return report_failure(error)
    return report_made(built)


def make_shared(task: SharedTask, settings: Settings, cache: Cache, progress: Progress = no_progress) -> None:
    """Fill the cache with what the packs of a tutorial in one language share.

    A failure is none here: the packs meet it again, and report it.
    """
    options = replace(settings.options(task.school), languages=(task.lang,))
    with contextlib.suppress(AnnotatorError):
        build.fill_cache(task.tutorial, options, cache, task.school.given, progress)


def report_made(built: BuildResult) -> PackReport:
    """The report of a pack that is there."""
    size = sum(file["bytes"] for file in built.manifest["files"])
    return PackReport("unchanged" if built.unchanged else "made", size, warnings=tuple(built.manifest["warnings"]))


def report_failure(error: Exception) -> PackReport:
    """The report of a pack that failed with ``error``."""
    if isinstance(error, ProblemsError):
        found = [problem for problem in error.problems if problem.level == "problem"] or list(error.problems)
        places = ", ".join(dict.fromkeys(f"{problem.file}:{problem.line}" for problem in found))
        # Their messages may quote what is on a screen.
        record = f"It has problems ({places}); annotator check shows them."
        return PackReport("failed", message="\n".join(map(str, found)), record=record, code=error.exit_code)
    known = error if isinstance(error, AnnotatorError) else system_errors.explain(error)
    if known is not None:
        # What is quoted may be a sentence with somebody's name.
        record = _QUOTED.sub("“…”", str(known))
        return PackReport("failed", message=str(known), record=record, code=known.exit_code)
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    message = f"Something went wrong inside annotator: {reason}."
    return PackReport("failed", message=message, record=f"{type(error).__name__}", code=AnnotatorError.exit_code)
