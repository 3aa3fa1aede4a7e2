"""Describe a finished pack for the page where staff share it, from its ``pack.json`` and messages, and open its files.

A *pack* is the folder that ``annotator build`` makes of a tutorial. Its ``pack.json`` lists the files::

    {"files": [{"path": "es/paso-1.jpg", "kind": "card", "lang": "es", "bytes": 62000, "step": 1}, …],
     "steps": {"es": [{"number": 1, "caption": "Toque Unirse.", …}, …]}}

The page shows them by language, in sections: the video, the voice message, the step pictures, the step clips, and others that
have a label. Before that a person looks at ``review.jpg``, which has all cards, for names that no program has found; once for
each content of a pack.
"""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from annotator.edit.errors import NotListedError
from annotator.edit.tutorial_list import short_id
from annotator.edit.words import differences
from annotator.model import StepNumber
from annotator.outputs.marks import PACK_JSON
from annotator.pack.catalogue import LABELS

_PAGE_FOLDERS = ("web/", "present/", "call/")
"""Folders of which the page lists only `_LISTED_PAGE`: each index, which leads to everything else in them, and practice."""
_LISTED_PAGE = re.compile(r"/(index|practice(-\w+)?)\.html$")
"""These pages: ``web/es/index.html``, ``web/es/practice.html``, and another phone's ``web/es/practice-iphone.html``."""
_REDIRECT = "web/index.html"
"""A page that only leads on to the one of a language."""
_SINGLE_KINDS = ("video", "voice")
"""Kinds that have a section of their own."""
_SECTIONS = {"pictures": "cards", "clips": "clips", "more": "others"}
"""The page's name of each section that a label names (`annotator.model.StaffLabel`)."""
_SEND_ORDER = ("cards", "video", "voice", "clips", "others")
"""The sections in the order in which families are sent them; the message goes with the video."""
FileRow = Mapping[str, Any]
"""An entry of the ``files`` of ``pack.json``."""
Captions = Mapping[StepNumber | None, str]
"""The caption of each step."""


def describe(pack: Path) -> dict[str, Any]:
    """The pack's folder, each language with its files, the picture to look at first, and the number of undecided names.

    ``look`` has the picture with all cards, or None if the pack has none, and the ``key`` of the pack's content; once somebody
    has looked at that content, ``look`` itself is None.
    """
    manifest = _read_manifest(pack)
    files = manifest["files"]
    languages = dict.fromkeys(file["lang"] for file in files if file["lang"])
    look, key = None, _digest_content(files)
    if not differences.is_remembered(key):
        reviews = [_describe_file(file, "") for file in files if file["kind"] == "review"]
        look = {"key": key, "picture": reviews[0] if reviews else None}
    return {
        "folder": str(pack),
        "languages": [_describe_language(pack, manifest, lang) for lang in languages],
        "look": look,
        "undecided": manifest["undecided"],
    }


def note_look(pack: Path, key: str) -> None:
    """Remember that somebody looked at all cards of a pack, unless it was made again meanwhile. Raises OutputError."""
    if key == _digest_content(_read_manifest(pack)["files"]):
        differences.remember(key)


def _digest_content(files: Sequence[FileRow]) -> str:
    """The key of a pack's content: the same files have the same one."""
    return differences.digest_message("\n".join(sorted(f"{file.get('sha256')} {file['path']}" for file in files)))


def open_file(pack: Path, file_id: str) -> Path:
    """The file of a pack with an id. Raises NotListedError if ``pack.json`` lists none, or it is gone or outside of the pack."""
    root = pack.resolve()
    for file in _read_manifest(pack)["files"]:
        if short_id(file["path"]) == file_id:
            path: Path = (root / file["path"]).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
    raise NotListedError("There is no such file in the pack any more.", "Build the pack again.")


def order_to_send(pack: Path) -> dict[str, str]:
    """New paths of the files that families are sent, by their paths in the pack, with the order to send: ``es/1/paso-1.jpg``."""
    ordered_paths = {}
    for file in _read_manifest(pack)["files"]:
        folder, _, name = file["path"].partition("/")
        section = "video" if file["kind"] == "message" else _section_of(file)
        if folder == file["lang"] and section in _SEND_ORDER:
            ordered_paths[file["path"]] = f"{folder}/{_SEND_ORDER.index(section) + 1}/{name}"
    return ordered_paths


