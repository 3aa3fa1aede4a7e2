"""The command ``new``: write a script with a step for each screenshot, and a sheet to check their order by eye."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, default_root
from annotator.commands.shipped_start import Adapted, adapt_shipped
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.model import Problem
from annotator.places import claim, ownership
from annotator.script import RECORDINGS, SCRIPT, suffix

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels

ORDER_SHEET = "order.jpg"
_THUMBNAIL_PX = 240


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and notes for the person who fills them in."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def start_script(
    folder: Path, languages: Sequence[str] = (), today: datetime.date | None = None, model: str | None = None
) -> Written:
    """Write ``tutorial.md`` and ``order.jpg`` into ``folder``.

    With ``model``, the script starts from the shipped tutorial of that name. Nothing is written if an error is raised:

    Raises:
        AnnotatorError: there is a script already, no picture, or no such model.
        ProblemsError: ``school.toml`` has problems, or a picture can't be opened.
        OutputError: the folder can't be written, or annotator did not make the ``order.jpg`` there.
    """
    from annotator import script
    from annotator.voice import choose

    if not folder.is_dir():
        raise AnnotatorError(
            f"There is no folder {folder}.", "Make it, put the screenshots of one task into it, then try again."
        )
    target = folder / SCRIPT
    if target.exists() or target.is_symlink():
        raise AnnotatorError(
            f"{target} is there already, and stays as it is.",
            "Edit it by hand, or rename it if you want to start again.",
        )
    claim(folder / ORDER_SHEET, "new", default_root())
    pictures = script.find_screenshots(script.list_files(folder))
    if not pictures:
        raise AnnotatorError(
            f"There is no screenshot in {folder}.",
            "Put pictures (.png or .jpg) into it, then try again.",
        )
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if problems:
        raise ProblemsError(problems)
    wanted = tuple(languages) or school.languages or ("es", "en")
    day = today or datetime.datetime.now().astimezone().date()
    if model is None:
        start = Adapted(script.draft_script(pictures, dict.fromkeys(wanted, ""), None, day), ())
    else:
        start = adapt_shipped(model, pictures, wanted, day)
    contact_sheet = _order_sheet(folder, pictures)
    try:
        from annotator.cards import image_files

        image_files.save(contact_sheet, folder / ORDER_SHEET, ownership.comment_for("new"))
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(start.text)
    except OSError as error:
        raise OutputError(
            f"{folder} could not be written: {error.strerror or error}.", "Choose a folder that you may write to."
        ) from error
    return Written((target, folder / ORDER_SHEET), start.notes)


def _order_sheet(folder: Path, pictures: Sequence[str]) -> Pixels:
    """A sheet of all pictures, numbered; a recording is shown by its last frame. Raises ProblemsError."""
    from annotator.cards import contact_sheet
    from annotator.screen import load

    problems: list[Problem] = []
    thumbnails = []
    for name in pictures:
        try:
            path = _last_picture(folder / name) if suffix(name) in RECORDINGS else folder / name
            thumbnails.append(contact_sheet.make_thumbnail(load.load(path, name).pixels, _THUMBNAIL_PX))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    labels = [f"{number}  {name}" for number, name in enumerate(pictures, start=1)]
    return contact_sheet.make_contact_sheet(thumbnails, labels, columns=4)


def _last_picture(path: Path) -> Path:
    from annotator.video import recording

    return recording.last_picture(path, Cache(default_root()))
