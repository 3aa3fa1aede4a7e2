"""The words that Spanish and English use for numbers, letters, signs and abbreviations when they are read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Verbalizer:
    """How one language reads things out. Patterns of ``abbreviations`` are regular expressions, in any case."""

    small: tuple[str, ...]
    tens: tuple[str, ...]
    tens_join: str
    letters: Mapping[str, str]
    ordinals: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...]
    months: tuple[str, ...]
    at: str
    dot: str
    dash: str
    underscore: str
    slash: str
    and_: str
    or_: str
    to: str
    percent: str
    number: str
    plus: str
    dollar: tuple[str, str]
    cent: tuple[str, str]
    money_join: str
    units: tuple[tuple[str, str, str], ...]
    code_words: str


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def cardinal(number: int, spoken: Verbalizer) -> str:
    """A number from 0 to 99 in words."""
    if number < len(spoken.small):
        return spoken.small[number]
    tens, ones = divmod(number, 10)
    return spoken.tens[tens] + (spoken.tens_join + spoken.small[ones] if ones else "")


def digits(text: str, spoken: Verbalizer) -> str:
    """The digits of ``text`` one by one: ``410`` is "cuatro uno cero"."""
    return " ".join(spoken.small[int(sign)] for sign in text if sign.isdigit())


def letters(code: str, spoken: Verbalizer) -> str:
    """A code letter by letter and digit by digit, with a breath between."""
    names = [spoken.small[int(sign)] if sign.isdigit() else spoken.letters.get(sign.lower(), "") for sign in code]
    return ", ".join(name for name in names if name)


SPANISH = Verbalizer(
    small=_list(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
        "veintisiete veintiocho veintinueve"
    ),
    tens=("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"),
    tens_join=" y ",
    letters=dict(
        zip(
            "abcdefghijklmnñopqrstuvwxyz-_.",
            [
                *_list("a be ce de e efe ge hache i jota ka ele eme ene eñe o pe cu erre ese te u uve"),
                "doble u",
                "equis",
                "ye",
                "zeta",
                "guion",
                "guion bajo",
                "punto",
            ],
            strict=True,
        )
    ),
    ordinals=_list("primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"),
    abbreviations=(
        (r"Sras\.", "señoras"),
        (r"Sres\.", "señores"),
        (r"Srta\.", "señorita"),
        (r"Sra\.", "señora"),
        (r"Sr\.", "señor"),
        (r"Dra\.", "doctora"),
        (r"Dr\.", "doctor"),
        (r"Profa\.", "profesora"),
        (r"Prof\.", "profesor"),
        (r"Mtra\.", "maestra"),
        (r"Mtro\.", "maestro"),
        (r"Lic\.", "licenciado"),
        (r"Ing\.", "ingeniero"),
        (r"Uds\.|Vds\.", "ustedes"),
        (r"Ud\.|Vd\.", "usted"),
        (r"Tel\.", "teléfono"),
        (r"Avda?\.", "avenida"),
        (r"Núm\.|n\.\s?º|n\.º|No\.(?=\s?\d)", "número"),
        (r"Págs\.", "páginas"),
        (r"Pág\.", "página"),
        (r"p\.\s?ej\.", "por ejemplo"),
        (r"EE\.\s?UU\.", "Estados Unidos"),
        (r"c/u", "cada uno"),
        (r"y/o", "o"),
        (r"etc\.?", "etcétera"),
        (r"máx\.", "máximo"),
        (r"mín\.", "mínimo"),
        (r"aprox\.", "aproximadamente"),
    ),
    months=_list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    at="arroba",
    dot="punto",
    dash="guion",
    underscore="guion bajo",
    slash="diagonal",
    and_="y",
    or_="o",
    to="a",
    percent="por ciento",
    number="número",
    plus="más",
    dollar=("dólar", "dólares"),
    cent=("centavo", "centavos"),
    money_join="con",
    units=(
        ("GB", "giga", "gigas"),
        ("MB", "mega", "megas"),
        ("KB", "kilobyte", "kilobytes"),
        ("min", "minuto", "minutos"),
        ("seg", "segundo", "segundos"),
        ("hrs", "hora", "horas"),
        ("hr", "hora", "horas"),
        ("h", "hora", "horas"),
        ("km", "kilómetro", "kilómetros"),
    ),
    code_words=r"código|clave|contraseña|passcode|ID|PIN",
)

ENGLISH = Verbalizer(
    small=_list(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ),
    tens=("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    tens_join="-",
    letters={**{sign: sign.upper() for sign in "bcdefghijklmnopqrstuvwxyz"}, "a": "A", "-": "dash", ".": "dot"},
    ordinals=(),
    abbreviations=(
        # Spanish titles stand in English sentences too. Both voices say the whole words well.
        (r"Sra\.", "Señora"),
        (r"Srta\.", "Señorita"),
        (r"Sr\.(?=\s+(?-i:[A-Z]))", "Señor"),
        (r"Mtra\.", "Maestra"),
        (r"Mtro\.", "Maestro"),
        (r"Dra\.", "Doctora"),
        (r"Profa\.", "Profesora"),
        (r"Mrs\.?", "missis"),
        (r"Mr\.?", "mister"),
        (r"Ms\.?", "miz"),
        (r"Dr\.(?=\s+[A-Z])", "doctor"),
        (r"Prof\.", "professor"),
        (r"Tel\.", "telephone"),
        (r"Ave\.", "avenue"),
        (r"Ext\.", "extension"),
        (r"No\.(?=\s?\d)", "number"),
        (r"e\.g\.,?", "for example,"),
        (r"i\.e\.,?", "that is,"),
        (r"etc\.?", "et cetera"),
        (r"and/or", "or"),
        (r"approx\.", "about"),
        (r"vs\.?", "versus"),
    ),
    months=_list("January February March April May June July August September October November December"),
    at="at",
    dot="dot",
    dash="dash",
    underscore="underscore",
    slash="slash",
    and_="and",
    or_="or",
    to="to",
    percent="percent",
    number="number",
    plus="plus",
    dollar=("dollar", "dollars"),
    cent=("cent", "cents"),
    money_join="and",
    units=(
        ("GB", "gigabyte", "gigabytes"),
        ("MB", "megabyte", "megabytes"),
        ("KB", "kilobyte", "kilobytes"),
        ("mins", "minute", "minutes"),
        ("min", "minute", "minutes"),
        ("secs", "second", "seconds"),
        ("sec", "second", "seconds"),
        ("hrs", "hour", "hours"),
        ("hr", "hour", "hours"),
    ),
    code_words=r"code|password|passcode|ID|PIN",
)
