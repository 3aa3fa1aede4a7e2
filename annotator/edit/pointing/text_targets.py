"""Name a text on a step's picture in words by which a build finds it again.

A target *leads to* a text if a build that looks for it finds that text, and no other: ``Unirse``, or ``Unirse #2`` where several
texts are so called. It may have several *wordings*, ``Unirse | Join``, for screens in different languages.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.locate import text_match
from annotator.screen.locate.targets import match_text
from annotator.text.folding import fold

MIN_SURE_TEXT: Final = text_match.SCORES[text_match.Rank.INSIDE]
"""Minimum score of a text that is the wording or contains it; below, it is cut off or only similar."""
MAX_WORDING: Final = 40
"""Longest wording that is preferred, in characters: the beginning of a longer line, if that is enough."""
MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a part of a line that names it."""
MIN_SAME_PLACE: Final = 0.5
"""Overlap (0..1) above which two boxes are of the same text."""
MIN_COUNTERPART_OVERLAP: Final = 0.3
"""Overlap (0..1) from which on a text may be the translation of another at the same place, which may be longer."""


def name_text(picture: StepPicture, line: TextLine) -> TextTarget | None:
    """The first of `list_text_targets`; None if there is none, as for a private or an ambiguous line."""
    return next(list_text_targets(picture, line), None)


def list_text_targets(picture: StepPicture, line: TextLine) -> Iterator[TextTarget]:
    """The targets that lead to a line or a part of it, the easiest to read first. None has a private word."""
    for wording in _list_wordings(picture, line):
        target = _add_number(picture.texts, TextTarget((wording,)), line)
        if target is not None and not picture.has_private_wording(target):
            yield target


def _add_number(texts: Sequence[TextLine], target: TextTarget, line: TextLine) -> TextTarget | None:
    """The target, with the line's number if it needs one (``Unirse #2``); None if it leads elsewhere with any number."""
    if _leads_to(texts, target, line):
        return target
    for number, box in enumerate(match_text(texts, target).numbered_places, start=1):
        numbered_target = replace(target, occurrence=number)
        if _is_box_of(line, box) and _leads_to(texts, numbered_target, line):
            return numbered_target
    return None


def _leads_to(texts: Sequence[TextLine], target: TextTarget, line: TextLine) -> bool:
    """Whether a build would surely find this line by the target, and no other."""
    found = match_text(texts, target)
    if found.box is None or found.score < MIN_SURE_TEXT or (found.others and not target.occurrence):
        return False
    return _is_box_of(line, found.box)


def _is_box_of(line: TextLine, box: Box) -> bool:
    """Whether a box is that of a line, or of a part of it."""
    return boxes.overlap_coefficient(box, line.box) > MIN_SAME_PLACE


def _list_wordings(picture: StepPicture, line: TextLine) -> Iterator[str]:
    """The line cut to a length that people can read in a script, then as a whole; of a private line its public parts, cut."""
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
    """The text, or if it is too long to read in a script, its beginning, up to the end of a word if it has two."""
    if len(text) <= MAX_WORDING:
        return text
    return text[: MAX_WORDING + 1].rsplit(" ", 1)[0][:MAX_WORDING].rstrip(" ,.;:")


def add_other_wordings(picture: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The target with the wordings that the step's script has already, and those of the step's screens in other languages.

    ``Unirse`` becomes ``Unirse | Entrar`` where that is what the script says; then ``Unirse | Entrar | Join`` where the English
    screen has "Join" at the same place. A wording is added if the target then leads there on this screen and on the wording's.
    """
    merged = _add_existing_wordings(picture, target, line)
    languages = picture.tutorial.languages
    for screen in picture.other_screens:
        counterpart = _find_counterpart(picture, line, screen)
        translated = name_text(screen, counterpart) if counterpart else None
        if counterpart is None or translated is None or _has_wording(merged, translated.wordings[0]):
            continue
        wordings = (*merged.wordings, *translated.wordings)
        if languages.index(screen.lang) < languages.index(picture.lang):  # "Join | Unirse", where English is first
            wordings = (*translated.wordings, *merged.wordings)
        wider = TextTarget(wordings, merged.occurrence or translated.occurrence)
        if _leads_to(picture.texts, wider, line) and _leads_to(screen.texts, wider, counterpart):
            merged = wider
    return merged


def _add_existing_wordings(picture: StepPicture, target: TextTarget, line: TextLine) -> TextTarget:
    """The target with all wordings of a target of the step that has this one: they may be those of other versions of an app."""
    action = picture.step.action
    for existing in (action and action.target, *(mark.target for mark in picture.step.marks)):
        if isinstance(existing, TextTarget) and _has_wording(existing, target.wordings[0]):
            wider = TextTarget(existing.wordings, target.occurrence)
            if _leads_to(picture.texts, wider, line):
                return wider
    return target


def _has_wording(target: TextTarget, wording: str) -> bool:
    """Whether a target has a wording, apart from case and accents."""
    return fold(wording) in map(fold, target.wordings)


def _find_counterpart(picture: StepPicture, line: TextLine, screen: StepPicture) -> TextLine | None:
    """The public text at the line's place on another language's screen, which may have another size; None if there is none."""
    x_scale, y_scale, box = screen.size[0] / picture.size[0], screen.size[1] / picture.size[1], line.box
    place = Box(round(box.x * x_scale), round(box.y * y_scale), round(box.w * x_scale), round(box.h * y_scale))
    near = [text for text in screen.texts if boxes.overlap_coefficient(text.box, place) >= MIN_COUNTERPART_OVERLAP]
    public = [text for text in near if is_word(text) and not screen.is_private(text)]
    return max(public, key=lambda text: boxes.overlap_coefficient(text.box, place), default=None)
