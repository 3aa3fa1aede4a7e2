"""Take recordings in, and use them as the memo of a place, with a person's consent."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.edit import helper, memo_files
from annotator.edit.changes import ChangeError
from annotator.edit.memo_consents import Leave, consent_row
from annotator.edit.take_folder import Take, TakeFolder
from annotator.edit.take_judge import EMPTY, BadTakeError
from annotator.edit.voice_places import Scene, VoicePlace, list_places

MAX_BYTES: Final = 20_000_000
"""Largest recording that is taken; `voice.memo` takes no larger one either."""


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one.

    Raises BadTakeError for one that can't be used, of which nothing is left, ChangeError, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judged = helper.ask_once("take_judge.judge", body, heard, clean)
        end = memo_files.find_suffix(body)
        with takes.incoming(end) as sound:
            memo_files.write_memo(body, sound)
            facts = (place.lang, place.slot.stem, place.says, place.picture, judged.seconds, judged.faults)
            take = takes.add(Take(end, *facts, waiting=True), sound, heard)
    if older is not None:
        takes.change(older, waiting=False)
    return take


def takes_of(takes: TakeFolder, place: VoicePlace) -> tuple[Take, ...]:
    """The takes of a place, the oldest first."""
    return tuple(take for take in takes.list() if (take.slot, take.lang) == (place.slot.stem, place.lang))


def find_waiting(takes: TakeFolder, place: VoicePlace) -> Take | None:
    """The take of a place that waits for a decision."""
    waiting = [take for take in takes_of(takes, place) if take.waiting and not take.name]
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
            helper.ask_once("take_judge.judge", takes.path(take), heard, clean)
            takes.add_heard(take, heard)
    return path


def keep(takes: TakeFolder, place: VoicePlace, take: Take, leave: Leave) -> None:
    """Use a take that was heard, with a person's consent; raises as `use`."""
    if not take.heard:
        raise ChangeError("Listen to the recording first.", "Play it to its end; then it can be kept.")
    consent = consent_row(leave.consent(says=take.sentence, picture=take.picture))
    use(takes, place, takes.change(take, consent=consent))


def use(takes: TakeFolder, place: VoicePlace, take: Take) -> bool:
    """Make a take the memo of a place; whether it is. One without a consent waits until somebody gives it.

    Raises ChangeError, OutputError.
    """
    stem = place.slot.stem
    if take.consent is None:
        takes.change(take, newest=True, slot=stem, name="", waiting=True, sentence=take.sentence or place.says)
        return False
    memo_files.put(takes, place, take)
    takes.change(take, newest=True, slot=stem, waiting=False, used=True)
    return True
