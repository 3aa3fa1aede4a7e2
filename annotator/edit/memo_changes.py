"""Changes of a tutorial's recordings: one is put in place of another, which undo brings back; or is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.edit.change import Change, Rename
from annotator.edit.memo_moves import SHELF, consent_row
from annotator.edit.shelf import Recording, Shelf
from annotator.edit.voice_places import VoicePlace
from annotator.script import Consent, suffix

KEEP, REMOVE, FITS = "keep-voice", "remove-voice", "fits-voice"
"""The names of these changes."""


def put_in_place(shelf: Shelf, place: VoicePlace, new: Recording, name: str = KEEP) -> Change:
    """Make a memo on the shelf that of a place. What was there goes to the shelf."""
    target = place.slot.file_name(place.lang, suffix(new.file))
    return Change(name, lambda now: now, (*_put_away(shelf, place), Rename(SHELF + new.file, target)))


def put_all_in_place(shelf: Shelf, pairs: Iterable[tuple[VoicePlace, Recording]]) -> Change:
    """Make several memos on the shelf those of their places, as one change."""
    renames = [rename for place, new in pairs for rename in put_in_place(shelf, place, new).renames]
    return Change(KEEP, lambda now: now, tuple(renames))


def take_away(shelf: Shelf, place: VoicePlace) -> Change:
    """Take the recordings of a place out of the folder."""
    return Change(REMOVE, lambda now: now, _put_away(shelf, place))


def still_fits(shelf: Shelf, place: VoicePlace, copy: Recording, consent: Consent) -> Change:
    """Put a copy of a place's memo there that is right for what is to be said now; it still says what was recorded."""
    found_right = replace(consent, fits=place.says, picture=place.picture)
    new = shelf.change(copy, consent=consent_row(found_right))
    return put_in_place(shelf, place, new, FITS)


def _put_away(shelf: Shelf, place: VoicePlace) -> tuple[Rename, ...]:
    return tuple(Rename(file, SHELF + shelf.new_name(suffix(file))) for file in place.memos)
