"""Each failure of ffmpeg names whom to blame and what to do."""

from __future__ import annotations

import errno

import pytest

from annotator.errors import MissingError, OutputError
from annotator.media import ffmpeg_errors
from annotator.media.ffmpeg_errors import RefusedError


@pytest.fixture(autouse=True)
def _own_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMAGEIO_FFMPEG_EXE", raising=False)


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (1, "av_interleaved_write_frame(): No space left on device", "The disk is full"),
        (1, "a.mp4: Permission denied", "A file could not be written"),
        (-11, "", "ffmpeg crashed"),
        (0xC000_0005, "", "ffmpeg crashed"),
        (0, "", "ffmpeg quit in the middle"),
        (1, "Invalid data found", "ffmpeg stopped with error 1"),
    ],
)
def test_an_exit_is_judged_by_its_code_and_its_log(code: int, said: str, expected: str) -> None:
    error = ffmpeg_errors.exit_error("encoding the video", code, said)
    assert error.message.startswith(expected)
    assert "encoding the video" in error.message
    assert error.detail == said
    assert isinstance(error, RefusedError) == (expected == "ffmpeg stopped with error 1")


def test_a_computer_at_its_limit_is_not_a_missing_ffmpeg() -> None:
    assert isinstance(ffmpeg_errors.start_error(OSError(errno.ENOENT, "No such file")), MissingError)
    busy = ffmpeg_errors.start_error(OSError(errno.ENOMEM, "Cannot allocate memory"))
    assert isinstance(busy, OutputError)
    assert busy.remedy.startswith("Close other programs")


def test_an_ffmpeg_that_somebody_chose_is_named_in_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "imageio-ffmpeg" in ffmpeg_errors.broken_error("").remedy
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/opt/ffmpeg")
    assert "IMAGEIO_FFMPEG_EXE names /opt/ffmpeg" in ffmpeg_errors.broken_error("").remedy
