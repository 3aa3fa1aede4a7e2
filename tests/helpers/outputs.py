"""Folders that annotator made, and those that people have."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.outputs import marks

FILES = ("es/entrar.mp4", "es/message.txt", "index.html")


def write(folder: Path, *names: str, text: str = "") -> None:
    """Write files that say their own names, or ``text``."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text or name, encoding="utf-8")


def make_pack(folder: Path, *names: str, text: str = "annotator's") -> Path:
    """A pack as annotator writes it."""
    write(folder, *(names or FILES), text=text)
    rows = [{"path": name} for name in names or FILES]
    content = marks.seal_content({"tutorial": folder.name}, folder, rows)
    (folder / marks.PACK_JSON).write_text(json.dumps(content), encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes | str]:
    """All files of a folder by their paths, and where its links lead."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            found[name] = path.read_bytes() if path.is_file() else "a folder"
    return found
