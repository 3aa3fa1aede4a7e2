"""Find names in phrases about a person: ``Hola, Ana``, ``Signed in as Ana``, ``Ana te invita``, ``Alumna: Ana``. Pure.

Each phrase has the least evidence it needs: after ``Hola,`` an unknown word will do; after a mere ``de`` within a
text, only a name that is surely a person's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from annotator.screen.names.name_form import Evidence, NameForm, parse_name_at, parse_whole_name

Why = Literal["greeting", "account", "field", "sender", "chat", "participant", "contact", "name", "sideways"]
"""The context of a likely name: a greeting, the owner of an account, a field or column for names, someone who writes, calls,
joins or owns, the header of a chat, a meeting, a list of contacts, the name itself, or a text on its side, hard to read."""

_START: Final = r"(?:^\W*|[.!?]\s+[¡¿\"“]*)"
_MENTION: Final = re.compile(r"(?:^|(?<=[^\w.]))@(?=[^\W\d_])")
_NOT: Final = re.compile(r"^\W*(?:not|no eres|no es(?: usted)?)\s+", re.IGNORECASE)
"""The beginning of "Not Ana?", which asks who has signed in."""
_SURE_AFTER: Final = re.compile(
    r"\s+(?:is (?:inviting|typing|calling|presenting|waiting|sharing|speaking|recording)|has (?:invited|joined|started|left)"
    r"|invited you|sent you|wants to|(?:te|lo|la|le|los|les|nos) (?:ha )?(?:invit(?:a|[oó]|ado)|env(?:ía|ia|i[oó]|iado)"
    r"|mand(?:a|[oó]|ado)|escrib(?:e|i[oó])|escrito|llam(?:a|[oó]|ado)|comparti(?:[oó]|do))"
    r"|est[aá] (?:escribiendo|grabando|llamando|presentando|compartiendo|esperando|hablando|en línea)"
    r"|se (?:uni[oó]|ha unido|conect[oó])|(?:lo|la|le) (?:est[aá]) (?:invitando|llamando|esperando))\b",
    re.IGNORECASE,
)
"""What only people do, after any name: " is typing", " te invitó"."""
_AFTER: Final = re.compile(
    r"\s+(?:joined|left|started|shared|sent|added|created|replied|posted|commented|assigned|mentioned|reacted"
    r"|invit[oó]|entr[oó]|sali[oó]|comparti[oó]|public[oó]|envi[oó]|respondi[oó]|coment[oó]|agreg[oó]|cre[oó]|mand[oó])\b",
    re.IGNORECASE,
)
"""What apps do, too, after more than one unknown word: " started", " entró"."""
_OWNED: Final = re.compile(
    r"['’´`]s\s+(?:\w+\s+){0,2}(?:meeting|room|screen|iphone|ipad|phone|tablet|chromebook|galaxy|laptop|computer|account"
    r"|profile|class|classroom|homework|photo|grades|family)\b",
    re.IGNORECASE,
)
"""What belongs to a person: "'s iPhone", "'s personal meeting room"."""
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
"""The words of a label for a name: "Student's name", "Nombre del alumno"."""
_FIELD: Final = re.compile(rf"\W*(?:{_LABEL})\W*", re.IGNORECASE)
_INLINE: Final = re.compile(
    rf"(?:^|.*[·|•,]\s*)\W*(?:{_LABEL}|de|from|para|to|firma|signed|cc|fecha y firma)(?: \([^)]*\))?\s*[:：,]\s*",
    re.IGNORECASE,
)
"""A label and what ends it, before a name on its line: "Clase 3 · Maestra: "."""
_CLOCK: Final = r"\s*\d{1,2}[:.]\d\d.*$"
_END: Final = re.compile(rf"$|\s*[^\w\s@]|{_CLOCK}|\s+(?:a|to) (?:todos|everyone|m[ií]|me|you|usted)\b", re.IGNORECASE)
"""What may follow any name after a phrase: the end, punctuation, the time, the addressee."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase before a name, why it makes that a person's, and the least evidence of the name that it needs.

    After ``Hola,`` one unknown word will do: ``_Phrase(re.compile(…), "greeting", Evidence.WORD)``.
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
    """The names in the phrases of a text, each as often as phrases find it."""
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
    """The name at ``start``, if it has the ``least`` evidence and ends there, or is surely a person's; else None."""
    found = parse_name_at(text, start)
    if found is None or found.evidence < least:
        return None
    ended = _END.match(text, found.end)
    return found if ended or (found.evidence is Evidence.PERSON and text[found.end] == " ") else None


def _find_acting(text: str) -> Iterator[tuple[NameForm, Why]]:
    """Somebody who acts or owns something, at the start of a text: "Ana te invita", "Ana's iPhone"."""
    found = parse_name_at(text, len(text) - len(text.lstrip('~@ ¡¿"“')))
    if found is None:
        return
    acts = _AFTER.match(text, found.end) if found.evidence > Evidence.WORD else None
    if acts or _SURE_AFTER.match(text, found.end) or _OWNED.match(text, found.end):
        yield found, "sender"
