"""Plan the packs of a district: which are to be made, and what is worth making first, since many schools share it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, key
from annotator.district.schools import DistrictSchool
from annotator.errors import AnnotatorError, ProblemsError
from annotator.pack import build, privacy_checks, tutorial_source
from annotator.pack.options import Options
from annotator.privacy.matcher import Matcher, collect_privacy


@dataclass(frozen=True, eq=False)
class PackTask:
    """A pack to make: a tutorial for a school."""

    tutorial: Path
    school: DistrictSchool

    @property
    def name(self) -> str:
        """A name for people, without anybody's own name: ``los-robles/join-class-on-zoom``."""
        return f"{self.school.slug}/{self.tutorial.resolve().name}"


@dataclass(frozen=True, eq=False)
class SharedTask:
    """What the packs of one tutorial in one language share: its pictures read, its voice spoken, its steps encoded.

    ``school`` is one of those that share it.
    """

    tutorial: Path
    lang: str
    school: DistrictSchool

    @property
    def name(self) -> str:
        """A name for people: ``join-class-on-zoom (es)``."""
        return f"{self.tutorial.resolve().name} ({self.lang})"


@dataclass(frozen=True)
class Unchanged:
    """A pack that is up to date.

    Attributes:
        bytes: the size of its files.
        warnings: the warnings that its build gave, private words masked.
    """

    bytes: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What holds for all packs of a district.

    Attributes:
        output: receives a folder for each school.
        tutorials: the folders of all tutorials.
        voice: an engine or engine:voice, as for ``--voice``; None: that of ``school.toml``, else ``auto``.
        budget: the maximum size of each whole video, in bytes; None: no maximum.
    """

    output: Path
    tutorials: tuple[Path, ...]
    voice: str | None = None
    budget: int | None = None

    def options(self, school: DistrictSchool) -> Options:
        """The options for building the packs of a school."""
        # One core for each pack: several packs are made at once.
        return Options(output=self.output / school.slug, voice=self.voice, budget=self.budget, jobs=1)

    def place(self, task: PackTask) -> Path:
        """The folder of a pack."""
        return build.place_of(task.tutorial, self.options(task.school))


@dataclass(frozen=True)
class Plan:
    """The packs of a district.

    Attributes:
        unchanged: those that are up to date, each with its size in bytes.
        make: those to make, tutorial by tutorial.
        shared: what is worth making before those, each with the packs that share it: two or more.
        failed: those that can't be made, since their place is taken, each with the error.
    """

    unchanged: Mapping[PackTask, Unchanged]
    make: tuple[PackTask, ...]
    shared: Mapping[SharedTask, tuple[PackTask, ...]]
    failed: Mapping[PackTask, AnnotatorError]


def make_plan(
    schools: Sequence[DistrictSchool],
    settings: Settings,
    cache: Cache,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Plan:
    """Find out which packs are to be made. Nothing is made, and no picture is opened.

    ``progress`` is called with the name of a pack, the number of packs looked at, and their total.
    """
    unchanged: dict[PackTask, Unchanged] = {}
    make: list[PackTask] = []
    failed: dict[PackTask, AnnotatorError] = {}
    tasks = [PackTask(tutorial, school) for tutorial in settings.tutorials for school in schools]
    for number, task in enumerate(tasks):
        progress(task.name, number, len(tasks))
        try:
            found = build.find_unchanged(
                task.tutorial, settings.options(task.school), cache, settings.tutorials, task.school.given
            )
        except AnnotatorError as error:
            failed[task] = error
            continue
        if found is None:
            make.append(task)
        else:
            size = sum(file["bytes"] for file in found.manifest["files"])
            unchanged[task] = Unchanged(size, tuple(found.manifest["warnings"]))
    return Plan(unchanged, tuple(make), _find_shared(make), failed)


@dataclass(frozen=True)
class Foresight:
    """What is wrong with packs to make, as far as texts say: an error of those that will fail, warnings of the others."""

    faults: Mapping[PackTask, ProblemsError]
    warnings: Mapping[PackTask, tuple[str, ...]]


def foresee(tasks: Iterable[PackTask]) -> Foresight:
    """Read the scripts and consents of packs, private words masked; no picture is opened, and no voice is asked."""
    faults: dict[PackTask, ProblemsError] = {}
    warnings: dict[PackTask, tuple[str, ...]] = {}
    for task in tasks:
        try:
            source = tutorial_source.read_source(task.tutorial, given=task.school.given)
        except ProblemsError as error:
            faults[task] = error
            continue
        matcher = Matcher(collect_privacy(source.tutorial, source.school))
        problems = [privacy_checks.mask_problem(problem, matcher) for problem in source.problems]
        if source.has_problems:
            faults[task] = ProblemsError(problems)
        else:
            warnings[task] = tuple(map(str, problems))
    return Foresight(faults, warnings)


def _find_shared(tasks: Sequence[PackTask]) -> dict[SharedTask, tuple[PackTask, ...]]:
    """What several of the packs share: a tutorial in one language, with the same colours and pointer.

    Packs with other colours share what is read and spoken, too: the first task of a tutorial and language has them all.
    All tutorials come in their first language, then in their second, since languages of one tutorial read the same
    pictures; further colours come last.
    """
    groups: dict[tuple[Path, str], dict[str, list[PackTask]]] = defaultdict(lambda: defaultdict(list))
    languages = _Languages()
    for task in tasks:
        school = task.school.given.school
        look = key(school.colors, school.pointer)
        for lang in languages.of(task):
            groups[task.tutorial, look][lang].append(task)
    looks: dict[tuple[Path, str], list[tuple[int, list[PackTask]]]] = defaultdict(list)
    for (tutorial, _), by_lang in groups.items():
        for turn, (lang, packs) in enumerate(by_lang.items()):
            looks[tutorial, lang].append((turn, packs))
    found: list[tuple[bool, int, SharedTask, tuple[PackTask, ...]]] = []
    for (tutorial, lang), by_look in looks.items():
        by_look.sort(key=lambda look: len(look[1]), reverse=True)
        for number, (turn, packs) in enumerate(by_look):
            sharing = packs if number else [pack for _, others in by_look for pack in others]
            if len(sharing) > 1:
                found.append((number > 0, turn, SharedTask(tutorial, lang, packs[0].school), tuple(sharing)))
    return {task: packs for *_, task, packs in sorted(found, key=lambda item: item[:2])}


class _Languages:
    """The languages of packs, each tutorial read once for all schools that ask for the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, tuple[str, ...]], tuple[str, ...]] = {}

    def of(self, task: PackTask) -> tuple[str, ...]:
        """The languages of a pack; none if its script has problems, which its build reports."""
        wanted = (task.tutorial, task.school.given.school.languages)
        if wanted not in self._known:
            self._known[wanted] = self._read(task)
        return self._known[wanted]

    def _read(self, task: PackTask) -> tuple[str, ...]:
        try:
            source = tutorial_source.read_source(task.tutorial, given=task.school.given)
        except ProblemsError:
            return ()
        return () if source.has_problems else source.languages
