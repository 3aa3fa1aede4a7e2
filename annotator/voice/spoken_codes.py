"""Say what is spelt or read digit by digit: addresses, codes, and phone numbers."""

import re

from annotator.voice.verbalizer import Verbalizer

_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
"""A mail address: "ayuda@example.org"."""
_TOP_LEVEL_DOMAINS = r"com|org|net|edu|gov|us|mx|br|io|me|app|info|co|gob|es|school"
_URL = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"“”«»]+|\b(?<![@.\w])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL_DOMAINS})\b(?:/[^\s<>\"“”«»]*)?",
    re.IGNORECASE,
)
"""A link: "https://…", "www.…", or a name with a usual ending, such as "zoom.us/join"."""
_CODE = re.compile(
    r"(?<![\w@./-])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w@/-])"
)
"""Letters and figures in one word: "k7mq2xz", "7QX-29K"."""
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?1[\s.-]|(\+\d{2,3})[\s.-])?\(?(\d{3})\)?[\s.\-–]{1,2}(\d{3})[\s.\-–](\d{4})(?![\w-])|(?<![\w.-])(\d{3})-(\d{4})(?![\w-])"
)
"""A phone number: "410-555-0100", "(410) 555 0100", "+52 555 123 4567", "555-0100"; a leading 1 or +1 is in no group."""
_DIGIT_GROUPS = re.compile(r"(?<![\w.,$])\d{2,4}(?:[ -]\d{2,4}){2,3}(?![\w-])")
"""Three or four groups of figures: "842 1234 5678"."""
_LONG_NUMBER = re.compile(r"(?<![\w.,$])\d{5,}(?![\w]|[.,]\d)")
"""Five figures or more: "84212345678"."""


def verbalize_addresses(text: str, speech: Verbalizer) -> str:
    """Say mail addresses, and links without what nobody reads out: "zoom.us/join?x=1" as "zoom punto us diagonal join"."""
    names = dict(zip(".-_+/", (speech[name] for name in ("dot", "dash", "underscore", "plus", "slash")), strict=True))

    def name_symbols(part: str) -> str:
        return re.sub(r"[.\-_+/]", lambda symbol: f" {names[symbol.group()]} ", part)

    def verbalize_url(match: re.Match[str]) -> str:
        address = match.group().rstrip(".,;:!?)…")
        rest = match.group()[len(address) :]
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
        host, _, path = address.partition("/")
        path = re.split(r"[?#]", path)[0].rstrip("/")
        # People read out a path that is a single word of 3 to 15 letters, but no longer path.
        short = f"{host}/{path}" if re.fullmatch(r"[^\W\d_]{3,15}", path) else host
        return name_symbols(short) + rest

    text = _EMAIL.sub(
        lambda match: f"{name_symbols(match.group(1))} {speech['at']} {name_symbols(match.group(2))}", text
    )
    return _URL.sub(verbalize_url, text)


def verbalize_codes(text: str, speech: Verbalizer) -> str:
    """Spell codes: "7QX-29K" as "siete, cu, equis, guion, dos, nueve, ka"."""
    codes = speech["codes"]
    link = rf"(?:\s+(?:{codes['links']}))*\s*[:=]?\s*[\"“«‘']?"
    labelled_code = re.compile(
        rf"(\b(?:{codes['words']})\b{link})([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@-])", re.IGNORECASE
    )

    def spell_labelled(match: re.Match[str]) -> str:
        """Spell the code after a label such as "code:"; a word after it may be an ordinary one."""
        label, code = match.group(1), match.group(2)
        if code.isdigit():
            return label + (speech.digits(code) if len(code) >= 4 else code)
        has_colon = bool(re.search(rf"[:=\"“«‘']|\b(?:{codes['is']})\b", label))
        capitals = code.isupper() and len(code) > 2 and has_colon
        if any(map(str.isdigit, code)) or capitals or _is_unpronounceable(code):
            return label + speech.spelled(code)
        return match.group()

    def spell_unlabelled(match: re.Match[str]) -> str:
        code = match.group()
        return code if _is_short(code) or _is_numbered_word(code) else speech.spelled(code)

    return _CODE.sub(spell_unlabelled, labelled_code.sub(spell_labelled, text))


def _is_short(code: str) -> bool:
    """Whether a code is as short as "2B", "mp4", "K-5" or "2000mb", which people read out as they are."""
    return len(code) < 5 or re.fullmatch(r"\d+[A-Za-z]{1,3}|[A-Za-z]{1,3}-?\d{1,2}", code) is not None


def _is_numbered_word(code: str) -> bool:
    """Whether a code is a word with a number: "iPhone15", "COVID-19"; not "ABCDE1" or "qhtmzpl1"."""
    match = re.fullmatch(r"([A-Za-z]+)\d+|([A-Za-z]{4,})-\d+", code)
    if match is None:
        return False
    return not _is_unpronounceable(match[1] or match[2]) and not (match[1] and match[1].isupper())


def _is_unpronounceable(word: str) -> bool:
    """Whether a word of five letters or more has too few vowels to be pronounced, at most one in five: "qhtmzpl"."""
    vowels = sum(letter in "aeiouáéíóúâêôãõ" for letter in word.lower())
    return word.isalpha() and len(word) >= 5 and vowels * 5 <= len(word)


def verbalize_phones(text: str, speech: Verbalizer) -> str:
    """Say phone numbers, without the prefix 1 of the United States, and other long ones by digits, with pauses between groups."""

    def verbalize_phone(match: re.Match[str]) -> str:
        groups = [speech.digits(group.lstrip("+")) for group in match.groups() if group]
        return (f"{speech['plus']} " if match.group(1) else "") + ", ".join(groups)

    def verbalize_long_number(match: re.Match[str]) -> str:
        number = match.group()
        if len(number) == 10:
            return ", ".join(speech.digits(group) for group in (number[:3], number[3:6], number[6:]))
        size = 2 if len(number) in {6, 8} else 3
        parts = [number[start : start + size] for start in range(0, len(number), size)]
        return ", ".join(speech.digits(part) for part in parts)

    text = _DIGIT_GROUPS.sub(
        lambda match: ", ".join(map(speech.digits, re.split(r"[ -]", match.group()))), _PHONE.sub(verbalize_phone, text)
    )
    return _LONG_NUMBER.sub(verbalize_long_number, text)
