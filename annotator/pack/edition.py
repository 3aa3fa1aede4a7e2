"""A tutorial in one language, worked out once: its steps, words and cards; and, when it is spoken, its timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotator import timeline as timelines
from annotator import typeface
from annotator.model import (
    Action,
    EndCard,
    FilmCard,
    GreetingCard,
    LangFile,
    Marked,
    RecapItem,
    School,
    Section,
    Step,
    StepCard,
    Theme,
    Timeline,
    TitleCard,
    Tutorial,
    Utterance,
    VoiceUsed,
)
from annotator.pack.belongings import Belongings
from annotator.pack.reading import Script
from annotator.pack.scan.step_view import SeenStep
from annotator.phrases import Phrasebook, is_link, own_name, phrasebook
from annotator.text.slugs import slug
from annotator.timeline import StepPlan

TITLE, END, GREETING, NOW_YOU = "title", "end", "greeting", "now-you"
"""The keys of what is said: in the opening, the closing, a person's greeting, and at the end of each step's own clip."""
_LABEL_CHARS = 12
_NOTE_CHARS = 34
"""A longer wording would be too small to be read there."""


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
    """The language of the phrases: ``lang``, or the one that they are borrowed from."""
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
        return slug(self.title, fallback=self.name)

    @property
    def own_name(self) -> str:
        """The language's name in that language."""
        return own_name(self.lang, dict(self.school.language_names))

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
        return tuple(result)

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


def edition_of(
    script: Script, lang: str, seen: Sequence[SeenStep], belongings: Belongings, *, draft: bool = False
) -> Edition:
    """Work a tutorial out in one language; ``seen`` has an entry for each of its steps."""
    tutorial, school = script.tutorial, script.school
    words_lang = lang if phrasebook(lang).own else _lender(tutorial)
    book = phrasebook(lang, words_lang)
    theme = Theme(school.colors, school.pointer)
    steps = tuple(
        _step(number, step, saw, len(tutorial.steps), book, theme)
        for number, (step, saw) in enumerate(zip(tutorial.steps, seen, strict=True), start=1)
    )
    film = belongings.greetings.get(lang)
    return Edition(
        name=script.name,
        lang=lang,
        book=book,
        words_lang=words_lang,
        tutorial=tutorial,
        school=school,
        steps=steps,
        opening=_opening(script, lang, book, theme, belongings, steps),
        closing=_closing(book, theme, belongings, steps),
        greeting=FilmCard(GreetingCard(film.digest, theme, school.name, belongings.logo), film) if film else None,
        greeting_file=_file(tutorial.greetings, lang) if film else None,
        texts=_texts(script, lang, book, steps),
        around=_around(book, len(steps)),
        draft=draft,
    )


def closing_text(school: School, book: Phrasebook) -> str:
    """The words of the closing: done, what to do if the screen looks different, who answers, and the phone."""
    parts = [book.fixed("end"), book.fixed("different"), book.fixed("send")]
    if school.person:
        person = book.person(school.person)
        own_names = dict(school.language_names)
        languages = book.list_or([book.language(lang, own_names) for lang in school.person_languages])
        sentence = book.fixed("answers-in", person=person, languages=languages) if languages else ""
        parts.append(sentence or book.fixed("answers", person=person))
    if school.phone:
        parts.append(book.fixed("call", phone=school.phone) + ".")
    return " ".join(parts)


def _lender(tutorial: Tutorial) -> str:
    """The language whose phrases one without its own borrows: the tutorial's first that has some."""
    return next((lang for lang in tutorial.languages if phrasebook(lang).own), "es")


