"""Detects whether a pack, or a part of it, is unchanged since the last build.

The stamp covers a whole pack: the bytes of the tutorial's folder, of ``school.toml`` and the files it names, the
options, the installed voices, and all code, data and libraries that a build uses. It is cheap: nothing heavy is imported.

The fingerprint of a part covers only the inputs that its product declares, and the code that turns them into files.

Stamps and fingerprints are kept in the cache, never in a pack: whoever has the pack could guess a short secret from its
digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.cache import Cache, code_version, digest, key
from annotator.media.source_file import read_file
from annotator.model import Problem, StepNumber
from annotator.pack import catalogue
from annotator.pack.options import Options
from annotator.pack.products.inputs import FingerprintContext, Input
from annotator.pack.products.product import EditionProduct, PackProduct, Part, Product
from annotator.pack.tutorial_source import TutorialSource
from annotator.script import SCRIPT
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.preflight import Preflight


@dataclass(frozen=True)
class PartRecord:
    """The fingerprint of a part when it was made, and the warnings about its files, with private words masked.

    Each warning is the number of a step (or None), a message and a remedy. Lines are looked up anew, since the
    script may have changed above them.
    """

    fingerprint: str
    warnings: tuple[tuple[StepNumber | None, str, str], ...] = ()

    def problems(self, edition: Edition) -> tuple[Problem, ...]:
        """The warnings, at the current lines of their steps."""
        return tuple(
            Problem(SCRIPT, edition.line(step), message, remedy, "warning", step)
            for step, message, remedy in self.warnings
        )


def compute_stamp(
    source: TutorialSource, parts: Iterable[Part], options: Options, cache: Cache, barred: Sequence[str] = ()
) -> str:
    """The stamp of a pack with these parts.

    Args:
        source: the tutorial in all languages of the pack.
        parts: all parts that the pack will have.
        options: the options of the build.
        cache: finds out once which voices are installed.
        barred: notes about files that may not be on the website today, since consents expire.
    """
    school = source.school
    given = [source.given.consent_file] if source.given else []
    school_files = [path for path in (source.school_file, school.logo, school.photo, *given) if path is not None]
    requested = [sorted(parts), source.languages, options.voice, options.draft, options.budget, list(barred)]
    tools = [code_version.of(__name__), choose.list_installation(cache)]
    return key(
        _digest_folder(source.folder),
        [_digest_file(path) for path in school_files],
        school if source.given else list(school.names),
        requested,
        tools,
    )


def compute_fingerprints(
    parts: frozenset[Part], pack: Preflight, website: Preflight, options: Options, cache: Cache
) -> dict[Part, str]:
    """The fingerprint of each of ``parts`` that can be made; parts in a language without an edition are missing.

    Args:
        parts: all parts of the pack.
        pack: the tutorial as it is in the pack.
        website: the tutorial as it may be on the website; ``pack`` itself where nothing is barred.
        options: the options of the build.
        cache: finds out once which voices are installed.
    """
    for_pack = _Fingerprinter(parts, pack, options, cache)
    for_website = for_pack if website is pack else _Fingerprinter(parts, website, options, cache)
    fingerprints: dict[Part, str] = {}
    for product in catalogue.PRODUCTS:
        fingerprints |= (for_website if product.website else for_pack).of_product(product)
    return fingerprints


class _Fingerprinter:
    """Computes the fingerprints of products made from one preflight."""

    def __init__(self, parts: frozenset[Part], checked: Preflight, options: Options, cache: Cache) -> None:
        self.parts = parts
        self.checked = checked
        self.options = options
        self.cache = cache
        self._audio: dict[str, object] = {}
        self._inputs: dict[tuple[str, str], str] = {}

    def of_product(self, product: Product) -> dict[Part, str]:
        """The fingerprint of each part of a product."""
        editions = self.checked.editions
        own = [part for part in self.parts if part.kind == product.kind]
        if isinstance(product, EditionProduct):
            by_lang = {edition.lang: edition for edition in editions}
            return {part: self._of_edition(product, by_lang[part.lang]) for part in own if part.lang in by_lang}
        if not isinstance(product, PackProduct) or not own:
            return {}
        langs = {part.lang for part in own}
        if product.per_language:
            editions = tuple(edition for edition in editions if edition.lang in langs)
        fingerprint = self._of_editions(product, editions)
        made_langs = {"", *(edition.lang for edition in editions)}
        return {part: fingerprint for part in own if part.lang in made_langs}

    def _of_edition(self, product: Product, edition: Edition) -> str:
        context = FingerprintContext(edition, self.checked.editions, self.options, lambda: self._audio_of(edition))
        return key(
            code_version.of(__name__), product.kind, [self._digest_input(needed, context) for needed in product.inputs]
        )

    def _digest_input(self, needed: Input, context: FingerprintContext) -> str:
        """The digest of an input's value, computed once for all products that have it."""
        name = needed.name, context.edition.lang
        if name not in self._inputs:
            self._inputs[name] = key(needed.value(context))
        return self._inputs[name]

    def _of_editions(self, product: PackProduct, editions: Sequence[Edition]) -> str:
        own = [self._of_edition(product, edition) for edition in editions]
        included = [
            self._of_edition(other, edition)
            for other in catalogue.PRODUCTS
            if other.kind in product.includes
            for edition in editions
            if Part(other.kind, edition.lang) in self.parts
        ]
        return key(sorted(edition.lang for edition in editions), own, included)

    def _audio_of(self, edition: Edition) -> object:
        from annotator.pack import narration

        if edition.lang not in self._audio:
            self._audio[edition.lang] = narration.collect_audio_inputs(
                self.checked.source, edition, self.options, self.cache
            )
        return self._audio[edition.lang]


