"""Take a person's consent from a form, or that of a person who gave it before; it is asked for once a folder and person."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from annotator.edit.changes import ChangeError
from annotator.script import USES, Consent, Use

MOST_LETTERS: Final = 100
_YEAR: Final = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Leave:
    """Whose voice it is, where it may be used, and the last day."""

    who: str
    uses: tuple[Use, ...]
    until: datetime.date

    def consent(self, file: str = "", says: str = "", picture: str = "") -> Consent:
        """The consent to the use of a recording that says this."""
        return Consent(file, self.who, self.uses, self.until, says=says, picture=picture)


def known_people(consents: Iterable[Consent], today: datetime.date) -> tuple[Leave, ...]:
    """Who has given a voice in this folder already, with what was said last, and not ended."""
    found: dict[str, Leave] = {}
    for consent in consents:
        if consent.until >= today and "chat" in consent.uses:
            found.pop(consent.who, None)
            found[consent.who] = Leave(consent.who, consent.uses, consent.until)
    return tuple(found.values())


def default_until(today: datetime.date) -> datetime.date:
    """The last day that a form proposes: in a year."""
    return today + _YEAR


def read_form(who: str, places: Iterable[str], until: str, today: datetime.date) -> Leave:
    """The consent that a form says. Raises ChangeError for one that allows nothing."""
    name = " ".join(who.split())
    if not name or len(name) > MOST_LETTERS:
        raise ChangeError("Whose voice is it?", "Write a name or a label, for instance the mother from room 12.")
    uses = tuple(use for use in USES if use in set(places))
    if "chat" not in uses:
        raise ChangeError("A voice that may not be used in chats can't be in a tutorial.", "Ask the person for that.")
    try:
        day = datetime.date.fromisoformat(until)
    except ValueError as error:
        raise ChangeError("Until when may the voice be used?", "Choose a day.") from error
    if day < today:
        raise ChangeError("This day is over already.", "Choose a later day.")
    return Leave(name, uses, day)


def join_leaves(leaves: Iterable[Leave]) -> Leave:
    """The consent to a recording with several voices in it: what all of them allow."""
    given = tuple(dict.fromkeys(leaves))
    uses = tuple(use for use in USES if all(use in leave.uses for leave in given))
    return Leave(", ".join(dict.fromkeys(leave.who for leave in given)), uses, min(leave.until for leave in given))
