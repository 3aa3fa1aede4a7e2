"""Tokens, cookies, and the file by which a second start finds the first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from annotator.edit.web.access import Access, StateFile, address_of_running, with_language


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def state(tmp_path: Path) -> StateFile:
    return StateFile.of(tmp_path)


def test_tokens_are_long_differ_and_are_good_once() -> None:
    access = Access(1234)
    tokens = [access.new_address().partition("token=")[2] for _ in range(3)]
    assert len(set(tokens)) == 3
    assert min(map(len, tokens)) >= 40
    assert [access.redeem(token) for token in (*tokens, *tokens)] == [True] * 3 + [False] * 3


def test_old_tokens_are_forgotten() -> None:
    access = Access(1234)
    first = access.new_address().partition("token=")[2]
    for _ in range(20):
        access.new_address()
    assert not access.redeem(first)


def test_two_servers_share_nothing() -> None:
    first, second = Access(1234), Access(1234)
    assert first.cookie != second.cookie
    assert first.secret != second.secret
    assert not second.is_signed_in([first.cookie.partition(";")[0]])


def test_the_file_is_for_the_user_alone_whatever_the_umask(state: StateFile) -> None:
    before = os.umask(0)
    try:
        state.write(Access(1234))
        state.write(Access(1235))
    finally:
        os.umask(before)
    assert state.path.stat().st_mode & 0o777 == 0o600
    assert state.path.parent.stat().st_mode & 0o777 == 0o700
    held = state.read()
    assert held is not None
    assert held[0] == 1235
    assert [each.name for each in state.path.parent.iterdir()] == [state.path.name]


def test_a_file_that_others_can_read_is_not_believed(state: StateFile) -> None:
    state.write(Access(1234))
    state.path.chmod(0o644)
    assert state.read() is None


def test_a_link_is_not_followed(state: StateFile, tmp_path: Path) -> None:
    state.write(Access(1234))
    real = tmp_path / "elsewhere.json"
    state.path.rename(real)
    state.path.symlink_to(real)
    assert state.read() is None
    state.write(Access(1235))
    assert json.loads(real.read_text())["port"] == 1234


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"port": "80", "secret": "x"}', '{"port": 0, "secret": "x"}', '{"port": 99, "secret": 1}'],
)
def test_a_damaged_file_is_no_server(content: str, state: StateFile) -> None:
    state.write(Access(1234))
    state.path.write_text(content)
    assert state.read() is None
    assert address_of_running(state) is None


def test_only_its_own_file_is_removed(state: StateFile) -> None:
    first, second = Access(1234), Access(1235)
    state.write(first)
    state.write(second)
    state.remove(first)
    assert state.read() == (1235, second.secret)
    state.remove(second)
    assert state.read() is None


@pytest.mark.enable_socket
def test_a_server_that_is_gone_is_not_found(state: StateFile) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    state.write(Access(port))
    assert address_of_running(state) is None


def test_a_folder_has_one_file_by_whatever_name(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert (
        StateFile.of(tmp_path / "real")
        == StateFile.of(tmp_path / "link")
        == StateFile.of(tmp_path / "x" / ".." / "real")
    )
    assert StateFile.of(tmp_path / "real") != StateFile.of(tmp_path)


def test_the_port_of_last_time_is_remembered(state: StateFile) -> None:
    assert state.last_port() == 0
    state.write(Access(1234))
    state.remember_port(45678)
    assert state.last_port() == 45678
    state.path.with_suffix(".port").write_text("22")
    assert state.last_port() == 0


def test_a_language_is_part_of_the_address() -> None:
    assert with_language("http://x/?token=a", "es") == "http://x/?token=a&lang=es"
    assert with_language("http://x/?token=a", None) == "http://x/?token=a"
