"""Find the evidence for the action on a screenshot, in the picture itself and in the next one.

Each function yields pieces of evidence: the rule of `RULES`, the place that it speaks for, and how strongly (0..1).
The weights of the rules are set by hand; `tests.bench.propose` judges them. A conditional logit over all candidates of 512
pictures, a tenth of the apps left out in turn, made none of them better. The module is long, since it is one list of rules.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from annotator.model import ActionKind, Box, Direction
from annotator.phrases import is_link
from annotator.screen import boxes
from annotator.screen.element.fields import find_field, is_on_line
from annotator.screen.element.label_icons import find_icon_above
from annotator.screen.element.points import find_touch_target
from annotator.screen.locate.passages import span_box
from annotator.screen.propose.read_screen import DIM, SMALLER, STATES, ReadScreen
from annotator.screen.propose.screen_words import (
    MAX_BUTTON_WORDS,
    is_button,
    is_exactly,
    means,
    name_field,
    recognise_platform,
)
from annotator.screen.propose.strokes import Stroke, find_strokes
from annotator.screen.screen_texts import Place
from annotator.screen.transitions import Transition, compare, same_text
from annotator.text.folding import fold

ICONS: Final = {
    "send": 1.4, "plus": 1.3, "menu": 0.9, "more": 0.8, "more-horizontal": 0.8, "search": 0.8, "share": 0.8,
    "download": 0.8, "attach": 0.7, "settings": 0.7, "edit": 0.6, "photo-camera": 0.5,
    "camera": 0.5, "person": 0.4,
}  # fmt: skip
"""How likely each icon is pressed, relative to the weight of an icon."""
OTHER_ICONS: Final = 0.4
"""The same for other small shapes, where there are few."""
MAX_OTHER: Final = 8
"""Maximum number of icons where any of them may be pressed."""
MAX_GAP: Final = 3.0
"""Maximum space between an icon and its text, in em."""
_PERCENT: Final = re.compile(r"(?<![\w.,+−-])\d{1,2} ?%")  # how far something is, not a price that rose
_COUNTDOWN: Final = re.compile(r"\(\d{1,2} ?s\)$")  # "OK (4s)" can't be pressed yet
_WORDS: Final = re.compile(r"\w+")
MAX_TEXT: Final = 40
"""Maximum number of characters of a text that is pressed, unless it is a link."""
MAX_WORDS: Final = 6
"""Maximum number of its words."""
MAX_NAME: Final = 20
"""Maximum number of characters of an app's name."""
MIN_LETTERS: Final = 3
"""Minimum number of characters of a text on a button, but for OK and its like; shorter ones are icons or parts of pictures."""
MAX_TITLE_X: Final = 0.65
"""Where a screen's own title begins at the latest, as a fraction of its width; buttons are to the right of that."""
ON_BUTTON: Final = 2.1
"""Factor of the weight of the next title's words on a button, where they are hardly there by chance."""
OWN_TITLE: Final = 0.3
"""Share of the weight of a text that is the next title, where it is a title here, too."""
OWN_HEADER: Final = 0.13
"""Fraction of a screen's height, from the top, that has its own title."""
SHRUNK: Final = 0.75
"""Maximum height of the title of a list that was scrolled, in heights of the title before."""
OWN_PANEL: Final = 0.3
"""The same of the height of a panel over the page that asks something."""
SIGNED: Final = 1.5
"""Factor of the weight of an end that says that it is done."""
NOT_YET: Final = 0.68
"""Share of the weight of an end where a button such as OK is still there."""
MAX_CHANGE: Final = 0.1
"""Maximum share of a picture that changes where a switch is turned or a row is ticked."""
MIN_SWITCHED: Final = 0.15
"""Minimum share of a switch's box that changed."""
MIN_LEGIBLE: Final = 115.0
"""Minimum contrast (0..255) of the letters of a button that can be pressed; paler ones can't yet, if something is to fill in
or another button leads on."""
BOTTOM_BAR: Final = 0.8
"""Where the bar with tabs begins at the highest, as a fraction of the screen's height."""
MAX_LOGO_X: Final = 0.4
"""Maximum distance of an app's logo, or its way back, from the left, as a fraction of the screen's width."""
RIGHT_END: Final = 0.8
"""Where the switches of rows end at the earliest, as a fraction of the screen's width."""
OWN_KEYS: Final = 0.955
"""Where a phone's own keys begin, as a fraction of its screen's height."""
MIN_CHOSEN: Final = 45.0
"""Minimum gain in colour or contrast (0..255) of the letters of a tab that is chosen, and loss of the one beside it."""
LEFT_OFF: Final = 0.6
"""Share of the weight of an empty field on a screen that is left: what led to the next one is a button."""
FIELD_EM: Final = (6.0, 1.2, 6.0)
"""Minimum width, minimum and maximum height of a field, in em."""
ROUND: Final = (0.08, 0.25)
"""Diameter of a round button, as a fraction of the shorter side of the screen."""
MIN_VIVID: Final = 0.45
"""Minimum share of such a button that is in a strong colour."""
MAX_ROUND: Final = 2
"""Maximum number of round buttons on a screen; more are people's pictures."""
MAX_RINGED: Final = 1.2
"""Maximum width of a text in a ring, in widths of it; of a wider one, only a part is ringed."""
UNKNOWN: Final = 0.6
"""Share of the weight of the only button, where neither its colour nor its words say that it is pressed."""
UNSEEN: Final = 0.32
"""Share of the weight of an arrow or disc where no picture before has one, nor the next: less than that of a title."""


