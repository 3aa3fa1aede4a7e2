"""Rules of plain language for a whole step: what its sentences say together, and what is pressed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from annotator.model import ACTIONS, Step, TextTarget, Tutorial
from annotator.privacy.name_words import TITLES
from annotator.script.keywords import fold
from annotator.script.plain.button_names import BUTTON
from annotator.script.plain.rules import Finding, Sentence, find_clauses, find_orders
from annotator.script.plain.tables import Table
from annotator.text.sentence_roles import is_example

_MAX_CLAUSE_CHARS: Final = 160
"""How far a rule looks behind an order: more than any clause."""
_MADE_UP: Final = re.compile(r"(?<!\w)[^\W\d_]{3,}[-_](?=[^\W\d_]{2})[^\W\da-zà-ÿ_]\w+")
"""A name that somebody made up for something of their own, such as a Wi-Fi at home: "Casa-Luna", but not "Wi-Fi"."""
_WORD: Final = re.compile(r"[^\W\d_]+\.?")

StepRule = Callable[[Sequence[Sentence], Step, Table], Iterator[Finding]]
"""Checks what is said in a step after its question, in one language."""


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
            yield Finding(
                "condition",
                f"{sentence.quoted} is for some people only, but everybody hears an order.",
                f"Ask first, then say what to do, as in “{table.data['condition_say']}”; or make it an aside, "
                f"with a line “- if {table.lang}: …?”.",
            )


def _has_condition(text: str, table: Table) -> bool:
    """Whether a masked sentence has an order that depends on an "if" before it, or a press that depends on one behind."""
    orders = find_orders(text, table)
    if not orders or table.patterns["polite"].search(text):
        return False
    for condition in table.patterns["conditions"].finditer(text):
        before = text[: condition.start()].strip('¡¿"“« ,')
        if not before or before.lower() in table.data["joining"] or table.patterns["first_words"].fullmatch(before):
            return orders[-1].start() > condition.end()
        asks = any(before.lower().endswith(words) for words in table.data["whether"])
        if not asks and any(
            order.start() < condition.start() and table.patterns["tapping"].match(text, order.start())
            for order in orders
        ):
            return True
    return False


def check_negative_order(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report an aside that asks what is not, and then says what not to do: nobody knows what to do instead."""
    if not table.patterns["negations"].search(step.question(table.lang) or ""):
        return
    for sentence in sentences:
        for order in find_orders(sentence.masked, table):
            before = sentence.masked[: order.start()].split()
            if before and table.patterns["negations"].fullmatch(before[-1].strip("¡¿“”«»\"',")):
                yield Finding(
                    "negation",
                    f"The question asks what is not, and {sentence.quoted} says what not to do.",
                    "Say what to do instead.",
                )
                return


def check_vague(sentences: Sequence[Sentence], step: Step, table: Table) -> Iterator[Finding]:
    """Report a step to tap or hold something without a word for it, its place or its colour: ears alone can't find it."""
    if step.action is None or step.action.kind not in ("tap", "hold"):
        return
    texts = [step.question(table.lang) or "", *(sentence.masked for sentence in sentences)]
    if any(BUTTON in text or table.patterns[name].search(text) for text in texts for name in ("places", "colours")):
        return
    clauses = [(one, words) for one in sentences for words in find_clauses(one.masked, table, "pointing")]
    if clauses and all(_is_vague(words, table) for _, words in clauses):
        yield Finding(
            "vague",
            f"{clauses[0][0].quoted} doesn't say what: by ear alone, nobody finds it.",
            "Say the word on it."
            if isinstance(step.action.target, TextTarget)
            else f"Say what it shows and where it is, as in “{table.data['vague_say']}”.",
        )


def _is_vague(words: Sequence[str], table: Table) -> bool:
    return all(any(table.patterns[name].fullmatch(word) for name in ("vague", "filler")) for word in words)


def check_sample_names(
    sentences: Sequence[Sentence], step: Step, table: Table, examples: Sequence[str]
) -> Iterator[Finding]:
    """Report a name of the sample that is given as an order ("Tap Casa-Luna"): a family has to press their own.

    Args:
        sentences: what is said in the table's language.
        step: whose sentences they are.
        table: that of their language.
        examples: the invented names of the script, from `list_examples`.
    """
    if step.action is None or step.sign == "yours" or ACTIONS[step.action.kind].takes == "words":
        return
    if any(is_example(sentence.text, table.lang) for sentence in sentences):
        return
    for sentence in sentences:
        for order in find_orders(sentence.text, table):
            behind = sentence.text[order.end() : order.end() + _MAX_CLAUSE_CHARS]
            name = _find_name(behind, examples)
            if name:
                yield Finding(
                    "sample",
                    f"{sentence.quoted} tells every family to press “{name}”, but theirs has another name.",
                    f"Say whose name it is, then the example, as in “{table.data['sample_say']}”, and add “- sign: yours”.",
                )
                return


def _find_name(text: str, examples: Sequence[str]) -> str | None:
    """An invented name in a text: what somebody called their own, an example, or a person with a title."""
    made_up = _MADE_UP.search(text)
    if made_up:
        return made_up.group()
    for example in examples:
        if re.search(rf"(?<!\w){re.escape(example)}(?!\w)", text):
            return example
    words = list(_WORD.finditer(text))
    for title, name in pairwise(words):
        together = text[title.start() : name.end()]
        if fold(title.group().rstrip(".")) in TITLES and name.group()[0].isupper() and len(together.split()) == 2:
            return together.rstrip(".")
    return None


def list_examples(tutorial: Tutorial, step: Step) -> tuple[str, ...]:
    """The invented names that a script writes over others or shows: what ``hide: … = Luna`` and ``show: Luna`` have.

    What is shown counts if it is a single word with letters: more words may be the school's own name, digits its phone.
    """
    examples = [hide.example for hide in (*tutorial.hides, *step.hides) if hide.example]
    for show in (*tutorial.shows, *step.shows):
        if isinstance(show.target, TextTarget):
            examples += [
                word for word in show.target.wordings if len(word.split()) == 1 and re.search(r"[^\W\d_]", word)
            ]
    return tuple(dict.fromkeys(examples))


ALL: tuple[StepRule, ...] = (check_condition, check_negative_order, check_vague)
"""The rules that need nothing but the step; `check_sample_names` needs the script, too."""
