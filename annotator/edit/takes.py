"""Take recordings in, and keep them: as the memo of a place, or as one sentence of it until all are there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from annotator.edit import take_files, voice_work
from annotator.edit.changes import ChangeError
from annotator.edit.consent_form import Leave, join_leaves
from annotator.edit.memo_changes import put_in_place
from annotator.edit.memo_moves import consent_of_row, consent_row
from annotator.edit.session import Session
from annotator.edit.shelf import Recording, Shelf
from annotator.edit.take_judge import EMPTY, BadTakeError
from annotator.edit.voice_places import ALL, Scene, VoicePlace, list_places
from annotator.errors import AnnotatorError
from annotator.script import suffix
from annotator.script.consent import is_same

MAX_BYTES: Final = 20_000_000
"""Largest recording that is taken; `voice.memo` takes no larger one either."""
_TAKE_SUFFIX: Final = ".take"


def receive(shelf: Shelf, place: VoicePlace, part: str, body: Path, *, clean: bool) -> Recording:
    """Judge a take, and let it wait in place of an older one of the same place. ``body`` is a file in the shelf's folder.

    Raises BadTakeError for one that can't be used, of which nothing is left, ChangeError, and OutputError.
    """
    sentence = place.sentence(part)
    if not body.stat().st_size:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    with shelf.incoming(".m4a") as heard:
        judged = voice_work.judge(body, heard, clean=clean)
        take = Recording(
            shelf.new_name(_TAKE_SUFFIX),
            "take",
            place.lang,
            place.slot.stem,
            part,
            sentence,
            place.picture,
            judged.seconds,
            judged.faults,
        )
        older = [each for each in takes_of(shelf, place) if each.part == part]
        shelf.adopt_heard(heard, take)
        shelf.adopt(body, take)
    for each in older:
        shelf.remove(each)
    return take


def takes_of(shelf: Shelf, place: VoicePlace) -> tuple[Recording, ...]:
    """The takes of a place that wait for a decision."""
    return tuple(each for each in shelf.list("take") if (each.slot, each.lang) == (place.slot.stem, place.lang))


def parts_of(shelf: Shelf, place: VoicePlace) -> dict[int, Recording]:
    """The sentences of a place that were recorded and kept one by one, by their index."""
    known = [each for each in shelf.list("part") if (each.slot, each.lang) == (place.slot.stem, place.lang)]
    found: dict[int, Recording] = {}
    for index, sentence in enumerate(place.sentences):
        fitting = [part for part in known if is_same(part.sentence, sentence)]
        if fitting:
            found[index] = fitting[-1]
    return found


def place_of(scene: Scene, recording: Recording) -> VoicePlace:
    """The place of a recording. Raises ChangeError if its step is gone."""
    for place in list_places(scene, recording.lang):
        if place.slot.stem == recording.slot:
            return place
    raise ChangeError("The step of this recording is not there any more.", "Record the step that is there now.")


def keep(
    session: Session, shelf: Shelf, take: Recording, leave: Leave, look: Callable[[], Scene], *, clean: bool
) -> bool:
    """Make a take that was heard the memo of its place, or one sentence of it.

    Returns whether the place has a new memo; False while other sentences are missing. ``look`` reads the newest state.
    Raises ChangeError, BadTakeError, OutputError.
    """
    if not take.heard:
        raise ChangeError("Listen to the recording first.", "Play it to its end; then it can be kept.")
    place = place_of(look(), take)
    if take.part == ALL:
        memo = _prepare(shelf, take, leave)
        _put(session, shelf, memo, take, look)
        for part in shelf.list("part"):
            if (part.slot, part.lang) == (take.slot, take.lang):
                shelf.remove(part)
        shelf.remove(take)
        return True
    older = [part for part in parts_of(shelf, place).values() if is_same(part.sentence, take.sentence)]
    consent = leave.consent(says=take.sentence, picture=take.picture)
    kept = shelf.change(take, kind="part", consent=consent_row(consent))
    for part in older:
        shelf.remove(part)
    parts = parts_of(shelf, place)
    if len(parts) < len(place.sentences):
        return False
    memo = _join(shelf, [parts[index] for index in sorted(parts)], place, clean=clean)
    _put(session, shelf, memo, kept, look)
    return True


def _put(session: Session, shelf: Shelf, memo: Recording, take: Recording, look: Callable[[], Scene]) -> None:
    """Make a memo on the shelf that of the place of a take."""
    try:
        with session.lock:
            session.refresh()
            session.apply(session.revision, [put_in_place(shelf, place_of(look(), take), memo)])
    except AnnotatorError:
        shelf.remove(memo)
        raise


def _prepare(shelf: Shelf, take: Recording, leave: Leave) -> Recording:
    """The memo of a take, on the shelf."""
    source = shelf.path(take.file)
    end = take_files.find_suffix(source)
    with shelf.incoming(end) as new:
        take_files.write_memo(source, new)
        consent = leave.consent(says=take.sentence, picture=take.picture)
        return shelf.adopt(new, Recording(shelf.new_name(end), "memo", consent=consent_row(consent)))


def _join(shelf: Shelf, parts: Sequence[Recording], place: VoicePlace, *, clean: bool) -> Recording:
    """The memo of a place whose sentences were recorded one by one, on the shelf."""
    given = [consent_of_row("", part.consent or {}) for part in parts]
    leave = join_leaves(Leave(consent.who, consent.uses, consent.until) for consent in given)
    end = take_files.OGG
    with shelf.incoming(end) as new:
        voice_work.join([shelf.path(part.file) for part in parts], new, clean=clean)
        pictures = {consent.picture for consent in given}
        consent = leave.consent(says=place.text, picture=pictures.pop() if len(pictures) == 1 else "")
        return shelf.adopt(new, Recording(shelf.new_name(end), "memo", consent=consent_row(consent)))


def copy_memo(shelf: Shelf, place: VoicePlace, folder: Path) -> Recording:
    """A copy of the memo of a place, on the shelf. Raises ChangeError if there is none, OutputError."""
    if not place.memos:
        raise ChangeError("There is no recording here.", "Look at the newest state of the tutorial.")
    end = suffix(place.memos[0])
    with shelf.incoming(end) as new:
        shutil.copyfile(folder / place.memos[0], new)
        return shelf.adopt(new, Recording(shelf.new_name(end), "memo"))
