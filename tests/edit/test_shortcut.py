"""The shortcut to the editor: made whole on each system, made anew, removed, and never in the place of somebody's file."""

from __future__ import annotations

import ctypes
import plistlib
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from annotator.cli import terminal
from annotator.edit import shortcut
from annotator.errors import OutputError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and a Python whose path has what shells and desktops read as theirs."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / 'José & "hijos" $HOME 100% \\x' / "python"))
    return tmp_path


def read_desktop(path: Path) -> dict[str, str]:
    """The values of a ``.desktop`` file, unescaped as the desktop does it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    return {name: value.replace("\\\\", "\\") for name, _, value in (line.partition("=") for line in lines[1:])}


def test_linux_has_it_in_the_menu(home: Path) -> None:
    place = home / ".local/share/applications/annotator.desktop"
    shortcut.change(system="Linux")
    shortcut.change(system="Linux")
    values = read_desktop(place)
    shell = ["sh", "-c", f"printf '%s\\n' {values['Exec']}"]  # which quotes as the desktop does
    words = subprocess.run(shell, capture_output=True, text=True, check=True).stdout.replace("%%", "%").splitlines()
    assert words == [sys.executable, "-P", "-m", "annotator", "edit", "%f"]
    with Image.open(values["Icon"]) as icon:
        assert icon.size == (256, 256)
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    shortcut.change(remove=True, system="Linux")
    shortcut.change(remove=True, system="Linux")
    assert not place.exists()


def compile_as_a_mac(command: list[str], **_how: Any) -> Any:
    """What `osacompile` leaves on a new Mac, with the icon's name that comes before the icon's file."""
    if command[0] == "/usr/bin/osacompile":
        assert "on open dropped" in command
        contents = Path(command[2], "Contents")
        (contents / "Resources").mkdir(parents=True)
        facts = {"CFBundleExecutable": "droplet", "CFBundleIconFile": "droplet", "CFBundleIconName": "droplet"}
        (contents / "Info.plist").write_bytes(plistlib.dumps(facts))
    else:
        assert command[0] == "/usr/bin/codesign"
        assert Path(command[-1], "Contents/Resources/start").exists(), "it is signed once all is in it"
    return subprocess.CompletedProcess(command, 0, b"", b"")


def test_a_mac_has_an_application(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = home / "Applications" / "annotator.app"
    with monkeypatch.context() as mac:
        mac.setattr(subprocess, "run", compile_as_a_mac)
        shortcut.change(system="Darwin")
        shortcut.change(system="Darwin")
    facts = plistlib.loads((place / "Contents/Info.plist").read_bytes())
    assert facts["CFBundleExecutable"] == "droplet"
    assert "CFBundleIconName" not in facts
    with Image.open(place / "Contents/Resources" / facts["CFBundleIconFile"]) as icon:
        assert (icon.format, icon.size) == ("ICNS", (256, 256))
    Path(sys.executable).parent.mkdir()
    Path(sys.executable).write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    Path(sys.executable).chmod(0o755)
    dropped = [place / "Contents/Resources/start", "/Users/ana/Mis tutoriales/"]
    said = subprocess.run(dropped, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["-P", "-m", "annotator", "edit", dropped[1]]
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    shortcut.change(remove=True, system="Darwin")
    assert not place.exists()


@pytest.fixture
def powershell(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Takes down what PowerShell would be told; answers with ``code``, which is at first 0."""
    calls: list[dict[str, Any]] = []

    def run(command: list[str], **how: Any) -> Any:
        calls.append({"command": command, "env": how["env"]})
        return subprocess.CompletedProcess(command, shortcut._FOREIGN_CODE if len(calls) > 2 else 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    return calls


def test_windows_is_told_by_variables_alone(powershell: list[dict[str, Any]]) -> None:
    shortcut.change(system="Windows")
    shortcut.change(remove=True, system="Windows")
    made, removed = powershell
    assert made["command"] == removed["command"], "the program is the same, whatever the paths are"
    assert '"' not in made["command"][-1], "quotes would not survive the way to PowerShell"
    assert made["env"]["ANNOTATOR_TARGET"] == str(Path(sys.executable).with_name("pythonw.exe"))
    assert made["env"]["ANNOTATOR_ARGUMENTS"] == "-P -m annotator edit"
    with Image.open(made["env"]["ANNOTATOR_ICON"]) as icon:
        assert icon.format == "ICO"
    assert not removed["env"]["ANNOTATOR_TARGET"]
    with pytest.raises(OutputError, match="annotator did not make it"):
        shortcut.change(system="Windows")


def test_an_error_of_the_shortcut_has_a_window_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[Any, ...]] = []
    user32 = SimpleNamespace(MessageBoxW=lambda *arguments: shown.append(arguments))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stderr", None)
    terminal.show_error(OutputError("The disk is full.", "Make room."))
    assert [arguments[1:3] for arguments in shown] == [(terminal.words("The disk is full. Make room."), "annotator")]


@pytest.mark.parametrize("remove", [False, True])
def test_what_is_not_ours_stays(home: Path, remove: bool) -> None:
    entry = home / ".local/share/applications/annotator.desktop"
    plist = home / "Applications/annotator.app/Contents/Info.plist"
    for path, system in ((entry, "Linux"), (plist, "Darwin")):
        path.parent.mkdir(parents=True)
        path.write_text("somebody's")
        with pytest.raises(OutputError, match="annotator did not make it"):
            shortcut.change(remove=remove, system=system)
        assert path.read_text() == "somebody's"
