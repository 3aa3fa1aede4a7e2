"""Hold the state of one tutorial: apply changes, write the script at once, undo and redo; notice what others changed."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.edit.change import ACCEPT_LOSS, Change, Rename, moves_of, typed_field
from annotator.edit.changes import ChangeError
from annotator.edit.file_moves import FileMove, do_moves, moves_left, names_after, names_before, undo_moves
from annotator.edit.history import Entry, History, Pending, StoredHistory
from annotator.edit.memo_moves import SHELF
from annotator.edit.script_file import ChangedMeanwhileError, ScriptFile, parse, text_of, without_files
from annotator.edit.shelf import Shelf
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.model import Problem, Tutorial
from annotator.script import SCRIPT, BadValueError, Reading, read_folder, write

__all__ = ["ACCEPT_LOSS", "Change", "ChangeError", "Rename", "Session", "StaleError"]

CHANGED_ELSEWHERE = "changed-elsewhere"
"""The name of the entry with what was there before another program changed the script."""
TYPING_SECONDS = 2.0
"""Changes of one field that follow each other faster are one entry to undo."""


class StaleError(AnnotatorError):
    """The tutorial has changed since the state that a change was meant for."""


@dataclass(frozen=True, slots=True)
class _State:
    """All of a session that a change changes."""

    text: str
    reading: Reading
    files: frozenset[str]
    revision: int
    undo: tuple[Entry, ...] = ()
    redo: tuple[Entry, ...] = ()

    @property
    def tutorial(self) -> Tutorial:
        assert self.reading.readable is not None
        return self.reading.readable


class Session:
    """A tutorial that is being edited. Its methods may be called from several threads.

    Args:
        folder: the tutorial's folder.
        history: where undo entries are kept.
        clock: seconds, for what counts as typing.
        shelf: where recordings are that were replaced.

    Raises ProblemsError if there is no script, or none that can be read at all.
    """

    def __init__(
        self,
        folder: Path,
        history: History,
        clock: Callable[[], float] = time.monotonic,
        shelf: Shelf | None = None,
    ) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        """Held during each change; hold it to read several attributes of the same state."""
        self.unsaved: str | None = None
        """Why the newest state is not on the disk, or None if it is."""
        self._history = history
        self._shelf = shelf
        self._clock = clock
        self._typed: tuple[str, str, float] | None = None
        self._script = ScriptFile(folder)
        self._disk: bytes | None = None
        self._dirty = False
        self._unreadable: str | None = None
        self._state = self._open()
        if shelf is not None:
            shelf.remove_unneeded(self._files_of_shelf())

    @property
    def tutorial(self) -> Tutorial:
        """The tutorial as far as the script can be read, with its files."""
        return self._state.tutorial

    @property
    def revision(self) -> int:
        """Grows with every change, also over restarts."""
        return self._state.revision

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems and warnings of the script."""
        return self._state.reading.problems

    @property
    def lost_lines(self) -> tuple[int, ...]:
        """The lines of the script that could not be read, and vanish when it is written."""
        return self._state.reading.dropped_lines

    @property
    def files(self) -> frozenset[str]:
        """The names of the files in the folder."""
        return self._state.files

    @property
    def undo_name(self) -> str | None:
        """The name of the change that `undo` takes back."""
        return self._state.undo[-1].name if self._state.undo else None

    @property
    def redo_name(self) -> str | None:
        """The name of the change that `redo` makes again."""
        return self._state.redo[-1].name if self._state.redo else None

    @property
    def earlier(self) -> tuple[tuple[str, str], ...]:
        """The changes that can be undone, the newest first: their names, and the script's text before each."""
        return tuple((entry.name, entry.script) for entry in reversed(self._state.undo))

    @property
    def history_path(self) -> Path:
        """The file in which undo entries are kept."""
        return self._history.path

    def check_revision(self, revision: int) -> None:
        """Raise StaleError if the tutorial, here or on the disk, isn't at ``revision`` any more.

        Raises ChangeError if another program made a script of it that can't be read, and must not be overwritten.
        """
        with self.lock:
            self.refresh()
            if self._unreadable is not None:
                raise ChangeError(f"{SCRIPT} was changed by another program. {self._unreadable}")
            if revision != self.revision:
                raise StaleError("The tutorial was changed elsewhere meanwhile.", "Look at the newest state.")

    def apply(self, revision: int, changes: Sequence[Change]) -> None:
        """Make changes, one after the other, as one entry to undo; all of them or none.

        Raises:
            StaleError: ``revision`` is not the newest one, or the script was changed by another program.
            ChangeError: a change makes no sense.
            OutputError: it could not be written. If ``unsaved`` is set, the changes are kept in memory and written with the
                next call; else nothing was changed.
        """
        with self.lock:
            self.check_revision(revision)
            old = self._state
            accepted = any(change.name == ACCEPT_LOSS for change in changes)
            if self.lost_lines and not accepted:
                raise ChangeError(
                    "The script has lines that could not be read; they would vanish when it is written.",
                    "Correct them in the file, or accept that they vanish.",
                    code="lost-lines",
                )
            tutorial = old.tutorial
            for change in changes:
                tutorial = change.apply(tutorial)
            moves = tuple(move for change in changes for move in moves_of(change))
            same = without_files(tutorial) == without_files(old.tutorial) and not (accepted and self.lost_lines)
            if same and not moves:
                return
            files = names_after(old.files, moves)
            text = old.text if same else write(tutorial)
            reading = parse(text, files)
            if reading.readable is None or without_files(reading.readable) != without_files(tutorial):
                raise _unwritable_change(reading)
            now = self._clock()
            typed = typed_field(changes)
            name = next((change.name for change in changes if change.name != ACCEPT_LOSS), ACCEPT_LOSS)
            undo = old.undo
            if not (
                self._typed and undo and typed and self._typed[:2] == typed and now - self._typed[2] < TYPING_SECONDS
            ):
                undo = (*undo, Entry(name, old.text, moves))
            new = _State(text, reading, files, old.revision + 1, undo)
            self._commit(new, moves, lambda: do_moves(self.folder, moves, self._shelf))
            self._typed = (*typed, now) if typed else None

    def undo(self, revision: int) -> None:
        """Take the last change back: the script is as it was, byte by byte. Raises as `apply` does."""
        with self.lock:
            self.check_revision(revision)
            old = self._state
            if not old.undo:
                raise ChangeError("There is nothing to undo.")
            entry = old.undo[-1]
            files = names_before(old.files, entry.moves)
            redo = (*old.redo, Entry(entry.name, old.text, entry.moves))
            new = _State(entry.script, parse(entry.script, files), files, old.revision + 1, old.undo[:-1], redo)
            back = tuple(FileMove(move.new, move.old) for move in reversed(entry.moves) if not move.copy)
            self._commit(new, back, lambda: undo_moves(self.folder, entry.moves, self._shelf))

    def redo(self, revision: int) -> None:
        """Make the change again that was taken back last. Raises as `apply` does."""
        with self.lock:
            self.check_revision(revision)
            old = self._state
            if not old.redo:
                raise ChangeError("There is nothing to redo.")
            entry = old.redo[-1]
            files = names_after(old.files, entry.moves)
            undo = (*old.undo, Entry(entry.name, old.text, entry.moves))
            new = _State(entry.script, parse(entry.script, files), files, old.revision + 1, undo, old.redo[:-1])
            self._commit(new, entry.moves, lambda: do_moves(self.folder, entry.moves, self._shelf))

    def forget(self) -> None:
        """Empty the undo history, also on the disk; only the revision and the script as it is are kept."""
        with self.lock:
            self._typed = None
            self._state = replace(self._state, undo=(), redo=())
            self._save_rest()
            if self._shelf is not None:
                self._shelf.remove_unneeded(())

    def forget_recordings(self) -> None:
        """Drop the undo entries that need recordings on the shelf. Raises OutputError."""
        with self.lock:
            undo = tuple(entry for entry in self._state.undo if not entry.shelf_files)
            redo = () if any(entry.shelf_files for entry in self._state.redo) else self._state.redo
            self._state = replace(self._state, undo=undo, redo=redo)
            self._save_rest()

    def touch(self) -> None:
        """Count a revision: something that isn't in the script, such as the school's names, changed what is seen of it."""
        with self.lock:
            self._kept(replace(self._state, revision=self._state.revision + 1))

    def refresh(self) -> bool:
        """Take over what other programs changed in the folder, and write what couldn't be written before.

        A script changed elsewhere becomes the state, and the one before an entry to undo. Returns whether the state changed.
        """
        with self.lock:
            try:
                disk = self._script.look()
            except OSError as error:
                self.unsaved = str(self._unwritable(error))
                return False
            if disk.data is None:
                self._disk, self._dirty = None, True
                self.unsaved = f"{SCRIPT} is not in its folder any more. The next change writes it again."
                return False
            if disk.data != self._disk:
                return self._adopt(disk.data, disk.files)
            self._unreadable = None
            if self._dirty:
                with contextlib.suppress(AnnotatorError):  # `unsaved` says it
                    self._write()
            elif self.unsaved:
                self.unsaved = None
            return self._relist(disk.files)

    def _open(self) -> _State:
        reading = read_folder(self.folder)
        if reading.readable is None:
            raise ProblemsError(reading.problems)
        try:
            disk = self._script.look()
            text = text_of(disk.data or b"")
        except (OSError, BadValueError) as error:
            raise ProblemsError([Problem(SCRIPT, 0, f"It cannot be read: {error}.", "Try again.")]) from error
        self._disk = disk.data
        stored = self._history.load()
        if stored is None:
            # A damaged history doesn't tell its revision, but seconds pass faster than changes.
            revision = int(time.time()) if self._history.exists() else 1
            return _State(text, parse(text, disk.files), disk.files, revision)
        state = _State(text, parse(text, disk.files), disk.files, stored.revision, stored.undo, stored.redo)
        if stored.script == text and stored.pending is None:
            return state
        if stored.pending is not None and text in (stored.script, stored.pending.script):
            return self._finish(state, stored)
        undo = (*stored.undo, Entry(CHANGED_ELSEWHERE, stored.script))
        return self._kept(replace(state, revision=stored.revision + 1, undo=undo, redo=()))

    def _files_of_shelf(self) -> frozenset[str]:
        """The recordings on the shelf that undo or redo brings back."""
        return frozenset(file for entry in (*self._state.undo, *self._state.redo) for file in entry.shelf_files)

    def _all_names(self, files: frozenset[str]) -> frozenset[str]:
        """The names of files in the folder, and of those on the shelf."""
        on_shelf = self._shelf.list() if self._shelf is not None else ()
        return files | {SHELF + recording.file for recording in on_shelf}

    def _finish(self, state: _State, stored: StoredHistory) -> _State:
        """Do what remained of the last change when the editor was killed."""
        assert stored.pending is not None
        with contextlib.suppress(ChangeError, OutputError):  # reported as files that are missing
            do_moves(self.folder, moves_left(self._all_names(state.files), stored.pending.moves), self._shelf)
        files = self._script.look().files
        finished = replace(state, text=stored.script, reading=parse(stored.script, files), files=files)
        self._state = finished
        with contextlib.suppress(OutputError):  # `unsaved` says it
            self._write()
        return finished

    def _kept(self, state: _State) -> _State:
        """``state``, with its history on the disk if that can be written; the next change tries again."""
        self._state = state
        with contextlib.suppress(OSError):
            self._save_history(None)
        return state

    def _adopt(self, data: bytes, files: frozenset[str]) -> bool:
        """Take a script from another program as the state; what was here becomes an entry to undo."""
        old = self._state
        self._typed = None
        try:
            text = text_of(data)
            reading = parse(text, files)
        except BadValueError as bad:
            self.unsaved = self._unreadable = f"{bad.message} {bad.remedy}"
            return False
        if reading.readable is None:
            self.unsaved = self._unreadable = " ".join(str(problem) for problem in reading.problems)
            return False
        self._disk, self._dirty, self.unsaved, self._unreadable = data, False, None, None
        if text == old.text:
            return self._relist(files)
        undo = (*old.undo, Entry(CHANGED_ELSEWHERE, old.text))
        self._kept(_State(text, reading, files, old.revision + 1, undo))
        return True

    def _relist(self, files: frozenset[str]) -> bool:
        """Attach the files that came or went; whether the state changed."""
        old = self._state
        if files == old.files:
            return False
        new = replace(old, files=files, reading=parse(old.text, files))
        if new.tutorial != old.tutorial:
            new = replace(new, revision=old.revision + 1)
        self._state = new
        return new.reading != old.reading

    def _commit(self, new: _State, moves: Iterable[FileMove], make_moves: Callable[[], None]) -> None:
        """Make ``new`` the state, and the disk like it: first the history, then the files, then the script."""
        old, self._typed = self._state, None
        if new.reading.readable is None:
            raise ChangeError("That version of the script can't be read any more.")
        on_disk = old.text if self._disk is None else self._disk.decode("utf-8")
        pending = Pending(on_disk, tuple(moves))
        self._state = new
        try:
            self._save_history(pending)
        except OSError as error:  # without moves, `_write` tries again, and says it
            if pending.moves:
                self._state = old
                raise self._unwritable(error) from error
        try:
            make_moves()
        except AnnotatorError:
            self._kept(old)
            raise
        self._write()
        with contextlib.suppress(OSError):
            self._relist(self._script.look().files)

    def _write(self) -> None:
        """Write history and script. Raises OutputError, and StaleError if the script was changed meanwhile."""
        state = self._state
        try:
            if self._disk is None or state.text.encode() != self._disk:
                self._disk = self._script.write(state.text, self._disk)
        except ChangedMeanwhileError as error:
            self.refresh()
            raise StaleError("The tutorial was changed elsewhere meanwhile.", "Look at the newest state.") from error
        except OSError as error:
            self._dirty = True
            unwritable = self._unwritable(error)
            self.unsaved = str(unwritable)
            raise unwritable from error
        try:
            self._save_history(None)
        except OSError as error:  # the work itself is safe
            self._dirty = True
            self.unsaved = f"The undo history could not be kept: {error.strerror or error} ({error.filename})."
        else:
            self._dirty, self.unsaved = False, None

    def _save_history(self, pending: Pending | None) -> None:
        state = self._state
        stored = StoredHistory(state.revision, state.text, pending, state.undo, state.redo).within_limits()
        self._state = replace(state, undo=stored.undo, redo=stored.redo)
        self._history.save(stored)

    def _save_rest(self) -> None:
        """Save a history of which something was dropped. Raises OutputError."""
        state = self._state
        try:
            self._history.save_rest(StoredHistory(state.revision, state.text, None, state.undo, state.redo))
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> OutputError:
        place = error.filename or self.folder
        return OutputError(
            f"The tutorial could not be saved: {error.strerror or error} ({place}).",
            "Make room on the disk, and see that its folder may be written to.",
        )


def _unwritable_change(reading: Reading) -> ChangeError:
    """Why a change, once written, would not read back the same."""
    dropped = next((found for found in reading.problems if found.line in reading.dropped_lines), None)
    if dropped is not None:
        return ChangeError(dropped.message, dropped.remedy)
    return ChangeError("The script can't hold this.", "Write it shorter or simpler.")
