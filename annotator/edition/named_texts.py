"""Find the texts on a picture that an enlarged card must show besides its target: those that its sentence names, and a label.

"Escriba su correo en Identity y toque “Add item”." names the line "Identity:" and the line "Add item" of a form. Words at the
beginning of a sentence, without a capital, or in the tutorial's title, reason or platform name nothing unless they are quoted.
"""

import re
from collections.abc import Iterator, Sequence

from annotator.model import Box
from annotator.screen import boxes
from annotator.text.folding import fold
from annotator.text.sentence_rules import quoted_texts

_ENDS = " :*.,;…·›>"
"""The characters that may be around a label where a sentence has it without them."""
_MAX_LABEL_GAP = 1.5
"""Maximum space between a label and the field below it, in heights of the label."""


def find_named_texts(
    sentence: str, context: str, texts: Sequence[tuple[str, Box]], near: Sequence[Box]
) -> Iterator[Box]:
    """The box of each text that a sentence names; of several with the same words the nearest to the first target.

    Words that are in a target name no other text.

    Args:
        sentence: the narration of the step.
        context: the title, reason and platform of the tutorial, whose words don't count.
        texts: the lines of text on the picture, with their boxes.
        near: the boxes of the targets, that of the action first; without any, no text is named.
    """
    quoted = [fold(words) for words in quoted_texts(sentence)]
    places: dict[str, list[Box]] = {}
    for text, box in texts:
        label = text.strip(_ENDS)
        words = next((words for words in quoted if _has(fold(label), words)), None)
        if words is not None or (_is_written(label, sentence) and not _has(fold(context), fold(label))):
            places.setdefault(words or label, []).append(box)
    for same in places.values():
        if near and not any(boxes.center_in(box, target) for box in same for target in near):
            yield min(same, key=lambda box: boxes.horizontal_gap(box, near[0]) + abs(box.y - near[0].y))


def find_label(texts: Sequence[tuple[str, Box]], field: Box) -> Box | None:
    """The label of a field: the lowest text right above it that begins over its left half, or a little before; else None."""
    above = [
        box
        for _, box in texts
        if 0 <= field.y - box.bottom <= _MAX_LABEL_GAP * box.h and -box.h <= box.x - field.x <= field.w / 2
    ]
    return max(above, key=lambda box: box.bottom, default=None)


def _has(text: str, words: str) -> bool:
    """Whether a text has some words, as whole ones."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _is_written(label: str, sentence: str) -> bool:
    """Whether a label with a capital is in a sentence as it is spelt, but not at its beginning."""
    if len(label) < 2 or not label[0].isupper():
        return False
    return re.search(rf"(?<=[^.!?…:\s])[\s(]+{re.escape(label)}(?!\w)", sentence) is not None