class Rule(NamedTuple):
    """The action and weight of a piece of evidence, and the reason shown to staff; ``{text}`` is the text of its place."""

    action: ActionKind
    weight: float
    reason: str = ""
    direction: Direction | None = None


RULES: Final[Mapping[str, Rule]] = {
    "ring": Rule("tap", 1.5, "Somebody drew a ring around it."),
    "arrow": Rule("tap", 1.2, "Somebody drew an arrow to it."),
    "disc": Rule("tap", 1.2, "A recorded touch is on it."),
    "title": Rule("tap", 0.5, "The next screen is titled “{text}”."),
    "words": Rule("tap", 0.4, "The next screen has a title like “{text}”."),
    "app": Rule("tap", 0.35, "The next screen is of “{text}”."),
    "known app": Rule("tap", 0.27, "“{text}” is an app."),
    "chosen": Rule("tap", 0.75, "It is chosen on the next picture."),
    "switched": Rule("tap", 0.6, "It is turned or ticked on the next picture."),
    "link": Rule("tap", 0.45, "It is a link."),
    "filled": Rule("tap", 0.3, "It is a button that stands out."),
    "grey": Rule("tap", -0.7),
    "answer": Rule("tap", 0.35, "It is the last button of what lies over the page."),
    "largest": Rule("tap", 0.07),
    "first word": Rule("tap", 0.12),
    "coloured": Rule("tap", 0.1, "Its letters are coloured."),
    "word": Rule("tap", 0.25, "Its word leads on."),
    "submit": Rule("tap", 0.5, "It follows the fields."),
    "corner": Rule("tap", 0.2, "It is at the end of the header."),
    "back": Rule("tap", -0.25),
    "allow": Rule("tap", 0.55, "It is a question for permission, and this allows it."),
    "icon": Rule("tap", 0.32, "It is an icon, or has one."),
    "control": Rule("tap", 0.35, "It is a switch, or something to tick or choose."),
    "round": Rule("tap", 0.35, "It is a round button."),
    "enter": Rule("tap", 0.35, "The keyboard goes: its own key ends the typing."),
    "anywhere": Rule("tap", 0.17, "The next picture is another screen."),
    "does": Rule("tap", 0.45, "The next screen is what this icon opens."),
    "code": Rule("type", 0.9, "The boxes for the code are empty."),
    "empty": Rule("type", 0.5, "The field “{text}” is empty."),
    "keyboard": Rule("type", 0.45, "The keyboard is open."),
    "filled in": Rule("type", 0.5, "The field “{text}” is filled on the next picture."),
    "recorded": Rule("hold", 0.9, "The next picture records a voice."),
    "recording": Rule("say", 0.6, "The screen records a voice."),
    "wait": Rule("wait", 0.6, "The screen says “{text}”."),
    "last": Rule("done", 0.5, "It is the last picture."),
    "down": Rule("scroll", 0.7, "The next picture is the same screen, moved.", "down"),
    "up": Rule("scroll", 0.2, "The next picture is the same screen, moved.", "up"),
    "left": Rule("swipe", 0.7, "The next picture is the same screen, moved.", "right"),
    "right": Rule("swipe", 0.7, "The next picture is the same screen, moved.", "left"),
}
"""All rules, by name. Authors show what comes next, and dialogs push texts down, so a move up weighs less."""


