"""Turns a survey into what is said and shown: the sentences of each section, and its cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator import languages, typeface
from annotator.model import (
    ACTIONS,
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
    TitleCard,
    Utterance,
)
from annotator.pack.scan import SeenStep
from annotator.pack.survey import Survey
from annotator.phrases import Phrasebook, is_link, own_name, phrasebook

_LABEL_CHARS = 12
_NOTE_CHARS = 34
"""A longer wording would stand there too small to be read."""


@dataclass(frozen=True)
class EditionWords:
    """What is said in one section: ``text`` (empty for a memo without words), and perhaps a memo's file name."""

    key: str
    text: str
    memo: str | None = None


def book_for(survey: Survey, lang: str) -> Phrasebook:
    """The phrasebook of a language; one without its own borrows that of the tutorial's first language that has one."""
    return phrasebook(lang, languages.lender(lang, survey.tutorial.languages, "phrases.toml"))


def words(survey: Survey, lang: str) -> tuple[EditionWords, ...]:
    """What is said in ``lang``, section by section: title, steps, closing."""
    tutorial, book = survey.tutorial, book_for(survey, lang)
    title_memo = _file(tutorial.title_memos, lang)
    end_memo = _file(tutorial.end_memos, lang)
    opening = " ".join(part for part in (_sentence(tutorial.title(lang)), tutorial.why(lang)) if part)
    speaks = book.speaks
    result = [EditionWords("title", opening, title_memo)] if speaks or title_memo else [EditionWords("title", "")]
    for number, (step, seen) in enumerate(zip(tutorial.steps, survey.seen[lang], strict=True), start=1):
        result.append(EditionWords(f"step-{number}", step_text(step, seen, book) or "", step.memo(lang)))
    closing = closing_text(survey.school, book) if speaks else ""
    result.append(EditionWords("end", closing, end_memo))
    return tuple(result)


GREETING = "greeting"
"""The key of a person's greeting, which opens the video."""
NOW_YOU = "now-you"
"""The key of what is said at the end of each step's own clip."""


def step_of(number: int) -> str:
    """The key of what is said at the beginning of a step's own clip."""
    return f"step-of-{number}"


def clip_words(survey: Survey, lang: str) -> tuple[EditionWords, ...]:
    """What is said around each step in its own clip; nothing in a language without a phrasebook, which no voice speaks."""
    book = phrasebook(lang)
    if not book.speaks:
        return ()
    total = len(survey.tutorial.steps)
    counted = [EditionWords(step_of(n), book.fixed("step-of", number=n, total=total)) for n in range(1, total + 1)]
    return (*counted, EditionWords(NOW_YOU, book.fixed("now-you")))


def step_text(step: Step, seen: SeenStep, book: Phrasebook) -> str | None:
    """The narration of a step: as typed, else the phrasebook's sentence for its action, else None."""
    typed = step.said(book.lang)
    if typed:
        return typed
    if book.speaks and step.action is not None:
        return book.sentence(step.action, seen.called)
    return None


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


def sections(
    survey: Survey, lang: str, spoken: Mapping[str, Sequence[Utterance]], *, draft: bool = False
) -> tuple[Section, ...]:
    """The sections of the video in ``lang``; ``spoken`` has the sound of each section by its key.

    A ``draft`` has only the whole-screen card of each step.
    """
    tutorial, school, book = survey.tutorial, survey.school, book_for(survey, lang)
    result = []
    if (film := survey.greetings.get(lang)) is not None:
        card = FilmCard(GreetingCard(film.digest, look(school), school.name, survey.logo), film)
        result.append(Section(GREETING, (card,), tuple(spoken.get(GREETING, ()))))
    result += [Section("title", (title_card(survey, lang),), tuple(spoken.get("title", ())))]
    for number, (step, seen) in enumerate(zip(tutorial.steps, survey.seen[lang], strict=True), start=1):
        whole, close = step_cards(survey, number, step, seen)
        moving = () if seen.film is None else (FilmCard(replace(whole, marks=()), seen.film),)
        result.append(
            Section(
                f"step-{number}",
                (*moving, whole, close) if close.marks and not draft else (*moving, whole),
                tuple(spoken.get(f"step-{number}", ())),
                chip=seen.called.text,
                note=also_note(seen, book),
            )
        )
    contact = " · ".join(part for part in (school.person, school.phone) if part)
    result.append(Section("end", (end_card(survey, lang),), tuple(spoken.get("end", ())), note=contact or None))
    return tuple(result)


def step_cards(survey: Survey, number: int, step: Step, seen: SeenStep) -> tuple[StepCard, StepCard]:
    """The whole-screen card and the enlarged card of a step."""
    founds = [found for found in (seen.action, *seen.marks) if found is not None]
    several = len(founds) > 1
    marks = tuple(
        Marked(found.outline or found.box, found.box, number=position if several else None)
        for position, found in enumerate(founds, start=1)
        if found.box is not None
    )
    action = step.action
    whole = StepCard(
        view="whole",
        number=number,
        total=len(survey.tutorial.steps),
        screen=seen.screen,
        look=look(survey.school),
        action=action.kind if action else None,
        direction=action.direction if action else None,
        marks=marks,
    )
    return whole, replace(whole, view="close")


def look(school: School) -> Theme:
    """Colours and pointer of a school."""
    return Theme(school.colors, school.pointer)


def title_card(survey: Survey, lang: str) -> TitleCard:
    """The opening card."""
    tutorial, school, book = survey.tutorial, survey.school, book_for(survey, lang)
    count = len(tutorial.steps)
    facts = [book.fixed("steps-one") if count == 1 else book.fixed("steps", number=count)]
    if tutorial.device:
        facts.append(book.device(tutorial.device))
    return TitleCard(
        title=tutorial.title(lang),
        look=look(school),
        school=school.name,
        person=school.person,
        photo=survey.photo,
        logo=survey.logo,
        language=own_name(lang, dict(school.language_names)),
        facts=" · ".join(facts),
        platform=tutorial.platform or "",
        screen=survey.seen[lang][-1].screen,
    )


def end_card(survey: Survey, lang: str) -> EndCard:
    """The closing card with the steps once more."""
    book = book_for(survey, lang)
    items = []
    for number, (step, seen) in enumerate(zip(survey.tutorial.steps, survey.seen[lang], strict=True), start=1):
        _, close = step_cards(survey, number, step, seen)
        items.append(RecapItem(number, recap_label(step, seen, book), close))
    return EndCard(book.fixed("end"), tuple(items), look(survey.school), survey.photo)


def recap_label(step: Step, seen: SeenStep, book: Phrasebook) -> str:
    """A few words for the small card: the action, with the button's word where it is short."""
    wording = seen.called.text
    short = book.short(step.action)
    if not wording or step.action is None or not ACTIONS[step.action.kind].label_names_target:
        return short
    if is_link(wording):
        return str(book.table["short"]["link"])
    return f"{short} {wording}" if len(wording) <= _LABEL_CHARS else short


def also_note(seen: SeenStep, book: Phrasebook) -> str | None:
    """The small line with other wordings that a family may see, or None."""
    unique = [w for w in dict.fromkeys(seen.also) if len(w) <= _NOTE_CHARS and not typeface.undrawable(w)]
    return book.fixed("also", words=", ".join(unique)) if unique else None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _file(files: Sequence[LangFile], lang: str) -> str | None:
    return next((item.file for item in files if item.lang == lang), None)
