"""The folder that the editor works in: its tutorials, packs and website, and how a tutorial is started or put away."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from annotator import script
from annotator.edit import freshness
from annotator.edit.errors import NotListedError
from annotator.edit.freshness import MadeState
from annotator.edit.school.school_store import SchoolStore
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial.new_folder import Texts
from annotator.edit.tutorial_list import (
    PACKS,
    PUT_AWAY,
    WEBSITE,
    Beginning,
    find_tutorial,
    kit_folder,
    list_beginnings,
    list_tutorials,
    tutorial_id,
)
from annotator.errors import AnnotatorError, writing
from annotator.outputs import marks
from annotator.script import has_script
from annotator.text.slugs import plain_name
from annotator.voice import choose

_PAGES_DATA = "page.json"
"""The file that the website has beside the pages of a tutorial."""


class Workspace:
    """A folder of tutorials, or a single tutorial. Only tutorials directly in the folder count, and no links."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._stores = cache(SchoolStore)

    @property
    def single(self) -> bool:
        """Whether the folder is a tutorial itself, as of now: one may be started in it."""
        return has_script(self.folder)

    @property
    def root(self) -> Path:
        """The folder that holds the tutorials, and receives their packs and the website."""
        return self.folder.parent if self.single else self.folder

    @property
    def school(self) -> SchoolStore:
        """The ``school.toml`` of these tutorials, with its undo history since the editor was started."""
        return self._stores(self.root, self.folder if self.single else None)

    @property
    def website(self) -> Path:
        """The folder of the website."""
        return self.root / WEBSITE

    def tutorials(self) -> tuple[Path, ...]:
        """The folders of the tutorials, in natural order of their names."""
        return (self.folder,) if self.single else tuple(list_tutorials(self.root))

    def beginnings(self) -> tuple[Beginning, ...]:
        """The folders with screenshots in which a tutorial can be started."""
        return () if self.single else tuple(list_beginnings(self.folder))

    def find(self, entry_id: str) -> Path:
        """The folder of the tutorial with an id. Raises NotListedError."""
        return find_tutorial(self.tutorials(), entry_id)

    def pack(self, folder: Path) -> Path:
        """The folder of a tutorial's pack, which may not exist yet."""
        return self.root / PACKS / folder.name

    def list_put_away(self) -> tuple[Path, ...]:
        """The tutorials that were put away, in natural order of their names."""
        place = self.root / PUT_AWAY
        return () if place.is_symlink() else tuple(list_tutorials(place))

    def put_away(self, folder: Path) -> None:
        """Move a tutorial out of the list, with all of its files; its pack and pages stay. Raises AnnotatorError."""
        self.check_room()
        self._move(folder, self.root / PUT_AWAY)

    def take_back(self, entry_id: str) -> None:
        """Move a tutorial that was put away back into the list. Raises NotListedError and AnnotatorError."""
        self._move(find_tutorial(self.list_put_away(), entry_id), self.root)

    def _move(self, folder: Path, into: Path) -> None:
        """Move a tutorial into another folder of this one. Raises AnnotatorError if its name is taken, or the disk refuses."""
        place = into / folder.name
        if os.path.lexists(place) or into.is_symlink():
            message = "There is something else with the name of this tutorial: {place}."
            raise AnnotatorError(message, "Give that folder another name, then try again.", place=place)
        with writing(place, "Close the programs that use its files, then try again."):
            into.mkdir(exist_ok=True)
            folder.rename(place)

    def describe_website(self) -> dict[str, Any]:
        """The state of the website, the tutorials on it, with their folders there, and the address that it will have."""
        shown = [path for path in self.tutorials() if (self.website / plain_name(path.name) / _PAGES_DATA).is_file()]
        return {
            "state": freshness.website_state(self.website, shown),
            "tutorials": [tutorial_id(folder) for folder in shown],
            "folders": [plain_name(folder.name) for folder in shown],
            "address": script.find_school(self.root, choose.CHOICES)[0].website,
        }

    def pack_state(self, folder: Path) -> MadeState:
        """The state of a tutorial's pack."""
        return freshness.pack_state(self.pack(folder), folder)

    def describe_kit(self, folder: Path, lang: str) -> dict[str, Any]:
        """The state of a tutorial's recording kit in a language, and its files in the order to send."""
        place = kit_folder(folder, lang)
        mark = marks.read(place)
        if mark is None or mark.kind != "kit":
            return {"state": "none", "files": [], "folder": str(place)}
        return {"state": freshness.kit_state(place, folder), "files": sorted(mark.files), "folder": str(place)}

    def check_room(self) -> None:
        """Raise AnnotatorError where a single tutorial is open: no further one is listed there."""
        if self.single:
            remedy = "Open the folder that holds it: annotator edit “{root}”."
            raise AnnotatorError("Only one tutorial is open here.", remedy, root=self.root)

    def create(
        self, titles: Texts, languages: Sequence[str] = (), like: str | None = None, device: str | None = None
    ) -> Path:
        """Start a tutorial here, as `new_folder.create` does, and return its folder. Raises AnnotatorError."""
        self.check_room()
        return new_folder.create(self.root, titles, languages, like=like, device=device)

    def create_from(
        self, beginning_id: str, titles: Texts, languages: Sequence[str] = (), device: str | None = None
    ) -> Path:
        """Start a tutorial in a folder that has screenshots, as `new_folder.create_in` does, and return it.

        Raises NotListedError and AnnotatorError.
        """
        for beginning in self.beginnings():
            if beginning.id == beginning_id:
                new_folder.create_in(beginning.folder, beginning.pictures, titles, languages, device=device)
                return beginning.folder
        raise NotListedError("This folder has no pictures any more, or a tutorial by now.", "Go back to the list.")
