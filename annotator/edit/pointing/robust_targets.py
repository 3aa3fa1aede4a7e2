"""Choose the target by which a script names a place: the most robust one that a build really finds there.

In order of preference: a text that is there once, a text with ``#n``, a shipped icon, a point, and as a last resort a box. Every
candidate is tried with the finder of a build, and taken if its touch target is the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator import script
from annotator.edit.pointing import step_pictures
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Query, Target, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.locate.targets import match_text
from annotator.text.folding import fold

MIN_SAME_OUTLINE: Final = 0.8
"""Intersection over union from which on two outlines are the same thing to press."""
MIN_ICON_OUTLINE: Final = 0.4
"""The same threshold for an icon that was clicked itself."""
MIN_SURE_TEXT: Final = 0.95
"""Minimum score of a text (``screen.locate.text_match``): below, it is only similar."""
MAX_WORDING: Final = 40
"""Longest wording that is written, in characters; the beginning of a longer line is enough."""
MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a part of a line that names it."""
MAX_LINES: Final = 3
"""Maximum number of texts in a place that are tried."""
MAX_LABEL_DISTANCE: Final = 4.0
"""Maximum distance of a field from its label, in heights of the label."""
MIN_SAME_PLACE: Final = 0.5
"""Overlap (0..1) of two texts that are the same one."""
MIN_COUNTERPART_OVERLAP: Final = 0.3
"""The same for texts at the same place of two screens in different languages, whose words differ in length."""
_WORD: Final = re.compile(r"\S+")


def choose_target(seen: StepPicture, outline: Box, at: tuple[float, float] | None = None) -> Target:
    """The target to write for a touch target ``outline``; ``at`` is where the person clicked, in pixels."""
    for line in _list_lines(seen, outline, at):
        for named in _list_names(seen, line):
            if same_outline(find_outline(seen, named), outline):
                return add_other_wordings(seen, named, line)
    for found in step_pictures.find_icons(seen):
        if same_outline(found.outline, outline) or (at is not None and _is_clicked_icon(found, outline, at)):
            return found.target
    return choose_point(seen, outline, at) or box_target(outline, seen.size)


def find_outline(seen: StepPicture, target: Target) -> Box | None:
    """The touch target of a target that is on the picture exactly once, or whose ``#n`` says which."""
    (found,) = seen.find([Query(target, seen.action)])
    occurrence = target.occurrence if isinstance(target, TextTarget | IconTarget) else None
    return None if found.others and occurrence is None else found.outline


def same_outline(one: Box | None, other: Box) -> bool:
    """Whether two outlines are the same thing to press."""
    return one is not None and boxes.iou(one, other) >= MIN_SAME_OUTLINE


# ---------------------------------------------------------------- texts


def name_text(seen: StepPicture, line: TextLine) -> TextTarget | None:
    """The wording, with ``#n`` where needed, that leads to this line; None if it is private or can't be told apart."""
    return next(_list_names(seen, line), None)


def _list_names(seen: StepPicture, line: TextLine) -> Iterator[TextTarget]:
    """The targets that lead to this line or a part of it, the shortest first."""
    for wording in _list_wordings(seen, line):
        target = _number(seen.texts, TextTarget((wording,)), line)
        if target is not None and not seen.is_hidden_text(target):
            yield target


def _number(texts: Sequence[TextLine], target: TextTarget, line: TextLine) -> TextTarget | None:
    """The target with the ``#n`` of this line, if it needs one; None if it leads elsewhere or is only similar."""
    found = match_text(texts, target)
    if found.box is None or found.score < MIN_SURE_TEXT:
        return None
    if not found.others and _is_at(found.box, line):
        return target
    for number, place in enumerate(found.numbered_places, start=1):
        if _is_at(place, line):
            numbered = replace(target, occurrence=number)
            there = match_text(texts, numbered).box
            return numbered if there is not None and _is_at(there, line) else None
    return None


def _is_at(box: Box, line: TextLine) -> bool:
    return boxes.overlap_coefficient(box, line.box) > MIN_SAME_PLACE


def _list_wordings(seen: StepPicture, line: TextLine) -> Iterator[str]:
    """The line, or its public parts, each cut to a length that people can read in a script."""
    if not seen.is_private(line):
        yield _cut(line.text)
        if len(line.text) > MAX_WORDING:
            yield line.text
        return
    # Between private words: "zoom.us/j/" of a link with a meeting number, "Clase de" before a name.
    start = None
    words = [*(match.span() for match in _WORD.finditer(line.text)), None]
    for span in words:
        if span is not None and not seen.is_private(line, *span):
            start = span[0] if start is None else start
            end = span[1]
            continue
        if start is not None and _has_letters(part := line.text[start:end]):
            yield _cut(part)
        start = None


def _cut(text: str) -> str:
    if len(text) <= MAX_WORDING:
        return text
    return text[: MAX_WORDING + 1].rsplit(" ", 1)[0][:MAX_WORDING].rstrip(" ,.;:")


def _has_letters(text: str) -> bool:
    return sum(char.isalnum() for char in text) >= MIN_LETTERS


def _list_lines(seen: StepPicture, outline: Box, at: tuple[float, float] | None) -> list[TextLine]:
    """The texts that may name a place: its first line, that under the click, the others in it, the labels beside a field."""
    inside = [line for line in seen.texts if is_word(line) and boxes.center_in(line.box, outline)]
    inside = [inside[index] for index in boxes.reading_order([line.box for line in inside])]
    if at is not None:  # after the first: a row is named by its title, not by the small print that was clicked
        clicked = Box(int(at[0]), int(at[1]), 1, 1)
        inside[1:] = sorted(inside[1:], key=lambda line: not boxes.center_in(clicked, line.box))
    beside = []
    if seen.action in ("type", "look"):
        beside = [line for line in seen.texts if is_word(line) and line not in inside and _is_label(line.box, outline)]
        beside.sort(key=lambda line: abs(line.box.bottom - outline.y) + abs(line.box.x - outline.x))
    return [*inside[:MAX_LINES], *beside[:MAX_LINES]]


