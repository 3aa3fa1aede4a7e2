"""Where a pack, site, kit or file may go, and what lies there: nothing that is not annotator's is lost, ever.

In each case annotator's own function decides, and where it agrees, a new folder is really put there, twice.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from annotator import places
from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.places import ownership
from annotator.share import atomic_folder


@dataclass
class World:
    """A tutorial ``entrar`` and what a case adds; ``theirs`` is everything that people made, by its path."""

    base: Path
    theirs: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        return self.base / "caché"

    @property
    def packs(self) -> Path:
        return self.base / "packs"

    def person(self, *names: str, content: bytes = b"") -> None:
        """Somebody's own files."""
        for name in names:
            path = self.base / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content or name.encode())
            self.theirs[name] = path.read_bytes()

    def link(self, name: str, target: str) -> None:
        (self.base / name).symlink_to(target)
        self.links[name] = target

    def tutorial(self, name: str) -> Path:
        self.person(f"{name}/tutorial.md", f"{name}/01.png", f"{name}/01.es.m4a", f"{name}/viejo/plan.txt")
        return self.base / name

    def lost(self) -> set[str]:
        """What people made and can't find: neither where it was nor beside it, as “… (yours)”."""
        gone = set()
        for name, data in self.theirs.items():
            path = self.base / name
            spots = [path, *path.parent.glob(f"{path.stem} (yours*){path.suffix}")]
            spots += [spot / path.name for spot in path.parent.parent.glob(f"{path.parent.name} (yours*)")]
            if not any(spot.is_file() and spot.read_bytes() == data for spot in spots):
                gone.add(name)
        return gone | {name for name, target in self.links.items() if (self.base / name).readlink() != Path(target)}

    def state(self) -> dict[str, bytes | None]:
        paths = sorted(self.base.rglob("*"))
        return {str(path): path.read_bytes() if path.is_file() else None for path in paths}


PRODUCTS = ("es/entrar.mp4", "es/paso-1.jpg", "es/message.txt", "index.html")


