"""The state of a tutorial with the words that the page shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from annotator.edit.new_folder import DEVICES
from annotator.edit.web.panel import PageText
from annotator.edit.web.problem_list import list_problems

_KEPT: Final = (
    "greetings",
    "title_memos",
    "end_memos",
    "continues",
    "sign",
    "source",
    "also",
    "oks",
)
"""What the editor can't change, and leaves alone."""
Row = Mapping[str, Any]


def put_state(state: Row, text: PageText) -> dict[str, Any]:
    """A state (`annotator.edit.state_json`) in the page's words.

    Its ``problems`` say what is missing, too. It gets the ``title`` with its language, the ``devices``, how many pictures of
    steps are read (``reading``), and which lines would vanish (``lost``). What is ``shown`` of it and of each step: ``todo``,
    what is missing in a few words, and ``kept``, what can't be changed here; of steps also their ``name``, the ``task``,
    what is ``next``, and that the picture to point at is not ``covered``.
    """
    problems = list_problems(state, state["problems"], text)
    names = [_name_step(step, text) for step in state["steps"]]

    def show(row: Row, step: int | None) -> dict[str, Any]:
        own = [each for each in problems if each["step"] == step]
        return {"todo": _list_todo(own, text), "kept": _say_kept(row, text)}

    def show_step(index: int, step: Row) -> dict[str, Any]:
        then = _find_next(state, problems, names, index, text)
        shown = show(step, index)
        if step.get("stale_voices"):
            shown["todo"] = [*shown["todo"], text("arrange.stale")]
        covered = text("hide.uncovered-here") if state.get("hides") or step.get("covers") else ""
        return {**shown, "name": names[index], "task": _say_task(step, text), "next": then, "covered": covered}

    device = [state["device"]] if state["device"] else []
    return {
        **state,
        "shown": show(state, None),
        "problems": problems,
        "steps": [{**step, "shown": show_step(index, step)} for index, step in enumerate(state["steps"])],
        "lost": [_say_lost(state["lost_lines"], text), *_list_lost(state, text)] if state["lost_lines"] else [],
        "reading": _count_read(state["pictures"].values()),
        "title": text.title(state["titles"], state["name"]),
        "devices": [(name, text.find(f"device.{name}") or name) for name in dict.fromkeys((*DEVICES, *device))],
    }


def _say_lost(lines: Sequence[int], text: PageText) -> str:
    return text("lost.about", n=len(lines), lines=", ".join(map(str, lines)))


def _list_lost(state: Row, text: PageText) -> Iterator[str]:
    for row in state["problems"]:
        if row["line"] in state["lost_lines"]:
            message, remedy = text.message(row["message"], row["remedy"])
            yield f"{text('lost.line', line=row['line'])}: {message} {remedy}"


def _count_read(pictures: Iterable[Row]) -> dict[str, int]:
    used = [picture["state"] for picture in pictures if picture["used"]]
    return {"done": sum(state in ("ready", "failed") for state in used), "total": len(used)}


def _name_step(step: Row, text: PageText) -> str:
    key = "arrange.aside_name" if step["aside"] else "arrange.step_name"
    return text(key, number=str(step["number"]).rstrip("?"))


def _say_task(step: Row, text: PageText) -> str | None:
    """What is to be done first in a step."""
    return text(f"missing.{step['missing'][0]}") if step["missing"] else None


def _list_todo(rows: Sequence[Row], text: PageText) -> list[str]:
    """What is missing; else how many problems there are."""
    found = [row for row in rows if row["level"] == "problem"]
    gaps = [row["gap"] for row in found if row.get("gap")]
    return gaps or ([text("arrange.problems", n=len(found))] if found else [])


def _say_kept(row: Row, text: PageText) -> str | None:
    said = " · ".join(_list_kept(row, text))
    return " ".join((text("edit.kept"), said)) if said else None


def _list_kept(row: Row, text: PageText) -> Iterator[str]:
    for key in _KEPT:
        if kept := row.get(key):
            named = text.find(f"{key}.{kept}") if key in ("sign", "source") else None
            yield text(f"kept.{key}", n=named or (", ".join(kept) if isinstance(kept, list) else kept))


def _find_next(
    state: Row, problems: Sequence[Row], names: Sequence[str], index: int, text: PageText
) -> tuple[str, str]:
    """The part of the address, and the name, of what is to be done after a step: another step, the tutorial, or its check."""
    steps = state["steps"]
    for step in chain(steps[index:], steps):
        if step["missing"]:
            return f"step/{step['index'] + 1}", names[step["index"]]
    if any(row["level"] == "problem" for row in problems):
        return "step/about", text("edit.about")
    return "check", text("tabs.check")
