"""Read the pictures of tutorials and draw cards in child processes, for a server that calls from several threads.

One child reads texts and lists what is on pictures, the other answers clicks and draws cards, so that nobody waits for
a card behind the texts of six other pictures. Both end when they have been idle for a while.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from annotator import script
from annotator.edit.picture_answers import (
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
from annotator.edit.reading_states import ReadingStates, Stamp, stamp_of
from annotator.edit.worker_channel import BACKGROUND, Job, WorkerChannel
from annotator.messages import Message
from annotator.model import BoxTarget, PointTarget, Tutorial

IDLE_SECONDS: Final = 20.0
"""How long a child stays after its last work."""
TIMEOUT: Final = 60.0
"""How long a person's request waits, in seconds."""
FRAME_TIMEOUT: Final = 110.0
"""How long the opening or closing of a tutorial may take whose pictures were never read."""
_MODULE: Final = "annotator.edit.reading_worker"
T = TypeVar("T")


class PictureReader:
    """Reads pictures and draws cards. All methods may be called from any thread; those that answer block until then.

    They raise PictureError, whose ``code`` is the server's word for it, and StalePreviewError for a card, marks or a
    click of an older revision.
    """

    def __init__(self, cache_root: Path, idle_seconds: float = IDLE_SECONDS) -> None:
        self._reading = WorkerChannel(_MODULE, [str(cache_root)], idle_seconds)
        self._drawing = WorkerChannel(_MODULE, [str(cache_root)], idle_seconds)
        self._lock = threading.Lock()
        self._states = ReadingStates()
        self._wanted: dict[Path, tuple[str, ...]] = {}
        self._first: dict[Path, str | None] = {}
        self._matched: dict[tuple[Stamp, object], str | None] = {}
        self._detailed: set[tuple[Stamp, str | None]] = set()
        self._revisions: dict[Path, int] = {}

    @property
    def pids(self) -> tuple[int, ...]:
        """The child processes that are running."""
        return tuple(pid for pid in (self._reading.pid, self._drawing.pid) if pid is not None)

    @property
    def is_busy(self) -> bool:
        """Whether a child works, or has work."""
        return self._reading.is_busy or self._drawing.is_busy

    def close(self) -> None:
        """End the children. Requests that wait are answered with an error."""
        self._reading.close()
        self._drawing.close()

    def warm_up(self) -> None:
        """Start the children, whose libraries take a second to load, before somebody waits for them. Returns at once."""
        for channel in (self._drawing, self._reading):
            if channel.pid is None:
                channel.submit("start", (), BACKGROUND)

    # ------------------------------------------------------------ reading ahead

    def want(self, folder: Path, names: Sequence[str], device: str | None = None, first: str | None = None) -> None:
        """Read these pictures of a folder in the background: all of ``first``, then the texts of the others, then the rest.

        Called again, it replaces what was still waiting; without ``first``, the last one stays the first.
        """
        with self._lock:
            self._first[folder] = first = first or self._first.get(folder)
        ordered = sorted(dict.fromkeys(names), key=lambda name: name != first)
        with self._lock:
            self._wanted[folder] = tuple(names)
        self._reading.drop(lambda job: job.tag == folder)
        stamps = [(folder / name, stamp) for name in ordered if (stamp := stamp_of(folder / name)) is not None]
        readable = [(path, stamp) for path, stamp in stamps if script.suffix(path.name) in script.PICTURES]
        ahead = sum(path.name == first for path, _ in readable[:1])
        for part in (readable[:ahead], readable[ahead:]):
            for path, stamp in part:
                if not self._states.is_done(stamp):
                    self._submit_texts(path, stamp, folder)
            for path, stamp in part:
                with self._lock:
                    known = (stamp, device) in self._detailed
                if not known:
                    self._submit_details(path, stamp, folder, device)

    def state(self, path: Path) -> PictureState:
        """How far a picture is read: ``waiting`` if nobody asked for it, or if there is no such file."""
        return self._states.of(stamp_of(path))

    def progress(self, folder: Path) -> tuple[int, int]:
        """How many of the wanted pictures of a folder are read, or can't be, and how many there are."""
        with self._lock:
            names = self._wanted.get(folder, ())
        pictures = [folder / name for name in names if script.suffix(name) in script.PICTURES]
        stamps = [stamp for path in pictures if (stamp := stamp_of(path)) is not None]
        done = sum(map(self._states.is_done, stamps))
        return done, len(stamps)

    # ------------------------------------------------------------ answers

    def items(self, shown: ShownStep, wait: float = 0.0) -> Items | None:
        """Everything on a step's picture that can be pointed at; None if it isn't read after ``wait`` seconds."""
        paths = shown.pictures()
        if wait <= 0 and not all(self._is_settled(path) for path in paths):
            self._check_readable(paths[:1])
            self.want(shown.folder, self._names(shown), shown.tutorial.device, shown.name)
            return None
        try:
            self._ensure_texts(paths, wait or TIMEOUT)
            return _as(Items, self._reading.ask("items", shown.parts, wait or TIMEOUT))
        except PictureError as error:
            if error.code == "busy":
                return None
            raise

    def point(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """What a click at these pixels of a step's picture may mean."""
        self._ensure_texts(shown.pictures())
        return _as(Pointed, self._draw("point", shown, None, x, y))

    def point_box(self, shown: ShownStep, box: Sequence[float]) -> Pointed:
        """A box that was drawn on a step's picture: left, top, width and height in pixels."""
        return _as(Pointed, self._draw("box", shown, None, box))

    def coverable(self, shown: ShownStep, x: float, y: float) -> Pointed:
        """What a click at these pixels may mean where something is to be covered."""
        return _as(Pointed, self._draw("coverable", shown, None, x, y))

    def covers(self, shown: ShownStep) -> Covers:
        """What is covered on a step's picture, and why."""
        return _as(Covers, self._draw("covers", shown))

    def covered(self, shown: ShownStep, width: int, revision: int) -> bytes:
        """A step's picture as families will see it, as a JPEG at most ``width`` pixels wide."""
        return _as(bytes, self._draw("covered", shown, revision, width))

    def marks(self, shown: ShownStep, revision: int | None = None) -> tuple[MarkPlace, ...]:
        """Where the target of a step's action and its other marks are on its picture."""
        places: tuple[MarkPlace, ...] = _as(tuple, self._draw("marks", shown, revision))
        entry = _wording_entry(shown)
        if entry is not None and places and places[0].of == "action":
            with self._lock:
                self._matched[entry] = places[0].matched
        return places

    def wording(self, shown: ShownStep) -> str | None:
        """The button's word as it is on the step's screen, if `marks` has found it before; never waits."""
        entry = _wording_entry(shown)
        with self._lock:
            return self._matched.get(entry) if entry is not None else None

    def found_on(self, shown: ShownStep) -> bool:
        """Whether all that a step marks is on its picture, for instance after that was replaced.

        A point or a box has nothing that could be looked for, so a person must look.
        """
        step = shown.tutorial.steps[shown.index]
        targets = [step.action.target if step.action else None, *(mark.target for mark in step.marks)]
        if any(isinstance(target, PointTarget | BoxTarget) for target in targets):
            return False
        return all(place.found for place in self.marks(shown))

    def draw_card(self, shown: ShownStep, view: View, revision: int | None = None) -> bytes:
        """The card of a step as a JPEG, as a build would draw it."""
        return _as(bytes, self._draw("card", shown, revision, view))

    def draw_frame(
        self, folder: Path, tutorial: Tutorial, lang: str, frame: Frame, school_file: Path | None = None
    ) -> bytes:
        """The opening or the closing of a tutorial as a JPEG, with the school of another file if one is named."""
        return _as(bytes, self._drawing.ask("frame", (folder, tutorial, lang, frame, school_file), FRAME_TIMEOUT))

    # ------------------------------------------------------------ parts

    def _draw(self, name: str, shown: ShownStep, revision: int | None = None, *values: object) -> object:
        """The answer of the child that draws, whose picture's texts are read first. Raises StalePreviewError."""
        self._ensure_texts(shown.pictures()[:1])
        args = (*values, *shown.parts)
        if revision is None:
            return self._drawing.ask(name, args, TIMEOUT)
        folder = shown.folder
        with self._lock:
            self._revisions[folder] = max(revision, self._revisions.get(folder, revision))

        def is_stale() -> bool:
            with self._lock:
                return revision < self._revisions.get(folder, revision)

        answer = self._drawing.ask(name, args, TIMEOUT, is_stale)
        if is_stale():
            raise StalePreviewError
        return answer

    def _names(self, shown: ShownStep) -> tuple[str, ...]:
        with self._lock:
            known = self._wanted.get(shown.folder, ())
        tutorial = shown.tutorial
        names = (step.screenshot(lang) for step in tutorial.steps for lang in (*tutorial.languages, ""))
        return tuple(dict.fromkeys((*known, *names)))

    def _check_readable(self, paths: Iterable[Path]) -> None:
        for path in paths:
            state = self.state(path)
            if state.state == "failed" or stamp_of(path) is None:
                raise PictureError(
                    "unreadable-picture", state.problem or Message("{name} is not there.", name=path.name)
                )

    def _is_settled(self, path: Path) -> bool:
        """Whether there is nothing to wait for: it is read, can't be, or isn't there."""
        stamp = stamp_of(path)
        return stamp is None or self._states.is_done(stamp)

    def _ensure_texts(self, paths: Sequence[Path], timeout: float = TIMEOUT) -> None:
        """Have the texts of pictures read before anything else. Raises PictureError if the first can't be read."""
        self._check_readable(paths[:1])
        for path in paths:
            stamp = stamp_of(path)
            moves = script.suffix(path.name) in script.RECORDINGS  # read together with its last frame
            if stamp is None or moves or self._states.is_done(stamp):
                continue
            self._states.start(stamp)
            try:
                self._reading.ask("texts", (path,), timeout, on_end=partial(self._note_texts, path, stamp))
            except PictureError as error:
                if path == paths[0] or error.code == "busy":
                    raise

    def _submit_texts(self, path: Path, stamp: Stamp, folder: Path) -> None:
        self._reading.submit(
            "texts",
            (path,),
            BACKGROUND,
            tag=folder,
            is_stale=lambda: self._states.is_done(stamp),
            on_start=lambda: self._states.start(stamp),
            on_end=lambda job: self._note_texts(path, stamp, job),
        )

    def _submit_details(self, path: Path, stamp: Stamp, folder: Path, device: str | None) -> None:
        def note(job: Job) -> None:
            if not isinstance(job.error, StalePreviewError):
                with self._lock:
                    self._detailed.add((stamp, device))

        self._reading.submit(
            "details",
            (path, device),
            BACKGROUND,
            tag=folder,
            is_stale=lambda: self._states.of(stamp).state == "failed",
            on_end=note,
        )

    def _note_texts(self, path: Path, stamp: Stamp, job: Job) -> None:
        if self._states.finish(stamp, job) and job.priority == BACKGROUND and isinstance(job.tag, Path):
            self._submit_texts(path, stamp, job.tag)


def _wording_entry(shown: ShownStep) -> tuple[Stamp, object] | None:
    action = shown.tutorial.steps[shown.index].action
    stamp = stamp_of(shown.folder / shown.name)
    return None if stamp is None or action is None else (stamp, action)


def _as(kind: type[T], answer: object) -> T:
    assert isinstance(answer, kind)
    return answer
