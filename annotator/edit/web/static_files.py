"""Serve the editor's files from a list made at the start, so that no request can name a path.

The list has an address for each file, for instance ``/fonts/Andika-Bold.ttf``. Two things are made for each request: the editor's
texts in one language, and ``tables.js``.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator import assets
from annotator.edit.web.requests import Fields, get
from annotator.edit.web.responses import RequestError
from annotator.languages import staff_languages, written_languages
from annotator.model import ACTIONS, FILE_TYPES

TYPES = {
    **FILE_TYPES,
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
"""The types of files by suffix, pages included; a file of the editor's own with another suffix is not served."""


def routes() -> list[Route]:
    """The routes of the editor's files."""
    files = list_files()

    def read(request: Request, _fields: Fields) -> Response:
        """A file, if its address is in the list."""
        path = files.get(request.scope["path"])
        if path is None:
            raise RequestError("unknown", "There is no such page.")
        return Response(path.read_bytes(), headers={"content-type": TYPES[path.suffix]})

    def tables(_request: Request, _fields: Fields) -> Response:
        """The module ``tables.js``."""
        return Response(tables_script(), headers={"content-type": TYPES[".js"]})

    return [get("/tables.js", tables), get("/{path:path}", read)]


def list_files() -> dict[str, Path]:
    """The files by their addresses. A request is looked up there; no path is ever made from it.

    They are those of the editor, pictograms, fonts and the guide's pictures with a suffix in `TYPES`, and the drawings of pages.
    """
    files: dict[str, Path] = {}
    for prefix, folder in (
        ("/", assets.folder("edit")),
        ("/pictograms/", assets.folder("icons", "pictograms")),
        ("/fonts/", assets.folder("fonts")),
        ("/readme/", assets.folder("readme")),
    ):
        for path in sorted(folder.rglob("*")):
            if path.suffix in TYPES and path.is_file():
                files[prefix + path.relative_to(folder).as_posix()] = path
    return {**files, "/drawings.svg": assets.asset("web", "drawings.svg"), "/": files["/index.html"]}


def tables_script() -> str:
    """The module ``tables.js``: actions, languages and some words for the page's scripts (``tables.d.ts`` has the types)."""
    rows: dict[str, Any] = {"ACTIONS": {kind: traits.takes for kind, traits in ACTIONS.items()}}
    rows |= {"LANGUAGES": written_languages(), "STAFF_LANGUAGES": staff_languages()}
    for name in ("as_it_is", "greetings", "title_words"):
        rows[name.upper()] = " | ".join(strings(lang)["colleague"][name] for lang in staff_languages()).split(" | ")
    return "".join(f"export const {name} = {json.dumps(row)};\n" for name, row in rows.items())


def strings(language: str) -> dict[str, Any]:
    """The editor's texts by group: the tables of ``assets/languages/XX/editor*.toml``. Raises RequestError if there are none."""
    merged: dict[str, Any] = {}
    paths = assets.folder("languages", language).glob("editor*.toml") if language in assets.languages() else ()
    for path in sorted(paths):
        for group, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            merged[group] = {**merged.get(group, {}), **texts}
    if not merged:
        raise RequestError("unknown", "The editor doesn't speak this language.")
    return merged


def language_names() -> list[tuple[str, str]]:
    """The editor's names of languages, in all languages that it speaks: ``("mix", "Mixtec")`` and ``("mix", "mixteco")``."""
    return [row for lang in staff_languages() for row in strings(lang)["language"].items()]
