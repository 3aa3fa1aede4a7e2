"""The values that the parts of annotator speak in: frozen, comparable, without any I/O.

Order of the file is the order of the flow: script, picture, voice, timeline, pack.
Pictures are measured in pixels of the *upright* screenshot, time in seconds, videos at ``FPS`` frames a second,
sound at ``SAMPLE_RATE`` samples a second (mono).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FPS = 15
"""Frames a second: constant, since a varying rate writes a wrong track length."""
WIDTH, HEIGHT = 720, 1280
"""Size of the video in pixels, portrait."""
SAMPLE_RATE = 24_000
"""Samples a second of every clip: the natural voice's own rate, and a whole number (1,600) for each frame."""

Level = Literal["problem", "warning"]
ActionKind = Literal["tap", "hold", "type", "look", "swipe", "scroll", "wait", "listen", "done", "say"]
Direction = Literal["up", "down", "left", "right"]
Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, total)`` with a plain word for the stage, for instance ``("voice", 3, 12)``."""


def no_progress(what: str, done: int, total: int) -> None:
    """The progress callback that shows nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, or to think about, with the line where it stands (0: the file as a whole)."""

    file: str
    line: int
    message: str
    remedy: str
    level: Level = "problem"
    secret: bool = False
    """Whether the message may hold private words: it is then for the screen of `check` alone."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = "" if self.level == "problem" else "warning: "
        return f"{place}: {kind}{self.message} {self.remedy}".rstrip()


# ---------------------------------------------------------------- script


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

    ``direction`` belongs to ``swipe`` and ``scroll``, ``words`` to ``say``; ``target`` is None where the action allows it.
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


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """An engine, or an engine and one of its voices (``kokoro:ef_dora``), and perhaps a speed (1 is the voice's own)."""

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
    """``school.toml``. Paths are absolute and were checked to exist; ``names`` are the roster's lines."""

    name: str = ""
    logo: Path | None = None
    phone: str = ""
    website: str = ""
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


# ---------------------------------------------------------------- picture


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text that OCR read: where, and how sure it is (0..1).

    ``columns`` holds where each character begins, in pixels from the left of the picture, and where the last one ends
    (one more than there are characters); empty where that is not known.
    """

    text: str
    box: Box
    score: float
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A target located on one screenshot, or not.

    ``box`` is the text, icon, point (1×1) or box itself; ``outline`` the element that a finger would press there.
    Both are None where nothing was found; then ``nearest`` has the nearest texts seen. ``matched`` is the text as it
    stands on the screen. ``others`` are further places that match as well: without ``#n`` the target is ambiguous.
    ``counted`` are all places that ``#n`` counts, in that order, where the wording stands inside longer texts too.
    """

    query: Target
    box: Box | None = None
    outline: Box | None = None
    matched: str | None = None
    score: float = 0.0
    others: tuple[Box, ...] = ()
    nearest: tuple[str, ...] = ()
    counted: tuple[Box, ...] = ()

    @property
    def numbered(self) -> tuple[Box, ...]:
        """Every place as ``#n`` counts them; empty where nothing was found."""
        return self.counted or (() if self.box is None else (self.box, *self.others))


@dataclass(frozen=True, slots=True)
class TargetName:
    """How an action's target is called in whatever leaves the computer.

    ``text`` is the wording as it is on the screen, or the invented example in its place; None where it has no name, or
    none that may be told. ``person``: a person's name is there that may not be told.
    """

    text: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A text on a screenshot that may be somebody's name, and that nobody has decided on.

    ``why`` says where it is: part of the ``hidden`` name, or a place where names are.
    """

    text: str
    why: str
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something covered on a screenshot. ``kind``: email, phone, meeting, student-id, name, face or chosen (by ``hide:``)."""

    box: Box
    kind: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A target as it is drawn: its outline, its own text's box, and its number where a step has several marks."""

    outline: Box
    box: Box
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot ready to be drawn: the digest of its file, what is covered on it, and the boxes of its texts.

    The digest stands for the pixels, so that everything made from a screen can be looked up without opening it.
    """

    digest: str
    hidden: tuple[Hidden, ...] = ()
    texts: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What all cards of a tutorial share: colours and pointer."""

    colors: Colors = Colors()
    pointer: Literal["arrow", "hand"] = "arrow"


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step as a picture: the ``whole`` screen ("where am I") or ``close``, the part around the target, enlarged."""

    view: Literal["whole", "close"]
    number: int
    total: int
    screen: Screen
    look: Look
    action: ActionKind | None = None
    direction: Direction | None = None
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleCard:
    """The opening: a familiar face and its name first, the task in a few large words, the finished screen.

    ``language`` is the language's own name; ``facts`` a short line such as "5 pasos · celular Android".
    ``photo`` and ``logo`` are digests of files, or None.
    """

    title: str
    look: Look
    school: str = ""
    person: str = ""
    photo: str | None = None
    logo: str | None = None
    language: str = ""
    facts: str = ""
    platform: str = ""
    screen: Screen | None = None


@dataclass(frozen=True, slots=True)
class RecapItem:
    """A step on the closing card: number, a few words, the close view's screen and marks."""

    number: int
    label: str
    card: StepCard


