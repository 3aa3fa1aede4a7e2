"""Makes the pages for the school's website: one for each language, with pictures, voices, video and hand-out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import Problem, StaffLabel, StepCard, StepNumber, Utterance
from annotator.pack.products.inputs import AUDIO, CARDS, HELP_PHOTO, TEXTS, TUTORIAL_FACTS, school_fields
from annotator.pack.products.product import Output, PackProduct
from annotator.pack.products.voice_sound import write_voice

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator import captions
    from annotator.pack.products import page_content
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
    pages = page_content.collect_pages(
        editions,
        context.files,
        page_content.read_messages(editions, context.folder),
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

        picture = context.shared.get(__name__, ".webp", encode, step.close)
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


PRODUCT = PackProduct(
    "page",
    (
        TEXTS,
        CARDS,
        AUDIO,
        TUTORIAL_FACTS,
        HELP_PHOTO,
        school_fields("name", "person", "phone", "whatsapp", "website", "colors", "language_names"),
    ),
    StaffLabel(
        "more",
        "La página para el sitio de la escuela. Se sube con web.zip.",
        "The page for the school's website. It is uploaded with web.zip.",
        "Ver la página",
        "See the page",
    ),
    website=True,
    dependencies=("captions", "poster"),
    units=1,
    make=_make,
    includes=("video", "message", "paper", "captions", "poster"),
    per_language=True,
)
