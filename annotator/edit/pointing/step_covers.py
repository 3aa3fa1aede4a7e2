"""Show the covers of a step's picture with their reasons, so that a person can correct what annotator decided.

`list_covers` has the covers, the possible names and what else could be covered; `point_at` turns a click into a cover.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from annotator import script
from annotator.edit.pointing import robust_targets, touch_targets
from annotator.edit.pointing.picture_results import (
    AutomaticCover,
    Candidate,
    CoverLine,
    Covers,
    Pointed,
    PossibleName,
    label_of,
)
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edition.privacy_checks import invent_name, list_name_decisions
from annotator.edition.scan import cover_decisions
from annotator.model import Box, Decision, Hide, Query, Redaction, Show, TextLine, TextTarget
from annotator.privacy.codes import find_codes
from annotator.privacy.matcher import Matcher, is_name_like
from annotator.privacy.private_texts import Privacy, hidden_wordings
from annotator.screen import boxes, covers, redact
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.points import find_touch_target
from annotator.screen.load import Pixels
from annotator.screen.locate.passages import span_box
from annotator.screen.locate.targets import match_text
from annotator.screen.names.likely_names import find_likely_names
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

MAX_OTHERS = 60
"""Maximum number of further texts and icons that are offered to be covered."""
MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a text that is covered wherever it is: shorter ones are everywhere."""
MAX_TEXT: Final = 80
"""Longest text that a line of the script names, in characters."""
MAX_SHARE: Final = 0.25
"""Largest share of the picture that a touch target to cover may have; for more, a box must be drawn."""
_WORD: Final = re.compile(r"\S+")
_OUTER: Final = " .,;:!?¡¿()[]{}«»“”\"'…·•-–—"
"""The characters that are no part of a word at its ends."""
ADDRESS: Final = "luna@example.org"
"""An address that nobody can have: the domain is reserved for examples."""
PHONE: Final = "4105550199"
"""The digits of a number that nobody can have."""


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


def point_at(seen: StepPicture, x: float, y: float) -> Pointed:
    """The candidates for a click at these pixels, smallest first; none where the script covers the place already.

    Raises PictureError for a place outside of the picture.
    """
    at = seen.pixel_at(x, y)
    faces = seen.faces()
    _, requested = seen.decide_covers(faces)
    if any(boxes.contains(cover.box, at) for cover in requested):
        return Pointed((), 0)
    return Pointed.of((*_list_texts(seen, at), *_list_places(seen, at, faces)))


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
    return Decision(Show(boxes.middle_of(cover.box, seen.size)))


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
    if not own and found.score < cover_decisions.MIN_SAME_TEXT_SCORE:
        covers = []
    alone = Matcher(
        Privacy(hidden=tuple(one for one in seen.matcher.privacy.hidden if one.text in hidden_wordings(hide)))
    )
    covers += [cover for cover in find_pii(seen.texts, alone) if cover.kind == cover_decisions.REQUESTED]
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
    for ask in cover_decisions.find_undecided_names(seen.texts, seen.size, tuple(covers), matcher):
        if fold(ask.text) not in asked and ask.box is not None:
            asked.add(fold(ask.text))
            yield PossibleName(ask.text, ask.why, ask.box, *list_name_decisions(ask, with_shown))


def _list_others(seen: StepPicture, taken: Sequence[Box]) -> Iterator[Candidate]:
    """The texts, names and icons on the picture that aren't covered, in reading order."""

    def is_free(box: Box) -> bool:
        return not any(boxes.overlap_coefficient(box, one) > touch_targets.SAME_THING for one in taken)

    lines = [line for line in seen.texts if is_word(line)]
    found = [one for one in list_texts(seen, lines) if is_free(one.box)]
    named = [one.box for one in found]
    outlines = seen.recall_mark_outlines()  # to search for them takes seconds
    found += [
        cover_box(seen, outline)
        for outline in outlines
        if is_free(outline) and not any(boxes.contains(outline, box) for box in named)
    ]
    return iter([found[at] for at in boxes.reading_order([one.outline for one in found])])


def list_texts(seen: StepPicture, lines: Sequence[TextLine]) -> Iterator[Candidate]:
    """The candidates to cover in some lines: the names in them, and every line as a whole."""
    names = find_likely_names(seen.texts, seen.size[1])
    for line in lines:
        own = [find_span(line, name.box) for name in names if boxes.center_in(name.box, line.box)]
        named = (_name(seen, line, *span) for span in dict.fromkeys((*own, (0, len(line.text)))))
        yield from filter(None, named)


def cover_box(seen: StepPicture, box: Box) -> Candidate:
    """A box to be covered on the step's picture."""
    target = robust_targets.box_target(box, seen.size)
    return Candidate(box, box, target, label_of(target))


