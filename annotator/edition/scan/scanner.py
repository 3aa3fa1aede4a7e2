"""Scan the picture of a step in two stages: find everything on it, which is slow and cached, then decide what to cover.

So a change of the roster opens no picture again. A new ``hide:`` line does, to search for its target; OCR results are cached.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import model
from annotator.cache import Cache, code_version, digest, key
from annotator.cache.keys import restored
from annotator.edition.scan import cover_decisions, scan_problems, target_mentions
from annotator.edition.scan.certainty import check_certainty
from annotator.edition.scan.picture_analysis import PictureAnalysis, PictureFindings
from annotator.edition.scan.scan_problems import move_to_script
from annotator.edition.scan.step_view import CoveredScreenshot, StepScan, StepView
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model.findings import Box, Found, Query, Redaction, Screen, TextLine
from annotator.model.problem import Problem
from annotator.model.targets import IconTarget, TextTarget
from annotator.model.tutorial import Step, Tutorial
from annotator.phrases import visible_wording
from annotator.privacy.matcher import Matcher
from annotator.text.folding import fold

if TYPE_CHECKING:
    from annotator.screen.load import Picture
    from annotator.screen.match.reading import Reading
    from annotator.video.recordings import Recording

_CACHE_KIND = "look"
"""The cache's folder for findings."""
MAX_ASPECT_RATIO = 40
"""The maximum width of a screenshot in heights; a wider one would be a thin line on a phone."""


@dataclass(frozen=True)
class StepScanResult:
    """The scan of a step's picture, and the problems found on it.

    For a damaged picture it is ``StepScanResult(None, (Problem("tutorial.md", 22, …),))``.

    Attributes:
        scan: the scan, or None if the picture can't be opened.
        problems: the problems and warnings, at lines of the script.
    """

    scan: StepScan | None
    problems: tuple[Problem, ...]


