"""A result's key holds all that could shape it: code, data, libraries and programs; and it is cheap to know."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import assets, code_version
from annotator.code_files import CodeFiles
from annotator.video.encoder import Encoder
from tests.helpers.screens import draw_texts

PACKAGE = Path(__file__).parent.parent / "annotator"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if "_data" not in path.parts
}
STORING = {"put", "put_json", "put_sealed", "get_or_make", "make_sealed"}
OTHERS_WORK = {
    "annotator.code_files": "keeps what files say, by the state of each file",
    "annotator.places.ownership": "keeps the digest of a file that was written for a user",
    "annotator.pack.fingerprint": "keeps the stamp of a build beside what it made",
    "annotator.commands.doctor": "keeps a word to see whether that works",
    "annotator.voice.engines.kokoro": "keeps a model by its digest",
    "annotator.voice.narrate": "keeps what annotator.voice.utterance has spoken, by its key",
}
"""Modules that store something which they have not shaped."""
LEFT_OUT = ("annotator.cache",)
SHAPE_NOTHING = {"platformdirs", "filelock", "rich", "click", "requests"}


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def stores(path: Path) -> bool:
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in STORING
        and "cache" in ast.unparse(call.func.value).casefold()
        for call in calls(path.read_text(encoding="utf-8"))
    )


def names_itself(path: Path) -> bool:
    return "code_version.of(__name__)" in path.read_text(encoding="utf-8")


KEEPERS = sorted(name for name, path in MODULES.items() if names_itself(path))
PARTS = [*KEEPERS, "annotator.pack.renderer", "annotator.pack.build"]


def imports(path: Path) -> set[str]:
    """Every name that a source imports, at its top or anywhere in it, without what is there for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for part in node.body
        for inner in ast.walk(part)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def reached(start: str) -> tuple[set[str], set[str]]:
    """The modules of annotator that a module reaches, and the top modules of others."""
    own, others, waiting = set(), set(), {start}
    while waiting:
        name = waiting.pop()
        if name in own or name not in MODULES or any(name == out or name.startswith(f"{out}.") for out in LEFT_OUT):
            continue
        own.add(name)
        wanted = imports(MODULES[name])
        waiting |= {name.rpartition(".")[0], *(one for one in wanted if one.startswith("annotator"))}
        others |= {one.split(".")[0] for one in wanted} - {"annotator"} - set(sys.stdlib_module_names)
    return own, others


def test_whatever_is_kept_names_the_module_that_made_it() -> None:
    storing = {name for name, path in MODULES.items() if stores(path)}
    assert storing <= {*KEEPERS, *OTHERS_WORK}, "let it use code_version.of(__name__) in its keys, or say why not"
    assert set(OTHERS_WORK) <= storing
    assert {"annotator.screen.ocr", "annotator.screen.faces", "annotator.pack.scan.scan_cache"} <= set(KEEPERS)
    assert {f"annotator.video.{name}" for name in ("segments", "render", "recording")} <= set(KEEPERS)
    assert {
        f"annotator.voice.{name}" for name in ("utterance", "memo", "engines.pico", "engines.kokoro", "engines.espeak")
    } <= set(KEEPERS)


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_no_module_or_library_that_a_result_depends_on_is_missing(part: str) -> None:
    own, others = reached(part)
    known = code_version.sources(part)
    assert set(known.modules) == own
    tops = importlib.metadata.packages_distributions()
    for top in others - SHAPE_NOTHING:
        names = {name.lower().replace("_", "-") for name in tops.get(top, [top])}
        assert names & set(known.libraries), f"{top} is imported, but its version is not in the key"
    assert known.libraries.keys().isdisjoint(SHAPE_NOTHING)


