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
    """The sign of a platform (``Zoom Workplace`` → ``zoom.svg``); None if no sign's name begins or ends the platform's.

    Case, accents, spaces and hyphens don't count. Of several signs the one with the longest name is taken.
    """
    name = _squeeze(platform)
    matching = [sign for sign in _signs() if name.startswith(sign.stem) or name.endswith(sign.stem)]
    return max(matching, key=lambda sign: len(sign.stem), default=None)


@cache
def _signs() -> tuple[Path, ...]:
    return tuple(sorted(assets.asset("web", "signs").glob(f"*{SUFFIX}")))


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))
