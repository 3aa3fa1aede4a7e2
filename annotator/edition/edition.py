"""Hold a tutorial in one language as plain values, from which products take their words and cards.

An `Edition` has no sounds yet; a `spoken_edition.SpokenEdition` adds them, and with them the times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.edition.scan.step_view import StepScan
from annotator.model.actions import ACTIONS
from annotator.model.cards import EndCard, FilmCard, StepCard, TitleCard
from annotator.model.results import Section, Utterance
from annotator.model.school import School
from annotator.model.step_number import StepNumber
from annotator.model.tutorial import Phone, Step, Tutorial
from annotator.phrases import Phrasebook, native_name
from annotator.text.slugs import slugify
from annotator.timeline import NextScreen, captions

TITLE, END, PHONE, GREETING = "title", "end", "phone", "greeting"
"""Keys of spoken texts: the opening, the closing, its phone number, and a person's greeting."""
NOW_YOU, RAISE_HAND = "now-you", "raise-hand"
"""Keys of the phrases after a step that the viewer can do: at the end of its clip, and in a meeting with families."""
PRACTICE_BEGIN, PRACTICE_DONE, PRACTICE_TELL = "practice-begin", "practice-done", "practice-tell"
"""Keys of the phrases of the practice page: where it begins, at its end, and of its links to tell the school."""
PHRASE_KEYS = (NOW_YOU, RAISE_HAND, PRACTICE_BEGIN, PRACTICE_DONE, PRACTICE_TELL)


def step_key(number: StepNumber, phone: str = "") -> str:
    """The key of a step's section, and of its narration: ``step-4``, ``step-4-if`` (an aside), ``step-4-iphone``."""
    return "-".join(filter(None, (number.name(), phone)))


def step_of_key(number: StepNumber) -> str:
    """The key of the phrase at the beginning of a step's clip ("Step 3 of 4.")."""
    return f"step-of-{number.number}"


@dataclass(frozen=True)
class SpokenText:
    """A text to speak, as in ``SpokenText("step-3", "Toque el botón azul que dice Unirse.", None, StepNumber(3))``.

    Attributes:
        key: its key among the texts of the edition: ``title``, ``step-3``, ``step-of-3``, ``now-you``.
        text: its words; empty for a memo without words, or where nothing is said.
        memo: the file name of the recording in its place, or None.
        step: the number of the step that it narrates, or None.
    """

    key: str
    text: str
    memo: str | None = None
    step: StepNumber | None = None


@dataclass(frozen=True)
class EditionStep:
    """A step in one language: the script's step, its scanned screenshot, and its texts and cards.

    ``- tap: Unirse | Join`` on 03.png, in Spanish, has the text "Toque el botón azul que dice Unirse.", no question, the verb
    "Toque", the label "Toque Unirse", and "O dice:" with "Join" for phones in English.
    """

    number: StepNumber
    """Its number as families see it."""
    step: Step
    """The step of the script; of another phone's edition, as it is on that phone."""
    scan: StepScan
    """What was found and covered on its picture."""
    text: str
    """The narration: the question of an aside, then the typed sentence, else the language's own phrase; empty without these."""
    question: str
    """The question of an aside, with which ``text`` begins; empty for a step, or if none is typed in this language."""
    verb: str
    """The action in one or two words ("Toque"), or a gesture of the fingers in a few."""
    label: str
    """The action in a few words, with the button's word if that is short ("Toque Unirse"); for small cards."""
    or_says: str
    """The words before ``other``: "O dice:"."""
    other: str | None
    """The button's other words, which a family may see on another phone ("Join"), or None."""
    whole: StepCard
    """The card with the whole screen."""
    close: StepCard
    """The card with the part of the screen around the target, enlarged."""

    @property
    def note(self) -> str | None:
        """The line with the button's other word ("O dice: Join"), or None; as in captions, only beside its own."""
        named = self.chip and captions.find_chip(self.instruction, self.chip)
        return f"{self.or_says} {self.other}" if self.other and named else None

    @property
    def ends_action(self) -> bool:
        """Whether the viewer can do it and stop then. An aside isn't for everyone, so nobody is asked to do it."""
        action = self.step.action
        return action is not None and ACTIONS[action.kind].now_you and not self.step.is_aside

    @property
    def instruction(self) -> str:
        """The narration without the question."""
        return self.text.removeprefix(self.question).lstrip()

    @property
    def chip(self) -> str | None:
        """The button's word, or the example in place of a private one; None if there is none."""
        return self.scan.target_name.text


