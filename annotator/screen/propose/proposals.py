"""Propose the step of each screenshot of a series: what is done there and where, with the reason.

Each piece of evidence adds a weight to one action at one place; the best places are proposed. The weights are set by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from annotator.messages import Message
from annotator.model import (
    ActionKind,
    Box,
    Direction,
    PointTarget,
    Target,
    TextLine,
    TextTarget,
)
from annotator.phrases import is_link
from annotator.screen import boxes
from annotator.screen.element.points import FINGERTIP_SIZE, find_touch_target
from annotator.screen.locate.icon_meanings import locate_meanings
from annotator.screen.locate.targets import match_text
from annotator.screen.names.likely_names import find_likely_names
from annotator.screen.pii import find_pii
from annotator.screen.propose.read_screen import TITLE_SIZE, Button, ReadScreen
from annotator.screen.propose.screen_words import is_button, is_exactly, means, recognise_platform
from annotator.screen.propose.strokes import Stroke, find_strokes
from annotator.screen.propose.transitions import Transition, compare, find_titles, same_text
from annotator.text.folding import fold

_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""The site in a link; what follows may be a code that is private."""
_PERCENT: Final = re.compile(r"\b\d{1,2} ?%")
MOST: Final = 3
"""How many proposals a screenshot gets."""
MIN_SCORE: Final = 0.24
"""Minimum score (0..1) of a proposal; below, nothing is proposed."""
MIN_OTHER: Final = 0.1
"""Minimum score of the second and the third."""
MIN_PLACE: Final = 0.45
"""Minimum score of a text for icons not to be looked for, which takes time."""
MAX_TEXT: Final = 40
"""Maximum number of characters of a text that is pressed, unless it is a link."""
MIN_LETTERS: Final = 3
"""Minimum number of characters of a text on a button, but for OK and its like; shorter ones are icons or parts of pictures."""
MAX_WORDS: Final = 6
"""Maximum number of its words."""
ANYWHERE: Final = 0.25
"""Score of a tap without a place: the next screen is another one, and nothing says what led there."""

MAX_ICON_SHARE: Final = 0.05
"""Maximum share of the picture that something without a text takes for an arrow to point at it."""
MIN_FIELD: Final = 6.0
"""Minimum width of a field, in em."""
FIELD_BELOW: Final = (1.2, 2.2)
"""How far below its label a field is looked for, in em."""
MAX_ROUND: Final = 2
"""Maximum number of round buttons on a screen; more are people's pictures."""
MIN_ICON: Final = 1.6
"""Minimum side of such a thing, in em; less is a part of the arrow."""
MAX_TOUCHED: Final = 0.05
"""Maximum overlap of such a thing with the arrow (0..1)."""
OWN_TITLE: Final = 0.5
"""Share of the weight of a text that is the next title, where it is a title here, too."""
BACK_UP: Final = 0.5
"""Share of the weight of a screen that moved back up: people show what comes, and dialogs push texts down."""
SIMILAR: Final = 0.7
"""Share of the weight of a text that is only similar to the title."""
MAX_NAMED: Final = 2
"""Maximum number of texts here that are titles there; where there are more, both screens are about the same."""
MIN_SHARED: Final = 0.6
"""Minimum share of the texts here that are on the next picture, for it to be the same screen, if not at the same places."""
MAX_NAME: Final = 20
"""Maximum number of characters of an app's name."""
CHANGE_EM: Final = 1.5
"""How far around a text a change belongs to it, in em."""
MAX_CHANGED: Final = 4
"""Maximum number of texts with such a change; more are another screen."""
OWN_HEADER: Final = 0.13
"""Fraction of a screen's height, from the top, in which its own title is."""

WEIGHTS: Final = {
    "last": 0.5,
    "success": 0.4,
    "stroke": 0.9,
    "title": 0.55,
    "elsewhere": 0.12,
    "filled in": 0.75,
    "empty field": 0.5,
    "empty bar": 0.2,
    "keyboard": 0.45,
    "still there": -0.5,
    "moved": 0.7,
    "wait": 0.6,
    "allow": 0.5,
    "strong button": 0.3,
    "filled button": 0.2,
    "filled": 0.12,
    "outlined button": 0.1,
    "widest": 0.08,
    "lowest": 0.05,
    "word": 0.25,
    "link": 0.4,
    "changed": 0.4,
    "colourful": 0.1,
    "icon": 0.3,
    "only round button": 0.38,
    "round button": 0.2,
    "selected": 0.4,
    "app": 0.35,
    "back": -0.2,
    "sentence": -0.35,
    "private": -0.06,
    "stays": -0.15,
    "empty field first": -0.3,
}
"""What each piece of evidence adds to the score of an action at a place."""

