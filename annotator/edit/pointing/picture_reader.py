"""Read pictures and draw cards in two child processes, so that a card never waits until six other pictures are read.

Reading the texts of a screenshot takes a second or two, drawing a card a tenth of that. The slow helper reads texts and finds
touch targets, most of them ahead of time; the quick one answers clicks and draws cards, once the texts that it needs are read.
The helpers run `annotator.edit.pointing.picture_requests`.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from annotator import script
from annotator.edit import data_root
from annotator.edit.errors import PictureError, StalePreviewError
from annotator.edit.pointing.picture_results import (
    ComparedScreens,
    Covers,
    Frame,
    Guess,
    Items,
    MarkPlace,
    MatchedGuess,
    PictureState,
    Pointed,
    ShownStep,
    View,
)
from annotator.edit.work.helper import Helper, Task
from annotator.messages import Message
from annotator.model import Action, Tutorial

Stamp = tuple[Path, int, int]
"""A file at one moment: its path, its modification time and its size. One that is replaced is another picture."""
_REQUEST = "pointing.picture_requests.answer_request"
T = TypeVar("T")


class PictureReader:
    """Reads pictures and draws cards. All methods may be called from any thread; those below "answers" wait, but for `button`.

    They raise PictureError. A preview is requested for a ``revision`` of the tutorial, a number that grows with every change;
    StalePreviewError means that one of a newer revision was requested meanwhile.

    Args:
        cache_root: the cache folder, which the helpers share with builds; what is read for an answer is in its own.
        quick: the helper that answers clicks and draws cards.
        slow: the helper that reads texts.
    """

    def __init__(self, cache_root: Path, quick: Helper, slow: Helper) -> None:
        self._root = cache_root
        self._quick = quick
        self._slow = slow
        self._lock = threading.RLock()
        self._texts: dict[Stamp, Task] = {}
        """The reading of each picture's texts, waiting, running or done."""
        self._details: dict[tuple[Stamp, str | None], Task] = {}
        """The reading of each picture's touch targets and faces, for a kind of device."""
        self._first: dict[Path, str | None] = {}
        """The picture to read first in each folder: that of the step in view."""
        self._actions: dict[tuple[Stamp, Action], MarkPlace] = {}
        """The button on the screen, for each picture and action whose mark was looked for."""
        self._revisions: dict[Path, int] = {}
        """The newest revision of each tutorial for which a preview was requested."""

    def warm_up(self) -> None:
        """Start the helpers, whose libraries take a second to load, before somebody waits for them. Returns at once."""
        for helper in (self._quick, self._slow):
            helper.submit(_REQUEST, self._root, "start", rank=0)

    # ------------------------------------------------------------ reading ahead

    def want(self, folder: Path, names: Sequence[str], device: str | None = None, first: str | None = None) -> None:
        """Read these pictures of a folder in the background: all of ``first``, then the texts of the others, then the rest.

        Called again, it changes the order of what still waits; without ``first``, the last one stays the first.
        """
        with self._lock:
            first = first or self._first.get(folder)
            self._first[folder] = first
            stamps = list(_list_stamps(folder / name for name in names))
            in_view = [stamp for stamp in stamps if stamp[0].name == first]
            others = [stamp for stamp in stamps if stamp not in in_view]
            rank = 0
            for group in (in_view, others):
                for stamp in group:
                    self._read_texts(stamp, rank)
                    rank += 1
                for stamp in group:
                    self._read_details(stamp, device, rank)
                    rank += 1

    def _read_texts(self, stamp: Stamp, rank: int | None = None) -> Task:
        """The reading of a picture's texts: one that waits gets its new place in the queue."""
        with self._lock:
            task = self._texts.get(stamp)
            if task is None or task.may_be_tried_again:
                new = self._slow.submit(_REQUEST, self._cache(stamp[0].parent), "texts", stamp[0], rank=rank)
                new.is_last_try = task is not None and task.may_be_tried_again
                self._texts[stamp] = task = new
            elif task.order[0]:  # no person waits for it
                self._slow.reorder(task, rank)
            return task

    def _read_details(self, stamp: Stamp, device: str | None, rank: int) -> None:
        """Read what cards need besides texts, unless the texts can't be read."""
        task = self._details.get((stamp, device))
        if task is not None:
            self._slow.reorder(task, rank)
        elif not self._texts[stamp].error:
            self._details[stamp, device] = self._slow.submit(
                _REQUEST,
                self._cache(stamp[0].parent),
                "details",
                stamp[0],
                device,
                rank=rank,
                is_stale=lambda: self._texts[stamp].error is not None,
            )

    def state(self, path: Path) -> PictureState:
        """The progress of reading a picture: ``waiting`` if nobody requested it, or if there is no such file."""
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
        return self._ask_slow(Items, shown.folder, "items", shown)

    def point(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates for a click at these pixels of a step's picture."""
        self._ensure_texts(shown.pictures())
        return self._ask(Pointed, "point", shown, x, y)

    def point_box(self, shown: ShownStep, box: Sequence[float]) -> Pointed:
        """A box that was drawn on a step's picture: left, top, width and height in pixels."""
        return self._ask(Pointed, "box", shown, box)

    def guesses(self, shown: ShownStep) -> tuple[Guess, ...]:
        """Guesses of the action of a step, best first, from its picture and that of the next step."""
        tutorial, paths = shown.tutorial, [shown.folder / shown.name]
        steps = enumerate(tutorial.steps[shown.index + 1 :], start=shown.index + 1)
        following = next((index for index, step in steps if not step.is_aside), None)
        if following is not None:
            paths.append(shown.folder / tutorial.steps[following].screenshot(shown.lang))
        self._ensure_texts(paths)
        return self._ask(tuple, "guesses", shown, following)

    def match(
        self, shown: ShownStep, folder: Path, message: str, chosen: tuple[Path, int] | None = None
    ) -> MatchedGuess:
        """The answer for the step of the tutorials in ``folder`` that a family's picture shows, or the ``chosen`` one."""
        self._ensure_texts(shown.pictures())
        return self._ask_slow(MatchedGuess, shown.folder, "match", shown, folder, self._root, message, chosen)

    def compare_today(self, folder: Path, tutorial: Tutorial, names: Sequence[str]) -> ComparedScreens:
        """The steps of a tutorial beside pictures of its folder, of today."""
        self._ensure_texts([folder / name for name in names])
        return self._ask_slow(ComparedScreens, folder, "today", folder, tutorial, tuple(names))

    def coverable(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """The candidates to cover for a click at these pixels."""
        return self._ask(Pointed, "coverable", shown, x, y)

    def covers(self, shown: ShownStep) -> Covers:
        """The covers of a step's picture, with their reasons."""
        return self._ask(Covers, "covers", shown)

    def covered(self, shown: ShownStep, width: int, revision: int) -> bytes:
        """A step's picture as families will see it, as a JPEG at most ``width`` pixels wide."""
        return self._ask(bytes, "covered", shown, width, revision=revision)

    def marks(self, shown: ShownStep, revision: int | None = None) -> tuple[MarkPlace, ...]:
        """The places of a step's action and of its other marks on its picture."""
        places: tuple[MarkPlace, ...] = self._ask(tuple, "marks", shown, revision=revision)
        entry = _action_entry(shown)
        if entry is not None and places and places[0].of == "action":
            self._actions[entry] = places[0]
        return places

    def button(self, shown: ShownStep) -> MarkPlace | None:
        """The place and the word of the button on the step's screen, if `marks` has looked for it before; never waits."""
        entry = _action_entry(shown)
        return self._actions.get(entry) if entry is not None else None

    def draw_card(self, shown: ShownStep, view: View, revision: int | None = None) -> bytes:
        """The card of a step as a build would draw it: a JPEG, or a PNG for the view ``answer``."""
        return self._ask(bytes, "card", shown, view, revision=revision)

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The opening or the closing of a tutorial as a JPEG, with the settings of ``school_file`` if it is given."""
        drawn = self._quick.ask(_REQUEST, self._cache(folder), "frame", folder, tutorial, lang, frame, school_file)
        assert isinstance(drawn, bytes)
        return drawn

    def _cache(self, folder: Path) -> Path:
        """The cache folder for a tutorial's pictures."""
        return data_root.cache_root(folder, self._root)

    def _ask(self, kind: type[T], name: str, shown: ShownStep, *values: object, revision: int | None = None) -> T:
        """The answer of the quick helper, a value of that ``kind``, when the picture's texts are read.

        Raises StalePreviewError if a preview of a newer revision was requested meanwhile.
        """
        self._ensure_texts(shown.pictures()[:1])
        if revision is not None:
            self._revisions[shown.folder] = max(revision, self._revisions.get(shown.folder, revision))

        def is_stale() -> bool:
            """Whether nobody needs the preview any more."""
            return revision is not None and revision < self._revisions[shown.folder]

        answer = self._quick.ask(_REQUEST, self._cache(shown.folder), name, shown, *values, is_stale=is_stale)
        if is_stale():
            raise StalePreviewError
        assert isinstance(answer, kind)
        return answer

    def _ask_slow(self, kind: type[T], folder: Path, name: str, *values: object) -> T:
        """The answer of the slow helper, a value of that ``kind``, about a picture in ``folder``."""
        answer = self._slow.ask(_REQUEST, self._cache(folder), name, *values)
        assert isinstance(answer, kind)
        return answer

    def _ensure_texts(self, paths: Sequence[Path]) -> None:
        """Have the texts of pictures read first. Raises PictureError if the first one can't be read, or it takes too long."""
        state = self.state(paths[0])
        if state.state == "failed" or stamp_of(paths[0]) is None:
            missing = Message("{name} is not there.", name=paths[0].name)
            raise PictureError("unreadable-picture", state.problem or missing)
        for stamp in _list_stamps(paths):
            if self.state(stamp[0]).state in ("ready", "failed"):
                continue
            try:
                self._slow.wait(self._read_texts(stamp))
            except PictureError as error:
                if stamp[0] == paths[0] or error.code == "busy":
                    raise


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return path, status.st_mtime_ns, status.st_size


def _list_stamps(paths: Iterable[Path]) -> Iterator[Stamp]:
    """The stamps of the existing pictures, without duplicates."""
    for path in dict.fromkeys(paths):
        if script.suffix(path.name) in script.PICTURES and (stamp := stamp_of(path)) is not None:
            yield stamp


def _action_entry(shown: ShownStep) -> tuple[Stamp, Action] | None:
    """The key of a step's button: its picture and its action; None without one of them."""
    action = shown.tutorial.steps[shown.index].action
    stamp = stamp_of(shown.folder / shown.name)
    return None if stamp is None or action is None else (stamp, action)
