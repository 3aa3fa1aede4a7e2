"""What a build tells at its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.pack import report

MANIFEST: dict[str, Any] = {
    "files": [
        {"path": "es/entrar.mp4", "kind": "video", "lang": "es", "bytes": 1_500_000, "seconds": 65.5},
        {"path": "es/message.txt", "kind": "message", "lang": "es", "bytes": 300},
        {"path": "web/es/index.html", "kind": "page", "lang": "es", "bytes": 40_000},
        {"path": "web/style.css", "kind": "page", "lang": None, "bytes": 10_000},
        {"path": "present/index.html", "kind": "present", "lang": None, "bytes": 40_000},
        {"path": "present/es/title.m4a", "kind": "present", "lang": "es", "bytes": 1_200_000, "seconds": 9.0},
    ],
    "voices": {"es": {"engine": "pico", "voice": "es-ES", "version": "1", "memos": 2}},
    "hidden": [
        {"step": 2, "lang": "es", "kind": "email"},
        {"step": 1, "lang": "es", "kind": "name"},
        {"step": 1, "lang": "en", "kind": "name"},
        {"step": 1, "aside": True, "lang": "es", "kind": "name"},
    ],
    "warnings": ["tutorial.md:1: warning: something"],
}


def test_a_report_names_each_file_its_cost_who_spoke_and_what_is_covered() -> None:
    assert list(report.format_lines(Path("packs/entrar"), MANIFEST, ("a note",), unchanged=False)) == [
        "packs/entrar:",
        "  es/entrar.mp4     1.50 MB   65.5 s",
        "  es/message.txt    0.00 MB",
        "  web               0.05 MB  for the website: 2 files",
        "  present           1.24 MB  for a session with families: 2 files",
        "  Watching the video (es) uses 1.5 MB: 0.15% of a 1 GB data plan.",
        "  Voice (es): 2 memos and pico (es-ES).",
        "  Covered in step 1 (es, en): name.",
        "  Covered in step 1? (es): name.",
        "  Covered in step 2 (es): email.",
        "  tutorial.md:1: warning: something",
        "  a note",
    ]


def test_a_folder_with_one_file() -> None:
    page = {"path": "call/es/index.html", "kind": "call", "lang": "es", "bytes": 10_000}
    lines = list(report.format_lines(Path("p"), {**MANIFEST, "files": [page]}, (), unchanged=False))
    assert lines[1] == "  call    0.01 MB  for a call system: 1 file"


def test_the_last_line_says_what_to_open() -> None:
    index = {"path": "index.html", "kind": "index", "lang": None, "bytes": 10}
    for unchanged in (False, True):
        lines = list(report.format_lines(Path("packs/entrar"), {**MANIFEST, "files": [index]}, ("a note",), unchanged))
        assert lines[-1] == f"Open {Path('packs/entrar/index.html')}"


def test_a_pack_that_stayed_is_told_as_one() -> None:
    nothing = {"files": [], "voices": {}, "hidden": [], "warnings": []}
    assert list(report.format_lines(Path("p"), nothing, (), unchanged=True)) == [
        "p: nothing has changed, so it was left as it is."
    ]


def test_who_spoke() -> None:
    assert report.describe_voice({"engine": "memo", "voice": "", "version": "", "memos": 1}) == "1 memo"
    assert (
        report.describe_voice({"engine": "kokoro", "voice": "ef_dora", "version": "1", "memos": 0})
        == "kokoro (ef_dora)"
    )
