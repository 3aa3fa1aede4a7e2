"""A result's key holds all that could shape it: code, data, libraries and programs, room by room."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import assets
from annotator.cache import code_version
from annotator.cache.code_version import DATA, LIBRARIES, ORDER
from tests.helpers.screens import draw_texts

PACKAGE = Path(assets.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if "_data" not in path.parts
}
ROOMS = [room for rooms in ORDER for room in sorted(rooms)]
STORING = {"put", "get_or_find", "put_json", "get_or_make"}
OTHERS_WORK = {
    "annotator.outputs.claims": "keeps the digest of a file that was written for a user",
    "annotator.media.audio": "keeps what video and pages have encoded, by their keys",
    "annotator.pack.build_record": "keeps the digest of annotator.pack.source_digest, which names the room",
    "annotator.commands.doctor": "keeps a word to see whether that works",
    "annotator.voice.engines.kokoro": "keeps a model by its digest",
    "annotator.voice.narrate": "keeps what annotator.voice.narrate has spoken, by its key",
}
"""Modules that store something which they have not shaped."""
SHAPE_NOTHING = {
    # Where folders are, locking, what a terminal and a browser show, who works together.
    *("platformdirs", "filelock", "rich", "click", "starlette", "uvicorn", "anyio", "h11", "dask", "distributed"),
    # How something is downloaded.
    "requests",
}
DISTRIBUTIONS = {"PIL": "pillow", "cv2": "opencv-python-headless", "markdown_it": "markdown-it-py"}
UNUSED_DATA = ("edit/", "readme/", "guide/")
"""The editor's pages, and pictures and pages of the documentation."""


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def stores(path: Path) -> bool:
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in STORING
        and "cache" in ast.unparse(call.func.value).casefold()
        for call in calls(path.read_text(encoding="utf-8"))
    )


