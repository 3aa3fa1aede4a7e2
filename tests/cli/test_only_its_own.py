"""A story: what people lost, or could have lost, to a command that wrote where it should not; told as it was seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from annotator import assets
from annotator.cli import main

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in ``tmp_path``, as a person there would type it."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)], prog_name="annotator")
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, said.out, said.err)

    return run


def tutorial(folder: Path) -> Path:
    """One step in two languages, with a memo and somebody's plan beside it."""
    folder.mkdir(parents=True)
    shutil.copy(ZOOM / "03-unirse.png", folder / "01.png")
    (folder / "01.mix.m4a").write_bytes(b"her voice")
    (folder / "plan.docx").write_bytes(b"a plan")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n\n- why es: Así ve a la maestra.\n- why en: You see her.\n\n"
        "![](01.png)\n- tap: Join | Unirse\n- es: Toque Unirse.\n- en: Tap Unirse.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def entrar(tmp_path: Path) -> Path:
    return tutorial(tmp_path / "entrar")


def files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    before = files(folder)
    yield
    assert files(folder) == before


def message(run: Run, *arguments: str | Path) -> Ended:
    return run("build", *arguments, "--only", "message")


def one_line(ended: Ended, code: int, says: str, remedy: str) -> None:
    assert ended.code == code, ended.err
    assert ended.out == ""
    (line,) = [line for line in ended.err.splitlines() if line]
    assert says in line
    assert remedy in line


# ---------------------------------------------------------------- build


@pytest.mark.slow
def test_a_build_into_this_folder_does_not_replace_the_tutorial(
    run: Run, entrar: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with untouched(tmp_path), monkeypatch.context() as patched:
        patched.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
        ended = message(run, "entrar", "-o", ".")
        one_line(
            ended, 5, "entrar is the tutorial itself, and annotator replaces nothing", "a place outside it with -o"
        )
        assert not (tmp_path / "cache").exists(), "it is refused before anything is read"
    assert message(run, "entrar", "-o", "packs").code == 0


def test_no_tutorial_of_a_command_is_replaced_by_the_pack_of_another(run: Run, entrar: Path, tmp_path: Path) -> None:
    tutorial(tmp_path / "a" / "entrar")
    with untouched(entrar):
        assert message(run, "a/entrar", "entrar", "-o", ".").code == 5


# ---------------------------------------------------------------- the other commands


def test_a_site_replaces_no_folder_of_others(run: Run, entrar: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html").write_text("the school's", encoding="utf-8")
    with untouched(tmp_path):
        one_line(run("site", "entrar", "-o", "web"), 5, "web holds other files (index.html)", "empty folder with -o")
        one_line(run("site", "entrar", "-o", "entrar"), 5, "is the tutorial itself", "-o")
        one_line(run("site", "entrar", "-o", "."), 5, "holds other files", "-o")


def test_a_kit_replaces_no_folder_of_others(run: Run, entrar: Path, tmp_path: Path) -> None:
    (tmp_path / "Elena").mkdir()
    (tmp_path / "Elena" / "00-read-me.txt").write_text("Elena's telephone", encoding="utf-8")
    (tmp_path / "Elena" / "PTT.opus").write_bytes(b"her answer")
    with untouched(tmp_path):
        one_line(
            run("recording-kit", "entrar", "--lang", "mix", "-o", "Elena"), 5, "Elena holds other files", "with -o"
        )
        one_line(run("recording-kit", "entrar", "--lang", "mix", "-o", "entrar"), 5, "is the tutorial itself", "-o")


@pytest.mark.slow
def test_a_kit_keeps_the_answers_that_were_saved_in_it(run: Run, entrar: Path, tmp_path: Path) -> None:
    (entrar / "01.mix.m4a").unlink()
    kit = ("recording-kit", "entrar", "--lang", "mix", "--voice", "pico")
    assert run(*kit).code == 0
    (tmp_path / "entrar-mix-kit" / "PTT-0001.opus").write_bytes(b"her answer")
    ended = run(*kit)
    assert ended.code == 0
    assert "did not make it: PTT-0001.opus." in ended.err
    assert (tmp_path / "entrar-mix-kit" / "PTT-0001.opus").read_bytes() == b"her answer"


@pytest.mark.slow
def test_a_preview_is_drawn_over_nothing_but_a_preview(run: Run, entrar: Path, tmp_path: Path) -> None:
    shutil.copy(entrar / "01.png", tmp_path / "captura.png")
    with untouched(tmp_path):
        for spelling in ("captura.png", tmp_path / "entrar" / ".." / "captura.png"):
            ended = run("find", "captura.png", "Unirse", "--preview", spelling)
            one_line(ended, 5, "captura.png is there already", "with --preview")
        ended = run("find", "entrar/01.png", "Unirse", "--preview", "entrar/vista.png")
        one_line(ended, 5, "is inside the tutorial", "with --preview")
    for suffix in ("png", "jpg", "webp"):
        for _ in range(2):
            assert run("find", "captura.png", "Unirse", "--preview", f"vista.{suffix}").code == 0
        with Image.open(tmp_path / f"vista.{suffix}") as image, Image.open(tmp_path / "captura.png") as screenshot:
            assert image.size == screenshot.size
