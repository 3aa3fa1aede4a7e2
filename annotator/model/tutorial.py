"""A script as values, so that no room but ``script`` deals with its text.

``- tap: Join`` in line 7 of ``tutorial.md`` is ``Action("tap", TextTarget(("Join",)), line=7)``. The ``line`` of a script's
value is a line number in ``tutorial.md``, for messages; it is not compared.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from annotator.model.actions import ActionKind, Direction
from annotator.model.step_number import StepNumber
from annotator.model.targets import Target

Sign = Literal["delete", "pay", "share", "send", "refuse", "lift", "yours", "together"]
"""The effect of a press that a picture of a finger doesn't show: it deletes, pays, shares with others, sends or refuses; or the
finger lifts; or the viewer's row has another name than the one on the picture; or all marked buttons are pressed at once."""
Source = Literal["paper", "name", "sticker", "message"]
"""The source of the words to type: the teacher's paper, the parent's or child's name, a sticker on a device, a message."""


@dataclass(frozen=True, slots=True)
class Action:
    """The viewer's action in a step: ``- swipe: left Inbox`` is ``Action("swipe", TextTarget(("Inbox",)), "left")``.

    Its kind decides which of ``target``, ``direction`` and ``words`` it has (``ActionTraits.takes``).
    """

    kind: ActionKind
    target: Target | None = None
    direction: Direction | None = None
    words: str | None = None
    line: int = field(default=0, compare=False)
    guess: bool = False
    """Whether it is a guess, ``- tap?: Join``, that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An additional mark on the screenshot: ``- mark: 50% 30%`` is ``Mark(PointTarget(50.0, 30.0))``."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Hide:
    """A text or place to cover: ``- hide: Ana Luz = Luna`` is ``Hide(TextTarget(("Ana Luz",)), "Luna")``.

    Attributes:
        target: the text or place.
        example: an invented text to write over it, or None.
        line: the line number; not compared.
        guess: whether it is a guess, ``- hide?: Ana Luz``, that nobody has looked at yet.
    """

    target: Target
    example: str | None = None
    line: int = field(default=0, compare=False)
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """A text or place to leave visible although it looks private: ``- show: 410-555-0100``."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Keep:
    """A text or place that the enlarged card must show besides the target: ``- keep: Zoom Workplace``."""

    target: Target
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language, as typed: ``- es: Toque Unirse.`` is ``Said("es", "Toque Unirse.")``.

    It is a title, a reason (``why``), a question (``if``), or the narration of a step.
    """

    lang: str
    text: str
    line: int = field(default=0, compare=False)
    guess: bool = False
    """Whether it is a guess, ``# es?: Entrar a la clase``, that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class LangFile:
    """A memo, screenshot or greeting for one language, found by its name: ``LangFile("es", "03-unirse.es.m4a")``."""

    lang: str
    file: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that some families have: ``- phone: iphone = iPhone`` is ``Phone("iphone", "iPhone")``.

    Attributes:
        word: its word in the names of files and in lines.
        name: its name for families.
        line: the line number; not compared.
    """

    word: str
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """The lines of a step about its picture on another phone, with that phone's word before their colon.

    ``- tap iphone: Entrar`` is ``Variant("iphone", Action("tap", TextTarget(("Entrar",))))``; its other fields are as in `Step`,
    but ``line`` is the number of the first of its lines.
    """

    phone: str
    action: Action | None = None
    narration: tuple[Said, ...] = ()
    marks: tuple[Mark, ...] = ()
    hides: tuple[Hide, ...] = ()
    shows: tuple[Show, ...] = ()
    also: tuple[str, ...] = ()
    keeps: tuple[Keep, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PhoneFiles:
    """The files of a step for another phone, found by their names beside its picture.

    ``03-unirse.iphone.png`` beside ``03-unirse.png`` is ``PhoneFiles("iphone", "03-unirse.iphone.png")``; ``pictures`` and
    ``memos`` are as in `Step`.
    """

    phone: str
    picture: str
    pictures: tuple[LangFile, ...] = ()
    memos: tuple[LangFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step: a screenshot or recording, an action, and a few short sentences in each language.

    The lines ``![](03.png)``, ``- tap: Join`` and ``- es: Toque Unirse.`` become
    ``Step("03.png", Action("tap", TextTarget(("Join",))), (Said("es", "Toque Unirse."),))``.

    Attributes:
        picture: the name of the screenshot's or recording's file ("03.png").
        action: the viewer's action; None if the script has none.
        narration: the text for each language, in the order of the titles.
        marks: additional marks (``mark:`` lines).
        hides: texts and places to cover (``hide:`` lines).
        shows: texts and places to leave visible (``show:`` lines).
        also: other wordings of the target that a family may see (``also:`` lines).
        questions: the question for each language (``if LANG:`` lines). A step with any is an aside, for those to whom the
            question applies.
        continues: whether the viewer can't stop after this step: it shares a clip with the next one (``continues: yes``).
        sign: the effect of the press (``sign:``), or None.
        source: the source of the words to type (``source:``), or None.
        keeps: other things that the enlarged card must show (``keep:`` lines).
        oks: the reasons for accepting the warnings about the step (``ok:`` lines).
        from_seconds: the start of the part of a recording to show; None for its beginning.
        to_seconds: the end of that part; None for the recording's end.
        variants: the lines about its pictures on other phones (``tap iphone:``).
        pictures: the screenshots for single languages, found beside ``picture`` (``03-x.es.png``).
        memos: the recordings of the narration, found beside ``picture`` (``03-x.es.m4a``).
        phone_files: the pictures and memos of other phones, found beside ``picture`` (``03-x.iphone.png``).
        line: the line number of the picture; not compared.
        also_line: the line number of the first ``also:``, or else of the picture; not compared.
        continues_line: the line number of ``continues:``, or else of the picture; not compared.
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
    variants: tuple[Variant, ...] = ()
    pictures: tuple[LangFile, ...] = ()
    memos: tuple[LangFile, ...] = ()
    phone_files: tuple[PhoneFiles, ...] = ()
    line: int = field(default=0, compare=False)
    also_line: int = field(default=0, compare=False)
    continues_line: int = field(default=0, compare=False)

    @property
    def is_guess(self) -> bool:
        """Whether something in it is a guess that nobody has looked at yet."""
        return any(
            line.guess
            for part in self.parts
            for line in (*part.narration, *part.hides, *((part.action,) if part.action else ()))
        )

    @property
    def parts(self) -> tuple[Step | Variant, ...]:
        """Its own lines, and those about its pictures on other phones."""
        return (self, *self.variants)

    @property
    def all_pictures(self) -> tuple[str, ...]:
        """The file names of its pictures, with those for single languages and other phones."""
        shown: tuple[Step | PhoneFiles, ...] = (self, *self.phone_files)
        names: list[str] = []
        for files in shown:
            names += [files.picture, *(picture.file for picture in files.pictures)]
        return tuple(names)

    @property
    def all_memos(self) -> tuple[LangFile, ...]:
        """Its memos, with those for other phones."""
        return (*self.memos, *(memo for files in self.phone_files for memo in files.memos))

    @property
    def is_aside(self) -> bool:
        """Whether it is an aside, for those to whom its question applies."""
        return bool(self.questions)

    def question(self, lang: str) -> str | None:
        """The question of an aside in ``lang``, or None."""
        return next((question.text for question in self.questions if question.lang == lang), None)

    def said(self, lang: str) -> str | None:
        """The narration typed for ``lang``, or None."""
        return next((text.text for text in self.narration if text.lang == lang), None)

    def memo(self, lang: str) -> str | None:
        """The memo's file name for ``lang``, or None."""
        return next((memo.file for memo in self.memos if memo.lang == lang), None)

    def screenshot(self, lang: str) -> str:
        """The file name of the screenshot that ``lang`` sees."""
        return next((picture.file for picture in self.pictures if picture.lang == lang), self.picture)