@pytest.mark.slow
def test_sources_hide_nothing_from_who_reads_them() -> None:
    for name, path in MODULES.items():
        source = path.read_text(encoding="utf-8")
        words = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert not words & {"__import__", "exec", "eval"}, name
        if name != "annotator":  # its functions for others, which nothing inside uses (tests/test_flow.py)
            assert "import_module" not in source, name
        for call in calls(source):
            target = ast.unparse(call.func)
            if target in ("assets.asset", "assets.folder", "assets.table") and name != "annotator.commands.doctor":
                assert call.args, name
                assert isinstance(call.args[0], ast.Constant), f"{name}: write out the asset's folder"
        if name not in ("annotator.assets", "annotator.code_version", "annotator.commands.doctor"):
            assert "assets.root" not in source, f"{name}: use assets.asset, assets.folder or assets.table"
            assert "from annotator.assets" not in source, f"{name}: code_version looks for the word assets"


# What a build really loads and opens, as Python itself tells it.
WATCHED = """
import json, sys
opened = set()
sys.addaudithook(lambda event, arguments: opened.add(str(arguments[0])) if event == "open" else None)
from pathlib import Path
from annotator.pack import build
from annotator.pack.options import Options
build.build(Path(sys.argv[1]), Options(output=Path(sys.argv[2]), voice="pico", languages=("es",)))
print(json.dumps([sorted(sys.modules), sorted(opened)]))
"""
SCRIPT = "# es: Entrar\n# en: Join\n\n- why es: Para oír.\n\n![](1.png)\n- tap: Unirse\n- hide: Ana = Luna\n"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[Path]]:
    folder = tmp_path_factory.mktemp("watched") / "zoom"
    folder.mkdir()
    draw_texts(folder / "1.png", {"Hola, Ana": 60, "Unirse": 400})
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-c", WATCHED, str(folder), str(folder.parent / "packs")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    modules, opened = json.loads(ran.stdout.splitlines()[-1])
    return set(modules), {Path(path) for path in opened}


@pytest.mark.slow
def test_what_a_build_loads_and_opens_is_in_its_digest(used: tuple[set[str], set[Path]]) -> None:
    modules, opened = used
    known = code_version.sources("annotator.pack.build")
    own = {name for name in modules if name.split(".")[0] == "annotator" and not name.startswith(LEFT_OUT)}
    assert own <= set(known.modules)
    assert {"annotator.pack.product_context", "annotator.share.handout", "annotator.privacy.codes"} <= own
    root = assets.root() / "assets"
    data = {path.relative_to(root).as_posix() for path in opened if path.is_relative_to(root) and path.is_file()}
    assert data <= set(known.files)
    assert {"languages/es/phrases.toml", "web/style.css", "fonts/Andika-Bold.ttf"} <= data
    tops = importlib.metadata.packages_distributions()
    loaded = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"annotator"}
    libraries = {min(tops[top]).lower().replace("_", "-") for top in loaded if top in tops}
    helpers = {"certifi", "charset-normalizer", "idna", "urllib3", "requests", "tqdm", "proglog", "colorlog"}
    # What fetches, what shows progress, what tests and checkouts bring along.
    helpers |= {"platformdirs", "filelock", "click", "rich", "python-dotenv", "packaging", "typing-extensions"}
    assert libraries - helpers - {"annotator", "setuptools"} <= set(known.libraries)
    assert {"pyclipper", "shapely", "onnxruntime", "numpy", "reportlab", "segno", "jinja2"} <= set(known.libraries)
    assert known.programs["ffmpeg"]


def test_a_part_needs_what_it_needs_and_no_more() -> None:
    def parts(name: str) -> set[str]:
        return set(code_version.sources(f"annotator.{name}").modules)

    def within(modules: set[str], *rooms: str) -> set[str]:
        return {name for name in modules if name.split(".")[1:2] and name.split(".")[1] in rooms}

    for speaking in ("voice.utterance", "voice.engines.kokoro", "voice.engines.pico", "voice.memo"):
        assert not within(parts(speaking), "share", "screen", "cards", "pack")
    for encoding in ("video.segments", "pack.renderer"):
        assert not within(parts(encoding), "share", "voice", "privacy")
    assert "annotator.cards.shapes" not in parts("screen.ocr") | parts("pack.scan.scan_cache")
    assert "voices/kokoro.npz" in code_version.sources("annotator.voice.engines.kokoro").files
    assert {file.rpartition("/")[2] for file in code_version.sources("annotator.voice.engines.pico").files} == {
        "voices.toml"
    }
    assert not any("languages/" in file for file in code_version.sources("annotator.video.segments").files)


