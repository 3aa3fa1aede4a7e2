"""Ask once who answers families, where ``school.toml`` doesn't say it; "not now" is remembered for the user alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from annotator.cache import digest
from annotator.edit.data_root import data_root, make_private_folder, write_private
from annotator.errors import OutputError

_FILE: Final = "help-person-not-now.json"


def was_declined(school_file: Path) -> bool:
    """Whether the user said "not now" for the school of this file."""
    return _name(school_file) in _read()


def decline(school_file: Path) -> None:
    """Don't ask again for the school of this file. Raises OutputError."""
    place = make_private_folder() / _FILE
    try:
        write_private(place, json.dumps(sorted({*_read(), _name(school_file)})))
    except OSError as error:
        raise OutputError.not_written(place, error, "Make room on the disk.") from error


def _read() -> frozenset[str]:
    try:
        kept = json.loads((data_root() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never said, or damaged: it is asked again
        return frozenset()
    return frozenset(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else frozenset()


def _name(school_file: Path) -> str:
    """A digest of the folder, so that the file says nothing about what is on this computer."""
    return digest(os.fsencode(school_file.resolve().parent))
