"""Relate the texts of a screenshot by their places: what is beside or below a name tells whose it is. Pure.

`join_lines` joins a name that is broken over lines, as "Welcome, Ximena" above "Bautista!" or on the narrow tile of a meeting.
A list of people may have its rows as close: there, the next line begins with a given name, or follows a whole name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.model import Box, TextLine
from annotator.privacy import GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES
from annotator.privacy.codes import AT
from annotator.screen.locate.passages import MAX_LINES, reads_on
from annotator.screen.names.name_cues import PARTICLES
from annotator.screen.names.name_form import NameForm, parse_name_at, parse_whole_name
from annotator.text.folding import fold

STATUS_BAR_SHARE: Final = 0.07
"""Fraction of a screen's height, from the top, that contains a phone's clock and battery."""
MAX_MESSAGE_DISTANCE: Final = 2.8
"""Maximum distance from the top of a name to the top of the message below it in a list of chats, in heights of the name."""
_STATUS: Final = re.compile(r"\d{1,2}:\d\d\b.*|\D{0,2}\d{1,3} ?%", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"\d{1,2}[:.]\d{2}(?: ?[ap]\.? ?m\.?)?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|ayer|yesterday|hoy|today|now|ahora"
    r"|(?:lun|mar|mie|jue|vie|sab|dom)(?:\w*es|ado|ingo)?\.?|(?:mon|tue|wed|thu|fri|sat|sun)(?:\w*day)?\.?"
    r"|(?:hace )?\d{1,3} ?(?:s|m|h|d|w|min|sem|hr|hrs)\.?|\d{1,2} (?:de )?[a-z]{3,4}\.?|[a-z]{3,4}\.? \d{1,2}"
)
"""When a message arrived, folded: a time, a day, a date, "5 min"."""
_CONTACT: Final = re.compile(rf"[+(]?\d[\d ()./–—-]{{5,}}\d|\S+[{AT}]\S+\.\w{{2,}}|@[\w.]{{3,}}")
"""Contact details: "410-555-0100", "ana@example.org", "@ana.rios"."""
_DATE: Final = re.compile(r"\d{1,4}[./–—-]\d{1,2}[./–—-]\d{1,4}|\d{4} ?[–—-] ?\d{4}")
"""What looks like a phone number and is none: "24-11-2026", "2026-2027"."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_NEVER_SECOND: Final = GIVEN_NAMES | (GIVEN_NAMES_AND_WORDS - SURNAMES)
"""Given names, except words that are surnames, too: a line that begins with one is another person's name."""
_ENDED: Final = re.compile(r"\s*(?:[^\w\s]|$)")
"""What ends a name on its last line: punctuation, or nothing more."""


class PageLayout:
    """The texts of a screenshot, which of them have the form of names, and queries about their arrangement.

    Attributes:
        texts: all lines.
        height: of the screenshot, in pixels.
        folded: the texts without case, accents, and full stops and colons around them.
        names: the texts that have the form of a name as a whole, by index.
        dated: indices of the texts left of the time or date of a message that ends their row.
    """

    def __init__(self, texts: Sequence[TextLine], height: int) -> None:
        self.texts, self.height = texts, height
        self.folded = tuple(fold(line.text).strip(" .:") for line in texts)
        forms = {index: parse_whole_name(line.text) for index, line in enumerate(texts)}
        self.names: dict[int, NameForm] = {index: form for index, form in forms.items() if form}
        rows = ((index, self.beside(index)) for index in range(len(texts)))
        self.dated = frozenset(index for index, right in rows if right and _WHEN.fullmatch(self.folded[right[-1]]))

    def below(self, index: int) -> list[int]:
        """Indices of the texts that begin below the middle of one, left-aligned or centred with it, from top to bottom."""
        box = self.texts[index].box
        found = [i for i, line in enumerate(self.texts) if line.box.y > box.center_y and in_column(box, line.box)]
        return sorted(found, key=lambda i: self.texts[i].box.y)

    def column(self, index: int, reach: float) -> Iterator[int]:
        """Indices of the texts `below` one, up to a gap of more than ``reach`` heights, top to top."""
        last = self.texts[index].box
        for below in self.below(index):
            box = self.texts[below].box
            if box.y - last.y > reach * max(box.h, last.h):
                return
            yield below
            last = box

    def starting_below(self, index: int, reach: float) -> Iterator[int]:
        """Indices of the texts that begin half a height to ``reach`` heights below the top of one, from top to bottom.

        Those that begin left of it by more than its height, or right of its end, are left out.
        """
        box = self.texts[index].box
        for other in sorted(range(len(self.texts)), key=lambda i: self.texts[i].box.y):
            lower = self.texts[other].box
            if 0.5 * box.h < lower.y - box.y < reach * box.h and box.x - box.h < lower.x < box.right:
                yield other

    def next_line(self, index: int) -> int | None:
        """Index of the next line `below` a text, if it is closer than rows are."""
        below = self.below(index)
        return below[0] if below and follows(self.texts[index].box, self.texts[below[0]].box) else None

    def beside(self, index: int) -> list[int]:
        """Indices of the texts to the right of one in its row, nearest first."""
        box = self.texts[index].box
        right = [i for i, line in enumerate(self.texts) if line.box.x >= box.right and in_row(box, line.box)]
        return sorted(right, key=lambda i: self.texts[i].box.x)

    def has_contact(self, index: int) -> bool:
        """Whether a telephone number, an address or a user name is beside a text or right below it."""
        below = self.next_line(index)
        near = [self.texts[i].text.strip() for i in (*self.beside(index), *([] if below is None else [below]))]
        return any(_CONTACT.fullmatch(text) and not _DATE.fullmatch(text) for text in near)

    def has_message(self, index: int) -> bool:
        """Whether the row of a text has more, as in an inbox: several texts beside it, or a line below that isn't dated."""
        below = next(self.starting_below(index, MAX_MESSAGE_DISTANCE), None)
        return (below is not None and below not in self.dated) or len(self.beside(index)) > 1

    def is_second_line(self, index: int) -> bool:
        """Whether a text is the second line of a row: right below another at the same left edge, and hardly larger."""
        box = self.texts[index].box
        return any(
            abs(line.box.x - box.x) < 0.6 * box.h and follows(line.box, box) and line.box.h > 0.85 * box.h
            for line in self.texts
            if line.box is not box
        )

    def top_row(self) -> list[int]:
        """Indices of the texts of at least three letters in the topmost row that has one, except beside clock and battery."""
        bar = STATUS_BAR_SHARE * self.height
        status = [line.box for line in self.texts if line.box.bottom < bar and _STATUS.fullmatch(line.text)]
        words = [
            index
            for index, line in enumerate(self.texts)
            if not any(in_row(line.box, box) for box in status) and sum(letter.isalpha() for letter in line.text) > 2
        ]
        words.sort(key=lambda index: self.texts[index].box.y)
        return [index for index in words if in_row(self.texts[index].box, self.texts[words[0]].box)]


