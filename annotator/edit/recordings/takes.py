"""Lead each recording through its stages (judged, waiting, memo), so that no voice is used without a person's consent.

The first half is about takes that the editor records, the second about dropped sound files, which are paired with places.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from annotator.commands.memos import pair_by_name, pair_by_time, sort_by_time
from annotator.edit.recordings import memo_files
from annotator.edit.recordings.memo_files import Leave, consent_row
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.take_judge import EMPTY, BadTakeError
from annotator.edit.recordings.voice_places import Scene, VoicePlace, list_places
from annotator.edit.tutorial.changes import ChangeError
from annotator.edit.work import helper
from annotator.errors import AnnotatorError
from annotator.messages import Message, join
from annotator.script import suffix
from annotator.voice.memo import SUFFIXES

MAX_BYTES: Final = 20_000_000
"""Maximum size of a recording, in bytes; `voice.memo` takes no larger one either."""


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one.

    Raises BadTakeError for one that can't be used, of which nothing is left, ChangeError, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judged = helper.ask_once("recordings.take_judge.judge", body, heard, clean)
        end = memo_files.find_suffix(body)
        with takes.incoming(end) as sound:
            memo_files.write_memo(body, sound)
            facts = (place.lang, place.slot.stem, place.says, place.picture, judged.seconds, judged.faults)
            take = takes.add(Take(end, *facts, waiting=True), sound, heard)
    if older is not None:
        takes.change(older, waiting=False)
    return take


def find_waiting(takes: TakeFolder, place: VoicePlace) -> Take | None:
    """The take of a place that waits for a decision."""
    own = (take for take in takes.list() if (take.slot, take.lang) == (place.slot.stem, place.lang))
    waiting = [take for take in own if take.waiting and not take.name]
    return waiting[-1] if waiting else None


def list_earlier(takes: TakeFolder, scene: Scene, place: VoicePlace) -> tuple[Take, ...]:
    """The takes that could be used at a place, the newest first: its own, and those whose place is gone.

    Without the one that waits, and the memo.
    """
    others = {other.slot.stem for other in list_places(scene, place.lang)} - {place.slot.stem}
    shown = [find_waiting(takes, place), *(takes.find_same(scene.folder / memo) for memo in place.memos)]
    return tuple(
        take
        for take in reversed(takes.list())
        if take.lang == place.lang
        and take.slot not in others
        and take not in shown
        and not (take.waiting and take.name)
    )


def find_slot(scene: Scene, stem: str, lang: str) -> VoicePlace:
    """The place of a memo with a stem. Raises ChangeError if its step is gone."""
    for place in list_places(scene, lang):
        if place.slot.stem == stem:
            return place
    raise ChangeError("The step of this recording is not there any more.", "Record the step that is there now.")


def hear(takes: TakeFolder, take: Take, *, clean: bool) -> Path:
    """The sound of a take as a family will hear it. Raises BadTakeError, OutputError."""
    path = takes.heard_path(take)
    if not path.is_file():  # of a memo that was put there by hand
        with takes.incoming(path.suffix) as heard:
            helper.ask_once("recordings.take_judge.judge", takes.path(take), heard, clean)
            takes.add_heard(take, heard)
    return path


_LISTEN_FIRST: Final = ("Listen to the recording first.", "Play it to its end; then it can be kept.")


def keep(takes: TakeFolder, place: VoicePlace, take: Take, leave: Leave) -> None:
    """Use a take that was heard, with a person's consent; raises as `use`."""
    if not take.heard:
        raise ChangeError(*_LISTEN_FIRST)
    consent = consent_row(leave.consent(says=take.sentence, picture=take.picture))
    use(takes, place, takes.change(take, consent=consent))


def use(takes: TakeFolder, place: VoicePlace, take: Take) -> bool:
    """Make a take the memo of a place; return whether it is. One without a consent waits for it.

    Raises ChangeError, OutputError.
    """
    stem = place.slot.stem
    if take.consent is None:
        takes.change(take, newest=True, slot=stem, name="", waiting=True, sentence=take.sentence or place.says)
        return False
    memo_files.put(takes, place, take)
    takes.change(take, newest=True, slot=stem, waiting=False, used=True)
    return True


MAX_WAITING: Final = 100
"""Maximum number of waiting files; a tutorial has at most a third of that in places."""
_AGAIN: Final = "Record it again, or remove the file."


