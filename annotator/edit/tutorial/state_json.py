"""Describe a session as JSON that keeps the document, which the page may change, apart from values derived from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from annotator.edit.pointing.picture_results import PictureState
from annotator.edit.tutorial.changes import to_json
from annotator.edit.tutorial.new_folder import DEVICES
from annotator.edit.tutorial.picture_changes import is_waiting
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import short_id, tutorial_id
from annotator.model import IconTarget, LangFile, Problem, Step, Target, TextTarget, Tutorial
from annotator.phrases import has_phrasebook
from annotator.script import RECORDINGS, SCRIPT, find_screenshots, suffix
from annotator.script.consent import Staleness
from annotator.script.values import GAP

_POINTED = frozenset({"tap", "hold", "type", "look"})
"""Actions that make no sense without a target."""


def describe(
    session: Session,
    pictures: Mapping[str, PictureState],
    spoken: Callable[[int, str], str],
    stale: Mapping[str, Mapping[str, Staleness]] = MappingProxyType({}),
) -> dict[str, Any]:
    """The whole state; the document is its ``tutorial``.

    Args:
        session: the tutorial.
        pictures: the reading progress of each picture, by file name; one that is missing has not been looked at.
        spoken: a function that returns the spoken text of a step (index, language); called only where its sentence is empty.
        stale: the recordings that no longer fit, by the index of their step and by language.
    """
    with session.lock:
        tutorial, files = session.tutorial, session.files
        tray = list_unused(tutorial, files)
        used = {name for step in tutorial.steps for name in (step.picture, *(each.file for each in step.pictures))}
        return {
            "id": tutorial_id(session.folder),
            "name": session.folder.resolve().name,
            "revision": session.revision,
            "saved": session.unsaved is None,
            "saved_problem": session.unsaved,
            "undo": session.undo_name,
            "redo": session.redo_name,
            "tutorial": to_json(tutorial, Tutorial),
            "steps": [
                {**_step_row(tutorial, index, files, spoken), "stale_voices": dict(stale.get(str(index), {}))}
                for index in range(len(tutorial.steps))
            ],
            "pictures": {
                short_id(name): _picture_row(name, pictures.get(name), used=name in used and name in files)
                for name in {*used, *tray}
            },
            "tray": [short_id(name) for name in tray],
            "problems": [problem_row(tutorial, problem) for problem in session.problems],
            "devices": list(DEVICES),
            "greetings": _langs(tutorial.greetings),
            "title_memos": _langs(tutorial.title_memos),
            "end_memos": _langs(tutorial.end_memos),
        }


def list_unused(tutorial: Tutorial, files: Iterable[str]) -> tuple[str, ...]:
    """The pictures that wait in the tray: those of no step, but for variants for one language, icons and logos."""
    used = {step.picture for step in tutorial.steps} | {file.file for step in tutorial.steps for file in step.pictures}
    icons = {target.file for target in _targets(tutorial) if isinstance(target, IconTarget)}
    return tuple(name for name in find_screenshots(tuple(files)) if name not in used | icons)


def _step_row(
    tutorial: Tutorial, index: int, files: frozenset[str], spoken: Callable[[int, str], str]
) -> dict[str, Any]:
    step = tutorial.steps[index]
    said = {lang: spoken(index, lang) for lang in tutorial.languages if not step.said(lang)}
    waiting = is_waiting(step.picture, files)
    return {
        "number": str(tutorial.numbers[index]),
        "picture": short_id(step.picture),
        "waiting": waiting,
        "recording": suffix(step.picture) in RECORDINGS,
        "language_pictures": {each.lang: short_id(each.file) for each in step.pictures},
        "memos": {memo.lang: memo.file for memo in step.memos},
        "spoken": said,
        "missing": _list_missing(step, said, waiting=waiting),
    }


def _list_missing(step: Step, spoken: Mapping[str, str], *, waiting: bool) -> list[str]:
    """The gaps of a step, the first to fill first: the page names them in its own words."""
    if waiting:
        return ["picture"]
    if step.action is None:
        return ["action"]
    memos = _langs(step.memos)
    silent = [lang for lang, text in spoken.items() if not text and lang not in memos]
    gaps = {
        "target": step.action.kind in _POINTED and step.action.target in (None, TextTarget((GAP,))),
        "words": step.action.kind == "say" and step.action.words in (None, "", GAP),
        "sentence": any(map(has_phrasebook, silent)),
        "recording": not all(map(has_phrasebook, silent)),
    }
    return [name for name, missing in gaps.items() if missing]


def _picture_row(name: str, known: PictureState | None, *, used: bool) -> dict[str, Any]:
    row = known or PictureState("waiting")
    width, height = row.size or (None, None)
    return {
        "name": name,
        "state": row.state,
        "width": width,
        "height": height,
        "problem": row.problem,
        "turn": row.turn,
        "unsure": row.unsure,
        "digest": row.digest,
        "clock": row.clock,
        "framed": row.framed,
        "used": used,
        "recording": suffix(name) in RECORDINGS,
    }


def problem_row(tutorial: Tutorial, problem: Problem) -> dict[str, Any]:
    """A problem, with the index of its step; that is None above the first one, and in another file."""
    lines = [step.line for step in tutorial.steps] if problem.file == SCRIPT else []
    before = bisect_right(lines, problem.line)
    return {**describe_problem(problem), "step": before - 1 if before else None}


def describe_problem(problem: Problem) -> dict[str, Any]:
    """A problem as every page shows it."""
    return {name: getattr(problem, name) for name in ("line", "level", "message", "remedy")}


def _targets(tutorial: Tutorial) -> Iterable[Target]:
    """Every target of the steps."""
    for step in tutorial.steps:
        if step.action is not None and step.action.target is not None:
            yield step.action.target
        for lines in (step.marks, step.hides, step.shows, step.keeps):
            yield from (each.target for each in lines)


def _langs(files: Iterable[LangFile]) -> list[str]:
    return [each.lang for each in files]
