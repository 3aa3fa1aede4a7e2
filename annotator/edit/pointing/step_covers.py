"""List and draw the covers of a step's picture, as a build decides on them, so that a person can correct them.

Each automatic cover comes with the ``show:`` line that removes it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.edit.pointing import cover_candidates, touch_targets
from annotator.edit.pointing.cover_results import AutomaticCover, CoverLine, Covers, PossibleName
from annotator.edit.pointing.pointed import Candidate
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edition.scan import cover_decisions
from annotator.edition.scan.name_questions import list_name_decisions
from annotator.model import Box, Decision, Hide, Query, Redaction, Show, TextTarget
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy, hidden_wordings
from annotator.screen import boxes, covers, redact
from annotator.screen.element.compact_marks import is_word
from annotator.screen.load import Pixels
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

MAX_OTHERS: Final = 60
"""Maximum number of further names, texts and marks that are offered to be covered."""


def list_covers(picture: StepPicture) -> Covers:
    """The covers of a step's picture, the names to decide on, and what could be covered, too."""
    automatic, requested = picture.decide_covers(picture.faces())
    all_covers = (*automatic, *requested)
    return Covers(
        size=picture.size,
        automatic=tuple(_describe(picture, cover) for cover in automatic),
        hides=tuple(_list_hides(picture)),
        shows=tuple(_list_shows(picture)),
        asks=tuple(_list_undecided(picture, all_covers)),
        others=tuple(_list_others(picture, [cover.box for cover in all_covers])[:MAX_OTHERS]),
    )


def draw_covered(picture: StepPicture) -> Pixels:
    """The picture with its covers."""
    automatic, requested = picture.decide_covers(picture.faces())
    return covers.draw_redactions(picture.picture.pixels, (*automatic, *requested))


def _describe(picture: StepPicture, cover: Redaction) -> AutomaticCover:
    """An automatic cover with its text, and the line that would remove it."""
    text = _read_text(picture, cover.box) if cover.kind != "face" else ""
    return AutomaticCover(cover.kind, text, cover.box, _make_show_line(picture, cover, text))


def _read_text(picture: StepPicture, box: Box) -> str:
    """The text in a box, without the rest of its lines."""
    parts = []
    for line in picture.texts:
        shared_height = min(line.box.bottom, box.bottom) - max(line.box.y, box.y)
        if shared_height > line.box.h / 2:
            start, end = cover_candidates.strip_span(line.text, *cover_candidates.find_span(line, box))
            parts.append(line.text[start:end])
    return " ".join(part for part in parts if part)


def _make_show_line(picture: StepPicture, cover: Redaction, text: str) -> Decision:
    """The line that removes the whole cover: by its text on every picture, if a build finds that here, else by its place."""
    target = cover_candidates.make_text_target(text)
    if target is not None:
        (found,) = picture.find([Query(target)])
        if not redact.remove_shown([cover], [found]):
            return Decision(Show(target), everywhere=True)
    return Decision(Show(boxes.middle_of(cover.box, picture.size)))


def _list_hides(picture: StepPicture) -> Iterator[CoverLine]:
    """The ``hide:`` lines that count on the picture, also those of other steps for texts without a number (``#2``)."""
    lines: list[tuple[int | None, Hide]] = [(None, hide) for hide in picture.tutorial.hides]
    lines += [(index, hide) for index, step in enumerate(picture.tutorial.steps) for hide in step.hides]
    for step, hide in lines:
        names_one_place = not isinstance(hide.target, TextTarget) or hide.target.occurrence is not None
        if step in (None, picture.index) or not names_one_place:
            yield CoverLine(hide, step, _find_covered(picture, hide, is_own=step == picture.index))


def _find_covered(picture: StepPicture, hide: Hide, *, is_own: bool) -> tuple[Box, ...]:
    """The boxes that a line covers on the picture, both by its target and by its words; ``is_own`` if it is the step's line."""
    (found,) = picture.find([Query(hide.target)])
    covered: list[Redaction] = []
    if is_own or found.score >= cover_decisions.MIN_SAME_TEXT_SCORE:
        covered += redact.requested_redactions([(hide, found)])
    wordings = hidden_wordings(hide)
    hidden_texts = tuple(text for text in picture.matcher.privacy.hidden if text.text in wordings)
    covers_of_words = find_pii(picture.texts, Matcher(Privacy(hidden=hidden_texts)))
    covered += [cover for cover in covers_of_words if cover.kind == cover_decisions.REQUESTED]
    return tuple(cover.box for cover in redact.merge_overlapping(covered))


def _list_shows(picture: StepPicture) -> Iterator[CoverLine]:
    """The ``show:`` lines that count on the picture."""
    for step, shows in ((None, picture.tutorial.shows), (picture.index, picture.step.shows)):
        for show in shows:
            (found,) = picture.find([Query(show.target)])
            yield CoverLine(show, step, tuple(box for box in (found.box, *found.others) if box))


def _list_undecided(picture: StepPicture, all_covers: Sequence[Redaction]) -> Iterator[PossibleName]:
    """The possible names on which nobody has decided, without repetitions."""
    matcher = picture.matcher.for_step(picture.step)
    with_shown = matcher.with_public(text.text for text in picture.texts)  # so that no example is one of the names
    listed: set[str] = set()
    for name in cover_decisions.find_undecided_names(picture.texts, picture.size, tuple(all_covers), matcher):
        if fold(name.text) not in listed and name.box is not None:
            listed.add(fold(name.text))
            yield PossibleName(name.text, name.why, name.box, *list_name_decisions(name, with_shown))


def _list_others(picture: StepPicture, covered: Sequence[Box]) -> list[Candidate]:
    """The names, texts and marks on the picture that aren't covered, in reading order; marks only if they are cached."""

    def is_free(box: Box) -> bool:
        return not any(boxes.overlap_coefficient(box, cover) > touch_targets.SAME_THING for cover in covered)

    lines = [line for line in picture.texts if is_word(line)]
    texts = [text for text in cover_candidates.list_texts(picture, lines) if is_free(text.box)]
    outlines = filter(is_free, picture.recall_mark_outlines())  # to search for them takes seconds
    marks = [outline for outline in outlines if not any(boxes.contains(outline, text.box) for text in texts)]
    candidates = [*texts, *(cover_candidates.cover_box(picture, outline) for outline in marks)]
    return [candidates[index] for index in boxes.reading_order([candidate.outline for candidate in candidates])]
