"""Recordings come in the order in which they were made, as far as anything tells it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.edition.memos.memo_matching import sort_by_time


@pytest.mark.parametrize(
    ("names", "how"),
    [
        (
            (
                "WhatsApp Audio 2026-11-24 at 12.00.01 AM.mp3",
                "WhatsApp Audio 2026-11-24 at 9.59.00.m4a",
                "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg",
                "WhatsApp Ptt 2026-11-24 at 10.12.34 (1).ogg",
                "AUDIO-2026-11-24-10-13-00.opus",
                "audio_2026-11-25_08-00-00.ogg",
            ),
            "by the numbers in their names",
        ),
        (
            ("PTT-20261124-WA0003.opus", "AUD-20261124-WA0010.m4a", "PTT-20261125-WA0001.opus"),
            "by the numbers in their names",
        ),
        (("Voz.m4a", "Voz (2).m4a", "Voz (10).ogg"), "by the numbers in their names"),
        (("nota 1.amr", "saludo 2.mp3", "nota 10.aac"), "by the numbers in their names"),
        (("z.amr", "b.mp3", "PTT-20261124-WA0003.opus"), "by the times of the files"),
    ],
)
def test_order(tmp_path: Path, names: tuple[str, ...], how: str) -> None:
    paths = [tmp_path / name for name in names]
    for second, path in enumerate(paths):
        path.write_bytes(b"x")
        # Where the names tell it, the disk's times are the other way round.
        moment = 1_000_000 + (second if "files" in how else -second)
        os.utime(path, (moment, moment))
    ordered, told = sort_by_time([*paths[1::2], *paths[::2]])
    assert tuple(path.name for path in ordered) == names
    assert told == how


def test_one_recording_has_no_order(tmp_path: Path) -> None:
    assert sort_by_time([tmp_path / "absent.ogg"]) == ([tmp_path / "absent.ogg"], "")


def test_files_of_one_moment_come_by_name(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.ogg", "b.ogg")]
    for path in paths:
        path.write_bytes(b"x")
        os.utime(path, (5, 5))
    assert sort_by_time(paths[::-1]) == (paths, "by their names")
