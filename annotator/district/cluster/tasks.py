"""The tasks of a district that run on Dask's workers. They take and return bytes, since computers share no disk.

A failure is a report, so that nothing of a tutorial or roster gets into Dask's logs by way of an exception. What may pass
raises `TryAgain`, which Dask repeats.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from distributed import get_worker

from annotator.cache import Cache, default_root
from annotator.district import work
from annotator.district.cluster import worker_memory, worker_version
from annotator.district.cluster.cache_entries import CacheEntries, RecordingCache
from annotator.district.cluster.file_bundle import FileBundle, SchoolBundle, TutorialBundle, read_folder, unpack
from annotator.district.cluster.worker_version import WorkerVersion
from annotator.district.plan import PackTask, Settings, SharedTask
from annotator.district.work import PackReport
from annotator.errors import AnnotatorError, MissingError, OutputError, ServiceError
from annotator.pack import build, fingerprint
from annotator.pack.fingerprint import PartRecord
from annotator.pack.products.product import Part

_turn = threading.Lock()
"""One pack at a time in a process, whatever its threads: each needs its memory."""


class TryAgain(Exception):  # noqa: N818 - a request
    """A service could not be reached. ``report`` is the failure if it stays so."""

    def __init__(self, report: PackReport) -> None:
        super().__init__(report)
        self.report = report

    def __repr__(self) -> str:
        return "TryAgain()"

    __str__ = __repr__


@dataclass(frozen=True)
class Order:
    """What holds for all tasks of a district.

    Attributes:
        voice: as for `Settings`.
        budget: as for `Settings`.
        version: the annotator of the computer that gave the order.
        voices: the voice engines that every worker has; None if it doesn't matter, since ``voice`` names one.
        output: the folder of all packs, if workers see it under this path and put packs there; None: packs are returned.
    """

    voice: str | None
    budget: int | None
    version: WorkerVersion
    voices: tuple[str, ...] | None = None
    output: Path | None = None

    def explain_difference(self, address: str) -> str:
        """One line about this worker, if its annotator or voices aren't those of the others; else ""."""
        difference = worker_version.explain_version(self.version, worker_version.own_version(), f"worker {address}")
        if difference or self.voices is None:
            return difference
        return worker_version.explain_voices(self.voices, worker_version.own_voices(), address)


@dataclass(frozen=True)
class FinishedPack:
    """The end of a pack.

    Attributes:
        report: what came of it.
        worker: the address of the worker.
        excluded: if it failed through a fault of the worker: "tutorial" (another worker may be able to make it, for
            instance if this one lacks a voice) or "all" (it can make no pack of this run).
        files: the whole pack; None if it failed, or was put in place by the worker.
        notes: messages for staff about the build.
        records: the records of the pack's parts.
    """

    report: PackReport = field(repr=False)
    worker: str
    excluded: str = ""
    files: FileBundle | None = None
    notes: tuple[str, ...] = field(default=(), repr=False)
    records: Mapping[Part, PartRecord] = field(default_factory=dict, repr=False)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + (self.files.__sizeof__() if self.files else 0)


@dataclass(frozen=True)
class _Workplace:
    """Where one task works: the worker's address, a private folder, and the cache of the computer."""

    address: str
    folder: Path
    cache: Cache


def make_shared(order: Order, lang: str, tutorial: BytesIO, school: BytesIO, *shared: CacheEntries) -> CacheEntries:
    """Make what the packs of a tutorial in one language share, and return the cache entries of it.

    ``tutorial`` and ``school`` are a packed TutorialBundle and SchoolBundle (`file_bundle.pack`).
    After a failure these are what was done until then: the packs meet it again, and report it.
    """
    if order.explain_difference(get_worker().address):
        return CacheEntries(())
    with suppress(AnnotatorError, OSError), _workplace() as place:
        cache = RecordingCache(place.cache.root)
        with suppress(AnnotatorError, OSError):
            task, settings = _unpack(order, tutorial, school, shared, place)
            work.make_shared(SharedTask(task.tutorial, lang, task.school), settings, cache)
        return cache.collect()
    return CacheEntries(())


def make_pack(order: Order, tutorial: BytesIO, school: BytesIO, *shared: CacheEntries) -> FinishedPack:
    """Make a pack, after storing what it shares with others in the cache of this computer. Raises TryAgain.

    ``tutorial`` and ``school`` are a packed TutorialBundle and SchoolBundle (`file_bundle.pack`).
    """
    address = get_worker().address
    if difference := order.explain_difference(address):
        report = PackReport("failed", message=difference, record=difference, code=MissingError.exit_code)
        return FinishedPack(report, address, "all")
    try:
        with _workplace() as place:
            task, settings = _unpack(order, tutorial, school, shared, place)
            options = settings.options(task.school)
            built = build.build(task.tutorial, options, cache=place.cache, given=task.school.given)
            records = fingerprint.load_part_records(place.cache, built.pack, built.manifest["seal"])
            files = None if order.output else read_folder(built.pack)
    except Exception as error:  # noqa: BLE001 - see the top of this file
        return _fail(error, address)
    return FinishedPack(replace(work.report_made(built), status="made"), address, "", files, built.notes, records)


def _unpack(
    order: Order, tutorial: BytesIO, school: BytesIO, shared: Sequence[CacheEntries], place: _Workplace
) -> tuple[PackTask, Settings]:
    """Put everything that a task needs on this computer's disk. Raises OSError, OutputError."""
    for entries in shared:
        entries.store(place.cache)
    folder = unpack(tutorial, TutorialBundle).write(place.folder / "tutorials")
    task = PackTask(folder, unpack(school, SchoolBundle).write(place.folder / "school"))
    output = order.output or place.folder / "packs"
    return task, Settings(output, (task.tutorial,), order.voice, order.budget)


def _fail(error: Exception, address: str) -> FinishedPack:
    report = work.report_failure(error)
    codes = (MissingError.exit_code, ServiceError.exit_code, OutputError.exit_code)
    if report.code not in codes:
        return FinishedPack(report, address)
    # The fault of one computer among many.
    report = replace(report, message=f"On {address}: {report.message}", record=f"On {address}: {report.record}")
    if report.code == ServiceError.exit_code:
        raise TryAgain(report) from None
    return FinishedPack(report, address, "tutorial")


@contextmanager
def _workplace() -> Iterator[_Workplace]:
    """Wait for the turn of a task in this process, and yield its workplace. Raises OSError."""
    worker, cache = get_worker(), Cache(default_root())
    worker_memory.keep_freed_memory()
    # Dask's folder of a worker is its user's alone, and removed with it, at the latest by the next worker.
    with _turn, tempfile.TemporaryDirectory(prefix="annotator-", dir=worker.local_directory) as folder:
        yield _Workplace(worker.address, Path(folder), cache)
