"""Decide every word and card of a tutorial in one language, from its texts, scans and attachments; nothing is drawn or spoken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from annotator import languages, typeface
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
from annotator.edition.named_texts import find_label, find_named_texts
from annotator.edition.scan.step_view import StepScan
from annotator.edition.tutorial_source import TutorialSource
from annotator.model import (
    ACTIONS,
    Box,
    CardSign,
    EndCard,
    FilmCard,
    GreetingCard,
    LangFile,
    MarkedTarget,
    OwnThing,
    RecapItem,
    School,
    Step,
    StepCard,
    StepNumber,
    TextTarget,
    Theme,
    TitleCard,
    Tutorial,
)
from annotator.phrases import Phrasebook, is_link, load_phrasebook, native_name
from annotator.screen import boxes
from annotator.text import presses
from annotator.text.folding import fold
from annotator.text.sentence_rules import quoted_texts, split_sentences

_ASKING_SIGNS: Final[Mapping[str, Literal["mic", "phone", "say"]]] = {"send": "mic", "call": "phone", "ask": "say"}
"""The signs on the closing card in place of a photo, by `School.help_by`."""
_MAX_LABEL_CHARS = 12
"""A longer button word would be unreadably small on the little cards of the closing."""
_MAX_OWN_LABEL_CHARS = 16
"""Maximum length of a sentence on the closing card about a family's own thing, as in "Toque su Wi-Fi"."""
_OWN_THINGS: Mapping[str, OwnThing] = {
    "wi-fi": "wifi",
    "google classroom": "sheet",
    "zoom": "app",
    "google play": "app",
}
"""The things that the lists of each platform hold; in all others they hold people."""
_MAX_OTHER_CHARS = 34
"""Longer wordings would be unreadably small in the caption band."""


def build_edition(
    source: TutorialSource, lang: str, scans: Sequence[StepScan], attachments: Attachments, *, draft: bool = False
) -> Edition:
    """Build the edition in ``lang``.

    Args:
        source: the tutorial as read.
        lang: one of its languages.
        scans: the scanned screenshot of each step.
        attachments: the opened greetings, photo and logo.
        draft: whether the video shows only the whole screen of each step.
    """
    tutorial, school = source.tutorial, source.school
    book = load_phrasebook(lang, languages.lending_language(lang, tutorial.languages, "phrases.toml"))
    theme = Theme(school.colors, school.pointer)
    signs = presses.choose_signs(tutorial.steps, [scan.target_name.text for scan in scans])
    steps = tuple(
        _step(number, step, scan, _whole_card(number, step, scan, sign, tutorial, theme, book), book)
        for number, step, scan, sign in zip(tutorial.numbers, tutorial.steps, scans, signs, strict=True)
    )
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
        opening=_opening(source, lang, book, theme, attachments, steps),
        closing=EndCard(book.fixed("end"), recap, theme, attachments.photo, sign=_ASKING_SIGNS[school.help_by]),
        greeting=FilmCard(GreetingCard(film.digest, theme, school.name, attachments.logo), film) if film else None,
        greeting_file=_file(tutorial.greetings, lang) if film else None,
        texts=_texts(source, lang, book, steps),
        phrases=_phrases(book, tutorial.counted_steps),
        draft=draft,
    )


def opening_text(tutorial: Tutorial, lang: str) -> str:
    """The text of the opening: the title, and the reason to watch if there is one."""
    return " ".join(part for part in (end_sentence(tutorial.title(lang)), tutorial.why(lang)) if part)


def closing_text(tutorial: Tutorial, school: School, book: Phrasebook) -> str:
    """The text of the closing: what to do if the screen looks different, and whom to ask, by the settings of the school.

    If the script has a step of its own for the end ("¡Listo!"), the closing doesn't repeat it.
    """
    counted = [step for step in tutorial.steps if not step.is_aside]
    ends_itself = any(step.action is not None and step.action.kind == "done" for step in counted)
    parts = [] if ends_itself else [book.fixed("end")]
    return " ".join((*parts, book.fixed("different"), help_text(school, book)))


