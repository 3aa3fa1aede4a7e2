"""Show the covers of a step's picture with their reasons, so that a person can correct what annotator decided.

It lists covers, possible names and what else could be covered; `cover_pointing` turns a click into a cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.edit.pointing import step_pictures
from annotator.edit.pointing.cover_pointing import cover_box, find_span, list_texts, name_text, strip_span
from annotator.edit.pointing.picture_results import AutomaticCover, Candidate, CoverLine, Covers, PossibleName
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edition.privacy_checks import list_name_decisions
from annotator.edition.scan import scan_problems
from annotator.model import Box, Decision, Hide, Query, Redaction, Show, TextTarget
from annotator.privacy.matcher import Matcher, Privacy, hidden_wordings
from annotator.screen import boxes, covers, redact
from annotator.screen.element.compact_marks import is_word
from annotator.screen.load import Pixels
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

MAX_OTHERS = 60
"""Maximum number of further texts and icons that are offered to be covered."""


def list_covers(seen: StepPicture) -> Covers:
    """The covers of a step's picture, and the things that could be covered, too."""
    automatic, requested = seen.decide_covers(seen.faces())
    covers = (*automatic, *requested)
    return Covers(
        seen.size,
        tuple(_describe(seen, cover) for cover in automatic),
        tuple(_list_hides(seen)),
        tuple(_list_shows(seen)),
        tuple(_list_asks(seen, covers)),
        tuple(_list_others(seen, [cover.box for cover in covers]))[:MAX_OTHERS],
    )


def draw_covered(seen: StepPicture) -> Pixels:
    """The picture with its covers."""
    automatic, requested = seen.decide_covers(seen.faces())
    return covers.draw_redactions(seen.picture.pixels, (*automatic, *requested))


def _describe(seen: StepPicture, cover: Redaction) -> AutomaticCover:
    text = _read(seen, cover.box) if cover.kind != "face" else ""
    return AutomaticCover(cover.kind, text, cover.box, _decide_show(seen, cover, text))


def _read(seen: StepPicture, box: Box) -> str:
    """The text in a box, without the rest of its lines."""
    parts = []
    for line in seen.texts:
        if min(line.box.bottom, box.bottom) - max(line.box.y, box.y) > line.box.h / 2:
            span = strip_span(line.text, *find_span(line, box))
            parts.append(line.text[slice(*span)])
    return " ".join(part for part in parts if part)


def _decide_show(seen: StepPicture, cover: Redaction, text: str) -> Decision:
    """The line that removes the whole cover: by its text on every picture, if a build finds that here, else by its place."""
    target = name_text(text) if text else None
    if target is not None:
        (found,) = seen.find([Query(target)])
        if not redact.remove_shown([cover], [found]):
            return Decision(Show(target), everywhere=True)
    return Decision(Show(step_pictures.middle_of(cover.box, seen.size)))


def _list_hides(seen: StepPicture) -> Iterator[CoverLine]:
    """All ``hide:`` lines that apply to the picture, also those of other steps, whose texts are covered everywhere."""
    places: list[tuple[int | None, tuple[Hide, ...]]] = [(None, seen.tutorial.hides)]
    places += [(index, step.hides) for index, step in enumerate(seen.tutorial.steps)]
    for step, hides in places:
        for hide in hides:
            single = not isinstance(hide.target, TextTarget) or hide.target.occurrence is not None
            if step not in (None, seen.index) and single:
                continue
            yield CoverLine(hide, step, _places_of(seen, hide, own=step == seen.index))


def _places_of(seen: StepPicture, hide: Hide, *, own: bool) -> tuple[Box, ...]:
    """The boxes that a line covers on the picture."""
    (found,) = seen.find([Query(hide.target)])
    covers = list(redact.requested_redactions([(hide, found)]))
    if not own and found.score < scan_problems.MIN_SAME_TEXT_SCORE:
        covers = []
    alone = Matcher(
        Privacy(hidden=tuple(one for one in seen.matcher.privacy.hidden if one.text in hidden_wordings(hide)))
    )
    covers += [cover for cover in find_pii(seen.texts, alone) if cover.kind == scan_problems.REQUESTED]
    return tuple(cover.box for cover in redact.merge_overlapping(covers))


def _list_shows(seen: StepPicture) -> Iterator[CoverLine]:
    for step, shows in ((None, seen.tutorial.shows), (seen.index, seen.step.shows)):
        for show in shows:
            (found,) = seen.find([Query(show.target)])
            yield CoverLine(show, step, tuple(box for box in (found.box, *found.others) if box))


def _list_asks(seen: StepPicture, covers: Iterable[Redaction]) -> Iterator[PossibleName]:
    matcher = seen.matcher.for_step(seen.step)
    with_shown = matcher.with_public(text.text for text in seen.texts)  # so that no example is one of the names
    asked: set[str] = set()
    for ask in scan_problems.find_undecided_names(seen.texts, seen.size, tuple(covers), matcher):
        if fold(ask.text) not in asked and ask.box is not None:
            asked.add(fold(ask.text))
            yield PossibleName(ask.text, ask.why, ask.box, *list_name_decisions(ask, with_shown))


def _list_others(seen: StepPicture, covered: Iterable[Box]) -> Iterator[Candidate]:
    """The texts, names and icons on the picture that aren't covered, in reading order."""
    taken = tuple(covered)

    def is_free(box: Box) -> bool:
        return not any(boxes.overlap_coefficient(box, one) > step_pictures.SAME_THING for one in taken)

    lines = [line for line in seen.texts if is_word(line)]
    found = [one for one in list_texts(seen, lines) if is_free(one.box)]
    named = [one.box for one in found]
    outlines = step_pictures.recall_mark_outlines(seen)  # to search for them takes seconds
    found += [
        cover_box(seen, outline)
        for outline in outlines
        if is_free(outline) and not any(boxes.contains(outline, box) for box in named)
    ]
    return iter([found[at] for at in boxes.reading_order([one.outline for one in found])])
