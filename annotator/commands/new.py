"""The command ``new``: write a script with a step for each screenshot, and a sheet for checking their order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, default_root
from annotator.commands.shipped_template import ScriptDraft, adapt_shipped
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.languages import USUAL_LANGUAGES
from annotator.model import Problem
from annotator.outputs import claim, ownership
from annotator.script import RECORDINGS, SCRIPT, suffix
from annotator.script.file_names import outer_link_error

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels

ORDER_SHEET = "order.jpg"
_THUMBNAIL_PX = 240


@dataclass(frozen=True, slots=True)
class NewScript:
    """The files that were written, and notes for the person who fills in the script."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def start_script(
    folder: Path, languages: Sequence[str] = (), today: datetime.date | None = None, model: str | None = None
) -> NewScript:
    """Write ``tutorial.md`` and ``order.jpg`` into ``folder``; after an error, neither of them is there.

    Args:
        folder: has the screenshots of one task.
        languages: the languages to write; empty: those of ``school.toml``, else Spanish and English.
        today: the day on which the steps are tried; None for the current one.
        model: the name of a shipped tutorial to start from; None for an empty script.

    Raises:
        AnnotatorError: there is a script already, no picture, or no such model.
        ProblemsError: ``school.toml`` has problems, or a picture can't be opened.
        OutputError: the folder can't be written, or annotator did not make the ``order.jpg`` there.
    """
    from annotator import script
    from annotator.voice import choose

    if not folder.is_dir():
        raise AnnotatorError(
            "There is no folder {folder}.",
            "Create it, put the screenshots of one task into it, then try again.",
            folder=folder,
        )
    for existing in script.find_scripts(folder):
        raise AnnotatorError(
            "{existing} exists already, and was left as it is.",
            "Edit it, or rename it if you want to start again.",
            existing=existing,
        )
    target = folder / SCRIPT
    cache = Cache(default_root())
    claim(folder / ORDER_SHEET, "new", cache.root)
    files = script.list_files(folder)
    if links := sorted(script.find_screenshots(files.outer_links)):
        error = outer_link_error(links[0])
        raise AnnotatorError(error.message, error.remedy)
    pictures = script.find_screenshots(files)
    if not pictures:
        raise AnnotatorError(
            "There is no screenshot in {folder}.", "Put pictures (.png or .jpg) into it, then try again.", folder=folder
        )
    school, problems, _ = script.find_school(folder, choose.CHOICES)
    if problems:
        raise ProblemsError(problems)
    wanted = tuple(languages) or school.languages or USUAL_LANGUAGES
    day = today or datetime.datetime.now().astimezone().date()
    if model is None:
        start = ScriptDraft(script.draft_script(pictures, dict.fromkeys(wanted, ""), None, day), ())
    else:
        start = adapt_shipped(model, pictures, wanted, day)
    contact_sheet = _make_order_sheet(folder, pictures)
    try:
        from annotator.cards import image_files

        image_files.save(contact_sheet, folder / ORDER_SHEET)
        ownership.note(folder / ORDER_SHEET, cache)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(start.text)
    except OSError as error:
        raise OutputError.not_written(folder, error, "Choose a folder that you may write to.") from error
    return NewScript((target, folder / ORDER_SHEET), start.notes)


def _make_order_sheet(folder: Path, pictures: Sequence[str]) -> Pixels:
    """A sheet of all pictures, numbered; a recording is shown by its last frame. Raises ProblemsError."""
    from annotator.cards import contact_sheet
    from annotator.screen import load
    from annotator.video import recording

    cache = Cache(default_root())
    problems: list[Problem] = []
    thumbnails = []
    for name in pictures:
        try:
            path = recording.last_picture(folder / name, cache) if suffix(name) in RECORDINGS else folder / name
            thumbnails.append(contact_sheet.make_thumbnail(load.load(path, name).pixels, _THUMBNAIL_PX))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    labels = [f"{number}  {name}" for number, name in enumerate(pictures, start=1)]
    return contact_sheet.make_contact_sheet(thumbnails, labels, columns=4)
