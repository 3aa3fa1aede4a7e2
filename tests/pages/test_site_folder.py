"""The site's folder: what stays, what goes, and what is never touched."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.commands import site as command
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.model import School, StepNumber
from annotator.outputs import marks
from annotator.pages import card_folder, chat_links, labels, listing, website
from annotator.pages.listing import from_listing, to_listing
from annotator.pages.page_data import PageData, Publishing, StepData, TutorialPages, shorten_address


def make_pages(name: str, title: str = "Entrar") -> TutorialPages:
    return TutorialPages(
        name, (PageData("es", "es", "Español", title, "", (StepData(StepNumber(1), "paso-1", "Toque."),), "entrar"),)
    )


def old_site(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir(parents=True)
        listing.write_listing(folder / name, make_pages(name))
    marks.write_mark(folder, "site")
    (folder / "notes.txt").write_text("the webmaster's", encoding="utf-8")


def test_an_older_name_becomes_the_new_video_s_unless_another_file_has_it(tmp_path: Path) -> None:
    for path in ("older/es/join.mp4", "older/es/paso-1.mp4", "new/es/zoom.mp4", "new/es/paso-1.mp4"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    website.keep_older_names(tmp_path / "older", tmp_path / "new", "zoom")
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new/es").iterdir()}
    assert kept == {"zoom.mp4": "new/es/zoom.mp4", "join.mp4": "new/es/zoom.mp4", "paso-1.mp4": "new/es/paso-1.mp4"}


def test_tutorials_that_are_gone_stay_until_their_folder_is_deleted(tmp_path: Path) -> None:
    old_site(tmp_path / "old")
    website.copy_previous_site(tmp_path / "old", tmp_path / "kept")
    shutil.rmtree(tmp_path / "old" / "two")
    website.copy_previous_site(tmp_path / "old", tmp_path / "less")
    assert [each.name for each in website.write_gallery(tmp_path / "kept", Publishing(), School())] == [
        "one",
        "two",
    ]
    assert [each.name for each in website.write_gallery(tmp_path / "less", Publishing(), School())] == ["one"]
    assert not (tmp_path / "less" / "notes.txt").exists()
    assert 'href="two/es/index.html"' in (tmp_path / "kept" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Looking, speaking and drawing replaced by a listing; gives the names of the tutorials whose pages were made."""
    made: list[str] = []

    def pages(maker: Any, tutorial: Any, *_: Any) -> Path:
        if tutorial.source.has_problems:
            raise ProblemsError(tutorial.source.problems)
        made.append(tutorial.source.name)
        folder: Path = maker.site.parent / "new"
        (folder / "es").mkdir(parents=True)
        (folder / "es" / "index.html").write_text(tutorial.source.name, encoding="utf-8")
        (folder / "es" / f"{tutorial.name}.mp4").write_text(tutorial.source.tutorial.titles[0].text, encoding="utf-8")
        for memo in tutorial.source.tutorial.steps[0].memos:
            shutil.copy(tutorial.source.folder / memo.file, folder / "es" / "paso-1.m4a")
        listing.write_listing(folder, make_pages(tutorial.name))
        return folder

    monkeypatch.setattr(command._SiteMaker, "_make_pages", pages)
    return made


