"""What an older pack holds, and which of it may stay where only a part is asked for.

A part stays if a build would make the same files now: its fingerprint is the one that the older build recorded, and its
files are as that build left them. So a pack never mixes files of different scripts, voices or covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.cache import Cache, digest
from annotator.errors import OutputError
from annotator.model import PackFile
from annotator.pack import catalogue, fingerprint
from annotator.pack.options import Options
from annotator.pack.products.product import PackProduct, Part
from annotator.pack.tutorial_source import TutorialSource
from annotator.places import OwnershipMark


@dataclass(frozen=True)
class PreviousPack:
    """The files of an older pack at ``place``, by their parts; ``manifest`` is its ``pack.json``.

    ``recorded`` has the fingerprint and the warnings of each part, as far as this computer made it.
    """

    place: Path
    files: Mapping[Part, tuple[PackFile, ...]] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)
    recorded: Mapping[Part, fingerprint.PartRecord] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it holds anything in."""
        return frozenset(part.lang for part in self.files if part.lang)

    def of(self, part: Part) -> tuple[PackFile, ...]:
        """The files of a part, and those that it shares with its other languages."""
        shared = self.files.get(Part(part.kind), ()) if part.lang else ()
        return (*self.files.get(part, ()), *shared)


@dataclass(frozen=True)
class BuildPlan:
    """The parts that a build makes, and those that stay from the older pack."""

    make: frozenset[Part]
    keep: frozenset[Part]

    @property
    def parts(self) -> frozenset[Part]:
        """All that the new pack will hold."""
        return self.make | self.keep

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all parts, in the catalogue's order."""
        there = {part.kind for part in self.parts}
        return tuple(kind for kind in catalogue.KINDS if kind in there)


def read_previous_pack(mark: OwnershipMark | None, place: Path, cache: Cache, options: Options) -> PreviousPack:
    """The pack that ``mark`` says is at ``place``; an empty one where there is none, or all of it may go."""
    if mark is None or options.drop:
        return PreviousPack(place)
    files: dict[Part, tuple[PackFile, ...]] = {}
    for row in mark.content["files"]:
        if isinstance(row, dict) and row.get("path") in mark.files:
            file = _file(row)
            part = Part(file.kind, file.lang or "")
            files[part] = (*files.get(part, ()), file)
    whole = mark.whole and mark.content.get("seal") is not None
    recorded = fingerprint.load_part_records(cache, place, mark.content["seal"]) if whole else {}
    return PreviousPack(place, files, mark.content, recorded)


def plan_build(asked: TutorialSource, public: TutorialSource, older: PreviousPack, options: Options) -> BuildPlan:
    """What to make and what to keep; ``public`` is the tutorial as it may be on the website."""
    products = catalogue.select_products(options.kinds)
    make = {
        Part(product.kind, lang)
        for product in products
        for lang in (asked.languages if not isinstance(product, PackProduct) or product.per_language else ("",))
        if not product.website or lang in public.languages
    }
    keep = {part for part in older.files if _may_stay(part, asked, options)} - make
    for product in catalogue.PRODUCTS:
        if not isinstance(product, PackProduct):
            continue
        again = {part for part in keep if part.kind in (product.kind, *product.dependencies)}
        if product.derived or (product in products and product.per_language):
            # What tells of the whole pack is made of the whole pack, as it may be by now.
            keep -= again
            make |= {part for part in again if not product.website or part.lang in public.languages}
    return BuildPlan(frozenset(make), frozenset(keep))


def find_changed_parts(plan: BuildPlan, older: PreviousPack, prints: Mapping[Part, str]) -> list[Part]:
    """The parts that should stay, but would not be the same now; ``prints`` are the fingerprints of today."""
    return [
        part for part in plan.keep if part not in older.recorded or older.recorded[part].fingerprint != prints.get(part)
    ]


def copy_part(part: Part, older: PreviousPack, into: Path) -> tuple[PackFile, ...] | None:
    """Copy the files of a part into a new pack; None where one is not as it was written."""
    taken = []
    for file in older.of(part):
        try:
            data = (older.place / file.path).read_bytes()
        except OSError:
            return None
        if digest(data) != file.sha256:
            return None
        if not (into / file.path).exists():  # what all pages share goes along with the first
            (into / file.path).parent.mkdir(parents=True, exist_ok=True)
            (into / file.path).write_bytes(data)
            taken.append(file)
    return tuple(taken)


def stale_parts_error(parts: Iterable[Part], place: Path, folder: Path, options: Options) -> OutputError:
    """Why a pack is not made of which some parts would be others, and the command that makes all of it."""
    order = {kind: number for number, kind in enumerate(catalogue.KINDS)}
    named = ", ".join(map(str, sorted(parts, key=lambda part: (order.get(part.kind, len(order)), part))))
    words = ["annotator", "build", _typed(folder)]
    if options.output != Options().output:
        words += ["-o", _typed(options.output)]
    words += ["--draft"] if options.draft else []
    words += ["--voice", options.voice] if options.voice else []
    words += ["--budget", f"{options.budget / 1_000_000:g}"] if options.budget else []
    return OutputError(
        f"{place} also holds other parts ({named}), which a build would not make the same now.",
        f"Make all of it with: {' '.join(words)} (or add --drop, to have that part alone)",
    )


def _may_stay(part: Part, asked: TutorialSource, options: Options) -> bool:
    """Whether a part of an older pack is left alone. What a build of everything would no longer make goes."""
    if not part.lang and _by_language(part.kind):
        return False  # it goes along with its languages
    gone_language = part.lang not in ("", *asked.languages) and not options.languages
    gone_kind = part.kind not in catalogue.KINDS and set(catalogue.KINDS) <= set(options.kinds)
    return not gone_language and not gone_kind


def _by_language(kind: str) -> bool:
    return any(product.kind == kind and getattr(product, "per_language", True) for product in catalogue.PRODUCTS)


def _file(row: Mapping[str, Any]) -> PackFile:
    return PackFile(
        path=str(row["path"]),
        kind=str(row.get("kind")),
        lang=row.get("lang"),
        bytes=int(row.get("bytes") or 0),
        seconds=row.get("seconds"),
        step=row.get("step"),
        sha256=row.get("sha256"),
    )


def _typed(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if any(character in text for character in " ()&'") else text
