"""Make a presentation for a room full of families: slides in every language, and a guide for whoever leads.

It is the folder ``present``: ``index.html`` with the slides, the guide to print, and pictures and sounds by language
(``es/paso-1.webp``, ``es/paso-1-close.webp``, ``es/paso-1.m4a``). It works from a USB stick, since a school's hall may have no
internet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from annotator.model import Colors, StaffLabel, StepCard, StepNumber, Utterance
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.practice import make_steps
from annotator.pack.products.product import Output, PackProduct, ProductContext
from annotator.pack.products.shared_files import encode_once
from annotator.pack.products.sounds import make_sound, voice_seconds

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.pages.presentation import PresentationLanguage, SlidePicture

_PICTURE_BYTES = 60_000
"""The maximum size of a picture, in bytes: slides are shown from disk, but packs are copied and kept."""
_PHOTO_PX, _SIGN_PX = 480, 128


def _make_presentation(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    """Make the slides and the guide, with their pictures and sounds."""
    from annotator.pages import practice, presentation, tutorial_pages  # loads OpenCV

    files = _PresentationFiles(context)
    tutorial = collect_pages(editions, context.files)
    wide_steps = frozenset(step.number for step in editions[0].steps if _is_wide(step))
    session = presentation.Presentation(
        tutorial=tutorial,
        languages=tuple(_collect_language(edition, wide_steps, files) for edition in editions),
        wide=wide_steps,
        pauses=editions[0].pauses,
        signs=_make_signs(editions[0], files),
        photo=files.add_photo(tutorial.school.photo),
    )
    files.add("", tutorial_pages.INDEX, presentation.render_slides(session).encode())
    files.add("", presentation.GUIDE, presentation.render_guide(session).encode())
    for language in session.languages:
        if language.practice:
            page = practice.render_five(tutorial, language.page, language.practice)
            files.add("", f"five-{language.page.lang}.html", page.encode())
    yield from files.outputs


@dataclass
class _PresentationFiles:
    """Writes the files of a presentation, each picture of a slide once, since languages may share their screens.

    Two languages with the same 03.png have one picture: ``pictures`` maps its card and size, ``(card, (720, 1280))``, to the
    `SlidePicture` that both slides show.

    Attributes:
        context: the pack being made.
        outputs: the files written so far.
        pictures: the pictures of slides written so far, by card and size in pixels.
    """

    context: ProductContext
    outputs: list[Output] = field(default_factory=list)
    pictures: dict[tuple[StepCard, tuple[int, int]], SlidePicture] = field(default_factory=dict)

    def add(self, lang: str, name: str, data: bytes, step: StepNumber | None = None) -> str:
        """Write a file of a language, or of all languages (empty); return its address in the pages."""
        from annotator.pages import presentation, tutorial_pages  # loads OpenCV

        inside = f"{lang}/{name}" if lang else name
        tutorial_pages.write_files(self.context.folder / presentation.FOLDER / lang, {name: data})
        self.outputs.append(Output(f"{presentation.FOLDER}/{inside}", step=step, lang=lang or None))
        return quote(inside)

    def add_picture(self, edition: Edition, card: StepCard, size: tuple[int, int]) -> SlidePicture:
        """Draw a picture of a step, unless an earlier language has the same."""
        from annotator.pages import page_pictures, presentation  # loads OpenCV

        def draw() -> bytes:
            """The picture as WebP; drawn only if it isn't cached."""
            picture = self.context.renderer.picture(card, size, for_paper=False)
            return page_pictures.encode_webp(picture, max_bytes=_PICTURE_BYTES)

        if (card, size) not in self.pictures:
            suffix = "-close.webp" if card.view == "close" else ".webp"
            data = encode_once(self.context.cache, ".webp", draw, "slide", card, size)
            href = self.add(edition.lang, edition.step_file(card.number, suffix), data, card.number)
            self.pictures[card, size] = presentation.SlidePicture(href, size)
        return self.pictures[card, size]

    def add_sound(
        self, edition: Edition, name: str, spoken: Sequence[Utterance], step: StepNumber | None = None
    ) -> str:
        """Write a sound; return its address, or an empty string if nothing is spoken."""
        from annotator.pages import presentation  # loads OpenCV

        outputs = make_sound(edition, f"{presentation.FOLDER}/{edition.lang}/{name}", spoken, self.context, step)
        self.outputs += outputs
        return quote(f"{edition.lang}/{name}") if outputs else ""

    def add_photo(self, photo: Path | None) -> str:
        """Write the face of the person to ask; return its address, or an empty string if there is none."""
        from annotator.pages import chat_links, page_pictures  # loads OpenCV

        if photo is None:
            return ""
        return self.add("", chat_links.PHOTO, page_pictures.make_face(photo, _PHOTO_PX))


