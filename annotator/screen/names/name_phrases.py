"""Find names in phrases about a person: ``Hola, Ana``, ``Signed in as Ana``, ``Ana te invita``, ``Alumna: Ana``. Pure.

Each phrase has the least evidence it needs: after ``Hola,`` any capitalised word will do; after a mere ``de``, only a
name that is surely a person's. `PageLayout` finds the texts beside and below a name, which are evidence, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from annotator.model import Box, TextLine
from annotator.privacy.codes import AT
from annotator.screen.names.name_form import Evidence, NameForm, parse_name_at, parse_whole_name
from annotator.text.folding import fold

Why = Literal["greeting", "account", "field", "sender", "chat", "participant", "contact", "name", "sideways"]
"""The context of a likely name: a greeting, the owner of an account, a field or column for names, someone who writes, calls
or invites, the header of a chat, a meeting, a list of contacts, the name alone, or a text on its side that is hard to read."""

_START: Final = r"(?:^\W*|[.!?]\s+[¡¿\"“]*)"
_MENTION: Final = re.compile(r"(?:^|(?<=[^\w.]))@(?=[^\W\d_])")
_NOT: Final = re.compile(r"^\W*(?:not|no eres|no es(?: usted)?)\s+", re.IGNORECASE)
_SURE_AFTER: Final = re.compile(
    r"\s+(?:is (?:inviting|typing|calling|presenting|waiting|sharing|speaking|recording)|has (?:invited|joined|started|left)"
    r"|invited you|sent you|wants to|(?:te|lo|la|le|los|les|nos) (?:ha )?(?:invit(?:a|[oó]|ado)|env(?:ía|ia|i[oó]|iado)"
    r"|mand(?:a|[oó]|ado)|escrib(?:e|i[oó])|escrito|llam(?:a|[oó]|ado)|comparti(?:[oó]|do))"
    r"|est[aá] (?:escribiendo|grabando|llamando|presentando|compartiendo|esperando|hablando|en línea)"
    r"|se (?:uni[oó]|ha unido|conect[oó])|(?:lo|la|le) (?:est[aá]) (?:invitando|llamando|esperando))\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\s+(?:joined|left|started|shared|sent|added|created|replied|posted|commented|assigned|mentioned|reacted"
    r"|invit[oó]|entr[oó]|sali[oó]|comparti[oó]|public[oó]|envi[oó]|respondi[oó]|coment[oó]|agreg[oó]|cre[oó]|mand[oó])\b",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"['’´`]s\s+(?:\w+\s+){0,2}(?:meeting|room|screen|iphone|ipad|phone|tablet|chromebook|galaxy|laptop|computer|account"
    r"|profile|class|classroom|homework|photo|grades|family)\b",
    re.IGNORECASE,
)
_WHOSE: Final = (
    r"(?: de(?:l| la| su| tu) (?:alumn|estudiant|hij|niñ|padre|madre|tutor|maestr|contact|conversaci|famili|participant)\w*"
    r"(?:\(a\)|/a)?(?: o \w+)?)?"
)
_LABEL: Final = (
    r"(?:(?:your|my|display|full|first|last|middle|family|given|legal|preferred|student(?:['’]?s)?|child['’]?s|parent['’]?s"
    r"|conversation|contact) )?name(?: of (?:student|child))?"
    rf"|(?:su |tu |mi )?(?:primer |segundo )?nombres?(?: y apellidos?)?(?: completo| para mostrar| preferido)?{_WHOSE}"
    rf"|(?:primer |segundo )?apellidos?(?: paterno| materno)?{_WHOSE}"
    r"|(?:alumn|niñ|hij|maestr|tutor|organizador|autor|profesor)(?:o|a|or|ora)?(?:\(a\)|/a)?s?|anfitri[oó]na?|docentes?"
    r"|estudiantes?|students?|child(?:ren)?|teachers?|parents?(?:/guardians?)?|guardians?|organizer|host|author|owner|propietari[oa]"
    r"|padre|madre|padre(?:,? madre)? o tutor"
)
_FIELD: Final = re.compile(rf"\W*(?:{_LABEL})\W*", re.IGNORECASE)
_INLINE: Final = re.compile(
    rf"(?:^|.*[·|•,]\s*)\W*(?:{_LABEL}|de|from|para|to|firma|signed|cc|fecha y firma)(?: \([^)]*\))?\s*[:：,]\s*",
    re.IGNORECASE,
)
_CLOCK: Final = r"\s*\d{1,2}[:.]\d\d.*$"
_END: Final = re.compile(rf"$|\s*[^\w\s@]|{_CLOCK}|\s+(?:a|to) (?:todos|everyone|m[ií]|me|you|usted)\b", re.IGNORECASE)
"""The text that may follow a name: the end, punctuation, the time, the addressee."""
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
"""Contact details: a phone number, an e-mail address, a user name."""
_DATE: Final = re.compile(r"\d{1,4}[./–—-]\d{1,2}[./–—-]\d{1,4}|\d{4} ?[–—-] ?\d{4}")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase before a name, why that makes it a person's, and the least evidence that it needs after it.

    After ``Hola,`` any capitalised word will do: ``_Phrase(re.compile(…), "greeting", Evidence.WORD)``.
    """

    words: re.Pattern[str]
    why: Why
    least: Evidence


