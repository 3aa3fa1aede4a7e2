"""A timeline as JSON: whole, and as the table of steps for ``pack.json``."""

from __future__ import annotations

import json
from typing import Any

from annotator.cache.plain_data import plain
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


def to_json(timeline: Timeline) -> str:
    """A timeline as JSON, identical for equal timelines; each object has its type's name under ``""``."""
    # Times are whole frames, so a few digits suffice, and hide the last bits, which differ between machines.
    return json.dumps(plain(timeline, compared=True, digits=6), ensure_ascii=False, indent=1) + "\n"
