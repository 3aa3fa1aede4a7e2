"""Assembles a school's website in a staging folder: the older site, the tutorials that are added, and the gallery."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from annotator.errors import OutputError
from annotator.model import Problem, School
from annotator.outputs import ownership
from annotator.script import SCHOOL
from annotator.script.keywords import find_nearest
from annotator.share import gallery
from annotator.share.page_data import Publishing, TutorialPages, from_listing, to_listing
from annotator.share.tutorial_pages import INDEX, write_common_files
from annotator.text.web_names import plain_name

LISTING = "page.json"
"""The file in each tutorial's folder of a site with what the gallery shows of it."""


def copy_previous_site(public: Path, staging: Path, keep: Sequence[str], *, prune: bool) -> None:
    """Copy the files that annotator made for the older site at ``public`` to the new folder ``staging``.

    With ``prune``, only tutorials named in ``keep`` are copied. Other people's files are left for
    ``replacement.swap_in`` to carry over.
    """
    staging.mkdir(parents=True, exist_ok=True)
    mark = ownership.read(public)
    if mark is None:
        return
    for path in (mark.file, *mark.files):
        folder, inside, _ = path.partition("/")
        if path == ownership.OWN_JSON or (prune and inside and folder not in keep):
            continue
        if (public / path).is_file() and not (public / path).is_symlink():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(public / path, staging / path)


def write_listing(folder: Path, tutorial: TutorialPages) -> None:
    """Write the file with what the gallery shows of a tutorial into the tutorial's ``folder``."""
    text = json.dumps(to_listing(tutorial), ensure_ascii=False, indent=1)
    (folder / LISTING).write_text(text + "\n", encoding="utf-8", newline="\n")


def write_gallery(staging: Path, publishing: Publishing, school: School) -> list[TutorialPages]:
    """Write the gallery of all tutorials in ``staging``, and return them in its order.

    Those of the school's ``order`` are first, the others follow by the names of their folders.

    Raises OutputError if a tutorial's listing is damaged.
    """
    tutorials = []
    for path in sorted(staging.glob(f"*/{LISTING}"), key=lambda path: _rank(path.parent.name, school)):
        try:
            tutorials.append(from_listing(json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{path.parent.name}/{LISTING} in the site is damaged.", f"Remove the folder {path.parent.name} there."
            ) from error
    write_common_files(staging, school)
    gallery.write_signs(staging, tutorials)
    (staging / INDEX).write_text(gallery.render(staging, tutorials, publishing, school), encoding="utf-8", newline="\n")
    return tutorials


def find_unknown_in_order(school: School, names: Sequence[str]) -> list[Problem]:
    """A warning for each name in the school's ``order`` that is no tutorial's; ``names`` are those of all tutorials."""
    line, problems = dict(school.lines).get("order", 0), []
    for name in school.order:
        if name not in names:
            near = find_nearest(name, names)
            remedy = f'Did you mean "{near}"?' if near else "Write the name of its folder, or take it away."
            problems.append(Problem(SCHOOL, line, f'order: there is no tutorial "{name}".', remedy, "warning"))
    return problems


def _rank(name: str, school: School) -> tuple[int, str]:
    """The place of a tutorial in the gallery."""
    order = [plain_name(tutorial) for tutorial in school.order]
    return (order.index(name) if name in order else len(order)), name.casefold()
