"""Assign places to sound files that are dropped together, such as voice messages from a chat.

Each is a take that waits for its place, which a person decides, or else its name or the order of recording.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.memos import LISTEN_FIRST, use
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError, Take, TakeFolder
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.edit.work import helper
from annotator.edition.memos.memo_matching import pair_by_name, sort_by_time
from annotator.messages import Message, join
from annotator.script import Consent, MemoSlot, suffix
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
    """Judge a file, and let it wait.

    Raises ChangeError if too many wait, BadTakeError if it can't be used, PictureError if the helper fails, and OutputError.

    Args:
        takes: the takes of the tutorial.
        name: its name on the person's computer, perhaps with a path.
        lang: the language that is spoken.
        body: the file, among the takes.
        modified: the modification time, in any unit; 0 if unknown.
        clean: whether the school has recordings cleaned.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    shown_name = "".join(char for char in name if char.isprintable())[-100:].strip() or "?"
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
    """Pair the files that wait. What a person chose stays; files named after a place go there, the rest in their order.

    That order is the one of `memo_matching.sort_by_time`. A place that has a recording is assigned only by name or by a person.
    If there are more files than places, the last get none.
    """
    sounds = list_waiting(takes)
    stems = [place.slot.stem for place in places]
    chosen_slots = {sound.id: sound.slot for sound in sounds if sound.chosen and sound.slot in {*stems, ""}}
    undecided = [sound for sound in sounds if sound.id not in chosen_slots]
    available = [place.slot for place in places if place.slot.stem not in chosen_slots.values()]
    slots = chosen_slots | _propose_slots(undecided, available, lang)
    paired = [replace(sound, slot=slots.get(sound.id, "")) for sound in sounds]
    paired.sort(key=lambda sound: stems.index(sound.slot) if sound.slot else len(stems))
    return Pairing(lang, tuple(paired), tuple(places))


def _propose_slots(sounds: Sequence[Take], available: Sequence[MemoSlot], lang: str) -> dict[str, str]:
    """The stems of the slots for files, by the files' ids; none for those that are too many."""
    sounds_by_path = _by_path(sounds)
    named, unnamed = pair_by_name(list(sounds_by_path), available, lang)
    proposed: dict[str, str] = {}
    for path, slot in named:
        if slot.stem in proposed.values():
            unnamed.append(path)
        else:
            proposed[sounds_by_path[path].id] = slot.stem
    free_slots = [slot for slot in available if slot.memo is None and slot.stem not in proposed.values()]
    free_steps = [slot for slot in free_slots if slot.steps]
    # Few people record the opening and the closing unless somebody asks for all.
    remaining = free_steps if len(unnamed) <= len(free_steps) else free_slots
    in_order = _sort_by_time([sounds_by_path[path] for path in unnamed])
    return proposed | {sound.id: slot.stem for sound, slot in zip(in_order, remaining, strict=False)}


def _by_path(sounds: Iterable[Take]) -> dict[Path, Take]:
    """Sound files by paths that end with their names, as `memo_matching` takes them; two files may have the same name."""
    return {Path(sound.id) / sound.name: sound for sound in sounds}


def _sort_by_time(sounds: Iterable[Take]) -> list[Take]:
    """Sound files in the order in which they were probably recorded."""
    sounds_by_path = _by_path(sounds)
    paths, _ = sort_by_time(list(sounds_by_path), lambda path: sounds_by_path[path].modified)
    return [sounds_by_path[path] for path in paths]


def is_heard(sound: Take) -> bool:
    """Whether a file was played to its end at the place that it has now."""
    return sound.heard and sound.heard_for == sound.slot


def choose(takes: TakeFolder, pairing: Pairing, sound: Take, stem: str) -> None:
    """Assign the place with a ``stem`` to a file, or none if that is empty; a file that has the place gets this one's.

    The other files keep theirs, as if a person had chosen all. Raises ChangeError, OutputError.
    """
    if stem and stem not in {place.slot.stem for place in pairing.places}:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    old_slot = next((paired.slot for paired in pairing.sounds if paired.id == sound.id), "")
    for paired in pairing.sounds:
        slot = paired.slot
        if paired.id == sound.id:
            slot = stem
        elif stem and slot == stem:
            slot = old_slot
        takes.change(paired, slot=slot, chosen=True)


def begin_at(takes: TakeFolder, pairing: Pairing, stem: str) -> None:
    """Assign the places without a recording, from the one with a ``stem`` on, to the files in the order of their recording.

    Raises ChangeError, OutputError.
    """
    free_slots = [place.slot.stem for place in pairing.places if not place.memos]
    if stem not in free_slots:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    next_slots = free_slots[free_slots.index(stem) :]
    for sound, slot in itertools.zip_longest(_sort_by_time(pairing.sounds), next_slots[: len(pairing.sounds)]):
        takes.change(sound, slot=slot or "", chosen=True)


def keep_loose(takes: TakeFolder, pairing: Pairing, consent: Consent) -> int:
    """Make all files that have a place the memos there; return their number. Raises ChangeError, OutputError."""
    placed = [(sound, place) for sound in pairing.sounds if (place := pairing.place(sound))]
    if not placed:
        raise ChangeError("No recording has a place yet.", "Choose a step for each.")
    if not all(is_heard(sound) for sound, _ in placed):
        raise ChangeError(*LISTEN_FIRST)
    for sound, place in placed:
        text, picture = place.text_to_record, place.picture
        sound_consent = replace(consent, says=text, picture=picture)
        use(takes, place, takes.change(sound, sentence=text, picture=picture, consent=sound_consent))
    return len(placed)