def _phrase_before_name(words: str, why: Why, least: Evidence, *, start: str = _START) -> _Phrase:
    joint = r"(?:\s*[,:!]\s*|\s+)[¡@~\"“]*"
    return _Phrase(re.compile(f"{start}(?:{words}){joint}", re.IGNORECASE), why, least)


_BEFORE: Final = (
    _phrase_before_name(
        r"(?:hola|hi|hello|hey|bienvenid[oa]|welcome|buen(?:os|as)? (?:d[ií]as?|tardes|noches)"
        r"|good (?:morning|afternoon|evening|night)|saludos|estimad[oa]|querid[oa]|dear|muchas gracias|gracias"
        r"|thank you|thanks|feliz cumpleaños|happy birthday|felicidades|congratulations|adi[oó]s|goodbye|bye)"
        r"(?: (?:de nuevo|de vuelta|otra vez|nuevamente|back|again|there))?",
        "greeting",
        Evidence.WORD,
    ),
    _phrase_before_name(
        r"(?:signed|logged) ?in as|(?:connected|joining|joined|continue|join|posting|viewing) as"
        r"|(?:conectad[oa]|sesi[oó]n iniciada|inici(?:[oó]|aste) sesi[oó]n|ha iniciado sesi[oó]n|accedi(?:[oó]|ste)"
        r"|entr(?:[oó]|aste|ar)|unirse|unirme|continuar|ingres(?:[oó]|aste|ar)|identificad[oa]|registrad[oa]) como"
        r"|(?:est[aá]s?|entr[oó]|entraste|inici[oó]) (?:en|con) la cuenta de",
        "account",
        Evidence.WORD,
        start=r"(?:^|\W)",
    ),
    _phrase_before_name(r"cuenta de|perfil de|account of|profile of", "account", Evidence.WORDS, start=r"(?:^|\W)"),
    _phrase_before_name(
        r"(?:mensajes?|llamada(?: perdida)?|videollamada|respuesta) de|(?:new )?message from|(?:missed )?call from"
        r"|waiting for|esperando a|(?:video )?calling|llamando a|(?:sent|shared|posted|created|invited|presented) by"
        r"|(?:enviad|compartid|publicad|cread|invitad|presentad)[oa] por|replying to|respondiendo a",
        "sender",
        Evidence.WORD,
        start=r"(?:^|\W)",
    ),
    _phrase_before_name(
        r"(?:sala|reuni[oó]n|videos?|pantalla|invitaci[oó]n|nota|foto|ipad|iphone|tel[eé]fono|celular|galaxy|tablet"
        r"|chromebook|computadora)(?: personal)?(?: de reuniones)?(?: de zoom)? de"
        r"|(?:meeting|chat|conference|invitation|photo|note|reuni[oó]n|conferencia) (?:with|from|of|con)",
        "sender",
        Evidence.WORDS,
        start=r"(?:^|\W)",
    ),
    _phrase_before_name(
        r"(?:mam[aá]|pap[aá]|mami|papi|mom|mother|dad|father|t[ií][oa]|abuel[oa]|hij[oa]|son|daughter|parent|padre|madre"
        r"|tutora?|maestr[oa]|teacher|familia) (?:de|of)",
        "name",
        Evidence.WORDS,
        start=r"(?:^|\W)",
    ),
    _phrase_before_name(r"from|de", "sender", Evidence.WORDS, start=r"^\W*"),
    _phrase_before_name(r"de|of|con|with|from|para|for|por|by", "name", Evidence.PERSON, start=r"\s"),
)


