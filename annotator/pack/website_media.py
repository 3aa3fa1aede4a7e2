"""What the pages and the hand-outs of a tutorial need from its survey: facts, cards, sounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from annotator import captions, languages, pace
from annotator.cache import Cache
from annotator.errors import MissingError, ServiceError
from annotator.loudness import Loudness
from annotator.model import Clip, PackFile, Problem, School, Timeline, Utterance, VoiceChoice
from annotator.pack import edition, limits
from annotator.pack.renderer import Studio
from annotator.pack.survey import Survey
from annotator.phrases import own_name
from annotator.share import page_pictures, paper, staff_index, tutorial_pages
from annotator.share.facts import PageFacts, Publishing, StepFacts, TutorialPages
from annotator.text.slugs import slug

WEB = "web"
"""The folder of a pack that the webmaster uploads."""


def tale(
    survey: Survey, seconds: Mapping[str, float] | None = None, messages: Mapping[str, str] | None = None
) -> TutorialPages:
    """A survey's facts for the pages; ``seconds`` and ``messages`` have each language's video length and chat text."""
    tutorial, school = survey.tutorial, survey.school
    pages = []
    for lang in survey.languages:
        book = edition.book_for(survey, lang)
        steps = tuple(
            StepFacts(
                number,
                edition.step_text(step, seen, book) or "",
                seen.called.text,
                edition.also_note(seen, book) if book.speaks else None,
            )
            for number, (step, seen) in enumerate(zip(tutorial.steps, survey.seen[lang], strict=True), start=1)
        )
        pages.append(
            PageFacts(
                lang=lang,
                words_lang=languages.lender(lang, tutorial.languages, "pages.toml"),
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
    return TutorialPages(
        survey.folder.resolve().name,
        tuple(pages),
        school,
        tutorial.platform or "",
        tutorial.device or "",
        tutorial.checked,
    )


def hand_out(survey: Survey, studio: Studio, lang: str, path: Path, place: Publishing) -> None:
    """Write the hand-out of one language; beside each sentence that of the tutorial's next language, small."""
    facts = tale(survey)
    page = facts.page(lang)
    second = next((other for other in facts.pages if other.lang != lang and any(s.text for s in other.steps)), None)
    steps = []
    for number, (step, seen) in enumerate(zip(survey.tutorial.steps, survey.seen[lang], strict=True), start=1):
        _, close = edition.step_cards(survey, number, step, seen)
        steps.append(
            paper.PaperStep(
                number,
                page_pictures.bare(studio.card(close), header=False),
                page.steps[number - 1].text,
                second.steps[number - 1].text if second else "",
            )
        )
    school = survey.school
    address = place.page(facts.name, lang)
    sheet = paper.HandOut(
        lang=lang,
        words_lang=page.words_lang,
        title=page.title,
        steps=tuple(steps),
        second_title=second.title if second else "",
        device=page.device,
        school=school.name,
        logo=page_pictures.opened(school.logo) if school.logo else None,
        person=school.person,
        phone=school.phone,
        address=address,
        short=place.base_url,
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
    sounds: Mapping[str, Sequence[Utterance]],
    timeline: Timeline | None,
    kinds: Collection[str] = ("page", "poster", "captions"),
) -> list[Problem]:
    """Write pictures, voices and captions of one language's page into ``folder`` (``web/LANG``).

    Returns warnings of voices that miss the common loudness.
    """
    facts = tale(survey)
    page = facts.page(lang)
    cards = [
        edition.step_cards(survey, number, step, seen)[1]
        for number, (step, seen) in enumerate(zip(survey.tutorial.steps, survey.seen[lang], strict=True), start=1)
    ]
    vtt = captions.webvtt(timeline) if timeline and any(part.cues for part in timeline.sections) else ""
    tutorial_pages.write_media(
        folder,
        page,
        facts,
        steps={number: studio.card(card) for number, card in enumerate(cards, start=1)},
        opening=studio.card(edition.title_card(survey, lang)),
        vtt=vtt,
        kinds=kinds,
    )
    warnings: list[Problem] = []
    if "page" in kinds:
        for number in range(1, len(cards) + 1):
            name = tutorial_pages.step_sound(page, number)
            heard = _voice(sounds.get(f"step-{number}", ()), folder / name)
            warnings += limits.of_sound(survey.tutorial, lang, f"{WEB}/{lang}/{name}", heard, number)
    return warnings


def language_name(survey: Survey, lang: str, choice: VoiceChoice, folder: Path, cache: Cache) -> tuple[Problem, ...]:
    """Write how a language's name sounds: spoken by its voice, else the memo that opens the tutorial; perhaps nothing.

    Returns warnings where it misses the common loudness.
    """
    from annotator.voice import memo as memos
    from annotator.voice import narrate

    memo = next((file.file for file in survey.tutorial.title_memos if file.lang == lang), None)
    if languages.has(lang, "voices.toml"):
        name = own_name(lang, dict(survey.school.language_names))
        try:
            spoken = narrate.narrate([narrate.SayRequest(lang, name)], {lang: choice}, cache).spoken[0]
        except (MissingError, ServiceError):  # all else of this language may be memos
            return ()
    elif memo is not None:
        spoken = (
            Utterance("", memos.memo_clip(survey.folder / memo, cache, clean=survey.school.memo_clean), memo=True),
        )
    else:
        return ()
    heard = _voice(spoken, folder / tutorial_pages.NAME)
    return tuple(limits.of_sound(survey.tutorial, lang, f"{WEB}/{lang}/{tutorial_pages.NAME}", heard))


def pages(survey: Survey, made: Path, files: Sequence[PackFile]) -> None:
    """Write the pages of a pack into ``made/web``, from all that lies in ``made``; ``files`` are those made so far."""
    facts = tale(survey, _seconds(files), _messages(survey, made))
    tutorial_pages.gather(made, made / WEB, facts)
    tutorial_pages.write_pages(made / WEB, facts, publishing(survey.school))


def web_files(survey: Survey, made: Path) -> list[PackFile]:
    """Everything in ``made/web``, for ``pack.json``."""
    return tutorial_pages.files_of(made / WEB, tale(survey))


def index(survey: Survey, made: Path, files: Sequence[PackFile]) -> PackFile:
    """Write the staff's ``index.html`` of a pack that holds ``files``."""
    text = staff_index.render(tale(survey, _seconds(files)), files, _messages(survey, made))
    path = made / tutorial_pages.INDEX
    path.write_text(text, encoding="utf-8", newline="\n")
    return PackFile(tutorial_pages.INDEX, "index", None, path.stat().st_size)


def publishing(school: School) -> Publishing:
    """Where a school's pages will stand, as far as ``school.toml`` says; search engines are asked to stay away."""
    return Publishing(school.website)


def _seconds(files: Sequence[PackFile]) -> dict[str, float]:
    return {file.lang: file.seconds for file in files if file.kind == "video" and file.lang and file.seconds}


def _messages(survey: Survey, made: Path) -> dict[str, str]:
    paths = {lang: made / lang / "message.txt" for lang in survey.languages}
    return {lang: path.read_text(encoding="utf-8") for lang, path in paths.items() if path.exists()}


def _voice(spoken: Sequence[Utterance], path: Path) -> Loudness | None:
    """Write what is said as one file; how loud it came out, or None where nothing is said."""
    from annotator.voice import export

    if not spoken:
        return None
    parts: list[tuple[Clip, float]] = [
        (sentence.clip, pace.pause_after(sentence.text, sentence.clip.seconds)) for sentence in spoken
    ]
    parts[-1] = (parts[-1][0], 0.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    return export.write(parts, path)
