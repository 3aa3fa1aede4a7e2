"""Guess the action of a step from its picture and that of the next step, with targets that the script can name."""

from dataclasses import replace

from annotator.edit.pointing import places
from annotator.edit.pointing.guesses import Guess
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edition.drafting import action_of
from annotator.model import Action, IconTarget, PointTarget, TextLine, TextTarget
from annotator.screen.element.points import find_touch_target
from annotator.screen.propose.evidence import Scene
from annotator.screen.propose.proposals import Proposal, propose_step
from annotator.screen.propose.read_screen import ReadScreen


def guess_actions(picture: StepPicture, following: StepPicture | None) -> tuple[Guess, ...]:
    """Guesses of the action of a step, best first; ``following`` is the picture of the next step, if there is one."""
    screen = ReadScreen(picture.picture.pixels, picture.texts)
    next_screen = None if following is None else ReadScreen(following.picture.pixels, following.texts)
    scene = Scene(screen, next_screen, alone=len(picture.tutorial.steps) == 1)
    guesses: dict[Action, Guess] = {}
    for proposal in propose_step(scene):
        guess = _make_guess(picture, proposal)
        if guess is not None:
            # A person couldn't tell two points apart, so only the first of a kind is kept.
            is_named = isinstance(guess.action.target, TextTarget | IconTarget)
            shown = guess.action if is_named else replace(guess.action, target=None)
            guesses.setdefault(shown, guess)
    return tuple(guesses.values())


def _make_guess(picture: StepPicture, proposal: Proposal) -> Guess | None:
    """The guess for a proposal, with the target as it would be written; None for a proposal without an action."""
    action, box = action_of(proposal), proposal.box
    if action is None:
        return None
    line = _find_line(picture, proposal)
    if action.target is not None and line is not None:
        # In the words of the other languages, too; a private text by its place.
        action = replace(action, target=places.make_text_item(picture, line, line.box).target)
        box = find_touch_target(picture.picture.pixels, line.box, picture.texts, "text", action.kind, picture.kind)
    elif box is not None and isinstance(action.target, PointTarget):  # perhaps an icon that has a name
        action = replace(action, target=places.target_at(picture, box))
    return Guess(action, box, proposal.reason)


def _find_line(picture: StepPicture, proposal: Proposal) -> TextLine | None:
    """The text that a proposal is about: the one in its box, else for a tap the one with its wording."""
    for line in picture.texts:
        if line.box == proposal.box:
            return line
    if proposal.action == "tap" and isinstance(proposal.target, TextTarget):
        for line in picture.texts:
            if line.text == proposal.target.wordings[0]:
                return line
    return None
