"""Runs are encoded once each, a batch at a time, and those that are cached not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.cache import Cache, key
from annotator.video import batch
from annotator.video.run_cache import KIND, RunFormat, encode_missing
from annotator.video.sound_runs import Run, find_runs
from tests.helpers.generated_voices import of_clips, syllables, written


def test_only_what_is_missing_is_encoded_and_a_damaged_entry_is_missing(tmp_path: Path, cache: Cache) -> None:
    import numpy as np

    clips = [written(syllables(np.random.default_rng(seed), 24_000), tmp_path / f"{seed}.wav") for seed in range(3)]
    runs = find_runs(of_clips(clips))
    calls: list[list[str]] = []

    def name(run: Run) -> str:
        return key("test", run.content)

    def encode(missing: Sequence[Run], _cache: Cache) -> list[str]:
        assert len(missing) <= batch.MOST
        calls.append([name(run) for run in missing])
        return calls[-1]

    form = RunFormat(name, encode, lambda text: [text], lambda value: str(value[0]))
    names = [name(run) for run in runs]
    assert len(set(names)) == len(runs) > 1
    assert encode_missing([*runs, *runs], form, cache) == [*names, *names]
    assert encode_missing(runs[::-1], form, cache) == names[::-1]
    assert calls == [names]
    cache.path(KIND, names[0], ".json").write_text("x", encoding="utf-8")
    assert encode_missing(runs, form, cache) == names
    assert calls == [names, names[:1]]
