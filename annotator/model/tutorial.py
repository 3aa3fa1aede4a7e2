"""The contents of a tutorial's script and of its school's settings, and the problems found in them.

A ``line`` is a line number in ``tutorial.md``, for messages; it is not compared.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from annotator.messages import Message, join
from annotator.model.actions import ActionKind, Direction


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """A speech engine, optionally one of its voices (``kokoro:ef_dora``), and a speed (1 is the engine's own)."""

    engine: str
    voice: str | None = None
    speed: float | None = None

    def __str__(self) -> str:
        return f"{self.engine}:{self.voice}" if self.voice else self.engine


@dataclass(frozen=True, slots=True)
class Colors:
    """The school's colours as ``#RRGGBB``."""

    main: str = "#0B4F6C"
    accent: str = "#FFD23F"
    mark: str = "#E4003A"


@dataclass(frozen=True, slots=True)
class School:
    """The contents of ``school.toml``. Paths are absolute and known to exist; ``names`` are the lines of the roster.

    ``whatsapp`` is an international number as typed (``+1 410 555 0100``). ``order`` has the folder names of the tutorials
    that the gallery shows first.

    ``lines`` maps each key to its line in the file: ``("help.photo", 12)``.
    """

    name: str = ""
    logo: Path | None = None
    phone: str = ""
    whatsapp: str = ""
    website: str = ""
    order: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    pointer: Literal["arrow", "hand"] = "arrow"
    paper: Literal["letter", "a4"] = "letter"
    memo_clean: bool = True
    person: str = ""
    person_languages: tuple[str, ...] = ()
    photo: Path | None = None
    language_names: tuple[tuple[str, str], ...] = ()
    colors: Colors = Colors()
    voices: tuple[tuple[str, VoiceChoice], ...] = ()
    lexicons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def help_by(self) -> Literal["send", "call", "ask"]:
        """What families can do to get help, by what the school gave: send a voice message, call, or only ask."""
        return "send" if self.whatsapp else "call" if self.phone else "ask"

    @property
    def help_number(self) -> str:
        """The number for that, as typed; the phone's shorter spelling where WhatsApp's is the same number."""
        digits, phone = (re.sub(r"\D", "", number) for number in (self.whatsapp, self.phone))
        return self.phone if digits.endswith(phone) and phone else self.whatsapp or self.phone


Level = Literal["problem", "warning"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line that the remedy of a problem offers to add: for the step, or ``everywhere``, for all pictures."""

    line: Hide | Show
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem or warning. ``line`` 0 is the file as a whole; ``step`` is None outside steps."""

    file: str
    line: int
    message: str
    remedy: str
    level: Level = "problem"
    step: StepNumber | None = None
    secret: bool = False
    """Whether the message may contain private words: then only `check` shows it, and only on the screen."""
    decisions: tuple[Decision, ...] = field(default=(), compare=False)
    """The lines that the remedy names, for programs that can add them."""

    @property
    def sentences(self) -> Message:
        """The message and the remedy."""
        return join(self.message, self.remedy)

    @property
    def line_of_text(self) -> Message:
        """The problem with its place, as the command line shows it: ``tutorial.md:7: step 2: “Join” is not …``."""
        step = "" if self.step is None else Message("step {number}:", number=self.step)
        kind = "" if self.level == "problem" else "warning:"
        place = Message("{file!}:{line}:" if self.line else "{file!}:", file=self.file, line=self.line)
        return join(place, step, kind, self.sentences)

    def __str__(self) -> str:
        return str(self.line_of_text)


Sign = Literal["delete", "pay", "share", "send", "refuse", "lift", "yours", "together"]
"""What a press does where a picture of a finger doesn't tell: it deletes, pays, shares with others, sends or refuses; or the
finger lifts; or the row shows somebody's own name, and the viewer's looks different; or all that is marked is pressed at once."""
Source = Literal["paper", "name", "sticker", "message"]
"""Where the words to type come from: the teacher's paper, one's own or the child's name, a sticker on a device, a message."""


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
class Keep:
    """Something that the enlarged card must show besides the target (a ``keep:`` line)."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class StepNumber:
    """The number of a step as families see it: asides are not counted, and have the number of the step before them.

    ``aside`` counts the asides after that step from 1; it is 0 for the step itself.
    """

    number: int
    aside: int = 0

    def __str__(self) -> str:
        return f"{self.number}?" if self.aside else str(self.number)

    def name(self, step: str = "step", aside: str = "if") -> str:
        """The stem of its files, from the words for a step and an aside: ``step-4``, ``step-4-if``, ``step-4-if-2``."""
        stem = f"{step}-{self.number}"
        if not self.aside:
            return stem
        return f"{stem}-{aside}" if self.aside == 1 else f"{stem}-{aside}-{self.aside}"

    def row(self, key: str) -> dict[str, int | bool]:
        """Its entries in ``pack.json``, the number under ``key``; only asides have more."""
        if not self.aside:
            return {key: self.number}
        return {key: self.number, "aside": True, **({"aside_number": self.aside} if self.aside > 1 else {})}

    @classmethod
    def from_row(cls, row: Mapping[str, Any], key: str) -> StepNumber | None:
        """The inverse of `row`; None for a row without a step."""
        if row.get(key) is None:
            return None
        return cls(row[key], row.get("aside_number", 1) if row.get("aside") else 0)


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
        questions: ``if LANG:`` lines. A step with any is an aside, for those to whom the question applies.
        continues: whether the viewer can't stop after this step: it shares a clip with the next one (``continues: yes``).
        sign: what a press does (``sign:``), or None where the words on the button tell.
        source: where the words to type come from (``source:``), or None.
        keeps: ``keep:`` lines.
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
    questions: tuple[Said, ...] = ()
    continues: bool = False
    sign: Sign | None = None
    source: Source | None = None
    keeps: tuple[Keep, ...] = ()
    oks: tuple[str, ...] = ()
    from_seconds: float | None = None
    to_seconds: float | None = None
    pictures: tuple[LangFile, ...] = ()
    memos: tuple[LangFile, ...] = ()
    line: int = field(default=0, compare=False)
    also_line: int = field(default=0, compare=False)
    continues_line: int = field(default=0, compare=False)

    @property
    def is_aside(self) -> bool:
        """Whether it is an aside, for those to whom its question applies."""
        return bool(self.questions)

    def question(self, lang: str) -> str | None:
        """The question of an aside in ``lang``, or None."""
        return next((said.text for said in self.questions if said.lang == lang), None)

    def said(self, lang: str) -> str | None:
        """The narration typed for ``lang``, or None."""
        return next((said.text for said in self.narration if said.lang == lang), None)

    def memo(self, lang: str) -> str | None:
        """The memo's file name for ``lang``, or None."""
        return next((memo.file for memo in self.memos if memo.lang == lang), None)

    def screenshot(self, lang: str) -> str:
        """The file name of the screenshot that ``lang`` sees."""
        return next((picture.file for picture in self.pictures if picture.lang == lang), self.picture)


@dataclass(frozen=True)
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

    @cached_property
    def numbers(self) -> tuple[StepNumber, ...]:
        """The number of each step. An aside before any step has number 0; that is a problem in the script."""
        numbers: list[StepNumber] = []
        for step in self.steps:
            last = numbers[-1] if numbers else StepNumber(0)
            numbers.append(StepNumber(last.number, last.aside + 1) if step.is_aside else StepNumber(last.number + 1))
        return tuple(numbers)

    @property
    def counted_steps(self) -> int:
        """The number of steps without asides."""
        return sum(not step.is_aside for step in self.steps)

    def title(self, lang: str) -> str:
        """The title in ``lang``. Raises KeyError for a language that is not declared."""
        for said in self.titles:
            if said.lang == lang:
                return said.text
        raise KeyError(lang)

    def why(self, lang: str) -> str | None:
        """The reason for the task, spoken at the start of the video, in ``lang``, or None."""
        return next((said.text for said in self.whys if said.lang == lang), None)
