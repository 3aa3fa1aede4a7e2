"""What fields of the school's form say becomes keys of its file, or a reason why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.cache import Cache
from annotator.edit.errors import BadFieldError
from annotator.edit.school.school_form import SHOWN, OfferedVoice, SchoolForm, in_order, list_voices
from annotator.edit.school.school_store import SchoolStore
from annotator.script.school_edit import Key, Value
from annotator.voice import choose

VOICES = (OfferedVoice("pico", "es-ES"), OfferedVoice("pico", "es-MX"))
TEXT = """\
languages = ["ES", "mix"]
order = ["x", "b", "y", "a"]
[voices]
ES = "kokoro"
en = { voice = "kokoro", speed = 0.9 }
[lexicon.es]
Zoom = "Sum"
"""


def form(folder: Path, text: str = TEXT) -> SchoolForm:
    (folder / "school.toml").write_text(text, encoding="utf-8")
    return SchoolForm(SchoolStore(folder).read(), ["a", "b"], ("es", "en", "mix"), {"es": VOICES, "en": VOICES})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("name", " El Sol ", {("name",): "El Sol"}),
        ("person", "Rosa", {("help", "person"): "Rosa"}),
        ("main", "0b4f6c", {("colors", "main"): "#0b4f6c"}),
        ("paper", "a4", {("paper",): "a4"}),
        ("memo-clean", False, {("memo-clean",): False}),
        ("memo-clean", True, {}),
        ("languages", ["es", "mix", "en"], {("languages",): ["es", "mix", "en"]}),
        ("languages", ["mix"], {("languages",): ["mix"]}),
        ("languages", [], {("languages",): None}),
        ("languages", ["es", "mix"], {}),
        ("person-languages", ["mix"], {("help", "languages"): ["mix"]}),
        ("order", ["a", "b"], {("order",): ["a", "b", "x", "y"]}),
        ("order", ["b", "a"], {}),
        ("order", ["a", "b", "stranger"], {("order",): ["a", "b", "x", "y"]}),
        ("language-names", {"mix": "Mixteco"}, {("language-names", "mix"): "Mixteco"}),
        ("voices", {"es": "pico:es-MX"}, {("voices", "ES"): "pico:es-MX"}),
        ("voices", {"en": "pico:es-ES"}, {("voices", "en", "voice"): "pico:es-ES"}),
        ("voices", {"en": ""}, {("voices", "en"): None}),
        ("lexicons", {"es": {"Zoom": "Sum", "Wi-Fi 2.0": "guaifai"}}, {("lexicon", "es", "Wi-Fi 2.0"): "guaifai"}),
        ("lexicons", {"es": {}}, {("lexicon", "es", "Zoom"): None}),
        ("lexicons", {"en": {}}, {}),
    ],
)
def test_a_field_is_its_key(tmp_path: Path, name: str, value: object, expected: dict[Key, Value]) -> None:
    filled = form(tmp_path).fill({name: value})
    assert (filled.keys, filled.refused) == (expected, {})


@pytest.mark.parametrize(
    "text",
    ["", TEXT, 'name = "x"\nlogo = "no.png"\n[colors]\nmain = "red"\n[voices]\nes = "hal"\n[lexicon.es]\nZoom = 3\n'],
)
def test_what_is_shown_changes_nothing(tmp_path: Path, text: str) -> None:
    shown = form(tmp_path, text)
    filled = shown.fill({name: shown.show(field) for name, field in SHOWN.items()})
    assert (filled.keys, filled.refused) == ({}, {})


VALUES = st.one_of(st.none(), st.text(max_size=20), st.booleans(), st.integers(), st.lists(st.text()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.text(max_size=20), st.sampled_from(sorted(SHOWN))),
    st.one_of(
        VALUES, st.dictionaries(st.text(max_size=5), st.one_of(VALUES, st.dictionaries(st.text(max_size=5), VALUES)))
    ),
)
def test_strangers_reach_no_other_key(tmp_path: Path, name: str, value: Any) -> None:
    try:
        keys = form(tmp_path, "").fill({name: value}).keys
    except BadFieldError:
        return
    known = {field.key for field in SHOWN.values()}
    assert all(any(key[: len(each)] == each for each in known) and len(key) <= 3 for key in keys)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("name", value) for value in (1, ["x"], "x" * 301)),
        *(("logo", path) for path in ("../../x.png", "/etc/passwd", "a/1.png", "..\\secret.png")),
        *(("names", "roster.txt"), ("__proto__", "x"), ("order", "a"), ("languages", {"es": True})),
        *(("voices", "pico"), ("voices", {"es": {"x": "y"}}), ("lexicons", {"es": "x"})),
    ],
)
def test_what_the_page_never_sends_is_refused(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(BadFieldError):
        form(tmp_path).fill({name: value, "paper": "a4"})


def test_what_cannot_be_written_is_said_without_the_key_and_the_rest_is_written(tmp_path: Path) -> None:
    said = {
        "main": "red",
        "phone": "call us",
        "whatsapp": "410 555 0100",
        "website": "losrobles.example.org",
        "person": "…",
        "name": "El Sol",
        "voices": {"es": "hal:9000", "en": "gtts:en"},
        "lexicons": {"es": {"Zoom": "…", "Wi-Fi": "guaifai"}},
        "language-names": {"mix": "Mixteco", "x y": "no"},
    }
    filled = form(tmp_path).fill(said)
    assert {name: problem.message for name, problem in filled.refused.items()} == {
        "main": '"red" is not a colour.',
        "phone": '"call us" is not a phone number.',
        "whatsapp": '"410 555 0100" is not a phone number with its country.',
        "website": '"losrobles.example.org" is not a web address.',
        "person": '"…" has no letter and no digit.',
        "voices.es": "There is no voice “hal:9000” on this computer.",
        "voices.en": "There is no voice “gtts:en” on this computer.",
        "lexicons.es.Zoom": '"Zoom" says nothing.',
        "language-names.x y": '"x y" is not how a language is written.',
    }
    assert filled.keys == {
        ("name",): "El Sol",
        ("lexicon", "es", "Wi-Fi"): "guaifai",
        ("language-names", "mix"): "Mixteco",
    }


def test_problems_of_a_file_are_found_by_their_fields(tmp_path: Path) -> None:
    text = 'logo = "no.png"\nodd = 1\nnames = "no.txt"\n[colors]\nmain = "x"\n[voices]\nES = "hal"\nnah = "hal"\n'
    found, others = form(tmp_path, text).problems()
    assert {name: problem.line for name, problem in found.items()} == {"logo": 1, "main": 5, "voices.es": 7}
    assert found["main"].message == '"x" is not a colour.'
    assert [problem.line for problem in others] == [2, 3, 8]


def test_a_folder_is_named_where_the_website_shows_it() -> None:
    assert in_order(["a", "b", "c"], ["elsewhere", "c", "a"]) == ["c", "a", "b"]


def test_the_offered_voices_are_those_that_speak_here(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for one in list_voices("es", cache):
        choose.choose_voice(choose.parse_choice(one.value), "es", choose.engines(cache))
    assert list_voices("mix", cache) == ()
    assert not any(
        engine.online for engine in choose.engines(cache) if engine.name in {v.engine for v in list_voices("es", cache)}
    )
