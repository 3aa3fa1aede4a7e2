"""The folder of tutorials: what the home page lists, and how a tutorial is started."""

from __future__ import annotations

import datetime
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from annotator import script
from annotator.cache import Cache
from annotator.edit import home_page, tutorial_list, work_folder
from annotator.edit.errors import NotListedError
from annotator.edit.tutorial_list import short_id, tutorial_id
from annotator.edit.workspace import Workspace
from annotator.edition.tutorial_source import read_source
from annotator.errors import AnnotatorError
from annotator.outputs import marks
from annotator.pack import build_record, source_digest
from annotator.pack.catalogue import Options
from tests.helpers.shipped import TUTORIALS

DAY = datetime.date(2026, 11, 26)
SCRIPT = "# es: Entrar a la clase\n\n- checked: 2026-05-10\n\n![](01.png)\n- tap: Unirse\n- es: Toque Unirse.\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(home_page.tutorial_source, "today", lambda: DAY)
    return tmp_path / "data"


def put(root: Path, name: str, text: str = SCRIPT) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def rows(place: Workspace) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in home_page.describe(place)["tutorials"]}


def test_home_tells_of_each_tutorial_what_is_missing(tmp_path: Path) -> None:
    put(tmp_path / "all", "b")
    folder = put(tmp_path / "all", "a")
    (folder / "01.png").write_bytes(b"picture")
    home = home_page.describe(Workspace(tmp_path / "all"))
    assert [row["name"] for row in home["tutorials"]] == ["a", "b"]
    first, second = home["tutorials"]
    assert first["missing"] == 0
    assert first["titles"] == {"es": "Entrar a la clase"}
    assert first["picture"] == f"/api/tutorials/{tutorial_id(folder)}/pictures/{short_id('01.png')}/image?w=360"
    assert first["checked_days"] == 200
    assert first["pack"] == "none"
    assert second["missing"] == 1
    assert second["picture"] is None
    assert {row["name"] for row in home["shipped"]} == {path.parent.name for path in TUTORIALS.glob("*/tutorial.md")}
    json.dumps(home)


def test_only_what_is_directly_inside_and_no_link_out_of_it_counts(tmp_path: Path) -> None:
    root = tmp_path / "all"
    inside = put(root, "inside")
    put(root / "deeper", "nested")
    outside = put(tmp_path, "outside")
    (root / "link").symlink_to(outside)
    (root / "twice").symlink_to(inside)
    (root / "broken").symlink_to(tmp_path / "nothing")
    (root / "file.txt").write_text("x")
    (root / "pictures").mkdir()
    assert [folder.name for folder in Workspace(root).tutorials()] == ["inside"]


