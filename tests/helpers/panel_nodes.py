"""Look into the nodes of a panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def find_nodes(node: Any, tag: str) -> Iterator[Any]:
    """The nodes with a tag, in their order."""
    if isinstance(node, list):
        if node[0] == tag:
            yield node
        for child in node[2:]:
            yield from find_nodes(child, tag)


def all_texts(node: Any) -> Iterator[str]:
    """What is written in a panel."""
    if isinstance(node, str):
        yield node
    else:
        for child in node[2:]:
            yield from all_texts(child)
