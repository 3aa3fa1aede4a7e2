"""What the page for sharing shows of a finished pack: read from its ``pack.json`` and messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from annotator.edit.not_listed import NotListedError, short_id
from annotator.model import StaffSection, StepNumber
from annotator.outputs.ownership import PACK_JSON
from annotator.pack.catalogue import LABELS
from annotator.phrases import native_name

_FOLDERS, _INDEX = ("web/", "present/"), "index.html"
"""Folders of which only the pages are shown, since everything else is on them."""
FileRow = Mapping[str, Any]
"""An entry of the ``files`` of ``pack.json``."""


def describe(
    pack: Path, address: Callable[[str], str] = lambda file_id: file_id, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """All that the page shows.

    Args:
        pack: the pack's folder.
        address: makes the address of a file from its id.
        names: the school's own names of languages.
    """
    manifest = _read_manifest(pack)
    if manifest is None:
        return {"exists": False, "folder": str(pack), "languages": [], "review": None, "index": None}
    files: Sequence[FileRow] = manifest["files"]

    def single(kind: str) -> dict[str, Any] | None:
        return next((_describe_file(file, "", address) for file in files if file["kind"] == kind), None)

    langs = dict.fromkeys(file["lang"] for file in files if file["lang"])
    return {
        "exists": True,
        "folder": str(pack),
        "review": single("review"),
        "index": single("index"),
        "languages": [_describe_language(pack, manifest, lang, dict(names or {}), address) for lang in langs],
    }


def open_file(pack: Path, file_id: str) -> Path:
    """The file of a pack with an id. Raises NotListedError if ``pack.json`` lists none, or it leads out of the pack."""
    manifest = _read_manifest(pack)
    root = pack.resolve()
    for file in manifest["files"] if manifest else ():
        if _file_id(file) == file_id:
            path = (root / str(file["path"])).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
    raise NotListedError("There is no such file in the pack any more.", "Build the pack again.")


def _read_manifest(pack: Path) -> dict[str, Any] | None:
    """The content of ``pack.json``, with only those files that have all they need; None if there is no pack."""
    try:
        manifest = json.loads((pack / PACK_JSON).read_text(encoding="utf-8"))
        files = [file for file in manifest["files"] if _is_whole(file)]
        steps = manifest.get("steps", {})
        return {"files": files, "steps": steps if isinstance(steps, dict) else {}}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _is_whole(file: Any) -> bool:
    return (
        isinstance(file, dict)
        and isinstance(file.get("path"), str)
        and isinstance(file.get("kind"), str)
        and isinstance(file.get("bytes"), int)
        and isinstance(file.get("lang"), (str, type(None)))
    )


def _describe_language(
    pack: Path, manifest: Mapping[str, Any], lang: str, names: dict[str, str], address: Callable[[str], str]
) -> dict[str, Any]:
    own = [file for file in manifest["files"] if file["lang"] in (lang, None)]
    captions = {
        StepNumber.from_row(row, "number"): str(row.get("caption", "")) for row in manifest["steps"].get(lang, [])
    }

    def shown(section: StaffSection) -> list[FileRow]:
        return [file for file in own if file["kind"] in LABELS and LABELS[file["kind"]].section == section]

    def rows(files: Sequence[FileRow], text_of: Callable[[FileRow], str] = lambda _: "") -> list[dict[str, Any]]:
        described = [_describe_file(file, text_of(file), address) for file in files]
        return sorted(described, key=lambda row: row["aside"])  # sent last, and only to some

    clips = shown("clips")
    clip_steps = {_step_of(file) for file in clips}
    message = _read_message(pack, own)
    more = [
        file for file in shown("more") if not file["path"].startswith(_FOLDERS) or file["path"].endswith(f"/{_INDEX}")
    ]
    return {
        "lang": lang,
        "name": native_name(lang, names),
        "message": message,
        # As the pages link it; their module would load the libraries that draw their pictures into the server.
        "whatsapp": f"https://wa.me/?text={quote(message)}",
        "video": next(iter(rows([file for file in own if file["kind"] == "video"])), None),
        "voice": next(iter(rows([file for file in own if file["kind"] == "voice"])), None),
        "cards": rows(shown("pictures"), lambda file: captions.get(_step_of(file), "")),
        "clips": rows(clips, lambda file: _clip_text(_step_of(file), captions, clip_steps)),
        "others": rows([file for file in more if file["kind"] != "voice"]),
    }


def _clip_text(
    step: StepNumber | None, captions: Mapping[StepNumber | None, str], clip_steps: set[StepNumber | None]
) -> str:
    """What a clip says: its own step, and those that go on from it, which have no clip of their own."""
    if step is None or step not in captions:
        return ""
    texts = [captions[step]]
    behind = list(captions)[list(captions).index(step) + 1 :] if not step.aside else []
    for number in behind:
        if number in clip_steps and number is not None and not number.aside:
            break
        if number is not None and not number.aside:  # an aside has a clip of its own
            texts.append(captions[number])
    return " ".join(filter(None, texts))


def _read_message(pack: Path, files: Sequence[FileRow]) -> str:
    for file in files:
        if file["kind"] == "message":
            try:
                return open_file(pack, _file_id(file)).read_text(encoding="utf-8")
            except (OSError, ValueError, NotListedError):
                return ""
    return ""


def _describe_file(file: FileRow, text: str, address: Callable[[str], str]) -> dict[str, Any]:
    label = LABELS.get(file["kind"])
    step = _step_of(file)
    return {
        "id": _file_id(file),
        "kind": file["kind"],
        "name": PurePosixPath(file["path"]).name,
        "path": file["path"],
        "bytes": file["bytes"],
        "seconds": file.get("seconds"),
        "step": None if step is None else str(step),
        "aside": step is not None and bool(step.aside),
        "text": text,
        "label": {"es": label.es, "en": label.en} if label else {"es": "", "en": ""},
        "open": {"es": label.open_es, "en": label.open_en} if label else {"es": "", "en": ""},
        "url": address(_file_id(file)),
    }


def _step_of(file: FileRow) -> StepNumber | None:
    return StepNumber.from_row(file, "step")


def _file_id(file: FileRow) -> str:
    return short_id(file["path"])
