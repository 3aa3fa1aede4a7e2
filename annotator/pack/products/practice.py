"""Make the practice pages of each language (``web/es/practice.html``), with their pictures without marks and their sounds.

The pictures are the whole screens with the covers of the cards (``web/es/paso-3-practice.jpg``). They are JPEG, since Safari 13
shows no WebP, and a practice page without its picture is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from annotator.model import ACTIONS, Box, StaffLabel, StepCard, StepNumber
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.products.shared_files import encode_once
from annotator.pack.products.sounds import make_sound
from annotator.screen import boxes
from annotator.text import presses

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.pages.page_data import PageData, StepData
    from annotator.pages.practice import PracticeStep, Share

MAX_BYTES, MAX_TOTAL_BYTES = 60_000, 700_000
"""The maximum size of a picture, and of all those of a page, in bytes, since families pay for their data."""
_WIDTH_PX, _WIDE_PX = 640, 1200
"""The maximum width of a picture of an upright screen, and of a wide one."""
_MARGIN = 0.9
"""The space of a button around its text, in heights of the text; for buttons that would do harm."""


def _make_practice(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the page of one language and of each other phone, and their pictures and sounds.

    There is no page, only its sounds, if every step is an aside.
    """
    from annotator.edition.edition import PRACTICE_BEGIN, PRACTICE_DONE, PRACTICE_TELL  # only when made
    from annotator.pages import practice, tutorial_pages  # loads OpenCV

    folder, spoken = f"{context.web.name}/{edition.lang}", context.spoken(edition)
    tutorial = collect_pages([edition])
    outputs = {output.path: output for output in _make_sounds(edition, folder, context)}
    end = (PRACTICE_DONE, PRACTICE_TELL) if tutorial.school.whatsapp else (PRACTICE_DONE,)
    for name, keys in {practice.BEGIN: (PRACTICE_BEGIN,), practice.END: end}.items():
        utterances = [utterance for key in keys for utterance in spoken.sounds.get(key, ())]
        outputs |= {output.path: output for output in make_sound(edition, f"{folder}/{name}", utterances, context)}
    sounds = {Path(path).name for path in outputs}
    for page in (tutorial.pages[0], *tutorial.pages[0].phones):

        def write(name: str, data: bytes, step: StepNumber, page: PageData = page) -> str:
            """Write a picture beside the page; return its address. Phones share those in which they don't differ."""
            tutorial_pages.write_files(context.web / edition.lang, {name: data})
            output = Output(f"{folder}/{name}", step=step, phone=page.phone if page.is_other else None)
            outputs.setdefault(output.path, output)
            return quote(name)

        def find_sound(name: str) -> str:
            """The address of a sound beside the page; empty if nothing is spoken."""
            return quote(name) if name in sounds else ""

        steps = make_steps(edition, context, write, find_sound, page)
        if steps:
            name = tutorial_pages.practice_file(page)
            text = practice.render(tutorial, page, steps, find_sound(practice.BEGIN), find_sound(practice.END))
            tutorial_pages.write_files(context.web / edition.lang, {name: text.encode()})
            path = f"{folder}/{name}"
            outputs[path] = Output(path, phone=page.phone if page.is_other else None)
    yield from outputs.values()


def _make_sounds(edition: Edition, folder: str, context: ProductContext) -> Iterator[Output]:
    """Make the sounds of the steps, and what is said otherwise on other phones."""
    spoken = context.spoken(edition)
    for section in spoken.sections:
        if section.step is not None:
            path = f"{folder}/{edition.step_file(section.step, '.m4a')}"
            yield from make_sound(edition, path, section.spoken, context, section.step)
    for other in edition.phones:
        for text in other.texts:
            assert text.step is not None
            path = f"{folder}/{other.step_file(text.step, '.m4a')}"
            yield from make_sound(other, path, spoken.sounds.get(text.key, ()), context, text.step)


