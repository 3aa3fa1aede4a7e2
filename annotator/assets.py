"""Finds the data that annotator brings along: fonts, icons, phrases, voices, page templates, tutorials.

In an installed copy they lie in ``annotator/_data``; in a checkout, beside the package. Whoever asks for an asset writes
its folder out, ``assets.asset("fonts", name)``: that is how ``annotator.code_version`` knows what a result depends on.
A variable in the middle is any: ``assets.table("languages", lang, "speech.toml")`` depends on that file of every language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from annotator.errors import MissingError


@cache
def root() -> Path:
    """The folder that holds ``assets/`` and ``tutorials/``. Raises MissingError for a damaged installation."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent):
        if (folder / "assets").is_dir():
            return folder
    raise MissingError(
        "annotator's own fonts, icons and phrases are missing.",
        "Install annotator again: python -m pip install --force-reinstall annotator.",
    )


def asset(*parts: str) -> Path:
    """The path of one asset, for instance ``asset("fonts", "Andika-Bold.ttf")``. Raises MissingError if it is not there."""
    path = root().joinpath("assets", *parts)
    if not path.exists():
        raise MissingError(
            f"annotator's own file assets/{'/'.join(parts)} is missing.",
            "Install annotator again: python -m pip install --force-reinstall annotator.",
        )
    return path


def folder(*parts: str) -> Path:
    """The path of a folder of assets, for instance ``folder("icons")``, of which not every file need be there."""
    return root().joinpath("assets", *parts)


def table(*parts: str) -> dict[str, Any] | None:
    """The contents of a TOML file, for instance ``table("languages", "es", "phrases.toml")``, or None if it is not there."""
    path = root().joinpath("assets", *parts)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def has(*parts: str) -> bool:
    """Whether an asset is there; unlike `asset` this makes no result depend on its contents."""
    return root().joinpath("assets", *parts).exists()


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder in ``assets/languages``, by name. Nothing is read from them."""
    return tuple(sorted(path.name for path in root().joinpath("assets", "languages").iterdir() if path.is_dir()))


def shipped_tutorials() -> Path:
    """The folder of the tutorials that annotator brings along."""
    return root() / "tutorials"
