"""A story: a folder that somebody sent, with a trick about the list of names: nothing of the list gets out, and it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.text.folding import fold
from tests.helpers.pack_words import find_secrets, words_on_pictures
from tests.helpers.screens import draw_texts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="links and pipes")]
SECRETS = ("ximena", "bautista", "hunter")
NAMES_IT = 'names = "own.txt"\n'


def own_list(data: bytes) -> Callable[[Path], object]:
    """Puts a ``school.toml`` into the tutorial's folder, which names a list of these bytes."""
    return lambda zoom: ((zoom / "school.toml").write_text(NAMES_IT), (zoom / "own.txt").write_bytes(data))


def own_school(text: str, make: Callable[[Path], object] = lambda zoom: None) -> Callable[[Path], object]:
    """Puts a ``school.toml`` into the tutorial's folder, and makes something besides."""
    return lambda zoom: ((zoom / "school.toml").write_text(text), make(zoom))


def of_script(old: str, new: str) -> Callable[[Path], object]:
    """Writes something else into the script."""
    return lambda zoom: (zoom / "tutorial.md").write_text((zoom / "tutorial.md").read_text().replace(old, new))


def make_huge(zoom: Path) -> None:
    (zoom / "own.txt").touch()
    os.truncate(zoom / "own.txt", 3_000_000_000)


def nest(zoom: Path) -> None:
    own_list(b"Emiliano Ortiz\n")(zoom)
    own_list(b"Itzel Luna\n")(zoom.parent)


def link(zoom: Path) -> None:
    real = zoom.parents[2] / "stick"
    zoom.rename(real)
    zoom.symlink_to(real)


@pytest.mark.parametrize(
    ("trick", "words"),
    [
        (of_script("Toque", "Ximena Bautista toca"), "This line has a name from your list of names"),
        (own_school('name = "Otra"\n', of_script("Toque", "Ximena, toque")), "This line has a name from your list"),
        (own_school("", lambda zoom: (zoom / "names.txt").write_text("Emiliano Ortiz\n")), "There is a list names.txt beside"),
        (own_list(b""), '"own.txt" is empty'),
        (own_school('names = "../../../private.txt"\n'), "Line 1 of the list has a character that is in no name"),
        (own_school(NAMES_IT, lambda zoom: os.mkfifo(zoom / "own.txt")), 'there is no file "own.txt"'),
        (own_school(NAMES_IT, make_huge), '"own.txt": The file is far too long'),
        (lambda zoom: (zoom / "school.toml").mkdir(), "school.toml: It is a folder"),
        (
            own_school("", lambda zoom: (zoom.parents[1] / "school.toml").write_text('names = "NAMES.TXT"\n')),
            '../../school.toml:1: names: there is no file "NAMES.TXT"',
        ),
        (nest, ""),
        (link, ""),
        (of_script("![]", "- show: Ximena Bautista\n![]"), "This line shows a name from your list of names"),
        (of_script("![]", "- show: Ximena\n- show: Bautista\n![]"), "On 1.png, “show:” leaves a name"),
        (of_script("- es", "- show: 0% 0% 100% 60%\n- es"), "On 1.png, “show:” leaves a name"),
        (of_script("- tap: Unirse", "- tap: Ximena Bautista"), "looks private"),
    ],
)  # fmt: skip
def test_nothing_of_the_list_gets_out(trick: Callable[[Path], object], words: str, tmp_path: Path) -> None:
    zoom = tmp_path / "school" / "tutorials" / "zoom"
    zoom.mkdir(parents=True)
    (zoom.parents[1] / "school.toml").write_text('names = "names.txt"\n', encoding="utf-8")
    (zoom.parents[1] / "names.txt").write_text("Bautista Cruz, Ximena\n", encoding="utf-8")
    (tmp_path / "private.txt").write_text("password=hunter2\n", encoding="utf-8")
    draw_texts(zoom / "1.png", {"Hola": 60, "Ximena Bautista": 260, "Unirse": 820})
    script = "# es: Entrar\n\n- why es: Así ve la clase.\n\n![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n"
    (zoom / "tutorial.md").write_text(script, encoding="utf-8")
    trick(zoom)
    command = [sys.executable, "-m", "annotator", "build", str(zoom), "-o", str(tmp_path / "packs"), "--only", "card"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert words in ran.stderr
    assert ran.returncode == (0 if not words or words.startswith("There is a list") else 1), ran.stderr
    shown = words_on_pictures(tmp_path / "packs") if ran.returncode == 0 else {}
    assert bool(shown) == (ran.returncode == 0)
    assert find_secrets({"said": fold(ran.stdout + ran.stderr), **shown}, SECRETS) == {}
