"""Move recordings between a tutorial's folder and the private shelf; the consent to each goes with it.

A name that begins with `SHELF` is that of a file on the shelf. What leaves the folder takes its entry of ``consent.toml``
along, and what comes back brings it.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator.edit.changes import ChangeError
from annotator.edit.shelf import Recording, Shelf
from annotator.media.files import read_file, replacing
from annotator.script import CONSENT, USES, Consent, add_consents, read_consents, remove_consents

SHELF: Final = "shelf:"
"""Begins the name of a file on the shelf; no file of a folder has a colon there on Windows."""


def is_on_shelf(name: str) -> bool:
    """Whether a name is that of a file on the shelf."""
    return name.startswith(SHELF)


def shelf_file(name: str) -> str:
    """The name that a file has on the shelf."""
    return name.removeprefix(SHELF)


@dataclass(frozen=True, slots=True)
class Places:
    """Where files are moved: a tutorial's folder, and its shelf."""

    folder: Path
    shelf: Shelf | None = None

    def need_shelf(self) -> Shelf:
        """The shelf. Raises ChangeError where there is none."""
        if self.shelf is None:
            raise ChangeError("There is no place for recordings that others replaced.")
        return self.shelf


def carry(places: Places, old: str, new: str) -> None:
    """Move a file from the folder to the shelf, or back. Both may be on different disks.

    Raises ChangeError for a file that is missing and for a damaged ``consent.toml``, FileExistsError, OSError.
    """
    if is_on_shelf(new):
        _put_away(places, old, shelf_file(new))
    else:
        _bring_in(places, shelf_file(old), new)


def follow_rename(folder: Path, old: str, new: str, *, copy: bool) -> None:
    """Let the consent to a recording follow its new name in the folder. A damaged ``consent.toml`` is left as it is."""
    text, consents, sound = _read(folder)
    entry = consents.get(old)
    if not sound or entry is None:
        return
    renamed = replace(entry, file=new)
    _write(folder, add_consents(text if copy else remove_consents(text, [old]), [renamed]))


def forget_name(folder: Path, name: str) -> None:
    """Remove the consent to a recording that isn't in the folder any more."""
    text, consents, sound = _read(folder)
    if sound and name in consents:
        _write(folder, remove_consents(text, [name]))


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


def read_entries(folder: Path) -> Iterable[Consent]:
    """The entries of the folder's ``consent.toml``, without those that have a problem."""
    return _read(folder)[1].values()


def _put_away(places: Places, name: str, file: str) -> None:
    shelf, path = places.need_shelf(), places.folder / name
    if not path.is_file():
        raise ChangeError(
            '"{name}" is not in the folder any more.', "Look at the newest state of the tutorial.", name=name
        )
    text, entries, sound = _read(places.folder)
    consent = entries.get(name)
    with shelf.incoming() as incoming:
        shutil.copyfile(path, incoming)
        row = None if consent is None else consent_row(consent)
        shelf.adopt(incoming, Recording(file, "memo", name=name, consent=row))
    path.unlink()
    if sound and consent is not None:
        _write(places.folder, remove_consents(text, [name]))


def _bring_in(places: Places, file: str, name: str) -> None:
    shelf = places.need_shelf()
    path = shelf.path(file)
    if not path.is_file():
        raise ChangeError("This recording is not there any more.", "Record it again.")
    known = shelf.read_row(file)
    consents: str | None = None
    if known is not None and known.consent is not None:
        text, _, sound = _read(places.folder)
        if not sound:
            raise ChangeError(
                "{consent} has a problem, so nothing can be added to it.",
                "Correct it, or move it to another folder, then try again.",
                consent=CONSENT,
            )
        consents = add_consents(text, [consent_of_row(name, known.consent)])
    if os.path.lexists(places.folder / name):
        raise FileExistsError(name)
    with replacing(places.folder / name, exclusive=True) as temporary:
        shutil.copyfile(path, temporary)
        if consents is not None:  # last, so that a full disk leaves no consent to nothing; before the recording is seen
            _write(places.folder, consents)
    if known is None:
        path.unlink()
    else:
        shelf.remove(known)


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
    if not read_consents(text)[0].entries and "#" not in _without_heading(text):
        (folder / CONSENT).unlink(missing_ok=True)
        return
    with replacing(folder / CONSENT) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _without_heading(text: str) -> str:
    """What people wrote besides the heading that annotator writes."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("# Who gave each voice and face"))
