"""Make the pages for the school's website, a folder that any web server can serve: no program runs there.

The folder ``web`` has a page for each language with a picture and a sound for each step (``es/paso-1.webp``,
``es/paso-1.m4a``), so that families look and listen again without loading the video.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator import languages
from annotator.errors import MissingError, ServiceError
from annotator.model import StaffLabel, StepCard, Utterance
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import Output, PackProduct, ProductContext
from annotator.pack.products.shared_files import encode_once
from annotator.pack.products.sounds import make_sound
from annotator.timeline import export

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep


def _make_pages(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the pages with their pictures and sounds, and yield every file of the website's folder that isn't listed yet."""
    from annotator.pages import embed_page, tutorial_pages  # loads OpenCV

    step_files: dict[str, Output] = {}
    for edition in editions:
        outputs = (*_make_pictures(edition, context), *_make_sounds(edition, context))
        step_files |= {output.path: output for output in outputs}
    transcripts = {edition.lang: export.transcript(context.spoken(edition).timeline) for edition in editions}
    pages = collect_pages(editions, context.files, context.folder, transcripts)
    tutorial_pages.copy_from_pack(context.folder, context.web, pages)
    tutorial_pages.write_pages(context.web, pages, context.publishing, gallery=context.gallery)
    embed_page.write_embed(context.web, pages, context.publishing)
    page_phones = {
        f"{context.web.name}/{page.lang}/{other.file}": other.phone for page in pages.pages for other in page.phones
    }
    listed = {file.path for file in context.files}
    for file in sorted(path for path in context.web.rglob("*") if path.is_file()):
        path = file.relative_to(context.folder).as_posix()
        if path not in listed:
            lang = file.parent.name if file.parent != context.web else None
            output = step_files.get(path, Output(path))
            phone = output.phone or page_phones.get(path)
            yield Output(path, step=output.step, warnings=output.warnings, lang=lang, phone=phone)


def choose_tile_step(steps: Sequence[EditionStep]) -> EditionStep:
    """The step whose picture is on a tutorial's tile: the first with an action that isn't an aside, else the first.

    Tutorials for the same laptop may begin alike, with how to move its arrow.
    """
    return next((step for step in steps if step.step.action is not None and not step.step.is_aside), steps[0])


def _make_pictures(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture of each step, that of the tile, and one of each phone, if there are several."""
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    tile_step = choose_tile_step(edition.steps)
    for shown, step in edition.list_cards():
        name = shown.step_file(step.number, ".webp")

        def encode(card: StepCard = step.close) -> bytes:
            """The picture as WebP; called only if it isn't cached."""
            return page_pictures.make_step_picture(context.renderer.card(card))

        def draw_tile(card: StepCard = step.close) -> bytes:
            """The picture of the tutorial's tile; called only if it isn't cached."""
            size = (page_pictures.TILE_DRAWN_PX, page_pictures.TILE_DRAWN_PX)
            return page_pictures.make_tile(context.renderer.picture(card, size, for_paper=False))

        picture = encode_once(context.cache, ".webp", encode, "page", step.close)
        files = {name: picture}
        if step is tile_step:
            files[tutorial_pages.TILE] = encode_once(context.cache, ".webp", draw_tile, "tile", step.close)
        tutorial_pages.write_files(context.web / edition.lang, files)
        yield Output(f"{context.web.name}/{edition.lang}/{name}", step=step.number, phone=shown.word)
    for phone, card in _choose_phone_screens(edition).items():

        def draw(card: StepCard = card) -> bytes:
            """A small picture of the whole screen, as WebP."""
            return page_pictures.encode_webp(context.renderer.picture(card, tutorial_pages.PHONE_SIZE, for_paper=False))

        picture = encode_once(context.cache, ".webp", draw, "phone", card, tutorial_pages.PHONE_SIZE)
        name = tutorial_pages.phone_picture(phone)
        tutorial_pages.write_files(context.web / edition.lang, {name: picture})
        yield Output(f"{context.web.name}/{edition.lang}/{name}", phone=phone)


def _choose_phone_screens(edition: Edition) -> dict[str, StepCard]:
    """By the word of each phone a screen by which a family knows its own: of the first step that looks different there."""
    screens: dict[str, StepCard] = {}
    for shown, step in edition.list_cards():
        if shown.word and shown.word not in screens:
            first_card = edition.step(step.number).whole
            screens.setdefault(edition.tutorial.phones[0].word, replace(first_card, marks=()))
            screens[shown.word] = replace(step.whole, marks=())
    return screens


def _make_sounds(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sounds of the opening, of whom to ask, the title and the language's name; `practice` has the steps'."""
    from annotator.edition.edition import END, PHONE, TITLE  # only when made
    from annotator.pages import tutorial_pages  # loads OpenCV

    spoken, folder = context.spoken(edition), f"{context.web.name}/{edition.lang}"
    language_name = _speak_language_name(edition, context)
    yield from make_sound(edition, f"{folder}/{tutorial_pages.NAME}", language_name, context)
    # Its first sentence, or the whole opening memo.
    opening = spoken.sounds.get(TITLE, ())
    title = opening if any(utterance.memo for utterance in opening) else opening[:1]
    yield from make_sound(edition, f"{folder}/{tutorial_pages.SPOKEN_TITLE}", title, context)
    for shown in (edition, *edition.phones) if opening else ():
        device: Sequence[Utterance] = ()
        if shown.device:
            device = _speak(edition, edition.book.fixed("for-device", device=shown.device), context)
        path = f"{folder}/{tutorial_pages.opening_sound(shown.word)}"
        yield from make_sound(shown, path, (*opening, *device), context)
    # Not that the film is over.
    closing = [utterance for utterance in spoken.sounds.get(END, ()) if utterance.text != edition.book.fixed("end")]
    help_text = (*closing, *spoken.sounds.get(PHONE, ()))
    yield from make_sound(edition, f"{folder}/{tutorial_pages.HELP}", help_text, context)


def _speak_language_name(edition: Edition, context: ProductContext) -> Sequence[Utterance]:
    """The language's name: spoken by its voice; in a language that no voice speaks, the tutorial's opening memo."""
    from annotator.edition.edition import TITLE

    if not languages.has_table(edition.lang, "voices.toml"):
        opening = context.spoken(edition).sounds.get(TITLE, ())
        return [Utterance("", utterance.clip, memo=True) for utterance in opening if utterance.memo]
    return _speak(edition, edition.own_name, context)


def _speak(edition: Edition, text: str, context: ProductContext) -> Sequence[Utterance]:
    """What a page says beyond its film, by the language's voice; nothing if that is missing, or can't be reached."""
    from annotator.voice import narrate

    if not languages.has_table(edition.lang, "voices.toml"):
        return ()
    choice = context.voice_choices[edition.lang]
    request = narrate.SayRequest(edition.lang, text)
    try:
        return narrate.narrate([request], {edition.lang: choice}, context.cache).spoken[0]
    except (MissingError, ServiceError):
        return ()


PAGE = PackProduct(
    "page",
    StaffLabel(
        "more",
        "Lo que va en la página de la escuela. Se sube con web.zip.",
        "The page for the school's website. It is uploaded with web.zip.",
        "Ver la página",
        "See the page",
    ),
    spoken=True,
    website=True,
    dependencies=("captions", "poster", "practice"),
    units=1,
    make=_make_pages,
)
