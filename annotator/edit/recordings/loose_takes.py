"""Assign places to sound files that are dropped together, such as voice messages from a chat.

They are takes, too, and wait until each has its place: by its name, by the time of its recording, or by a person's choice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError, Take, TakeFolder
from annotator.edit.recordings.takes import LISTEN_FIRST, use
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.edit.work import helper
from annotator.edition.memos.memo_matching import pair_by_name, sort_by_time
from annotator.messages import Message, join
from annotator.script import Consent, suffix
from annotator.voice.memo import SUFFIXES

MAX_WAITING: Final = 100
"""Maximum number of waiting files, far more than a tutorial has places."""


@dataclass(frozen=True)
class Pairing:
    """The waiting sound files and the places in their language.

    Attributes:
        lang: the language of the recordings.
        sounds: the files in the order of their places (``slot``: "03-unirse"), those without one last.
        places: all places, in the order of the video.
    """

    lang: str
    sounds: tuple[Take, ...]
    places: tuple[VoicePlace, ...]

    def place(self, sound: Take) -> VoicePlace | None:
        """The place of a file, or None."""
        return next((place for place in self.places if place.slot.stem == sound.slot), None)


def list_waiting(takes: TakeFolder) -> tuple[Take, ...]:
    """The dropped files that wait, the oldest first."""
    return tuple(take for take in takes.list() if take.waiting and take.name)


def receive_loose(takes: TakeFolder, name: str, lang: str, body: Path, modified: int, *, clean: bool) -> Take:
    """Judge a file, and let it wait. Raises ChangeError if too many wait, BadTakeError if it can't be used, and OutputError.

    Args:
        takes: the takes of the tutorial.
        name: the name that the person's computer gave it.
        lang: the language that is spoken.
        body: the file, among the takes.
        modified: the modification time, in any unit; 0 if unknown.
        clean: whether the school has recordings cleaned.
    """
    # The last part of a path from a person's computer, without characters that no name has.
    last_part = name.replace("\\", "/").rpartition("/")[2]
    shown_name = "".join(char for char in last_part if char.isprintable())[-100:].strip() or "?"
    if len(list_waiting(takes)) >= MAX_WAITING:
        raise ChangeError("There are too many recordings at once.", "Keep those that are there first.")
    file_suffix = suffix(shown_name)
    if file_suffix not in SUFFIXES:
        raise _unusable(shown_name, "This recording can't be read.")
    if not body.stat().st_size:
        raise _unusable(shown_name, EMPTY)
    with takes.incoming(file_suffix) as sound, takes.incoming(".m4a") as heard:
        body.replace(sound)  # its suffix helps to tell what it is
        try:
            judgement = helper.ask_once("recordings.take_judge.judge", sound, heard, clean)
        except BadTakeError as error:
            raise _unusable(shown_name, error.message) from error
        take = Take(file_suffix, lang, seconds=judgement.seconds, faults=judgement.faults, waiting=True)
        return takes.add(replace(take, name=shown_name, modified=modified), sound, heard)


def _unusable(name: str, reason: str) -> BadTakeError:
    """The error for a dropped file, by its name."""
    return BadTakeError(join(Message("{name}:", name=name), reason), "Record it again, or remove the file.")


def pair(takes: TakeFolder, places: Sequence[VoicePlace], lang: str) -> Pairing:
    """Pair the files that wait. What a person chose stays; files named after a place go there, the rest by their time.

    A place that has a recording is assigned only by name or by a person. If there are more files than places, the last get none.
    """
    sounds = list_waiting(takes)
    order = [place.slot.stem for place in places]
    chosen_slots = {sound.id: sound.slot for sound in sounds if sound.chosen and sound.slot in {*order, ""}}
    undecided = [sound for sound in sounds if sound.id not in chosen_slots]
    slots = chosen_slots | _propose_slots(undecided, places, lang, chosen_slots.values())
    placed = [replace(sound, slot=slots.get(sound.id, "")) for sound in sounds]
    placed.sort(key=lambda sound: order.index(sound.slot) if sound.slot else len(order))
    return Pairing(lang, tuple(placed), tuple(places))


def _propose_slots(
    sounds: Sequence[Take], places: Sequence[VoicePlace], lang: str, taken: Collection[str]
) -> dict[str, str]:
    """The slot for each file, by the file's id; none for those that are too many. Other files have the ``taken`` slots."""
    files = {Path(sound.id) / sound.name: sound for sound in sounds}
    slots = [place.slot for place in places if place.slot.stem not in taken]
    named_files, unnamed = pair_by_name(list(files), slots, lang)
    proposed: dict[str, str] = {}
    for file, slot in named_files:
        if slot.stem in proposed.values():
            unnamed.append(file)
        else:
            proposed[files[file].id] = slot.stem
    free_slots = [slot for slot in slots if slot.memo is None and slot.stem not in proposed.values()]
    free_steps = [slot for slot in free_slots if slot.steps]
    # Few people record the opening and the closing unless somebody asks for all.
    in_order = free_steps if len(unnamed) <= len(free_steps) else free_slots
    ordered, _ = sort_by_time(unnamed, lambda file: files[file].modified)
    return proposed | {files[file].id: slot.stem for file, slot in zip(ordered, in_order, strict=False)}


def is_heard(sound: Take) -> bool:
    """Whether a dropped file was played to its end at the place that it has now."""
    return sound.heard and sound.heard_for == sound.slot


def choose(takes: TakeFolder, pairing: Pairing, sound: Take, stem: str) -> None:
    """Assign a place to a file, or none; two files swap if the place is taken. Raises ChangeError, OutputError."""
    if stem and stem not in {place.slot.stem for place in pairing.places}:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    slots = {other.id: other.slot for other in pairing.sounds}
    for other in pairing.sounds:
        is_swapped = stem and other.slot == stem
        slot = slots.get(sound.id, "") if is_swapped else other.slot
        takes.change(other, slot=stem if other.id == sound.id else slot, chosen=True)


def begin_at(takes: TakeFolder, pairing: Pairing, stem: str) -> None:
    """Assign the places without a recording, from one on, to the files in the order in which they were recorded.

    Raises ChangeError, OutputError.
    """
    free_slots = [place.slot.stem for place in pairing.places if not place.memos]
    if stem not in free_slots:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    next_slots = free_slots[free_slots.index(stem) :]
    files = {Path(sound.id) / sound.name: sound for sound in pairing.sounds}
    ordered, _ = sort_by_time(list(files), lambda file: files[file].modified)
    for number, file in enumerate(ordered):
        takes.change(files[file], slot=next_slots[number] if number < len(next_slots) else "", chosen=True)


def keep_loose(takes: TakeFolder, pairing: Pairing, consent: Consent) -> int:
    """Make copies of all files that have a place the memos there; return their number. Raises ChangeError, OutputError."""
    pairs = [(place, sound) for sound in pairing.sounds if (place := pairing.place(sound)) is not None]
    if not pairs:
        raise ChangeError("No recording has a place yet.", "Choose a step for each.")
    if not all(is_heard(sound) for _, sound in pairs):
        raise ChangeError(*LISTEN_FIRST)
    for place, sound in pairs:
        fitting = replace(consent, says=place.to_record, picture=place.picture)
        use(takes, place, takes.change(sound, sentence=place.to_record, picture=place.picture, consent=fitting))
    return len(pairs)
