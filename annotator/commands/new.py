"""What ``annotator new`` does: a script with a step for each screenshot, and a sheet to check their order by eye."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from annotator.build.survey import SCRIPT
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.model import Problem

ORDER_SHEET = "order.jpg"
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif")
_THUMBNAIL_PX = 240


def new(folder: Path, languages: Sequence[str] = (), today: datetime.date | None = None) -> list[Path]:
    """Write ``tutorial.md`` and ``order.jpg`` into ``folder``; give their paths.

    Raises AnnotatorError where there is a script already or no picture, ProblemsError for pictures that can't be
    opened, OutputError where the folder can't be written. Then nothing is written.
    """
    from annotator import script

    if not folder.is_dir():
        raise AnnotatorError(
            f"There is no folder {folder}.", "Make it, put the screenshots of one task into it, then try again."
        )
    target = folder / SCRIPT
    if target.exists():
        raise AnnotatorError(
            f"{target} is there already, and it stays as it is.",
            "Change it by hand, or give it another name if you want to start again.",
        )
    pictures = screenshots([path.name for path in folder.iterdir() if path.is_file()])
    if not pictures:
        raise AnnotatorError(
            f"There is no screenshot in {folder}.",
            f"Put pictures ({', '.join(PICTURE_SUFFIXES)}) into it, then try again.",
        )
    school, problems, _ = script.find_school(folder)
    if problems:
        raise ProblemsError(problems)
    wanted = tuple(languages) or school.languages or ("es", "en")
    sheet = _order_sheet(folder, pictures)
    text = script.draft(pictures, dict.fromkeys(wanted, ""), None, today or datetime.datetime.now().astimezone().date())
    try:
        from annotator.picture import files

        files.save(sheet, folder / ORDER_SHEET)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(
            f"{folder} could not be written: {error.strerror or error}.", "Choose a folder that you may write to."
        ) from error
    return [target, folder / ORDER_SHEET]


def screenshots(names: Sequence[str]) -> list[str]:
    """The screenshots among ``names``, in the order in which a person counts; other languages' screens are left out.

    ``03-x.es.png`` belongs to ``03-x.png`` and gets no step of its own where that is there as well.
    """
    from annotator import script

    pictures = [name for name in names if name.lower().endswith(PICTURE_SUFFIXES) and name != ORDER_SHEET]
    stems = {Path(name).stem.casefold() for name in pictures}
    own = [
        name for name in pictures if Path(Path(name).stem).stem.casefold() not in stems - {Path(name).stem.casefold()}
    ]
    return sorted(own, key=script.natural_key)


def _order_sheet(folder: Path, pictures: Sequence[str]) -> object:
    from annotator.picture import load, sheet

    problems: list[Problem] = []
    thumbnails = []
    for name in pictures:
        try:
            thumbnails.append(sheet.thumbnail(load.load(folder / name, name).pixels, _THUMBNAIL_PX))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    labels = [f"{number}  {name}" for number, name in enumerate(pictures, start=1)]
    return sheet.sheet(thumbnails, labels, columns=4)
