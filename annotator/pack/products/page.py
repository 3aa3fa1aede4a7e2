"""Makes the pages for the school's website: one for each language, with pictures, voices, video and hand-out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.captions import find_chip
from annotator.model import PackFile, Problem, StaffLabel, StepCard, StepNumber, Utterance
from annotator.pack.products.chat import MESSAGE_NAME
from annotator.pack.products.product import EditionProduct, Output, PackProduct, ProductContext
from annotator.pack.products.voice_sound import write_voice
from annotator.pack.renderer import draw_once, encode_once
from annotator.share.page_data import PageData, StepData, TutorialPages
from annotator.text.web_names import plain_name

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.pack.edition import Edition, EditionStep


def _make_pages(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator import captions
    from annotator.share import embed_page, tutorial_pages

    warnings: dict[str, tuple[Problem, ...]] = {}
    steps: dict[str, StepNumber] = {}
    for edition in editions:
        for output in (
            *_make_pictures(edition, context),
            *_make_sounds(edition, context),
            *_make_language_name(edition, context),
            *_make_title(edition, context),
        ):
            warnings[output.path] = output.warnings
            if output.step is not None:
                steps[output.path] = output.step
    pages = collect_pages(
        editions,
        context.files,
        read_messages(editions, context.folder),
        {edition.lang: captions.transcript(context.spoken(edition).timeline) for edition in editions},
    )
    tutorial_pages.copy_from_pack(context.folder, context.web, pages)
    tutorial_pages.write_pages(context.web, pages, context.publishing, gallery=context.gallery)
    embed_page.write(context.web, pages, context.publishing)
    listed = {file.path for file in context.files}
    for file in sorted(path for path in context.web.rglob("*") if path.is_file()):
        path = file.relative_to(context.folder).as_posix()
        if path not in listed:
            lang = file.parent.name if file.parent != context.web else None
            yield Output(path, step=steps.get(path), warnings=warnings.get(path, ()), lang=lang)


def _make_pictures(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import page_pictures, tutorial_pages

    for step in edition.steps:
        name = edition.step_file(step.number, ".webp")

        def encode(card: StepCard = step.close) -> bytes:
            return page_pictures.make_step_picture(context.renderer.card(card))

        picture = encode_once(context.cache, ".webp", encode, "page", step.close)
        tutorial_pages.write_files(context.web / edition.lang, {name: picture})
        yield Output(f"{context.web.name}/{edition.lang}/{name}", step=step.number)


def _make_sounds(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits

    for section in context.spoken(edition).sections:
        if section.step is not None:
            path = f"{context.web.name}/{edition.lang}/{edition.step_file(section.step, '.m4a')}"
            loudness = write_voice(section.spoken, context.folder / path, context.cache)
            yield Output(
                path, step=section.step, warnings=tuple(limits.check_loudness(edition, path, loudness, section.step))
            )


def _make_language_name(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sound of the language's name: spoken by its voice, else the tutorial's opening memo.

    No file if the language has neither, or if its voice can't be had: the rest may be memos.
    """
    from annotator import languages
    from annotator.errors import MissingError, ServiceError
    from annotator.pack import limits
    from annotator.pack.edition import TITLE
    from annotator.share import tutorial_pages
    from annotator.voice import narrate

    opening = context.spoken(edition).sounds.get(TITLE, ())
    spoken: Sequence[Utterance] = [Utterance("", said.clip, memo=True) for said in opening if said.memo]
    if languages.has_table(edition.lang, "voices.toml"):
        choice = context.voice_choices[edition.lang]
        request = narrate.SayRequest(edition.lang, edition.own_name)
        try:
            spoken = narrate.narrate([request], {edition.lang: choice}, context.cache).spoken[0]
        except (MissingError, ServiceError):
            return
    path = f"{context.web.name}/{edition.lang}/{tutorial_pages.NAME}"
    loudness = write_voice(spoken, context.folder / path, context.cache)
    yield Output(path, warnings=tuple(limits.check_loudness(edition, path, loudness)))


