"""Make the pages for the school's website, a folder that any web server can serve: no program runs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.edition.renderer import draw_once, encode_once
from annotator.media import ffmpeg
from annotator.media.ffmpeg import Loudness
from annotator.media.files import copy_into_place
from annotator.model import PackFile, StaffLabel, StepCard, StepNumber, Utterance
from annotator.pack.products.chat import MESSAGE_NAME
from annotator.pack.products.product import EditionProduct, Output, PackProduct, ProductContext
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.text.folding import plain_name
from annotator.timeline import captions

if TYPE_CHECKING:
    from annotator.cards.geometry import Pixels
    from annotator.edition.edition import Edition, EditionStep

KIND = "said"
"""Kind of cache entry: that of all spoken files."""


def make_sound(
    edition: Edition, path: str, spoken: Sequence[Utterance], context: ProductContext, step: StepNumber | None = None
) -> list[Output]:
    """Write the sound of an edition to ``path`` in the pack, and list it with its warnings; nothing if nobody speaks."""
    from annotator.pack import report  # only when made

    loudness = write_voice(spoken, context.folder / path, context.cache)
    if loudness is None:
        return []
    warnings = tuple(report.check_loudness(edition, path, loudness, step))
    return [Output(path, voice_seconds(spoken), step, warnings, edition.lang)]


def write_voice(spoken: Sequence[Utterance], path: Path, cache: Cache) -> Loudness | None:
    """Write utterances with pauses between them to ``path``; return the measured loudness, or None if there are none.

    The sound is cached by its clips, so that the packs of several schools share it. Raises OutputError.
    """
    from annotator.voice import memo  # only when made

    if not spoken:
        return None
    parts = pace.with_pauses(spoken)
    name = key(code_version.of(__name__), path.suffix, [(clip.digest, pause) for clip, pause in parts])
    file, loudness = ffmpeg.make_once(cache, KIND, name, path.suffix, partial(memo.write_sound, parts))
    path.parent.mkdir(parents=True, exist_ok=True)
    copy_into_place(file, path)
    return loudness


def voice_seconds(spoken: Sequence[Utterance]) -> float:
    """The duration of the sound of ``spoken``, in seconds."""
    return sum(clip.seconds + pause for clip, pause in pace.with_pauses(spoken))


def _make_pages(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator.pages import tutorial_pages  # loads OpenCV

    made: dict[str, Output] = {}
    for edition in editions:
        outputs = (*_make_pictures(edition, context), *_make_sounds(edition, context))
        made |= {output.path: output for output in outputs}
    pages = collect_pages(
        editions,
        context.files,
        context.folder,
        {edition.lang: captions.transcript(context.spoken(edition).timeline) for edition in editions},
    )
    tutorial_pages.copy_from_pack(context.folder, context.web, pages)
    tutorial_pages.write_pages(context.web, pages, context.publishing, gallery=context.gallery)
    tutorial_pages.write_embed(context.web, pages, context.publishing)
    listed = {file.path for file in context.files}
    for file in sorted(path for path in context.web.rglob("*") if path.is_file()):
        path = file.relative_to(context.folder).as_posix()
        if path not in listed:
            lang = file.parent.name if file.parent != context.web else None
            output = made.get(path, Output(path))
            yield Output(path, step=output.step, warnings=output.warnings, lang=lang)


def _make_pictures(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    for step in edition.steps:
        name = edition.step_file(step.number, ".webp")

        def encode(card: StepCard = step.close) -> bytes:
            return page_pictures.make_step_picture(context.renderer.card(card))

        picture = encode_once(context.cache, ".webp", encode, "page", step.close)
        tutorial_pages.write_files(context.web / edition.lang, {name: picture})
        yield Output(f"{context.web.name}/{edition.lang}/{name}", step=step.number)


def _make_sounds(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the sounds of the steps and, for the gallery, of the title and of the language's name."""
    from annotator.edition.edition import TITLE  # only when made
    from annotator.pages import tutorial_pages  # loads OpenCV

    spoken, folder = context.spoken(edition), f"{context.web.name}/{edition.lang}"
    for section in spoken.sections:
        if section.step is not None:
            path = f"{folder}/{edition.step_file(section.step, '.m4a')}"
            yield from make_sound(edition, path, section.spoken, context, section.step)
    name = _speak_language_name(edition, context)
    yield from make_sound(edition, f"{folder}/{tutorial_pages.NAME}", name, context)
    # Its first sentence, or the whole opening memo.
    opening = spoken.sounds.get(TITLE, ())
    title = opening if any(said.memo for said in opening) else opening[:1]
    yield from make_sound(edition, f"{folder}/{tutorial_pages.SPOKEN_TITLE}", title, context)


def _speak_language_name(edition: Edition, context: ProductContext) -> Sequence[Utterance]:
    """The language's name: spoken by its voice, else the tutorial's opening memo.

    Nothing if the language has neither, or if its voice can't be had: the rest may be memos.
    """
    from annotator import languages  # only when made
    from annotator.edition.edition import TITLE
    from annotator.errors import MissingError, ServiceError
    from annotator.voice import narrate

    if not languages.has_table(edition.lang, "voices.toml"):
        opening = context.spoken(edition).sounds.get(TITLE, ())
        return [Utterance("", said.clip, memo=True) for said in opening if said.memo]
    choice = context.voice_choices[edition.lang]
    request = narrate.SayRequest(edition.lang, edition.own_name)
    try:
        return narrate.narrate([request], {edition.lang: choice}, context.cache).spoken[0]
    except (MissingError, ServiceError):
        return ()


def _make_poster(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    def shrink(card: StepCard) -> Pixels:
        return page_pictures.shrink_for_preview(context.renderer.card(card))

    counted = [step for step in edition.steps if not step.step.is_aside]
    last, middle = len(counted), (len(counted) + 1) // 2
    cards = [counted[number - 1].close for number in dict.fromkeys((last, middle))]
    # Other packs have the same pictures, too, while the school's name is beside them.
    shown = [draw_once(context.cache, partial(shrink, card), "preview", card) for card in cards]
    colors = edition.school.colors
    preview = page_pictures.make_preview(edition.title, edition.school.name, shown, colors)
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
    pages = tuple(
        PageData(
            lang=edition.lang,
            words_lang=edition.words_lang,
            own_name=edition.own_name,
            title=edition.title,
            why=edition.why,
            steps=tuple(_collect_step(step, edition) for step in edition.steps),
            stem=edition.stem,
            device=edition.device,
            message=_read_message(folder, edition.lang),
            seconds=seconds.get(edition.lang, 0.0),
            transcript=(transcripts or {}).get(edition.lang, ()),
        )
        for edition in editions
    )
    first, tutorial = editions[0], editions[0].tutorial
    return TutorialPages(
        plain_name(first.name), pages, first.school, tutorial.platform or "", tutorial.device or "", tutorial.checked
    )


def _read_message(folder: Path | None, lang: str) -> str:
    """The message in a pack; empty if it has none."""
    path = folder / lang / MESSAGE_NAME if folder else None
    return path.read_text(encoding="utf-8") if path and path.exists() else ""


def _collect_step(step: EditionStep, edition: Edition) -> StepData:
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
        "La página para el sitio de la escuela. Se sube con web.zip.",
        "The page for the school's website. It is uploaded with web.zip.",
        "Ver la página",
        "See the page",
    ),
    spoken=True,
    website=True,
    dependencies=("captions", "poster"),
    units=1,
    make=_make_pages,
)
