"""Judge a recording before anybody relies on it: whether a voice is in it, loud enough and not clipped.

It loads NumPy, so the server calls it in a child process (`annotator.edit.work.helper_child`).
"""

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from annotator.cache import Cache
from annotator.edit.recordings.take_folder import EMPTY, BadTakeError
from annotator.errors import ProblemsError
from annotator.media.files import UNFINISHED
from annotator.model import SAMPLE_RATE
from annotator.voice import memo, say
from annotator.voice.leveling import Samples

Fault = Literal["quiet", "clipped"]
"""A defect of a recording with which it can still be used."""
_FRAME_SECONDS: Final = 0.02
"""Duration of the parts, *frames*, whose levels are measured."""
MIN_SECONDS: Final = 0.3
"""Minimum duration: any word with its breath is longer."""
TOO_LONG: Final = "More than 5 minutes were recorded."
SILENT: Final = "Nothing is heard in this recording."
NO_VOICE: Final = "No voice is heard in this recording, only beeps or knocks."
SILENT_DBFS: Final = -50.0
"""The loudest frame of a muted microphone is below this; that of a whisper at arm's length is not."""
QUIET_DBFS: Final = -34.0
"""The loudest twentieth of the frames of a voice into a microphone of its own is 10 to 25 dB above this."""
ROOM_NOISE_DBFS: Final = -38.0
"""Level of the loudest fiftieth of the frames below which they may be the noise of a room alone."""
ROOM_NOISE_DB: Final = 6.0
"""Maximum difference of that level and the level of the quietest tenth: noise hardly varies."""
SYLLABLE_DB: Final = 15.0
"""Maximum difference of the frames of a syllable from the loudest ones."""
MIN_SYLLABLE_FRAMES: Final = 4
"""Minimum number of such frames on end: the shortest word has six, a click fewer than four."""
_WINDOW_SAMPLES: Final = 2048
"""Length of the windows whose frequencies are measured: 85 ms."""
_MAX_WINDOWS: Final = 1500
"""Maximum number of windows, between which samples of a long recording are skipped."""
_MIN_LOUD_WINDOWS: Final = 24
"""Minimum number of loud windows, about a second of a short recording: a single syllable may be as steady as a beep."""
_VOICE_HERTZ: Final = (150, 4000)
"""The frequencies of a voice that are compared."""
MAX_STEADY_SHARE: Final = 0.85
"""Maximum share of the eight strongest frequencies: up to 0.7 was measured for speech, and from 0.87 for beeps."""
FULL_SCALE: Final = 0.97
"""The sample value from which on a sound may be clipped."""
MAX_CLIPPED_SHARE: Final = 0.0005
"""Maximum share of clipped samples: a single knock has less."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The duration of a recording as a family will hear it, and its defects: ``Judgement(4.2, ("quiet",))``."""

    seconds: float
    faults: tuple[Fault, ...] = ()


def judge(path: Path, heard: Path, clean: bool) -> Judgement:
    """Judge a recording, and write it to ``heard`` (.m4a) as a family will hear it.

    If ``clean``, that is without rumble, hiss, and silence at both ends. Nothing of it goes to the common cache. Raises
    BadTakeError, and OutputError if ``heard`` can't be written.
    """
    try:
        samples = memo.read_samples(path, clean=False)
        refuse(samples)
        with tempfile.TemporaryDirectory(dir=heard.parent, prefix=UNFINISHED) as private:
            clip = memo.memo_clip(path, Cache(Path(private)), clean=clean)
            say.write_sound([(clip, 0.0)], heard)
            return Judgement(clip.seconds, find_faults(samples))
    except ProblemsError as error:
        raise BadTakeError("This recording can't be read.", "Record it again.", detail=error.detail) from error


def refuse(samples: Samples) -> None:
    """Raise BadTakeError for samples that are no voice message: too short, too long, silent, or without a voice."""
    if len(samples) < MIN_SECONDS * SAMPLE_RATE:
        raise BadTakeError(EMPTY, "Press the button, speak, and press it again after the last word.")
    if len(samples) > memo.MAX_SECONDS * SAMPLE_RATE:
        raise BadTakeError(TOO_LONG, "Record one step at a time.")
    levels = sorted(_measure_levels(samples))
    loud, floor = float(levels[-max(1, len(levels) // 50)]), float(levels[len(levels) // 10])
    is_room_noise = loud < ROOM_NOISE_DBFS and loud - floor < ROOM_NOISE_DB
    if levels[-1] < SILENT_DBFS or is_room_noise:
        remedy = "See that the microphone is on and that the bar moves while you speak. Then record it again."
        raise BadTakeError(SILENT, remedy)
    if not _has_syllables(samples) or _is_steady(samples):
        raise BadTakeError(NO_VOICE, "Choose the microphone into which you speak. Then record it again.")


def find_faults(samples: Samples) -> tuple[Fault, ...]:
    """The defects of samples with which they can still be used."""
    levels = sorted(_measure_levels(samples))
    faults: list[Fault] = []
    if levels[-max(1, len(levels) // 20)] < QUIET_DBFS:
        faults.append("quiet")
    if _measure_clipped_share(samples) > MAX_CLIPPED_SHARE:
        faults.append("clipped")
    return tuple(faults)


def _measure_levels(samples: Samples) -> Samples:
    """The levels of the frames in dBFS."""
    frame = round(_FRAME_SECONDS * SAMPLE_RATE)
    frames = samples[: max(frame, len(samples) // frame * frame)].reshape(-1, frame).astype(np.float64)
    power = np.square(frames).mean(axis=1)
    levels: Samples = (10 * np.log10(np.maximum(power, 1e-12))).astype(np.float32)
    return levels


def _has_syllables(samples: Samples) -> bool:
    """Whether some sound that is about as loud as the loudest ones lasts longer than a click."""
    levels = _measure_levels(samples)
    loud = sorted(levels)[-max(1, len(levels) // 50)]
    runs = itertools.groupby(levels >= loud - SYLLABLE_DB)
    return max(sum(1 for _ in run) for is_loud, run in runs if is_loud) >= MIN_SYLLABLE_FRAMES


def _is_steady(samples: Samples) -> bool:
    """Whether a few frequencies hold nearly all that is loud, as in beeps and dial tones; the pitch of a voice moves."""
    step = max(_WINDOW_SAMPLES // 2, len(samples) // _MAX_WINDOWS)
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW_SAMPLES)[::step] * np.hanning(_WINDOW_SAMPLES)
    hertz = np.fft.rfftfreq(_WINDOW_SAMPLES, 1 / SAMPLE_RATE)
    band = (hertz >= _VOICE_HERTZ[0]) & (hertz <= _VOICE_HERTZ[1])
    # High frequencies are weaker in a voice, but count as much.
    power = np.square(np.abs(np.fft.rfft(windows)[:, band])) * hertz[band]
    total = power.sum(axis=1)
    loud = total > total.max() / 10
    if loud.sum() < _MIN_LOUD_WINDOWS:
        return False
    shares = (power[loud] / total[loud, np.newaxis]).mean(axis=0)
    return float(np.sort(shares)[-8:].sum()) > MAX_STEADY_SHARE


def _measure_clipped_share(samples: Samples) -> float:
    """The share of samples in runs of three or more at full scale: flat tops, as of a voice too loud for the microphone."""
    full = np.abs(samples) >= FULL_SCALE
    edges = np.flatnonzero(np.diff(np.concatenate(([0], full.view(np.int8), [0]))))
    runs = edges[1::2] - edges[::2]
    return float(runs[runs >= 3].sum()) / len(samples)
