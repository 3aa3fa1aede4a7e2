"""Edit a tutorial in its folder: each new state is written at once, and changes that other programs make are taken over."""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial.changes import parse
from annotator.edit.tutorial.file_moves import FileMove, do_moves, undo_moves
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.script_file import ChangedMeanwhileError, ScriptFile
from annotator.edit.tutorial.session_state import Change, Mistake, State
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.messages import Message, join
from annotator.model import Problem, Tutorial
from annotator.script import SCRIPT, BadValueError, read_folder
from annotator.script.files.text_files import decode_with_mark

_ApplyMoves = Callable[[Path, Sequence[FileMove]], None]


class StaleError(AnnotatorError):
    """The tutorial has changed since the state that a change was meant for."""

    code = "stale"


class Session:
    """A tutorial that is being edited. Its methods may be called from several threads.

    Args:
        folder: the tutorial's folder.
        history: the file of the undo entries.
        clock: a clock in seconds, to recognise fast typing, which is undone as one change.

    A script may have lines that can't be understood. They would be lost when it is written, so each must be corrected or removed
    before any other change.

    Raises ProblemsError if the script can't be read at all, or has no title.
    """

    def __init__(self, folder: Path, history: History, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        """Held during each change; hold it to read several attributes of the same state."""
        self.unsaved: str | None = None
        """Why the state or its history isn't saved, or another program's script couldn't be read; None if all is well."""
        self.history = history
        self._clock = clock
        self._script = ScriptFile(folder)
        self._disk: bytes | None = None
        """The script on the disk as it was read or written last; None if it is missing."""
        self._dirty = False
        """Whether the state or its history still has to be written."""
        self._unreadable: str | None = None
        """Why the script that another program wrote can't be read."""
        self._state = self._open()

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
    def mistakes(self) -> tuple[Mistake, ...]:
        """The lines of the script that can't be understood."""
        return self._state.mistakes()

    @property
    def files(self) -> frozenset[str]:
        """The names of the files in the folder."""
        return self._state.files

    @property
    def undo_name(self) -> str | None:
        """The name of the change that `undo` would undo."""
        return self._state.undo[-1].name if self._state.undo else None

    @property
    def redo_name(self) -> str | None:
        """The name of the change that `redo` would redo."""
        return self._state.redo[-1].name if self._state.redo else None

    def check_revision(self, revision: int) -> None:
        """Raise StaleError if the tutorial, here or on the disk, isn't at ``revision`` any more.

        Raises ChangeError if another program made a script of it that can't be read, and must not be overwritten.
        """
        with self.lock:
            self.refresh()
            if self._unreadable is not None:
                message = "{script} was changed by another program. {reason}"
                raise ChangeError(message, script=SCRIPT, reason=self._unreadable)
            if revision != self.revision:
                raise StaleError("The tutorial was changed elsewhere meanwhile.", "Look at the newest state.")

    def apply(self, revision: int, change: Change) -> None:
        """Make a change, which is one entry to undo.

        Raises:
            StaleError: ``revision`` is not the newest one, or the script was changed by another program.
            ChangeError: the change makes no sense.
            OutputError: it could not be written. If ``unsaved`` is set, the change is kept in memory and written with the
                next call; else nothing was changed.
        """
        with self.lock:
            self.check_revision(revision)
            new = self._state.changed(change, self._clock())
            if new is self._state:
                return
            try:
                self._commit(new, change.moves, do_moves)
            except AnnotatorError:
                self._state = self._state.paused()  # what is typed after a failure is an entry of its own
                raise

    def correct(self, revision: int, line: int, text: str | None) -> None:
        """Replace a line that can't be understood by ``text``, or remove it if that is None. Raises as `apply` does."""
        with self.lock:
            self.check_revision(revision)
            self._commit(self._state.corrected(line, text))

    def undo(self, revision: int) -> None:
        """Undo the last change: the script is as it was, byte by byte. Raises as `apply` does."""
        with self.lock:
            self.check_revision(revision)
            new = self._state.undone()
            self._commit(new, new.redo[-1].moves, undo_moves)

    def redo(self, revision: int) -> None:
        """Redo the change that was undone last. Raises as `apply` does."""
        with self.lock:
            self.check_revision(revision)
            new = self._state.redone()
            self._commit(new, new.undo[-1].moves, do_moves)

    def forget(self) -> None:
        """Empty the undo history and its file, in which only the revision and the current script stay. Raises OutputError."""
        with self.lock:
            self._state = replace(self._state, undo=(), redo=(), typed=None)
            try:
                self.history.save(self._state.stored())
            except OSError as error:
                raise self._unwritable(error) from error

    def touch(self) -> None:
        """Begin a new revision: something outside the script, such as the list of names, changed what pages show of it."""
        with self.lock:
            self._keep(self._state.touched())

    def refresh(self) -> bool:
        """Take over what other programs changed in the folder, and write what couldn't be written before.

        A script changed elsewhere becomes the state if it can be read, and the one before an entry to undo. Returns whether the
        tutorial or its problems changed.
        """
        with self.lock:
            try:
                disk = self._script.look()
            except OSError as error:
                self.unsaved = str(self._unwritable(error))
                return False
            if disk.data is None:
                self._disk, self._dirty = None, True
                gone = "{script} is not in its folder any more. The next change writes it again."
                self.unsaved = Message(gone, script=SCRIPT)
                return False
            if disk.data != self._disk:
                return self._adopt(disk.data, disk.files)
            self._unreadable = None
            if self._dirty:
                with contextlib.suppress(AnnotatorError):  # the reason is in `unsaved`
                    self._write()
            else:
                self.unsaved = None
            return self._relist(disk.files)

    def _open(self) -> State:
        try:
            disk = self._script.look()
            text = decode_with_mark(disk.data or b"")
            reading = parse(text, disk.files)
        except (OSError, BadValueError) as error:
            raise self._opening_error() from error
        if disk.data is None or reading.readable is None or not reading.readable.titles:
            raise self._opening_error()
        self._disk = disk.data
        stored = self.history.load()
        if stored is None:
            # The revision of a damaged history is unknown, but the seconds of the clock are more than it ever was.
            revision = int(time.time()) if self.history.set_aside() else 1
            return State(text, reading, disk.files, revision)
        if text == stored.script:
            return State.from_stored(stored, reading, disk.files)
        last = State.from_stored(stored, parse(stored.script, disk.files), disk.files)
        return self._keep(last.changed_elsewhere(text, reading, disk.files))

    def _opening_error(self) -> ProblemsError:
        """Why the script can't be opened."""
        gone = Problem(SCRIPT, 0, Message('"{name}" is not in the folder any more.', name=SCRIPT), "Try again.")
        return ProblemsError(read_folder(self.folder).problems or [gone])

    def _keep(self, state: State) -> State:
        """Make ``state`` the current one, and return it. Its history is saved if possible; the next change tries again."""
        self._state = state
        with contextlib.suppress(OSError):
            self._save_history()
        return state

    def _adopt(self, data: bytes, files: frozenset[str]) -> bool:
        """Take over a script from another program, if it can be read, as `refresh` does; returns the same."""
        self._state = old = self._state.paused()
        try:
            text = decode_with_mark(data)
            reading = parse(text, files)
        except BadValueError as bad:
            self.unsaved = self._unreadable = join(bad.message, bad.remedy)
            return False
        if reading.readable is None or not reading.readable.titles:
            self.unsaved = self._unreadable = join(*(problem.sentences for problem in reading.problems))
            return False
        self._disk, self._dirty, self.unsaved, self._unreadable = data, False, None, None
        if text == old.text:
            return self._relist(files)
        self._keep(old.changed_elsewhere(text, reading, files))
        return True

    def _relist(self, files: frozenset[str]) -> bool:
        """Take over the files that came or went; return whether that changed the tutorial or its problems."""
        old, self._state = self._state, self._state.relisted(files)
        return self._state.reading != old.reading

    def _commit(self, new: State, moves: Sequence[FileMove] = (), apply_moves: _ApplyMoves = do_moves) -> None:
        """Make ``new`` the state, and write it: first the history, then the script, then the names of the files.

        A kill in between leaves files under their old names; undo or redo goes on from there.
        """
        old, self._state = self._state, new
        try:
            self._write()
            apply_moves(self.folder, moves)
        except (ChangeError, OutputError):
            if moves:  # the script must not name files that didn't move
                self._state = old
                with contextlib.suppress(OutputError, StaleError):  # `refresh` tries again
                    self._write()
                self.unsaved = None
            raise
        with contextlib.suppress(OSError):
            self._relist(self._script.look().files)

    def _write(self) -> None:
        """Write history and script. Raises OutputError for the script, and StaleError if it was changed meanwhile.

        That the history can't be written is noted in ``unsaved``.

        The history is first: killed between the two, both texts are there to go back to.
        """
        history_fault: str | None = None
        try:
            self._save_history()
        except OSError as error:
            message = "The undo history could not be kept: {strerror} ({filename})."
            history_fault = Message(message, strerror=error.strerror or error, filename=error.filename)
        try:
            if self._disk is None or self._state.text.encode() != self._disk:
                self._disk = self._script.write(self._state.text, self._disk)
        except ChangedMeanwhileError as error:
            self.refresh()
            raise StaleError("The tutorial was changed elsewhere meanwhile.", "Look at the newest state.") from error
        except OSError as error:
            self._dirty = True
            unwritable = self._unwritable(error)
            self.unsaved = str(unwritable)
            raise unwritable from error
        self._dirty, self.unsaved = history_fault is not None, history_fault

    def _save_history(self) -> None:
        stored = self._state.stored().within_limits()
        self._state = replace(self._state, undo=stored.undo)
        self.history.save(stored)

    def _unwritable(self, error: OSError) -> OutputError:
        message = "The tutorial could not be saved: {strerror} ({place})."
        remedy = "Make room on the disk, and see that its folder may be written to."
        return OutputError(message, remedy, strerror=error.strerror or error, place=error.filename or self.folder)