def help_text(school: School, book: Phrasebook) -> str:
    """Whom a family asks, and how."""
    if not school.person:
        return book.fixed(school.help_by)
    names = dict(school.language_names)
    spoken = book.list_or([book.fixed("in", language=book.language(lang, names)) for lang in school.person_languages])
    parts = [end_sentence(book.fixed(f"{school.help_by}-to", person=book.person_after_to(school.person)))]
    if spoken:  # by itself: sentences are short
        parts.append(end_sentence(spoken[0].upper() + spoken[1:]))
    return " ".join(parts)


def not_ours_text(school: School, book: Phrasebook) -> str:
    """The answer in words to a picture of something that the school doesn't teach. A number, said slowly, makes it too long."""
    return f"{book.fixed('not-ours')} {help_text(school, book)}"


def _texts(source: TutorialSource, lang: str, book: Phrasebook, steps: Sequence[EditionStep]) -> tuple[SpokenText, ...]:
    tutorial, school = source.tutorial, source.school
    memo, end_memo = _file(tutorial.title_memos, lang), _file(tutorial.end_memos, lang)
    opening = SpokenText(TITLE, opening_text(tutorial, lang) if book.is_native or memo else "", memo)
    narrations = (SpokenText(step_key(s.number), s.text, s.step.memo(lang), s.number) for s in steps)
    closing = SpokenText(END, closing_text(tutorial, school, book) if book.is_native else "", end_memo)
    if not (book.is_native and school.phone) or end_memo:
        return (opening, *narrations, closing)
    return (opening, *narrations, closing, SpokenText(PHONE, book.fixed("phone", phone=school.phone) + "."))


def _phrases(book: Phrasebook, total: int) -> tuple[SpokenText, ...]:
    if not book.is_native:  # no voice speaks the language
        return ()
    numbers = range(1, total + 1)
    counted = (SpokenText(step_of_key(StepNumber(n)), book.fixed("step-of", number=n, total=total)) for n in numbers)
    return (*counted, *(SpokenText(key, book.fixed(key)) for key in PHRASE_KEYS))


def _step(number: StepNumber, step: Step, scan: StepScan, whole: StepCard, book: Phrasebook) -> EditionStep:
    gesture = book.gesture(whole.gesture) if whole.gesture else ""
    return EditionStep(
        number=number,
        step=step,
        scan=scan,
        text=_step_text(step, scan, book),
        question=_question(step, book),
        verb=gesture or book.short_action(step.action, scan.screen.kind.device),
        label=gesture or _label(step, scan, book),
        or_says=book.fixed("or-says"),
        other=_other_wording(step, scan),
        whole=whole,
        close=replace(whole, view="close"),
    )


def _step_text(step: Step, scan: StepScan, book: Phrasebook) -> str:
    """The question of an aside, then the sentences as typed, else the phrasebook's."""
    spoken = step.said(book.lang)
    if not spoken and book.is_native and step.action is not None:
        spoken = book.sentence(step.action, scan.target_name, scan.screen.kind.device)
    return " ".join(part for part in (_question(step, book), spoken) if part)


def _question(step: Step, book: Phrasebook) -> str:
    question = step.question(book.lang)
    return end_sentence(question) if question else ""


