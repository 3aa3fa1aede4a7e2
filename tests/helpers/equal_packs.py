"""Compare two packs that were made of the same tutorial."""

from __future__ import annotations

import json
from pathlib import Path


def compare_packs(made: Path, expected: Path) -> None:
    """Assert that two packs say the same in the same files; films are compared by their length."""
    one, other = (json.loads((pack / "pack.json").read_text(encoding="utf-8")) for pack in (made, expected))
    for part in ("tutorial", "voices", "steps", "hidden", "warnings"):
        assert one[part] == other[part], part
    facts = [
        [(row["path"], row["kind"], row["lang"], row.get("step"), row.get("seconds")) for row in pack["files"]]
        for pack in (one, other)
    ]
    assert facts[0] == facts[1]
    same = [row["path"] for row in one["files"] if row["kind"] in ("captions", "message", "card", "poster", "review")]
    assert len(same) > 15
    for path in same:
        assert (made / path).read_bytes() == (expected / path).read_bytes(), path
