"""Put the pages of a tutorial, or a whole site, into one file to upload, which holds one folder."""

import os
import zipfile
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from annotator.text.slugs import plain_name

WEB_ZIP = "web.zip"
_COMPRESSIBLE = (".html", ".css", ".js", ".svg", ".vtt", ".txt", ".json", ".xml")
"""Suffixes of the files to compress. All others are compressed already: they are stored unchanged, which is fast."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive can hold."""
_UNIX, _FILE_MODE = 3, 0o100644


def archive_path(folder: Path) -> Path:
    """The path of the archive of a whole site: ``public-web.zip`` beside ``public``. A link to a folder stays a link."""
    if folder.name in ("", ".."):
        folder = Path(os.path.abspath(folder))  # noqa: PTH100
    return folder.with_name(f"{folder.name}-{WEB_ZIP}")


def archive_folder(public: Path, base_url: str) -> str:
    """The one folder that the archive of a site holds, so that extracting it replaces no home page of a school.

    It is the last part of the site's address (``ayuda``) if that is a plain name, else the name of the folder ``public``.
    """
    last = last_part(base_url)
    if last and last == plain_name(last):
        return last
    return plain_name(archive_path(public).name.removesuffix(f"-{WEB_ZIP}"))


def write_archive(folder: Path, archive: Path, below: str = "") -> None:
    """Write all files of ``folder``, in folder ``below`` of the archive if that is given. Raises OSError.

    Only paths of plain names go in: pages link to no others. So annotator's own mark is left out.
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


def last_part(address: str) -> str:
    """The last part of the path in an address: ``ayuda``; empty if it has none."""
    return PurePosixPath(urlsplit(address).path).name