def _whole_card(
    number: StepNumber,
    step: Step,
    scan: StepScan,
    sign: CardSign | None,
    tutorial: Tutorial,
    theme: Theme,
    book: Phrasebook,
) -> StepCard:
    """The card with the whole screen: what is marked, kept and named on it, and the signs beside it."""
    screen, action = scan.screen, step.action
    founds = [found for found in (scan.action, *scan.marks) if found is not None]
    marks: list[MarkedTarget] = []
    labels: list[Box] = []  # of fields, outside of them
    for position, found in enumerate(founds, start=1):
        if found.box is not None:
            number_of_mark = position if len(founds) > 1 else None
            marks.append(MarkedTarget.at(found.outline or found.box, found.box, number_of_mark))
            if marks[-1].box != found.box:
                labels.append(found.box)
    lines = [
        (text, box)
        for text, box in zip(scan.texts, screen.texts, strict=False)
        if not any(boxes.center_in(box, cover.box) for cover in screen.hidden)
    ]
    outlines = [mark.outline for mark in marks]
    if action and action.kind == "type" and marks and not labels and (label := find_label(lines, outlines[0])):
        labels = [label]
    if action is not None and ACTIONS[action.kind].takes == "direction" and action.direction is None:
        action = None  # of a draft that doesn't say yet where the finger goes
    context = " ".join(filter(None, (tutorial.title(book.lang), tutorial.why(book.lang), tutorial.platform)))
    card = StepCard(
        view="whole",
        number=number,
        total=tutorial.counted_steps,
        screen=screen,
        theme=replace(theme, pointer="arrow") if screen.kind.device == "laptop" else theme,
        action=action.kind if action else None,
        direction=action.direction if action else None,
        marks=tuple(marks),
        sign=sign,
        source=step.source,
        sample=_typed_word(step, book.lang),
        kept=(*labels, *(found.outline or found.box for found in scan.kept if found.box is not None)),
        named=tuple(find_named_texts(_step_text(step, scan, book), context, lines, outlines)),
        question=_question(step, book),
        own=_OWN_THINGS.get((tutorial.platform or "").casefold(), "person"),
        guess=book.fixed("draft") if step.is_guess else "",
    )
    shows_what_to_type = card.source or card.sample or card.examples
    return replace(card, source="paper") if card.action == "type" and not shows_what_to_type else card


def _typed_word(step: Step, lang: str) -> str | None:
    """The word that everybody types in a step: the text in quotation marks in its sentence, except the field's label.

    Where a memo speaks in place of the sentence, the sentences of the other languages are searched.
    """
    action = step.action
    if action is None or action.kind != "type":
        return None
    label = action.target.wordings if isinstance(action.target, TextTarget) else ()
    label_words = set(map(fold, label))
    for word in quoted_texts(step.said(lang) or "\n".join(said.text for said in step.narration)):
        if fold(word) not in label_words and typeface.is_handwritable(word):
            return word
    return None


def _opening(
    source: TutorialSource,
    lang: str,
    book: Phrasebook,
    theme: Theme,
    attachments: Attachments,
    steps: Sequence[EditionStep],
) -> TitleCard:
    tutorial, school = source.tutorial, source.school
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


def _label(step: Step, scan: StepScan, book: Phrasebook) -> str:
    """The short name of a step on the closing card ("Toque Unirse"); without the sample's name where a family has its own."""
    action, wording, device = step.action, scan.target_name.text, scan.screen.kind.device
    if step.sign == "yours":
        first = next(iter(split_sentences(step.said(book.lang) or "")), "").rstrip(".")
        return first if 0 < len(first) <= _MAX_OWN_LABEL_CHARS else book.short_action(action, device)
    if not wording or action is None or not ACTIONS[action.kind].label_names_target:
        return book.short_action(action, device)
    if len(wording) > _MAX_LABEL_CHARS and not is_link(wording):
        return book.short_action(action, device)
    return book.label_action(action, wording, device)


def _other_wording(step: Step, scan: StepScan) -> str | None:
    """The wordings of a button that a family may see in place of the one on the screenshot, as many as fit, or None.

    Only buttons have any: texts to type or to look at, and a family's own names, have no translation.
    """
    action = step.action
    if action is None or not ACTIONS[action.kind].presses or step.sign == "yours":
        return None
    if not isinstance(action.target, TextTarget):
        return None
    text = ""
    for wording in dict.fromkeys(scan.also):
        longer = f"{text}, {wording}" if text else wording
        if len(longer) <= _MAX_OTHER_CHARS and not typeface.undrawable(wording):
            text = longer
    return text or None


def end_sentence(text: str) -> str:
    """A text with a full stop, unless it has an end already."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def _file(files: Sequence[LangFile], lang: str) -> str | None:
    return next((item.file for item in files if item.lang == lang), None)