def make_steps(
    edition: Edition,
    context: ProductContext,
    write: Callable[[str, bytes, StepNumber], str],
    find_sound: Callable[[str], str],
    page: PageData | None = None,
) -> tuple[PracticeStep, ...]:
    """Draw the pictures of the steps without marks, and return the steps to try; asides are left out.

    ``write`` takes a picture's name, its content and its step, and returns its address; ``find_sound`` returns that of a sound.
    ``page`` is the page of a phone; None for that of the tutorial's own pictures.
    """
    page = page or collect_pages([edition]).pages[0]
    shown = next((other for other in edition.phones if page.is_other and other.word == page.phone), edition)
    chosen = [(step, facts) for step, facts in zip(shown.steps, page.steps, strict=True) if not step.step.is_aside]
    limit = min(MAX_BYTES, MAX_TOTAL_BYTES // max(1, len(chosen)))
    result = []
    for step, facts in chosen:
        name = f"{facts.stem}-practice.jpg"
        href = write(name, _draw(step.whole, context, name, limit), step.number)
        result.append(_describe(step, facts, href, find_sound(f"{facts.sound or facts.stem}.m4a")))
    return tuple(result)


def _draw(card: StepCard, context: ProductContext, name: str, limit: int) -> bytes:
    """The screen of a card without marks, as JPEG; drawn only if it isn't cached."""
    from annotator.cards import image_files, shapes
    from annotator.cards.geometry import Rect

    part, (width, height) = _find_shown_part(card), _choose_picture_size(card)

    def encode() -> bytes:
        """The picture, drawn now."""
        pixels = context.renderer.screenshot(card.screen.digest)
        image = shapes.crop_pixels(pixels, Rect(part.x, part.y, part.right, part.bottom), (width, height))
        return image_files.encode_jpeg(shapes.to_pixels(image), name, max_bytes=limit)

    return encode_once(context.cache, ".jpg", encode, "practice", card.screen, limit)


def _find_shown_part(card: StepCard) -> Box:
    """The part of a picture that is the screen; all of it unless there are margins around the screen."""
    return card.screen.kind.screen or Box(0, 0, *card.screen.size)


def _choose_picture_size(card: StepCard) -> tuple[int, int]:
    """Width and height of the picture of a card's screen, in pixels."""
    part = _find_shown_part(card)
    width = min(part.w, _WIDE_PX if part.w > part.h else _WIDTH_PX)
    return width, round(part.h * width / part.w)


def _describe(step: EditionStep, facts: StepData, picture: str, sound: str) -> PracticeStep:
    """What to do in a step, and where."""
    from annotator.pages import practice

    card = step.whole
    part, size = _find_shown_part(card), _choose_picture_size(card)
    places = tuple(share for mark in card.marks if (share := _to_share(mark.outline, part)))
    if card.direction is not None:
        direction = card.finger_path or card.direction
        return practice.PracticeStep(facts, picture, size, "move", places, direction=direction, sound=sound)
    harms = tuple(share for box in _find_harms(step) if (share := _to_share(box, part)))
    if not places or card.action is None or ACTIONS[card.action].mark != "pointer":
        return practice.PracticeStep(facts, picture, size, "next", harms=harms, sound=sound)
    examples = [cover.example for cover, _ in card.examples if cover.example]
    typed = card.sample or next(iter(examples), "")
    kinds: Mapping[str, practice.Kind] = {"hold": "hold", "type": "type"}
    kind = kinds.get(card.action, "press")
    return practice.PracticeStep(facts, picture, size, kind, places, harms=harms, typed=typed, sound=sound)


def _find_harms(step: EditionStep) -> list[Box]:
    """The buttons on a step's screen that do harm: the space around their texts, without what the step presses itself."""
    pressed = [mark.outline for mark in step.whole.marks]
    found = []
    for text, box in zip(step.scan.texts, step.whole.screen.texts, strict=False):
        is_pressed = any(outline.contains(box.center_x, box.center_y) for outline in pressed)
        if presses.does_harm(text) and not is_pressed:
            found.append(boxes.inflated(box, _MARGIN * box.h))
    return found


def _to_share(box: Box, part: Box) -> Share | None:
    """What of a box is in the shown part of the screenshot, in percent of that part; None if nothing is."""
    left, top = max(box.x, part.x), max(box.y, part.y)
    right, bottom = min(box.right, part.right), min(box.bottom, part.bottom)
    if left >= right or top >= bottom:
        return None
    across, down = 100 / part.w, 100 / part.h
    return (left - part.x) * across, (top - part.y) * down, (right - left) * across, (bottom - top) * down


PRACTICE = EditionProduct(
    "practice",
    StaffLabel(
        "more",
        "Para practicar: las mismas pantallas sin marcas. La familia prueba con su dedo; nada se rompe.",
        "To practise: the same screens without marks. The family tries with a finger; nothing can break.",
        "Abrir la práctica",
        "Open the practice page",
    ),
    spoken=True,
    phrases=True,
    website=True,
    units=1,
    make=_make_practice,
)
