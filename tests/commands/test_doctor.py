"""``doctor`` tries things for real, and says how to fix what doesn't work."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator import __main__ as main
from annotator import telemetry
from annotator.cache import Cache, code_version
from annotator.cli import main as cli
from annotator.commands import doctor
from annotator.commands.doctor import Diagnosis
from annotator.errors import INSTALL_AGAIN, AnnotatorError, MissingError
from annotator.media import ffmpeg
from annotator.voice import choose, narrate
from annotator.wordings import put_into_words
from tests.helpers.voices import Absent, Cut, Endless, Fake, Silent


def test_a_line_shows_at_its_beginning_how_bad_it_is() -> None:
    lines = [
        doctor.format_line(Diagnosis("x", works, needed, "detail.", "remedy."))
        for works, needed in ((True, True), (False, True), (False, False))
    ]
    assert [line.split()[0] for line in lines] == ["works", "MISSING", "no"]
    assert len({line.index("x:") for line in lines}) == 1, "names begin in one column"


def test_a_missing_ffmpeg_is_found_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise MissingError("no ffmpeg.", "Install it.")

    monkeypatch.setattr(ffmpeg, "executable", missing)
    found = doctor._run_test("video (ffmpeg)", doctor._test_ffmpeg)
    assert (found.works, found.needed, found.remedy) == (False, True, "Install it.")


def test_a_person_who_switched_telemetry_on_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(telemetry.VARIABLE, "off")
    found = doctor.check_telemetry()
    assert not found.works
    assert not found.needed
    assert f"{telemetry.VARIABLE}=off" in found.detail


def test_whatever_a_library_raises_is_a_finding() -> None:
    def broken() -> str:
        raise RuntimeError("two\nlines")

    def refused() -> str:
        raise AnnotatorError("It is old.", "Install a newer one.")

    assert doctor._run_test("a", broken).detail == "RuntimeError: two lines."
    assert doctor._run_test("a", broken).remedy == INSTALL_AGAIN
    assert (doctor._run_test("a", refused).works, doctor._run_test("a", refused).remedy) == (
        False,
        "Install a newer one.",
    )


@pytest.mark.parametrize(("version", "words"), [("13.0.0", "13.0.0."), ("11.3.0", "known security holes")])
def test_an_old_pillow_is_told(monkeypatch: pytest.MonkeyPatch, version: str, words: str) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)
    assert words in doctor._test_pillow()


@pytest.mark.parametrize("folder", ["annotator-0.14.2.dist-info", "Annotator-0.14.2.egg-info", ""])
def test_another_package_of_this_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    (tmp_path / "annotator_tutorials-0.1.0.dist-info").mkdir()
    (tmp_path / folder).mkdir(exist_ok=True)
    code_version._list_distributions.cache_clear()
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    found = doctor.check_stranger()
    code_version._list_distributions.cache_clear()
    assert found.works == (not folder)
    assert ("annotator 0.14.2" in found.detail) == ("in a new environment" in found.remedy) == bool(folder)


@pytest.mark.parametrize("initial", ["es = None\n", "", None])
def test_another_package_in_the_place_of_this_one_is_told(tmp_path: Path, initial: str | None) -> None:
    """None: it was removed again, and has taken the file that both have along."""
    (tmp_path / "annotator").mkdir()
    shutil.copy(main.__file__, tmp_path / "annotator")
    if initial is not None:
        (tmp_path / "annotator" / "__init__.py").write_text(initial, encoding="utf-8")
    command = [sys.executable, "-S", "-m", "annotator", "doctor"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "Another package, also called annotator" in ended.stderr
    assert "Otro paquete, que también se llama annotator" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_each_engine_is_asked_only_for_languages_that_it_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrate, "speak", lambda *_: b"")
    names = [finding.name for finding in doctor._test_voices()]
    assert {"voice kokoro (es)", "voice pico (en)", "voice espeak (es)", "voice gtts (en)"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("broken", "said", "spanish", "code"),
    [
        (Silent, "The voice kokoro returned no sound for", "La voz kokoro no dijo nada para", 1),
        (Cut, "The voice kokoro said only 0.1 s of", "La voz kokoro se cortó: dijo solo 0.1 s de", 1),
        (Endless, "The voice kokoro went on for 40.0 s at", "La voz kokoro no paró: habló 40.0 s para decir", 1),
        (Absent, "The natural voice (kokoro) is not installed.", "Falta la voz natural (kokoro).", 0),
    ],
)
def test_a_voice_that_is_not_heard_is_told_with_one_that_is(
    broken: type[Fake], said: str, spanish: str, code: int, monkeypatch: pytest.MonkeyPatch, cache: Cache
) -> None:
    engines = [broken("kokoro"), Fake("espeak")]
    monkeypatch.setattr(choose, "engines", lambda _: engines)
    found = next(finding for finding in doctor._test_voices() if finding.name == "voice kokoro (es)")
    with pytest.raises(AnnotatorError) as raised:  # as a build speaks
        narrate.narrate([narrate.SayRequest("es", "Toque Unirse.")], {"es": "kokoro"}, cache)
    for message, remedy in ((found.detail, found.remedy), (raised.value.message, raised.value.remedy)):
        assert said in message
        assert remedy.endswith("Or choose another voice for all of it: --voice espeak.")
        assert spanish in put_into_words(message, "es", "terminal")
        assert put_into_words(remedy, "es", "terminal").endswith("O elija otra voz para todo: --voice espeak.")
    monkeypatch.setattr(doctor, "diagnose", lambda: [found])
    assert CliRunner().invoke(cli, ["doctor"]).exit_code == code, "one that is installed must be heard"
    engines[1] = Silent("espeak")
    found = next(finding for finding in doctor._test_voices() if finding.name == "voice kokoro (es)")
    assert "--voice" not in found.remedy, "doctor has heard that the other one is silent, too"


def test_a_report_has_no_names_and_no_paths_but_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "María López"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setenv("ANNOTATOR_CACHE", str(home / ".cache" / "annotator"))
    details = [
        f"12 MB of at most 4,000 MB in {home}/.cache/annotator.",
        f"PermissionError: {home}/Escuela Los Robles/Ana García.png.",
        r"FileNotFoundError: 'C:\Users\María López\Ana García.png'.",
        r"OSError: \\server\María López\Ana.",
        "H.264, AAC and Opus, by ffmpeg. See https://example.org/help.",
    ]
    told = list(doctor.report([Diagnosis("x", True, True, detail) for detail in details]))
    assert not any(name in line for line in told for name in ("María", "López", "Ana", "García", "Robles"))
    assert told[0].startswith("annotator ")
    assert told[1].endswith("in CACHE.")
    assert told[-1].endswith(details[-1])
