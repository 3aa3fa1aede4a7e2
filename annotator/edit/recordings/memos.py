"""Make a take the memo of its place: the file beside the script that families hear, with an entry in ``consent.toml``.

`put` first removes the entry of the older memo, then replaces that memo, whose sound stays a take, and adds the entry of the new
one: killed in between, it leaves a voice without a consent, not with the consent to another voice.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.consents import exchange
from annotator.edit.recordings.take_folder import Take, TakeFolder, writing
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.media.files import flush, replacing
from annotator.script import Consent, suffix

LISTEN_FIRST: Final = ("Listen to the recording first.", "Play it to its end; then it can be kept.")


def keep(takes: TakeFolder, place: VoicePlace, take: Take, consent: Consent) -> None:
    """Use a take that was heard, with the consent that its speaker gave. Raises ChangeError, OutputError."""
    if not take.heard:
        raise ChangeError(*LISTEN_FIRST)
    consent = replace(consent, says=take.sentence, picture=take.picture)
    use(takes, place, takes.change(take, consent=consent))


def use(takes: TakeFolder, place: VoicePlace, take: Take) -> bool:
    """Make a take the memo of a place, and return True; False for one without a consent, which waits for it at the place.

    Raises ChangeError, OutputError.
    """
    stem = place.slot.stem
    if take.consent is None:
        sentence = take.sentence or place.text_to_record
        takes.change(take, newest=True, slot=stem, name="", waiting=True, sentence=sentence)
        return False
    put(takes, place, take)
    takes.change(take, newest=True, slot=stem, waiting=False, used=True)
    return True


def put(takes: TakeFolder, place: VoicePlace, take: Take) -> None:
    """Make a take that has a consent the memo of a place. Raises ChangeError, OutputError."""
    assert take.consent is not None
    usual_name = place.slot.file_name(place.lang, suffix(take.file))
    # A memo of this type may be spelled otherwise: "Title.es.m4a".
    name = next((memo for memo in place.memos if suffix(memo) == suffix(usual_name)), usual_name)
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
        exchange(takes.tutorial, (), replace(place.consent, fits=place.text_to_record, picture=place.picture))


def keep_memos(takes: TakeFolder, place: VoicePlace) -> None:
    """Keep each memo of a place as a take, also one that was put there by hand. The first gets the consent that is noted."""
    for name in place.memos:
        memo = takes.tutorial / name
        consent = replace(place.consent, file="") if place.consent and name == place.memos[0] else None
        take = takes.find_same(memo)
        if take is not None and consent not in (None, take.consent):
            takes.change(take, consent=consent)
        elif take is None and memo.is_file():
            sentence = consent.says if consent is not None else ""
            take = Take(suffix(name), place.lang, place.slot.stem, sentence=sentence, used=True, consent=consent)
            with takes.incoming(suffix(name)) as new, writing(takes.tutorial):
                shutil.copyfile(memo, new)
                takes.add(take, new)


def _remove(takes: TakeFolder, names: Iterable[str]) -> None:
    """Delete files beside the script, and flush that to the disk before the next consent is written."""
    for name in names:
        (takes.tutorial / name).unlink(missing_ok=True)
    flush(takes.tutorial)
