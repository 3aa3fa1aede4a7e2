"""Describe an open tutorial as JSON: the document, which the page may change, apart from values derived from it.

``tutorial`` is the document; ``steps`` has a row for each of its steps, ``pictures`` one for each picture by its short id, and
``tray`` the pictures that no step shows yet::

    {"revision": 7, "tutorial": {…}, "steps": [{"number": "1", "picture": "3f9a…", "missing": ["target"], …}],
     "pictures": {"3f9a…": {"name": "01.png", "state": "ready", "width": 1080, …}}, "tray": ["77de…"], …}
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from annotator.edit.errors import problem_row
from annotator.edit.json_codec import to_json
from annotator.edit.pointing.picture_results import PictureState
from annotator.edit.tutorial.new_folder import DEVICES
from annotator.edit.tutorial.picture_changes import is_waiting
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import short_id, tutorial_id
from annotator.edition import drafting
from annotator.model import ACTIONS, IconTarget, LangFile, Step, Target, TextTarget, Tutorial
from annotator.phrases import has_phrasebook
from annotator.script import RECORDINGS, find_screenshots, suffix
from annotator.script.checks.staleness import Staleness
from annotator.script.line_values import GAP

_POINTED = frozenset(kind for kind, traits in ACTIONS.items() if traits.takes == "target")
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
        used = _list_used(tutorial)
        mistakes = [problem_row(tutorial, mistake.problem) | {"meant": mistake.text} for mistake in session.mistakes]
        rows = [_step_row(tutorial, index, files, spoken) for index in range(len(tutorial.steps))]
        states = [pictures.get(step.picture) or PictureState("waiting") for step in tutorial.steps]
        keys = [(step.picture, state.digest, state.clock) for step, state in zip(tutorial.steps, states, strict=True)]
        for row, state in zip(rows, states, strict=True):
            row["odd"] = [{"kind": "framed", "number": row["number"]}] if state.framed else []
        for index, kind, other in drafting.find_misplaced(keys):
            rows[index]["odd"].insert(0, {"kind": kind, "number": rows[other]["number"]})
        for step in {row["step"] for row in mistakes} - {None}:
            rows[step]["missing"] = ["line"]  # what seems to be missing may be in it
        return {
            "id": tutorial_id(session.folder),
            "name": session.folder.resolve().name,
            "revision": session.revision,
            "saved": session.unsaved is None,
            "saved_problem": session.unsaved,
            "undo": session.undo_name,
            "redo": session.redo_name,
            "tutorial": to_json(tutorial, Tutorial),
            "steps": [{**row, "stale_voices": dict(stale.get(str(index), {}))} for index, row in enumerate(rows)],
            "pictures": {
                short_id(name): _picture_row(name, pictures.get(name), used=name in used and name in files)
                for name in {*used, *tray}
            },
            "tray": [short_id(name) for name in tray],
            "problems": [problem_row(tutorial, problem) for problem in session.problems],
            "mistakes": mistakes,
            "devices": list(DEVICES),
            **{name: _langs(getattr(tutorial, name)) for name in ("greetings", "title_memos", "end_memos")},
        }


def list_unused(tutorial: Tutorial, files: Iterable[str]) -> tuple[str, ...]:
    """The pictures in the tray: screenshots that no step shows or names as an icon, without variants for one language."""
    icons = {target.file for target in _list_targets(tutorial) if isinstance(target, IconTarget)}
    used = _list_used(tutorial) | icons
    return tuple(name for name in find_screenshots(tuple(files)) if name not in used)


def _list_used(tutorial: Tutorial) -> set[str]:
    """The pictures of all steps, with those for one language or another phone."""
    return {name for step in tutorial.steps for name in step.all_pictures}


def _step_row(
    tutorial: Tutorial, index: int, files: frozenset[str], spoken: Callable[[int, str], str]
) -> dict[str, Any]:
    """The values derived from a step that the page shows besides the document."""
    step = tutorial.steps[index]
    said = {lang: spoken(index, lang) for lang in tutorial.languages if not step.said(lang)}
    waiting = is_waiting(step.picture, files)
    return {
        "number": str(tutorial.numbers[index]),
        "picture": short_id(step.picture),
        "waiting": waiting,
        "recording": suffix(step.picture) in RECORDINGS,
        "language_pictures": {variant.lang: short_id(variant.file) for variant in step.pictures},
        "phone_pictures": {files.phone: short_id(files.picture) for files in step.phone_files},
        "memos": {memo.lang: memo.file for memo in step.memos},
        "spoken": said,
        "missing": _list_missing(step, said, waiting=waiting),
    }


def _list_missing(step: Step, spoken: Mapping[str, str], *, waiting: bool) -> list[str]:
    """The gaps of a step, the first to fill first (``["target", "sentence"]``): the page names them in its own words."""
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
    """A picture as the page shows it; one that isn't ``known`` was not requested yet."""
    state = known or PictureState("waiting")
    width, height = state.size or (None, None)
    row = {shown: getattr(state, shown) for shown in ("state", "problem", "turn", "unsure", "device")}
    return row | {"name": name, "width": width, "height": height, "used": used, "recording": suffix(name) in RECORDINGS}


def _list_targets(tutorial: Tutorial) -> Iterable[Target | None]:
    """The targets of all lines, with those about other phones; None for those without one."""
    for above in (tutorial.hides, tutorial.shows):
        yield from (line.target for line in above)
    for part in (part for step in tutorial.steps for part in step.parts):
        yield part.action.target if part.action else None
        for lines in (part.marks, part.hides, part.shows, part.keeps):
            yield from (line.target for line in lines)


def _langs(files: Iterable[LangFile]) -> list[str]:
    """The languages of files."""
    return [file.lang for file in files]
