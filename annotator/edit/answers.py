"""Store answers to families as small tutorials, so that the editor's tools work on them unchanged.

Only those stay that somebody chooses to keep; `annotator.edit.web.desk` removes the others when an answer begins, and when the
editor starts or ends.

An answer is a folder with a script and a step for each picture, in the user's data folder, for the user's eyes only::

    ~/.local/share/annotator/answers/20261124-101234-000123/tutorial.md
    ~/.local/share/annotator/answers/20261124-101234-000123/01.png
    ~/.local/share/annotator/answers/20261124-101234-000123/school.toml    a copy, so that its voices and colours apply
    ~/.local/share/annotator/answers/20261124-101234-000123/names.txt      the names on the school's lists
    ~/.local/share/annotator/answers/20261124-101234-000123/.cache         what was read on its pictures, and spoken
    ~/.local/share/annotator/answers/20261124-101234-000123/.kept          somebody chose to keep it
    ~/.local/share/annotator/answers/consent.toml                          whose voice may be in answers, for the next ones
"""

import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator import script
from annotator.edit.data_root import ANSWERS, HISTORY, data_root, make_private_folder, write_private
from annotator.edit.recordings.consents import exchange
from annotator.edit.tutorial import new_folder
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial_list import find_tutorial, list_quietly
from annotator.errors import OutputError, refusing
from annotator.media.files import replacing
from annotator.model import Tutorial, without_warnings
from annotator.script import CONSENT, SCHOOL, SCRIPT
from annotator.script.file_names import stem
from annotator.script.files.text_files import read_text
from annotator.script.school_edit import Key, Value, set_keys
from annotator.script.school_file import NAMES
from annotator.voice import choose

KEPT: Final = ".kept"
"""The empty file in the folder of an answer that somebody chose to keep."""


def answers_folder() -> Path:
    """The folder of all answers. It may not exist yet."""
    return data_root() / ANSWERS


def create(titles: Mapping[str, str], workspace: Path) -> Path:
    """Start an answer without pictures, and return its folder. Raises OutputError.

    Args:
        titles: a title in each language that it has.
        workspace: the folder whose ``school.toml`` applies.
    """
    root = make_private_folder(ANSWERS)
    folder = new_folder.create(root, titles, (), None, None, name=_name_last(datetime.datetime.now().astimezone()))
    make_private_folder(ANSWERS, folder.name)
    adopt_school(folder, workspace)
    return folder


def keep(folder: Path) -> None:
    """Let an answer stay until somebody deletes it. Raises OutputError."""
    with refusing("The folder {folder} cannot be written: {strerror}.", "Make room on the disk.", folder=folder):
        write_private(folder / KEPT, "")


def is_kept(folder: Path) -> bool:
    """Whether somebody chose to keep an answer."""
    return (folder / KEPT).is_file()


def list_passing() -> list[Path]:
    """The folders of the answers that nobody chose to keep, also those without a script."""
    return [folder for folder in _list_all() if not is_kept(folder)]


def list_answers() -> dict[Path, Tutorial]:
    """The answers that have a picture, by their folders, the newest first."""
    read = {folder: script.read_folder(folder).readable for folder in list_folders()}
    return {folder: tutorial for folder, tutorial in read.items() if tutorial is not None and tutorial.steps}


def find(entry_id: str) -> Path:
    """The folder of the answer with an id. Raises NotListedError."""
    return find_tutorial(list_folders(), entry_id)


def remove(folder: Path) -> None:
    """Remove an answer with its history and its takes. Raises OutputError."""
    remedy = "Close programs that have a file of it open, then try again."
    with refusing("{folder} could not be emptied: {strerror}.", remedy, folder=folder):
        History(data_root() / HISTORY, folder).remove()
        shutil.rmtree(folder)


def empty() -> None:
    """Remove all answers, and the consents for the next ones. Raises OutputError."""
    for folder in _list_all():
        remove(folder)
    consents = answers_folder() / CONSENT
    remedy = "Close programs that have it open, then try again."
    with refusing("{path} could not be removed: {strerror}.", remedy, path=consents):
        consents.unlink(missing_ok=True)


def adopt_school(folder: Path, workspace: Path) -> None:
    """Copy the ``school.toml`` that applies in a workspace, if there is one, to an answer: its voices, colours and private names.

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
        if unreadable := next(iter(without_warnings(problems)), None):
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


def adopt_memos(folder: Path, picture: str, memos: Mapping[str, Path]) -> None:
    """Copy recordings, by language, and the consents to them, to a picture of an answer. Raises OutputError and ChangeError."""
    with refusing("The folder {folder} cannot be written: {strerror}.", "Make room on the disk.", folder=folder):
        for lang, memo in memos.items():
            with replacing(folder / f"{stem(picture)}.{lang}{memo.suffix}") as new:
                shutil.copyfile(memo, new)
            if consent := script.find_consents(memo.parent)[0].find(memo.name):
                exchange(folder, (), replace(consent, file=f"{stem(picture)}.{lang}{memo.suffix}", picture=""))


def make_tutorial(folder: Path, root: Path, titles: Mapping[str, str]) -> Path:
    """Copy an answer, without its school's files, to the tutorials in ``root``; return the new folder. Raises OutputError."""
    files = [
        path for path in list_quietly(folder) if path.is_file() and path.name.casefold() not in (SCHOOL, NAMES, KEPT)
    ]
    return new_folder.copy_files(root, next(iter(titles.values())), files)


def _name_last(now: datetime.datetime) -> str:
    """The name of a new answer: the time, or a later one than all others if the clock was ahead when they were made."""
    names = (folder.name.replace("-", "") for folder in list_folders())
    later = (int(digits) + 1 for digits in names if re.fullmatch(r"[0-9]{20}", digits))
    digits = str(max([int(f"{now:%Y%m%d%H%M%S%f}"), *later]))
    return f"{digits[:8]}-{digits[8:14]}-{digits[14:]}"


def list_folders() -> Sequence[Path]:
    """The folders of the answers that have a script, the newest first: their names are times."""
    with_script = (folder for folder in _list_all() if (folder / SCRIPT).is_file())
    return sorted(with_script, key=lambda folder: folder.name, reverse=True)


def _list_all() -> list[Path]:
    """The folders of all answers, also those without a script."""
    return [path for path in list_quietly(answers_folder()) if path.is_dir() and not path.is_symlink()]
