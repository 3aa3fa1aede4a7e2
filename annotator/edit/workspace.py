"""The folder that the editor works in: its tutorials, their packs and website, and starting or putting away a tutorial."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from annotator import assets, script
from annotator.cache import Cache, default_root
from annotator.edit.errors import NotListedError
from annotator.edit.school.school_store import SchoolStore
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial_list import (
    PACKS,
    PUT_AWAY,
    WEBSITE,
    Beginning,
    find_tutorial,
    kit_folder,
    list_beginnings,
    list_quietly,
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
from annotator.outputs import claims
from annotator.pack import plan, website_consent
from annotator.pack.catalogue import Options
from annotator.script import PICTURES, RECORDINGS, SCRIPT, has_script, suffix
from annotator.text.slugs import plain_name
from annotator.voice import choose

MadeState = Literal["none", "current", "old"]
"""Whether something was made, and whether something that is in it has changed since."""
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
            "website": self.describe_website(),
            "put_away": None
            if self.single
            else [
                {"id": tutorial_id(folder), "name": show_name(folder.name), "titles": _read_titles(folder)}
                for folder in self.list_put_away()
            ],
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
        """Move a tutorial into another folder of this one, and never over anything. Raises AnnotatorError."""
        place = into / folder.name
        if os.path.lexists(place) or into.is_symlink():
            raise AnnotatorError(
                "There is something else with the name of this tutorial: {place}.",
                "Give that folder another name, then try again.",
                place=place,
            )
        with writing(place, "Close the programs that use its files, then try again."):
            into.mkdir(exist_ok=True)
            folder.rename(place)

    def describe_website(self) -> dict[str, Any]:
        """The state of the website, the tutorials on it, with their folders there, and the address that it will have."""
        place = self.website
        shown = [folder for folder in self.tutorials() if (place / plain_name(folder.name) / _LISTING).is_file()]
        files = [path for folder in shown for path in (*list_sources(folder), *self.school_files(folder))]
        return {
            "state": made_state(place / claims.OWN_JSON, files, lambda: all(map(self._has_same_pages, shown))),
            "tutorials": [tutorial_id(folder) for folder in shown],
            "folders": [plain_name(folder.name) for folder in shown],
            "address": script.find_school(self.root, choose.CHOICES)[0].website,
        }

    def pack_state(self, folder: Path) -> MadeState:
        """The state of a tutorial's pack."""
        made, sources = self.pack(folder) / claims.PACK_JSON, (*list_sources(folder), *self.school_files(folder))
        return made_state(made, sources, lambda: self._has_same_pack(folder))

    def _has_same_pack(self, folder: Path) -> bool:
        """Whether a build would keep every file of a tutorial's pack."""
        try:
            source = tutorial_source.read_source(folder)
            planned = plan.plan_build(source, Options(), self.pack(folder), Cache(default_root()))
        except (AnnotatorError, OSError):
            return False
        return planned.left is not None and not source.has_problems

    def _has_same_pages(self, folder: Path) -> bool:
        """Whether ``site`` would keep a tutorial's pages on the website."""
        cache, today, place = Cache(default_root()), tutorial_source.today(), self.website / plain_name(folder.name)
        try:
            source, withheld = website_consent.restrict_to_consent(tutorial_source.read_source(folder), today)
            digest = plan.digest_pages(source, Options(), cache, withheld, source.school.website)
            return plan.recall(cache, place, digest) is not None
        except (AnnotatorError, OSError):
            return False

    def describe_kit(self, folder: Path, lang: str) -> dict[str, Any]:
        """The state of a tutorial's recording kit in a language, which memos don't affect, and its files in the order to send."""
        place = kit_folder(folder, lang)
        mark = claims.read(place)
        if mark is None or mark.kind != "kit":
            return {"state": "none", "files": [], "folder": str(place)}
        shown = [path for path in list_sources(folder) if path.name == SCRIPT or suffix(path.name) in PICTURES]
        state = made_state(place / mark.file, (*shown, *self.school_files(folder)))
        return {"state": state, "files": sorted(mark.files), "folder": str(place)}

    def school_files(self, folder: Path) -> list[Path]:
        """The files of a tutorial's school that shape packs and pages: its settings, lists of names, logo and photo."""
        files = [SchoolStore(path.parent).read() for path in script.find_school_files(folder)]
        lists = [file.path.parent / str(file.find(("names",))) for file in files if file.find(("names",))]
        pictures = [path for file in files for path in (file.school.logo, file.school.photo) if path is not None]
        return [*(file.path for file in files), *lists, *pictures]

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
            "kits": [],
            "checked_days": None,
            "problem": None,
        }
        try:
            source = tutorial_source.read_source(folder)
        except ProblemsError as error:
            return row | {"problem": join(*(found.sentences for found in error.problems))}
        tutorial = source.tutorial
        shown = _first_picture(folder, tutorial)
        kits = ((lang, self.describe_kit(folder, lang)["state"]) for lang in tutorial.languages)
        return row | {
            "titles": {said.lang: said.text for said in tutorial.titles},
            "picture": None if shown is None else f"/api/tutorials/{row['id']}/pictures/{short_id(shown)}/image?w=360",
            "steps": tutorial.counted_steps,
            "missing": len(without_warnings(source.problems)),
            "pack": self.pack_state(folder),
            "kits": [{"lang": lang, "state": state} for lang, state in kits if state != "none"],
            "checked_days": None if tutorial.checked is None else (tutorial_source.today() - tutorial.checked).days,
        }


def made_state(made: Path, sources: Iterable[Path], has_same_content: Callable[[], bool] = lambda: False) -> MadeState:
    """Whether the file ``made`` is there, and whether its ``sources`` are as they were then.

    If no source is newer, none is read. Else their content decides: a change may have been undone. What the command line made
    with undecided names is old, too: to make it again, somebody has to decide on them.
    """
    try:
        since = made.stat().st_mtime_ns
    except OSError:
        return "none"
    if claims.read_sealed(made).get("undecided"):
        return "old"
    is_newer = any(_changed_ns(path) > since for path in sources)
    return "old" if is_newer and not has_same_content() else "current"


def list_sources(folder: Path) -> list[Path]:
    """A tutorial's folder, whose time changes when a file is added or removed, and what is in it but hidden files."""
    return [folder, *(path for path in list_quietly(folder) if not path.name.startswith("."))]


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


def _first_picture(folder: Path, tutorial: Tutorial) -> str | None:
    """The file of the first step's picture that is there and is no recording."""
    pictures = (step.picture for step in tutorial.steps if suffix(step.picture) not in RECORDINGS)
    return next((picture for picture in pictures if (folder / picture).is_file()), None)


def _read_titles(folder: Path) -> dict[str, str]:
    """The titles of a tutorial by language; none if it can't be read."""
    tutorial = script.read_folder(folder).readable
    return {} if tutorial is None else {said.lang: said.text for said in tutorial.titles}


def _changed_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