def _list_texts(seen: StepPicture, at: Box) -> Iterator[Candidate]:
    """The texts under a click, the likeliest first."""
    line = next((one for one in seen.texts if is_word(one) and boxes.contains(one.box, at)), None)
    if line is not None:
        yield from filter(None, (_name(seen, line, *span) for span in _list_spans(seen, line, at)))


def _list_spans(seen: StepPicture, line: TextLine, at: Box) -> Iterator[tuple[int, int]]:
    """The parts of a line that a click in it may mean: what looks private there, words with capitals, the word, the line."""
    automatic, _ = seen.decide_covers()
    private = [cover.box for cover in automatic] + [name.box for name in find_likely_names(seen.texts, seen.size[1])]
    yield from (find_span(line, box) for box in private if boxes.contains(box, at))
    words = [match.span() for match in _WORD.finditer(line.text)]
    here = first = last = next(
        (n for n, span in enumerate(words) if at.x < span_box(line, *span).right), len(words) - 1
    )
    if _is_capital(line.text, words[here]):
        while first > 0 and _is_capital(line.text, words[first - 1]):
            first -= 1
        while last + 1 < len(words) and _is_capital(line.text, words[last + 1]):
            last += 1
        yield words[first][0], words[last][1]
    yield words[here]
    yield 0, len(line.text)


def find_span(line: TextLine, box: Box) -> tuple[int, int]:
    """The characters of a line whose middle is in a box, from the first to the last; (0, 0) if there are none."""
    characters = (span_box(line, at, at + 1) for at in range(len(line.text)))
    inside = [at for at, one in enumerate(characters) if box.x <= one.x + one.w / 2 < box.right]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the punctuation and spaces at its ends."""
    start = end - len(text[start:end].lstrip(_OUTER))
    return start, start + len(text[start:end].rstrip(_OUTER))


def name_text(text: str) -> TextTarget | None:
    """The target that covers or shows a text; None if it is too short or long, or can't be written."""
    target = TextTarget((text,))
    if sum(character.isalnum() for character in text) < MIN_LETTERS or len(text) > MAX_TEXT:
        return None
    try:
        return target if script.parse_target(script.write_target(target)) == target else None
    except script.BadValueError:
        return None


def _name(seen: StepPicture, line: TextLine, start: int, end: int) -> Candidate | None:
    """The candidate for a part of a line, if a build finds it there again."""
    start, end = strip_span(line.text, start, end)
    target = name_text(line.text[start:end])
    if target is None:
        return None
    box = span_box(line, start, end)
    found = match_text(seen.texts, target)
    places = [place for place in (found.box, *found.others, *found.all_places) if place is not None]
    if not any(boxes.overlap_coefficient(place, box) > robust_targets.MIN_SAME_PLACE for place in places):
        return None
    names = (name.box for name in find_likely_names(seen.texts, seen.size[1]))
    mixed = any(boxes.contains(box, name) and name.w < box.w - box.h for name in names)  # a sentence with a name in it
    shown = seen.matcher.with_public(each.text for each in seen.texts)
    example = None if mixed else suggest_example(target.wordings[0], shown)
    return Candidate(box, box, target, target.wordings[0], everywhere=True, example=example)


def suggest_example(text: str, matcher: Matcher) -> str | None:
    """An invented text to draw over ``text``; None for a kind of text that has none, which gets a plain cover.

    ``matcher`` knows the private names, and the invented ones that are used already.
    """
    codes = list(find_codes(text, frozenset()))
    kind = codes[0].kind if codes else None
    if kind == "email":
        return ADDRESS
    if kind == "phone":
        return _with_digits(text)
    return invent_name(matcher, text) if kind is None and is_name_like(text) else None


def _with_digits(text: str) -> str:
    """A phone number with its last ten digits replaced; a country code before them stays."""
    places = [at for at, character in enumerate(text) if character.isdigit()][-len(PHONE) :]
    characters = list(text)
    for at, digit in zip(reversed(places), reversed(PHONE), strict=False):
        characters[at] = digit
    return "".join(characters)


def _list_places(seen: StepPicture, at: Box, faces: tuple[Box, ...]) -> Iterator[Candidate]:
    """The faces under a click, and the touch target there unless it is too large."""
    yield from (cover_box(seen, face) for face in faces if boxes.contains(face, at))
    pressed = find_touch_target(seen.picture.pixels, at, seen.texts, "point", kind=seen.kind)
    if pressed.w * pressed.h <= MAX_SHARE * seen.size[0] * seen.size[1]:
        yield cover_box(seen, pressed)


def _is_capital(text: str, span: tuple[int, int]) -> bool:
    start, _ = strip_span(text, *span)
    return text[start : start + 1].isupper()
