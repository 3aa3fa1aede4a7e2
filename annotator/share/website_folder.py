"""A school's website in the making: what an older one holds stays, tutorials are put in, the gallery is written last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator import places
from annotator.errors import OutputError
from annotator.model import School
from annotator.share import gallery, page_pictures, templates
from annotator.share.page_data import Publishing, TutorialPages, from_listing, to_listing
from annotator.share.tutorial_pages import INDEX, LOGO, STYLE

LISTING = places.legacy_marks.PAGE_JSON
"""Marks a tutorial's folder in a site, and holds what the gallery shows of it."""
_LOGO_WIDTH = 160


def copy_previous_site(public: Path, made: Path, keep: Sequence[str], *, prune: bool) -> None:
    """Copy what annotator made of an older site into ``made``: with ``prune`` only those of its tutorials that ``keep`` names.

    What is not annotator's stays in ``public``, and goes along when the new site takes its place.
    """
    made.mkdir(parents=True, exist_ok=True)
    mark = places.ownership.read(public)
    if mark is None:
        return
    for path in (mark.file, *mark.files):
        folder, inside, _ = path.partition("/")
        if path == places.ownership.OWN_JSON or (prune and inside and folder not in keep):
            continue
        if (public / path).is_file() and not (public / path).is_symlink():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(public / path, made / path)


def write_listing(folder: Path, tale: TutorialPages) -> None:
    """Write what the gallery needs to know of a tutorial into its folder."""
    text = json.dumps(to_listing(tale), ensure_ascii=False, indent=1)
    (folder / LISTING).write_text(text + "\n", encoding="utf-8", newline="\n")


def write_gallery(made: Path, publishing: Publishing, school: School) -> list[TutorialPages]:
    """Write the gallery of all tutorials in ``made``, in the order of their folders' names; give them."""
    tales = []
    for path in sorted(made.glob(f"*/{LISTING}"), key=lambda path: path.parent.name.casefold()):
        try:
            tales.append(from_listing(json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{path.parent.name}/{LISTING} in the site is damaged.", f"Remove the folder {path.parent.name} there."
            ) from error
    if school.logo is not None:
        (made / LOGO).write_bytes(page_pictures.make_logo(school.logo, _LOGO_WIDTH))
    (made / STYLE).write_text(templates.render_stylesheet(school.colors), encoding="utf-8", newline="\n")
    (made / INDEX).write_text(gallery.render(made, tales, publishing, school), encoding="utf-8", newline="\n")
    return tales
