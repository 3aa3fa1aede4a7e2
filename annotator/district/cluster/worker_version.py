"""Compare the annotators of a district's computers: two versions, or other voices, would make unequal packs."""

from __future__ import annotations

from functools import cache as once
from typing import NamedTuple

import annotator
from annotator.cache import Cache, code_version, default_root
from annotator.voice import choose

_REMEDY = "Install the same annotator on all of them."


class WorkerVersion(NamedTuple):
    """A version of annotator, and the digest of its code and data. Libraries and Python don't count."""

    version: str
    code: str

    def __str__(self) -> str:
        return f"{self.version} ({self.code[:8]})"


@once
def own_version() -> WorkerVersion:
    """The version of the annotator that runs here."""
    return WorkerVersion(annotator.__version__, code_version.of_files(__name__))


def own_voices() -> tuple[str, ...]:
    """The voice engines that are installed here, the most natural first."""
    return tuple(
        engine.name
        for engine in choose.engines(Cache(default_root()))
        if not engine.online and choose.is_installed(engine, engine.languages[0])
    )


def explain_version(expected: WorkerVersion, found: WorkerVersion | str | None, program: str) -> str:
    """One line about a worker whose annotator differs from ``expected``; "" if it doesn't.

    Args:
        expected: this computer's version.
        found: the worker's, as far as it is known: a number alone, or None if it has no annotator.
        program: what and where it is: ``worker tcp://10.0.0.7:40123``.
    """
    if found == expected:
        return ""
    theirs = "no annotator" if found is None else f"annotator {found}"
    return f"The {program} has {theirs}, and this computer annotator {expected}. {_REMEDY}"


def explain_voices(expected: tuple[str, ...], found: tuple[str, ...], address: str) -> str:
    """One line about a worker whose voices differ from those of the others, so that ``auto`` means another; else ""."""
    if found == expected:
        return ""
    listed = (", ".join(voices) or "none" for voices in (found, expected))
    return (
        f"The worker {address} has other voices ({next(listed)}) than other workers ({next(listed)}). "
        "Install the same on all of them, or choose one with --voice."
    )