@dataclass(frozen=True, slots=True)
class EndCard:
    """The closing: the steps once more as small cards, and the person to ask."""

    heading: str
    items: tuple[RecapItem, ...]
    look: Look
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class ChatCard:
    """A step as one picture for a chat, 4:5: number, pictogram and target inside the central square."""

    title: str
    step: StepCard
    caption: Caption


@dataclass(frozen=True, slots=True)
class Film:
    """A part of a recording, ready to be shown at ``FPS``: its digest, how many frames it has, and the size of its last one.

    Its own pictures may be smaller.
    """

    digest: str
    frames: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class GreetingCard:
    """The frame around a person's greeting; ``screen`` is the digest of the film's pictures."""

    screen: str
    look: Look
    school: str = ""
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class FilmCard:
    """A card on which a film runs in the place of its screen, from the film's frame ``moment`` on.

    With ``still`` that one frame stands.
    """

    card: StepCard | GreetingCard
    film: Film
    moment: int = 0
    still: bool = False


Card = StepCard | TitleCard | EndCard | ChatCard | GreetingCard | FilmCard


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands in the caption band: at most two lines; ``chip`` is the button's word in them, ``note`` a small line below."""

    lines: tuple[str, ...]
    chip: str | None = None
    note: str | None = None


# ---------------------------------------------------------------- voice


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound ready to use: a mono 16-bit WAV of ``SAMPLE_RATE``, trimmed, at the common loudness. ``digest`` is of the file."""

    path: Path
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence (or a whole memo) with its sound. ``text`` is what captions show; empty for a memo without words."""

    text: str
    clip: Clip
    memo: bool = False


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """Which voice spoke in a language, for ``pack.json`` and the report. ``memos`` counts sections spoken by a person."""

    engine: str
    voice: str
    version: str
    memos: int = 0


# ---------------------------------------------------------------- timeline


@dataclass(frozen=True, slots=True)
class Section:
    """What the timeline is made from, in order: the title, the steps, the closing.

    ``key`` is ``greeting``, ``title``, ``step-1`` … or ``end``. ``cards`` are shown one after the other (two for a step:
    whole, close; before them the film of a recording).
    """

    key: str
    cards: tuple[Card, ...]
    spoken: tuple[Spoken, ...]
    chip: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption of at most two lines with its start and end, in seconds from the beginning of the video."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sounding:
    """A clip and when it begins, in seconds from the beginning of the video."""

    start: float
    clip: Clip


@dataclass(frozen=True, slots=True)
class Shot:
    """A card with a caption (or none), from ``start`` for ``seconds``; both are whole frames.

    It is one still picture, but for a card on which a film runs: that is another picture in each frame.
    """

    start: float
    seconds: float
    card: Card
    caption: Caption | None

    @property
    def moves(self) -> bool:
        """Whether each of its frames is another picture."""
        return isinstance(self.card, FilmCard) and not self.card.still


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A section on the timeline: one segment of the video. ``start`` and ``seconds`` are whole frames."""

    key: str
    start: float
    seconds: float
    text: str
    shots: tuple[Shot, ...]
    cues: tuple[Cue, ...]
    sounds: tuple[Sounding, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is seen and heard when."""

    sections: tuple[TimedSection, ...]

    @property
    def seconds(self) -> float:
        """Length of the whole, in seconds."""
        return self.sections[-1].start + self.sections[-1].seconds if self.sections else 0.0


# ---------------------------------------------------------------- pack

Kind = Literal["video", "step", "card", "voice", "paper", "message", "captions", "page", "poster", "index", "review"]


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack; ``path`` is relative to the pack with forward slashes."""

    path: str
    kind: Kind
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: int | None = None