MIN_LINK, MIN_COLOR = 40.0, 70.0
"""Minimum colourfulness (0..255) of a link, and of any other text that is a button."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A screenshot, the next one if there is one, whether it is the only one, and the shapes drawn before."""

    here: ReadScreen
    there: ReadScreen | None = None
    alone: bool = False
    shapes: frozenset[str] = frozenset()

    @cached_property
    def strokes(self) -> tuple[Stroke, ...]:
        """What somebody drew on it."""
        return find_strokes(self.here)

    @cached_property
    def change(self) -> Transition | None:
        """The comparison of its texts with those of the next picture; None for the last."""
        return compare(self.here, self.there) if self.there else None

    @property
    def leaves(self) -> bool:
        """Whether the next picture is of another screen."""
        return self.change is not None and self.change.kind == "new"

    @cached_property
    def captions(self) -> dict[Place, Box]:
        """The texts under icons, with the icons."""
        found = {place: find_icon_above(self.here.around, place.box) for place in self.here.words}
        return {place: icon for place, icon in found.items() if icon is not None}

    @cached_property
    def fields(self) -> dict[Place, Box]:
        """The labels of fields and the texts in bars, with the fields themselves."""
        found = {}
        for place in self.here.words:
            asks, bar = place.text.endswith((":", "?")), means(place.text, "bar")
            label = (asks or means(place.text, "field")) and not _is_own_title(self.here, place)
            if (label or bar) and not _is_sentence(place.text) and not is_button(place.text, "go"):
                box = find_touch_target(self.here.pixels, place.box, self.here.texts, "text", "type")
                wide, low, high = (side * self.here.em for side in FIELD_EM)
                inset = not asks or 0 < box.x < box.right < self.here.width
                if inset and box.w >= max(wide, place.box.w + 2 * self.here.em) and low <= box.h <= high:
                    found[place] = box
        for frame in self.here.frames if not self.strokes else ():  # a ring cuts a button in two
            known = any(boxes.iou(frame, box) > 0.5 for box in found.values())
            name = None if known else _find_name(self.here, frame)
            if name is not None:
                found.setdefault(name, frame)
        return dict(sorted(found.items(), key=lambda item: (item[1].y, item[1].x)))

    @cached_property
    def empty_fields(self) -> list[Place]:
        """The labels of fields in which nothing is written, unless the next picture of the screen shows them empty, too."""
        here, there, change = self.here, self.there, self.change
        stayed = [here.words[index] for index in change.stayed] if change and change.kind != "new" else []
        empty = [(label, box) for label, box in self.fields.items() if here.is_empty(box, label.text)]
        return [label for label, box in empty if not (there and label in stayed and there.is_empty(box, label.text))]

    @cached_property
    def ticks(self) -> list[Place]:
        """The boxes that must be ticked, such as those of terms: empty ones beside a long text."""
        texts = [word.box for word in self.here.words if _is_sentence(word.text)]
        return [
            icon
            for icon in self.here.icons
            if icon.icon == "checkbox" and self.here.is_hollow(icon.box)
            if any(boxes.intersection(boxes.inflated(icon.box, icon.box.w), text) for text in texts)
        ]

    @property
    def is_unfinished(self) -> bool:
        """Whether there is something to fill in or tick before a button leads on."""
        return bool(self.ticks or self.here.code_cells) or any(
            not means(label.text, "bar") for label in self.empty_fields
        )

    def caption_of(self, icon: Place) -> Place | None:
        """The text under an icon, if there is one."""
        below = (place for place, above in self.captions.items() if boxes.center_in(icon.box, above))
        return next((place for place in below if not _is_sentence(place.text)), None)


Evidence = tuple[str, Place | None, float]


def gather(scene: Scene) -> Iterator[Evidence]:
    """All evidence on a screenshot, but behind a panel; without words it is a photo, of which nothing is known."""
    for find in (_strokes, _titles, _changes, _buttons, _words, _fields, _icons, _whole):
        if scene.here.words:
            yield from (each for each in find(scene) if not (each[1] and scene.here.is_behind(each[1].box)))


