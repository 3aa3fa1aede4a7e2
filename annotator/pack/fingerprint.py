"""Knows whether a pack, or a part of it, is still what a build would make.

A stamp holds everything that shapes a whole pack: the bytes of the tutorial's folder, of ``school.toml`` and what it
names, the options, the voices that ``auto`` would find, and all of the code below a build, with its data and libraries.
Nothing heavy is imported to find out that it is the same.

The fingerprint of a part holds only what its product says that it needs, and the code that turns that into files. Both
are kept in the cache, never in a pack: a digest of a short secret can be guessed by whoever has the pack.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import code_version
from annotator.cache import Cache, digest, key
from annotator.model import Problem
from annotator.pack import catalogue
from annotator.pack.options import Options
from annotator.pack.products.inputs import Subject
from annotator.pack.products.product import EditionProduct, PackProduct, Part, Product
from annotator.pack.reading import Script
from annotator.script import SCRIPT
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.preflight import Preflight

_BUILD = "annotator.pack.build"


@dataclass(frozen=True)
class PartRecord:
    """What the last build noted of a part: its fingerprint, and the warnings about its files, without private words.

    Each warning is a step's number (0: none), a message and a remedy.
    """

    fingerprint: str
    warnings: tuple[tuple[int, str, str], ...] = ()

    def problems(self, edition: Edition) -> tuple[Problem, ...]:
        """The warnings, at the lines where their steps are now."""
        return tuple(
            Problem(SCRIPT, edition.line(step or None), message, remedy, "warning", step or None)
            for step, message, remedy in self.warnings
        )


def stamp(script: Script, parts: Iterable[Part], options: Options, cache: Cache, barred: Sequence[str] = ()) -> str:
    """The stamp of a pack of these parts; ``barred`` says what may not be on the website today."""
    school = script.school
    beside = [path for path in (script.school_file, school.logo, school.photo) if path is not None]
    wanted = [sorted(parts), script.languages, options.voice, options.draft, options.budget, list(barred)]
    made_by = [code_version.of(_BUILD), choose.list_installation(cache)]
    return key(_folder(script.folder), [_file(path) for path in beside], list(school.names), wanted, made_by)


def of_parts(
    parts: frozenset[Part], chat: Preflight, web: Preflight, options: Options, cache: Cache
) -> dict[Part, str]:
    """The fingerprint of each part that can be made; ``web`` is the tutorial as it may be on the website."""
    from annotator.pack import narration

    @functools.cache
    def heard(side: str, lang: str) -> object:
        looked = web if side == "web" else chat
        return narration.heard(looked.script, looked.edition(lang), options, cache)

    def one(product: Product, edition: Edition, side: str) -> str:
        looked = web if side == "web" else chat
        subject = Subject(edition, looked.editions, options, lambda: heard(side, edition.lang))
        code = code_version.of(_module(product), *(module for need in product.needs for module in need.code))
        return key(code, [need.value(subject) for need in product.needs])

    def whole(product: PackProduct, editions: Sequence[Edition], side: str) -> str:
        langs = {edition.lang for edition in editions}
        taken = [
            one(other, edition, side)
            for other in catalogue.PRODUCTS
            for edition in editions
            if other.kind in product.takes and Part(other.kind, edition.lang) in parts
        ]
        return key(sorted(langs), [one(product, edition, side) for edition in editions], taken)

    prints: dict[Part, str] = {}
    for product in catalogue.PRODUCTS:
        side = "web" if product.website else "chat"
        editions = (web if product.website else chat).editions
        mine = [part for part in parts if part.kind == product.kind]
        if isinstance(product, EditionProduct):
            there = {edition.lang: edition for edition in editions}
            prints |= {part: one(product, there[part.lang], side) for part in mine if part.lang in there}
        elif isinstance(product, PackProduct) and mine:
            langs = {part.lang for part in mine}
            shown = [edition for edition in editions if not product.by_language or edition.lang in langs]
            value = whole(product, shown, side)
            prints |= {part: value for part in mine if not part.lang or part.lang in {e.lang for e in shown}}
    return prints


def _module(product: Product) -> str:
    make = product.make if isinstance(product, (EditionProduct, PackProduct)) else of_parts
    return make.__module__


def recorded(cache: Cache, place: Path, seal: str) -> Mapping[Part, PartRecord]:
    """What the last build of ``place`` noted of each part; nothing where that is not the pack with this ``seal``."""
    record = cache.get_parsed("builds", _name(place), _record)
    if record is None or record["manifest"].get("seal") != seal:
        return {}
    return {
        Part(kind, lang): PartRecord(fingerprint, tuple((step, message, remedy) for step, message, remedy in warnings))
        for kind, lang, fingerprint, warnings in record["parts"]
    }


def recall(cache: Cache, place: Path, stamp: str) -> dict[str, Any] | None:
    """What the last build of ``place`` recorded, if its stamp is the same and every file is still as it left it."""
    record = cache.get_parsed("builds", _name(place), _record)
    return record if record is not None and (record["stamp"], record["files"]) == (stamp, _state(place)) else None


def remember(
    cache: Cache,
    place: Path,
    stamp: str,
    manifest: dict[str, Any],
    notes: tuple[str, ...],
    parts: Mapping[Part, PartRecord] | None = None,
) -> None:
    """Record a finished build of ``place``."""
    noted = [[*part, record.fingerprint, record.warnings] for part, record in sorted((parts or {}).items())]
    record = {"stamp": stamp, "files": _state(place), "manifest": manifest, "notes": list(notes), "parts": noted}
    cache.put_json("builds", _name(place), json.loads(json.dumps(record)))


def _record(value: Any) -> dict[str, Any]:
    if not isinstance(value["manifest"], dict) or not isinstance(value["notes"], list):
        raise TypeError("not the record of a build")
    for kind, lang, fingerprint, warnings in value["parts"]:
        if not all(isinstance(text, str) for text in (kind, lang, fingerprint)) or not isinstance(warnings, list):
            raise TypeError("not the record of a part")
    return {name: value[name] for name in ("stamp", "files", "manifest", "notes", "parts")}


def _name(place: Path) -> str:
    return key(str(place.resolve()))


def _state(place: Path) -> list[list[Any]]:
    """Name, size and time of every file of a pack: cheap, and changed by whatever touches them."""
    if not place.is_dir():
        return []
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return [[_text(path.relative_to(place)), path.stat().st_size, path.stat().st_mtime_ns] for path in files]


def _text(path: Path) -> str:
    """A path as JSON can hold it: among what people put into a pack may be names that are no text."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _folder(folder: Path) -> list[list[str]]:
    return [[path.name, _file(path)] for path in sorted(folder.iterdir()) if path.is_file()]


def _file(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError as error:
        return f"unreadable: {error.errno}"
