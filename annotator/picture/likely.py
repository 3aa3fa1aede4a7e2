"""Finds what is likely a person's name on a screenshot, for somebody to decide about: ``hide:`` or ``show:``. Pure.

Unlike ``private`` it has no list of names, so that it asks, and covers nothing. Where a name is counts as much as its form: a
lone word with a capital is one in "Hola, …", as the header of a chat, among contacts with their telephone numbers, or below the
heading "Participantes (12)", and nowhere else. A check that asks about buttons is soon not read any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.model import Box, TextLine
from annotator.picture import boxes
from annotator.picture.likely_phrases import Why, is_label, names_in_phrases, speaker
from annotator.picture.match import part_box
from annotator.picture.name_form import Evidence, NameForm, whole_name
from annotator.picture.wording import fold

HEADER: Final = 0.16
"""The part of a screen's height at its top in which the header of a chat is."""
BAR: Final = 0.75
"""The part of a screen's height below which the bar is in which one writes a message."""
NEXT_ROW: Final = 3.6
"""From the top of a text to the next row of its column, at most, in heights of the text; rows with pictures: FAR_ROW."""
FAR_ROW: Final = 8.0

_PRESENT: Final = re.compile(
    r"(?:en l[ií]nea|online|(?:[uú]lt\.?|[uú]ltima) vez.*|last seen.*|activ[oae](?:\(a\))? (?:ahora|now|hace|\d).*|active (?:now|\d).*"
    r"|escribiendo\W*|typing\W*|(?:tap|click) (?:here )?for (?:contact )?info.*|toca (?:aqu[ií] )?para.*|available|disponible"
    r"|visto .*|grabando (?:audio|un).*)",
    re.IGNORECASE,
)
_WRITE: Final = re.compile(
    r"(?:mensaje(?: de texto)?|message|text message|imessage|aa|(?:type|write|enter|send|escrib[aei]\w*|env[ií]\w+) (?:a |un )?"
    r"(?:new |nuevo )?(?:message|mensaje).*|chat message|nuevo mensaje|responder|reply|sms|mensaje sms|rcs.*)\W*",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\d{1,2}[:.]\d{2}(?: ?[ap]\.? ?m\.?)?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|ayer|yesterday|hoy|today|now|ahora"
    r"|(?:lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w*\.?|(?:mon|tue|wed|thu|fri|sat|sun)\w*\.?|\d{1,3} ?(?:s|m|h|d|w|min|sem|hr|hrs)\.?"
    r"|\d{1,2} (?:de )?[a-z]{3,4}\.?|[a-z]{3,4}\.? \d{1,2}",
    re.IGNORECASE,
)
_REACHED: Final = re.compile(r"[+(]?\d[\d ()./–—-]{5,}\d|\S+[@©®]\S+\.\w{2,}")
"""How a contact is reached: a telephone number or an address."""
_HEADING: Final = re.compile(
    r"(?:participant(?:e?s)?|contact[o]?s|chats(?: recientes)?|recent (?:chats|contacts)|conversaciones|conversations|mensajes|messages"
    r"|companer[oa]s(?: de clase)?|classmates|students|alumn[oa]s|estudiantes|members|miembros|people|personas|teachers|docentes"
    r"|maestr[oa]s|profesores|guests|invitados|attendees|asistentes|enviar a|send to|compartir con|share with|forward to"
    r"|reenviar a|recientes|recents?|frecuentes|frequent(?:ly contacted)?|favorit[eo]s|suggestions|sugerencias|sugeridos|llamadas"
    r"|calls|waiting room|sala de espera|en la reunion|in the meeting|class list|lista del grupo|lista de \w+|roster)"
    r"(?P<count>\W*\d+(?: \w+)?\W*)?\W*"
)
_COUNTED: Final = re.compile(
    r"\d+ (?:participants?|participantes?|members?|miembros?|students?|alumn[oa]s?|personas|people)\W*"
)
_CONTROLS: Final = (
    re.compile(
        r"(?:un)?mute|mute (?:me|all)|silenciar|reactivar(?: audio)?|activar audio|audio|(?:start|stop|detener|iniciar) video|video"
    ),
    re.compile(
        r"participant(?:e?s)?(?: \d+)?|leave|end|salir|finalizar|reactions?|reaccionar|reacciones|share(?: screen)?|compartir.*"
    ),
)
"""What a meeting has below its pictures: the switches, and what else one does in it."""


@dataclass(frozen=True, slots=True)
class LikelyName:
    """A likely name nobody has decided on.

    ``text`` is the name as it is on the screen, as a ``hide:`` line wants it, ``box`` its place in pixels, ``why`` what speaks
    for it.
    """

    text: str
    box: Box
    why: Why