def _strokes(scene: Scene) -> Iterator[Evidence]:
    """Rings, arrows and the discs of recorded touches."""
    later = find_strokes(scene.there) if scene.there and scene.strokes else ()
    known = scene.shapes | {stroke.shape for stroke in later}
    for number, stroke in enumerate(scene.strokes):
        share = 1 if stroke.shape in {"ring", *known} or scene.alone else UNSEEN
        yield stroke.shape, _pointed_at(scene.here, stroke), share - 0.1 * number


def _pointed_at(here: ReadScreen, stroke: Stroke) -> Place:
    """The text or icon in a ring or at an arrow's tip, else the inside of the stroke."""
    for target in stroke.along or (stroke.target,):
        inside = [
            place
            for place in here.words
            if boxes.center_in(place.box, target) or boxes.center_in(target, boxes.inflated(place.box, here.em / 2))
        ]
        icons = [
            place
            for place in here.icons
            if boxes.intersection(place.box, target)
            and (stroke.shape == "ring" or boxes.overlap_coefficient(place.box, stroke.box) < 0.1)
        ]
        if len(inside) > 1 and stroke.shape == "ring":
            # A row's title stands above what explains it.
            return Place(stroke.target, min(inside, key=lambda place: place.box.y).text)
        if inside and stroke.shape == "ring" and inside[0].box.w > MAX_RINGED * target.w:
            return _ringed_part(here, inside[0], target)
        if inside or (icons and (stroke.along or len(icons) == 1)):
            return [*inside, *icons][0]
    return Place(stroke.target)


def _ringed_part(here: ReadScreen, place: Place, ring: Box) -> Place:
    """What a ring around a part of a line has inside, such as the link at its end."""
    line = next(line for line in here.texts if line.box == place.box)
    middles = (span_box(line, n, n + 1).center_x for n in range(len(line.text)))
    text = "".join(character for character, x in zip(line.text, middles, strict=True) if ring.x <= x < ring.right)
    return Place(ring, text.strip())


def _is_own_title(here: ReadScreen, place: Place) -> bool:
    """Whether a text is the title of its own screen: in its header, but for its right end, or large in its upper half."""
    panel = here.panel and here.panel[0]
    if panel and boxes.center_in(place.box, panel) and any(_is_sentence(word.text) for word in here.words):
        return place.box.y < panel.y + OWN_PANEL * panel.h
    large = place.box.h > 1.35 * here.em and place.box.y < here.height / 2
    return large or (place.box.bottom < OWN_HEADER * here.height and place.box.x < MAX_TITLE_X * here.width)


def _find_name(here: ReadScreen, frame: Box) -> Place | None:
    """The text before or above an empty frame, which is then a field; None if there is none."""
    if any(boxes.center_in(place.box, frame) for place in here.words) or not here.is_hollow(frame):
        return None
    gap, above = round(MAX_GAP * here.em), round(1.5 * here.em)
    for near in (Box(frame.x - gap, frame.y, gap, frame.h), Box(frame.x, frame.y - above, round(here.em), above)):
        names = [
            place for place in here.words if boxes.intersection(place.box, near) and not _is_own_title(here, place)
        ]
        if names and not _is_sentence(names[-1].text):
            return names[-1]
    return None


def _titles(scene: Scene) -> Iterator[Evidence]:
    """Texts that are in the next screen's title or name its app, and icons that open it."""
    here, there, change = scene.here, scene.there, scene.change
    if there is None or change is None:
        return
    came = [there.words[index] for index in change.came]
    titles = [place for place in came if there.is_title(place) and change.kind != "same"]
    if there.panel:
        titles = [place for place in came if boxes.center_in(place.box, there.panel[0])][:2]
    for icon in here.icons:
        opens = any(means(title.text, icon.icon) for title in titles)
        if opens and icon.box.y < here.keyboard_top and not _leads_back(here, icon):
            yield "does", _label_of(icon, here), 1
    platform = recognise_platform(place.text for place in there.words) if scene.leaves else None
    if platform == recognise_platform(place.text for place in here.words if _is_own_title(here, place)):
        platform = None
    for index, place in enumerate(here.words):
        text, stayed = place.text, index in change.stayed
        if _is_typed(here, place) or _is_sentence(text):
            continue
        title = next((title for title in titles if same_text(title.text, text)), None)
        if title is not None:
            share = OWN_TITLE if _is_own_title(here, place) or "@" in text else 1
            yield "title", place, share * (ON_BUTTON if share == 1 and _is_on_button(place, here) else 1)
        elif place not in scene.fields and not _is_own_title(here, place) and (like := _find_like(place, here, titles)):
            yield "words", place, (ON_BUTTON if _is_on_button(place, here) else 1) / like
        elif not stayed and platform and recognise_platform([text]) == platform and len(text) <= MAX_NAME:
            yield "app", place, 1