@dataclass(frozen=True)
class Pairing:
    """The waiting sound files, and the places in their language.

    Attributes:
        lang: the language of the recordings.
        sounds: the files in the order of their places, those without one last.
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
    """Let a file wait. Raises BadTakeError for one that can't be used, of which nothing is left, and OutputError.

    Args:
        takes: the takes of the tutorial.
        name: the name that the person's computer gave it.
        lang: the language that is spoken.
        body: the file, among the takes.
        modified: the modification time, in any unit; 0 if unknown.
        clean: whether the school has recordings cleaned.
    """
    shown = _safe_name(name)
    if len(list_waiting(takes)) >= MAX_WAITING:
        raise ChangeError("There are too many recordings at once.", "Keep those that are there first.")
    end = suffix(shown)
    if end not in SUFFIXES:
        raise _unusable(shown, "This recording can't be read.")
    if not body.stat().st_size:
        raise _unusable(shown, EMPTY)
    with takes.incoming(end) as named, takes.incoming(".m4a") as heard:
        body.replace(named)  # its suffix helps to tell what it is
        try:
            judged = helper.ask_once("recordings.take_judge.judge", named, heard, clean)
        except BadTakeError as error:
            raise _unusable(shown, error.message) from error
        new = Take(end, lang, seconds=judged.seconds, faults=judged.faults, waiting=True, name=shown, modified=modified)
        return takes.add(new, named, heard)


def pair(takes: TakeFolder, places: Sequence[VoicePlace], lang: str) -> Pairing:
    """Pair the files that wait. What a person chose stays; files named after a place go there, the rest by their time.

    Places that have a recording are given away only by name. If it isn't clear where the rest goes, it gets no place.
    """
    sounds = list_waiting(takes)
    order = [place.slot.stem for place in places]
    chosen = {sound.id: sound.slot for sound in sounds if sound.chosen and sound.slot in {*order, ""}}
    found = chosen | _propose([sound for sound in sounds if sound.id not in chosen], places, lang, chosen.values())
    placed = [replace(sound, slot=found.get(sound.id, "")) for sound in sounds]
    placed.sort(key=lambda sound: order.index(sound.slot) if sound.slot else len(order))
    return Pairing(lang, tuple(placed), tuple(places))


def choose(takes: TakeFolder, pairing: Pairing, sound: Take, stem: str) -> None:
    """Give a file a place, or none. A file that has that place gets the other's. Raises ChangeError, OutputError."""
    if stem and stem not in {place.slot.stem for place in pairing.places}:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    former = next((other.slot for other in pairing.sounds if other.id == sound.id), "")
    for other in pairing.sounds:
        swapped = former if stem and other.slot == stem else other.slot
        takes.change(other, slot=stem if other.id == sound.id else swapped, chosen=True)


def begin_at(takes: TakeFolder, pairing: Pairing, stem: str) -> None:
    """Give the files, in the order in which they were recorded, the places without a recording from one on."""
    free = [place.slot.stem for place in pairing.places if not place.memos]
    if stem not in free:
        raise ChangeError("This place is not there any more.", "Look at the newest state of the tutorial.")
    files = {Path(sound.id) / sound.name: sound for sound in pairing.sounds}
    ordered, _ = sort_by_time(list(files), lambda file: files[file].modified)
    for file, slot in zip_longest(ordered, free[free.index(stem) :][: len(ordered)], fillvalue=""):
        takes.change(files[Path(file)], slot=slot, chosen=True)


def keep_loose(takes: TakeFolder, pairing: Pairing, leave: Leave) -> int:
    """Make all files that have a place the memos there, byte by byte; return how many they were."""
    pairs = [(place, sound) for sound in pairing.sounds if (place := pairing.place(sound)) is not None]
    if not pairs:
        raise ChangeError("No recording has a place yet.", "Choose a step for each.")
    if not all(sound.heard for _, sound in pairs):
        raise ChangeError(*_LISTEN_FIRST)
    for place, sound in pairs:
        consent = consent_row(leave.consent(says=place.says, picture=place.picture))
        take = takes.change(sound, sentence=place.says, picture=place.picture, consent=consent)
        use(takes, place, take)
    return len(pairs)


def _propose(sounds: Sequence[Take], places: Sequence[VoicePlace], lang: str, taken: Collection[str]) -> dict[str, str]:
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
    if len(rest) not in (len(free), sum(bool(slot.steps) for slot in free)):
        return found
    try:
        by_time, _ = pair_by_time(rest, free, lang, lambda file: files[file].modified)
    except AnnotatorError:
        return found
    return found | {files[file].id: slot.stem for file, slot in by_time}


def _safe_name(name: str) -> str:
    """The last part of a path from a person's computer, without characters that no name has."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-100:].strip() or "?"


def _unusable(name: str, why: str) -> BadTakeError:
    return BadTakeError(join(Message("{name}:", name=name), why), _AGAIN)
