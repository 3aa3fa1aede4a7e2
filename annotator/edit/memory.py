"""List what the editor remembers of its user, and throw it away. All of it is in the user's data folder.

What is thrown away is gone from the disk, also what was made of it in the cache.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, Protocol, get_args

from annotator.edit import answers, history, recording_traces
from annotator.edit.data_root import DRAFTS, HISTORY, LAST_FOLDER, RECORDINGS, SERVERS, TEMPORARY, data_root
from annotator.edit.history import Entry, StoredHistory
from annotator.edit.recording_traces import remove_folder
from annotator.edit.session import Session
from annotator.edit.shelf import Shelf
from annotator.errors import OutputError

Kind = Literal["undo", "recordings", "drafts", "places", "answers"]
"""What can be undone; recordings that were thrown away or wait; quick drafts of films; the folder and the ports of last time;
the last answers to families."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How much of a kind is remembered: for how many tutorials, or how many recordings, drafts or places."""

    kind: Kind
    count: int
    bytes: int


class Opened(Protocol):
    """A tutorial that is open."""

    session: Session
    shelf: Shelf


def list_remembered() -> tuple[Remembered, ...]:
    """All that is remembered, by kind."""
    undo = [stored for _, stored in _list_histories() if stored is None or stored.undo or stored.redo]
    recordings = [recording for shelf in _list_shelves() for recording in shelf.list()]
    drafts = list((data_root() / DRAFTS).rglob("*.mp4"))
    return (
        Remembered("undo", len(undo), _measure([data_root() / HISTORY])),
        Remembered("recordings", len(recordings), _measure([data_root() / RECORDINGS])),
        Remembered("drafts", len(drafts), _measure([data_root() / DRAFTS])),
        Remembered("places", len(list(_list_places())), _measure(_list_places())),
        Remembered("answers", len(answers.list_answers()), _measure([answers.place()])),
    )


def throw_away(kind: Kind, opened: Sequence[Opened], cache_root: Path) -> None:
    """Throw away everything of a kind; the histories of tutorials that are ``opened`` go on, empty. Raises OutputError.

    A change that could not be written into its tutorial's folder yet stays.
    """
    if kind == "answers":
        answers.empty()
        recording_traces.remove(cache_root)
    elif kind == "undo":
        _throw_away_undo(opened, cache_root)
    elif kind == "recordings":
        _throw_away_recordings(opened)
        recording_traces.remove(cache_root)
    elif kind == "drafts":
        remove_folder(data_root() / DRAFTS)
    else:
        for path in _list_places():
            _unlink(path)


def _throw_away_undo(opened: Sequence[Opened], cache_root: Path) -> None:
    replaced = [(shelf, memo) for shelf in _list_shelves() for memo in shelf.list("memo")]
    for each in opened:
        each.session.forget()
    for path, stored in _list_histories(opened):
        if stored is not None and stored.pending is not None:
            _save(path, replace(stored, undo=(), redo=()))
        else:
            _unlink(path)
    for path in _list_files(data_root() / HISTORY):
        if path.name.startswith(TEMPORARY):  # of a run that was killed
            _unlink(path)
    if replaced:
        for shelf, memo in replaced:
            shelf.remove(memo)
        recording_traces.remove(cache_root)


def _throw_away_recordings(opened: Sequence[Opened]) -> None:
    for each in opened:
        with each.session.lock:
            try:
                each.shelf.empty()  # first: on a full disk it makes the room that the history needs
            finally:
                each.session.forget_recordings()
    remove_folder(data_root() / RECORDINGS)
    for path, stored in _list_histories(opened):
        if stored is not None and any(entry.shelf_files for entry in (*stored.undo, *stored.redo)):
            _save(path, replace(stored, undo=_without_recordings(stored.undo), redo=()))


def _without_recordings(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if not entry.shelf_files)


def _list_histories(opened: Sequence[Opened] = ()) -> Iterator[tuple[Path, StoredHistory | None]]:
    """The histories on the disk, but those of tutorials that are open; None for one that can't be read."""
    used = {each.session.history_path for each in opened}
    for path in _list_files(data_root() / HISTORY):
        if path.suffix == ".json" and not path.name.startswith(TEMPORARY) and path not in used:
            yield path, history.load(path)


def _list_shelves() -> Iterator[Shelf]:
    with contextlib.suppress(OSError):
        for path in sorted((data_root() / RECORDINGS).iterdir()):
            yield Shelf(path)


def _list_places() -> Iterator[Path]:
    """The files that say which folder was opened last, and at which port each was open; not those of editors that run."""
    if (data_root() / LAST_FOLDER).is_file():
        yield data_root() / LAST_FOLDER
    for path in _list_files(data_root() / SERVERS):
        if path.suffix == ".port":
            yield path


def _list_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _measure(places: Iterable[Path]) -> int:
    """The bytes of all files in some places."""
    size = 0
    for place in places:
        for path in (place, *place.rglob("*")):
            with contextlib.suppress(OSError):
                size += path.lstat().st_size if not path.is_dir() else 0
    return size


def _save(path: Path, stored: StoredHistory) -> None:
    try:
        history.save_rest(path, stored)
    except OSError as error:
        raise _refused(path, error) from error


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> OutputError:
    return OutputError(
        "{path} could not be removed: {strerror}.",
        "Close programs that have it open, then try again.",
        path=path,
        strerror=error.strerror or error,
    )