ICONS: Final = {
    "send": 1.4,
    "plus": 1.3,
    "menu": 0.9,
    "more": 0.8,
    "search": 0.8,
    "share": 0.8,
    "download": 0.8,
    "attach": 0.7,
    "settings": 0.7,
    "mic": 0.6,
    "camera": 0.5,
    "video-call": 0.5,
    "edit": 0.6,
    "person": 0.4,
}
"""How likely each icon is pressed, relative to the weight of an icon."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess: ``Proposal("tap", TextTarget(("Unirse",)), Box(296, 1180, 128, 40), 0.85, "The next screen is titled …")``.

    Attributes:
        action: what is done.
        target: the target for the script; None for an action without one, or whose place isn't known.
        box: the place, in pixels.
        score: how likely it is, from 0 to 1; not a probability.
        reason: the strongest evidence.
        direction: the direction of a movement.
    """

    action: ActionKind
    target: Target | None
    box: Box | None
    score: float
    reason: Message
    direction: Direction | None = None


@dataclass(slots=True)
class _Guess:
    action: ActionKind
    line: TextLine | None
    box: Box | None
    icon: str | None = None
    direction: Direction | None = None
    score: float = 0.0
    reasons: list[tuple[float, Message]] = field(default_factory=list)

    def add(self, evidence: str, reason: Message | None = None, share: float = 1.0) -> None:
        weight = WEIGHTS[evidence] * share
        self.score += weight
        if reason is not None:
            self.reasons.append((weight, reason))


def propose(screens: Iterable[ReadScreen]) -> Iterator[tuple[Proposal, ...]]:
    """Yield the proposals for each of ``screens``, which are in order: at most `MOST`, best first, none where nothing is known.

    No more than two screens are in use at a time.
    """
    before: ReadScreen | None = None
    number = 0
    for number, screen in enumerate(screens, start=1):  # noqa: B007 - counts them
        if before is not None:
            yield _propose_step(before, screen)
        before = screen
    if before is not None:
        yield _propose_step(before, None, alone=number == 1)


def _propose_step(here: ReadScreen, there: ReadScreen | None, *, alone: bool = False) -> tuple[Proposal, ...]:
    guesses = list(_Weighing(here, there, alone=alone).weigh())
    best = sorted((guess for guess in guesses if guess.score >= MIN_OTHER), key=lambda guess: -guess.score)
    if not best or best[0].score < MIN_SCORE:
        return ()
    kept: list[_Guess] = []
    for guess in best:
        if all(guess.box is None or other.box is None or boxes.iou(guess.box, other.box) < 0.5 for other in kept):
            kept.append(guess)
    return tuple(_finish(guess, here) for guess in kept[:MOST])