def _read_manifest(pack: Path) -> dict[str, Any]:
    """The files, steps and number of undecided names that ``pack.json`` has; none if it can't be read."""
    try:
        manifest = json.loads((pack / PACK_JSON).read_text(encoding="utf-8"))
        return {"files": manifest["files"], "steps": manifest["steps"], "undecided": manifest.get("undecided", 0)}
    except (OSError, ValueError, TypeError, KeyError):
        return {"files": [], "steps": {}, "undecided": 0}


def _describe_language(pack: Path, manifest: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The language's message with its link, and by section its files and those of no language; those of asides come last."""
    files = [file for file in manifest["files"] if file["lang"] in (lang, None)]
    steps = manifest["steps"].get(lang, [])
    captions = {StepNumber.from_row(row, "number"): str(row.get("caption", "")) for row in steps}
    clips = {StepNumber.from_row(file, "step") for file in files if _section_of(file) == "clips"}

    sections: dict[str, list[dict[str, Any]]] = {name: [] for name in (*_SINGLE_KINDS, *_SECTIONS.values())}
    for file in files:
        section, step, text = _section_of(file), StepNumber.from_row(file, "step"), ""
        # The captions are those of the film, which shows the first phone.
        if section == "cards" and not file.get("phone"):
            text = captions.get(step, "")
        elif section == "clips":
            text = _join_captions(step, captions, clips)
        if section is not None:
            sections[section].append(_describe_file(file, text))
    message = _read_message(pack, files)
    return {
        "lang": lang,
        "message": message,
        # As the pages link it; their module would load the libraries that draw their pictures into the server.
        "whatsapp": f"https://wa.me/?text={quote(message)}",
        "sections": {name: sorted(rows, key=lambda row: row["aside"]) for name, rows in sections.items()},
    }


def _section_of(file: FileRow) -> str | None:
    """The section of the page that shows a file, or None."""
    kind, path = file["kind"], file["path"]
    if kind in _SINGLE_KINDS:
        return str(kind)
    if path == _REDIRECT or (path.startswith(_PAGE_FOLDERS) and not _LISTED_PAGE.search(path)):
        return None
    return _SECTIONS.get(LABELS[kind].section) if kind in LABELS else None


def _join_captions(step: StepNumber | None, captions: Captions, clips: set[StepNumber | None]) -> str:
    """The text of a clip: the captions of its step and of the steps that continue it, which have no clip."""
    if step is None or step not in captions:
        return ""
    # An aside has a clip of its own.
    numbers = [number for number in captions if number is not None and not number.aside]
    following = [] if step.aside else numbers[numbers.index(step) + 1 :]
    continuing = itertools.takewhile(lambda number: number not in clips, following)
    return " ".join(filter(None, (captions[number] for number in (step, *continuing))))


def _read_message(pack: Path, files: Sequence[FileRow]) -> str:
    """The text of the message to paste into a chat; empty if the pack has none that can be read."""
    for file in files:
        if file["kind"] == "message":
            try:
                return open_file(pack, short_id(file["path"])).read_text(encoding="utf-8")
            except (OSError, ValueError, NotListedError):
                return ""
    return ""


def _describe_file(file: FileRow, text: str) -> dict[str, Any]:
    """A file as the page shows it, with the ``text`` below it."""
    label, step = LABELS.get(file["kind"]), StepNumber.from_row(file, "step")
    return {
        "id": short_id(file["path"]),
        "digest": file.get("sha256", ""),
        "kind": file["kind"],
        "name": PurePosixPath(file["path"]).name,
        "path": file["path"],
        "bytes": file["bytes"],
        "seconds": file.get("seconds"),
        "aside": step is not None and bool(step.aside),
        "phone": file.get("phone", ""),
        "text": text,
        "label": {"es": label.es, "en": label.en} if label else {},
    }
