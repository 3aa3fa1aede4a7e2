"""Decides what to cover on a screenshot, what to call its target in public, and which possible names to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model import (
    Box,
    Found,
    Hide,
    NameQuestion,
    Query,
    Redaction,
    Show,
    Step,
    TargetName,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher, all_hides
from annotator.screen import boxes
from annotator.text.folding import fold

REQUESTED = "chosen"
"""The kind of a cover that a ``hide:`` line asks for."""
MIN_SAME_TEXT_SCORE = 0.95
"""The minimum score of the same text; below, it is a similar or truncated one (``screen.locate.text_match``)."""
_MIN_SHARED_AREA = 0.3
"""Two boxes overlap if they share at least this part of the smaller one; OCR boxes of neighbouring lines touch."""
CoverLine = Hide | Show
"""A line of the script about what to cover."""


def choose_public_name(wording: str | None, matcher: Matcher) -> TargetName:
    """The name of a target for narration, captions and cards: ``wording`` with private words replaced by their examples.

    If a private word has no example, the name is None.
    """
    matches = matcher.matches(wording) if wording else ()
    if wording and all(match.example for match in matches):
        return TargetName(matcher.mask(wording))
    return TargetName(None, person=any(match.is_name for match in matches))


def list_other_wordings(step: Step, found: Found | None) -> Iterator[str]:
    """The wordings that a family may see on its phone in place of the one that was found."""
    yield from step.also
    target = step.action.target if step.action else None
    if isinstance(target, TextTarget) and found and found.matched:
        yield from (wording for wording in target.wordings if fold(wording) != fold(found.matched))


def find_inherited_lines(tutorial: Tutorial, step: Step) -> Iterator[CoverLine]:
    """The lines above the first picture and of other steps that apply to this step, too.

    These are all texts to hide, and the ``show:`` lines above the first picture.
    """
    yield from tutorial.shows
    for hide in all_hides(tutorial):
        own = any(hide is one for one in step.hides)
        if not own and isinstance(hide.target, TextTarget) and hide.target.occurrence is None:
            yield hide


def decide_covers(
    step: Step, inherited: Sequence[CoverLine], founds: Mapping[Query, Found], detected: Sequence[Redaction]
) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
    """Decide what to cover on a step's picture.

    Args:
        step: has its own ``hide:`` and ``show:`` lines.
        inherited: the lines of `find_inherited_lines`.
        founds: where the targets of all these lines are.
        detected: what looks private on the picture.

    Returns:
        The automatic covers, without those that a ``show:`` line removes; and the covers that the script asks for.
    """
    from annotator.screen import redact

    shows = [founds[Query(item.target)] for item in (*step.shows, *inherited) if isinstance(item, Show)]
    own = redact.requested_redactions([(item, founds[Query(item.target)]) for item in step.hides])
    # An inherited line may be about another picture, so a similar text is not enough.
    same_text = [
        (item, found)
        for item in inherited
        if isinstance(item, Hide) and (found := founds[Query(item.target)]).score >= MIN_SAME_TEXT_SCORE
    ]
    requested = [item for item in detected if item.kind == REQUESTED]
    automatic = redact.remove_shown([item for item in detected if item.kind != REQUESTED], shows)
    return automatic, redact.merge_overlapping((*own, *redact.requested_redactions(same_text), *requested))


def find_undecided_names(
    texts: Sequence[TextLine], size: tuple[int, int], covered: Sequence[Redaction], matcher: Matcher
) -> Iterator[NameQuestion]:
    """Texts that may be names, aren't covered, and have no ``hide:`` or ``show:`` line.

    ``size`` is the width and height of the picture in pixels.
    """
    from annotator.screen.locate.text_match import span_box
    from annotator.screen.names.likely_names import find_likely_names

    for line in texts:
        for start, end, hidden in matcher.single_words(line.text):
            box = span_box(line, start, end)
            if not any(overlaps(box, cover.box) for cover in covered):
                yield NameQuestion(line.text[start:end], "word", hidden.text, box)
    for name in find_likely_names(texts, *size):
        decided = matcher.is_private(name.text) or matcher.is_public(name.text)
        if not decided and not any(overlaps(name.box, cover.box) for cover in covered):
            yield NameQuestion(name.text, name.why, box=name.box)


def overlaps(first: Box, second: Box) -> bool:
    """Whether two boxes share a good part of the smaller one."""
    return boxes.overlap_coefficient(first, second) > _MIN_SHARED_AREA
