"""A page for a speaker's phone, with three parts: drawn cards, and tones for voices."""

from __future__ import annotations

from pathlib import Path

from annotator.media import ffmpeg
from annotator.model import Colors
from annotator.share import page_pictures, recording_page
from tests.helpers.sites import HOSTILE, card

NAMES = ("01-title", "02-step-1", "03-end")


def page(folder: Path, lang: str = "mix") -> recording_page.RecordingPage:
    """The content of a page; ``folder`` receives the tone."""
    tone = folder / "tone.m4a"
    ffmpeg.run(("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", ffmpeg.file_url(tone)), doing="testing")
    parts = [
        recording_page.RecordingPart(
            name, page_pictures.make_step_picture(card(number)), tone.read_bytes(), f"Toque {number}."
        )
        for number, name in enumerate(NAMES, start=1)
    ]
    about = [("es", "Escuche, y diga lo mismo en su idioma."), *([("pt", "Escute.")] if lang == "pt" else [])]
    return recording_page.RecordingPage(
        f"Entrar a la clase {HOSTILE}", lang, "Mixteco", "es", about, tone.read_bytes(), parts, Colors()
    )


def write(folder: Path, lang: str = "mix") -> Path:
    """The page in ``folder``; returns its path."""
    path = folder / "00-phone.html"
    path.write_text(recording_page.render(page(folder, lang)), encoding="utf-8")
    return path