def outside(path: Path) -> set[str]:
    """The top modules of other distributions that a source imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found - {"annotator", *sys.stdlib_module_names}


def known_libraries(module: str) -> set[str]:
    return {name for room in code_version._rooms_behind(module) for name in LIBRARIES.get(room, "").split()}


def known_data(module: str) -> set[str]:
    root = assets.root() / "assets"
    patterns = [pattern for room in code_version._rooms_behind(module) for pattern in DATA.get(room, "").split()]
    return {path.relative_to(root).as_posix() for each in patterns for path in code_version._find_files(root, each)}


def test_whatever_is_kept_names_its_room() -> None:
    storing = {name for name, path in MODULES.items() if stores(path)}
    naming = {name for name, path in MODULES.items() if "code_version.of(__name__)" in path.read_text(encoding="utf-8")}
    assert storing - naming <= set(OTHERS_WORK), "let it use code_version.of(__name__) in its keys, or say why not"
    assert set(OTHERS_WORK) <= storing
    assert {f"annotator.{name}" for name in ("screen.ocr", "edition.scan.scanner", "voice.memo")} <= storing & naming
    assert "annotator.voice.narrate" in naming


@pytest.mark.parametrize(
    ("file", "changed", "same"),
    [
        ("annotator/model/place.py", set(ROOMS), set()),
        ("annotator/text/words.py", {"text", "privacy", "voice", "edit"}, {"", "model", "media"}),
        ("annotator/screen/ocr.py", {"screen", "timeline", "pack", "cli"}, {"model", "script", "cards", "voice"}),
        ("annotator/pages/page.py", {"pages", "pack", "edit"}, {"screen", "cards", "voice", "video"}),
        ("annotator/pace.py", set(ROOMS), set()),
        ("annotator/edit/tutorial/session.py", {"edit", "cli"}, {"pack", "commands", "api"}),
        ("assets/faces/finder.onnx", {"screen", "video", "pack"}, {"script", "cards", "voice"}),
        ("assets/languages/es/speech.toml", {"voice", "pack"}, {"screen", "cards"}),
        ("assets/web/style.css", {"edition", "edit"}, {"screen", "voice", "video", "pages"}),
        ("assets/edit/page.js", set(), set(ROOMS)),
    ],
)
def test_a_change_is_seen_in_its_room_and_above_and_nowhere_else(
    file: str, changed: set[str], same: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    monkeypatch.setattr(code_version, "__file__", str(tmp_path / "annotator" / "cache" / "code_version.py"))
    path = tmp_path / file
    for room in (room for room in ROOMS if room):
        (tmp_path / "annotator" / room).mkdir(parents=True)
        (tmp_path / "annotator" / room / "__init__.py").write_text("x = 1\n", encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)

    def digests() -> dict[str, str]:
        for function in (code_version.of, code_version.of_files, code_version._digest_room):
            function.cache_clear()
        return {room: code_version.of(f"annotator.{room}.x" if room else "annotator") for room in ROOMS}

    try:
        path.write_text("x = 1\n", encoding="utf-8")
        before = digests()
        assert digests() == before
        path.write_text("x = 2\n", encoding="utf-8")
        now = digests()
    finally:
        for function in (code_version.of, code_version.of_files, code_version._digest_room):
            function.cache_clear()
    differing = {room for room in ROOMS if now[room] != before[room]}
    assert changed <= differing
    assert not same & differing


def test_every_room_and_file_of_data_has_its_row() -> None:
    assert {".".join(name.split(".")[1:2]) for name in MODULES} == set(ROOMS)
    assert set(DATA) | set(LIBRARIES) <= set(ROOMS)
    root = assets.root() / "assets"
    for patterns in DATA.values():
        for pattern in patterns.split():
            assert list(root.glob(pattern)), pattern
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    # What the editor's server says, licences, and lists for those who work on annotator.
    rest = {file for file in files - known_data("annotator.pack") if not file.startswith(UNUSED_DATA)}
    assert not [file for file in rest if not re.search(r"/(messages|terminal|editor[\w-]*)\.toml$|\.(md|txt)$", file)]


def test_every_library_has_its_row() -> None:
    for name, path in MODULES.items():
        imported = {DISTRIBUTIONS.get(top, top.replace("_", "-")) for top in outside(path)} - SHAPE_NOTHING
        assert imported <= known_libraries(name), f"{name}: name it in LIBRARIES"


# What a build really loads and opens, as Python itself tells it.
WATCHED = """
import json, sys
opened = set()
sys.addaudithook(lambda event, arguments: opened.add(str(arguments[0])) if event == "open" else None)
from pathlib import Path
from annotator.pack import build
from annotator.pack.catalogue import Options
build.build(Path(sys.argv[1]), Options(output=Path(sys.argv[2]), voice="pico", languages=("es",)))
print(json.dumps([sorted(sys.modules), sorted(opened)]))
"""
SCRIPT = "# es: Entrar\n# en: Join\n\n- why es: Para oír.\n\n![](1.png)\n- tap: Unirse\n- hide: Ana = Luna\n"


@pytest.mark.slow
def test_what_a_build_loads_and_opens_is_in_its_digest(tmp_path: Path) -> None:
    folder = tmp_path / "zoom"
    folder.mkdir()
    draw_texts(folder / "1.png", {"Hola, Ana": 60, "Unirse": 400})
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-c", WATCHED, str(folder), str(tmp_path / "packs")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    modules, paths = json.loads(ran.stdout.splitlines()[-1])
    assert "rapidocr" in modules and "requests" not in modules, "it downloads nothing"
    reached = set(code_version._rooms_behind("annotator.pack.build"))
    assert {".".join(name.split(".")[1:2]) for name in modules if name.split(".")[0] == "annotator"} <= reached
    root = assets.root() / "assets"
    opened = {Path(path) for path in paths if Path(path).is_relative_to(root)}
    data = {path.relative_to(root).as_posix() for path in opened if path.is_file()}
    assert data <= known_data("annotator.pack")
    assert {"languages/es/phrases.toml", "web/style.css", "fonts/Andika-Bold.ttf"} <= data


def test_another_version_of_a_library_makes_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name for names in LIBRARIES.values() for name in names.split()}
    versions = {name: code_version.installed_version(name) or "" for name in names}
    monkeypatch.setattr(code_version, "installed_version", versions.get)

    def digests() -> list[str]:
        code_version.of.cache_clear()
        return [code_version.of(name) for name in ("annotator.screen.ocr", "annotator.voice.engines.pico")]

    ocr, pico = digests()
    for library in ("opencv-python-headless", "rapidocr", "pyclipper"):
        versions[library] += ".1"
        assert digests()[0] != ocr, library
        assert digests()[1] == pico, library
        ocr = digests()[0]
    del versions["py-nanotts"]
    assert digests()[1] != pico
    monkeypatch.undo()
    code_version.of.cache_clear()


def test_the_versions_are_those_that_are_installed() -> None:
    assert code_version.installed_version("Pillow_HEIF") == importlib.metadata.version("pillow-heif")
    assert code_version.installed_version("no-such-thing") is None


def test_another_ffmpeg_makes_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = code_version.of("annotator.video.encoder")
    program = tmp_path / "ffmpeg"
    for text in ("#!/bin/sh\n# one\n", "#!/bin/sh\n# two\n"):
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
        code_version.of.cache_clear()
        assert code_version.of("annotator.video.encoder") != usual
        usual = code_version.of("annotator.video.encoder")
    code_version.of.cache_clear()


def test_a_copy_elsewhere_has_the_same_digest(tmp_path: Path) -> None:
    """Also on another computer: neither paths nor times count."""
    code = "from annotator.cache import code_version; print(code_version.__file__, code_version.of('annotator.voice.memo'))"
    shutil.copytree(PACKAGE, tmp_path / "annotator", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    shutil.copytree(assets.root() / "assets", tmp_path / "assets")
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    place, digest = ran.stdout.split()
    assert Path(place).is_relative_to(tmp_path)
    assert digest == code_version.of("annotator.voice.memo")
