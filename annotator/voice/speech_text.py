"""Makes a sentence ready to be spoken: what is written in figures and signs becomes words. Pure functions.

Times, money, ordinals, titles, phone numbers, class codes, addresses and signs, by the tables of `verbalize`; sentences
in a language without one lose emoji, quotes and arrows only. Captions keep what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from annotator.voice.verbalize import Verbalizer, verbalizer

_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_TOP = r"com|org|net|edu|gov|us|mx|br|io|me|app|info|co|gob|es|school"
_URL = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"“”«»]+|\b(?<![@.\w])(?:[a-z0-9-]+\.)+(?:{_TOP})\b(?:/[^\s<>\"“”«»]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?1[\s.-]|(\+\d{2,3})[\s.-])?\(?(\d{3})\)?[\s.\-–]{1,2}(\d{3})[\s.\-–](\d{4})(?![\w-])|(?<![\w.-])(\d{3})-(\d{4})(?![\w-])"
)
_GROUPS = re.compile(r"(?<![\w.,$])\d{2,4}(?:[ -]\d{2,4}){2,3}(?![\w-])")
_LONG = re.compile(r"(?<![\w.,$])\d{5,}(?![\w]|[.,]\d)")
_HOUR = re.compile(r"(?<![\d:$.,])(\d{1,2})\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_TIME_DASH = re.compile(r"(\d)\s?[–—-]\s?(?=\d{1,2}(?::\d\d|\s*[ap]\.?\s?m\b))", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\w-])|(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
_RANGE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[–—-]\s?(\d{1,3})(?![\w-])")
_CODE = re.compile(
    r"(?<![\w@./-])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w@/-])"
)
_SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
_QUOTES = re.compile(r"[\"“”„«»‹›*_`]|(?<!\w)['‘’]|['‘’](?!\w)")
_CAPITALS = re.compile(r"\b[^\W\d_]{4,}\b")
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?…])")
_DOUBLED_STOP = re.compile(r",\s*([.,;:!?…])")


def speakable(text: str, lang: str) -> str:
    """The sentence as it is to be said; empty where nothing in it can be said."""
    spoken = verbalizer(lang)
    text = unicodedata.normalize("NFC", text)
    if spoken is not None:
        for read_out in (
            _addresses, _dates, _codes, _phones, _times, _money, _ordinals, _numbers, _abbreviations, _signs,
        ):  # fmt: skip
            text = read_out(text, spoken)
    return _clean(text)


def _addresses(text: str, spoken: Verbalizer) -> str:
    names = dict(zip(".-_+/", (spoken[name] for name in ("dot", "dash", "underscore", "plus", "slash")), strict=True))

    def named(part: str) -> str:
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

    text = _EMAIL.sub(lambda match: f"{named(match.group(1))} {spoken['at']} {named(match.group(2))}", text)
    return _URL.sub(url, text)


def _codes(text: str, spoken: Verbalizer) -> str:
    codes = spoken.part("codes")
    link = rf"(?:\s+(?:{codes['links']}))*\s*[:=]?\s*[\"“«‘']?"
    after = re.compile(rf"(\b(?:{codes['words']})\b{link})([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@-])", re.IGNORECASE)

    def announced(match: re.Match[str]) -> str:
        link, code = match.group(1), match.group(2)
        if code.isdigit():
            return link + (spoken.digits(code) if len(code) >= 4 else code)
        named = bool(re.search(rf"[:=\"“«‘']|\b(?:{codes['is']})\b", link))
        capitals = code.isupper() and len(code) > 2 and named
        if any(map(str.isdigit, code)) or capitals or _unsayable(code):
            return link + spoken.letters(code)
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
        return code if short or wordlike else spoken.letters(code)

    return _CODE.sub(alone, after.sub(announced, text))


def _unsayable(word: str) -> bool:
    """Whether a word of letters has too few vowels to be one: "qhtmzpl"."""
    return (
        word.isalpha() and len(word) >= 5 and sum(sign in "aeiouáéíóúâêôãõ" for sign in word.lower()) * 5 <= len(word)
    )


def _phones(text: str, spoken: Verbalizer) -> str:
    def phone(match: re.Match[str]) -> str:
        named = [spoken.digits(group.lstrip("+")) for group in match.groups() if group]
        return (f"{spoken['plus']} " if match.group(1) else "") + ", ".join(named)

    def groups(match: re.Match[str]) -> str:
        return ", ".join(spoken.digits(group) for group in re.split(r"[ -]", match.group()))

    def long(match: re.Match[str]) -> str:
        number = match.group()
        if len(number) == 10:
            return ", ".join(spoken.digits(group) for group in (number[:3], number[3:6], number[6:]))
        size = 2 if len(number) in {6, 8} else 3
        parts = [number[start : start + size] for start in range(0, len(number), size)]
        return ", ".join(spoken.digits(part) for part in parts)

    return _LONG.sub(long, _GROUPS.sub(groups, _PHONE.sub(phone, text)))


def _dates(text: str, spoken: Verbalizer) -> str:
    table = spoken.part("date")

    def date(match: re.Match[str]) -> str:
        if match.group(1):
            year, month, day = (int(part) for part in match.group(1, 2, 3))
        else:
            first, second, year = (int(part) for part in match.group(4, 5, 6))
            month, day = (first, second) if table["first"] == "month" else (second, first)
            if month > 12:
                month, day = day, month
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return match.group()
        named = table["days"].get(str(day)) or spoken.cardinal(day)
        said = str(table["said"])
        return said.format(day=named, ordinal=spoken.ordinal(day), month=spoken.month(month), year=year)

    return _DATE.sub(date, text)


def _times(text: str, spoken: Verbalizer) -> str:
    sign, to = spoken.part("time")["sign"], spoken["to"]
    between = f"(?::|{sign})" if sign else ":"
    clock = re.compile(rf"(?<![\d:])(\d{{1,2}}){between}([0-5]\d)(?:\s*([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)

    def time(match: re.Match[str]) -> str:
        hour, minute = int(match.group(1)), int(match.group(2))
        if hour > 24:
            return match.group()
        return _time(hour, minute, (match.group(3) or "").lower(), spoken) + _stop(match)

    def whole(match: re.Match[str]) -> str:
        hour, half = int(match.group(1)), match.group(2).lower()
        return match.group() if hour > 24 else _time(hour, 0, half, spoken) + _stop(match)

    text = _TIME_DASH.sub(rf"\1 {to} ", text)
    # From eight to three, not from eight o'clock to three o'clock.
    text = re.sub(rf"\b(\d{{1,2}}):00 ({to}) (\d{{1,2}}):00\b(?!\s*[ap]\.?\s?m\b)", r"\1 \2 \3", text)
    text = re.sub(rf"\b(\d{{1,2}}):00 (?={to} \d{{1,2}}:\d\d\b)", r"\1 ", text)
    text = _HOUR.sub(whole, clock.sub(time, text))
    if sign:
        alone = re.compile(rf"(?<![\d:$.,])(\d{{1,2}})\s?{sign}\b(?![.]?\w)")
        text = alone.sub(lambda match: _time(int(match.group(1)), 0, "", spoken), text)
    return text


def _stop(match: re.Match[str]) -> str:
    """The full stop that "a. m." swallowed at the end of a sentence."""
    rest = match.string[match.end() :].lstrip('"”»’) ')
    ends = not rest or rest[0] in "\n¿¡“" or rest[0].isupper()
    return "." if match.group().endswith(".") and ends else ""


def _time(hour: int, minute: int, half: str, spoken: Verbalizer) -> str:
    """A time of day; ``half`` is ``a`` for the morning, ``p`` for the afternoon, or empty."""
    table = spoken.part("time")
    said = str(table["hours"].get(str(hour)) or spoken.cardinal(hour))
    if minute:
        named = table["named_minutes"].get(str(minute)) if hour <= 12 else None
        form = table["few_minutes" if minute < 10 else "minutes"]
        said = form.format(hour=said, minute=named or spoken.cardinal(minute))
    elif not half:
        said = table["whole"][hour != 1].format(hour=said)
    if not half:
        return said
    part = "am" if half == "a" else "night" if 7 <= hour <= 11 else "pm"
    return str(table[part]).format(time=said)


def _money(text: str, spoken: Verbalizer) -> str:
    money = spoken.part("money")
    thousands, decimal = spoken["thousands_sign"], spoken["decimal_sign"]
    for sign, one, many, hundredth, hundredths in money["currencies"]:

        def amount(match: re.Match[str], whole_of: tuple[str, str], part_of: tuple[str, str]) -> str:
            whole, cents = int(re.sub(r"\D", "", match.group(1))), int(match.group(2) or 0)
            parts = []
            if whole or not cents:
                parts.append(f"{spoken.counted(whole)} {whole_of[whole != 1]}")
            if cents:
                parts.append(f"{spoken.counted(cents)} {part_of[cents != 1]}")
            return f" {money['joint']} ".join(parts)

        said = partial(amount, whole_of=(one, many), part_of=(hundredth, hundredths))
        text = re.sub(rf"{sign}\s?(\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}(\d{{2}}))?(?!\d)", said, text)
    return text


def _ordinals(text: str, spoken: Verbalizer) -> str:
    table = spoken.part("ordinals")

    def said(match: re.Match[str]) -> str:
        ending = match.group(2).lower()
        unknown = f"{match.group(1)} " if ending in "ºª°" else match.group()
        return spoken.ordinal(int(match.group(1)), table["endings"][ending]) or unknown

    return re.sub(table["pattern"], said, text, flags=re.IGNORECASE)


def _numbers(text: str, spoken: Verbalizer) -> str:
    thousands, decimal, to = spoken["thousands_sign"], spoken["decimal_sign"], spoken["to"]
    text = re.sub(
        rf"(?<![\d.,])(\d{{1,3}})((?:{thousands}\d{{3}})+)(?![\d,])",
        lambda match: match.group(1) + re.sub(r"\D", "", match.group(2)),
        text,
    )
    text = _RANGE.sub(lambda match: f"{match.group(1)} {to} {match.group(2)}", text)
    text = re.sub(r"\b([KkPp][Kk]?)\s?[–-]\s?(\d{1,2})\b", rf"\1 {to} \2", text)
    for unit, one, many in spoken.rows("units"):
        text = re.sub(rf"(?<![\w.])1\s?{unit}\b", f"1 {one}", text)
        text = re.sub(rf"(?<![\w.])(\d+(?:{decimal}\d+)?)\s?{unit}\b(?:\.(?=\s+[a-zß-ÿ]))?", rf"\1 {many}", text)
    text = re.sub(r"(\d)\s?%", rf"\1 {spoken['percent']}", text)
    return re.sub(r"#\s?(?=\d)", f"{spoken['number']} ", text)


def _abbreviations(text: str, spoken: Verbalizer) -> str:
    for pattern, said in spoken.rows("abbreviations"):
        text = re.sub(rf"(?<![\w.])(?:{pattern})(?!\w)", said, text, flags=re.IGNORECASE)
    return text


def _signs(text: str, spoken: Verbalizer) -> str:
    for pattern, said in spoken.rows("rewritten"):
        text = re.sub(pattern, said, text)
    text = _SLASH.sub(f" {spoken['or']} ", text)
    text = re.sub(r"\s&\s|&", f" {spoken['and']} ", text)
    text = re.sub(r"(?<=\d)\s?\+\s?(?=\d)", f" {spoken['plus']} ", text)
    return re.sub(r"(?<=\w)\s*@\s*(?=\w)", f" {spoken['at']} ", text)


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
