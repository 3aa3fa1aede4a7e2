"""What a page calls a place for a recording."""

from __future__ import annotations

from annotator.edit.voice_places import VoicePlace
from annotator.edit.web.panel import PageText
from annotator.script.file_names import TITLE


def name_place(text: PageText, place: VoicePlace) -> str:
    """``Step 3``, ``Steps 2, 3``, ``Opening`` or ``Ending``."""
    steps = place.slot.steps
    if not steps:
        return text("voice.opening" if place.slot.key == TITLE else "voice.closing")
    return text("voice.step", n=len(steps), number=", ".join(map(str, steps)))
