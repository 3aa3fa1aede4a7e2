"""Receive and find the recordings that are made for one place.

A *take* is a recording in the editor. It is judged first, and waits until a person has heard it and says to keep it; then `memos`
makes a *memo* of it, the file beside the script that families hear.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings import memo_encoding
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError, Take, TakeFolder
from annotator.edit.recordings.voice_places import Scene, VoicePlace, list_places
from annotator.edit.work import helper

MAX_BYTES: Final = 20_000_000
"""Maximum size of a recording, in bytes; `voice.memo` takes no larger one either."""


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one. It is stored in a container for messengers.

    Raises BadTakeError for one that can't be used, which is not stored, PictureError if the helper fails, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older_take = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judgement = helper.ask_once("recordings.take_judge.judge", body, heard, clean)
        encoding = memo_encoding.choose_encoding(body)
        take = Take(encoding.suffix, place.lang, place.slot.stem, sentence=place.text_to_record, picture=place.picture)
        take = replace(take, seconds=judgement.seconds, faults=judgement.faults, waiting=True)
        with takes.incoming(encoding.suffix) as sound:
            memo_encoding.write(body, sound, encoding)
            take = takes.add(take, sound, heard)
    if older_take is not None:
        takes.change(older_take, waiting=False)
    return take


def find_waiting(takes: TakeFolder, place: VoicePlace) -> Take | None:
    """The newest take of a place that waits for a decision; None if there is none."""
    for take in reversed(takes.list()):
        if (take.slot, take.lang) == (place.slot.stem, place.lang) and take.waiting and not take.name:
            return take
    return None


def list_earlier(takes: TakeFolder, scene: Scene, place: VoicePlace) -> tuple[Take, ...]:
    """The takes that could be used at a place, the newest first: its own, and those whose place is gone or unknown.

    Without the take that waits, the memo, and dropped files that wait for a place.
    """
    other_slots = {other.slot.stem for other in list_places(scene, place.lang)} - {place.slot.stem}
    shown_elsewhere = [find_waiting(takes, place), *(takes.find_same(scene.folder / memo) for memo in place.memos)]
    earlier = []
    for take in reversed(takes.list()):
        is_usable = take.lang == place.lang and take.slot not in other_slots
        is_dropped = take.waiting and take.name
        if is_usable and not is_dropped and take not in shown_elsewhere:
            earlier.append(take)
    return tuple(earlier)


def find_place_of(scene: Scene, stem: str, lang: str) -> VoicePlace:
    """The place of a memo with a stem. Raises ChangeError if its step is gone."""
    for place in list_places(scene, lang):
        if place.slot.stem == stem:
            return place
    raise ChangeError("The step of this recording is not there any more.", "Record the step that is there now.")


def make_playable(takes: TakeFolder, take: Take, *, clean: bool) -> Path:
    """The sound of a take as a family will hear it, made if it is missing.

    Raises BadTakeError, PictureError if the helper fails, and OutputError.
    """
    path = takes.heard_path(take)
    if not path.is_file():  # the take of a memo that was put into the folder by hand
        with takes.incoming(path.suffix) as heard:
            helper.ask_once("recordings.take_judge.judge", takes.path(take), heard, clean)
            takes.add_heard(take, heard)
    return path
