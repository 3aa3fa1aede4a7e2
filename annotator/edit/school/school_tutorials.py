"""The tutorials of a school, and the previews of their opening and closing as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator import assets, script
from annotator.edit.school.school_form import in_order
from annotator.edit.school.school_store import SchoolFile
from annotator.edit.tutorial_list import show_name, tutorial_id
from annotator.edition.opening_and_closing import closing_text
from annotator.model import School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import SCRIPT

_VERSION_CHARS: Final = 12
"""Number of characters of a digest that suffice in an address."""


@dataclass(frozen=True)
class SchoolTutorial:
    """A tutorial that the page shows: its id, folder, and script."""

    id: str
    folder: Path
    tutorial: Tutorial

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are an opening and a closing: it has a language, and a step with its picture and action, no aside."""
        steps = (step for step in self.tutorial.steps if step.action is not None and not step.is_aside)
        return bool(self.tutorial.languages) and any((self.folder / step.picture).is_file() for step in steps)

    def describe(self) -> dict[str, Any]:
        """The values that name it on the page."""
        titles = {said.lang: said.text for said in self.tutorial.titles}
        return {"id": self.id, "folder": self.folder.name, "name": show_name(self.folder.name), "titles": titles}


def read_tutorials(folders: Iterable[Path]) -> list[SchoolTutorial]:
    """The tutorials that can be read."""
    readings = {folder: script.read_folder(folder).readable for folder in folders}
    return [SchoolTutorial(tutorial_id(folder), folder, read) for folder, read in readings.items() if read is not None]


def list_drawable(tutorials: Iterable[SchoolTutorial], file: SchoolFile) -> list[SchoolTutorial]:
    """The tutorials that have a preview, in the school's order; if there is none, those that ship with annotator.

    Those with another ``school.toml`` of their own have none.
    """
    folder, name = file.path.parent, file.path.name
    users = [item for item in tutorials if item.folder == folder or not (item.folder / name).is_file()]
    drawable = [tutorial for tutorial in users if tutorial.can_be_drawn]
    if not drawable:
        drawable = read_tutorials(path.parent for path in sorted(assets.shipped_tutorials().glob(f"*/{SCRIPT}")))
    names = in_order([tutorial.folder.name for tutorial in drawable], file.school.order)
    return sorted(drawable, key=lambda tutorial: names.index(tutorial.folder.name))


def describe_preview(tutorial: SchoolTutorial, file: SchoolFile) -> dict[str, Any]:
    """A tutorial whose opening and closing can be drawn; its ``stamp`` changes with settings, script, logo and photo."""
    school = file.school
    files = (school.logo, school.photo, tutorial.folder / SCRIPT, tutorial.folder / file.path.name)
    languages = tutorial.tutorial.languages
    return tutorial.describe() | {
        "languages": languages,
        "says": {lang: _find_closing(tutorial.tutorial, school, lang) for lang in languages},
        "stamp": "-".join([file.version[:_VERSION_CHARS], *map(stamp, files)]),
    }


def stamp(path: Path | None) -> str:
    """The modification time of a file, for addresses of pictures made from it; empty if there is no file."""
    try:
        return str(path.stat().st_mtime_ns) if path is not None else ""
    except OSError:
        return ""


def _find_closing(tutorial: Tutorial, school: School, lang: str) -> str:
    """The closing sentence; empty in a language without a phrasebook, and if a memo says it."""
    if not has_phrasebook(lang) or any(memo.lang == lang for memo in tutorial.end_memos):
        return ""
    return closing_text(tutorial, school, load_phrasebook(lang))
