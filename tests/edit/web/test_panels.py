"""The state of a tutorial in the words of the page."""

from __future__ import annotations

from typing import Any

from annotator.edit.web.panel import PageText
from annotator.edit.web.problem_list import list_problems
from annotator.edit.web.worded_state import put_state

ENGLISH = PageText("en")


def step(index: int, *missing: str) -> dict[str, Any]:
    return {"index": index, "number": str(index + 1), "aside": False, "missing": list(missing)}


def state(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "t1", "revision": 1, "languages": ["es", "en"], "titles": {"es": "Entrar", "en": "Join"},
        "steps": list(steps), "problems": [], "name": "zoom", "device": None, "lost_lines": [], "pictures": {},
    } | more  # fmt: skip


def problem(step: int | None, level: str = "problem", line: int = 20, **more: Any) -> dict[str, Any]:
    return {"step": step, "level": level, "line": line, "message": "Odd.", "remedy": "Change it."} | more


def test_what_is_missing_is_said_once() -> None:
    found = [problem(0), problem(1), problem(0, "warning"), problem(None, line=2), problem(None, line=9)]
    rows = list_problems(state(step(0, "target"), step(1), titles={"es": "Entrar"}), found, ENGLISH)
    assert [(row["step"], row["message"]) for row in rows] == [
        (None, "The title in English is missing."),
        (0, ENGLISH("missing.target")),
        (1, "Odd."),
        (0, "Odd."),
        (None, "Odd."),
    ]


def test_lines_that_would_vanish_and_pictures_that_are_read_are_told() -> None:
    pictures = {name: {"state": name, "used": True} for name in ("ready", "failed", "reading")}
    found = [problem(None, line=12), problem(None, line=13)]
    unused = {"tray": {"state": "ready", "used": False}}
    shown = put_state(
        state(step(0), lost_lines=[12], problems=found, pictures=pictures | unused, device="Tablet X"), ENGLISH
    )
    assert len(shown["lost"]) == 2 and "12" in shown["lost"][0] and shown["lost"][1].endswith("Odd. Change it.")
    assert shown["reading"] == {"done": 2, "total": 3}
    assert shown["devices"][-1] == ("Tablet X", "Tablet X") and ("laptop", "laptop") in shown["devices"]
    assert put_state(state(step(0)), ENGLISH)["lost"] == []
