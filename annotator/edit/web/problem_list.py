"""What is missing in a tutorial, in the page's words, and what was found besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.edit.web.panel import PageText

Row = Mapping[str, Any]


def list_problems(state: Row, found: Sequence[Row], text: PageText) -> list[dict[str, Any]]:
    """Rows as they were found. Those of what is missing come first, and have a ``gap``: the same in a few words.

    Args:
        state: as `annotator.edit.state_json.describe` has it.
        found: what the script's reader found, or a check. What says no more than that something is missing is left out.
        text: the page's texts.
    """
    titles = state["tutorial"]["titles"]
    untitled = (lang for lang, title in titles.items() if not title)
    gaps = [
        *(
            _gap(None, said, said)
            for said in (text("missing.title", language=text.language(lang)) for lang in untitled)
        ),
        *(
            _gap(index, text(f"missing.{what}"), text(f"todo.{what}"))
            for index, step in enumerate(state["steps"])
            for what in step["missing"]
        ),
    ]
    known = {gap["step"] for gap in gaps}

    def is_said(row: Row) -> bool:
        """Whether a problem is one of the gaps. Above the steps only the lines of titles can be."""
        in_titles = row["step"] is not None or 0 < (row.get("line") or 0) <= len(titles)
        return row["level"] != "warning" and row["step"] in known and in_titles

    return [*gaps, *(dict(row) for row in found if not is_said(row))]


def _gap(step: int | None, message: str, gap: str) -> dict[str, Any]:
    return {"step": step, "level": "problem", "message": message, "remedy": "", "gap": gap}
