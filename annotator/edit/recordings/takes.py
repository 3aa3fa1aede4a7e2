"""Lead each recording through its stages, so that no voice is used without a person's consent.

A *take* is a recording in the editor, a file in the folder ``.takes`` beside the script. A *memo* is a recording that is heard in
place of a sentence, such as ``03-unirse.es.m4a``. A *place* is where one belongs: a step, the opening or the closing.

1. `receive`: a new take is judged (nothing is heard, too quiet), and waits for a person's decision.
2. `keep`: once it was heard, and its speaker has allowed its use, a copy of it becomes the memo of its place.
3. `use`: an earlier take becomes the memo again; one without a consent waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings import memo_files
from annotator.edit.recordings.consents import consent_row
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.take_judge import EMPTY, BadTakeError
from annotator.edit.recordings.voice_places import Scene, VoicePlace, list_places
from annotator.edit.work import helper
from annotator.script import Consent

MAX_BYTES: Final = 20_000_000
"""Maximum size of a recording, in bytes; `voice.memo` takes no larger one either."""
LISTEN_FIRST: Final = ("Listen to the recording first.", "Play it to its end; then it can be kept.")


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one.

    Raises BadTakeError for one that can't be used, of which nothing is left, PictureError if the helper fails, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judgement = helper.ask_once("recordings.take_judge.judge", body, heard, clean)
        file_suffix = memo_files.find_suffix(body)
        with takes.incoming(file_suffix) as sound:
            memo_files.write_memo(body, sound)
            facts = place.lang, place.slot.stem, place.says, place.picture, judgement.seconds, judgement.faults
            take = takes.add(Take(file_suffix, *facts, waiting=True), sound, heard)
    if older is not None:
        takes.change(older, waiting=False)
    return take


def find_waiting(takes: TakeFolder, place: VoicePlace) -> Take | None:
    """The take of a place that waits for a decision."""
    of_place = [take for take in takes.list() if (take.slot, take.lang) == (place.slot.stem, place.lang)]
    waiting = [take for take in of_place if take.waiting and not take.name]
    return waiting[-1] if waiting else None


def list_earlier(takes: TakeFolder, scene: Scene, place: VoicePlace) -> tuple[Take, ...]:
    """The takes that could be used at a place, the newest first: its own, and those whose place is gone.

    Without the one that waits, and the memo.
    """
    other_slots = {other.slot.stem for other in list_places(scene, place.lang)} - {place.slot.stem}
    shown_elsewhere = [find_waiting(takes, place), *(takes.find_same(scene.folder / memo) for memo in place.memos)]
    for_place = [take for take in takes.list() if take.lang == place.lang and take.slot not in other_slots]
    kept = [take for take in for_place if take not in shown_elsewhere and not (take.waiting and take.name)]
    return tuple(reversed(kept))


def find_slot(scene: Scene, stem: str, lang: str) -> VoicePlace:
    """The place of a memo with a stem. Raises ChangeError if its step is gone."""
    for place in list_places(scene, lang):
        if place.slot.stem == stem:
            return place
    raise ChangeError("The step of this recording is not there any more.", "Record the step that is there now.")


def hear(takes: TakeFolder, take: Take, *, clean: bool) -> Path:
    """The sound of a take as a family will hear it. Raises BadTakeError, PictureError if the helper fails, and OutputError."""
    path = takes.heard_path(take)
    if not path.is_file():  # of a memo that was put there by hand
        with takes.incoming(path.suffix) as heard:
            helper.ask_once("recordings.take_judge.judge", takes.path(take), heard, clean)
            takes.add_heard(take, heard)
    return path


def keep(takes: TakeFolder, place: VoicePlace, take: Take, leave: Consent) -> None:
    """Use a take that was heard, with the consent (``leave``) that its speaker gave. Raises what `use` raises."""
    if not take.heard:
        raise ChangeError(*LISTEN_FIRST)
    consent = consent_row(replace(leave, says=take.sentence, picture=take.picture))
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