class _Weighing:
    """Weighs the evidence for what is done on one screenshot."""

    def __init__(self, here: ReadScreen, there: ReadScreen | None, *, alone: bool = False) -> None:
        self.here, self.there, self.alone = here, there, alone
        self.transition: Transition | None = None if there is None else compare(here, there)
        self.taps = [_Guess("tap", line, line.box) for line in here.words]
        self.others: list[_Guess] = []

    def weigh(self) -> list[_Guess]:
        """All guesses with their scores, unsorted."""
        self._weigh_strokes()
        if self.there is None or self.transition is None:
            self._weigh_last()
        else:
            self._weigh_titles(self.there, self.transition)
            self._weigh_movement(self.transition)
            self._weigh_changes(self.there, self.transition)
        self._weigh_buttons()
        self._weigh_words()
        self._weigh_fields()
        if self.there is not None:
            self._weigh_round()
            if max((guess.score for guess in (*self.taps, *self.others)), default=0) < MIN_PLACE:
                self._weigh_icons()
            if max((guess.score for guess in (*self.taps, *self.others)), default=0) < MIN_SCORE:
                self._weigh_anywhere()
        return [*self.taps, *self.others]

    def _other(self, action: ActionKind, line: TextLine | None = None, box: Box | None = None) -> _Guess:
        guess = _Guess(action, line, box)
        self.others.append(guess)
        return guess

    # ------------------------------------------------------------ strokes

    def _weigh_strokes(self) -> None:
        reasons = {
            "ring": Message("Somebody drew a ring around it."),
            "arrow": Message("Somebody drew an arrow to it."),
            "line": Message("Somebody drew a line below it."),
        }
        for number, stroke in enumerate(find_strokes(self.here)[:MOST]):
            share = 1 - 0.1 * number
            inside = [guess for guess in self.taps if guess.box and boxes.center_in(guess.box, stroke.target)]
            if stroke.shape == "arrow":
                inside = self._first_along(stroke)
            if stroke.shape == "line" and not inside:
                continue
            if len(inside) == 1 or (inside and stroke.shape != "ring"):
                inside[0].add("stroke", reasons[stroke.shape], share)
            elif inside:
                first = min(inside, key=lambda guess: (guess.line is None, -len(guess.line.text) if guess.line else 0))
                self._other("tap", first.line, stroke.target).add("stroke", reasons[stroke.shape], share)
            else:
                self._other("tap", None, self._icon_at(stroke)).add("stroke", reasons[stroke.shape], share)

    def _icon_at(self, stroke: Stroke) -> Box:
        """What a finger presses where an arrow without a text before it points, else the inside of the stroke."""
        for place in stroke.along:
            point = Box(place.x + place.w // 2, place.y + place.h // 2, 1, 1)
            found = find_touch_target(self.here.pixels, point, self.here.texts)
            share = found.w * found.h / (self.here.width * self.here.height)
            sized = min(found.w, found.h) > MIN_ICON * self.here.em and share < MAX_ICON_SHARE
            nothing = found.w == found.h and abs(found.w - FINGERTIP_SIZE * self.here.em) <= 2
            if sized and not nothing and boxes.overlap_coefficient(found, stroke.box) < MAX_TOUCHED:
                return found
        return stroke.target

    def _first_along(self, stroke: Stroke) -> list[_Guess]:
        """The text that an arrow meets first."""
        for place in stroke.along:
            for guess in self.taps:
                if guess.box and boxes.intersection(boxes.inflated(guess.box, self.here.em / 3), place):
                    return [guess]
        return []

    # ------------------------------------------------------------ the next picture

    def _weigh_last(self) -> None:
        if self.alone or not self.here.words:
            return
        signs = [line for line in self.here.words if means(line.text, "done")]
        sign = max(signs, key=lambda line: line.box.h, default=None)
        guess = self._other("done", sign, sign.box if sign else None)
        guess.add("last", Message("It is the last picture."))
        if sign is not None:
            guess.add("success", Message("The screen says “{text}”.", text=sign.text))

    def _weigh_titles(self, there: ReadScreen, transition: Transition) -> None:
        titles = find_titles(there, transition)
        came = [there.words[j] for j in transition.came]
        platform = recognise_platform(line.text for line in there.words) if transition.kind == "new" else None
        if platform == recognise_platform(line.text for line in self.here.words if self._is_own_title(line)):
            platform = None
        named = sum(
            any(same_text(title.text, line.text) for title in titles)
            for index, line in enumerate(self.here.words)
            if index not in transition.stayed
        )
        for index, guess in enumerate(self.taps):
            assert guess.line is not None
            text = guess.line.text
            leads_on = self.here.has_keyboard and transition.shared >= MIN_SHARED and is_button(text, "go")
            if leads_on and any(same_text(line.text, text) for line in there.words):
                guess.add("still there")
                continue
            if index in transition.stayed:
                if transition.kind == "new" and not is_button(text, "go"):
                    guess.add("stays")
                elif transition.kind == "same" and any(same_text(line.text, text) for line in came):
                    guess.add("selected", Message("The next picture shows “{text}” once more.", text=text))
                continue
            title = next((line for line in titles if same_text(line.text, text)), None)
            if title is not None:
                share = 1.0 if fold(title.text) == fold(text) and named <= MAX_NAMED else SIMILAR
                share *= MAX_NAMED / max(MAX_NAMED, named)
                share *= OWN_TITLE if self._is_own_title(guess.line) else 1.0
                guess.add("title", Message("The next screen is titled “{title}”.", title=title.text), share)
            elif platform is not None and recognise_platform([text]) == platform and len(text) <= MAX_NAME:
                guess.add("app", Message("The next screen is of “{text}”.", text=text))
            elif not is_link(text) and any(fold(line.text).startswith(f"{fold(text)} ") for line in titles):
                guess.add("elsewhere", Message("The next screen begins with “{text}”.", text=text), 2)
            elif any(same_text(line.text, text) for line in came):
                guess.add("elsewhere", Message("“{text}” is on the next picture, too.", text=text))

    def _is_own_title(self, line: TextLine) -> bool:
        """Whether a text is the title of its own screen: in its header, or large in its upper half."""
        large = line.box.h > TITLE_SIZE * self.here.em and line.box.y < self.here.height / 2
        return large or line.box.bottom < OWN_HEADER * self.here.height

    def _weigh_changes(self, there: ReadScreen, transition: Transition) -> None:
        """What looks otherwise on the same screen: a switch that was turned, a row that was ticked."""
        changed = self.here.find_changes(there) if transition.kind == "same" else None
        if changed is None:
            return
        reach = CHANGE_EM * self.here.em
        near = [guess for guess in self.taps if guess.box and changed(boxes.inflated(guess.box, reach))]
        for guess in near if len(near) <= MAX_CHANGED else ():
            guess.add("changed", Message("It looks otherwise on the next picture."))

    def _weigh_movement(self, transition: Transition) -> None:
        there = self.there
        if transition.direction is None or there is None or self.here.has_keyboard != there.has_keyboard:
            return  # a keyboard that goes moves the screen, too
        upright = transition.direction in ("up", "down")
        guess = self._other("scroll" if upright else "swipe")
        guess.direction = transition.direction if upright else ("left" if transition.direction == "right" else "right")
        share = 1.0 if transition.direction != "up" else BACK_UP
        guess.add("moved", Message("The next picture is the same screen, moved."), share)

    # ------------------------------------------------------------ within the picture

    def _weigh_buttons(self) -> None:
        found: list[tuple[_Guess, Button]] = []
        for guess in self.taps:
            assert guess.line is not None
            text = guess.line.text
            # An address at the top is the browser's.
            link = is_link(text) and guess.line.box.y > OWN_HEADER * self.here.height
            if link:
                guess.add("link", Message("It is a link."))
            elif _is_sentence(text):
                guess.add("sentence")
            elif self.here.is_colorful(guess.line.box):
                guess.add("colourful", Message("Its letters are coloured."))
            short = len(text) < MIN_LETTERS and not is_button(text, "go")
            button = None if link or short or _is_sentence(text) else self.here.find_button(guess.line.box)
            if button is not None and not means(text, "field") and not means(text, "bar"):
                found.append((guess, button))
        filled = [(guess, button) for guess, button in found if button.filled]
        for guess, button in found:
            assert guess.line is not None
            if not button.filled:
                guess.add("outlined button", Message("It is a button."))
                continue
            reason = Message("It is the only filled button.") if len(filled) == 1 else Message("It is a filled button.")
            leads_on = is_button(guess.line.text, "go") or means(guess.line.text, "allow")
            guess.add("strong button" if button.strong else "filled button" if leads_on else "filled", reason)
            if button.box.w == max(each.box.w for _, each in filled):
                guess.add("widest")
            if button.box.y == max(each.box.y for _, each in filled):
                guess.add("lowest")

    def _weigh_words(self) -> None:
        asks = any(means(line.text, "ask") for line in self.here.words)
        private = [item.box for item in find_pii(self.here.texts)]
        private += [name.box for name in find_likely_names(self.here.texts, self.here.width, self.here.height)]
        for guess in self.taps:
            assert guess.line is not None
            text = guess.line.text
            if is_button(text, "back"):
                guess.add("back")
            elif asks and means(text, "allow") and not _is_sentence(text) and not text.endswith("?"):
                share = 1.0 if is_exactly(text, "allow") else 0.4
                guess.add("allow", Message("It is a question for permission, and this allows it."), share)
            elif is_button(text, "go"):
                share = 0.4 if self._is_own_title(guess.line) and not guess.reasons else 1.0
                guess.add("word", Message("Its word leads on."), share)
            if any(boxes.overlap_coefficient(guess.line.box, box) > 0.5 for box in private):
                guess.add("private")
            if self.there is not None and (means(text, "wait") or _PERCENT.search(text)):
                self._other("wait", guess.line, guess.line.box).add(
                    "wait", Message("The screen says “{text}”.", text=text)
                )

    def _weigh_fields(self) -> None:
        empty = False
        for line in self.here.words:
            bar = means(line.text, "bar")
            if not (bar or means(line.text, "field")) or len(line.text) > MAX_TEXT or is_button(line.text, "go"):
                continue
            box = self._field_of(line)
            if box is None:
                continue
            guess = self._other("type", line, box)
            if self._is_empty(self.here, line, box):
                empty = empty or not bar
                evidence = "empty bar" if bar else "empty field"
                guess.add(evidence, Message("The field “{field}” is empty.", field=line.text))
                if self._is_filled_later(line, box):
                    filled = Message("The field “{field}” is filled on the next picture.", field=line.text)
                    guess.add("filled in", filled)
            there = self.there.words if self.there is not None else ()
            if self.here.has_keyboard and (guess.score or any(same_text(each.text, line.text) for each in there)):
                guess.add("keyboard", Message("The keyboard is open."))
        for guess in self.taps if empty else ():
            if guess.line is not None and is_button(guess.line.text, "go"):
                guess.add("empty field first")

    @staticmethod
    def _is_empty(screen: ReadScreen, label: TextLine, box: Box) -> bool:
        """Whether nothing but its label is in a field."""
        start = label.box.x if boxes.center_in(label.box, box) else box.x
        written = Box(start, box.y, round(0.8 * (box.right - start)), box.h)  # icons are at both ends
        inside = [line for line in screen.texts if boxes.center_in(line.box, written)]
        return all(same_text(line.text, label.text) for line in inside) and not screen.has_ink(written, inside)

    def _is_filled_later(self, label: TextLine, box: Box) -> bool:
        """Whether the same field is on the next picture with something in it."""
        there = self.there
        if there is None or there.width != self.here.width or box.bottom >= there.height:
            return False
        middle = Box(box.x + box.w // 2, box.y + box.h // 2, 2, 2)
        button = there.find_button(next((line.box for line in there.texts if boxes.center_in(line.box, box)), middle))
        same = button is not None and boxes.iou(button.box, box) > 0.5
        return same and not self._is_empty(there, label, box)

    def _field_of(self, line: TextLine) -> Box | None:
        """The field around a placeholder, or below a label; None if there is none."""
        em = self.here.em
        below = (Box(line.box.x + round(em), line.box.bottom + round(off * em), 2, 2) for off in FIELD_BELOW)
        for place in (line.box, *below):
            button = self.here.find_button(place) if place.bottom < self.here.height else None
            if button is not None and button.box.w >= MIN_FIELD * em and not button.strong:
                return button.box
        return None

    # ------------------------------------------------------------ what is left

    def _weigh_icons(self) -> None:
        names = list(ICONS)
        for name, found in zip(
            names, locate_meanings(self.here.pixels, names, self.here.em, self.here.texts), strict=True
        ):
            for detection in found[:1]:
                guess = _Guess("tap", None, detection.box, icon=name)
                guess.add("icon", Message("It is an icon that is often pressed."), ICONS[name])
                self.others.append(guess)

    def _weigh_round(self) -> None:
        """Round buttons of one strong colour, such as the one that floats at the lower right."""
        found = self.here.find_round_buttons()
        corner = [box for box in found if box.x > 0.6 * self.here.width and box.y > 0.7 * self.here.height]
        for box in found if len(found) <= MAX_ROUND else corner:
            guess = self._other("tap", None, box)
            evidence = "only round button" if box in corner or len(found) == 1 else "round button"
            guess.add(evidence, Message("It is a round button."))

    def _weigh_anywhere(self) -> None:
        if self.here.words:
            guess = self._other("tap")
            guess.score = ANYWHERE
            guess.reasons.append((ANYWHERE, Message("The next picture is another screen.")))


def _is_sentence(text: str) -> bool:
    return len(text) > MAX_TEXT or len(text.split()) > MAX_WORDS


def _finish(guess: _Guess, screen: ReadScreen) -> Proposal:
    reason = max(guess.reasons, key=lambda pair: pair[0])[1]
    score = round(min(0.99, guess.score), 2)
    # "Wait until you see" names what comes, not what is there meanwhile.
    target = None if guess.action == "wait" else _target_of(guess, screen)
    return Proposal(guess.action, target, guess.box, score, reason, guess.direction)


def _target_of(guess: _Guess, screen: ReadScreen) -> Target | None:
    """The target as a script names it: the text, with its number where it is there twice, or the point in its middle."""
    if guess.line is not None:
        address = _HOST.search(guess.line.text) if is_link(guess.line.text) else None
        target = TextTarget((address[0] if address else guess.line.text,))
        found = match_text(screen.texts, target)
        own = [number for number, box in enumerate(found.numbered_places, 1) if boxes.iou(box, guess.line.box) > 0.5]
        if own:
            return TextTarget(target.wordings, own[0]) if found.others else target
    if guess.box is None:
        return None
    x = (guess.box.x + guess.box.w / 2) / screen.width
    y = (guess.box.y + guess.box.h / 2) / screen.height
    return PointTarget(round(100 * x, 1), round(100 * y, 1))
