"""Match a speaker's recordings with the slots for memos of a tutorial, by their names or in the order of recording."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.messages import Message, join_words
from annotator.script import MemoSlot, natural_key
from annotator.script.file_names import stem


def _modified(file: Path) -> int:
    return file.stat().st_mtime_ns


def pair_by_name(
    files: Sequence[Path], slots: Sequence[MemoSlot], lang: str
) -> tuple[list[tuple[Path, MemoSlot]], list[Path]]:
    """Pair the files that are named after their slot; return these, and the other files."""
    by_stem = {name.casefold(): slot for slot in slots for name in (slot.stem, f"{slot.stem}.{lang}")}
    found = [(file, by_stem.get(stem(file.name).casefold())) for file in files]
    return [(file, slot) for file, slot in found if slot], [file for file, slot in found if not slot]


def pair_by_time(files: Sequence[Path], free: Sequence[MemoSlot], lang: str) -> tuple[list[tuple[Path, MemoSlot]], str]:
    """Pair the files in the order of `sort_by_time`; return the pairs, and how their order was decided.

    They go to the first free steps; if there are exactly as many as ``free`` slots, to the opening and the closing, too. Raises
    AnnotatorError if it is unclear where they go, and OSError.
    """
    chosen = _choose_slots(len(files), free, lang)
    ordered, order = sort_by_time(files)
    return list(zip(ordered, chosen, strict=True)), order


def sort_by_time(files: Sequence[Path], modified: Callable[[Path], int] = _modified) -> tuple[list[Path], str]:
    """``files`` in the order in which they were probably recorded, and how that was decided ("" for fewer than two).

    The first of these that orders all files:
    1. the numbers in their names, if all have as many: ``WhatsApp Ptt 2026-11-24 at 10.12.34``, ``PTT-20261124-WA0003 (1)``;
    2. the files' modification times, if they all differ;
    3. natural order of the names.

    ``modified`` tells when a file was modified, in whatever unit. Raises OSError.
    """
    if len(files) < 2:
        return list(files), ""
    keys = {file: natural_key(file.name) for file in files}
    numbers = {file: (parts[1::2], copy) for file, (parts, copy, *_) in keys.items()}
    if len({len(digits) for digits, _ in numbers.values()}) == 1 and len(set(numbers.values())) == len(files):
        return sorted(files, key=lambda file: numbers[file]), "by the numbers in their names"
    if len(set(map(modified, files))) == len(files):
        return sorted(files, key=modified), "by the times of the files"
    return sorted(files, key=lambda file: keys[file]), "by their names"


def _choose_slots(count: int, free: Sequence[MemoSlot], lang: str) -> list[MemoSlot]:
    """The slots for ``count`` recordings, in order. Raises AnnotatorError if it is unclear which they are."""
    steps = [slot for slot in free if slot.steps]
    if count == len(free):
        return list(free)
    if count <= len(steps):
        return steps[:count]
    message = "These are {recordings}, but memos in “{lang}” are missing only for: {missing}."
    remedy = (
        "Leave out those that belong elsewhere; name the file for the opening “title”, and that for the closing “end”."
    )
    raise AnnotatorError(
        message,
        remedy,
        recordings=Message("1 recording") if count == 1 else Message("{count} recordings", count=count),
        lang=lang,
        missing=join_words([slot.title for slot in free]) if free else "nothing",
    )
