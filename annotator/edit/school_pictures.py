"""Take the school's logo and the helper's photo in beside ``school.toml``, and note who allowed the photo to be shown."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from annotator.edit import picture_files
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.media.files import replacing
from annotator.messages import Message, join
from annotator.model import Problem
from annotator.script import CONSENT, PICTURES, USES, BadValueError, Consent, add_consents, read_consents, suffix
from annotator.script.file_names import stem
from annotator.script.folder import read_text

_LOGO: Final = re.compile(r"logo", re.IGNORECASE)
_MOST_OFFERED: Final = 60


def receive(folder: Path, wished: str, data: Iterable[bytes]) -> str:
    """Add a picture to the school's folder, its bytes unchanged, under a free safe name, which is returned.

    Raises ProblemsError if it isn't a picture that can be read, and OutputError if it can't be written.
    """
    # A folder of screenshots leaves files named "logo" alone, so pictures that come in never get that name.
    base = re.split(r"[/\\]", wished)[-1]
    name = f"school-{base}" if _LOGO.fullmatch(stem(base)) else base
    try:
        return picture_files.receive(folder, name, data)
    except ProblemsError as error:
        first = error.problems[0]
        remedy = Message("Send a PNG or JPEG picture of at most {max} MB.", max=picture_files.MAX_BYTES // 1000000)
        raise ProblemsError([Problem(first.file, 0, first.message, remedy)]) from error


def list_pictures(folder: Path) -> tuple[str, ...]:
    """The names of the pictures in the school's folder that may be its logo or a photo; no link."""
    try:
        names = sorted(
            path.name for path in folder.iterdir() if suffix(path.name) in PICTURES and not path.name.startswith(".")
        )
        return tuple(name for name in names if _is_plain_file(folder / name))[:_MOST_OFFERED]
    except OSError:
        return ()


def check_picture(path: Path) -> Problem | None:
    """Why a picture can't be shown, by its header; None if it can."""
    try:
        picture_files.read_size(path)
    except ProblemsError as error:
        first = error.problems[0]
        return Problem(first.file, 0, join(first.file, first.message), first.remedy)
    return None


def find_consent(folder: Path, file: str) -> tuple[Consent | None, tuple[Problem, ...]]:
    """The consent for a photo that is noted in the school's folder, and what is wrong with the file of consents."""
    path = folder / CONSENT
    if not os.path.lexists(path):
        return None, ()
    try:
        consents, problems = read_consents(read_text(path))
    except BadValueError as bad:
        return None, (Problem(CONSENT, 0, bad.message, bad.remedy),)
    return consents.find(file), problems


def note_consent(folder: Path, file: str, who: str, places: Iterable[str], until: str) -> None:
    """Note the consent for a photo beside ``school.toml``; other entries and comments stay.

    Raises AnnotatorError if something is missing or the file of consents has problems, and OutputError.
    """
    if not who.strip():
        raise AnnotatorError("It isn't said whose face this is.", "Write a name, or how everybody calls the person.")
    uses = tuple(use for use in USES if use in set(places))
    if not uses:
        raise AnnotatorError("It isn't said where the photo may be shown.", "Tick chats, the website, or both.")
    try:
        day = datetime.date.fromisoformat(until)
    except ValueError:
        raise AnnotatorError("The day until which it may be shown is missing.", "Write the last day.") from None
    path = folder / CONSENT
    try:
        text = read_text(path) if os.path.lexists(path) else ""
    except BadValueError as bad:
        raise AnnotatorError(Message("{key}: {message}", key=CONSENT, message=bad.message), bad.remedy) from bad
    if path.is_symlink() or read_consents(text)[1]:
        raise AnnotatorError(
            "{consent} has problems, so nothing can be added to it.", "Correct it first.", consent=CONSENT
        )
    try:
        with replacing(path) as temporary:
            temporary.write_text(add_consents(text, [Consent(file, who.strip(), uses, day)]), encoding="utf-8")
    except OSError as error:
        raise OutputError.not_written(CONSENT, error, "Make room on the disk.") from error


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
