"""Makes a sentence ready to be spoken: what is written in figures and signs becomes words. Pure functions.

Times, money, ordinals, titles, phone numbers, class codes, addresses and signs, for Spanish and English; sentences in
other languages lose emoji, quotes and arrows only. Captions keep what was typed.
"""

from __future__ import annotations

import re
import unicodedata

from annotator.languages import base
from annotator.voice.verbalize import ENGLISH, SPANISH, Verbalizer, cardinal, digits, letters

_TABLES = {"es": SPANISH, "en": ENGLISH}

_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_TOP = r"com|org|net|edu|gov|us|mx|io|me|app|info|co|gob|es|school"
_URL = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"“”«»]+|\b(?<![@.\w])(?:[a-z0-9-]+\.)+(?:{_TOP})\b(?:/[^\s<>\"“”«»]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?1[\s.-]|(\+\d{2,3})[\s.-])?\(?(\d{3})\)?[\s.\-–]{1,2}(\d{3})[\s.\-–](\d{4})(?![\w-])|(?<![\w.-])(\d{3})-(\d{4})(?![\w-])"
)
_GROUPS = re.compile(r"(?<![\w.,$])\d{2,4}(?:[ -]\d{2,4}){2,3}(?![\w-])")
_LONG = re.compile(r"(?<![\w.,$])\d{5,}(?![\w]|[.,]\d)")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?:\s*([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:$.,])(\d{1,2})\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_TIME_DASH = re.compile(r"(\d)\s?[–—-]\s?(?=\d{1,2}(?::\d\d|\s*[ap]\.?\s?m\b))", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\w-])|(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
_MONEY = re.compile(r"(?:US)?\$\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?(?!\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?![\d,])")
_ORDINAL_ES = re.compile(
    r"(?<![\w.])(\d{1,2})(?:\.\s?|)(er|ero|do|ro|to|mo|vo|no|ra|da|ta|ma|va|na|º|ª|°)(?!\w)(?:\.(?=\s[a-záéíóúñ]))?",
    re.IGNORECASE,
)
_ORDINAL_EN = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[–—-]\s?(\d{1,3})(?![\w-])")
_CODE = re.compile(
    r"(?<![\w@./-])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w@/-])"
)
_CODE_LINK = r"(?:\s+(?:de\s+(?:la\s+)?clase|de\s+la\s+reunión|es|is|of\s+the\s+class))*\s*[:=]?\s*[\"“«‘']?"
_SLASH_GENDER = re.compile(r"\b(\w+[^\W\d_])o(s?)/(?:a\2|as?)\b")
_SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
_QUOTES = re.compile(r"[\"“”„«»‹›*_`]|(?<!\w)['‘’]|['‘’](?!\w)")
_CAPITALS = re.compile(r"\b[^\W\d_]{4,}\b")
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?…])")
_DOUBLED_STOP = re.compile(r",\s*([.,;:!?…])")


def speakable(text: str, lang: str) -> str:
    """The sentence as it is to be said; empty where nothing in it can be said."""
    spoken = _TABLES.get(base(lang))
    text = unicodedata.normalize("NFC", text)
    if spoken is not None:
        english = base(lang) == "en"
        text = _addresses(text, spoken)
        text = _dates(text, spoken, english=english)
        text = _codes(text, spoken)
        text = _phones(text, spoken)
        text = _times(text, spoken, english=english)
        text = _money(text, spoken)
        text = _ordinals(text, spoken, english=english)
        text = _numbers(text, spoken)
        text = _abbreviations(text, spoken)
        text = _signs(text, spoken)
    return _clean(text)


def _addresses(text: str, spoken: Verbalizer) -> str:
    def named(part: str) -> str:
        names = {".": spoken.dot, "-": spoken.dash, "_": spoken.underscore, "+": spoken.plus, "/": spoken.slash}
        return re.sub(r"[.\-_+/]", lambda sign: f" {names[sign.group()]} ", part)

    def url(match: re.Match[str]) -> str:
        address = match.group().rstrip(".,;:!?)…")
        rest = match.group()[len(address) :]
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
        host, _, path = address.partition("/")
        path = re.split(r"[?#]", path)[0].rstrip("/")
        # A person says the first word behind the slash, and never the numbers and letters that follow.
        short = f"{host}/{path}" if re.fullmatch(r"[^\W\d_]{3,15}", path) else host
        return named(short) + rest

    text = _EMAIL.sub(lambda match: f"{named(match.group(1))} {spoken.at} {named(match.group(2))}", text)
    return _URL.sub(url, text)


