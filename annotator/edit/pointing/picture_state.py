"""The progress of reading a picture, and its properties once it is read."""

from dataclasses import dataclass
from typing import Literal

from annotator.model import Device

ReadingState = Literal["waiting", "reading", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class PictureState:
    """The progress of reading a picture, and once it is ready, what was read.

    Attributes:
        state: the progress.
        size: the width and height in pixels.
        problem: why reading failed, if that is known.
        turn: the degrees clockwise by which the file's picture is turned to be upright.
        unsure: whether a person should say which way is up.
        digest: the digest of the file, the same for the same picture under another name.
        clock: the time at its upper edge, in minutes of the day, or None.
        framed: whether somebody drew a red frame or ring on it.
        texts: the texts on the picture.
        device: the device whose screen it is; None if that isn't known.
    """

    state: ReadingState
    size: tuple[int, int] | None = None
    problem: str | None = None
    turn: int = 0
    unsure: bool = False
    texts: tuple[str, ...] = ()
    digest: str = ""
    clock: int | None = None
    framed: bool = False
    device: Device | None = None