@dataclass(frozen=True)
class Tutorial:
    """The contents of ``tutorial.md``, with the files found by name beside it.

    ``Tutorial((Said("es", "Entrar a la clase"),), (Step("01.png"), Step("02.png")), platform="Zoom")``

    Attributes:
        titles: the title in each language; they declare the languages, in order.
        steps: the steps and asides, in order.
        whys: the reason to watch, in each language.
        device: the device on the pictures as typed ("Android phone"), or None.
        checked: the day when somebody last tried the steps, or None.
        platform: the program or website ("Zoom"), or None.
        phones: the phones of which there are pictures; the first is that of the steps' own pictures.
        hides: texts to cover on every picture.
        shows: texts to leave visible on every picture.
        oks: the reasons for accepting the warnings about the tutorial as a whole.
        title_memos: the recordings for the opening (``title.es.m4a``).
        end_memos: the recordings for the closing (``end.es.m4a``).
        greetings: the films in which a person greets the families (``saludo.es.mp4``).
    """

    titles: tuple[Said, ...]
    steps: tuple[Step, ...]
    whys: tuple[Said, ...] = ()
    device: str | None = None
    checked: datetime.date | None = None
    platform: str | None = None
    phones: tuple[Phone, ...] = ()
    hides: tuple[Hide, ...] = ()
    shows: tuple[Show, ...] = ()
    oks: tuple[str, ...] = ()
    title_memos: tuple[LangFile, ...] = ()
    end_memos: tuple[LangFile, ...] = ()
    greetings: tuple[LangFile, ...] = ()
    fact_lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The number of the first line above the first picture with each keyword, such as ``device``."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The declared languages, in the order of their headings."""
        return tuple(title.lang for title in self.titles)

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
        return {title.lang: title.text for title in self.titles}[lang]

    def why(self, lang: str) -> str | None:
        """The reason to watch, in ``lang``, or None."""
        return next((why.text for why in self.whys if why.lang == lang), None)
