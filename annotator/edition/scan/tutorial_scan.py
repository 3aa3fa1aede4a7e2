"""Scan every picture of a tutorial once, since reading its texts takes a second and languages share pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.edition.scan import scan_problems
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import StepScan, StepView, select_view
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import Problem, Progress, Screen, Step, no_progress
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher


@dataclass
class TutorialScan:
    """The scans of all pictures of a tutorial.

    If only 03.png has an English version (03.en.png), the third step has two scans and the others one:
    ``find(2, "en").file`` is "03.en.png", ``find(2, "es").file`` "03.png".

    Attributes:
        source: the tutorial as read.
        matcher: the matcher of its private words.
        scanner: the scanner of its pictures, which holds their files.
        problems: all problems with its pictures, without repetitions.
    """

    source: TutorialSource
    matcher: Matcher
    scanner: Scanner
    problems: list[Problem] = field(default_factory=list)
    _scans: dict[tuple[int, StepView], StepScan] = field(default_factory=dict)

    def find(self, index: int, lang: str) -> StepScan | None:
        """The scan of the step with this index (from 0) in ``lang``; None if its picture can't be opened."""
        return self._scans.get((index, select_view(self.source.tutorial.steps[index], lang)))

    def steps(self, lang: str) -> tuple[StepScan, ...]:
        """The scan of every step in ``lang``; an empty one for a picture that can't be opened."""
        return tuple(
            self.find(index, lang) or _make_empty_scan(step, select_view(step, lang), self.matcher)
            for index, step in enumerate(self.source.tutorial.steps)
        )

    def screens(self) -> dict[int, list[StepScan]]:
        """The scans of each step, by its index, in all languages whose picture could be opened."""
        return {
            index: [scan for lang in self.source.languages if (scan := self.find(index, lang))]
            for index in range(len(self.source.tutorial.steps))
        }

    def add(self, view: StepView, only: int | None = None) -> None:
        """Scan one picture for all steps that show it, or for the ``only`` one with this index."""
        for index, step in _steps_with(self.source, view):
            if only in (None, index):
                result = self.scanner.scan(step, view)
                # A picture that can't be used is one problem, however many steps show it.
                self.problems += [problem for problem in result.problems if problem not in self.problems]
                if result.scan is not None:
                    self._scans[index, view] = result.scan


def scan_tutorial(
    source: TutorialSource, matcher: Matcher, cache: Cache, progress: Progress = no_progress
) -> TutorialScan:
    """Scan all pictures of a tutorial that exist. ``progress`` counts them."""
    result = TutorialScan(source, matcher, Scanner(source.folder, source.tutorial, matcher, cache))
    views = list_views(source)
    progress("pictures", 0, len(views))
    for done, view in enumerate(views, start=1):
        result.add(view)
        progress("pictures", done, len(views))
    return result


def list_views(source: TutorialSource) -> Sequence[StepView]:
    """The pictures and recordings to scan, by name. Missing files are left out: the script's reader reports them."""
    files = script_layer.list_files(source.folder)
    shown = {select_view(step, lang) for step in source.tutorial.steps for lang in source.languages or ("",)}
    suffixes = script_layer.PICTURES | script_layer.RECORDINGS
    existing = (view for view in shown if view.name in files and script_layer.suffix(view.name) in suffixes)
    return sorted(existing, key=lambda view: (view.name.casefold(), view))


def _steps_with(source: TutorialSource, view: StepView) -> Iterator[tuple[int, Step]]:
    """The steps that show ``view`` in any language, with their indexes."""
    for index, step in enumerate(source.tutorial.steps):
        if any(select_view(step, lang) == view for lang in source.languages or ("",)):
            yield index, step


def _make_empty_scan(step: Step, view: StepView, matcher: Matcher) -> StepScan:
    target_name = scan_problems.choose_public_name(visible_wording(step.action, None), matcher.for_step(step))
    return StepScan(Screen(""), view.name, None, (), target_name)
