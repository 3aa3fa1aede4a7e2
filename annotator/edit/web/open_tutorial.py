"""One open tutorial for the routes, which name its pictures by ids.

It has a `Session` (the script, with undo), the readings of its pictures, its *takes* (recordings in the editor), and the
``school.toml`` that applies. `OpenTutorial.state` is the JSON object that the page shows::

    {"revision": 7, "saved": true, "tutorial": {"steps": […], …}, "pictures": {"3f9a01bc77de": {"state": "ready", …}}, …}
"""

import time
from functools import partial
from pathlib import Path
from typing import Any

from annotator.edit.data_root import HISTORY, data_root, is_answer
from annotator.edit.errors import NotListedError, StalePreviewError
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.recordings.consents import read_entries
from annotator.edit.recordings.take_folder import TakeFolder
from annotator.edit.recordings.voice_places import Scene, find_stale
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import short_id
from annotator.edit.web import state_json
from annotator.edit.web.responses import RequestError
from annotator.edit.web.step_sentences import StepSentences
from annotator.edit.words import differences
from annotator.errors import ProblemsError
from annotator.model import School
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import PICTURES, Consents, find_school, suffix
from annotator.voice import choose


class OpenTutorial:
    """A tutorial with its session; ``folder`` is where the server has listed it."""

    def __init__(self, tid: str, folder: Path, reader: PictureReader) -> None:
        self.id = tid
        self.folder = folder
        self.takes = TakeFolder(folder)
        self.takes.remove_unfinished()
        self.since = time.time()
        """When it was opened: later pictures are new."""
        self.last_person: str | None = None
        """The person whose voice was chosen last; empty for somebody else, None before the first choice."""
        self.last_change: str | None = None
        """The page's name of the change that was made last, if it gave one."""
        try:
            self.session = Session(folder, History(data_root() / HISTORY, folder))
        except ProblemsError as error:
            raise RequestError("refused", error.message, "Correct the file, then load this page again.") from error
        self.sentences = StepSentences(folder, self.session, reader)
        self._reader = reader
        self._looked_at: str | None = None

    def state(self) -> dict[str, Any]:
        """The whole state that a page shows. Also queues the pictures for reading."""
        with self.session.lock:
            tutorial = self.session.tutorial
            names = self.pictures()
            self._reader.queue.read_ahead(self.folder, names, tutorial.device, self._looked_at)
            rows = {name: self._reader.queue.state(self.folder / name) for name in names}
            scene = self.voice_scene()
            state = state_json.describe(self.session, rows, scene.make_sentence, find_stale(scene))
            matcher = self.matcher()
            for index, step_row in enumerate(state["steps"]):
                step_row["means"] = self.sentences.translate(matcher, index, step_row["spoken"])
            differing = differences.describe_differences(tutorial)
            state["differences"] = [row for row in differing if not row["missing"]]
            made_languages = scene.school.languages or tutorial.languages
            state["left_out"] = [lang for lang in tutorial.languages if lang not in made_languages]
            return {**state, "answer": is_answer(self.folder), "last_change": self.last_change}

    def revision(self) -> dict[str, Any]:
        """The revision, after changes on disk are taken over, and whether it is saved."""
        with self.session.lock:
            self.session.refresh()
            unsaved = self.session.unsaved
            return {"revision": self.session.revision, "saved": unsaved is None, "saved_problem": unsaved}

    def written(self) -> Path:
        """The folder, with all changes written. Raises RequestError if they can't be."""
        with self.session.lock:
            self.session.refresh()
            if self.session.unsaved is not None:
                raise RequestError("not-writable", "The last change is not saved yet.", self.session.unsaved)
        return self.folder

    def school(self) -> School:
        """The school that the tutorial belongs to."""
        return find_school(self.folder, choose.CHOICES)[0]

    def matcher(self) -> Matcher:
        """The matcher of the private words of this tutorial and its school."""
        return match_privacy(self.session.tutorial, self.school())

    def voice_scene(self) -> Scene:
        """The data from which the places for recordings are derived."""
        with self.session.lock:
            school = self.school()
            matcher = match_privacy(self.session.tutorial, school)
            return Scene(
                folder=self.folder,
                tutorial=self.session.tutorial,
                files=self.session.files,
                school=school,
                consents=Consents(tuple(read_entries(self.folder))),
                make_sentence=partial(self.sentences.say, matcher),
                is_unread=self.sentences.is_unread,
                is_private=matcher.is_private,
            )

    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures in the folder, those of steps first and in their order; no link that leads out of it."""
        of_steps = [name for step in self.session.tutorial.steps for name in step.all_pictures]
        names = dict.fromkeys((*of_steps, *sorted(self.session.files)))
        existing = [name for name in names if name in self.session.files and suffix(name) in PICTURES]
        return tuple(filter(self._is_inside, existing))

    def file_of(self, pid: str) -> str:
        """The name of the picture with an id. Raises NotListedError for one that isn't in the folder."""
        for name in self.pictures():
            if short_id(name) == pid:
                return name
        raise NotListedError("This picture is not in the folder any more.", "Add it again.")

    def path_of(self, name: str) -> Path:
        """The path of a file in the folder. Raises NotListedError for a link that leads out of it, and for a missing file."""
        if not self._is_inside(name):
            raise NotListedError("This picture is not in the folder any more.", "Add it again.")
        return self.folder / name

    def show_step(self, index: int, lang: str) -> ShownStep:
        """A step in one of the tutorial's languages, whose pictures are in the folder. Raises NotListedError."""
        tutorial = self.session.tutorial
        self.check_language(lang)
        if not 0 <= index < len(tutorial.steps):
            raise NotListedError("There is no such step any more.", "Look at the newest state.")
        for picture_lang in tutorial.languages:
            self.path_of(tutorial.steps[index].screenshot(picture_lang))
        return ShownStep(self.folder, tutorial, index, lang)

    def show_newest(self, index: int, lang: str) -> tuple[ShownStep, int]:
        """A step with the newest revision: a page may know less while what was typed is on its way. Raises NotListedError."""
        with self.session.lock:
            return self.show_step(index, lang), self.session.revision

    def show_step_at(self, revision: int, index: int, lang: str) -> ShownStep:
        """A step of the newest state. Raises NotListedError, and StalePreviewError if that isn't at ``revision``."""
        with self.session.lock:
            if revision != self.session.revision:
                raise StalePreviewError
            return self.show_step(index, lang)

    def check_language(self, lang: str) -> None:
        """Raise NotListedError for a language without a title."""
        if lang not in self.session.tutorial.languages:
            raise NotListedError("The tutorial is not in this language.", "Look at the newest state.")

    def look_at(self, name: str) -> None:
        """Have a picture read before the others."""
        self._reader.warm_up()
        if name != self._looked_at:
            self._looked_at = name
            self._reader.queue.read_ahead(self.folder, self.pictures(), self.session.tutorial.device, name)

    def list_screen_texts(self) -> dict[tuple[int, str], tuple[str, ...]]:
        """The texts on the pictures of steps, as far as they are read: ``{(0, "es"): ("Unirse", "Cancelar")}``."""
        tutorial = self.session.tutorial
        return {
            (index, lang): self._reader.queue.state(self.folder / step.screenshot(lang)).texts
            for index, step in enumerate(tutorial.steps)
            for lang in tutorial.languages
        }

    def _is_inside(self, name: str) -> bool:
        """Whether a name is that of a file of the folder itself, and no link that leads out of it."""
        path = self.folder / name
        try:
            inside = path.resolve().parent.is_relative_to(self.folder.resolve())
            return name == path.name and inside and path.is_file()
        except (OSError, ValueError, RuntimeError):
            return False
