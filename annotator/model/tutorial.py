"""A tutorial as its script tells it: steps, targets, what is hidden, files that belong to it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from annotator.model.actions import ActionKind, Direction


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A text on the screen: any of ``wordings``; ``occurrence`` is the n of ``#n``, counted from 1, or None."""

    wordings: tuple[str, ...]
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class IconTarget:
    """A small picture to look for: a file name in the tutorial's folder or in ``assets/icons``."""

    file: str


@dataclass(frozen=True, slots=True)
class PointTarget:
    """A point, in percent of the picture's width and height; it snaps to what a finger there would press."""

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
    """What the person does in a step.

    ``annotator.model.actions`` says which kind has a ``direction``, ``words``, or perhaps no ``target``.
    """

    kind: ActionKind
    target: Target | None = None
    direction: Direction | None = None
    words: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """A further mark without an action."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Hide:
    """Private data to cover; with ``example``, an invented text that is written in its place."""

    target: Target
    example: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Show:
    """What would be hidden by itself, and is to stay."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one language, as typed: a title, a why, or the narration of a step."""

    lang: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LangFile:
    """A file that belongs to one language, found by its name: a memo or a screenshot."""

    lang: str
    file: str


@dataclass(frozen=True, slots=True)
class Step:
    """One screenshot, one action, one or two short sentences in each language.

    ``pictures`` and ``memos`` are found by name beside ``picture`` (``03-x.es.png``, ``03-x.es.m4a``);
    ``from_seconds`` and ``to_seconds`` trim a screen recording.
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
    """A whole ``tutorial.md`` with the files that belong to it by name. ``titles`` declare its languages, in order.

    ``hides`` and ``shows`` hold on every picture.
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
    """The lines of ``device``, ``checked`` and ``platform``."""

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
        """The reason that opens the video in ``lang``, or None."""
        return next((said.text for said in self.whys if said.lang == lang), None)
