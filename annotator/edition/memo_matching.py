"""Match a speaker's recordings with the places of a tutorial, in a language that its script may not have yet."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator import script
from annotator.errors import AnnotatorError, refuse_problems
from annotator.messages import Message, join, join_words
from annotator.model import School, Tutorial
from annotator.phrases import native_name
from annotator.script import MemoSlot, natural_key
from annotator.script.file_names import stem
from annotator.voice import choose


def parse_tag(lang: str) -> str:
    """The language tag in its conventional case. Raises AnnotatorError if it isn't a tag."""
    known = script.parse_tag(lang)
    if known is None:
        raise AnnotatorError("“{lang}” is not a language code.", "Write a code such as es, en or mix.", lang=lang)
    return known


def open_tutorial(folder: Path) -> tuple[Tutorial, School]:
    """Read a tutorial and its school's settings; a language may be incomplete. Raises ProblemsError for other problems."""
    reading = script.read_folder(folder)
    school, school_problems, _ = script.find_school(folder, choose.CHOICES)
    refuse_problems((*reading.problems, *school_problems))
    assert reading.tutorial is not None, "without a tutorial there is a problem"
    return reading.tutorial, school


def missing_heading(tutorial: Tutorial, school: School, lang: str) -> str | None:
    """The title line that the script still needs for ``lang``, or None."""
    if lang in tutorial.languages:
        return None
    name = native_name(lang, dict(school.language_names))
    return join(f"# {lang}:", name if name != lang else "the title in that language")


def _modified(file: Path) -> int:
    return file.stat().st_mtime_ns


def pair_by_name(
    files: Sequence[Path], places: Sequence[MemoSlot], lang: str
) -> tuple[list[tuple[Path, MemoSlot]], list[Path]]:
    """Pair the files that are named after their place; return these, and the other files."""
    known = {name.casefold(): place for place in places for name in (place.stem, f"{place.stem}.{lang}")}
    found = [(file, known.get(stem(file.name).casefold())) for file in files]
    return [(file, place) for file, place in found if place], [file for file, place in found if not place]


def pair_by_time(files: Sequence[Path], free: Sequence[MemoSlot], lang: str) -> tuple[list[tuple[Path, MemoSlot]], str]:
    """Pair the files in the order of `sort_by_time`; return the pairs, and how their order was decided.

    They go to the steps; if there are exactly as many as ``free`` places, to the opening and the closing, too. Raises
    AnnotatorError if it is unclear where they go, and OSError.
    """
    chosen = _choose_places(len(files), free, lang)
    ordered, order = sort_by_time(files)
    return list(zip(ordered, chosen, strict=False)), order


def sort_by_time(files: Sequence[Path], modified: Callable[[Path], int] = _modified) -> tuple[list[Path], str]:
    """``files`` in the order in which they were recorded, and how that was decided ("" for fewer than two).

    The first of these that orders all files:
    1. the numbers in their names, if all have as many: ``WhatsApp Ptt 2026-11-24 at 10.12.34``, ``PTT-20261124-WA0003``;
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


def _choose_places(count: int, free: Sequence[MemoSlot], lang: str) -> list[MemoSlot]:
    """The places for ``count`` recordings, in order. Raises AnnotatorError if it is unclear which they are."""
    steps = [place for place in free if place.steps]
    if count == len(free):
        return list(free)
    if count <= len(steps):
        return steps
    raise AnnotatorError(
        "These are {recordings}, but memos in “{lang}” are missing only for: {missing}.",
        "Leave out those that belong elsewhere; name the file for the opening “title”, and that for the closing “end”.",
        recordings=Message("1 recording") if count == 1 else Message("{count} recordings", count=count),
        lang=lang,
        missing=join_words([place.title for place in free]) if free else "nothing",
    )
