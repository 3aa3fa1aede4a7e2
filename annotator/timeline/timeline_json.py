"""The table of a timeline's steps for ``pack.json``."""

from __future__ import annotations

from typing import Any

from annotator.model import Timeline


def steps_table(timeline: Timeline) -> list[dict[str, Any]]:
    """The steps for ``pack.json``: number, start and length in seconds, and the words spoken."""
    return [
        {
            **section.step.row("number"),
            "start": round(section.start, 3),
            "seconds": round(section.seconds, 3),
            "caption": section.text,
        }
        for section in timeline.sections
        if section.step is not None
    ]