def _is_on_button(place: Place, here: ReadScreen) -> bool:
    """Whether a text is on a button; the letters of a logo are on a square."""
    button = here.find_button(place.box)
    return button is not None and button.box.w > 1.5 * button.box.h


def _find_like(place: Place, here: ReadScreen, titles: Sequence[Place]) -> int:
    """How many texts have a title's words or are in it, where ``place`` does: "Open preferences" and "Preferences"."""

    def is_like(text: str, title: str) -> bool:
        short, long = sorted((" ".join(_WORDS.findall(fold(each))) for each in (text, title)), key=len)
        return not _is_sentence(text) and not _is_sentence(title) and f" {short} " in f" {long} "

    found = [title.text for title in titles if is_like(place.text, title.text)]
    return sum(any(is_like(word.text, title) for title in found) for word in here.words)


def _is_typed(here: ReadScreen, place: Place) -> bool:
    """Whether a text is in an underlined field, below the field's own name in small letters."""
    above = Box(place.box.x, max(0, place.box.y - place.box.h), place.box.h, place.box.h)
    small = any(boxes.intersection(word.box, above) and word.box.h < SMALLER * place.box.h for word in here.words)
    return small and is_on_line(here.around, place.box)


def _changes(scene: Scene) -> Iterator[Evidence]:
    """Places that look different on the next picture: a chosen tab, a switch."""
    here, there, change = scene.here, scene.there, scene.change
    if there is None or change is None or here.pixels.shape != there.pixels.shape:
        return
    tabs = [here.words[index] for index in change.stayed]
    gains = {place: there.contrast(place.box) - here.contrast(place.box) for place in tabs}
    for place in tabs:
        lost = any(gains[each] < -MIN_CHOSEN for each in tabs if abs(each.box.y - place.box.y) < here.em / 2)
        colour = there.colorfulness(place.box) - here.colorfulness(place.box)
        if (gains[place] > MIN_CHOSEN and lost) or (colour > MIN_CHOSEN and place.box.y > BOTTOM_BAR * here.height):
            yield "chosen", place, 1
    halves: dict[Place, int] = {}  # of switches: 1 for what stands out there and not here
    for place, word in itertools.product(here.words, there.words):
        button = here.find_button(place.box) if same_text(word.text, place.text) else None
        if button and boxes.center_in(word.box, button.box) and (later := there.find_button(word.box)):
            halves[place] = later.strong - button.strong
    yield from (("chosen", place, 1) for place, more in halves.items() if more > 0 > min(halves.values()))
    if scene.leaves:
        return
    share = here.compare_looks(there)
    if share(Box(0, 0, here.width, here.height)) > MAX_CHANGE:
        return
    switched = [place for place in here.icons if place.icon in ("", *STATES) and share(place.box) > MIN_SWITCHED]
    for place in switched if len(switched) == 1 and here.has_keyboard == there.has_keyboard else ():
        row = _row_of(place, here)
        if not row.text or here.words.index(row) in change.stayed:  # a clock's text is another one
            yield "switched", row, 1


def _row_of(switch: Place, here: ReadScreen) -> Place:
    """The text beside a switch or a box to tick; the switch itself if there is none."""
    middle = switch.box.y + switch.box.h / 2
    return next((place for place in here.words if place.box.y < middle < place.box.bottom), switch)


def _is_sentence(text: str) -> bool:
    return len(text) > MAX_TEXT or len(text.split()) > MAX_WORDS


