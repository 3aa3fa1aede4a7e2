"""Read and write the script of a folder, and notice when another program changed it since."""

from dataclasses import dataclass
from pathlib import Path

from annotator.media.files import read_file, replacing
from annotator.script import SCRIPT, BadValueError, list_files
from annotator.script.folder import find_script


class ChangedMeanwhileError(Exception):
    """The script on disk is not the one that was read or written last."""


@dataclass(frozen=True, slots=True)
class DiskState:
    """The state of a folder: the bytes of the script (None if there is none to read), and the names of all files."""

    data: bytes | None
    files: frozenset[str]


@dataclass
class ScriptFile:
    """The script of one folder, however its name is spelled there (``Tutorial.MD``)."""

    _folder: Path
    _name: str = SCRIPT

    def look(self) -> DiskState:
        """The current state of the folder. Raises OSError."""
        files = list_files(self._folder)
        try:
            self._name = find_script(files, self._folder)
        except BadValueError:
            return DiskState(None, files)
        return DiskState(read_file(self._folder / self._name), files)

    def write(self, text: str, expected: bytes | None) -> bytes:
        """Write the script whole or not at all, and return its bytes.

        Raises OSError, and ChangedMeanwhileError if there is a file that isn't ``expected``.
        """
        if self.look().data not in (expected, None):
            raise ChangedMeanwhileError
        data = text.encode()
        with replacing(self._folder / self._name) as temporary:
            temporary.write_bytes(data)
        return data
