"""Plans which parts a build makes and which it keeps from the older pack.

A part is kept only if a build would make the same files now: its fingerprint is still the recorded one, and its files
are as the older build left them. So a pack never mixes files of different scripts, voices or covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.cache import Cache, digest
from annotator.errors import OutputError
from annotator.model import PackFile, StepNumber
from annotator.outputs import OwnershipMark
from annotator.pack import catalogue, fingerprint
from annotator.pack.options import Options
from annotator.pack.products.product import PackProduct, Part, Product
from annotator.pack.tutorial_source import TutorialSource


@dataclass(frozen=True)
class PreviousPack:
    """The pack that a build replaces.

    Attributes:
        place: its folder.
        files: the files that annotator wrote, by part; empty if there is no older pack.
        manifest: the content of its ``pack.json``.
        records: the fingerprint and warnings of each part; empty if another computer made the pack.
    """

    place: Path
    files: Mapping[Part, tuple[PackFile, ...]] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    records: Mapping[Part, fingerprint.PartRecord] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        """The languages of its files."""
        return frozenset(part.lang for part in self.files if part.lang)

    def files_of(self, part: Part) -> tuple[PackFile, ...]:
        """The files of a part, and those of the same kind that belong to no language, such as a stylesheet."""
        shared = self.files.get(Part(part.kind), ()) if part.lang else ()
        return (*self.files.get(part, ()), *shared)


@dataclass(frozen=True)
class BuildPlan:
    """The parts that a build makes, and those that it keeps from the older pack."""

    make: frozenset[Part]
    keep: frozenset[Part]

    @property
    def parts(self) -> frozenset[Part]:
        """All parts of the new pack."""
        return self.make | self.keep

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all parts, in the catalogue's order."""
        kinds = {part.kind for part in self.parts}
        return tuple(kind for kind in catalogue.KINDS if kind in kinds)


def read_previous_pack(mark: OwnershipMark | None, place: Path, cache: Cache, options: Options) -> PreviousPack:
    """Read the pack at ``place``; without files if there is none, or with the option ``drop``.

    Args:
        mark: the content of its ``pack.json``, or None if there is no pack.
        place: its folder.
        cache: has the records of the last build.
        options: the options of the build that replaces it.
    """
    if mark is None or options.drop:
        return PreviousPack(place)
    files: dict[Part, tuple[PackFile, ...]] = {}
    for row in mark.content["files"]:
        if isinstance(row, dict) and row.get("path") in mark.files:
            file = _parse_file(row)
            part = Part(file.kind, file.lang or "")
            files[part] = (*files.get(part, ()), file)
    records = fingerprint.load_part_records(cache, place, mark.content["seal"])
    return PreviousPack(place, files, mark.content, records)


def plan_build(
    requested: TutorialSource, website: TutorialSource, previous: PreviousPack, options: Options
) -> BuildPlan:
    """Plan what to make and what to keep.

    Args:
        requested: the tutorial in the languages to make.
        website: the tutorial as it may be on the website, in all languages of the pack.
        previous: the pack that will be replaced.
        options: the options of the build.
    """
    products = catalogue.select_products(options.kinds)
    make = {
        Part(product.kind, lang)
        for product in products
        for lang in (requested.languages if _is_per_language(product) else ("",))
        if not product.website or lang in website.languages
    }
    keep = {part for part in previous.files if _may_be_kept(part, requested, options)} - make
    for product in catalogue.PRODUCTS:
        if not isinstance(product, PackProduct):
            continue
        # A summary, or a page for all languages, must show the pack as it will be.
        if product.derived or (product in products and product.per_language):
            kinds = {product.kind} if product.derived else {product.kind, *product.dependencies}
            outdated = {part for part in keep if part.kind in kinds}
            keep -= outdated
            make |= {part for part in outdated if not product.website or part.lang in website.languages}
    return BuildPlan(frozenset(make), frozenset(keep))


def find_changed_parts(plan: BuildPlan, previous: PreviousPack, fingerprints: Mapping[Part, str]) -> list[Part]:
    """The parts to keep that a build would make differently now, given the current ``fingerprints``."""
    return [
        part
        for part in plan.keep
        if part not in previous.records or previous.records[part].fingerprint != fingerprints.get(part)
    ]


def copy_part(part: Part, previous: PreviousPack, into: Path) -> tuple[PackFile, ...] | None:
    """Copy the files of a part into a new pack, and return those copied; None if one is missing or was edited.

    On None, ``into`` may have some of the files. A file that is there already, shared with another part, is left out.
    """
    copied = []
    for file in previous.files_of(part):
        try:
            data = (previous.place / file.path).read_bytes()
        except OSError:
            return None
        if digest(data) != file.sha256:
            return None
        if not (into / file.path).exists():
            (into / file.path).parent.mkdir(parents=True, exist_ok=True)
            (into / file.path).write_bytes(data)
            copied.append(file)
    return tuple(copied)


def stale_parts_error(parts: Iterable[Part], place: Path, folder: Path, options: Options) -> OutputError:
    """The error for ``parts`` of the pack at ``place`` that can't be kept, with the command that makes all of it.

    ``folder`` is the tutorial's folder, ``options`` those of the build that was refused.
    """
    order = {kind: number for number, kind in enumerate(catalogue.KINDS)}
    names = ", ".join(map(str, sorted(parts, key=lambda part: (order.get(part.kind, len(order)), part))))
    words = ["annotator", "build", _quote(folder)]
    if options.output != Options().output:
        words += ["-o", _quote(options.output)]
    words += ["--draft"] if options.draft else []
    words += ["--voice", options.voice] if options.voice else []
    words += ["--budget", f"{options.budget / 1_000_000:g}"] if options.budget else []
    return OutputError(
        f"{place} also holds other parts ({names}), which a build would make differently now.",
        f"Make all of it with: {' '.join(words)} (or add --drop to remove those parts)",
    )


def _may_be_kept(part: Part, requested: TutorialSource, options: Options) -> bool:
    """Whether to keep a part of an older pack: not if a build without ``--lang`` and ``--only`` no longer makes it."""
    if not part.lang and any(product.kind == part.kind and _is_per_language(product) for product in catalogue.PRODUCTS):
        return False  # files that languages share are copied with a part that has a language
    language_removed = part.lang not in ("", *requested.languages) and not options.languages
    kind_removed = part.kind not in catalogue.KINDS and set(catalogue.KINDS) <= set(options.kinds)
    return not language_removed and not kind_removed


def _is_per_language(product: Product) -> bool:
    return not isinstance(product, PackProduct) or product.per_language


def _parse_file(row: Mapping[str, Any]) -> PackFile:
    return PackFile(
        path=str(row["path"]),
        kind=str(row.get("kind")),
        lang=row.get("lang"),
        bytes=int(row.get("bytes") or 0),
        seconds=row.get("seconds"),
        step=StepNumber.from_row(row, "step"),
        sha256=row.get("sha256"),
    )


def _quote(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if any(character in text for character in " ()&'") else text
