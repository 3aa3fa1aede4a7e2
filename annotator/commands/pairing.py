"""Pairs recordings with the places of a tutorial: by their names, else by the time when they were made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.script import MemoSlot, natural_key
from annotator.script.file_names import stem
from annotator.script.keywords import join_words

_CLOCK = re.compile(
    r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})\D{1,12}(\d{1,2})[-_.:h]?(\d{2})[-_.:m]?(\d{2})(?!\d)"
    r"(?:\s*([ap])\.?\s*m\b\.?)?",
    re.IGNORECASE | re.ASCII,
)
"""``WhatsApp Ptt 2026-11-24 at 10.12.34``, ``20261124_101234``, ``AUDIO-2026-11-24-10-12-34``."""
_COUNTED = re.compile(r"(?<!\d)(\d{8})-WA(\d+)", re.IGNORECASE | re.ASCII)
"""``PTT-20261124-WA0003``: the day, and a count within the day."""
_COPY = re.compile(r"\((\d+)\)\s*$", re.ASCII)


def _modified(file: Path) -> int:
    return file.stat().st_mtime_ns


def pair_by_name(
    files: Sequence[Path], places: Sequence[MemoSlot], lang: str
) -> tuple[list[tuple[Path, MemoSlot]], list[Path]]:
    """Pair the files that are named after their place; return these, and the other files."""
    known = {name.casefold(): place for place in places for name in (place.stem, f"{place.stem}.{lang}")}
    found = [(file, known.get(stem(file.name).casefold())) for file in files]
    return [(file, place) for file, place in found if place], [file for file, place in found if not place]


def pair_by_time(
    files: Sequence[Path], free: Sequence[MemoSlot], lang: str, modified: Callable[[Path], int] = _modified
) -> tuple[list[tuple[Path, MemoSlot]], str]:
    """Pair the files in the order of `sort_by_time`; return the pairs, and how their order was decided.

    They go to the steps; if there are exactly as many as ``free`` places, to the opening and the closing, too. Raises
    AnnotatorError if it is unclear where they go, and OSError.
    """
    chosen = _choose_places(len(files), free, lang)
    ordered, order = sort_by_time(files, modified)
    return list(zip(ordered, chosen, strict=False)), order


def sort_by_time(files: Sequence[Path], modified: Callable[[Path], int] = _modified) -> tuple[list[Path], str]:
    """``files`` in the order in which they were recorded, and how that was decided ("" for fewer than two).

    The first of these that orders all files:
    1. the times in their names, or the daily counts of WhatsApp;
    2. natural order, if the names differ only in numbers;
    3. the files' modification times, if they all differ;
    4. natural order of the names.

    ``modified`` tells when a file was modified, in whatever unit. Raises OSError.
    """
    if len(files) < 2:
        return list(files), ""
    for stamp, how in ((_time, "by the times in their names"), (_count, "by the numbers in their names")):
        stamps = [stamp(file.name) for file in files]
        if None not in stamps and len(set(stamps)) == len(files):
            return [file for _, file in sorted(zip(stamps, files, strict=True))], how
    times = [modified(file) for file in files]
    bare = {re.sub(r"\d+", "", _COPY.sub("", stem(file.name))).strip().casefold() for file in files}
    if len(bare) == 1 or len(set(times)) < len(files):
        return sorted(files, key=lambda file: natural_key(file.name)), "by their names"
    return [file for _, file in sorted(zip(times, files, strict=True))], "by the times of the files"


def _choose_places(count: int, free: Sequence[MemoSlot], lang: str) -> list[MemoSlot]:
    """The places for ``count`` recordings, in order. Raises AnnotatorError if it is unclear which they are."""
    steps = [place for place in free if place.steps]
    if count == len(free):
        return list(free)
    if count <= len(steps):
        return steps
    missing = join_words([place.title for place in free]) if free else "nothing"
    recordings = "1 recording" if count == 1 else f"{count} recordings"
    if count > len(free):
        raise AnnotatorError(
            f"These are {recordings}, but memos in “{lang}” are missing only for: {missing}.",
            "Leave out those that belong to another tutorial, or were recorded twice.",
        )
    raise AnnotatorError(
        f"These are {recordings} for {len(steps)} steps; memos in “{lang}” are missing for: {missing}.",
        "Say which is for the opening or the closing, with --title FILE or --end FILE.",
    )


def _time(name: str) -> tuple[datetime.datetime, int] | None:
    match = _CLOCK.search(name)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if match[7]:
        hour = hour % 12 + (12 if match[7].lower() == "p" else 0)
    try:
        when = datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the phone's own clock
    except ValueError:
        return None
    copy = _COPY.search(stem(name))
    return when, int(copy[1]) if copy else 0


def _count(name: str) -> tuple[int, int] | None:
    match = _COUNTED.search(name)
    return (int(match[1]), int(match[2])) if match else None
