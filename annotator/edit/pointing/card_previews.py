"""Draw single cards for the editor with the code that builds a pack, so that a preview looks like the product.

A *card* is a picture as a family sees it: the marked screenshot below a header, or the opening or closing of the video. The
third step of a tutorial in Spanish, enlarged as in the video::

    CardPreviews(pictures).draw(Path("join-class"), tutorial, 2, "es", "close")    # the bytes of a JPEG

An *edition* is a tutorial in one language with its cards planned; a *scan* is what was found and covered on one picture. A step's
card doesn't depend on the scans of other steps, so those aren't made.
"""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image

from annotator.edit.errors import PictureError
from annotator.edit.pointing.shown_step import Frame, View
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.school.school_store import SchoolStore
from annotator.edition import answering
from annotator.edition.attachments import Attachments, open_attachments
from annotator.edition.chat_cards import make_answer_card, make_chat_card
from annotator.edition.edition import END, Edition, EditionStep, step_key
from annotator.edition.edition_builder import build_edition
from annotator.edition.renderer import FrameRenderer
from annotator.edition.scan.step_view import PictureFiles, StepScan, select_view
from annotator.edition.scan.target_mentions import describe
from annotator.edition.scan.tutorial_scan import TutorialScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model import ACTIONS, Caption, Card, Section, Step, Tutorial, without_warnings
from annotator.pack.products.whole_pack import list_frames
from annotator.privacy.matcher import match_privacy
from annotator.screen.load import Pixels


@dataclass
class CardPreviews:
    """Draws the cards of single steps, and openings and closings."""

    _pictures: StepPictures

    def draw(self, folder: Path, tutorial: Tutorial, index: int, lang: str, view: View) -> bytes:
        """The card of a step as a JPEG, or as a PNG, which clipboards take, for the view ``answer``.

        Raises PictureError if it can't be drawn; for ``answer`` also if it must not be sent to a family.
        """
        _check_complete(tutorial.steps[index])
        edition, files = self.plan_step(folder, tutorial, index, lang, to_send=view == "answer")
        step = edition.steps[index]
        with FrameRenderer(files) as renderer:
            if view == "answer":
                return _encode(renderer.card(_make_answer_card(edition, step)), "PNG")
            if view == "chat":
                return _encode(renderer.card(make_chat_card(edition, step)))
            return _encode(renderer.frame(*choose_frame(edition, step, view)))

    def plan_step(
        self, folder: Path, tutorial: Tutorial, index: int, lang: str, *, to_send: bool
    ) -> tuple[Edition, PictureFiles]:
        """The edition, in which only the step at ``index`` has a scan, and the files of its pictures.

        Raises PictureError if the picture can't be read or a target isn't on it; ``to_send`` as `_check_sendable` does.
        """
        source = self._pictures.read_source(folder, tutorial, lang)
        scans = self._pictures.begin_scan(source)
        scans.add(select_view(tutorial.steps[index], lang), only=index)
        scan = scans.find(index, lang)
        if scan is None:
            problem = scans.problems[0]
            raise PictureError("unreadable-picture", problem.message, problem.remedy)
        _check_found(scan)
        if to_send:
            _check_sendable(tutorial.steps[index], scans, scan)
        edition = build_edition(source, lang, scans.steps(lang), Attachments())
        return edition, PictureFiles(scans.scanner.screens, scans.scanner.films)

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The opening without a caption, or the closing with its note, if it has one, as a JPEG.

        Args:
            folder: the tutorial's folder.
            tutorial: the tutorial, whose unfinished steps are left out.
            lang: one of its languages.
            frame: ``opening`` or ``closing``.
            school_file: the file to read in place of the ``school.toml`` that is found from the folder.

        Raises PictureError if no step, asides apart, has both an action and a picture that can be read.
        """
        source = self._pictures.read_source(folder, tutorial, lang)
        if school_file is not None:
            source = replace(source, school_file=school_file, school=SchoolStore(school_file.parent).read().school)
        edition, files = self._plan_frame(source, lang)
        with FrameRenderer(files) as renderer:
            if frame == "opening":
                return _encode(renderer.frame(edition.opening, None))
            ((card, caption),) = list_frames(_find_section(edition, END), edition)
            return _encode(renderer.frame(card, caption))

    def _plan_frame(self, source: TutorialSource, lang: str) -> tuple[Edition, PictureFiles]:
        """The edition of the steps that have an action and a picture that can be read, and the files of its pictures."""
        with_action = tuple(step for step in source.tutorial.steps if step.action is not None)
        source = replace(source, tutorial=replace(source.tutorial, steps=with_action))
        scans = self._pictures.begin_scan(source)
        for step in with_action:
            if (source.folder / step.screenshot(lang)).is_file():
                scans.add(select_view(step, lang))
        scan_of = {index: scans.find(index, lang) for index in range(len(with_action))}
        finished = tuple(step for index, step in enumerate(with_action) if scan_of[index])
        if all(step.is_aside for step in finished):
            raise PictureError("refused", "No step of this tutorial is finished.", "Look at another tutorial.")
        source = replace(source, tutorial=replace(source.tutorial, steps=finished))
        # Without languages nothing is opened but the photo and the logo.
        attachments = open_attachments(replace(source, languages=()), self._pictures.cache)
        edition = build_edition(source, lang, [scan for scan in scan_of.values() if scan], attachments)
        return edition, PictureFiles(scans.scanner.screens, scans.scanner.films, attachments.pictures)


def _make_answer_card(edition: Edition, step: EditionStep) -> Card:
    """The card that answers a family, with the step's sentences and those about its marks."""
    matcher = match_privacy(edition.tutorial, edition.school)
    device = step.scan.screen.kind.device
    text = answering.say_marks(step.text, step.step, step.scan.marks, matcher, edition.book, device)
    return make_answer_card(replace(edition, steps=(step,)), text)


