"""Say amounts of money, ordinals, ranges, units and percentages: "$3.50" as "tres dólares con cincuenta centavos"."""

import re
from collections.abc import Sequence
from functools import partial

from annotator.voice.verbalizer import Verbalizer

_RANGE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[–—-]\s?(\d{1,3})(?![\w-])")
"""Two numbers with a dash between them: "3-5"."""


def verbalize_money(text: str, speech: Verbalizer) -> str:
    """Say amounts: "$3.50" as "tres dólares con cincuenta centavos"."""
    thousands, decimal = speech["thousands_sign"], speech["decimal_sign"]
    for currency in speech["money"]["currencies"]:
        amount = rf"{currency[0]}\s?(\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}(\d{{2}}))?(?!\d)"
        text = re.sub(amount, partial(_say_amount, speech=speech, currency=currency), text)
    return text


def _say_amount(match: re.Match[str], speech: Verbalizer, currency: Sequence[str]) -> str:
    """The words of an amount; a currency has its symbol, its name for one and for more, and the names of its hundredths."""
    _, unit, units, hundredth, hundredths = currency
    whole, cents = int(re.sub(r"\D", "", match.group(1))), int(match.group(2) or 0)
    parts = []
    if whole or not cents:
        parts.append(f"{speech.before_noun(whole)} {unit if whole == 1 else units}")
    if cents:
        parts.append(f"{speech.before_noun(cents)} {hundredth if cents == 1 else hundredths}")
    return f" {speech['money']['joint']} ".join(parts)


def verbalize_ordinals(text: str, speech: Verbalizer) -> str:
    """Say ordinals: "2.ª" as "segunda"; those that the language's table lacks stay numbers."""
    table = speech["ordinals"]

    def verbalize_ordinal(match: re.Match[str]) -> str:
        ending = match.group(2).lower()
        unknown = f"{match.group(1)} " if ending in "ºª°" else match.group()
        return speech.ordinal(int(match.group(1)), table["endings"][ending]) or unknown

    return re.sub(table["pattern"], verbalize_ordinal, text, flags=re.IGNORECASE)


def verbalize_numbers(text: str, speech: Verbalizer) -> str:
    """Say ranges, units, percentages and "#": "3-5" as "3 a 5"; other numbers stay digits, without thousands signs."""
    thousands, decimal, to = speech["thousands_sign"], speech["decimal_sign"], speech["to"]
    text = re.sub(
        rf"(?<![\d.,])(\d{{1,3}})((?:{thousands}\d{{3}})+)(?![\d,])",
        lambda match: match.group(1) + re.sub(r"\D", "", match.group(2)),
        text,
    )
    text = _RANGE.sub(lambda match: f"{match.group(1)} {to} {match.group(2)}", text)
    text = re.sub(r"\b([KkPp][Kk]?)\s?[–-]\s?(\d{1,2})\b", rf"\1 {to} \2", text)
    for unit, singular, plural in speech["units"]:
        text = re.sub(rf"(?<![\w.])1\s?{unit}\b", f"1 {singular}", text)
        text = re.sub(rf"(?<![\w.])(\d+(?:{decimal}\d+)?)\s?{unit}\b(?:\.(?=\s+[a-zß-ÿ]))?", rf"\1 {plural}", text)
    text = re.sub(r"(\d)\s?%", rf"\1 {speech['percent']}", text)
    return re.sub(r"#\s?(?=\d)", f"{speech['number']} ", text)