def test_a_script_that_leads_out_of_its_folder_is_no_tutorial_here(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside")
    (tmp_path / "all" / "sly").mkdir(parents=True)
    (tmp_path / "all" / "sly" / "tutorial.md").symlink_to(outside / "tutorial.md")
    place = Workspace(tmp_path / "all")
    assert place.tutorials() == ()
    with pytest.raises(NotListedError):
        place.find(tutorial_id(tmp_path / "all" / "sly"))


def test_scripts_that_cannot_be_read_are_shown_with_the_reason(tmp_path: Path) -> None:
    put(tmp_path / "all", "old").joinpath("tutorial.md").write_bytes("# es: Página".encode("latin-1"))
    put(tmp_path / "all", "doubled").joinpath("tutorial.md").rename(tmp_path / "all" / "doubled" / "tutorial.md.txt")
    found = rows(Workspace(tmp_path / "all"))
    assert "is not saved as UTF-8" in str(found["old"]["problem"])
    assert "two endings" in str(found["doubled"]["problem"])


def test_a_single_tutorial_has_its_pack_beside_it(tmp_path: Path) -> None:
    folder = put(tmp_path, "zoom")
    place = Workspace(folder)
    assert place.single
    assert place.tutorials() == (folder,)
    assert place.pack(folder) == tmp_path / "packs" / "zoom"
    with pytest.raises(AnnotatorError, match="Only one tutorial"):
        place.create({"es": "Otro"}, ("es",))


def test_what_was_made_is_old_once_a_file_of_the_tutorial_or_school_has_changed(tmp_path: Path) -> None:
    """Seen: a child's name was added to the school's list, and the website went on showing it as up to date."""
    folder, place = put(tmp_path, "zoom"), Workspace(tmp_path)
    pack, site, kit = tmp_path / "packs" / "zoom", tmp_path / "website", tmp_path / "zoom-es-kit"
    school, roster, own = tmp_path / "school.toml", tmp_path / "names.txt", folder / "school.toml"
    own.touch()
    school.write_text('names = "names.txt"\nwebsite = "https://losrobles.example.org"\n', encoding="utf-8")
    roster.write_text("Ana Luz\n", encoding="utf-8")

    def states() -> list[str]:
        return [place.pack_state(folder), place.describe_website()["state"], place.describe_kit(folder, "es")["state"]]

    assert states() == ["none", "none", "none"]
    for made in (pack, site / "zoom", kit):
        made.mkdir(parents=True)
    (pack / "pack.json").write_text("{}")
    (site / "zoom" / "page.json").write_text("{}")
    marks.write_mark(site, "site")
    marks.write_mark(kit, "kit")
    sources = (folder, folder / "tutorial.md", own, school, roster)
    for path in sources:
        os.utime(path, (1000, 1000))
    for path in (pack / "pack.json", site / ".annotator.json", kit / ".annotator.json"):
        os.utime(path, (2000, 2000))
    assert states() == ["current", "current", "current"]
    assert place.describe_website()["address"] == "https://losrobles.example.org"
    assert home_page.describe(place)["tutorials"][0]["kits"] == [{"lang": "es", "state": "current"}]
    assert home_page.describe(place)["beginnings"] == []
    for path in sources:
        os.utime(path, (3000, 3000))
        assert states() == ["old", "old", "current" if path == folder else "old"], "a memo that came in is not in a kit"
        os.utime(path, (1000, 1000))
    # The command line makes these with names that nobody has decided on; nobody sends them from here.
    for made, kind in ((site, "site"), (kit, "kit")):
        marks.write_mark(made, kind, undecided=["zoom"])
    (pack / "pack.json").write_text(json.dumps(marks.seal({"files": [], "undecided": 2})), encoding="utf-8")
    assert states() == ["old", "old", "old"]


def test_what_was_made_is_current_again_once_all_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: everything was undone to what the film was made of, and *Share* went on hiding all files."""
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
    folder, place, cache = put(tmp_path, "zoom"), Workspace(tmp_path), Cache(tmp_path / "cache")
    (folder / "01.png").write_bytes(b"picture")
    roster, school = tmp_path / "names.txt", tmp_path / "school.toml"
    roster.write_text("Ana Luz\n", encoding="utf-8")
    school.write_text('names = "names.txt"\nwebsite = "https://losrobles.example.org/"\n', encoding="utf-8")
    pack, site = tmp_path / "packs" / "zoom", tmp_path / "website"
    pack.mkdir(parents=True)
    (site / "zoom").mkdir(parents=True)
    (pack / "video.mp4").write_bytes(b"video")
    (pack / "pack.json").write_text(json.dumps(marks.seal({"files": []})), encoding="utf-8")
    (site / "zoom" / "page.json").write_text("{}")
    marks.write_mark(site, "site")
    source = read_source(folder)
    build_record.save_record(cache, pack, source_digest.digest_source(source, Options(), cache), {"video": ("es",)})
    digest = source_digest.digest_pages(source, Options(), cache, (), "https://losrobles.example.org")
    build_record.save_record(cache, site / "zoom", digest)

    def states() -> list[str]:
        for made in (pack / "pack.json", site / ".annotator.json"):
            os.utime(made, (1000, 1000))
        return [place.pack_state(folder), place.describe_website()["state"]]

    assert states() == ["current", "current"], "everything is newer, and nothing is another"
    for path in (folder / "tutorial.md", folder / "01.png", roster, school):
        before = path.read_bytes()
        changed = before.replace(b"Unirse", b"Entrar").replace(b"picture", b"other")
        path.write_bytes(changed + (b"Eva\n" if path == roster else b"# Eva\n"))
        assert states() == ["old", "old"], path
        path.write_bytes(before)
        assert states() == ["current", "current"], path
    (folder / "02.png").write_bytes(b"came in")
    assert states() == ["old", "old"]
    (folder / "02.png").unlink()
    assert states() == ["current", "current"]
    (pack / "video.mp4").write_bytes(b"edited")
    assert states() == ["old", "current"]
    (folder / "tutorial.md").write_bytes(b"# nothing that can be read")
    assert states() == ["old", "old"]


def test_a_tutorial_is_put_away_and_taken_back_whole(tmp_path: Path) -> None:
    folder, place = put(tmp_path, "zoom"), Workspace(tmp_path)
    (folder / "01.png").write_bytes(b"picture")
    (tmp_path / "packs" / "zoom").mkdir(parents=True)
    place.put_away(folder)
    home = home_page.describe(place)
    assert home["tutorials"] == home["beginnings"] == []
    (away,) = home["put_away"]
    assert (away["name"], away["titles"]) == ("zoom", {"es": "Entrar a la clase"})
    assert {path.name for path in (tmp_path / "put-away" / "zoom").iterdir()} == {"tutorial.md", "01.png"}
    assert (tmp_path / "packs" / "zoom").is_dir(), "what families got stays"
    with pytest.raises(NotListedError):
        place.take_back(tutorial_id(folder))
    assert place.create({"es": "Zoom"}).name == "zoom-2", "its place, and its history, are kept for it"
    put(tmp_path, "zoom")
    with pytest.raises(AnnotatorError, match="something else with the name"):
        place.take_back(away["id"])
    (folder / "tutorial.md").unlink()
    folder.rmdir()
    place.take_back(away["id"])
    assert [row["name"] for row in home_page.describe(place)["tutorials"]] == ["zoom", "zoom-2"]
    assert (folder / "01.png").read_bytes() == b"picture"
    assert home_page.describe(Workspace(folder))["put_away"] is None
    with pytest.raises(AnnotatorError, match="Only one tutorial"):
        Workspace(folder).put_away(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_nothing_is_put_away_through_a_link(tmp_path: Path) -> None:
    folder, elsewhere = put(tmp_path / "ours", "zoom"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "ours" / "put-away").symlink_to(elsewhere)
    with pytest.raises(AnnotatorError):
        Workspace(tmp_path / "ours").put_away(folder)
    assert folder.is_dir() and not [*elsewhere.iterdir()]


def test_an_empty_tutorial_has_its_titles_and_can_be_read(tmp_path: Path) -> None:
    folder = Workspace(tmp_path / "all").create(
        {"es": "Entrar a la  clase", "en": ""}, ("es", "en"), device="Chromebook"
    )
    assert folder.name == "entrar-a-la-clase"
    assert [path.name for path in folder.iterdir()] == ["tutorial.md"]
    read = script.read_folder(folder).readable
    assert read is not None
    assert [(said.lang, said.text) for said in read.titles] == [("es", "Entrar a la clase"), ("en", "")]
    assert (read.steps, read.whys, read.device, read.checked) == ((), (), "Chromebook", None)


def test_a_title_is_kept_if_its_tag_is_written_in_another_way(tmp_path: Path) -> None:
    folder = Workspace(tmp_path / "all").create({"ES": "Entrar a la clase"}, ("es",))
    assert "# es: Entrar a la clase" in (folder / "tutorial.md").read_text(encoding="utf-8")


def test_names_of_new_folders_are_free_on_every_system(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    put(tmp_path, "Zoom")
    assert place.create({"es": "Zoom"}).name == "zoom-2"
    assert place.create({"es": "zoom"}).name == "zoom-3"
    assert place.create({"es": "Packs"}).name == "packs-2"
    assert place.create({"es": "Website"}).name == "website-2"
    assert place.create({"es": "漢字"}).name == "tutorial"
    assert place.create({"es": "Con"}).name == "con-1"


@pytest.mark.parametrize("name", [path.parent.name for path in sorted(TUTORIALS.glob("*/tutorial.md"))])
def test_a_tutorial_like_a_shipped_one_waits_for_its_pictures(tmp_path: Path, name: str) -> None:
    folder = Workspace(tmp_path).create({"es": "Nuestra clase"}, ("es", "en"), like=name)
    read = script.read_folder(folder).readable
    model = script.read_folder(TUTORIALS / name).readable
    assert read is not None
    assert model is not None
    assert read.title("es") == "Nuestra clase"
    assert read.title("en") == model.title("en")
    assert [step.picture for step in read.steps] == [f"___{number:02}.png" for number in range(1, len(model.steps) + 1)]
    assert [step.said("es") for step in read.steps] == [step.said("es") for step in model.steps]
    assert not read.hides
    assert not any(step.hides for step in read.steps)
    assert script.read(script.write(read), (), icons=script.shipped_icons()).readable == read


@pytest.mark.parametrize(
    ("titles", "languages", "like"),
    [({"es": "x"}, ("español!",), None), ({}, (), None), ({"es": "x"}, (), "no-such-tutorial")],
)
def test_a_wrong_request_leaves_nothing(
    tmp_path: Path, titles: dict[str, str], languages: tuple[str, ...], like: str | None
) -> None:
    with pytest.raises(AnnotatorError):
        Workspace(tmp_path).create(titles, languages, like)
    assert list(tmp_path.iterdir()) == []


def test_the_last_folder_is_remembered_for_the_user_alone(tmp_path: Path, data: Path) -> None:
    assert work_folder.last_used() is None
    folder = tmp_path / "las clases ñ"
    folder.mkdir()
    work_folder.remember(folder)
    assert work_folder.last_used() == folder
    if sys.platform != "win32":
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
    folder.rmdir()
    assert work_folder.last_used() is None
    (data / "last-folder.json").write_text("[]")
    assert work_folder.last_used() is None


def test_the_default_folder_is_in_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path / "Documentos")
    assert work_folder.default_folder() == tmp_path / "Documentos" / "annotator"
    assert work_folder.default_folder().is_dir()


def test_a_folder_that_is_gone_has_nothing(tmp_path: Path) -> None:
    assert tutorial_list.list_quietly(tmp_path / "gone") == ()
    assert home_page.describe(Workspace(tmp_path / "gone"))["tutorials"] == []


# Folders of pictures


def test_a_folder_of_pictures_is_offered_and_started_in_place(tmp_path: Path) -> None:
    pictures = tmp_path / "all" / "Mi «carpeta» 🙂"
    pictures.mkdir(parents=True)
    for name in ("10.png", "9.png", "logo.png", "captura de las 9.JPG"):
        (pictures / name).write_bytes(b"picture")
    put(tmp_path / "all", "a")
    (tmp_path / "all" / "packs").mkdir()
    (tmp_path / "all" / "packs" / "order.png").write_bytes(b"picture")
    place = Workspace(tmp_path / "all")
    (row,) = home_page.describe(place)["beginnings"]
    assert (row["name"], row["pictures"]) == (pictures.name, 3)
    before = {path.name: path.read_bytes() for path in pictures.iterdir()}
    assert place.create_from(row["id"], {"es": "Entrar"}, ("es", "en"), "Android phone") == pictures
    tutorial = script.read_folder(pictures).readable
    assert tutorial is not None
    assert [step.picture for step in tutorial.steps] == ["9.png", "10.png", "captura de las 9.JPG"]
    assert not any(step.action for step in tutorial.steps)
    assert tutorial.languages == ("es", "en")
    assert {path.name: path.read_bytes() for path in pictures.iterdir() if path.name != "tutorial.md"} == before
    assert home_page.describe(place)["beginnings"] == []
    with pytest.raises(NotListedError):
        place.create_from(row["id"], {"es": "Entrar"})


def test_the_folder_that_was_opened_may_have_the_pictures_itself(tmp_path: Path) -> None:
    folder = tmp_path / "zoom"
    folder.mkdir()
    (folder / "1.png").write_bytes(b"picture")
    place = Workspace(folder)
    (row,) = home_page.describe(place)["beginnings"]
    assert row["id"] == tutorial_id(folder)
    place.create_from(row["id"], {"es": "Entrar"})
    assert place.single
    assert place.tutorials() == (folder,)
    assert place.pack(folder).parent == tmp_path / "packs"


def test_a_picture_beside_tutorials_begins_none(tmp_path: Path) -> None:
    put(tmp_path, "a")
    (tmp_path / "foto.png").write_bytes(b"picture")
    assert home_page.describe(Workspace(tmp_path))["beginnings"] == []
