"""The cache keeps itself small, and loses nothing that is needed or not its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from annotator.cache import Cache, eviction, key, process_registry
from annotator.errors import OutputError

HOUR_NS = 3_600_000_000_000
USER = """
import sys
from pathlib import Path
from annotator.cache import Cache, key
cache = Cache(Path(sys.argv[1]))
for line in sys.stdin:
    print(cache.get("voice", key(line.strip()), ".wav") is not None, flush=True)
"""


class Other:
    """Another process that uses a cache."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", USER, str(root)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def has(self, name: str) -> bool:
        said, heard = self.process.stdin, self.process.stdout
        assert isinstance(said, IO) or said is not None
        assert heard is not None
        said.write(f"{name}\n")
        said.flush()
        return heard.readline() == "True\n"

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Callable[[], Other]]:
    begun: list[Other] = []

    def begin() -> Other:
        begun.append(Other(tmp_path))
        return begun[-1]

    yield begin
    for process in begun:
        process.end()


def fill(root: Path, *names: str, hours_ago: float = 0) -> None:
    """Put an entry of 1,000 bytes for each name, the first one used longest ago."""
    cache = Cache(root)
    for number, name in enumerate(names):
        path = cache.put("voice", key(name), ".wav", lambda new: write(new))
        if hours_ago:
            used = path.stat().st_mtime_ns - round((hours_ago - number / 1000) * HOUR_NS)
            os.utime(path, ns=(used, used))


def write(path: Path) -> None:
    path.write_bytes(bytes(1_000 - 64))


def left(root: Path, *names: str) -> str:
    return "".join(name for name in names if Cache(root).path("voice", key(name), ".wav").exists())


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    fill(tmp_path, *"abcdefgh", hours_ago=3)
    assert Cache(tmp_path).get("voice", key("a"), ".wav"), "now it was used"
    assert eviction.trim(tmp_path, limit=5_000) == 4_000
    assert left(tmp_path, *"abcdefgh") == "afgh"
    assert not list(tmp_path.glob(f"voice/*/{key('b')}*")), "its checksum is gone, too"


def test_what_this_process_made_or_used_stays_until_it_ends(tmp_path: Path) -> None:
    fill(tmp_path, *"abcd")
    assert eviction.trim(tmp_path, limit=2_000) == 4_000
    assert eviction.trim(tmp_path, limit=2_000, leaving=True) == 1_000
    assert left(tmp_path, *"abcd") == "d"


def test_what_another_running_process_uses_stays(tmp_path: Path, other: Callable[[], Other]) -> None:
    fill(tmp_path, *"abcdef", hours_ago=3)
    first, second = other(), other()
    assert first.has("a")
    assert second.has("c")
    eviction.trim(tmp_path, limit=1_000, leaving=True)
    assert left(tmp_path, *"abcdef") == "ac"
    first.end()
    second.end()
    eviction.trim(tmp_path, limit=1_000, leaving=True)
    assert left(tmp_path, *"abcdef") == ""


def test_it_is_counted_by_lines_and_walked_through_only_past_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, *"abc", hours_ago=3)
    walks: list[Path] = []
    walk = eviction.find_units

    def counted(root: Path) -> Iterator[eviction.Unit]:
        walks.append(root)
        return walk(root)

    monkeypatch.setattr(eviction, "find_units", counted)
    keeper = eviction.SizeTracker(tmp_path, limit=5_000)
    keeper.add(900)
    keeper.add(900)
    assert not walks
    keeper.add(200)
    assert len(walks) == 1, "past the limit it looks, and finds that less is there"
    assert eviction.SizeTracker(tmp_path, limit=5_000)._total == 3_000
    fill(tmp_path, *"defg", hours_ago=2)
    eviction.SizeTracker(tmp_path, limit=5_000).add(0)
    assert left(tmp_path, *"abcdefg") == "defg"


def test_a_build_that_puts_makes_room_by_itself(tmp_path: Path) -> None:
    fill(tmp_path, *"abcdefgh", hours_ago=3)
    code = (
        "import sys; from pathlib import Path; from annotator.cache import Cache, eviction, key;"
        "eviction.LIMIT_BYTES = 5_000; eviction.SizeTracker.__init__.__defaults__ = eviction.trim.__defaults__ = (5_000,);"
        "Cache(Path(sys.argv[1])).put('voice', key('z'), '.wav', lambda path: path.write_bytes(bytes(936)))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert left(tmp_path, *"abcdefghz") == "fghz"


def test_only_what_is_annotators_is_removed(tmp_path: Path) -> None:
    fill(tmp_path, *"abc")
    foreign = [
        tmp_path / "letter.docx",
        tmp_path / "voice" / "recording.wav",
        tmp_path / "voice" / key("a")[:2] / "mine.wav",
        tmp_path / "photos" / "ab" / f"ab{key('photo')[2:]}.jpg",
        tmp_path / "work" / ("0" * 24) / "thesis.docx",
        tmp_path / "empty" / "aa" / "x.sha256",
    ]
    for path in foreign:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    (tmp_path / "nothing in it" / "aa").mkdir(parents=True)
    Cache(tmp_path).folder("site", key("public"))
    (tmp_path / "voice" / key("a")[:2] / ".new-killed.wav").touch()
    assert eviction.remove_all(tmp_path) >= 3_000
    there = {path for path in tmp_path.rglob("*") if path.is_file()} - set((tmp_path / "running").iterdir())
    assert there == {*foreign, tmp_path / "size"}
    assert (tmp_path / "nothing in it" / "aa").is_dir()
    assert not (tmp_path / "site").exists()


def test_it_is_not_emptied_while_another_run_uses_it(tmp_path: Path, other: Callable[[], Other]) -> None:
    fill(tmp_path, "a")
    user = other()
    assert user.has("a")
    with pytest.raises(OutputError, match="Another run of annotator uses the cache folder"):
        eviction.remove_all(tmp_path)
    assert user.has("a")
    user.end()
    assert eviction.remove_all(tmp_path) == 1_000
    assert left(tmp_path, "a") == ""


def test_what_a_killed_build_left_goes_and_a_living_ones_stays(tmp_path: Path) -> None:
    for name in ("a" * 24, "b" * 24):
        (tmp_path / "work" / name).mkdir(parents=True)
        (tmp_path / "work" / name / "card.jpg").write_bytes(bytes(1_000))
        (tmp_path / "locks").mkdir(exist_ok=True)
        (tmp_path / "locks" / f"{name}.lock").touch()
    process_registry.register(tmp_path)
    handle = os.open(tmp_path / "locks" / f"{'a' * 24}.lock", os.O_RDWR)
    try:
        process_registry._lock(handle, wait=False)
        eviction.trim(tmp_path, limit=100, leaving=True)
    finally:
        os.close(handle)
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["a" * 24]
