"""The way to a scheduler: its address, what is missing, and who doesn't answer."""

from __future__ import annotations

import gc
import logging
import socket
import sys
import warnings

import pytest

from annotator.district import cluster
from annotator.district.cluster import connection
from annotator.errors import MissingError, ServiceError


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("tcp://10.0.0.5:8786", True),
        ("tls://distrito.example.org:8786", True),
        ("tcp://[fe80::1]:8786", True),
        ("tcp://10.0.0.5:8786/", True),
        ("10.0.0.5:8786", False),
        ("http://10.0.0.5:8787", False),
        ("tcp://10.0.0.5", False),
        ("tcp://:8786", False),
        ("tcp://a b:8786", False),
        ("", False),
    ],
)
def test_an_address_has_a_scheme_a_computer_and_a_port(text: str, right: bool) -> None:
    assert cluster.is_address(text) == right


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MissingError, match=r"pip install 'annotator\[district\]'"),
        connection.connected("tcp://127.0.0.1:8786"),
    ):
        pass


def test_tls_without_certificates_is_said_before_anything_is_sent() -> None:
    with (
        pytest.raises(ServiceError, match="DASK_DISTRIBUTED__COMM__TLS__CA_FILE"),
        connection.connected("tls://127.0.0.1:8786"),
    ):
        pass


@pytest.mark.enable_socket
def test_a_scheduler_that_is_not_there_is_one_line_and_no_log(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"  # nobody listens
        with pytest.raises(ServiceError) as raised, connection.connected(address):
            pass
    assert str(raised.value).startswith(f"The Dask scheduler {address} cannot be reached.")
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 4
    assert capfd.readouterr() == ("", "")


@pytest.mark.enable_socket
def test_a_scheduler_that_takes_connections_and_never_answers_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(ServiceError, match="cannot be reached") as raised, connection.connected(address):
            pass
    assert raised.value.exit_code == 4
    gc.collect()  # what is left of the connection says nothing either
    assert capfd.readouterr() == ("", "")


def test_dask_is_silent_only_as_long_as_it_is_used(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("distributed.client")
    before = log.level
    with connection._silenced():
        log.error("nobody reads this")
        logging.getLogger("distributed.made.just.now").error("nor this")
        warnings.warn("nor that", UserWarning, stacklevel=1)
    assert log.level == before
    assert not caplog.records


def test_what_is_missing_is_said_with_the_command_to_start_it() -> None:
    missing = connection.workers_missing("tcp://10.0.0.5:8786")
    assert "dask worker tcp://10.0.0.5:8786 --nthreads 1" in str(missing)
    assert (missing.exit_code, connection.lost("tcp://10.0.0.5:8786").exit_code) == (4, 4)
    assert "only what is missing" in str(connection.lost("tcp://10.0.0.5:8786"))
