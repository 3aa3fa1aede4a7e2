"""Propose the step of each screenshot of a series: the action and its place, with the reason.

Each piece of evidence (`annotator.screen.propose.evidence`) adds its share of a weight to one action at one place; the best
places are proposed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

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
"""Maximum number of proposals for a screenshot."""
MIN_SCORE: Final = 0.17
"""Minimum score (0..1) of the first proposal; below, nothing is proposed."""
MIN_OTHER: Final = 0.1
"""Minimum score of the second and the third."""
_SAME_PLACE: Final = 0.5
"""Overlap (0..1) of two boxes at one place."""
_DRAWN: Final = ("ring", "arrow", "disc")
"""The rules about what a person or a recording drew on the picture."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess: ``Proposal("tap", TextTarget(("Unirse",)), Box(296, 1180, 128, 40), 0.85, "The next screen is titled …")``.

    Attributes:
        action: the kind of action.
        target: the target for the script; None for an action without one, or whose place isn't known.
        box: the place, in pixels.
        score: how likely it is, from 0 to 1; not a probability.
        reason: the strongest evidence of those that have words.
        direction: the direction of a movement.
        is_drawn: whether that is a drawn mark or a recorded touch on the picture.
    """

    action: ActionKind
    target: Target | None
    box: Box | None
    score: float
    reason: str
    direction: Direction | None = None
    is_drawn: bool = False


class _Guess(NamedTuple):
    """What a person may do on a screenshot, and where; without a place, it isn't known or there is none."""

    action: ActionKind
    direction: Direction | None
    place: Place | None


@dataclass(slots=True)
class _Support:
    """The evidence for a guess.

    Attributes:
        score: the sum of all of it.
        strongest: the rule of the strongest evidence of those that have words; empty if none has.
        strength: its part of the score.
    """

    score: float = 0.0
    strongest: str = ""
    strength: float = 0.0


def propose(screens: Iterable[ReadScreen]) -> Iterator[tuple[Proposal, ...]]:
    """Yield the proposals for each of ``screens``, which are in order: at most `MOST`, best first, none where nothing is known.

    No more than two screens are in use at a time.
    """
    before: ReadScreen | None = None
    shapes: frozenset[str] = frozenset()
    is_first = True
    for screen in screens:
        if before is not None:
            twice = np.array_equal(before.pixels, screen.pixels)  # nothing was done between them
            scene = Scene(before, screen, shapes=shapes)
            yield () if twice else propose_step(scene)
            shapes |= {stroke.shape for stroke in scene.strokes}
            is_first = False
            del scene  # holds the older screen while the next one is read
        before = screen
    if before is not None:
        yield propose_step(Scene(before, alone=is_first, shapes=shapes))


def propose_step(scene: Scene) -> tuple[Proposal, ...]:
    """The proposals for one screenshot: at most `MOST`, best first."""
    kept: list[Proposal] = []
    for guess, support in sorted(_weigh(scene).items(), key=lambda item: -item[1].score):
        if len(kept) < MOST and _is_candidate(guess, support, kept):
            proposal = _make_proposal(guess, support, scene)
            same = [other for other in kept if (other.action, other.target) == (proposal.action, proposal.target)]
            if proposal.target is None or not same:
                kept.append(proposal)
    return tuple(kept)


def _weigh(scene: Scene) -> Mapping[_Guess, _Support]:
    """All guesses about a screenshot, with the evidence for each."""
    supports: defaultdict[_Guess, _Support] = defaultdict(_Support)
    for name, place, share in gather(scene):
        rule = RULES[name]
        support = supports[_Guess(rule.action, rule.direction, place)]
        strength = rule.weight * share
        support.score += strength
        if rule.reason and strength > support.strength:
            support.strongest, support.strength = name, strength
    return supports


def _is_candidate(guess: _Guess, support: _Support, kept: Sequence[Proposal]) -> bool:
    """Whether a guess is likely enough, has a reason in words, and is at another place than the better ones."""
    if support.score < (MIN_OTHER if kept else MIN_SCORE) or not support.strongest:
        return False
    if guess.place is None:
        return guess.action != "tap" or not kept
    box = guess.place.box
    return all(other.box is None or boxes.iou(box, other.box) < _SAME_PLACE for other in kept)


def _make_proposal(guess: _Guess, support: _Support, scene: Scene) -> Proposal:
    """The proposal of a guess, with its target as a script names it."""
    action, direction, place = guess
    reason = Message(RULES[support.strongest].reason, text=place.text if place else "")
    # "Wait until you see" names a text of the next screen, not of this one.
    shown = place and (place if place.text else scene.caption_of(place) or place)
    target = None if shown is None or action == "wait" else _target_of(shown, scene.here)
    box = place.box if place else None
    score = round(min(0.99, support.score), 2)
    return Proposal(action, target, box, score, reason, direction, support.strongest in _DRAWN)


def _target_of(place: Place, screen: ReadScreen) -> Target:
    """The target as a script names it: a text or an icon, with its number if there are two, or the point in its middle."""
    if place.text:
        address = _HOST.search(place.text) if is_link(place.text) else None
        target = TextTarget((address[0] if address else place.text,))
        found = match_text(screen.texts, target)
        own = [
            number
            for number, box in enumerate(found.numbered_places, 1)
            if boxes.overlap_coefficient(box, place.label or place.box) > _SAME_PLACE
        ]
        if own:
            return TextTarget(target.wordings, own[0]) if found.others else target
    own_icons = [icon for icon in screen.known_icons if boxes.overlap_coefficient(icon[0], place.box) > _SAME_PLACE]
    if len(own_icons) == 1:
        _, name, number = own_icons[0]
        return IconTarget(f"{name}.png", number)
    return boxes.middle_of(place.box, (screen.width, screen.height))
