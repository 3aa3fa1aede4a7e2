"""Record for one place, and make a take the memo of its place.

A *take* is a recording in the editor; a *memo* the file beside the script that families hear, with an entry in
``consent.toml``. A recording is judged first, and waits until a person has heard it and says to keep it. `put` then removes the
entry of the older memo, replaces that memo, whose sound stays a take, and adds the entry of the new one: killed in between, it
leaves a voice without a consent, not with the consent to another voice.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings import memo_encoding
from annotator.edit.recordings.consents import exchange
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError, Take, TakeFolder, writing
from annotator.edit.recordings.voice_places import Scene, VoicePlace, list_places
from annotator.edit.work import helper
from annotator.media.files import flush, replacing
from annotator.script import Consent, suffix

MAX_BYTES: Final = 20_000_000
"""Maximum size of a recording, in bytes; `voice.memo` takes no larger one either."""
LISTEN_FIRST: Final = ("Listen to the recording first.", "Play it to its end; then it can be kept.")


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one.

    It is stored in a container that messengers know. Raises BadTakeError for one that can't be used, of which nothing is left,
    PictureError if the helper fails, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judgement = helper.ask_once("recordings.take_judge.judge", body, heard, clean)
        encoding = memo_encoding.choose_encoding(body)
        take = Take(encoding.suffix, place.lang, place.slot.stem, sentence=place.to_record, picture=place.picture)
        take = replace(take, seconds=judgement.seconds, faults=judgement.faults, waiting=True)
        with takes.incoming(encoding.suffix) as sound:
            memo_encoding.write(body, sound, encoding)
            take = takes.add(take, sound, heard)
    if older is not None:
        takes.change(older, waiting=False)
    return take


def find_waiting(takes: TakeFolder, place: VoicePlace) -> Take | None:
    """The take of a place that waits for a decision."""
    for take in reversed(takes.list()):
        if (take.slot, take.lang) == (place.slot.stem, place.lang) and take.waiting and not take.name:
            return take
    return None


def list_earlier(takes: TakeFolder, scene: Scene, place: VoicePlace) -> tuple[Take, ...]:
    """The takes that could be used at a place, the newest first: its own, and those whose place is gone.

    Without the one that waits, dropped files that wait, and the memo.
    """
    other_slots = {other.slot.stem for other in list_places(scene, place.lang)} - {place.slot.stem}
    shown_elsewhere = [find_waiting(takes, place), *(takes.find_same(scene.folder / memo) for memo in place.memos)]
    of_place = [take for take in takes.list() if take.lang == place.lang and take.slot not in other_slots]
    earlier = [take for take in of_place if take not in shown_elsewhere and not (take.waiting and take.name)]
    return tuple(reversed(earlier))


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


def keep(takes: TakeFolder, place: VoicePlace, take: Take, consent: Consent) -> None:
    """Use a take that was heard, with the consent that its speaker gave. Raises what `use` raises."""
    if not take.heard:
        raise ChangeError(*LISTEN_FIRST)
    fitting = replace(consent, says=take.sentence, picture=take.picture)
    use(takes, place, takes.change(take, consent=fitting))


def use(takes: TakeFolder, place: VoicePlace, take: Take) -> bool:
    """Make a take the memo of a place; return whether it is. One without a consent waits for it.

    Raises ChangeError, OutputError.
    """
    stem = place.slot.stem
    if take.consent is None:
        takes.change(take, newest=True, slot=stem, name="", waiting=True, sentence=take.sentence or place.to_record)
        return False
    put(takes, place, take)
    takes.change(take, newest=True, slot=stem, waiting=False, used=True)
    return True


def put(takes: TakeFolder, place: VoicePlace, take: Take) -> None:
    """Make a take that has a consent the memo of a place. Raises ChangeError, OutputError."""
    assert take.consent is not None
    new_name = place.slot.file_name(place.lang, suffix(take.file))
    name = next((memo for memo in place.memos if suffix(memo) == suffix(new_name)), new_name)
    keep_memos(takes, place)
    with writing(takes.tutorial):
        exchange(takes.tutorial, place.memos)
        with replacing(takes.tutorial / name) as new:
            shutil.copyfile(takes.path(take), new)
        _remove(takes, [memo for memo in place.memos if memo != name])
        exchange(takes.tutorial, (), replace(take.consent, file=name))


def take_away(takes: TakeFolder, place: VoicePlace) -> None:
    """Remove the memos of a place from the folder; their takes stay. Raises ChangeError, OutputError."""
    keep_memos(takes, place)
    with writing(takes.tutorial):
        exchange(takes.tutorial, place.memos)
        _remove(takes, place.memos)


def say_it_fits(takes: TakeFolder, place: VoicePlace) -> None:
    """Note that the memo of a place fits the current text and picture. Raises ChangeError, OutputError."""
    if place.consent is None:
        raise ChangeError("There is no recording here.", "Look at the newest state of the tutorial.")
    if place.says_private:
        remedy = "Record it again without that."
        raise ChangeError("The voice says a name or a text that is hidden or on your list.", remedy)
    with writing(takes.tutorial):
        exchange(takes.tutorial, (), replace(place.consent, fits=place.to_record, picture=place.picture))


def keep_memos(takes: TakeFolder, place: VoicePlace) -> None:
    """Have a take of each memo of a place, also of one that was put there by hand, with its newest consent."""
    for name in place.memos:
        memo = takes.tutorial / name
        entry = replace(place.consent, file="") if place.consent and name == place.memos[0] else None
        take = takes.find_same(memo)
        if take is not None and entry not in (None, take.consent):
            takes.change(take, consent=entry)
        elif take is None and memo.is_file():
            says = entry.says if entry is not None else ""
            take = Take(suffix(name), place.lang, place.slot.stem, sentence=says, used=True, consent=entry)
            with takes.incoming(suffix(name)) as new, writing(takes.tutorial):
                shutil.copyfile(memo, new)
                takes.add(take, new)


def _remove(takes: TakeFolder, names: Iterable[str]) -> None:
    """Delete files beside the script, and flush that to the disk before the next consent is written."""
    for name in names:
        (takes.tutorial / name).unlink(missing_ok=True)
    flush(takes.tutorial)
