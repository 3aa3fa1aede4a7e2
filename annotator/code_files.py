"""Read what annotator's sources import and which assets they name, and compute digests of files; cache all of it.

Results are cached with the file's size, times and inode, and reused while these are the same. A file that was changed less
than three seconds before it was read is read again next time: a second change within one tick of the disk's clock would
go unseen (git treats its index the same way).
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any

from annotator.cache import Cache, default_root, key
from annotator.errors import OutputError

_KIND = "code"
_CACHE_VERSION = 3
"""Bump it when the cached value changes its shape: this module can't use ``code_version``, which is built on it."""
_SETTLED_NS = 3_000_000_000
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FINDERS = ("asset", "folder", "table")
"""The functions of ``annotator.assets`` whose arguments name an asset."""
# Imports are found by their lines, since parsing a source takes twenty times as long. The formatter gives each statement
# lines of its own, and only parentheses continue them.
_TEXT_BLOCK = re.compile(r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL)
_FOR_TYPES = re.compile(r"^( *)if TYPE_CHECKING:\n(?:\1 +.*\n|\n)*", re.MULTILINE)
_COMMENT = re.compile(r"#.*")
_IMPORT = re.compile(r"^ *(?:from ([\w.]+) import (\([^)]*\)|.*)|import (.*))$", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """A source file: its digest, the full names it imports from annotator, the third-party modules, and named assets."""

    digest: str
    imports: tuple[str, ...]
    outside: tuple[str, ...]
    assets: tuple[tuple[str, ...], ...]


class CodeFiles:
    """Digests and imports of files; a file is read again only if it changed."""

    def __init__(self, kept: dict[str, Any]) -> None:
        self._cached = kept
        self._changed = False

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file, in hexadecimal. Raises OSError."""
        digest: str = self._entry(path)["digest"]
        return digest

    def module(self, path: Path) -> Module:
        """The imports and assets of a source file. Raises OSError, UnicodeError and SyntaxError."""
        entry = self._entry(path)
        if "imports" not in entry:
            entry |= _analyse(path.read_bytes())
            self._changed = True
        named = tuple(tuple(parts) for parts in entry["assets"])
        return Module(entry["digest"], tuple(entry["imports"]), tuple(entry["outside"]), named)

    def requirements(self, distribution: str, version: str) -> list[str]:
        """The names of the distributions that an installed one requires, without extras."""
        entry: dict[str, list[str]] = self._cached.setdefault("requirements", {})
        name = f"{distribution} {version}"
        if name not in entry:
            entry[name] = _read_requirements(distribution)
            self._changed = True
        return entry[name]

    def keep(self) -> None:
        """Cache what was read for the next start, if the cache can be written."""
        if not self._changed:
            return
        self._changed = False
        try:
            Cache(default_root()).put_json(_KIND, _cache_key(), self._cached)
        except OutputError:  # reported by whoever needs the cache
            return

    def _entry(self, path: Path) -> dict[str, Any]:
        files: dict[str, dict[str, Any]] = self._cached.setdefault("files", {})
        stat = path.stat()
        state = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        entry = files.get(str(path))
        if entry is None or entry["state"] != state or entry["read"] - max(state[1:3]) < _SETTLED_NS:
            now = time.time_ns()
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            still_valid = {} if entry is None or entry["digest"] != digest else entry
            files[str(path)] = entry = {**still_valid, "state": state, "read": now, "digest": digest}
            self._changed = True
        return entry


@once
def load_code_files() -> CodeFiles:
    """The one instance of this process, with what earlier runs cached."""
    try:
        kept = Cache(default_root()).get_parsed(_KIND, _cache_key(), _validate)
    except OutputError:
        kept = None
    return CodeFiles(kept or {})


def _cache_key() -> str:
    return key("code files", _CACHE_VERSION, __file__, sys.prefix)


def _validate(kept: Any) -> dict[str, Any]:
    """Validate the cached value. Raises ValueError, KeyError and the like."""
    for entry in kept["files"].values():
        if len(entry["state"]) != 4 or not isinstance(entry["read"], int) or len(entry["digest"]) != 64:
            raise ValueError("not in this version's format")
    dict(kept)["requirements"].items()
    return dict(kept)


def _analyse(source: bytes) -> dict[str, list[Any]]:
    """The imports of a source, also inside functions but not under TYPE_CHECKING, and the assets that it names."""
    imports: set[str] = set()
    outside: set[str] = set()
    named: set[tuple[str, ...]] = set()
    text = source.decode()
    for name in _find_imports(text):
        top = name.partition(".")[0]
        if top == "annotator":
            imports.add(name)
        elif top not in sys.stdlib_module_names:
            outside.add(top)
    if "assets." in text:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                named |= _named_asset(node)
    return {"imports": sorted(imports), "outside": sorted(outside), "assets": sorted(map(list, named))}


def _find_imports(text: str) -> Iterator[str]:
    """The full names that a formatted source imports, but for those under TYPE_CHECKING."""
    for module, names, modules in _IMPORT.findall(_FOR_TYPES.sub("", _TEXT_BLOCK.sub("", text))):
        for item in _COMMENT.sub("", names or modules).strip("() \n").split(","):
            if words := item.split():  # a name, perhaps with "as" and another one
                yield f"{module}.{words[0]}" if module else words[0]


def _named_asset(call: ast.Call) -> set[tuple[str, ...]]:
    """The asset of a call, with ``*`` for each variable: ``assets.asset("fonts", name)`` is ``("fonts", "*")``."""
    function = call.func
    if not (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "assets"
        and function.attr in _FINDERS
    ):
        return set()
    return {tuple(str(part.value) if isinstance(part, ast.Constant) else "*" for part in call.args)}


def _read_requirements(distribution: str) -> list[str]:
    """The names of the distributions that one requires, without extras; none if it is not installed."""
    import importlib.metadata

    try:
        lines = importlib.metadata.requires(distribution) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    matches = (_REQUIREMENT.match(line) for line in lines if "extra ==" not in line)
    return [match[0] for match in matches if match]
