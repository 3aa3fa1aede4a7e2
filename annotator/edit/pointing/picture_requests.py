"""Answer the editor's requests about pictures in a child process, since reading pictures needs heavy libraries.

The server sends a name and its arguments (`annotator.edit.work.helper`); the answers are values without such libraries. A click
at (540, 1200) on the picture of a step, for instance::

    answer_request(cache_root, "point", ShownStep(Path("join-class"), tutorial, 2, "es"), 540, 1200)    # a Pointed
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotator.cache import Cache, code_version, key
from annotator.cache.keys import restored
from annotator.edit.errors import PictureError
from annotator.edit.pointing import cover_candidates, places, step_covers
from annotator.edit.pointing.card_previews import CardPreviews
from annotator.edit.pointing.matched_answer import match_answer
from annotator.edit.pointing.picture_state import PictureState
from annotator.edit.pointing.step_guesses import guess_actions
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edit.pointing.steps_today import compare_today
from annotator.edit.tutorial import page_pictures
from annotator.errors import ProblemsError
from annotator.messages import join
from annotator.screen import load
from annotator.screen.drawn_frames import is_framed
from annotator.screen.status_bar import read_clock

_OF_ONE_PICTURE: Final[Mapping[str, Callable[..., object]]] = {
    "items": places.list_items,
    "point": places.point_at,
    "box": places.draw_box,
    "marks": places.find_marks,
    "coverable": cover_candidates.point_at,
    "covers": step_covers.list_covers,
}
"""The functions that answer requests about the picture of a step, by the name of the request."""


def answer_request(cache_root: Path, name: str, *args: Any) -> object:
    """The answer to a request. Raises PictureError for a picture that can't be read, and as the function that answers."""
    try:
        return _answer(_open_pictures(cache_root), name, *args)
    except ProblemsError as error:
        first = error.problems[0]
        raise PictureError("unreadable-picture", join(first.file, first.message), first.remedy) from error


def _answer(pictures: StepPictures, name: str, *args: Any) -> object:
    """The answer to a request; ``shown`` is a `ShownStep`."""
    if name in _OF_ONE_PICTURE:
        shown, *values = args
        return _OF_ONE_PICTURE[name](pictures.open(shown), *values)
    match (name, *args):
        case ("start",):
            return None  # the request was for loading this module
        case ("texts", path):
            return _read_texts(pictures, path)
        case ("details", path, device):
            _read_details(pictures, path, device)
            return None
        case ("guesses", shown, following):
            next_picture = None if following is None else pictures.open(replace(shown, index=following))
            return guess_actions(pictures.open(shown), next_picture)
        case ("match", shown, folder, tutorials_cache, message, chosen):
            return match_answer(pictures.open(shown), folder, Cache(tutorials_cache), message, chosen)
        case ("today", folder, tutorial, names):
            return compare_today(pictures, folder, tutorial, names)
        case ("covered", shown, width):
            return page_pictures.encode(step_covers.draw_covered(pictures.open(shown)), width)
        case ("card", shown, view):
            return CardPreviews(pictures).draw(shown.folder, shown.tutorial, shown.index, shown.lang, view)
        case ("frame", folder, tutorial, lang, frame, school_file):
            return CardPreviews(pictures).draw_frame(folder, tutorial, lang, frame, school_file)
    raise ValueError(f"no request {name} with {len(args)} arguments")


@functools.lru_cache(maxsize=2)
def _open_pictures(cache_root: Path) -> StepPictures:
    """The pictures with a cache; the latest stay in memory from one request to the next. Each answer has a cache of its own."""
    return StepPictures(Cache(cache_root))


def _read_texts(pictures: StepPictures, path: Path) -> PictureState:
    """The texts and properties of a picture; it isn't decoded if they are in the cache."""
    entry = key("read", code_version.of(__name__), load.read_digest(path))

    def read() -> PictureState:
        picture = pictures.analysis.load(path, path.name)
        lines = pictures.analysis.texts(picture)
        return PictureState(
            "ready",
            (picture.width, picture.height),
            turn=picture.turn,
            unsure=picture.unsure,
            texts=tuple(line.text for line in lines),
            digest=picture.digest,
            clock=read_clock(lines, picture.height),
            framed=is_framed(picture.pixels),
            device=pictures.analysis.kind(picture, None).device,
        )

    classes = {PictureState.__name__: PictureState}
    state: PictureState = pictures.cache.get_or_find("places", entry, lambda row: restored(row, classes), read)
    return state


def _read_details(pictures: StepPictures, path: Path, device: str | None) -> None:
    """Cache what cards and the list of items need besides texts, once for each picture and device."""
    entry = key("details", code_version.of(__name__), load.read_digest(path), device)
    if pictures.cache.get_json("places", entry) is None:
        picture = pictures.analysis.load(path, path.name)
        pictures.analysis.faces(picture)
        pictures.targets.read(picture, device)
        pictures.cache.put_json("places", entry, "read")
