"""The child process that reads pictures and draws cards: requests on stdin, answers on stdout, until stdin ends.

Everything heavy (OpenCV, onnxruntime, decoded pictures) is in here, so that the memory is free again when it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.cache import Cache
from annotator.edit import (
    card_previews,
    cover_list,
    cover_pointing,
    picture_files,
    picture_items,
    pointing,
    school_cards,
    touch_places,
)
from annotator.edit.job_protocol import describe_error
from annotator.edit.picture_answers import PictureError, PictureState, View
from annotator.edit.step_pictures import StepPictures
from annotator.edit.worker_child import serve_parent
from annotator.errors import ProblemsError
from annotator.messages import Message, join
from annotator.model import Tutorial


class Requests:
    """What the child can do, by the names of requests."""

    def __init__(self, cache: Cache) -> None:
        self._pictures = StepPictures(cache)
        self._drawing = card_previews.CardPreviews(self._pictures)
        self._known: dict[str, Callable[..., Any]] = {
            "start": lambda: None,
            "texts": self._read_texts,
            "details": self._read_details,
            "items": lambda *args: picture_items.list_items(self._pictures.open(*args)),
            "point": lambda x, y, *args: pointing.point_at(self._pictures.open(*args), x, y),
            "box": lambda box, *args: pointing.draw_box(self._pictures.open(*args), box),
            "marks": lambda *args: pointing.find_marks(self._pictures.open(*args)),
            "card": self._draw_card,
            "coverable": lambda x, y, *args: cover_pointing.point_at(self._pictures.open(*args), x, y),
            "covers": lambda *args: cover_list.list_covers(self._pictures.open(*args)),
            "covered": self._draw_covered,
            "frame": school_cards.SchoolCards(self._pictures).draw,
        }

    def answer(self, name: str, *args: Any) -> object:
        """The answer to a request."""
        return self._known[name](*args)

    def _draw_card(self, view: View, folder: Path, tutorial: Tutorial, index: int, lang: str) -> bytes:
        return self._drawing.draw(folder, tutorial, index, lang, view)

    def _read_texts(self, path: Path) -> PictureState:
        picture = self._pictures.analysis.load(path, path.name)
        self._pictures.analysis.texts(picture)
        return PictureState("ready", (picture.width, picture.height), turn=picture.turn, unsure=picture.unsure)

    def _draw_covered(self, width: int | None, *place: Any) -> bytes:
        return picture_files.encode(cover_list.draw_covered(self._pictures.open(*place)), width)

    def _read_details(self, path: Path, device: str | None) -> None:
        """Read ahead what cards and the list of items need besides texts."""
        picture = self._pictures.analysis.load(path, path.name)
        self._pictures.analysis.faces(picture)
        touch_places.read_places(self._pictures, picture, device)


def _describe(error: Exception) -> dict[str, Any]:
    """The code, message and remedy of an error."""
    if isinstance(error, ProblemsError):
        first = error.problems[0]
        message = join(first.file, first.message)
        return {"code": "unreadable-picture", "message": message, "remedy": first.remedy}
    row = describe_error(error)
    if row["code"] == "internal" and not isinstance(error, PictureError):
        row["message"] = Message("This picture could not be read ({error}).", error=type(error).__name__)
        row["remedy"] = "Try again."
    return row


def main() -> None:
    """Run as ``python -m annotator.edit.reading_worker CACHE_FOLDER``."""
    serve_parent(Requests(Cache(Path(sys.argv[1]))).answer, _describe)


if __name__ == "__main__":
    main()
