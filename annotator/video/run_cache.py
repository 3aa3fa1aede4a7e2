"""Encode the runs of a narration that are not in the cache, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from annotator.cache import Cache
from annotator.video import batch
from annotator.video.sound_runs import Run

KIND = "sound"
"""Kind of cache entry."""
Encoded = TypeVar("Encoded")


@dataclass(frozen=True)
class RunFormat(Generic[Encoded]):
    """One way to encode runs.

    Attributes:
        name: the cache key of an encoded run.
        encode: encodes up to ``batch.MOST`` runs, in order.
        to_json: the cached form of an encoded run.
        from_json: its inverse. Raises ValueError and the like for anything else.
    """

    name: Callable[[Run], str]
    encode: Callable[[Sequence[Run], Cache], list[Encoded]]
    to_json: Callable[[Encoded], list[Any]]
    from_json: Callable[[Any], Encoded]


def encode_missing(runs: Sequence[Run], form: RunFormat[Encoded], cache: Cache) -> list[Encoded]:
    """Encode the runs that are not in the cache, each once; return all, in order. Raises what ``form.encode`` raises."""
    wanted = {form.name(run): run for run in runs}
    ready = {name: run for name in wanted if (run := cache.get_parsed(KIND, name, form.from_json)) is not None}
    missing = [name for name in wanted if name not in ready]
    for first in range(0, len(missing), batch.MOST):
        names = missing[first : first + batch.MOST]
        for name, encoded in zip(names, form.encode([wanted[name] for name in names], cache), strict=True):
            cache.put_json(KIND, name, form.to_json(encoded))
            ready[name] = encoded
    return [ready[form.name(run)] for run in runs]
