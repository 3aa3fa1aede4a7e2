"""Answers that are files: pictures, sounds and films are shown, everything else is saved."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse

TYPES = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
}
"""What a browser may show. A page of a pack would run in the editor's name, so it is saved like any other file."""


class FileAnswer(FileResponse):
    """A file, also in parts, as players ask for it."""

    def __init__(self, path: Path) -> None:
        shown = path.suffix.lower() in TYPES
        super().__init__(
            path,
            media_type=TYPES[path.suffix.lower()] if shown else "application/octet-stream",
            filename=path.name,
            content_disposition_type="inline" if shown else "attachment",
        )
