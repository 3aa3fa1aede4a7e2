"""Write a tutorial as a phone call that needs no keys, and as text messages: TwiML, and a page for whoever sets up the system.

Untrained callers don't use keys. So each step is said, then there is time to do it, and it is said once more before the next
one; any key goes on at once. TwiML is the XML of many call systems, a document for each part here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits
from xml.etree import ElementTree

from annotator.model import StepNumber
from annotator.pages import templates
from annotator.pages.page_data import PageData, TutorialPages

CALL, START, END, SMS = "call.wav", "start", "end", "sms.txt"
"""The whole call; the stems of the files of its opening and closing; the text messages, one a line."""
_GSM_LETTERS = frozenset(ascii_letters + digits + "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà")
_GSM_PAIRS = frozenset("^{}\\[~]|€")
"""Characters that take the room of two (3GPP TS 23.038)."""
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "\u00a0": " "}
)
"""Characters that GSM's small alphabet lacks, and those that it has in their place."""
_GSM_MAX, _WIDE_MAX, _WIDE_TWO_PARTS = 160, 70, 134
"""Maximum length of a message in GSM's small alphabet, of one with any letters, and of one of two parts with any letters."""


@dataclass(frozen=True, slots=True)
class CallPart:
    """A part of a call: ``CallPart("paso-1", "Toque Unirse.", 4.5, pause=10)``.

    Attributes:
        stem: the stem of its files.
        text: what is said, for the page; empty for a recording whose words were not typed.
        seconds: how long it takes to say.
        pause: the whole seconds to wait after it, each of the two times that it is said; 0: it is said once.
    """

    stem: str
    text: str
    seconds: float
    pause: int = 0


def measure_sms(text: str) -> tuple[int, int]:
    """The length of a text message, and the maximum: in GSM's small alphabet, or with any letters (UCS-2)."""
    if set(text) <= _GSM_LETTERS | _GSM_PAIRS:
        return len(text) + sum(letter in _GSM_PAIRS for letter in text), _GSM_MAX
    length = len(text.encode("utf-16-le")) // 2
    return length, _WIDE_MAX if length <= _WIDE_MAX else _WIDE_TWO_PARTS


def compose_sms(number: StepNumber, sentences: Sequence[str], verb: str) -> str:
    """The text message of a step: all sentences, or those that have room from the one with the ``verb`` on.

    Where not even that one has room, it ends in three dots.
    """
    start = f"{number} " if number.aside else f"{number}. "
    plain = [sentence.translate(_PLAIN) for sentence in sentences]
    instruction = next((index for index, text in enumerate(plain) if verb.casefold() in text.casefold()), 0)
    from_instruction = [plain[instruction:end] for end in range(len(plain), instruction, -1)]
    for choice in (plain, *from_instruction):
        text = start + " ".join(choice)
        if _fits(text):
            return text
    while not _fits(f"{text}..."):
        text = text[:-1]
    return f"{text.rpartition(' ')[0] if ' ' in text.removeprefix(start) else text}..."


def _fits(text: str) -> bool:
    """Whether a text message is within its size."""
    length, max_length = measure_sms(text)
    return length <= max_length


def render_twiml(part: CallPart, following: CallPart | None) -> str:
    """The TwiML document of a part, which goes on to that of the ``following`` one; without one it hangs up."""
    response = ElementTree.Element("Response")
    sound = f"{part.stem}.wav"
    if following is None:
        ElementTree.SubElement(response, "Play").text = sound
        ElementTree.SubElement(response, "Hangup")
    else:
        after = f"{following.stem}.xml"
        # Without a key to end with, # and * go on, too.
        keys = {"numDigits": "1", "finishOnKey": "", "timeout": str(part.pause or 1), "action": after, "method": "GET"}
        gather = ElementTree.SubElement(response, "Gather", keys)
        ElementTree.SubElement(gather, "Play").text = sound
        if part.pause:
            ElementTree.SubElement(gather, "Pause", {"length": str(part.pause)})
            ElementTree.SubElement(gather, "Play").text = sound
        ElementTree.SubElement(response, "Redirect", {"method": "GET"}).text = after
    ElementTree.indent(response)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(response, encoding="unicode") + "\n"


def render_page(
    tutorial: TutorialPages, page: PageData, parts: Sequence[CallPart], messages: Sequence[str], seconds: float
) -> str:
    """Render the page for whoever sets up the call system; ``seconds`` is the length of the whole call."""
    return templates.render(
        "call.html",
        html_lang=tutorial.staff_language,
        school=tutorial.school,
        style=templates.render_stylesheet(tutorial.school.colors),
        page=page,
        parts=parts,
        messages=[(text, *measure_sms(text)) for text in messages],
        call=CALL,
        seconds=seconds,
    )