def choose_frame(edition: Edition, step: EditionStep, view: View) -> tuple[Card, Caption | None]:
    """The ``whole`` card of a step, or else its ``close`` one, with the caption that is first on it."""
    shown: Card = step.whole if view == "whole" else step.close
    frames = list_frames(_find_section(edition, step_key(step.number)), edition)
    for card, caption in frames:
        if card == shown:
            return card, caption
    # The film leaves out a close card that enlarges nothing: here it gets the step's first caption.
    return shown, frames[0][1]


def _find_section(edition: Edition, key: str) -> Section:
    """The part of the video with a key: ``step-3``, or ``end``."""
    return next(section for section in edition.sections({}) if section.key == key)


def _check_complete(step: Step) -> None:
    """Raise PictureError for a step without an action, or without the target that its action needs."""
    action = step.action
    if action is None:
        raise PictureError("refused", "Nothing is chosen yet that people do in this step.", "Choose an action.")
    if action.target is None and ACTIONS[action.kind].takes == "target":
        raise PictureError("refused", "This step points at nothing yet.", "Click what people press on the picture.")


def _check_found(scan: StepScan) -> None:
    """Raise PictureError if a target of the step isn't on its picture."""
    for found in (scan.action, *scan.marks):
        if found is not None and found.box is None:
            missing = Message("{words} is not on {name}.", words=describe(found.target), name=scan.file)
            raise PictureError("not-found-on-picture", missing, "Click it on the picture.")


def _check_sendable(step: Step, scans: TutorialScan, scan: StepScan) -> None:
    """Raise PictureError for a step that must not be sent: it has a private word, a problem, or a name to decide on."""
    try:
        answering.refuse_private_texts("", step.narration, scans.matcher.for_step(step))
    except ProblemsError as error:
        raise PictureError("refused", error.problems[0].message, error.problems[0].remedy) from error
    # If school.toml has a problem, the list of names may be missing.
    problems = without_warnings((*scans.source.problems, *scans.problems))
    problems += answering.warn_of_names(scan)
    if problems:
        raise PictureError("refused", problems[0].message, problems[0].remedy)


def _encode(pixels: Pixels, image_format: Literal["JPEG", "PNG"] = "JPEG") -> bytes:
    """A drawn card (H, W, 3) as the bytes of a file without metadata."""
    options = {"quality": 88, "subsampling": 0} if image_format == "JPEG" else {}
    encoded = BytesIO()
    Image.fromarray(pixels).save(encoded, image_format, **options)
    return encoded.getvalue()
