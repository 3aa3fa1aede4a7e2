"""What fields of the school's form say becomes keys of its file, or a reason why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cache import Cache
from annotator.edit.school_form import NoFieldError, check_keys, find_problems, read_field
from annotator.edit.school_store import SchoolFile, SchoolStore
from annotator.script import BadValueError
from annotator.script.school_edit import Key, Value
from annotator.voice import choose


def file(tmp_path: Path, text: str) -> SchoolFile:
    (tmp_path / "school.toml").write_text(text, encoding="utf-8")
    return SchoolStore(tmp_path).read()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("name", " El Sol ", {("name",): "El Sol"}),
        ("name", "  ", {("name",): None}),
        ("person", "Rosa", {("help", "person"): "Rosa"}),
        ("main", "0b4f6c", {("colors", "main"): "#0b4f6c"}),
        ("main-pick", "#0b4f6c", {("colors", "main"): "#0B4F6C"}),
        ("mark", "", {("colors", "mark"): None}),
        ("paper", "a4", {("paper",): "a4"}),
        ("memo-clean", False, {("memo-clean",): False}),
        ("languages.EN", True, {("languages",): ["es", "en"]}),
        ("languages.es", False, {("languages",): None}),
        ("languages.es", True, {("languages",): ["es"]}),
        ("person-languages.mix", True, {("help", "languages"): ["mix"]}),
        ("called.mix", "Mixteco", {("language-names", "mix"): "Mixteco"}),
        ("voices.es", "pico:es-ES", {("voices", "ES"): "pico:es-ES"}),
        ("voices.en", "pico", {("voices", "en", "voice"): "pico"}),
        ("voices.en", "", {("voices", "en"): None}),
        ("lexicon.es.Wi-Fi 2.0", "guaifai", {("lexicon", "es", "Wi-Fi 2.0"): "guaifai"}),
    ],
)
def test_a_field_is_its_key(tmp_path: Path, name: str, value: object, expected: dict[Key, Value]) -> None:
    text = 'languages = ["es"]\n[voices]\nES = "kokoro"\nen = { voice = "kokoro", speed = 0.9 }\n'
    assert read_field(name, value, file(tmp_path, text)) == expected


@given(
    st.text(max_size=20), st.one_of(st.none(), st.text(max_size=20), st.booleans(), st.integers(), st.lists(st.text()))
)
def test_strangers_reach_no_other_key(name: str, value: Any) -> None:
    known = {"name", "phone", "whatsapp", "website", "help", "colors", "pointer", "paper", "memo-clean", "languages"}
    try:
        keys = read_field(name, value, SchoolFile(Path("school.toml"), False, {}, None, (), False, ""))  # type: ignore[arg-type]
    except (NoFieldError, BadValueError):
        return
    assert {key[0] for key in keys} <= known | {"voices", "language-names", "lexicon"}


def test_what_a_build_would_say_is_said_without_the_key(tmp_path: Path) -> None:
    def say(key: Key, value: Value) -> list[str]:
        return [problem.message for problem in check_keys({key: value}, tmp_path, choose.CHOICES)]

    assert say(("colors", "main"), "red") == ['"red" is not a colour.']
    assert say(("voices", "es"), "hal") == ['there is no voice engine "hal".']
    assert say(("voices", "es", "voice"), "hal") == ['there is no voice engine "hal".']
    online = [engine.name for engine in choose.engines(Cache(tmp_path)) if engine.online]
    assert online
    for name in online:
        assert say(("voices", "es"), name) == [
            f'"{name}" sends each sentence to a company, so a school cannot choose it.'
        ]
    assert say(("lexicon", "es", "Zoom"), "…") == ['"Zoom" says nothing.']
    assert say(("name",), "Los Robles ☂") == ["“☂” is drawn on no card."]
    assert say(("name",), None) == say(("name",), "Los Robles") == []


def test_problems_of_a_file_are_found_by_their_keys(tmp_path: Path) -> None:
    found = find_problems(file(tmp_path, 'logo = "no.png"\nodd = 1\n[colors]\nmain = "x"\n[voices]\nes = "hal"\n'))
    assert {key: problem.line for key, problem in found.items()} == {
        ("logo",): 1,
        (): 2,
        ("colors", "main"): 4,
        ("voices", "es"): 6,
    }
