"""A change of annotator's own code makes again what it shapes, and nothing else: real commands on a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator import assets
from annotator.cache import store
from tests.helpers.screens import draw_texts

pytestmark = pytest.mark.slow

PACKAGE = Path(assets.__file__).parent
SCRIPT = "# es: Entrar a la clase\n\n- why es: Así ve a la maestra.\n\n![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n"
UNCHANGED = "nothing has changed"
READ, SPOKEN, PACKED = {"texts", "faces"}, {"voice"}, {"look", "segment", "shared"}
"""Kinds of entries of the rooms screen, voice and pack."""
BESIDE = {"builds"}
"""The kind of entries that no file of a pack is made of."""


@dataclass
class Copy:
    """A copy of annotator with a tutorial of its own, and what its last build made."""

    root: Path

    def edit(self, file: str, change: Callable[[str], str] = lambda text: text + "# x\n") -> None:
        path = self.root / "annotator" / file
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def build(self) -> tuple[set[str], bool]:
        """Build; give the kinds of what was made anew, and whether the command said that nothing has changed."""
        before = self.entries()
        command = [sys.executable, "-m", "annotator", "build", "zoom", "--voice", "pico"]
        only = [word for kind in ("video", "card", "message") for word in ("--only", kind)]
        environment = {**os.environ, "ANNOTATOR_CACHE": str(self.root / "cache")}
        ran = subprocess.run(
            [*command, *only], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        made = {kind for kind, _ in self.entries() - before} - BESIDE
        return made, UNCHANGED in ran.stderr

    def entries(self) -> set[tuple[str, int]]:
        entries = store._list_entries(self.root / "cache")
        return {(path.parent.parent.name, path.stat().st_ino) for _, _, path in entries}

    def covered(self) -> list[str]:
        manifest: dict[str, Any] = json.loads((self.root / "packs" / "zoom" / "pack.json").read_text(encoding="utf-8"))
        return [row["kind"] for row in manifest["hidden"]]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, root / "annotator", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    shutil.copytree(assets.root() / "assets", root / "assets")
    (root / "zoom").mkdir()
    draw_texts(root / "zoom" / "1.png", {"Hola": 60, "ana.perez@example.org": 260, "Unirse": 600})
    (root / "zoom" / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    made = Copy(root)
    assert made.build() == (READ | SPOKEN | PACKED, False)
    assert made.covered() == ["email"]
    return made


def test_a_pattern_that_comes_back_covers_again(copy: Copy) -> None:
    """Build; take the pattern out; build; put it back; build: the address is covered again."""
    path = copy.root / "annotator" / "privacy" / "codes.py"
    whole = path.read_text(encoding="utf-8")
    copy.edit("privacy/codes.py", lambda text: text.replace('    (_ADDRESS, "email"),\n', ""))
    assert path.read_text(encoding="utf-8") != whole
    assert copy.build() == (READ | SPOKEN | PACKED, False)
    assert copy.covered() == []
    path.write_text(whole, encoding="utf-8")
    assert copy.build() == (set(), False), "what was made before is there"
    assert copy.covered() == ["email"]
    copy.edit("edit/tutorial/session.py")  # no pack depends on the editor
    assert copy.build() == (set(), True)
