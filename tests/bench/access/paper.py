"""Check the hand-outs of packs as far as programs can: pdfua's rules, and what is read aloud in which order.

::

    uv run --with pdfua python -m tests.bench.access.paper PACK...

``PACK`` has hand-outs, and something spoken: its pack.json then has the steps. A row says the size, the errors and warnings of
pdfua, and what is wrong: a step that isn't read in the order of the script, or a picture without its alternative. The one
warning is that the file doesn't claim PDF/UA, on purpose. Of all shipped tutorials in both languages nothing else was found.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pypdf

from tests.helpers.papers import list_tags


def find_faults(path: Path, steps: list[dict[str, str]]) -> list[str]:
    """What a screen reader would miss or read in another order than that of the script."""
    shown = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True, encoding="utf-8").stdout
    if "H1 (block)" not in shown:
        return ["no H1"]
    read = " ".join(line.strip()[1:-1] for line in shown.splitlines() if line.strip().startswith('"'))
    wrong, at = [], 0
    for step in steps:
        for sentence in step["caption"].replace("?", "?|").replace(".", ".|").split("|"):
            found = read.find(sentence.strip(), at)
            if found < 0:
                wrong.append(f"not read in order: {step['number']} {sentence.strip()}")
            else:
                at = found
    root: pypdf.generic.DictionaryObject = pypdf.PdfReader(path).trailer["/Root"]  # type: ignore[assignment]
    tags = list_tags(root["/StructTreeRoot"]["/K"][0].get_object())
    return wrong + [
        "a figure without an alternative" for role, _, alternative in tags if role == "Figure" and not alternative
    ]


def main(packs: list[Path]) -> None:
    """Write a row for each hand-out."""
    for pack in packs:
        manifest = json.loads((pack / "pack.json").read_text(encoding="utf-8"))
        for file in (file for file in manifest["files"] if file["kind"] == "paper"):
            path = pack / file["path"]
            command = ["pdfua", "check", "--format", "json", str(path)]
            told = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["summary"]
            wrong = find_faults(path, manifest["steps"][file["lang"]])
            judged = f"{told['errors']} errors, {told['warnings']} warnings of pdfua"
            print("\n    ".join([f"{path}: {file['bytes']} bytes, {judged}, {len(wrong)} wrong", *wrong]), flush=True)


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
