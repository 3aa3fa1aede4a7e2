"""Entries appear whole or not at all, for the user alone, and the folder keeps itself small."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cache import Cache, key, store
from annotator.errors import OutputError
from annotator.model import Box

DAY_NS = 86_400_000_000_000
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX systems")


def write(path: Path, data: bytes = b"sound") -> None:
    path.write_bytes(data)


def files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def test_an_entry_is_made_once(cache: Cache) -> None:
    made: list[Path] = []

    def make(path: Path) -> None:
        made.append(path)
        path.write_bytes(b"sound")

    path = cache.get_or_make("voice", key("x"), ".wav", make)
    assert cache.get_or_make("voice", key("x"), ".wav", make) == path
    assert len(made) == 1
    assert cache.read("voice", key("x"), ".wav") == b"sound"


def test_a_failed_write_leaves_nothing(cache: Cache) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        cache.put("voice", key("x"), ".wav", fail)
    assert files(cache.root) == set()
    cache.put("voice", key("x"), ".wav", write)
    with pytest.raises(OutputError, match="No space left on device"):
        cache.put("voice", key("x"), ".wav", fail)
    assert cache.read("voice", key("x"), ".wav") == b"sound", "the older one stays"


def test_what_a_killed_process_was_writing_is_not_believed(cache: Cache) -> None:
    code = (
        "import os, sys; from pathlib import Path; from annotator.cache import Cache, key\n"
        "def half(path):\n    path.write_bytes(b'half')\n    os._exit(9)\n"
        "Cache(Path(sys.argv[1])).put('voice', key('x'), '.wav', half)"
    )
    subprocess.run([sys.executable, "-c", code, str(cache.root)], check=False)
    [left] = files(cache.root)
    assert left.is_relative_to(cache.scratch())
    assert cache.get("voice", key("x"), ".wav") is None


@POSIX
def test_what_goes_while_the_cache_is_emptied_is_no_fault(cache: Cache) -> None:
    (cache.scratch() / "gone").symlink_to(cache.scratch() / "nothing")  # listed, and not there when it is looked at
    assert cache.empty("texts") == 0


def test_two_processes_write_the_same_entry(cache: Cache) -> None:
    code = (
        "import sys; from pathlib import Path; from annotator.cache import Cache, key\n"
        "for turn in range(200):\n"
        "    path = Cache(Path(sys.argv[1])).put('voice', key('x'), '.wav', lambda new: new.write_bytes(b'ab' * 50_000))\n"
        "    assert path.read_bytes() == b'ab' * 50_000"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(cache.root)]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert files(cache.root) == {cache.get("voice", key("x"), ".wav")}


def test_an_entry_that_cannot_be_read_for_whatever_reason_is_a_miss(cache: Cache) -> None:
    def boxes() -> list[Box] | None:
        return cache.get_parsed("boxes", key("x"), lambda rows: [Box(*row) for row in rows])

    assert boxes() is None
    cache.put_json("boxes", key("x"), [[1, 2, 3, 4]])
    assert boxes() == [Box(1, 2, 3, 4)]
    for stored in (b"[[1, 2", b"\xff\xfe", b"7", b"[[1, 2, 3, 4, 5]]", b'[{"x": 1}]'):
        cache.put("boxes", key("x"), ".json", lambda path, data=stored: write(path, data))  # type: ignore[misc]
        assert boxes() is None
    cache.put_json("boxes", key("x"), [[5, 6, 7, 8]])
    assert boxes() == [Box(5, 6, 7, 8)]
    assert [path.read_bytes() for path in files(cache.root)] == [b"[[5, 6, 7, 8]]"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
        lambda data: data + b"\0",
        lambda data: bytes(len(data)),
        lambda _: b"",  # a computer that lost its power
    ],
    ids=["cut in half", "one bit other", "longer", "zeros", "empty"],
)
@pytest.mark.parametrize("suffix", [".json", ".h264"])
def test_a_damaged_entry_is_made_again(cache: Cache, suffix: str, damage: Callable[[bytes], bytes]) -> None:
    whole = b'["Toque Unirse.", 7]'
    path = cache.put("video", key("x"), suffix, lambda new: write(new, whole))
    path.write_bytes(damage(whole))
    assert cache.read("video", key("x"), suffix) is None
    assert cache.get_or_make("video", key("x"), suffix, lambda new: write(new, whole)) == path
    assert cache.read("video", key("x"), suffix) == whole
    assert files(cache.root) == {path}


def test_an_entry_that_may_not_be_read_is_a_miss(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put_json("texts", key("x"), ["Hola"])

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert cache.get_json("texts", key("x")) is None


def test_what_windows_does_not_replace_while_it_is_open_stays(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _target: Path) -> None:
        raise PermissionError(13, "The process cannot access the file", str(path))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="cannot access the file"):
        cache.put("voice", key("x"), ".wav", write)
    monkeypatch.undo()
    path = cache.put("voice", key("x"), ".wav", write)
    monkeypatch.setattr(Path, "replace", refuse)
    assert cache.put("voice", key("x"), ".wav", write) == path
    assert files(cache.root) == {path}


@POSIX
def test_the_folder_is_for_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        for root in (tmp_path / "new", tmp_path / "empty"):
            (tmp_path / "empty").mkdir(exist_ok=True)
            path = Cache(root).put("voice", key("x"), ".wav", write)
            assert root.stat().st_mode & 0o777 == 0o700
            assert path.stat().st_mode & 0o777 == 0o600
            assert Cache(root).scratch().stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


@POSIX
def test_a_folder_that_others_can_look_into_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "shared"
    root.mkdir()
    (root / "letter.docx").touch()
    root.chmod(0o755)
    for use in (lambda: Cache(root).get("voice", key("x"), ".wav"), lambda: Cache(root).put_json("x", key("x"), 1)):
        with pytest.raises(OutputError, match="Other users of this computer can look into the cache folder") as refused:
            use()
        assert f"chmod 700 {root}" in str(refused.value)
    assert root.stat().st_mode & 0o777 == 0o755, "it isn't annotator's to change"
    root.chmod(0o700)
    Cache(root).put_json("x", key("x"), 1)


@pytest.mark.parametrize("place", ["a file", "a folder below a file"])
def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").touch()
    root = tmp_path / "a file" / "cache" if place != "a file" else tmp_path / "a file"
    with pytest.raises(OutputError, match=r"The cache folder .*a file.* cannot be written"):
        Cache(root).get("voice", key("x"), ".wav")


def fill(cache: Cache, names: str, days_ago: float) -> None:
    """Put an entry of 1,000 bytes for each name, the first one used longest ago."""
    for number, name in enumerate(names):
        path = cache.put("voice", key(name), ".wav", lambda new: write(new, bytes(1_000)))
        used = path.stat().st_mtime_ns - round((days_ago - number / 1000) * DAY_NS)
        os.utime(path, ns=(used, used))


def left(cache: Cache, names: str) -> str:
    return "".join(name for name in names if list(cache.root.glob(f"voice/*/{key(name)}-*.wav")))


def test_what_was_used_longest_ago_goes_first(cache: Cache) -> None:
    fill(cache, "abcdefgh", days_ago=3)
    assert cache.get("voice", key("a"), ".wav"), "now it was used"
    store.make_room(cache.root, limit=8_000)
    assert left(cache, "abcdefgh") == "abcdefgh"
    store.make_room(cache.root, limit=4_000)
    assert left(cache, "abcdefgh") == "afgh"
    assert cache.size() == 4_000
    fill(cache, "ij", days_ago=0.5)
    store.make_room(cache.root, limit=100)
    assert left(cache, "abcdefghij") == "aij", "another process may need what was used today"


def test_a_process_makes_room_before_it_writes(cache: Cache) -> None:
    fill(cache, "abcd", days_ago=3)
    code = (
        "import sys; from pathlib import Path; from annotator.cache import Cache, key, store;"
        "store.make_room.__defaults__ = (2_000,);"
        "Cache(Path(sys.argv[1])).put_json('x', key('x'), 1)"
    )
    subprocess.run([sys.executable, "-c", code, str(cache.root)], check=True)
    assert left(cache, "abcd") == "cd"


def test_scratch_of_killed_runs_goes_after_a_day(cache: Cache) -> None:
    for name in ("old", "new"):
        (cache.scratch() / name).mkdir()
        (cache.scratch() / name / "frame.png").touch()
    before = (cache.scratch() / "old").stat().st_mtime_ns - 2 * DAY_NS
    os.utime(cache.scratch() / "old", ns=(before, before))
    store.make_room(cache.root)
    assert [path.name for path in cache.scratch().iterdir()] == ["new"]


def test_only_what_is_annotators_is_removed(cache: Cache) -> None:
    fill(cache, "abc", days_ago=0)
    root = cache.root
    foreign = [
        root / "letter.docx",
        root / "voice" / "recording.wav",
        root / "voice" / key("a")[:2] / "mine.wav",
        root / "photos" / "ab" / "abc.jpg",
        root / "work" / "thesis" / "thesis.docx",
    ]
    for path in foreign:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    running, killed = (cache.scratch() / name for name in ("frame.png", "of a killed run"))
    running.touch()
    killed.mkdir()
    os.utime(killed, (time.time() - 4_000,) * 2)
    cache.put_json("texts", key("x"), 1)
    assert cache.size() == 3_001
    assert cache.empty("texts") == 1
    assert running.exists(), "a video that is being made goes on"
    assert not killed.exists()
    assert left(cache, "abc") == "abc"
    assert cache.empty() == 3_000
    assert files(root) == set(foreign)
    cache.put_json("texts", key("x"), 1)
    assert cache.get_json("texts", key("x")) == 1
    assert Cache(root / "none").empty() == 0
    assert not (root / "none").exists()
