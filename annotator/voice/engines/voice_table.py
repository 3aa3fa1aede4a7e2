"""Read ``assets/languages/XX/voices.toml``: each engine's voices for a language, their speed and phonemes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from annotator import assets
from annotator.languages import DEFAULT_LANGUAGE, load_table


@dataclass(frozen=True, slots=True)
class EngineVoices:
    """One engine's voices for a language.

    Attributes:
        voices: the default first.
        speed: overrides the engine's default speed where the language is easier to understand at another.
        phoneme_lang: espeak-ng's name of the language, for engines that read phonemes instead of letters (``sounds`` in
            the file).
    """

    voices: tuple[str, ...] = ()
    speed: float | None = None
    phoneme_lang: str = ""


@cache
def voices_of(engine: str, lang: str) -> EngineVoices:
    """The voices of an engine for a BCP 47 tag; empty if the language's table does not list the engine.

    For a regional tag (``es-ES``), the table's ``regional_voices`` and ``regional_sounds`` override its other entries.
    """
    table = (load_table(lang, "voices.toml") or {}).get(engine)
    if table is None:
        return EngineVoices()
    tag = lang.replace("_", "-").lower()
    voice = _regional_value(table.get("regional_voices", {}), tag)
    phoneme_lang = _regional_value(table.get("regional_sounds", {}), tag) or table.get("sounds", "")
    return EngineVoices((voice,) if voice else tuple(table["voices"]), table.get("speed"), phoneme_lang)


@cache
def languages_of(engine: str) -> tuple[str, ...]:
    """The languages whose tables list an engine, the default language first."""
    supported = (lang for lang in assets.languages() if engine in (load_table(lang, "voices.toml") or {}))
    return tuple(sorted(supported, key=lambda lang: lang != DEFAULT_LANGUAGE))


def _regional_value(table: dict[str, str], tag: str) -> str | None:
    return next((value for region, value in table.items() if region.lower() == tag), None)
