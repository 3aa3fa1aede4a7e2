"""Packs a folder for a website into one file to upload. The same files give the same archive, whenever it is made."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path, PurePosixPath

from annotator.text.web_names import plain_name

NAME = "web.zip"
_COMPRESSIBLE = (".html", ".css", ".js", ".svg", ".vtt", ".txt", ".json")
"""The rest is compressed already: it is stored as it is, which is fast and just as small."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive can hold."""
_UNIX, _FILE_MODE = 3, 0o100644


def path_beside(folder: Path) -> Path:
    """The path of the archive of a whole site: ``public-web.zip`` beside ``public``. A link to a folder stays a link."""
    named = folder if folder.name not in ("", "..") else Path(os.path.abspath(folder))  # noqa: PTH100
    return named.with_name(f"{named.name}-{NAME}")


def write(folder: Path, archive: Path, below: str = "") -> None:
    """Write all files of ``folder``, in folder ``below`` of the archive if that is given. Raises OSError.

    Only plain names go in: pages link to no others. So annotator's own mark stays out.
    """
    files = {PurePosixPath(below, path.relative_to(folder).as_posix()): path for path in folder.rglob("*")}
    with zipfile.ZipFile(archive, "w") as target:
        for name, path in sorted(files.items(), key=lambda item: item[0].as_posix()):
            if path.is_file() and all(part == plain_name(part) for part in name.parts):
                entry = zipfile.ZipInfo(name.as_posix(), _DATE)
                entry.create_system = _UNIX
                entry.external_attr = _FILE_MODE << 16
                entry.compress_type = zipfile.ZIP_DEFLATED if path.suffix in _COMPRESSIBLE else zipfile.ZIP_STORED
                target.writestr(entry, path.read_bytes())
