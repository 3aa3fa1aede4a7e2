"""Find the data that ships with annotator: fonts, icons, phrases, voices, page templates, tutorials.

It is in ``annotator/_data`` in an installed copy, and beside the package in a checkout. Which room's results depend on which
of it is declared in ``annotator.cache.code_version``.
"""

import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.errors import INSTALL_AGAIN, MissingError
from annotator.messages import Message


@cache
def root() -> Path:
    """The folder that holds ``assets/`` and ``tutorials/``. Raises MissingError for a damaged installation."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "_data", package.parent):
        if (candidate / "assets").is_dir():
            return candidate
    raise MissingError("annotator's own fonts, icons and phrases are missing.", INSTALL_AGAIN)


def asset(*parts: str) -> Path:
    """The path of one asset, for instance ``asset("fonts", "Andika-Bold.ttf")``. Raises MissingError if it doesn't exist."""
    path = root().joinpath("assets", *parts)
    if not path.exists():
        template = "annotator's own file assets/{parts} is missing."
        raise MissingError(Message(template, parts="/".join(parts)), INSTALL_AGAIN)
    return path


def folder(*parts: str) -> Path:
    """The path of a folder of assets, for instance ``folder("icons")``, or of a file, whether or not it exists."""
    return root().joinpath("assets", *parts)


def table(*parts: str) -> dict[str, Any] | None:
    """The contents of a TOML file, for instance ``table("languages", "es", "phrases.toml")``, or None if there is none."""
    path = root().joinpath("assets", *parts)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


@cache
def languages() -> tuple[str, ...]:
    """The names of the folders in ``assets/languages``, sorted. Nothing in them is read."""
    return tuple(sorted(path.name for path in root().joinpath("assets", "languages").iterdir() if path.is_dir()))


def shipped_tutorials() -> Path:
    """The folder of the tutorials that ship with annotator."""
    return root() / "tutorials"


def version() -> str:
    """The version; with its date where the start script of a zip has written it: ``0.1.0 (2026-11-29)``."""
    try:
        date = Path(sys.prefix, "annotator-release.txt").read_text(encoding="ascii")
    except OSError:
        return __version__
    return f"{__version__} ({date})"
