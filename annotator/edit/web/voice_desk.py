"""The recordings of one open tutorial, as a page works with them: places, takes, and what was chosen last."""

from __future__ import annotations

from typing import Any

from annotator.edit import memo_files, takes
from annotator.edit.changes import ChangeError
from annotator.edit.memo_consents import Leave, consent_row, default_until, known_people, read_entries, read_form
from annotator.edit.take_folder import Take
from annotator.edit.voice_places import Scene, VoicePlace, find_place
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields
from annotator.pack.tutorial_source import today
from annotator.phrases import native_name


class VoiceDesk:
    """What can be done with the recordings of one tutorial. What is done returns the key of what is said then, if anything.

    The session doesn't see that a memo was replaced by one of the same name, so it is told.
    """

    def __init__(self, desk: Desk, tid: str) -> None:
        self.opened = desk.open(tid)
        self.takes = self.opened.takes
        self._desk = desk

    @property
    def clean(self) -> bool:
        """Whether the school has recordings cleaned."""
        return self.opened.school().memo_clean

    def scene(self) -> Scene:
        """The newest state of all that places are worked out from."""
        return self.opened.voice_scene()

    def place(self, item: str, lang: str) -> VoicePlace:
        """The place of a step, the opening or the closing. Raises NotListedError."""
        return find_place(self.scene(), item, lang)

    def describe(self, place: VoicePlace) -> dict[str, Any]:
        """What the panel of a place shows."""
        take = takes.find_waiting(self.takes, place)
        others = [(self.name(lang), lang, words) for lang, words in place.others.items()]
        return self.describe_place(place) | {
            "path": f"/api/tutorials/{self.opened.id}",
            "lang": place.lang,
            "language": self.name(place.lang),
            "text": place.text,
            "others": others,
            "memo": self._describe_memo(place) if place.memos else None,
            "waiting": None if take is None else self._describe_take(take),
            "earlier": [self._describe_take(each) for each in takes.list_earlier(self.takes, self.scene(), place)],
            "consent": self.describe_consent(),
        }

    def describe_place(self, place: VoicePlace) -> dict[str, Any]:
        """What a page names a place by."""
        steps = [str(number) for number in place.slot.steps]
        return {"item": place.item, "slot": place.slot.stem, "steps": steps, "says": place.says}

    def describe_consent(self) -> dict[str, Any]:
        """What asks whose voice it is. The person is empty for somebody else, and None for the last who is known."""
        person = self.opened.last_person
        people = [consent_row(leave.consent()) for leave in self.people()]
        known = person if person in (None, *(row["who"] for row in people)) else ""
        return {"people": people, "person": known, "today": str(today()), "until": str(default_until(today()))}

    def _describe_memo(self, place: VoicePlace) -> dict[str, Any]:
        consent = None if place.consent is None else consent_row(place.consent)
        if consent is not None and place.says_private:
            consent["says"] = ""
        path = self.opened.folder / place.memos[0]
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        return {"stamp": stamp, "consent": consent, "stale": place.staleness, "says_private": place.says_private}

    def _describe_take(self, take: Take) -> dict[str, Any]:
        """What is shown of a take; not what it says where that is hidden by now."""
        names = ("id", "slot", "heard", "faults", "recorded")
        said = "" if self.opened.matcher().is_private(take.sentence) else take.sentence
        who = None if take.consent is None else take.consent["who"]
        return {name: getattr(take, name) for name in names} | {"sentence": said, "who": who}

    def name(self, lang: str) -> str:
        """What a language is called."""
        return native_name(lang, dict(self.opened.school().language_names))

    def leave(self, fields: Fields) -> Leave:
        """The consent that a form says, or that of the person it names. Raises ChangeError."""
        person = fields.text_or_none("person", 200)
        if person:
            known = next((leave for leave in self.people() if leave.who == person), None)
            if known is None:
                raise ChangeError("This person's consent has ended.", "Ask again, and write until when it counts.")
            return known
        places = [name for name in ("chat", "website") if fields.raw_or_none(name) not in (None, False, "")]
        return read_form(fields.text("who", 200), places, fields.text("until", 20), today(), voice=True)

    def people(self) -> tuple[Leave, ...]:
        """Who gave a voice in this folder, with a consent that counts today."""
        return known_people(read_entries(self.opened.folder), today())

    # ---------------------------------------------------------------- with a take

    def note_heard(self, _place: VoicePlace, take: Take, _fields: Fields) -> None:
        """Note that a take was played to its end."""
        self.takes.change(take, heard=True)

    def keep(self, place: VoicePlace, take: Take, fields: Fields) -> str:
        """Keep a take with the consent of a form."""
        leave = self.leave(fields)
        takes.keep(self.takes, place, take, leave)
        self.opened.last_person = leave.who
        self.opened.session.touch()
        return "voice.kept"

    def set_aside(self, _place: VoicePlace, take: Take, _fields: Fields) -> None:
        """Record again; the take stays among the earlier ones."""
        self.takes.change(take, waiting=False)

    def use(self, place: VoicePlace, take: Take, _fields: Fields) -> str | None:
        """Use an earlier take."""
        if not takes.use(self.takes, place, take):
            return None
        self.opened.session.touch()
        return "voice.kept"

    def throw_away(self, _place: VoicePlace, take: Take, _fields: Fields) -> str:
        """Throw a take away, and what was made of it. Raises BusyError."""
        if take.used:
            self._desk.check_free()
        self.takes.throw_away(take)
        if take.used:
            self._desk.forget_voices()
        return "voice.thrown"

    # ---------------------------------------------------------------- with a place

    def choose_person(self, _place: VoicePlace, fields: Fields) -> None:
        """Choose whose voice it is."""
        self.opened.last_person = fields.text("person", 200)

    def take_away(self, place: VoicePlace, _fields: Fields) -> None:
        """Take the recording of a place out of the tutorial."""
        memo_files.take_away(self.takes, place)

    def say_it_fits(self, place: VoicePlace, _fields: Fields) -> None:
        """Note that the recording of a place fits what is there now. Raises ChangeError, OutputError."""
        memo_files.say_it_fits(self.takes, place)
        self.opened.session.touch()
