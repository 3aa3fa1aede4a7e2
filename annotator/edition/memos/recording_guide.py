"""Write the guide of a recording kit, for whoever sends its pictures and voice messages to a speaker."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from annotator.edition.edition import Edition
from annotator.edition.memos.memo_language import missing_heading
from annotator.messages import Message, fill
from annotator.phrases import native_name
from annotator.script import MemoSlot
from annotator.script.file_names import TITLE

GUIDE, FIRST = Message("00-read-me.txt"), Message("00-voice.ogg")
"""The guide for whoever sends the kit, and the voice message with instructions for the speaker."""
Words = Callable[[str], str]
"""A function that puts a message into the language of whoever sends the kit."""
_GUIDE_COLUMNS = 112


@dataclass(frozen=True)
class KitPart:
    """A missing memo, and the names of the files that ask for it: ``03-step-3-picture.jpg`` and ``03-step-3-voice.ogg``."""

    slot: MemoSlot
    picture: str
    voice: str

    @classmethod
    def of(cls, number: int, slot: MemoSlot, words: Words) -> Self:
        """The part that is sent as the ``number``-th, by which file names sort."""
        step = slot.steps[0] if slot.steps else None
        if step is None:
            name = Message("title") if slot.key == TITLE else Message("end")
        else:
            name = Message("step-{number}-if" if step.aside else "step-{number}", number=step.number)
        again = f"-{step.aside}" if step is not None and step.aside > 1 else ""
        stem = f"{number:02}-{words(name)}{again}"
        return cls(slot, f"{stem}-{words(Message('picture.jpg'))}", f"{stem}-{words(Message('voice.ogg'))}")


@dataclass(frozen=True)
class RecordingGuide:
    """The guide for sending the parts of a kit; the speaker hears the language of ``edition``."""

    edition: Edition
    parts: Sequence[KitPart]
    words: Words

    def lines(self, tutorial: Path, lang: str) -> Iterator[str]:
        """The lines of the guide for the tutorial in the folder ``tutorial``, and a speaker of ``lang``."""
        edition, wrap = self.edition, self._wrap
        name = native_name(lang, dict(edition.school.language_names))
        yield wrap("{title}: recordings in {name} ({lang})", title=edition.title, name=name, lang=lang)
        yield ""
        yield wrap("For whoever sends this. The speaker does not need to read any of it.")
        yield ""
        yield wrap(
            "1. Ask an adult who speaks the language as the families here do. Say where her voice will be heard (chats, or the "
            "website, too) and until when, and that she may say no later. Children's voices don't belong here."
        )
        yield wrap("2. Send {first}, which asks for one voice message for each message that comes.", first=wrap(FIRST))
        yield wrap("   Then send one pair at a time, in this order: the picture, the voice; then wait for her answer.")
        yield ""
        for part in self.parts:
            step = edition.step(part.slot.steps[0]) if part.slot.steps else None
            if step is not None and step.question:
                where = wrap("after step {number}: {question}", number=step.number.number, question=step.question)
            else:
                where = wrap(part.slot.title)
            yield f"   {part.picture}   {part.voice}   ({where})"
        if any(number.aside for part in self.parts for number in part.slot.steps):
            yield wrap("   What is asked is only for some families: she asks the question, then says what to do.")
        yield ""
        yield wrap(
            "3. Save her answers in one folder, without changing their names. Drop all of them into the tutorial in the editor, "
            "or run:"
        )
        yield ""
        yield f'   annotator memos "{tutorial}" --lang {lang} {wrap("FILES...")}'
        yield ""
        yield wrap("   It shows which answer goes where before it copies anything, and writes down what she allowed.")
        if (line := missing_heading(edition.tutorial, edition.school, lang)) is not None:
            yield wrap(
                "4. Add this line to the top of tutorial.md, with the title as families know it: {line}", line=line
            )
        if name == lang:
            yield wrap(
                '   Varieties differ: name the language with its town in school.toml, below [language-names]: {lang} = "…"',
                lang=lang,
            )

    def _wrap(self, template: str, **parts: object) -> str:
        """A paragraph of the guide in the reader's language."""
        return textwrap.fill(self.words(fill(template, parts)), _GUIDE_COLUMNS, subsequent_indent="   ")
