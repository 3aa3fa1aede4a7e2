"""Store the latest answers to families as small tutorials, so that the editor's tools work on them unchanged.

An answer is a folder with a script and a step for each picture, in the user's data folder, for the user's eyes only::

    ~/.local/share/annotator/answers/20261124-101234-000123/tutorial.md
    ~/.local/share/annotator/answers/20261124-101234-000123/01.png
    ~/.local/share/annotator/answers/20261124-101234-000123/school.toml    a copy, so that its voices and colours apply
    ~/.local/share/annotator/answers/20261124-101234-000123/names.txt      the names on the school's lists
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator import script
from annotator.edit.data_root import ANSWERS, HISTORY, data_root, make_private_folder, write_private
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial_list import find_tutorial, list_quietly, tutorial_id
from annotator.errors import OutputError, refusing
from annotator.script import SCHOOL, SCRIPT
from annotator.script.folder import read_text
from annotator.script.school_edit import Key, Value, set_keys
from annotator.script.school_file import NAMES
from annotator.voice import choose

KEPT: Final = 20
"""Maximum number of stored answers; the oldest are deleted first."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A stored answer.

    For instance ``KeptAnswer("3f9a01bc77de", Path("…/20261124-101234-000123"), "01.png", …)``.

    Attributes:
        id: the id of its tutorial, 12 hexadecimal digits.
        folder: its folder.
        picture: the file name of its first picture.
        started: the last change of its folder; on Windows, the time of its creation.
        lang: its language.
    """

    id: str
    folder: Path
    picture: str
    started: datetime.datetime
    lang: str


def place() -> Path:
    """The folder of all answers. It may not exist yet."""
    return data_root() / ANSWERS


def is_answer(folder: Path) -> bool:
    """Whether a tutorial is an answer."""
    return folder.parent == place().resolve() or folder.parent == place()


def create(titles: Mapping[str, str], workspace: Path) -> Path:
    """Start an answer without pictures, drop the oldest ones, and return its folder. Raises OutputError.

    Args:
        titles: a title in each language that it has.
        workspace: the folder whose ``school.toml`` applies.
    """
    root = make_private_folder(ANSWERS)
    folder = new_folder.create(root, titles, (), None, None, name=_name_last(datetime.datetime.now().astimezone()))
    make_private_folder(ANSWERS, folder.name)
    adopt_school(folder, workspace)
    for old in [other for other in _list_folders() if other != folder][KEPT - 1 :]:
        remove(old)
    return folder


def list_answers() -> tuple[KeptAnswer, ...]:
    """The answers that have a picture, the newest first."""
    answers = []
    for folder in _list_folders():
        tutorial = script.read_folder(folder).readable
        if tutorial is not None and tutorial.steps:
            started = datetime.datetime.fromtimestamp(folder.stat().st_ctime).astimezone()
            picture, lang = tutorial.steps[0].picture, tutorial.languages[0]
            answers.append(KeptAnswer(tutorial_id(folder), folder, picture, started, lang))
    return tuple(answers)


def find(entry_id: str) -> Path:
    """The folder of the answer with an id. Raises NotListedError."""
    return find_tutorial(_list_folders(), entry_id)


def remove(folder: Path) -> None:
    """Remove an answer with its history and its takes. Raises OutputError."""
    remedy = "Close programs that have a file of it open, then try again."
    with refusing("{folder} could not be emptied: {strerror}.", remedy, folder=folder):
        History(data_root() / HISTORY, folder).remove()
        shutil.rmtree(folder)


def empty() -> None:
    """Remove all answers. Raises OutputError."""
    for folder in _list_folders():
        remove(folder)


def adopt_school(folder: Path, workspace: Path) -> None:
    """Copy the ``school.toml`` of a workspace, if it has one, to an answer: its voices, its colours, and the private names.

    In the copy, pictures have their whole paths, and one list has all names. Raises OutputError, also for a file with problems.
    """
    school, problems, file = script.find_school(workspace, choose.CHOICES)
    if file is None:
        return
    whole_paths: dict[Key, Value] = {("names",): NAMES if school.names else None}
    if school.logo is not None:
        whole_paths["logo",] = str(school.logo)
    if school.photo is not None:
        whole_paths["help", "photo"] = str(school.photo)
    try:
        if unreadable := next((problem for problem in problems if problem.level == "problem"), None):
            raise script.BadValueError(unreadable.message, unreadable.remedy)
        texts = {SCHOOL: set_keys(read_text(file), whole_paths), NAMES: "".join(f"{name}\n" for name in school.names)}
        for name, text in texts.items():
            copy = folder / name
            if not copy.is_file() or copy.read_text(encoding="utf-8") != text:
                write_private(copy, text)
    except (OSError, ValueError, script.BadValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            "{file} cannot be used: {reason}.", "Look at it on the page of the school.", file=file, reason=reason
        ) from error


def make_tutorial(folder: Path, root: Path, titles: Mapping[str, str]) -> Path:
    """Copy an answer into the folder ``root`` of the tutorials; return the new tutorial's folder. Raises OutputError."""
    files = [path for path in list_quietly(folder) if path.is_file() and path.name.casefold() not in (SCHOOL, NAMES)]
    return new_folder.copy_files(root, next(iter(titles.values())), files)


def _name_last(now: datetime.datetime) -> str:
    """The name of a new answer: the time, or one later than all others' if the clock was ahead when they were made."""
    others = (folder.name.replace("-", "") for folder in _list_folders())
    later = (int(digits) + 1 for digits in others if re.fullmatch(r"[0-9]{20}", digits))
    digits = str(max([int(f"{now:%Y%m%d%H%M%S%f}"), *later]))
    return f"{digits[:8]}-{digits[8:14]}-{digits[14:]}"


def _list_folders() -> Sequence[Path]:
    """The folders of all answers, the newest first: their names are times."""
    folders = [path for path in list_quietly(place()) if path.is_dir() and not path.is_symlink()]
    with_script = [folder for folder in folders if (folder / SCRIPT).is_file()]
    return sorted(with_script, key=lambda folder: folder.name, reverse=True)
