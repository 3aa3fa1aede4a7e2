"""The plan of one build: what it makes, for which place, and whether that is there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.cache import Cache
from annotator.outputs import replacement
from annotator.pack import fingerprint, kept_parts, report, tutorial_source, website_consent
from annotator.pack.options import Options
from annotator.pack.products.product import Part
from annotator.pack.tutorial_source import TutorialSource


@dataclass(frozen=True)
class BuildResult:
    """A finished pack.

    Attributes:
        folder: the tutorial's folder.
        pack: the pack's folder.
        manifest: the content of its ``pack.json``.
        notes: messages for staff about this build, with private words masked.
        unchanged: whether the pack was up to date, so that nothing was made.
    """

    folder: Path
    pack: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    unchanged: bool = False

    def report(self) -> Iterator[str]:
        """The lines to print for the person who ran the build."""
        return report.format_lines(self.pack, self.manifest, self.notes, self.unchanged)


@dataclass(frozen=True)
class PlannedBuild:
    """A build whose parts are planned, while its place is locked.

    Attributes:
        requested: the tutorial in the requested languages.
        source: the tutorial in all languages of the pack.
        website: the tutorial as it may be on the website.
        barred: notes about files that may not be there.
        plan: what to make and what to keep.
        stamp: what `fingerprint.load_unchanged_record` compares.
        place: the pack's folder.
        staging: an empty private folder.
    """

    requested: TutorialSource
    source: TutorialSource
    website: TutorialSource
    barred: tuple[str, ...]
    plan: kept_parts.BuildPlan
    stamp: str
    place: Path
    staging: Path
    cache: Cache

    def find_unchanged(self) -> BuildResult | None:
        """The pack as it is, if nothing has changed."""
        known = fingerprint.load_unchanged_record(self.cache, self.place, self.stamp)
        if known is None:
            return None
        return BuildResult(self.requested.folder, self.place, known["manifest"], tuple(known["notes"]), unchanged=True)

    def put_in_place(
        self,
        made: Path,
        manifest: dict[str, Any],
        notes: tuple[str, ...],
        records: Mapping[Part, fingerprint.PartRecord],
    ) -> tuple[str, ...]:
        """Replace the older pack by ``made``, and record the build; return messages about what annotator did not make."""
        foreign = replacement.swap_in(made, self.place)
        self.record(manifest, notes, records)
        return foreign

    def record(
        self, manifest: dict[str, Any], notes: tuple[str, ...], records: Mapping[Part, fingerprint.PartRecord]
    ) -> None:
        """Record that the pack at its place is the one of this plan, so that the next build leaves it as it is."""
        fingerprint.save_record(self.cache, self.place, self.stamp, manifest, notes, records)


@contextmanager
def plan_in_place(
    requested: TutorialSource, options: Options, previous: kept_parts.PreviousPack, cache: Cache
) -> Iterator[PlannedBuild]:
    """Lock the place of a pack, and plan what to make of it."""
    with replacement.staging_dir(previous.place) as staging:
        yield plan(requested, options, previous, cache, staging)


def plan(
    requested: TutorialSource, options: Options, previous: kept_parts.PreviousPack, cache: Cache, staging: Path
) -> PlannedBuild:
    """Plan what to make of a pack, with ``staging`` as its private folder. Only texts are read."""
    source = tutorial_source.add_languages(requested, previous.languages) if options.languages else requested
    website, barred = website_consent.restrict_to_consent(source, tutorial_source.today())
    parts = kept_parts.plan_build(requested, website, previous, options)
    stamp = fingerprint.compute_stamp(source, parts.parts, options, cache, barred)
    return PlannedBuild(requested, source, website, barred, parts, stamp, previous.place, staging, cache)
