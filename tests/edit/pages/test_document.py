"""Edits of a document, in Node: each does one thing, and whatever they leave is judged by the reader of scripts."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import assets
from annotator.edit.errors import ChangeError
from annotator.edit.json_codec import from_json, to_json
from annotator.edit.tutorial import picture_changes
from annotator.edit.tutorial.changes import judge, parse
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial.session_state import CHANGED_ELSEWHERE, CORRECT_LINE, Change
from annotator.edit.web.state_json import describe
from annotator.model import ACTIONS, BoxTarget, IconTarget, PointTarget, Said, Step, Target, TextTarget, Tutorial
from annotator.script import read_folder, write
from tests.helpers.page_modules import Modules, page_modules

SCRIPT = """# es: Entrar
# en: Join

![](01.png)
- tap: Join
- es: Toque.
- mark: 1% 2%

![](02.png)
- type: Name
- source: paper

![](02.png)
- if es: ¿Ve esto?
- say: Hola
"""
FILES = frozenset(("01.png", "02.png"))
POINT = {"kind": "point", "x": 1, "y": 2.5}
GUESS = {"kind": "type", "target": POINT, "direction": None, "words": None, "guess": True}
ANA, MARTA = TextTarget(("Ana Luz",)), TextTarget(("Marta", "Martha"))
BOX = BoxTarget(10, 20, 30, 40)
TARGETS: list[Target] = [ANA, MARTA, BOX, PointTarget(5, 5), TextTarget(("Ana Luz",), 2), IconTarget("mic.png", 2)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Modules]:
    with page_modules(tmp_path_factory.mktemp("modules")) as modules:
        yield modules


def target_row(target: Target) -> Any:
    return to_json(target, Target)


def document_of(script: str) -> Any:
    return to_json(parse(script, FILES).readable, Tutorial)


def script_of(document: Any) -> str:
    return write(from_json(document, Tutorial))


def difference(page: Modules, *rows: dict[str, Any]) -> tuple[str, str]:
    """The lines that edits take away, and those that they bring."""
    before = script_of(document_of(SCRIPT)).splitlines()
    after = script_of(page.edit(document_of(SCRIPT), *rows)).splitlines()
    gone = "|".join(line for line in before if line not in after)
    return gone, "|".join(line for line in after if line not in before)


@pytest.mark.parametrize(
    ("row", "gone", "new"),
    [
        ({"do": "set-title", "lang": "es", "text": " Otro "}, "# es: Entrar", "# es: Otro"),
        ({"do": "set-title", "lang": "es", "text": " "}, "# es: Entrar", "# es:"),
        ({"do": "set-why", "lang": "en", "text": "Because: #1"}, "", "- why en: Because: #1"),
        ({"do": "set-device", "text": "iPhone"}, "", "- device: iPhone"),
        ({"do": "set-checked", "date": "2025-01-02"}, "", "- checked: 2025-01-02"),
        ({"do": "add-language", "lang": "mix"}, "", "# mix:"),
        ({"do": "add-language", "lang": "es"}, "", ""),
        ({"do": "remove-language", "lang": "en"}, "# en: Join", ""),
        ({"do": "remove-language", "lang": "es"}, "# es: Entrar|- es: Toque.|- if es: ¿Ve esto?", ""),
        ({"do": "set-action", "step": 0, "kind": "swipe"}, "- tap: Join", "- swipe: up Join"),
        ({"do": "set-action", "step": 0, "kind": "scroll"}, "- tap: Join", "- scroll: down Join"),
        ({"do": "set-action", "step": 1, "kind": "say"}, "- type: Name|- source: paper", "- say:"),
        ({"do": "set-words", "step": 2, "words": "Sí"}, "- say: Hola", "- say: Sí"),
        ({"do": "set-source", "step": 1, "source": "message"}, "- source: paper", "- source: message"),
        ({"do": "set-target", "step": 0, "target": POINT}, "- tap: Join", "- tap: 1% 2.5%"),
        ({"do": "set-target", "step": 0, "target": None}, "- tap: Join", "- tap:"),
        ({"do": "take-guess", "step": 0, "action": GUESS}, "- tap: Join", "- type: 1% 2.5%"),
        ({"do": "add-mark", "step": 0, "target": POINT}, "", "- mark: 1% 2.5%"),
        ({"do": "set-mark", "step": 0, "mark": 0, "target": POINT}, "- mark: 1% 2%", "- mark: 1% 2.5%"),
        ({"do": "remove-mark", "step": 0, "mark": 0}, "- mark: 1% 2%", ""),
        ({"do": "set-sentence", "step": 0, "lang": "es", "text": ""}, "- es: Toque.", ""),
        ({"do": "set-sentences", "step": 0, "texts": {"en": "Tap", "es": "T"}}, "- es: Toque.", "- es: T|- en: Tap"),
        ({"do": "set-question", "step": 2, "lang": "en", "text": "Do you?"}, "", "- if en: Do you?"),
        ({"do": "make-aside", "step": 1, "questions": {"en": "?", "es": "¿?"}}, "", "- if es: ¿?|- if en: ?"),
        ({"do": "make-step", "step": 2}, "- if es: ¿Ve esto?", ""),
        ({"do": "delete-step", "step": 0}, "![](01.png)|- tap: Join|- es: Toque.|- mark: 1% 2%", ""),
        ({"do": "insert-step", "at": 0, "picture": None}, "", "![](___01.png)"),
        ({"do": "add-hide", "step": None, "target": target_row(ANA), "example": " "}, "", "- hide: Ana Luz"),
        ({"do": "add-show", "step": 1, "target": POINT}, "", "- show: 1% 2.5%"),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
def test_each_edit(page: Modules, row: dict[str, Any], gone: str, new: str) -> None:
    assert difference(page, row) == (gone, new)


def test_a_direction_can_follow_its_action(page: Modules) -> None:
    action, direction = (
        {"do": "set-action", "step": 0, "kind": "swipe"},
        {"do": "set-direction", "step": 0, "direction": "left"},
    )
    assert difference(page, action, direction) == ("- tap: Join", "- swipe: left Join")
    # A finger that goes to the left shows what is at the right.
    assert difference(page, action, direction, {**action, "kind": "scroll"}) == ("- tap: Join", "- scroll: right Join")
    assert difference(page, action, direction, {**action, "kind": "scroll"}, action)[1] == "- swipe: left Join"


@pytest.mark.parametrize("kind", ACTIONS)
def test_each_action_follows_each_other_one(page: Modules, kind: str) -> None:
    start = document_of(SCRIPT)
    for other in ACTIONS:
        changes = [{"do": "set-action", "step": step, "kind": each} for step in (0, 2) for each in (kind, other)]
        judge(parse(SCRIPT, FILES).readable, from_json(page.edit(start, *changes), Tutorial), FILES)


def test_a_new_step_is_an_empty_one_with_a_name_of_its_own(page: Modules) -> None:
    insert = {"do": "insert-step", "at": 0, "picture": None}
    steps = page.edit(document_of(SCRIPT), insert, insert)["steps"]
    assert steps[:2] == [to_json(Step(f"___{number:02}.png"), Step) for number in (2, 1)]


def test_a_place_is_rounded_and_ends_within_the_picture(page: Modules) -> None:
    place = {"kind": "box", "left": 87.7, "top": 66.666666, "width": 12.299999999999997, "height": 34, "label": "x"}
    (mark,) = page.edit(document_of("# es: a\n\n![](01.png)\n"), {"do": "add-mark", "step": 0, "target": place})[
        "steps"
    ][0]["marks"]
    assert mark == {"target": {"kind": "box", "left": 87.7, "top": 66.67, "width": 12.3, "height": 33.33}}


@pytest.mark.parametrize(
    "row",
    [
        {"do": "set-sentence", "step": 3, "lang": "es", "text": "x"},
        {"do": "move-step", "step": 0, "to": 3},
        {"do": "move-step", "step": 7, "to": 0},
        {"do": "remove-mark", "step": 1, "mark": 0},
        {"do": "remove-hide", "step": 0, "target": POINT},
        {"do": "set-hide-example", "step": None, "target": POINT, "example": "Luna"},
        {"do": "add-hide", "step": 9, "target": POINT, "example": None},
    ],
    ids=lambda row: row["do"],
)
def test_what_is_gone_is_refused(page: Modules, row: dict[str, Any]) -> None:
    assert page.edit(document_of(SCRIPT), row) == "stale"


# The order of the steps


def steps_of(names: str) -> Any:
    """A document of steps with these pictures; one in small letters is an aside."""
    steps = (Step(name, questions=(Said("es", "¿?"),) if name.islower() else ()) for name in names.split())
    return to_json(Tutorial((Said("es", "t"),), tuple(steps)), Tutorial)


def order(document: Any) -> str:
    return " ".join(step["picture"] for step in document["steps"])


@pytest.mark.parametrize(
    ("names", "step", "to", "expected"),
    [
        ("A B C", 0, 1, "B A C"),
        ("A B C", 0, 2, "B C A"),
        ("A B C", 2, 0, "C A B"),
        ("A B C", 1, 1, "A B C"),
        # A step takes its asides along …
        ("A a B C", 0, 1, "B A a C"),
        ("A a B C", 0, 2, "B A a C"),
        ("A B b c C", 1, 0, "B b c A C"),
        ("A B b c C", 1, 4, "A C B b c"),
        ("A B b", 1, 2, "A B b"),
        # … and never comes between another and its asides.
        ("A a B", 2, 1, "B A a"),
        ("A B b c", 0, 1, "B b c A"),
        ("A B b c", 0, 2, "B b c A"),
        # An aside moves alone.
        ("A a B C", 1, 2, "A B a C"),
        ("A B C c", 3, 1, "A c B C"),
        ("A a b B", 2, 1, "A b a B"),
    ],
)
def test_moving(page: Modules, names: str, step: int, to: int, expected: str) -> None:
    assert order(page.edit(steps_of(names), {"do": "move-step", "step": step, "to": to})) == expected


def test_up_and_down_go_back(page: Modules) -> None:
    start = steps_of("A a B C c d D")
    for step in (0, 2, 3):
        down = page.edit(start, {"do": "move-step", "step": step, "to": step + 1})
        now = down["steps"].index(start["steps"][step])
        assert page.edit(down, {"do": "move-step", "step": now, "to": now - 1}) == start


@pytest.mark.parametrize(
    ("names", "what", "expected"),
    [
        ("A a B", "duplicate-step 0", "A a A B"),
        ("A a b B", "duplicate-step 1", "A a a b B"),
        ("A B b c C", "delete-step 1", "A C"),
        ("A B b c C", "delete-step 2", "A B c C"),
        ("A", "delete-step 0", ""),
    ],
)
def test_asides_go_with_their_step(page: Modules, names: str, what: str, expected: str) -> None:
    do, step = what.split()
    assert order(page.edit(steps_of(names), {"do": do, "step": int(step)})) == expected


@pytest.mark.parametrize(("at", "expected"), [(0, "N A a B"), (1, "A a N B"), (2, "A a N B"), (3, "A a B N")])
def test_inserting(page: Modules, at: int, expected: str) -> None:
    made = order(page.edit(steps_of("A a B"), {"do": "insert-step", "at": at, "picture": None}))
    assert made.replace("___01.png", "N") == expected


def test_an_aside_is_not_continued(page: Modules) -> None:
    start = document_of(SCRIPT.replace("- source: paper", "- continues: yes"))
    aside = page.edit(start, {"do": "make-aside", "step": 1, "questions": {"es": "¿?"}})
    assert (start["steps"][1]["continues"], aside["steps"][1]["continues"]) == (True, False)


# What is covered


COVERED = """# es: Entrar

