"""Choose how a script names a place on a screenshot that somebody clicked.

Every build looks for the *target* of ``tap:`` again, also on newer screenshots, so the most robust is written, in this order::

    - tap: Unirse            a text that is there once
    - tap: Unirse #2         a text that is there more than once
    - tap: mic.png           an icon that annotator brings
    - tap: 50% 87%           a point
    - tap: 4% 86% 91% 7%     a box, as a last resort

`choose_target` tries each but the box as a build would, and takes the first that *leads to* the place: a build that looks for
it finds one place, and that is it. A place is known by its *outline*, the rectangle that a finger can press. A text may have
several *wordings*, ``Unirse | Join``, for screens in different languages.

The thresholds were chosen by judgement, and tests/edit/test_labelled_clicks.py tests clicks with them. With a lower
``MIN_SAME_OUTLINE``, words are no longer distinguished from their buttons; with a higher one, places are offered twice, or named
by their small print.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Query, Target, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.locate import text_match
from annotator.screen.locate.targets import match_text
from annotator.text.folding import fold

MIN_SAME_OUTLINE: Final = 0.8
"""Intersection over union from which on two outlines are the same thing to press."""
MIN_ICON_OUTLINE: Final = 0.4
"""The same for an icon that was clicked itself: its outline may be with or without its label, which is as large again."""
MIN_SURE_TEXT: Final = text_match.SCORES[text_match.Rank.INSIDE]
"""Minimum score of a text that is the wording or contains it; below, it is cut off or only similar."""
MAX_WORDING: Final = 40
"""Longest wording that is preferred, in characters: the beginning of a longer line, if that is enough."""
MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a part of a line that names it."""
MAX_LINES: Final = 3
"""Maximum number of texts in a place, and of labels beside it, that are tried."""
MAX_LABEL_DISTANCE: Final = 4.0
"""Maximum distance of the top of a field from the middle of the label above it, in heights of the label."""
MIN_SAME_PLACE: Final = 0.5
"""Overlap (0..1) above which two boxes are of the same text."""
MIN_COUNTERPART_OVERLAP: Final = 0.3
"""Overlap (0..1) from which on a text may be the translation of another at the same place, which may be longer."""


def choose_target(picture: StepPicture, outline: Box, click: tuple[float, float] | None = None) -> Target:
    """The target to write for a touch target ``outline``; ``click`` is where the person clicked (x, y). All in pixels."""
    for line in _list_naming_lines(picture, outline, click):
        for target in _list_text_targets(picture, line):
            if same_outline(find_outline(picture, target), outline):
                return add_other_wordings(picture, target, line)
    for icon in picture.find_icons():
        if same_outline(icon.outline, outline) or (click is not None and _is_clicked_icon(icon, outline, click)):
            return icon.target
    return choose_point(picture, outline, click) or box_target(outline, picture.size)


def find_outline(picture: StepPicture, target: Target) -> Box | None:
    """The touch target of a target that is on the picture exactly once, or whose ``#n`` says which."""
    (found,) = picture.find([Query(target, picture.action)])
    has_number = isinstance(target, TextTarget | IconTarget) and target.occurrence is not None
    return None if found.others and not has_number else found.outline


def same_outline(one: Box | None, other: Box) -> bool:
    """Whether two outlines are the same thing to press."""
    return one is not None and boxes.iou(one, other) >= MIN_SAME_OUTLINE


def name_text(picture: StepPicture, line: TextLine) -> TextTarget | None:
    """The wording, with ``#n`` where needed, that leads to this line; None if it is private or ambiguous."""
    return next(_list_text_targets(picture, line), None)


def _list_text_targets(picture: StepPicture, line: TextLine) -> Iterator[TextTarget]:
    """The targets that lead to this line or a part of it, in the order of `_list_wordings`, but none with a private word."""
    for wording in _list_wordings(picture, line):
        target = _add_number(picture.texts, TextTarget((wording,)), line)
        if target is not None and not picture.has_private_wording(target):
            yield target