def in_column(upper: Box, lower: Box) -> bool:
    """Whether two boxes are left-aligned or centred."""
    height = max(upper.h, lower.h)
    centred = abs(upper.center_x - lower.center_x) < 0.5 * height
    return abs(upper.x - lower.x) < 0.8 * height or centred


def in_row(one: Box, other: Box) -> bool:
    """Whether two boxes are in the same row."""
    return abs(one.center_y - other.center_y) < 0.6 * max(one.h, other.h)


def follows(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` is as close below ``upper`` as the next line of a text, closer than rows are; in any column."""
    return lower.y > upper.y and -0.5 * upper.h < lower.y - upper.bottom < 0.9 * max(upper.h, lower.h)


def join_lines(page: PageLayout, index: int, form: NameForm) -> tuple[tuple[int, NameForm], ...]:
    """The parts of a name that begins on line ``index``, each with its line; the evidence of the last is that of all.

    ``((3, NameForm(9, 15, …)), (4, NameForm(0, 8, …)))`` of "Welcome, Ximena" in line 3 and "Bautista!" below it.
    """
    parts = [(index, form)]
    lines = page.texts
    text = lines[index].text.rstrip()
    in_list = index in page.dated or any(reads_on(lines[i].box, lines[index].box) for i in page.names if i != index)
    while len(parts) < MAX_LINES:
        last, part = parts[-1]
        box = lines[last].box
        below = [i for i, line in enumerate(lines) if line.box.y > box.y and reads_on(box, line.box)]
        nearest = min(below, key=lambda i: lines[i].box.y, default=last)
        lower = lines[nearest].text
        joined = parse_name_at(f"{text} {lower}", form.start)
        end = joined.end - len(text) - 1 if joined and below else 0
        if joined is None or end <= 0 or not _belongs(text[form.start :], lower, end, in_list=in_list):
            break
        parts[-1] = (last, NameForm(part.start, len(lines[last].text.rstrip()), part.evidence))
        parts.append((nearest, NameForm(0, end, joined.evidence)))
        text = f"{text} {lower}".rstrip()
    return tuple(parts)


def _belongs(upper: str, lower: str, end: int, *, in_list: bool) -> bool:
    """Whether the words of ``lower`` up to ``end`` are more of the name in ``upper``, rather than somebody or something else."""
    words = _list_words(lower[:end])
    if lower[0].islower():  # "de la Cruz"
        return True
    if in_list or words[0] in _NEVER_SECOND or parse_name_at(lower, 0) is None:  # "Los Robles" is a place
        return False
    is_whole = any(word in SURNAMES for word in _list_words(upper)[1:])
    return words[0] in SURNAMES or (not is_whole and bool(_ENDED.match(lower, end)))


def _list_words(text: str) -> list[str]:
    return [word for match in _WORD.finditer(text) if (word := fold(match.group())) not in PARTICLES]