def _buttons(scene: Scene) -> Iterator[Evidence]:
    """Links, coloured words, buttons that stand out or are grey, a dialog's answer, and a left screen's first words."""
    here = scene.here
    found = []
    words = [place for place in here.words if not here.is_behind(place.box)]
    others_go = any(is_button(place.text, "go") and here.contrast(place.box) >= MIN_LEGIBLE for place in words)
    for place in words:
        color = here.colorfulness(place.box)
        if is_link(place.text) and color > MIN_LINK:
            yield "link", place, 1
            continue
        word = len(place.text) >= MIN_LETTERS or is_button(place.text, "go")
        if word and not _is_sentence(place.text) and place not in scene.fields:
            if color > MIN_COLOR:
                yield "coloured", place, 1
            button = here.find_button(place.box)
            if button and button.box.w > 0.9 * here.width and _is_own_title(here, place):
                continue  # the ground of a header
            pale, go = here.contrast(place.box) < MIN_LEGIBLE, is_button(place.text, "go")
            if button is not None and pale and button.filled and go and (scene.is_unfinished or others_go):
                yield "grey", place, 0.4
            elif button is not None and (go or not pale) and _is_centred(place.box, button.box, here.em):
                found.append((place, button))
    found = [pair for pair in found if pair[1].filled] or (found if scene.leaves else [])
    short = (place for place in words if not _is_sentence(place.text) and len(set(place.text)) > 1)
    below = (each for each in short if each.box.y > OWN_HEADER * here.height and not _is_own_title(here, each))
    if scene.leaves and not here.has_keyboard:
        yield from (("first word", place, 1) for place in itertools.islice(below, 1))
    lines = [place for place in words if here.panel and boxes.center_in(place.box, here.panel[0])]
    last = max((place.box.y for place in lines), default=0)
    row = [place for place in lines if last - place.box.y < here.em]
    answer = max(row, key=lambda place: place.box.x, default=None)
    if answer and len(answer.text.split()) <= MAX_BUTTON_WORDS:
        yield "answer", answer, 1
    empty = [label for label in scene.empty_fields if not means(label.text, "bar")]
    others = [place for place in here.words if place not in scene.fields and not means(place.text, "back")]
    distinct = {(fold(place.text), round(place.box.x / here.em)) for place, _ in found}
    for place, button in found:
        if button.strong or (is_button(place.text, "go") or means(place.text, "allow")) == button.filled:
            widest = button.box.w == max(each.box.w for _, each in found)
            lowest = button.box.y == max(each.box.y for _, each in found)
            yield "filled", place, len(distinct) == 1
            yield "largest", place, widest + lowest
        elif len(found) == 1:
            yield "filled", place, UNKNOWN
        values = (other for other in others if empty and empty[0].box.bottom < other.box.y < button.box.y)
        if empty and (not button.strong or not any(values)):
            yield "grey", place, 1
        elif any(tick.box.bottom < button.box.y for tick in scene.ticks):
            yield "grey", place, 0.5


def _is_centred(text: Box, button: Box, em: float) -> bool:
    """Whether a text is in the middle of a button, but for an icon beside it; what is in a field begins at its left."""
    return abs(text.x + text.w / 2 - button.x - button.w / 2) < max(1.5 * em, 0.1 * button.w)


def _words(scene: Scene) -> Iterator[Evidence]:
    """Evidence from the meaning of words: buttons that lead on or back, permissions, app names, waiting."""
    here = scene.here
    asks = any(means(place.text, "ask") for place in here.words)
    for place in here.words:
        text = place.text
        at_end = place.box.x > MAX_TITLE_X * here.width and place.box.bottom < OWN_HEADER * here.height
        if at_end and is_button(text, "go"):
            yield "corner", place, 1
        if _COUNTDOWN.search(text):
            yield "grey", place, 3
        if is_button(text, "back"):
            yield "back", place, 1
        elif asks and means(text, "allow") and not _is_sentence(text) and text[-1] != "?":
            yield "allow", place, 1 if is_exactly(text, "allow") else 0.4
        elif is_button(text, "go") and not _goes_on(place, here):
            yield "word", place, 0.4 if _is_own_title(here, place) or place in scene.captions else 1
        elif len(text) <= MAX_NAME and recognise_platform([text]) and place in scene.captions:
            yield "known app", place, 1
        says_wait = means(text, "wait") and not text[0].islower()  # or the end of a longer sentence
        says_wait = says_wait or bool(_COUNTDOWN.search(text)) or (means(text, "done") and len(here.words) == 1)
        if scene.there is not None and (says_wait or _PERCENT.search(text) or _is_under_way(place, scene)):
            yield "wait", place, 1


