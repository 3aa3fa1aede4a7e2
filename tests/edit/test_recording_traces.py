"""What was made of recordings leaves the cache and the drafts; everything else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache, key
from annotator.edit import answer_sound, recording_traces, step_sound
from annotator.edit.recording_traces import KINDS
from annotator.errors import OutputError
from annotator.pack.products import page
from annotator.voice import memo, narrate


def _write(path: Path) -> None:
    path.write_bytes(b"a sound")


def put(cache: Cache, kind: str) -> Path:
    return cache.put(kind, key(kind), ".wav", _write)


def test_only_what_may_hold_a_voice_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    draft = tmp_path / "data" / "drafts" / "0123" / "pack" / "video.mp4"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"a film")
    cache = Cache(tmp_path / "cache")
    heard = [put(cache, kind) for kind in ("memo", "editor-sound", "editor-answer", "said", "video")]
    others = [put(cache, kind) for kind in (narrate.KIND, "texts", "look")]
    assert {memo.KIND, step_sound.KIND, answer_sound.KIND, page.KIND} < set(KINDS)
    recording_traces.remove(cache.root)
    assert not any(path.exists() for path in heard)
    assert all(path.exists() for path in others)
    assert not draft.exists()
    left = {path for path in cache.root.rglob("*") if path.is_file() and path.parent.parent.name in KINDS}
    assert left == set()


def test_without_a_cache_there_is_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    recording_traces.remove(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_what_can_t_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(recording_traces.shutil, "rmtree", refuse)
    with pytest.raises(OutputError, match="could not be emptied: Permission denied"):
        recording_traces.remove_folder(tmp_path)
