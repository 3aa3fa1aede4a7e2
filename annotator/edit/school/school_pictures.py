"""The pictures beside ``school.toml``, which are its logo and a photo: take one in, and note the consent for a photo."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from annotator.edit.recordings.consents import exchange, read_form
from annotator.edit.tutorial import picture_files
from annotator.edition.tutorial_source import today
from annotator.errors import ProblemsError, writing
from annotator.messages import Message, join
from annotator.model import Problem
from annotator.script import CONSENT, PICTURES, suffix
from annotator.script.file_names import stem

_MAX_OFFERED = 60
"""Maximum number of pictures to choose from."""


def receive_picture(folder: Path, wished: str, data: Iterable[bytes]) -> str:
    """Add a picture to the school's folder, its bytes unchanged, under a free safe name, which is returned.

    Raises ProblemsError if it isn't a picture that can be read, and OutputError if it can't be written.
    """
    # A folder of screenshots leaves files named "logo" alone, so pictures that come in never get that name.
    base = re.split(r"[/\\]", wished)[-1]
    name = f"school-{base}" if stem(base).lower() == "logo" else base
    try:
        return picture_files.receive(folder, name, data)
    except ProblemsError as error:
        first = error.problems[0]
        remedy = Message("Send a PNG or JPEG picture of at most {max} MB.", max=picture_files.MAX_BYTES // 1000000)
        raise ProblemsError([Problem(first.file, 0, first.message, remedy)]) from error


def list_pictures(folder: Path) -> tuple[str, ...]:
    """The names of pictures in the school's folder that may be its logo or a photo, at most 60; no link, no hidden file."""
    with contextlib.suppress(OSError):
        visible = [path for path in folder.iterdir() if not path.name.startswith(".")]
        pictures = [path for path in visible if suffix(path.name) in PICTURES and not path.is_symlink()]
        return tuple(sorted(path.name for path in pictures if path.is_file()))[:_MAX_OFFERED]
    return ()


def check_picture(path: Path) -> Problem | None:
    """Why a picture can't be shown, by its header; None if it can."""
    from annotator.screen import load  # loads NumPy and Pillow

    try:
        load.check_header(path)
    except ProblemsError as error:
        first = error.problems[0]
        return Problem(first.file, 0, join(first.file, first.message), first.remedy)
    return None


def note_consent(folder: Path, file: str, who: str, uses: Iterable[str], until: str) -> None:
    """Note the consent for a photo beside ``school.toml``; other entries and comments stay.

    Raises ChangeError if something is missing or the file of consents has problems, and OutputError.
    """
    consent = read_form(who, uses, until, today())
    with writing(CONSENT, "Make room on the disk."):
        exchange(folder, [file], replace(consent, file=file))
