"""Open the pictures of steps for the editor's requests: their texts, private places and touch targets."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from annotator import script
from annotator.cache import Cache
from annotator.edit.errors import PictureError
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.touch_targets import TouchTargets
from annotator.edition.scan import cover_decisions
from annotator.edition.scan.picture_analysis import PictureAnalysis
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import StepView, select_view
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import ProblemsError
from annotator.model import (
    ActionKind,
    Box,
    Found,
    IconTarget,
    PictureKind,
    Query,
    Redaction,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.screen import boxes
from annotator.screen.load import Picture
from annotator.screen.locate.passages import span_box
from annotator.screen.match.reading import Reading
from annotator.screen.names.likely_names import LikelyName, find_likely_names
from annotator.script import find_school
from annotator.voice import choose

KEPT_BYTES: Final = 120_000_000
"""Maximum size of the decoded pictures in memory, in bytes: fifteen screenshots of phones."""
MIN_PRIVATE_OVERLAP: Final = 0.2
"""Share of a text, or of a private box, above which the text belongs to it."""


@dataclass(frozen=True, eq=False)
class StepPicture(ShownStep):
    """The picture of a step in one language. It is opened and read when something of it is needed."""

    owner: "StepPictures"
    scanner: Scanner

    @cached_property
    def picture(self) -> Picture:
        """The decoded picture. Raises ProblemsError."""
        return self.scanner.load(self.view)

    @cached_property
    def texts(self) -> tuple[TextLine, ...]:
        """The texts on it."""
        return self.owner.analysis.texts(self.picture)

    @cached_property
    def kind(self) -> PictureKind:
        """Its kind: device and extent."""
        return self.owner.analysis.kind(self.picture, self.tutorial.device)

    @property
    def view(self) -> StepView:
        """The view of the step in this language."""
        return select_view(self.step, self.lang)

    @property
    def matcher(self) -> Matcher:
        """The matcher of the tutorial's private words."""
        return self.scanner.matcher

    @property
    def action(self) -> ActionKind:
        """The kind of the step's action; a tap as long as none is chosen."""
        return self.step.action.kind if self.step.action else "tap"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.width, self.picture.height

    @property
    def reading(self) -> Reading:
        """The picture as it is compared with the steps of tutorials."""
        analysis, device = self.owner.analysis, self.tutorial.device
        icons, looks = analysis.icons(self.picture, device), analysis.looks(self.picture, device)
        return Reading.of(self.texts, self.size, icons, looks, self.kind.screen)

    def pixel_at(self, x: float, y: float) -> Box:
        """The pixel there. Raises PictureError for a place outside of the picture."""
        if not (0 <= x < self.picture.width and 0 <= y < self.picture.height):
            raise PictureError("bad-request", "That place is outside of the picture.")
        return Box(int(x), int(y), 1, 1)

    def find(self, queries: Sequence[Query]) -> tuple[Found, ...]:
        """Locate targets on the picture, as a build does."""
        return self.owner.analysis.find(self.picture, self.tutorial.device, queries, self.scanner.icon_path)

    def recall(self, queries: Sequence[Query]) -> tuple[Found, ...]:
        """The same for queries of this step, from its cached scan, which opens no picture; empty if there is none."""
        findings = self.scanner.recall(self.step, self.view)
        if findings is None:
            return ()
        results = dict(zip(self.scanner.list_queries(self.step), findings.founds, strict=True))
        return tuple(results[query] for query in queries)

    def find_alike(self, found: Found) -> tuple[Box, ...]:
        """The controls that look like that of the action, which was ``found``."""
        findings = self.scanner.recall(self.step, self.view)
        return findings.alike if findings else self.owner.analysis.find_alike(self.picture, self.tutorial.device, found)

    @cached_property
    def other_screens(self) -> "tuple[StepPicture, ...]":
        """The step's other pictures, those of single languages, without those that can't be opened."""
        screens: dict[str, StepPicture] = {}
        for lang in self.tutorial.languages:
            screen = replace(self, lang=lang)
            if screen.name not in (self.name, *screens):
                with contextlib.suppress(ProblemsError):
                    self.scanner.load(screen.view)
                    screens[screen.name] = screen
        return tuple(screens.values())

    def decide_covers(self, faces: Sequence[Box] = ()) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        """The automatic covers, and those that the script requests, as a build decides; ``faces`` are those on the picture."""
        inherited = tuple(cover_decisions.find_inherited_lines(self.tutorial, self.step))
        lines = (*self.step.hides, *self.step.shows, *inherited)
        queries = [Query(line.target) for line in lines]
        results = dict(zip(queries, self.find(queries), strict=True)) if queries else {}
        return self.scanner.decide_covers(self.step, results, self.texts, faces)

    def faces(self) -> tuple[Box, ...]:
        """The faces on the picture."""
        return self.owner.analysis.faces(self.picture)

    @cached_property
    def likely_names(self) -> tuple[LikelyName, ...]:
        """The texts on it that look like names of people."""
        return find_likely_names(self.texts, self.size[1])

    @cached_property
    def private_boxes(self) -> tuple[Box, ...]:
        """The boxes of texts that must not be written into the script: covered ones and possible names."""
        automatic, requested = self.decide_covers()
        matcher = self.matcher.for_step(self.step)
        names = [name.box for name in self.likely_names if not matcher.is_public(name.text)]
        return (*(cover.box for cover in (*automatic, *requested)), *names)

    def is_private(self, line: TextLine, start: int = 0, end: int | None = None) -> bool:
        """Whether a part of a line is private, or would be if it were written."""
        end = len(line.text) if end is None else end
        box = span_box(line, start, end)
        if any(boxes.overlap_coefficient(box, private) > MIN_PRIVATE_OVERLAP for private in self.private_boxes):
            return True
        return self.matcher.for_step(self.step).is_private(line.text[start:end])

    def has_private_wording(self, target: TextTarget) -> bool:
        """Whether a wording of a target is private."""
        matcher = self.matcher.for_step(self.step)
        return any(matcher.is_private(wording) for wording in target.wordings)

    def find_text_outlines(self) -> tuple[Box | None, ...]:
        """The touch target of each text for the step's action; None where OCR read an icon as a letter."""
        return self.owner.targets.of_texts(self.picture, self.tutorial.device, self.action)

    def find_marks(self) -> tuple[tuple[Box, Found], ...]:
        """The marks that are no text, each with the result for a point at its middle."""
        return self.owner.targets.of_marks(self.picture, self.tutorial.device)

    def find_icons(self) -> tuple[Found, ...]:
        """The places of annotator's own icons, each with a target that leads there.

        Without those of whose names the folder has a file, which the script would mean.
        """
        names: set[str] = set()
        with contextlib.suppress(OSError):
            names.update(map(str.casefold, script.list_files(self.folder)))
        icons = self.owner.targets.of_icons(self.picture, self.tutorial.device)
        return tuple(icon for icon in icons if isinstance(icon.target, IconTarget) and icon.target.file not in names)

    def recall_mark_outlines(self) -> tuple[Box, ...]:
        """The touch targets of the marks that are no text, if they are cached; else none."""
        rows = self.owner.targets.recall_marks(self.picture, self.tutorial.device)
        return tuple(found.outline for _, found in rows if found.outline)


