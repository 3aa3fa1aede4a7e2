"""Everything that the server holds: the folder, the tutorials that are open, what reads pictures, the jobs and the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.cache import default_root
from annotator.edit.jobs import Jobs
from annotator.edit.not_listed import NotListedError, tutorial_id
from annotator.edit.phrase_shelf import PhraseShelf
from annotator.edit.reading_process import IDLE_SECONDS, PictureReader
from annotator.edit.state_json import picture_id
from annotator.edit.tutorial_list import has_script
from annotator.edit.web.access import Access
from annotator.edit.web.alive import Clock
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.workspace import Workspace


class Desk:
    """All that is open in one server. Thread-safe."""

    def __init__(self, folder: Path, access: Access) -> None:
        self.access = access
        self.workspace = Workspace(folder)
        self.reader = PictureReader(default_root(), IDLE_SECONDS)
        self.jobs = Jobs()
        self.shelf = PhraseShelf(self.workspace.root)
        self.clock = Clock(lambda: self.jobs.running)
        self.on_quit: Callable[[], None] = _do_nothing
        self.website_address = ""
        self._lock = threading.Lock()
        self._open: dict[str, OpenTutorial] = {}
        self._closed = False

    def open(self, tid: str) -> OpenTutorial:
        """The tutorial with an id, with one session for all pages. Raises NotListedError, and ProblemsError.

        One that is open stays open where its script was deleted: its session still has all of it, and writes it again.
        """
        try:
            folder = self.workspace.find(tid)
        except NotListedError:
            known = self._open.get(tid)
            if known is None or known.folder.is_symlink() or not known.folder.is_dir() or has_script(known.folder):
                raise
            folder = known.folder
        with self._lock:
            if tid not in self._open or self._open[tid].folder != folder:
                self._open[tid] = OpenTutorial(tid, folder, self.reader, self.shelf)
            return self._open[tid]

    def folders(self, tids: tuple[str, ...]) -> list[Path]:
        """The folders of tutorials, each once, whose changes are written first. Raises NotListedError."""
        return [self.open(tid).written() for tid in dict.fromkeys(tids)]

    def create(
        self,
        titles: dict[str, str],
        languages: tuple[str, ...],
        like: str | None,
        device: str | None,
        beginning: str | None = None,
    ) -> str:
        """Start a tutorial, in a folder of pictures if one is named, and return its id.

        Raises AnnotatorError, and OutputError if it can't be written.
        """
        if beginning is not None:
            return tutorial_id(self.workspace.create_from(beginning, titles, languages, device))
        return tutorial_id(self.workspace.create(titles, languages, like, device))

    def home(self) -> dict[str, Any]:
        """What the home page shows. Gets ready for the tutorial that is opened next."""
        shown = self.workspace.home(picture_id=picture_id)
        if shown["tutorials"]:
            self.reader.warm_up()
        return shown

    def close(self) -> None:
        """End the children. Whatever was not written yet is in the histories."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self.reader.close()
        self.jobs.close()


def _do_nothing() -> None:
    """Until a server is there to be ended."""
