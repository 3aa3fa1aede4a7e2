"""Scans every picture that a tutorial shows, each once: from the cache, or anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.model import Problem, Screen, Step, Tutorial
from annotator.pack.reading import Script
from annotator.pack.scan import covering
from annotator.pack.scan.scan_cache import ScanCache
from annotator.pack.scan.scanner import Scanner
from annotator.pack.scan.step_view import SeenStep, StepView, view_of
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher


@dataclass
class TutorialScan:
    """What each step saw on each picture that could be opened, where the pictures are, and what is wrong with them."""

    script: Script
    matcher: Matcher
    scanner: Scanner
    problems: list[Problem] = field(default_factory=list)
    _seen: dict[tuple[int, StepView], SeenStep] = field(default_factory=dict)

    def there(self, index: int, lang: str) -> SeenStep | None:
        """What the step with that index (from 0) saw on the screen of ``lang``, or None where it can't be opened."""
        return self._seen.get((index, view_of(self.script.tutorial.steps[index], lang)))

    def steps(self, lang: str) -> tuple[SeenStep, ...]:
        """An entry for each step in ``lang``; of a picture that can't be opened, what is known without it."""
        return tuple(
            self.there(index, lang) or _unseen(step, view_of(step, lang), self.matcher)
            for index, step in enumerate(self.script.tutorial.steps)
        )

    def screens(self) -> dict[int, list[SeenStep]]:
        """What was seen of each step, by its index, on the screens of all languages that could be opened."""
        return {
            index: [seen for lang in self.script.languages if (seen := self.there(index, lang))]
            for index in range(len(self.script.tutorial.steps))
        }

    def add(self, view: StepView, cache: ScanCache) -> None:
        """Scan one picture for all steps that show it; where all of that is in the cache, it isn't even opened."""
        users = list(_users(self.script, view))
        recalled = [cache.recall(step, view.name) for _, step in users]
        if all(recalled):
            for (index, _), seen in zip(users, recalled, strict=True):
                assert seen is not None
                self._seen[index, view] = self.scanner.remember(seen, view)
            return
        self.problems += self.scanner.open(view, _line_of(self.script.tutorial, view.name))
        for index, step in users:
            scanned = self.scanner.scan(step, view)
            self.problems += scanned.problems
            if scanned.step is not None:
                self._seen[index, view] = scanned.step
            cache.keep(step, view.name, scanned)


def scan(script: Script, matcher: Matcher, cache: Cache, opened: Callable[[], None] = lambda: None) -> TutorialScan:
    """Look for every target on every picture that is there. ``opened`` is called after each picture."""
    scanner = Scanner(script.folder, script.tutorial, matcher, cache)
    scans = ScanCache(script.folder, matcher.privacy, scanner.icon_path, cache)
    result = TutorialScan(script, matcher, scanner)
    for view in views(script):
        result.add(view, scans)
        opened()
    return result


def views(script: Script) -> Sequence[StepView]:
    """What the steps show, as far as it is there: a picture that is missing was reported by the script's reader."""
    there = script_layer.list_files(script.folder)
    shown = {view_of(step, lang) for step in script.tutorial.steps for lang in _shown_in(script)}
    known = script_layer.PICTURES | script_layer.RECORDINGS
    return sorted(
        (view for view in shown if view.name in there and script_layer.suffix(view.name) in known), key=_natural
    )


def _users(script: Script, view: StepView) -> Iterator[tuple[int, Step]]:
    """The steps, with their indexes, that show something."""
    for index, step in enumerate(script.tutorial.steps):
        if any(view_of(step, lang) == view for lang in _shown_in(script)):
            yield index, step


def _shown_in(script: Script) -> tuple[str, ...]:
    """The languages whose pictures are looked at: with no title that could be read, each step's own picture."""
    return script.languages or ("",)


def _unseen(step: Step, view: StepView, matcher: Matcher) -> SeenStep:
    called = covering.called(visible_wording(step.action, None), matcher.for_step(step))
    return SeenStep(Screen(""), view.name, None, (), called)


def _natural(view: StepView) -> tuple[str, StepView]:
    return view.name.casefold(), view


def _line_of(tutorial: Tutorial, name: str) -> int:
    for step in tutorial.steps:
        if step.picture == name or any(picture.file == name for picture in step.pictures):
            return step.line
    return 0
