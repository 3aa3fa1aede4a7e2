"""Compose ``youtube.txt``: what to type into YouTube beside the wide video, in the language of the video.

Its first line is the title. The description has chapters, if YouTube will take them::

    0:00 Entrar a la clase por Zoom
    0:14 Paso 1: Toque el link, las letras azules
    0:26 Paso 2: Escriba el nombre de su hijo o hija · Paso 3: Toque el botón azul que dice Unirse
"""

from collections.abc import Sequence

from annotator.model import School
from annotator.pages.chat_message import describe_contact
from annotator.pages.labels import PageStrings
from annotator.phrases import Phrasebook

NAME = "youtube.txt"
MAX_TITLE_CHARS = 100
"""The maximum length of a title (YouTube Data API, ``snippet.title``)."""
MIN_CHAPTERS, MIN_CHAPTER_SECONDS = 3, 10
"""YouTube shows no chapters if there are fewer, if one is shorter, or if the first doesn't begin at 0:00."""
_NO_BRACKETS = str.maketrans("<>", "‹›")
"""YouTube refuses the angle brackets of HTML."""

Chapter = tuple[float, str]
"""The start of a chapter in seconds, and its name."""


def compose(
    book: Phrasebook,
    say: PageStrings,
    title: str,
    why: str,
    chapters: Sequence[Chapter],
    seconds: float,
    school: School,
    address: str = "",
) -> str:
    """Compose the text for a video of ``seconds``: title, description with the ``address`` of the page, then notes for staff."""
    rows = [f"{start // 60}:{start % 60:02} {name}" for start, name in join_chapters(chapters, seconds)]
    page = book.fixed("message-page", website=address) if address else ""
    blocks = [title[:MAX_TITLE_CHARS], why, page, "\n".join(rows), describe_contact(book, school)]
    text = "\n\n".join(block for block in blocks if block).translate(_NO_BRACKETS)
    return f"{text}\n\n----------\n{say('youtube-how')}\n\n{say('youtube-shorts')}\n"


def join_chapters(chapters: Sequence[Chapter], seconds: float) -> list[tuple[int, str]]:
    """The chapters in whole seconds, short ones joined with the next, a short last one with the one before; none if too few."""
    joined: list[tuple[int, str]] = []
    for start, name in chapters:
        if joined and int(start) - joined[-1][0] < MIN_CHAPTER_SECONDS:
            joined[-1] = joined[-1][0], _join(joined[-1][1], name)
        else:
            joined.append((int(start), name))
    if len(joined) > 1 and seconds - joined[-1][0] < MIN_CHAPTER_SECONDS:
        _, name = joined.pop()
        joined[-1] = joined[-1][0], _join(joined[-1][1], name)
    return joined if len(joined) >= MIN_CHAPTERS else []


def _join(one: str, other: str) -> str:
    """Two names in one; the last step and the closing often have the same, "¡Listo!"."""
    return one if one.endswith(other) else f"{one} · {other}"
