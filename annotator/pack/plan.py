"""Plan a build so that a further language or kind is made without the rest, and an unchanged pack is left alone.

Files stay if they are of the same tutorial, school, voices, options and code as those that are made now (`source_digest`), and
nobody edited any of the pack's (`build_record`). So a pack never mixes files of different scripts, voices or covers. Products
of the whole pack are made again with every change, and those that show other languages with a further language.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import outputs
from annotator.cache import Cache
from annotator.edition import tutorial_source
from annotator.edition.tutorial_source import TutorialSource
from annotator.messages import from_json
from annotator.model import PackFile, StepNumber
from annotator.pack import catalogue, website_consent
from annotator.pack.build_record import recall
from annotator.pack.catalogue import Options, Parts
from annotator.pack.products.product import EditionProduct, PackProduct
from annotator.pack.source_digest import digest_source


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
        has_same_languages = _languages_of(self.left) == _languages_of(self.parts)
        files = map(_read_file, self.older["files"])
        return tuple(file for file in files if self._stays(file, has_same_languages=has_same_languages))

    @property
    def make(self) -> Parts:
        """The parts to make."""
        kept = {(file.kind, file.lang) for file in self.kept}
        make = {kind: tuple(lang for lang in langs if (kind, lang) not in kept) for kind, langs in self.parts.items()}
        return {kind: langs for kind, langs in make.items() if langs}

    def _stays(self, file: PackFile, *, has_same_languages: bool) -> bool:
        """Whether a file of the older pack is one of the new pack, as it is."""
        product = catalogue.find_product(file.kind)
        if not isinstance(product, EditionProduct) or file.lang not in self.parts.get(file.kind, ()):
            return False
        return has_same_languages or not product.shows_other_languages


def _read_file(row: Mapping[str, Any]) -> PackFile:
    """The file of an entry in ``pack.json``."""
    step = StepNumber.from_row(row, "step")
    path, kind, lang, size = row["path"], row["kind"], row["lang"], row["bytes"]
    return PackFile(path, kind, lang, size, seconds=row.get("seconds"), step=step, phone=row.get("phone"))


def plan_build(requested: TutorialSource, options: Options, pack: Path, cache: Cache) -> BuildPlan:
    """Plan a build of the pack at ``pack``; pictures and sounds are only hashed. ``requested`` has the requested languages."""
    mark = outputs.marks.read(pack)
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
    left = recall(cache, pack, source_digest) if older else None
    return BuildPlan(source, website, barred, digest=source_digest, parts=parts, older=older, left=left)


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
    """The parts requested and those of the older pack; products of the whole pack are in all languages that they may have.

    Spanish video requested, English video and ``zip`` there already: the new pack has the video in both, and one ``zip`` of both.
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
