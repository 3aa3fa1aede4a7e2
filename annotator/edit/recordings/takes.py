"""Make a recording the memo of its place, in an order in which a kill never leaves a voice with the consent to another.

A *take* is a recording in the editor; a *memo* the file beside the script that families hear, with an entry in
``consent.toml``. Each recording is judged first, and waits until a person has heard it and says to keep it. `put` removes the
entry of the older memo, then replaces that memo, whose sound stays a take, then adds the entry of the new one.

A take for one place is stored in a container that messengers know, without metadata (`write_memo`); files that are dropped
together (`loose_takes`) are kept byte by byte.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.consents import exchange
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError, Take, TakeFolder, writing
from annotator.edit.recordings.voice_places import Scene, VoicePlace, list_places
from annotator.edit.work import helper
from annotator.media import ffmpeg
from annotator.media.files import flush, replacing
from annotator.script import Consent, suffix

MAX_BYTES: Final = 20_000_000
"""Maximum size of a recording, in bytes; `voice.memo` takes no larger one either."""
LISTEN_FIRST: Final = ("Listen to the recording first.", "Play it to its end; then it can be kept.")
OGG, M4A = ".ogg", ".m4a"
_CODEC = re.compile(r"Stream #0:\d+.*?: Audio: (\w+)")  # in ffmpeg's log: "Stream #0:0(und): Audio: aac (LC), 48000 Hz"
_BARE = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
_NO_TRACES = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
"""ffmpeg's arguments for the first sound alone, without metadata such as its place and time, or ffmpeg's version."""
_OPUS = ("-c:a", "libopus", "-b:a", "48k", "-ac", "1", "-application", "voip", "-f", "ogg")
_WAYS = {
    "opus": (OGG, ("-c", "copy", "-f", "ogg")),
    "aac": (M4A, ("-c", "copy", "-movflags", "+faststart", "-f", "ipod")),
}
"""The suffix of a memo by its codec, and ffmpeg's arguments that copy the sound unchanged. Any other codec becomes Opus."""


def receive(takes: TakeFolder, place: VoicePlace, body: Path, *, clean: bool) -> Take:
    """Judge a recording, and let it wait for a decision in place of an older one.

    Raises BadTakeError for one that can't be used, of which nothing is left, PictureError if the helper fails, and OutputError.
    """
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    older = find_waiting(takes, place)
    with takes.incoming(".m4a") as heard:
        judgement = helper.ask_once("recordings.take_judge.judge", body, heard, clean)
        file_suffix = find_suffix(body)
        with takes.incoming(file_suffix) as sound:
            write_memo(body, sound)
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
    consent = replace(leave, says=take.sentence, picture=take.picture)
    use(takes, place, takes.change(take, consent=consent))


def use(takes: TakeFolder, place: VoicePlace, take: Take) -> bool:
    """Make a take the memo of a place; return whether it is. One without a consent waits for it.

    Raises ChangeError, OutputError.
    """
    stem = place.slot.stem
    if take.consent is None:
        takes.change(take, newest=True, slot=stem, name="", waiting=True, sentence=take.sentence or place.says)
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
    """Note that the memo of a place fits the current text. Raises ChangeError, OutputError."""
    if place.consent is None:
        raise ChangeError("There is no recording here.", "Look at the newest state of the tutorial.")
    if place.says_private:
        raise ChangeError(
            "The voice says a name or a text that is hidden or on your list.", "Record it again without that."
        )
    with writing(takes.tutorial):
        exchange(takes.tutorial, (), replace(place.consent, fits=place.says, picture=place.picture))


def keep_memos(takes: TakeFolder, place: VoicePlace) -> None:
    """Have a take of each memo of a place, also of one that was put there by hand, with its newest consent."""
    for name in place.memos:
        memo = takes.tutorial / name
        entry = replace(place.consent, file="") if place.consent and name == place.memos[0] else None
        known = takes.find_same(memo)
        if known is not None and entry not in (None, known.consent):
            takes.change(known, consent=entry)
        elif known is None and memo.is_file():
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


def find_suffix(take: Path) -> str:
    """The suffix that the memo of a take gets. Raises BadTakeError for a file that ffmpeg can't read."""
    return _WAYS.get(_codec_of(take), (OGG,))[0]


def write_memo(take: Path, out: Path) -> None:
    """Write the memo of a take to ``out``, whose suffix is that of `find_suffix`.

    Opus and AAC are copied without loss. Raises BadTakeError, and OutputError if it can't be written.
    """
    _, arguments = _WAYS.get(_codec_of(take), (OGG, _OPUS))
    _run(take, (*_BARE, *_NO_TRACES, *arguments, ffmpeg.file_url(out)))
    if not out.stat().st_size:
        raise ffmpeg.no_output_error("keeping a recording", "")


def _codec_of(take: Path) -> str:
    """The codec of a take (``opus``); empty if ffmpeg's log names none."""
    log = _run(take, ("-map", "0:a:0", "-c", "copy", "-t", "0.1", "-f", "null", "-"))
    found = _CODEC.search(log)
    return found[1] if found else ""


def _run(take: Path, output: tuple[str, ...]) -> str:
    """Run ffmpeg on a take; return its log."""
    try:
        _, log = ffmpeg.run((*ffmpeg.SAFE_INPUT, "-i", ffmpeg.file_url(take), *output), doing="keeping a recording")
    except ffmpeg.RefusedError as error:
        raise BadTakeError("This recording can't be read.", "Record it again.", detail=error.detail) from error
    return log
