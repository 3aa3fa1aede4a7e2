"""A tutorial in one language, worked out once: its steps, words and cards; and, when it is spoken, its timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotator import timeline as timelines
from annotator.model import (
    EndCard,
    FilmCard,
    School,
    Section,
    Step,
    StepCard,
    Timeline,
    TitleCard,
    Tutorial,
    Utterance,
    VoiceUsed,
)
from annotator.pack.scan.step_view import SeenStep
from annotator.phrases import Phrasebook, native_name
from annotator.text.slugs import slugify
from annotator.timeline import StepPlan

TITLE, END, GREETING, NOW_YOU = "title", "end", "greeting", "now-you"
"""The keys of what is said: in the opening, the closing, a person's greeting, and at the end of each step's own clip."""


def step_key(number: int) -> str:
    """The key of a step's section, and of what is said in it."""
    return f"step-{number}"


def step_of_key(number: int) -> str:
    """The key of what is said at the beginning of a step's own clip ("Step 3 of 4.")."""
    return f"step-of-{number}"


@dataclass(frozen=True)
class SpokenText:
    """What is said under one key: ``text`` (empty for a memo without words), and perhaps a memo's file name.

    ``step`` is the number of the step that it belongs to, or None.
    """

    key: str
    text: str
    memo: str | None = None
    step: int | None = None


@dataclass(frozen=True)
class EditionStep:
    """A step as one language has it: what the script says, what was seen, and what a family reads, hears and sees."""

    number: int
    step: Step
    seen: SeenStep
    text: str
    """The narration: as typed, else the phrasebook's sentence; empty for a memo without words."""
    verb: str
    """One or two words for the action."""
    label: str
    """A few words for a small card: the action, with the button's word where it is short."""
    note: str | None
    """The small line with other wordings that a family may see."""
    whole: StepCard
    close: StepCard

    @property
    def chip(self) -> str | None:
        """The button's word, as everybody may read it."""
        return self.seen.called.text


@dataclass(frozen=True)
class Edition:
    """A tutorial in one language. A ``draft`` shows only the whole screen of each step."""

    name: str
    """The name of the tutorial's folder."""
    lang: str
    book: Phrasebook
    """The phrases of the language; one without its own borrows another's."""
    words_lang: str
    """The language of the words on pages and hand-outs: ``lang``, or the one that they are borrowed from."""
    tutorial: Tutorial
    school: School
    steps: tuple[EditionStep, ...]
    opening: TitleCard
    closing: EndCard
    greeting: FilmCard | None
    greeting_file: str | None
    texts: tuple[SpokenText, ...]
    """What is said in the video: title, steps, closing."""
    around: tuple[SpokenText, ...]
    """What is said before and after each step in its own clip."""
    draft: bool = False

    @property
    def title(self) -> str:
        """The title, as typed."""
        return self.tutorial.title(self.lang)

    @property
    def why(self) -> str:
        """The reason that opens the video, or nothing."""
        return self.tutorial.why(self.lang) or ""

    @property
    def stem(self) -> str:
        """How the files of the whole tutorial are named, without a suffix."""
        return slugify(self.title, fallback=self.name)

    @property
    def own_name(self) -> str:
        """The language's name in that language."""
        return native_name(self.lang, dict(self.school.language_names))

    @property
    def device(self) -> str:
        """The device's name in this language, or nothing."""
        return self.book.device(self.tutorial.device) if self.tutorial.device else ""

    def step_file(self, number: int, suffix: str) -> str:
        """The name of a step's file: ``paso-3.jpg``."""
        return f"{self.book.step_word}-{number}{suffix}"

    def line(self, step: int | None = None) -> int:
        """The line of the script that a remark about a step, or about the whole in this language, belongs to."""
        if step is not None:
            return self.tutorial.steps[step - 1].line
        return next((said.line for said in self.tutorial.titles if said.lang == self.lang), 1)

    def sections(self, sounds: Mapping[str, Sequence[Utterance]]) -> tuple[Section, ...]:
        """The sections of the video; ``sounds`` has what is heard in each by its key."""
        result = []
        if self.greeting is not None:
            result.append(Section(GREETING, (self.greeting,), tuple(sounds.get(GREETING, ()))))
        result.append(Section(TITLE, (self.opening,), tuple(sounds.get(TITLE, ()))))
        for step in self.steps:
            key = step_key(step.number)
            heard = tuple(sounds.get(key, ()))
            result.append(Section(key, self._cards(step), heard, step.chip, step.note, step.number))
        contact = " · ".join(part for part in (self.school.person, self.school.phone) if part)
        result.append(Section(END, (self.closing,), tuple(sounds.get(END, ())), note=contact or None))
        return tuple(replace(section, lang=self.lang) for section in result)

    def _cards(self, step: EditionStep) -> tuple[StepCard | FilmCard, ...]:
        film = step.seen.film
        moving = () if film is None else (FilmCard(replace(step.whole, marks=()), film),)
        return (*moving, step.whole) if self.draft or not step.close.marks else (*moving, step.whole, step.close)


@dataclass(frozen=True)
class SpokenEdition:
    """An edition with its sounds: ``sounds`` has those of each section by its key, ``voice`` says who spoke."""

    edition: Edition
    sounds: Mapping[str, Sequence[Utterance]]
    voice: VoiceUsed

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the video, with their sounds."""
        return self.edition.sections(self.sounds)

    @cached_property
    def timeline(self) -> Timeline:
        """What is seen and heard when in the whole video."""
        return timelines.plan(self.sections)

    @cached_property
    def step_plans(self) -> tuple[StepPlan, ...]:
        """Each step by itself, to be sent as a message."""
        return tuple(
            timelines.plan_step(section, self.before(section.step), self.after)
            for section in self.sections
            if section.step is not None
        )

    def before(self, number: int) -> Sequence[Utterance]:
        """What is said at the beginning of a step's own clip."""
        return self.sounds.get(step_of_key(number), ())

    @property
    def after(self) -> Sequence[Utterance]:
        """What is said at the end of each step's own clip."""
        return self.sounds.get(NOW_YOU, ())
