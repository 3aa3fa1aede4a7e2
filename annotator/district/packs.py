"""The packs of a district: which are to be made, what is wrong with them, and what comes of each that is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator import errors
from annotator.cache import Cache
from annotator.district.schools import DistrictSchool
from annotator.errors import AnnotatorError, ProblemsError
from annotator.messages import join
from annotator.model import Progress, no_progress
from annotator.pack import build
from annotator.pack.options import Options
from annotator.pack.report import BuildResult
from annotator.script import find_school
from annotator.voice import choose

Status = Literal["made", "unchanged", "failed", "waiting"]


@dataclass(frozen=True, eq=False)
class PackTask:
    """A pack to make: a tutorial for a school."""

    tutorial: Path
    school: DistrictSchool

    @property
    def name(self) -> str:
        """A name for people, without anybody's own name: ``los-robles/join-class-on-zoom``."""
        return f"{self.school.slug}/{self.tutorial.resolve().name}"


@dataclass(frozen=True)
class PackReport:
    """What came of a pack.

    Attributes:
        status: what was done; ``waiting``: nothing yet.
        bytes: the size of its files; 0 if it failed.
        message: what is wrong and what to do, for the screen of whoever runs the command; empty unless it failed.
        code: the exit code of the error, or 0.
        warnings: what its build warns of, or will, private words masked.
    """

    status: Status
    bytes: int = 0
    message: str = ""
    code: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What holds for all packs of a district.

    Attributes:
        output: receives a folder for each school.
        tutorials: the folders of all tutorials.
        voice: an engine or engine:voice, as for ``--voice``; None: that of ``school.toml``, else ``auto``.
    """

    output: Path
    tutorials: tuple[Path, ...]
    voice: str | None = None

    def options(self, school: DistrictSchool) -> Options:
        """The options for building the packs of a school."""
        # One core for each pack: several packs are made at once.
        return Options(output=self.output / school.slug, voice=self.voice, jobs=1)

    def place(self, task: PackTask) -> Path:
        """The folder of a pack."""
        return build.place_of(task.tutorial, self.options(task.school))


@dataclass(frozen=True)
class Plan:
    """The packs of a district.

    Attributes:
        make: those to make, tutorial by tutorial.
        reports: what is known of the others: they are up to date, or can't be made, since their place is taken.
    """

    make: tuple[PackTask, ...]
    reports: Mapping[PackTask, PackReport]


def make_plan(
    schools: Sequence[DistrictSchool],
    settings: Settings,
    cache: Cache,
    progress: Progress = no_progress,
) -> Plan:
    """Find out which packs are to be made. Nothing is made, and no picture is opened.

    ``progress`` is called with the name of a pack, the number of packs looked at, and their total.
    """
    make: list[PackTask] = []
    reports: dict[PackTask, PackReport] = {}
    tasks = [task for tutorial in settings.tutorials for task in _list_tasks(tutorial, schools)]
    for number, task in enumerate(tasks):
        progress(task.name, number, len(tasks))
        try:
            found = build.find_unchanged(
                task.tutorial, settings.options(task.school), cache, settings.tutorials, task.school.given
            )
        except AnnotatorError as error:
            reports[task] = report_failure(error)
            continue
        if found is None:
            make.append(task)
        else:
            reports[task] = report_made(found)
    return Plan(tuple(make), reports)


def _list_tasks(tutorial: Path, schools: Sequence[DistrictSchool]) -> Iterator[PackTask]:
    """A tutorial for each school. The names on the list of its own ``school.toml`` are covered for every school.

    They are those of the people on its screenshots; nothing else of that file is used.
    """
    around, problems, _ = find_school(tutorial, choose.CHOICES)
    for school in schools:
        names = tuple(dict.fromkeys((*school.given.school.names, *around.names)))
        found = (*school.given.problems, *(each for each in problems if each.level == "problem"))
        given = replace(school.given, school=replace(school.given.school, names=names), problems=found)
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
    known = errors.tell(error)
    message = known.sentences
    if isinstance(known, ProblemsError):
        found = [problem for problem in known.problems if problem.level == "problem"] or list(known.problems)
        message = join(*(problem.line_of_text for problem in found), between="\n  ")
    return PackReport("failed", message=message, code=known.exit_code)
