"""Scans all pictures of a tutorial, each of them once, or takes their scans from the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator import model
from annotator import script as script_layer
from annotator.cache import Cache, code_version, digest, key
from annotator.cache.keys import plain, restored
from annotator.errors import ProblemsError
from annotator.model import IconTarget, Problem, Query, Screen, Step, Tutorial
from annotator.pack.scan import cover_decisions
from annotator.pack.scan.picture_analysis import PictureFindings
from annotator.pack.scan.scanner import Scanner
from annotator.pack.scan.step_view import StepScan, StepView, select_view
from annotator.pack.tutorial_source import TutorialSource
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher

_KIND = "look"
"""The cache's folder for findings."""


class ScanCache:
    """What is on pictures, cached by everything that it depends on: the picture, targets, icons, device, and the code."""

    def __init__(
        self, folder: Path, icon: Callable[[str], Path | None], cache: Cache, device: str | None = None
    ) -> None:
        self._folder = folder
        self._icon = icon
        self._cache = cache
        self._device = device
        self._digests: dict[str, str] = {}

    def load(self, queries: Sequence[Query], view: StepView) -> PictureFindings | None:
        """What is on the picture of ``view``, with the answers to ``queries``; None if it isn't cached or can't be read."""
        try:
            picture = self._digest(self._folder / view.name)
        except OSError:  # reported when the picture is opened
            return None
        return self._cache.get_parsed(_KIND, self._key(queries, view, picture), _parse_findings)

    def save(self, queries: Sequence[Query], view: StepView, findings: PictureFindings) -> None:
        """Save what is on the picture of ``view``."""
        picture = self._digest(self._folder / view.name)
        self._cache.put_json(_KIND, self._key(queries, view, picture), plain(findings))

    def _key(self, queries: Sequence[Query], view: StepView, picture: str) -> str:
        targets = [query.target for query in queries]
        icons = [
            self._digest(path)
            for target in targets
            if isinstance(target, IconTarget) and (path := self._icon(target.file)) is not None
        ]
        part = (view.begin, view.end)
        return key(code_version.of(__name__), picture, part, list(queries), icons, self._device)

    def _digest(self, path: Path) -> str:
        if str(path) not in self._digests:
            self._digests[str(path)] = digest(path.read_bytes())
        return self._digests[str(path)]


_CLASSES = {**vars(model), PictureFindings.__name__: PictureFindings}


def _parse_findings(value: Any) -> PictureFindings:
    findings = restored(value, _CLASSES)
    if not isinstance(findings, PictureFindings):
        raise TypeError("not what is on a picture")
    return findings


@dataclass
class TutorialScan:
    """The scans of all pictures of a tutorial.

    Attributes:
        source: the tutorial as read.
        matcher: finds its private words.
        scanner: has the files of its pictures and recordings.
        problems: all problems with its pictures.
    """

    source: TutorialSource
    matcher: Matcher
    scanner: Scanner
    problems: list[Problem] = field(default_factory=list)
    _scans: dict[tuple[int, StepView], StepScan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        scanner = self.scanner
        self._cache = ScanCache(scanner.folder, scanner.icon_path, scanner.cache, scanner.tutorial.device)

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
        """Scan one picture for all steps that show it, or for the ``only`` one with this index.

        If what is on it is cached for all of them, the picture isn't opened.
        """
        steps = [(index, step) for index, step in _steps_with(self.source, view) if only in (None, index)]
        cached = {index: self._cache.load(self.scanner.list_queries(step), view) for index, step in steps}
        if not all(cached.values()):
            unusable = self.scanner.open(view, _line_of(self.source.tutorial, view.name))
            self.problems += unusable
            if unusable:
                return
        for index, step in steps:
            findings = cached[index]
            if findings is None:
                try:
                    findings = self.scanner.analyse(step, view)
                except ProblemsError as error:
                    self.problems += error.problems
                    continue
                self._cache.save(self.scanner.list_queries(step), view, findings)
            result = self.scanner.decide(step, view, findings)
            self.problems += result.problems
            if result.scan is not None:
                self._scans[index, view] = result.scan


def scan_tutorial(
    source: TutorialSource, matcher: Matcher, cache: Cache, on_picture_scanned: Callable[[], None] = lambda: None
) -> TutorialScan:
    """Scan all pictures of a tutorial that exist. ``on_picture_scanned`` is called after each of them."""
    result = TutorialScan(source, matcher, Scanner(source.folder, source.tutorial, matcher, cache))
    for view in list_views(source):
        result.add(view)
        on_picture_scanned()
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
    target_name = cover_decisions.choose_public_name(visible_wording(step.action, None), matcher.for_step(step))
    return StepScan(Screen(""), view.name, None, (), target_name)


def _line_of(tutorial: Tutorial, name: str) -> int:
    shown = ((step.line, (step.picture, *(picture.file for picture in step.pictures))) for step in tutorial.steps)
    return next((line for line, names in shown if name in names), 0)
