"""Which voices of each engine speak a language, and how fast, from ``assets/languages/XX/voices.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets
from annotator.languages import DEFAULT_LANGUAGE, folder


@dataclass(frozen=True, slots=True)
class EngineVoices:
    """One engine's voices for a language.

    ``voices``: the default first. ``speed``: where the language is understood better at another speed than the engine's
    usual one. ``sounds``: whose sounds an engine without letters of its own takes (espeak-ng's name of a language).
    """

    voices: tuple[str, ...] = ()
    speed: float | None = None
    sounds: str = ""


@cache
def voices_of(engine: str, lang: str) -> EngineVoices:
    """The voices of an engine for a BCP 47 tag; none where the language's table doesn't name the engine.

    The table's ``regional_voices`` and ``regional_sounds`` go before the others for their tags (``es-ES``).
    """
    table = _table(folder(lang)).get(engine)
    if table is None:
        return EngineVoices()
    tag = lang.replace("_", "-").lower()
    voice = _of_region(table.get("regional_voices", {}), tag)
    sounds = _of_region(table.get("regional_sounds", {}), tag) or table.get("sounds", "")
    return EngineVoices((voice,) if voice else tuple(table["voices"]), table.get("speed"), sounds)


@cache
def languages_of(engine: str) -> tuple[str, ...]:
    """The languages whose tables name an engine, the usual one first."""
    named = (lang for lang in assets.languages() if engine in _table(lang))
    return tuple(sorted(named, key=lambda lang: lang != DEFAULT_LANGUAGE))


def _of_region(table: dict[str, str], tag: str) -> str | None:
    return next((value for region, value in table.items() if region.lower() == tag), None)


@cache
def _table(name: str | None) -> dict[str, Any]:
    return (assets.table("languages", name, "voices.toml") if name else None) or {}