- hide: Ana Luz

![](01.png)
- hide: 10% 20% 30% 40%
- hide: Ana Luz = Luna

![](02.png)
- show: 5% 5%
- show: Marta | Martha
"""


def lines(document: Any, step: int | None, what: str) -> list[Any]:
    holder = document if step is None else document["steps"][step]
    return [line["target"] for line in holder[what]]


def test_a_target_is_not_covered_and_shown_at_once(page: Modules) -> None:
    start = document_of(COVERED)
    for step in (0, 1, None):
        for target in map(target_row, TARGETS):
            hide = {"do": "add-hide", "step": step, "target": target, "example": "Luna"}
            show = {"do": "add-show", "step": step, "target": target}
            for one, other, has, lacks in ((hide, show, "shows", "hides"), (show, hide, "hides", "shows")):
                made = page.edit(start, one, other)
                assert target in lines(made, step, has) and target not in lines(made, step, lacks)


def test_a_text_is_covered_on_all_pictures_so_no_step_shows_it(page: Modules) -> None:
    start, marta, ana = document_of(COVERED), target_row(MARTA), target_row(ANA)
    covered = page.edit(start, {"do": "add-hide", "step": 0, "target": marta, "example": None})
    assert lines(covered, 1, "shows") == [target_row(PointTarget(5, 5))]
    point = {"do": "add-hide", "step": 0, "target": target_row(PointTarget(5, 5)), "example": None}
    assert lines(page.edit(start, point), 1, "shows") == lines(start, 1, "shows")
    assert lines(page.edit(start, {"do": "add-show", "step": 1, "target": ana}), None, "hides") == []


def test_taking_a_new_line_back_leaves_the_document_as_it_was(page: Modules) -> None:
    start = document_of(SCRIPT)
    for target in map(target_row, TARGETS):
        place = {"step": 0, "target": target}
        hide, unhide = {"do": "add-hide", "example": "Luna", **place}, {"do": "remove-hide", **place}
        assert page.edit(start, hide, unhide) == start
        assert page.edit(start, {"do": "add-show", **place}, {"do": "remove-show", **place}) == start
        texts = [{"do": "set-hide-example", "example": text, **place} for text in ("Mar", "Luna")]
        assert page.edit(start, hide, *texts) == page.edit(start, hide)


def test_the_order_of_the_lines_stays_where_one_is_changed(page: Modules) -> None:
    box, to = {"step": 0, "target": target_row(BOX)}, target_row(BoxTarget(11, 20, 30, 40))
    changed = page.edit(document_of(COVERED), {"do": "set-hide-example", "example": "Sol", **box})
    assert lines(changed, 0, "hides") == [target_row(BOX), target_row(ANA)]
    moved = page.edit(changed, {"do": "move-hide", "to": to, **box})
    assert lines(moved, 0, "hides") == [to, target_row(ANA)]
    assert page.edit(moved, {"do": "move-hide", "step": 0, "target": to, "to": target_row(BOX)}) == changed


# What the page shows


def test_what_the_server_found_is_shown_beside_the_document(page: Modules) -> None:
    document = document_of(COVERED.replace("![](02.png)", "![](02.png)\n- if es: ¿Sí?\n- also: Unirse | Entrar"))
    row = {"number": "1", "picture": "id", "language_pictures": {}, "memos": {}, "spoken": {}}
    before = {"kind": "earlier", "number": "1"}
    steps = [
        {**row, "missing": [], "stale_voices": {"es": "sentence"}, "odd": []},
        {**row, "number": "1?", "missing": ["sentence"], "stale_voices": {}, "picture": "earlier", "odd": [before]},
    ]
    problem = {"level": "problem", "message": "Odd.", "remedy": "Change it.", "step": None}
    states = {"a": "ready", "b": "failed", "c": "reading"}
    pictures = {name: {"state": state, "used": True} for name, state in states.items()} | {"d": {"used": False}}
    pictures |= {name: {"state": "ready", "used": False} for name in ("id", "earlier")}
    shown = page.call(
        "state.js",
        "show",
        {
            "tutorial": document | {"device": "Tablet X"},
            "name": "folder",
            "steps": steps,
            "pictures": pictures,
            "problems": [problem | {"line": 12}, problem | {"line": 13}],
            "differences": [{"step": 0, "field": "sentence", "lang": "es"}],
            "devices": ["laptop"],
            "greetings": ["es"],
            "title_memos": [],
            "end_memos": [],
        },
    )
    first, aside = shown["steps"]
    assert first["shown"] == {
        "todo": ["arrange.stale", "arrange.differs"],
        "lacks": "",
        "kept": None,
        "name": "arrange.step_name",
        "task": None,
        "next": ["step/2", "arrange.aside_name"],
        "covered": True,
        "odd": [],
    }
    assert (first["index"], first["aside"], aside["aside"], aside["picture"]) == (0, False, True, "earlier")
    assert aside["shown"]["odd"] == ["arrange.earlier"]
    assert (aside["shown"]["todo"], aside["shown"]["task"]) == (["todo.sentence"], "missing.sentence")
    assert aside["shown"]["kept"] == "edit.kept kept.also"
    assert shown["shown"] == {"todo": ["arrange.problems"], "kept": "edit.kept kept.greetings"}
    assert shown["reading"] == {"done": 2, "total": 3}
    assert shown["devices"] == [["laptop", "laptop"], ["Tablet X", "Tablet X"]]
    assert shown["title"] == ["es", "Entrar"]


# Two people


def test_an_undo_leads_to_what_it_changed(page: Modules) -> None:
    start = document_of(SCRIPT)
    last = len(start["steps"]) - 1
    said = {"do": "set-sentence", "lang": "es", "text": "Otro"}
    rows: list[tuple[list[dict[str, Any]], int | None, int | None, int | None]] = [
        ([{**said, "step": 1}], 0, 1, 1),
        ([{**said, "step": 0}, {**said, "step": 1}], 1, 1, 1),
        ([{"do": "set-title", "lang": "es", "text": "Otro"}], 1, None, None),
        ([{**said, "step": 0}, {"do": "set-device", "text": "iPad"}], None, None, None),
        ([{"do": "delete-step", "step": 0}], last, 0, 0),
        ([{"do": "duplicate-step", "step": last}], 0, last, last + 1),
        ([], 0, -1, -1),
        ([{"do": "add-hide", "step": None, "target": target_row(ANA), "example": "Luna"}], 0, -1, -1),
    ]
    for changes, here, undone, redone in rows:
        changed = page.edit(start, *changes)
        for before, after, found in ((changed, start, undone), (start, changed, redone)):
            assert page.call("document.js", "findChange", before, after, here) == (None if found == -1 else found), (
                changes
            )


def test_what_two_people_changed_clashes_only_where_it_is_the_same(page: Modules) -> None:
    base = document_of(SCRIPT)
    sentence = {"do": "set-sentence", "step": 0, "lang": "es"}
    others: list[tuple[dict[str, Any], bool]] = [
        ({**sentence, "text": "Suya."}, True),
        ({**sentence, "text": "Mía."}, False),
        ({**sentence, "lang": "en", "text": "Theirs."}, False),
        ({**sentence, "step": 1, "text": "Suya."}, False),
        ({"do": "set-title", "lang": "es", "text": "Suyo"}, False),
        ({"do": "add-mark", "step": 0, "target": POINT}, False),
        ({"do": "move-step", "step": 0, "to": 1}, True),
        ({"do": "delete-step", "step": 1}, True),
        ({"do": "delete-step", "step": 0}, True),
    ]
    mine = page.edit(base, {**sentence, "text": "Mía."})
    for row, clashes in others:
        assert page.call("document.js", "clash", base, mine, page.edit(base, row)) == clashes, row
    actions = [page.edit(base, {"do": "set-action", "step": 0, "kind": kind}) for kind in ("look", "hold")]
    assert page.call("document.js", "clash", base, *actions)


# Whatever is edited in whatever order


DRAFT = """# es: Entrar a la clase
# en:

