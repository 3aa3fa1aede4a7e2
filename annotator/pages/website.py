"""Put a website together: its gallery, the listings of its tutorials, address and archive, and the files kept of an older one."""

import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from annotator.messages import Message
from annotator.model import School
from annotator.outputs import claims
from annotator.pages.embed_page import write_embed_of_site
from annotator.pages.gallery import render, write_signs
from annotator.pages.listing import read_listings
from annotator.pages.page_data import Publishing, TutorialPages
from annotator.pages.search_data import SITEMAP, sitemap
from annotator.pages.tutorial_pages import INDEX, LINKED, write_common_files
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
    """The one folder that the archive of a site holds, so that extracting it never replaces the home page of a school.

    It is the last part of the site's address (``ayuda``) if that is a plain name, else the name of the folder ``public``.
    """
    last = _last_part(base_url)
    if last and last == plain_name(last):
        return last
    return plain_name(archive_path(public).name.removesuffix(f"-{WEB_ZIP}"))


def check_address(publishing: Publishing, school: School) -> Iterator[Message]:
    """Messages about what is odd about the address of a site, if it has one."""
    address = publishing.base_url
    if address.startswith("http://"):
        yield Message(
            "{address} begins with http://, which phones call unsafe. Use https:// if the server has it.",
            address=address,
        )
    if address and school.website and urlsplit(address).hostname != urlsplit(school.website).hostname:
        yield Message(
            "The pages are made for {address}, but codes and messages of the packs lead to {website}. "
            "If that is a mistake, use one address for both, in school.toml.",
            address=address,
            website=school.website,
        )
    if address and _last_part(address) != publishing.folder:
        yield Message(
            "{address} names no folder for the tutorials, so their gallery would be the home page. "
            "Name one, as in {example}.",
            address=address,
            example=f"{address}/ayuda",
        )


def _last_part(address: str) -> str:
    """The last part of the path in an address: ``ayuda``; empty if it has none."""
    return PurePosixPath(urlsplit(address).path).name


def write_archive(folder: Path, archive: Path, below: str = "") -> None:
    """Write all files of ``folder``, in folder ``below`` of the archive if that is given. Raises OSError.

    Only plain names go in: pages link to no others. So annotator's own mark is left out.
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


def copy_previous_site(public: Path, staging: Path) -> None:
    """Copy the files that annotator made for the older site at ``public`` to the new folder ``staging``.

    Other people's files are left for ``replacement.swap_in`` to carry over.
    """
    staging.mkdir(parents=True, exist_ok=True)
    mark = claims.read(public)
    if mark is None:
        return
    for path in (mark.file, *mark.files):
        if path != claims.OWN_JSON and (public / path).is_file() and not (public / path).is_symlink():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(public / path, staging / path)


def keep_older_names(older: Path, pages: Path, name: str) -> None:
    """Give the videos and hand-outs in ``pages`` also the names that they had in the ``older`` pages of the tutorial ``name``.

    Other websites link them, and a server for files alone can't lead on from one file to another. Raises OSError.
    """
    for file in older.glob("*/*"):
        new = pages / file.parent.name / f"{name}{file.suffix}"
        if file.suffix in LINKED and file.name != new.name and new.is_file():
            shutil.copyfile(new, new.with_name(file.name))


def write_gallery(staging: Path, publishing: Publishing, school: School) -> list[TutorialPages]:
    """Write the gallery of all tutorials in ``staging``, how to embed it, and the sitemap; return the tutorials in its order.

    Those of the school's ``order`` are first, the others follow by the names of their folders.

    Raises OutputError if a tutorial's listing is damaged.
    """
    tutorials = read_listings(staging, school.order)
    write_common_files(staging, school)
    write_signs(staging, tutorials)
    write_embed_of_site(staging, tutorials, publishing, school)
    _write_sitemap(staging, tutorials, publishing, school)
    (staging / INDEX).write_text(render(staging, tutorials, publishing, school), encoding="utf-8", newline="\n")
    return tutorials


def _write_sitemap(staging: Path, tutorials: Sequence[TutorialPages], publishing: Publishing, school: School) -> None:
    """Write the sitemap, if search engines may list the pages and the school names its website; else take an older one away."""
    if not (publishing.public and publishing.base_url and school.website):
        (staging / SITEMAP).unlink(missing_ok=True)
        return
    pages = [publishing.page(tutorial.name, page.lang) for tutorial in tutorials for page in tutorial.pages]
    (staging / SITEMAP).write_text(sitemap([publishing.address(""), *pages]), encoding="utf-8", newline="\n")


def find_unknown_in_order(school: School, tutorials: Sequence[TutorialPages]) -> list[str]:
    """A line about the names in the school's ``order`` that are none of the site's tutorials, if there are any."""
    names = [tutorial.name for tutorial in tutorials]
    missing = ", ".join(name for name in school.order if plain_name(name) not in names)
    return [Message("In the order of tutorials, but not on the website: {names}.", names=missing)] if missing else []
