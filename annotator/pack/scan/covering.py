"""Decides what is covered on a screenshot, how its target is called, and which names nobody has decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model import (
    Box,
    Found,
    Hide,
    NameQuestion,
    Redaction,
    Show,
    Step,
    Target,
    TargetName,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher, all_hides

CHOSEN = "chosen"
"""The kind of a cover that a line of the script asks for."""
_SAME_TEXT = 0.95
"""The least score of a text that is the wanted one; below, it is like it or cut off (``screen.locate.text_match``)."""
Decided = Hide | Show
"""A line of the script that decides what is covered."""


def called(wording: str | None, matcher: Matcher) -> TargetName:
    """How a target with this wording is called where everybody can read or hear it."""
    matches = matcher.matches(wording) if wording else ()
    if wording and all(match.example for match in matches):
        return TargetName(matcher.mask(wording))
    return TargetName(None, person=any(match.is_name for match in matches))


def other_wordings(step: Step, found: Found | None) -> Iterator[str]:
    """The wordings that a family may see in place of the one that was found."""
    yield from step.also
    target = step.action.target if step.action else None
    if isinstance(target, TextTarget) and found and found.matched:
        yield from (wording for wording in target.wordings if wording.casefold() != found.matched.casefold())


def elsewhere(tutorial: Tutorial, step: Step) -> Iterator[Decided]:
    """The lines of other steps, or above the first picture, that hold on this step's picture too."""
    yield from tutorial.shows
    for hide in all_hides(tutorial):
        own = any(hide is one for one in step.hides)
        if not own and isinstance(hide.target, TextTarget) and hide.target.occurrence is None:
            yield hide


def covers(
    step: Step, others: Sequence[Decided], founds: Mapping[Target, Found], seen: Sequence[Redaction]
) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
    """What is covered by itself, and what the script's lines cover; ``seen`` is what looks private on the picture."""
    from annotator.screen import redact

    shows = [founds[item.target] for item in (*step.shows, *others) if isinstance(item, Show)]
    own = redact.requested_redactions([(item, founds[item.target]) for item in step.hides])
    # Where a line says nothing of this picture, only what is the same text counts, not what is like it.
    same = [
        (item, found)
        for item in others
        if isinstance(item, Hide) and (found := founds[item.target]).score >= _SAME_TEXT
    ]
    by_text = [item for item in seen if item.kind == CHOSEN]
    hidden = redact.remove_shown([item for item in seen if item.kind != CHOSEN], shows)
    return hidden, redact.merge_overlapping((*own, *redact.requested_redactions(same), *by_text))


def asks(
    texts: Sequence[TextLine], size: tuple[int, int], covered: Sequence[Redaction], matcher: Matcher
) -> Iterator[NameQuestion]:
    """What may be a name and is neither covered nor decided on; ``size`` is the picture's width and height in pixels."""
    from annotator.screen.locate.passages import span_box
    from annotator.screen.names.likely_names import find_likely_names

    for line in texts:
        for start, end, hidden in matcher.single_words(line.text):
            if not any(overlap(span_box(line, start, end), cover.box) for cover in covered):
                yield NameQuestion(line.text[start:end], "word", hidden.text)
    for name in find_likely_names(texts, *size):
        decided = matcher.is_private(name.text) or matcher.is_public(name.text)
        if not decided and not any(overlap(name.box, cover.box) for cover in covered):
            yield NameQuestion(name.text, name.why)


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes share three tenths of the smaller one."""
    width = min(first.right, second.right) - max(first.x, second.x)
    height = min(first.bottom, second.bottom) - max(first.y, second.y)
    if width <= 0 or height <= 0:
        return False
    return width * height > 0.3 * min(first.w * first.h, second.w * second.h)
