"""A shortcut that opens the editor without a terminal: Windows' desktop and "Send to", a Mac's Applications, Linux' menu.

It starts this environment's own Python, windowless where there is one: unsigned programs such as entry points are what
virus scanners stop. A shortcut of the same name that is not annotator's is left alone.
"""

import os
import platform
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from annotator import assets
from annotator.edit.data_root import write_private
from annotator.errors import OutputError, writing
from annotator.media.files import UNFINISHED
from annotator.messages import Message

_ARGUMENTS: Final = "-P -m annotator edit"
_MARK: Final = "org.annotator.shortcut"
"""Marks a ``.desktop`` file or an ``.app`` folder as annotator's."""
_ICON: Final = ("icons", "shortcut")
_FOREIGN: Final = ("{place} is there already, and annotator did not make it.", "Rename it, then try again.")
_POWERSHELL: Final = r"System32\WindowsPowerShell\v1.0\powershell.exe"
_FOREIGN_CODE: Final = 3
"""The exit code of `_SCRIPT` where a link is not annotator's."""
_SCRIPT: Final = """
$ErrorActionPreference = 'Stop'
$shell = New-Object -ComObject WScript.Shell
$links = 'Desktop', 'SendTo' | ForEach-Object {
    $shell.CreateShortcut((Join-Path $shell.SpecialFolders.Item($_) 'annotator.lnk'))
}
foreach ($link in $links) {
    $there = Test-Path -LiteralPath $link.FullName
    if ($there -and $link.Arguments -ne $env:ANNOTATOR_ARGUMENTS) { exit 3 }
}
foreach ($link in $links) {
    if ($env:ANNOTATOR_TARGET) {
        $link.TargetPath = $env:ANNOTATOR_TARGET
        $link.Arguments = $env:ANNOTATOR_ARGUMENTS
        $link.IconLocation = $env:ANNOTATOR_ICON
        $link.WorkingDirectory = $env:USERPROFILE
        $link.Save()
    } elseif (Test-Path -LiteralPath $link.FullName) {
        Remove-Item -LiteralPath $link.FullName
    }
}
"""
"""Makes both links, or removes them if there is no target. Its arguments are in variables: no path is read as a command."""

_APPLET: Final = """
on startEditor(dropped)
    set program to quoted form of (POSIX path of (path to me) & "Contents/Resources/start")
    do shell script program & dropped & " >/dev/null 2>&1 &"
end startEditor
on run
    startEditor("")
end run
on open dropped
    startEditor(" " & quoted form of POSIX path of item 1 of dropped)
end open
"""
"""A Mac passes a dropped folder as an event, which a shell script as the program would never get, not as an argument."""


def change(*, remove: bool = False, system: str = "") -> Message:
    """Make the shortcut, replacing an older one, or remove it; return a message that says so.

    Args:
        remove: remove it instead.
        system: ``Windows``, ``Darwin`` or ``Linux``; else this computer's.

    Raises OutputError, also where something of that name is not annotator's.
    """
    on_system = {"Windows": _on_windows, "Darwin": _on_mac}.get(system or platform.system(), _on_linux)
    with writing("annotator", "Start the editor with: annotator edit."):
        place = on_system(remove)
    return Message("The shortcut is gone.") if remove else Message("The shortcut is here: {place}.", place=place)


def _check_own(place: Path, file: Path) -> None:
    """Raise OutputError if there is a shortcut without the mark in its file."""
    if os.path.lexists(place) and not (file.is_file() and _MARK.encode() in file.read_bytes()):
        raise OutputError(*_FOREIGN, place=place)


def _on_linux(remove: bool) -> Path:
    """The ``.desktop`` file in the user's menu of programs.

    In its ``Exec`` a path is quoted first, and then escaped like any other value.
    """
    root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    place = root / "applications" / "annotator.desktop"
    _check_own(place, place)
    if remove:
        place.unlink(missing_ok=True)
        return place
    quoted = re.sub(r'(["`$\\])', r"\\\1", sys.executable).replace("%", "%%")
    icon = str(assets.asset(*_ICON, "annotator.png"))
    program, picture = (text.replace("\\", "\\\\").replace("\n", "\\n") for text in (quoted, icon))
    place.parent.mkdir(parents=True, exist_ok=True)
    write_private(
        place,
        f'[Desktop Entry]\nType=Application\nName=annotator\nExec="{program}" {_ARGUMENTS} %f\nIcon={picture}\n'
        f"Terminal=false\nCategories=Education;\nX-Annotator={_MARK}\n",
    )
    return place


def _on_mac(remove: bool) -> Path:
    """The ``.app`` folder in the user's own Applications, made by the Mac's own compiler of such programs."""
    place = Path.home() / "Applications" / "annotator.app"
    _check_own(place, place / "Contents" / "Info.plist")
    if remove:
        if place.exists():
            shutil.rmtree(place)
        return place
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=place.parent) as made:
        new = Path(made, place.name)
        _make_app(new)
        if place.exists():
            place.rename(Path(made, "old"))
        new.rename(place)
    return place


def _make_app(app: Path) -> None:
    """Compile the script, give it our icon, and sign it again (ad hoc), since the changes broke the signature."""
    lines = (part for line in _APPLET.strip().splitlines() for part in ("-e", line))
    _run(["/usr/bin/osacompile", "-o", str(app), *lines])
    start = app / "Contents" / "Resources" / "start"
    start.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {_ARGUMENTS} "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    shutil.copyfile(assets.asset(*_ICON, "annotator.icns"), start.with_name("annotator.icns"))
    plist = app / "Contents" / "Info.plist"
    facts = plistlib.loads(plist.read_bytes())
    facts |= {"CFBundleIdentifier": _MARK, "CFBundleIconFile": "annotator.icns"}
    facts.pop("CFBundleIconName", None)  # the compiler's own icon, which newer Macs prefer
    plist.write_bytes(plistlib.dumps(facts))
    _run(["/usr/bin/codesign", "--force", "--sign", "-", str(app)])


def _on_windows(remove: bool) -> str:
    """The links on the desktop and under "Send to"; each opens the folder that is dropped on it or sent to it."""
    variables = {"ANNOTATOR_ARGUMENTS": _ARGUMENTS, "ANNOTATOR_TARGET": ""}
    if not remove:
        python = Path(sys.executable).with_name("pythonw.exe")
        variables |= {"ANNOTATOR_TARGET": str(python), "ANNOTATOR_ICON": str(assets.asset(*_ICON, "annotator.ico"))}
    # By its whole path: Windows looks for programs in the current folder first.
    program = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), _POWERSHELL)  # noqa: PTH118
    _run([program, "-NoProfile", "-NonInteractive", "-Command", _SCRIPT], os.environ | variables)
    return "annotator.lnk"


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a program of the system. Raises OutputError if it fails, OSError if it can't be started."""
    windowless = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, creationflags=windowless, check=False
    )
    if ran.returncode == _FOREIGN_CODE:
        raise OutputError(*_FOREIGN, place="annotator.lnk")
    if ran.returncode:
        message = "The system did not let the shortcut be changed."
        raise OutputError(message, "Start the editor with: annotator edit.", detail=ran.stderr.decode(errors="replace"))
