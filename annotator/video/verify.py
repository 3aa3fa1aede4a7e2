"""Check that a written video has the format and length that it should have; how loud it is stops no video."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import OutputError
from annotator.loudness import Loudness
from annotator.model import FPS, HEIGHT, WIDTH
from annotator.video.probe import AudioStream, MediaInfo, VideoStream, media_info

_ROUNDING_SECONDS = 1e-3
_FRAME_SECONDS = 1 / FPS + _ROUNDING_SECONDS


@dataclass(frozen=True, slots=True)
class Expected:
    """What a video should be: number of frames, and size in pixels."""

    frames: int
    width: int = WIDTH
    height: int = HEIGHT


def check_video(path: Path, expected: Expected) -> Loudness:
    """Measure the loudness of the finished video. Raises OutputError with every fault of it."""
    info = media_info(path)
    faults = list(find_faults(info, expected))
    if faults:
        raise OutputError(
            f"The video that was made may not play on every phone: {'; '.join(faults)}.",
            "It was not put in the pack. Run the same command again; if it fails again, add --debug.",
            detail="\n".join(faults),
        )
    return info.loudness


def find_faults(info: MediaInfo, expected: Expected) -> Iterator[str]:
    """Each fault of a file, in a few words that fit into a list."""
    if len(info.pictures) != 1:
        yield f"{len(info.pictures)} video tracks instead of one"
    else:
        yield from _picture_faults(info.pictures[0], expected)
    if len(info.sounds) != 1:
        yield f"{len(info.sounds)} sound tracks instead of one"
    else:
        yield from _sound_faults(info.sounds[0])
    if len(info.pictures) == len(info.sounds) == 1:
        difference = info.sounds[0].seconds - info.pictures[0].seconds
        if abs(difference) > _FRAME_SECONDS:
            yield f"the sound ends {difference:+.2f} s after the picture"
    if "moov" not in info.boxes or "mdat" not in info.boxes or info.boxes.index("moov") > info.boxes.index("mdat"):
        yield "the index does not come first (faststart)"


def _picture_faults(picture: VideoStream, expected: Expected) -> Iterator[str]:
    if picture.codec != "h264":
        yield f"the codec is {picture.codec}, not H.264"
    elif picture.profile != "Main":
        yield f"the profile is {picture.profile}, not Main"
    if not picture.ordered:
        yield "it has B-frames"
    if picture.pixels != "yuv420p":
        yield f"the pixels are {picture.pixels}, not yuv420p"
    if "tv" not in picture.color or "bt709" not in picture.color:
        yield f"the colours are marked {', '.join(picture.color) or 'not at all'}, not as BT.709 of limited range"
    if (picture.width, picture.height) != (expected.width, expected.height):
        yield f"{picture.width}×{picture.height} pixels instead of {expected.width}×{expected.height}"
    if len(picture.times) != expected.frames:
        yield f"{len(picture.times)} frames instead of {expected.frames}"
    elif any(abs(time - number / FPS) > _ROUNDING_SECONDS for number, time in enumerate(picture.times)):
        yield f"the frames do not come {FPS} a second"


def _sound_faults(sound: AudioStream) -> Iterator[str]:
    if sound.codec != "aac" or sound.profile != "LC":
        yield f"the sound is {sound.codec} {sound.profile}".rstrip() + ", not AAC-LC"
    if sound.layout != "mono":
        yield f"the sound is {sound.layout}, not mono"