def likely_names(texts: Sequence[TextLine], width: int, height: int) -> tuple[LikelyName, ...]:
    """The likely names of persons among ``texts``, in reading order; one that is there twice comes twice.

    Args:
        texts: all lines of a screenshot.
        width: of the screenshot, in pixels.
        height: of the screenshot, in pixels.
    """
    page = _Page(texts, width, height)
    found: list[tuple[int, NameForm, Why]] = []
    for finder in (_phrases, _fields, _headers, _participants, _contacts, _alone):
        for number, form, why in finder(page):
            if not any(number == other and _meet(form, kept) for other, kept, _ in found):
                found.append((number, form, why))
    names = [_likely(texts[number], form, why) for number, form, why in found]
    return tuple(names[index] for index in boxes.reading_order([name.box for name in names]))


_Found = Iterator[tuple[int, NameForm, Why]]


class _Page:
    """The texts of a screenshot with what is asked about them again and again."""

    def __init__(self, texts: Sequence[TextLine], width: int, height: int) -> None:
        self.texts, self.width, self.height = texts, width, height
        self.folded = [fold(line.text).strip(" .:") for line in texts]
        self.wholes = [whole_name(line.text) for line in texts]
        self.has_time = [self._time_beside(number) for number in range(len(texts))]
        self.second = [self._is_second(number) for number in range(len(texts))]

    def column(self, number: int, reach: float) -> Iterator[int]:
        """The texts below one in its column, row by row, as long as the next is no farther than ``reach`` heights."""
        last, limit = self.texts[number].box, reach
        for lower in self.below(number):
            box = self.texts[lower].box
            if box.y - last.y > limit * max(box.h, last.h):
                return
            yield lower
            last = box

    def below(self, number: int) -> list[int]:
        """The texts below one that begin where it does, or are centred as it is, from top to bottom."""
        box = self.texts[number].box
        lower = [
            other for other, line in enumerate(self.texts) if line.box.y > box.y + box.h / 2 and _aligned(box, line.box)
        ]
        return sorted(lower, key=lambda other: self.texts[other].box.y)

    def beside(self, number: int) -> list[int]:
        """The texts to the right of one in its row, the nearest first."""
        box = self.texts[number].box
        right = [other for other, line in enumerate(self.texts) if line.box.x >= box.right and _in_row(box, line.box)]
        return sorted(right, key=lambda other: self.texts[other].box.x)

    def reached(self, number: int) -> bool:
        """Whether a telephone number or an address is beside a text or right below it."""
        under = [other for other in self.below(number)[:1] if _follows(self.texts[number].box, self.texts[other].box)]
        return any(_REACHED.fullmatch(self.texts[other].text.strip()) for other in (*self.beside(number), *under))

    def _time_beside(self, number: int) -> bool:
        right = self.beside(number)
        return bool(right) and _WHEN.fullmatch(self.texts[right[-1]].text.strip()) is not None

    def _is_second(self, number: int) -> bool:
        """Whether a text is the second line of a row: right below another at the same edge, and no larger."""
        box = self.texts[number].box
        return any(
            abs(line.box.x - box.x) < 0.6 * box.h and _follows(line.box, box) and line.box.h > 0.85 * box.h
            for line in self.texts
            if line.box is not box
        )


def _aligned(upper: Box, lower: Box) -> bool:
    height = max(upper.h, lower.h)
    centred = abs(upper.x + upper.w / 2 - lower.x - lower.w / 2) < 0.5 * height
    return abs(upper.x - lower.x) < 0.8 * height or centred


def _in_row(one: Box, other: Box) -> bool:
    return abs(one.y + one.h / 2 - other.y - other.h / 2) < 0.6 * max(one.h, other.h)


