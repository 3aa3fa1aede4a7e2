"""The contents of a tutorial's script: steps, actions, targets, redactions, and files found by name.

A ``line`` is a line number in ``tutorial.md``, for messages; it is not compared.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from annotator.model.actions import ActionKind, Direction


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A text on the screen: any of ``wordings``. ``occurrence`` is the n of ``#n``, counted from 1, or None."""

    wordings: tuple[str, ...]
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class IconTarget:
    """An icon to look for: a file name in the tutorial's folder or in ``assets/icons``. ``occurrence`` as of a text."""

    file: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class PointTarget:
    """A point, in percent of the picture's width and height. It selects the touch target there."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class BoxTarget:
    """A box, in percent of the picture's width (left, width) and height (top, height)."""

    left: float
    top: float
    width: float
    height: float


Target = TextTarget | IconTarget | PointTarget | BoxTarget


@dataclass(frozen=True, slots=True)
class Action:
    """What the viewer does in a step.

    Which of ``target``, ``direction`` and ``words`` it has depends on its kind (``ActionTraits.takes``).
    """

    kind: ActionKind
    target: Target | None = None
    direction: Direction | None = None
    words: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """An additional mark on the screenshot (a ``mark:`` line)."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Hide:
    """Something to cover (a ``hide:`` line). ``example`` is an invented text to write in its place, or None."""

    target: Target
    example: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Show:
    """Something not to cover, although it looks private (a ``show:`` line)."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language, as typed: a title, a reason (``why``), or the narration of a step."""

    lang: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LangFile:
    """A file for one language, found by its name: a memo or a screenshot."""

    lang: str
    file: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step: a screenshot or recording, an action, and a few short sentences in each language.

    Attributes:
        picture: the file in the script.
        action: what the viewer does; None if the script has none.
        narration: the sentences, by language.
        marks: ``mark:`` lines.
        hides: ``hide:`` lines.
        shows: ``show:`` lines.
        also: other wordings of the target that a family may see (``also:``).
        oks: reasons for accepting the warnings about the step (``ok:``).
        from_seconds: where to start a recording.
        to_seconds: where to end a recording.
        pictures: screenshots for single languages, found beside ``picture`` (``03-x.es.png``).
        memos: recordings of the narration, found beside ``picture`` (``03-x.es.m4a``).
        line: of the picture.
        also_line: of ``also:``.
    """

    picture: str
    action: Action | None = None
    narration: tuple[Said, ...] = ()
    marks: tuple[Mark, ...] = ()
    hides: tuple[Hide, ...] = ()
    shows: tuple[Show, ...] = ()
    also: tuple[str, ...] = ()
    oks: tuple[str, ...] = ()
    from_seconds: float | None = None
    to_seconds: float | None = None
    pictures: tuple[LangFile, ...] = ()
    memos: tuple[LangFile, ...] = ()
    line: int = field(default=0, compare=False)
    also_line: int = field(default=0, compare=False)

    def said(self, lang: str) -> str | None:
        """The narration typed for ``lang``, or None."""
        return next((said.text for said in self.narration if said.lang == lang), None)

    def memo(self, lang: str) -> str | None:
        """The memo's file name for ``lang``, or None."""
        return next((memo.file for memo in self.memos if memo.lang == lang), None)

    def screenshot(self, lang: str) -> str:
        """The file name of the screenshot that ``lang`` sees."""
        return next((picture.file for picture in self.pictures if picture.lang == lang), self.picture)


@dataclass(frozen=True, slots=True)
class Tutorial:
    """The contents of ``tutorial.md``, with the files found by name beside it.

    ``titles`` declare the languages, in order. ``hides`` and ``shows`` apply to every picture.
    """

    titles: tuple[Said, ...]
    steps: tuple[Step, ...]
    whys: tuple[Said, ...] = ()
    device: str | None = None
    checked: datetime.date | None = None
    platform: str | None = None
    hides: tuple[Hide, ...] = ()
    shows: tuple[Show, ...] = ()
    oks: tuple[str, ...] = ()
    title_memos: tuple[LangFile, ...] = ()
    end_memos: tuple[LangFile, ...] = ()
    greetings: tuple[LangFile, ...] = ()
    fact_lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The line numbers of ``device``, ``checked`` and ``platform``."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The declared languages, in the order of their headings."""
        return tuple(said.lang for said in self.titles)

    def title(self, lang: str) -> str:
        """The title in ``lang``. Raises KeyError for a language that is not declared."""
        for said in self.titles:
            if said.lang == lang:
                return said.text
        raise KeyError(lang)

    def why(self, lang: str) -> str | None:
        """The reason for the task, spoken at the start of the video, in ``lang``, or None."""
        return next((said.text for said in self.whys if said.lang == lang), None)