def load_part_records(cache: Cache, place: Path, seal: str) -> Mapping[Part, PartRecord]:
    """The records of all parts of the pack at ``place``; empty if the last build there made another than this ``seal``."""
    record = cache.get_parsed("builds", _record_name(place), _parse_record)
    if record is None or record["manifest"].get("seal") != seal:
        return {}
    return {
        Part(kind, lang): PartRecord(
            fingerprint,
            tuple((StepNumber.from_row(step, "step"), message, remedy) for step, message, remedy in warnings),
        )
        for kind, lang, fingerprint, warnings in record["parts"]
    }


def load_unchanged_record(cache: Cache, place: Path, stamp: str) -> dict[str, Any] | None:
    """The record of the last build of ``place``, if it has this stamp and all files are as that build left them."""
    record = cache.get_parsed("builds", _record_name(place), _parse_record)
    if record is None or (record["stamp"], record["files"]) != (stamp, _list_files(place)):
        return None
    return record


def save_record(
    cache: Cache,
    place: Path,
    stamp: str,
    manifest: dict[str, Any],
    notes: tuple[str, ...],
    parts: Mapping[Part, PartRecord] | None = None,
) -> None:
    """Record a finished build of ``place`` in the cache."""
    rows = [
        [*part, record.fingerprint, [(step.row("step") if step else {}, *said) for step, *said in record.warnings]]
        for part, record in sorted((parts or {}).items())
    ]
    record = {"stamp": stamp, "files": _list_files(place), "manifest": manifest, "notes": list(notes), "parts": rows}
    cache.put_json("builds", _record_name(place), json.loads(json.dumps(record)))


def _parse_record(value: Any) -> dict[str, Any]:
    if not isinstance(value["manifest"], dict) or not isinstance(value["notes"], list):
        raise TypeError("not the record of a build")
    for kind, lang, fingerprint, warnings in value["parts"]:
        if not all(isinstance(text, str) for text in (kind, lang, fingerprint)):
            raise TypeError("not the record of a part")
        for step, message, remedy in warnings:
            if not isinstance(step, dict) or not isinstance(message, str) or not isinstance(remedy, str):
                raise TypeError("not the warnings of a part")
    return {name: value[name] for name in ("stamp", "files", "manifest", "notes", "parts")}


def _record_name(place: Path) -> str:
    return key(str(place.resolve()))


def _list_files(place: Path) -> list[list[Any]]:
    """The path, size and modification time of every file below ``place``: cheap to read, and changed by any edit."""
    if not place.is_dir():
        return []
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return [[_json_text(path.relative_to(place)), path.stat().st_size, path.stat().st_mtime_ns] for path in files]


def _json_text(path: Path) -> str:
    """A path as valid Unicode: files that people put into a pack may have undecodable names."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _digest_folder(folder: Path) -> list[list[str]]:
    return [[path.name, _digest_file(path)] for path in sorted(folder.iterdir()) if path.is_file()]


def _digest_file(path: Path) -> str:
    try:
        return digest(read_file(path))
    except OSError as error:
        return f"unreadable: {error.errno}"
