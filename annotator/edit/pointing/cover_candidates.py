"""Find what a person may want to cover on a step's picture: texts, and for a click also faces and touch targets.

A text is covered wherever a build finds it (``- hide: Ana García``), anything else by its box, ``- hide: 4% 86% 91% 7%``.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from annotator import script
from annotator.edit.pointing import robust_targets, text_targets
from annotator.edit.pointing.cover_examples import suggest_example
from annotator.edit.pointing.pointed import Candidate, Pointed, label_of
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.points import find_touch_target
from annotator.screen.locate.passages import span_box
from annotator.screen.locate.targets import match_text

MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a text that is covered wherever it is: shorter ones are everywhere."""
MAX_TEXT: Final = 80
"""Longest text that a line of the script names, in characters."""
MAX_SHARE: Final = 0.25
"""Largest share of the picture that a touch target to cover may have; for more, a box must be drawn."""
_PUNCTUATION: Final = " .,;:!?¡¿()[]{}«»“”\"'…·•-–—"
"""The characters that are no part of a word at its ends."""
Span = tuple[int, int]
"""A part of a line, from the index of a character to before that of another."""


def point_at(picture: StepPicture, x: float, y: float) -> Pointed:
    """The candidates for a click at these pixels, smallest first; none where the script covers the place already.

    Raises PictureError for a place outside of the picture.
    """
    pixel = picture.pixel_at(x, y)
    faces = picture.faces()
    _, requested = picture.decide_covers(faces)
    if any(boxes.contains(cover.box, pixel) for cover in requested):
        return Pointed((), 0)
    candidates = _list_texts_at(picture, pixel)
    candidates += [cover_box(picture, face) for face in faces if boxes.contains(face, pixel)]
    pressed = find_touch_target(picture.picture.pixels, pixel, picture.texts, "point", kind=picture.kind)
    if pressed.w * pressed.h <= MAX_SHARE * picture.size[0] * picture.size[1]:
        candidates.append(cover_box(picture, pressed))
    return Pointed.of(candidates)


def list_texts(picture: StepPicture, lines: Sequence[TextLine]) -> list[Candidate]:
    """The candidates in some lines: the names in them, and the lines as a whole."""
    candidates = []
    for line in lines:
        spans = [find_span(line, name.box) for name in picture.likely_names if boxes.center_in(name.box, line.box)]
        candidates += _cover_spans(picture, line, [*spans, (0, len(line.text))])
    return candidates


def cover_box(picture: StepPicture, box: Box) -> Candidate:
    """A box to be covered on the step's picture."""
    target = robust_targets.box_target(box, picture.size)
    return Candidate(box, box, target, label_of(target))


def make_text_target(text: str) -> TextTarget | None:
    """The target that covers or shows a text; None if it is too short or long, or can't be written."""
    target = TextTarget((text,))
    if sum(character.isalnum() for character in text) < MIN_LETTERS or len(text) > MAX_TEXT:
        return None
    try:
        return target if script.parse_target(script.write_target(target)) == target else None
    except script.BadValueError:
        return None


def find_span(line: TextLine, box: Box) -> Span:
    """From the first to the last character whose middle is between a box's left and right edge; (0, 0) if there is none."""
    character_boxes = (span_box(line, index, index + 1) for index in range(len(line.text)))
    inside = [index for index, char in enumerate(character_boxes) if box.x <= char.x + char.w / 2 < box.right]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def strip_span(text: str, start: int, end: int) -> Span:
    """A span without the punctuation and spaces at its ends."""
    start = end - len(text[start:end].lstrip(_PUNCTUATION))
    return start, start + len(text[start:end].rstrip(_PUNCTUATION))


def _list_texts_at(picture: StepPicture, pixel: Box) -> list[Candidate]:
    """The candidates in the text under a click, the likeliest first."""
    for line in picture.texts:
        if is_word(line) and boxes.contains(line.box, pixel):
            return _cover_spans(picture, line, _list_spans_at(picture, line, pixel))
    return []


def _list_spans_at(picture: StepPicture, line: TextLine, pixel: Box) -> Iterator[Span]:
    """The parts of a line that a click may mean: a covered text or likely name, the words with capitals, the word, the line."""

    def is_capitalized(word: Span) -> bool:
        start, _ = strip_span(line.text, *word)
        return line.text[start : start + 1].isupper()

    automatic, _ = picture.decide_covers()
    for box in (*(cover.box for cover in automatic), *(name.box for name in picture.likely_names)):
        if boxes.contains(box, pixel):
            yield find_span(line, box)
    words = [match.span() for match in re.finditer(r"\S+", line.text)]
    clicked = 0
    while clicked < len(words) - 1 and span_box(line, *words[clicked]).right <= pixel.x:
        clicked += 1
    if is_capitalized(words[clicked]):
        before = list(itertools.takewhile(is_capitalized, reversed(words[:clicked])))
        after = list(itertools.takewhile(is_capitalized, words[clicked + 1 :]))
        yield words[clicked - len(before)][0], words[clicked + len(after)][1]
    yield words[clicked]
    yield 0, len(line.text)


def _cover_spans(picture: StepPicture, line: TextLine, spans: Iterable[Span]) -> list[Candidate]:
    """The candidates for some parts of a line, without those that a build wouldn't find there again."""
    candidates = (_cover_span(picture, line, *span) for span in dict.fromkeys(spans))
    return [candidate for candidate in candidates if candidate is not None]


def _cover_span(picture: StepPicture, line: TextLine, start: int, end: int) -> Candidate | None:
    """The candidate for a part of a line; None if a build wouldn't find it there again."""
    start, end = strip_span(line.text, start, end)
    text = line.text[start:end]
    target = make_text_target(text)
    if target is None:
        return None
    box = span_box(line, start, end)
    found = match_text(picture.texts, target)
    matches = [match for match in (found.box, *found.others, *found.all_places) if match is not None]
    if not any(boxes.overlap_coefficient(match, box) > text_targets.MIN_SAME_PLACE for match in matches):
        return None
    example = None
    # In place of a sentence with a name, an invented name would make no sense.
    if not any(boxes.contains(box, name.box) and name.box.w < box.w - box.h for name in picture.likely_names):
        example = suggest_example(text, picture.matcher.with_public(shown.text for shown in picture.texts))
    return Candidate(box, box, target, text, everywhere=True, example=example)
