"""Make a take the memo of its place, or take the memo away. The consent goes with it, and what was there stays as a take.

A kill between two steps loses no voice, and lends none the consent to another: the consent goes before its memo, and the new
one comes after.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace

from annotator.edit.changes import ChangeError
from annotator.edit.memo_consents import consent_of_row, consent_row, exchange
from annotator.edit.take_folder import Take, TakeFolder, writing
from annotator.edit.voice_places import VoicePlace
from annotator.media.files import flush, replacing
from annotator.script import suffix


def put(takes: TakeFolder, place: VoicePlace, take: Take) -> None:
    """Make a take, which has a consent, the memo of a place. Raises ChangeError, OutputError."""
    new_name = place.slot.file_name(place.lang, suffix(take.file))
    name = next((memo for memo in place.memos if suffix(memo) == suffix(new_name)), new_name)
    keep_memos(takes, place)
    with writing(takes.tutorial):
        exchange(takes.tutorial, place.memos)
        with replacing(takes.tutorial / name) as new:
            shutil.copyfile(takes.path(take), new)
        _remove(takes, [memo for memo in place.memos if memo != name])
        exchange(takes.tutorial, (), consent_of_row(name, take.consent or {}))


def take_away(takes: TakeFolder, place: VoicePlace) -> None:
    """Take the memos of a place out of the folder. Raises ChangeError, OutputError."""
    keep_memos(takes, place)
    with writing(takes.tutorial):
        exchange(takes.tutorial, place.memos)
        _remove(takes, place.memos)


def say_it_fits(takes: TakeFolder, place: VoicePlace) -> None:
    """Note that the memo of a place is right for what is to be said now. Raises ChangeError, OutputError."""
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
        entry = place.consent if name == place.memos[0] else None
        row = consent_row(entry) if entry is not None else None
        known = takes.find_same(memo)
        if known is not None and row not in (None, known.consent):
            takes.change(known, consent=row)
        elif known is None and memo.is_file():
            says = entry.says if entry is not None else ""
            take = Take(suffix(name), place.lang, place.slot.stem, sentence=says, used=True, consent=row)
            with takes.incoming(suffix(name)) as new, writing(takes.tutorial):
                shutil.copyfile(memo, new)
                takes.add(take, new)


def _remove(takes: TakeFolder, names: Iterable[str]) -> None:
    for name in names:
        (takes.tutorial / name).unlink(missing_ok=True)
    flush(takes.tutorial)
