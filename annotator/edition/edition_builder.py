"""Decide every word and card of a tutorial in one language, from its texts, scans and attachments; nothing is drawn or spoken."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from annotator import languages
from annotator.edition.attachments import Attachments
from annotator.edition.edition import (
    END,
    PHONE,
    PHRASE_KEYS,
    TITLE,
    Edition,
    EditionStep,
    SpokenText,
    step_key,
    step_of_key,
)
from annotator.edition.edition_steps import StepBuilder
from annotator.edition.opening_and_closing import closing_text, opening_text
from annotator.edition.scan.step_view import StepScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.model.cards import EndCard, FilmCard, GreetingCard, RecapItem, Theme, TitleCard
from annotator.model.step_number import StepNumber
from annotator.model.tutorial import LangFile
from annotator.phrases import Phrasebook, load_phrasebook, native_name
from annotator.text import presses

_ASKING_SIGNS: Final[Mapping[str, Literal["mic", "phone", "say"]]] = {"send": "mic", "call": "phone", "ask": "say"}
"""The signs on the closing card in place of a photo, by `School.help_by`."""


def build_edition(
    source: TutorialSource, lang: str, scans: Sequence[StepScan], attachments: Attachments, *, draft: bool = False
) -> Edition:
    """Build the edition in ``lang``.

    Args:
        source: the tutorial as read.
        lang: one of its languages.
        scans: the scanned screenshot of each step.
        attachments: the opened greetings, photo and logo.
        draft: whether the video enlarges no part of a screen.
    """
    tutorial, school = source.tutorial, source.school
    book = load_phrasebook(lang, languages.lending_language(lang, tutorial.languages, "phrases.toml"))
    theme = Theme(school.colors, school.pointer)
    signs = presses.choose_signs(tutorial.steps, [scan.target_name.text for scan in scans])
    builder = StepBuilder(tutorial, theme, book)
    rows = zip(tutorial.numbers, tutorial.steps, scans, signs, strict=True)
    steps = tuple(builder.build(*row) for row in rows)
    film = attachments.greetings.get(lang)
    recap = tuple(RecapItem(step.number.number, step.label, step.close) for step in steps if not step.step.is_aside)
    return Edition(
        name=source.name,
        lang=lang,
        book=book,
        words_lang=languages.lending_language(lang, tutorial.languages, "pages.toml"),
        tutorial=tutorial,
        school=school,
        steps=steps,
        opening=_make_opening(source, book, theme, attachments, steps),
        closing=EndCard(book.fixed("end"), recap, theme, attachments.photo, sign=_ASKING_SIGNS[school.help_by]),
        greeting=FilmCard(GreetingCard(film.digest, theme, school.name, attachments.logo), film) if film else None,
        greeting_file=_find_file(tutorial.greetings, lang) if film else None,
        texts=_list_narration(source, book, steps),
        phrases=_list_phrases(book, tutorial.counted_steps),
        draft=draft,
    )


def _list_narration(source: TutorialSource, book: Phrasebook, steps: Sequence[EditionStep]) -> tuple[SpokenText, ...]:
    """The texts of the opening, the steps and the closing, then the school's phone number where a voice speaks the closing."""
    tutorial, school, lang = source.tutorial, source.school, book.lang
    memo, end_memo = _find_file(tutorial.title_memos, lang), _find_file(tutorial.end_memos, lang)
    opening = SpokenText(TITLE, opening_text(tutorial, lang) if book.is_native or memo else "", memo)
    narrations = (SpokenText(step_key(step.number), step.text, step.step.memo(lang), step.number) for step in steps)
    closing = SpokenText(END, closing_text(tutorial, school, book) if book.is_native else "", end_memo)
    if not (book.is_native and school.phone) or end_memo:
        return (opening, *narrations, closing)
    return (opening, *narrations, closing, SpokenText(PHONE, book.fixed("phone", phone=school.phone) + "."))


def _list_phrases(book: Phrasebook, total: int) -> tuple[SpokenText, ...]:
    """The phrases of clips, meetings and the practice page; none in a language without phrases of its own."""
    if not book.is_native:
        return ()
    counted = [
        SpokenText(step_of_key(StepNumber(number)), book.fixed("step-of", number=number, total=total))
        for number in range(1, total + 1)
    ]
    return (*counted, *(SpokenText(key, book.fixed(key)) for key in PHRASE_KEYS))


def _make_opening(
    source: TutorialSource, book: Phrasebook, theme: Theme, attachments: Attachments, steps: Sequence[EditionStep]
) -> TitleCard:
    """The opening card, with the screen of the last step that isn't an aside."""
    tutorial, school, lang = source.tutorial, source.school, book.lang
    total = tutorial.counted_steps
    facts = [book.fixed("steps-one") if total == 1 else book.fixed("steps", number=total)]
    if tutorial.device:
        facts.append(book.device(tutorial.device))
    return TitleCard(
        title=tutorial.title(lang),
        theme=theme,
        school=school.name,
        person=school.person,
        photo=attachments.photo,
        logo=attachments.logo,
        language=native_name(lang, dict(school.language_names)),
        facts=" · ".join(facts),
        platform=tutorial.platform or "",
        screen=next((step.scan.screen for step in reversed(steps) if not step.step.is_aside), None),
    )


def _find_file(files: Sequence[LangFile], lang: str) -> str | None:
    """The name of the file for a language, or None."""
    return next((item.file for item in files if item.lang == lang), None)
