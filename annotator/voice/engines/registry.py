"""The registry of speech engines, from the most natural to the least: the order in which ``--voice auto`` tries them.

To add an engine, add a module to this folder and an entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache as once
from pathlib import Path

from annotator.cache import Cache
from annotator.voice.engines.engine import Engine
from annotator.voice.engines.espeak import Espeak
from annotator.voice.engines.google import Google
from annotator.voice.engines.kokoro import Kokoro
from annotator.voice.engines.pico import Pico

_ENGINES: Mapping[str, Callable[[Cache], Engine]] = {
    Kokoro.name: Kokoro,
    Pico.name: lambda _: Pico(),
    Espeak.name: lambda _: Espeak(),
    Google.name: lambda _: Google(),
}

AUTO = "auto"
"""Stands in for a name: the most natural engine that is installed and works offline."""
NAMES = tuple(_ENGINES)
CHOICES = (AUTO, *NAMES)
"""What ``--voice`` and ``[voices]`` may name."""


def engines(cache: Cache) -> tuple[Engine, ...]:
    """All engines in the order of ``NAMES``. Constructing them loads no model.

    Calls with the same cache return the same engines, so a batch of tutorials loads each model once.
    """
    return _engines(cache.root)


@once
def _engines(cache_root: Path) -> tuple[Engine, ...]:
    return tuple(make(Cache(cache_root)) for make in _ENGINES.values())
