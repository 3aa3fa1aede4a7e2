"""Read and write the entries of ``consent.toml`` that go with the memos of a tutorial's folder."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.edit.changes import ChangeError
from annotator.media.files import read_file, replacing
from annotator.script import CONSENT, USES, Consent, add_consents, read_consents, remove_consents


def read_entries(folder: Path) -> Iterable[Consent]:
    """The entries of the folder's ``consent.toml``, without those that have a problem."""
    return _read(folder)[1].values()


def exchange(folder: Path, removed: Iterable[str], *added: Consent) -> None:
    """Remove the entries of some files, and add others. Raises OSError, and ChangeError for a damaged ``consent.toml``."""
    text, entries, sound = _read(folder)
    if not sound:
        raise ChangeError(
            "{consent} has a problem, so nothing can be added to it.",
            "Correct it, or move it to another folder, then try again.",
            consent=CONSENT,
        )
    gone = [name for name in removed if name in entries]
    text = remove_consents(text, gone) if gone else text
    if gone or added:
        _write(folder, add_consents(text, added) if added else text)


def follow_rename(folder: Path, old: str, new: str, *, copy: bool) -> None:
    """Let the consent to a memo follow its new name. A damaged ``consent.toml`` is left as it is."""
    _, entries, sound = _read(folder)
    if sound and old in entries:
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
    if not read_consents(text)[0].entries and "#" not in _without_heading(text):
        (folder / CONSENT).unlink(missing_ok=True)
        return
    with replacing(folder / CONSENT) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _without_heading(text: str) -> str:
    """What people wrote besides the heading that annotator writes."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("# Who gave each voice and face"))
