"""Find texts on a screenshot that are probably names of people, so that staff can decide to hide or show them. Pure.

Unlike ``pii``, this does not know the school's names, so nothing is covered; staff are asked instead. The position of a
text matters as much as its form: a single unknown word with a capital is a name after "Hola,", in the header of a chat, above a
phone number, or below the heading "Participantes (12)", but not by itself. False positives are costly: staff who are asked
about buttons soon stop reading the questions.

A name may be broken over lines, as on a narrow tile: "Welcome, Ximena" above "Bautista!" is ``Ximena Bautista``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.locate.passages import is_sideways, span_box
from annotator.screen.names.name_form import Evidence, NameForm
from annotator.screen.names.name_phrases import Why, find_names_in_phrases, find_speaker, is_label
from annotator.screen.names.page_layout import PageLayout, in_column, in_row, join_lines

HEADER_SHARE: Final = 0.2
"""Fraction of a screen's height, from the top, that contains the header of a chat."""
MIN_FONT_RATIO: Final = 0.7
"""Minimum ratio of the heights of two texts in one font size: "Ana" has no descender."""

_OPEN: Final = re.compile(r"(?:[,:]|\b(?:como|as|de|of))\s*$", re.IGNORECASE)
"""The end of a phrase that may continue with a name below it."""
_PRESENT: Final = re.compile(
    r"en linea|online|(?:ult|ultima) ?\.? vez.*|last seen.*|activ[oae](?:\(a\))? (?:ahora|now|hace|\d).*"
    r"|escribiendo|typing|(?:tap|click) (?:here )?for .*info.*|toca (?:aqui )?para.*|available|disponible|grabando .*"
)
"""What is below the partner's name in a chat, folded: "online", "last seen 9:12"."""
_WRITE: Final = re.compile(
    r"mensaje(?: de texto| sms)?|(?:text |chat |new |nuevo )?message|imessage|aa|sms|rcs.*|nuevo mensaje|responder|reply"
    r"|(?:type|write|enter|send|escrib[aei]\w*|envi\w+) (?:a |an |un )?(?:new |nuevo |text )?(?:message|mensaje|sms).*"
)
"""The prompt of a bar to write in, folded: "mensaje", "type a message"."""
_HEADING: Final = re.compile(
    r"(?:participant(?:e?s)?|contact[o]?s|chats(?: recientes)?|recent (?:chats|contacts)|conversaciones|conversations"
    r"|mensajes|messages|companer[oa]s(?: de clase)?|classmates|students|alumn[oa]s|estudiantes|members|miembros|people"
    r"|personas|teachers|docentes|maestr[oa]s|profesores|guests|invitados|attendees|asistentes|enviar a|send to"
    r"|compartir con|share with|forward to|reenviar a|recientes|recents?|frecuentes|frequent(?:ly contacted)?|favorit[eo]s"
    r"|suggestions|sugerencias|sugeridos|llamadas|calls|waiting room|sala de espera|en la reunion|in the meeting|class list"
    r"|lista del grupo|lista de \w+|roster)(?P<count>\W*\d+(?: \w+)?)?\W*"
    r"|(?P<counted>\d+ (?:participants?|participantes?|members?|miembros?|students?|alumn[oa]s?|personas?|people))\W*"
)
"""The heading of a list of people, folded, perhaps with their number: "participantes (12)", "12 members"."""
_CONTROLS: Final = (
    re.compile(
        r"(?:un)?mute(?: me| all)?|silenciar|(?:re)?activar audio|audio|(?:start|stop|detener|iniciar) video|video"
    ),
    re.compile(
        r"participant(?:e?s)?(?: \d+)?|leave|end|salir|finalizar|reactions?|react|reaccionar|reacciones|share(?: screen)?"
        r"|compartir.*|raise hand|levantar la mano"
    ),
)
"""The controls around the pictures of a meeting: microphone and camera, and the others."""
_ROLE: Final = re.compile(
    r"\((?:co-?)?(?:host|me|you|guest|anfitri[oó]na?|yo|t[uú]|usted|invitad[oa]|moderator|moderadora?|organi[zs]er|presenter)\b",
    re.IGNORECASE,
)
"""A role within the text of a name: "(Host)", "(you"."""
_TAG: Final = re.compile(
    r"guest|invitad[oa]|host|anfitriona?|(?:group )?admin|admin\.? del grupo|organi[sz]er|you|yo|tu|external|federated"
)
"""A role as a text of its own beside a person."""
_MAX_DOUBTED_SCORE: Final = 0.9
"""Confidence below which a text on its side may be a name of which no word was read."""
_MIN_DOUBTED_LETTERS: Final = 4
"""Minimum number of letters of such a text; of dots and bars, OCR reads up to two."""
_NEXT_LINES: Final = 4.5
"""How far below a phrase that goes on its name begins, in heights of the phrase, top to top."""
_VALUE_DISTANCE: Final = 3.6
"""Maximum distance of the values below a label, and of those from each other, in heights of the text, top to top."""
_LIST_DISTANCE: Final = 8
"""Maximum distance of the rows of a list with people's photos, and of a name from the end of its heading, in heights."""


