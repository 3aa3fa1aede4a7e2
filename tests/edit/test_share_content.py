"""What the page for sharing shows of a pack, and which files it hands out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.edit import share_content
from annotator.edit.errors import NotListedError
from annotator.pages import chat_links

FILES: list[dict[str, Any]] = [
    {"path": "es/entrar.mp4", "kind": "video", "lang": "es", "bytes": 5, "seconds": 48.2},
    {"path": "es/entrar.ogg", "kind": "voice", "lang": "es", "bytes": 5, "seconds": 44.0},
    {"path": "es/paso-1.mp4", "kind": "step", "lang": "es", "bytes": 5, "seconds": 9.0, "step": 1},
    {"path": "es/paso-3.mp4", "kind": "step", "lang": "es", "bytes": 5, "seconds": 9.0, "step": 3},
    {"path": "es/paso-1.jpg", "kind": "card", "lang": "es", "bytes": 5, "step": 1},
    {"path": "es/paso-1-si.jpg", "kind": "card", "lang": "es", "bytes": 5, "step": 1, "aside": True},
    {"path": "es/paso-3.jpg", "kind": "card", "lang": "es", "bytes": 5, "step": 3},
    {"path": "es/message.txt", "kind": "message", "lang": "es", "bytes": 5},
    {"path": "es/entrar.pdf", "kind": "paper", "lang": "es", "bytes": 5},
    {"path": "web/index.html", "kind": "page", "lang": None, "bytes": 5},
    {"path": "web/es/index.html", "kind": "page", "lang": "es", "bytes": 5},
    {"path": "web/es/poster.jpg", "kind": "poster", "lang": "es", "bytes": 5},
    {"path": "web/es/practice.html", "kind": "practice", "lang": "es", "bytes": 5},
    {"path": "web/es/practice-iphone.html", "kind": "practice", "lang": "es", "bytes": 5, "phone": "iphone"},
    {"path": "present/index.html", "kind": "present", "lang": None, "bytes": 5},
    {"path": "present/guide.html", "kind": "present", "lang": None, "bytes": 5},
    {"path": "present/es/paso-1.webp", "kind": "present", "lang": "es", "bytes": 5, "step": 1},
    {"path": "review.jpg", "kind": "review", "lang": None, "bytes": 5},
    {"path": "index.html", "kind": "index", "lang": None, "bytes": 5},
    {"path": "mix/step-1.jpg", "kind": "card", "lang": "mix", "bytes": 5, "step": 1},
]
STEPS = {
    "es": [
        {"number": 1, "start": 5, "seconds": 4, "caption": "Toque el link."},
        {"number": 1, "aside": True, "start": 9, "seconds": 4, "caption": "¿No lo ve? Suba."},
        {"number": 2, "start": 13, "seconds": 4, "caption": "Suelte."},
        {"number": 3, "start": 17, "seconds": 4, "caption": "Escriba su nombre."},
    ]
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "packs" / "zoom"
    for file in FILES:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"bytes")
    (folder / "es" / "message.txt").write_text("Hola & adiós", encoding="utf-8")
    write(folder, FILES)
    return folder


def write(pack: Path, files: list[dict[str, Any]]) -> None:
    (pack / "pack.json").write_text(json.dumps({"files": files, "steps": STEPS}), encoding="utf-8")


def find_video(pack: Path) -> dict[str, Any]:
    (video,) = share_content.describe(pack)["languages"][0]["sections"]["video"]
    return dict(video)


def test_each_language_has_its_files_by_what_they_are_for(pack: Path) -> None:
    content = share_content.describe(pack)
    spanish, mixtec = content["languages"]
    sections = spanish["sections"]
    assert (spanish["lang"], mixtec["lang"]) == ("es", "mix")
    assert spanish["message"] == "Hola & adiós"
    assert spanish["whatsapp"] == chat_links.whatsapp_link("Hola & adiós")
    assert [file["seconds"] for file in sections["video"]] == [48.2]
    assert [file["name"] for file in sections["voice"]] == ["entrar.ogg"]
    assert [(card["name"], card["aside"], card["text"]) for card in sections["cards"]] == [
        ("paso-1.jpg", False, "Toque el link."),
        ("paso-3.jpg", False, "Escriba su nombre."),
        ("paso-1-si.jpg", True, "¿No lo ve? Suba."),
    ]
    assert [(file["name"], file["kind"]) for file in sections["others"]] == [
        ("entrar.pdf", "paper"),
        ("index.html", "page"),
        ("practice.html", "practice"),
        ("practice-iphone.html", "practice"),
        ("index.html", "present"),
    ]
    assert [file["kind"] for file in mixtec["sections"]["others"]] == ["present"], "the slides are for all languages"
    assert sections["others"][0]["label"]["en"].startswith("The hand-out")
    assert (mixtec["sections"]["video"], mixtec["message"]) == ([], "")
    json.dumps(content)


def test_all_cards_are_looked_at_once_for_what_was_made(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    first = share_content.describe(pack)["look"]
    assert share_content.open_file(pack, first["picture"]["id"]).name == "review.jpg"
    share_content.note_look(pack, "another key")
    assert share_content.describe(pack)["look"] == first
    share_content.note_look(pack, first["key"])
    assert share_content.describe(pack)["look"] is None
    write(pack, FILES[::-1])
    assert share_content.describe(pack)["look"] is None, "it holds the same"
    write(pack, [{**FILES[0], "sha256": "new"}, *FILES[1:]])
    again = share_content.describe(pack)["look"]
    assert again["key"] != first["key"], "one card is another"
    share_content.note_look(pack, first["key"])
    assert share_content.describe(pack)["look"] == again, "what somebody saw is what was made before"
    write(pack, FILES[:-3])
    assert share_content.describe(pack)["look"]["picture"] is None, "of a pack without it there is nothing to look at"


def test_a_clip_says_all_steps_that_it_shows(pack: Path) -> None:
    clips = share_content.describe(pack)["languages"][0]["sections"]["clips"]
    assert [(clip["name"], clip["text"]) for clip in clips] == [
        ("paso-1.mp4", "Toque el link. Suelte."),
        ("paso-3.mp4", "Escriba su nombre."),
    ]


def test_a_file_that_was_made_again_has_another_address(pack: Path) -> None:
    row = {"path": "es/entrar.mp4", "kind": "video", "lang": "es", "bytes": 1}
    ids, digests = set(), set()
    for digest in ("old", "new"):
        write(pack, [{**row, "sha256": digest}])
        ids.add(find_video(pack)["id"])
        digests.add(find_video(pack)["digest"])
    assert (len(ids), digests) == (1, {"old", "new"})


def test_a_file_is_opened_by_its_id(pack: Path) -> None:
    file = find_video(pack)
    assert share_content.open_file(pack, file["id"]) == (pack / "es" / "entrar.mp4").resolve()
    for unknown in ("", "0" * 12, "es/entrar.mp4", "../../secret"):
        with pytest.raises(NotListedError):
            share_content.open_file(pack, unknown)


@pytest.mark.parametrize("path", ["../secret.txt", "es/../../secret.txt", "es/link.txt", "es", "es/gone.txt"])
def test_nothing_outside_of_the_pack_is_opened(pack: Path, path: str) -> None:
    secret = pack.parent / "secret.txt"
    secret.write_text("secret")
    (pack / "es" / "link.txt").symlink_to(secret)
    write(pack, [{"path": path, "kind": "video", "lang": "es", "bytes": 1}])
    file = find_video(pack)
    with pytest.raises(NotListedError):
        share_content.open_file(pack, file["id"])


def test_an_absolute_path_is_not_opened(pack: Path) -> None:
    secret = pack.parent / "secret.txt"
    secret.write_text("secret")
    write(pack, [{"path": str(secret), "kind": "message", "lang": "es", "bytes": 1}])
    content = share_content.describe(pack)["languages"][0]
    assert content["message"] == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": [1, {"path": 2}, {"kind": "video"}]}'])
def test_a_damaged_pack_shows_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "pack.json").write_text(text)
    assert share_content.describe(tmp_path)["languages"] == []


def test_no_pack(tmp_path: Path) -> None:
    assert share_content.describe(tmp_path / "none")["languages"] == []


def test_nothing_that_draws_is_loaded_into_the_server() -> None:
    served = (
        "jobs",
        "workspace",
        "share_content",
        "recordings.sounds",
        "words.field_findings",
        "words.phrase_memory",
    )
    code = f"import sys, {', '.join(f'annotator.edit.{name}' for name in served)}\nprint(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(Path(share_content.__file__).parents[2])}
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"numpy", "cv2", "PIL", "onnxruntime", "jinja2"}.isdisjoint(loaded)
