"""The recordings of one open tutorial, as a page works with them: places, takes, and what was chosen last."""

from __future__ import annotations

from typing import Any

from annotator.edit import memo_files, takes
from annotator.edit.changes import ChangeError
from annotator.edit.memo_consents import Leave, consent_row, default_until, known_people, read_entries, read_form
from annotator.edit.take_folder import ALL, Take
from annotator.edit.voice_places import Scene, VoicePlace, find_place
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields
from annotator.pack.tutorial_source import today
from annotator.phrases import native_name

NEXT = "next"
"""The part that stands for the first sentence without a recording."""


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
        take, parts = takes.find_waiting(self.takes, place), takes.parts_of(self.takes, place)
        part = take.part if take is not None else self._part(place, len(parts))
        others = [(self.name(lang), lang, words) for lang, words in place.others.items()]
        return self.describe_place(place) | {
            "path": f"/api/tutorials/{self.opened.id}",
            "lang": place.lang,
            "language": self.name(place.lang),
            "text": place.text,
            "sentences": place.sentences,
            "others": others,
            "memo": self._describe_memo(place) if place.memos else None,
            "part": part,
            "waiting": None if take is None else self._describe_take(take),
            "recorded": {index: part.id for index, part in parts.items()},
            "earlier": [self._describe_take(each) for each in takes.list_earlier(self.takes, self.scene(), place)],
            "consent": self.describe_consent(),
        }

    def describe_place(self, place: VoicePlace) -> dict[str, Any]:
        """What a page names a place by."""
        steps = [str(number) for number in place.slot.steps]
        return {"item": place.item, "slot": place.slot.stem, "steps": steps, "says": place.says}

    def describe_consent(self) -> dict[str, Any]:
        """What asks whose voice it is. The person is empty for somebody else, and None for the last who is known."""
        person = self.opened.voice_choices.get("person")
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
        return read_form(fields.text("who", 200), places, fields.text("until", 20), today())

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
        made = takes.keep(self.takes, place, take, leave, clean=self.clean)
        self.opened.voice_choices["person"] = leave.who
        if made:
            self.opened.session.touch()
            return "voice.kept"
        self._choose(place, NEXT)
        return "voice.kept-part"

    def set_aside(self, _place: VoicePlace, take: Take, _fields: Fields) -> None:
        """Record again; the take stays among the earlier ones."""
        self.takes.change(take, waiting=False)

    def use(self, place: VoicePlace, take: Take, _fields: Fields) -> str | None:
        """Use an earlier take."""
        if not takes.use(self.takes, place, take, clean=self.clean):
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

    def choose_part(self, place: VoicePlace, fields: Fields) -> None:
        """Choose what of a place is recorded. Raises ChangeError for a sentence that is none."""
        self._choose(place, fields.text("part", 10))

    def choose_person(self, _place: VoicePlace, fields: Fields) -> None:
        """Choose whose voice it is."""
        self.opened.voice_choices["person"] = fields.text("person", 200)

    def take_away(self, place: VoicePlace, _fields: Fields) -> None:
        """Take the recording of a place out of the tutorial."""
        memo_files.take_away(self.takes, place)

    def say_it_fits(self, place: VoicePlace, _fields: Fields) -> None:
        """Note that the recording of a place fits what is there now. Raises ChangeError, OutputError."""
        memo_files.say_it_fits(self.takes, place)
        self.opened.session.touch()

    def _choose(self, place: VoicePlace, part: str) -> None:
        if part == NEXT:
            kept = takes.parts_of(self.takes, place)
            part = str(next((index for index in range(len(place.sentences)) if index not in kept), 0))
        place.sentence(part)
        self.opened.voice_choices[f"{place.slot.stem}.{place.lang}"] = part

    def _part(self, place: VoicePlace, recorded: int) -> str:
        """The part that is recorded now: the one that was chosen, else that of a recording that was begun."""
        key, count = f"{place.slot.stem}.{place.lang}", len(place.sentences)
        if key not in self.opened.voice_choices and 0 < recorded < count:
            self._choose(place, NEXT)
        chosen = self.opened.voice_choices.get(key, ALL)
        return chosen if count > 1 and (chosen == ALL or int(chosen) < count) else ALL