def _is_under_way(place: Place, scene: Scene) -> bool:
    """Whether a text is like "Saving…": alone on a panel, or no button and mid in a dim or empty page, and then gone."""
    here, change = scene.here, scene.change
    middle = abs(place.box.x + place.box.w / 2 - here.width / 2) < here.em
    gone = change is not None and here.words.index(place) not in change.stayed
    if gone and here.panel and [word for word in here.words if boxes.center_in(word.box, here.panel[0])] == [place]:
        return True
    if not (place.text.endswith(("…", "...")) and middle and gone) or here.find_button(place.box) is not None:
        return False
    dim = DIM[0] * here.brightness(place.box)
    return sum(here.brightness(word.box) > dim for word in here.words) <= len(here.words) / 2


def _fields(scene: Scene) -> Iterator[Evidence]:
    """Fields that are empty here, and filled on the next picture; the boxes of a code; the button after filled fields."""
    here, there = scene.here, scene.there
    if here.code_cells:
        yield "code", _name_code(here), 1
    form = {label: box for label, box in scene.fields.items() if not means(label.text, "bar")}
    if form and not any(here.is_empty(box, label.text) for label, box in form.items()):
        end = max(box.bottom for box in form.values())
        below = (place for place in here.words if place.box.y >= end and not means(place.text, "field"))
        go = (place for place in below if is_button(place.text, "go"))
        yield from (("submit", place, 1) for place in itertools.islice(go, 1))
    stays = scene.change is not None and scene.change.kind in ("same", "moved")
    for label, box in scene.fields.items():
        bar = means(label.text, "bar")
        place = Place(box, label.text if bar else name_field(label.text), label=label.box)
        if label in scene.empty_fields:
            if not bar:
                yield "empty", place, 1 if there is None or stays else LEFT_OFF
            if there and stays and not there.is_empty(box, label.text):
                yield "filled in", place, 1
        if there is not None and here.has_keyboard and any(same_text(each.text, label.text) for each in there.words):
            yield "keyboard", place, 1
    same = scene.change is not None and scene.change.kind == "same"
    lines = [label for label in here.words if same and label not in scene.fields and is_on_line(here.around, label.box)]
    for label in lines:
        field = find_field(here.around, label.box)
        if there and here.is_empty(field, label.text) and not there.is_empty(field, label.text):
            yield from ((name, Place(field, label.text, label=label.box), 1) for name in ("empty", "filled in"))


def _name_code(here: ReadScreen) -> Place:
    """The boxes of a code as a field, with the nearest text above them that asks for it."""
    box = boxes.union(*here.code_cells)
    for label in reversed([place for place in here.words if place.box.bottom <= box.y]):
        asks, name = means(label.text, "field") or means(label.text, "enter"), name_field(label.text)
        if asks and len(name) <= MAX_TEXT and boxes.center_in(find_field(here.around, label.box), box):
            return Place(box, name, label=label.box)
    return Place(box)


def _icons(scene: Scene) -> Iterator[Evidence]:
    """Icons that are often pressed, boxes to tick, choices, switches, round buttons, and the keyboard's own key."""
    here, there = scene.here, scene.there
    if there is None:
        return
    width, typing = min(here.width, here.height), here.has_keyboard
    vivid = [place for place in here.icons if here.vivid_share(place.box) > MIN_VIVID]
    if typing and not there.has_keyboard:
        yield from (("enter", place, 1) for place in vivid if place.box.y > here.keyboard_top)
    shown = [place for place in here.icons if place.box.y < here.keyboard_top and not here.is_behind(place.box)]
    for place in scene.ticks:
        yield "control", place, 1.5
    choices = [place for place in shown if place.icon == "radio" and _row_of(place, here).text]
    if len(choices) > 1 and abs(choices[0].box.x - choices[1].box.x) <= here.em / 4:
        yield from (("control", _row_of(place, here), 1) for place in choices if here.is_hollow(place.box))
    switches = [place for place in shown if place.icon == "switch" and place.box.right > RIGHT_END * here.width]
    for switch in switches[:1]:
        row = _row_of(switch, here)
        if row.text and row.box.right < switch.box.x:
            yield "control", row, 1
    labels: dict[Place, float] = {}
    for place in shown:
        row = _row_of(place, here) if place.icon == "search" else place
        if row.text and row.box.right < place.box.x and not _is_own_title(here, row):
            yield "empty", Place(boxes.union(row.box, place.box), name_field(row.text), label=row.box), LEFT_OFF
        other = OTHER_ICONS if len(shown) <= MAX_OTHER and not _leads_back(here, place) else 0
        share = ICONS.get(place.icon, other)
        if share:
            same = sum(each.icon == place.icon for each in shown) if place.icon else 1
            labels.setdefault(_label_of(place, here), share / same)  # one text isn't pressed for each icon before it
    yield from (("icon", label, share) for label, share in labels.items())
    alone = [place for place in shown if _label_of(place, here) is place and not scene.caption_of(place)]
    grounds = ((place, here.find_button(place.box)) for place in alone)
    discs = [(place, ground.box) for place, ground in grounds if ground and ground.filled]
    discs += [(place, place.box) for place in alone if place in vivid]
    low = [
        place
        for place, disc in discs
        if ROUND[0] * width <= disc.w <= ROUND[1] * width and abs(disc.w - disc.h) <= 0.1 * disc.w
        if disc.y > here.height / 3
        and disc.right > here.width / 2
        and not any(boxes.center_in(disc, word.box) for word in here.words)
    ]
    asks = any(not means(label.text, "bar") for label in scene.empty_fields)  # then it signs in in another way
    for place in low if len(low) <= MAX_ROUND and not asks else ():
        yield "round", place, 1