def _texts(script: Script, lang: str, book: Phrasebook, steps: Sequence[EditionStep]) -> tuple[SpokenText, ...]:
    tutorial = script.tutorial
    memo = _file(tutorial.title_memos, lang)
    title = " ".join(part for part in (_sentence(tutorial.title(lang)), tutorial.why(lang)) if part)
    opening = SpokenText(TITLE, title if book.own or memo else "", memo)
    narrations = (SpokenText(step_key(s.number), s.text, s.step.memo(lang), s.number) for s in steps)
    closing = closing_text(script.school, book) if book.own else ""
    return (opening, *narrations, SpokenText(END, closing, _file(tutorial.end_memos, lang)))


def _around(book: Phrasebook, total: int) -> tuple[SpokenText, ...]:
    if not book.own:  # no voice speaks the language
        return ()
    numbers = range(1, total + 1)
    counted = (SpokenText(step_of_key(n), book.fixed("step-of", number=n, total=total)) for n in numbers)
    return (*counted, SpokenText(NOW_YOU, book.fixed("now-you")))


def _step(number: int, step: Step, seen: SeenStep, total: int, book: Phrasebook, theme: Theme) -> EditionStep:
    whole = _whole_card(number, step, seen, total, theme)
    return EditionStep(
        number=number,
        step=step,
        seen=seen,
        text=_step_text(step, seen, book),
        verb=book.short(step.action),
        label=_label(step.action, seen.called.text, book),
        note=_also_note(seen, book),
        whole=whole,
        close=replace(whole, view="close"),
    )


def _step_text(step: Step, seen: SeenStep, book: Phrasebook) -> str:
    typed = step.said(book.lang)
    if not typed and book.own and step.action is not None:
        return book.sentence(step.action, seen.called)
    return typed or ""


def _whole_card(number: int, step: Step, seen: SeenStep, total: int, theme: Theme) -> StepCard:
    founds = [found for found in (seen.action, *seen.marks) if found is not None]
    several = len(founds) > 1
    marks = tuple(
        Marked(found.outline or found.box, found.box, number=position if several else None)
        for position, found in enumerate(founds, start=1)
        if found.box is not None
    )
    action = step.action
    return StepCard(
        view="whole",
        number=number,
        total=total,
        screen=seen.screen,
        look=theme,
        action=action.kind if action else None,
        direction=action.direction if action else None,
        marks=marks,
    )


def _opening(
    script: Script, lang: str, book: Phrasebook, theme: Theme, belongings: Belongings, steps: Sequence[EditionStep]
) -> TitleCard:
    tutorial, school = script.tutorial, script.school
    facts = [book.fixed("steps-one") if len(steps) == 1 else book.fixed("steps", number=len(steps))]
    if tutorial.device:
        facts.append(book.device(tutorial.device))
    return TitleCard(
        title=tutorial.title(lang),
        look=theme,
        school=school.name,
        person=school.person,
        photo=belongings.photo,
        logo=belongings.logo,
        language=own_name(lang, dict(school.language_names)),
        facts=" · ".join(facts),
        platform=tutorial.platform or "",
        screen=steps[-1].seen.screen if steps else None,
    )


def _closing(book: Phrasebook, theme: Theme, belongings: Belongings, steps: Sequence[EditionStep]) -> EndCard:
    items = tuple(RecapItem(step.number, step.label, step.close) for step in steps)
    return EndCard(book.fixed("end"), items, theme, belongings.photo)


def _label(action: Action | None, wording: str | None, book: Phrasebook) -> str:
    short = book.short(action)
    if not wording or action is None or action.kind != "tap":
        return short
    if is_link(wording):
        return str(book.table["short"]["link"])
    return f"{short} {wording}" if len(wording) <= _LABEL_CHARS else short


def _also_note(seen: SeenStep, book: Phrasebook) -> str | None:
    unique = [w for w in dict.fromkeys(seen.also) if len(w) <= _NOTE_CHARS and not typeface.undrawable(w)]
    return book.fixed("also", words=", ".join(unique)) if unique else None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _file(files: Sequence[LangFile], lang: str) -> str | None:
    return next((item.file for item in files if item.lang == lang), None)