class StepPictures:
    """Opens the pictures of steps; the latest ones stay decoded in memory."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        # The two need each other: a target that `targets` has in the cache isn't searched for again.
        self.analysis = PictureAnalysis(cache, KEPT_BYTES, lambda *args: self.targets.recall(*args))
        self.targets = TouchTargets(cache, self.analysis)

    def read_source(self, folder: Path, tutorial: Tutorial, lang: str) -> TutorialSource:
        """The tutorial as builds have it, without consents; the school is read from its file."""
        school, problems, file = find_school(folder, choose.CHOICES)
        return TutorialSource(folder, tutorial, school, file, (lang,), problems)

    def begin_scan(self, source: TutorialSource) -> TutorialScan:
        """A scan of a tutorial to which no picture was added yet."""
        matcher = match_privacy(source.tutorial, source.school)
        scanner = Scanner(source.folder, source.tutorial, matcher, self.cache, self.analysis)
        return TutorialScan(source, matcher, scanner)

    def open(self, shown: ShownStep) -> StepPicture:
        """The picture of a step."""
        scan = self.begin_scan(self.read_source(shown.folder, shown.tutorial, shown.lang))
        return StepPicture(shown.folder, shown.tutorial, shown.index, shown.lang, owner=self, scanner=scan.scanner)
