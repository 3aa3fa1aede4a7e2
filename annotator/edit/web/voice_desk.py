"""The recordings of one tutorial, as its page shows them and acts on them."""

from dataclasses import replace
from typing import Any

from annotator.edit import answers
from annotator.edit.data_root import is_answer
from annotator.edit.errors import ChangeError
from annotator.edit.json_codec import to_json
from annotator.edit.recordings import memos, takes
from annotator.edit.recordings.consents import default_until, exchange, known_people, read_entries, read_form
from annotator.edit.recordings.take_folder import Take
from annotator.edit.recordings.voice_places import VoicePlace, find_place
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields
from annotator.edit.web.responses import page_language
from annotator.edition.tutorial_source import today
from annotator.script import USES, Consent


class VoiceDesk:
    """The recordings of one tutorial. Each action on a take or place returns the key of the notice to show then, if any.

    The session notices neither a memo that replaces one of the same name nor a changed consent, so actions that may do either
    begin a new revision.
    """

    def __init__(self, desk: Desk, tid: str) -> None:
        self.opened = desk.open(tid)
        self.takes = self.opened.takes
        self.desk = desk

    @property
    def clean(self) -> bool:
        """Whether the school has recordings cleaned."""
        return self.opened.school().memo_clean

    def place(self, item: str, lang: str) -> VoicePlace:
        """The place of a step, the opening or the closing. Raises NotListedError."""
        return find_place(self.opened.voice_scene(), item, lang)

    def describe(self, place: VoicePlace) -> dict[str, Any]:
        """The content of the panel of a place."""
        take = takes.find_waiting(self.takes, place)
        return self.describe_place(place) | {
            "path": f"/api/tutorials/{self.opened.id}",
            "lang": place.lang,
            "text": place.text,
            "others": list((place.other_texts or self._translate(place)).items()),
            "memo": self._describe_memo(place) if place.memos else None,
            "waiting": None if take is None else self._describe_take(take),
            "earlier": [*map(self._describe_take, takes.list_earlier(self.takes, self.opened.voice_scene(), place))],
            "consent": self.describe_consent(),
        }

    def _translate(self, place: VoicePlace) -> dict[str, str]:
        """The phrasebook's sentence of a step in the page's language, if the tutorial has no text for it."""
        if place.text_to_record or not place.item.isdecimal():
            return {}
        words = self.opened.sentences.translate(self.opened.matcher(), int(place.item), [place.lang])
        return {page_language(): text for text in words.values() if text}

    def describe_place(self, place: VoicePlace) -> dict[str, Any]:
        """The values by which a page names a place."""
        questions = self.opened.session.tutorial.steps[int(place.item)].questions if place.item.isdecimal() else ()
        by_lang = {said.lang: said.text for said in questions}
        return {
            "item": place.item,
            "slot": place.slot.stem,
            "steps": [str(number) for number in place.slot.steps],
            "question": by_lang.get(page_language(), next(iter(by_lang.values()), "")),
            "says": place.text_to_record,
            "recorded": bool(place.memos),
        }

    def describe_consent(self) -> dict[str, Any]:
        """The content of the question whose voice it is. ``person`` is empty for somebody else, None if none was chosen yet."""
        person = self.opened.last_person
        people = self.people()
        is_known = person in (None, *(consent.who for consent in people))
        return {
            "people": to_json(people, tuple[Consent, ...]),
            "person": person if is_known else "",
            "today": str(today()),
            "until": str(default_until(today())),
        }

    def _describe_memo(self, place: VoicePlace) -> dict[str, Any]:
        """The first memo of a place as the page shows it, without the sentence of its consent if that is private."""
        consent = place.consent
        if consent is not None and place.says_private:
            consent = replace(consent, says="")
        path = self.opened.folder / place.memos[0]
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        row = {"stamp": stamp, "consent": to_json(consent, Consent)}
        return row | {"stale": place.staleness, "says_private": place.says_private}

    def _describe_take(self, take: Take) -> dict[str, Any]:
        """A take as the page shows it, without its sentence if that is private."""
        names = ("id", "slot", "heard", "faults", "recorded")
        said = "" if self.opened.matcher().is_private(take.sentence) else take.sentence
        who = None if take.consent is None else take.consent.who
        return {name: getattr(take, name) for name in names} | {"sentence": said, "who": who}

    def read_consent(self, fields: Fields) -> Consent:
        """The consent in a form, or the known one of the person that it names. Raises ChangeError."""
        person = fields.text_or_none("person", 200)
        if person:
            for consent in self.people():
                if consent.who == person:
                    return consent
            raise ChangeError("This person's consent has ended.", "Ask again, and write until when it counts.")
        uses = [use for use in USES if fields.raw_or_none(use) not in (None, False, "")]
        return read_form(fields.text("who", 200), uses, fields.text("until", 20), today(), voice=True)

    def people(self) -> tuple[Consent, ...]:
        """The people with a consent in this folder that includes chats and is valid today; in an answer, for all answers."""
        folder = self.opened.folder
        return known_people(read_entries(answers.answers_folder() if is_answer(folder) else folder), today())

    # ---------------------------------------------------------------- actions on a take

    def note_heard(self, _place: VoicePlace, take: Take, _fields: Fields) -> None:
        """Note that a take was played to its end."""
        self.takes.change(take, heard=True)

    def keep(self, place: VoicePlace, take: Take, fields: Fields) -> str:
        """Keep a take with the consent of a form."""
        consent = self.read_consent(fields)
        memos.keep(self.takes, place, take, consent)
        if is_answer(self.opened.folder):  # it will be removed; the next one knows the person by this entry
            exchange(answers.answers_folder(), [consent.who], replace(consent, file=consent.who))
        self.opened.last_person = consent.who
        self.opened.session.touch()
        return "voice.kept"

    def set_aside(self, _place: VoicePlace, take: Take, _fields: Fields) -> None:
        """Set a take aside, to record again; it stays among the earlier ones."""
        self.takes.change(take, waiting=False)

    def use(self, place: VoicePlace, take: Take, _fields: Fields) -> str | None:
        """Use an earlier take."""
        if not memos.use(self.takes, place, take):
            return None
        self.opened.session.touch()
        return "voice.kept"

    def delete(self, _place: VoicePlace, take: Take, _fields: Fields) -> str:
        """Delete a take; if it was used, also the cached sounds that may have it. Raises BusyError, OutputError."""
        if take.used:
            self.desk.check_free()
        self.takes.throw_away(take)
        if take.used:
            self.desk.forget_voices()
        return "voice.thrown"

    # ---------------------------------------------------------------- actions on a place

    def choose_person(self, _place: VoicePlace, fields: Fields) -> None:
        """Choose whose voice it is."""
        self.opened.last_person = fields.text("person", 200)

    def remove(self, place: VoicePlace, _fields: Fields) -> None:
        """Remove the recording of a place from the tutorial."""
        memos.take_away(self.takes, place)

    def confirm_fit(self, place: VoicePlace, _fields: Fields) -> None:
        """Note that the recording of a place fits its current text and picture. Raises ChangeError, OutputError."""
        memos.say_it_fits(self.takes, place)
        self.opened.session.touch()
