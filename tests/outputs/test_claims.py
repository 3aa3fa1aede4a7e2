"""Where a pack, site, kit or file may go. What is refused has a remedy, and nothing is changed."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.outputs import claim, claims, marks
from annotator.outputs.claims import names_collide
from tests.helpers.outputs import contents, make_pack, write

links = pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX systems")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Tutorials, packs and a site beside each other, and what people have."""
    (tmp_path / "cache").mkdir(mode=0o700)
    for name in ("entrar", "otra"):
        write(tmp_path / name, "tutorial.md", "01.png", "viejo/plan.txt")
    make_pack(tmp_path / "packs" / "entrar")
    make_pack(tmp_path / "packs" / "foto")
    write(tmp_path / "public", "index.html")
    marks.write_mark(tmp_path / "public", "site")
    write(tmp_path / "casa", "carta.docx", "lista.xlsx")
    write(tmp_path, "a.txt", "cache/voice/x.wav")
    return tmp_path


def refuse(home: Path, place: str, use: Any, words: str, **options: Any) -> None:
    before = contents(home)
    with pytest.raises(OutputError, match=words) as refused:
        claim(home / place, use, home / "cache", **{"tutorial": home / "entrar", **options})
    assert refused.value.remedy
    assert contents(home) == before


@pytest.mark.parametrize(
    ("place", "use", "words"),
    [
        ("entrar", "pack", "entrar is the tutorial itself"),
        ("casa/../entrar", "pack", "is the tutorial itself"),
        ("entrar/packs/entrar", "pack", "is inside the tutorial"),
        ("entrar/viejo", "kit", "is inside the tutorial"),
        ("otra", "pack", "is the tutorial itself"),
        ("otra/packs", "site", "is inside the tutorial .*otra"),
        ("packs/entrar/x", "pack", "is inside a pack"),
        ("public/packs", "pack", "is inside a site"),
        ("a.txt", "pack", "a.txt is a file"),
        ("a.txt/b/entrar", "pack", "a.txt is a file, where a folder is needed"),
        ("casa", "kit", r"casa holds other files \(carta.docx, lista.xlsx\)"),
        (".", "site", "holds other files"),
        ("public", "pack", "public holds a site"),
        ("packs/entrar", "site", "holds a pack"),
        ("a.txt", "say", "a.txt is there already"),
        ("casa", "find", "casa is there already"),
        ("packs/entrar/hola.ogg", "say", "is inside a pack"),
    ],
)
def test_a_place_that_is_taken_is_refused(home: Path, place: str, use: str, words: str) -> None:
    refuse(home, place, use, words)


@links
@pytest.mark.parametrize(
    ("target", "words"), [("../entrar", "is the tutorial itself"), ("../casa", "holds other files")]
)
def test_a_link_is_what_it_leads_to(home: Path, target: str, words: str) -> None:
    (home / "packs" / "enlace").symlink_to(target)
    refuse(home, "packs/enlace", "pack", words)


@links
@pytest.mark.parametrize(
    ("place", "use"),
    [
        ("kreis", "pack"),
        ("kreis/entrar", "pack"),
        ("kreis", "site"),
        ("kreis", "kit"),
        ("kreis", "say"),
        ("anders", "find"),
    ],
)
def test_links_in_a_circle_are_no_place(home: Path, place: str, use: str) -> None:
    (home / "kreis").symlink_to("kreis")
    (home / "anders").symlink_to("kreis")
    with pytest.raises(OutputError, match=r"cannot be checked: .*links") as refused:
        claim(home / place, use, home / "cache", tutorial=home / "entrar", option="-o")  # type: ignore[arg-type]
    assert refused.value.remedy == "Choose another place with -o."


@pytest.mark.parametrize("name", ["fotos", "es/fotos"])
def test_a_folder_in_a_pack_that_is_not_annotators_makes_it_refuse(home: Path, name: str) -> None:
    (home / "packs" / "entrar" / name).mkdir()
    refuse(home, "packs/entrar", "pack", rf"holds a folder that annotator did not make \({name}\)")


@links
def test_a_link_in_a_pack_makes_it_refuse(home: Path) -> None:
    (home / "packs" / "entrar" / "es" / "carta").symlink_to(home / "casa" / "carta.docx")
    refuse(home, "packs/entrar", "pack", r"holds a link that annotator did not make \(es/carta\)")


@pytest.mark.parametrize(
    "text", ['{"made_with": "annotator 0.1.0", "tutorial": "entrar", "files": []}', "[1]", "", "edited"]
)
def test_a_pack_json_counts_only_with_its_seal(home: Path, text: str) -> None:
    path = home / "packs" / "entrar" / "pack.json"
    text = json.dumps(json.loads(path.read_text()) | {"note": "sent"}) if text == "edited" else text
    path.write_text(text)
    refuse(home, "packs/entrar", "pack", "holds other files")


@pytest.mark.parametrize("name", ["entrar", "Entrar"])
def test_two_tutorials_that_would_get_one_pack_are_refused(home: Path, name: str) -> None:
    both = [home / "entrar", home / "casa" / name]
    refuse(home, "packs/entrar", "pack", "entrar and .* would get one pack", beside=both)
    assert claim(home / "packs" / "entrar", "pack", home / "cache", tutorial=both[0], beside=both[:1] * 2)


def test_names_that_some_disk_takes_for_one() -> None:
    assert names_collide("niño", unicodedata.normalize("NFD", "NIÑO"))
    assert not names_collide("niño", "nino")


def test_a_free_place_an_empty_folder_and_an_older_pack_may_be_written(home: Path) -> None:
    write(home / "vacía", ".DS_Store", "Thumbs.db")
    write(home / "packs" / "entrar", "nota.txt", "es/nota.txt")
    for place in ("nueva/packs/entrar", "vacía"):
        assert claim(home / place, "pack", home / "cache", tutorial=home / "entrar") is None
    mark = claim(home / "packs" / "entrar", "pack", home / "cache", tutorial=home / "entrar")
    assert mark is not None
    assert mark.kind == "pack"


def test_a_single_file_is_replaced_only_as_annotator_left_it(home: Path) -> None:
    path, cache = home / "hola.ogg", Cache(home / "cache")
    assert claim(path, "say", cache.root) is None
    path.write_bytes(b"OggS")
    claims.note(path, cache)
    assert claim(path, "say", cache.root) is None
    (home / "copia.ogg").write_bytes(b"OggS")
    with pytest.raises(OutputError, match=r"copia\.ogg is there already"):
        claim(home / "copia.ogg", "say", cache.root)
    path.write_bytes(b"OggS, shorter")
    with pytest.raises(OutputError, match=r"hola\.ogg is there already.*or that was changed since"):
        claim(path, "say", cache.root)


@pytest.mark.slow
def test_on_a_memory_card_other_letters_are_the_same_tutorial(card: Path, tmp_path: Path) -> None:
    write(card / "Clases" / "Entrar", "tutorial.md")
    with pytest.raises(OutputError, match="is the tutorial itself"):
        claim(card / "clases" / "ENTRAR", "pack", tmp_path / "cache", tutorial=card / "Clases" / "Entrar")
