"""A language is a folder of tables: complete ones have the same keys, and a new one needs nothing but its folder."""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import assets, languages, typeface
from annotator.pages import labels
from annotator.phrases import load_phrasebook
from annotator.script import keywords
from annotator.script.line_kinds import FACT_KEYS, STEP_KEYS
from annotator.script.plain import tables
from annotator.script.plain.reading_level import measure_level
from annotator.text.sentence_rules import split_sentences
from annotator.voice import choose
from annotator.voice.engines import voice_tables
from annotator.voice.speech_text import to_speech_text

COMPLETE = tuple(lang for lang in assets.languages() if not languages.missing_features(lang))
THERE = [(lang, file) for lang in assets.languages() for file in languages.TABLES if languages.has_table(lang, file)]
"""The tables that there are: what a language in part has must be whole, too."""
SEEN = [(lang, file) for lang, file in THERE if file in ("phrases.toml", "pages.toml")]
FREE = {
    "phrases.toml": {"articles", "contractions", "given"},
    "voices.toml": {*choose.NAMES},
    "lexicon.toml": {"english", "code-switching", "all", *choose.NAMES},
    "speech.toml": {"letters", "counted", "ordinals.endings", "time.hours", "time.named_minutes", "date.days"},
    "plain.toml": {"syllables", "syllable-rule", "question_words"},
    "script.toml": {"implied", "meant"},
}
"""Tables whose entries are each language's own."""


def read(lang: str, file: str) -> dict[str, Any]:
    table = assets.table("languages", lang, file)
    assert table is not None
    return table


def keys(table: dict[str, Any], free: set[str], prefix: str = "") -> Iterator[str]:
    for name, value in table.items():
        path = prefix + name
        if path in free:
            continue
        if isinstance(value, dict):
            yield from keys(value, free, f"{path}.")
        else:
            yield path


