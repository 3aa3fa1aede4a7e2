"""Draw the opening and the closing of a tutorial as its film shows them, for the form of the school that they name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.edit.card_previews import encode_card
from annotator.edit.picture_answers import Frame, PictureError
from annotator.edit.step_pictures import StepPictures
from annotator.model import Caption, School, Tutorial
from annotator.pack.attachments import open_attachments
from annotator.pack.edition import END, Edition
from annotator.pack.edition_builder import build_edition
from annotator.pack.renderer import FrameRenderer
from annotator.pack.scan.step_view import PictureFiles, select_view
from annotator.pack.tutorial_source import TutorialSource
from annotator.script import SCHOOL, BadValueError, read_school
from annotator.script.folder import read_text
from annotator.voice import choose


class SchoolCards:
    """Draws openings and closings."""

    def __init__(self, pictures: StepPictures) -> None:
        self._pictures = pictures

    def draw(self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None) -> bytes:
        """The ``opening`` as it is first seen, or the ``closing`` while nothing is said, as a JPEG.

        Args:
            folder: the tutorial's folder.
            tutorial: it; steps that aren't finished are left out.
            lang: one of its languages.
            frame: which of the two.
            school_file: in place of the ``school.toml`` that is found from the folder.

        Raises PictureError if there is no finished step.
        """
        source = self._pictures.read_source(folder, tutorial, lang)
        if school_file is not None:
            source = replace(source, school_file=school_file, school=_read_school(school_file))
        edition, files = self._plan(source, lang)
        with FrameRenderer(files) as renderer:
            if frame == "opening":
                return encode_card(renderer.frame(edition.opening, None))
            section = next(one for one in edition.sections({}) if one.key == END)
            caption = Caption((), note=section.note) if section.note else None
            return encode_card(renderer.frame(edition.closing, caption))

    def _plan(self, source: TutorialSource, lang: str) -> tuple[Edition, PictureFiles]:
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


def _read_school(file: Path) -> School:
    """A school as far as it can be read, with defaults for the rest, as wherever it is read."""
    try:
        return read_school(read_text(file), SCHOOL, file.parent, choose.CHOICES)[0]
    except BadValueError:
        return School()
