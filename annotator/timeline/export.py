"""Write a timeline down: its captions as WebVTT, SubRip and plain text, and its steps for ``pack.json``."""

import html
from typing import Any

from annotator.model import Timeline
from annotator.timeline.line_breaks import SENTENCE_END


def to_webvtt(timeline: Timeline) -> str:
    """All cues of a timeline as a WebVTT file."""
    blocks = ["WEBVTT\n"]
    for section in timeline.sections:
        for cue in section.cues:
            lines = html.escape("\n".join(cue.lines), quote=False)
            blocks.append(f"{_format_time(cue.start)} --> {_format_time(cue.end)}\n{lines}\n")
    return "\n".join(blocks)


def to_subrip(timeline: Timeline) -> str:
    """All cues of a timeline as a SubRip file (``.srt``), which video websites take."""
    cues = [cue for section in timeline.sections for cue in section.cues]
    blocks = []
    for number, cue in enumerate(cues, start=1):
        times = f"{_format_time(cue.start)} --> {_format_time(cue.end)}".replace(".", ",")
        blocks.append("\n".join((str(number), times, *cue.lines, "")))
    return "\n".join(blocks)


def transcript(timeline: Timeline) -> tuple[str, ...]:
    """The text of all captions, without times; a paragraph ends with each caption that ends a sentence."""
    lines: list[str] = []
    paragraphs = []
    for cue in (cue for section in timeline.sections for cue in section.cues):
        lines += cue.lines
        if lines and SENTENCE_END.search(lines[-1]):
            paragraphs.append(" ".join(lines))
            lines = []
    return (*paragraphs, " ".join(lines)) if lines else tuple(paragraphs)


def steps_table(timeline: Timeline) -> list[dict[str, Any]]:
    """The steps for ``pack.json``: number, start and length in seconds, and the words spoken; only asides say which they are."""
    return [
        {
            **section.step.row("number"),
            "start": round(section.start, 3),
            "seconds": round(section.seconds, 3),
            "caption": section.text,
        }
        for section in timeline.sections
        if section.step is not None
    ]


def _format_time(seconds: float) -> str:
    """A time in WebVTT's form: 61.5 is ``00:01:01.500``."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