def test_another_version_of_a_library_makes_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = dict(code_version._list_installed())
    monkeypatch.setattr(code_version, "_list_installed", lambda: versions)

    def digests() -> list[str]:
        code_version.of.cache_clear()
        return [code_version.of(name) for name in ("annotator.screen.ocr", "annotator.voice.engines.pico")]

    ocr, pico = digests()
    for library in ("opencv-python-headless", "rapidocr", "onnxruntime", "pyclipper"):
        versions[library] += ".1"
        assert digests()[0] != ocr, library
        assert digests()[1] == pico, library
        ocr = digests()[0]
    del versions["py-nanotts"]
    assert digests()[1] != pico
    monkeypatch.undo()
    code_version.of.cache_clear()


def test_the_versions_are_those_that_are_installed() -> None:
    for name, version in code_version.sources("annotator.pack.build").libraries.items():
        if version is not None:
            assert importlib.metadata.version(name) == version
    assert code_version.installed_version("Pillow_HEIF") == importlib.metadata.version("pillow-heif")
    assert code_version.installed_version("no-such-thing") is None


def test_another_ffmpeg_makes_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from imageio_ffmpeg import get_ffmpeg_exe

    found = code_version._find_ffmpeg()
    assert found is not None
    assert Path(found).samefile(get_ffmpeg_exe())
    usual = Encoder().cache_key()
    program = tmp_path / "ffmpeg"
    for text in ("#!/bin/sh\n# one\n", "#!/bin/sh\n# two\n"):
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
        code_version.of.cache_clear()
        assert Encoder().cache_key() != usual
        usual = Encoder().cache_key()
    code_version.of.cache_clear()


class Reads:
    """Counts how often a file is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        usual = Path.open

        def opened(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
            self.count += mode == "rb"
            return usual(path, mode, *rest, **more)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", opened)


def test_a_file_is_read_again_only_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "part.py"
    path.write_text("import os\n", encoding="utf-8")
    reads = Reads(monkeypatch)
    kept: dict[str, object] = {}
    first = CodeFiles(kept).digest(path)
    assert CodeFiles(kept).digest(path) == first
    assert reads.count == 2, "it is so new that a change within the same tick would not be seen"
    settled = json.loads(json.dumps(kept))
    settled["files"][str(path)]["read"] += 4_000_000_000
    assert CodeFiles(settled).digest(path) == first
    assert reads.count == 2
    path.write_text("import re\n", encoding="utf-8")
    assert CodeFiles(settled).digest(path) != first, "the same size"
    assert reads.count == 3


def test_a_change_with_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "part.py"
    path.write_text("one", encoding="utf-8")
    stat = path.stat()
    kept: dict[str, object] = {}
    first = CodeFiles(kept).digest(path)
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert CodeFiles(kept).digest(path) != first


def test_imports_are_found_by_their_lines_as_python_finds_them() -> None:
    files = CodeFiles({})
    for name, path in MODULES.items():
        read = files.module(path)
        wanted = {one for one in imports(path) if one.split(".")[0] == "annotator"}
        assert set(read.imports) <= wanted, name
        prefixes = {one.rpartition(".")[0] for one in read.imports}
        assert wanted <= {*read.imports, *prefixes}, name
        others = {one.split(".")[0] for one in imports(path)} - {"annotator"} - set(sys.stdlib_module_names)
        assert set(read.outside) == others, name


def test_imports_in_texts_and_for_types_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "part.py"
    path.write_text(
        '"""import cv2\n\nfrom annotator import one\n"""\nimport numpy as np, PIL.Image  # import yaml\n'
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from annotator import two\n\n    import scipy\n\n"
        "from annotator.three import (\n    four as five,  # from six\n    seven,\n)\n\n"
        'def work():\n    """Say \\"""import eight\\"""."""\n    from annotator import nine\n',
        encoding="utf-8",
    )
    read = CodeFiles({}).module(path)
    assert read.imports == ("annotator.nine", "annotator.three.four", "annotator.three.seven")
    assert read.outside == ("PIL", "numpy")
