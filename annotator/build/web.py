"""What the pages and the hand-outs of a tutorial need from its survey: facts, cards, sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator import captions
from annotator.build import sections
from annotator.build.studio import Studio
from annotator.build.survey import Survey
from annotator.cache import Cache
from annotator.errors import MissingError, ServiceError
from annotator.model import Clip, Spoken, Timeline, VoiceChoice
from annotator.phrases import own_name, phrasebook, wording_of
from annotator.share import paper, pictures, web
from annotator.share.facts import PageFacts, Publishing, StepFacts, Tale
from annotator.share.names import slug


def tale(survey: Survey, seconds: Mapping[str, float] | None = None, messages: Mapping[str, str] | None = None) -> Tale:
    """A survey's facts for the pages; ``seconds`` and ``messages`` have each language's video length and chat text."""
    tutorial, school = survey.tutorial, survey.school
    pages = []
    for lang in survey.languages:
        book = sections.book_for(survey, lang)
        steps = tuple(
            StepFacts(
                number,
                sections.step_text(step, seen, book) or "",
                wording_of(step.action, seen.action),
                sections.also_note(step, seen, book) if book.own else None,
            )
            for number, (step, seen) in enumerate(zip(tutorial.steps, survey.seen[lang], strict=True), start=1)
        )
        pages.append(
            PageFacts(
                lang=lang,
                words_lang=lang if book.own else _borrowed(survey),
                own_name=own_name(lang, dict(school.language_names)),
                title=tutorial.title(lang),
                why=tutorial.why(lang) or "",
                steps=steps,
                stem=slug(tutorial.title(lang), fallback=survey.folder.resolve().name),
                step_word=book.step_word,
                device=book.device(tutorial.device) if tutorial.device else "",
                message=(messages or {}).get(lang, ""),
                seconds=(seconds or {}).get(lang, 0.0),
            )
        )
    return Tale(
        survey.folder.resolve().name,
        tuple(pages),
        school,
        tutorial.platform or "",
        tutorial.device or "",
        tutorial.checked,
    )


def hand_out(survey: Survey, studio: Studio, lang: str, path: Path, publishing: Publishing) -> None:
    """Write the hand-out of one language; beside each sentence that of the tutorial's next language, small."""
    facts = tale(survey)
    page = facts.page(lang)
    second = next((other for other in facts.pages if other.lang != lang and any(s.text for s in other.steps)), None)
    steps = []
    for number, (step, seen) in enumerate(zip(survey.tutorial.steps, survey.seen[lang], strict=True), start=1):
        _, close = sections.step_cards(survey, number, step, seen)
        steps.append(
            paper.PaperStep(
                number,
                pictures.bare(studio.card(close), header=False),
                page.steps[number - 1].text,
                second.steps[number - 1].text if second else "",
            )
        )
    school = survey.school
    address = publishing.page(facts.name, lang)
    sheet = paper.HandOut(
        lang=lang,
        words_lang=page.words_lang,
        title=page.title,
        steps=tuple(steps),
        second_title=second.title if second else "",
        device=page.device,
        school=school.name,
        logo=pictures.opened(school.logo) if school.logo else None,
        person=school.person,
        phone=school.phone,
        address=address,
        short=publishing.base_url,
        paper=school.paper,
        main=school.colors.main,
        accent=school.colors.accent,
    )
    paper.hand_out(path, sheet)


def media(
    survey: Survey,
    studio: Studio,
    lang: str,
    folder: Path,
    sounds: Mapping[str, Sequence[Spoken]],
    timeline: Timeline | None,
) -> list[web.Written]:
    """Write pictures, voices and captions of one language's page into ``folder`` (``web/LANG``)."""
    facts = tale(survey)
    page = facts.page(lang)
    cards = [
        sections.step_cards(survey, number, step, seen)[1]
        for number, (step, seen) in enumerate(zip(survey.tutorial.steps, survey.seen[lang], strict=True), start=1)
    ]
    vtt = captions.webvtt(timeline) if timeline and any(part.cues for part in timeline.sections) else ""
    written = web.write_media(
        folder,
        page,
        facts,
        steps={number: studio.card(card) for number, card in enumerate(cards, start=1)},
        opening=studio.card(sections.title_card(survey, lang)),
        vtt=vtt,
    )
    for number in range(1, len(cards) + 1):
        name = web.step_sound(page, number)
        if _voice(sounds.get(f"step-{number}", ()), folder / name):
            written.append(web.Written(f"{lang}/{name}", "page", lang, number))
    return written


def language_name(survey: Survey, lang: str, choice: VoiceChoice, folder: Path, cache: Cache) -> list[web.Written]:
    """Write how a language's name sounds: spoken by its voice, else the memo that opens the tutorial; perhaps nothing."""
    from annotator.voice import memo as memos
    from annotator.voice import narrate

    memo = next((file.file for file in survey.tutorial.title_memos if file.lang == lang), None)
    if phrasebook(lang).own:
        name = own_name(lang, dict(survey.school.language_names))
        try:
            spoken = narrate.narrate([narrate.SayRequest(lang, name)], {lang: choice}, cache).spoken[0]
        except (MissingError, ServiceError):  # all else of this language may be memos
            return []
    elif memo is not None:
        spoken = (Spoken("", memos.memo_clip(survey.folder / memo, cache, clean=survey.school.memo_clean), memo=True),)
    else:
        return []
    return [web.Written(f"{lang}/{web.NAME}", "page", lang)] if _voice(spoken, folder / web.NAME) else []


def _voice(spoken: Sequence[Spoken], path: Path) -> bool:
    from annotator.voice import export, pace

    if not spoken:
        return False
    parts: list[tuple[Clip, float]] = [
        (sentence.clip, pace.pause_after(sentence.text, sentence.clip.seconds)) for sentence in spoken
    ]
    parts[-1] = (parts[-1][0], 0.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    export.write(parts, path)
    return True


def _borrowed(survey: Survey) -> str:
    return next((lang for lang in survey.tutorial.languages if phrasebook(lang).own), "es")