def tutorial(folder: Path, title: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01.png").write_bytes(b"")
    text = f"# es: {title}\n\n![](01.png)\n- look: 50% 50%\n- es: Vea.\n"
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def test_only_what_has_changed_is_made_again(tmp_path: Path, quick: list[str]) -> None:
    folders = [tutorial(tmp_path / name, name) for name in ("one", "two")]
    request = command.SiteRequest(tmp_path / "public")
    assert command.build(folders, request).made == ["one", "two"]
    tutorial(tmp_path / "two", "changed")
    outcome = command.build(folders, request)
    assert (outcome.made, outcome.unchanged, quick) == (["two"], ["one"], ["one", "two", "two"])
    assert outcome.pages[0] == tmp_path / "public" / "index.html"
    shutil.rmtree(tmp_path / "public" / "two")
    less = command.build(folders[:1], request)
    assert (less.unchanged, less.pages[1:]) == (["one"], [tmp_path / "public" / "one" / "es" / "index.html"])
    assert not (tmp_path / "public" / "two").exists()


def test_it_knows_which_tutorials_have_names_that_nobody_has_decided_on(
    tmp_path: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = command._SiteMaker._make_pages

    def pages(maker: Any, tutorial: Any, *rest: Any) -> Path:
        maker.undecided += [tutorial.name for title in tutorial.source.tutorial.titles if title.text == "Ana Luz?"]
        return make(maker, tutorial, *rest)

    monkeypatch.setattr(command._SiteMaker, "_make_pages", pages)
    one, two = tutorial(tmp_path / "one", "Ana Luz?"), tutorial(tmp_path / "two", "two")
    request = command.SiteRequest(tmp_path / "public")
    for folders, undecided in (([one, two], ["one"]), ([one, two], ["one"]), ([two], ["one"])):
        command.build(folders, request)
        mark = marks.read(tmp_path / "public")
        assert mark is not None and mark.content["undecided"] == undecided
    assert quick == ["one", "two", "one"], "until somebody decides, it is looked at again"
    command.build([tutorial(tmp_path / "one", "decided")], request)
    mark = marks.read(tmp_path / "public")
    assert mark is not None and mark.content["undecided"] == []


def test_the_whole_site_is_in_one_file_beside_it_too(tmp_path: Path, quick: list[str]) -> None:
    request = command.SiteRequest(tmp_path / "public")
    archive = command.build([tutorial(tmp_path / "one", "one")], request).archive
    assert archive == tmp_path / "public-web.zip"
    first = archive.read_bytes()
    with zipfile.ZipFile(archive) as opened:
        assert {"public/index.html", "public/style.css", "public/one/es/index.html"} <= set(opened.namelist())
        assert opened.read("public/index.html") == (tmp_path / "public" / "index.html").read_bytes()
    command.build([tutorial(tmp_path / "one", "one")], request)
    assert archive.read_bytes() == first
    archive.write_bytes(b"the webmaster's")
    with pytest.raises(OutputError, match=r"public-web\.zip is there already"):
        command.build([tutorial(tmp_path / "one", "changed")], request)
    assert archive.read_bytes() == b"the webmaster's"


def follow_the_recipe(embed: Path, archive: Path, server: Path) -> None:
    """Do what the page for the webmaster says, by its own words, in the folder of the school's website."""
    recipe = embed.read_text(encoding="utf-8")
    named = re.search(
        r"la carpeta de https://losrobles.example.org; .* una carpeta (\S+)\? Bórrela primero", recipe, re.S
    )
    assert named is not None
    shutil.rmtree(server / named[1], ignore_errors=True)
    assert recipe.index("Bórrela primero") < recipe.index("Suba ahí el archivo que termina en web.zip")
    assert archive.name.endswith("web.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(server)


def test_an_update_by_the_recipe_leaves_nothing_that_was_withdrawn_and_the_schools_own_page(
    tmp_path: Path, quick: list[str]
) -> None:
    folder, public, server = tmp_path / "one", tmp_path / "public", tmp_path / "public_html"
    (tutorial(folder, "Entrar") / "01.es.ogg").write_bytes(b"the voice of Luna's mother")
    server.mkdir()
    (server / "index.html").write_text("the school's", encoding="utf-8")
    request = command.SiteRequest(public, "https://losrobles.example.org/ayuda")
    for uses in ('"chat", "website"', '"chat"'):
        (folder / "consent.toml").write_text(
            f'["01.es.ogg"]\nwho = "she"\nuse = [{uses}]\nuntil = 2999-01-01\n', encoding="utf-8"
        )
        follow_the_recipe(public / "embed.html", command.build([folder], request).archive, server)
        online = {
            path.relative_to(server).as_posix(): path.read_bytes() for path in server.rglob("*") if path.is_file()
        }
        assert any(b"voice of" in data for data in online.values()) == ("website" in uses)
        assert online.pop("index.html") == b"the school's"
        assert {name.split("/")[0] for name in online} == {"ayuda"}, "the folder of its address"
    assert "ayuda/one/es/one.mp4" in online


def test_pages_leave_when_the_last_voice_of_their_only_language_is_taken_back(tmp_path: Path, quick: list[str]) -> None:
    one, two, public = tmp_path / "one", tutorial(tmp_path / "two", "two"), tmp_path / "public"
    (tutorial(one, "x") / "01.mix.ogg").write_bytes(b"the voice of Luna's mother")
    (one / "title.mix.ogg").write_bytes(b"her voice")
    (one / "tutorial.md").write_text("# mix: Kixi\n\n![](01.png)\n- look: 50% 50%\n- mix: Koto.\n", encoding="utf-8")
    for uses in ('"chat", "website"', '"chat"'):
        (one / "consent.toml").write_text(
            "".join(
                f'["{name}.mix.ogg"]\nwho = "she"\nuse = [{uses}]\nuntil = 2999-01-01\n' for name in ("01", "title")
            ),
            encoding="utf-8",
        )
        made = command.build([one, two], command.SiteRequest(public))
        assert [path.name for path in (public / "one", public / "two") if path.exists()] == [
            *(["one"] if "website" in uses else []),
            "two",
        ]
    assert ["no language is left" in str(error) for _, error in made.failed] == [True]


def test_a_film_is_also_found_by_the_name_that_it_had_on_an_older_site(tmp_path: Path, quick: list[str]) -> None:
    public, request = tmp_path / "public", command.SiteRequest(tmp_path / "public")
    command.build([tutorial(tmp_path / "one", "Entrar al salon")], request)
    film = public / "one" / "es" / "one.mp4"
    film.rename(film.with_name("entrar-al-salon.mp4"))
    marks.write_mark(public, "site")
    for title in ("Entrar al salón", "Entrar a la clase"):
        command.build([tutorial(tmp_path / "one", title)], request)
        assert {path.name: path.read_text(encoding="utf-8") for path in film.parent.glob("*.mp4")} == {
            "one.mp4": title,
            "entrar-al-salon.mp4": title,
        }


def test_pages_have_plain_names(tmp_path: Path, quick: list[str]) -> None:
    folder, public = tutorial(tmp_path / "Tarea en Classroom", "Tarea"), tmp_path / "public"
    outcome = command.build([folder], command.SiteRequest(public))
    assert outcome.pages[1:] == [public / "tarea-en-classroom" / "es" / "index.html"]
    again = command.build([folder], command.SiteRequest(public))
    assert again.unchanged == ["tarea-en-classroom"]
    with zipfile.ZipFile(again.archive) as opened:
        assert all(name.isascii() and " " not in name for name in opened.namelist())


def test_a_card_sorted_by_name_plays_in_order_on_any_phone(tmp_path: Path) -> None:
    titles = {"zoom": "Entrar a la clase: “Zoom” ¿y ya? " * 4, "aula": "CON", "papel": "纸"}
    pages = []
    for name, title in titles.items():
        pages.append(
            TutorialPages(
                name, tuple(replace(make_pages(name, title).pages[0], lang=lang) for lang in ("es", "zh-Hant"))
            )
        )
        for lang in ("es", "zh-Hant"):
            folder = tmp_path / name / lang
            folder.mkdir(parents=True)
            pictures = [folder / f"{stem}.jpg" for stem in (*(f"paso-{n}" for n in range(1, 12)), "paso-11-si")]
            for file in (*pictures, folder / f"{name}.mp4", folder / "opening.m4a", folder / "help.m4a"):
                file.write_text(f"{name} {lang} {file.name}", encoding="utf-8")
            for picture in pictures[1:]:
                picture.with_suffix(".m4a").write_text(f"{name} {lang} {picture.stem}.m4a", encoding="utf-8")
            card_folder.keep_pictures(tmp_path / name, lang, pictures)
    pages.append(make_pages("older"))
    (tmp_path / "older").mkdir()
    (tmp_path / "_card" / "gone").mkdir(parents=True)
    assert card_folder.write_card(tmp_path, pages) == ["older"]
    files = [path for path in (tmp_path / "_card").rglob("*") if path.is_file()]
    names = [part for path in files for part in path.relative_to(tmp_path).parts[1:]]
    assert all(re.fullmatch(r"[a-z0-9-]+(\.(mp4|jpg|m4a))?", name) and len(name) <= 80 for name in names)
    assert len({path.name for path in files}) == len(files), "also where a phone shows all folders as one"
    steps = [f"paso-{n}" for n in range(1, 12)] + ["paso-11-si"]
    order = [each for step in steps for each in (f"{step}.jpg", f"{step}.m4a")]
    expected = [
        f"{name} {lang} {file}"
        for lang in ("es", "zh-Hant")
        for name in titles
        for file in ("opening.m4a", f"{name}.mp4", *order, "help.m4a")
        if file != "paso-1.m4a"
    ]
    played = [path.read_text(encoding="utf-8") for path in sorted(files, key=lambda path: path.name)]
    assert played == expected == [path.read_text(encoding="utf-8") for path in sorted(files)]
    assert all((tmp_path / name / ".nomedia").is_file() for name in titles), (
        "else a gallery shows the website's pictures"
    )


def test_a_site_for_a_card_says_what_is_not_on_it_and_uploads_none_of_it(tmp_path: Path, quick: list[str]) -> None:
    one, two = (tutorial(tmp_path / name, name) for name in ("one", "two"))
    command.build([one, two], command.SiteRequest(tmp_path / "public"))
    request = command.SiteRequest(tmp_path / "public", offline=True)
    assert "card" in request.options.kinds
    outcome = command.build([two], request)
    assert quick == ["one", "two", "two"], "an unchanged tutorial has no pictures for a card yet"
    assert "Not on the card: one, two." in outcome.notes[-1]
    with zipfile.ZipFile(outcome.archive) as opened:
        assert not [name for name in opened.namelist() if "_card" in name or ".nomedia" in name]


def test_two_names_that_are_one_on_a_website_are_a_problem(tmp_path: Path) -> None:
    folders = [tutorial(tmp_path / name, "Tarea") for name in ("tarea classroom", "tarea-classroom")]
    with pytest.raises(ProblemsError, match="Rename one"):
        command.build(folders, command.SiteRequest(tmp_path / "public"))


def test_the_order_names_folders_as_they_are(tmp_path: Path) -> None:
    for name in ("one", "tarea-classroom"):
        (tmp_path / name).mkdir()
        listing.write_listing(tmp_path / name, make_pages(name))
    listed = website.write_gallery(tmp_path, Publishing(), School(order=("tarea classroom",)))
    assert [each.name for each in listed] == ["tarea-classroom", "one"]


def test_what_the_webmaster_put_there_or_changed_stays_through_every_renewal(tmp_path: Path, quick: list[str]) -> None:
    folders = [tutorial(tmp_path / name, name) for name in ("one", "two")]
    public = tmp_path / "public"
    request = command.SiteRequest(public)
    command.build(folders, request)
    (public / "robots.txt").write_text("the webmaster's", encoding="utf-8")
    (public / "two" / "photo.jpg").write_text("the webmaster's", encoding="utf-8")
    (public / "style.css").write_text("the webmaster's", encoding="utf-8")
    outcome = command.build(folders, request)
    assert outcome.notes[0] == "Kept, since annotator did not make it: robots.txt, style (yours).css, two/photo.jpg."
    kept = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    assert kept >= {"robots.txt", "two/photo.jpg", "style (yours).css"}


def test_a_tutorial_that_fails_keeps_its_older_pages(tmp_path: Path, quick: list[str]) -> None:
    folders = [tutorial(tmp_path / name, name) for name in ("one", "two")]
    request = command.SiteRequest(tmp_path / "public")
    command.build(folders, request)
    (tmp_path / "two" / "tutorial.md").write_text("nonsense", encoding="utf-8")
    outcome = command.build(folders, request)
    assert [folder.name for folder, _ in outcome.failed] == ["two"]
    assert (tmp_path / "public" / "two" / listing.LISTING).exists()
    with pytest.raises(AnnotatorError):
        command.build(folders[1:], command.SiteRequest(tmp_path / "other"))
    assert not (tmp_path / "other").exists()
    with pytest.raises(AnnotatorError, match="no tutorial to publish"):
        command.build([], command.SiteRequest(tmp_path / "other"))


def test_listing_and_addresses() -> None:
    nasty = make_pages("a b", "</script>")
    assert from_listing(to_listing(nasty)).pages[0].title == "</script>"
    publishing = Publishing("https://www.example.org/x/")
    assert publishing.page("a b#ñ", "es") == "https://www.example.org/x/a-b-n/es/"
    assert Publishing().page("a", "es") == Publishing("https://a.b", languages=("es",)).page("a", "mix") == ""
    assert shorten_address("https://www.example.org/x/") == "example.org/x"
    assert chat_links.whatsapp_link("a&b #1") == "https://wa.me/?text=a%26b%20%231"


def test_numbers_as_families_read_them() -> None:
    assert [labels.format_megabytes(size) for size in (800, 73_000, 840_000)] == ["0.01 MB", "0.07 MB", "0.8 MB"]
    say = labels.load_strings("es")
    assert [say.length(seconds) for seconds in (20, 75, 130)] == ["20 segundos", "1 minuto", "2 minutos"]
