"""Make the pages for the school's website, a folder that any web server can serve: no program runs there.

The folder ``web`` has a page for each language with a picture and a sound for each step (``es/paso-1.webp``,
``es/paso-1.m4a``), so that families look and listen again without loading the video. The sounds of the presentation are made
here, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import languages, pace
from annotator.cache import Cache, code_version, key
from annotator.errors import MissingError, ServiceError
from annotator.media import ffmpeg
from annotator.media.ffmpeg import Loudness
from annotator.media.files import copy_into_place
from annotator.model import PackFile, StaffLabel, StepCard, StepNumber, Utterance
from annotator.pack import file_checks
from annotator.pack.products.chat import MESSAGE_NAME
from annotator.pack.products.product import EditionProduct, Output, PackProduct, ProductContext, draw_once, encode_once
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.text.slugs import plain_name
from annotator.timeline import export

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.edition.edition import Edition, EditionStep

KIND = "said"
"""Kind of cache entry: that of the sound files written here."""


def make_sound(
    edition: Edition, path: str, spoken: Sequence[Utterance], context: ProductContext, step: StepNumber | None = None
) -> list[Output]:
    """Write the sound of an edition to ``path`` in the pack, and list it with its warnings; nothing if nobody speaks."""
    loudness = write_voice(spoken, context.folder / path, context.cache)
    if loudness is None:
        return []
    warnings = tuple(file_checks.check_loudness(edition, path, loudness, step))
    return [Output(path, voice_seconds(spoken), step, warnings, edition.lang, edition.word)]


def write_voice(spoken: Sequence[Utterance], path: Path, cache: Cache) -> Loudness | None:
    """Write utterances with pauses between them to ``path``; return the measured loudness, or None if there are none.

    The sound is cached by its clips, so that the packs of several schools share it. Raises OutputError.
    """
    from annotator.voice import say

    if not spoken:
        return None
    clips = pace.with_pauses(spoken)
    name = key(code_version.of(__name__), path.suffix, [(clip.digest, pause) for clip, pause in clips])
    file, loudness = ffmpeg.make_once(cache, KIND, name, path.suffix, partial(say.write_sound, clips))
    path.parent.mkdir(parents=True, exist_ok=True)
    copy_into_place(file, path)
    return loudness


def voice_seconds(spoken: Sequence[Utterance]) -> float:
    """The duration of ``spoken`` with the pauses between, in seconds."""
    return sum(clip.seconds + pause for clip, pause in pace.with_pauses(spoken))


def _make_pages(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the pages with their pictures and sounds, and yield every file of the folder that isn't listed yet."""
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
    """The step whose picture is on a tutorial's tile: the first in which something is done, else the first.

    Tutorials for the same laptop may begin alike, with how to move its arrow.
    """
    return next((each for each in steps if each.step.action is not None and not each.step.is_aside), steps[0])


