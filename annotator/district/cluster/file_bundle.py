"""Carry files as bytes to another computer, which has no disk in common with this one.

Dask logs the arguments of a task that fails, so ``repr`` shows neither names nor contents. ``__sizeof__`` is the real size
in bytes: Dask weighs by it where to run a task that needs the bundle.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.district.schools import DistrictSchool
from annotator.script import GivenSchool, list_files


@dataclass(frozen=True)
class FileBundle:
    """Files: path below a folder, with ``/`` → content."""

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

    def __sizeof__(self) -> int:
        return self.files.__sizeof__()

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

    def __sizeof__(self) -> int:
        names = self.school.given.school.names
        return self.files.__sizeof__() + sum(map(len, names))

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


def read_folder(folder: Path) -> FileBundle:
    """All files below ``folder``. Raises OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return FileBundle(tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths))


def read_tutorial(folder: Path) -> TutorialBundle:
    """The tutorial in ``folder``: the files that a script can name. Raises OSError."""
    files = tuple((name, (folder / name).read_bytes()) for name in sorted(list_files(folder)))
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
