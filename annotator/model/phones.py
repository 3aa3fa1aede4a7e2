"""Show a step as a family with another phone sees it: that phone's picture, and the lines about it.

Beside ``03-unirse.png`` with ``- tap: Join``, a picture ``03-unirse.iphone.png`` and ``- tap iphone: Entrar`` make a step with
that picture and that action. The step's lines that name a place (``50% 30%``), its action aside, don't go along: it may be
elsewhere there.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from annotator.model.targets import BoxTarget, PointTarget
from annotator.model.tutorial import Action, Hide, Keep, Mark, PhoneFiles, Show, Step, Tutorial, Variant

Pointing = TypeVar("Pointing", bound=Mark | Keep | Hide | Show)


def find_files(step: Step, word: str) -> PhoneFiles | None:
    """The files of a step for a phone, or None if it has no picture of that phone."""
    return next((files for files in step.phone_files if files.phone == word), None)


def find_variant(step: Step, word: str) -> Variant:
    """The lines of a step about a phone; an empty one if it has none."""
    return next((variant for variant in step.variants if variant.phone == word), Variant(word))


def show_step(step: Step, word: str) -> Step:
    """The step on another phone; the step itself if it has no picture of that."""
    files, lines = find_files(step, word), find_variant(step, word)
    if files is None:
        return step
    narration = {sentence.lang: sentence for sentence in (*step.narration, *lines.narration)}
    return replace(
        step,
        picture=files.picture,
        action=lines.action or step.action,
        narration=tuple(narration.values()),
        marks=lines.marks or _without_places(step.marks),
        keeps=lines.keeps or _without_places(step.keeps),
        hides=(*_without_places(step.hides), *lines.hides),
        shows=(*_without_places(step.shows), *lines.shows),
        also=(*step.also, *lines.also),
        from_seconds=None,
        to_seconds=None,
        variants=tuple(variant for variant in step.variants if variant.phone != word),
        pictures=files.pictures,
        memos=files.memos,
        phone_files=(),
    )


def show_tutorial(tutorial: Tutorial, word: str) -> Tutorial:
    """The tutorial with each step as it is on another phone."""
    return replace(tutorial, steps=tuple(show_step(step, word) for step in tutorial.steps))


def list_lost_places(step: Step, word: str) -> Iterator[Action | Mark | Keep | Hide | Show]:
    """The lines of a step that name a place on its own picture, where another phone's picture has no line of that kind."""
    lines = find_variant(step, word)
    if find_files(step, word) is None:
        return
    if step.action and not lines.action and _is_place(step.action):
        yield step.action
    for field in ("marks", "keeps", "hides", "shows"):
        if not getattr(lines, field):
            yield from filter(_is_place, getattr(step, field))


def _without_places(lines: tuple[Pointing, ...]) -> tuple[Pointing, ...]:
    return tuple(line for line in lines if not _is_place(line))


def _is_place(line: Action | Mark | Keep | Hide | Show) -> bool:
    return isinstance(line.target, PointTarget | BoxTarget)
