"""Finds the data that annotator brings along: fonts, icons, phrases, voices, page templates, tutorials.

In an installed copy they lie in ``annotator/_data``; in a checkout, beside the package. Whoever asks for an asset writes
its folder out, ``assets.asset("fonts", name)``: that is how ``annotator.code_version`` knows what a result depends on.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

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


def shipped_tutorials() -> Path:
    """The folder of the tutorials that annotator brings along."""
    return root() / "tutorials"