def is_label(text: str) -> bool:
    """Whether ``text`` is the label of a field, or the heading of a column, for a person's name."""
    return _FIELD.fullmatch(text) is not None


def find_names_in_phrases(text: str) -> Iterator[tuple[NameForm, Why]]:
    """The names in the phrases of a text, once for each phrase that finds them."""
    inline = _INLINE.match(text)
    if inline and (found := parse_whole_name(text, inline.end()) or _name_after(text, inline.end(), Evidence.WORD)):
        yield found, "field"
    for phrase in _BEFORE:
        for match in phrase.words.finditer(text):
            if found := _name_after(text, match.end(), phrase.least):
                yield found, phrase.why
    for match in _MENTION.finditer(text):
        if (found := parse_name_at(text, match.end())) and found.evidence > Evidence.WORD:
            yield found, "sender"
    denied = _NOT.match(text)
    if denied and (found := parse_name_at(text, denied.end())) and text[found.end : found.end + 1] == "?":
        yield found, "account"
    yield from _find_acting(text)


def find_speaker(text: str) -> NameForm | None:
    """The name before the colon in ``Rosa: Nos vemos``, if something is said after it; else None."""
    found = parse_name_at(text, len(text) - len(text.lstrip("~@ ")))
    return found if found and re.match(r":\s*\S", text[found.end :]) else None


def _name_after(text: str, start: int, least: Evidence) -> NameForm | None:
    found = parse_name_at(text, start)
    if found is None or found.evidence < least:
        return None
    ended = _END.match(text, found.end)
    return found if ended or (found.evidence is Evidence.PERSON and text[found.end] == " ") else None


def _find_acting(text: str) -> Iterator[tuple[NameForm, Why]]:
    """Somebody who invites, writes or owns something, at the start of a text."""
    found = parse_name_at(text, len(text) - len(text.lstrip('~@ ¡¿"“')))
    if found is None:
        return
    acts = _AFTER.match(text, found.end) if found.evidence > Evidence.WORD else None
    if acts or _SURE_AFTER.match(text, found.end) or _OWNED.match(text, found.end):
        yield found, "sender"


