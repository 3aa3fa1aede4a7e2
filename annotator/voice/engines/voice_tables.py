"""The voices that an engine has for a language: data, in the language's ``voices.toml``.

For instance::

    [kokoro]
    voices = ["ef_dora", "em_alex"]
    sounds = "es-419"
"""

from dataclasses import dataclass
from functools import cache

from annotator import assets
from annotator.languages import default_first, load_table


@dataclass(frozen=True, slots=True)
class EngineVoices:
    """One engine's voices for a language.

    Attributes:
        voices: the engine's names of the voices, the default first: ``("ef_dora", "em_alex")``.
        speed: the speed at which the language is easier to understand than at the engine's default; None for that.
        phoneme_lang: espeak-ng's name of the language, for engines that read phonemes instead of letters (``sounds`` in
            the file).
    """

    voices: tuple[str, ...] = ()
    speed: float | None = None
    phoneme_lang: str = ""


@cache
def voices_of(engine: str, lang: str) -> EngineVoices:
    """The voices of an engine for a BCP 47 tag; empty if the language's table does not list the engine.

    For a regional tag (``es-ES``), the table's ``regional_voices`` and ``regional_sounds`` override ``voices`` and ``sounds``.
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
    return default_first([lang for lang in assets.languages() if engine in (load_table(lang, "voices.toml") or {})])


def _regional_value(table: dict[str, str], tag: str) -> str | None:
    """The entry of a table for a regional tag in lower case: ``{"es-ES": "es"}`` has "es" for ``es-es``; None without one."""
    return next((value for region, value in table.items() if region.lower() == tag), None)