def _make_title(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sound of the title, for the gallery: its first sentence, or the whole opening memo. No file without either."""
    from annotator.pack import limits
    from annotator.pack.edition import TITLE
    from annotator.share import tutorial_pages

    opening = context.spoken(edition).sounds.get(TITLE, ())
    spoken = opening if any(said.memo for said in opening) else opening[:1]
    path = f"{context.web.name}/{edition.lang}/{tutorial_pages.SPOKEN_TITLE}"
    loudness = write_voice(spoken, context.folder / path, context.cache)
    yield Output(path, warnings=tuple(limits.check_loudness(edition, path, loudness)))


def _make_poster(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import page_pictures, tutorial_pages

    counted = [step for step in edition.steps if not step.step.is_aside]
    last, middle = len(counted), (len(counted) + 1) // 2
    shown = [_shrink_card(counted[number - 1].close, context) for number in dict.fromkeys((last, middle))]
    colors = edition.school.colors
    preview = page_pictures.make_preview(edition.title, edition.school.name, shown, colors)
    files = {
        tutorial_pages.POSTER: page_pictures.make_poster(context.renderer.card(edition.opening), colors),
        tutorial_pages.PREVIEW: preview,
    }
    tutorial_pages.write_files(context.web / edition.lang, files)
    yield from (Output(f"{context.web.name}/{edition.lang}/{name}") for name in files)


def _shrink_card(card: StepCard, context: ProductContext) -> Pixels:
    """The picture of a step in a preview; other packs have it, too, while the school's name is beside it."""
    from annotator.share import page_pictures

    def draw() -> Pixels:
        return page_pictures.shrink_for_preview(context.renderer.card(card))

    return draw_once(context.cache, draw, "preview", card)


def collect_pages(
    editions: Sequence[Edition],
    files: Sequence[PackFile] = (),
    messages: Mapping[str, str] | None = None,
    transcripts: Mapping[str, tuple[str, ...]] | None = None,
) -> TutorialPages:
    """Collect the content of the pages of all editions.

    Args:
        editions: at least one, in the tutorial's order.
        files: the files of the pack, for the duration of its videos.
        messages: the message of each language, to paste into a chat.
        transcripts: the captions of each language as text.
    """
    first = editions[0]
    seconds = {file.lang: file.seconds for file in files if file.kind == "video" and file.seconds}
    pages = tuple(
        _collect_page(
            edition,
            seconds.get(edition.lang, 0.0),
            (messages or {}).get(edition.lang, ""),
            (transcripts or {}).get(edition.lang, ()),
        )
        for edition in editions
    )
    tutorial = first.tutorial
    return TutorialPages(
        plain_name(first.name), pages, first.school, tutorial.platform or "", tutorial.device or "", tutorial.checked
    )


def read_messages(editions: Sequence[Edition], folder: Path) -> dict[str, str]:
    """Read the message of each language from the pack in ``folder``; languages without one are missing."""
    paths = {edition.lang: folder / edition.lang / MESSAGE_NAME for edition in editions}
    return {lang: path.read_text(encoding="utf-8") for lang, path in paths.items() if path.exists()}


def _names_button(step: EditionStep) -> bool:
    """Whether the narration has the button's word: only then another word for it means anything."""
    return step.chip is not None and find_chip(step.instruction, step.chip) is not None


def _collect_page(edition: Edition, seconds: float, message: str, transcript: tuple[str, ...]) -> PageData:
    steps = (
        StepData(
            step.number,
            edition.step_file(step.number, ""),
            step.instruction,
            step.chip,
            step.note if edition.book.is_native and _names_button(step) else None,
            step.question,
            step.step.continues,
        )
        for step in edition.steps
    )
    return PageData(
        lang=edition.lang,
        words_lang=edition.words_lang,
        own_name=edition.own_name,
        title=edition.title,
        why=edition.why,
        steps=tuple(steps),
        stem=edition.stem,
        device=edition.device,
        message=message,
        seconds=seconds,
        transcript=transcript,
    )


POSTER = EditionProduct("poster", website=True, units=1, make=_make_poster)
PAGE = PackProduct(
    "page",
    StaffLabel(
        "more",
        "La página para el sitio de la escuela. Se sube con web.zip.",
        "The page for the school's website. It is uploaded with web.zip.",
        "Ver la página",
        "See the page",
    ),
    "narration",
    website=True,
    dependencies=("captions", "poster"),
    units=1,
    make=_make_pages,
    includes=("video", "message", "paper"),
)