class PageLayout:
    """The texts of a screenshot, which of them have the form of names, and queries about their arrangement.

    Attributes:
        texts: all lines.
        width: of the screenshot, in pixels.
        height: of the screenshot, in pixels.
        folded: the texts without case, accents and the punctuation around them.
        names: the texts that have the form of a name as a whole, by index.
        dated: indices of the texts whose row ends with the time of a message.
    """

    def __init__(self, texts: Sequence[TextLine], width: int, height: int) -> None:
        self.texts, self.width, self.height = texts, width, height
        self.folded = tuple(fold(line.text).strip(" .:") for line in texts)
        forms = {number: parse_whole_name(line.text) for number, line in enumerate(texts)}
        self.names: dict[int, NameForm] = {number: form for number, form in forms.items() if form}
        rights = ((number, self.beside(number)) for number in range(len(texts)))
        self.dated = frozenset(n for n, right in rights if right and _WHEN.fullmatch(self.folded[right[-1]]))

    def below(self, number: int) -> list[int]:
        """Indices of the texts below one, left-aligned or centred with it, from top to bottom."""
        box = self.texts[number].box
        lower = [n for n, line in enumerate(self.texts) if line.box.y > box.y + box.h / 2 and in_column(box, line.box)]
        return sorted(lower, key=lambda other: self.texts[other].box.y)

    def column(self, number: int, reach: float) -> Iterator[int]:
        """Indices of the texts below one in its column, up to a gap of more than ``reach`` heights, top to top."""
        last = self.texts[number].box
        for lower in self.below(number):
            box = self.texts[lower].box
            if box.y - last.y > reach * max(box.h, last.h):
                return
            yield lower
            last = box

    def under(self, number: int, reach: float) -> Iterator[int]:
        """Indices of the texts that begin below one, within its width and ``reach`` heights, nearest first."""
        box = self.texts[number].box
        for other in sorted(range(len(self.texts)), key=lambda n: self.texts[n].box.y):
            lower = self.texts[other].box
            if 0.5 * box.h < lower.y - box.y < reach * box.h and box.x - box.h < lower.x < box.right:
                yield other

    def next_line(self, number: int) -> int | None:
        """Index of the next line below a text, if it is closer than rows are."""
        lower = self.below(number)[:1]
        return lower[0] if lower and follows(self.texts[number].box, self.texts[lower[0]].box) else None

    def beside(self, number: int) -> list[int]:
        """Indices of the texts to the right of one in its row, nearest first."""
        box = self.texts[number].box
        right = [n for n, line in enumerate(self.texts) if line.box.x >= box.right and in_row(box, line.box)]
        return sorted(right, key=lambda other: self.texts[other].box.x)

    def has_contact(self, number: int) -> bool:
        """Whether a telephone number or an address is beside a text or right below it."""
        lower = self.next_line(number)
        near = [self.texts[n].text.strip() for n in (*self.beside(number), *([] if lower is None else [lower]))]
        return any(_CONTACT.fullmatch(text) and not _DATE.fullmatch(text) for text in near)

    def has_message(self, number: int) -> bool:
        """Whether the row of a text has more, as in an inbox: beside it, or on a line below that is no row itself."""
        lower = next(self.under(number, MAX_MESSAGE_DISTANCE), None)
        return (lower is not None and lower not in self.dated) or len(self.beside(number)) > 1

    def is_second_line(self, number: int) -> bool:
        """Whether a text is the second line of a row: right below another at the same edge, and no larger."""
        box = self.texts[number].box
        return any(
            abs(line.box.x - box.x) < 0.6 * box.h and follows(line.box, box) and line.box.h > 0.85 * box.h
            for line in self.texts
            if line.box is not box
        )

    def header(self) -> list[int]:
        """Indices of the texts of the topmost row below clock and battery."""
        lines = sorted(range(len(self.texts)), key=lambda n: self.texts[n].box.y)
        status = [
            n
            for n in lines
            if self.texts[n].box.bottom < STATUS_BAR_SHARE * self.height and _STATUS.fullmatch(self.texts[n].text)
        ]
        shown = [n for n in lines if not any(in_row(self.texts[n].box, self.texts[bar].box) for bar in status)]
        worded = [n for n in shown if sum(letter.isalpha() for letter in self.texts[n].text) > 2]
        return [n for n in worded if in_row(self.texts[n].box, self.texts[worded[0]].box)]


def in_column(upper: Box, lower: Box) -> bool:
    """Whether two boxes are left-aligned or centred."""
    height = max(upper.h, lower.h)
    centred = abs(upper.x + upper.w / 2 - lower.x - lower.w / 2) < 0.5 * height
    return abs(upper.x - lower.x) < 0.8 * height or centred


def in_row(one: Box, other: Box) -> bool:
    """Whether two boxes are in the same row."""
    return abs(one.y + one.h / 2 - other.y - other.h / 2) < 0.6 * max(one.h, other.h)


def follows(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` is the next line below ``upper``, closer than rows are."""
    return lower.y > upper.y and -0.5 * upper.h < lower.y - upper.bottom < 0.9 * max(upper.h, lower.h)
