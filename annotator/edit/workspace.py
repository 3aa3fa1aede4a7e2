"""The folder that the editor works in: its tutorials, and starting, putting away and taking back a tutorial."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from annotator import assets, script
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
    short_id,
    show_name,
    tutorial_id,
)
from annotator.edition import tutorial_source
from annotator.errors import AnnotatorError, ProblemsError, writing
from annotator.languages import USUAL_LANGUAGES
from annotator.messages import join
from annotator.model import Tutorial, without_warnings
from annotator.outputs import marks
from annotator.script import RECORDINGS, SCRIPT, has_script, suffix
from annotator.text.slugs import plain_name
from annotator.voice import choose

_LISTING = "page.json"


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

    def home(self) -> dict[str, Any]:
        """All that the home page shows."""
        put_away = [
            {"id": tutorial_id(folder), "name": show_name(folder.name), "titles": _read_titles(folder)}
            for folder in self.list_put_away()
        ]
        return {
            "folder": str(self.folder),
            "tutorials": [self._describe(folder) for folder in self.tutorials()],
            "beginnings": [
                {"id": beginning.id, "name": show_name(beginning.folder.name), "pictures": len(beginning.pictures)}
                for beginning in self.beginnings()
            ],
            "shipped": [dict(row) for row in list_shipped()],
            "languages": USUAL_LANGUAGES,
            "devices": new_folder.DEVICES,
            "version": assets.version(),
            "website": self.describe_website(),
            "put_away": None if self.single else put_away,
        }

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
        """Move a tutorial into another folder of this one. Raises AnnotatorError if something there has its name."""
        place = into / folder.name
        if os.path.lexists(place) or into.is_symlink():
            message = "There is something else with the name of this tutorial: {place}."
            raise AnnotatorError(message, "Give that folder another name, then try again.", place=place)
        with writing(place, "Close the programs that use its files, then try again."):
            into.mkdir(exist_ok=True)
            folder.rename(place)

    def describe_website(self) -> dict[str, Any]:
        """The state of the website, the tutorials on it, with their folders there, and the address that it will have."""
        shown = [path for path in self.tutorials() if (self.website / plain_name(path.name) / _LISTING).is_file()]
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
        claim = marks.read(place)
        if claim is None or claim.kind != "kit":
            return {"state": "none", "files": [], "folder": str(place)}
        return {"state": freshness.kit_state(place, folder), "files": sorted(claim.files), "folder": str(place)}

    def check_room(self) -> None:
        """Raise AnnotatorError where no further tutorial can be."""
        if self.single:
            remedy = "Open the folder that holds it: annotator edit “{root}”."
            raise AnnotatorError("Only one tutorial is open here.", remedy, root=self.root)

    def create(
        self, titles: Texts, languages: Sequence[str] = (), like: str | None = None, device: str | None = None
    ) -> Path:
        """Start a tutorial here, as `new_folder.create` does, and return its folder. Raises AnnotatorError."""
        self.check_room()
        return new_folder.create(self.root, titles, languages, like, device)

    def create_from(
        self, beginning_id: str, titles: Texts, languages: Sequence[str] = (), device: str | None = None
    ) -> Path:
        """Start a tutorial in a folder that has screenshots, as `new_folder.create_in` does, and return it.

        Raises NotListedError and AnnotatorError.
        """
        for beginning in self.beginnings():
            if beginning.id == beginning_id:
                new_folder.create_in(beginning.folder, beginning.pictures, titles, languages, device)
                return beginning.folder
        raise NotListedError("This folder has no pictures any more, or a tutorial by now.", "Go back to the list.")

    def _describe(self, folder: Path) -> dict[str, Any]:
        """A tutorial as the home page lists it; for one that can't be read, little but its ``problem``."""
        tutorial, missing, unreadable = Tutorial((), ()), 0, None
        try:
            source = tutorial_source.read_source(folder)
            tutorial, missing = source.tutorial, len(without_warnings(source.problems))
        except ProblemsError as error:
            unreadable = join(*(problem.sentences for problem in error.problems))
        entry_id, picture = tutorial_id(folder), _find_first_picture(folder, tutorial)
        kits = ((lang, self.describe_kit(folder, lang)["state"]) for lang in tutorial.languages)
        return {
            "id": entry_id,
            "name": show_name(folder.name),
            "titles": {said.lang: said.text for said in tutorial.titles},
            "picture": picture and f"/api/tutorials/{entry_id}/pictures/{short_id(picture)}/image?w=360",
            "steps": tutorial.counted_steps,
            "missing": missing,
            "pack": "none" if unreadable else self.pack_state(folder),
            "kits": [{"lang": lang, "state": state} for lang, state in kits if state != "none"],
            "checked_days": tutorial.checked and (tutorial_source.today() - tutorial.checked).days,
            "problem": unreadable,
        }


@cache
def list_shipped() -> tuple[Mapping[str, Any], ...]:
    """The tutorials that ship with annotator: name, titles, number of steps."""
    rows = []
    for path in sorted(assets.shipped_tutorials().glob(f"*/{SCRIPT}")):
        tutorial = script.read_folder(path.parent).readable
        if tutorial is not None:
            titles = {said.lang: said.text for said in tutorial.titles}
            rows.append({"name": path.parent.name, "titles": titles, "steps": tutorial.counted_steps})
    return tuple(rows)


def _find_first_picture(folder: Path, tutorial: Tutorial) -> str | None:
    """The file of the first step's picture that is there and is no recording."""
    for step in tutorial.steps:
        if suffix(step.picture) not in RECORDINGS and (folder / step.picture).is_file():
            return step.picture
    return None


def _read_titles(folder: Path) -> dict[str, str]:
    """The titles of a tutorial by language; none if it can't be read."""
    tutorial = script.read_folder(folder).readable
    return {} if tutorial is None else {said.lang: said.text for said in tutorial.titles}
