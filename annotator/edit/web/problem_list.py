"""What is missing in a tutorial, in the page's words, and what was found besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.edit.web.panel import PageText

Row = Mapping[str, Any]


def list_problems(state: Row, found: Sequence[Row], text: PageText) -> list[dict[str, Any]]:
    """Rows with the ``step`` (None: the tutorial), the ``level``, ``message`` and ``remedy``, and perhaps ``offers``.

    Args:
        state: as `annotator.edit.state_json.describe` has it.
        found: what the script's reader found, or a check. What says no more than that something is missing is left out.
        text: the page's texts.
    """
    languages, titles = state["languages"], state["titles"]
    untitled = (lang for lang in languages if not titles.get(lang))
    gaps = [
        *(_gap(None, text("missing.title", language=text.language(lang))) for lang in untitled),
        *(_gap(step["index"], text(f"missing.{what}")) for step in state["steps"] for what in step["missing"]),
    ]
    known = {gap["step"] for gap in gaps}

    def is_said(row: Row) -> bool:
        """Whether a problem is one of the gaps. Above the steps only the lines of titles can be."""
        in_titles = row["step"] is not None or 0 < (row.get("line") or 0) <= len(languages)
        return row["level"] != "warning" and row["step"] in known and in_titles

    return [*gaps, *(_in_words(row, text) for row in found if not is_said(row))]


def _gap(step: int | None, message: str) -> dict[str, Any]:
    return {"step": step, "level": "problem", "message": message, "remedy": "", "offers": []}


def _in_words(row: Row, text: PageText) -> dict[str, Any]:
    message, remedy = text.message(row["message"], row["remedy"])
    return {**row, "message": message, "remedy": remedy, "offers": row.get("offers") or []}
