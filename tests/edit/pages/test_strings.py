"""What the editor says: the same things in both languages, and nothing that is asked for is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

from annotator import assets
from annotator.edit import web
from annotator.edit.take_judge import Fault
from annotator.pack import catalogue


def read(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(assets.folder("languages").glob(f"{lang}/editor*.toml")):
        for table, rows in tomllib.loads(path.read_text("utf-8")).items():
            for key, text in flatten(rows):
                assert f"{table}.{key}" not in found, (table, key)
                found[f"{table}.{key}"] = text
    return found


def flatten(rows: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    nested = [
        flatten(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
        for key, value in rows.items()
    ]
    return [pair for pairs in nested for pair in pairs]


def test_both_languages_say_the_same_things() -> None:
    spanish, english = read("es"), read("en")
    assert spanish.keys() == english.keys()
    for key, text in spanish.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_every_text_that_the_shell_asks_for_is_there() -> None:
    known = read("en")
    for name in ("app", "components", "dialogs", "jobs", "new_tutorial", "panel", "picture_input", "record"):
        script = (assets.folder("edit") / f"{name}.js").read_text("utf-8")
        for key in re.findall(r"""\bt\(\s*["`]([a-z-]+\.[a-z-]+)["`]""", script):
            assert key in known, (name, key)


def test_every_text_about_voices_is_there() -> None:
    known = read("en")
    script = (assets.folder("edit") / "voice.js").read_text("utf-8")
    asked = re.findall(r'"((?:voice|sounds|consent)\.[a-z-]+)"', script)
    assert len(asked) > 40
    assert {key for key in asked if key not in known} == set()
    assert {f"voice.fault-{fault}" for fault in get_args(Fault)} <= known.keys()
    for lang in ("es", "en"):
        assert len(read(lang)["consent.months"].split()) == 12


def test_every_text_that_a_panel_asks_for_is_there() -> None:
    known = read("en")
    panels = sorted(Path(web.__file__).parent.glob("*_panel.py"))
    asked = [
        key for path in panels for key in re.findall(r"""\btext\(\s*"([a-z-]+\.[a-z-]+)\"""", path.read_text("utf-8"))
    ]
    assert len(asked) > 20
    assert {key for key in asked if key not in known and f"{key}-one" not in known} == set()


def test_spanish_says_usted() -> None:
    for key, text in read("es").items():
        assert not re.search(r"\b(tu|tus|tú|puedes|quieres|haz|elige|pulsa|clica)\b", text.lower()), (key, text)


def test_each_kind_of_work_has_words() -> None:
    known = read("en")
    for product in catalogue.PRODUCTS:
        assert f"job.{product.kind}" in known, product.kind