def _make_pictures(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture of each step, and one of each phone, if there are several."""
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    first = choose_tile_step(edition.steps)
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
        if step is first:
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
            own = edition.step(step.number).whole
            screens.setdefault(edition.tutorial.phones[0].word, replace(own, marks=()))
            screens[shown.word] = replace(step.whole, marks=())
    return screens


def _make_sounds(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sounds of the opening, of whom to ask, the title and the language's name; `practice` has the steps'."""
    from annotator.edition.edition import END, PHONE, TITLE  # only when made
    from annotator.pages import tutorial_pages  # loads OpenCV

    spoken, folder = context.spoken(edition), f"{context.web.name}/{edition.lang}"
    name = _speak_language_name(edition, context)
    yield from make_sound(edition, f"{folder}/{tutorial_pages.NAME}", name, context)
    # Its first sentence, or the whole opening memo.
    opening = spoken.sounds.get(TITLE, ())
    title = opening if any(utterance.memo for utterance in opening) else opening[:1]
    yield from make_sound(edition, f"{folder}/{tutorial_pages.SPOKEN_TITLE}", title, context)
    for shown in (edition, *edition.phones) if opening else ():
        device = _speak(edition, edition.book.fixed("for-device", device=shown.device), context) if shown.device else ()
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
    """What a page says beyond its film, by the language's voice; nothing if there is none here: the rest may be memos."""
    from annotator.voice import narrate

    if not languages.has_table(edition.lang, "voices.toml"):
        return ()
    choice = context.voice_choices[edition.lang]
    request = narrate.SayRequest(edition.lang, text)
    try:
        return narrate.narrate([request], {edition.lang: choice}, context.cache).spoken[0]
    except (MissingError, ServiceError):
        return ()


def _make_poster(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture that the video shows before it plays, and the preview that a chat shows of the page's address."""
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    def shrink(card: StepCard) -> Pixels:
        """The picture of a step in the size in which it is on the preview."""
        return page_pictures.shrink_for_preview(context.renderer.card(card))

    steps = [step for step in edition.steps if not step.step.is_aside]
    last, middle = len(steps), (len(steps) + 1) // 2
    cards = [steps[number - 1].close for number in dict.fromkeys((last, middle))]
    # Other packs have the same pictures, too, while the school's name is beside them.
    previews = [draw_once(context.cache, partial(shrink, card), "preview", card) for card in cards]
    colors = edition.school.colors
    preview = page_pictures.make_preview(edition.title, edition.school.name, previews, colors)
    files = {
        tutorial_pages.POSTER: page_pictures.make_poster(context.renderer.card(edition.opening), colors),
        tutorial_pages.PREVIEW: preview,
    }
    tutorial_pages.write_files(context.web / edition.lang, files)
    yield from (Output(f"{context.web.name}/{edition.lang}/{name}") for name in files)


def collect_pages(
    editions: Sequence[Edition],
    files: Sequence[PackFile] = (),
    folder: Path | None = None,
    transcripts: Mapping[str, tuple[str, ...]] | None = None,
) -> TutorialPages:
    """Collect the content of the pages of all editions.

    Args:
        editions: the editions, at least one, in the tutorial's order.
        files: the files of the pack, for the duration of its videos.
        folder: the pack's folder, for the messages to paste into a chat.
        transcripts: the captions of the video as lines of text, by language: ``{"es": ("Toque Unirse.", …)}``.
    """
    seconds = {file.lang: file.seconds for file in files if file.kind == "video" and file.seconds}

    def collect(edition: Edition) -> PageData:
        """The content of one page, with those for other phones."""
        own = [_collect_step(step, edition) for step in edition.steps]
        page = PageData(
            lang=edition.lang,
            words_lang=edition.words_lang,
            own_name=edition.own_name,
            title=edition.title,
            why=edition.why,
            steps=tuple(own),
            stem=edition.stem,
            device=edition.device,
            message=_read_message(folder, edition.lang),
            seconds=seconds.get(edition.lang, 0.0),
            transcript=(transcripts or {}).get(edition.lang, ()),
            phone_name=edition.tutorial.phones[0].name if edition.phones else "",
        )
        others = (_collect_phone(page, edition, other) for other in edition.phones)
        return replace(page, phone=edition.tutorial.phones[0].word if edition.phones else "", phones=tuple(others))

    pages = tuple(map(collect, editions))
    first_edition, tutorial = editions[0], editions[0].tutorial
    return TutorialPages(
        plain_name(first_edition.name),
        pages,
        first_edition.school,
        tutorial.platform or "",
        tutorial.device or "",
        tutorial.checked,
    )


def _read_message(folder: Path | None, lang: str) -> str:
    """The message in a pack; empty if it has none."""
    path = folder / lang / MESSAGE_NAME if folder else None
    return path.read_text(encoding="utf-8") if path and path.exists() else ""


def _collect_phone(page: PageData, edition: Edition, other: Edition) -> PageData:
    """The content of a page for another phone, whose steps have the files of the first one's where nothing differs."""
    assert other.phone is not None
    different = {text.step for text in other.texts}
    steps = []
    for step, own, data in zip(other.steps, edition.steps, page.steps, strict=True):
        collected = data if step is own else _collect_step(step, other)
        steps.append(collected if step.number in different else replace(collected, sound=data.stem))
    facts = replace(page, message="", transcript=(), device=other.device)
    return replace(facts, steps=tuple(steps), phone=other.phone.word, phone_name=other.phone.name, is_other=True)


def _collect_step(step: EditionStep, edition: Edition) -> StepData:
    """The content of a step on the page."""
    return StepData(
        step.number,
        edition.step_file(step.number, ""),
        step.instruction,
        step.chip,
        step.note if edition.book.is_native else None,
        step.question,
        step.step.continues,
    )


POSTER = EditionProduct("poster", website=True, units=1, make=_make_poster)
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
