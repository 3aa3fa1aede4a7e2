"""Rules that need a whole step, since a sentence may be clear only because of another.

``Toque aquí.`` is a good order after ``Busque el botón rojo.``, but by itself names nothing to look for.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.messages import Message
from annotator.model import Said, Step, TextTarget, Tutorial
from annotator.script.plain.button_names import BUTTON, list_known_wordings, mask_wordings
from annotator.script.plain.compare import usual_sentences
from annotator.script.plain.orders import MAX_CLAUSE_CHARS, find_clauses, find_orders
from annotator.script.plain.rules import Finding, Sentence
from annotator.script.plain.tables import Table, load_table
from annotator.text.sentence_rules import split_sentences

_CLAUSE_MARK: Final = re.compile(r"[,;:—–(]")
_CLAUSE_END: Final = re.compile(r"\s*(?:[^\w\s]|$)")
SHOWS_NOTHING_TO_TYPE: Final = "In {languages}, nothing shows what to type."
"""The message about a step that types something, and shows neither what nor where it comes from."""


def says_what_to_type(text: str, step: Step, lang: str) -> bool:
    """Whether a step's text says what people type by its kind ("your password", not "the code"), besides the field's label."""
    table, masked = load_table(lang), mask_wordings(text, list_known_wordings(step))
    return table is not None and table.patterns["typed"].search(masked) is not None


StepRule = Callable[[Sequence[Sentence], Step, Table], Iterator[Finding]]
"""A rule about the sentences of a step's narration in one language."""


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a sentence does so that ears alone find a thing: "Tap it" points and refers, "Tap the bell" points and names.

    Attributes:
        points: whether it tells people to press, open, find or look at something.
        refers: whether that is what an earlier sentence named.
        names: whether it has a word for a thing, and points to it or describes it.
    """

    points: bool
    refers: bool
    names: bool


def read_sentences(tutorial: Tutorial, step: Step, lang: str) -> tuple[int, list[Sentence]]:
    """The line of the script that the sentences of a step come from, and the sentences, typed or from the phrasebook."""
    typed = next((said for said in step.narration if said.lang == lang), None)
    usual = usual_sentences(tutorial, step, lang)
    from_phrasebook = Said(lang, usual[0], step.action.line) if usual and step.action else Said(lang, "", step.line)
    said = typed or from_phrasebook
    wordings = list_known_wordings(step)
    sentences = split_sentences(said.text)
    return said.line, [Sentence(text, mask_wordings(text, wordings), said.text) for text in sentences]


def check_condition(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report an order that depends on an "if", in a step that all people follow; a question before it is right.

    Who listens with half an ear hears the order, and misses the condition.
    """
    if step.is_aside:
        return
    for sentence in sentences:
        if sentence.text.rstrip('"”»)').endswith("?"):
            return
        if _has_condition(sentence.masked, table):
            message = "{quoted} is for some people only, but everybody hears an order."
            remedy = (
                "Ask first, then say what to do, as in “{example}”; or make it an aside, with a line “- if {lang}: …?”."
            )
            better = Message(remedy, example=table.data["condition_say"], lang=table.lang)
            yield Finding("condition", Message(message, quoted=sentence.quoted), better)


def _has_condition(text: str, table: Table) -> bool:
    """Whether a masked sentence has an order behind an "if", or a press before one.

    "If you can,", "see if …" and the purpose of a press ("tap it to find out if …") are no conditions.
    """
    orders = [order.start() for order in find_orders(text, table)]
    presses = [at for at in orders if table.patterns["tapping"].match(text, at)]
    purposes = [purpose.start() for purpose in table.patterns["purposes"].finditer(text)]
    for condition in table.patterns["conditions"].finditer(text) if orders else ():
        at = condition.start()
        press = _find_last_before(at, presses)
        is_purpose = 0 <= press < _find_last_before(at, purposes)
        if is_purpose or _is_polite(text, at, table) or _asks_whether(text[:at], table):
            continue
        if press >= 0 or orders[-1] > at:
            return True
    return False


def _is_polite(text: str, at: int, table: Table) -> bool:
    """Whether the "if" at a position is the whole clause of a polite order: "If you can, …"."""
    polite = table.patterns["polite"].match(text, at)
    return polite is not None and _CLAUSE_END.match(text, polite.end()) is not None


def _asks_whether(before: str, table: Table) -> bool:
    """Whether an "if" behind this text only asks whether: "to see if it came"."""
    behind = re.compile(rf"{table.patterns['whether'].pattern}\s+$", re.IGNORECASE)
    return behind.search(before[-MAX_CLAUSE_CHARS:]) is not None


def _find_last_before(at: int, positions: Sequence[int]) -> int:
    """The last of the ascending ``positions`` before ``at``, or -1."""
    index = bisect_left(positions, at)
    return positions[index - 1] if index else -1


def check_vague(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report a step to tap or hold that points ("Tap here."), but has no word for the thing, its place or its colour.

    The question of an aside may have that word, too.
    """
    if step.action is None or step.action.kind not in ("tap", "hold"):
        return
    question = step.question(table.lang) or ""
    texts = [question, *(sentence.masked for sentence in sentences)]
    if any(BUTTON in text or table.patterns[name].search(text) for text in texts for name in ("places", "colours")):
        return
    clues = [_read_clues(sentence.masked, table) for sentence in sentences]
    if any(clue.names for clue in clues) or any(clue.refers for clue in (clues if question else clues[1:])):
        return
    vague = next((sentence for sentence, clue in zip(sentences, clues, strict=True) if clue.points), None)
    if vague is not None:
        message = Message("{quoted} doesn't say what: by ear alone, nobody finds it.", quoted=vague.quoted)
        remedy = Message("Say what it shows and where it is, as in “{example}”.", example=table.data["vague_say"])
        yield Finding("vague", message, "Say the word on it." if isinstance(step.action.target, TextTarget) else remedy)


def _read_clues(text: str, table: Table) -> _Clues:
    """The clues in a masked sentence."""
    clauses = list(find_clauses(text, table, "pointing"))
    points_back = table.patterns["pointing_back"].search(text) is not None
    if points_back or clauses:
        refers = points_back or any(words and table.patterns["pronouns"].fullmatch(words[-1]) for words in clauses)
        return _Clues(points=True, refers=refers, names=_names_something(text, table))
    described = table.patterns["describing"].match(text)
    names = described is not None and _names_something(text[described.end() :], table)
    return _Clues(points=False, refers=False, names=names)


def _names_something(text: str, table: Table) -> bool:
    """Whether a masked sentence has a word for a thing, besides orders and what they are for: "Tap this: the bell"."""
    for part in map(str.strip, _CLAUSE_MARK.split(text)):
        purpose = table.patterns["until"].search(part, 1)
        rest = part[: purpose.start()] if purpose else part
        for name in ("first_words", "actions", "pointing", "pointing_back"):
            rest = table.patterns[name].sub("", rest)
        words = re.findall(r"\w+", rest)
        if not all(any(table.patterns[name].fullmatch(word) for name in ("vague", "filler")) for word in words):
            return True
    return False


ALL: tuple[StepRule, ...] = (check_condition, check_vague)
"""The rules about the narration of a step as a whole."""
