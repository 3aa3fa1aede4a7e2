"""The examples of the public functions run as they are printed."""

from __future__ import annotations

import doctest
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import annotator
from annotator import api, assets, errors
from annotator.cli import main

ERRORS = sorted(name for name in annotator.__all__ if name.endswith("Error"))
NAMES = sorted(set(annotator.__all__) - {"__version__", *ERRORS})
ZOOM = "join-class-on-zoom"


def examples(name: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(getattr(annotator, name).__doc__ or "")


@pytest.fixture(scope="module")
def tutorials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shipped tutorial and its school, as the examples expect it."""
    folder = tmp_path_factory.mktemp("tutorials")
    shipped = assets.shipped_tutorials()
    # Those pictures that .ci/run has read before.
    shutil.copytree(shipped / ZOOM, folder / ZOOM, ignore=shutil.ignore_patterns("*.pt.png"))
    for path in shipped.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_example_in_the_docstring_runs(name: str, tutorials: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tutorials)
    assert examples(name), "show it"
    test = doctest.DocTest(examples(name), {}, name, None, None, None)
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_the_package_passes_on_the_functions_themselves() -> None:
    assert all(getattr(annotator, name) is getattr(api, name) for name in NAMES)


def test_the_package_passes_on_all_errors() -> None:
    own = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert set(ERRORS) == own - {"InternalError"}
    assert all(getattr(annotator, name) is getattr(errors, name) for name in ERRORS)


@pytest.mark.parametrize("only", [["video", "vidoe"], "video", [""]])
def test_an_unknown_kind_is_refused_before_anything_is_read(only: list[str], tmp_path: Path) -> None:
    with pytest.raises(
        annotator.AnnotatorError, match=r"^“.*” is not a kind of product\. Write some of: video, voice, "
    ):
        annotator.build(tmp_path / "nothing", tmp_path / "packs", only=only)
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_carries_the_types() -> None:
    assert (Path(annotator.__file__).parent / "py.typed").is_file()


@pytest.mark.slow
def test_check_tells_what_the_command_tells(tutorials: Path) -> None:
    folder = tutorials / ZOOM
    script = folder / "tutorial.md"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("- checked:", "- chekced:"), encoding="utf-8")
    try:
        problems = annotator.check(folder)
        told = json.loads(CliRunner().invoke(main, ["check", str(folder), "--json"]).stdout)
    finally:
        script.write_text(text, encoding="utf-8")
    assert any('Did you mean "checked"?' in str(problem) for problem in problems)
    assert [(one.line, one.message) for one in problems] == [(row["line"], row["message"]) for row in told]


@pytest.mark.slow
def test_a_clip_of_several_sentences_is_as_long_as_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Toque Unirse. Espere un momento."
    clip = annotator.say(text, "es")
    written = annotator.say(text, "es", out="voz.wav")
    assert clip.path.read_bytes()[:4] == b"RIFF"
    assert clip.seconds == pytest.approx(written.seconds, abs=0.01), "with the pause between the sentences"
    assert abs(annotator.say("Toque Unirse.", "es").seconds - clip.seconds) > 1
    assert annotator.say(text, "es") == clip
