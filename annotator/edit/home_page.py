"""The home page as plain data: the tutorials of a folder, and what can be started there."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from annotator import assets, script
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial_list import short_id, show_name, tutorial_id
from annotator.edit.workspace import Workspace
from annotator.edition import tutorial_source
from annotator.errors import ProblemsError
from annotator.languages import USUAL_LANGUAGES
from annotator.messages import join
from annotator.model import Tutorial, without_warnings
from annotator.script import RECORDINGS, SCRIPT, suffix


def describe(workspace: Workspace) -> dict[str, Any]:
    """The content of the page."""
    return {
        "folder": str(workspace.folder),
        "tutorials": [_describe_tutorial(workspace, folder) for folder in workspace.tutorials()],
        "beginnings": [
            {"id": beginning.id, "name": show_name(beginning.folder.name), "pictures": len(beginning.pictures)}
            for beginning in workspace.beginnings()
        ],
        "shipped": [dict(row) for row in _list_shipped()],
        "languages": USUAL_LANGUAGES,
        "devices": new_folder.DEVICES,
        "version": assets.version(),
        "website": workspace.describe_website(),
        "put_away": None if workspace.single else [_describe_put_away(path) for path in workspace.list_put_away()],
    }


def _describe_tutorial(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """A tutorial's row; for one that can't be read, little but its ``problem``."""
    tutorial, missing, unreadable = Tutorial((), ()), 0, None
    try:
        source = tutorial_source.read_source(folder)
        tutorial, missing = source.tutorial, len(without_warnings(source.problems))
    except ProblemsError as error:
        unreadable = join(*(problem.sentences for problem in error.problems))
    tid, picture = tutorial_id(folder), _find_first_picture(folder, tutorial)
    kits = [{"lang": lang, "state": workspace.describe_kit(folder, lang)["state"]} for lang in tutorial.languages]
    return {
        "id": tid,
        "name": show_name(folder.name),
        "titles": _titles_of(tutorial),
        "picture": picture and f"/api/tutorials/{tid}/pictures/{short_id(picture)}/image?w=360",
        "steps": tutorial.counted_steps,
        "missing": missing,
        "pack": "none" if unreadable else workspace.pack_state(folder),
        "kits": [kit for kit in kits if kit["state"] != "none"],
        "checked_days": tutorial.checked and (tutorial_source.today() - tutorial.checked).days,
        "problem": unreadable,
    }


def _find_first_picture(folder: Path, tutorial: Tutorial) -> str | None:
    """The first picture of a step that exists and is no recording; None if there is none."""
    for step in tutorial.steps:
        if suffix(step.picture) not in RECORDINGS and (folder / step.picture).is_file():
            return step.picture
    return None


@cache
def _list_shipped() -> tuple[Mapping[str, Any], ...]:
    """The tutorials that ship with annotator: name, titles, number of steps."""
    rows = []
    for path in sorted(assets.shipped_tutorials().glob(f"*/{SCRIPT}")):
        tutorial = script.read_folder(path.parent).readable
        if tutorial is not None:
            titles, steps = _titles_of(tutorial), tutorial.counted_steps
            rows.append({"name": path.parent.name, "titles": titles, "steps": steps})
    return tuple(rows)


def _describe_put_away(folder: Path) -> dict[str, Any]:
    """The row of a tutorial that was put away, without titles if it can't be read."""
    tutorial = script.read_folder(folder).readable
    titles = {} if tutorial is None else _titles_of(tutorial)
    return {"id": tutorial_id(folder), "name": show_name(folder.name), "titles": titles}


def _titles_of(tutorial: Tutorial) -> dict[str, str]:
    """The titles by language."""
    return {said.lang: said.text for said in tutorial.titles}
