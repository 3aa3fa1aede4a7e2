"""One tutorial that is open: its session behind a lock, and its files by the ids that a page knows them by."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from annotator import script
from annotator.edit import picture_files, state_json
from annotator.edit.data_root import data_root
from annotator.edit.history import History
from annotator.edit.not_listed import NotListedError
from annotator.edit.reading_process import PictureReader
from annotator.edit.session import Session
from annotator.edit.web.answers import RequestError
from annotator.phrases import has_phrasebook, load_phrasebook


class OpenTutorial:
    """A tutorial, and the lock that whoever uses its session holds."""

    def __init__(self, tid: str, folder: Path, reader: PictureReader) -> None:
        self.id = tid
        self.folder = folder
        self.lock = threading.RLock()
        self.session = Session(folder, History(data_root() / "history", folder))
        self._reader = reader

    def state(self) -> dict[str, Any]:
        """All that a page shows of it; also sees to it that its pictures are read."""
        rows = self._pictures()
        return {"id": self.id, "name": self.folder.name, **state_json.describe(self.session, rows, self._say)}

    def revision(self) -> dict[str, Any]:
        """Whether anything changed, here or on disk."""
        with self.lock:
            self.session.refresh()
            unsaved = self.session.unsaved
            return {"revision": self.session.revision, "saved": unsaved is None, "saved_problem": unsaved}

    def written(self) -> Path:
        """The folder, with all changes written. Raises RequestError where they can't be."""
        with self.lock:
            self.session.refresh()
            if self.session.unsaved is not None:
                raise RequestError("not-writable", "The last change could not be saved yet.", self.session.unsaved)
        return self.folder

    def file_of(self, pid: str) -> str:
        """The name of the picture with an id. Raises NotListedError for one that isn't in the folder."""
        for name in self._names():
            if state_json.picture_id(name) == pid:
                return name
        raise NotListedError("This picture is not in the folder any more.", "Add it again.")

    def path_of(self, pid: str) -> Path:
        """The path of a picture, which is a file in the folder. Raises NotListedError for a link that leads out of it."""
        path = self.folder / self.file_of(pid)
        if not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):
            raise NotListedError("This picture is not in the folder any more.", "Add it again.")
        return path
