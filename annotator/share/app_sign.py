"""Find the drawn sign of an app for a tile of the gallery, in ``assets/web/signs``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from annotator import assets
from annotator.text.folding import fold

SUFFIX = ".svg"
SIGN_SIZE = (96, 96)
"""Width and height of every sign in CSS pixels."""


def find_sign(platform: str) -> Path | None:
    """The sign of a platform (``Zoom Workplace`` → ``zoom.svg``), or None.

    The words of the sign's name begin or end the platform's, or the platform is its last word (``Classroom`` →
    ``google-classroom.svg``). Case, accents and hyphens don't count. Of several signs the one with the longest name is taken.
    """
    words = _split(platform)
    matching = [sign for sign in _signs() if words and _fits(_split(sign.stem), words)]
    return max(matching, key=lambda sign: len(sign.stem), default=None)


def _fits(sign: list[str], words: list[str]) -> bool:
    return sign in (words[: len(sign)], words[-len(sign) :]) or words == sign[-1:]


@cache
def _signs() -> tuple[Path, ...]:
    return tuple(sorted(assets.asset("web", "signs").glob(f"*{SUFFIX}")))


def _split(name: str) -> list[str]:
    """The words of a name; those that a hyphen joins at the platform are apart in a sign's name, too (``wi-fi.svg``)."""
    return re.findall(r"[^\W_]+", fold(name))
