"""Draw single cards with the very parts that build a pack, so that no preview promises what a build won't do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

from annotator.commands import answer
from annotator.edit.pointing.picture_results import Frame, PictureError, View
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.school.school_store import SchoolStore
from annotator.edition.edition import END, Edition, step_key
from annotator.edition.edition_builder import build_edition
from annotator.edition.renderer import FrameRenderer
from annotator.edition.scan.scan_problems import describe
from annotator.edition.scan.step_view import PictureFiles, StepScan, select_view
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import Attachments, TutorialSource, open_attachments
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model import ACTIONS, Caption, Card, Found, Problem, Step, Tutorial
from annotator.pack.products.chat import make_chat_card
from annotator.pack.products.whole_pack import list_frames

if TYPE_CHECKING:
    from annotator.screen.load import Pixels

_QUALITY: Final = 88


@dataclass
class CardPreviews:
    """Draws the cards of single steps, and openings and closings."""

    _pictures: StepPictures

    def draw(self, folder: Path, tutorial: Tutorial, index: int, lang: str, view: View) -> bytes:
        """The card of a step as a JPEG: ``whole`` or ``close`` as in the film, ``chat`` as sent by itself.

        ``answer`` is the picture that answers a family, as a PNG, which clipboards take.

        Raises PictureError if it can't be drawn.
        """
        step = tutorial.steps[index]
        _check_complete(step)
        edition, files = self.plan(folder, tutorial, index, lang, strict=view == "answer")
        with FrameRenderer(files) as renderer:
            if view == "answer":
                return _draw_answer(edition, index, renderer)
            card, caption = self.choose_frame(edition, index, view)
            return encode_card(renderer.card(card) if view == "chat" else renderer.frame(card, caption))

    def plan(
        self, folder: Path, tutorial: Tutorial, index: int, lang: str, *, strict: bool = False
    ) -> tuple[Edition, PictureFiles]:
        """The edition, in which only the step at ``index`` has a scan, and its files.

        No card depends on the scans of other steps. Raises PictureError if the step can't be drawn; if ``strict``, also if
        a build would not make it: what it marks is covered or there twice, it says what is private, ``school.toml`` or its
        list of names can't be read; or if nobody has decided on a possible name.
        """
        source = self._pictures.read_source(folder, tutorial, lang)
        scans = self._pictures.begin_scan(source)
        scans.add(select_view(tutorial.steps[index], lang), only=index)
        scan = scans.find(index, lang)
        if scan is None:
            problem = scans.problems[0]
            raise PictureError("unreadable-picture", problem.message, problem.remedy)
        _check_found(scan)
        if strict:
            _check_sendable(tutorial.steps[index], scans, answer.list_possible_names(scan))
        edition = build_edition(source, lang, scans.steps(lang), Attachments())
        return edition, PictureFiles(scans.scanner.screens, scans.scanner.films)

    def choose_frame(self, edition: Edition, index: int, view: View) -> tuple[Card, Caption | None]:
        """A card of a step, with the caption that is first on it."""
        step = edition.steps[index]
        if view == "chat":
            return make_chat_card(edition, step), None
        section = next(one for one in edition.sections({}) if one.key == step_key(step.number))
        wanted: Card = step.whole if view == "whole" else step.close
        frames = list_frames(section, edition)
        # A card that the film leaves out, as it enlarges nothing, has the step's first caption.
        return wanted, next((caption for card, caption in frames if card == wanted), frames[0][1])

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The ``opening`` as it is first seen, or the ``closing`` while nothing is said, as a JPEG.

        Args:
            folder: the tutorial's folder.
            tutorial: the tutorial; unfinished steps are left out.
            lang: one of its languages.
            frame: ``opening`` or ``closing``.
            school_file: the file to read in place of the ``school.toml`` that is found from the folder.

        Raises PictureError if there is no finished step.
        """
        source = self._pictures.read_source(folder, tutorial, lang)
        if school_file is not None:
            source = replace(source, school_file=school_file, school=SchoolStore(school_file.parent).read().school)
        edition, files = self._plan_frame(source, lang)
        with FrameRenderer(files) as renderer:
            if frame == "opening":
                return encode_card(renderer.frame(edition.opening, None))
            section = next(one for one in edition.sections({}) if one.key == END)
            caption = Caption((), note=section.note) if section.note else None
            return encode_card(renderer.frame(edition.closing, caption))

    def _plan_frame(self, source: TutorialSource, lang: str) -> tuple[Edition, PictureFiles]:
        """The edition of all steps whose pictures can be read, and the files of its pictures."""
        steps = tuple(step for step in source.tutorial.steps if step.action is not None)
        source = replace(source, tutorial=replace(source.tutorial, steps=steps))
        scans = self._pictures.begin_scan(source)
        for step in steps:
            if (source.folder / step.screenshot(lang)).is_file():
                scans.add(select_view(step, lang))
        seen = [(step, scan) for at, step in enumerate(steps) if (scan := scans.find(at, lang)) is not None]
        if not any(not step.is_aside for step, _ in seen):
            raise PictureError("refused", "No step of this tutorial is finished.", "Look at another tutorial.")
        source = replace(source, tutorial=replace(source.tutorial, steps=tuple(step for step, _ in seen)))
        # Without languages nothing is opened but the photo and the logo.
        opened = open_attachments(replace(source, languages=()), self._pictures.cache)
        edition = build_edition(source, lang, [scan for _, scan in seen], opened)
        return edition, PictureFiles(scans.scanner.screens, scans.scanner.films, opened.pictures)


def _draw_answer(edition: Edition, index: int, renderer: FrameRenderer) -> bytes:
    step = edition.steps[index]
    card = answer.make_card(replace(edition, steps=(step,)), step.text)
    made = BytesIO()
    Image.fromarray(renderer.card(card)).save(made, "PNG")
    return made.getvalue()


def _check_complete(step: Step) -> None:
    action = step.action
    if action is None:
        raise PictureError("refused", "Nothing is chosen yet that people do in this step.", "Choose an action.")
    if action.target is None and ACTIONS[action.kind].takes == "target":
        raise PictureError("refused", "This step points at nothing yet.", "Click what people press on the picture.")


def _check_found(scan: StepScan) -> None:
    founds: list[Found] = [found for found in (scan.action, *scan.marks) if found is not None]
    missing = next((found for found in founds if found.box is None), None)
    if missing is not None:
        raise PictureError(
            "not-found-on-picture",
            Message("{words} is not on {name}.", words=describe(missing.target), name=scan.file),
            "Click it on the picture.",
        )


def _check_sendable(step: Step, scans: TutorialScan, undecided: Iterable[Problem]) -> None:
    try:
        answer.refuse_private_texts("", step.narration, scans.matcher.for_step(step))
    except ProblemsError as error:
        raise PictureError("refused", error.problems[0].message, error.problems[0].remedy) from error
    # Without its settings, a school has no list of names.
    blocking = [problem for problem in (*scans.source.problems, *scans.problems) if problem.level == "problem"]
    for problem in (*blocking, *undecided):
        raise PictureError("refused", problem.message, problem.remedy)


def encode_card(pixels: Pixels) -> bytes:
    """A drawn card (H, W, 3) as a JPEG without metadata."""
    made = BytesIO()
    Image.fromarray(pixels).save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return made.getvalue()
