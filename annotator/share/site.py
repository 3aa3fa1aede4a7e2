"""A school's website in the making: what an older one holds stays, tutorials are put in, the gallery is written last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import OutputError
from annotator.model import School
from annotator.share import gallery, pictures, templates
from annotator.share.facts import Publishing, Tale, listed, listing
from annotator.share.web import INDEX, LOGO, STYLE

LISTING = "page.json"
"""Marks a tutorial's folder in a site, and holds what the gallery shows of it."""
_LOGO_WIDTH = 160


def check_place(public: Path) -> None:
    """Raise OutputError where a folder holds something, and not a site: its files are nobody's to replace."""
    if public.is_dir() and any(public.iterdir()) and not any(public.glob(f"*/{LISTING}")):
        raise OutputError(
            f"{public} holds other files, and no site that annotator made.",
            "Choose a new or an empty folder with -o.",
        )


def begin(public: Path, made: Path, keep: Sequence[str], *, prune: bool) -> None:
    """Copy an older site into ``made``: with ``prune`` only those of its tutorials that ``keep`` names.

    Files that are not annotator's stay in either case.
    """
    made.mkdir(parents=True, exist_ok=True)
    if not public.is_dir():
        return
    for path in sorted(public.iterdir()):
        if prune and (path / LISTING).exists() and path.name not in keep:
            continue
        if path.is_dir():
            shutil.copytree(path, made / path.name)
        else:
            shutil.copy2(path, made / path.name)


def put_listing(folder: Path, tale: Tale) -> None:
    """Write what the gallery needs to know of a tutorial into its folder."""
    text = json.dumps(listing(tale), ensure_ascii=False, indent=1)
    (folder / LISTING).write_text(text + "\n", encoding="utf-8", newline="\n")


def finish(made: Path, publishing: Publishing, school: School) -> list[Tale]:
    """Write the gallery of all tutorials in ``made``, in the order of their folders' names; give them."""
    tales = []
    for path in sorted(made.glob(f"*/{LISTING}"), key=lambda path: path.parent.name.casefold()):
        try:
            tales.append(listed(json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{path.parent.name}/{LISTING} in the site is damaged.", f"Remove the folder {path.parent.name} there."
            ) from error
    if school.logo is not None:
        (made / LOGO).write_bytes(pictures.logo(school.logo, _LOGO_WIDTH))
    (made / STYLE).write_text(templates.stylesheet(school.colors), encoding="utf-8", newline="\n")
    (made / INDEX).write_text(gallery.render(made, tales, publishing, school), encoding="utf-8", newline="\n")
    return tales
