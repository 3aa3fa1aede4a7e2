"""Plan a build so that a further language or kind is made without the rest, and an unchanged pack is left alone.

Files stay if they are of the same tutorial, school, voices, options and code as those that are made now, and nobody edited
any of the pack's. So a pack never mixes files of different scripts, voices or covers. Products of the whole pack are made
again with every change.

The last build is recorded in the cache, never in a pack, since whoever has the pack could guess a short secret from a
digest. Planning is cheap: files are hashed, and no picture is decoded.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import outputs
from annotator.cache import Cache, code_version, digest, key
from annotator.edition import tutorial_source
from annotator.edition.tutorial_source import TutorialSource
from annotator.media.files import read_file
from annotator.messages import from_json
from annotator.model import PackFile, StepNumber
from annotator.outputs.marks import PACK_JSON
from annotator.pack import catalogue, website_consent
from annotator.pack.catalogue import Options
from annotator.pack.products.product import EditionProduct, PackProduct
from annotator.voice import choose

Parts = Mapping[str, tuple[str, ...]]
"""The languages of each kind of product in a pack: ``{"video": ("es", "en"), "zip": ("es", "en")}``."""


@dataclass(frozen=True)
class BuildPlan:
    """The parts that a build makes, and the files that it keeps.

    Where a pack has ``left`` ``{"video": ("es",)}`` and English is added, ``parts`` is ``{"video": ("es", "en")}``: the file
    ``es/entrar.mp4`` stays, and ``make`` is ``{"video": ("en",)}``.

    Attributes:
        source: the tutorial in all languages of the pack.
        website: the tutorial as it may be on the website; ``source`` itself if nothing is barred.
        barred: the notes about files that may not be on the website.
        digest: the digest of everything that shapes the pack (`digest_source`).
        parts: the languages of each kind in the new pack.
        older: the content of the older pack's ``pack.json``; empty if there is none.
        left: the parts that the last build left, if it had the same ``digest`` and nobody edited its files; else None.
    """

    source: TutorialSource
    website: TutorialSource
    barred: tuple[str, ...]
    digest: str
    parts: Parts
    older: Mapping[str, Any]
    left: Parts | None

    @property
    def kept(self) -> tuple[PackFile, ...]:
        """The files of the older pack that stay."""
        if self.left is None:
            return ()
        same_languages = _languages_of(self.left) == _languages_of(self.parts)
        return tuple(file for file in map(_read_file, self.older["files"]) if self._stays(file, same_languages))

    @property
    def make(self) -> Parts:
        """The parts to make."""
        kept = {(file.kind, file.lang) for file in self.kept}
        make = {kind: tuple(lang for lang in langs if (kind, lang) not in kept) for kind, langs in self.parts.items()}
        return {kind: langs for kind, langs in make.items() if langs}

    def _stays(self, file: PackFile, same_languages: bool) -> bool:
        """Whether a file of the older pack is one of the new pack's, too, as it is."""
        product = catalogue.find_product(file.kind)
        if not isinstance(product, EditionProduct) or file.lang not in self.parts.get(file.kind, ()):
            return False
        return same_languages or not product.shows_other_languages


def _read_file(row: Mapping[str, Any]) -> PackFile:
    facts = row["path"], row["kind"], row["lang"], row["bytes"], row.get("seconds")
    return PackFile(*facts, StepNumber.from_row(row, "step"), row.get("phone"))


def plan_build(requested: TutorialSource, options: Options, place: Path, cache: Cache) -> BuildPlan:
    """Plan a build of the pack at ``place``; pictures and sounds are only hashed. ``requested`` has the requested languages."""
    mark = outputs.marks.read(place)
    older = read_messages(mark.content) if mark is not None else {}
    old_parts = _read_parts(older)
    source = requested
    if options.languages:
        source = tutorial_source.add_languages(requested, _languages_of(old_parts))
    today = tutorial_source.today()
    website, barred = website_consent.restrict_to_consent(source, today)
    source_digest = digest_source(requested, options, cache, sorted(website_consent.find_barred_files(source, today)))
    kinds = options.kinds_for(requested.school)
    parts = _plan_parts(list_parts(requested, website, kinds), source, website, old_parts)
    left = recall(cache, place, source_digest) if older else None
    return BuildPlan(source, website, barred, source_digest, parts, older, left)


def list_parts(source: TutorialSource, website: TutorialSource, kinds: Collection[str]) -> Parts:
    """The languages of each kind that a pack of ``kinds`` has; ``website`` is the tutorial as it may be on the website."""
    public = tuple(lang for lang in source.languages if lang in website.languages)
    parts = {
        product.kind: public if product.website else source.languages for product in catalogue.select_products(kinds)
    }
    return {kind: langs for kind, langs in parts.items() if langs}