def _collect_language(edition: Edition, wide: frozenset[StepNumber], files: _PresentationFiles) -> PresentationLanguage:
    """The slides of one language; their pictures and sounds are made."""
    from annotator.edition.edition import END, PHONE, RAISE_HAND, TITLE, step_key  # only when made
    from annotator.pages import presentation  # loads OpenCV
    from annotator.text import sentence_rules

    sounds, steps = files.context.spoken(edition).sounds, []
    page = collect_pages([edition], files.context.files).pages[0]
    for step, facts in zip(edition.steps, page.steps, strict=True):
        cards = _choose_pictures(edition, step, step.number in wide)
        pictures = tuple(files.add_picture(edition, card, size) for card, size in cards)
        spoken = sounds.get(step_key(step.number), ())
        sound = files.add_sound(edition, edition.step_file(step.number, ".m4a"), spoken, step.number)
        steps.append(presentation.SlideStep(facts, pictures, sound))
    addresses = {step.sound for step in steps}

    def write(name: str, data: bytes, step: StepNumber) -> str:
        """Write a picture without marks; return its address."""
        return files.add(edition.lang, name, data, step)

    def find_sound(name: str) -> str:
        """The address of the sound of a step, or an empty string if nothing is spoken."""
        address = quote(f"{edition.lang}/{name}")
        return address if address in addresses else ""

    closing = (*sounds.get(END, ()), *sounds.get(PHONE, ()))
    return presentation.PresentationLanguage(
        page=page,
        steps=tuple(steps),
        hands=tuple(sentence_rules.split_sentences(edition.book.fixed("raise-hand"))),
        hands_lang=edition.book.words_lang,
        title_sound=files.add_sound(edition, "title.m4a", sounds.get(TITLE, ())),
        hands_sound=files.add_sound(edition, "raise-hand.m4a", sounds.get(RAISE_HAND, ())),
        closing_sound=files.add_sound(edition, "end.m4a", closing),
        seconds=sum(map(voice_seconds, sounds.values())),
        practice=make_steps(edition, files.context, write, find_sound),
    )


def _choose_pictures(edition: Edition, step: EditionStep, is_wide: bool) -> list[tuple[StepCard, tuple[int, int]]]:
    """The cards of a step's slide, each with the size of its picture: two, or one in a draft or if nothing is enlarged."""
    from annotator.cards.geometry import Rect  # loads Pillow
    from annotator.cards.plan import framing
    from annotator.pages import presentation

    whole_size = presentation.WIDE_BOTH if is_wide else presentation.TALL_WHOLE
    close_size = presentation.WIDE_BOTH if is_wide else presentation.TALL_CLOSE
    if edition.draft or not framing.enlarges(step.close, Rect(0, 0, *close_size)):
        return [(step.whole, presentation.WIDE_ALONE if is_wide else presentation.TALL_ALONE)]
    return [(step.whole, whole_size), (step.close, close_size)]


def _is_wide(step: EditionStep) -> bool:
    """Whether the screen of a step is wider than high, as a laptop's."""
    width, height = step.whole.screen.size
    return width > height


def _make_signs(edition: Edition, files: _PresentationFiles) -> dict[StepNumber, str]:
    """Draw the pictogram of each step's action, each one once; return their addresses by step."""
    signs: dict[StepNumber, str] = {}
    addresses: dict[str, str] = {}
    for step in edition.steps:
        card = step.whole
        if card.action is None:
            continue
        name = card.pictogram
        if name not in addresses:
            colors = card.theme.colors
            draw = partial(_draw_sign, name, colors)
            sign = encode_once(files.context.cache, ".webp", draw, "sign", name, colors)
            addresses[name] = files.add("", f"{name}.webp", sign)
        signs[step.number] = addresses[name]
    return signs


def _draw_sign(name: str, colors: Colors) -> bytes:
    """A pictogram on white, as WebP."""
    from annotator.cards import shapes
    from annotator.cards.palette import WHITE, derive_palette
    from annotator.pages import page_pictures

    image = shapes.new_image((_SIGN_PX, _SIGN_PX), WHITE)
    ink = derive_palette(colors).night
    shapes.draw_pictogram(image, name, (_SIGN_PX / 2, _SIGN_PX / 2), round(_SIGN_PX * 0.84), ink)
    return page_pictures.encode_webp(shapes.to_pixels(image))


PRESENT = PackProduct(
    "present",
    StaffLabel(
        "more",
        "Para una reunión con familias: un paso a la vez, en grande, con voz. Sin internet. Con una guía para imprimir.",
        "For a session with families: one step at a time, large, with voice. Without internet. With a guide to print.",
        "Abrir las láminas",
        "Open the slides",
    ),
    spoken=True,
    phrases=True,
    units=2,
    make=_make_presentation,
)
