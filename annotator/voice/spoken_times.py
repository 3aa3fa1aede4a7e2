"""Say dates and times in words: "8:30 a. m." as "ocho y media de la mañana"."""

import re

from annotator.voice.verbalizer import Verbalizer

_DATE = re.compile(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\w-])|(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
"""A date in figures: "2026-09-01", "9/1/2026"."""
_HOUR = re.compile(r"(?<![\d:$.,])(\d{1,2})\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
"""A whole hour with its half of the day: "8 a. m.", "3pm"."""
_TIME_DASH = re.compile(r"(\d)\s?[–—-]\s?(?=\d{1,2}(?::\d\d|\s*[ap]\.?\s?m\b))", re.IGNORECASE)
"""The dash before a time that ends a range: "8:00-9:30", "8–10 am"."""
_MAX_HOUR = 24
"""A higher number is no time of day."""


def verbalize_dates(text: str, speech: Verbalizer) -> str:
    """Say dates: "2026-09-01" as "primero de septiembre de 2026"."""
    table = speech["date"]

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
        day_words = table["days"].get(str(day)) or speech.cardinal(day)
        template = str(table["said"])
        return template.format(day=day_words, ordinal=speech.ordinal(day), month=speech.month(month), year=year)

    return _DATE.sub(verbalize_date, text)


def verbalize_times(text: str, speech: Verbalizer) -> str:
    """Say times: "8:30 a. m." as "ocho y media de la mañana"; in Portuguese also "8h30" and "8h", but not "48h"."""
    hour_letter, to = speech["time"]["sign"], speech["to"]  # "h" in 8h30
    separator = f"(?::|{hour_letter})" if hour_letter else ":"
    clock = re.compile(rf"(?<![\d:])(\d{{1,2}}){separator}([0-5]\d)(?:\s*([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)

    def say(match: re.Match[str], minute: int, half: str) -> str:
        """The words of a time whose hour is the first group."""
        hour = int(match.group(1))
        if hour > _MAX_HOUR:
            return match.group()
        return _format_time(hour, minute, half.lower(), speech) + _restore_full_stop(match)

    text = _TIME_DASH.sub(rf"\1 {to} ", text)
    # From eight to three, not from eight o'clock to three o'clock.
    text = re.sub(rf"\b(\d{{1,2}}):00 ({to}) (\d{{1,2}}):00\b(?!\s*[ap]\.?\s?m\b)", r"\1 \2 \3", text)
    text = re.sub(rf"\b(\d{{1,2}}):00 (?={to} \d{{1,2}}:\d\d\b)", r"\1 ", text)
    text = clock.sub(lambda match: say(match, int(match.group(2)), match.group(3) or ""), text)
    text = _HOUR.sub(lambda match: say(match, 0, match.group(2)), text)
    if hour_letter:
        hour_only = re.compile(rf"(?<![\d:$.,])(\d{{1,2}})\s?{hour_letter}\b(?![.]?\w)")
        text = hour_only.sub(lambda match: say(match, 0, ""), text)
    return text


def _restore_full_stop(match: re.Match[str]) -> str:
    """The full stop of a sentence if the period of "a. m." in ``match`` seems to end it, by what follows; else nothing."""
    following_text = match.string[match.end() :].lstrip('"”»’) ')
    at_sentence_end = not following_text or following_text[0] in "\n¿¡“" or following_text[0].isupper()
    return "." if match.group().endswith(".") and at_sentence_end else ""


def _format_time(hour: int, minute: int, half: str, speech: Verbalizer) -> str:
    """A time of day in words; ``half`` is ``a`` for a.m., ``p`` for p.m., or empty if the text has neither."""
    table = speech["time"]
    words = str(table["hours"].get(str(hour)) or speech.cardinal(hour))
    if minute:
        named_minute = table["named_minutes"].get(str(minute)) if hour <= 12 else None
        template = table["few_minutes" if minute < 10 else "minutes"]
        words = template.format(hour=words, minute=named_minute or speech.cardinal(minute))
    elif not half:
        words = table["whole"][hour != 1].format(hour=words)
    if not half:
        return words
    am, pm = ("midnight", "noon") if hour == 12 else ("am", "night" if 7 <= hour <= 11 else "pm")
    return str(table[am if half == "a" else pm]).format(time=words)