@dataclass(frozen=True, slots=True)
class LikelyName:
    """A likely name of a person on a screenshot: ``LikelyName("Luz Marina Soto", Box(60, 400, 310, 36), "participant")``.

    Attributes:
        text: the name as on the screen, ready for a ``hide:`` line; all of a name that is broken over lines.
        box: the place of its part on one line, in pixels.
        why: the context that makes it likely.
    """

    text: str
    box: Box
    why: Why


_Found = Iterator[tuple[int, NameForm, Why]]


def find_likely_names(texts: Sequence[TextLine], height: int) -> tuple[LikelyName, ...]:
    """Find likely names of people among ``texts``, in reading order.

    A name that appears twice is returned twice, and a name over lines once for each of them.

    Args:
        texts: all lines of a screenshot.
        height: of the screenshot, in pixels.
    """
    upright = [line for line in texts if not is_sideways(line)]
    names = list(_find_on_page(PageLayout(upright, height)))
    for line in filter(is_sideways, texts):
        if line.score < _MAX_DOUBTED_SCORE and sum(letter.isalpha() for letter in line.text) >= _MIN_DOUBTED_LETTERS:
            names.append(LikelyName(line.text, line.box, "sideways"))
        else:  # the texts beside and below it are no context
            names += _find_on_page(PageLayout([line], height))
    return tuple(names[index] for index in boxes.reading_order([name.box for name in names]))


def _find_on_page(page: PageLayout) -> Iterator[LikelyName]:
    """The likely names on a page; where two overlap, that of the first of the finders, or the longer one over lines."""
    found: list[tuple[int, NameForm, Why]] = []
    for finder in (
        _find_in_phrases,
        _find_in_fields,
        _find_chat_partners,
        _find_participants,
        _find_contacts,
        _find_speakers,
        _find_sure_names,
    ):
        for index, form, why in finder(page):
            earlier = [kept for kept_index, kept, _ in found if kept_index == index]
            if not any(form.start < kept.end and kept.start < form.end for kept in earlier):
                found.append((index, form, why))
    names = [(join_lines(page, index, form), why) for index, form, why in found]
    continued = {index: part.end for parts, _ in names for index, part in parts[1:]}
    for parts, why in names:
        first, form = parts[0]
        if form.start < continued.get(first, 0):
            continue  # part of the name above it
        text = " ".join(page.texts[index].text[part.start : part.end] for index, part in parts)
        for index, part in parts:
            yield LikelyName(text, span_box(page.texts[index], part.start, part.end), why)


# ---------------------------------------------------------------- in phrases and fields


def _find_in_phrases(page: PageLayout) -> _Found:
    """Names in phrases such as greetings, also where the line breaks before the name."""
    for index, line in enumerate(page.texts):
        for form, why in find_names_in_phrases(line.text):
            yield index, form, why
        if not _OPEN.search(line.text):
            continue
        name = next((below for below in page.starting_below(index, _NEXT_LINES) if below in page.names), None)
        if name is not None:
            start = len(line.text) + 1
            for form, why in find_names_in_phrases(f"{line.text} {page.texts[name].text}"):
                if form.start == start:
                    yield name, NameForm(0, form.end - start, form.evidence), why


def _find_in_fields(page: PageLayout) -> _Found:
    """Values below a label for a name, or to the right of one with a colon, and columns below such a heading."""
    for index, line in enumerate(page.texts):
        if not is_label(line.text):
            continue
        right = page.beside(index)[:1]
        if right and right[0] in page.names and line.text.rstrip().endswith(":"):
            yield right[0], page.names[right[0]], "field"
        values: list[int] = []
        for below in page.column(index, _VALUE_DISTANCE):
            if below not in page.names:
                break
            values.append(below)
        # Below the heading "Name" there may also be a column of files.
        if not any(page.names[value].evidence is Evidence.PERSON for value in values):
            values = values[:1]
        for value in values:
            yield value, page.names[value], "field"


# ---------------------------------------------------------------- in chats and meetings


def _find_chat_partners(page: PageLayout) -> _Found:
    """The partner in a chat: the name above "online", or one in the topmost row of a screen with a bar to write in."""
    for index, line in enumerate(page.texts):
        if _PRESENT.fullmatch(page.folded[index]) and line.box.y < HEADER_SHARE * page.height:
            for name, form in page.names.items():
                if page.next_line(name) == index:
                    yield name, form, "chat"
    has_keyboard = sum(len(text) == 1 for text in page.folded) > 15
    top_of_bar = (0.4 if has_keyboard else 0.75) * page.height
    prompts = [line for line, text in zip(page.texts, page.folded, strict=True) if _WRITE.fullmatch(text)]
    if not any(line.box.y > top_of_bar for line in prompts):
        return
    for index in page.top_row():
        is_in_header = page.texts[index].box.bottom < HEADER_SHARE * page.height
        if index in page.names and is_in_header and index not in page.dated:
            yield index, page.names[index], "chat"


