"""Compare the annotator of a worker with this computer's: two versions in one district would make unequal packs."""

from __future__ import annotations

from functools import cache as once
from typing import NamedTuple

import annotator
from annotator import code_version
from annotator.cache import key
from annotator.errors import MissingError

EXIT_CODE = MissingError.exit_code
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
    sources = code_version.sources("annotator.district.cluster.tasks")
    return WorkerVersion(annotator.__version__, key(sources.modules, sources.files))


def explain_difference(expected: WorkerVersion, found: WorkerVersion | str | None, address: str) -> str:
    """One line about a worker whose annotator differs from ``expected``; "" if it doesn't.

    ``found`` is its version, as far as it is known: a number alone, or None if it has no annotator.
    """
    if found == expected:
        return ""
    theirs = "no annotator" if found is None else f"annotator {found}"
    return f"The worker {address} has {theirs}, and this computer annotator {expected}. {_REMEDY}"
