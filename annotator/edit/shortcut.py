"""A shortcut that opens the editor without a terminal: Windows' desktop and "Send to", a Mac's Applications, Linux' menu.

It starts this environment's own Python, windowless where there is one: unsigned programs such as entry points are what
virus scanners stop. A shortcut of the same name that is not annotator's is left alone.
"""

from __future__ import annotations

import io
import os
import platform
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from annotator import __version__, assets
from annotator.edit.data_root import make_private_folder, write_private
from annotator.errors import OutputError
from annotator.media.files import UNFINISHED
from annotator.messages import Message

_ARGUMENTS: Final = "-P -m annotator edit"
_MARK: Final = "org.annotator.shortcut"
"""By which a ``.desktop`` file and an ``.app`` folder are known as annotator's."""
_SIZE: Final = 256
_BLUE: Final = "#0B4F6C"

_POWERSHELL: Final = r"System32\WindowsPowerShell\v1.0\powershell.exe"
_FOREIGN_CODE: Final = 3
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
"""Makes both links, or removes them without a target. What it is told is in variables: no path is read as a command."""


def change(*, remove: bool = False, system: str = "") -> Message:
    """Make the shortcut, or make it anew; or remove it. Return where it is, or that it is gone.

    Args:
        remove: remove it instead.
        system: ``Windows``, ``Darwin`` or ``Linux``; else this computer's.

    Raises OutputError, also where something of that name is not annotator's.
    """
    on_system = {"Windows": _on_windows, "Darwin": _on_mac}.get(system or platform.system(), _on_linux)
    try:
        place = on_system(remove)
    except OSError as error:
        remedy = "Start the editor with: annotator edit."
        raise OutputError.not_written("annotator", error, remedy) from error
    return Message("The shortcut is gone.") if remove else Message("The shortcut is here: {place}.", place=place)


def _check_own(place: Path, file: Path) -> None:
    """Raise OutputError where there is a shortcut without the mark in its file."""
    if os.path.lexists(place) and not (file.is_file() and _MARK.encode() in file.read_bytes()):
        raise _not_ours(place)


def _not_ours(place: Path | str) -> OutputError:
    return OutputError(
        "{place} is there already, and annotator did not make it.", "Rename it, then try again.", place=place
    )


def _on_linux(remove: bool) -> Path:
    """The ``.desktop`` file in the user's menu of programs."""
    root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    place = root / "applications" / "annotator.desktop"
    _check_own(place, place)
    if remove:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_private(place, desktop_entry(sys.executable, _draw_icon("PNG")))
    return place


def desktop_entry(python: str, icon: Path) -> str:
    """The text of the ``.desktop`` file. In ``Exec`` a path is quoted first, and then escaped like any other value."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", python).replace("%", "%%")
    program, picture = (text.replace("\\", "\\\\").replace("\n", "\\n") for text in (quoted, str(icon)))
    return (
        f'[Desktop Entry]\nType=Application\nName=annotator\nExec="{program}" {_ARGUMENTS} %f\nIcon={picture}\n'
        f"Terminal=false\nCategories=Education;\nX-Annotator={_MARK}\n"
    )


def _on_mac(remove: bool) -> Path:
    """The ``.app`` folder in the user's own Applications. It takes no dropped folder: those don't come as arguments."""
    place = Path.home() / "Applications" / "annotator.app"
    _check_own(place, place / "Contents" / "Info.plist")
    if remove:
        if place.exists():
            shutil.rmtree(place)
        return place
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=place.parent) as made:
        _fill_app(Path(made, "new", "Contents"))
        if place.exists():
            place.rename(Path(made, "old"))
        Path(made, "new").rename(place)
    return place


def _fill_app(contents: Path) -> None:
    launcher, icon = contents / "MacOS" / "annotator", contents / "Resources" / "annotator.icns"
    launcher.parent.mkdir(parents=True)
    icon.parent.mkdir()
    launcher.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {_ARGUMENTS}\n", encoding="utf-8")
    launcher.chmod(0o755)
    icon.write_bytes(_draw_icon("ICNS").read_bytes())
    facts = {
        "CFBundleExecutable": launcher.name,
        "CFBundleIconFile": icon.name,
        "CFBundleIdentifier": _MARK,
        "CFBundleName": "annotator",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": __version__,
    }
    (contents / "Info.plist").write_bytes(plistlib.dumps(facts))


def _on_windows(remove: bool) -> str:
    """The links on the desktop and under "Send to"; what is dropped on either, or sent, is the folder to open."""
    told = {"ANNOTATOR_ARGUMENTS": _ARGUMENTS, "ANNOTATOR_TARGET": ""}
    if not remove:
        python = Path(sys.executable).with_name("pythonw.exe")
        told |= {"ANNOTATOR_TARGET": str(python), "ANNOTATOR_ICON": str(_draw_icon("ICO"))}
    # By its whole path: Windows looks for programs in the current folder first.
    program = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), _POWERSHELL)  # noqa: PTH118
    ran = subprocess.run(
        [program, "-NoProfile", "-NonInteractive", "-Command", _SCRIPT],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | told,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    if ran.returncode == _FOREIGN_CODE:
        raise _not_ours("annotator.lnk")
    if ran.returncode:
        raise OutputError(
            "Windows did not let the shortcut be changed.",
            "Start the editor with: annotator edit.",
            detail=ran.stderr.decode(errors="replace"),
        )
    return "annotator.lnk"


def _draw_icon(kind: str) -> Path:
    """The icon (``PNG``, ``ICO`` or ``ICNS``) as a file in the data folder."""
    from PIL import Image, ImageDraw  # only where a shortcut is made

    picture = Image.new("RGBA", (_SIZE, _SIZE))
    ImageDraw.Draw(picture).rounded_rectangle((0, 0, _SIZE - 1, _SIZE - 1), _SIZE // 5, _BLUE)
    with Image.open(assets.asset("icons", "pictograms", "tap.png")) as hand:
        small = hand.getchannel("A").resize((_SIZE * 3 // 4, _SIZE * 3 // 4))
    picture.paste("white", (_SIZE // 8, _SIZE // 8), small)
    drawn = io.BytesIO()
    picture.save(drawn, kind)
    place = make_private_folder() / f"icon.{kind.lower()}"
    place.write_bytes(drawn.getvalue())
    return place
