"""A pack is made, left as it is, made in part, and put in place from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.errors import OutputError, ProblemsError
from annotator.model import Problem, School
from annotator.pack import catalogue
from annotator.pack.build import build, find_unchanged, install, pack_path
from annotator.pack.catalogue import Options
from annotator.pack.products import chat
from annotator.pack.products.product import Output
from annotator.pack.report import BuildResult
from annotator.script import GivenSchool
from tests.helpers.districts import files_of, make_tutorial

ROBLES = GivenSchool(School(name="Los Robles", phone="410-555-0101"))
OAKS = GivenSchool(School(name="Oak Hill", phone="410-555-0102"))
ANEW = "The pack's other files were made anew"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "school.toml").write_text('name = "Around"\nphone = "410-555-0000"\n', encoding="utf-8")
    return make_tutorial(tmp_path / "zoom", ["es"])


def messages(tmp_path: Path) -> Options:
    return Options(output=tmp_path / "packs", kinds=("message",))


def message(built: BuildResult, lang: str = "es") -> str:
    return (built.pack / lang / "message.txt").read_text(encoding="utf-8")


def test_a_given_school_takes_the_place_of_the_file_around(folder: Path, tmp_path: Path, warm: Cache) -> None:
    assert "410-555-0000" in message(build(folder, messages(tmp_path), cache=warm))
    built = build(folder, messages(tmp_path), cache=warm, given=ROBLES)
    assert not built.unchanged
    assert "410-555-0101" in message(built)
    assert "410-555-0000" not in message(built)
    assert build(folder, messages(tmp_path), cache=warm, given=ROBLES).unchanged


def test_a_pack_is_unchanged_for_its_own_school_alone(folder: Path, tmp_path: Path, warm: Cache) -> None:
    options = messages(tmp_path)
    assert find_unchanged(folder, options, warm, given=ROBLES) is None
    assert not options.output.exists()
    build(folder, options, cache=warm, given=ROBLES)
    found = find_unchanged(folder, options, warm, given=ROBLES)
    assert found is not None
    assert found.unchanged
    assert find_unchanged(folder, options, warm, given=OAKS) is None
    (folder / "tutorial.md").write_text("# es: Nada\n", encoding="utf-8")
    assert find_unchanged(folder, options, warm, given=ROBLES) is None
    (folder / "tutorial.md").unlink()
    assert find_unchanged(folder, options, warm, given=ROBLES) is None


def test_a_pack_from_another_computer_is_as_if_it_was_made_here(folder: Path, tmp_path: Path, warm: Cache) -> None:
    away = Options(output=tmp_path / "away", kinds=("message",))
    made = build(folder, away, cache=warm, given=ROBLES)
    here = messages(tmp_path)
    build(folder, here, cache=warm, given=OAKS)
    (pack_path(folder, here) / "note.txt").write_text("mine", encoding="utf-8")
    installed = install(made.pack, folder, here, warm, given=ROBLES)
    assert installed.pack == pack_path(folder, here)
    assert {**files_of(made.pack), "note.txt": b"mine"} == files_of(installed.pack)
    assert find_unchanged(folder, here, warm, given=ROBLES) is not None
    assert installed.manifest == json.loads((made.pack / "pack.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("damage", ["es/message.txt", "pack.json"])
def test_a_pack_that_arrived_damaged_is_not_put_in_place(
    folder: Path, tmp_path: Path, warm: Cache, damage: str
) -> None:
    away = Options(output=tmp_path / "away", kinds=("message",))
    made = build(folder, away, cache=warm, given=ROBLES)
    here = messages(tmp_path)
    for harm in (lambda path: path.write_bytes(b"{}"), lambda path: path.unlink()):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made.pack, copy)
        harm(copy / damage)
        with pytest.raises(OutputError, match="not whole"):
            install(copy, folder, here, warm, given=ROBLES)
    assert not pack_path(folder, here).exists()


# ---------------------------------------------------------------- only a part


class Place:
    """A tutorial in two languages, and the pack that is built of it, of kinds without a voice."""

    def __init__(self, root: Path, cache: Cache) -> None:
        self.folder = make_tutorial(root / "zoom", ["es", "en"])
        self.cache = cache
        self.pack = root / "packs" / "zoom"

    def build(self, *kinds: str, **more: Any) -> BuildResult:
        return build(self.folder, Options(self.pack.parent, kinds=kinds, **more), cache=self.cache)

    def write(self, change: Callable[[str], str]) -> None:
        path = self.folder / "tutorial.md"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {path: data for path, data in files_of(self.pack).items() if path != "pack.json"}


@pytest.fixture
def place(tmp_path: Path, warm: Cache) -> Place:
    return Place(tmp_path, warm)


def longer(text: str) -> str:
    return text.replace("- es: ", "- es: Por favor. ", 1)


def test_what_is_added_leaves_the_rest_and_is_shown_by_what_shows_the_pack(place: Place) -> None:
    place.build("card", "index", languages=("es",))
    before = place.files()
    built = place.build("message")
    assert not any(ANEW in note for note in built.notes)
    after = place.files()
    assert {path: after[path] for path in before if path != "index.html"} == {
        path: data for path, data in before.items() if path != "index.html"
    }
    assert {"es/message.txt", "en/message.txt"} <= set(after)
    assert "en/step-1.jpg" not in after, "nobody asked for it"
    assert after["index.html"] != before["index.html"]
    assert place.build("message", languages=("en",)).unchanged
    assert place.build("card").manifest["files"]
    files = place.files()
    shutil.rmtree(place.pack)
    place.build("card", "message", "index")
    assert place.files() == files, "in parts or at once, it is the same pack"


def test_a_hand_out_gets_the_language_that_is_added(place: Place) -> None:
    place.build("card", "paper", languages=("es",))
    before = place.files()
    place.build("paper", languages=("en",))
    after = place.files()
    sheet = next(path for path in before if path.endswith(".pdf"))
    assert after[sheet] != before[sheet], "it shows the other language, too"
    assert after["es/paso-1.jpg"] == before["es/paso-1.jpg"]


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.write(longer),
        lambda place: place.write(lambda text: text + "- hide: 0% 0% 10% 10%\n"),
        lambda place: (place.folder.parent / "school.toml").write_text('phone = "410-555-0100"\n', encoding="utf-8"),
        lambda place: place.cache.empty("builds"),
    ],
    ids=["a sentence", "a cover", "the school", "no record, as on another computer"],
)
def test_after_a_change_everything_that_the_pack_had_is_made_anew_and_told(
    place: Place, change: Callable[[Place], object]
) -> None:
    place.build("card", "message")
    change(place)
    built = place.build("message", languages=("es",))
    assert [note for note in built.notes if ANEW in note]
    files = place.files()
    assert len([path for path in files if path.endswith((".jpg", ".txt"))]) == len(files)
    assert {path.partition("/")[0] for path in files} == {"es", "en"}
    shutil.rmtree(place.pack)
    place.build("card", "message")
    assert place.files() == files


def test_what_was_edited_or_lost_is_made_again_and_the_edited_stays_beside_it(place: Place) -> None:
    place.build("card", "message")
    before = place.files()
    (place.pack / "es" / "message.txt").write_text("in our own words", encoding="utf-8")
    (place.pack / "en" / "step-1.jpg").unlink()
    built = place.build("card")
    assert [note for note in built.notes if ANEW in note]
    assert {path: place.files()[path] for path in before} == before
    assert (place.pack / "es" / "message (suyo).txt").read_text(encoding="utf-8") == "in our own words"
    assert "own words" not in message(built)


def test_other_options_make_another_pack(place: Place) -> None:
    place.build("message")
    assert [note for note in place.build("card", voice="pico").notes if ANEW in note]


def test_a_language_that_is_no_more_goes(place: Place) -> None:
    place.build("card", "message")
    place.write(lambda text: re.sub(r"^(# en|- why en|- en).*\n", "", text, flags=re.MULTILINE))
    place.build("message")
    assert {path.partition("/")[0] for path in place.files()} == {"es"}


def test_a_problem_in_another_language_of_the_pack_leaves_it_as_it_is(place: Place) -> None:
    place.build("message")
    before = place.files()
    shutil.copy(place.folder / "1.png", place.folder / "2.en.png")
    place.write(longer)
    with pytest.raises(ProblemsError):
        place.build("message", languages=("es",))
    assert place.files() == before


def test_warnings_about_files_that_stay_are_told_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(edition: Any, context: Any) -> Iterator[Output]:
        path = f"{edition.lang}/message.txt"
        (context.folder / path).write_text("x", encoding="utf-8")
        yield Output(path, warnings=(Problem("tutorial.md", 1, f"Long {edition.lang}.", "", "warning"),))

    products = tuple(replace(each, make=make) if each is chat.MESSAGE else each for each in catalogue.PRODUCTS)
    monkeypatch.setattr(catalogue, "PRODUCTS", products)
    warnings = place.build("message").manifest["warnings"]
    assert sum("Long" in line for line in warnings) == 2
    assert sorted(place.build("card").manifest["warnings"]) == sorted(warnings)
