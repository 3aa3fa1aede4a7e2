"""Writes the guide in a recording kit, for whoever sends it to a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.commands.kit_names import FIRST, PAGE, answer_name, file_name
from annotator.model import School, Tutorial
from annotator.pack.edition import Edition
from annotator.phrases import native_name
from annotator.script import MemoSlot
from annotator.share.page_strings import format_megabytes


def missing_heading(tutorial: Tutorial, school: School, lang: str) -> str | None:
    """The title line that the script still needs for ``lang``, or None."""
    if lang in tutorial.languages:
        return None
    name = native_name(lang, dict(school.language_names))
    return f"# {lang}: {name if name != lang else 'the title in that language'}"


def write_guide(folder: Path, edition: Edition, lang: str, places: Sequence[MemoSlot], page_bytes: int) -> str:
    """The text of the guide. ``page_bytes`` is the size of the page for a phone."""
    return "\n".join(_guide_lines(folder, edition, lang, places, page_bytes)) + "\n"


def _guide_lines(
    folder: Path, edition: Edition, lang: str, places: Sequence[MemoSlot], page_bytes: int
) -> Iterator[str]:
    name = native_name(lang, dict(edition.school.language_names))
    yield f"{edition.title}: recordings in {name} ({lang})"
    yield ""
    yield "For whoever sends this. The speaker does not need to read any of it."
    yield ""
    yield "1. Ask an adult who speaks the language as the families here do. Say where her voice will be heard (chats, or"
    yield "   the website, too) and until when, and that she may say no later. Children's voices don't belong here."
    yield "2. Send it in one of two ways."
    yield ""
    yield f"   All at once: send {PAGE} ({format_megabytes(page_bytes)}) as a document. She opens it in her phone's browser:"
    yield "   a picture, a voice, then she records, one part after the other. Her answers are files that begin with a number,"
    yield f"   such as {answer_name(1, places[0])}.ogg; she sends them as documents, so that they keep their names."
    yield "   Where the page does not let her record, she answers with voice messages, in the order of the parts."
    yield ""
    yield f"   One by one: send {FIRST}, which asks for one voice message for each message that comes."
    yield "   Then send one pair at a time, in this order: the picture, the voice; then wait for her answer."
    yield ""
    for number, place in enumerate(places, start=1):
        yield f"   {file_name(number, place, 'picture.jpg')}   {file_name(number, place, 'voice.ogg')}   ({place.title})"
    if any(number.aside for place in places for number in place.steps):
        yield "   A step with a question mark is only for some families: she asks the question, then says what to do."
    yield ""
    yield "3. Save her answers in one folder, in the order in which they came, without changing their names, then run:"
    yield ""
    yield f'   annotator memos "{folder}" --lang {lang} FILES...'
    yield ""
    yield "   It shows which answer goes where before it copies anything, and writes down what she allowed."
    if (line := missing_heading(edition.tutorial, edition.school, lang)) is not None:
        yield f"4. Add this line to the top of tutorial.md, with the title as families know it: {line}"
    if name == lang:
        yield f'   Varieties differ: name the language with its town in school.toml, below [language-names]: {lang} = "…"'