def _follows(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` is the next line below ``upper``, without the room that is between rows."""
    return lower.y > upper.y and -0.5 * upper.h < lower.y - upper.bottom < 0.9 * max(upper.h, lower.h)


def _meet(one: NameForm, other: NameForm) -> bool:
    return one.start < other.end and other.start < one.end


def _likely(line: TextLine, form: NameForm, why: Why) -> LikelyName:
    return LikelyName(line.text[form.start : form.end], part_box(line, form.start, form.end), why)


# ---------------------------------------------------------------- where names are


def _phrases(page: _Page) -> _Found:
    """Names in greetings and the like, also where the line breaks before the name."""
    for number, line in enumerate(page.texts):
        for form, why in names_in_phrases(line.text):
            yield number, form, why
        under = [lower for lower in page.below(number)[:1] if _follows(line.box, page.texts[lower].box)]
        for lower in under if line.text.endswith((",", "como", "as", "de", "of")) else ():
            joined = f"{line.text} {page.texts[lower].text}"
            for form, why in names_in_phrases(joined):
                start = form.start - len(line.text) - 1
                if start == 0:
                    yield lower, NameForm(0, form.end - len(line.text) - 1, form.evidence), why


def _fields(page: _Page) -> _Found:
    """The value right of its label or under it, and the column below its heading."""
    for number, line in enumerate(page.texts):
        if not is_label(line.text):
            continue
        right = page.beside(number)[:1]
        if right and (form := page.wholes[right[0]]) and not is_label(page.texts[right[0]].text):
            if line.text.rstrip().endswith(":"):
                yield right[0], form, "field"
        values = []
        for lower in page.column(number, NEXT_ROW):
            if page.wholes[lower] is None:
                break
            values.append(lower)
        sure = any(_evidence(page, lower) is Evidence.PERSON for lower in values)
        for lower in values if sure else values[:1]:
            if form := page.wholes[lower]:
                yield lower, form, "field"


def _headers(page: _Page) -> _Found:
    """Who is written to: the name over "online", or the top one over a bar to write in."""
    for number, line in enumerate(page.texts):
        if _PRESENT.fullmatch(line.text.strip()) and line.box.y < 2 * HEADER * page.height:
            for upper, form in _named(page):
                if page.below(upper)[:1] == [number] and _follows(page.texts[upper].box, line.box):
                    yield upper, form, "chat"
    bar = any(_WRITE.fullmatch(line.text.strip()) and line.box.y > BAR * page.height for line in page.texts)
    top = [(number, form) for number, form in _named(page) if page.texts[number].box.bottom < HEADER * page.height]
    if bar and top and page.height > page.width:
        yield *top[0], "chat"


def _named(page: _Page) -> list[tuple[int, NameForm]]:
    return [(number, form) for number, form in enumerate(page.wholes) if form]


def _evidence(page: _Page, number: int) -> Evidence | None:
    form = page.wholes[number]
    return form.evidence if form else None


def _participants(page: _Page) -> _Found:
    """Who is in a meeting: names on the tiles, and those with a note such as "(Host)"."""
    meeting = all(any(control.fullmatch(text) for text in page.folded) for control in _CONTROLS)
    for number, form in _named(page):
        if _NOTED.search(page.texts[number].text) or (meeting and form.evidence > Evidence.WORD):
            yield number, form, "participant"


_NOTED: Final = re.compile(
    r"\((?:co-?)?(?:host|me|you|guest|anfitri[oó]na?|yo|t[uú]|usted|invitad[oa]|moderator|moderador[a]?|organi[zs]er|presenter)\b[^)]*\)?",
    re.IGNORECASE,
)


def _contacts(page: _Page) -> _Found:
    """Names in the rows of a list: with how one reaches them, with the time of a message, or below a heading."""
    for number, form in _named(page):
        if page.reached(number) and not page.second[number]:
            yield number, form, "contact"
    timed = [number for number in range(len(page.texts)) if page.has_time[number] and not page.second[number]]
    for number, form in _named(page):
        if number in timed and len(timed) > 1 and form.evidence > Evidence.WORD:
            yield number, form, "contact"
    for number, text in enumerate(page.folded):
        if heading := (_HEADING.fullmatch(text) or _COUNTED.fullmatch(text)):
            yield from _under(page, number, counted="count" not in heading.groupdict() or bool(heading["count"]))
    yield from _siblings(page)
    for number, line in enumerate(page.texts):
        form = speaker(line.text)
        known = form and (form.evidence is Evidence.PERSON or (page.second[number] and len(timed) > 1))
        if form and known and form.evidence > Evidence.WORD:
            yield number, form, "sender"


def _under(page: _Page, heading: int, *, counted: bool) -> _Found:
    """The names below the heading of a list; without a count of persons only where one of them is known for a name."""
    box = page.texts[heading].box
    rows: list[int] = []
    last = box
    for number, line in enumerate(page.texts):
        if line.box.y <= box.y + box.h / 2 or line.box.right < box.x or line.box.x > box.right + 8 * box.h:
            continue
        if line.box.y - last.y > FAR_ROW * max(box.h, line.box.h):
            break
        last = line.box
        if page.wholes[number] and not page.second[number]:
            rows.append(number)
    if not counted and not any(_evidence(page, number) is Evidence.PERSON for number in rows):
        return
    for number in rows:
        if form := page.wholes[number]:
            yield number, form, "contact"


def _siblings(page: _Page) -> _Found:
    """Names that are words, beside or below two that are surely names: "Mateo, Sofía, Luna" on tiles."""
    sure = [page.texts[number].box for number, form in _named(page) if form.evidence is Evidence.PERSON]
    for number, form in _named(page):
        box = page.texts[number].box
        like = [other for other in sure if 0.8 < other.h / box.h < 1.25]
        row = sum(_in_row(box, other) for other in like)
        column = sum(abs(box.x - other.x) < 0.6 * box.h for other in like)
        if form.evidence is Evidence.NAME and max(row, column) > 1 and not page.second[number]:
            yield number, form, "contact"


def _alone(page: _Page) -> _Found:
    """Texts that are surely a person's name, wherever they are."""
    for number, form in _named(page):
        if form.evidence is Evidence.PERSON:
            yield number, form, "name"