def _is_label(label: Box, field: Box) -> bool:
    reach = MAX_LABEL_DISTANCE * label.h
    above = 0 <= field.y - label.bottom + label.h // 2 < reach and label.x < field.right and field.x < label.right
    left = abs(label.y + label.h / 2 - field.y - field.h / 2) < field.h / 2 and label.right <= field.x
    return above or left


# ---------------------------------------------------------------- in other languages


def add_other_wordings(seen: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The target with what other languages' screens say at the same place, and the wordings that it had already.

    A wording is only added if every screen still leads to the same place.
    """
    merged = _with_existing(seen, target, line)
    for other in seen.other_screens:
        there = _find_counterpart(seen, line, other)
        if there is None:
            continue
        named = name_text(other, there)
        if named is None or _is_known(named.wordings[0], merged):
            continue
        occurrence = merged.occurrence or named.occurrence
        order = seen.tutorial.languages
        wordings = (*merged.wordings, *named.wordings)
        if order.index(other.lang) < order.index(seen.lang):
            wordings = (*named.wordings, *merged.wordings)
        wider = TextTarget(wordings, occurrence)
        if _leads_to(seen, wider, line) and _leads_to(other, wider, there):
            merged = wider
    return merged


def _with_existing(seen: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The step's own target where it has this wording: it may know more than the screens show."""
    action = seen.step.action
    known = [action.target if action else None, *(mark.target for mark in seen.step.marks)]
    for one in known:
        if isinstance(one, TextTarget) and _is_known(target.wordings[0], one):
            wider = TextTarget(one.wordings, target.occurrence)
            if _leads_to(seen, wider, line):
                return wider
    return target


def _is_known(wording: str, target: TextTarget) -> bool:
    return fold(wording) in {fold(one) for one in target.wordings}


def _leads_to(seen: StepPicture, target: TextTarget, line: TextLine) -> bool:
    found = match_text(seen.texts, target)
    sure = found.box is not None and found.score >= MIN_SURE_TEXT and (not found.others or target.occurrence)
    return bool(sure) and found.box is not None and _is_at(found.box, line)


def _find_counterpart(seen: StepPicture, line: TextLine, other: StepPicture) -> TextLine | None:
    """The text at the same place of another language's screen."""
    across, down = other.size[0] / seen.size[0], other.size[1] / seen.size[1]
    place = Box(
        round(line.box.x * across), round(line.box.y * down), round(line.box.w * across), round(line.box.h * down)
    )
    near = [line for line in other.texts if boxes.overlap_coefficient(line.box, place) >= MIN_COUNTERPART_OVERLAP]
    public = (line for line in near if is_word(line) and not other.is_private(line))
    return max(public, key=lambda line: boxes.overlap_coefficient(line.box, place), default=None)


# ---------------------------------------------------------------- icons, points and boxes


def _is_clicked_icon(icon: Found, outline: Box, at: tuple[float, float]) -> bool:
    """Whether a person clicked on the icon itself, whose button may be drawn with or without its label."""
    if icon.box is None or icon.outline is None:
        return False
    on_it = boxes.center_in(Box(int(at[0]), int(at[1]), 1, 1), icon.box)
    return (
        on_it
        and boxes.overlap_coefficient(icon.outline, outline) >= MIN_SAME_OUTLINE
        and (boxes.iou(icon.outline, outline) >= MIN_ICON_OUTLINE)
    )


def choose_point(seen: StepPicture, outline: Box, at: tuple[float, float] | None = None) -> PointTarget | None:
    """A point that snaps to ``outline``, in whole percent where that is exact enough; None if no point does."""
    middle = (outline.x + outline.w / 2, outline.y + outline.h / 2)
    for digits in (0, 1):
        for x, y in dict.fromkeys((middle, at or middle)):
            point = PointTarget(_percent(x, seen.size[0], digits), _percent(y, seen.size[1], digits))
            if same_outline(find_outline(seen, point), outline):
                return point
    return None


def middle_of(box: Box, size: tuple[int, int]) -> PointTarget:
    """The middle of a box, as exactly as a script writes it."""
    x, y = (box.x + box.w / 2) / size[0], (box.y + box.h / 2) / size[1]
    return PointTarget(round(100 * x, 1), round(100 * y, 1))


def box_target(box: Box, size: tuple[int, int]) -> BoxTarget:
    """A box in percent of the picture, to one decimal."""
    left, top = _percent(box.x, size[0], 1), _percent(box.y, size[1], 1)
    width = min(max(0.1, _percent(box.w, size[0], 1)), round(100 - left, 1))
    height = min(max(0.1, _percent(box.h, size[1], 1)), round(100 - top, 1))
    return BoxTarget(left, top, width, height)


def _percent(value: float, whole: int, digits: int) -> float:
    percent = min(100.0, max(0.0, round(100 * value / whole, digits)))
    return min(percent, 99.9) if digits else percent


def label_of(target: Target, found: Found | None = None) -> str:
    """The label of a target for people: its word, the name of its icon, or its percentages."""
    match target:
        case TextTarget():
            wording = found.matched if found is not None and found.matched else target.wordings[0]
            return f"{wording} #{target.occurrence}" if target.occurrence else wording
        case IconTarget():
            return target.file.rpartition(".")[0]
    return script.write_target(target)
