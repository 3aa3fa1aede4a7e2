"""A tutorial's folder on the disk."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.script.folder import list_files, read_folder, shipped_icons

TEXT = "# es: Niñas y niños\n\n![](01 a.png)\n- tap: Unirse\n"
SAVE = 'Open it in the editor and save it again with the encoding "UTF-8" (in Notepad: Save as, Encoding).'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "mi tutorial ñ"
    place.mkdir()
    (place / "01 a.png").touch()
    return place


def problem(folder: Path) -> str:
    reading = read_folder(folder)
    assert reading.tutorial is None
    (only,) = reading.problems
    return str(only)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("name", ["tutorial.md", "Tutorial.MD"])
def test_utf_8_with_and_without_a_mark(folder: Path, encoding: str, name: str) -> None:
    (folder / name).write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    reading = read_folder(folder)
    assert reading.problems == ()
    assert reading.tutorial
    assert reading.tutorial.title("es") == "Niñas y niños"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_explained(folder: Path, encoding: str) -> None:
    (folder / "tutorial.md").write_bytes(TEXT.encode(encoding))
    assert problem(folder) == f"tutorial.md: The file is not saved as UTF-8: line 1 cannot be read. {SAVE}"


def test_an_old_encoding_is_explained(folder: Path) -> None:
    (folder / "tutorial.md").write_bytes(b"# en: a\n# es: Ni\xf1as\n")
    assert problem(folder) == (f"tutorial.md: The file is not saved as UTF-8: line 2 cannot be read. {SAVE}")


def test_a_missing_script(folder: Path) -> None:
    assert problem(folder) == f'tutorial.md: The file is missing. Write it with: annotator new "{folder}"'


def test_a_doubled_ending(folder: Path) -> None:
    (folder / "tutorial.md.txt").touch()
    assert problem(folder) == (
        'tutorial.md: The file is missing, but there is "tutorial.md.txt": it has two endings, and Windows hides the last '
        'one. Rename it to "tutorial.md".'
    )


def test_a_missing_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nada"
    assert problem(missing) == f"{missing}: There is no such folder. Check how its name is written."
    file = tmp_path / "file"
    file.touch()
    assert problem(file) == f'{file}: This is a file, not a folder. Write the folder that it is in: "{tmp_path}"'


def test_a_folder_named_like_the_script(folder: Path) -> None:
    (folder / "tutorial.md").mkdir()
    assert problem(folder) == "tutorial.md: It is a folder, not a file. Give the folder another name."


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nothing(folder: Path) -> None:
    (folder / "tutorial.md").symlink_to(folder / "gone.md")
    assert problem(folder).startswith("tutorial.md: It cannot be read: No such file or directory.")


def test_a_huge_file_is_not_read(folder: Path) -> None:
    (folder / "tutorial.md").write_bytes(b"a" * 500_000)
    assert problem(folder) == "tutorial.md: This is far too long for a script. A script has at most 100,000 characters."


def test_names_leave_out_folders_and_hidden_files(folder: Path) -> None:
    (folder / "sub.png").mkdir()
    (folder / ".DS_Store").touch()
    assert list_files(folder) == {"01 a.png"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_names_that_are_no_text_are_left_out(folder: Path) -> None:
    Path(str(folder) + "/x\udcff.png").touch()
    assert list_files(folder) == {"01 a.png"}


def test_icons_that_annotator_brings_are_known(folder: Path) -> None:
    assert "mic.png" in shipped_icons()
    (folder / "tutorial.md").write_text("# es: a\n\n![](01 a.png)\n- tap: mic.png\n", encoding="utf-8")
    assert read_folder(folder).tutorial


@pytest.fixture
def linked(folder: Path) -> Path:
    """A tutorial of which everything that is opened is a link to somebody's own files."""
    private = folder.parent / "private"
    private.mkdir()
    for name in ("2.PNG", "mic.png", "01.es.m4a", "2.es.png", "end.es.ogg", "notes.txt"):
        (private / name).write_bytes(b"private")
        try:
            (folder / name).symlink_to(private / name)
        except OSError:
            pytest.skip("this disk knows no links")
    (folder / "inner").mkdir()
    (folder / "inner" / "01.png").touch()
    (folder / "01.png").symlink_to(Path("inner", "01.png"))
    (folder / "tutorial.md").write_text(
        "# es: Zoom\n\n![](01.png)\n- tap: mic.png\n\n![](2.png)\n- tap: Unirse\n", encoding="utf-8"
    )
    return folder


def test_no_link_that_leads_out_of_the_folder_is_a_file_of_the_tutorial(linked: Path) -> None:
    files = list_files(linked)
    assert files == {"01 a.png", "01.png", "tutorial.md"}
    assert files.outer_links == {"2.PNG", "mic.png", "01.es.m4a", "2.es.png", "end.es.ogg", "notes.txt"}


def test_each_is_a_problem_which_says_what_to_do(linked: Path) -> None:
    remedy = "is a link that leads out of the tutorial's folder. Copy the file itself into the folder."
    problems = [str(problem) for problem in read_folder(linked).problems]
    links = ("01.es.m4a", "2.PNG", "2.es.png", "end.es.ogg", "mic.png")
    assert problems[-5:] == [f"tutorial.md: {name} {remedy}" for name in links]
    assert [problem.partition(": ")[0] for problem in problems[:-5]] == ["tutorial.md:6"], (
        "what it is not, it is not read as"
    )


def test_a_script_that_leads_out_of_the_folder_is_not_read(linked: Path) -> None:
    (linked / "tutorial.md").rename(linked.parent / "private" / "tutorial.md")
    (linked / "tutorial.md").symlink_to(linked.parent / "private" / "tutorial.md")
    assert "tutorial.md is a link that leads out" in problem(linked)