def _find_participants(page: PageLayout) -> _Found:
    """The participants of a meeting: names on tiles, and those with a role such as "(Host)"."""
    controls = [
        [line.box for line, text in zip(page.texts, page.folded, strict=True) if control.fullmatch(text)]
        for control in _CONTROLS
    ]
    for index, form in page.names.items():
        box = page.texts[index].box
        other_control = any(in_row(box, control) for control in (*controls[0], *controls[1]))
        tile = all(controls) and form.evidence > Evidence.WORD and not other_control
        tagged = any(_TAG.fullmatch(page.folded[other]) for other in page.beside(index)[:1])
        if tile or tagged or _ROLE.search(page.texts[index].text):
            yield index, form, "participant"


def _find_speakers(page: PageLayout) -> _Found:
    """The speaker of a message, or of the last message of a chat: "Rosa: Nos vemos"."""
    speakers = {index: form for index, line in enumerate(page.texts) if (form := find_speaker(line.text))}
    in_chats = len(page.dated) > 1
    previews = [index for index in speakers if page.is_second_line(index)] if in_chats else []
    for index, form in speakers.items():
        preview = index in previews and (form.evidence is Evidence.NAME or len(previews) > 1)
        if form.evidence is Evidence.PERSON or preview:
            yield index, form, "sender"


# ---------------------------------------------------------------- in lists, and anywhere


def _find_contacts(page: PageLayout) -> _Found:
    """Names in the rows of a list: with a number, an address or a dated message, below a heading, or among names."""
    rows = {index: form for index, form in page.names.items() if not page.is_second_line(index)}
    inbox: list[int] = []
    if len(page.dated) > 1:
        inbox = [index for index in rows if index in page.dated and page.has_message(index)]
    has_known_name = any(rows[index].evidence > Evidence.WORDS for index in inbox)
    for index, form in rows.items():
        if (index in inbox and has_known_name) or page.has_contact(index):
            yield index, form, "contact"
    for index, text in enumerate(page.folded):
        if heading := _HEADING.fullmatch(text):
            yield from _find_listed(page, index, counted=bool(heading["count"] or heading["counted"]))
    for index, form in rows.items():
        if form.evidence > Evidence.WORD and _among_names(page, index):
            yield index, form, "name"


def _find_listed(page: PageLayout, heading: int, *, counted: bool) -> _Found:
    """The names below the heading of a list; without a count of people, only if one of them surely is a name.

    "Contacts" is also an app on a home screen, with other apps below it.
    """
    box = last = page.texts[heading].box
    names: list[int] = []
    for index, line in enumerate(page.texts):
        if line.box.y <= box.center_y or line.box.right < box.x or line.box.x > box.right + _LIST_DISTANCE * box.h:
            continue
        if line.box.y - last.y > _LIST_DISTANCE * max(box.h, line.box.h):
            break
        last = line.box
        if index in page.names and not page.is_second_line(index):
            names.append(index)
    if counted or any(page.names[index].evidence is Evidence.PERSON for index in names):
        for index in names:
            yield index, page.names[index], "contact"


def _among_names(page: PageLayout, index: int) -> bool:
    """Whether an unknown name, or one that is a word, is among names of people: "Mateo, Sofía, Luna"."""
    box = page.texts[index].box
    words = [i for i, text in enumerate(page.folded) if sum(letter.isalpha() for letter in text) > 2]
    same_size = [i for i in words if MIN_FONT_RATIO < page.texts[i].box.h / box.h < 1 / MIN_FONT_RATIO]
    row = [i for i in same_size if in_row(box, page.texts[i].box)]
    column = [i for i in same_size if in_column(box, page.texts[i].box) and not page.is_second_line(i)]
    is_list_of_names = len(column) > 2 and sum(i in page.names for i in column) > 0.6 * len(column)
    return _count_persons(page, row) > 1 or _count_persons(page, column) > (0 if is_list_of_names else 1)


def _count_persons(page: PageLayout, indices: Sequence[int]) -> int:
    """The number of these texts that surely are names of persons."""
    return sum(i in page.names and page.names[i].evidence is Evidence.PERSON for i in indices)


def _find_sure_names(page: PageLayout) -> _Found:
    """Texts that are certainly a person's name, perhaps with the lines below them, in any position."""
    for index, form in page.names.items():
        if join_lines(page, index, form)[-1][1].evidence is Evidence.PERSON:
            yield index, form, "name"
