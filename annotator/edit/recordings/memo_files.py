"""Put takes in place as memos, in an order in which a kill never leaves a voice with the consent to another.

A *take* is a recording in the editor; a *memo* the file beside the script that families hear, with an entry in
``consent.toml``. `put` removes the entry of the older memo, then replaces that memo, whose sound stays a take, then adds the
entry of the new one.

A memo has the sound of its take in a container that messengers know, without metadata. The second half reads and writes
consents: what a form says, and the entries of ``consent.toml``.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator.edit.recordings.take_folder import Take, TakeFolder, writing
from annotator.edit.recordings.take_judge import BadTakeError
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.edit.tutorial.changes import ChangeError
from annotator.media import ffmpeg
from annotator.media.files import flush, read_file, replacing
from annotator.script import CONSENT, USES, Consent, Use, add_consents, read_consents, remove_consents, suffix

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


def put(takes: TakeFolder, place: VoicePlace, take: Take) -> None:
    """Make a take that has a consent the memo of a place. Raises ChangeError, OutputError."""
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
    """Delete files beside the script, also from the disk's own cache, before the next consent is written."""
    for name in names:
        (takes.tutorial / name).unlink(missing_ok=True)
    flush(takes.tutorial)


def find_suffix(take: Path) -> str:
    """The suffix that the memo of a take gets. Raises BadTakeError for a file that ffmpeg can't read."""
    return _WAYS.get(_codec_of(take), (OGG,))[0]


def write_memo(take: Path, out: Path) -> None:
    """Write the memo of a take to ``out``, whose suffix is that of `find_suffix`.

    Opus and AAC are copied without a loss. Raises BadTakeError, and OutputError if it can't be written.
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


MOST_LETTERS: Final = 100


@dataclass(frozen=True, slots=True)
class Leave:
    """The permission to use a person's voice or photo, not yet tied to a file.

    For instance ``Leave("Rosa Ejemplo", ("chat", "website"), date(2027, 11, 24))``: name, places of use, last day.
    """

    who: str
    uses: tuple[Use, ...]
    until: datetime.date

    def consent(self, file: str = "", says: str = "", picture: str = "") -> Consent:
        """The consent to the use of a recording that says this."""
        return Consent(file, self.who, self.uses, self.until, says=says, picture=picture)


def known_people(consents: Iterable[Consent], today: datetime.date) -> tuple[Leave, ...]:
    """The people who gave a voice in this folder, each with the latest permission that hasn't ended."""
    found: dict[str, Leave] = {}
    for consent in consents:
        if consent.until >= today and "chat" in consent.uses:
            found.pop(consent.who, None)
            found[consent.who] = Leave(consent.who, consent.uses, consent.until)
    return tuple(found.values())


def default_until(today: datetime.date) -> datetime.date:
    """The last day that a form proposes: in a year."""
    return today + datetime.timedelta(days=365)


def read_form(who: str, places: Iterable[str], until: str, today: datetime.date, *, voice: bool = False) -> Leave:
    """The consent that a form says, to a photo or a voice. Raises ChangeError for one that allows nothing."""
    name = " ".join(who.split())
    if not name or len(name) > MOST_LETTERS:
        raise ChangeError(
            "Whose voice or face is it?", "Write a name or a label, for instance the mother from room 12."
        )
    uses = tuple(use for use in USES if use in set(places))
    if not uses:
        raise ChangeError("Where may it be used?", "Tick chats, the website, or both.")
    if voice and "chat" not in uses:
        raise ChangeError("A voice that may not be used in chats can't be in a tutorial.", "Ask the person for that.")
    try:
        day = datetime.date.fromisoformat(until)
    except ValueError as error:
        raise ChangeError("Until when may it be used?", "Choose a day.") from error
    if day < today:
        raise ChangeError("This day is over already.", "Choose a later day.")
    return Leave(name, uses, day)


def read_entries(folder: Path) -> Iterable[Consent]:
    """The entries of the folder's ``consent.toml``, without those that have a problem."""
    return _read(folder)[1].values()


def exchange(folder: Path, removed: Iterable[str], *added: Consent) -> None:
    """Remove the entries of some files, and add others. Raises OSError, and ChangeError for a damaged ``consent.toml``."""
    text, entries, is_valid = _read(folder)
    if not is_valid:
        raise ChangeError(
            "{consent} has a problem, so nothing can be added to it.",
            "Correct it, or move it to another folder, then try again.",
            consent=CONSENT,
        )
    known_files = [name for name in removed if name in entries]
    text = remove_consents(text, known_files) if known_files else text
    if known_files or added:
        _write(folder, add_consents(text, added) if added else text)


def follow_rename(folder: Path, old: str, new: str, *, copy: bool) -> None:
    """Let the consent to a memo follow its new name. A damaged ``consent.toml`` is left as it is."""
    _, entries, is_valid = _read(folder)
    if is_valid and old in entries:
        exchange(folder, () if copy else [old], replace(entries[old], file=new))


def forget_name(folder: Path, name: str) -> None:
    """Remove the consent to a memo that isn't in the folder any more. A damaged ``consent.toml`` is left as it is."""
    if _read(folder)[2]:
        exchange(folder, [name])


def consent_row(consent: Consent) -> dict[str, Any]:
    """A consent as JSON, without the file's name."""
    return {
        "who": consent.who,
        "use": list(consent.uses),
        "until": consent.until.isoformat(),
        "says": consent.says,
        "fits": consent.fits,
        "picture": consent.picture,
    }


def consent_of_row(file: str, row: dict[str, Any]) -> Consent:
    """The inverse of `consent_row`. Raises KeyError, TypeError or ValueError for anything else."""
    uses = tuple(use for use in USES if use in row["use"])
    until = datetime.date.fromisoformat(row["until"])
    says, fits, picture = (str(row[key]) for key in ("says", "fits", "picture"))
    return Consent(file, str(row["who"]), uses, until, says=says, picture=picture, fits=fits)


def _read(folder: Path) -> tuple[str, dict[str, Consent], bool]:
    """The text of ``consent.toml``, its entries by file, and whether it has no problem. A missing one is empty."""
    try:
        text = read_file(folder / CONSENT).decode("utf-8-sig")
    except FileNotFoundError:
        return "", {}, True
    except (OSError, UnicodeDecodeError):
        return "", {}, False
    consents, problems = read_consents(text)
    return text, {entry.file: entry for entry in consents.entries}, not problems


def _write(folder: Path, text: str) -> None:
    """Write ``consent.toml``, or delete it where it has no entry and no comment of a person."""
    has_comment = any(
        "#" in line for line in text.splitlines() if not line.startswith("# Who gave each voice and face")
    )
    if not read_consents(text)[0].entries and not has_comment:
        (folder / CONSENT).unlink(missing_ok=True)
        return
    with replacing(folder / CONSENT) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
