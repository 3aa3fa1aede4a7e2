"""Carry files as bytes to another computer, which has no disk in common with this one.

A school has a roster, and a tutorial pictures of screens. Dask logs the arguments of a task that fails, and the bytes of one
whose classes a computer doesn't know. So both travel as a ``BytesIO`` (`pack`), which every Python knows and which shows
nothing of its content, and ``repr`` of the bundles shows nothing either.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from annotator.district.schools import DistrictSchool
from annotator.errors import ProblemsError
from annotator.model import Problem
from annotator.script import GivenSchool, list_files
from annotator.script.file_names import is_named_as_media, outer_link_error

Bundle = TypeVar("Bundle", "TutorialBundle", "SchoolBundle")


@dataclass(frozen=True)
class FileBundle:
    """Files: path below a folder, with ``/`` → content.

    ``__sizeof__`` is the real size in bytes: Dask weighs by it where to run what needs the bundle.
    """

    files: tuple[tuple[str, bytes], ...] = field(repr=False)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + sum(len(path) + len(data) for path, data in self.files)

    def write(self, folder: Path) -> None:
        """Write all files below ``folder``, which is made if it is missing. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in self.files:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


@dataclass(frozen=True)
class TutorialBundle:
    """A tutorial: the name of its folder, and its files."""

    name: str
    files: FileBundle

    def write(self, folder: Path) -> Path:
        """Write the tutorial below ``folder``; return its own folder. Raises OSError."""
        self.files.write(folder / self.name)
        return folder / self.name


@dataclass(frozen=True)
class SchoolBundle:
    """A school, and the files that it names: logo, photo, consents. The roster is part of the school.

    The paths in ``school`` are those of the computer that sent it.
    """

    school: DistrictSchool = field(repr=False)
    files: FileBundle

    def write(self, folder: Path) -> DistrictSchool:
        """Write the files below ``folder``; return the school with their new paths. Raises OSError."""
        self.files.write(folder)
        given = self.school.given

        def move(kind: str, path: Path | None) -> Path | None:
            return None if path is None else folder / _place(kind, path)

        moved = replace(given.school, logo=move("logo", given.school.logo), photo=move("photo", given.school.photo))
        return replace(
            self.school,
            given=GivenSchool(moved, given.problems, move("consent", given.consent_file)),
        )


def pack(bundle: TutorialBundle | SchoolBundle) -> bytes:
    """The content of the ``BytesIO`` that a bundle travels as."""
    return pickle.dumps(bundle)


def unpack(packed: BytesIO, kind: type[Bundle]) -> Bundle:
    """The inverse of `pack`. Raises TypeError for another kind of bundle."""
    bundle = pickle.loads(packed.getvalue())  # noqa: S301 - whoever sends tasks can run any program here anyway
    if not isinstance(bundle, kind):
        raise TypeError(f"not a {kind.__name__}")
    return bundle


def read_folder(folder: Path) -> FileBundle:
    """All files below ``folder``. Raises OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return FileBundle(tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths))


def read_tutorial(folder: Path) -> TutorialBundle:
    """The tutorial in ``folder``: the files that a script can name. Raises OSError, and ProblemsError for links out of it."""
    names = list_files(folder)
    errors = [(link, outer_link_error(link)) for link in sorted(names.outer_links) if is_named_as_media(link)]
    if errors:
        raise ProblemsError([Problem(link, 0, error.message, error.remedy) for link, error in errors])
    files = tuple((name, (folder / name).read_bytes()) for name in sorted(names))
    return TutorialBundle(folder.resolve().name, FileBundle(files))


def read_school(school: DistrictSchool) -> SchoolBundle:
    """A school with its files. Raises OSError."""
    given = school.given
    named = {"logo": given.school.logo, "photo": given.school.photo, "consent": given.consent_file}
    files = tuple((_place(kind, path), path.read_bytes()) for kind, path in named.items() if path is not None)
    return SchoolBundle(school, FileBundle(files))


def _place(kind: str, path: Path) -> str:
    """Where a file of a school is on the worker: messages name a file, and the folder of a ``consent.toml``."""
    return f"{kind}/{path.parent.name or 'school'}/{path.name}"
