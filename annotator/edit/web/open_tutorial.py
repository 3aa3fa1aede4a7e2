"""Everything about one open tutorial for the routes, which know files only by their ids.

That is its `Session` (the script, with undo), the findings of the picture reader on its screenshots, its *takes* (recordings in
the editor), and the ``school.toml`` that applies. `OpenTutorial.state` is all of it as one JSON object for the page::

    {"revision": 7, "saved": true, "tutorial": {"steps": […], …}, "pictures": {"3f9a01bc77de": {"state": "ready", …}}, …}
"""

import time
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from annotator.edit.data_root import HISTORY, data_root, is_answer
from annotator.edit.errors import NotListedError, StalePreviewError
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.pointing.picture_results import MarkPlace, ShownStep
from annotator.edit.recordings.consents import read_entries
from annotator.edit.recordings.take_folder import TakeFolder
from annotator.edit.recordings.voice_places import Scene, find_stale
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import short_id
from annotator.edit.web import state_json
from annotator.edit.web.responses import RequestError, page_language
from annotator.edit.words import differences
from annotator.edition import answering
from annotator.edition.scan.cover_decisions import choose_public_name
from annotator.errors import ProblemsError
from annotator.model import School, TextTarget, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook, visible_wording
from annotator.privacy.matcher import Matcher, match_privacy
from annotator.script import PICTURES, Consents, find_school, suffix
from annotator.script.plain.like_controls import Place
from annotator.text.devices import device_of
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
        """The person whose voice was chosen last; empty for somebody else."""
        self.last_change: str | None = None
        """The page's name of the change that was made last, if it gave one."""
        try:
            self.session = Session(folder, History(data_root() / HISTORY, folder))
        except ProblemsError as error:
            raise RequestError("refused", error.message, "Correct the file, then load this page again.") from error
        self._reader = reader
        self._looked_at: str | None = None

    def state(self) -> dict[str, Any]:
        """The whole state that a page shows. Also queues the pictures for reading."""
        with self.session.lock:
            tutorial = self.session.tutorial
            names = self.pictures()
            self._reader.queue.want(self.folder, names, tutorial.device, self._looked_at)
            rows = {name: self._reader.queue.state(self.folder / name) for name in names}
            scene = self.voice_scene()
            state = state_json.describe(self.session, rows, scene.say, find_stale(scene))
            matcher = self.matcher()
            for index, step_row in enumerate(state["steps"]):
                step_row["means"] = self.translate(matcher, index, step_row["spoken"])
            state["differences"] = differences.describe_differences(tutorial)
            made = scene.school.languages or tutorial.languages
            state["left_out"] = [lang for lang in tutorial.languages if lang not in made]
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
                say=partial(self._say, matcher),
                is_unread=self._is_unread,
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
        """A step whose pictures are in the folder. Raises NotListedError."""
        tutorial = self.session.tutorial
        self.check_language(lang)
        if not 0 <= index < len(tutorial.steps):
            raise NotListedError("There is no such step any more.", "Look at the newest state.")
        for each_lang in tutorial.languages:
            self.path_of(tutorial.steps[index].screenshot(each_lang))
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
            self._reader.queue.want(self.folder, self.pictures(), self.session.tutorial.device, name)

    def words_seen(self) -> dict[tuple[int, str], tuple[str, ...]]:
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

    def translate(self, matcher: Matcher, index: int, langs: Collection[str]) -> dict[str, str]:
        """The phrasebook's sentences of some languages, translated into the page's: ``{"es": "Tap Aplicaciones."}``."""
        others = [lang for lang in langs if lang != page_language()]
        return {lang: self._say(matcher, index, lang, page_language()) for lang in others}

    def _say(self, matcher: Matcher, index: int, lang: str, in_words_of: str | None = None) -> str:
        """The spoken text of a step whose sentence is empty, with the button's word as found on the screen.

        Until it is found, that is the wording of the target that is in the place of this language: "Join" of ``Unirse | Join``
        in English. The words around it are those of ``in_words_of``, if that is another language.
        """
        tutorial = self.session.tutorial
        action = tutorial.steps[index].action
        button = self._button(index, lang)
        wording = button.matched if button else None
        if wording is None and action is not None and isinstance(action.target, TextTarget):
            wordings, place = action.target.wordings, tutorial.languages.index(lang)
            wording = wordings[min(place, len(wordings) - 1)]
        # As on the card, which is drawn for the picture's device.
        device = (
            tutorial.device or self._reader.queue.state(self.folder / tutorial.steps[index].screenshot(lang)).device
        )
        said = in_words_of or lang
        text = _say_action(replace(tutorial, device=device), index, said, matcher, wording)
        if not text or not is_answer(self.folder):
            return text
        book = load_phrasebook(said)
        return answering.say_marks(text, tutorial.steps[index], (), matcher, book, device_of(device or ""))

    def _is_unread(self, index: int, lang: str) -> bool:
        """Whether the phrasebook's sentence of a step waits for the button's word, since its screen isn't read."""
        tutorial = self.session.tutorial
        step = tutorial.steps[index]
        waits = not step.said(lang) and step.action is not None and isinstance(step.action.target, TextTarget)
        button = self._button(index, lang)
        return waits and (button is None or button.matched is None)

    def place_seen(self, index: int, lang: str) -> Place | None:
        """The place of a step's button among those that look like it, if there are any and its screen is read."""
        button = self._button(index, lang)
        return button.place if button else None

    def _button(self, index: int, lang: str) -> MarkPlace | None:
        """The button of a step on its screen, if that is read."""
        return self._reader.button(ShownStep(self.folder, self.session.tutorial, index, lang))


def _say_action(tutorial: Tutorial, index: int, lang: str, matcher: Matcher, wording: str | None) -> str:
    """The phrasebook's sentence for a step; empty without an action, and in a language without phrases.

    ``wording`` is the button's word; None if it isn't known: then the first one in the script is said. Private words, which
    ``matcher`` finds, are never said.
    """
    step = tutorial.steps[index]
    if step.action is None or not has_phrasebook(lang):
        return ""
    known = wording or visible_wording(step.action, None)
    name = choose_public_name(known, matcher.for_step(step))
    return load_phrasebook(lang).sentence(step.action, name, device_of(tutorial.device or ""))
