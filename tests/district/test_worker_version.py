"""Two annotators are compared by what they would make, not by their number."""

from __future__ import annotations

import re

import annotator
from annotator.cache import Cache, code_version
from annotator.district.cluster import worker_version
from annotator.district.cluster.worker_version import WorkerVersion
from annotator.voice import choose

OWN = WorkerVersion("1.0", "a" * 64)


def test_the_code_of_a_build_counts_and_libraries_do_not() -> None:
    own = worker_version.own_version()
    assert own.version == annotator.__version__
    assert re.fullmatch(r"[0-9a-f]{64}", own.code)
    assert own.code == code_version.of_files("annotator.district.cluster.tasks")
    assert own.code not in (
        code_version.of("annotator.district.cluster.tasks"),
        code_version.of_files("annotator.pack"),
    )


def test_voices_are_those_that_auto_chooses_from(cache: Cache) -> None:
    voices = worker_version.own_voices()
    assert voices[0] == choose.choose_voice("auto", "es", choose.engines(cache))[0].name
    assert "gtts" not in voices


def test_a_difference_is_one_line_with_both_versions() -> None:
    assert worker_version.explain_version(OWN, OWN, "worker tcp://10.0.0.7:1") == ""
    other = WorkerVersion("1.0", "b" * 64)
    line = worker_version.explain_version(OWN, other, "worker tcp://10.0.0.7:1")
    assert line == (
        "The worker tcp://10.0.0.7:1 has annotator 1.0 (bbbbbbbb), and this computer annotator 1.0 (aaaaaaaa). "
        "Install the same annotator on all of them."
    )
    assert "has no annotator, and" in worker_version.explain_version(OWN, None, "scheduler")
    assert "has annotator 0.9, and" in worker_version.explain_version(OWN, "0.9", "worker tcp://10.0.0.7:1")


def test_other_voices_are_one_line() -> None:
    assert worker_version.explain_voices(("pico",), ("pico",), "tcp://10.0.0.7:1") == ""
    line = worker_version.explain_voices(("kokoro", "pico"), (), "tcp://10.0.0.7:1")
    assert "tcp://10.0.0.7:1 has other voices (none) than other workers (kokoro, pico)" in line
    assert "--voice" in line