def _codes(text: str, spoken: Verbalizer) -> str:
    after = re.compile(
        rf"(\b(?:{spoken.code_words})\b{_CODE_LINK})([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@-])", re.IGNORECASE
    )

    def announced(match: re.Match[str]) -> str:
        link, code = match.group(1), match.group(2)
        if code.isdigit():
            return link + (digits(code, spoken) if len(code) >= 4 else code)
        named = bool(re.search(r"[:=\"“«‘']|\b(?:es|is)\b", link))
        capitals = code.isupper() and len(code) > 2 and named
        if any(map(str.isdigit, code)) or capitals or _unsayable(code):
            return link + letters(code, spoken)
        return match.group()

    def alone(match: re.Match[str]) -> str:
        code = match.group()
        # Not "2B", "10am", "mp4", "K-5", nor a name with its number ("iPhone15", "COVID-19").
        named = re.fullmatch(r"(?!.*-)([A-Za-z]+)\d+", code)
        wordlike = named is not None and not named.group(1).isupper() and not _unsayable(named.group(1))
        word, _, number = code.partition("-")
        if word.isalpha() and len(word) >= 4 and number.isdigit() and not _unsayable(word):
            return code
        short = len(code) < 5 or re.fullmatch(r"\d+[A-Za-z]{1,3}|[A-Za-z]{1,3}-?\d{1,2}", code)
        return code if short or wordlike else letters(code, spoken)

    return _CODE.sub(alone, after.sub(announced, text))


def _unsayable(word: str) -> bool:
    """Whether a word of letters has too few vowels to be one: "qhtmzpl"."""
    return word.isalpha() and len(word) >= 5 and sum(sign in "aeiouáéíóú" for sign in word.lower()) * 5 <= len(word)


def _phones(text: str, spoken: Verbalizer) -> str:
    def phone(match: re.Match[str]) -> str:
        named = [digits(group.lstrip("+"), spoken) for group in match.groups() if group]
        return (f"{spoken.plus} " if match.group(1) else "") + ", ".join(named)

    def groups(match: re.Match[str]) -> str:
        return ", ".join(digits(group, spoken) for group in re.split(r"[ -]", match.group()))

    def long(match: re.Match[str]) -> str:
        number = match.group()
        if len(number) == 10:
            return ", ".join(digits(group, spoken) for group in (number[:3], number[3:6], number[6:]))
        size = 2 if len(number) in {6, 8} else 3
        parts = [number[start : start + size] for start in range(0, len(number), size)]
        return ", ".join(digits(part, spoken) for part in parts)

    return _LONG.sub(long, _GROUPS.sub(groups, _PHONE.sub(phone, text)))


def _dates(text: str, spoken: Verbalizer, *, english: bool) -> str:
    def date(match: re.Match[str]) -> str:
        if match.group(1):
            year, month, day = (int(part) for part in match.group(1, 2, 3))
        else:
            # As schools in the United States write it, in both languages; 24/11 can only be the other way round.
            month, day, year = (int(part) for part in match.group(4, 5, 6))
            if month > 12:
                month, day = day, month
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return match.group()
        name = spoken.months[month - 1]
        return f"{name} {_english_ordinal(day)}, {year}" if english else f"{_day(day)} de {name} de {year}"

    return _DATE.sub(date, text)


def _day(day: int) -> str:
    return "primero" if day == 1 else cardinal(day, SPANISH)


def _times(text: str, spoken: Verbalizer, *, english: bool) -> str:
    def time(match: re.Match[str]) -> str:
        hour, minute = int(match.group(1)), int(match.group(2))
        half = (match.group(3) or "").lower()
        if hour > 24:
            return match.group()
        said = _english_time(hour, minute, half) if english else _spanish_time(hour, minute, half)
        return said + _stop(match)

    def whole(match: re.Match[str]) -> str:
        hour, half = int(match.group(1)), match.group(2).lower()
        if hour > 24:
            return match.group()
        said = _english_time(hour, 0, half) if english else _spanish_time(hour, 0, half)
        return said + _stop(match)

    text = _TIME_DASH.sub(rf"\1 {spoken.to} ", text)
    # From eight to three, not from eight o'clock to three o'clock.
    text = re.sub(rf"\b(\d{{1,2}}):00 ({spoken.to}) (\d{{1,2}}):00\b(?!\s*[ap]\.?\s?m\b)", r"\1 \2 \3", text)
    text = re.sub(rf"\b(\d{{1,2}}):00 (?={spoken.to} \d{{1,2}}:\d\d\b)", r"\1 ", text)
    return _HOUR.sub(whole, _TIME.sub(time, text))


def _stop(match: re.Match[str]) -> str:
    """The full stop that "a. m." swallowed at the end of a sentence."""
    rest = match.string[match.end() :].lstrip('"”»’) ')
    ends = not rest or rest[0] in "\n¿¡“" or rest[0].isupper()
    return "." if match.group().endswith(".") and ends else ""


def _spanish_time(hour: int, minute: int, half: str) -> str:
    said = "una" if hour == 1 else "veintiuna" if hour == 21 else cardinal(hour, SPANISH)
    if minute:
        said += f" y {({15: 'cuarto', 30: 'media'} if hour <= 12 else {}).get(minute) or cardinal(minute, SPANISH)}"
    elif not half:
        said += " en punto"
    if half == "a":
        said += " de la mañana"
    elif half == "p":
        said += " de la noche" if 7 <= hour <= 11 else " de la tarde"
    return said