def texts(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{prefix}{name}.")
        else:
            for one in value if isinstance(value, list) else [value]:
                yield prefix + name, str(one)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_shipped_languages_are_complete() -> None:
    assert set(COMPLETE) >= {"es", "en", "pt"}
    assert languages.missing_features("mix") == tuple(languages.TABLES.values())


@pytest.mark.parametrize(("lang", "file"), THERE)
def test_every_language_has_the_keys_of_every_other(lang: str, file: str) -> None:
    free = FREE.get(file, set())
    assert sorted(keys(read(lang, file), free)) == sorted(keys(read("es", file), free))
    known = {entry.partition(".")[0] for entry in read("es", file)} | free
    assert {name for name in read(lang, file) if name not in known} == set()


@pytest.mark.parametrize(("lang", "file"), SEEN)
def test_the_same_gaps_are_to_be_filled(lang: str, file: str) -> None:
    there = dict(texts(read("es", file)))
    for name, text in texts(read(lang, file)):
        if name in there:
            assert gaps(text) == gaps(there[name]), name


@pytest.mark.parametrize(("lang", "file"), SEEN)
def test_the_typeface_has_the_letters_of_what_families_see(lang: str, file: str) -> None:
    for name, text in texts(read(lang, file)):
        assert typeface.undrawable(text) == typeface.symbols(text) == (), name


@pytest.mark.parametrize("lang", COMPLETE)
def test_months_are_the_same_on_pages_and_in_the_voice(lang: str) -> None:
    assert read(lang, "pages.toml")["months"] == read(lang, "speech.toml")["months"]
    assert len(read(lang, "speech.toml")["months"]) == 12


def test_a_word_of_the_script_means_the_same_in_every_language() -> None:
    meanings: dict[str, set[tuple[str, str]]] = {}
    scripts = {lang: assets.table("languages", lang, "script.toml") or {} for lang in assets.languages()}
    for lang, script in scripts.items():
        phrases = assets.table("languages", lang, "phrases.toml") or {}
        table = {**script, "actions": phrases.get("script", {})}
        for part in ("actions", "directions", "lines"):
            for meaning, words in table.get(part, {}).items():
                for word in words:
                    meanings.setdefault(keywords.fold(word), set()).add((part, meaning))
    assert {word: what for word, what in meanings.items() if len(what) > 1} == {}
    accepted = {*keywords.ACTION_WORDS, *STEP_KEYS, *FACT_KEYS, *keywords.DIRECTIONS}
    for script in scripts.values():
        for word, meant in script.get("meant", {}).items():
            assert keywords.fold(meant) in accepted, word
            assert keywords.fold(word) not in accepted


@pytest.mark.parametrize("lang", COMPLETE)
def test_abbreviations_are_written_as_they_are_compared(lang: str) -> None:
    table = read(lang, "sentences.toml")
    for words in table.values():
        for entry in [words] if isinstance(words, str) else words:
            assert entry == entry.casefold()
    for key in ("abbreviations", "before_numbers"):
        assert not re.search(r"\.(?:\s|$)", table[key]), "without the stop"


def test_a_region_has_its_own_folder_or_that_of_its_language() -> None:
    assert languages.find_folder("pt-BR") == languages.find_folder("pt_br") == "pt"
    assert languages.find_folder("ptx") is None
    assert languages.base_language("es-MX") == "es"


def test_whose_words_fill_in() -> None:
    assert languages.lending_language("en", ("es",), "pages.toml") == "en"
    assert languages.lending_language("mix", ("mix", "en", "es"), "pages.toml") == "en"
    assert languages.lending_language("mix", ("mix",), "pages.toml") == languages.DEFAULT_LANGUAGE
    with pytest.raises(LookupError):
        labels.load_strings("mix")


def test_what_can_be_spoken_is_listed_with_the_usual_language_first() -> None:
    assert languages.narrated_languages()[0] == languages.DEFAULT_LANGUAGE
    assert set(languages.narrated_languages()) == set(COMPLETE)
    assert languages.written_languages()[0] == languages.DEFAULT_LANGUAGE
    assert set(languages.written_languages()) == {lang for lang, file in THERE if file == "phrases.toml"}


@pytest.fixture
def new_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A language ``xx`` with the tables of Portuguese, in a copy of the assets."""
    root = tmp_path / "copy"
    shutil.copytree(assets.folder("languages"), root / "assets" / "languages")
    shutil.copytree(root / "assets" / "languages" / "pt", root / "assets" / "languages" / "xx")
    monkeypatch.setattr(assets, "root", lambda: root)
    assets.languages.cache_clear()
    yield root / "assets" / "languages" / "xx"
    assets.languages.cache_clear()
    languages.has_table.cache_clear()
    languages.find_folder.cache_clear()
    languages.load_table.cache_clear()


def test_a_folder_makes_a_language(new_language: Path) -> None:
    assert languages.missing_features("xx-YY") == ()
    assert load_phrasebook("xx-YY").is_native
    assert labels.load_strings("xx-YY")("video") == "Vídeo"
    assert to_speech_text("Às 8:30.", "xx-YY") == "Às oito e meia."
    assert split_sentences("A Profa. Rosa. Toque.") == ("A Profa. Rosa.", "Toque.")
    assert voice_tables.voices_of("kokoro", "xx-YY").voices == ("pf_dora", "pm_alex")
    table = tables.load_table("xx-YY")
    assert table is not None
    level = measure_level(["A mãe vê o pai."], table)
    assert level is not None
    assert level.words.startswith("very easy (")


def test_a_language_in_part_says_what_it_lacks(new_language: Path) -> None:
    for file in ("plain.toml", "speech.toml", "sentences.toml", "phrases.toml"):
        (new_language / file).unlink()
    assert languages.missing_features("xx-ZZ") == (
        "sentences of its own",
        "spoken figures and signs",
        "list of abbreviations",
        "plain-language rules",
    )
    assert tables.load_table("xx-ZZ") is None
    assert to_speech_text("Às 8:30 “já”.", "xx-ZZ") == "Às 8:30 já."
    assert split_sentences("A Sra. Rosa. Toque.") == ("A Sra. Rosa.", "Toque."), "every language's abbreviations"
    assert not load_phrasebook("xx-ZZ").is_native
