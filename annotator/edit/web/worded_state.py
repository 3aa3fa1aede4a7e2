"""How long a job takes still, in the words of the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from annotator.edit.web.panel import PageText

Row = Mapping[str, Any]


def put_job(row: Row, text: PageText) -> dict[str, Any]:
    """A job (`annotator.edit.jobs`) with a ``label``, and how long it takes still (``left``)."""
    seconds = row["seconds_left"]
    left = None
    if seconds is not None:
        unit, n = ("seconds", math.ceil(seconds / 5) * 5) if seconds < 60 else ("minutes", math.ceil(seconds / 60))
        left = text(f"job.{unit}", n=n)
    return {**row, "label": text.find(f"job.{row['what']}") or text("job.running"), "left": left}