def made(folder: Path, *products: str, text: str = "annotator", tutorial: str = "entrar") -> Path:
    """A pack, as this version writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in products or PRODUCTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}: {name}", encoding="utf-8")
    rows = [{"path": name, "kind": "video"} for name in products or PRODUCTS]
    content = ownership.seal_content({"tutorial": tutorial, "made_with": "annotator 0.2.0"}, folder, rows)
    (folder / "pack.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def site(folder: Path, *, marked: bool = True) -> Path:
    page = '<video src="entrar.mp4"></video><img src="paso-1.webp">'
    listing = {"name": "entrar", "pages": [{"lang": "es", "own_name": "Español", "words_lang": "es", "title": "E"}]}
    files = {
        "entrar/page.json": json.dumps(listing),
        "entrar/embed.html": "x",
        "entrar/es/index.html": page,
        "entrar/es/entrar.mp4": "film",
        "entrar/es/paso-1.webp": "picture",
        "style.css": "x",
        "index.html": "x",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if marked:
        ownership.write_mark(folder, "site")
    return folder


def kit(folder: Path, *, marked: bool = True) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("01-step-1-picture.jpg", "01-step-1-voice.ogg", "00-voice.ogg"):
        (folder / name).write_text(name, encoding="utf-8")
    guide = (
        "   01-step-1-picture.jpg   01-step-1-voice.ogg   (step 1)\n\n   annotator memos entrar --lang mix FILES...\n"
    )
    (folder / "00-read-me.txt").write_text(guide, encoding="utf-8")
    if marked:
        ownership.write_mark(folder, "kit")
    return folder


Asked = tuple[Path, str] | tuple[Path, str, dict[str, Any]]
CASES: list[Any] = []


def case(says: str | None, *marks_: Any) -> Callable[[Callable[[World], Asked]], Callable[[World], Asked]]:
    """A case: a function that prepares a world and returns what is asked for. ``says`` None: it may be written."""

    def register(prepare: Callable[[World], Asked]) -> Callable[[World], Asked]:
        CASES.append(pytest.param(prepare, says, id=prepare.__name__.removeprefix("_"), marks=marks_))
        return prepare

    return register


links = pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX systems")

# ---------------------------------------------------------------- where it would go


@case("is the tutorial itself")
def _beside_the_tutorial(w: World) -> Asked:
    return w.base / "entrar", "pack"


@case("is the tutorial itself")
def _beside_the_tutorial_by_a_detour(w: World) -> Asked:
    w.person("otra/nota.txt")
    return w.base / "otra" / ".." / "entrar", "pack"


@case("is the tutorial itself|files that annotator|only where the letters differ")
def _the_tutorial_in_other_letters(w: World) -> Asked:
    if not (w.base / "ENTRAR").exists():
        pytest.skip("this disk tells large letters from small ones")
    return w.base / "ENTRAR", "pack"


@case("is the tutorial itself", links)
def _a_link_to_the_tutorial(w: World) -> Asked:
    w.packs.mkdir()
    w.link("packs/entrar", "../entrar")
    return w.packs / "entrar", "pack"


@case("is the tutorial itself", links)
def _a_link_to_the_folder_above(w: World) -> Asked:
    w.link("salida", ".")
    return w.base / "salida" / "entrar", "pack"


@case("is inside the tutorial .*entrar")
def _in_the_tutorial(w: World) -> Asked:
    return w.base / "entrar" / "packs" / "entrar", "pack"


@case("is inside the tutorial .*entrar")
def _in_a_folder_of_the_tutorial(w: World) -> Asked:
    return w.base / "entrar" / "viejo", "kit"


@case("is inside the tutorial .*otra")
def _in_another_tutorial(w: World) -> Asked:
    w.tutorial("otra")
    return w.base / "otra" / "packs" / "entrar", "pack"


@case("is inside the tutorial .*otra")
def _in_another_tutorial_with_a_script_in_large_letters(w: World) -> Asked:
    w.person("otra/TUTORIAL.MD")
    return w.base / "otra" / "entrar", "pack"


@case("is the tutorial itself")
def _another_tutorial_of_this_command(w: World) -> Asked:
    w.tutorial("otra")
    return w.base / "otra", "pack", {"beside": [w.base / "otra", w.base / "entrar"]}


@case("holds other files")
def _another_tutorial(w: World) -> Asked:
    w.tutorial("otra")
    return w.base / "otra", "kit"


@case("holds the tutorial")
def _the_folder_that_holds_the_tutorial(w: World) -> Asked:
    return w.base, "site"


@case("holds annotator's cache")
def _the_folder_that_holds_the_cache(w: World) -> Asked:
    w.person("casa/caché/voice/x.wav")
    return w.base / "casa", "site", {"cache": w.base / "casa" / "caché"}


@case("is annotator's cache folder itself")
def _the_cache(w: World) -> Asked:
    return w.cache, "pack"


@case("is inside annotator's cache")
def _in_the_cache(w: World) -> Asked:
    return w.cache / "packs" / "entrar", "pack"


@case("is inside a pack")
def _in_a_pack(w: World) -> Asked:
    made(w.packs / "zoom")
    return w.packs / "zoom" / "entrar", "pack"


@case("is inside a site")
def _in_a_site(w: World) -> Asked:
    return site(w.base / "public") / "packs" / "entrar", "pack"


@case("holds a tutorial")
def _a_pack_with_a_script_in_it(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/entrar/Tutorial.md")
    return w.packs / "entrar", "pack"


@case("holds a pack")
def _a_pack_with_another_in_it(w: World) -> Asked:
    made(w.packs / "entrar")
    made(w.packs / "entrar" / "copia")
    return w.packs / "entrar", "pack"


@case("pack of another tutorial, “zoom”")
def _the_pack_of_another_tutorial(w: World) -> Asked:
    made(w.packs / "entrar", tutorial="zoom")
    return w.packs / "entrar", "pack"


def _two(w: World, one: str, other: str) -> Asked:
    w.tutorial(f"a/{one}")
    w.tutorial(f"b/{other}")
    both = [w.base / "a" / one, w.base / "b" / other]
    return w.packs / one, "pack", {"tutorial": both[0], "beside": both}


@case("would get one pack")
def _two_tutorials_of_one_name(w: World) -> Asked:
    return _two(w, "zoom", "zoom")


@case("would get one pack")
def _two_tutorials_whose_names_differ_by_large_letters(w: World) -> Asked:
    return _two(w, "Zoom", "zoom")


@case("would get one pack")
def _two_tutorials_whose_names_differ_by_how_an_accent_is_written(w: World) -> Asked:
    return _two(w, "niño", unicodedata.normalize("NFD", "niño"))


@case("would get one pack")
def _two_tutorials_one_named_as_windows_shortens_the_other(w: World) -> Asked:
    return _two(w, "entrar a la clase", "ENTRAR~1")


# ---------------------------------------------------------------- what is there, and makes it refuse


@case("is a file")
def _a_file(w: World) -> Asked:
    w.person("packs/entrar")
    return w.packs / "entrar", "pack"


@case("packs is a file, where a folder is needed")
def _a_file_above(w: World) -> Asked:
    w.person("packs")
    return w.packs / "deep" / "entrar", "pack"


@case("holds other files .carta.docx, lista.xlsx.")
def _documents(w: World) -> Asked:
    w.person("packs/entrar/carta.docx", "packs/entrar/lista.xlsx")
    return w.packs / "entrar", "pack"


@case("holds other files")
def _a_folder_in_it(w: World) -> Asked:
    w.person("packs/entrar/fotos/a.jpg")
    return w.packs / "entrar", "site"


@case("holds other files")
def _an_empty_folder_in_it(w: World) -> Asked:
    (w.packs / "entrar" / "fotos").mkdir(parents=True)
    return w.packs / "entrar", "kit"


@case("holds other files")
def _a_pack_json_of_another_program(w: World) -> Asked:
    w.person("packs/entrar/pack.json", content=b'{"files": [{"path": "a.txt"}], "made_with": "packer 2"}')
    w.person("packs/entrar/a.txt")
    return w.packs / "entrar", "pack"


@case("holds other files")
def _a_damaged_pack_json(w: World) -> Asked:
    w.person("packs/entrar/pack.json", content=b'{"made_with": "annotator 0.1.0", "files": [')
    return w.packs / "entrar", "pack"


@case("holds other files")
def _a_list_in_place_of_a_pack_json(w: World) -> Asked:
    w.person("packs/entrar/pack.json", content=b"[1, 2]")
    return w.packs / "entrar", "pack"


@case("holds a site")
def _a_site_where_a_pack_should_go(w: World) -> Asked:
    return site(w.packs / "entrar"), "pack"


@case("holds a pack")
def _a_pack_where_a_site_should_go(w: World) -> Asked:
    return made(w.base / "public"), "site"


@case("holds a recording kit")
def _a_kit_where_a_pack_should_go(w: World) -> Asked:
    return kit(w.packs / "entrar"), "pack"


@case("holds other files")
def _a_website_of_somebody(w: World) -> Asked:
    w.person("public/index.html", "public/noticias/page.json", "public/style.css")
    return w.base / "public", "site"


@case("holds other files")
def _a_read_me_of_somebody(w: World) -> Asked:
    w.person("kit/00-read-me.txt", "kit/a.ogg")
    return w.base / "kit", "kit"


@case("holds other files")
def _a_read_me_that_speaks_of_annotator_memos(w: World) -> Asked:
    kit(w.base / "kit", marked=False)
    w.person("kit/01-step-1-picture.jpg")
    return w.base / "kit", "kit"


@case("holds other files")
def _a_website_with_a_list_of_pages(w: World) -> Asked:
    site(w.base / "public", marked=False)
    return w.base / "public", "site"


@case("holds other files")
def _a_list_of_files_without_a_seal(w: World) -> Asked:
    content = made(w.packs / "entrar") / "pack.json"
    bare = {name: value for name, value in json.loads(content.read_text()).items() if name != "seal"}
    w.person("packs/entrar/pack.json", content=json.dumps(bare).encode())
    return w.packs / "entrar", "pack"


@case("entrar is a link that leads nowhere", links)
def _a_link_to_no_folder(w: World) -> Asked:
    w.packs.mkdir()
    w.link("packs/entrar", "../disco/entrar")
    return w.packs / "entrar", "pack"


@case("packs is a link that leads nowhere", links)
def _a_link_to_no_folder_above(w: World) -> Asked:
    w.link("packs", "disco")
    return w.packs / "deep" / "entrar", "site"


@case("packs is a link that leads nowhere", links)
def _a_link_to_itself(w: World) -> Asked:
    w.link("packs", "packs")
    return w.packs / "entrar", "kit"


@case("entrar.new is in the way")
def _a_folder_with_the_name_of_a_leftover(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/.entrar.new/carta.docx")
    return w.packs / "entrar", "pack"


@case("entrar.old is in the way")
def _a_folder_with_the_name_of_a_pack_put_aside(w: World) -> Asked:
    w.person("packs/.entrar.old/carta.docx")
    return w.packs / "entrar", "pack"


@case("entrar.new is in the way")
def _a_file_with_the_name_of_a_leftover(w: World) -> Asked:
    w.person("packs/.entrar.new")
    return w.packs / "entrar", "pack"


# ---------------------------------------------------------------- what is there, and stays


@case(None)
def _nothing(w: World) -> Asked:
    return w.packs / "entrar", "pack"


@case(None)
def _a_neighbour(w: World) -> Asked:
    w.person("packs/entrar viejo/carta.docx", "packs/.entrar/x")
    return w.packs / "entrar", "pack"


@case(None)
def _an_empty_folder(w: World) -> Asked:
    (w.packs / "entrar").mkdir(parents=True)
    return w.packs / "entrar", "pack"


@case(None)
def _what_file_managers_leave(w: World) -> Asked:
    w.person("packs/entrar/.DS_Store", "packs/entrar/Thumbs.db", "packs/entrar/._a")
    return w.packs / "entrar", "pack"


@case(None)
def _a_pack(w: World) -> Asked:
    return made(w.packs / "entrar"), "pack"


@case(None)
def _notes_in_a_pack(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person(
        "packs/entrar/nota.txt", "packs/entrar/es/nota ñ.txt", "packs/entrar/nota sin final", "packs/entrar/.oculta"
    )
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_whose_name_is_no_text(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/entrar/es/\udcff.txt", content=b"x")
    return w.packs / "entrar", "pack"


@case(None)
def _a_folder_of_photos_in_a_pack(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/entrar/fotos/2026/a.jpg", "packs/entrar/fotos/b.jpg")
    (w.packs / "entrar" / "vacía" / "honda").mkdir(parents=True)
    return w.packs / "entrar", "pack"


@case(None)
def _a_message_that_somebody_changed(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/entrar/es/message.txt", content=b"With our own words")
    return w.packs / "entrar", "pack"


@case("holds other files")
def _a_list_of_files_that_somebody_changed(w: World) -> Asked:
    pack = made(w.packs / "entrar") / "pack.json"
    content = json.loads(pack.read_text(encoding="utf-8")) | {"note": "sent on Monday"}
    w.person("packs/entrar/pack.json", content=json.dumps(content).encode())
    return pack.parent, "pack"


@case(None)
def _a_note_with_the_name_of_a_new_file(w: World) -> Asked:
    made(w.packs / "entrar", "index.html")
    w.person("packs/entrar/es/paso-1.jpg")
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_whose_name_differs_from_a_new_file_by_large_letters(w: World) -> Asked:
    made(w.packs / "entrar", "index.html")
    w.person("packs/entrar/ES/Paso-1.JPG")
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_and_one_beside_it(w: World) -> Asked:
    made(w.packs / "entrar", "index.html")
    w.person("packs/entrar/es/paso-1.jpg", "packs/entrar/es/paso-1 (yours).jpg", "packs/entrar/es/paso-1 (yours 2).jpg")
    return w.packs / "entrar", "pack"


@case(None)
def _a_file_with_the_name_of_a_new_folder(w: World) -> Asked:
    made(w.packs / "entrar", "index.html")
    w.person("packs/entrar/es")
    return w.packs / "entrar", "pack"


@case(None)
def _a_folder_with_the_name_of_a_new_file(w: World) -> Asked:
    made(w.packs / "entrar", "es/paso-1.jpg")
    w.person("packs/entrar/index.html/a.txt", "packs/entrar/index.html/b.txt")
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_in_a_language_that_is_no_longer_made(w: World) -> Asked:
    made(w.packs / "entrar", *PRODUCTS, "mix/paso-1.jpg")
    w.person("packs/entrar/mix/nota.txt")
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_that_may_only_be_read(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("packs/entrar/nota.txt")
    (w.packs / "entrar" / "nota.txt").chmod(0o444)
    return w.packs / "entrar", "pack"


@case(None, links)
def _links_in_a_pack(w: World) -> Asked:
    made(w.packs / "entrar")
    w.person("fotos/a.jpg")
    w.link("packs/entrar/fotos", "../../fotos")
    w.link("packs/entrar/nada", "no existe")
    return w.packs / "entrar", "pack"


@case(None, links)
def _a_pack_that_is_a_link_to_another_folder(w: World) -> Asked:
    made(w.base / "otro disco" / "entrar")
    w.person("otro disco/entrar/nota.txt")
    w.packs.mkdir()
    w.link("packs/entrar", "../otro disco/entrar")
    return w.packs / "entrar", "pack"


@case(None)
def _a_pack_that_was_put_aside_when_the_power_failed(w: World) -> Asked:
    made(w.packs / ".entrar.old")
    made(w.packs / ".entrar.new")
    (w.packs / ".entrar.new" / ownership.UNFINISHED).touch()
    w.person("packs/.entrar.old/nota.txt")
    w.theirs["packs/entrar/nota.txt"] = w.theirs.pop("packs/.entrar.old/nota.txt")
    return w.packs / "entrar", "pack"


@case(None)
def _a_note_in_a_leftover(w: World) -> Asked:
    made(w.packs / "entrar")
    made(w.packs / ".entrar.new")
    w.person("packs/.entrar.new/nota.txt")
    w.theirs["packs/entrar/nota.txt"] = w.theirs.pop("packs/.entrar.new/nota.txt")
    return w.packs / "entrar", "pack"


@case(None)
def _a_site_with_files_of_the_webmaster(w: World) -> Asked:
    site(w.base / "public")
    w.person("public/robots.txt", "public/entrar/es/nota.txt", "public/style.css")
    return w.base / "public", "site"


@case(None)
def _a_kit_with_the_answers_in_it(w: World) -> Asked:
    kit(w.base / "kit")
    w.person("kit/PTT-20261124-WA0001.opus", "kit/01-step-1-voice.ogg")
    return w.base / "kit", "kit"


# ---------------------------------------------------------------- single files


def _sound(w: World, name: str) -> Path:
    path = w.base / name
    path.write_bytes(b"OggS")
    ownership.note(path, Cache(w.cache))
    return path


@case(None)
def _a_new_sound(w: World) -> Asked:
    return w.base / "hola.ogg", "say"


@case(None)
def _a_sound_that_annotator_wrote(w: World) -> Asked:
    return _sound(w, "hola.ogg"), "say"


@case("hola.ogg is there already")
def _a_sound_that_annotator_wrote_and_somebody_edited(w: World) -> Asked:
    _sound(w, "hola.ogg")
    w.person("hola.ogg", content=b"OggS, shorter")
    return w.base / "hola.ogg", "say"


@case("carta.wav is there already")
def _a_document_that_says_who_made_it(w: World) -> Asked:
    w.person("carta.wav", content=b"Made by annotator (say)")
    return w.base / "carta.wav", "say"


@case("guardada.ogg is there already")
def _a_sound_that_annotator_wrote_elsewhere(w: World) -> Asked:
    shutil.copy(_sound(w, "hola.ogg"), w.base / "guardada.ogg")
    return w.base / "guardada.ogg", "say"


@case("hola.ogg is there already", links)
def _a_link_to_a_sound_that_annotator_wrote(w: World) -> Asked:
    _sound(w, "otra.ogg")
    w.link("hola.ogg", "otra.ogg")
    return w.base / "hola.ogg", "say"


@case("hola.ogg is a link that leads nowhere", links)
def _a_link_to_no_sound(w: World) -> Asked:
    w.link("hola.ogg", "nada.ogg")
    return w.base / "hola.ogg", "say"


@case("hola.ogg is there already")
def _a_folder_with_the_name_of_a_sound(w: World) -> Asked:
    w.person("hola.ogg/nota.txt")
    return w.base / "hola.ogg", "say"


@case("nota.txt is a file, where a folder is needed")
def _a_sound_in_a_file(w: World) -> Asked:
    w.person("nota.txt")
    return w.base / "nota.txt" / "hola.ogg", "say"


@case("public-web.zip is there already")
def _an_archive_of_somebody(w: World) -> Asked:
    w.person("public-web.zip")
    return w.base / "public-web.zip", "zip"


@case("is inside the tutorial .*entrar")
def _a_record_of_a_district_in_a_tutorial(w: World) -> Asked:
    return w.base / "entrar" / "district.json", "district", {"tutorial": None}


@case("hola.ogg is there already")
def _a_recording(w: World) -> Asked:
    w.person("hola.ogg")
    return w.base / "hola.ogg", "say"


@case("is there already")
def _a_document_where_a_sound_should_go(w: World) -> Asked:
    w.person("lista.xlsx")
    return w.base / "lista.xlsx", "say"


@case("is inside the tutorial .*entrar")
def _a_memo(w: World) -> Asked:
    return w.base / "entrar" / "01.es.m4a", "say", {"tutorial": None}


@case("is inside the tutorial .*entrar")
def _a_new_sound_in_a_tutorial(w: World) -> Asked:
    return w.base / "entrar" / "hola.ogg", "say", {"tutorial": None}


@case("is inside a pack")
def _a_new_sound_in_a_pack(w: World) -> Asked:
    return made(w.packs / "entrar") / "hola.ogg", "say"


@case("is there already", links)
def _a_link_to_a_recording(w: World) -> Asked:
    w.person("grabación.ogg")
    w.link("hola.ogg", "grabación.ogg")
    return w.base / "hola.ogg", "say"


@case("captura.png is there already")
def _a_screenshot_where_a_preview_should_go(w: World) -> Asked:
    w.person("captura.png")
    return w.base / "captura.png", "find"


@case(None)
def _an_earlier_preview(w: World) -> Asked:
    return _sound(w, "vista.png"), "find"


@case("order.jpg is there already")
def _a_screenshot_named_as_the_sheet_of_new(w: World) -> Asked:
    w.person("nueva/order.jpg")
    return w.base / "nueva" / "order.jpg", "new"


@case("is there already")
def _a_memo_where_another_should_go(w: World) -> Asked:
    return w.base / "entrar" / "01.es.m4a", "memos"


@case("is there already")
def _a_memo_in_other_letters_or_none(w: World) -> Asked:
    if not (w.base / "entrar" / "01.ES.M4A").exists():
        pytest.skip("this disk tells large letters from small ones")
    return w.base / "entrar" / "01.ES.M4A", "memos"


@case("is inside the tutorial .*entrar")
def _samples_in_a_tutorial(w: World) -> Asked:
    return w.base / "entrar" / "voces", "samples", {"tutorial": None}


@case("is inside a site")
def _samples_in_a_site(w: World) -> Asked:
    return site(w.base / "public") / "voces", "samples"


def put(w: World, place: Path, use: str, cache: Path) -> None:
    """A new version of what is asked for."""
    new = w.base.with_name(f"{w.base.name} made")
    shutil.rmtree(new, ignore_errors=True)
    if use == "pack":
        made(new, text="new")
    elif use == "site":
        site(new)
    else:
        kit(new)
    with atomic_folder.staging_dir(place, cache):
        atomic_folder.swap_in(new, place)
    for entry in ownership.find_entries(new):
        assert (place / entry.path).read_bytes() == (new / entry.path).read_bytes(), entry.path
    assert not [path for path in place.resolve().parent.iterdir() if path.name.startswith(f".{place.name}.")]


@pytest.mark.parametrize(("prepare", "says"), CASES)
def test_nothing_that_is_not_annotators_is_lost(
    tmp_path: Path, prepare: Callable[[World], Asked], says: str | None
) -> None:
    claim(tmp_path, prepare, says)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (_the_tutorial_in_other_letters, "is the tutorial itself|only where the letters differ"),
    ],
)
def test_nor_on_a_memory_card(card: Path, tmp_path: Path, prepare: Callable[[World], Asked], says: str | None) -> None:
    base = card / tmp_path.name
    base.mkdir()
    claim(base, prepare, says)


def claim(base: Path, prepare: Callable[[World], Asked], says: str | None) -> None:
    """Ask for a place in a folder where nothing is; it is given, or refused with these words, and nothing is lost."""
    w = World(base)
    w.tutorial("entrar")
    try:
        place, use, *more = prepare(w)
    except OSError:
        pytest.skip("this disk knows no links, or no such names")
    options: dict[str, Any] = {"tutorial": base / "entrar", **(more[0] if more else {})}
    cache = options.pop("cache", w.cache)
    before = w.state()
    if says is not None:
        with pytest.raises(OutputError) as refused:
            places.claim(place, use, cache, **options)  # type: ignore[arg-type]
            put(w, place, use, cache)
        assert re.search(says, refused.value.message)
        assert refused.value.remedy
        ours = str(w.cache)
        assert {p: d for p, d in w.state().items() if not p.startswith(ours)} == {
            p: d for p, d in before.items() if not p.startswith(ours)
        }
    else:
        for _ in range(2):
            places.claim(place, use, cache, **options)  # type: ignore[arg-type]
            if use in ("pack", "site", "kit"):
                put(w, place, use, cache)
    assert w.lost() == set()
