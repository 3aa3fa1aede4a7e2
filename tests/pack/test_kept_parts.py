"""A part of a pack can be made alone; what else is in the pack stays, if a build would make it the same now."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.errors import OutputError, ProblemsError
from annotator.model import PackFile
from annotator.pack import catalogue, kept_parts, pack_folder
from annotator.pack.build import BuildResult, build
from annotator.pack.options import Options
from annotator.pack.products.product import Part
from tests.helpers import editions
from tests.helpers.screens import draw_texts

pytestmark = pytest.mark.slow

SCRIPT = """# es: Entrar a la clase
# en: Join class

- why es: Así ve a la maestra.
- why en: You see the teacher.

![](1.png)
- tap: Unirse
- es: Toque Unirse.
- en: Tap Unirse.

![](2.png)
- look: Salir
- es: Fíjese en Salir.
- en: Look at Salir.
"""
QUICK = ("card", "message", "paper", "poster", "review", "index")
"""Kinds without a voice."""


class Place:
    """A tutorial, and the packs that are built of it."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self.folder = folder
        self.cache = cache
        self.pack = folder.parent / "packs" / folder.name

    def build(self, *kinds: str, **more: Any) -> BuildResult:
        options = Options(self.pack.parent, kinds=kinds or QUICK, **{"voice": "pico", **more})
        return build(self.folder, options, cache=self.cache)

    def write(self, old: str, new: str) -> None:
        path = self.folder / "tutorial.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.pack).as_posix(): p.read_bytes() for p in self.pack.rglob("*") if p.is_file()}

    def manifest(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.pack / "pack.json").read_text(encoding="utf-8"))
        return content

    def refused(self, *kinds: str, **more: Any) -> str:
        before = self.files()
        with pytest.raises(OutputError) as caught:
            self.build(*kinds, **more)
        assert self.files() == before
        return str(caught.value)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tutorial and a cache that has scanned it."""
    root = tmp_path_factory.mktemp("held")
    (root / "clase").mkdir()
    draw_texts(root / "clase" / "1.png", {"ana.perez@example.org": 260, "Hola": 520, "Unirse": 600})
    draw_texts(root / "clase" / "2.png", {"Clase": 60, "Salir": 600})
    (root / "clase" / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    build(root / "clase", Options(root / "packs", kinds=("message",)), cache=Cache(root / "cache"))
    return root


@pytest.fixture
def place(drawn: Path, tmp_path: Path) -> Place:
    for name in ("clase", "cache"):
        shutil.copytree(drawn / name, tmp_path / name)
    return Place(tmp_path / "clase", Cache(tmp_path / "cache"))


def test_a_kind_that_is_added_leaves_the_others_as_they_are(place: Place) -> None:
    place.build("card", "review", "index")
    before = place.files()
    built = place.build("message")
    after = place.files()
    assert {path for path in after if path not in before} == {"es/message.txt", "en/message.txt"}
    unlike = {path for path in before if after[path] != before[path]}
    assert unlike == {"pack.json", "index.html"}, "the index tells of the messages, too"
    assert b"Toque Unirse." in after["index.html"]
    whole = place.build("card", "message", "review", "index")
    assert whole.unchanged, "it is what a build of all of it would make"
    assert whole.manifest == built.manifest
    shutil.rmtree(place.pack)
    assert place.build("card", "message", "review", "index").manifest["files"] == built.manifest["files"]


def test_a_language_that_is_added_leaves_the_other_as_it_is(place: Place) -> None:
    place.build("card", "message", languages=("es",))
    before = place.files()
    place.build("card", "message", languages=("en",))
    after = place.files()
    assert {path: after[path] for path in before if path != "pack.json"} == {
        path: data for path, data in before.items() if path != "pack.json"
    }
    assert {"en/message.txt", "en/step-1.jpg"} <= set(after)
    assert place.build("card", "message").unchanged
    hidden = {(row["lang"], row["kind"]) for row in place.manifest()["hidden"]}
    assert hidden == {("es", "email"), ("en", "email")}


def test_a_sentence_that_was_changed_in_one_language_leaves_the_other_alone(place: Place) -> None:
    place.build("card", "message")
    place.write("Toque Unirse.", "Toque Unirse ahora.")
    english = place.files()["en/message.txt"]
    place.build("card", "message", languages=("es",))
    assert place.files()["en/message.txt"] == english
    assert "ahora" in place.files()["es/message.txt"].decode()
    assert place.build("card", "message").unchanged


@pytest.mark.parametrize(
    ("old", "new", "asked", "named"),
    [
        (
            "Toque Unirse.",
            "Toque Unirse ya.",
            {"kinds": ("message",)},
            "card (es), paper (en), paper (es), poster (es)",
        ),
        ("Toque Unirse.", "Toque Unirse ya.", {"languages": ("es",)}, "paper (en)"),
        ("Tap Unirse.", "Tap it.", {"languages": ("es",), "kinds": ("message", "paper")}, "card (en), message (en)"),
        ("- es: Toque", "- hide: Hola\n- es: Toque", {"kinds": ("message",)}, "card (en), card (es), paper (en)"),
        ("# en: Join class", "# en: Join the class", {"languages": ("es",)}, "card (en), message (en), paper (en)"),
    ],
    ids=["a sentence", "the second language on paper", "the other language", "a cover", "a title"],
)
def test_what_would_not_be_the_same_is_named_with_the_command_that_makes_all(
    place: Place, old: str, new: str, asked: dict[str, Any], named: str
) -> None:
    place.build()
    place.write(old, new)
    told = place.refused(*asked.get("kinds", QUICK), **{k: v for k, v in asked.items() if k != "kinds"})
    assert "\n" not in told
    assert f"also holds other parts ({named}" in told
    assert f"annotator build {place.folder} -o {place.pack.parent} --voice pico (or add --drop" in told
    place.build(*asked.get("kinds", QUICK), drop=True, **{k: v for k, v in asked.items() if k != "kinds"})


def test_a_cover_does_not_matter_to_a_message(place: Place) -> None:
    place.build("card", "message")
    place.write("- es: Toque", "- hide: Hola\n- es: Toque")
    before = place.files()
    place.build("card")
    after = place.files()
    assert after["es/message.txt"] == before["es/message.txt"]
    assert after["es/paso-1.jpg"] != before["es/paso-1.jpg"]
    assert sum(row["kind"] == "chosen" for row in place.manifest()["hidden"]) == 2


def test_drop_leaves_out_what_is_not_asked_for(place: Place) -> None:
    place.build("card", "message")
    place.build("message", languages=("es",), drop=True)
    assert set(place.files()) == {"pack.json", "es/message.txt"}


def test_everything_is_made_whatever_an_older_pack_holds(place: Place) -> None:
    place.build("card", "message")
    text = (place.folder / "tutorial.md").read_text(encoding="utf-8")
    (place.folder / "tutorial.md").write_text(
        "\n".join(line for line in text.splitlines() if not line.startswith(("# en:", "- why en:", "- en:"))) + "\n",
        encoding="utf-8",
    )
    place.build("card", "message")
    assert {path.partition("/")[0] for path in place.files()} == {"pack.json", "es"}


def test_a_problem_in_a_language_that_should_stay_is_told_as_its_parts(place: Place) -> None:
    place.build("message")
    place.write("- en: Tap Unirse.\n", "- en: Tap Unirse.\n- also: Hola\n")
    place.write("- look: Salir", "- look: Salir #7")
    with pytest.raises(ProblemsError):
        place.build("message", languages=("es",))
    place.write("- look: Salir #7", "- look: Salir")
    shutil.copy(place.folder / "1.png", place.folder / "2.en.png")
    told = place.refused("message", languages=("es",))
    assert "other parts (message (en))" in told


def test_a_file_that_somebody_changed_does_not_stay_as_ours(place: Place) -> None:
    place.build("card", "message")
    (place.pack / "es" / "message.txt").write_text("in our own words", encoding="utf-8")
    assert "(message (es))" in place.refused("card")
    place.build("card", "message")
    assert (place.pack / "es" / "message (suyo).txt").read_text(encoding="utf-8") == "in our own words"


def test_a_pack_of_which_nothing_is_known_is_made_whole_or_not_at_all(place: Place) -> None:
    place.build("card", "message")
    shutil.rmtree(place.cache.root / "builds")  # as on another computer
    assert "(card (en), card (es))" in place.refused("message")
    place.build("card", "message")


def test_a_pack_whose_list_of_files_somebody_changed_is_not_ours_to_replace(place: Place) -> None:
    place.build("message")
    content = place.manifest()
    (place.pack / "pack.json").write_text(json.dumps(content | {"warnings": ["x"]}), encoding="utf-8")
    assert "holds other files" in place.refused("message")


def test_other_options_make_other_parts(place: Place) -> None:
    place.build("card", "voice")
    assert "voice (es)" in place.refused("card", voice="espeak")
    before = place.files()
    place.build("message")
    assert {path: place.files()[path] for path in before if path != "pack.json"} == {
        path: data for path, data in before.items() if path != "pack.json"
    }
    manifest = place.manifest()
    assert {lang: used["engine"] for lang, used in manifest["voices"].items()} == {"es": "pico", "en": "pico"}
    assert [row["number"] for row in manifest["steps"]["es"]] == [1, 2]


def test_what_a_warning_says_of_a_part_that_stays_is_told_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.pack.limits.MAX_VIDEO_SECONDS", 1.0)
    long = [line for line in place.build("video", "card").manifest["warnings"] if "after 90, many" in line]
    assert len(long) == 2
    place.write("# es: Entrar", "\n# es: Entrar")
    place.write("![](1.png)\n- tap", "![](1.png)\n- ok: a reason\n- tap")
    again = [line for line in place.build("card").manifest["warnings"] if "after 90, many" in line]
    assert [line.partition(": ")[2] for line in again] == [line.partition(": ")[2] for line in long]
    assert again != long, "the lines of the script moved"


# ---------------------------------------------------------------- as values


def older(*parts: Part) -> kept_parts.PreviousPack:
    return kept_parts.PreviousPack(
        Path("packs/clase"), {part: (PackFile("a", part.kind, part.lang, 1),) for part in parts}
    )


def planned(
    pack: kept_parts.PreviousPack, *kinds: str, languages: tuple[str, ...] = (), public: tuple[str, ...] = ("es", "en")
) -> kept_parts.BuildPlan:
    script = editions.script_of(editions.TUTORIAL)
    asked = replace(script, languages=languages or script.languages)
    return kept_parts.plan_build(
        asked, replace(script, languages=("es", "en")), pack, Options(kinds=kinds, languages=languages)
    )


def test_a_plan_makes_what_is_asked_for_and_keeps_the_rest() -> None:
    pack = older(Part("card", "es"), Part("message", "es"), Part("index"), Part("gif", "es"))
    plan = planned(pack, "message")
    assert plan.make == {Part("message", "es"), Part("message", "en"), Part("index")}, "the index tells of all"
    assert plan.keep == {Part("card", "es"), Part("gif", "es")}
    assert plan.kinds == ("card", "message", "index")
    assert planned(pack, "message", languages=("en",)).keep == {
        Part("card", "es"),
        Part("gif", "es"),
        Part("message", "es"),
    }
    assert planned(pack, *catalogue.KINDS).keep == set(), "a kind that is no more goes with a build of everything"


def test_the_archive_of_the_website_is_packed_again_and_the_pages_in_it_stay() -> None:
    web = [Part(kind, lang) for kind in ("page", "poster", "captions") for lang in ("es", "en")]
    plan = planned(older(*web, Part("zip"), Part("index")), "card")
    assert plan.make == {Part("card", "es"), Part("card", "en"), Part("zip"), Part("index")}
    assert plan.keep == set(web)
    assert planned(older(Part("card", "es")), "zip").make == {*web, Part("zip")}


def test_a_page_is_made_of_all_languages_that_have_one() -> None:
    web = [Part(kind, lang) for kind in ("page", "poster", "captions") for lang in ("es", "en", "mix")]
    pack = older(*web, Part("page"))
    plan = planned(pack, "page", languages=("es",))
    assert plan.make == {part for part in web if part.lang != "mix"}, "nobody allowed the third on the website"
    assert plan.keep == set()
    assert planned(pack, "card", languages=("es",)).keep == set(web)


def test_a_language_that_is_no_more_goes_unless_a_language_was_named() -> None:
    pack = older(Part("card", "fr"), Part("message", "es"))
    assert planned(pack, "message").keep == set()
    assert planned(pack, "message", languages=("es",)).keep == {Part("card", "fr")}


def test_a_refusal_is_one_line_with_the_command(tmp_path: Path) -> None:
    options = Options(Path("mis packs"), voice="pico", budget=1_500_000, draft=True)
    told = str(
        kept_parts.stale_parts_error([Part("message", "es"), Part("video", "en")], Path("p"), Path("clase"), options)
    )
    assert told.startswith(
        "p also holds other parts (video (en), message (es)), which a build would make differently now"
    )
    assert 'annotator build clase -o "mis packs" --draft --voice pico --budget 1.5 (or add --drop' in told


def test_a_whole_job_is_estimated_from_what_is_made(tmp_path: Path) -> None:
    script = editions.script_of(editions.TUTORIAL, tmp_path)
    small = pack_folder.estimate_job_units(script, script, planned(older(), "message"))
    large = pack_folder.estimate_job_units(script, script, planned(older(), "message", "video", "step"))
    apart = pack_folder.estimate_job_units(script, replace(script), planned(older(), "message", "video", "page"))
    assert 0 < small < large < apart
