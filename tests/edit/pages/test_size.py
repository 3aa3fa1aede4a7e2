"""The pages' script is small, and asks for nothing that is not beside it."""

from __future__ import annotations

import re

import pytest

from annotator import assets

SCRIPTS = sorted(assets.folder("edit").rglob("*.js"))
LIMIT = 274_000


def test_all_script_is_small() -> None:
    sizes = {path.name: path.stat().st_size for path in SCRIPTS}
    assert sum(sizes.values()) <= LIMIT, (sum(sizes.values()), sizes)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_imports_only_files_beside_it(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    for name in re.findall(r"""(?:from\s*|import\(?\s*)["']([^"']+)["']""", text):
        assert name.startswith("./"), name
        assert name == "./tables.js" or (path.parent / name).is_file(), name  # type: ignore[attr-defined]
    assert "sourceMappingURL" not in text
    assert not re.search(r"https?://(?!www\.w3\.org)[a-z]", re.sub(r"//.*", "", text)), "an address"


def test_libraries_have_their_licences_and_versions() -> None:
    vendor = assets.folder("edit") / "vendor"
    readme = (vendor / "README.md").read_text("utf-8")
    for path in vendor.glob("*.js"):
        assert f"`{path.name}`" in readme
    assert "MIT" in (vendor / "LICENSE-preact.txt").read_text("utf-8")
    assert "Apache License" in (vendor / "LICENSE-htm.txt").read_text("utf-8")
