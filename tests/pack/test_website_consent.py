"""A story: a voice or face is on the website only where its owner allowed it, until the day that was said."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path

import pytest

from annotator import assets
from annotator.commands import say, site
from annotator.edition import tutorial_source
from annotator.errors import AnnotatorError
from annotator.pack import website_consent
from annotator.pack.build import build
from annotator.pack.catalogue import Options

TODAY = datetime.datetime.now().astimezone().date()
LATER, BEFORE = TODAY + datetime.timedelta(days=30), TODAY - datetime.timedelta(days=1)


def consent(file: str, uses: str, until: datetime.date) -> str:
    return f'["{file}"]\nwho = "the mother of Luna"\nuse = [{uses}]\nuntil = {until.isoformat()}\n\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two steps in Spanish and Mixtec: Mixtec by memos alone, and one Spanish memo."""
    place = tmp_path_factory.mktemp("consent") / "dos"
    place.mkdir()
    source = assets.shipped_tutorials() / "join-class-on-zoom"
    for number, name in ((1, "03-unirse.png"), (2, "06-en-clase.png")):
        shutil.copy(source / name, place / f"{number}.png")
        say.say(f"Ñuu savi {number}.", "es", "pico", place / f"{number}.mix.ogg")
    say.say("Toque el botón azul, por favor.", "es", "pico", place / "1.es.ogg")
    (place / "tutorial.md").write_text(
        "# es: Entrar\n# mix: Ñuu savi\n\n- why es: Así ve a la maestra.\n\n"
        "![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n\n![](2.png)\n- done: Maestra Elena\n- es: ¡Listo!\n",
        encoding="utf-8",
    )
    return place


def script(folder: Path, *consents: str) -> tutorial_source.TutorialSource:
    (folder / "consent.toml").write_text("".join(consents), encoding="utf-8")
    return tutorial_source.read_source(folder)


def test_what_is_allowed_stays(folder: Path) -> None:
    both = '"chat", "website"'
    read = script(folder, *(consent(name, both, LATER) for name in ("1.es.ogg", "1.mix.ogg", "2.mix.ogg")))
    assert website_consent.restrict_to_consent(read, TODAY) == (read, ())


def test_without_consent_a_synthetic_voice_speaks_and_a_language_without_one_goes(folder: Path) -> None:
    permitted, notes = website_consent.restrict_to_consent(script(folder, consent("1.mix.ogg", '"chat"', LATER)), TODAY)
    assert permitted.languages == ("es",)
    assert permitted.tutorial.steps[0].memo("es") is None
    assert notes[0].startswith("Not on the website")
    assert "1.es.ogg" in notes[0]
    assert "no page in mix" in notes[1]


def test_a_consent_ends_with_its_day(folder: Path) -> None:
    read = script(folder, consent("1.es.ogg", '"website"', BEFORE))
    assert "1.es.ogg" in website_consent.find_barred_files(read, TODAY)
    assert "1.es.ogg" not in website_consent.find_barred_files(read, BEFORE)


@pytest.mark.slow
def test_a_pack_keeps_the_memo_for_chats_and_leaves_it_out_of_the_website(folder: Path, tmp_path: Path) -> None:
    script(folder, *(consent(name, '"chat"', LATER) for name in ("1.es.ogg", "1.mix.ogg", "2.mix.ogg")))
    kinds = ("video", "page", "wide", "call")
    built = build(folder, Options(tmp_path, kinds=kinds, voice="pico"))
    assert {path.name for path in (built.pack / "web").iterdir() if path.is_dir()} == {"es"}
    assert (built.pack / "mix").is_dir()
    chat, wide = (built.pack / "es" / name for name in ("entrar.mp4", "entrar-wide.mp4"))
    assert wide.is_file()
    assert not [*(built.pack / "mix").glob("*wide*")], "it is for websites, too"
    assert {path.name for path in (built.pack / "call").iterdir()} == {"es"}, "anybody may call the number"
    public = built.pack / "web" / "es" / "dos.mp4"
    assert hashlib.sha256(public.read_bytes()).digest() != hashlib.sha256(chat.read_bytes()).digest()
    assert any("no page in mix" in note for note in built.notes)
    assert built.manifest["voices"]["es"]["memos"] == 1
    assert build(folder, Options(tmp_path, kinds=kinds, voice="pico")).unchanged


@pytest.mark.slow
def test_a_site_of_nothing_that_is_allowed_is_an_error(folder: Path, tmp_path: Path) -> None:
    script(folder)
    with pytest.raises(AnnotatorError, match="no language is left"):
        site.build([folder], site.SiteRequest(tmp_path / "public", languages=("mix",), voice="pico"))
    assert not (tmp_path / "public").exists()


@pytest.mark.slow
def test_a_website_that_is_made_apart_stays_where_another_part_is_made(folder: Path, tmp_path: Path) -> None:
    script(folder, *(consent(name, '"chat"', LATER) for name in ("1.es.ogg", "1.mix.ogg", "2.mix.ogg")))
    posters = build(folder, Options(tmp_path, kinds=("poster", "message"))).pack / "web"
    before = {path.name: path.read_bytes() for path in posters.rglob("*") if path.is_file()}
    assert {path.name for path in posters.iterdir()} == {"es"}
    built = build(folder, Options(tmp_path, kinds=("card",)))
    assert {path.name: path.read_bytes() for path in posters.rglob("*") if path.is_file()} == before
    assert {row["kind"] for row in built.manifest["files"]} == {"poster", "message", "card"}
    script(folder, *(consent(name, '"chat", "website"', LATER) for name in ("1.es.ogg", "1.mix.ogg", "2.mix.ogg")))
    build(folder, Options(tmp_path, kinds=("poster",)))
    assert {path.name for path in posters.iterdir()} == {"es", "mix"}
    script(folder, *(consent(name, '"chat"', LATER) for name in ("1.es.ogg", "1.mix.ogg", "2.mix.ogg")))
    build(folder, Options(tmp_path, kinds=("card",)))
    assert {path.name for path in posters.iterdir()} == {"es"}