def _plan_parts(
    requested: Parts, source: TutorialSource, website: TutorialSource, old_parts: Mapping[str, Collection[str]]
) -> Parts:
    """The parts requested and those of the older pack; products of the whole pack are in all its languages.

    Spanish video requested, English video there already: the new pack has the video in both, and one ``zip`` of both.
    """
    kinds = {*requested, *old_parts}
    whole_kinds = [kind for kind in kinds if isinstance(catalogue.find_product(kind), PackProduct)]
    whole = list_parts(source, website, whole_kinds)
    parts: dict[str, tuple[str, ...]] = {}
    for kind, possible in list_parts(source, website, catalogue.KINDS).items():
        langs = {*requested.get(kind, ()), *old_parts.get(kind, ()), *whole.get(kind, ())}
        if langs.intersection(possible):
            parts[kind] = tuple(lang for lang in possible if lang in langs)
    return parts


def read_messages(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a ``pack.json`` with its warnings as messages, which can be translated."""
    messages = json.loads(json.dumps(content.get("messages", [])), object_hook=from_json)
    return {**content, "warnings": messages}


def _read_parts(older: Mapping[str, Any]) -> dict[str, set[str]]:
    """The languages of each kind of file in the pack that is there; none of files that belong to no language."""
    parts: dict[str, set[str]] = {}
    for row in older.get("files", ()):
        langs = parts.setdefault(str(row.get("kind")), set())
        if row.get("lang"):
            langs.add(str(row["lang"]))
    return parts


def _languages_of(parts: Mapping[str, Collection[str]]) -> set[str]:
    """The languages of all kinds together."""
    return {lang for langs in parts.values() for lang in langs}


def digest_source(source: TutorialSource, options: Options, cache: Cache, barred: Sequence[str] = ()) -> str:
    """The digest of what shapes the files of a tutorial, in whatever kinds and languages.

    That is the tutorial's folder, the school with its files, installed voices, the options for voice and quality, our
    code, its data and libraries.

    Args:
        source: the tutorial; its languages don't count.
        options: the options of the build; its kinds and languages don't count.
        cache: the cache, which remembers the installed voices.
        barred: the names of files that may not be on the website today, or notes about them: consents expire.
    """
    school = source.school
    files = (source.school_file, school.logo, school.photo, source.given and source.given.consent_file)
    return key(
        [[path.name, _digest_file(path)] for path in sorted(source.folder.iterdir()) if path.is_file()],
        [_digest_file(path) for path in files if path],
        school if source.given else list(school.names),
        [options.voice, options.draft, options.budget, list(barred)],
        [code_version.of(__name__), choose.list_installation(cache)],
    )


def digest_pages(
    source: TutorialSource,
    options: Options,
    cache: Cache,
    withheld: Sequence[str],
    address: str,
    *,
    public: bool = False,
) -> str:
    """The digest of everything that shapes a tutorial's pages on a website, but for the day on which they are made.

    Args:
        source: the tutorial as it may be on the website.
        options: the options of the build.
        cache: the cache, as for `digest_source`.
        withheld: the notes about files that may not be on the website.
        address: the website's address; empty if there is none.
        public: whether search engines may list the pages.
    """
    code = code_version.of("annotator.commands.site")
    return key(code, digest_source(source, options, cache, withheld), source.languages, address.rstrip("/"), public)


def recall(cache: Cache, place: Path, source: str) -> Parts | None:
    """The parts that the last build of ``place`` left, also those that made no file.

    None if it had another digest than ``source``, or a file has changed. Files that others put beside it don't count.
    """

    def parse(row: Any) -> Parts | None:
        """The parts of a record, if it is of the same source and files."""
        recorded = {tuple(file) for file in row["files"]}
        if row["source"] != source or not recorded <= {tuple(file) for file in _list_files(place)}:
            return None
        return {kind: tuple(langs) for kind, langs in row["parts"].items()}

    return cache.get_parsed("builds", _record_name(place), parse)


def save_record(cache: Cache, place: Path, source: str, parts: Parts | None = None) -> None:
    """Record a finished build of ``place`` in the cache.

    The record is ``{"source": "9f2c…", "files": [["es/entrar.mp4", 1500000, 1764394172000000000]], "parts": {"video": ["es"]}}``.
    """
    row = {"source": source, "files": _list_files(place), "parts": parts or {}}
    cache.put_json("builds", _record_name(place), row)


def _record_name(place: Path) -> str:
    """The name of the record of a pack's place in the cache."""
    return key(str(place.resolve()))


def _list_files(place: Path) -> list[list[Any]]:
    """The path, size and modification time of every file below ``place``: they are cheap to read, and an edit changes them."""
    rows: list[list[Any]] = []
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        status = path.stat()
        # The editor sets the time of pack.json to when the pack was last known to be current.
        time = 0 if path == place / PACK_JSON else status.st_mtime_ns
        # Files that people put into a pack may have undecodable names.
        rows.append([path.relative_to(place).as_posix().encode("utf-8", "replace").decode(), status.st_size, time])
    return rows


def _digest_file(path: Path) -> str:
    """The digest of a file; if it can't be read, the number of the error."""
    try:
        return digest(read_file(path))
    except OSError as error:
        return f"unreadable: {error.errno}"
