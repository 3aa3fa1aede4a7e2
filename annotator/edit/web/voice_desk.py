"""The recordings of one open tutorial, as a page works with them: places, takes, and what was chosen last."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.edit import takes
from annotator.edit.changes import ChangeError
from annotator.edit.consent_form import Leave, known_people, read_form
from annotator.edit.memo_changes import still_fits, take_away
from annotator.edit.memo_moves import read_entries
from annotator.edit.shelf import Recording
from annotator.edit.voice_places import ALL, Scene, VoicePlace, find_place
from annotator.edit.web.consent_fields import SOMEBODY_ELSE
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import Node, PageText
from annotator.edit.web.requests import Fields
from annotator.edit.web.voice_panel import VoicePanel
from annotator.errors import AnnotatorError

NEXT = "next"
"""The part that stands for the first sentence without a recording."""


class VoiceDesk:
    """What can be done with the recordings of one tutorial. ``today`` is the day on which a consent counts."""

    def __init__(self, opened: OpenTutorial, today: Callable[[], datetime.date]) -> None:
        self.opened = opened
        self.shelf = opened.shelf
        self._today = today

    def scene(self) -> Scene:
        """The newest state of all that places are worked out from."""
        return self.opened.voice_scene()

    def place(self, item: str, lang: str) -> VoicePlace:
        """The place of a step, the opening or the closing. Raises NotListedError."""
        return find_place(self.scene(), item, lang)

    def draw(self, place: VoicePlace) -> Node:
        """The panel of a place."""
        waiting = takes.takes_of(self.shelf, place)
        parts = takes.parts_of(self.shelf, place)
        part = waiting[-1].part if waiting else self._part(place, parts)
        school = self.opened.school()
        return VoicePanel(
            path=f"/api/tutorials/{self.opened.id}",
            place=place,
            part=part,
            take=waiting[-1] if waiting else None,
            parts=parts,
            people=self.people(),
            person=self.opened.voice_choices.get("person"),
            names=dict(school.language_names),
            waiting=len(self.shelf.list()),
            stamp=self._stamp(place),
            today=self._today(),
        ).draw(PageText())

    def redraw(self, place: VoicePlace) -> Node:
        """The panel of a place after it was changed."""
        return self.draw(self.place(place.item, place.lang))

    def receive(self, place: VoicePlace, part: str, body: Path) -> Recording:
        """Take a recording in; see `takes.receive`."""
        return takes.receive(self.shelf, place, part, body, clean=self.opened.school().memo_clean)

    def place_of(self, take: Recording) -> VoicePlace:
        """The place of a recording. Raises ChangeError if its step is gone."""
        return takes.place_of(self.scene(), take)

    def keep(self, take: Recording, fields: Fields) -> bool:
        """Keep a take with the consent of a form; whether the place has a new memo."""
        leave = self.leave(fields)
        clean = self.opened.school().memo_clean
        made = takes.keep(self.opened.session, self.shelf, take, leave, self.scene, clean=clean)
        self.opened.voice_choices["person"] = leave.who
        if take.part != ALL and not made:
            self.choose_part(self.place_of(take), NEXT)
        return made

    def leave(self, fields: Fields) -> Leave:
        """The consent that a form says, or that of the person it names. Raises ChangeError."""
        person = fields.text_or_none("person", 200)
        if person:
            known = next((leave for leave in self.people() if leave.who == person), None)
            if known is None:
                raise ChangeError("This person's consent has ended.", "Ask again, and write until when it counts.")
            return known
        places = [name for name in ("chat", "website") if fields.raw_or_none(name) not in (None, False, "")]
        return read_form(fields.text("who", 200), places, fields.text("until", 20), self._today())

    def people(self) -> tuple[Leave, ...]:
        """Who gave a voice in this folder, with a consent that counts today."""
        return known_people(read_entries(self.opened.folder), self._today())

    def choose_part(self, place: VoicePlace, part: str) -> None:
        """Choose what of a place is recorded. Raises ChangeError for a sentence that is none."""
        if part == NEXT:
            kept = takes.parts_of(self.shelf, place)
            part = str(next((index for index in range(len(place.sentences)) if index not in kept), 0))
        place.sentence(part)
        self.opened.voice_choices[f"{place.slot.stem}.{place.lang}"] = part

    def choose_person(self, person: str) -> None:
        """Choose whose voice it is."""
        self.opened.voice_choices["person"] = person or SOMEBODY_ELSE

    def take_away(self, place: VoicePlace) -> None:
        """Take the recording of a place out of the tutorial."""
        if place.memos:
            self._apply(lambda newest: take_away(self.shelf, newest), place)

    def say_it_fits(self, place: VoicePlace) -> None:
        """Note that the recording of a place fits what is there now. Raises ChangeError, OutputError."""
        consent = place.consent
        if consent is None:
            raise ChangeError("There is no recording here.", "Look at the newest state of the tutorial.")
        if place.says_private:
            raise ChangeError(
                "The voice says a name or a text that is hidden or on your list.", "Record it again without that."
            )
        copy = takes.copy_memo(self.shelf, place, self.opened.folder)
        try:
            self._apply(lambda newest: still_fits(self.shelf, newest, copy, consent), place)
        except AnnotatorError:
            self.shelf.remove(copy)
            raise

    def empty(self) -> int:
        """Throw away all recordings on the shelf, with the undo entries that need them; return how many they were."""
        with self.opened.session.lock:
            try:
                return self.shelf.empty()  # first: on a full disk it makes the room that the history needs
            finally:
                self.opened.session.forget_recordings()

    def _apply(self, change: Callable[[VoicePlace], Any], place: VoicePlace) -> None:
        session = self.opened.session
        with session.lock:
            session.refresh()
            session.apply(session.revision, [change(self.place(place.item, place.lang))])

    def _part(self, place: VoicePlace, parts: dict[int, Recording]) -> str:
        """The part that is recorded now: the one that was chosen, else that of a recording that was begun."""
        chosen = self.opened.voice_choices.get(f"{place.slot.stem}.{place.lang}")
        known = [ALL, *map(str, range(len(place.sentences)))]
        if chosen in known and (chosen == ALL or len(place.sentences) > 1):
            return chosen
        unfinished = 0 < len(parts) < len(place.sentences)
        return str(next(index for index in range(len(place.sentences)) if index not in parts)) if unfinished else ALL

    def _stamp(self, place: VoicePlace) -> str:
        if not place.memos:
            return ""
        try:
            state = (self.opened.folder / place.memos[0]).stat()
        except OSError:
            return ""
        return f"{state.st_mtime_ns:x}-{state.st_size:x}"