def _leads_back(here: ReadScreen, icon: Place) -> bool:
    """Whether an icon is where apps have their logo or their way back, or where a phone has its own keys."""
    x, y = (icon.box.x + icon.box.w / 2) / here.width, (icon.box.y + icon.box.h / 2) / here.height
    return (y < OWN_HEADER and x < MAX_LOGO_X) or y > OWN_KEYS


def _label_of(icon: Place, here: ReadScreen) -> Place:
    """The text that follows an icon on its line; the icon itself if there is none."""
    middle = icon.box.y + icon.box.h / 2
    level = (place for place in here.words if place.box.y < middle < place.box.bottom)
    words = (place for place in level if not _is_own_title(here, place))
    beside = (place for place in words if 0 <= place.box.x - icon.box.right < MAX_GAP * here.em)
    return next(beside, icon)


def _whole(scene: Scene) -> Iterator[Evidence]:
    """Evidence from the screen as a whole: the last one, a recording, a scroll."""
    here, there, change = scene.here, scene.there, scene.change
    if there is None or change is None:
        if not scene.alone:
            front = (place for place in here.words if not here.is_behind(place.box))
            whole = (place for place in front if not _is_sentence(place.text) and not _goes_on(place, here))
            signs = (place for place in whole if means(place.text, "done"))
            sign = max(signs, key=lambda place: place.box.h, default=None)
            more = any(is_button(place.text, "go") and place not in scene.captions for place in here.words)
            yield "last", sign, SIGNED if sign else NOT_YET if more else 1
        return
    recording, records = (any(means(place.text, "record") for place in screen.words) for screen in (here, there))
    mics = sorted((place for place in here.icons if place.icon == "mic"), key=lambda place: -place.box.w)
    if records and not recording:
        yield from (("recorded", place, 1) for place in mics[:1])
    elif records:
        yield "recording", None, 1
    elif recording:
        yield from (("round", place, 2) for place in mics[:1])
    elif scene.leaves and any(_shrinks(place, there) for place in here.words if _is_own_title(here, place)):
        yield "down", None, 0.7
    elif change.direction is not None and here.has_keyboard == there.has_keyboard:
        # A keyboard that comes or goes moves the screen, too.
        yield change.direction, None, 1
    yield "anywhere", None, 1


def _shrinks(title: Place, there: ReadScreen) -> bool:
    """Whether a title is still the next screen's, but smaller: large ones shrink into the header of a list that is scrolled."""
    own = (place for place in there.words if _is_own_title(there, place) and same_text(place.text, title.text))
    return any(place.box.h < SHRUNK * title.box.h for place in own)


def _goes_on(place: Place, here: ReadScreen) -> bool:
    """Whether a text is half a phrase: the next line, close below, begins with a small letter."""
    below = Box(place.box.x, place.box.bottom, place.box.w, place.box.h)
    return any(word.text[0].islower() and boxes.intersection(word.box, below) for word in here.words)
