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


def place_among(own: Box, others: Sequence[Box]) -> Place:
    """The place of a control among others, of which there is at least one: "bottom" for the lowest of three."""
    level = [other for other in others if abs(other.y - own.y) < own.h / 2]
    if len(level) == len(others):
        if all(own.x < other.x for other in others):
            return "left"
        return "right" if all(own.x > other.x for other in others) else "middle"
    if all(own.y < other.y for other in others if other not in level):
        return "top" if not level else "middle"
    return "bottom" if not level and all(own.y > other.y for other in others) else "middle"


def find_unplaced(tutorial: Tutorial, places: Places) -> Iterator[Problem]:
    """Warnings about such sentences of taps and holds. A control with another name for each viewer passes (``sign: yours``)."""
    for (index, lang), place in places.items():
        step, table = tutorial.steps[index], tables.load_table(lang)
        if table is None or step.action is None or step.action.kind not in ("tap", "hold") or step.sign == "yours":
            continue
        line, sentences = read_sentences(tutorial, step, lang)
        ordering = [each for each in sentences if table.patterns["pointing"].search(each.masked)]
        described = [each for each in sentences if table.patterns["describing"].match(each.masked)]
        lists = [table.patterns[name] for name in ("places", "colours", "marks")]
        if ordering and not any(words.search(each.masked) for each in (*ordering, *described) for words in lists):
            remedy = "Say where it is, such as “{example}”, or its colour or picture."
            yield Problem(
                SCRIPT,
                line,
                Message(NAMES_NO_PLACE, quoted=ordering[0].quoted),
                Message(remedy, example=table.data["place_say"][place]),
                "warning",
            )