class Scanner:
    """Scans the pictures of one tutorial, and remembers the files of those that it scanned.

    Args:
        folder: the tutorial's folder.
        tutorial: the script.
        matcher: the matcher of its private words.
        cache: the cache of findings.
        analysis: finds what is on a picture; by default one that keeps a single picture in memory.

    Attributes:
        screens: the files and covers of the scanned screenshots, by the digests that cards use.
        films: the files of the recordings, by their digests.
    """

    def __init__(
        self, folder: Path, tutorial: Tutorial, matcher: Matcher, cache: Cache, analysis: PictureAnalysis | None = None
    ) -> None:
        self.folder = folder
        self.tutorial = tutorial
        self.matcher = matcher
        self.cache = cache
        self.screens: dict[str, CoveredScreenshot] = {}
        self.films: dict[str, Path] = {}
        self._analysis = analysis or PictureAnalysis(cache)
        self._recordings: dict[StepView, Recording] = {}

    def list_queries(self, step: Step) -> tuple[Query, ...]:
        """The targets to locate on the picture of a step: its own, and those of the lines that it inherits."""
        inherited = cover_decisions.find_inherited_lines(self.tutorial, step)
        return (
            *(mention.query for mention in target_mentions.find_targets(step)),
            *(Query(item.target) for item in inherited),
        )

    def scan(self, step: Step, view: StepView) -> StepScanResult:
        """Scan a picture for one of its steps; of a recording, its last frame."""
        try:
            findings = self.analyse(step, view)
        except ProblemsError as error:
            return StepScanResult(None, tuple(error.problems))
        return self.decide(step, view, findings)

    def analyse(self, step: Step, view: StepView) -> PictureFindings:
        """The findings on the picture of a step, cached under the digests of everything that they depend on.

        Raises ProblemsError, with problems at the lines of the script, for pictures and icons that can't be used.
        """
        queries = self.list_queries(step)
        try:
            name = self._key(queries, view)
        except OSError:
            return self._find(step, view, queries)  # which reports the problem
        return self.cache.get_or_find(_CACHE_KIND, name, _parse_findings, lambda: self._find(step, view, queries))

    def recall(self, step: Step, view: StepView) -> PictureFindings | None:
        """The findings on the picture of a step, if they are in the cache."""
        with contextlib.suppress(OSError):
            return self.cache.get_parsed(_CACHE_KIND, self._key(self.list_queries(step), view), _parse_findings)
        return None

    def recall_reading(self, step: Step, view: StepView) -> Reading | None:
        """What a match needs of the findings on the picture of a step, if they are in the cache."""
        with contextlib.suppress(OSError):
            return self.cache.get_parsed(_CACHE_KIND, self._key(self.list_queries(step), view), _parse_reading)
        return None

    def _key(self, queries: Sequence[Query], view: StepView) -> str:
        icons = [self.icon_path(query.target.file) for query in queries if isinstance(query.target, IconTarget)]
        files = [digest(path.read_bytes()) for path in (self.folder / view.name, *icons) if path is not None]
        part = (view.begin, view.end)
        return key(code_version.of(__name__), files, part, list(queries), self.tutorial.device)

    def _find(self, step: Step, view: StepView, queries: Sequence[Query]) -> PictureFindings:
        """The findings on the picture of a step, which is opened. Raises ProblemsError, as `analyse` does."""
        try:
            picture = self._open(view)
            return self._analysis.analyse(picture, self.tutorial.device, queries, self.icon_path)
        except ProblemsError as error:
            moved = [move_to_script(problem, self._find_line(problem.file, step, view)) for problem in error.problems]
            raise ProblemsError(moved) from error

    def _find_line(self, file: str, step: Step, view: StepView) -> int:
        """The line of the script that names an icon's file; for the picture's, the first step that shows it; 0 if none does."""
        for mention in target_mentions.find_targets(step):
            if isinstance(mention.query.target, IconTarget) and mention.query.target.file == file:
                return mention.line
        for other in self.tutorial.steps:
            if view.name in (other.picture, *(picture.file for picture in other.pictures)):
                return other.line
        return 0

    def _open(self, view: StepView) -> Picture:
        """The picture of a view. Raises ProblemsError if it can't be opened, or no card can show it."""
        picture = self.load(view)
        if picture.width > MAX_ASPECT_RATIO * picture.height:
            template = "is {width} times as wide as high, so a card can't show it."
            message = Message(template, width=picture.width // picture.height)
            raise ProblemsError([Problem(view.name, 0, message, "Take a screenshot of the whole screen.")])
        return picture

    def decide(self, step: Step, view: StepView, findings: PictureFindings) -> StepScanResult:
        """Decide what to cover, mark and ask from the findings; no picture is opened, but a recording may be prepared."""
        founds = dict(zip(self.list_queries(step), findings.founds, strict=True))
        automatic, requested = self.decide_covers(step, founds, findings.texts, findings.faces)
        covers = (*automatic, *requested)
        screen = Screen(
            digest=key(findings.digest, covers),
            hidden=covers,
            texts=tuple(text.box for text in findings.texts),
            kind=findings.kind,
            size=findings.size,
            icons=findings.icons,
            faces=findings.faces,
        )
        self.screens[screen.digest] = CoveredScreenshot(self._path(view), view.name, covers, findings.turn)
        matcher, action = self.matcher.for_step(step), step.action
        found = founds[Query(action.target, action.kind)] if action and action.target else None
        # A hidden name that is broken over lines is in none of the texts.
        inherited = cover_decisions.find_inherited_lines(self.tutorial, step)
        inherited_texts = (founds[Query(line.target)].matched for line in inherited)
        scan = StepScan(
            screen=screen,
            file=view.name,
            action=found,
            marks=tuple(founds[Query(mark.target)] for mark in step.marks),
            target_name=cover_decisions.choose_public_name(visible_wording(action, found), matcher),
            kept=tuple(founds[Query(keep.target)] for keep in step.keeps),
            also=tuple(wording for wording in _list_other_wordings(step, found) if not matcher.is_private(wording)),
            asks=tuple(cover_decisions.find_undecided_names(findings.texts, findings.size, covers, matcher)),
            texts=(*(text.text for text in findings.texts), *filter(None, inherited_texts)),
            film=self._recording(view).film if view.moves else None,
            alike=findings.alike if found else (),
        )
        return StepScanResult(scan, tuple(self._check(step, view.name, findings, automatic, requested)))

    def _check(
        self,
        step: Step,
        name: str,
        findings: PictureFindings,
        automatic: Sequence[Redaction],
        requested: Sequence[Redaction],
    ) -> Iterator[Problem]:
        """The problems with the picture ``name`` of a step, and with its targets and covers."""
        founds = dict(zip(self.list_queries(step), findings.founds, strict=True))
        marks = tuple(target_mentions.find_marked_targets(step))
        marked = [founds[mention.query] for mention in marks]
        yield from scan_problems.check_upright(findings.turn, name, step.line, unsure=findings.unsure)
        yield from scan_problems.check_halved(name, step.line, halved=findings.halved)
        yield from scan_problems.check_drawn(findings.drawn, (*automatic, *requested), name, step.line)
        for mention in target_mentions.find_targets(step):
            yield from scan_problems.check_target(founds[mention.query], name, mention)
        yield from scan_problems.check_marks_on_covers(step, marked, automatic, requested, name)
        yield from check_certainty(marked, marks, findings.texts, findings.size, name)
        if shows := (*step.shows, *self.tutorial.shows):
            covers = (*automatic, *requested)
            yield from scan_problems.check_shown_names(step, shows, findings.texts, covers, self.matcher, name)

    def icon_path(self, name: str) -> Path | None:
        """The file of an icon, as `target_mentions.find_icon` finds it for the tutorial's folder."""
        return target_mentions.find_icon(self.folder, name)

    def decide_covers(
        self, step: Step, founds: Mapping[Query, Found], texts: Sequence[TextLine], faces: Sequence[Box]
    ) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        """The automatic covers, and those that the script asks for; ``faces`` are those on the picture."""
        from annotator.screen.pii import find_pii

        inherited = tuple(cover_decisions.find_inherited_lines(self.tutorial, step))
        detected = (*find_pii(texts, self.matcher.for_picture(step)), *(Redaction(box, "face") for box in faces))
        return cover_decisions.decide_covers(step, inherited, founds, detected)

    def load(self, view: StepView) -> Picture:
        """The decoded picture of a view, upright; of a recording, its last frame as it is. Raises ProblemsError."""
        return self._analysis.load(self._path(view), view.name, film=view.moves)

    def _path(self, view: StepView) -> Path:
        return self._recording(view).still if view.moves else self.folder / view.name

    def _recording(self, view: StepView) -> Recording:
        from annotator.video import recordings

        if view not in self._recordings:
            end = None if view.end < 0 else view.end
            made = recordings.prepare(self.folder / view.name, self.cache, view.begin, end)
            self._recordings[view] = made
            self.films[made.film.digest] = made.path
        return self._recordings[view]


def _list_other_wordings(step: Step, found: Found | None) -> Iterator[str]:
    """The wordings that a family may see on its phone: those of ``also:`` lines, and those that weren't found here."""
    yield from step.also
    target = step.action.target if step.action else None
    if isinstance(target, TextTarget) and found and found.matched:
        yield from (wording for wording in target.wordings if fold(wording) != fold(found.matched))


def _parse_reading(value: Any) -> Reading:
    """The reading among findings; to restore all of them takes three times as long."""
    from annotator.screen.match.looks import Looks
    from annotator.screen.match.reading import Reading

    def box(row: Any) -> Box:
        return Box(row["x"], row["y"], row["w"], row["h"])

    texts = tuple(TextLine(row["text"], box(row["box"]), row["score"]) for row in value["texts"])
    screen, looks, (width, height) = value["kind"]["screen"], value["looks"], value["size"]
    described = Looks(looks["edges"], tuple(looks["shapes"]), looks["dark"])
    return Reading.of(texts, (width, height), tuple(map(box, value["icons"])), described, screen and box(screen))


def _parse_findings(value: Any) -> PictureFindings:
    from annotator.screen.match.looks import Looks

    classes = {**vars(model), PictureFindings.__name__: PictureFindings, Looks.__name__: Looks}
    findings: PictureFindings = restored(value, classes)
    return findings