@dataclass(frozen=True)
class Edition:
    """A tutorial in one language. With ``draft``, its video enlarges no part of a screen.

    The Spanish edition of ``join-class-on-zoom`` has ``lang`` "es", the title "Entrar a la clase por Zoom", a step for each
    picture (and aside) of the script, and texts with the keys ``title``, ``step-1`` … ``end``.
    """

    name: str
    """The name of the tutorial's folder."""
    lang: str
    """The language's tag: "es", "zh-Hant"."""
    book: Phrasebook
    """The phrases of the language, or borrowed ones if it has none."""
    words_lang: str
    """The language of the labels on pages and hand-outs: ``lang``, or another one if it has none."""
    tutorial: Tutorial
    """The script."""
    school: School
    """The settings of the school."""
    steps: tuple[EditionStep, ...]
    """The steps and asides, in order."""
    opening: TitleCard
    """The card of the title."""
    closing: EndCard
    """The card with all steps and whom to ask."""
    greeting: FilmCard | None
    """The card of the person's filmed greeting, or None."""
    greeting_file: str | None
    """The file name of that film in the tutorial's folder, or None."""
    texts: tuple[SpokenText, ...]
    """The narration of the video: title, steps, closing, phone number; of another phone's edition, only what differs."""
    phrases: tuple[SpokenText, ...]
    """The phrases before and after the steps in their clips ("Paso 3 de 4."), in a meeting, and on the practice page."""
    draft: bool = False
    phone: Phone | None = None
    """The phone that it is for; None for that of the tutorial's own pictures."""
    phones: tuple[Edition, ...] = ()
    """The editions for the tutorial's other phones; their steps are its own where such a phone has no picture."""

    @property
    def word(self) -> str | None:
        """The word of the phone that it is for, or None."""
        return self.phone.word if self.phone else None

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
        device = self.phone.name if self.phone else self.tutorial.device
        return self.book.device(device) if device else ""

    def list_cards(self) -> Iterator[tuple[Edition, EditionStep]]:
        """Its steps, then those that other phones don't share with it; each with its edition."""
        yield from ((self, step) for step in self.steps)
        for other in self.phones:
            yield from ((other, step) for step, first in zip(other.steps, self.steps, strict=True) if step is not first)

    def step(self, number: StepNumber) -> EditionStep:
        """The step with this number. Raises KeyError if there is none."""
        return {step.number: step for step in self.steps}[number]

    def step_file(self, number: StepNumber, suffix: str) -> str:
        """The name of a step's file: ``paso-3.jpg``, for an aside ``paso-3-si.jpg``, for a phone ``paso-3-iphone.jpg``."""
        stem = number.name(self.book.file_word("step"), self.book.file_word("aside"))
        return f"{stem}-{self.word}{suffix}" if self.word else f"{stem}{suffix}"

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
            section = Section(key, self._cards(step), utterances, step.chip, step=step.number)
            result.append(replace(section, or_says=step.or_says, other=step.other, question=step.question))
        result.append(self._closing_section(sounds))
        return tuple(replace(section, lang=self.lang) for section in result)

    @property
    def clips(self) -> tuple[tuple[EditionStep, ...], ...]:
        """The steps of each clip: one, or several that can't be left. An aside has a clip of its own, also between these."""
        clips: list[list[EditionStep]] = []
        chain: list[EditionStep] = []
        for step in self.steps:
            if chain and chain[-1].step.continues and not step.step.is_aside:
                chain.append(step)
                continue
            clips.append([step])
            if not step.step.is_aside:
                chain = clips[-1]
        return tuple(map(tuple, clips))

    @property
    def pauses(self) -> frozenset[StepNumber]:
        """The steps after which viewers can do what they saw: where their clips say "now you"."""
        return frozenset(steps[-1].number for steps in self.clips if steps[-1].ends_action)

    def next_screen(self, last: EditionStep) -> NextScreen | None:
        """The picture at the end of a clip: the screen of the step after ``last``, its last step, without marks.

        None after an aside or the last step, or if that screen is the same one, or another device's.
        """
        following = next((step for step in self.steps if step.number == StepNumber(last.number.number + 1)), None)
        if last.step.is_aside or following is None or following.scan.file == last.scan.file:
            return None
        if following.whole.screen.kind.device != last.whole.screen.kind.device:
            return None
        card = StepCard("whole", last.number, last.whole.total, following.whole.screen, last.whole.theme)
        film = following.scan.film
        return NextScreen(FilmCard(card, film, still=True) if film else card, self.book.fixed("next"), self.lang)

    def _closing_section(self, sounds: Mapping[str, Sequence[Utterance]]) -> Section:
        """The closing, with the person and number to ask below it; the number is left out while a caption shows it."""
        person, phone = self.school.person, self.school.help_number
        number = tuple(sounds.get(PHONE, ()))
        return Section(
            END,
            (self.closing,),
            (*sounds.get(END, ()), *number),
            note=" · ".join(part for part in (person, phone) if part) or None,
            optional=number,
            optional_note=person or None,
        )

    def _cards(self, step: EditionStep) -> tuple[StepCard | FilmCard, ...]:
        """The cards of a step: its recording if it is one, the whole screen, and the enlarged part if there is one."""
        film = step.scan.film
        recording = () if film is None else (FilmCard(replace(step.whole, marks=()), film),)
        from annotator.cards.plan import framing  # loads OpenCV

        if self.draft or not framing.enlarges(step.close):
            return (*recording, step.whole)
        return (*recording, step.whole, step.close)
