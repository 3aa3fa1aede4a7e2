"""Record the results of a district for programs: ``district.json``."""

import json
from pathlib import Path
from typing import Any

import annotator
from annotator import outputs
from annotator.district.summary import Outcome
from annotator.errors import writing
from annotator.media.files import replacing
from annotator.outputs import claims

DISTRICT_JSON = "district.json"


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The content of ``district.json``. It holds no message, since that may quote a person's name."""
    tasks: dict[str, list[dict[str, Any]]] = {}
    for task in outcome.tasks:
        report = outcome.report(task)
        row: dict[str, Any] = {
            "tutorial": task.tutorial.resolve().name,
            "pack": f"{task.school.slug}/{outcome.settings.pack_folder(task).name}",
            "status": report.status,
        }
        if report.status != "waiting":
            row |= {"bytes": report.bytes, "code": report.code}
        tasks.setdefault(task.school.slug, []).append(row)
    return {
        "made_with": f"annotator {annotator.__version__}",
        "table": outcome.table,
        "schools": [
            {"name": school.name, "slug": school.slug, "line": school.line, "packs": tasks.get(school.slug, [])}
            for school in outcome.schools
        ],
        "problems": [f"{problem.file}:{problem.line}" for problem in outcome.problems],
    }


def claim(output: Path, cache_root: Path) -> None:
    """Raise OutputError if ``output`` has a ``district.json`` of somebody else's, or has none and isn't a folder for one."""
    if not claims.read_sealed(output / DISTRICT_JSON):
        outputs.claim(output / DISTRICT_JSON, "district", cache_root)


def write(outcome: Outcome) -> Path:
    """Write ``district.json`` into the folder of the packs, and return its path. Raises OutputError."""
    path = outcome.settings.output / DISTRICT_JSON
    text = json.dumps(claims.seal(to_json(outcome)), ensure_ascii=False, indent=2) + "\n"
    with writing(path, "Choose another folder with -o."):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return path
