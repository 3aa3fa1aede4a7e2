"""List everything on a picture that a step can point at: texts, icons with a meaning, and other marks.

What is private and how each is named depends on the tutorial; where they are, only on the picture (``touch_places``).
"""

from __future__ import annotations

from annotator.edit import robust_targets, touch_places
from annotator.edit.picture_answers import Item, Items
from annotator.edit.step_pictures import StepPicture
from annotator.model import Box, IconTarget, TextLine
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word


def list_items(seen: StepPicture) -> Items:
    """Every text, icon and other mark on a step's picture, in reading order."""
    outlines = touch_places.find_text_outlines(seen)
    found = [
        _item_of_text(seen, line, outline)
        for line, outline in zip(seen.texts, outlines, strict=True)
        if is_word(line) and outline is not None
    ]
    icons = touch_places.find_icons(seen)
    found += [
        Item("icon", icon.target.file.rpartition(".")[0], icon.box, icon.outline, icon.target)
        for icon in icons
        if isinstance(icon.target, IconTarget) and icon.box and icon.outline
    ]
    taken = [item.box for item in found]
    for mark, outline in touch_places.find_mark_outlines(seen):
        if not any(boxes.overlap_coefficient(mark, box) > touch_places.SAME_THING for box in taken):
            found.append(Item("element", "", mark, outline, robust_targets.middle_of(mark, seen.size)))
    return Items(seen.size, tuple(found[i] for i in boxes.reading_order([item.box for item in found])))


def _item_of_text(seen: StepPicture, line: TextLine, outline: Box) -> Item:
    named = robust_targets.name_text(seen, line)
    if named is not None:
        target = robust_targets.add_other_wordings(seen, named, line)
        return Item("text", line.text, line.box, outline, target)
    return Item("text", line.text, line.box, outline, robust_targets.middle_of(line.box, seen.size))
