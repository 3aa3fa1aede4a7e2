"""Derive each state of an edited tutorial from the one before by a pure function, so that undo is tested without a disk.

`session` keeps the current state, and writes it to the tutorial's folder.
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
    """The result of a change: ``Change("replace-picture", tutorial, (FileMove("03-unirse.es.m4a", "04-unirse.es.m4a"),))``.

    Attributes:
        name: the name of the change (``set-sentence``), which undo shows in words.
        tutorial: the whole tutorial after the change.
        moves: the files to rename and copy for it, in order.
        field: the field that was typed in, or empty: what is typed there without a pause is undone together.
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
        typed: the change and the field of the newest entry, if further typing there belongs to it; else None.
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
        """The part of the state to store between two runs."""
        return StoredHistory(self.revision, self.text, self.undo, self.redo)

    @property
    def tutorial(self) -> Tutorial:
        """The tutorial as far as the script can be read, with its files."""
        assert self.reading.readable is not None
        return self.reading.readable

    def changed(self, change: Change, seconds: float) -> State:
        """The state after a change at the time ``seconds``; itself if that changes nothing.

        The change is a new entry to undo, unless it continues the typing of the newest one. Raises ChangeError if it isn't
        allowed, or if the script has a line that can't be understood.
        """
        is_same_script = without_files(change.tutorial) == without_files(self.tutorial)
        if is_same_script and not change.moves:
            return self
        if self.reading.dropped_lines:
            message = "Line {line} of {script} can't be understood, and would be lost."
            line = self.reading.dropped_lines[0]
            raise ChangeError(message, "First decide on it, under “Check”.", line=line, script=SCRIPT)
        files = names_after(self.files, change.moves)
        if is_same_script:
            text, reading = self.text, parse(self.text, files)
        else:
            text, reading = judge(self.tutorial, change.tutorial, files)
        typed = (change.name, change.field) if change.field else None
        continues_typing = typed is not None and typed == self.typed and seconds - self.typed_at < TYPING_SECONDS
        undo = self.undo
        if not (continues_typing and undo):  # the entry may have been dropped: a history has limits
            undo = (*undo, Entry(change.name, self.text, change.moves))
        return State(text, reading, files, self.revision + 1, undo, typed=typed, typed_at=seconds)

    def corrected(self, line: int, text: str | None) -> State:
        """The state with ``text`` in place of a line that can't be understood; None removes the line.

        Raises ChangeError for any other line, and for a text that isn't allowed.
        """
        if line not in self.reading.dropped_lines:
            raise ChangeError("There is no such line any more.", "Look at the newest state.")
        check_text(text or "")
        pieces = re.split(r"(\r\n|\r|\n)", self.text)  # lines and line ends in turn
        start = 2 * (line - 1)
        if text is None:
            del pieces[start : start + 2]
        else:
            pieces[start] = text
        script = "".join(pieces)
        undo = (*self.undo, Entry(CORRECT_LINE, self.text))
        return State(script, parse(script, self.files), self.files, self.revision + 1, undo)

    def mistakes(self) -> tuple[Mistake, ...]:
        """The lines that can't be understood, in order."""
        lines = split_lines(self.text)
        return tuple(self._describe_mistake(line, lines[line - 1]) for line in self.reading.dropped_lines)

    def _describe_mistake(self, line: int, text: str) -> Mistake:
        """A line with its problem, or a general one, and corrected as its remedy says if that makes it understood."""
        general = Problem(SCRIPT, line, "This line can't be understood.", "Write it anew, or take it away.")
        problem = next((problem for problem in self.reading.problems if problem.line == line), general)
        parts = getattr(problem.remedy, "parts", {})
        corrected = str(parts.get("corrected", ""))
        if "near" in parts and isinstance(problem.message, Message):
            wrong = str(next(iter(problem.message.parts.values())))
            corrected = text.replace(wrong, str(parts["near"]), 1)
        if corrected and len(self.corrected(line, corrected).reading.dropped_lines) < len(self.reading.dropped_lines):
            return Mistake(problem, corrected)
        return Mistake(problem, text)

    def paused(self) -> State:
        """The same state, after which typing is an entry of its own, however soon."""
        return replace(self, typed=None)

    def undone(self) -> State:
        """The state before the newest entry, which can be redone. Raises ChangeError if there is none that can be read."""
        if not self.undo:
            raise ChangeError("There is nothing to undo.")
        entry = self.undo[-1]
        redo = (*self.redo, replace(entry, script=self.text))
        return self._restored(entry, names_before(self.files, entry.moves), self.undo[:-1], redo)

    def redone(self) -> State:
        """The state before the last undo. Raises ChangeError if there is none that can be read."""
        if not self.redo:
            raise ChangeError("There is nothing to redo.")
        entry = self.redo[-1]
        undo = (*self.undo, replace(entry, script=self.text))
        return self._restored(entry, names_after(self.files, entry.moves), undo, self.redo[:-1])

    def changed_elsewhere(self, text: str, reading: Reading, files: frozenset[str]) -> State:
        """The state with the script of another program. The script until now is an entry to undo; there is nothing to redo."""
        undo = (*self.undo, Entry(CHANGED_ELSEWHERE, self.text))
        return State(text, reading, files, self.revision + 1, undo)

    def relisted(self, files: frozenset[str]) -> State:
        """The state with these files in the folder; a new revision only if that changes the tutorial."""
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
