"""Turns a timeline into a video that plays everywhere, and into a voice message."""

from __future__ import annotations

from annotator.video.sound import voice_message
from annotator.video.writer import render

__all__ = ["render", "voice_message"]
