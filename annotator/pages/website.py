"""Put a website together from the pages of its tutorials: the gallery, the sitemap, and the files kept of an older site."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
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
from annotator.pages.web_archive import last_part
from annotator.text.slugs import plain_name


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
    if address and last_part(address) != publishing.folder:
        yield Message(
            "{address} names no folder for the tutorials, so their gallery would be the home page. "
            "Name one, as in {example}.",
            address=address,
            example=f"{address}/ayuda",
        )


def find_unknown_in_order(school: School, tutorials: Sequence[TutorialPages]) -> list[str]:
    """A line about the names in the school's ``order`` that are none of the site's tutorials, if there are any."""
    names = [tutorial.name for tutorial in tutorials]
    missing = ", ".join(name for name in school.order if plain_name(name) not in names)
    return [Message("In the order of tutorials, but not on the website: {names}.", names=missing)] if missing else []
