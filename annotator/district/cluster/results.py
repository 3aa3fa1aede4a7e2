"""Put finished packs in place, and say in one line why a task has failed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.district import work
from annotator.district.cluster import connection
from annotator.district.plan import PackTask, Settings
from annotator.district.work import PackReport
from annotator.errors import AnnotatorError, MissingError
from annotator.pack import build

if TYPE_CHECKING:
    from distributed import Client

    from annotator.district.cluster.orders import Orders
    from annotator.district.cluster.tasks import FinishedPack


def settle(task: PackTask, finished: FinishedPack, orders: Orders, settings: Settings, cache: Cache) -> PackReport:
    """Put a finished pack in place, and record that it is up to date; return the report.

    A pack whose tutorial or school has changed since it was sent is not put in place.
    """
    if finished.report.status == "failed":
        return finished.report
    try:
        if not orders.is_as_sent(task):
            raise AnnotatorError(f"{task.name} was changed while its pack was made.", "Run the same command again.")
        common = (task.tutorial, settings.options(task.school), cache, settings.tutorials)
        rest = (task.school.given, finished.notes, finished.records)
        if finished.files is None:
            build.install(None, *common, *rest)
        else:
            with tempfile.TemporaryDirectory(dir=cache.scratch(), prefix="pack-") as made:
                finished.files.write(Path(made))
                build.install(Path(made), *common, *rest)
    except (AnnotatorError, OSError) as error:
        return work.report_failure(error)
    return finished.report


def explain(error: BaseException | None, client: Client, workers: list[str], address: str) -> PackReport:
    """The report of a pack whose task raised ``error``.

    Args:
        error: what it raised.
        client: asks the workers for their versions, if that may be the cause.
        workers: their addresses.
        address: the scheduler's address.

    Raises ServiceError if the scheduler is gone.
    """
    from distributed import KilledWorker

    from annotator.district.cluster.tasks import TryAgain

    if isinstance(error, TryAgain):
        return error.report
    if isinstance(error, KilledWorker):
        line = (
            f"{error.allowed_failures + 1} workers died while making it, the last one "
            f"{error.last_worker.address}. Look whether they have enough memory."
        )
        return PackReport("failed", message=line, record=line, code=AnnotatorError.exit_code)
    try:
        # A worker that came later may lack what a task is made of.
        connection.check_versions(client, workers)
    except MissingError as missing:
        return work.report_failure(missing)
    except OSError as lost:
        raise connection.lost(address) from lost
    return work.report_failure(error if isinstance(error, Exception) else AnnotatorError(f"{error}"))