- device: Android phone
- hide: "Su nombre" | Ana
- show: 410-555-0100
- why es: Con esto ___.

![](01-uno.png)
- toque: Unirse | "Join" #2
- es: Toque   Unirse.

![](<02 dos.png>)
- tap:
- hide: Ana = Luna
- hide: 10% 20% 30% 40%
- show: Marta Ruiz
- ok: a reason

![](<02 dos.png>)
- if es: ¿Ve esto?
- es: Toque ___ aquí.

![](___01.png)
- swipe:
- mark: 10% 20%
- continues: yes

![](gone.png)
- say: Presente
"""
NAMES = (
    *("01-uno.png", "01-uno.es.png", "01-uno.es.m4a", "02 dos.png", "02 dos.en.ogg", "02 dos.es.jpg", "03.mp4"),
    *("04.png", "10.png", "9.png", "mic.png", "title.es.m4a", "logo.png", "05.fr.png", "05.png"),
)
texts = st.one_of(
    st.sampled_from(
        ["", "Toque Unirse.", "a: b", "- x", "# y", "___", "|", "50%", '"', "mic.png", "Join #2", "  ", "🙂‏", "a\nb"]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8),
)
indexes = st.integers(0, 4)
places = st.one_of(st.none(), indexes)
langs = st.sampled_from(["es", "en", "es", "en", "fr", "say", "to"])
pictures = st.sampled_from([name for name in NAMES if not name.endswith(("m4a", "ogg"))])
percents = st.one_of(st.integers(0, 100), st.floats(0, 100, width=16))
targets = st.one_of(
    st.fixed_dictionaries({"kind": st.just("text"), "wordings": st.lists(texts, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"kind": st.just("icon"), "file": st.sampled_from(["mic.png", "none.png", "logo.png"])}),
    st.fixed_dictionaries({"kind": st.just("point"), "x": percents, "y": percents}),
    st.fixed_dictionaries({"kind": st.just("box"), **dict.fromkeys(("left", "top", "width", "height"), percents)}),
)
covered = st.one_of(
    targets, st.sampled_from([target_row(TextTarget((text,))) for text in ("Ana", "Marta Ruiz")] + [target_row(BOX)])
)
examples = st.one_of(st.none(), st.sampled_from(["Luna", "= Luna", "a = b", "|"]), texts)
by_lang = st.dictionaries(st.sampled_from(["es", "en"]), texts, max_size=2)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "set-title": {"lang": langs, "text": texts},
    "set-why": {"lang": langs, "text": texts},
    "set-device": {"text": texts},
    "set-checked": {"date": st.sampled_from(["today", None, "2026-11-24"])},
    "add-language": {"lang": st.sampled_from(["fr", "mix", "say", "es", "ES-mx", "nope!", "to"])},
    "remove-language": {"lang": langs},
    "set-action": {"step": indexes, "kind": st.sampled_from([*ACTIONS])},
    "set-direction": {"step": indexes, "direction": st.sampled_from(["up", "down", "left", "right"])},
    "set-words": {"step": indexes, "words": texts},
    "set-source": {"step": indexes, "source": st.sampled_from(["paper", "name", "sticker", "message"])},
    "set-target": {"step": indexes, "target": st.one_of(st.none(), targets)},
    "take-guess": {"step": indexes, "action": st.just(GUESS)},
    "add-mark": {"step": indexes, "target": targets},
    "set-mark": {"step": indexes, "mark": st.just(0), "target": targets},
    "remove-mark": {"step": indexes, "mark": st.just(0)},
    "set-sentence": {"step": indexes, "lang": langs, "text": texts},
    "set-phone-target": {"step": indexes, "phone": st.just("iphone"), "target": st.one_of(st.none(), targets)},
    "set-phone-sentence": {"step": indexes, "phone": st.just("iphone"), "lang": langs, "text": texts},
    "set-sentences": {"step": indexes, "texts": by_lang},
    "set-question": {"step": indexes, "lang": langs, "text": texts},
    "add-hide": {"step": places, "target": covered, "example": examples},
    "add-show": {"step": places, "target": covered},
    "remove-hide": {"step": places, "target": covered},
    "remove-show": {"step": places, "target": covered},
    "move-hide": {"step": places, "target": covered, "to": targets},
    "set-hide-example": {"step": places, "target": covered, "example": examples},
    "make-aside": {"step": indexes, "questions": by_lang},
    "make-step": {"step": indexes},
    "move-step": {"step": indexes, "to": indexes},
    "duplicate-step": {"step": indexes},
    "delete-step": {"step": indexes},
    "insert-step": {"at": indexes, "picture": st.none()},
    "add-pictures": {"pictures": st.lists(pictures, min_size=1, max_size=3)},
    "replace-picture": {"step": indexes, "picture": pictures},
    "set-language-picture": {"step": indexes, "lang": langs, "picture": st.one_of(st.none(), pictures)},
    "set-phone-picture": {"step": indexes, "phone": st.just("iPhone"), "picture": st.one_of(st.none(), pictures)},
}


def test_each_change_has_its_words_and_is_undone_below() -> None:
    words = tomllib.loads((assets.folder("languages") / "en" / "editor.toml").read_text("utf-8"))["change"]
    assert words.keys() - {CORRECT_LINE, CHANGED_ELSEWHERE} == FIELDS.keys()


rows = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.fixed_dictionaries({"do": st.just(name), **FIELDS[name]})
)


@contextlib.contextmanager
def edited_folder() -> Iterator[Path]:
    root = Path(tempfile.mkdtemp())
    try:
        folder = root / "tutorial"
        folder.mkdir()
        for name in NAMES:
            (folder / name).write_text(name, encoding="utf-8")
        (folder / "tutorial.md").write_text(DRAFT, encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(root)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def make(page: Modules, session: Session, row: dict[str, Any]) -> Change | None:
    """The change that a row asks for, as the server gets it; None for what the page refuses."""
    name, values = row["do"], {key: value for key, value in row.items() if key != "do"}
    attach = getattr(picture_changes, name.replace("-", "_"), None)
    if attach is not None:
        made = attach(session.tutorial, session.files, **values)
        assert isinstance(made, Change)
        return made
    document = page.edit(to_json(session.tutorial, Tutorial), row)
    return None if document == "stale" else Change(name, from_json(document, Tutorial))


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(asked=st.lists(rows, max_size=10))
def test_any_edits_are_written_whole_and_undone_exactly(page: Modules, asked: list[dict[str, Any]]) -> None:
    with edited_folder() as folder:
        clock = iter(range(0, 1_000_000, 10))
        history = History(folder.parent / "history", folder)
        session = Session(folder, history, lambda: float(next(clock)))
        states = [(session.tutorial, content(folder))]
        for row in asked:
            revision = session.revision
            try:
                change = make(page, session, row)
                if change is not None:
                    session.apply(revision, change)
            except ChangeError:
                assert (session.tutorial, content(folder)) == states[-1]
                continue
            reading = read_folder(folder)
            assert reading.readable == session.tutorial
            assert reading.problems == session.problems
            assert reading.dropped_lines == ()
            assert session.unsaved is None
            if session.revision > revision:
                states.append((session.tutorial, content(folder)))
        describe(session, {}, lambda step, lang: "")
        for before in reversed(states[:-1]):
            assert session.undo_name
            session.undo(session.revision)
            assert (session.tutorial, content(folder)) == before
        assert session.undo_name is None
        session = Session(folder, history)
        for after in states[1:]:
            session.redo(session.revision)
            assert (session.tutorial, content(folder)) == after
        assert session.redo_name is None