def _add_number(texts: Sequence[TextLine], target: TextTarget, line: TextLine) -> TextTarget | None:
    """The target with the number of this line, where it needs one (``Unirse #2``); None if it leads elsewhere."""
    if _leads_to(texts, target, line):
        return target
    for number, place in enumerate(match_text(texts, target).numbered_places, start=1):
        numbered_target = replace(target, occurrence=number)
        if _is_box_of(line, place) and _leads_to(texts, numbered_target, line):
            return numbered_target
    return None


def _leads_to(texts: Sequence[TextLine], target: TextTarget, line: TextLine) -> bool:
    """Whether a build would find this line by the target for sure, and no other."""
    found = match_text(texts, target)
    if found.box is None or found.score < MIN_SURE_TEXT or (found.others and not target.occurrence):
        return False
    return _is_box_of(line, found.box)


def _is_box_of(line: TextLine, box: Box) -> bool:
    """Whether a box is that of a line, or of a part of it."""
    return boxes.overlap_coefficient(box, line.box) > MIN_SAME_PLACE


def _list_wordings(picture: StepPicture, line: TextLine) -> Iterator[str]:
    """The line, or its public parts, each cut to a length that people can read in a script; then a long line as a whole."""
    if not picture.is_private(line):
        yield _cut(line.text)
        if len(line.text) > MAX_WORDING:
            yield line.text
        return
    # Between private words: "zoom.us/j/" of a link with a meeting number, "Clase de" before a name.
    words = [match.span() for match in re.finditer(r"\S+", line.text)]
    for is_private, run in itertools.groupby(words, lambda span: picture.is_private(line, *span)):
        spans = list(run)
        part = line.text[spans[0][0] : spans[-1][1]]
        if not is_private and sum(map(str.isalnum, part)) >= MIN_LETTERS:
            yield _cut(part)


def _cut(text: str) -> str:
    """The text, or if it is too long to read in a script, its beginning up to the end of a word."""
    if len(text) <= MAX_WORDING:
        return text
    return text[: MAX_WORDING + 1].rsplit(" ", 1)[0][:MAX_WORDING].rstrip(" ,.;:")


def _list_naming_lines(picture: StepPicture, outline: Box, click: tuple[float, float] | None) -> list[TextLine]:
    """The texts that may name a place: its first line, that under the click, the others in it, labels if the action has them."""
    words = [line for line in picture.texts if is_word(line)]
    inside = [line for line in words if boxes.center_in(line.box, outline)]
    inside = [inside[index] for index in boxes.reading_order([line.box for line in inside])]
    if click is not None:
        # The first line stays first: a row is named by its title, not by the small print that was clicked.
        inside[1:] = sorted(inside[1:], key=lambda line: not line.box.contains(*click))
    labels = []
    if picture.action in ("type", "look"):
        labels = [line for line in words if line not in inside and _is_label(line.box, outline)]
        labels.sort(key=lambda line: abs(line.box.bottom - outline.y) + abs(line.box.x - outline.x))
    return [*inside[:MAX_LINES], *labels[:MAX_LINES]]


def _is_label(label: Box, field: Box) -> bool:
    """Whether a text is where the label of a field is: close above it, or to its left at the same height."""
    middle = label.bottom - label.h // 2
    shares_column = label.x < field.right and field.x < label.right
    is_above = 0 <= field.y - middle < MAX_LABEL_DISTANCE * label.h and shares_column
    shares_row = abs(label.y + label.h / 2 - field.y - field.h / 2) < field.h / 2
    return is_above or (shares_row and label.right <= field.x)


