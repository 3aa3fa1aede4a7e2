"""Plans a build: what the pack will have, which files of the older one stay, and whether all of it is there already.

Files stay if they are of the same tutorial, school, voices, options and code as those that are made now, and nobody edited
one of their kind and language. So a pack never mixes files of different scripts, voices or covers. What shows the pack as a
whole is made again with every change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator import outputs
from annotator.cache import Cache, digest
from annotator.model import PackFile, StepNumber
from annotator.pack import catalogue, stamp, tutorial_source
from annotator.pack.options import Options
from annotator.pack.products.product import EditionProduct, PackProduct
from annotator.pack.stamp import BuildRecord, Parts
from annotator.pack.tutorial_source import TutorialSource


@dataclass(frozen=True)
class BuildPlan:
    """What a build makes, and what it keeps.

    Attributes:
        source: the tutorial in all languages of the pack.
        website: the tutorial as it may be on the website; ``source`` itself if nothing is barred.
        barred: notes about what may not be there.
        digest: that of everything that shapes the pack (`stamp.digest_source`).
        parts: the languages of each kind that the pack will have.
        mark: that of the pack which is replaced, or None.
        record: what the last build left at the pack's place, if it had the same ``digest``.
    """

    source: TutorialSource
    website: TutorialSource
    barred: tuple[str, ...]
    digest: str
    parts: Parts
    mark: outputs.OwnershipMark | None
    record: BuildRecord | None

    def is_done(self, place: Path) -> bool:
        """Whether the pack at ``place`` is as this build would leave it."""
        parts = {kind: list(langs) for kind, langs in self.parts.items()}
        return self.record is not None and self.record.parts == parts and self.record.is_still_at(place)

    def find_kept(self, place: Path) -> Kept | None:
        """The files to keep of the pack at ``place``; None if a build would make others now.

        A kind of which a file is missing or was edited is made again in that language.
        """
        mark, record = self.mark, self.record
        if mark is None or record is None or record.manifest.get("seal") != mark.content["seal"]:
            return None
        files = [_parse_file(row) for row in mark.content["files"]]
        edited = {
            (file.kind, file.lang) for file in files if _digest_file(place / file.path) != mark.files.get(file.path, "")
        }
        same_languages = _languages(record.parts) == _languages(self.parts)
        stay = (file for file in files if (file.kind, file.lang) not in edited and self._stays(file, same_languages))
        return Kept(tuple(stay), mark.content)

    def _stays(self, file: PackFile, same_languages: bool) -> bool:
        product = catalogue.find_product(file.kind)
        if not isinstance(product, EditionProduct) or file.lang not in self.parts.get(file.kind, ()):
            return False
        return same_languages or not product.shows_other_languages


@dataclass(frozen=True)
class Kept:
    """The files that stay of a pack, and its ``pack.json``."""

    files: tuple[PackFile, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    def remaining(self, parts: Parts) -> Parts:
        """Those of ``parts`` that are to be made."""
        known = {(file.kind, file.lang) for file in self.files}
        left = {kind: tuple(lang for lang in langs if (kind, lang) not in known) for kind, langs in parts.items()}
        return {kind: langs for kind, langs in left.items() if langs}


def plan_build(
    requested: TutorialSource, options: Options, mark: outputs.OwnershipMark | None, place: Path, cache: Cache
) -> BuildPlan:
    """Plan a build; only texts are read.

    Args:
        requested: the tutorial in the requested languages.
        options: what to make.
        mark: that of the pack at ``place``, or None.
        place: the pack's folder.
        cache: has the record of the last build.
    """
    had = _read_parts(mark)
    source = requested
    if options.languages:
        source = tutorial_source.add_languages(requested, _languages(had))
    today = tutorial_source.today()
    website, barred = tutorial_source.restrict_to_consent(source, today)
    barred_files = sorted(tutorial_source.find_barred_files(source, today))
    shape = stamp.digest_source(requested, options, cache, barred_files)
    parts = _plan_parts(list_parts(requested, website, options.kinds), source, website, had)
    record = stamp.load_record(cache, place)
    same = record is not None and record.source == shape
    return BuildPlan(source, website, barred, shape, parts, mark, record if same else None)


def list_parts(source: TutorialSource, website: TutorialSource, kinds: Collection[str]) -> Parts:
    """The languages of each kind that a pack of ``kinds`` has; ``website`` is the tutorial as it may be on the website."""
    public = tuple(lang for lang in source.languages if lang in website.languages)
    parts = {
        product.kind: public if product.website else source.languages for product in catalogue.select_products(kinds)
    }
    return {kind: langs for kind, langs in parts.items() if langs}


def _plan_parts(
    wanted: Parts, source: TutorialSource, website: TutorialSource, had: Mapping[str, Collection[str]]
) -> Parts:
    """What is wanted, and what the pack had; with all languages for what shows the pack as a whole."""
    kinds = {*wanted, *had}
    whole = list_parts(
        source, website, [kind for kind in kinds if isinstance(catalogue.find_product(kind), PackProduct)]
    )
    every = list_parts(source, website, catalogue.KINDS)
    parts = {
        kind: tuple(lang for lang in langs if lang in {*wanted.get(kind, ()), *had.get(kind, ()), *whole.get(kind, ())})
        for kind, langs in every.items()
    }
    return {kind: langs for kind, langs in parts.items() if langs}


def _read_parts(mark: outputs.OwnershipMark | None) -> dict[str, set[str]]:
    """The languages of each kind of file in the pack that is there; none of files that belong to no language."""
    parts: dict[str, set[str]] = {}
    for row in mark.content["files"] if mark is not None else ():
        langs = parts.setdefault(str(row.get("kind")), set())
        if row.get("lang"):
            langs.add(str(row["lang"]))
    return parts


def _languages(parts: Mapping[str, Collection[str]]) -> set[str]:
    return {lang for langs in parts.values() for lang in langs}


def _digest_file(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


def _parse_file(row: Mapping[str, Any]) -> PackFile:
    return PackFile(
        str(row["path"]),
        str(row.get("kind")),
        row.get("lang"),
        int(row["bytes"]),
        row.get("seconds"),
        StepNumber.from_row(row, "step"),
    )
