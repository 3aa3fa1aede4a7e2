"""Entries appear whole or not at all, are never out of date, and a damaged one is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.cache.eviction import checksum_of, trim
from annotator.cache.keys import key
from annotator.cache.store import Cache
from annotator.errors import OutputError
from annotator.model import Box


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made: list[int] = []

    def write(path: Path) -> None:
        made.append(1)
        path.write_bytes(b"sound")

    path = cache.get_or_make("voice", key("x"), ".wav", write)
    assert cache.get_or_make("voice", key("x"), ".wav", write) == path
    assert len(made) == 1
    assert cache.read("voice", key("x"), ".wav") == b"sound"
    path.write_bytes(b"sou")
    assert cache.read("voice", key("x"), ".wav") is None
    assert cache.get("voice", key("x"), ".wav") is None
    assert cache.get_or_make("voice", key("x"), ".wav", write).read_bytes() == b"sound"
    assert len(made) == 2


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        cache.put("voice", key("x"), ".wav", fail)
    assert [path for path in (tmp_path / "voice").rglob("*") if path.is_file()] == []


def test_sweep_removes_only_what_is_old(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_json("texts", key("x"), ["ñ"])
    old, new = (tmp_path / "voice" / "ab" / name for name in (".new-old.wav", ".new-new.wav"))
    old.parent.mkdir(parents=True)
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    os.utime(new, (9000, 9000))
    cache.sweep(3600, now=9100)
    assert not old.exists()
    assert new.exists()
    assert cache.get_json("texts", key("x")) == ["ñ"]


def test_an_entry_that_cannot_be_read_for_whatever_reason_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def boxes() -> list[Box] | None:
        return cache.get_parsed("boxes", key("x"), lambda rows: [Box(*row) for row in rows])

    cache.put_json("boxes", key("x"), [[1, 2, 3, 4]])
    assert boxes() == [Box(1, 2, 3, 4)]
    for stored in (b"[[1, 2", b"\xff\xfe", b"7", b"[[1, 2, 3, 4, 5]]", b'[{"x": 1}]'):
        cache.put("boxes", key("x"), ".json", lambda path, data=stored: write(path, data))  # type: ignore[misc]
        assert boxes() is None
    for damaged in (cache.path("boxes", key("x"), ".json"), checksum_of(cache.path("boxes", key("x"), ".json"))):
        cache.put_json("boxes", key("x"), [[1, 2, 3, 4]])
        damaged.unlink()
        damaged.mkdir()
        (damaged / "something").touch()
        assert boxes() is None
        cache.put_json("boxes", key("x"), [[5, 6, 7, 8]])
        assert boxes() == [Box(5, 6, 7, 8)]


def test_an_entry_that_may_not_be_read_is_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put_json("texts", key("x"), ["Hola"])

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert cache.get_json("texts", key("x")) is None


def test_a_sealed_entry_opens_with_its_secret_only(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_json("texts", key("x"), ["Marta Ruiz"], secret="the picture")
    assert cache.get_parsed("texts", key("x"), list, secret="the picture") == ["Marta Ruiz"]
    assert cache.get_parsed("texts", key("x"), list, secret="another picture") is None
    assert cache.get_json("texts", key("x")) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Marta" in path.read_bytes()]


def test_what_is_sealed_lies_in_the_clear_only_while_its_process_lives(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from annotator.cache import Cache, key;"
        "cache = Cache(Path(sys.argv[1]));"
        "made = cache.make_sealed('film', key('x'), '.mp4', 'picture', lambda path: path.write_bytes(b'Marta Ruiz'));"
        "assert made.read_bytes() == b'Marta Ruiz';"
        "assert Cache(Path(sys.argv[1])).open_sealed('film', key('x'), '.mp4', 'picture') == made;"
        "print(made, flush=True);"
        "sys.argv[2] == 'killed' and os.kill(os.getpid(), 9)"
    )
    for end in ("ended", "killed"):
        ran = subprocess.run([sys.executable, "-c", code, str(tmp_path), end], capture_output=True, text=True)
        clear = Path(ran.stdout.strip())
        assert clear.exists() == (end == "killed"), ran.stderr
        assert clear.is_relative_to(tmp_path / "running")
    opened = Cache(tmp_path).open_sealed("film", key("x"), ".mp4", "picture")
    assert not clear.exists(), "the next process removes what a killed one left"
    assert opened is not None
    assert opened.read_bytes() == b"Marta Ruiz"
    assert Cache(tmp_path).open_sealed("film", key("x"), ".mp4", "another") == opened, (
        "in this process it is open already"
    )


def test_what_an_earlier_version_kept_in_the_clear_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for kind in ("texts", "look", "voice"):
        cache.put_json(kind, key(kind), ["Marta Ruiz"])
    (tmp_path / "size").unlink()
    code = "import sys; from pathlib import Path; from annotator.cache import Cache; Cache(Path(sys.argv[1])).get('x', 'y', '')"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert [cache.get_json(kind, key(kind)) for kind in ("texts", "look", "voice")] == [None, None, ["Marta Ruiz"]]


@pytest.mark.parametrize("place", ["a file", "a folder below a file"])
def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").touch()
    root = tmp_path / "a file" / "cache" if place != "a file" else tmp_path / "a file"
    with pytest.raises(OutputError, match=r"The cache folder .*a file.* cannot be written"):
        Cache(root).get("voice", key("x"), ".wav")


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def test_a_process_that_begins_anew_lets_go_of_what_it_used(cache: Cache) -> None:
    name, secret = "a" * 64, "the digest of a screenshot"
    clear = cache.make_sealed("film", name, ".mp4", secret, lambda path: path.write_bytes(b"moves"))
    place = cache.put("voice", name, ".wav", lambda path: path.write_bytes(b"spoken"))
    trim(cache.root, 1)
    assert place.exists()  # this process may need it
    time.sleep(0.02)
    cache.renew()
    assert not clear.exists()
    trim(cache.root, 1)
    assert not place.exists()
    # It goes on as any process does.
    place = cache.put("voice", name, ".wav", lambda path: path.write_bytes(b"spoken"))
    trim(cache.root, 1)
    assert place.exists()
    assert cache.scratch().is_dir()
