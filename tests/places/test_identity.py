"""Which names mean one folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.places import identity


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("ENTRAR~1", "entrar a la clase"),
        ("entrar~1", "Entrar a la clase"),
        ("ENTRAR~2.CLA", "entrar.a.la.clase"),
        ("ENTRA~12", "entrar a la clase"),
        ("AB~1", "a b"),
        ("CONTRA~1", "contraseña nueva"),
        ("MI_CLA~1", "mi+clase+de+zoom"),
        ("PÁGINA~1", "Página principal"),
        ("P_GINA~1", "Página principal"),
        ("EN1A2B~1", "entrar a la clase"),
        ("ENTRAR~1.MAR", "entrar a la clase.martes"),
        ("ENTRAR~1.MD", "entrar a la clase.md"),
        ("ZOOM~1.MAR", "zoom.martes"),
    ],
)
def test_windows_short_names(short: str, name: str) -> None:
    assert identity.is_short_name(short, name)
    assert identity.names_collide(short, name)
    assert identity.names_collide(name, short)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("ENTRAR~1", "entrada a la clase"),
        ("ENTRAR~1", "entrar"),
        ("ZOOM~1", "zoom"),
        ("ENTRAR", "entrar a la clase"),
        ("ENTRAR~X", "entrar a la clase"),
        ("ENTR~1", "entrar a la clase"),
        ("ENTRAR~123", "entrar a la clase"),
        ("ENTRAR~1", "entrar a la clase.md"),
        ("ENTRAR~1.MD", "entrar a la clase"),
        ("SA1A2B~1", "entrar a la clase"),
        ("entrar a", "entrar a la clase"),
    ],
)
def test_other_names(short: str, name: str) -> None:
    assert not identity.is_short_name(short, name)
    assert not identity.names_collide(short, name)


@pytest.mark.parametrize(
    ("one", "other"), [("Zoom", "zoom"), ("n\u0303andu", "ñandu"), ("ÁRBOL", "árbol"), ("zoom.", "zoom"), ("a ", "a")]
)
def test_names_that_some_disk_takes_for_one(one: str, other: str) -> None:
    assert identity.names_collide(one, other)


def test_a_path_is_spelt_as_its_disk_lists_it(tmp_path: Path) -> None:
    base = tmp_path
    (base / "Entrar" / "Clase").mkdir(parents=True)
    other = base / "ENTRAR" / "x" / ".." / "clase"
    one_folder = (base / "ENTRAR").exists()
    assert (identity.canonicalize(other) == base / "Entrar" / "Clase") == one_folder
    assert identity.is_inside(identity.canonicalize(other), identity.canonicalize(base / "entrar")) == one_folder
    assert identity.is_inside(identity.canonicalize(other / "new"), base / "Entrar") == one_folder


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX systems")
def test_links_are_seen_through(tmp_path: Path) -> None:
    (tmp_path / "entrar").mkdir()
    (tmp_path / "link").symlink_to("entrar")
    assert identity.canonicalize(tmp_path / "link" / "packs") == tmp_path / "entrar" / "packs"


def test_a_folder_that_is_mounted_twice_is_one(tmp_path: Path, need: Callable[[str], str], card: Path) -> None:
    mount, unmount = need("mount"), need("umount")
    (tmp_path / "clases" / "entrar").mkdir(parents=True)
    (tmp_path / "otra").mkdir()
    subprocess.run([mount, "--bind", str(tmp_path / "clases"), str(tmp_path / "otra")], check=True)
    try:
        assert identity.same_file(tmp_path / "otra" / "entrar", tmp_path / "clases" / "entrar")
        assert identity.is_inside(tmp_path / "otra" / "entrar" / "packs", tmp_path / "clases" / "entrar")
        assert identity.is_inside(tmp_path / "clases" / "entrar", tmp_path / "otra")
        assert not identity.is_inside(tmp_path / "otra", tmp_path / "clases" / "entrar")
    finally:
        subprocess.run([unmount, str(tmp_path / "otra")], check=True)
