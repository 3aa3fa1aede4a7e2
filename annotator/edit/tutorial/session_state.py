"""Derive each state of a session from the one before as a pure function, so that undo can be tested without a disk.

A state never changes, and nothing here touches the tutorial's folder or the file of its history; `session` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.edit.errors import ChangeError
from annotator.edit.tutorial.changes import check_text, judge, parse, without_files
from annotator.edit.tutorial.file_moves import FileMove, names_after, names_before
from annotator.edit.tutorial.history import Entry, StoredHistory
from annotator.messages import Message
from annotator.model import Problem, Tutorial
from annotator.script import SCRIPT, Reading
from annotator.script.blocks import split_lines

CHANGED_ELSEWHERE = "changed-elsewhere"
"""The name of the entry from before another program changed the script."""
CORRECT_LINE = "correct-line"
"""The name of the entry from before a line that can't be understood was corrected or removed."""
TYPING_SECONDS = 2.0
"""Maximum pause between changes of one field that are undone together."""


@dataclass(frozen=True)
class Change:
    """A change of a tutorial, as its result.

    For instance ``Change("replace-picture", tutorial, (FileMove("03-unirse.es.m4a", "04-unirse.es.m4a"),))``.

    Attributes:
        name: the name that undo shows in its own words (``set-sentence``).
        tutorial: the whole tutorial after the change.
        moves: the files to rename and copy for it, in order.
        field: the field that was typed in, or empty: fast changes of one field are undone together.
    """

    name: str
    tutorial: Tutorial
    moves: tuple[FileMove, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that can't be understood: ``Mistake(Problem("tutorial.md", 7, …), "- tap: Join")`` of ``- tpa: Join``.

    Attributes:
        problem: what is wrong with it.
        text: the line as it was probably meant, or as it is.
    """

    problem: Problem
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """A script, the files beside it, and the entries to undo and redo.

    Attributes:
        text: the text of the script, with its byte-order mark and carriage returns.
        reading: the parsed text, with the files.
        files: the names of the files in the folder.
        revision: a number that grows with every change, also over restarts.
        undo: the entries to undo, oldest first.
        redo: the entries to redo, the next one last.
        typed: the change and the field of the newest entry, while further typing there belongs to it.
        typed_at: the time of that change, in seconds.
    """

    text: str
    reading: Reading
    files: frozenset[str]
    revision: int
    undo: tuple[Entry, ...] = ()
    redo: tuple[Entry, ...] = ()
    typed: tuple[str, str] | None = None
    typed_at: float = 0.0

    @classmethod
    def from_stored(cls, stored: StoredHistory, reading: Reading, files: frozenset[str]) -> State:
        """The stored state, with its parsed script and the current files."""
        return cls(stored.script, reading, files, stored.revision, stored.undo, stored.redo)

    def stored(self) -> StoredHistory:
        """The part of the state to store between two runs, which `from_stored` takes."""
        return StoredHistory(self.revision, self.text, self.undo, self.redo)

    @property
    def tutorial(self) -> Tutorial:
        """The tutorial as far as the script can be read, with its files."""
        assert self.reading.readable is not None
        return self.reading.readable

    def changed(self, change: Change, seconds: float) -> State:
        """The state after a change at the time ``seconds``; itself if that changes nothing.

        It is the newest entry to undo, with the files that it moves, or belongs to the one before if it goes on typing.
        Raises ChangeError if it makes no sense.
        """
        same = without_files(change.tutorial) == without_files(self.tutorial)
        if same and not change.moves:
            return self
        for line in self.reading.dropped_lines:
            message = "Line {line} of {script} can't be understood, and would be lost."
            raise ChangeError(message, "First decide on it, under “Check”.", line=line, script=SCRIPT)
        files = names_after(self.files, change.moves)
        text, reading = (self.text, parse(self.text, files)) if same else judge(self.tutorial, change.tutorial, files)
        undo = self.undo
        typed = (change.name, change.field) if change.field else None
        goes_on = typed is not None and typed == self.typed and seconds - self.typed_at < TYPING_SECONDS
        if not (goes_on and undo):  # that entry may be gone: a history has limits
            undo = (*undo, Entry(change.name, self.text, change.moves))
        return State(text, reading, files, self.revision + 1, undo, typed=typed, typed_at=seconds)

    def corrected(self, line: int, text: str | None) -> State:
        """The state with another text in a line that can't be understood, or without it. Raises ChangeError for any other."""
        if line not in self.reading.dropped_lines:
            raise ChangeError("There is no such line any more.", "Look at the newest state.")
        check_text(text or "")
        pieces, at = re.split(r"(\r\n|\r|\n)", self.text), 2 * line - 2
        pieces[at : at + 1 + (text is None)] = [] if text is None else [text]
        script = "".join(pieces)
        undo = (*self.undo, Entry(CORRECT_LINE, self.text))
        return State(script, parse(script, self.files), self.files, self.revision + 1, undo)

    def mistakes(self) -> tuple[Mistake, ...]:
        """The lines that can't be understood, in order."""
        lines = split_lines(self.text)
        return tuple(self._describe_mistake(line, lines[line - 1]) for line in self.reading.dropped_lines)

    def _describe_mistake(self, line: int, text: str) -> Mistake:
        """A line with its problem, a general one if it has none of its own, and the line as it was probably meant."""
        unknown = Problem(SCRIPT, line, "This line can't be understood.", "Write it anew, or take it away.")
        problem = next((each for each in self.reading.problems if each.line == line), unknown)
        parts = getattr(problem.remedy, "parts", {})
        meant = str(parts.get("corrected", ""))
        if "near" in parts and isinstance(problem.message, Message):
            wrong = str(next(iter(problem.message.parts.values())))
            meant = text.replace(wrong, str(parts["near"]), 1)
        if meant and len(self.corrected(line, meant).reading.dropped_lines) < len(self.reading.dropped_lines):
            return Mistake(problem, meant)
        return Mistake(problem, text)

    def paused(self) -> State:
        """The same, but the next typing is an entry of its own, however soon."""
        return replace(self, typed=None)

    def undone(self) -> State:
        """The state before the newest entry, which can be made again. Raises ChangeError if there is none that can be read."""
        if not self.undo:
            raise ChangeError("There is nothing to undo.")
        entry = self.undo[-1]
        redo = (*self.redo, replace(entry, script=self.text))
        return self._restored(entry, names_before(self.files, entry.moves), self.undo[:-1], redo)

    def redone(self) -> State:
        """The state after the entry that was undone last. Raises ChangeError if there is none that can be read."""
        if not self.redo:
            raise ChangeError("There is nothing to redo.")
        entry = self.redo[-1]
        undo = (*self.undo, replace(entry, script=self.text))
        return self._restored(entry, names_after(self.files, entry.moves), undo, self.redo[:-1])

    def changed_elsewhere(self, text: str, reading: Reading, files: frozenset[str]) -> State:
        """The state that another program made: the script until now is an entry to undo, and nothing can be made again."""
        undo = (*self.undo, Entry(CHANGED_ELSEWHERE, self.text))
        return State(text, reading, files, self.revision + 1, undo)

    def relisted(self, files: frozenset[str]) -> State:
        """The state with files that came or went; a new revision only if that changes the tutorial."""
        if files == self.files:
            return self
        new = replace(self, files=files, reading=parse(self.text, files))
        return new.touched() if new.tutorial != self.tutorial else new

    def touched(self) -> State:
        """The same at the next revision."""
        return replace(self, revision=self.revision + 1)

    def _restored(self, entry: Entry, files: frozenset[str], undo: tuple[Entry, ...], redo: tuple[Entry, ...]) -> State:
        reading = parse(entry.script, files)
        if reading.readable is None:
            raise ChangeError("That version of the script can't be read any more.")
        return State(entry.script, reading, files, self.revision + 1, undo, redo)
