"""Values for a tutorial in one language: its steps, texts and cards, and, once spoken, its timeline."""

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
    StepNumber,
    Timeline,
    TitleCard,
    Tutorial,
    Utterance,
    VoiceUsed,
)
from annotator.pack.scan.step_view import StepScan
from annotator.phrases import Phrasebook, native_name
from annotator.text.slugs import slugify
from annotator.timeline import StepPlan

TITLE, END, GREETING, NOW_YOU = "title", "end", "greeting", "now-you"
"""Keys of spoken texts: the opening, the closing, a person's greeting, and the phrase that ends each step's own clip."""


def step_key(number: StepNumber) -> str:
    """The key of a step's section, and of its narration: ``step-4``, for an aside ``step-4-if``."""
    return number.name()


def step_of_key(number: StepNumber) -> str:
    """The key of the phrase that begins a step's own clip ("Step 3 of 4.")."""
    return f"step-of-{number.number}"


@dataclass(frozen=True)
class SpokenText:
    """A text to speak: its key, its words (empty for a memo without words), and the file name of its memo, if any.

    ``step`` is the number of the step whose narration it is, or None.
    """

    key: str
    text: str
    memo: str | None = None
    step: StepNumber | None = None


@dataclass(frozen=True)
class EditionStep:
    """A step in one language: the script's step, its scanned screenshot, and its texts and cards."""

    number: StepNumber
    step: Step
    scan: StepScan
    text: str
    """The narration: the question of an aside, then as typed, else the phrasebook's sentence; empty for a memo without words."""
    question: str
    """The question of an aside, with which ``text`` begins; empty if it is a step, or has it in a memo alone."""
    verb: str
    """The action in one or two words."""
    label: str
    """The action in a few words, with the button's word if that is short; for small cards."""
    note: str | None
    """The small line with other wordings that a family may see, or None."""
    whole: StepCard
    """The card with the whole screen."""
    close: StepCard
    """The card with the part of the screen around the target, enlarged."""

    @property
    def instruction(self) -> str:
        """The narration without the question."""
        return self.text.removeprefix(self.question).lstrip()

    @property
    def chip(self) -> str | None:
        """The button's word, or None if there is none or it is private."""
        return self.scan.target_name.text


@dataclass(frozen=True)
class Edition:
    """A tutorial in one language. With ``draft``, its video shows only the whole screen of each step."""

    name: str
    """The name of the tutorial's folder."""
    lang: str
    book: Phrasebook
    """The phrases of the language, or borrowed ones if it has none."""
    words_lang: str
    """The language of the labels on pages and hand-outs: ``lang``, or another one if it has none."""
    tutorial: Tutorial
    school: School
    steps: tuple[EditionStep, ...]
    opening: TitleCard
    closing: EndCard
    greeting: FilmCard | None
    greeting_file: str | None
    texts: tuple[SpokenText, ...]
    """The narration of the video: title, steps, closing."""
    clip_phrases: tuple[SpokenText, ...]
    """The phrases spoken before and after each step in its own clip."""
    draft: bool = False

    @property
    def title(self) -> str:
        """The title, as typed in the script."""
        return self.tutorial.title(self.lang)

    @property
    def why(self) -> str:
        """The reason that is said after the title, or an empty string."""
        return self.tutorial.why(self.lang) or ""

    @property
    def stem(self) -> str:
        """The name of the files of the whole tutorial, without a suffix."""
        return slugify(self.title, fallback=self.name)

    @property
    def own_name(self) -> str:
        """The language's name in that language."""
        return native_name(self.lang, dict(self.school.language_names))

    @property
    def device(self) -> str:
        """The device's name in this language, or an empty string."""
        return self.book.device(self.tutorial.device) if self.tutorial.device else ""

    def step(self, number: StepNumber) -> EditionStep:
        """The step with this number. Raises KeyError if there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise KeyError(number)

    def step_file(self, number: StepNumber, suffix: str) -> str:
        """The name of a step's file: ``paso-3.jpg``, for an aside ``paso-3-si.jpg``."""
        return f"{number.name(self.book.step_word, self.book.aside_word)}{suffix}"

    def line(self, step: StepNumber | None = None) -> int:
        """The line of a step in the script; for None, the line of this language's title."""
        if step is not None:
            return self.step(step).step.line
        return next((said.line for said in self.tutorial.titles if said.lang == self.lang), 1)

    def sections(self, sounds: Mapping[str, Sequence[Utterance]]) -> tuple[Section, ...]:
        """The sections of the video. ``sounds`` has the utterances of each by its key; empty for silent sections."""
        result = []
        if self.greeting is not None:
            result.append(Section(GREETING, (self.greeting,), tuple(sounds.get(GREETING, ()))))
        result.append(Section(TITLE, (self.opening,), tuple(sounds.get(TITLE, ()))))
        for step in self.steps:
            key = step_key(step.number)
            utterances = tuple(sounds.get(key, ()))
            result.append(Section(key, self._cards(step), utterances, step.chip, step.note, step.number))
        contact = " · ".join(part for part in (self.school.person, self.school.phone) if part)
        result.append(Section(END, (self.closing,), tuple(sounds.get(END, ())), note=contact or None))
        return tuple(replace(section, lang=self.lang) for section in result)

    def _cards(self, step: EditionStep) -> tuple[StepCard | FilmCard, ...]:
        """The cards of a step: its recording if it is one, the whole screen, and the enlarged part with its marks."""
        film = step.scan.film
        recording = () if film is None else (FilmCard(replace(step.whole, marks=()), film),)
        if self.draft or not step.close.marks:
            return (*recording, step.whole)
        return (*recording, step.whole, step.close)


@dataclass(frozen=True)
class SpokenEdition:
    """An edition with its narration: the utterances of each text by its key, and the voice that was used."""

    edition: Edition
    sounds: Mapping[str, Sequence[Utterance]]
    voice: VoiceUsed

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the video, with their utterances."""
        return self.edition.sections(self.sounds)

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline of the whole video."""
        return timelines.plan(self.sections)

    @cached_property
    def step_plans(self) -> tuple[StepPlan, ...]:
        """The timelines of the steps' own clips."""
        return tuple(
            timelines.plan_step(section, self.before(section.step), self.after)
            for section in self.sections
            if section.step is not None
        )

    def before(self, number: StepNumber) -> Sequence[Utterance]:
        """The phrase at the beginning of a step's own clip."""
        return self.sounds.get(step_of_key(number), ())

    @property
    def after(self) -> Sequence[Utterance]:
        """The phrase at the end of each step's own clip."""
        return self.sounds.get(NOW_YOU, ())
