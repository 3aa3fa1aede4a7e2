"""Read consents from forms, and keep them in ``consent.toml``: who agreed to which voice or face, for what, and until when."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.media.files import read_file, replacing
from annotator.script import CONSENT, USES, Consent, add_consents, read_consents, remove_consents

MAX_NAME_CHARS: Final = 100


def known_people(consents: Iterable[Consent], today: datetime.date) -> tuple[Consent, ...]:
    """The people whose consent includes chats and hasn't ended, in the order of their last such entry; without any recording."""
    people: dict[str, Consent] = {}
    for consent in consents:
        if consent.until >= today and "chat" in consent.uses:
            people.pop(consent.who, None)  # so that the person moves to the end
            people[consent.who] = Consent("", consent.who, consent.uses, consent.until)
    return tuple(people.values())


def default_until(today: datetime.date) -> datetime.date:
    """The last day that a form proposes: in a year."""
    return today + datetime.timedelta(days=365)


def read_form(who: str, uses: Iterable[str], until: str, today: datetime.date, *, voice: bool = False) -> Consent:
    """The consent in a form to a photo, or to a ``voice``, without a file yet. Raises ChangeError for one that can't be used."""
    name = " ".join(who.split())
    if not name or len(name) > MAX_NAME_CHARS:
        remedy = "Write a name or a label, for instance the mother from room 12."
        raise ChangeError("Whose voice or face is it?", remedy)
    known_uses = tuple(use for use in USES if use in set(uses))
    if not known_uses:
        raise ChangeError("Where may it be used?", "Tick chats, the website, or both.")
    if voice and "chat" not in known_uses:
        raise ChangeError("A voice that may not be used in chats can't be in a tutorial.", "Ask the person for that.")
    try:
        day = datetime.date.fromisoformat(until)
    except ValueError as error:
        raise ChangeError("Until when may it be used?", "Choose a day.") from error
    if day < today:
        raise ChangeError("This day is over already.", "Choose a later day.")
    return Consent("", name, known_uses, day)


def read_entries(folder: Path) -> Iterable[Consent]:
    """The entries of the folder's ``consent.toml``, without those that have a problem."""
    return _read(folder)[1].values()


def exchange(folder: Path, removed: Iterable[str], *added: Consent) -> None:
    """Remove the entries of some files, and add others. Raises OSError, and ChangeError for a damaged ``consent.toml``."""
    text, entries, is_valid = _read(folder)
    if not is_valid:
        remedy = "Correct it, or move it to another folder, then try again."
        raise ChangeError("{consent} has a problem, so nothing can be added to it.", remedy, consent=CONSENT)
    obsolete = [name for name in removed if name in entries]
    if obsolete:
        text = remove_consents(text, obsolete)
    if added:
        text = add_consents(text, added)
    if obsolete or added:
        _write(folder, text)


def follow_rename(folder: Path, old: str, new: str, *, copy: bool) -> None:
    """Note the consent to a renamed or copied file under its new name; may be repeated. A damaged ``consent.toml`` stays."""
    _, entries, is_valid = _read(folder)
    if is_valid and old in entries:
        exchange(folder, () if copy else [old], replace(entries[old], file=new))


def forget_name(folder: Path, name: str) -> None:
    """Remove the consent to a file that isn't in the folder any more. A damaged ``consent.toml`` stays as it is."""
    _, _, is_valid = _read(folder)
    if is_valid:
        exchange(folder, [name])


def _read(folder: Path) -> tuple[str, dict[str, Consent], bool]:
    """The text of ``consent.toml``, its valid entries by file, and whether all of it is valid. A missing one is empty."""
    try:
        text = read_file(folder / CONSENT).decode("utf-8-sig")
    except FileNotFoundError:
        return "", {}, True
    except (OSError, UnicodeDecodeError):
        return "", {}, False
    consents, problems = read_consents(text)
    return text, {entry.file: entry for entry in consents.entries}, not problems


def _write(folder: Path, text: str) -> None:
    """Write ``consent.toml``, or delete it if it has no entry and no comment but annotator's own."""
    own_comment = "# Who gave each voice and face"
    has_comment = any("#" in line and not line.startswith(own_comment) for line in text.splitlines())
    if not read_consents(text)[0].entries and not has_comment:
        (folder / CONSENT).unlink(missing_ok=True)
        return
    with replacing(folder / CONSENT) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
