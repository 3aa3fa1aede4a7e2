"""The shared state of one server: a session for each open tutorial, the reader of pictures, the sounds, and the jobs.

A tutorial is opened by its id, which the page got in a list (``desk.open("3f9a01bc77de")``), and only in one editor at a time: a
lock file in the user's data folder keeps others out. `Clock` decides when a server without open pages may end.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from starlette.requests import Request

from annotator.cache import Cache, default_root
from annotator.edit import answers, forgetting, home_page
from annotator.edit.data_root import SERVERS, make_private_folder
from annotator.edit.errors import NotListedError
from annotator.edit.jobs import BusyError, Jobs
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.recordings.sounds import Sounds
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.work.helper import Helper
from annotator.edit.workspace import Workspace
from annotator.errors import AnnotatorError
from annotator.script import find_school, has_script
from annotator.voice import choose

IDLE_SECONDS = 30 * 60
"""Maximum seconds without a request of an open page: half an hour."""


class Desk:
    """The state of one server. Thread-safe.

    Attributes:
        workspace: the folder of tutorials, or the one tutorial, for which the editor was started.
        reader: reads screenshots and draws cards.
        sounds: speaks steps.
        jobs: the builds and other commands that run for the page.
        clock: when a page was last seen.
        put_off: the school files whose user put off the question who answers families.
        started: when the server was started, in seconds since 1970.
        made_key: the secret in the addresses at which the website and the packs are opened.
        on_quit: ends the server.
    """

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)
        self._helpers = quick, slow = Helper(), Helper()
        self.reader = PictureReader(default_root(), quick, slow)
        self.jobs = Jobs(self.workspace.folder)
        self.sounds = Sounds(Cache(default_root()), quick, slow, lambda: not self.jobs.running)
        self.clock = Clock(lambda: self.jobs.running)
        self.put_off: set[Path] = set()
        self.started = time.time()
        self.made_key = ""
        self.on_quit: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._open: dict[str, OpenTutorial] = {}
        self._locks: dict[str, FileLock] = {}
        self._closed = False
        self.drop_answers()

    def open(self, tid: str) -> OpenTutorial:
        """The tutorial with an id, with one session for all pages. Raises NotListedError, and AnnotatorError.

        An open one stays open if its script is deleted: its session still has all of it, and writes it again.
        """
        try:
            folder = self.find(tid)
        except NotListedError:
            opened = self._open.get(tid)
            if opened is None or opened.folder.is_symlink() or not opened.folder.is_dir() or has_script(opened.folder):
                raise
            folder = opened.folder
        with self._lock:
            if tid not in self._open or self._open[tid].folder != folder:
                self._keep_others_out(tid)
                self._open[tid] = OpenTutorial(tid, folder, self.reader)
            return self._open[tid]

    def begin_answer(self, titles: Mapping[str, str]) -> str:
        """Start an answer with these titles, and return its id; those before go, as `drop_answers` says. Raises OutputError."""
        self._stop_writing()
        self.drop_answers()
        tid = tutorial_id(answers.create(titles, self.workspace.root))
        self.open(tid)  # so that another editor leaves it
        return tid

    def drop_answers(self) -> None:
        """Remove the answers that nobody chose to keep, but those that are open in another editor."""
        for folder in answers.list_passing():
            # What can't be removed now, such as a file that another program has open, goes with the next one or at the end.
            with contextlib.suppress(AnnotatorError), self._lock:
                self._keep_others_out(tutorial_id(folder))
                self._open.pop(tutorial_id(folder), None)
                answers.remove(folder)

    def opened(self, request: Request) -> OpenTutorial:
        """The tutorial that an address names, as `open` does."""
        return self.open(request.path_params["tid"])

    def _keep_others_out(self, tid: str) -> None:
        """Make this the tutorial's one editor until its process ends. Raises AnnotatorError if there is another."""
        if tid in self._locks:
            return
        lock = FileLock(make_private_folder(SERVERS) / f"{tid}.lock", timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            remedy = "Work there, or quit that editor first."
            raise AnnotatorError("This tutorial is open in another editor.", remedy) from error
        self._locks[tid] = lock

    def find(self, tid: str) -> Path:
        """The folder of the tutorial or answer with an id. Raises NotListedError."""
        with contextlib.suppress(NotListedError):
            return self.workspace.find(tid)
        return answers.find(tid)

    def home(self) -> dict[str, Any]:
        """The content of the home page. Gets ready for the tutorial that is opened next."""
        page = home_page.describe(self.workspace)
        if page["tutorials"]:
            self.reader.warm_up()
        for row in page["tutorials"]:
            job = self.jobs.find("build", row["id"])
            row["making"] = job is not None and self.jobs.status(job)["state"] == "running"
        return page

    def language_names(self) -> dict[str, str]:
        """The school's names of languages, by tag."""
        return dict(find_school(self.workspace.folder, choose.CHOICES)[0].language_names)

    def forget_everything(self) -> None:
        """Delete what `forgetting` says. Raises BusyError while something is being made, and OutputError."""
        self.check_free()
        self._stop_writing()
        with self._lock:
            sessions = tuple(opened.session for opened in self._open.values())
        forgetting.forget_everything(sessions, self.workspace.tutorials(), default_root())
        self.sounds.forget()

    def forget_answers(self) -> None:
        """Delete the answers to families, and what `forget_voices` removes. Raises as `forget_everything` does."""
        self.check_free()
        self._stop_writing()
        answers.empty()
        self.forget_voices()

    def forget_voices(self) -> None:
        """Delete the cached sounds in which a recording may be heard, and all drafts. Raises OutputError."""
        forgetting.forget_voices(default_root())
        self.sounds.forget()

    def _stop_writing(self) -> None:
        """Interrupt the helpers, which store what they read in folders that are to go."""
        for helper in self._helpers:
            helper.interrupt()

    def check_free(self) -> None:
        """Raise BusyError while something is being made, which may need the files to be deleted or moved."""
        if self.jobs.running:
            raise BusyError("Something is being made at this moment.", "Wait until it is finished, then try again.")

    def close(self) -> None:
        """End the helpers and jobs, remove the answers that nobody kept, and release the locks."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for helper in self._helpers:
            helper.close()
        self.jobs.close()
        self.drop_answers()
        for lock in self._locks.values():
            with contextlib.suppress(OSError):  # Windows removes no open file
                Path(lock.lock_file).unlink()
            lock.release()


class Handlers:
    """A base for the handlers of routes, which share the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk


@dataclass
class Clock:
    """The time since the last request of an open page.

    Args:
        busy: whether a job runs.
        now: a clock in seconds that only goes forward.
        limit: the maximum seconds without one.
    """

    busy: Callable[[], bool]
    now: Callable[[], float] = time.monotonic
    limit: float = IDLE_SECONDS
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.now()

    def touch(self) -> None:
        """Note that a page is open."""
        self._last = self.now()

    def is_over(self) -> bool:
        """Whether the server may end. A running job counts like an open page."""
        if self.busy():
            self.touch()
        return self.now() - self._last > self.limit
