"""Pair dropped sound files with the places of a tutorial, as ``annotator memos`` does, until a person says that it is right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from annotator.commands.memos import pair_by_name, pair_by_time
from annotator.edit import voice_work
from annotator.edit.changes import ChangeError
from annotator.edit.consent_form import Leave
from annotator.edit.memo_changes import put_all_in_place
from annotator.edit.memo_moves import consent_row
from annotator.edit.session import Session
from annotator.edit.shelf import Recording, Shelf
from annotator.edit.take_judge import EMPTY, SILENT, TOO_LONG, BadTakeError
from annotator.edit.voice_places import VoicePlace
from annotator.errors import AnnotatorError
from annotator.messages import Message, join
from annotator.script import suffix
from annotator.voice.memo import SUFFIXES

MAX_WAITING: Final = 100
"""Most files that wait at once; a tutorial has at most a third of that in places."""
_AGAIN: Final = "Record it again, or remove the file."
_EMPTY: Final = ("is empty.", "Copy the file here again, or record it again.")
_DAMAGED: Final = (
    "is damaged, or is not a kind of recording that phones make.",
    join("Ask for the file again: it may have been cut off on the way.", _AGAIN),
)
_WHAT: Final[Mapping[str, tuple[str, str]]] = {
    EMPTY: _EMPTY,
    TOO_LONG: ("is longer than 5 minutes.", "Record a shorter message; one step is a few sentences."),
    SILENT: (
        "is silent.",
        join("Play it to hear whether the microphone was on.", _AGAIN),
    ),
}
"""By what is said of a take: what is said of a file by its name, and what to do."""


@dataclass(frozen=True)
class Pairing:
    """The files that wait, and the places in their language.

    Attributes:
        lang: the language of the recordings.
        sounds: the files in the order of their places, those without one last.
        places: all places, in the order of the video.
    """

    lang: str
    sounds: tuple[Recording, ...]
    places: tuple[VoicePlace, ...]

    def place(self, sound: Recording) -> VoicePlace | None:
        """The place of a file, or None."""
        return next((place for place in self.places if place.slot.stem == sound.slot), None)

    @property
    def unclear(self) -> bool:
        """Whether a file has no place yet."""
        return any(self.place(sound) is None for sound in self.sounds)


def receive(shelf: Shelf, name: str, lang: str, body: Path, modified: int, *, clean: bool) -> Recording:
    """Let a file wait. Raises BadTakeError for one that can't be used, of which nothing is left, and OutputError.

    Args:
        shelf: the shelf.
        name: the name that the person's computer gave it.
        lang: the language that is spoken.
        body: the file, in the shelf's folder.
        modified: when it was modified, in whatever unit; 0 if that isn't known.
        clean: whether the school has recordings cleaned.
    """
    shown = _safe_name(name)
    if len(shelf.list("sound")) >= MAX_WAITING:
        raise ChangeError("There are too many recordings at once.", "Keep those that are there first.")
    end = suffix(shown)
    if end not in SUFFIXES:
        raise _unusable(shown, _DAMAGED)
    if not body.stat().st_size:
        raise _unusable(shown, _EMPTY)
    sound = Recording(shelf.new_name(end), "sound", lang, name=shown, modified=modified)
    with shelf.incoming(end) as named, shelf.incoming(".m4a") as heard:
        body.replace(named)  # its suffix helps to tell what it is
        try:
            judged = voice_work.judge(named, heard, clean=clean)
        except BadTakeError as error:
            raise _unusable(shown, _WHAT.get(error.message, _DAMAGED)) from error
        sound = replace(sound, seconds=judged.seconds, faults=judged.faults)
        shelf.adopt_heard(heard, sound)
        return shelf.adopt(named, sound)


def pair(shelf: Shelf, places: Sequence[VoicePlace], lang: str) -> Pairing:
    """Pair the files that wait. What a person chose stays; files named after a place go there, the rest by their time.

    Places that have a recording are given away only by name. If it isn't clear where the rest goes, it gets no place.
    """
    sounds = [sound if sound.lang == lang else shelf.change(sound, lang=lang) for sound in shelf.list("sound")]
    stems = {place.slot.stem for place in places}
    chosen = {sound.id: sound.slot for sound in sounds if sound.chosen and sound.slot in {*stems, ""}}
    found = chosen | _propose([sound for sound in sounds if sound.id not in chosen], places, lang, chosen.values())
    order = [place.slot.stem for place in places]
    placed = [
        sound if sound.slot == found.get(sound.id, "") else shelf.change(sound, slot=found.get(sound.id, ""))
        for sound in sounds
    ]
    placed.sort(key=lambda sound: order.index(sound.slot) if sound.slot in stems else len(order))
    return Pairing(lang, tuple(placed), tuple(places))


def choose(shelf: Shelf, pairing: Pairing, sound: Recording, stem: str) -> None:
    """Give a file a place, or none. A file that has that place gets the other's. Raises ChangeError, OutputError."""
    if stem and stem not in {place.slot.stem for place in pairing.places}:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    for other in pairing.sounds:
        if other.id == sound.id:
            former = other.slot
            break
    else:
        raise ChangeError("This recording is not there any more.", "Record it again.")
    for other in pairing.sounds:
        if stem and other.slot == stem and other.id != sound.id:
            shelf.change(other, slot=former, chosen=True)
        elif other.id != sound.id:
            shelf.change(other, chosen=True)
    shelf.change(sound, slot=stem, chosen=True)


def keep(session: Session, shelf: Shelf, pairing: Pairing, leave: Leave) -> int:
    """Make all files that have a place the memos there, byte by byte, as one change; return how many they were."""
    pairs = [(place, sound) for sound in pairing.sounds if (place := pairing.place(sound)) is not None]
    if not pairs:
        raise ChangeError("No recording has a place yet.", "Choose a step for each.")
    memos = []
    try:
        for place, sound in pairs:
            consent = consent_row(leave.consent(says=place.says, picture=place.picture))
            memos.append((place, shelf.change(sound, kind="memo", consent=consent)))
        with shelf.holding_heard(sound for _, sound in pairs):
            session.apply(session.revision, [put_all_in_place(shelf, memos)])
    except AnnotatorError:
        for _, sound in pairs:
            shelf.change(sound)
        raise
    return len(pairs)


def _propose(
    sounds: Sequence[Recording], places: Sequence[VoicePlace], lang: str, taken: Collection[str]
) -> dict[str, str]:
    """The stem of the place for each file, by the file's id; none for those of which it isn't clear."""
    files = {Path(sound.id) / sound.name: sound for sound in sounds}
    slots = [place.slot for place in places if place.slot.stem not in taken]
    by_name, rest = pair_by_name(list(files), slots, lang)
    found: dict[str, str] = {}
    for file, slot in by_name:
        if slot.stem in found.values():
            rest.append(file)
        else:
            found[files[file].id] = slot.stem
    free = [slot for slot in slots if slot.memo is None and slot.stem not in found.values()]
    try:
        by_time, _ = pair_by_time(rest, free, lang, lambda file: files[file].modified)
    except AnnotatorError:
        return found
    return found | {files[file].id: slot.stem for file, slot in by_time}


def _safe_name(name: str) -> str:
    """The last part of a name as a person's computer gives it, without what no name has."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-100:].strip() or "?"


def _unusable(name: str, why: tuple[str, str]) -> BadTakeError:
    what, remedy = why
    return BadTakeError(join(Message("The recording {name}", name=name), what), remedy)
