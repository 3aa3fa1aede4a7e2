"""Describe the state of a session as the JSON that the page shows."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from annotator.edit.arrangement import is_waiting
from annotator.edit.not_listed import tutorial_id
from annotator.edit.picture_answers import PictureState
from annotator.edit.session import Session
from annotator.edit.target_json import parse_target_row, target_row
from annotator.model import Action, IconTarget, LangFile, Said, Step, Target, TextTarget, Tutorial
from annotator.script import RECORDINGS, find_screenshots, suffix
from annotator.script.consent import Staleness
from annotator.script.file_names import END, TITLE
from annotator.script.values import GAP

__all__ = ["describe", "list_unused", "parse_target_row", "picture_id", "target_row"]

_POINTED = frozenset({"tap", "hold", "type", "look"})
"""Actions that make no sense without a target."""


def picture_id(name: str) -> str:
    """The opaque name of a file for the page: the same for the same name."""
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:12]


def describe(
    session: Session,
    pictures: Mapping[str, PictureState],
    spoken: Callable[[int, str], str],
    stale: Mapping[str, Mapping[str, Staleness]] = MappingProxyType({}),
) -> dict[str, Any]:
    """The whole state.

    Args:
        session: the tutorial.
        pictures: what is known of pictures, by file name; one that isn't there has not been looked at.
        spoken: what is said in a step (index, language) where its sentence is empty.
        stale: the recordings that don't fit any more, by step, ``title`` or ``end``, and language.
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
            "languages": list(tutorial.languages),
            "titles": _texts(tutorial.titles),
            "whys": _texts(tutorial.whys),
            "device": tutorial.device,
            "platform": tutorial.platform,
            "checked": tutorial.checked.isoformat() if tutorial.checked else None,
            "hides": len(tutorial.hides) + sum(len(step.hides) for step in tutorial.steps),
            "lost_lines": list(session.lost_lines),
            "steps": [
                {**_step_row(tutorial, index, files, spoken), "stale_voices": dict(stale.get(str(index), {}))}
                for index in range(len(tutorial.steps))
            ],
            "pictures": {
                picture_id(name): _picture_row(name, pictures.get(name), used=name in used and name in files)
                for name in {*used, *tray}
            },
            "tray": [picture_id(name) for name in tray],
            "problems": _problem_rows(session),
            "greetings": _langs(tutorial.greetings),
            "title_memos": _langs(tutorial.title_memos),
            "end_memos": _langs(tutorial.end_memos),
            "stale_title": dict(stale.get(TITLE, {})),
            "stale_end": dict(stale.get(END, {})),
        }


def list_unused(tutorial: Tutorial, files: Iterable[str]) -> tuple[str, ...]:
    """The pictures that wait in the tray: those of no step, but for variants for one language, icons, logos and ``order.jpg``."""
    used = {step.picture for step in tutorial.steps} | {file.file for step in tutorial.steps for file in step.pictures}
    icons = {target.file for target in _targets(tutorial) if isinstance(target, IconTarget)}
    return tuple(name for name in find_screenshots(tuple(files)) if name not in used | icons)


def _step_row(
    tutorial: Tutorial, index: int, files: frozenset[str], spoken: Callable[[int, str], str]
) -> dict[str, Any]:
    step, action = tutorial.steps[index], tutorial.steps[index].action
    said = {lang: spoken(index, lang) for lang in tutorial.languages}
    return {
        "index": index,
        "number": str(tutorial.numbers[index]),
        "aside": step.is_aside,
        "picture": picture_id(step.picture),
        "waiting": is_waiting(step.picture, files),
        "recording": suffix(step.picture) in RECORDINGS,
        "language_pictures": {each.lang: picture_id(each.file) for each in step.pictures},
        "memos": {memo.lang: memo.file for memo in step.memos},
        "action": None if action is None else _action_row(action),
        "marks": [target_row(mark.target) for mark in step.marks],
        "narration": _texts(step.narration),
        "questions": _texts(step.questions),
        "spoken": said,
        "continues": step.continues,
        "sign": step.sign,
        "source": step.source,
        "also": list(step.also),
        "covers": len(step.hides),
        "oks": list(step.oks),
        "missing": _list_missing(tutorial, step, said, waiting=is_waiting(step.picture, files)),
    }


def _list_missing(tutorial: Tutorial, step: Step, spoken: Mapping[str, str], *, waiting: bool) -> list[str]:
    """What a step still needs, first things first: the page names these gaps in its own words."""
    if waiting:
        return ["picture"]
    if step.action is None:
        return ["action"]
    row = _action_row(step.action)
    silent = {*tutorial.languages} - {lang for lang, text in spoken.items() if text}
    gaps = {
        "target": row["kind"] in _POINTED and row["target"] is None,
        "words": row["kind"] == "say" and not row["words"],
        "sentence": bool(silent - {*_texts(step.narration), *_langs(step.memos)}),
    }
    return [name for name, missing in gaps.items() if missing]


def _action_row(action: Action) -> dict[str, Any]:
    """An action; a gap in a draft counts as no target, and no words."""
    target = None if action.target == TextTarget((GAP,)) else action.target
    return {
        "kind": action.kind,
        "direction": action.direction,
        "words": None if action.words == GAP else action.words,
        "target": None if target is None else target_row(target),
    }


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
        "used": used,
        "recording": suffix(name) in RECORDINGS,
    }


def _problem_rows(session: Session) -> list[dict[str, Any]]:
    first_lines = [step.line for step in session.tutorial.steps]
    return [
        {
            "line": problem.line,
            "level": problem.level,
            "message": problem.message,
            "remedy": problem.remedy,
            # 0 above the first step: None
            "step": bisect_right(first_lines, problem.line) - 1
            if first_lines and problem.line >= first_lines[0]
            else None,
        }
        for problem in session.problems
    ]


def _targets(tutorial: Tutorial) -> Iterable[Target]:
    """Every target of the steps."""
    for step in tutorial.steps:
        if step.action is not None and step.action.target is not None:
            yield step.action.target
        for lines in (step.marks, step.hides, step.shows, step.keeps):
            yield from (each.target for each in lines)


def _texts(texts: Iterable[Said]) -> dict[str, str]:
    return {said.lang: said.text for said in texts}


def _langs(files: Iterable[LangFile]) -> list[str]:
    return [each.lang for each in files]
