"""Turn what a job's command printed into the job's result for the page, or into the error that ended it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from annotator import script
from annotator.edit.errors import problem_row
from annotator.edit.job_requests import JobRequest
from annotator.edit.json_codec import to_json
from annotator.edit.tutorial_list import WEBSITE, tutorial_id
from annotator.edit.words import differences, field_findings
from annotator.messages import Message, fill, join, key_and_parts, kind_of
from annotator.model import Decision, Problem, School, Source, Tutorial
from annotator.script.plain.like_controls import NAMES_NO_PLACE
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE
from annotator.voice import choose

CRASHED: Final = {
    "code": "internal",
    "message": "The work ended without a word; perhaps the computer has too little memory.",
    "remedy": "Close other programs and start it again.",
}


def read_result(request: JobRequest, printed: Any) -> dict[str, Any]:
    """The result of a job, from the JSON that its command printed."""
    base = f"/api/tutorials/{request.tutorial}"
    if request.kind == "check":
        return {"problems": describe_problems(printed, request.folders[0])}
    if request.kind == "website":
        failed = [{**row, "name": Path(row["folder"]).name} for row in printed["failed"]]
        website = request.folders[0].parent / WEBSITE
        return {"folder": str(website), "notes": _as_messages(printed["notes"]), "failed": failed}
    if request.kind == "review":
        return {"picture": f"{base}/review"}
    if request.kind == "kit":
        return {"folder": printed}
    (built,) = printed
    manifest = built["pack"]
    if request.kind == "build":
        notes = _as_messages([*manifest["warnings"], *built["notes"]])
        return {"folder": built["path"], "notes": notes, "unchanged": built["unchanged"]}
    videos = [file for file in manifest["files"] if file["kind"] == "video"]
    return {"videos": {file["lang"]: f"{base}/draft/{file['lang']}" for file in videos}}


def refuse_undecided(problems: Sequence[Mapping[str, Any]], folders: Sequence[Path]) -> dict[str, Any] | None:
    """The error about the undecided names among the problems that `check` printed, by the ``tutorials`` with them; or None."""
    undecided = [row for row in problems if row["offers"]]
    if not undecided:
        return None
    # Of several tutorials `check` writes the folder before the file.
    base = folders[0] if len(folders) == 1 else Path()
    files = [base / row["file"] for row in undecided]
    names = dict.fromkeys(row["message"] for row in undecided)
    return {
        "code": "undecided",
        "message": join("Nothing was made: somebody has to decide on each possible name first.", *names),
        "remedy": "Cover it, or say that it may be seen.",
        "tutorials": [tutorial_id(folder) for folder in folders if any(folder in file.parents for file in files)],
    }


def describe_problems(rows: Sequence[Mapping[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Problems as the command line printed them, for the page: with the index of their ``step``, and their ``offers``.

    A step that doesn't show what to type has the ``sources`` to choose from, and the key to accept it. A finding about a text has
    the text's place (``at``), a better wording or None, and for advice the key to put it away. A difference between languages has
    the key to accept it. What somebody put away or accepted is left out.
    """
    tutorial = script.read_folder(folder).readable or Tutorial((), ())
    school, _, _ = script.find_school(folder, choose.CHOICES)
    fields_by_line = field_findings.list_texts(tutorial)
    difference_keys = {row["message"]: row["key"] for row in differences.describe_differences(tutorial)}
    described = []
    for problem in map(script.read_problem_row, rows):
        field = fields_by_line.get(problem.line) if problem.file == script.SCRIPT else None
        is_accepted = differences.is_accepted(problem.message)
        if is_accepted or (field and differences.is_accepted(problem.message, field.text)):
            continue
        row = {
            **problem_row(tutorial, problem),
            "key": difference_keys.get(problem.message),
            "offers": to_json(problem.decisions, tuple[Decision, ...]),
        }
        if kind_of(problem.message) == SHOWS_NOTHING_TO_TYPE:
            row |= _find_typing(tutorial, row["step"])
            if differences.is_remembered(row["key"]):
                continue
        if field:
            row |= _find_field(problem, field, tutorial, school)
        described.append(row)
    return described


def _find_field(
    problem: Problem, field: field_findings.FieldText, tutorial: Tutorial, school: School
) -> dict[str, Any]:
    """The field (``at``), better wording and key of a finding about a text, as while it is typed; empty for other problems."""
    if kind_of(problem.message) == NAMES_NO_PLACE:  # only the picture tells
        return {"at": field._asdict(), "better": None, "key": differences.digest_message(problem.message, field.text)}
    for finding in field_findings.find(tutorial, field, school):
        if key_and_parts(finding.message) == key_and_parts(problem.message):
            return {"at": field._asdict(), "better": finding.better, "key": finding.key}
    return {}


def _find_typing(tutorial: Tutorial, index: int) -> dict[str, Any]:
    """The ``sources`` to choose from in a step that doesn't show what to type, its sentence (``at``) and the key to accept it."""
    step, lang = tutorial.steps[index], tutorial.languages[0]
    at = field_findings.FieldText(index, "sentence", lang, step.said(lang) or "")
    key = differences.digest_typing(step)
    return {"sources": list(get_args(Source)), "at": at._asdict(), "better": None, "key": key}


def _as_messages(notes: Sequence[str]) -> list[Message]:
    """Notes as messages; the command line prints those without parts as texts."""
    return [fill(note, {}) for note in notes]
