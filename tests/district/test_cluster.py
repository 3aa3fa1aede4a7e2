"""The way to a scheduler: who doesn't answer, when Dask is silent, and what is said of a task that failed."""

from __future__ import annotations

import gc
import logging
import socket
import warnings
from types import SimpleNamespace

import pytest

from annotator.district import cluster, scheduler
from annotator.errors import ServiceError


@pytest.mark.enable_socket
@pytest.mark.parametrize("takes_connections", [False, True])
def test_a_scheduler_that_does_not_answer_is_one_line_and_no_log(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], takes_connections: bool
) -> None:
    monkeypatch.setattr(scheduler, "_CONNECT_SECONDS", 0.5)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        if takes_connections:
            place.listen()
        address = f"tcp://127.0.0.1:{place.getsockname()[1]}"
        with pytest.raises(ServiceError) as raised, scheduler.connected_client(address):
            pass
    assert str(raised.value).startswith(f"The Dask scheduler {address} cannot be reached.")
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 4
    gc.collect()  # what is left of the connection says nothing either
    assert capfd.readouterr() == ("", "")


def test_dask_is_silent_only_as_long_as_it_is_used(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "_connect", lambda _address: SimpleNamespace(close=lambda timeout: None))
    log = logging.getLogger("distributed.client")
    with scheduler.connected_client("tcp://10.0.0.5:8786"):
        log.error("nobody reads this")
        warnings.warn("nor this", UserWarning, stacklevel=1)
    assert not caplog.records
    log.error("this is read")
    assert len(caplog.records) == 1


def test_a_task_that_did_not_come_to_its_end_is_a_line_without_anything_of_a_roster() -> None:
    report = cluster._report_lost_task(ModuleNotFoundError("Rosa"))
    assert report.message.startswith("Dask could not run it (ModuleNotFoundError). Check that the workers have enough")
    assert (report.status, report.code) == ("failed", 3)