def add_other_wordings(picture: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The target with the wordings that the step's script has already, and those of screens in other languages.

    ``Unirse`` becomes ``Unirse | Entrar`` where that is what the script says; then ``Unirse | Entrar | Join`` where the English
    screen has "Join" at the same place. A wording is only added if the target then leads to its place on every screen.
    """
    merged = _add_existing_wordings(picture, target, line)
    languages = picture.tutorial.languages
    for other in picture.other_screens:
        translation = _find_counterpart(picture, line, other)
        translated = name_text(other, translation) if translation else None
        if translation is None or translated is None or _has_wording(merged, translated.wordings[0]):
            continue
        wordings = (*merged.wordings, *translated.wordings)
        if languages.index(other.lang) < languages.index(picture.lang):  # "Join | Unirse", where English is first
            wordings = (*translated.wordings, *merged.wordings)
        wider = TextTarget(wordings, merged.occurrence or translated.occurrence)
        if _leads_to(picture.texts, wider, line) and _leads_to(other.texts, wider, translation):
            merged = wider
    return merged


def _add_existing_wordings(picture: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The target with all wordings of one in the step that has this wording: that one may be for more versions of an app."""
    action = picture.step.action
    for existing in (action and action.target, *(mark.target for mark in picture.step.marks)):
        if isinstance(existing, TextTarget) and _has_wording(existing, target.wordings[0]):
            wider = TextTarget(existing.wordings, target.occurrence)
            if _leads_to(picture.texts, wider, line):
                return wider
    return target


def _has_wording(target: TextTarget, wording: str) -> bool:
    """Whether a target has a wording, in whatever case and with or without accents."""
    return fold(wording) in map(fold, target.wordings)


def _find_counterpart(picture: StepPicture, line: TextLine, other: StepPicture) -> TextLine | None:
    """The text at the same place of another language's screen, which may have another size; None if none may be written."""
    across, down, box = other.size[0] / picture.size[0], other.size[1] / picture.size[1], line.box
    place = Box(round(box.x * across), round(box.y * down), round(box.w * across), round(box.h * down))
    near = [text for text in other.texts if boxes.overlap_coefficient(text.box, place) >= MIN_COUNTERPART_OVERLAP]
    public = [text for text in near if is_word(text) and not other.is_private(text)]
    return max(public, key=lambda text: boxes.overlap_coefficient(text.box, place), default=None)


def _is_clicked_icon(icon: Found, outline: Box, click: tuple[float, float]) -> bool:
    """Whether a person clicked on the icon itself, whose button may be drawn with or without its label."""
    if icon.box is None or icon.outline is None or not icon.box.contains(*click):
        return False
    one_contains_other = boxes.overlap_coefficient(icon.outline, outline) >= MIN_SAME_OUTLINE
    return one_contains_other and boxes.iou(icon.outline, outline) >= MIN_ICON_OUTLINE


def choose_point(picture: StepPicture, outline: Box, click: tuple[float, float] | None = None) -> PointTarget | None:
    """A point that a build takes for ``outline``: its middle, else the click; None if neither is taken for it.

    In whole percent (``50% 87%``) where that is exact enough, else to a tenth.
    """
    places = [(outline.x + outline.w / 2, outline.y + outline.h / 2)]
    if click is not None:
        places.append(click)
    for digits in (0, 1):
        for x, y in places:
            point = PointTarget(_percent(x, picture.size[0], digits), _percent(y, picture.size[1], digits))
            if same_outline(find_outline(picture, point), outline):
                return point
    return None


def box_target(box: Box, size: tuple[int, int]) -> BoxTarget:
    """A box in percent of a picture's ``size`` (width, height), to a tenth: ``4% 86% 91% 7%``."""
    left, top = _percent(box.x, size[0], 1), _percent(box.y, size[1], 1)
    width = min(max(0.1, _percent(box.w, size[0], 1)), round(100 - left, 1))
    height = min(max(0.1, _percent(box.h, size[1], 1)), round(100 - top, 1))
    return BoxTarget(left, top, width, height)


def _percent(value: float, whole: int, digits: int) -> float:
    """A share in percent, rounded to so many digits; scripts write no 100.0%."""
    percent = min(100.0, max(0.0, round(100 * value / whole, digits)))
    return min(percent, 99.9) if digits else percent
