"""Read every picture of a tutorial once, since that takes a second, and languages and steps share pictures.

A *scan* has the findings and covers of a step's picture: the place of the button that it names, faces, private texts. A *view*
is a picture as a step shows it in some languages; steps and languages that show the same one have the same view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator import script as script_layer
from annotator.cache import Cache
from annotator.edition.scan.cover_decisions import choose_public_name
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import StepScan, StepView, select_view
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import Phone, Problem, Progress, Screen, Step, TargetName, no_progress, phones
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher
from annotator.text.devices import device_of


@dataclass
class TutorialScan:
    """The scans of all pictures of a tutorial.

    If only 03.png has an English version (03.en.png), the third step has two scans and the others one:
    ``find(2, "en").file`` is "03.en.png", ``find(2, "es").file`` "03.png".

    Attributes:
        source: the tutorial as read.
        matcher: the matcher of its private words.
        scanner: the scanner of its pictures, which holds their files.
        phones: the scans of the pictures of its other phones, by their words; their steps are as on that phone.
        problems: all problems with its pictures, those of other phones aside, without repetitions.
    """

    source: TutorialSource
    matcher: Matcher
    scanner: Scanner
    phones: Mapping[str, TutorialScan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _scans: dict[tuple[int, StepView], StepScan] = field(default_factory=dict)

    def find(self, index: int, lang: str) -> StepScan | None:
        """The scan of the step with this index (from 0) in ``lang``; None if its picture isn't there, or can't be opened."""
        return self._scans.get((index, select_view(self.source.tutorial.steps[index], lang)))

    def steps(self, lang: str) -> tuple[StepScan, ...]:
        """The scan of every step in ``lang``; an empty one where there is none."""
        scans = []
        for index, step in enumerate(self.source.tutorial.steps):
            scan = self.find(index, lang)
            if scan is None:
                wording = visible_wording(step.action, None)
                scan = empty_scan(step, lang, choose_public_name(wording, self.matcher.for_step(step)))
            scans.append(scan)
        return tuple(scans)

    def screens(self) -> dict[int, list[StepScan]]:
        """The scans of each step, by its index, in all languages for which there is one."""
        return {
            index: [scan for lang in self.source.languages if (scan := self.find(index, lang))]
            for index in range(len(self.source.tutorial.steps))
        }

    def add(self, view: StepView, only: int | None = None) -> None:
        """Scan one picture for the steps that show it; with ``only``, for the step with this index alone."""
        languages = self.source.languages or ("",)
        for index, step in enumerate(self.source.tutorial.steps):
            is_shown = any(select_view(step, lang) == view for lang in languages)
            if not is_shown or only not in (None, index):
                continue
            result = self.scanner.scan(step, view)
            # A picture that can't be used is one problem, however many steps show it.
            self.problems += [problem for problem in result.problems if problem not in self.problems]
            if result.scan is not None:
                self._scans[index, view] = result.scan


def scan_tutorial(
    source: TutorialSource, matcher: Matcher, cache: Cache, progress: Progress = no_progress
) -> TutorialScan:
    """Scan all pictures of a tutorial that exist, also those of its other phones. ``progress`` counts them."""

    def begin(shown: TutorialSource) -> TutorialScan:
        """A scan to which pictures are added."""
        return TutorialScan(shown, matcher, Scanner(shown.folder, shown.tutorial, matcher, cache))

    phone_scans = {phone.word: begin(_show_on_phone(source, phone)) for phone in source.tutorial.phones[1:]}
    result = replace(begin(source), phones=phone_scans)
    views = [(result, view) for view in list_views(source)]
    for word, scan in phone_scans.items():
        pictures = _list_phone_pictures(source, word)
        views += [(scan, view) for view in list_views(scan.source) if view.name in pictures]
    progress("pictures", 0, len(views))
    for done, (scan, view) in enumerate(views, start=1):
        scan.add(view)
        progress("pictures", done, len(views))
    return result


def _list_phone_pictures(source: TutorialSource, word: str) -> set[str]:
    """The file names of the steps' pictures on another phone."""
    names = set()
    for step in source.tutorial.steps:
        if files := phones.find_files(step, word):
            names |= {files.picture, *(picture.file for picture in files.pictures)}
    return names


def _show_on_phone(source: TutorialSource, phone: Phone) -> TutorialSource:
    """The tutorial with its steps as on another phone; its device is the phone's name, if that names a kind of device."""
    tutorial = phones.show_tutorial(source.tutorial, phone.word)
    device = phone.name if device_of(phone.name) else tutorial.device
    return replace(source, tutorial=replace(tutorial, device=device))


def scan_alone(source: TutorialSource, step: Step, lang: str, matcher: Matcher, cache: Cache) -> StepScan:
    """The scan of one step without the others, for the word on its button."""
    alone = replace(source, tutorial=replace(source.tutorial, steps=(step,)))
    return scan_tutorial(alone, matcher, cache).steps(lang)[0]


def empty_scan(step: Step, lang: str, name: TargetName | None = None) -> StepScan:
    """A scan without findings, for instance of a picture that can't be opened."""
    return StepScan(Screen(""), step.screenshot(lang), None, (), name or TargetName())


def list_views(source: TutorialSource) -> Sequence[StepView]:
    """The pictures and recordings to scan, by name. Missing files are left out: the script's reader reports them."""
    files = script_layer.list_files(source.folder)
    shown = {select_view(step, lang) for step in source.tutorial.steps for lang in source.languages or ("",)}
    suffixes = script_layer.PICTURES | script_layer.RECORDINGS
    existing = (view for view in shown if view.name in files and script_layer.suffix(view.name) in suffixes)
    return sorted(existing, key=lambda view: (view.name.casefold(), view))
