"""Put a website together from the pages of its tutorials: what the older site had, the gallery, and files about the site."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator.model import School
from annotator.outputs import marks
from annotator.pages.embed_page import write_embed_of_site
from annotator.pages.gallery import render, write_signs
from annotator.pages.listing import read_listings
from annotator.pages.page_data import Publishing, TutorialPages
from annotator.pages.search_data import SITEMAP, render_sitemap
from annotator.pages.tutorial_pages import INDEX, LINKED, write_common_files


def copy_previous_site(public: Path, staging: Path) -> None:
    """Copy the files that annotator made for the older site at ``public`` to the folder ``staging``, made if it doesn't exist.

    Links, and the mark with the list of these files, are left out. Other people's files are left for ``replacement.swap_in`` to
    carry over.
    """
    staging.mkdir(parents=True, exist_ok=True)
    mark = marks.read(public)
    if mark is None:
        return
    for path in (mark.file, *mark.files):
        if path != marks.OWN_JSON and (public / path).is_file() and not (public / path).is_symlink():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(public / path, staging / path)


def keep_older_names(older: Path, pages: Path, name: str) -> None:
    """Copy the whole video and hand-out in ``pages`` also to the names that videos and hand-outs had in the ``older`` pages.

    ``name`` is the tutorial's, and theirs now; a file of the new pages is not replaced.

    Other websites link them, and a server for files alone can't lead on from one file to another. Raises OSError.
    """
    for file in older.glob("*/*"):
        new = pages / file.parent.name / f"{name}{file.suffix}"
        alias = new.with_name(file.name)
        if file.suffix in LINKED and new.is_file() and not alias.exists():
            shutil.copyfile(new, alias)


def write_gallery(staging: Path, publishing: Publishing, school: School) -> list[TutorialPages]:
    """Write the gallery of all tutorials in ``staging``, how to embed it, and the sitemap; return the tutorials in its order.

    Those of the school's ``order`` are first, the others follow by the names of their folders.

    Raises OutputError if a tutorial's listing is damaged, ProblemsError for a logo or face that can't be opened, and OSError.
    """
    tutorials = read_listings(staging, school.order)
    write_common_files(staging, school)
    write_signs(staging, tutorials)
    write_embed_of_site(staging, tutorials, publishing, school)
    _write_sitemap(staging, tutorials, publishing, school)
    (staging / INDEX).write_text(render(staging, tutorials, publishing, school), encoding="utf-8", newline="\n")
    return tutorials


def _write_sitemap(staging: Path, tutorials: Sequence[TutorialPages], publishing: Publishing, school: School) -> None:
    """Write the sitemap, if search engines may list the pages, these have an address and the school a website.

    Else take an older one away.
    """
    if not (publishing.public and publishing.base_url and school.website):
        (staging / SITEMAP).unlink(missing_ok=True)
        return
    pages = [publishing.page(tutorial.name, page.lang) for tutorial in tutorials for page in tutorial.pages]
    (staging / SITEMAP).write_text(render_sitemap([publishing.address(""), *pages]), encoding="utf-8", newline="\n")
