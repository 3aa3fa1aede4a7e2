"""Splits a text into its sentences, as a person would read them out in Spanish or English."""

from __future__ import annotations

import re

from annotator.languages import base

_ABBREVIATIONS = {
    "es": """sr sra srta sres sras dr dra drs prof profa mtro mtra lic ing ud uds vd vds tel av avda núm no n.º pág págs
        ej p.ej p aprox máx mín depto edif gral ee a p""",
    "en": """mr mrs ms dr drs sr sra srta sres sras dra mtra mtro profa prof st jr no vs e.g i.e approx dept ext apt rm
        gen a p""",
}
# These stand before a number; as words of their own ("No.") they end a sentence.
_BEFORE_NUMBERS = {"no", "núm", "pág", "págs", "ext", "apt", "rm", "tel"}
_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


def split(text: str, lang: str) -> tuple[str, ...]:
    """The sentences of ``text`` in order; joined by a space they are the text again (white space aside).

    Safe are abbreviations (Sra., Dr.), times (8:30 a. m.), ordinals (2.º B), initials, addresses, numbered beginnings.
    """
    sentences, start = [], 0
    for match in _END.finditer(text):
        before = text[start : match.end()].rstrip()
        after = text[match.end() :]
        if "\n" in match.group() or _ends(before, after, base(lang)):
            sentences.append(before)
            start = match.end()
    sentences.append(text[start:])
    return tuple(" ".join(sentence.split()) for sentence in sentences if sentence.strip())


def _ends(before: str, after: str, lang: str) -> bool:
    """Whether a sentence ends between ``before``, which ends with a stop, and ``after``."""
    first = after.lstrip('"“«‘(¿¡[—-').strip()[:1]
    if first.islower():
        return False
    if not before.endswith("."):
        return True
    found = _LAST_WORD.search(before)
    if found is None or before.endswith(("...", "…")):
        return True
    word = found.group(1).casefold()
    if word.isdigit() and before == found.group(0):
        return False  # "1. Toque"
    if word in _BEFORE_NUMBERS:
        return not first.isdigit()
    if word in _ABBREVIATIONS.get(lang, _ABBREVIATIONS["en"]).split():
        return False
    # An initial ("J. Pérez") but not the m. of "8:30 a. m. Toque", nor a class ("2.º B. Toque").
    initial = len(word) == 1 and found.group(1).isupper()
    return not (initial and _is_name_before(before[: -len(found.group(0))], first))


def _is_name_before(before: str, first: str) -> bool:
    """Whether what stands before an initial is the start of a sentence, a title or a given name."""
    words = before.split()
    last = words[-1] if words else ""
    return first.isupper() and (not last or last.endswith(".") or last.istitle())
