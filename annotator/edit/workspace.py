"""Describe the folder that the editor works in, with its tutorials and the state of their packs, for the home page.

The end of the module chooses that folder: the one used last, or one in the user's documents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from annotator import assets, script
from annotator.edit.data_root import LAST_FOLDER, data_root, make_private_folder, write_private
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial_list import (
    PACKS,
    Beginning,
    NotListedError,
    list_beginnings,
    list_quietly,
    list_tutorials,
    short_id,
    show_name,
    tutorial_id,
)
from annotator.edition import tutorial_source
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.languages import USUAL_LANGUAGES
from annotator.messages import join
from annotator.model import Step, Tutorial
from annotator.outputs.claims import PACK_JSON
from annotator.script import RECORDINGS, SCRIPT, has_script, suffix

PackState = Literal["none", "current", "old"]


class Workspace:
    """A folder of tutorials, or a single tutorial. Only what is directly in the folder counts, and no link out of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @property
    def single(self) -> bool:
        """Whether the folder is a tutorial itself, as of now: one may be started in it."""
        return has_script(self.folder)

    @property
    def root(self) -> Path:
        """The folder that holds the tutorials, and receives their packs and the website."""
        return self.folder.parent if self.single else self.folder

    @property
    def packs(self) -> Path:
        """The folder of the packs."""
        return self.root / PACKS

    def tutorials(self) -> tuple[Path, ...]:
        """The folders of the tutorials, in natural order of their names."""
        return (self.folder,) if self.single else tuple(list_tutorials(self.root))

    def beginnings(self) -> tuple[Beginning, ...]:
        """The folders with screenshots in which a tutorial can be started."""
        return () if self.single else tuple(list_beginnings(self.folder))

    def find(self, entry_id: str) -> Path:
        """The folder of the tutorial with an id. Raises NotListedError."""
        for folder in self.tutorials():
            if tutorial_id(folder) == entry_id:
                return folder
        raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")

    def pack(self, folder: Path) -> Path:
        """The place of a tutorial's pack."""
        return self.packs / folder.name

    def home(self) -> dict[str, Any]:
        """All that the home page shows."""
        return {
            "folder": str(self.folder),
            "tutorials": [self._describe(folder) for folder in self.tutorials()],
            "beginnings": [
                {"id": one.id, "name": show_name(one.folder.name), "pictures": len(one.pictures)}
                for one in self.beginnings()
            ],
            "shipped": [dict(row) for row in list_shipped()],
            "languages": USUAL_LANGUAGES,
            "devices": new_folder.DEVICES,
            "version": assets.version(),
        }

    def create(
        self,
        titles: Mapping[str, str],
        languages: Sequence[str] = (),
        like: str | None = None,
        device: str | None = None,
    ) -> Path:
        """Start a tutorial here and return its folder; after an error nothing is left.

        Raises AnnotatorError, and OutputError if the folder can't be written.
        """
        self.check_room()
        return new_folder.create(self.root, titles, languages, like, device)

    def check_room(self) -> None:
        """Raise AnnotatorError where no further tutorial can be."""
        if self.single:
            raise AnnotatorError(
                "Only one tutorial is open here.",
                "Open the folder that holds it: annotator edit “{root}”.",
                root=self.root,
            )

    def create_from(
        self,
        beginning_id: str,
        titles: Mapping[str, str],
        languages: Sequence[str] = (),
        device: str | None = None,
    ) -> Path:
        """Start a tutorial in a folder that has screenshots, and return it. Nothing is copied or renamed.

        Raises NotListedError, AnnotatorError, and OutputError if the folder can't be written.
        """
        chosen = next((one for one in self.beginnings() if one.id == beginning_id), None)
        if chosen is None:
            raise NotListedError("This folder has no pictures any more, or a tutorial by now.", "Go back to the list.")
        new_folder.create_in(chosen.folder, chosen.pictures, titles, languages, device)
        return chosen.folder

    def _describe(self, folder: Path) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": tutorial_id(folder),
            "name": show_name(folder.name),
            "titles": {},
            "picture": None,
            "steps": 0,
            "missing": 0,
            "pack": "none",
            "checked_days": None,
            "problem": None,
        }
        try:
            source = tutorial_source.read_source(folder)
        except ProblemsError as error:
            return row | {"problem": join(*(found.sentences for found in error.problems))}
        tutorial = source.tutorial
        shown = _first_picture(folder, tutorial)
        return row | {
            "titles": {said.lang: said.text for said in tutorial.titles},
            "picture": None if shown is None else _picture_address(row["id"], short_id(shown)),
            "steps": tutorial.counted_steps,
            "missing": sum(problem.level == "problem" for problem in source.problems),
            "pack": pack_state(self.pack(folder), folder, source.school_file),
            "checked_days": None if tutorial.checked is None else (tutorial_source.today() - tutorial.checked).days,
        }


def pack_state(pack: Path, folder: Path, school_file: Path | None = None) -> PackState:
    """Whether there is a pack, and whether its tutorial or ``school.toml`` has changed since.

    Judged by the times of the files alone, which is cheap; ``build`` compares their content.
    """
    try:
        made = (pack / PACK_JSON).stat().st_mtime_ns
    except OSError:
        return "none"
    shown = [path for path in list_quietly(folder) if not path.name.startswith(".")]
    files = [folder, *shown, *([school_file] if school_file else [])]
    return "old" if any(_changed_ns(path) > made for path in files) else "current"


@cache
def list_shipped() -> tuple[Mapping[str, Any], ...]:
    """The tutorials that ship with annotator: name, titles, number of steps, device."""
    rows = []
    for path in sorted(assets.shipped_tutorials().glob(f"*/{SCRIPT}")):
        tutorial = script.read_folder(path.parent).readable
        if tutorial is not None:
            titles = {said.lang: said.text for said in tutorial.titles}
            rows.append({"name": path.parent.name, "titles": titles, "steps": tutorial.counted_steps})
    return tuple(rows)


def default_folder() -> Path:
    """The folder ``annotator`` in the user's documents, made if it is missing. Raises OutputError."""
    from platformdirs import user_documents_path  # only where no folder was named

    folder = user_documents_path() / "annotator"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "The folder {folder} could not be made: {strerror}.",
            "Name a folder that you may write to: annotator edit FOLDER.",
            folder=folder,
            strerror=error.strerror or error,
        ) from error
    return folder


def remember(folder: Path) -> None:
    """Remember the folder for the next start. Raises OutputError."""
    place = make_private_folder() / LAST_FOLDER
    try:
        write_private(place, json.dumps({"folder": str(folder.resolve())}))
    except OSError as error:
        raise OutputError.not_written(place, error, "Make room on the disk.") from error


def last_used() -> Path | None:
    """The folder that was remembered, if it is still there."""
    try:
        kept = json.loads((data_root() / LAST_FOLDER).read_text(encoding="utf-8"))
        folder = Path(kept["folder"])
        return folder if folder.is_dir() else None
    except (OSError, ValueError, TypeError, KeyError):  # never remembered, or damaged: the default folder does
        return None


def _first_picture(folder: Path, tutorial: Tutorial) -> str | None:
    """The file of the first step's picture that is there and is no recording."""

    def is_there(step: Step) -> bool:
        return suffix(step.picture) not in RECORDINGS and (folder / step.picture).is_file()

    return next((step.picture for step in tutorial.steps if is_there(step)), None)


def _picture_address(entry_id: str, picture: str) -> str:
    return f"/api/tutorials/{entry_id}/pictures/{picture}/image?w=360"


def _changed_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
