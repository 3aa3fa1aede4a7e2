"""Why a task has failed, in one line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from distributed import KilledWorker

from annotator.district.cluster import connection, results
from annotator.district.cluster.tasks import TryAgain
from annotator.district.work import PackReport
from annotator.errors import MissingError, ServiceError

ADDRESS = "tcp://10.0.0.5:8786"


def explain(error: Exception) -> PackReport:
    return results.explain(error, None, [], ADDRESS)  # type: ignore[arg-type]


def test_a_service_that_stayed_away_has_its_own_report() -> None:
    report = PackReport("failed", message="On tcp://10.0.0.7:1: The voice could not be reached.", code=4)
    assert explain(TryAgain(report)) is report


def test_workers_that_die_of_a_pack_are_counted_and_the_last_is_named() -> None:
    worker = SimpleNamespace(address="tcp://10.0.0.7:1")
    report = explain(KilledWorker("key", worker, 3))  # type: ignore[arg-type]
    assert report.message == (
        "4 workers died while making it, the last one tcp://10.0.0.7:1. Look whether they have enough memory."
    )
    assert (report.status, report.code) == ("failed", 1)


def test_another_annotator_is_the_likely_reason_of_what_no_task_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise MissingError("The worker tcp://10.0.0.7:1 has no annotator.")

    monkeypatch.setattr(connection, "check_versions", refuse)
    assert explain(ModuleNotFoundError("annotator")).message == "The worker tcp://10.0.0.7:1 has no annotator."
    monkeypatch.setattr(connection, "check_versions", lambda *_: None)
    report = explain(KeyError("Rosa"))
    assert "KeyError" in report.message
    assert "Rosa" not in report.record

    def lose(*_arguments: object) -> None:
        raise OSError("closed")

    monkeypatch.setattr(connection, "check_versions", lose)
    with pytest.raises(ServiceError, match="can no longer be reached"):
        explain(KeyError("key"))
