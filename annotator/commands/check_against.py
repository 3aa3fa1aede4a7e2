"""The option ``check --against``: compare tutorials with screenshots of today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.edition.matched_steps import Today
from annotator.edition.matching import open_library
from annotator.edition.new_screens import compare_with, read_screens
from annotator.messages import Message
from annotator.model import Progress, no_progress


def check_against(folders: Sequence[Path], screens: Path, progress: Progress = no_progress) -> dict[Path, Today]:
    """Compare tutorials with the screenshots in a folder, which may be of several of them. Writes nothing but the cache.

    Of several tutorials, those are left out that no screenshot shows; one that shows a step of another isn't new.
    Raises AnnotatorError if there is no screenshot, or one can't be opened.
    """
    cache = Cache(default_root())
    readings = read_screens(screens, cache, progress)
    compared = {folder: compare_with(open_library(folder, cache, progress), readings) for folder in folders}
    shown = {step.screen for today in compared.values() for step in today.steps}
    return {
        folder: replace(today, others=tuple((name, after) for name, after in today.others if name not in shown))
        for folder, today in compared.items()
        if len(folders) == 1 or any(step.screen for step in today.steps)
    }


def list_rows(today: Today) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: the step's number, how it is, its screenshot, what changed; new ones are between."""
    words: Mapping[str, str] = {
        "same": Message("as before"),
        "changed": Message("changed"),
        "lost": Message("not found"),
        "gone": Message("gone"),
    }
    new = {index: [name for name, after in today.others if after == index] for _, index in today.others}
    yield from (("", Message("new"), name) for name in new.get(-1, ()))
    for step in today.steps:
        yield (str(step.number), words[step.state], step.screen or "", *step.changes)
        yield from (("", Message("new"), name) for name in new.get(step.index, ()))
