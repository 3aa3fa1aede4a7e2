"""Decide what to cover on the picture of a step, from its own lines, those of other steps, and what was detected.

What may be a name, and is neither covered nor accepted by a line, becomes a `NameQuestion`.
"""

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.findings import Box, Found, NameQuestion, Query, Redaction, TargetName, TextLine
from annotator.model.targets import TextTarget
from annotator.model.tutorial import Hide, Show, Step, Tutorial
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import all_hides
from annotator.screen import boxes
from annotator.screen.locate.passages import span_box

REQUESTED = "chosen"
"""The kind of a cover that a ``hide:`` line asks for."""
MIN_SAME_TEXT_SCORE = 0.95
"""The minimum score of the same text; below, it is a similar or truncated one (``screen.locate.text_match``)."""
_MIN_SHARED_AREA = 0.3
"""Two boxes overlap if they share more than this part of the smaller one; OCR boxes of neighbouring lines touch."""
_MIN_COVERED = 0.8
"""The minimum part of a name's box below covers that hides the name; OCR knows only roughly where letters begin."""
CoverLine = Hide | Show
"""A line of the script about what to cover."""


def find_inherited_lines(tutorial: Tutorial, step: Step) -> Iterator[CoverLine]:
    """The lines that apply to a step although they aren't its own.

    These are the ``show:`` lines above the first picture, and the texts to hide of the top, the other steps and the pictures of
    other phones, except numbered ones (``Ana #2``).
    """
    yield from tutorial.shows
    for hide in all_hides(tutorial):
        is_inherited = not any(hide is line for line in step.hides)
        if is_inherited and isinstance(hide.target, TextTarget) and hide.target.occurrence is None:
            yield hide


def decide_covers(
    step: Step, inherited: Sequence[CoverLine], founds: Mapping[Query, Found], detected: Sequence[Redaction]
) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
    """Decide what to cover on a step's picture.

    Args:
        step: the step, with its own ``hide:`` and ``show:`` lines.
        inherited: the lines of `find_inherited_lines`.
        founds: the places of the targets of all these lines, by query.
        detected: the names, numbers and faces detected on the picture.

    Returns:
        The automatic covers, without those that a ``show:`` line removes; and the covers that the script asks for.
    """
    from annotator.screen import redact  # loads Pillow

    shows = [founds[Query(line.target)] for line in (*step.shows, *inherited) if isinstance(line, Show)]
    hidden = [(line, founds[Query(line.target)]) for line in step.hides]
    inherited_hides = [(line, founds[Query(line.target)]) for line in inherited if isinstance(line, Hide)]
    # An inherited line may be about another picture, so a similar text is not enough.
    hidden += [(line, found) for line, found in inherited_hides if found.score >= MIN_SAME_TEXT_SCORE]
    requested = [cover for cover in detected if cover.kind == REQUESTED]
    automatic = redact.remove_shown([cover for cover in detected if cover.kind != REQUESTED], shows)
    return automatic, redact.merge_overlapping((*redact.requested_redactions(hidden), *requested))


def find_undecided_names(
    texts: Sequence[TextLine], size: tuple[int, int], covered: Sequence[Redaction], matcher: Matcher
) -> Iterator[NameQuestion]:
    """Texts that may be names, aren't covered, and have no ``hide:`` or ``show:`` line.

    ``size`` is the width and height of the picture in pixels.
    """
    from annotator.screen.names.likely_names import find_likely_names

    for line in texts:
        for word in matcher.single_words(line.text):
            box = span_box(line, word.start, word.end)
            if not any(overlaps(box, cover.box) for cover in covered):
                yield NameQuestion(line.text[word.start : word.end], "word", word.hidden.text, box)
    for name in find_likely_names(texts, size[1]):
        # A cover of the first name leaves the family name to be read.
        hidden_area = sum(boxes.intersection(name.box, cover.box) for cover in covered)
        if hidden_area < _MIN_COVERED * name.box.w * name.box.h and not matcher.is_decided(name.text):
            yield NameQuestion(name.text, name.why, box=name.box)


def choose_public_name(wording: str | None, matcher: Matcher) -> TargetName:
    """The name of a target for narration, captions and cards: ``wording`` with private words replaced by their examples.

    Without a wording, or if a private word has no example, the name is None.
    """
    matches = matcher.matches(wording) if wording else ()
    if wording and all(match.example for match in matches):
        return TargetName(matcher.mask(wording), is_example=bool(matches))
    return TargetName(None, person=any(match.is_name for match in matches))


def overlaps(first: Box, second: Box) -> bool:
    """Whether two boxes share a good part of the smaller one."""
    return boxes.overlap_coefficient(first, second) > _MIN_SHARED_AREA
