"""Find the orders in a sentence ("Toque", "escriba"), and what a verb is followed by."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.script.plain.button_names import BUTTON
from annotator.script.plain.tables import Table

MAX_CLAUSE_CHARS: Final = 160
"""Number of characters that rules look at before or after a word: more than any clause, and few in an endless text."""


def find_orders(text: str, table: Table) -> list[re.Match[str]]:
    """The orders in a masked sentence: ``Toque ■ y escriba su nombre.`` has "Toque" and "escriba"."""
    return _find_orders_of(table.patterns["actions"], text, table)


def find_press(text: str, table: Table, gesture: str) -> re.Match[str] | None:
    """The first order in a masked sentence to ``touch`` or to ``click`` something; "never tap" is none."""
    for match in _find_orders_of(table.pressing[gesture].pattern, text, table, find_orders(text, table)):
        if not table.patterns["negations"].fullmatch(_last_word(text[: match.start()].rstrip())):
            return match
    return None


def _find_orders_of(
    verbs: re.Pattern[str], text: str, table: Table, others: Sequence[re.Match[str]] = ()
) -> list[re.Match[str]]:
    """The orders in a masked sentence with one of the ``verbs``; after ``others``, which are also orders, one may go on."""
    found: list[re.Match[str]] = []
    for match in verbs.finditer(text):
        before = text[max(0, match.start() - MAX_CLAUSE_CHARS) : match.start()].rstrip()
        if _begins_order(before, table, follows=any(order.start() < match.start() for order in (*found, *others))):
            found.append(match)
    return found


def _begins_order(before: str, table: Table, *, follows: bool) -> bool:
    """Whether a word after ``before`` can be an order, judged by the words before it.

    In Spanish it is none after "que" ("hasta que vea"), nor where a noun would be; in English see `_begins_clause`.
    """
    if table.data["orders_behind"]:
        return _begins_clause(before, table, follows=follows)
    last = _last_word(before)
    if last in table.data["joining"] or not last:
        return True
    determiners = "|".join(table.data["determiners"])
    return last not in table.data["not_before_actions"] and not re.search(
        rf"\b(?:{determiners}) (?:\w+ )?$", before + " ", re.IGNORECASE
    )


def _begins_clause(before: str, table: Table, *, follows: bool) -> bool:
    """Whether a word after ``before`` begins a clause, and so can be an order where orders look like other verbs.

    After "and" it can be one only if it goes on from an order before (``follows``).
    """
    if not before or before[-1] in ",;:—–(":
        # "If you want, tap": after a comma only what begins a clause; "Hi, teacher" has no verb of the list.
        return True
    if _last_word(before) in table.data["joining"]:
        modals, clause = "|".join(table.data["modals"]), before.rsplit(" ", 1)[0]
        return follows and not re.search(rf"\b(?:{modals}) \w+(?: \S+){{0,3}}$", clause, re.IGNORECASE)
    return re.search(rf"{table.patterns['orders_behind'].pattern}$", before, re.IGNORECASE) is not None


def _last_word(text: str) -> str:
    """The last word in lower case, with straight apostrophes; "" at the beginning and after a punctuation mark."""
    match = re.search(r"([\w'’]+)$", text[-MAX_CLAUSE_CHARS:])
    return match[1].lower().replace("’", "'") if match else ""


def find_clauses(text: str, table: Table, verbs: str) -> Iterator[list[str]]:
    """The words behind each verb of a list (``"pointing"``) in a masked sentence, in lower case, up to the clause's end."""
    clause_end = re.compile(rf"[,;:.!?()]|{table.patterns['until'].pattern}")
    for match in table.patterns[verbs].finditer(text):
        clause = clause_end.split(text[match.end() : match.end() + MAX_CLAUSE_CHARS])[0]
        yield re.findall(rf"\w+|{BUTTON}", clause.lower())
