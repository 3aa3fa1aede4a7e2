"""Answer the editor's requests about pictures in a child process, since they load heavy libraries.

Called in `annotator.edit.work.helper_child`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.cache import Cache, code_version, key
from annotator.cache.store import plain, restored
from annotator.edit.pointing import cover_list, step_pictures
from annotator.edit.pointing import places as pointing
from annotator.edit.pointing.card_previews import CardPreviews
from annotator.edit.pointing.picture_results import PictureError, PictureState, ShownStep, View
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.tutorial import picture_files
from annotator.errors import ProblemsError
from annotator.messages import join
from annotator.screen import load, picture_kind


def answer_request(cache_root: Path, name: str, *args: Any) -> object:
    """The answer to a request: one about a step's picture gets the step first. Raises PictureError."""
    pictures = _open(cache_root)
    try:
        if name in _OF_STEP:
            shown, *rest = args
            return _OF_STEP[name](pictures.open(*shown.parts), *rest)
        return _OTHERS[name](pictures, *args)
    except ProblemsError as error:
        first = error.problems[0]
        raise PictureError("unreadable-picture", join(first.file, first.message), first.remedy) from error


@functools.cache
def _open(cache_root: Path) -> StepPictures:
    return StepPictures(Cache(cache_root))


def _read_texts(pictures: StepPictures, path: Path) -> PictureState:
    """What is read on a picture; one that was read before isn't decoded."""
    entry = key("read", code_version.of(__name__), load.read_digest(path))
    known = pictures.cache.get_parsed("places", entry, _parse_state)
    if known is None:
        known = _read_anew(pictures, path)
        pictures.cache.put_json("places", entry, plain(known))
    return known


def _read_anew(pictures: StepPictures, path: Path) -> PictureState:
    picture = pictures.analysis.load(path, path.name)
    lines = pictures.analysis.texts(picture)
    return PictureState(
        "ready",
        (picture.width, picture.height),
        turn=picture.turn,
        unsure=picture.unsure,
        texts=tuple(line.text for line in lines),
        digest=picture.digest,
        clock=picture_kind.read_clock(lines, picture.height),
        framed=picture_kind.is_framed(picture.pixels),
    )


def _parse_state(row: Any) -> PictureState:
    state = restored(row, {PictureState.__name__: PictureState})
    if not isinstance(state, PictureState):
        raise TypeError("not what was read on a picture")
    return state


def _read_details(pictures: StepPictures, path: Path, device: str | None) -> None:
    """Read ahead what cards and the list of items need besides texts, once for each picture."""
    entry = key("details", code_version.of(__name__), load.read_digest(path), device)
    if pictures.cache.get_json("places", entry) is None:
        picture = pictures.analysis.load(path, path.name)
        pictures.analysis.faces(picture)
        step_pictures.read_places(pictures, picture, device)
        pictures.cache.put_json("places", entry, "read")


def _draw_card(pictures: StepPictures, shown: ShownStep, view: View) -> bytes:
    return CardPreviews(pictures).draw(*shown.parts, view)


_OF_STEP: Final[Mapping[str, Callable[..., object]]] = {
    "items": pointing.list_items,
    "point": pointing.point_at,
    "box": pointing.draw_box,
    "marks": pointing.find_marks,
    "coverable": cover_list.point_at,
    "covers": cover_list.list_covers,
    "covered": lambda seen, width: picture_files.encode(cover_list.draw_covered(seen), width),
}
_OTHERS: Final[Mapping[str, Callable[..., object]]] = {
    "start": lambda _pictures: None,
    "texts": _read_texts,
    "details": _read_details,
    "card": _draw_card,
    "frame": lambda pictures, *asked: CardPreviews(pictures).draw_frame(*asked),
}
