"""Propose the step of each screenshot of a series: the action and its place, with the reason.

Each piece of evidence (`annotator.screen.propose.evidence`) adds its weight to one action at one place; the best places are
proposed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from annotator.messages import Message
from annotator.model import ActionKind, Box, Direction, IconTarget, Target, TextTarget
from annotator.phrases import is_link
from annotator.screen import boxes
from annotator.screen.locate.targets import match_text
from annotator.screen.propose.evidence import RULES, Scene, gather
from annotator.screen.propose.read_screen import ReadScreen
from annotator.screen.screen_texts import Place

_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""The site in a link; what follows may be a code that is private."""
MOST: Final = 3
"""How many proposals a screenshot gets."""
MIN_SCORE: Final = 0.17
"""Minimum score (0..1) of a proposal; below, nothing is proposed."""
MIN_OTHER: Final = 0.1
"""Minimum score of the second and the third."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess: ``Proposal("tap", TextTarget(("Unirse",)), Box(296, 1180, 128, 40), 0.85, "The next screen is titled …")``.

    Attributes:
        action: the kind of action.
        target: the target for the script; None for an action without one, or whose place isn't known.
        box: the place, in pixels.
        score: how likely it is, from 0 to 1; not a probability.
        reason: the strongest evidence.
        direction: the direction of a movement.
        is_drawn: whether a drawn mark or a recorded touch on the picture is the strongest evidence.
    """

    action: ActionKind
    target: Target | None
    box: Box | None
    score: float
    reason: str
    direction: Direction | None = None
    is_drawn: bool = False


def propose(screens: Iterable[ReadScreen]) -> Iterator[tuple[Proposal, ...]]:
    """Yield the proposals for each of ``screens``, which are in order: at most `MOST`, best first, none where nothing is known.

    No more than two screens are in use at a time.
    """
    before: ReadScreen | None = None
    shapes: frozenset[str] = frozenset()
    number = 0
    for number, screen in enumerate(screens, start=1):  # noqa: B007 - counts them
        if before is not None:
            twice = np.array_equal(before.pixels, screen.pixels)  # nothing was done between them
            scene = Scene(before, screen, shapes=shapes)
            yield () if twice else propose_step(scene)
            shapes |= {stroke.shape for stroke in scene.strokes}
        before = screen
    if before is not None:
        yield propose_step(Scene(before, alone=number == 1, shapes=shapes))


def propose_step(scene: Scene) -> tuple[Proposal, ...]:
    """The proposals for one screenshot: at most `MOST`, best first."""
    scores: defaultdict[tuple[ActionKind, Direction | None, Place | None], float] = defaultdict(float)
    reasons: dict[tuple[ActionKind, Direction | None, Place | None], tuple[float, str]] = {}
    for name, place, share in gather(scene):
        rule = RULES[name]
        key = (rule.action, rule.direction, place)
        scores[key] += rule.weight * share
        if rule.reason and rule.weight * share > reasons.get(key, (0.0, ""))[0]:
            reasons[key] = (rule.weight * share, name)
    kept: list[Proposal] = []
    for (action, direction, place), score in sorted(scores.items(), key=lambda item: -item[1]):
        least = MIN_OTHER if kept else MIN_SCORE
        box = place.box if place else None
        apart = all(box is None or other.box is None or boxes.iou(box, other.box) < 0.5 for other in kept)
        nowhere = action == "tap" and place is None and kept
        key = (action, direction, place)
        if score < least or len(kept) == MOST or nowhere or not apart or key not in reasons:
            continue
        strongest = reasons[key][1]
        reason = Message(RULES[strongest].reason, text=place.text if place else "")
        # "Wait until you see" names a text of the next screen, not of this one.
        shown = place and (place if place.text else scene.caption_of(place) or place)
        target = None if shown is None or action == "wait" else _target_of(shown, scene.here)
        if any((action, target) == (other.action, other.target) for other in kept if target):
            continue
        is_drawn = strongest in ("ring", "arrow", "disc")
        kept.append(Proposal(action, target, box, round(min(0.99, score), 2), reason, direction, is_drawn))
    return tuple(kept)


def _target_of(place: Place, screen: ReadScreen) -> Target:
    """The target as a script names it: a text or an icon, with its number if there are two, or the point in its middle."""
    if place.text:
        address = _HOST.search(place.text) if is_link(place.text) else None
        target = TextTarget((address[0] if address else place.text,))
        found = match_text(screen.texts, target)
        own = [
            number
            for number, box in enumerate(found.numbered_places, 1)
            if boxes.overlap_coefficient(box, place.label or place.box) > 0.5
        ]
        if own:
            return TextTarget(target.wordings, own[0]) if found.others else target
    own_icons = [each for each in screen.known_icons if boxes.overlap_coefficient(each[0], place.box) > 0.5]
    if len(own_icons) == 1:
        _, name, number = own_icons[0]
        return IconTarget(f"{name}.png", number)
    return boxes.middle_of(place.box, (screen.width, screen.height))
