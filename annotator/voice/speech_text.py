"""Normalise a sentence for speech, since engines misread times, money, phone numbers, codes and symbols that aren't in words.

"Toque “Unirse” a las 8:30." becomes "Toque Unirse a las ocho y media."

The words are those of the language's `Verbalizer`; where it has none, only what no voice can say is taken out. Captions are not
affected.
"""

import re
import unicodedata
from functools import partial

from annotator.voice.verbalizer import Verbalizer, verbalizer

_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_TOP_LEVEL_DOMAINS = r"com|org|net|edu|gov|us|mx|br|io|me|app|info|co|gob|es|school"
_URL = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"“”«»]+|\b(?<![@.\w])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL_DOMAINS})\b(?:/[^\s<>\"“”«»]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?1[\s.-]|(\+\d{2,3})[\s.-])?\(?(\d{3})\)?[\s.\-–]{1,2}(\d{3})[\s.\-–](\d{4})(?![\w-])|(?<![\w.-])(\d{3})-(\d{4})(?![\w-])"
)
_DIGIT_GROUPS = re.compile(r"(?<![\w.,$])\d{2,4}(?:[ -]\d{2,4}){2,3}(?![\w-])")
_LONG_NUMBER = re.compile(r"(?<![\w.,$])\d{5,}(?![\w]|[.,]\d)")
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
_UNSPOKEN_CATEGORIES = frozenset(["So", "Sk", "Cf", "Co", "Cn", "Cs", "Mn", "Me"])
"""Unicode categories of symbols, modifiers and invisible characters."""
_SPACE_BEFORE_STOP = re.compile(r"\s+([,.;:!?…])")
_DOUBLED_STOP = re.compile(r",\s*([.,;:!?…])")


def to_speech_text(text: str, lang: str) -> str:
    """Normalise a sentence for a speech engine. Returns an empty string for one without letters and digits."""
    spoken = verbalizer(lang)
    text = unicodedata.normalize("NFC", text)
    if spoken is not None:
        for verbalize in _STEPS:
            text = verbalize(text, spoken)
    return _drop_unspoken(text)


def _verbalize_addresses(text: str, spoken: Verbalizer) -> str:
    """Say mail addresses, and links without what nobody reads out: "zoom.us/join?x=1" as "zoom punto us diagonal join"."""
    names = dict(zip(".-_+/", (spoken[name] for name in ("dot", "dash", "underscore", "plus", "slash")), strict=True))

    def name_symbols(part: str) -> str:
        return re.sub(r"[.\-_+/]", lambda symbol: f" {names[symbol.group()]} ", part)

    def verbalize_url(match: re.Match[str]) -> str:
        address = match.group().rstrip(".,;:!?)…")
        rest = match.group()[len(address) :]
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", address, flags=re.IGNORECASE)
        host, _, path = address.partition("/")
        path = re.split(r"[?#]", path)[0].rstrip("/")
        # People read out a path that is a single word, but no longer path.
        short = f"{host}/{path}" if re.fullmatch(r"[^\W\d_]{3,15}", path) else host
        return name_symbols(short) + rest

    text = _EMAIL.sub(
        lambda match: f"{name_symbols(match.group(1))} {spoken['at']} {name_symbols(match.group(2))}", text
    )
    return _URL.sub(verbalize_url, text)


