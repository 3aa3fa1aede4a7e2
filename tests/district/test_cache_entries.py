"""What a build used travels to another cache."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from annotator.cache import Cache
from annotator.district.cluster.cache_entries import CacheEntries, RecordingCache

NAMES = [f"{number:064x}" for number in range(8)]


def write(data: bytes):  # type: ignore[no-untyped-def]
    return lambda path: path.write_bytes(data)


def kinds(entries: CacheEntries) -> list[str]:
    return [entry.kind for entry in entries.entries]


def test_what_was_used_or_made_is_collected_once(cache: Cache) -> None:
    cache.put("voice", NAMES[0], ".wav", write(b"spoken"))
    cache.put("voice", NAMES[1], ".wav", write(b"never asked for"))
    recording = RecordingCache(cache.root)
    assert recording.get("voice", NAMES[0], ".wav") is not None
    assert recording.get("voice", NAMES[2], ".wav") is None
    recording.get_or_make("segment", NAMES[3], ".h264", write(b"encoded"))
    recording.get_or_make("segment", NAMES[3], ".h264", write(b"encoded"))
    collected = recording.collect()
    assert [(entry.kind, entry.key, entry.suffix, entry.data) for entry in collected.entries] == [
        ("voice", NAMES[0], ".wav", b"spoken"),
        ("segment", NAMES[3], ".h264", b"encoded"),
    ]


def test_entries_that_are_read_as_values_count_as_used(cache: Cache) -> None:
    cache.put_json("sound", NAMES[0], [1, 2])
    cache.put_json("look", NAMES[1], {"says": "Marta"})
    recording = RecordingCache(cache.root)
    assert recording.get_json("sound", NAMES[0]) == [1, 2]
    assert recording.get_parsed("look", NAMES[1], dict) == {"says": "Marta"}
    assert kinds(recording.collect()) == ["sound", "look"]


def test_what_means_nothing_elsewhere_stays(cache: Cache) -> None:
    recording = RecordingCache(cache.root)
    recording.put_json("builds", NAMES[0], {})
    recording.put("model", NAMES[1], ".onnx", write(b"many megabytes"))
    assert recording.collect() == CacheEntries(())


def test_only_what_is_missing_is_stored(cache: Cache, tmp_path: Path) -> None:
    recording = RecordingCache(cache.root)
    for name in NAMES[:3]:
        recording.put("voice", name, ".wav", write(name.encode()))
    collected, other = recording.collect(), Cache(tmp_path / "other")
    other.put("voice", NAMES[1], ".wav", write(b"its own"))
    assert collected.store(other) == 2
    assert collected.store(other) == 0
    own = other.get("voice", NAMES[1], ".wav")
    assert own is not None
    assert own.read_bytes() == b"its own"


def test_entries_have_their_real_size_and_show_nothing(cache: Cache) -> None:
    recording = RecordingCache(cache.root)
    recording.put("voice", NAMES[0], ".wav", write(b"Marta" * 100_000))
    collected = recording.collect()
    assert 500_000 <= sys.getsizeof(collected) < 501_000
    assert "Marta" not in repr(collected)
    assert pickle.loads(pickle.dumps(collected)) == collected
