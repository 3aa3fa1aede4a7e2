"""A story: one library that is missing, or that Windows refuses by policy, costs what it does and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator import errors
from annotator.cache import Cache
from annotator.errors import AnnotatorError, MissingError, ProblemsError
from annotator.screen import load
from annotator.voice import choose
from tests.helpers.voices import Fake

WORDS = "DLL load failed while importing _x: An Application Control policy has blocked this file."


class Refused:
    """Finds some packages, whose loading fails as under Smart App Control."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in self.names else None  # type: ignore[arg-type]

    def create_module(self, _spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        raise ImportError(WORDS, name=module.__name__)


@pytest.fixture(params=["refused", "missing"])
def refuse(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes a package fail to load: by policy, or since it isn't there."""

    def refuse(name: str) -> None:
        monkeypatch.delitem(sys.modules, name, raising=False)
        if request.param == "missing":
            monkeypatch.setitem(sys.modules, name, None)  # type: ignore[arg-type]
        else:
            monkeypatch.setattr(sys, "meta_path", [Refused({name}), *sys.meta_path])

    return refuse


@pytest.mark.parametrize(
    ("library", "engine", "other"),
    [pytest.param("py_nanotts", "pico", "espeak", marks=pytest.mark.pico), ("espeakng_loader", "kokoro", "pico")],
)
def test_another_voice_speaks_where_the_library_of_one_is_refused(
    library: str, engine: str, other: str, refuse: Callable[[str], None], tmp_path: Path
) -> None:
    refuse(library)
    among = [each for each in choose.engines(Cache(tmp_path)) if each.name == engine] + [Fake(other)]
    assert choose.choose_voice("auto", "es", among)[0].name == other
    with pytest.raises(MissingError, match=f"--voice {other}"):
        choose.choose_voice(engine, "es", among)


@pytest.mark.parametrize("data", ["/ñ" * 80, ""], ids=["too long", "not there"])
def test_another_voice_speaks_where_the_natural_one_would_end_the_process(
    data: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loader = pytest.importorskip("espeakng_loader")
    monkeypatch.setattr(loader, "get_data_path", lambda: data or str(tmp_path))
    among = [engine for engine in choose.engines(Cache(tmp_path)) if engine.name == "kokoro"] + [Fake("pico")]
    assert choose.choose_voice("auto", "es", among)[0].name == "pico"


def test_google_says_that_it_is_missing(refuse: Callable[[str], None], tmp_path: Path) -> None:
    refuse("gtts")
    google = choose.engines(Cache(tmp_path))[-1]
    with pytest.raises((ImportError, MissingError)) as raised:
        google.require_installed("es")
        google.synthesize("Hola.", "es", "es-US", 1)
    assert isinstance(errors.as_annotator_error(raised.value), MissingError)


def test_without_heic_other_pictures_are_read(refuse: Callable[[str], None], tmp_path: Path) -> None:
    refuse("pillow_heif")
    Image.new("RGB", (400, 800)).save(tmp_path / "a.png")
    (tmp_path / "b.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    assert load.load(tmp_path / "a.png")
    with pytest.raises(ProblemsError, match="HEIC picture, which this computer can't open"):
        load.load(tmp_path / "b.heic")


def test_what_windows_refuses_is_not_called_broken() -> None:
    blocked = OSError(22, "An Application Control policy has blocked this file")
    blocked.winerror = 4551  # type: ignore[attr-defined] # Python sets it on Windows alone
    for error in (ImportError(WORDS, name="_x"), blocked):
        told = errors.as_annotator_error(error)
        assert isinstance(told, AnnotatorError)
        assert told.message.startswith("Windows refused a library")
        assert "Smart App Control" in told.remedy
