"""Find the step that a family's picture shows, and propose the answer to it."""

from pathlib import Path
from typing import Final

from annotator.cache import Cache
from annotator.edit.pointing import places
from annotator.edit.pointing.guesses import Guess, MatchedGuess
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edition import matching
from annotator.edition.proposed_answer import MIN_CANDIDATE, propose
from annotator.errors import AnnotatorError
from annotator.model import Action

READ_AT_ONCE: Final = 2
"""Number of steps' pictures that are read before the page is told how many are left."""


def match_answer(
    picture: StepPicture, folder: Path, cache: Cache, message: str, chosen: tuple[Path, int] | None
) -> MatchedGuess:
    """The answer to a family's picture, or what is missing for it: pictures to read, or a person's choice of the step.

    Args:
        picture: the picture, that of the step of an answer.
        folder: the folder of the tutorials to look in.
        cache: the cache with what was read on their pictures.
        message: what the family wrote, or empty.
        chosen: the folder and index of the step that a person has chosen, if one has.
    """
    languages = picture.tutorial.languages
    try:
        library = matching.open_library(folder, cache, most=READ_AT_ONCE)
        if library.left:
            return MatchedGuess(left=library.left)
        match = matching.match_reading(picture.reading, library, message, chosen)
    except AnnotatorError:  # there is no tutorial yet, or the school's form has problems, which its page shows
        return MatchedGuess()

    doubts = [step for step in match.list_doubts() if step.certainty >= MIN_CANDIDATE]
    if doubts:
        return MatchedGuess(candidates=tuple(doubts))
    proposed = propose(match, languages, picture.kind.device, lambda box, _old: places.target_at(picture, box))
    if proposed is None:
        return MatchedGuess()
    in_words_alone = Action("wait") if proposed.sentences else None
    action = proposed.action or in_words_alone
    return MatchedGuess(
        shows=(proposed.shows, *match.differences),
        guess=None if action is None else Guess(action, match.target, proposed.shows),
        sentences=proposed.sentences,
        step=match.steps[0],
    )
