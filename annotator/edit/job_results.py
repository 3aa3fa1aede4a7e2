"""Turn a command's output into a job's result for the page: problems with their steps and offers, undecided names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from annotator import script
from annotator.edit.errors import problem_row
from annotator.edit.json_codec import to_json
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.words import differences, field_findings
from annotator.messages import Message, fill, join, key_and_parts, kind_of
from annotator.model import Decision, Source, Tutorial
from annotator.script.plain.like_controls import NAMES_NO_PLACE
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE
from annotator.voice import choose

DIED: Final = {
    "code": "internal",
    "message": "The work ended without a word; perhaps the computer has too little memory.",
    "remedy": "Close other programs and start it again.",
}


def refuse(undecided: Sequence[Mapping[str, Any]], folders: Sequence[Path]) -> dict[str, Any]:
    """The error about undecided names, as `check` printed them, with the ids of the ``tutorials`` that they are in."""
    # Of several tutorials `check` writes the folder before the file.
    places = tuple(Path(folders[0], row["file"]) if len(folders) == 1 else Path(row["file"]) for row in undecided)
    names = dict.fromkeys(row["message"] for row in undecided)
    return {
        "code": "undecided",
        "message": join("Nothing was made: somebody has to decide on each possible name first.", *names),
        "remedy": "Cover it, or say that it may be seen.",
        "tutorials": [tutorial_id(folder) for folder in folders if any(folder in place.parents for place in places)],
    }


def as_messages(notes: Sequence[str]) -> list[Message]:
    """Notes as messages; the command line prints those without parts as texts."""
    return [fill(note, {}) for note in notes]


def describe_problems(rows: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Problems as the command line printed them, for the page: with the index of their ``step``, and their ``offers``.

    A step that doesn't show what to type has the ``sources`` to choose from. A finding about a text has the text's place
    (``at``), a better wording or None, and for advice the key to put it away. A difference between languages has the key to
    accept it. What somebody put away or accepted is left out.
    """
    tutorial = script.read_folder(folder).readable or Tutorial((), ())
    school, texts = script.find_school(folder, choose.CHOICES)[0], field_findings.list_texts(tutorial)
    differing = {row["message"]: row["key"] for row in differences.describe_differences(tutorial)}
    described = []
    for each in map(script.read_problem_row, rows):
        place = texts.get(each.line) if each.file == script.SCRIPT else None
        if differences.is_accepted(each.message) or (place and differences.is_accepted(each.message, place["text"])):
            continue
        row = {
            **problem_row(tutorial, each),
            "key": differing.get(each.message),
            "offers": to_json(each.decisions, tuple[Decision, ...]),
        }
        if kind_of(each.message) == SHOWS_NOTHING_TO_TYPE:
            row["sources"] = list(get_args(Source))
        found = field_findings.find(tutorial, school=school, **place) if place else ()
        says = key_and_parts(each.message)
        if place and kind_of(each.message) == NAMES_NO_PLACE:  # only the picture tells
            row |= {"at": place, "better": None, "key": differences.digest_message(each.message, place["text"])}
        elif own := next((one for one in found if key_and_parts(one.message) == says), None):
            row |= {"at": place, "better": own.better, "key": own.key}
        described.append(row)
    return described