def _verbalize_codes(text: str, spoken: Verbalizer) -> str:
    """Spell codes: "7QX-29K" as "siete, cu, equis, guion, dos, nueve, ka"."""
    codes = spoken["codes"]
    link = rf"(?:\s+(?:{codes['links']}))*\s*[:=]?\s*[\"“«‘']?"
    labelled_code = re.compile(
        rf"(\b(?:{codes['words']})\b{link})([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?![\w@-])", re.IGNORECASE
    )

    def spell_labelled(match: re.Match[str]) -> str:
        """Spell the code after a label such as "code:"; a word after it may be an ordinary one."""
        label, code = match.group(1), match.group(2)
        if code.isdigit():
            return label + (spoken.digits(code) if len(code) >= 4 else code)
        has_colon = bool(re.search(rf"[:=\"“«‘']|\b(?:{codes['is']})\b", label))
        capitals = code.isupper() and len(code) > 2 and has_colon
        if any(map(str.isdigit, code)) or capitals or _is_unpronounceable(code):
            return label + spoken.spelled(code)
        return match.group()

    def spell_unlabelled(match: re.Match[str]) -> str:
        code = match.group()
        # Not "2B", "10am", "mp4", "K-5", nor a name with a number ("iPhone15", "COVID-19").
        named = re.fullmatch(r"(?!.*-)([A-Za-z]+)\d+", code)
        wordlike = named is not None and not named.group(1).isupper() and not _is_unpronounceable(named.group(1))
        word, _, number = code.partition("-")
        if word.isalpha() and len(word) >= 4 and number.isdigit() and not _is_unpronounceable(word):
            return code
        short = len(code) < 5 or re.fullmatch(r"\d+[A-Za-z]{1,3}|[A-Za-z]{1,3}-?\d{1,2}", code)
        return code if short or wordlike else spoken.spelled(code)

    return _CODE.sub(spell_unlabelled, labelled_code.sub(spell_labelled, text))


def _is_unpronounceable(word: str) -> bool:
    """Whether a word of letters has too few vowels to be pronounced: "qhtmzpl"."""
    return (
        word.isalpha()
        and len(word) >= 5
        and sum(letter in "aeiouáéíóúâêôãõ" for letter in word.lower()) * 5 <= len(word)
    )


def _verbalize_phones(text: str, spoken: Verbalizer) -> str:
    """Say phone numbers and other long ones digit by digit, with a pause between groups."""

    def verbalize_phone(match: re.Match[str]) -> str:
        groups = [spoken.digits(group.lstrip("+")) for group in match.groups() if group]
        return (f"{spoken['plus']} " if match.group(1) else "") + ", ".join(groups)

    def verbalize_long_number(match: re.Match[str]) -> str:
        number = match.group()
        if len(number) == 10:
            return ", ".join(spoken.digits(group) for group in (number[:3], number[3:6], number[6:]))
        size = 2 if len(number) in {6, 8} else 3
        parts = [number[start : start + size] for start in range(0, len(number), size)]
        return ", ".join(spoken.digits(part) for part in parts)

    text = _DIGIT_GROUPS.sub(
        lambda match: ", ".join(map(spoken.digits, re.split(r"[ -]", match.group()))), _PHONE.sub(verbalize_phone, text)
    )
    return _LONG_NUMBER.sub(verbalize_long_number, text)


def _verbalize_dates(text: str, spoken: Verbalizer) -> str:
    """Say dates: "2026-09-01" as "primero de septiembre de 2026"."""
    table = spoken["date"]

    def verbalize_date(match: re.Match[str]) -> str:
        if match.group(1):
            year, month, day = (int(part) for part in match.group(1, 2, 3))
        else:
            first, second, year = (int(part) for part in match.group(4, 5, 6))
            month, day = (first, second) if table["first"] == "month" else (second, first)
            if month > 12:
                month, day = day, month
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return match.group()
        day_words = table["days"].get(str(day)) or spoken.cardinal(day)
        template = str(table["said"])
        return template.format(day=day_words, ordinal=spoken.ordinal(day), month=spoken.month(month), year=year)

    return _DATE.sub(verbalize_date, text)


