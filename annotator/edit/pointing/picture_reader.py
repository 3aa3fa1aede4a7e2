"""Read pictures and draw cards in two child processes, so that nobody waits for a card behind the texts of six other pictures.

The slow helper reads texts and finds touch targets, the quick one answers clicks and draws cards.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from annotator import script
from annotator.edit.pointing.picture_results import (
    Covers,
    Frame,
    Items,
    MarkPlace,
    PictureError,
    PictureState,
    Pointed,
    ShownStep,
    StalePreviewError,
    View,
)
from annotator.edit.work.helper import Helper, Task
from annotator.messages import Message
from annotator.model import Tutorial

Stamp = tuple[Path, int, int]
"""A file at one moment: its path, its modification time and its size. One that is replaced is another picture."""
_REQUEST = "pointing.picture_requests.answer_request"
T = TypeVar("T")


class PictureReader:
    """Reads pictures and draws cards. All methods may be called from any thread; those that answer block until then.

    They raise PictureError, whose ``code`` is the server's word for it, and StalePreviewError for a card, marks or a
    click of an older revision.
    """

    def __init__(self, cache_root: Path, quick: Helper, slow: Helper) -> None:
        self._cache_root = cache_root
        self._quick = quick
        self._slow = slow
        self._lock = threading.RLock()
        self._texts: dict[Stamp, Task] = {}
        self._details: dict[tuple[Stamp, str | None], Task] = {}
        self._wanted: dict[Path, tuple[str, ...]] = {}
        self._first: dict[Path, str | None] = {}
        self._matched: dict[tuple[Stamp, object], str | None] = {}
        self._revisions: dict[Path, int] = {}

    def warm_up(self) -> None:
        """Start the helpers, whose libraries take a second to load, before somebody waits for them. Returns at once."""
        for helper in (self._quick, self._slow):
            helper.submit(_REQUEST, self._cache_root, "start", rank=0)

    # ------------------------------------------------------------ reading ahead

    def want(self, folder: Path, names: Sequence[str], device: str | None = None, first: str | None = None) -> None:
        """Read these pictures of a folder in the background: all of ``first``, then the texts of the others, then the rest.

        Called again, it changes the order of what still waits; without ``first``, the last one stays the first.
        """
        with self._lock:
            self._first[folder] = first = first or self._first.get(folder)
            self._wanted[folder] = tuple(names)
            ranks = iter(range(3 * len(names)))
            stamps = list(_stamps(folder / name for name in names))
            ahead = [stamp for stamp in stamps if stamp[0].name == first]
            for part in (ahead, [stamp for stamp in stamps if stamp not in ahead]):
                for stamp in part:
                    self._read(stamp, next(ranks))
                for stamp in part:
                    self._read_details(stamp, device, next(ranks))

    def state(self, path: Path) -> PictureState:
        """The progress of reading a picture: ``waiting`` if nobody asked for it, or if there is no such file."""
        stamp = stamp_of(path)
        task = None if stamp is None else self._texts.get(stamp)
        if task is None or task.may_be_tried_again:
            return PictureState("waiting")
        if not task.done.is_set():
            return PictureState("reading" if task.begun else "waiting")
        read: PictureState | None = task.answer
        return read or PictureState("failed", problem=task.error.message if task.error else None)

    # ------------------------------------------------------------ answers

    def items(self, shown: ShownStep) -> Items:
        """Everything on a step's picture that can be pointed at."""
        self._ensure_texts(shown.pictures())
        return _as(Items, self._slow.ask(_REQUEST, self._cache_root, "items", shown))

    def point(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates for a click at these pixels of a step's picture."""
        self._ensure_texts(shown.pictures())
        return _as(Pointed, self._ask("point", shown, x, y))

    def point_box(self, shown: ShownStep, box: Sequence[float]) -> Pointed:
        """A box that was drawn on a step's picture: left, top, width and height in pixels."""
        return _as(Pointed, self._ask("box", shown, box))

    def coverable(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates for a click at these pixels where something is to be covered."""
        return _as(Pointed, self._ask("coverable", shown, x, y))

    def covers(self, shown: ShownStep) -> Covers:
        """The covers of a step's picture, with their reasons."""
        return _as(Covers, self._ask("covers", shown))

    def covered(self, shown: ShownStep, width: int, revision: int) -> bytes:
        """A step's picture as families will see it, as a JPEG at most ``width`` pixels wide."""
        return _as(bytes, self._ask("covered", shown, width, revision=revision))

    def marks(self, shown: ShownStep, revision: int | None = None) -> tuple[MarkPlace, ...]:
        """The places of a step's action and of its other marks on its picture."""
        places: tuple[MarkPlace, ...] = _as(tuple, self._ask("marks", shown, revision=revision))
        entry = _wording_entry(shown)
        if entry is not None and places and places[0].of == "action":
            self._matched[entry] = places[0].matched
        return places

    def wording(self, shown: ShownStep) -> str | None:
        """The button's word as it is on the step's screen, if `marks` has found it before; never waits."""
        entry = _wording_entry(shown)
        return self._matched.get(entry) if entry is not None else None

    def draw_card(self, shown: ShownStep, view: View, revision: int | None = None) -> bytes:
        """The card of a step as a JPEG, as a build would draw it."""
        return _as(bytes, self._ask("card", shown, view, revision=revision))

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The opening or the closing of a tutorial as a JPEG, with the school of another file if one is named."""
        asked = folder, tutorial, lang, frame, school_file
        return _as(bytes, self._quick.ask(_REQUEST, self._cache_root, "frame", *asked))

    # ------------------------------------------------------------ parts

    def _ask(self, name: str, shown: ShownStep, *values: object, revision: int | None = None) -> object:
        """The answer of the quick helper, when the picture's texts are read. Raises StalePreviewError."""
        self._ensure_texts(shown.pictures()[:1])
        if revision is not None:
            newest = self._revisions.get(shown.folder, revision)
            self._revisions[shown.folder] = max(revision, newest)

        def is_stale() -> bool:
            return revision is not None and revision < self._revisions[shown.folder]

        answer = self._quick.ask(_REQUEST, self._cache_root, name, shown, *values, is_stale=is_stale)
        if is_stale():
            raise StalePreviewError
        return answer

    def _check_readable(self, path: Path) -> None:
        state = self.state(path)
        if state.state == "failed" or stamp_of(path) is None:
            raise PictureError("unreadable-picture", state.problem or Message("{name} is not there.", name=path.name))

    def _is_settled(self, stamp: Stamp) -> bool:
        """Whether a picture is read, or can't be."""
        return self.state(stamp[0]).state in ("ready", "failed")

    def _ensure_texts(self, paths: Sequence[Path]) -> None:
        """Have the texts of pictures read before anything else. Raises PictureError if the first can't be read."""
        self._check_readable(paths[0])
        for stamp in (stamp for stamp in _stamps(paths) if not self._is_settled(stamp)):
            try:
                self._slow.wait(self._read(stamp))
            except PictureError as error:
                if stamp[0] == paths[0] or error.code == "busy":
                    raise

    def _read(self, stamp: Stamp, rank: int | None = None) -> Task:
        """The reading of a picture's texts: one that waits gets its new place in the queue."""
        with self._lock:
            task = self._texts.get(stamp)
            if task is None or task.may_be_tried_again:
                new = self._slow.submit(_REQUEST, self._cache_root, "texts", stamp[0], rank=rank)
                new.is_last_try = task is not None and task.may_be_tried_again
                self._texts[stamp] = task = new
            elif task.order[0]:  # no person waits for it
                self._slow.reorder(task, rank)
            return task

    def _read_details(self, stamp: Stamp, device: str | None, rank: int) -> None:
        task = self._details.get((stamp, device))
        if task is not None:
            self._slow.reorder(task, rank)
        elif not self._texts[stamp].error:
            asked = self._cache_root, "details", stamp[0], device
            is_stale = lambda: self._texts[stamp].error is not None  # noqa: E731
            self._details[stamp, device] = self._slow.submit(_REQUEST, *asked, rank=rank, is_stale=is_stale)


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return path, status.st_mtime_ns, status.st_size


def _stamps(paths: Iterable[Path]) -> Iterator[Stamp]:
    """The stamps of the existing pictures, without duplicates."""
    for path in dict.fromkeys(paths):
        if script.suffix(path.name) in script.PICTURES and (stamp := stamp_of(path)) is not None:
            yield stamp


def _wording_entry(shown: ShownStep) -> tuple[Stamp, object] | None:
    action = shown.tutorial.steps[shown.index].action
    stamp = stamp_of(shown.folder / shown.name)
    return None if stamp is None or action is None else (stamp, action)


def _as(kind: type[T], answer: object) -> T:
    assert isinstance(answer, kind)
    return answer
