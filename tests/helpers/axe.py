"""Whether everybody can use a page, as axe-core judges."""

from __future__ import annotations

from typing import Any

import pytest

_OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""Details of what is wrong alone; nothing of the page is loaded a second time."""


def violations(page: Any, **options: Any) -> list[tuple[str, list[str]]]:
    """What axe finds on a page of playwright: each rule with its places, as HTML."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options=_OPTIONS | options).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found]