def _verbalize_times(text: str, spoken: Verbalizer) -> str:
    """Say times: "8:30 a. m." as "ocho y media de la mañana"."""
    hour_letter, to = spoken["time"]["sign"], spoken["to"]  # "h" in 8h30
    separator = f"(?::|{hour_letter})" if hour_letter else ":"
    clock = re.compile(rf"(?<![\d:])(\d{{1,2}}){separator}([0-5]\d)(?:\s*([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)

    def verbalize_clock(match: re.Match[str]) -> str:
        hour, minute = int(match.group(1)), int(match.group(2))
        if hour > 24:
            return match.group()
        return _format_time(hour, minute, (match.group(3) or "").lower(), spoken) + _restored_full_stop(match)

    def verbalize_hour(match: re.Match[str]) -> str:
        hour, half = int(match.group(1)), match.group(2).lower()
        return match.group() if hour > 24 else _format_time(hour, 0, half, spoken) + _restored_full_stop(match)

    text = _TIME_DASH.sub(rf"\1 {to} ", text)
    # From eight to three, not from eight o'clock to three o'clock.
    text = re.sub(rf"\b(\d{{1,2}}):00 ({to}) (\d{{1,2}}):00\b(?!\s*[ap]\.?\s?m\b)", r"\1 \2 \3", text)
    text = re.sub(rf"\b(\d{{1,2}}):00 (?={to} \d{{1,2}}:\d\d\b)", r"\1 ", text)
    text = _HOUR.sub(verbalize_hour, clock.sub(verbalize_clock, text))
    if hour_letter:
        hour_only = re.compile(rf"(?<![\d:$.,])(\d{{1,2}})\s?{hour_letter}\b(?![.]?\w)")
        text = hour_only.sub(lambda match: _format_time(int(match.group(1)), 0, "", spoken), text)
    return text


def _restored_full_stop(match: re.Match[str]) -> str:
    """The full stop of a sentence if the period of "a. m." in ``match`` also ended the sentence, else nothing."""
    following_text = match.string[match.end() :].lstrip('"”»’) ')
    at_sentence_end = not following_text or following_text[0] in "\n¿¡“" or following_text[0].isupper()
    return "." if match.group().endswith(".") and at_sentence_end else ""


def _format_time(hour: int, minute: int, half: str, spoken: Verbalizer) -> str:
    """A time of day in words; ``half`` is ``a`` for a.m., ``p`` for p.m., or empty if the text has neither."""
    table = spoken["time"]
    words = str(table["hours"].get(str(hour)) or spoken.cardinal(hour))
    if minute:
        named_minute = table["named_minutes"].get(str(minute)) if hour <= 12 else None
        template = table["few_minutes" if minute < 10 else "minutes"]
        words = template.format(hour=words, minute=named_minute or spoken.cardinal(minute))
    elif not half:
        words = table["whole"][hour != 1].format(hour=words)
    if not half:
        return words
    am, pm = ("midnight", "noon") if hour == 12 else ("am", "night" if 7 <= hour <= 11 else "pm")
    return str(table[am if half == "a" else pm]).format(time=words)


def _verbalize_money(text: str, spoken: Verbalizer) -> str:
    """Say amounts: "$3.50" as "tres dólares con cincuenta centavos"."""
    money = spoken["money"]
    thousands, decimal = spoken["thousands_sign"], spoken["decimal_sign"]
    for symbol, singular, plural, hundredth, hundredths in money["currencies"]:

        def verbalize_amount(match: re.Match[str], units: tuple[str, str], hundredths: tuple[str, str]) -> str:
            whole, cents = int(re.sub(r"\D", "", match.group(1))), int(match.group(2) or 0)
            parts = []
            if whole or not cents:
                parts.append(f"{spoken.before_noun(whole)} {units[whole != 1]}")
            if cents:
                parts.append(f"{spoken.before_noun(cents)} {hundredths[cents != 1]}")
            return f" {money['joint']} ".join(parts)

        replacement = partial(verbalize_amount, units=(singular, plural), hundredths=(hundredth, hundredths))
        text = re.sub(
            rf"{symbol}\s?(\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}(\d{{2}}))?(?!\d)", replacement, text
        )
    return text


def _verbalize_ordinals(text: str, spoken: Verbalizer) -> str:
    """Say ordinals: "2.ª" as "segunda"."""
    table = spoken["ordinals"]

    def verbalize_ordinal(match: re.Match[str]) -> str:
        ending = match.group(2).lower()
        unknown = f"{match.group(1)} " if ending in "ºª°" else match.group()
        return spoken.ordinal(int(match.group(1)), table["endings"][ending]) or unknown

    return re.sub(table["pattern"], verbalize_ordinal, text, flags=re.IGNORECASE)


def _verbalize_numbers(text: str, spoken: Verbalizer) -> str:
    """Say ranges, units, percentages and "#": "3-5" as "3 a 5"; other numbers stay digits, which voices read well."""
    thousands, decimal, to = spoken["thousands_sign"], spoken["decimal_sign"], spoken["to"]
    text = re.sub(
        rf"(?<![\d.,])(\d{{1,3}})((?:{thousands}\d{{3}})+)(?![\d,])",
        lambda match: match.group(1) + re.sub(r"\D", "", match.group(2)),
        text,
    )
    text = _RANGE.sub(lambda match: f"{match.group(1)} {to} {match.group(2)}", text)
    text = re.sub(r"\b([KkPp][Kk]?)\s?[–-]\s?(\d{1,2})\b", rf"\1 {to} \2", text)
    for unit, singular, plural in spoken["units"]:
        text = re.sub(rf"(?<![\w.])1\s?{unit}\b", f"1 {singular}", text)
        text = re.sub(rf"(?<![\w.])(\d+(?:{decimal}\d+)?)\s?{unit}\b(?:\.(?=\s+[a-zß-ÿ]))?", rf"\1 {plural}", text)
    text = re.sub(r"(\d)\s?%", rf"\1 {spoken['percent']}", text)
    return re.sub(r"#\s?(?=\d)", f"{spoken['number']} ", text)


def _expand_abbreviations(text: str, spoken: Verbalizer) -> str:
    """Write abbreviations out: "Sra." as "señora"."""
    for pattern, words in spoken["abbreviations"]:
        text = re.sub(rf"(?<![\w.])(?:{pattern})(?!\w)", words, text, flags=re.IGNORECASE)
    return text


def _verbalize_symbols(text: str, spoken: Verbalizer) -> str:
    """Say symbols between words: "&" as "y", "/" as "o"."""
    for pattern, words in spoken["rewritten"]:
        text = re.sub(pattern, words, text)
    text = _SLASH.sub(f" {spoken['or']} ", text)
    text = re.sub(r"\s&\s|&", f" {spoken['and']} ", text)
    text = re.sub(r"(?<=\d)\s?\+\s?(?=\d)", f" {spoken['plus']} ", text)
    return re.sub(r"(?<=\w)\s*@\s*(?=\w)", f" {spoken['at']} ", text)


def _drop_unspoken(text: str) -> str:
    """Remove emoji and quotes, turn arrows, bullets and brackets into pauses, and words of four capitals or more small."""
    text = _QUOTES.sub("", text)
    # Separators become pauses, as in a path through menus: "Menú > Ajustes".
    text = re.sub(r"\s*[>→←↑↓⇒➜➔▶►•·|]+\s*|\s+[–—-]\s+|\s*—\s*", ", ", text)
    text = re.sub(r"[()\[\]{}]+", ", ", text)
    text = "".join(" " if unicodedata.category(character) in _UNSPOKEN_CATEGORIES else character for character in text)
    text = _CAPITALS.sub(lambda match: match.group().lower() if match.group().isupper() else match.group(), text)
    text = _SPACE_BEFORE_STOP.sub(r"\1", " ".join(text.split()))
    text = _DOUBLED_STOP.sub(r"\1", text).strip(" ,")
    return text if any(character.isalnum() for character in text) else ""


_STEPS = (
    _verbalize_addresses,
    _verbalize_dates,
    _verbalize_codes,
    _verbalize_phones,
    _verbalize_times,
    _verbalize_money,
    _verbalize_ordinals,
    _verbalize_numbers,
    _expand_abbreviations,
    _verbalize_symbols,
)
"""The steps in their order: most kinds contain plain numbers, so a later step would take an earlier one's texts apart."""
