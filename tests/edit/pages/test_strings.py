"""What the editor says: the same things in both languages, and nothing that is asked for is missing."""

from __future__ import annotations

import re
import tomllib
from typing import Any, get_args

from annotator import assets, wordings
from annotator.edit.recordings import take_judge
from annotator.edit.recordings.take_judge import Fault
from annotator.edit.school.school_form import SHOWN
from annotator.edit.tutorial.session_state import CHANGED_ELSEWHERE, CORRECT_LINE
from annotator.model import ACTIONS
from annotator.model.actions import Direction
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


def test_every_text_that_the_page_asks_for_is_there() -> None:
    known = read("en")
    tables = {key.partition(".")[0] for key in known}
    script = "\n".join(path.read_text("utf-8") for path in sorted(assets.folder("edit").glob("*.js")))
    asked = {
        key for key in re.findall(r"""["`]([a-z]+(?:\.[A-Za-z_-]+)+)["`]""", script) if key.partition(".")[0] in tables
    }
    assert len(asked) > 300
    assert {key for key in asked if key not in known and f"{key}-one" not in known} == set()
    begun = set(re.findall(r"`([a-z]+\.[A-Za-z_.-]*)\$\{", script))
    assert {start for start in begun if not any(key.startswith(start) for key in known)} == set()


def test_each_change_has_words_and_no_other_name_is_taken() -> None:
    document, store = (
        (assets.folder("edit") / name).read_text("utf-8") for name in ("document.js", "tutorial_store.js")
    )
    edits = re.findall(r'^\t"([a-z-]+)": ', document.partition("const EDITS")[2], re.MULTILINE)
    attaching = re.findall(r'"([a-z-]+)"', store.partition("const ATTACHING = ")[2].partition("\n")[0])
    words = {key.removeprefix("change.") for key in read("en") if key.startswith("change.")}
    assert words == {*edits, *attaching, CHANGED_ELSEWHERE, CORRECT_LINE}


def test_each_fault_of_a_recording_has_words() -> None:
    known = read("en")
    assert {f"voice.fault-{fault}" for fault in get_args(Fault)} <= known.keys()


def test_each_field_of_the_school_has_words_and_a_place() -> None:
    known = read("en")
    page = (assets.folder("edit") / "school.js").read_text("utf-8")
    for field in SHOWN.values():
        assert f'"{field.name}"' in page, field.name
        if field.kind in ("text", "phone", "url"):
            assert {f"school.{field.name}", f"school.{field.name}-hint"} <= known.keys()
        assert {f"school.{field.name}-{choice}" for choice in field.choices} <= known.keys()


def test_spanish_says_usted() -> None:
    for key, text in read("es").items():
        assert not re.search(r"\b(tu|tus|tú|puedes|quieres|haz|elige|pulsa|clica)\b", text.lower()), (key, text)


UNLIKE_MEXICO = re.compile(
    r"[«»\"]|ya no tapar más|copiar la carpeta|no espera ninguna|^se (lee|hace|abre|están?)n? "
    r"|otra vez el mismo|el mismo paso|\btir(ar|e|arl[ao]|el[ao])\b|dejar fuera|se cambian|leer, dígalo|quien está en la reunión"
    r"|volver a lo de antes|^sigue\b|todo como borrador|página de internet|\b(warning|yours|english|the|step|picture)\b"
)
"""What was said once and is no Spanish of Mexico, and what isn't Spanish at all."""


def test_spanish_is_that_of_mexico() -> None:
    messages = assets.table("languages", "es", "messages.toml") or {}
    said = read("es") | messages.pop("parts") | messages
    for key, text in said.items():
        shown = re.sub(r"“[^”]*”|\{\w+!?\}", "", text.lower())  # English buttons are quoted
        in_file = re.search(r'"] |[a-z}] = |comillas', text)  # what is written into a file has its quotes
        assert in_file or not UNLIKE_MEXICO.search(shown), (key, text)


def test_one_thing_has_one_name() -> None:
    said = read("es")
    for same in (
        ("hide.show", "check.show"),
        ("edit.undo", "school.undo"),
        ("record.open", "record.record"),
        ("arrange.duplicate", "change.duplicate-step"),
        ("arrange.delete", "change.delete-step"),
    ):
        assert len({said[key].casefold() for key in same}) == 1, same
    for key in ("hide.asks_about", "hide.automatic_about"):
        assert f"“{said['hide.show']}”" in said[key]
    assert f"“{said['record.record']}”" in said["record.NotFoundError"]
    assert f"“{said['share.copy-sentence']}”" in said["share.how-paste"]


def test_the_meter_has_the_limits_of_the_judge() -> None:
    script = (assets.folder("edit") / "record.js").read_text("utf-8")
    for name in ("SILENT_DBFS", "QUIET_DBFS", "FULL_SCALE"):
        assert f"const {name} = {getattr(take_judge, name):g};" in script


def test_each_action_and_direction_has_words() -> None:
    known = read("en")
    assert {f"action.{word}" for word in (*ACTIONS, *get_args(Direction))} <= known.keys()


def test_each_kind_of_work_has_words() -> None:
    known, terminal = read("en"), wordings.load_wordings("es", "terminal")
    for kind in catalogue.KINDS:
        assert f"job.{kind}" in known, kind
        assert kind in terminal, kind
