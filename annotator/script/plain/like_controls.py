"""Find sentences that name one of several controls that look alike, and say neither its place nor its colour or picture.

``Toque No permitir.`` is such, on a dialogue with three blue buttons: hearing and seeing a word helps people who read a little,
not those who don't.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from annotator.messages import Message
from annotator.model import Box, Problem, Tutorial
from annotator.script.folder import SCRIPT
from annotator.script.plain import tables
from annotator.script.plain.step_rules import read_sentences

Place = Literal["top", "bottom", "left", "right", "middle"]
Places = Mapping[tuple[int, str], Place]
"""The place of each step's control among those that look like it, by the step's index (from 0) and the language."""
NAMES_NO_PLACE = "{quoted} names one of several buttons that look alike: who can't read can't tell which."
"""The message about such a sentence."""


def place_among(control: Box, others: Sequence[Box]) -> Place:
    """The place of a control among others, of which there is at least one: "bottom" for the lowest of three.

    Those whose tops differ by less than half its height are in its row. It is "middle" if only some of them are.
    """
    in_its_row = [other for other in others if abs(other.y - control.y) < control.h / 2]
    if len(in_its_row) == len(others):
        if control.x < min(other.x for other in others):
            return "left"
        return "right" if control.x > max(other.x for other in others) else "middle"
    if in_its_row:
        return "middle"
    if control.y < min(other.y for other in others):
        return "top"
    return "bottom" if control.y > max(other.y for other in others) else "middle"


def find_unplaced(tutorial: Tutorial, places: Places) -> Iterator[Problem]:
    """Warnings about such sentences of taps and holds. A control with another name for each viewer passes (``sign: yours``)."""
    for (index, lang), place in places.items():
        step, table = tutorial.steps[index], tables.load_table(lang)
        if table is None or step.action is None or step.action.kind not in ("tap", "hold") or step.sign == "yours":
            continue
        line, sentences = read_sentences(tutorial, step, lang)
        ordering = [sentence for sentence in sentences if table.patterns["pointing"].search(sentence.masked)]
        describing = [sentence for sentence in sentences if table.patterns["describing"].match(sentence.masked)]
        text = "\n".join(sentence.masked for sentence in (*ordering, *describing))
        tells_apart = any(table.patterns[name].search(text) for name in ("places", "colours", "marks"))
        if ordering and not tells_apart:
            message = Message(NAMES_NO_PLACE, quoted=ordering[0].quoted)
            say = "Say where it is, such as “{example}”, or its colour or picture."
            remedy = Message(say, example=table.data["place_say"][place])
            yield Problem(SCRIPT, line, message, remedy, "warning")