def _english_time(hour: int, minute: int, half: str) -> str:
    said = cardinal(hour, ENGLISH)
    if minute:
        said += f" {'oh ' if minute < 10 else ''}{cardinal(minute, ENGLISH)}"
    elif not half:
        said += " o'clock"
    return said + (f" {half.upper()} M" if half else "")


def _money(text: str, spoken: Verbalizer) -> str:
    def amount(match: re.Match[str]) -> str:
        whole, cents = int(match.group(1).replace(",", "")), int(match.group(2) or 0)
        parts = []
        if whole or not cents:
            parts.append(f"{_counted(whole, spoken)} {spoken.dollar[whole != 1]}")
        if cents:
            parts.append(f"{_counted(cents, spoken)} {spoken.cent[cents != 1]}")
        return f" {spoken.money_join} ".join(parts)

    return _MONEY.sub(amount, text)


def _counted(number: int, spoken: Verbalizer) -> str:
    """A number before a masculine noun."""
    if spoken is SPANISH and number in {1, 21}:
        return "un" if number == 1 else "veintiún"
    return cardinal(number, spoken) if number < 100 else str(number)


def _ordinals(text: str, spoken: Verbalizer, *, english: bool) -> str:
    def spanish(match: re.Match[str]) -> str:
        number, ending = int(match.group(1)), match.group(2).lower()
        if not 1 <= number <= len(spoken.ordinals):
            return f"{match.group(1)} " if ending in "ºª°" else match.group()
        # "1.er grado" is "primer grado"; so people say "1.º grado", too.
        if ending == "er":
            return spoken.ordinals[number - 1]
        return spoken.ordinals[number - 1] + ("a" if ending == "ª" or (ending.endswith("a")) else "o")

    if english:
        return _ORDINAL_EN.sub(lambda match: _english_ordinal(int(match.group(1))), text)
    return _ORDINAL_ES.sub(spanish, text)


def _english_ordinal(number: int) -> str:
    special = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
    special |= {"nine": "ninth", "twelve": "twelfth"}
    head, dash, last = cardinal(number, ENGLISH).rpartition("-")
    ending = special.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{dash}{ending}"


def _numbers(text: str, spoken: Verbalizer) -> str:
    text = _THOUSANDS.sub(lambda match: match.group(1) + match.group(2).replace(",", ""), text)
    text = _RANGE.sub(lambda match: f"{match.group(1)} {spoken.to} {match.group(2)}", text)
    text = re.sub(r"\b([KkPp][Kk]?)\s?[–-]\s?(\d{1,2})\b", rf"\1 {spoken.to} \2", text)
    for unit, one, many in spoken.units:
        text = re.sub(rf"(?<![\w.])1\s?{unit}\b", f"1 {one}", text)
        text = re.sub(rf"(?<![\w.])(\d+(?:\.\d+)?)\s?{unit}\b(?:\.(?=\s+[a-záéíóúñ]))?", rf"\1 {many}", text)
    text = re.sub(r"(\d)\s?%", rf"\1 {spoken.percent}", text)
    return re.sub(r"#\s?(?=\d)", f"{spoken.number} ", text)


def _abbreviations(text: str, spoken: Verbalizer) -> str:
    for pattern, said in spoken.abbreviations:
        text = re.sub(rf"(?<![\w.])(?:{pattern})(?!\w)", said, text, flags=re.IGNORECASE)
    return text


def _signs(text: str, spoken: Verbalizer) -> str:
    if spoken is SPANISH:
        text = _SLASH_GENDER.sub(r"\1o\2 o \1a\2", text)
    text = _SLASH.sub(f" {spoken.or_} ", text)
    text = re.sub(r"\s&\s|&", f" {spoken.and_} ", text)
    text = re.sub(r"(?<=\d)\s?\+\s?(?=\d)", f" {spoken.plus} ", text)
    return re.sub(r"(?<=\w)\s*@\s*(?=\w)", f" {spoken.at} ", text)


def _clean(text: str) -> str:
    """Without what is not read out: emoji, quotes, arrows, bullets; words in capitals as words."""
    text = _QUOTES.sub("", text)
    # A path through menus is read with a breath: "Menú > Ajustes".
    text = re.sub(r"\s*[>→←↑↓⇒➜➔▶►•·|]+\s*|\s+[–—-]\s+|\s*—\s*", ", ", text)
    text = re.sub(r"[()\[\]{}]+", ", ", text)
    text = "".join(
        " " if unicodedata.category(sign) in {"So", "Sk", "Cf", "Co", "Cn", "Cs", "Mn", "Me"} else sign for sign in text
    )
    text = _CAPITALS.sub(lambda match: match.group().lower() if match.group().isupper() else match.group(), text)
    text = _SPACE_BEFORE_STOP.sub(r"\1", " ".join(text.split()))
    text = _DOUBLED_STOP.sub(r"\1", text).strip(" ,")
    return text if any(sign.isalnum() for sign in text) else ""
