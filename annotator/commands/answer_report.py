"""Tell what an answer is: as a line for a person, and as JSON for a program."""

from __future__ import annotations

from typing import Any

from annotator.commands.answer import Answer


def to_json(made: Answer) -> dict[str, Any]:
    """The object that ``annotator answer --json`` prints."""
    return {
        "picture": str(made.picture),
        "picture_bytes": made.picture.stat().st_size,
        "sound": str(made.sound),
        "sound_bytes": made.sound.stat().st_size,
        "seconds": round(made.seconds, 2),
        "lang": made.lang,
        "text": made.text,
        "voice": None if made.voice is None else {"engine": made.voice.engine, "voice": made.voice.voice},
        "covered": [
            {"kind": cover.kind, "box": [cover.box.x, cover.box.y, cover.box.w, cover.box.h]} for cover in made.covers
        ],
        "warnings": list(made.warnings),
    }


def format_line(made: Answer) -> str:
    """The sizes of an answer as one line for the terminal."""
    speaker = "recorded" if made.voice is None else f"spoken by {made.voice.engine} ({made.voice.voice})"
    return (
        f"Picture {made.picture.stat().st_size / 1000:.0f} KB, sound {made.sound.stat().st_size / 1000:.0f} KB, "
        f"{made.seconds:.1f} s, {speaker}."
    )
