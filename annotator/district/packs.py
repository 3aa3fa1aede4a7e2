"""Plan the packs of a district so that only outdated ones are made, and make one of them.

Forty schools and three tutorials are 120 packs, which share nearly everything: the texts of the pictures and the spoken
sentences are in the cache after the first school. So a school that has a new language of a tutorial is made first, then the
others (`divide`).
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator import errors
from annotator.cache import Cache
from annotator.district.schools import DistrictSchool
from annotator.errors import AnnotatorError, ProblemsError
from annotator.messages import join
from annotator.model import Progress, no_progress, without_warnings
from annotator.pack import build
from annotator.pack.catalogue import Options
from annotator.pack.report import BuildResult
from annotator.script import find_school
from annotator.voice import choose

Status = Literal["made", "unchanged", "failed", "waiting"]
_MAX_JOBS = 4
"""Default maximum of jobs: one that reads pictures and speaks with the natural voice takes up to 1.25 GB."""


@dataclass(frozen=True, eq=False)
class PackTask:
    """A pack to make, of a tutorial for a school: ``PackTask(Path("tutorials/join-class-on-zoom"), los_robles)``."""

    tutorial: Path
    school: DistrictSchool

    @property
    def name(self) -> str:
        """A name for people, without anybody's own name: ``los-robles/join-class-on-zoom``."""
        return f"{self.school.slug}/{self.tutorial.resolve().name}"


@dataclass(frozen=True)
class PackReport:
    """The result of a pack: ``PackReport("made", 4_210_331)``.

    Attributes:
        status: ``made``, ``unchanged``, ``failed``, or ``waiting`` if nothing was done yet.
        bytes: the size of its files; 0 unless it was made or is unchanged.
        message: the error and its remedy, for the screen of whoever runs the command; empty unless it failed.
        code: the exit code of the error, or 0.
        warnings: the warnings of its build, with private words masked.
    """

    status: Status
    bytes: int = 0
    message: str = ""
    code: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The settings of all packs of a district.

    Attributes:
        output: the folder that receives a folder for each school.
        tutorials: the folders of all tutorials.
        voice: an engine or engine:voice, as for ``--voice``; None: that of ``school.toml``, else ``auto``.
        kinds: the kinds of product to make, as for ``--only``; empty: the usual ones of each school.
    """

    output: Path
    tutorials: tuple[Path, ...]
    voice: str | None = None
    kinds: Sequence[str] = ()

    def options(self, school: DistrictSchool) -> Options:
        """The options for building the packs of a school."""
        # One core for each pack: several packs are made at once.
        return Options(output=self.output / school.slug, kinds=self.kinds, voice=self.voice, jobs=1)

    def pack_folder(self, task: PackTask) -> Path:
        """The folder of a pack."""
        return build.pack_path(task.tutorial, self.options(task.school))


@dataclass(frozen=True)
class Plan:
    """The packs of a district.

    Attributes:
        make: the packs to make, tutorial by tutorial.
        reports: the reports of all others, which are up to date, or can't be made: their place is taken, for instance.
    """

    make: tuple[PackTask, ...]
    reports: Mapping[PackTask, PackReport]


def make_plan(
    schools: Sequence[DistrictSchool], settings: Settings, cache: Cache, progress: Progress = no_progress
) -> Plan:
    """Find out which packs are to be made. Nothing is made, and no picture is decoded.

    ``progress`` is called with the name of a pack, the number of packs looked at, and their total.
    """
    make: list[PackTask] = []
    reports: dict[PackTask, PackReport] = {}
    tasks = [task for tutorial in settings.tutorials for task in _list_tasks(tutorial, schools)]
    for index, task in enumerate(tasks):
        progress(task.name, index, len(tasks))
        try:
            unchanged = build.find_unchanged(
                task.tutorial, settings.options(task.school), cache, settings.tutorials, task.school.given
            )
        except AnnotatorError as error:
            reports[task] = report_failure(error)
            continue
        if unchanged is None:
            make.append(task)
        else:
            reports[task] = report_made(unchanged)
    return Plan(tuple(make), reports)


def _list_tasks(tutorial: Path, schools: Sequence[DistrictSchool]) -> Iterator[PackTask]:
    """A tutorial for each school. The names on the list of its own ``school.toml`` are covered for every school.

    They are those of the people on its screenshots. Of that file, only they and its problems count.
    """
    tutorial_school, problems, _ = find_school(tutorial, choose.CHOICES)
    for school in schools:
        names = tuple(dict.fromkeys((*school.given.school.names, *tutorial_school.names)))
        all_problems = (*school.given.problems, *without_warnings(problems))
        given = replace(school.given, school=replace(school.given.school, names=names), problems=all_problems)
        yield PackTask(tutorial, replace(school, given=given))


def make_pack(task: PackTask, settings: Settings, cache: Cache) -> PackReport:
    """Make a pack, or leave it where nothing has changed; errors are reported, not raised."""
    try:
        built = build.build(
            task.tutorial,
            settings.options(task.school),
            cache=cache,
            other_folders=settings.tutorials,
            given=task.school.given,
        )
    except Exception as error:  # noqa: BLE001 - one pack must not stop the others
        return report_failure(error)
    return report_made(built)


def report_made(built: BuildResult) -> PackReport:
    """The report of a pack that is there."""
    size = sum(file["bytes"] for file in built.manifest["files"])
    return PackReport("unchanged" if built.unchanged else "made", size, warnings=tuple(built.manifest["warnings"]))


def report_failure(error: Exception) -> PackReport:
    """The report of a pack that failed with ``error``."""
    explained = errors.as_annotator_error(error)
    message = explained.sentences
    if isinstance(explained, ProblemsError):
        problems = without_warnings(explained.problems) or explained.problems
        message = join(*(problem.line_of_text for problem in problems), between="\n  ")
    return PackReport("failed", message=message, code=explained.exit_code)


def divide(tasks: Iterable[PackTask]) -> tuple[list[PackTask], list[PackTask]]:
    """The packs with a language of a tutorial that none before has; and the others, which find texts and speech in the cache."""
    covered: set[tuple[Path, str]] = set()
    first: list[PackTask] = []
    others: list[PackTask] = []
    for task in tasks:
        languages = {(task.tutorial, lang) for lang in task.school.given.school.languages or ("",)}
        if languages <= covered:
            others.append(task)
        else:
            first.append(task)
        covered |= languages
    return first, others


def choose_jobs(wanted: int | None, packs: int) -> int:
    """The packs to make at once: as many as ``wanted``, else one for each core, up to four; at most ``packs``, at least one."""
    return max(1, min(wanted or min(os.cpu_count() or 1, _MAX_JOBS), packs))
