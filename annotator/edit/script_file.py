"""Read and write a tutorial's script byte by byte, and never over a version that nobody here has seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from annotator.media.files import read_file, replacing
from annotator.model import Tutorial
from annotator.script import SCRIPT, BadValueError, Reading, list_files, read, shipped_icons
from annotator.script.folder import decode, find_script


class ChangedMeanwhileError(Exception):
    """The script on disk is not the one that was read or written last."""


@dataclass(frozen=True, slots=True)
class DiskState:
    """What is in the folder: the script's bytes (None: it is missing), and the names of all files."""

    data: bytes | None
    files: frozenset[str]


class ScriptFile:
    """The script of one folder, under whatever spelling its name has there (``Tutorial.MD``)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = SCRIPT

    def look(self) -> DiskState:
        """What is there now. Raises OSError."""
        files = list_files(self._folder)
        try:
            self._name = find_script(files, self._folder)
        except BadValueError:
            return DiskState(None, files)
        return DiskState(read_file(self._folder / self._name), files)

    def write(self, text: str, expected: bytes | None) -> bytes:
        """Write the script whole or not at all, and return its bytes.

        Raises OSError, and ChangedMeanwhileError if the file there isn't ``expected``; None stands for a missing file.
        """
        now = self.look().data
        if now not in (expected, None):
            raise ChangedMeanwhileError
        data = text.encode()
        with replacing(self._folder / self._name) as temporary:
            temporary.write_bytes(data)
        return data


def text_of(data: bytes) -> str:
    """The script's text with its byte-order mark, if it has one. Raises BadValueError if it is not UTF-8."""
    decode(data)
    return data.decode("utf-8")


def parse(text: str, files: frozenset[str]) -> Reading:
    """Read a script as it would be read from the folder with these files."""
    return read(text, files, SCRIPT, shipped_icons())


def without_files(tutorial: Tutorial) -> Tutorial:
    """A tutorial as the script alone has it: without the memos and pictures that are found by their names."""
    steps = tuple(replace(step, pictures=(), memos=()) for step in tutorial.steps)
    return replace(tutorial, steps=steps, title_memos=(), end_memos=(), greetings=())
