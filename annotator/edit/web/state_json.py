"""Describe an open tutorial as JSON: the document, which the page may change, apart from values derived from it.

``tutorial`` is the document; ``steps`` has a row for each of its steps, ``tray`` the pictures that no step shows yet, and
``pictures`` a row for each picture of both by its short id::

    {"revision": 7, "tutorial": {…}, "steps": [{"number": "1", "picture": "3f9a…", "missing": ["target"], …}],
     "pictures": {"3f9a…": {"name": "01.png", "state": "ready", "width": 1080, …}}, "tray": ["77de…"], …}
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from annotator.edit.errors import problem_row
from annotator.edit.json_codec import to_json
from annotator.edit.pointing.picture_state import PictureState
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

Say = Callable[[int, str], str]
"""Returns the spoken text of a step by its index and the language."""
_NEEDS_TARGET = frozenset(kind for kind, traits in ACTIONS.items() if traits.takes == "target")
"""Actions that make no sense without a target."""


def describe(
    session: Session,
    pictures: Mapping[str, PictureState],
    say: Say,
    stale: Mapping[str, Mapping[str, Staleness]] = MappingProxyType({}),
) -> dict[str, Any]:
    """The whole state; the document is its ``tutorial``.

    Args:
        session: the tutorial.
        pictures: the reading progress of each picture, by file name; one that is missing has not been looked at.
        say: returns the spoken text of a step, for one without a sentence.
        stale: the recordings that no longer fit, as `voice_places.find_stale` returns them.
    """
    with session.lock:
        tutorial, files = session.tutorial, session.files
        tray = list_unused(tutorial, files)
        used = _list_used(tutorial)
        mistakes = [problem_row(tutorial, mistake.problem) | {"meant": mistake.text} for mistake in session.mistakes]
        steps = _step_rows(tutorial, files, pictures, say)
        for index, row in enumerate(steps):
            row["stale_voices"] = dict(stale.get(str(index), {}))
        for index in {row["step"] for row in mistakes} - {None}:
            steps[index]["missing"] = ["line"]  # what seems to be missing may be in it
        return {
            "id": tutorial_id(session.folder),
            "name": session.folder.resolve().name,
            "revision": session.revision,
            "saved": session.unsaved is None,
            "saved_problem": session.unsaved,
            "undo": session.undo_name,
            "redo": session.redo_name,
            "tutorial": to_json(tutorial, Tutorial),
            "steps": steps,
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
    """The pictures and recordings in the tray: those that no step shows or names as an icon; no variants for one language."""
    icons = {target.file for target in _list_targets(tutorial) if isinstance(target, IconTarget)}
    used = _list_used(tutorial) | icons
    return tuple(name for name in find_screenshots(tuple(files)) if name not in used)


def _list_used(tutorial: Tutorial) -> set[str]:
    """The pictures of all steps, with those for one language or another phone."""
    return {name for step in tutorial.steps for name in step.all_pictures}


def _step_rows(
    tutorial: Tutorial, files: frozenset[str], pictures: Mapping[str, PictureState], say: Say
) -> list[dict[str, Any]]:
    """The rows of all steps. ``odd`` has the doubts about a step's picture: a wrong place in the order first, then a frame."""
    rows = [_step_row(tutorial, index, files, say) for index in range(len(tutorial.steps))]
    keys = []
    for step, row in zip(tutorial.steps, rows, strict=True):
        state = pictures.get(step.picture) or PictureState("waiting")
        row["odd"] = [{"kind": "framed", "number": row["number"]}] if state.framed else []
        keys.append((step.picture, state.digest, state.clock))
    for index, kind, other in drafting.find_misplaced(keys):
        rows[index]["odd"].insert(0, {"kind": kind, "number": rows[other]["number"]})
    return rows


def _step_row(tutorial: Tutorial, index: int, files: frozenset[str], say: Say) -> dict[str, Any]:
    """The values derived from a step that the page shows besides the document."""
    step = tutorial.steps[index]
    spoken_texts = {lang: say(index, lang) for lang in tutorial.languages if not step.said(lang)}
    waiting = is_waiting(step.picture, files)
    return {
        "number": str(tutorial.numbers[index]),
        "picture": short_id(step.picture),
        "waiting": waiting,
        "recording": suffix(step.picture) in RECORDINGS,
        "language_pictures": {variant.lang: short_id(variant.file) for variant in step.pictures},
        "phone_pictures": {variant.phone: short_id(variant.picture) for variant in step.phone_files},
        "memos": {memo.lang: memo.file for memo in step.memos},
        "spoken": spoken_texts,
        "missing": ["picture"] if waiting else _list_missing(step, spoken_texts),
    }


def _list_missing(step: Step, spoken: Mapping[str, str]) -> list[str]:
    """The gaps of a step with a picture, the first to fill first: ``["target", "sentence"]``."""
    if step.action is None:
        return ["action"]
    memos = _langs(step.memos)
    silent = [lang for lang, text in spoken.items() if not text and lang not in memos]
    gaps = {
        "target": step.action.kind in _NEEDS_TARGET and step.action.target in (None, TextTarget((GAP,))),
        "words": step.action.kind == "say" and step.action.words in (None, "", GAP),
        "sentence": any(map(has_phrasebook, silent)),
        "recording": not all(map(has_phrasebook, silent)),
    }
    return [name for name, missing in gaps.items() if missing]


def _picture_row(name: str, state: PictureState | None, *, used: bool) -> dict[str, Any]:
    """A picture as the page shows it; one without a state was not requested yet."""
    state = state or PictureState("waiting")
    width, height = state.size or (None, None)
    row = {field: getattr(state, field) for field in ("state", "problem", "turn", "unsure", "device")}
    return row | {"name": name, "width": width, "height": height, "used": used, "recording": suffix(name) in RECORDINGS}


def _list_targets(tutorial: Tutorial) -> Iterable[Target | None]:
    """The targets of all lines, with those about other phones; None for those without one."""
    yield from (hide.target for hide in tutorial.hides)
    yield from (show.target for show in tutorial.shows)
    for part in (part for step in tutorial.steps for part in step.parts):
        yield part.action.target if part.action else None
        for lines in (part.marks, part.hides, part.shows, part.keeps):
            yield from (line.target for line in lines)


def _langs(files: Iterable[LangFile]) -> list[str]:
    """The languages of files."""
    return [file.lang for file in files]
